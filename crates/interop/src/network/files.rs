//! The files of a network, line by line. What has no place in the site yet is read all the same, so that a word that
//! means nothing is found by who writes it and not by who reads it.

use std::collections::BTreeMap;

use domain::affiliations::AffiliationKind;
use domain::notes::{Visibility, Withdrawal};
use serde::Deserialize;

/// Keys that a file holds and that mean nothing: `flatten` does not refuse them by itself.
pub(super) type Rest = BTreeMap<String, toml::Value>;

/// `network.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NetworkFile {
    pub name: String,
    #[serde(rename = "operator")]
    _operator: String,
    pub sentences: InLanguages,
}

/// A text in one language or two.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InLanguages {
    pub fr: Option<String>,
    pub en: Option<String>,
}

/// `people.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub people: Vec<PersonLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonLine {
    pub key: String,
    pub name: String,
    #[serde(default = "yes")]
    pub account: bool,
    #[serde(default)]
    pub steward: bool,
    #[serde(default)]
    pub affiliations: Vec<Affiliation>,
    #[serde(default, rename = "pronoun")]
    _pronoun: Option<String>,
    #[serde(default, rename = "languages")]
    _languages: Vec<String>,
    #[serde(default, rename = "time_zone")]
    _time_zone: Option<String>,
    #[serde(default, rename = "one_line")]
    _one_line: Option<String>,
    #[serde(default, rename = "knows")]
    _knows: Vec<String>,
    #[serde(default, rename = "seeks")]
    _seeks: Vec<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Affiliation {
    pub organisation: String,
    #[serde(rename = "kind")]
    _kind: AffiliationKind,
    #[serde(rename = "from")]
    _from: String,
    #[serde(default, rename = "to")]
    _to: Option<String>,
}

