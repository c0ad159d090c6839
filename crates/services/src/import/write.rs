//! Writing what came in, in turns that leave room for others.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::notes::{NoteKind, Visibility};
use domain::people::PersonName;
use domain::tags::Tag;
use domain::{AttachmentId, CommunityId, LanguageTag, NoteId, NotebookId, PartId, PersonId};
use markup::links::SourceLink;
use markup::{Compiled, Merge, Reference, WikiTarget};
use store::attachments::AttachmentRow;
use store::imports::ImportedRow;
use store::notes::{NewNote, NewRevision};
use store::{Store, Tx};

use super::links::{Index, Reached, is_external};
use super::report::{FileReport, FileResult, LinkReport, Report};
use super::{Folder, Item, Options, PartPlace, Place, Seen, Warning};
use crate::{Ctx, Result, bodies, links};

/// How long a turn of the writer lasts: on SQLite it is alone.
const TURN_SQLITE: Duration = Duration::from_millis(40);
const TURN_POSTGRES: Duration = Duration::from_secs(1);
/// Bytes of a file that are looked at to tell its type and its size in pixels.
const HEAD: u64 = 256 * 1024;

pub(super) struct Writer<'a> {
    ctx: &'a Ctx,
    options: &'a Options,
    notebook: NotebookId,
    community: Option<CommunityId>,
    open: Option<(Tx, Instant)>,
    people: HashMap<String, PersonId>,
    files: HashMap<String, (AttachmentId, String)>,
}

