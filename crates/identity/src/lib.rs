//! Proofs of who is there, never what they may do.

pub mod codes;
pub mod openid;
pub mod passkeys;
pub mod passwords;
pub mod tokens;

pub use passkeys::{Passkey, Passkeys, Shown};
pub use passwords::{Password, Passwords, Weakness};
pub use tokens::Token;
