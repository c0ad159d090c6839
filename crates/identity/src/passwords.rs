//! Passwords: what may be one, how strong it is, and the hash that is kept of it.

use std::fmt;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use domain::Randomness;
use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tokio::time::{Duration, Instant};
use unicode_normalization::UnicodeNormalization as _;
use zxcvbn::{Score, zxcvbn};

/// The fewest characters of a password.
pub const SHORTEST: usize = 10;
/// The most characters of a password; NIST SP 800-63B asks for 64 at least.
pub const LONGEST: usize = 256;
/// Hashes computed at the same time, so that people who sign in do not take the processor from those who read.
const AT_ONCE: usize = 2;
/// Kibibytes, passes and lanes of argon2id (OWASP, Password Storage Cheat Sheet: 19 MiB, 2, 1).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// How long the memory of a hash waits for the next one.
const KEPT_FOR: Duration = Duration::from_secs(2);
/// Bytes of a salt (RFC 9106, section 3.1).
const SALT: usize = 16;

/// A password as typed, in one form of Unicode (RFC 8265, section 4.2: NFC, nothing else changed).
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Reads what was typed; `None` where it is empty or longer than any that is kept.
    pub fn parse(typed: &str) -> Option<Self> {
        // The length first: nothing huge is normalised.
        if typed.is_empty() || typed.len() > 4 * LONGEST || typed.chars().count() > LONGEST {
            return None;
        }
        Some(Self(typed.nfc().collect()))
    }

    /// Why this is no password to choose; `own` is what whoever knows the person would try first: name, address, site.
    pub fn weakness(&self, own: &[&str]) -> Option<Weakness> {
        if self.0.chars().count() < SHORTEST {
            return Some(Weakness::Short);
        }
        let mut known: Vec<&str> = own.iter().copied().filter(|word| !word.is_empty()).collect();
        // « ana.tremblay@exemple.org » is also « ana », « tremblay » and « exemple ».
        known.extend(
            own.iter().flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).filter(|part| part.len() > 2),
        );
        (zxcvbn(&self.0, &known).score() < Score::Three).then_some(Weakness::Guessed)
    }
}

/// Never its characters.
impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password is refused to who chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than [`SHORTEST`].
    Short,
    /// A program would find it: common words, names, dates, rows of keys (zxcvbn, score below 3 of 4).
    Guessed,
}

/// Hashes passwords and checks them, two at a time.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    memory: Arc<Memory>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), memory: Arc::default() }
    }
}

/// What hashes are computed in. Where people sign in one after the other, the next one finds it: to be given it by the system, page by
/// page, takes half as long as the hash.
#[derive(Default)]
struct Memory(Mutex<Vec<(Instant, Vec<Block>)>>);

impl Memory {
    fn take(&self) -> Vec<Block> {
        let waiting = self.0.lock().pop();
        waiting.map_or_else(|| vec![Block::default(); hasher().params().block_count()], |(_, memory)| memory)
    }

    fn give_back(&self, memory: Vec<Block>) {
        self.0.lock().push((Instant::now(), memory));
    }

    /// Gives the system what has waited long enough.
    fn forget(&self) {
        self.0.lock().retain(|(since, _)| since.elapsed() < KEPT_FOR);
    }
}

/// Never what it holds.
impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory(…)")
    }
}

impl Passwords {
    /// What is kept of a password (PHC string, argon2id).
    pub async fn hash(&self, password: Password, randomness: &dyn Randomness) -> String {
        let mut salt = [0; SALT];
        randomness.fill(&mut salt);
        // A hash that could not be made is empty, and an empty one matches nothing.
        let made = self.turn(move |memory| hash(&password, &salt, memory)).await.flatten();
        made.map(|hash| hash.to_string()).unwrap_or_default()
    }

    /// Whether `password` is the one of which `kept` was kept. Where nothing was, the answer is no, and takes as long.
    pub async fn matches(&self, password: Option<Password>, kept: Option<String>) -> bool {
        self.turn(move |memory| {
            // An account without a password is checked as nobody's is: it is not told apart by being quick.
            let kept = kept.filter(|kept| PasswordHash::new(kept).is_ok());
            let known = password.is_some() && kept.is_some();
            let password = password.unwrap_or_else(|| Password(String::new()));
            let kept = kept.unwrap_or_else(|| NOBODY.clone());
            verify(&password, &kept, memory) && known
        })
        .await
        .unwrap_or(false)
    }

    /// Does one piece of work in its turn, on a thread that may be held.
    async fn turn<T: Send + 'static>(&self, work: impl FnOnce(&mut [Block]) -> T + Send + 'static) -> Option<T> {
        let turn = self.turns.clone().acquire_owned().await.ok()?;
        let kept = self.memory.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut memory = kept.take();
            let done = work(&mut memory);
            kept.give_back(memory);
            drop(turn);
            done
        })
        .await
        .ok();
        let kept = self.memory.clone();
        tokio::spawn(async move {
            tokio::time::sleep(KEPT_FOR).await;
            kept.forget();
        });
        done
    }
}

