//! What is written to what is there.

use domain::changes::{ChangeKind, Thing};
use domain::communities::{Formality, Role, Stage, Support};
use domain::lexicon::TermRelation;
use domain::notes::{Visibility, Withdrawal};
use domain::tags::Tag;
use domain::{CategoryId, CommunityId, Day, LanguageTag, NoteId, NotebookId, PersonId, Timestamp};
use store::communities::CommunityWords;
use store::notebooks::EntryPoint;
use store::notes::NewCredit;
use store::terms::NewConfusion;
use store::{
    Tx, categories, communities, notebooks, notes, organisations, placements, related, terms, touched, translations,
};

use super::{called, rewrite, titled};

/// What is written to a note, a notebook or a community that is there.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Another body.
    Body(NoteId, String),
    /// Another title.
    Title(NoteId, String),
    /// Who may read a note.
    Visibility(NoteId, Visibility),
    /// Into the bin.
    Delete(NoteId),
    /// Out of it.
    Restore(NoteId),
    /// Whether a report has a note hidden.
    Hide(NoteId, bool),
    /// Who is credited.
    Byline(NoteId, Vec<PersonId>),
    /// One person is credited, under a name that is not theirs.
    SignedAs(NoteId, PersonId, String),
    /// Which notes are pinned to a note.
    Pins(NoteId, Vec<NoteId>),
    /// Which terms are named with a note, by their labels, and whether terms are underlined in its text.
    Terms(NoteId, Vec<String>, bool),
    /// How a term is with another, and that it is taken for it.
    Relation(NoteId, TermRelation, NoteId),
    /// What a term is called, its preferred label first; the note becomes one, or is none any more where nothing is said.
    Called(NoteId, Vec<String>),
    /// That the words of a version are withdrawn.
    Withdraw(NoteId, i64, PersonId),
    /// Which note a note translates, and which version of it.
    Translation(NoteId, NoteId, i64),
    /// That an organisation became a part of another one.
    MergedInto(NoteId, NoteId),
    /// To a place in a notebook.
    Place(NotebookId, NoteId, i64),
    /// Out of a notebook.
    Unplace(NotebookId, NoteId),
    /// Which categories a placement bears.
    Categories(NotebookId, NoteId, Vec<CategoryId>),
    /// Where to begin in a notebook.
    EntryPoints(NotebookId, Vec<EntryPoint>),
    /// Who may read a notebook.
    NotebookVisibility(NotebookId, Visibility),
    /// Another title of a notebook.
    NotebookTitle(NotebookId, String),
    /// Which content is the picture of the cover of a notebook.
    Cover(NotebookId, Option<[u8; 32]>),
    /// Whether a community is listed.
    Listed(CommunityId, bool),
    /// Another name of a community.
    CommunityName(CommunityId, String),
    /// What a community says of itself in a language.
    CommunitySays(CommunityId, LanguageTag, CommunityWords),
    /// How far a community is in its life, until when it rests, and how it works.
    Stage(CommunityId, Stage, Option<Day>, Option<Formality>),
    /// Which organisations carry a community or lend it a hand.
    Support(CommunityId, Vec<(Support, NoteId)>),
    /// Which note is the charter of a community.
    Charter(CommunityId, Option<NoteId>),
    /// A role given, from which the right to keep notes may follow.
    Role(CommunityId, PersonId, Role),
}

impl Edit {
    pub(super) fn thing(&self) -> Thing {
        match self {
            Self::Body(note, _)
            | Self::Title(note, _)
            | Self::Visibility(note, _)
            | Self::Delete(note)
            | Self::Restore(note)
            | Self::Hide(note, _)
            | Self::Byline(note, _)
            | Self::SignedAs(note, ..)
            | Self::Pins(note, _)
            | Self::Terms(note, ..)
            | Self::Relation(note, ..)
            | Self::MergedInto(note, _)
            | Self::Withdraw(note, ..)
            | Self::Translation(note, ..)
            | Self::Called(note, _)
            | Self::Place(_, note, _)
            | Self::Unplace(_, note)
            | Self::Categories(_, note, _) => Thing::Note(*note),
            Self::EntryPoints(notebook, _)
            | Self::NotebookVisibility(notebook, _)
            | Self::NotebookTitle(notebook, _)
            | Self::Cover(notebook, _) => Thing::Notebook(*notebook),
            Self::Listed(community, _)
            | Self::CommunityName(community, _)
            | Self::CommunitySays(community, ..)
            | Self::Stage(community, ..)
            | Self::Support(community, _)
            | Self::Charter(community, _)
            | Self::Role(community, ..) => Thing::Community(*community),
        }
    }

    pub(super) fn kind(&self) -> ChangeKind {
        match self {
            Self::Visibility(..)
            | Self::Hide(..)
            | Self::NotebookVisibility(..)
            | Self::Listed(..)
            | Self::Role(..) => ChangeKind::Rights,
            Self::Delete(_) => ChangeKind::Deleted,
            Self::Restore(_) => ChangeKind::Restored,
            Self::Place(..) => ChangeKind::Placed,
            Self::Unplace(..) => ChangeKind::Removed,
            _ => ChangeKind::Edited,
        }
    }

