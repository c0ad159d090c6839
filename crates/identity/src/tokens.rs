//! Secrets of 256 random bits, shown once: of sessions, of addresses that may be used once. Only their hash is kept.

use std::fmt;

use domain::{Randomness, hex};
use sha2::{Digest, Sha256};

/// Bytes of a token.
const BYTES: usize = 32;

/// A secret that whoever bears it has shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn new(randomness: &dyn Randomness) -> Self {
        let mut secret = [0; BYTES];
        randomness.fill(&mut secret);
        Self(hex::write(&secret))
    }

    /// Reads one; `None` where it cannot be one, so that nothing need be asked of the store.
    pub fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == 2 * BYTES && hex::read(text).is_some();
        is_one.then(|| Self(text.to_owned()))
    }

    /// The 64 characters, for a cookie or an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is kept of it: its SHA-256. It is random, so that no salt is needed.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// Never its characters: a log must not hold them.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl Randomness for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0x7a);
        }
    }

    #[test]
    fn a_token_is_read_as_it_was_written_and_nothing_else_is_one() {
        let token = Token::new(&Sevens);
        assert_eq!(token.as_str(), "7a".repeat(32));
        assert_eq!(Token::parse(token.as_str()), Some(token.clone()));
        for other in ["", "7a", &"7A".repeat(32), &"7a".repeat(33), &"é".repeat(32)] {
            assert_eq!(Token::parse(other), None, "{other}");
        }
        assert!(!format!("{token:?}").contains("7a"), "a log never shows it");
    }
}
