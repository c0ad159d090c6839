//! Writing a note with a form: a new one, or the next version of one that is there.
//!
//! What was typed is read and compiled before the transaction; in it, the right comes first, then what is amiss with it.

mod creating;
mod kinds;
mod merging;
mod organisations;
mod saving;
mod terms;
mod withdrawing;

use std::sync::Arc;

pub(crate) use creating::{GAP, NOTEBOOKS, categories};
pub use creating::{Offered, create, offered};
pub use kinds::Beside;
pub use markup::{Part, Side, Take, join};
pub use merging::{Merging, merging};
pub use organisations::{OrganisationFields, PlaceFields};
pub use saving::{Editing, Saved, editing, save};
pub use terms::{Called, TermFields};
pub use withdrawing::{Standing, TypedWithdrawal, Withdrawing, standing, withdraw, withdrawing};

use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::policy::{self, NoteFacts, Policy};
use domain::{CommunityId, LanguageTag, NoteId, NotebookId, Title};
use markup::Compiled;
use store::Tx;
use store::links::Near;
use store::notes::NoteRow;

use crate::accounts::Wrong;
use crate::lexicon::Around;
use crate::notes::{home_of, readable};
use crate::views::Organisation;
use crate::{Ctx, Error, Result, bodies, links};

/// The most bytes of a text: as many as an import takes.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// The most characters of what is said of a version.
const REASON: usize = 300;
/// How long it is remembered which note a form made, in seconds.
pub(crate) const REMEMBERED: i64 = 7 * 24 * 3600;

/// What cannot be used of what was typed: each field, and why.
type Amiss = Vec<(&'static str, Wrong)>;

/// What was typed of the words of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Its title.
    pub title: String,
    /// The language of its text.
    pub language: String,
    /// Its Markdown.
    pub body: String,
    /// Why it is written so; empty where it is not said.
    pub reason: String,
    /// What it says beside its text.
    pub beside: Beside,
}

/// The same, read.
#[derive(Clone, Debug)]
struct Said {
    title: Title,
    language: LanguageTag,
    body: String,
    reason: String,
    beside: kinds::Said,
}

/// A text as it is kept: each line ends in one way, and no character stands for nothing (PostgreSQL keeps none).
pub fn text(typed: &str) -> String {
    typed.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}

fn read(typed: &Words) -> std::result::Result<Said, Amiss> {
    let mut wrong = Amiss::new();
    let title = Title::parse(&typed.title.replace('\0', "\u{fffd}"));
    if let Err(why) = &title {
        let why = if matches!(why, domain::titles::NotATitle::Empty) { Wrong::Missing } else { Wrong::Long };
        wrong.push(("title", why));
    }
    let (body, language) = text_in(typed).unwrap_or_else(|amiss| {
        wrong.extend(amiss);
        (String::new(), LanguageTag::french())
    });
    let reason = text(&typed.reason).split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.chars().count() > REASON {
        wrong.push(("reason", Wrong::Long));
    }
    let beside = kinds::read(&typed.beside, &language).unwrap_or_else(|amiss| {
        wrong.extend(amiss);
        kinds::Said::Nothing
    });
    match title {
        Ok(title) if wrong.is_empty() => Ok(Said { title, language, body, reason, beside }),
        _ => Err(wrong),
    }
}

/// The text that was typed, and its language.
fn text_in(typed: &Words) -> std::result::Result<(String, LanguageTag), Amiss> {
    let mut wrong = Amiss::new();
    let language = LanguageTag::parse(&typed.language);
    if language.is_none() {
        wrong.push(("language", Wrong::NotAChoice));
    }
    if typed.body.len() > LARGEST {
        wrong.push(("body", Wrong::Long));
    }
    match language {
        Some(language) if wrong.is_empty() => Ok((text(&typed.body), language)),
        _ => Err(wrong),
    }
}

/// Compiles a text away from who waits for short answers.
async fn compiled(body: &str, language: &LanguageTag) -> Result<Compiled> {
    let (body, language) = (body.to_owned(), language.clone());
    let compiling = tokio::task::spawn_blocking(move || bodies::compile(&body, &language));
    compiling.await.map_err(|error| Error::Internal(error.to_string()))
}

/// A text that is not saved, as it would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Safe HTML, links resolved for whoever asks.
    pub html: String,
    /// The language of the text.
    pub language: LanguageTag,
    /// What an organisation would say beside it.
    pub organisation: Option<Organisation>,
}