/// A text whose links are those of the site.
struct Linked {
    body: String,
    /// For each folded title: the note that the folder means.
    meant: HashMap<String, NoteId>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        ctx: &'a Ctx,
        options: &'a Options,
        notebook: NotebookId,
        community: Option<CommunityId>,
    ) -> Self {
        Self { ctx, options, notebook, community, open: None, people: HashMap::new(), files: HashMap::new() }
    }

    fn store(&self) -> &Store {
        &self.ctx.services.store
    }

    /// The open turn, begun where none is; a turn that lasted gives way to whoever waits.
    async fn tx(&mut self) -> Result<&mut Tx> {
        let turn = if self.store().engine() == "sqlite" { TURN_SQLITE } else { TURN_POSTGRES };
        if self.open.as_ref().is_some_and(|(_, began)| began.elapsed() > turn) {
            self.give_way().await?;
        }
        if self.open.is_none() {
            let tx = self.store().write().await?;
            self.open = Some((tx, Instant::now()));
        }
        match &mut self.open {
            Some((tx, _)) => Ok(tx),
            None => Err(crate::Error::Unavailable),
        }
    }

    async fn give_way(&mut self) -> Result<()> {
        if let Some((tx, _)) = self.open.take() {
            tx.commit().await?;
        }
        Ok(())
    }

    pub(super) async fn finish(mut self) -> Result<HashMap<String, (AttachmentId, String)>> {
        self.give_way().await?;
        Ok(std::mem::take(&mut self.files))
    }

    pub(super) async fn make_notebook(&mut self) -> Result<()> {
        let (notebook, community, now) = (self.notebook, self.community, self.ctx.now());
        let (title, language, visibility) = (&self.options.notebook, &self.options.language, self.options.visibility);
        let tx = self.tx().await?;
        let key = i18n::sort_key(title.as_str());
        store::notebooks::insert(tx, notebook, title, key, "", language, visibility, now).await?;
        if let Some(community) = community {
            store::notebooks::link_community(tx, notebook, community, false).await?;
        }
        let tags = store::touched::notebook(tx, notebook).await?;
        let change = Change { who: None, kind: ChangeKind::Created, thing: Thing::Notebook(notebook), tags };
        store::changes::record(tx, now, &change).await?;
        self.give_way().await
    }

    pub(super) async fn parts(&mut self, parts: &[PartPlace]) -> Result<()> {
        if self.options.dry_run {
            return Ok(());
        }
        let services = &self.ctx.services;
        let parts: Vec<_> = parts
            .iter()
            .map(|(title, position, depth)| {
                (PartId::new(&*services.clock, &*services.randomness), title.clone(), *position, *depth)
            })
            .collect();
        let (notebook, now) = (self.notebook, self.ctx.now());
        let tx = self.tx().await?;
        let before = store::notebooks::parts(tx, notebook).await?;
        let same = before.len() == parts.len()
            && before.iter().zip(&parts).all(|(old, new)| old.0 == new.1 && old.1 == new.2 && old.2 == new.3);
        if same {
            return Ok(());
        }
        store::notebooks::set_parts(tx, notebook, &parts).await?;
        let change = Change {
            who: None,
            kind: ChangeKind::Edited,
            thing: Thing::Notebook(notebook),
            tags: vec![Tag::Placements(notebook)],
        };
        store::changes::record(tx, now, &change).await?;
        Ok(())
    }

    /// Writes one note, or finds that nothing changed.
    pub(super) async fn note(
        &mut self,
        folder: &dyn Folder,
        index: &Index,
        seen: &Seen,
        mut item: Item,
        place: Place,
        report: &mut Report,
    ) -> Result<()> {
        for warning in std::mem::take(&mut item.warnings) {
            report.warn(warning);
        }
        self.store_files(folder, index, &item, report).await?;
        let linked = self.link(index, seen, &item, report);
        let language = item.language.clone().unwrap_or_else(|| self.options.language.clone());
        let compiled = bodies::compile(&linked.body, &language);
        let result = if self.options.dry_run {
            forecast(seen, &item)
        } else {
            self.write(seen, &item, &linked, &compiled, &language, place, report).await?
        };
        match result {
            FileResult::Unchanged => report.unchanged += 1,
            _ if seen.known.is_some() => report.updated += 1,
            _ => report.created += 1,
        }
        let mut changes: Vec<String> = item.changes.iter().map(ToString::to_string).collect();
        if seen.renamed_from.is_some() {
            changes.push("renamed".to_owned());
        }
        if linked.body != item.body {
            changes.push("links".to_owned());
        }
        let result = match result {
            FileResult::Unchanged => FileResult::Unchanged,
            _ if changes.is_empty() => FileResult::Kept,
            _ => FileResult::Changed,
        };
        report.files.push(FileReport {
            path: item.path.clone(),
            result,
            note: Some(seen.note),
            address: Some(Address::Note(seen.note, seen.title.slug()).to_string()),
            changes,
            reason: None,
        });
        Ok(())
    }

    /// Stores the files that a note shows or links, their content before their rows.
    async fn store_files(
        &mut self,
        folder: &dyn Folder,
        index: &Index,
        item: &Item,
        report: &mut Report,
    ) -> Result<()> {
        let mut wanted = Vec::new();
        for link in markup::links::all(&item.body).into_iter().filter(|link| !link.is_wiki()) {
            if !is_external(&link.destination)
                && !link.destination.starts_with('#')
                && let Reached::File(path) = index.by_path(&item.path, &link.destination)
                && !self.files.contains_key(&path)
                && !wanted.contains(&path)
            {
                wanted.push(path);
            }
        }
        for path in wanted {
            match self.store_file(folder, &path, report).await? {
                Some(file) => {
                    self.files.insert(path, file);
                }
                None => report.refused(&path, "unreadable"),
            }
        }
        Ok(())
    }

    async fn store_file(
        &mut self,
        folder: &dyn Folder,
        path: &str,
        report: &Report,
    ) -> Result<Option<(AttachmentId, String)>> {
        let services = self.ctx.services.clone();
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let known = report.file_known_before(path).cloned();
        let new_id = || AttachmentId::new(&*services.clock, &*services.randomness);
        if self.options.dry_run {
            return Ok(folder
                .open(path)
                .ok()
                .map(|_| (known.and_then(|row| row.attachment).unwrap_or_else(new_id), name)));
        }
        let Ok(content) = folder.open(path) else { return Ok(None) };
        let stored = services.blobs.put(content).await?;
        if let Some(row) = known
            && row.hash == stored.hash
            && let Some(id) = row.attachment
        {
            return Ok(Some((id, name)));
        }
        let head = services.blobs.read(stored.hash).await?.beginning(HEAD).await?;
        let pixels = blobs::dimensions(&head);
        let file = AttachmentRow {
            id: new_id(),
            hash: stored.hash,
            name: name.clone(),
            media: blobs::kind_of(&head, &name).as_str().to_owned(),
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            width: pixels.map(|(width, _)| i64::from(width)),
            height: pixels.map(|(_, height)| i64::from(height)),
        };
        let (notebook, now, path) = (self.notebook, self.ctx.now(), path.to_owned());
        let tx = self.tx().await?;
        store::attachments::insert(tx, &file, now).await?;
        let row = ImportedRow { path, hash: stored.hash, note: None, attachment: Some(file.id), revision: 0 };
        store::imports::remember(tx, notebook, &row).await?;
        Ok(Some((file.id, name)))
    }

    /// Gives each link of a text the address that it has on the site, and tells those that have none.
    fn link(&self, index: &Index, seen: &Seen, item: &Item, report: &mut Report) -> Linked {
        let mut meant = HashMap::new();
        let body = markup::links::rewrite(&item.body, &mut |link: &SourceLink| {
            if link.is_wiki() {
                Self::wiki_link(index, seen, item, link, &mut meant, report)
            } else {
                self.path_link(index, item, link, report)
            }
        });
        Linked { body, meant }
    }

    fn path_link(&self, index: &Index, item: &Item, link: &SourceLink, report: &mut Report) -> Option<String> {
        let destination = link.destination.trim();
        if is_external(destination) {
            report.links.external += 1;
            return None;
        }
        if destination.starts_with('#') || destination.is_empty() {
            return None;
        }
        let fragment = destination.split_once('#').map(|(_, fragment)| markup::percent_decoded(fragment));
        match index.by_path(&item.path, destination) {
            Reached::Note(at) => {
                report.links.resolved += 1;
                let note = index.note(at)?;
                Some(match fragment.filter(|fragment| !fragment.is_empty()) {
                    Some(fragment) => format!("/n/{note}#{}", markup::heading_id(&fragment)),
                    None => format!("/n/{note}"),
                })
            }
            Reached::File(path) => match self.files.get(&path) {
                Some((id, name)) => {
                    report.links.resolved += 1;
                    Some(Address::File(*id, name.clone()).to_string())
                }
                None => {
                    report.links.broken_by_us += 1;
                    tell(report, item, link, "broken_by_us", Some(path), Vec::new());
                    None
                }
            },
            Reached::Nothing => {
                report.links.broken += 1;
                tell(report, item, link, "broken", None, Vec::new());
                None
            }
        }
    }

    fn wiki_link(
        index: &Index,
        seen: &Seen,
        item: &Item,
        link: &SourceLink,
        meant: &mut HashMap<String, NoteId>,
        report: &mut Report,
    ) -> Option<String> {
        let WikiTarget::Other(Reference::Title { title, key, heading }) = WikiTarget::parse(&link.destination)? else {
            return None;
        };
        let candidates = index.by_title(&seen.path, &title);
        let Some(first) = candidates.first().copied() else {
            report.links.wanted += 1;
            tell(report, item, link, "wanted", None, Vec::new());
            return None;
        };
        report.links.resolved += 1;
        let note = index.note(first)?;
        if candidates.len() > 1 {
            report.links.ambiguous += 1;
            let all = candidates.iter().map(|at| index.path(*at)).collect();
            tell(report, item, link, "ambiguous", Some(index.path(first)), all);
        }
        // The site finds it by itself where this note alone bears the name; else the link says which one.
        if index.bears(first, &key) && index.bearers(&key) == 1 {
            meant.insert(key, note);
            return None;
        }
        let words = if link.has_words { link.text.as_str() } else { title.as_str() };
        let heading = heading.map(|heading| format!("#{heading}")).unwrap_or_default();
        Some(format!("{note}{heading}|{words}"))
    }

    #[expect(clippy::too_many_arguments, reason = "what was read, what it became, where it goes")]
    async fn write(
        &mut self,
        seen: &Seen,
        item: &Item,
        linked: &Linked,
        compiled: &Compiled,
        language: &LanguageTag,
        place: Place,
        report: &mut Report,
    ) -> Result<FileResult> {
        let people = self.credited(item).await?;
        let (notebook, community, now) = (self.notebook, self.community, self.ctx.now());
        let options = self.options;
        let ctx = self.ctx.clone();
        let tx = self.tx().await?;
        let current = store::notes::by_id(tx, &ctx.viewer, seen.note).await?;
        let sort_key = i18n::sort_key(seen.title.as_str());
        let visibility = if item.draft { Visibility::Authors } else { options.visibility };
        let mut revision = NewRevision {
            note: seen.note,
            base: current.as_ref().map_or(0, |row| row.revision),
            title: &seen.title,
            sort_key: sort_key.clone(),
            language,
            body: &linked.body,
            excerpt: &compiled.excerpt,
            author: None,
            saved: item.changed.or(item.published).unwrap_or(now),
            reason: "",
        };
        let touched_before = match &current {
            Some(row) => touched(tx, seen, row.title != seen.title.as_str()).await?,
            None => Vec::new(),
        };
        let mut cited = Vec::new();
        let merged;
        let mut shown = compiled;
        let mut written = true;
        match (&current, &seen.known) {
            (None, Some(row)) if row.note.is_some() => {
                // Deleted on the site since: it stays there.
                report.warn(told(item, "deleted_here"));
                return Ok(FileResult::Unchanged);
            }
            (None, _) => {
                let note = NewNote {
                    id: seen.note,
                    title: &seen.title,
                    sort_key,
                    kind: item.kind.as_deref().and_then(NoteKind::parse).unwrap_or(NoteKind::Article),
                    language,
                    visibility,
                    licence: item.licence.as_deref(),
                    excerpt: &compiled.excerpt,
                    came_in: Some(notebook),
                    published: (visibility != Visibility::Authors).then(|| item.published.unwrap_or(now)),
                    changed: revision.saved,
                };
                store::notes::insert(tx, &note, now).await?;
                if let Some(community) = community {
                    store::notes::link_community(tx, seen.note, community, now).await?;
                }
                store::notes::save_revision(tx, &revision).await?;
            }
            (Some(row), known) => {
                let theirs = known.as_ref().map_or(0, |known| known.revision);
                if row.body == linked.body && row.title == seen.title.as_str() {
                    written = false;
                } else if row.revision == theirs {
                    store::notes::save_revision(tx, &revision).await?;
                } else {
                    // Edited on the site since: both are kept where they do not touch, else the site's stays.
                    let base = store::notes::version(tx, seen.note, theirs).await?.map(|(.., body)| body);
                    match markup::merge(base.as_deref().unwrap_or_default(), &row.body, &linked.body) {
                        Merge::Clean(text) if text != row.body => {
                            merged = (bodies::compile(&text, language), text);
                            revision.body = &merged.1;
                            revision.excerpt = &merged.0.excerpt;
                            shown = &merged.0;
                            store::notes::save_revision(tx, &revision).await?;
                            report.warn(told(item, "merged"));
                        }
                        Merge::Clean(_) => written = false,
                        Merge::Conflict { .. } => {
                            report.warn(told(item, "edited_here"));
                            written = false;
                        }
                    }
                }
            }
        }
        let number = revision.base + i64::from(written);
        if written {
            store::notes::set_byline(tx, seen.note, &people).await?;
            cited = save_links(tx, &ctx, seen.note, notebook, shown, &linked.meant).await?;
            for alias in &seen.aliases {
                store::notes::add_alias(tx, seen.note, &title_key(alias), alias).await?;
            }
        }
        let moved = store::notebooks::place(tx, notebook, seen.note, place.position, place.depth, None, now).await?;
        if let Some(old) = &seen.renamed_from {
            store::imports::forget(tx, notebook, old).await?;
        }
        let same = seen.known.as_ref().is_some_and(|row| row.hash == item.raw_hash) && seen.renamed_from.is_none();
        if !same || written {
            let row = ImportedRow {
                path: seen.path.clone(),
                hash: item.raw_hash,
                note: Some(seen.note),
                attachment: None,
                revision: if written { number } else { seen.known.as_ref().map_or(number, |row| row.revision) },
            };
            store::imports::remember(tx, notebook, &row).await?;
        }
        if written || moved {
            let mut tags = touched_before;
            tags.extend(cited);
            if moved {
                tags.extend(store::touched::placement(notebook, seen.note));
            }
            let kind = match &current {
                _ if !written => ChangeKind::Placed,
                Some(row) => {
                    tags.extend(touched(tx, seen, row.title != seen.title.as_str()).await?);
                    ChangeKind::Edited
                }
                None => {
                    tags.extend([Tag::Note(seen.note), Tag::Name(seen.note), Tag::Recent]);
                    tags.extend(people.iter().map(|person| Tag::NotesOf(*person)));
                    tags.extend(community.map(Tag::LinkedTo));
                    ChangeKind::Created
                }
            };
            tags.push(Tag::Title(seen.title.key()));
            tags.extend(seen.aliases.iter().map(|alias| Tag::Title(title_key(alias))));
            tags.sort_unstable();
            tags.dedup();
            let change = Change { who: None, kind, thing: Thing::Note(seen.note), tags };
            store::changes::record(tx, now, &change).await?;
        }
        Ok(if written { FileResult::Changed } else { FileResult::Unchanged })
    }

    /// The people credited: signatures without account, each name once.
    async fn credited(&mut self, item: &Item) -> Result<Vec<PersonId>> {
        let names = if item.authors.is_empty() {
            self.options.author.clone().into_iter().collect()
        } else {
            item.authors.clone()
        };
        let mut people = Vec::new();
        for name in names.iter().filter_map(|name| PersonName::parse(name)) {
            let key = title_key(name.as_str());
            let person = match self.people.get(&key) {
                Some(person) => *person,
                None => {
                    let services = self.ctx.services.clone();
                    let now = self.ctx.now();
                    let tx = self.tx().await?;
                    let person = match store::people::signature(tx, &key).await? {
                        Some(person) => person,
                        None => {
                            let id = PersonId::new(&*services.clock, &*services.randomness);
                            let sort_key = i18n::sort_key(name.as_str());
                            store::people::insert(tx, id, name.as_str(), &key, sort_key, false, false, now).await?;
                            id
                        }
                    };
                    self.people.insert(key, person);
                    person
                }
            };
            if !people.contains(&person) {
                people.push(person);
            }
        }
        Ok(people)
    }
}

