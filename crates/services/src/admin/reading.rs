//! Reading what others keep for themselves or for a few: with a reason, for ten minutes, in the log, and told to who answers for it.

use domain::address::{IdInAddress, read_id};
use domain::audit::Act;
use domain::policy::Steward;
use domain::{AuditId, LanguageTag, NoteId, PersonId, Timestamp};
use store::Tx;
use store::reading as stored;

use crate::accounts::{Wrong, missing_or};
use crate::asking::answering;
use crate::audit::{self, On};
use crate::letters::{self, Kind};
use crate::{Ctx, Error, Result, again};

/// How long the text may be read, in seconds.
pub const OPEN: i64 = 10 * 60;
/// How long it is remembered that it was, in seconds: the log says so for longer.
pub(crate) const KEPT: i64 = 30 * 24 * 3600;
/// The most characters of why it is read.
pub const REASON: usize = 400;

/// The text of a note, as it is read so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The title of the note.
    pub title: String,
    /// In which language it is written.
    pub language: LanguageTag,
    /// Its Markdown.
    pub body: String,
    /// Until when it may be read.
    pub until: Timestamp,
}

/// Goes on for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub fn may(ctx: &Ctx) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    ctx.me()?;
    Ok(())
}

/// Opens a note to whoever asks for ten minutes, with a reason: it stands in the log, and who answers for the note is told by letter, at
/// once. The caller has asked for a fresh proof. What is in the bin is as what never was.
///
/// # Errors
/// [`Error::Refused`] for an address where there is no note, and without a reason; [`Error::NotFound`] for anyone but stewards.
pub async fn begin(ctx: &Ctx, address: &str, reason: &str) -> Result<AuditId> {
    ctx.authorise_site::<Steward>()?;
    let me = ctx.me()?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut wrong = Vec::new();
    let note = named(address);
    if note.is_none() {
        wrong.push(("note", missing_or(address, Wrong::NoNote)));
    }
    if reason.is_empty() || reason.chars().count() > REASON {
        wrong.push(("reason", missing_or(&reason, Wrong::Long)));
    }
    let Some(note) = note.filter(|_| wrong.is_empty()) else { return Err(Error::Refused(wrong)) };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if seen(ctx, &mut tx, note).await?.is_none() {
            return Err(Error::Refused(vec![("note", Wrong::NoNote)]));
        }
        let line = record(ctx, &mut tx, note, me, &reason).await?;
        stored::insert(&mut tx, line, note, me, ctx.now().plus_seconds(OPEN)).await?;
        tx.commit().await?;
        Ok(line)
    })
    .await
}

/// Writes a line for each person who answers for the note, and asks for the letter that tells them; the first of these lines.
async fn record(ctx: &Ctx, tx: &mut Tx, note: NoteId, me: PersonId, reason: &str) -> Result<AuditId> {
    let facts = store::notes::facts(tx, note).await?.ok_or(Error::NotFound)?;
    let mut first = None;
    for person in answering(tx, &facts).await? {
        if person == me {
            continue;
        }
        let line = audit::record(ctx, tx, Act::ContentRead, On::person(person).with(reason)).await?;
        letters::tell(tx, ctx, Kind::ContentRead, person, note, Some(line.bytes())).await?;
        first = first.or(Some(line));
    }
    match first {
        Some(line) => Ok(line),
        // Nobody else answers for it.
        None => audit::record(ctx, tx, Act::ContentRead, On::site(reason)).await,
    }
}

/// The text that whoever asks may read for now, because of that line of the log.
///
/// # Errors
/// [`Error::NotFound`] once the time is over, where the note was deleted meanwhile, and for anyone else.
pub async fn text(ctx: &Ctx, line: AuditId) -> Result<Text> {
    ctx.authorise_site::<Steward>()?;
    let me = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let (note, until) = stored::of(&mut tx, line, me, ctx.now()).await?.ok_or(Error::NotFound)?;
    let row = seen(ctx, &mut tx, note).await?.ok_or(Error::NotFound)?;
    Ok(Text { title: row.title, language: row.language, body: row.body, until })
}

/// A note as the program itself sees it: whoever may read it, unless it was deleted.
async fn seen(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<Option<store::notes::NoteRow>> {
    let system = ctx.services.system("a motivated reading");
    Ok(store::notes::by_id(tx, &system.viewer, note).await?)
}

/// The note that an address names (`https://…/n/ID/title`, `/n/ID`, `ID`).
fn named(address: &str) -> Option<NoteId> {
    let address = address.trim();
    let rest = address.split_once("/n/").map_or(address, |(_, rest)| rest);
    let id = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match read_id(id) {
        IdInAddress::Is(id) | IdInAddress::UpperCase(id) => Some(id),
        IdInAddress::Not => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_named_by_its_address_in_whole_or_in_part_and_by_nothing_else() {
        let id = NoteId::from_bytes([7; 16]);
        for address in [
            format!("https://exemple.org/n/{id}/un-titre?lang=fr#haut"),
            format!(" /n/{id} "),
            format!("/n/{id}/-/versions"),
            id.to_string(),
            id.to_string().to_uppercase(),
        ] {
            assert_eq!(named(&address), Some(id), "{address}");
        }
        for none in ["", "/n/", "Un titre", "https://exemple.org/recent"] {
            assert_eq!(named(none), None, "{none}");
        }
    }
}