/// The text that was typed for a note as it would be read once whoever asks saved it; `placing` is where a new note would be.
///
/// # Errors
/// As [`save`], and as [`create`] for a new one.
pub async fn preview(ctx: &Ctx, note: Option<NoteId>, typed: &Words, placing: &Placing) -> Result<Preview> {
    match note {
        Some(note) => drop(editing(ctx, note).await?),
        None => {
            ctx.authorise_site::<policy::Write>()?;
        }
    }
    let (body, language) = text_in(typed).map_err(Error::Refused)?;
    let beside = kinds::read(&typed.beside, &language).map_err(Error::Refused)?;
    let text = Arc::new(compiled(&body, &language).await?);
    let mut tx = ctx.services.store.heavy().await?;
    let (note, communities, notebook) = match note {
        Some(note) => {
            let row = readable(ctx, &mut tx, note).await?;
            let known = store::notes::communities(&mut tx, &ctx.viewer, note, ctx.language()).await?;
            let holding = store::placements::holding(&mut tx, &ctx.viewer, note).await?;
            let notebook = home_of(&row, &holding).map(|held| held.id);
            (note, known.into_iter().map(|(community, ..)| community).collect(), notebook)
        }
        None => {
            let mut communities = placing.communities();
            communities.retain(|community| ctx.viewer.is_member(*community));
            communities.sort_unstable();
            let mut notebook = None;
            if let Some(chosen) = placing.notebook() {
                notebook = may_contribute(ctx, &mut tx, chosen).await?.then_some(chosen);
            }
            (NoteId::new(&*ctx.services.clock, &*ctx.services.randomness), communities, notebook)
        }
    };
    let around = Around { note, language: &language, communities: &communities, notebook };
    let rendered = bodies::render_unsaved(ctx, &mut tx, text, around).await?;
    let organisation = match &beside {
        kinds::Said::Organisation(said) => Some(organisations::shown(ctx, &mut tx, note, said, &language).await?),
        _ => None,
    };
    Ok(Preview { html: rendered.html, language, organisation })
}

/// What was chosen of where a new note is, and who reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placing {
    /// Who may read it.
    pub visibility: String,
    /// Communities of theirs that it is linked to, by their ids.
    pub communities: Vec<String>,
    /// The notebook where it is placed, by its id; empty for none.
    pub notebook: String,
    /// The categories that it bears there, by their ids.
    pub categories: Vec<String>,
    /// The licence that it is published under, where everyone may read it; empty for the one that is proposed.
    pub licence: String,
}

impl Placing {
    fn communities(&self) -> Vec<CommunityId> {
        self.communities.iter().filter_map(|community| community.parse().ok()).collect()
    }

    fn notebook(&self) -> Option<NotebookId> {
        self.notebook.parse().ok()
    }
}

/// What a note says beside its words, for whoever asks and reads it: all that its form shows, for who may edit it; for others what its
/// page does.
pub(crate) async fn beside(ctx: &Ctx, tx: &mut Tx, row: &NoteRow, facts: NoteFacts) -> Result<Beside> {
    if Policy::decide::<policy::Note, policy::Edit>(&ctx.viewer, facts).is_ok() {
        kinds::of(ctx, tx, row.id, row.kind, &row.language).await
    } else {
        kinds::shown(ctx, tx, row.id, row.kind, &row.language).await
    }
}

/// Whether whoever asks may place notes in a notebook.
pub(crate) async fn may_contribute(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<bool> {
    let facts = store::notebooks::facts(tx, notebook).await?;
    let decide = Policy::decide::<policy::Notebook, policy::Contribute>;
    Ok(facts.is_some_and(|facts| decide(&ctx.viewer, facts).is_ok()))
}

/// Keeps where the links of a saved text lead, and those of its files that whoever saves it may read: naming a file gives no right to
/// it. Gives the questions that this alone answers anew.
async fn keep_links(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    near: Near<'_>,
    text: &Compiled,
) -> Result<Vec<domain::tags::Tag>> {
    let rows = links::resolved(tx, &ctx.viewer, near, text, &|_| None).await?;
    let files = store::attachments::readable(tx, &ctx.viewer, note, &links::files(text)).await?;
    let files: Vec<_> = files.into_iter().map(|file| file.id).collect();
    Ok(links::keep(tx, note, &rows, &files).await?)
}

/// Leads to a note the links that waited for its title, where all who read them read it too.
pub(crate) async fn resolve_waiting(ctx: &Ctx, tx: &mut Tx, note: NoteId, title: &str) -> Result<()> {
    let resolved = store::writing::resolve(tx, note, &title_key(title)).await?;
    let change = |from: NoteId| {
        let tags = store::writing::resolved(from, note);
        Change { who: None, kind: ChangeKind::Edited, thing: Thing::Note(from), tags }
    };
    let changes: Vec<Change> = resolved.into_iter().map(change).collect();
    if !changes.is_empty() {
        store::changes::record_all(tx, ctx.now(), &changes).await?;
    }
    Ok(())
}

/// Where a note is that was saved.
fn address(note: NoteId, title: &Title) -> Address {
    Address::Note(note, title.slug())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_but_for_the_ends_of_its_lines() {
        assert_eq!(text("\n un\r\ndeux\rtrois\0 \t\n"), "\n un\ndeux\ntrois\u{fffd} \t\n");
    }

    #[test]
    fn what_is_typed_is_refused_field_by_field() {
        let typed = |title: &str, language: &str, reason: &str| Words {
            title: title.to_owned(),
            language: language.to_owned(),
            reason: reason.to_owned(),
            ..Words::default()
        };
        let amiss = |typed: &Words| read(typed).err().unwrap_or_default();
        assert!(amiss(&typed(" Une  note ", "fr-CA", "Pour voir")).is_empty());
        assert_eq!(amiss(&typed("\u{200b}", "", "")), [("title", Wrong::Missing), ("language", Wrong::NotAChoice)]);
        let long = typed(&"a".repeat(400), "fr", &"a".repeat(301));
        assert_eq!(amiss(&long), [("title", Wrong::Long), ("reason", Wrong::Long)]);
        let body = Words { body: "a".repeat(LARGEST + 1), ..typed("Une note", "fr", "") };
        assert_eq!(amiss(&body), [("body", Wrong::Long)]);
    }
}
