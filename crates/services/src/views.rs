//! What pages show: plain data, already decided for one viewer.

mod lexicon;
mod lists;
mod notebooks;
mod notes;
mod organisations;
mod versions;

pub use lexicon::{
    Confusion, Definition, EntryDefinition, EntryLine, EntryPage, LexiconPage, TermLabels, TermOwner, TermUsed,
};
pub use lists::{
    CommunityLine, CommunityLink, CommunityPage, DemonstrationPerson, HomeOfMine, HomePage, ImportPage, Link, NoteLine,
    Page, PersonPage, RecentLine, Said, SignedLine, Waits, WantedLine,
};
pub use markup::{Compared, Span};
pub use notebooks::{
    Banner, Category, CategoryLink, CategoryList, ChapterPage, Cover, NotebookCard, NotebookLine, NotebookPage,
    Passage, Pictured, PlacedLine, Shown, WholePage, Work, WorkContents, WorkEntry, WorkLine,
};
pub use notes::{
    Citable, Citation, ContentsEntry, Credit, Keeper, NotePage, Related, ToCite, Translated, Translations, Whom,
    WhyRelated,
};
pub use organisations::{Contact, Facet, Organisation, OrganisationLine, OrganisationsPage, PlaceShown};
pub use versions::{ComparePage, VersionLine, VersionPage, VersionsPage, WithdrawalRow, Withdrawn};
