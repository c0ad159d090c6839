//! Addresses of pages: one set for both languages, used to route and to build links alike.

use std::fmt::{self, Write as _};

use crate::ids::WRITTEN_LENGTH;
use crate::lexicon::EntryKey;
use crate::{AttachmentId, CommunityId, ImportId, NoteId, NotebookId, PersonId, ReportId, Slug, hex};

/// The routes, in axum's and matchit's writing.
pub mod route {
    /// The home page.
    pub const HOME: &str = "/";
    /// A note without slug.
    pub const NOTE_BARE: &str = "/n/{note}";
    /// A note, or its Markdown source when the slug ends in `.md`.
    pub const NOTE: &str = "/n/{note}/{slug}";
    /// A note's versions.
    pub const VERSIONS: &str = "/n/{note}/-/versions";
    /// One version of a note.
    pub const VERSION: &str = "/n/{note}/-/versions/{number}";
    /// To the comparison of the two versions that a form names, or of what changed since a day.
    pub const COMPARE_CHOSEN: &str = "/n/{note}/-/compare";
    /// Two versions of a note, compared.
    pub const COMPARE: &str = "/n/{note}/-/compare/{from}/{to}";
    /// How to cite a note.
    pub const CITE: &str = "/n/{note}/-/cite";
    /// A note as an entry of BibTeX.
    pub const CITE_BIBTEX: &str = "/n/{note}/-/cite.bib";
    /// A note as a record of RIS.
    pub const CITE_RIS: &str = "/n/{note}/-/cite.ris";
    /// A note as an item of CSL-JSON.
    pub const CITE_JSON: &str = "/n/{note}/-/cite.json";
    /// Who may read and edit a note, and in which communities it is.
    pub const NOTE_RIGHTS: &str = "/n/{note}/-/rights";
    /// Where one asks to edit a note.
    pub const NOTE_ASK: &str = "/n/{note}/-/ask";
    /// Where one places a note in a notebook.
    pub const NOTE_PLACE: &str = "/n/{note}/-/place";
    /// The conversation of a community about a note.
    pub const NOTE_TALK: &str = "/n/{note}/-/talk/{alias}";
    /// Where one announces a note to the members of a community.
    pub const NOTE_ANNOUNCE: &str = "/n/{note}/-/announce";
    /// Where one writes to the authors of a note.
    pub const NOTE_WRITE: &str = "/n/{note}/-/write";
    /// Where a letter brings who goes on writing about a note, by its secret.
    pub const NOTE_EXCHANGE: &str = "/n/{note}/-/write/{token}";
    /// Where one writes a new note.
    pub const NEW_NOTE: &str = "/new";
    /// Where one writes the next version of a note.
    pub const NOTE_EDIT: &str = "/n/{note}/-/edit";
    /// Where one withdraws words from all versions of a note.
    pub const NOTE_WITHDRAW: &str = "/n/{note}/-/withdraw";
    /// Where one deletes a note.
    pub const NOTE_DELETE: &str = "/n/{note}/-/delete";
    /// The notes that whoever asks may take out of the bin.
    pub const MY_BIN: &str = "/me/bin";
    /// The picture of a note, for other sites.
    pub const NOTE_PICTURE: &str = "/n/{note}/-/picture.png";
    /// The picture of a notebook, for other sites.
    pub const NOTEBOOK_PICTURE: &str = "/c/{notebook}/-/picture.png";
    /// How to cite a work.
    pub const CITE_WORK: &str = "/c/{notebook}/-/cite";
    /// A work as an entry of BibTeX.
    pub const CITE_WORK_BIBTEX: &str = "/c/{notebook}/-/cite.bib";
    /// A work as a record of RIS.
    pub const CITE_WORK_RIS: &str = "/c/{notebook}/-/cite.ris";
    /// A work as an item of CSL-JSON.
    pub const CITE_WORK_JSON: &str = "/c/{notebook}/-/cite.json";
    /// Where one creates a notebook.
    pub const NEW_NOTEBOOK: &str = "/c/-/new";
    /// Where the leads of a notebook change it.
    pub const NOTEBOOK_EDIT: &str = "/c/{notebook}/-/edit";
    /// The picture of the cover of a notebook, and where its leads give it another one.
    pub const NOTEBOOK_COVER: &str = "/c/{notebook}/-/cover";
    /// Where those who may place notes in a notebook order them.
    pub const NOTEBOOK_CONTENTS: &str = "/c/{notebook}/-/contents";
    /// A notebook without slug.
    pub const NOTEBOOK_BARE: &str = "/c/{notebook}";
    /// A notebook.
    pub const NOTEBOOK: &str = "/c/{notebook}/{slug}";
    /// A note read through a notebook.
    pub const NOTE_IN_NOTEBOOK: &str = "/c/{notebook}/{slug}/n/{note}";
    /// A chapter of a notebook, read in one go: the one that holds the note.
    pub const CHAPTER: &str = "/c/{notebook}/-/read/{note}";
    /// A notebook, whole, to be printed.
    pub const WHOLE: &str = "/c/{notebook}/-/print";
    /// What was placed last in a notebook, for feed readers.
    pub const NOTEBOOK_FEED: &str = "/c/{notebook}/-/feed.atom";
    /// What a person signed, for feed readers.
    pub const PERSON_FEED: &str = "/people/{person}/-/feed.atom";
    /// What changed last, for feed readers.
    pub const FEED: &str = "/feed.atom";
    /// Every public page, for search engines.
    pub const SITEMAP: &str = "/sitemap.xml";
    /// What search engines are asked to pass by.
    pub const ROBOTS: &str = "/robots.txt";
    /// A person without slug.
    pub const PERSON_BARE: &str = "/people/{person}";
    /// A person.
    pub const PERSON: &str = "/people/{person}/{slug}";
    /// Where one says that a signature is one's own, or takes it back.
    pub const CLAIM: &str = "/people/{person}/-/claim";
    /// A community.
    pub const COMMUNITY: &str = "/communities/{alias}";
    /// Where one becomes a member of a community, or asks for it.
    pub const COMMUNITY_JOIN: &str = "/communities/{alias}/-/join";
    /// The members of a community.
    pub const COMMUNITY_MEMBERS: &str = "/communities/{alias}/-/members";
    /// Who asks to become a member, and who is invited.
    pub const COMMUNITY_REQUESTS: &str = "/communities/{alias}/-/requests";
    /// A membership of whoever asks.
    pub const MY_MEMBERSHIP: &str = "/communities/{alias}/-/me";
    /// The communities of whoever asks, and what waits for them.
    pub const MY_COMMUNITIES: &str = "/me/communities";
    /// Where the leads of a community change its page.
    pub const COMMUNITY_EDIT: &str = "/communities/{alias}/-/edit";
    /// Where they close it.
    pub const COMMUNITY_CLOSING: &str = "/communities/{alias}/-/closing";
    /// What is reported of the notes of a community, for its leads.
    pub const COMMUNITY_REPORTS: &str = "/communities/{alias}/-/reports";
    /// One of these reports.
    pub const COMMUNITY_REPORT: &str = "/communities/{alias}/-/reports/{report}";
    /// Where one creates a community.
    pub const NEW_COMMUNITY: &str = "/communities/-/new";
    /// All notebooks.
    pub const NOTEBOOKS: &str = "/notebooks";
    /// All communities.
    pub const COMMUNITIES: &str = "/communities";
    /// The lexicon.
    pub const LEXICON: &str = "/lexicon";
    /// An entry of the lexicon.
    pub const ENTRY: &str = "/lexicon/{entry}";
    /// All organisations.
    pub const ORGANISATIONS: &str = "/organisations";
    /// What changed last.
    pub const RECENT: &str = "/recent";
    /// Notes that links wait for.
    pub const WANTED: &str = "/wanted";
    /// A stored file.
    pub const FILE: &str = "/files/{file}/{name}";
    /// The report of an import.
    pub const IMPORT: &str = "/admin/imports/{import}";
    /// Where one signs in.
    pub const SIGN_IN: &str = "/sign-in";
    /// Where a browser begins to ask for a passkey.
    pub const SIGN_IN_PASSKEY: &str = "/sign-in/passkey";
    /// Where a letter brings who signs in, once.
    pub const SIGN_IN_HERE: &str = "/sign-in/{token}";
    /// Signing in by a server of somebody else: where it begins, and where one comes back.
    pub const SIGN_IN_WITH: &str = "/sign-in/with/{provider}";
    /// Where one asks for a letter that makes an account.
    pub const SIGN_UP: &str = "/sign-up";
    /// Where a letter brings who makes an account.
    pub const SIGN_UP_HERE: &str = "/sign-up/{token}";
    /// Where a browser begins to make the passkey of a new account.
    pub const SIGN_UP_PASSKEY: &str = "/sign-up/{token}/passkey";
    /// Where a link leads that invites several.
    pub const INVITED: &str = "/invitation/{token}";
    /// Where one accepts what is accepted with an account, where it changed.
    pub const ACCEPT: &str = "/accept";
    /// What the site is.
    pub const ABOUT: &str = "/about";
    /// What it keeps of people.
    pub const PRIVACY: &str = "/privacy";
    /// What who has an account agrees to.
    pub const TERMS: &str = "/terms";
    /// Who can use it, and what is known to be amiss.
    pub const ACCESSIBILITY: &str = "/accessibility";
    /// Where those who run the site begin.
    pub const ADMIN: &str = "/admin";
    /// Where they say what the site is called, and what it is.
    pub const ADMIN_SITE: &str = "/admin/site";
    /// Where they say who may make an account, and answer who asks.
    pub const ADMIN_REGISTRATION: &str = "/admin/registration";
    /// Where they answer who asks for an account.
    pub const ADMIN_REQUESTS: &str = "/admin/requests";
    /// Where they answer who says that a signature is theirs.
    pub const ADMIN_CLAIMS: &str = "/admin/claims";
    /// Where they invite.
    pub const ADMIN_INVITATIONS: &str = "/admin/invitations";
    /// Where they say who may create a community.
    pub const ADMIN_COMMUNITIES: &str = "/admin/communities";
    /// The servers of others that prove who is there.
    pub const ADMIN_PROVIDERS: &str = "/admin/providers";
    /// Where they settle who may edit a note, where two people disagree.
    pub const ADMIN_REMOVALS: &str = "/admin/removals";
    /// Where they find accounts.
    pub const ADMIN_PEOPLE: &str = "/admin/people";
    /// One account, and what may be done on it.
    pub const ADMIN_PERSON: &str = "/admin/people/{person}";
    /// Whether the site is well.
    pub const ADMIN_HEALTH: &str = "/admin/health";
    /// How much it holds.
    pub const ADMIN_STORAGE: &str = "/admin/storage";
    /// The letters on their way, and those that nobody takes.
    pub const ADMIN_LETTERS: &str = "/admin/letters";
    /// Where they open what others keep for a few, with a reason.
    pub const ADMIN_READ: &str = "/admin/read";
    /// What is open to one of them for a while.
    pub const ADMIN_READING: &str = "/admin/read/{reading}";
    /// What was done on accounts, roles, rights and settings.
    pub const ADMIN_AUDIT: &str = "/admin/audit";
    /// The same, for spreadsheets.
    pub const ADMIN_AUDIT_CSV: &str = "/admin/audit.csv";
    /// The same, for programs.
    pub const ADMIN_AUDIT_JSON: &str = "/admin/audit.json";
    /// The work to be done later.
    pub const ADMIN_JOBS: &str = "/admin/jobs";
    /// The register of incidents.
    pub const ADMIN_INCIDENTS: &str = "/admin/incidents";
    /// The same, for spreadsheets.
    pub const ADMIN_INCIDENTS_CSV: &str = "/admin/incidents.csv";
    /// The same, for programs.
    pub const ADMIN_INCIDENTS_JSON: &str = "/admin/incidents.json";
    /// One incident, and all its wordings.
    pub const ADMIN_INCIDENT: &str = "/admin/incidents/{incident}";
    /// Where they write a page of the site.
    pub const ADMIN_PAGE: &str = "/admin/pages/{page}";
    /// Where one asks for a letter to choose a password.
    pub const ASK_RESET: &str = "/reset";
    /// Where programs that keep passwords look for the page that changes one (W3C, A Well-Known URL for Changing Passwords).
    pub const CHANGE_PASSWORD: &str = "/.well-known/change-password";
    /// What is each one's own: leads to the first of its pages.
    pub const ME: &str = "/me";
    /// Where one sees one's sessions, and ends them.
    pub const MY_SESSIONS: &str = "/me/sessions";
    /// What the API is, to read.
    pub const API_PAGE: &str = "/api";
    /// What the API is, for programs (OpenAPI).
    pub const API_DOCUMENT: &str = "/api/v1/openapi.json";
    /// The API: where a note stands in a notebook.
    pub const API_PLACEMENT: &str = "/api/v1/notes/{note}/placements/{notebook}";
    /// The API: notes.
    pub const API_NOTES: &str = "/api/v1/notes";
    /// A note.
    pub const API_NOTE: &str = "/api/v1/notes/{note}";
    /// The versions of a note.
    pub const API_VERSIONS: &str = "/api/v1/notes/{note}/versions";
    /// What takes a note out of the bin.
    pub const API_NOTE_RESTORE: &str = "/api/v1/notes/{note}/restore";
    /// Who reads a note.
    pub const API_NOTE_VISIBILITY: &str = "/api/v1/notes/{note}/visibility";
    /// That a note is linked to a community.
    pub const API_NOTE_COMMUNITY: &str = "/api/v1/notes/{note}/communities/{alias}";
    /// Notebooks.
    pub const API_NOTEBOOKS: &str = "/api/v1/notebooks";
    /// A notebook.
    pub const API_NOTEBOOK: &str = "/api/v1/notebooks/{notebook}";
    /// What is placed in a notebook.
    pub const API_PLACEMENTS: &str = "/api/v1/notebooks/{notebook}/placements";
    /// That a note is declined in a notebook, for its authors.
    pub const API_DECLINE: &str = "/api/v1/notes/{note}/placements/{notebook}/decline";
    /// People.
    pub const API_PEOPLE: &str = "/api/v1/people";
    /// A person.
    pub const API_PERSON: &str = "/api/v1/people/{person}";
    /// Communities.
    pub const API_COMMUNITIES: &str = "/api/v1/communities";
    /// A community, by its alias.
    pub const API_COMMUNITY: &str = "/api/v1/communities/{alias}";
    /// The members of a community.
    pub const API_MEMBERS: &str = "/api/v1/communities/{alias}/members";
    /// The membership of whoever asks in a community.
    pub const API_MEMBERSHIP: &str = "/api/v1/communities/{alias}/membership";
    /// Who asks to become a member of a community.
    pub const API_REQUESTS: &str = "/api/v1/communities/{alias}/requests";
    /// What makes a member of who asks.
    pub const API_REQUEST_ACCEPT: &str = "/api/v1/communities/{alias}/requests/{request}/accept";
    /// What says no to who asks.
    pub const API_REQUEST_DECLINE: &str = "/api/v1/communities/{alias}/requests/{request}/decline";
    /// Who is invited to a community.
    pub const API_INVITATIONS: &str = "/api/v1/communities/{alias}/invitations";
    /// In whose name a token asks.
    pub const API_ME: &str = "/api/v1/me";
    /// Where they are a member.
    pub const API_MEMBERSHIPS: &str = "/api/v1/me/memberships";
    /// By what programs read and write in the name of whoever asks.
    pub const MY_TOKENS: &str = "/me/tokens";
    /// Where one changes what one signs in by.
    pub const MY_ACCESS: &str = "/me/access";
    /// What whoever asks says of themselves.
    pub const MY_PROFILE: &str = "/me/profile";
    /// Where whoever asks closes their account.
    pub const MY_LEAVING: &str = "/me/leaving";
    /// All that is held about whoever asks.
    pub const MY_DATA: &str = "/me/data";
    /// What whoever asks is told of what changed.
    pub const MY_NOTIFICATIONS: &str = "/me/notifications";
    /// How they want to be told, and what they follow.
    pub const MY_CHOICES: &str = "/me/notifications/-/choices";
    /// Where one follows something, or does no more.
    pub const MY_FOLLOWS: &str = "/me/notifications/-/follows";
    /// Where a letter brings who wants no more of its kind, by its secret; programs of mail ask it too (RFC 8058).
    pub const UNSUBSCRIBE: &str = "/me/notifications/-/stop/{token}";
    /// To which organisations whoever asks is attached.
    pub const MY_AFFILIATIONS: &str = "/me/affiliations";
    /// Where a browser begins to make one more passkey.
    pub const MY_PASSKEY: &str = "/me/access/passkey";
    /// Where who is signed in proves once more to be there.
    pub const PROOF: &str = "/me/proof";
    /// What ends a session.
    pub const SIGN_OUT: &str = "/sign-out";
    /// Where one reports a problem.
    pub const REPORT: &str = "/report";
    /// Where a letter brings who reports one without an account.
    pub const REPORT_HERE: &str = "/report/{token}";
    /// The problems that wait for stewards.
    pub const ADMIN_REPORTS: &str = "/admin/reports";
    /// One of them.
    pub const ADMIN_REPORT: &str = "/admin/reports/{report}";
    /// Where the first steward is made, once.
    pub const SET_UP: &str = "/set-up/{token}";
    /// Where a browser begins to make the first steward’s passkey.
    pub const SET_UP_PASSKEY: &str = "/set-up/{token}/passkey";
    /// Where a password is chosen, once.
    pub const RESET: &str = "/reset/{token}";
    /// Where a browser begins to make a passkey instead.
    pub const RESET_PASSKEY: &str = "/reset/{token}/passkey";
    /// The people of the demonstration.
    pub const DEMO: &str = "/demo";
    /// The source of the running program.
    pub const PROGRAM: &str = "/source/{name}";
}

