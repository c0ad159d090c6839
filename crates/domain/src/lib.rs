//! The words and the rules of Sillage: ids, types, [`policy::Policy`], addresses.
//!
//! Nothing here reads or writes anything: no I/O, no async, no framework. `README.md` says where to begin.

pub mod address;
pub mod affiliations;
pub mod changes;
pub mod clock;
pub mod communities;
pub mod days;
pub mod folding;
pub mod hex;
pub mod ids;
pub mod languages;
pub mod leaving;
pub mod lexicon;
pub mod networks;
pub mod notebooks;
pub mod notes;
pub mod organisations;
pub mod people;
pub mod policy;
pub mod profile;
pub mod site;
pub mod tags;
pub mod titles;

pub use clock::{Clock, Randomness, Timestamp};
pub use days::Day;
pub use ids::{
    AffiliationId, AttachmentId, CategoryId, ClaimId, CommunityId, ExchangeId, ImportId, InvitationId, JobId,
    JoinRequestId, LetterId, LinkId, NoteId, NoteMessageId, NotebookId, PartId, PersonId, ProviderId, RevisionId,
    ToldId,
};
pub use languages::LanguageTag;
pub use titles::{Slug, Title};
