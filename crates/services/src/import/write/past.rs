//! The history of the folder: each earlier text of a note becomes a version of it, before the text that its file has now.
//!
//! Versions are written some at a time, each time as if the folder had come in at that moment: links, files and first words
//! are those of the last one written, so that a run cut short leaves a note that is whole. What the import remembers of it
//! says that it is not over, and the next run goes on from there.

use std::sync::Arc;

use domain::changes::ChangeKind;
use domain::folding::title_key;
use domain::notes::{NoteKind, Visibility};
use domain::people::{MailAddress, PersonName, Signer};
use domain::tags::Tag;
use domain::{LanguageTag, PersonId, Title};
use markup::Compiled;
use store::Tx;
use store::imports::ImportedRow;
use store::links::Near;
use store::notes::{NewNote, NewRevision, NoteRow};

use super::Writer;
use super::saving::change;
use crate::import::linking::Linked;
use crate::import::report::Report;
use crate::import::{Folder, History, Item, Past, Seen, Warning};
use crate::{Error, Result, bodies, links};

/// Versions written together, and the bytes of them, at most.
const TOGETHER: usize = 32;
const MOST_BYTES: usize = 1 << 20;
/// People credited by a history, at most: the first ones who wrote.
const MOST_WRITERS: usize = 100;

/// A version that is ready to be written.
struct Version {
    past: Past,
    title: Title,
    language: LanguageTag,
    linked: Linked,
    hash: [u8; 32],
    is_draft: bool,
}

