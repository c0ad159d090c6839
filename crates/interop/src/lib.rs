//! The formats of others. `README.md` says where to begin.

pub mod markdown;
pub mod network;
