//! The words and the rules of Sillage: ids, types, [`policy::Policy`], addresses.
//!
//! Nothing here reads or writes anything: no I/O, no async, no framework. `README.md` says where to begin.

pub mod address;
pub mod affiliations;
pub mod audit;
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
pub mod notifications;
pub mod organisations;
pub mod people;
pub mod policy;
pub mod profile;
pub mod reports;
pub mod site;
pub mod tags;
pub mod titles;
pub mod tokens;
pub mod withdrawing;

pub use clock::{Clock, Randomness, Timestamp};
pub use days::Day;
pub use ids::{
    AffiliationId, AttachmentId, AuditId, CategoryId, ClaimId, CommunityId, ExchangeId, ImportId, IncidentId,
    InvitationId, JobId, JoinRequestId, LetterId, LinkId, MessageId, NoteId, NoteMessageId, NotebookId, NotificationId,
    PartId, PersonId, ProviderId, ReportActId, ReportId, RevisionId, ThreadId, TokenId, ToldId, WithdrawalId,
};
pub use languages::LanguageTag;
pub use titles::{Slug, Title};
