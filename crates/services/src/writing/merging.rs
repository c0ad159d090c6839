//! A text that was typed over a version which is no longer the newest: both, side by side.

use domain::NoteId;
use markup::Part;

use super::saving::editable;
use super::{Words, text};
use crate::{Ctx, Error, Result, people};

/// Two texts that began from one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merging {
    /// The version that both began from.
    pub from: i64,
    /// The version that was saved meanwhile.
    pub to: i64,
    /// Who saved it, where that is known.
    pub by: Option<String>,
    /// The title that is proposed, and the one of that version where it is another.
    pub title: (String, Option<String>),
    /// The language that is proposed.
    pub language: String,
    /// The parts of both texts, in order.
    pub parts: Vec<Part>,
}

/// What whoever asks typed over version `from` of a note, beside its version `to`.
///
/// # Errors
/// As [`super::editing`]; [`Error::NotFound`] for a number that the note never had.
pub async fn merging(ctx: &Ctx, note: NoteId, from: i64, to: i64, mine: &Words) -> Result<Merging> {
    let mut tx = ctx.services.store.read().await?;
    editable(ctx, &mut tx, note).await?;
    let base = store::notes::version(&mut tx, note, from).await?;
    let (theirs, language, body) = store::notes::version(&mut tx, note, to).await?.ok_or(Error::NotFound)?;
    drop(tx);
    // Without the words that both began from, nothing says who changed what: all that differs is theirs to choose.
    let base = base.filter(|(line, ..)| line.withdrawn.is_none());
    let (old_title, old_language, old) = match base {
        Some((line, language, body)) => (line.title, language.as_str().to_owned(), body),
        None => (String::new(), String::new(), String::new()),
    };
    let title = if mine.title == old_title { theirs.title.clone() } else { mine.title.clone() };
    let other_title = (title != theirs.title).then(|| theirs.title.clone());
    let language = if mine.language == old_language { language.as_str().to_owned() } else { mine.language.clone() };
    let mine = text(&mine.body);
    // Long texts take time that others would wait for.
    let comparing = tokio::task::spawn_blocking(move || markup::parts(&old, &mine, &body));
    let parts = comparing.await.map_err(|error| Error::Internal(error.to_string()))?;
    let by = theirs.by.map(|name| people::shown(ctx, name));
    Ok(Merging { from, to, by, title: (title, other_title), language, parts })
}