/// The questions that an import answers anew where it writes a known note; a new title is shown in more places.
async fn touched(tx: &mut Tx, seen: &Seen, renamed: bool) -> Result<Vec<Tag>> {
    Ok(if renamed { store::touched::note(tx, seen.note).await? } else { store::touched::words(tx, seen.note).await? })
}

/// What writing would do, as far as the files alone tell.
fn forecast(seen: &Seen, item: &Item) -> FileResult {
    match &seen.known {
        Some(row) if row.hash == item.raw_hash => FileResult::Unchanged,
        _ => FileResult::Changed,
    }
}

/// Saves which note each link leads to, and which files the note shows; gives the questions answered anew.
async fn save_links(
    tx: &mut Tx,
    ctx: &Ctx,
    note: NoteId,
    notebook: NotebookId,
    compiled: &Compiled,
    meant: &HashMap<String, NoteId>,
) -> Result<Vec<Tag>> {
    let unmeant: HashSet<String> = compiled
        .targets
        .iter()
        .filter_map(|target| match &target.reference {
            Reference::Title { key, .. } if !meant.contains_key(key) => Some(key.clone()),
            _ => None,
        })
        .collect();
    let mut nearest: HashMap<String, NoteId> = HashMap::new();
    for (key, found, _) in store::links::named(tx, &ctx.viewer, unmeant.into_iter().collect(), Some(notebook)).await? {
        nearest.entry(key).or_insert(found);
    }
    let means = |key: &str| meant.get(key).or_else(|| nearest.get(key)).copied();
    let mut tags = store::links::replace(tx, note, &links::rows(compiled, &means)).await?;
    tags.extend(store::attachments::set_shown(tx, note, &links::files(compiled)).await?);
    Ok(tags)
}

fn tell(
    report: &mut Report,
    item: &Item,
    link: &SourceLink,
    result: &'static str,
    target: Option<String>,
    candidates: Vec<String>,
) {
    report.link_list.push(LinkReport {
        path: item.path.clone(),
        line: item.source_line(link.line),
        text: link.destination.clone(),
        result,
        target,
        candidates,
    });
}

fn told(item: &Item, code: &'static str) -> Warning {
    Warning { path: item.path.clone(), line: 0, code, args: Vec::new() }
}
