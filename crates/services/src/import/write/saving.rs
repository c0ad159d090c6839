//! What an import writes of one note: its versions, its credit, and the questions that both answer anew.

use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::tags::Tag;
use domain::{NoteId, PersonId, Title};
use markup::Compiled;
use store::Tx;
use store::notes::{NewRevision, NoteRow};

use super::Ready;
use crate::import::Seen;
use crate::import::deciding::Fate;
use crate::{Result, lexicon};

/// Saves title and text over version `base`, as decided; gives the number of the version that the file's text is.
pub(super) async fn save(
    tx: &mut Tx,
    fate: &Fate,
    base: i64,
    ready: &Ready<'_>,
    excerpt: &str,
    now: domain::Timestamp,
) -> Result<Option<i64>> {
    let theirs = of_file(ready, base, now);
    match fate {
        Fate::Make | Fate::GoneHere | Fate::Same | Fate::Clash => return Ok(None),
        Fate::Save => save_over(tx, &theirs).await?,
        Fate::Merge { title, body } => {
            // The file's own text is a version too: the next import compares with it.
            save_over(tx, &theirs).await?;
            let sort_key = i18n::sort_key(title.as_str());
            let both = NewRevision { base: base + 1, title, sort_key, body, excerpt, saved: now, ..theirs };
            save_over(tx, &both).await?;
        }
    }
    Ok(Some(base + 1))
}

/// The version that a file's text is.
pub(super) fn of_file<'r>(ready: &'r Ready<'_>, base: i64, now: domain::Timestamp) -> NewRevision<'r> {
    let (seen, item) = (ready.seen, &ready.item);
    NewRevision {
        note: seen.note,
        base,
        title: &seen.title,
        sort_key: i18n::sort_key(seen.title.as_str()),
        language: &ready.language,
        body: &ready.linked.body,
        excerpt: &ready.compiled.excerpt,
        author: None,
        saved: item.changed.or(item.published).unwrap_or(now),
        reason: "",
    }
}

/// Saves a version over its base, which the decision was made from.
async fn save_over(tx: &mut Tx, revision: &NewRevision<'_>) -> Result<()> {
    if store::notes::save_revision(tx, revision).await? { Ok(()) } else { Err(crate::Error::Conflict) }
}

/// Makes a note of kind term a definition of the lexicon: called by its title and the aliases that it names, its first paragraph being
/// what it means. Its authors own it, until they say otherwise on the site.
pub(super) async fn define(tx: &mut Tx, ready: &Ready<'_>, title: &Title, text: &Compiled) -> Result<()> {
    lexicon::define(tx, ready.seen.note, &ready.language, title.as_str(), &ready.item.aliases, text).await
}

/// The questions that the write answers anew, on one side of it: a new title is shown in more places than new words.
pub(super) async fn touched(tx: &mut Tx, row: &NoteRow, seen: &Seen) -> Result<Vec<Tag>> {
    Ok(if row.title == seen.title.as_str() {
        store::touched::words(tx, seen.note).await?
    } else {
        store::touched::note(tx, seen.note).await?
    })
}

/// The line of the log: what changed, and which questions have new answers.
pub(super) fn change(kind: ChangeKind, seen: &Seen, mut tags: Vec<Tag>) -> Change {
    tags.push(Tag::Title(seen.title.key()));
    tags.extend(seen.aliases.iter().map(|alias| Tag::Title(title_key(alias))));
    tags.sort_unstable();
    tags.dedup();
    Change { who: None, kind, thing: Thing::Note(seen.note), tags }
}

/// Credits those whom the file names, after those who are credited already: nobody loses theirs.
pub(super) async fn credit(tx: &mut Tx, note: NoteId, people: &[PersonId]) -> Result<()> {
    for person in people {
        store::notes::credit_also(tx, note, *person).await?;
    }
    Ok(())
}