/// The hash of no password: what is checked where nobody is known.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let mut memory = vec![Block::default(); hasher().params().block_count()];
    let made = hash(&Password(String::from("nobody")), &[0; SALT], &mut memory);
    made.map(|hash| hash.to_string()).unwrap_or_default()
});

fn hasher() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory, passes, lanes, None).unwrap_or_default())
}

fn hash(password: &Password, salt: &[u8], memory: &mut [Block]) -> Option<PasswordHash> {
    let (hasher, mut made) = (hasher(), [0; Params::DEFAULT_OUTPUT_LEN]);
    hasher.hash_password_into_with_memory(password.0.as_bytes(), salt, &mut made, memory).ok()?;
    Some(PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(hasher.params()).ok()?,
        salt: Some(Salt::new(salt).ok()?),
        hash: Some(Output::new(&made).ok()?),
    })
}

fn verify(password: &Password, kept: &str, memory: &mut [Block]) -> bool {
    let Ok(kept) = PasswordHash::new(kept) else { return false };
    let again = kept.salt.as_ref().and_then(|salt| hash(password, salt, memory));
    match again {
        // The same whatever differs, in the same time.
        Some(again)
            if (again.algorithm, again.version, &again.params) == (kept.algorithm, kept.version, &kept.params) =>
        {
            again.hash == kept.hash
        }
        // Of another cost: by an older program, or a newer one.
        _ => hasher().verify_password(password.0.as_bytes(), &kept).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn password(typed: &str) -> Password {
        Password::parse(typed).unwrap()
    }

    struct Counting;

    impl Randomness for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (number, byte) in (0_u8..).zip(bytes) {
                *byte = number;
            }
        }
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_no_other() {
        let passwords = Passwords::default();
        let kept = passwords.hash(password("canard-vapeur-1817"), &Counting).await;
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        for (typed, answer) in
            [("canard-vapeur-1817", true), ("canard-vapeur-1818", false), (" canard-vapeur-1817", false)]
        {
            assert_eq!(passwords.matches(Password::parse(typed), Some(kept.clone())).await, answer, "{typed}");
        }
        assert!(!passwords.matches(None, Some(kept.clone())).await, "nothing typed");
        for nobody in [None, Some(String::new()), Some("$argon2id$nonsense".to_owned())] {
            assert!(!passwords.matches(Password::parse("canard-vapeur-1817"), nobody).await);
        }
        assert!(!passwords.matches(Password::parse("nobody"), None).await, "the hash of nobody lets nobody in");
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_goes_on_to_match_its_password() {
        use argon2::password_hash::PasswordHasher as _;

        let older = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        let kept = older.hash_password_with_salt(b"canard-vapeur-1817", &[7; SALT]).unwrap().to_string();
        let passwords = Passwords::default();
        for (typed, answer) in [("canard-vapeur-1817", true), ("canard-vapeur-1818", false)] {
            assert_eq!(passwords.matches(Password::parse(typed), Some(kept.clone())).await, answer, "{typed}");
        }
    }

    #[tokio::test]
    async fn the_memory_of_a_hash_serves_the_next_one_and_is_given_back() {
        let passwords = Passwords::default();
        let kept = passwords.hash(password("canard-vapeur-1817"), &Counting).await;
        for _ in 0..3 {
            assert!(passwords.matches(Password::parse("canard-vapeur-1817"), Some(kept.clone())).await);
            assert_eq!(passwords.memory.0.lock().len(), 1);
        }
        tokio::time::sleep(KEPT_FOR * 2).await;
        assert!(passwords.memory.0.lock().is_empty());
    }

    #[test]
    fn an_accent_typed_in_two_ways_is_one_password() {
        assert_eq!(password("e\u{301}te\u{301} 1967 \u{e0} Percé"), password("été 1967 à Percé"));
    }

    #[test]
    fn what_would_be_tried_first_is_refused_to_who_chooses_it() {
        for (typed, why) in [
            ("court", Weakness::Short),
            ("Wx7!kq2#v", Weakness::Short),
            ("motdepasse123", Weakness::Guessed),
            ("password1234", Weakness::Guessed),
            ("qwertyuiop12", Weakness::Guessed),
            ("aaaaaaaaaaaaaaaa", Weakness::Guessed),
            ("Tremblay1985", Weakness::Guessed),
        ] {
            assert_eq!(password(typed).weakness(&["Ana Tremblay", "ana@exemple.org"]), Some(why), "{typed}");
        }
        assert_eq!(password("canard vapeur orgue minuit").weakness(&["Ana Tremblay"]), None);
        assert_eq!(password("écluse-brume-tambour").weakness(&["Ana Tremblay"]), None);
    }

    #[test]
    fn what_is_too_long_is_none_and_never_cut() {
        assert!(Password::parse(&"é".repeat(LONGEST)).is_some());
        assert!(Password::parse(&"é".repeat(LONGEST + 1)).is_none());
        assert!(Password::parse("").is_none());
    }

    proptest! {
        #[test]
        fn any_words_can_be_measured(typed in ".{0,300}", own in ".{0,40}") {
            if let Some(password) = Password::parse(&typed) {
                let _ = password.weakness(&[&own]);
            }
        }
    }
}