/// `communities.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommunityFile {
    pub communities: Vec<CommunityLine>,
    pub memberships: Vec<MembershipLine>,
    pub roles: Vec<RoleLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommunityLine {
    pub key: String,
    pub name: CommunityName,
    #[serde(default)]
    pub description: InLanguages,
    pub access: Access,
    pub listed: bool,
    pub host: Option<String>,
    #[serde(default)]
    pub supporting: Vec<String>,
    pub stage: Stage,
    pub formality: Option<Formality>,
    #[serde(default)]
    pub rhythm: InLanguages,
    #[serde(default)]
    pub confidentiality: InLanguages,
    pub paused_until: Option<String>,
    /// The key of the note that is its charter.
    pub charter: Option<String>,
    pub charter_adopted: Option<String>,
    pub charter_review: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommunityName {
    pub fr: String,
    pub en: String,
}

pub(super) use domain::communities::{Access, Formality, Stage};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MembershipLine {
    pub community: String,
    pub person: String,
    #[serde(default)]
    pub postures: Vec<PostureLine>,
    #[serde(rename = "involvement")]
    _involvement: Involvement,
    #[serde(default, rename = "display_name")]
    _display_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Involvement {
    Core,
    Active,
    Occasional,
    Listening,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PostureLine {
    pub organisation: String,
    #[serde(rename = "posture")]
    _posture: Posture,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Posture {
    Discreet,
    Declared,
    Recognised,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleLine {
    pub community: String,
    pub role: String,
    /// Absent where the role is vacant.
    pub person: Option<String>,
    #[serde(rename = "from")]
    _from: String,
    pub to: Option<String>,
    pub backup: Option<String>,
}

/// Someone credited.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credit {
    pub person: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub name: String,
}

/// The front matter of a note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteFile {
    pub key: String,
    pub title: String,
    pub language: String,
    pub byline: Vec<Credit>,
    #[serde(default)]
    pub authors: Vec<String>,
    pub authors_of: Option<String>,
    #[serde(default = "public")]
    pub visibility: Visibility,
    #[serde(default)]
    pub communities: Vec<String>,
    #[serde(default)]
    pub readers: Vec<String>,
    pub licence: Option<String>,
    pub published: Option<String>,
    pub changed: Option<String>,
    pub translation_of: Option<String>,
    #[serde(default)]
    pub related: Vec<String>,
    #[serde(default)]
    pub terms: Vec<String>,
    #[serde(default = "yes")]
    pub underline: bool,
}

fn public() -> Visibility {
    Visibility::Public
}

/// The front matter of one version; the first one holds that of the note too.
#[derive(Deserialize)]
pub(super) struct VersionFile {
    pub by: String,
    pub at: String,
    pub reason: String,
    /// That its words were withdrawn; they are left out.
    pub withdrawn: Option<WithdrawnLine>,
    #[serde(flatten)]
    pub note: Option<NoteFile>,
    /// What means nothing.
    #[serde(flatten)]
    pub rest: Rest,
}

/// Who withdrew words, when, and for what kind of reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawnLine {
    pub by: String,
    pub at: String,
    pub why: Withdrawal,
}

/// The front matter of a term.
#[derive(Deserialize)]
pub(super) struct TermFile {
    #[serde(flatten)]
    pub note: NoteFile,
    #[serde(default)]
    pub variants: Vec<String>,
    #[serde(default)]
    pub quiet_variants: Vec<String>,
    #[serde(default)]
    pub common: bool,
    #[serde(default)]
    pub translations: BTreeMap<String, Translation>,
    #[serde(default)]
    pub confusions: Vec<Confusion>,
    #[serde(default)]
    pub broader: Vec<String>,
    #[serde(default)]
    pub narrower: Vec<String>,
    #[serde(default)]
    pub related: Vec<String>,
    pub state: TermState,
    pub owner: Owner,
    /// What means nothing.
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confusion {
    pub word: String,
    pub term: Option<String>,
    pub difference: String,
}

/// What a term is in another language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Translation {
    pub label: String,
    #[serde(default)]
    pub variants: Vec<String>,
    pub definition: Option<String>,
}

pub(super) use domain::lexicon::TermState;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owner {
    pub community: Option<String>,
    #[serde(default)]
    pub people: Vec<String>,
    #[serde(default)]
    pub words: String,
}

/// The front matter of an organisation.
#[derive(Deserialize)]
pub(super) struct OrganisationFile {
    #[serde(flatten)]
    pub note: NoteFile,
    pub form: String,
    pub summary: String,
    #[serde(default)]
    pub identifiers: Vec<IdentifierLine>,
    pub web: Option<String>,
    #[serde(default)]
    pub places: Vec<Place>,
    pub state: OrganisationState,
    pub ended: Option<String>,
    /// The organisation that it became a part of.
    pub merged_into: Option<String>,
    pub claimed_by: Option<String>,
    /// What means nothing.
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentifierLine {
    pub scheme: String,
    pub value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    #[serde(default)]
    pub town: String,
    pub region: String,
    #[serde(default, rename = "latitude")]
    _latitude: Option<f64>,
    #[serde(default, rename = "longitude")]
    _longitude: Option<f64>,
    pub precision: Precision,
}

pub(super) use domain::organisations::{OrganisationState, Precision};

/// A notebook.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotebookFile {
    pub key: String,
    pub title: String,
    pub description: String,
    pub language: String,
    pub visibility: Visibility,
    #[serde(default)]
    pub communities: Vec<String>,
    #[serde(default)]
    pub leads: Vec<String>,
    #[serde(default)]
    pub categories: Vec<Axis>,
    #[serde(default)]
    pub entry_points: Vec<EntryLine>,
    pub contents: Vec<ContentLine>,
    pub view: String,
    pub sort: String,
    #[serde(default, rename = "licence")]
    _licence: Option<String>,
    #[serde(default, rename = "writing_guide")]
    _writing_guide: Option<String>,
    pub color: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Axis {
    pub axis: String,
    pub values: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryLine {
    #[serde(default)]
    pub label: String,
    pub note: Option<String>,
    pub notebook: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentLine {
    pub part: Option<String>,
    pub note: Option<String>,
    pub by: Option<String>,
    pub at: Option<String>,
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default)]
    pub why: String,
    #[serde(default)]
    pub pinned: bool,
}
