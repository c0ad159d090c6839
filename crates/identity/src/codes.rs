//! The second factor: codes of thirty seconds (TOTP, RFC 6238), shown by an application that scanned a QR code; and codes on
//! paper, each of which serves once.

use domain::{Randomness, Timestamp};
use qrcodegen::{QrCode, QrCodeEcc};
use sha2::{Digest, Sha256};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Bytes of a secret (RFC 4226, section 4, requirement 6).
const SECRET: usize = 20;
/// Digits of a code.
const DIGITS: u8 = 6;
/// Seconds of a code.
const STEP: u64 = 30;
/// How many codes before and after are taken: the clock of a telephone may be off.
const SKEW: u16 = 1;
/// How many codes on paper somebody has.
pub const ON_PAPER: usize = 10;
/// Bytes of a code on paper: 80 bits, so that its hash needs no salt.
const PAPER: usize = 10;
/// Letters that nobody takes for another (Crockford).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What codes of thirty seconds are computed from.
#[derive(Clone)]
pub struct Codes(Vec<u8>);

impl Codes {
    /// New ones.
    pub fn new(randomness: &dyn Randomness) -> Self {
        let mut secret = vec![0; SECRET];
        randomness.fill(&mut secret);
        Self(secret)
    }

    /// From the store.
    pub fn from_store(secret: Vec<u8>) -> Self {
        Self(secret)
    }

    /// What the store keeps.
    pub fn secret(&self) -> &[u8] {
        &self.0
    }

    fn totp(&self) -> Option<Totp> {
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS);
        builder.with_skew(SKEW).with_step_duration(STEP).with_secret(self.0.clone()).build().ok()
    }

    /// The step of a code, where it is one of this minute; spaces in it are none.
    pub fn step_of(&self, typed: &str, now: Timestamp) -> Option<i64> {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let is_code = typed.len() == usize::from(DIGITS) && typed.bytes().all(|byte| byte.is_ascii_digit());
        if !is_code {
            return None;
        }
        let seconds = u64::try_from(now.as_micros() / 1_000_000).ok()?;
        i64::try_from(self.totp()?.check(&typed, seconds)?).ok()
    }

    /// The code of this moment, as an application shows it.
    pub fn at(&self, now: Timestamp) -> Option<String> {
        let seconds = u64::try_from(now.as_micros() / 1_000_000).ok()?;
        Some(self.totp()?.generate(seconds).to_string())
    }

    /// What is typed where nothing can be scanned: base 32, by fours.
    pub fn typed(&self) -> String {
        let written = Secret::new(self.0.clone().into_boxed_slice()).to_base32();
        let groups: Vec<&str> =
            written.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join(" ")
    }

    /// What an application reads: the address of a key (Key URI Format, as Google Authenticator's documentation says).
    pub fn address(&self, site: &str, account: &str) -> String {
        let encode = domain::address::encode_segment;
        // A colon parts the two.
        let (site, account) = (encode(&site.replace(':', " ")), encode(&account.replace(':', " ")));
        format!("otpauth://totp/{site}:{account}?secret={}&issuer={site}", self.typed().replace(' ', ""))
    }
}

/// A QR code of this text, as the path of an SVG whose side is the second value, a white border of four included; nothing where the
/// text is too long.
pub fn qr_code(text: &str) -> Option<(String, i32)> {
    use std::fmt::Write as _;
    const BORDER: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{},{}h1v1h-1z", x + BORDER, y + BORDER);
        }
    }
    Some((path, code.size() + 2 * BORDER))
}

/// New codes on paper: `abcd-efgh-jkmn-pqrs`.
pub fn on_paper(randomness: &dyn Randomness) -> Vec<String> {
    let code = || {
        let mut bytes = [0; PAPER];
        randomness.fill(&mut bytes);
        let value = bytes.iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
        let letter = |place: u32| {
            let digit = usize::try_from((value >> (5 * place)) & 31).unwrap_or(0);
            char::from(LETTERS.get(digit).copied().unwrap_or(b'0'))
        };
        let letters: String = (0..16).map(letter).collect();
        let groups: Vec<&str> =
            letters.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join("-")
    };
    std::iter::repeat_with(code).take(ON_PAPER).collect()
}

/// What is kept of a code on paper, however it is typed; nothing where it cannot be one.
pub fn hash_of_paper(typed: &str) -> Option<[u8; 32]> {
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    // Those that are taken for another.
    let letters = letters.replace('o', "0").replace(['i', 'l'], "1");
    (letters.len() == 16).then(|| Sha256::digest(letters.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);

    impl Randomness for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, with the last six of its eight digits.
        let codes = Codes::from_store(b"12345678901234567890".to_vec());
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(codes.at(at(seconds)).unwrap(), code);
            assert_eq!(codes.step_of(code, at(seconds)), Some(seconds / 30));
            assert_eq!(
                codes.step_of(&format!(" {} {} ", &code[..3], &code[3..]), at(seconds + 30)),
                Some(seconds / 30)
            );
            assert_eq!(codes.step_of(code, at(seconds + 90)), None, "too late");
        }
        for typed in ["", "28708", "2870820", "２８７０８２", "abcdef"] {
            assert_eq!(codes.step_of(typed, at(59)), None, "{typed}");
        }
    }

    #[test]
    fn an_application_reads_who_and_where_whatever_they_are_called() {
        let codes = Codes::from_store(vec![0; 20]);
        let address = codes.address("Réseau: l’île", "ana@exemple.org");
        assert_eq!(
            address,
            "otpauth://totp/R%C3%A9seau%20%20l%E2%80%99%C3%AEle:ana%40exemple.org?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
             &issuer=R%C3%A9seau%20%20l%E2%80%99%C3%AEle"
        );
        let (path, side) = qr_code(&address).unwrap();
        assert!(path.starts_with("M4,4h1v1h-1z") && side > 40, "{side}");
    }

    #[test]
    fn a_code_on_paper_is_known_however_it_is_typed() {
        let codes = on_paper(&Counting(0.into()));
        assert_eq!(codes.len(), ON_PAPER);
        let mut all: Vec<_> = codes.iter().filter_map(|code| hash_of_paper(code)).collect();
        all.dedup();
        assert_eq!(all.len(), ON_PAPER);
        let code = &codes[0];
        assert_eq!(code.len(), 19);
        assert_eq!(hash_of_paper(code), hash_of_paper(&code.to_uppercase().replace('-', " ")));
        assert_eq!(hash_of_paper("0000-0000-0000-0001"), hash_of_paper("OOOO-oooo-0000-000I"));
        assert_eq!(hash_of_paper("123456"), None);
    }
}