/// The address of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The home page.
    Home,
    /// A note.
    Note(NoteId, Slug),
    /// A note's Markdown source.
    NoteSource(NoteId, Slug),
    /// A note's versions.
    Versions(NoteId),
    /// One version of a note, from 1.
    Version(NoteId, i64),
    /// Two versions of a note, compared.
    Compare(NoteId, i64, i64),
    /// How to cite a note.
    Cite(NoteId),
    /// A note for reference managers: `bib`, `ris` or `json`.
    CiteAs(NoteId, &'static str),
    /// Who may read and edit a note, and in which communities it is.
    NoteRights(NoteId),
    /// Where one asks to edit a note.
    NoteAsk(NoteId),
    /// Where one places a note in a notebook.
    NotePlace(NoteId),
    /// The conversation about a note of the community of this alias.
    NoteTalk(NoteId, String),
    /// Where one announces a note to the members of a community.
    NoteAnnounce(NoteId),
    /// Where one writes to the authors of a note.
    NoteWrite(NoteId),
    /// Where a letter brings who goes on writing about a note, by its secret.
    NoteExchange(NoteId, String),
    /// Where one writes a new note.
    NewNote,
    /// Where one writes the next version of a note.
    NoteEdit(NoteId),
    /// Where one withdraws words from all versions of a note.
    NoteWithdraw(NoteId),
    /// Where one deletes a note.
    NoteDelete(NoteId),
    /// The picture that other sites show beside a link to a note.
    NotePicture(NoteId),
    /// The picture that other sites show beside a link to a notebook.
    NotebookPicture(NotebookId),
    /// How to cite a notebook, as a work.
    CiteWork(NotebookId),
    /// A work for reference managers: `bib`, `ris` or `json`.
    CiteWorkAs(NotebookId, &'static str),
    /// A notebook.
    Notebook(NotebookId, Slug),
    /// Where the leads of a notebook change it.
    NotebookEdit(NotebookId),
    /// The picture of the cover of a notebook, and where its leads give it another one.
    NotebookCover(NotebookId),
    /// The same picture, told from those of before by the first bytes of its hash: browsers may keep it.
    NotebookCoverAs(NotebookId, [u8; 4]),
    /// Where those who may place notes in a notebook order them.
    NotebookContents(NotebookId),
    /// A note read through a notebook.
    NoteInNotebook(NotebookId, Slug, NoteId),
    /// A chapter of a notebook, read in one go: the one that holds the note.
    Chapter(NotebookId, NoteId),
    /// A notebook, whole, to be printed.
    Whole(NotebookId),
    /// The same, from a note on.
    WholeFrom(NotebookId, NoteId),
    /// What was placed last in a notebook, for feed readers.
    NotebookFeed(NotebookId),
    /// What a person signed, for feed readers.
    PersonFeed(PersonId),
    /// What changed last, for feed readers.
    Feed,
    /// A person.
    Person(PersonId, Slug),
    /// A community, by its alias.
    Community(CommunityId, String),
    /// Where the leads of a community change its page, by its alias.
    CommunityEdit(String),
    /// Where they close it, by its alias.
    CommunityClosing(String),
    /// Where the first steward is made, by its secret.
    SetUp(String),
    /// Where a password is chosen, by its secret.
    Reset(String),
    /// Where a letter brings who reports a problem without an account, by its secret.
    ReportHere(String),
    /// A problem that waits for stewards.
    AdminReport(ReportId),
    /// Where letters of a kind are stopped, by its secret.
    Unsubscribe(String),
    /// Where one asks for a letter that makes an account.
    AskSignUp,
    /// Where a letter brings who makes an account, by its secret.
    SignUp(String),
    /// Where a link leads that invites several, by its secret.
    Invited(String),
    /// Where a letter brings who signs in, by its secret.
    SignInHere(String),
    /// All notebooks.
    Notebooks,
    /// All communities.
    Communities,
    /// The lexicon.
    Lexicon,
    /// An entry of the lexicon.
    Entry(EntryKey),
    /// What changed last.
    Recent,
    /// Notes that links wait for.
    Wanted,
    /// A stored file.
    File(AttachmentId, String),
    /// The report of an import.
    Import(ImportId),
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::Note(id, slug) => write!(f, "/n/{id}/{slug}"),
            Self::NoteSource(id, slug) => write!(f, "/n/{id}/{slug}.md"),
            Self::Versions(id) => write!(f, "/n/{id}/-/versions"),
            Self::Version(id, number) => write!(f, "/n/{id}/-/versions/{number}"),
            Self::Compare(id, from, to) => write!(f, "/n/{id}/-/compare/{from}/{to}"),
            Self::Cite(id) => write!(f, "/n/{id}/-/cite"),
            Self::CiteAs(id, form) => write!(f, "/n/{id}/-/cite.{form}"),
            Self::NoteRights(id) => write!(f, "/n/{id}/-/rights"),
            Self::NoteAsk(id) => write!(f, "/n/{id}/-/ask"),
            Self::NotePlace(id) => write!(f, "/n/{id}/-/place"),
            Self::NoteTalk(id, alias) => write!(f, "/n/{id}/-/talk/{alias}"),
            Self::NoteAnnounce(id) => write!(f, "/n/{id}/-/announce"),
            Self::NoteWrite(id) => write!(f, "/n/{id}/-/write"),
            Self::NoteExchange(id, token) => write!(f, "/n/{id}/-/write/{token}"),
            Self::NewNote => f.write_str("/new"),
            Self::NoteEdit(id) => write!(f, "/n/{id}/-/edit"),
            Self::NoteWithdraw(id) => write!(f, "/n/{id}/-/withdraw"),
            Self::NoteDelete(id) => write!(f, "/n/{id}/-/delete"),
            Self::NotePicture(id) => write!(f, "/n/{id}/-/picture.png"),
            Self::NotebookPicture(id) => write!(f, "/c/{id}/-/picture.png"),
            Self::CiteWork(id) => write!(f, "/c/{id}/-/cite"),
            Self::CiteWorkAs(id, form) => write!(f, "/c/{id}/-/cite.{form}"),
            Self::Notebook(id, slug) => write!(f, "/c/{id}/{slug}"),
            Self::NotebookEdit(id) => write!(f, "/c/{id}/-/edit"),
            Self::NotebookCover(id) => write!(f, "/c/{id}/-/cover"),
            Self::NotebookCoverAs(id, version) => write!(f, "/c/{id}/-/cover?v={}", hex::write(version)),
            Self::NotebookContents(id) => write!(f, "/c/{id}/-/contents"),
            Self::NoteInNotebook(notebook, slug, note) => write!(f, "/c/{notebook}/{slug}/n/{note}"),
            Self::Chapter(notebook, note) => write!(f, "/c/{notebook}/-/read/{note}"),
            Self::Whole(id) => write!(f, "/c/{id}/-/print"),
            Self::WholeFrom(id, note) => write!(f, "/c/{id}/-/print?from={note}"),
            Self::NotebookFeed(id) => write!(f, "/c/{id}/-/feed.atom"),
            Self::PersonFeed(id) => write!(f, "/people/{id}/-/feed.atom"),
            Self::Feed => f.write_str("/feed.atom"),
            Self::Person(id, slug) => write!(f, "/people/{id}/{slug}"),
            Self::Community(_, alias) => write!(f, "/communities/{alias}"),
            Self::CommunityEdit(alias) => write!(f, "/communities/{alias}/-/edit"),
            Self::CommunityClosing(alias) => write!(f, "/communities/{alias}/-/closing"),
            Self::SetUp(token) => write!(f, "/set-up/{token}"),
            Self::ReportHere(token) => write!(f, "/report/{token}"),
            Self::AdminReport(id) => write!(f, "/admin/reports/{id}"),
            Self::AskSignUp => f.write_str("/sign-up"),
            Self::SignUp(token) => write!(f, "/sign-up/{token}"),
            Self::Invited(token) => write!(f, "/invitation/{token}"),
            Self::SignInHere(token) => write!(f, "/sign-in/{token}"),
            Self::Reset(token) => write!(f, "/reset/{token}"),
            Self::Unsubscribe(token) => write!(f, "/me/notifications/-/stop/{token}"),
            Self::Notebooks => f.write_str("/notebooks"),
            Self::Communities => f.write_str("/communities"),
            Self::Lexicon => f.write_str("/lexicon"),
            Self::Entry(entry) => write!(f, "/lexicon/{}", encode_segment(entry.as_str())),
            Self::Recent => f.write_str("/recent"),
            Self::Wanted => f.write_str("/wanted"),
            Self::File(id, name) => write!(f, "/files/{id}/{}", encode_segment(name)),
            Self::Import(id) => write!(f, "/admin/imports/{id}"),
        }
    }
}

