//! Letters out: their text, their headers, and the server that takes them.
//!
//! Knows nothing of why a letter is written: it gets ready words and whole addresses. `README.md` says where to begin.

mod letters;
mod post;

pub use letters::{Act, Letter};
pub use post::{Failure, Post, Server};
