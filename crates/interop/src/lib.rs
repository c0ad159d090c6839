//! The formats of others. `README.md` says where to begin.

pub mod citations;
pub mod feeds;
pub mod history;
pub mod invitees;
pub mod markdown;
pub mod network;
pub mod own_data;
pub mod pictures;
pub mod registers;