/// What an id in an address turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdInAddress<T> {
    /// An id.
    Is(T),
    /// An id in upper case: redirect to the lower-case one (for who may see the thing).
    UpperCase(T),
    /// Anything else: not found.
    Not,
}

/// Reads the id of an address.
pub fn read_id<T: std::str::FromStr>(text: &str) -> IdInAddress<T> {
    if let Ok(id) = text.parse() {
        return IdInAddress::Is(id);
    }
    if text.len() == WRITTEN_LENGTH
        && text.is_ascii()
        && let Ok(id) = text.to_ascii_lowercase().parse()
    {
        return IdInAddress::UpperCase(id);
    }
    IdInAddress::Not
}

/// Writes a text as one segment of a path (RFC 3986, section 3.3): all but letters, digits and `-._~` is percent-encoded.
pub fn encode_segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_decides_and_upper_case_is_told_apart() {
        let id = NoteId::from_bytes([7; 16]);
        assert_eq!(read_id::<NoteId>(&id.to_string()), IdInAddress::Is(id));
        assert_eq!(read_id::<NoteId>(&id.to_string().to_uppercase()), IdInAddress::UpperCase(id));
        assert_eq!(read_id::<NoteId>("-"), IdInAddress::Not);
        assert_eq!(read_id::<NoteId>(&"z".repeat(26)), IdInAddress::Not);
    }

    #[test]
    fn a_file_name_is_one_segment_whatever_it_holds() {
        let address = Address::File(AttachmentId::from_bytes([0; 16]), "a/b ?é.png".to_owned()).to_string();
        assert!(address.ends_with("/a%2Fb%20%3F%C3%A9.png"), "{address}");
    }
}