    /// What this touches, as the facts are now.
    pub(super) async fn touches(&self, tx: &mut Tx) -> store::Result<Vec<Tag>> {
        Ok(match self {
            Self::Body(note, _)
            | Self::Byline(note, _)
            | Self::SignedAs(note, ..)
            | Self::Pins(note, _)
            | Self::MergedInto(note, _)
            | Self::Withdraw(note, ..)
            | Self::Terms(note, ..)
            | Self::Relation(note, ..) => touched::words(tx, *note).await?,
            Self::Called(note, _) => {
                let mut tags = touched::words(tx, *note).await?;
                // It is none yet, or none any more.
                tags.push(Tag::Lexicon);
                tags
            }
            Self::Translation(note, original, _) => {
                let before = translations::of(tx, *note).await?.map(|(original, _)| Tag::Note(original));
                [Tag::Note(*note), Tag::Note(*original)].into_iter().chain(before).collect()
            }
            Self::Title(note, _)
            | Self::Visibility(note, _)
            | Self::Delete(note)
            | Self::Restore(note)
            | Self::Hide(note, _) => touched::note(tx, *note).await?,
            Self::Place(notebook, note, _) | Self::Unplace(notebook, note) | Self::Categories(notebook, note, _) => {
                touched::placement(*notebook, *note)
            }
            Self::EntryPoints(notebook, _)
            | Self::NotebookVisibility(notebook, _)
            | Self::NotebookTitle(notebook, _)
            | Self::Cover(notebook, _) => touched::notebook(tx, *notebook).await?,
            Self::Listed(community, _)
            | Self::CommunityName(community, _)
            | Self::CommunitySays(community, ..)
            | Self::Stage(community, ..)
            | Self::Support(community, _)
            | Self::Charter(community, _) => touched::community(*community),
            Self::Role(community, person, _) => touched::role(*community, *person),
        })
    }

    pub(super) async fn write(&self, tx: &mut Tx, now: Timestamp) -> store::Result<Vec<Tag>> {
        match self {
            Self::Body(note, body) => return rewrite(tx, *note, None, Some(body), now).await,
            Self::Title(note, title) => return rewrite(tx, *note, Some(title), None, now).await,
            Self::Visibility(note, visibility) => {
                let published = (*visibility != Visibility::Authors).then_some(now);
                notes::set_visibility(tx, *note, *visibility, published).await?;
            }
            Self::Delete(note) => notes::set_deleted(tx, *note, Some(now)).await?,
            Self::Restore(note) => notes::set_deleted(tx, *note, None).await?,
            Self::Hide(note, hides) => notes::set_hidden(tx, *note, hides.then_some(now)).await?,
            Self::Byline(note, people) => notes::set_byline(tx, *note, people).await?,
            Self::Pins(note, others) => related::set_pins(tx, *note, others).await?,
            Self::Terms(note, labels, underlined) => {
                terms::set_named(tx, *note, labels).await?;
                terms::set_underlined(tx, *note, *underlined).await?;
            }
            Self::Relation(term, relation, other) => {
                let taken_for =
                    NewConfusion { word: "un autre mot", difference: "ce qui les sépare", other: Some(*other) };
                terms::relate(tx, *term, &[taken_for], &[(*relation, *other)]).await?;
            }
            Self::Called(note, labels) => called(tx, *note, labels, "Ce qui se dit ainsi.").await?,
            Self::Withdraw(note, number, by) => {
                notes::withdraw(tx, *note, *number, now, Some(*by), Withdrawal::Person).await?;
            }
            Self::Translation(note, original, made_from) => {
                translations::set(tx, *note, *original, *made_from).await?;
            }
            Self::MergedInto(note, into) => organisations::merge(tx, *note, *into).await?,
            Self::SignedAs(note, person, name) => {
                notes::set_credits(tx, *note, &[NewCredit { person: *person, role: "", name }]).await?;
            }
            Self::Place(notebook, note, position) => {
                placements::place(tx, *notebook, *note, *position, 0, None, now).await?;
            }
            Self::Unplace(notebook, note) => {
                placements::remove(tx, *notebook, *note).await?;
            }
            Self::Categories(notebook, note, borne) => categories::set(tx, *notebook, *note, borne).await?,
            Self::EntryPoints(notebook, points) => notebooks::set_entry_points(tx, *notebook, points).await?,
            Self::NotebookVisibility(notebook, visibility) => {
                notebooks::set_visibility(tx, *notebook, *visibility).await?;
            }
            Self::NotebookTitle(notebook, title) => {
                notebooks::rename(tx, *notebook, &titled(title), i18n::sort_key(title)).await?;
            }
            Self::Cover(notebook, picture) => notebooks::set_cover(tx, *notebook, *picture).await?,
            Self::Listed(community, listed) => communities::set_listed(tx, *community, *listed).await?,
            Self::CommunityName(community, name) => {
                communities::rename(tx, *community, name, i18n::sort_key(name)).await?;
            }
            Self::CommunitySays(community, language, words) => {
                communities::set_words(tx, *community, language, words).await?;
            }
            Self::Stage(community, stage, until, formality) => {
                communities::set_stage(tx, *community, *stage, *until, *formality).await?;
            }
            Self::Support(community, support) => communities::set_support(tx, *community, support).await?,
            Self::Charter(community, charter) => communities::set_charter(tx, *community, *charter, None, None).await?,
            Self::Role(community, person, role) => {
                communities::add_member(tx, *community, *person, *role, now).await?;
            }
        }
        Ok(Vec::new())
    }
}