impl Writer<'_> {
    /// Writes the earlier texts of a note that the site lacks, and says in `seen` what is known of it from then on.
    pub(in crate::import) async fn past(
        &mut self,
        folder: &Arc<dyn Folder>,
        seen: &mut Seen,
        report: &mut Report,
    ) -> Result<()> {
        let past = folder.past(&seen.path);
        if past.is_empty() {
            return Ok(());
        }
        seen.writers = writers(&past);
        let row = self.on_site(seen).await?;
        let Some(pending) = pending(folder, seen, row.as_ref(), past, report).await? else { return Ok(()) };
        let mut row = row;
        let (mut some, mut has_drafts): (Vec<Version>, _) = (Vec::new(), false);
        for past in pending {
            let Some(version) = self.version(folder, seen, past, report).await? else { continue };
            report.versions += 1;
            has_drafts |= version.is_draft;
            some.push(version);
            let bytes: usize = some.iter().map(|version| version.linked.body.len()).sum();
            if some.len() >= TOGETHER || bytes > MOST_BYTES {
                self.write_past(seen, &mut row, std::mem::take(&mut some)).await?;
            }
        }
        if has_drafts && !seen.draft {
            let args = Vec::new();
            report.warn(Warning { path: seen.path.clone(), line: 0, code: "history_draft", args });
        }
        self.write_past(seen, &mut row, some).await
    }

    async fn on_site(&mut self, seen: &Seen) -> Result<Option<NoteRow>> {
        let mut tx = self.store().read().await?;
        Ok(store::notes::by_id(&mut tx, &self.ctx.viewer, seen.note).await?)
    }

    /// Reads and links an earlier text; what cannot be read is told.
    async fn version(
        &mut self,
        folder: &Arc<dyn Folder>,
        seen: &Seen,
        past: Past,
        report: &mut Report,
    ) -> Result<Option<Version>> {
        let item = match read(folder, &seen.path, past.place).await? {
            Ok(item) => item,
            Err(code) => {
                let args = vec![past.reason.clone(), code.to_owned()];
                report.warn(Warning { path: seen.path.clone(), line: 0, code: "history_unreadable", args });
                return Ok(None);
            }
        };
        let Some(title) = Title::cut(&item.title) else { return Ok(None) };
        let links = markup::links::all(&item.body);
        self.store_files(&item, &links, report).await?;
        // What its links lack is no longer anyone's to mend: the report is that of the text of now.
        let mut unheard = Report::new(None, self.notebook, self.options);
        let linked = self.link(seen, &item, &links, &mut unheard);
        let language = item.language.clone().unwrap_or_else(|| self.options.language.clone());
        Ok(Some(Version { past, title, language, linked, hash: item.raw_hash, is_draft: item.draft }))
    }

    /// Writes versions, the oldest first, over what the site has of the note.
    async fn write_past(&mut self, seen: &mut Seen, row: &mut Option<NoteRow>, some: Vec<Version>) -> Result<()> {
        let Some(last) = some.last() else { return Ok(()) };
        let is_new = row.is_none();
        if !is_new && seen.history == History::Nothing {
            seen.history = History::Continued;
        }
        if self.options.dry_run {
            return Ok(());
        }
        let (body, language) = (last.linked.body.clone(), last.language.clone());
        let compiling = tokio::task::spawn_blocking(move || bodies::compile(&body, &language));
        let compiled = compiling.await.map_err(|error| Error::Internal(error.to_string()))?;
        let (ctx, notebook, community, now) = (self.ctx, self.notebook, self.community, self.ctx.now());
        let mut authors = Vec::with_capacity(some.len());
        for version in &some {
            authors.push(self.author(version.past.by.as_ref()).await?);
        }
        if is_new {
            self.begin_past(seen, some.first().unwrap_or(last)).await?;
        }
        let tx = self.tx().await?;
        store::notes::lock_all(tx, &[seen.note]).await?;
        let mut tags = if is_new { Vec::new() } else { store::touched::note(tx, seen.note).await? };
        let revision =
            save_all(tx, seen, row.as_ref().map_or(0, |row| row.revision), &some, &authors, &compiled).await?;
        let means = |key: &str| last.linked.meant.get(key).copied();
        let rows = links::resolved(tx, &ctx.viewer, Near::notebook(notebook), &compiled, &means).await?;
        tags.extend(store::links::replace(tx, seen.note, &rows).await?);
        tags.extend(store::attachments::set_shown(tx, seen.note, &links::files(&compiled)).await?);
        tags.extend(store::touched::note(tx, seen.note).await?);
        let known = ImportedRow {
            path: seen.path.clone(),
            hash: unfinished(last.hash),
            note: Some(seen.note),
            attachment: None,
            revision,
            placed: seen.known.as_ref().and_then(|known| known.placed),
        };
        store::imports::remember(tx, notebook, &known).await?;
        if let Some(old) = &seen.renamed_from {
            store::imports::forget(tx, notebook, old).await?;
        }
        let kind = if is_new { ChangeKind::Created } else { ChangeKind::Edited };
        tags.push(Tag::Recent);
        tags.extend(community.map(Tag::LinkedTo));
        tags.extend(some.iter().map(|version| Tag::Title(version.title.key())));
        store::changes::record(tx, now, &change(kind, seen, tags)).await?;
        *row = store::notes::by_id(tx, &ctx.viewer, seen.note).await?;
        self.give_way().await?;
        if is_new {
            seen.history = History::Made;
        }
        seen.known = Some(known);
        Ok(())
    }

    /// Makes a note that is to have a history: what its file says beside its text comes with the text of now.
    async fn begin_past(&mut self, seen: &Seen, first: &Version) -> Result<()> {
        let (notebook, community, now) = (self.notebook, self.community, self.ctx.now());
        let visibility = if seen.draft { Visibility::Authors } else { self.options.visibility };
        let note = NewNote {
            id: seen.note,
            title: &first.title,
            sort_key: i18n::sort_key(first.title.as_str()),
            kind: NoteKind::Article,
            language: &first.language,
            visibility,
            licence: None,
            excerpt: "",
            came_in: Some(notebook),
            published: (visibility != Visibility::Authors).then(|| seen.published.unwrap_or(first.past.at)),
            changed: first.past.at,
        };
        let tx = self.tx().await?;
        store::notes::insert(tx, &note, now).await?;
        if let Some(community) = community {
            store::notes::link_community_to(tx, community, &[seen.note], now).await?;
        }
        Ok(())
    }

    async fn author(&mut self, by: Option<&Signer>) -> Result<Option<PersonId>> {
        match by.and_then(|by| Some((PersonName::parse(by.name())?, by.mail()))) {
            Some((name, mail)) => Ok(Some(self.signature(&name, mail).await?)),
            None => Ok(None),
        }
    }
}

