//! The next version of a note.

use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::notes::NoteKind;
use domain::policy::{self, Authorised, Edit, Policy};
use domain::{CommunityId, NoteId};
use store::Tx;
use store::links::Near;
use store::notes::{NewRevision, NoteRow};
use store::writing as stored;

use super::{Beside, Words, address, compiled, keep_links, kinds, read, resolve_waiting, terms};
use crate::lines::note_link;
use crate::notes::{home_of, readable};
use crate::views::Link;
use crate::{Ctx, Error, Result, again};

/// A note, as who may edit it begins its next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// Its title and address.
    pub link: Link,
    /// Its words today; its reason is unsaid.
    pub words: Words,
    /// The version that they are: what is typed is saved over it.
    pub base: i64,
    /// The communities that may be said to own it, where it is a term: each with its name.
    pub owners: Vec<(CommunityId, String)>,
}

/// A note that whoever asks may edit.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for who reads
/// it and may not edit it.
pub async fn editing(ctx: &Ctx, note: NoteId) -> Result<Editing> {
    let mut tx = ctx.services.store.read().await?;
    let (row, _) = editable(ctx, &mut tx, note).await?;
    let beside = kinds::of(ctx, &mut tx, note, row.kind, &row.language).await?;
    let owners = match row.kind {
        NoteKind::Term => terms::owners(ctx, &mut tx, note).await?,
        _ => Vec::new(),
    };
    let words = Words {
        title: row.title.clone(),
        language: row.language.as_str().to_owned(),
        body: row.body,
        reason: String::new(),
        beside,
    };
    Ok(Editing { link: note_link(note, row.title), words, base: row.revision, owners })
}

/// The same, with the proof.
pub(super) async fn editable(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
) -> Result<(NoteRow, Authorised<policy::Note, Edit>)> {
    let row = readable(ctx, tx, note).await?;
    let facts = store::notes::facts(tx, note).await?.ok_or(Error::NotFound)?;
    Ok((row, Policy::decide(&ctx.viewer, facts)?))
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The note says it, at this address.
    Kept(Address),
    /// Somebody saved in between: this is the newest version, and nothing was written.
    Stale(i64),
}

/// Saves what was typed over version `base` of a note; what the note says already makes no version. Who writes it for the first time
/// signs it, unless they only keep it.
///
/// # Errors
/// As [`editing`]; [`Error::Refused`] for what was typed.
pub async fn save(ctx: &Ctx, note: NoteId, base: i64, typed: &Words) -> Result<Saved> {
    let said = read(typed);
    let text = match &said {
        Ok(said) => Some(compiled(&said.body, &said.language).await?),
        Err(_) => None,
    };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::notes::lock(&mut tx, note).await?;
        let (row, authorised) = editable(ctx, &mut tx, note).await?;
        let me = ctx.me()?;
        let (said, text) = match (&said, &text) {
            (Ok(said), Some(text)) => (said, text),
            (said, _) => return Err(Error::Refused(said.as_ref().err().cloned().unwrap_or_default())),
        };
        if typed.beside != Beside::Nothing && said.beside.kind() != row.kind {
            // What a note is does not change.
            return Err(Error::Invalid("kind"));
        }
        let is_renamed = row.title != said.title.as_str();
        let is_said = kinds::is_said(ctx, &mut tx, note, &row.language, &said.beside).await?;
        if !is_renamed && row.body == said.body && row.language == said.language && is_said {
            return Ok(Saved::Kept(address(note, &said.title)));
        }
        if row.revision != base {
            return Ok(Saved::Stale(row.revision));
        }
        let mut tags = touched(&mut tx, note, is_renamed).await?;
        let signs = !authorised.facts().is_kept() && !stored::has_written(&mut tx, note, me).await?;
        let (now, sort_key) = (ctx.now(), i18n::sort_key(said.title.as_str()));
        let revision = NewRevision {
            note,
            base,
            title: &said.title,
            sort_key: sort_key.clone(),
            language: &said.language,
            body: &said.body,
            excerpt: &text.excerpt,
            author: Some(me),
            saved: now,
            reason: &said.reason,
        };
        if !store::notes::save_revision(&mut tx, &revision).await? {
            return Err(Error::Retry);
        }
        if is_renamed {
            store::notes::add_alias(&mut tx, note, &title_key(&row.title), &row.title).await?;
        }
        if signs {
            store::notes::credit_also(&mut tx, note, me).await?;
        }
        if row.kind == NoteKind::Term && typed.beside == Beside::Nothing {
            let (title, means) = (said.title.as_str(), text.first_paragraph());
            stored::reword_term(&mut tx, note, &said.language, title, sort_key, means).await?;
        }
        let holding = store::placements::holding(&mut tx, &ctx.viewer, note).await?;
        let known = store::notes::communities(&mut tx, &ctx.viewer, note, ctx.language()).await?;
        let communities: Vec<CommunityId> = known.into_iter().map(|(community, ..)| community).collect();
        let near = Near { notebook: home_of(&row, &holding).map(|held| held.id), communities: &communities };
        let beside = kinds::Text {
            note,
            title: said.title.as_str(),
            language: &said.language,
            means: text.first_paragraph(),
            near,
            by_author: !authorised.facts().is_kept(),
        };
        kinds::save(ctx, &mut tx, &beside, &said.beside).await?;
        tags.extend(keep_links(ctx, &mut tx, note, near, text).await?);
        tags.extend(touched(&mut tx, note, is_renamed).await?);
        tags.sort_unstable();
        tags.dedup();
        let change = Change { who: Some(me), kind: ChangeKind::Edited, thing: Thing::Note(note), tags };
        store::changes::record(&mut tx, now, &change).await?;
        if is_renamed {
            resolve_waiting(ctx, &mut tx, note, said.title.as_str()).await?;
        }
        tx.commit().await?;
        Ok(Saved::Kept(address(note, &said.title)))
    })
    .await
}

/// The questions that a version answers anew, on one side of it: a new title is shown in more places than new words.
async fn touched(tx: &mut Tx, note: NoteId, is_renamed: bool) -> Result<Vec<domain::tags::Tag>> {
    Ok(if is_renamed { store::touched::note(tx, note).await? } else { store::touched::words(tx, note).await? })
}
