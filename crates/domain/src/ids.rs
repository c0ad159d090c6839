//! Ids: UUIDv7 (RFC 9562, section 5.7), one type per thing, written as 26 lower-case Crockford base-32 characters.
//!
//! An id is an address, never a capability: it can be guessed from another one, and shows when the thing was made.

use std::fmt;

use crate::clock::{Clock, Randomness, Timestamp};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of a written id.
pub const WRITTEN_LENGTH: usize = 26;

/// Writes 16 bytes as 26 characters, the first of which holds three bits.
fn encode(bytes: [u8; 16]) -> [u8; WRITTEN_LENGTH] {
    let mut value = u128::from_be_bytes(bytes);
    let mut out = [b'0'; WRITTEN_LENGTH];
    for place in out.iter_mut().rev() {
        let digit = usize::try_from(value & 31).unwrap_or(0);
        *place = ALPHABET.get(digit).copied().unwrap_or(b'0');
        value >>= 5;
    }
    out
}

/// Reads 26 lower-case characters; `None` for anything else, the ambiguous letters of Crockford included.
fn decode(text: &str) -> Option<[u8; 16]> {
    if text.len() != WRITTEN_LENGTH {
        return None;
    }
    let mut value: u128 = 0;
    for (index, byte) in text.bytes().enumerate() {
        let digit = ALPHABET.iter().position(|letter| *letter == byte)?;
        if index == 0 && digit > 7 {
            return None;
        }
        value = (value << 5) | digit as u128;
    }
    Some(value.to_be_bytes())
}

/// A UUIDv7 for `now`, with 74 random bits.
fn version_7(now: Timestamp, random: [u8; 10]) -> [u8; 16] {
    let millis = u64::try_from(now.as_millis()).unwrap_or(0);
    let [_, _, m0, m1, m2, m3, m4, m5] = millis.to_be_bytes();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9] = random;
    [m0, m1, m2, m3, m4, m5, 0x70 | (r0 & 0x0f), r1, 0x80 | (r2 & 0x3f), r3, r4, r5, r6, r7, r8, r9]
}

/// What was read is not 26 characters of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

/// What all ids have in common, for code that binds or reads any of them.
pub trait Id: Copy + Ord + fmt::Display + Send + Sync + 'static {
    /// From the 16 bytes that the store keeps.
    fn from_bytes(bytes: [u8; 16]) -> Self;
    /// The 16 bytes that the store keeps.
    fn bytes(self) -> [u8; 16];
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new one, from the context's clock and randomness.
            pub fn new(clock: &dyn Clock, randomness: &dyn Randomness) -> Self {
                let mut random = [0; 10];
                randomness.fill(&mut random);
                Self(version_7(clock.now(), random))
            }

            /// From the 16 bytes that the store keeps.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes that the store keeps.
            pub const fn bytes(self) -> [u8; 16] {
                self.0
            }
        }

        impl Id for $name {
            fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
            fn bytes(self) -> [u8; 16] {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let written = encode(self.0);
                f.write_str(str::from_utf8(&written).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                decode(text).map(Self).ok_or(NotAnId)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )* };
}

ids! {
    /// A note.
    NoteId
    /// One saved state of a note.
    RevisionId
    /// A link as saved in a note.
    LinkId
    /// A notebook.
    NotebookId
    /// A heading in a notebook's contents that is not a note.
    PartId
    /// A category of a notebook.
    CategoryId
    /// An account and its profile, or a signature without account.
    PersonId
    /// A community of practice.
    CommunityId
    /// A stored file.
    AttachmentId
    /// One run of an import.
    ImportId
    /// A piece of work to be done later.
    JobId
    /// An invitation to make an account.
    InvitationId
    /// A server of somebody else that proves who is there.
    ProviderId
    /// A letter that is on its way.
    LetterId
    /// That a person is attached to an organisation.
    AffiliationId
    /// That somebody asks to become a member of a community.
    JoinRequestId
    /// What a person is told of their membership.
    ToldId
    /// That a person says that a signature is theirs.
    ClaimId
    /// What somebody and those who answer for a note write to each other.
    ExchangeId
    /// One message of an exchange about a note.
    NoteMessageId
    /// The conversation of a community about a note.
    ThreadId
    /// One message of a conversation.
    MessageId
    /// A problem that somebody reports.
    ReportId
    /// One thing done about it.
    ReportActId
    /// Words that were withdrawn from a note.
    WithdrawalId
    /// One line of what was done on accounts, roles, rights and settings.
    AuditId
    /// An incident that touched data about people.
    IncidentId
    /// What a program of a person shows to read and write in their name.
    TokenId
    /// That somebody is told of something.
    NotificationId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_is_written_with_26_characters_and_read_back(bytes: [u8; 16]) {
            let id = NoteId::from_bytes(bytes);
            let written = id.to_string();
            prop_assert_eq!(written.len(), WRITTEN_LENGTH);
            prop_assert_eq!(written.parse::<NoteId>(), Ok(id));
        }

        #[test]
        fn written_ids_sort_like_their_bytes(a: [u8; 16], b: [u8; 16]) {
            let (left, right) = (NoteId::from_bytes(a), NoteId::from_bytes(b));
            prop_assert_eq!(left.cmp(&right), left.to_string().cmp(&right.to_string()));
        }

        #[test]
        fn any_other_text_is_not_an_id(text in "\\PC{0,40}") {
            if let Ok(id) = text.parse::<NoteId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }

    #[test]
    fn an_id_says_its_version_and_variant() {
        let bytes = version_7(Timestamp::from_micros(1_700_000_000_000_000), [0xff; 10]);
        assert_eq!(bytes[6] >> 4, 7);
        assert_eq!(bytes[8] >> 6, 2);
    }
}