/// Saves versions over version `base`; gives the number of the last one.
async fn save_all(
    tx: &mut Tx,
    seen: &Seen,
    mut base: i64,
    some: &[Version],
    authors: &[Option<PersonId>],
    last: &Compiled,
) -> Result<i64> {
    for (version, author) in some.iter().zip(authors) {
        let revision = NewRevision {
            note: seen.note,
            base,
            title: &version.title,
            sort_key: i18n::sort_key(version.title.as_str()),
            language: &version.language,
            body: &version.linked.body,
            excerpt: &last.excerpt,
            author: *author,
            saved: version.past.at,
            reason: &version.past.reason,
        };
        if !store::notes::save_revision(tx, &revision).await? {
            return Err(Error::Conflict);
        }
        base += 1;
        // A title of before stays a name of the note.
        store::notes::add_alias(tx, seen.note, &version.title.key(), version.title.as_str()).await?;
    }
    Ok(base)
}

/// The earlier texts that the site lacks; nothing where there are none to write.
async fn pending(
    folder: &Arc<dyn Folder>,
    seen: &mut Seen,
    row: Option<&NoteRow>,
    mut past: Vec<Past>,
    report: &mut Report,
) -> Result<Option<Vec<Past>>> {
    let Some(known) = seen.known.clone().filter(|known| known.note.is_some()) else {
        // A note that a run cut short had planned, and that is there, is one that the site has.
        return Ok(row.is_none().then_some(past));
    };
    let mut tell = |code| report.warn(Warning { path: seen.path.clone(), line: 0, code, args: Vec::new() });
    if known.hash == seen.raw_hash {
        let has_several = past.windows(2).any(|pair| matches!(pair, [left, right] if left.text != right.text));
        if known.revision == 1 && has_several {
            tell("history_late");
        }
        return Ok(None);
    }
    if row.is_none_or(|row| row.revision != known.revision) {
        // Edited or deleted on the site since: the text of now is merged or told, and what came between has no place.
        if row.is_some() {
            tell("history_skipped");
        }
        return Ok(None);
    }
    let mut is_last_of_now = false;
    for at in (0..past.len()).rev() {
        let Some(place) = past.get(at).map(|past| past.place) else { break };
        let Ok(item) = read(folder, &seen.path, place).await? else { continue };
        is_last_of_now |= at + 1 == past.len() && item.raw_hash == seen.raw_hash;
        if item.raw_hash == known.hash || unfinished(item.raw_hash) == known.hash {
            if unfinished(item.raw_hash) == known.hash {
                seen.history = History::Continued;
            }
            past.drain(..=at);
            return Ok(Some(past));
        }
    }
    // What the last import brought was never committed: which commits came after it, nothing says, but for the last one.
    tell("history_skipped");
    Ok(is_last_of_now.then(|| past.split_off(past.len().saturating_sub(1))))
}

/// What an import remembers of a text that is only a part of what it brings.
fn unfinished(hash: [u8; 32]) -> [u8; 32] {
    hash.map(|byte| !byte)
}

async fn read(folder: &Arc<dyn Folder>, path: &str, place: usize) -> Result<std::result::Result<Item, &'static str>> {
    let (folder, path) = (folder.clone(), path.to_owned());
    let reading = tokio::task::spawn_blocking(move || folder.read_past(&path, place));
    reading.await.map_err(|error| Error::Internal(error.to_string()))
}

/// Those who wrote, in the order in which they first did; who did at several addresses is there with each.
fn writers(past: &[Past]) -> Vec<Signer> {
    let mut writers: Vec<Signer> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for by in past.iter().filter_map(|past| past.by.as_ref()) {
        if writers.len() < MOST_WRITERS && known.insert((title_key(by.name()), by.mail().map(MailAddress::key))) {
            writers.push(by.clone());
        }
    }
    writers
}
