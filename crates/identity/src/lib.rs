//! Proofs of who is there, never what they may do.

pub mod passwords;
pub mod tokens;

pub use passwords::{Password, Passwords, Weakness};
pub use tokens::Token;
