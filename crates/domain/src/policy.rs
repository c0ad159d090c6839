//! The one rule of rights: may this viewer do this to that?
//!
//! The same rule exists as SQL fragments (`store::rights`), for lists; a property test over random worlds holds the
//! two together. Here it reads facts that the store loaded, and gives an [`Authorised`] that writing asks for.

mod authorised;
mod facts;
mod viewer;

pub use authorised::{
    Action, Answer, Ask, Authorised, Contribute, Create, Curate, Edit, Enter, Import, Join, Link, Manage, Name, Policy,
    Read, Refusal, Restore, Settle, Site, Steward, TakePart, Thing, Unlink, Welcome, Withdraw, Write,
};
pub use facts::{
    Communities, CommunitiesFacts, Community, CommunityFacts, Note, NoteFacts, NoteLink, Notebook, NotebookFacts,
    Person, PersonFacts, Thread,
};
pub use viewer::{Memberships, Principal, Viewer};
