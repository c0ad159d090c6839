//! Writing what came in, in turns that leave room for others.

mod batch;
mod fresh;
mod past;
mod saving;
mod signing;
mod translating;

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::notebooks::{Sort, View};
use domain::notes::{NoteKind, Visibility};
use domain::tags::Tag;
use domain::{CategoryId, CommunityId, LanguageTag, NoteId, NotebookId, PartId, PersonId, Title};
use markup::Compiled;
use markup::links::SourceLink;
use store::imports::ImportedRow;
use store::links::Near;
use store::notes::NoteRow;
use store::{Store, Tx};

use super::deciding::{Decision, Fate, decide};
use super::files::{self, Files};
use super::linking::{Definitions, Linked, Linker, Places};
use super::links::Index;
use super::order::{PartPlace, Place};
use super::report::{FileReport, FileResult, Report};
use super::{Folder, History, Item, Options, Seen, Warning};
use crate::{Ctx, Error, Result, bodies, links};
use batch::{Found, Waiting};
use saving::{change, credit, define, save, touched};
use translating::Translating;

/// How long a turn of the writer lasts: on SQLite it is alone.
const TURN_SQLITE: Duration = Duration::from_millis(40);
const TURN_POSTGRES: Duration = Duration::from_secs(1);
/// Ids kept by one statement.
const PLANNED_TOGETHER: usize = 100;
/// The list of categories that tags go to.
const TAGS: i64 = 1;

pub(super) struct Writer<'a> {
    ctx: &'a Ctx,
    options: &'a Options,
    folder: &'a dyn Folder,
    index: &'a Index,
    notebook: NotebookId,
    community: Option<CommunityId>,
    open: Option<(Tx, Instant)>,
    /// Who signs under a name, with an address or without, as this turn found it.
    people: HashMap<(String, Option<String>), PersonId>,
    categories: HashMap<String, CategoryId>,
    files: Files,
    places: Places,
    /// Linked, and being compiled: written some at a time.
    waiting: VecDeque<Waiting<'a>>,
    /// Which notes say that they translate another one, or said so before.
    translations: Vec<Translating<'a>>,
    /// Those whose files say no date.
    undated: HashSet<NoteId>,
}

/// A note as it is to be: read, linked, compiled.
struct Ready<'a> {
    seen: &'a Seen,
    item: Item,
    linked: Linked,
    compiled: Compiled,
    language: LanguageTag,
    place: Place,
}

/// What was found to write, beside title and text.
#[derive(Clone, Copy, Default)]
struct Beside {
    /// What the file says of the note: kind, licence, credit, categories.
    facts: bool,
    /// Which notes its links lead to.
    links: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        ctx: &'a Ctx,
        options: &'a Options,
        folder: &'a dyn Folder,
        index: &'a Index,
        notebook: NotebookId,
        community: Option<CommunityId>,
    ) -> Self {
        Self {
            ctx,
            options,
            folder,
            index,
            notebook,
            community,
            open: None,
            people: HashMap::new(),
            categories: HashMap::new(),
            files: HashMap::new(),
            places: HashMap::new(),
            waiting: VecDeque::new(),
            translations: Vec::new(),
            undated: HashSet::new(),
        }
    }

    fn store(&self) -> &Store {
        &self.ctx.services.store
    }

    /// A place between two things, each of which is written whole or not at all: a turn that lasted gives way to whoever
    /// waits.
    async fn may_give_way(&mut self) -> Result<()> {
        let turn = if self.store().engine() == "sqlite" { TURN_SQLITE } else { TURN_POSTGRES };
        if self.open.as_ref().is_some_and(|(_, began)| began.elapsed() > turn) {
            self.give_way().await?;
        }
        Ok(())
    }

    /// The open turn, begun where none is.
    async fn tx(&mut self) -> Result<&mut Tx> {
        if self.open.is_none() {
            let tx = self.store().write().await?;
            self.open = Some((tx, Instant::now()));
        }
        match &mut self.open {
            Some((tx, _)) => Ok(tx),
            None => Err(Error::Unavailable),
        }
    }

    async fn give_way(&mut self) -> Result<()> {
        // Between two turns, somebody may be recognised in a signature.
        self.people.clear();
        if let Some((tx, _)) = self.open.take() {
            tx.commit().await?;
        }
        Ok(())
    }

    pub(super) async fn finish(mut self) -> Result<Files> {
        if !self.options.dry_run {
            let notebook = self.notebook;
            store::imports::plan_over(self.tx().await?, notebook).await?;
        }
        self.give_way().await?;
        Ok(std::mem::take(&mut self.files))
    }

    /// Before any note: its notebook, and the ids of the notes to come, so that a run cut short can be taken up where
    /// links lead to them already.
    pub(super) async fn begin(&mut self, new_notebook: Option<View>, seen: &[Seen]) -> Result<()> {
        if let Some(view) = new_notebook {
            self.make_notebook(view).await?;
        }
        let notebook = self.notebook;
        let to_come = seen.iter().filter(|note| note.known.as_ref().is_none_or(|known| known.note.is_none()));
        let to_come: Vec<_> = to_come.map(|note| (note.path.as_str(), note.note)).collect();
        for some in to_come.chunks(PLANNED_TOGETHER) {
            self.may_give_way().await?;
            store::imports::plan(self.tx().await?, notebook, some).await?;
        }
        self.give_way().await
    }

    async fn make_notebook(&mut self, view: View) -> Result<()> {
        let (notebook, community, now) = (self.notebook, self.community, self.ctx.now());
        let (title, language, visibility) = (&self.options.notebook, &self.options.language, self.options.visibility);
        let tx = self.tx().await?;
        store::names::hold(tx, &title.key()).await?;
        if store::notebooks::by_title(tx, title).await?.is_some() {
            return Err(Error::Conflict);
        }
        let key = i18n::sort_key(title.as_str());
        store::notebooks::insert(tx, notebook, title, key, "", language, visibility, now).await?;
        store::notebooks::set_view(tx, notebook, view, Sort::default()).await?;
        if let Some(community) = community {
            store::notebooks::link_community(tx, notebook, community, false).await?;
        }
        let tags = store::touched::notebook(tx, notebook).await?;
        let change = Change { who: None, kind: ChangeKind::Created, thing: Thing::Notebook(notebook), tags };
        store::changes::record(tx, now, &change).await?;
        Ok(())
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
        let before = store::parts::of(tx, notebook).await?;
        let same = before.len() == parts.len()
            && before.iter().zip(&parts).all(|(old, new)| old.0 == new.1 && old.1 == new.2 && old.2 == new.3);
        if same {
            return Ok(());
        }
        store::parts::set(tx, notebook, &parts).await?;
        let change = Change {
            who: None,
            kind: ChangeKind::Edited,
            thing: Thing::Notebook(notebook),
            tags: vec![Tag::Placements(notebook)],
        };
        store::changes::record(tx, now, &change).await?;
        Ok(())
    }

    /// Takes one more note, and writes those that were taken some time before.
    pub(super) async fn note(
        &mut self,
        seen: &'a Seen,
        mut item: Item,
        links: &[SourceLink],
        place: Place,
        report: &mut Report,
    ) -> Result<()> {
        for warning in std::mem::take(&mut item.warnings) {
            report.warn(warning);
        }
        if item.authors.is_empty() {
            item.authors.clone_from(&seen.writers);
        }
        self.store_files(&item, links, report).await?;
        let linked = self.link(seen, &item, links, report);
        if item.changed.or(item.published).is_none() {
            self.undated.insert(seen.note);
        }
        self.translations.extend(Translating::of(seen, &item));
        let language = item.language.clone().unwrap_or_else(|| self.options.language.clone());
        self.waiting.push_back(Waiting::begin(seen, item, linked, language, place));
        self.write_enough(report).await
    }

    /// Links a text as it will be on the site; `report` is told of what it lacks.
    fn link(&mut self, seen: &Seen, item: &Item, links: &[SourceLink], report: &mut Report) -> Linked {
        let linker = Linker {
            folder: self.folder,
            index: self.index,
            files: &self.files,
            places: &mut self.places,
            seen,
            item,
            report,
            meant: HashMap::new(),
            own: None,
            told: 0,
            definitions: Definitions::of(links),
        };
        linker.link(links)
    }

    /// Tells what became of a note.
    fn told(ready: &Ready<'_>, result: FileResult, report: &mut Report) {
        let (seen, item) = (ready.seen, &ready.item);
        match result {
            FileResult::Unchanged => report.unchanged += 1,
            _ if seen.known.is_some() && seen.history != History::Made => report.updated += 1,
            _ => report.created += 1,
        }
        let mut changes: Vec<String> = item.changes.iter().map(ToString::to_string).collect();
        if seen.renamed_from.is_some() {
            changes.push("renamed".to_owned());
        }
        if ready.linked.body != item.body {
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
    }

    /// Decides of notes that are ready, and writes them unless it is a trial; what the site holds of them is asked at once.
    async fn settle(&mut self, some: &[Ready<'_>], report: &mut Report) -> Result<()> {
        let (ctx, notebook, options) = (self.ctx, self.notebook, self.options);
        if options.dry_run {
            let mut tx = self.store().read().await?;
            let mut found = Found::read(&mut tx, ctx, notebook, some).await?;
            for ready in some {
                let decision = decide(&mut tx, found.row(ready), ready.seen, &ready.proposed()).await?;
                tell(&decision, ready, options, report);
                let beside = beside(&mut tx, &found, &decision, ready).await?;
                Self::told(ready, result_of(&decision.fate, beside, ready), report);
            }
            return Ok(());
        }
        self.may_give_way().await?;
        let ids: Vec<NoteId> = some.iter().map(|ready| ready.seen.note).collect();
        let tx = self.tx().await?;
        // Nobody saves them between what is decided and what is written.
        store::notes::lock_all(tx, &ids).await?;
        let mut found = Found::read(tx, ctx, notebook, some).await?;
        let mut fresh = Vec::new();
        for ready in some {
            let people = self.credited(&ready.item).await?;
            let tx = self.tx().await?;
            let decision = decide(tx, found.row(ready), ready.seen, &ready.proposed()).await?;
            tell(&decision, ready, options, report);
            let beside = beside(tx, &found, &decision, ready).await?;
            match &decision.row {
                Some(row) => self.write(&decision.fate, row, beside, ready, &people, &mut found).await?,
                None if decision.fate == Fate::Make => fresh.push((ready, people)),
                None => {}
            }
            Self::told(ready, result_of(&decision.fate, beside, ready), report);
        }
        self.write_new(&fresh, &found).await
    }

    /// Writes what changed of a note that is there.
    async fn write(
        &mut self,
        fate: &Fate,
        row: &NoteRow,
        beside: Beside,
        ready: &Ready<'_>,
        people: &[PersonId],
        found: &mut Found<'_>,
    ) -> Result<()> {
        let (seen, item) = (ready.seen, &ready.item);
        let (ctx, notebook, community, now) = (self.ctx, self.notebook, self.community, self.ctx.now());
        let tx = self.tx().await?;
        let mut tags = touched(tx, row, seen).await?;
        let merged = match fate {
            Fate::Merge { body, .. } => Some(bodies::compile(body, &ready.language)),
            _ => None,
        };
        let shown = merged.as_ref().unwrap_or(&ready.compiled);
        let written = save(tx, fate, row.revision, ready, &shown.excerpt, now).await?;
        if written.is_some() && row.title != seen.title.as_str() {
            // A title that changed stays a name of the note, by which the next ones may find it.
            found.forget_names();
            store::notes::add_alias(tx, seen.note, &title_key(&row.title), &row.title).await?;
        }
        if written.is_some() || beside.links {
            let links = match &merged {
                None => found.links(tx, ready).await?,
                Some(merged) => {
                    links::resolved(tx, &ctx.viewer, Near::notebook(notebook), merged, &|key| ready.means(key)).await?
                }
            };
            tags.extend(links::keep(tx, seen.note, &links, &links::files(shown)).await?);
        }
        let changed = file_changed(ready);
        if changed {
            for alias in &seen.aliases {
                store::notes::add_alias(tx, seen.note, &title_key(alias), alias).await?;
            }
            credit(tx, seen.note, people).await?;
            store::imports::set_said(tx, seen.note, &item.said).await?;
            store::terms::set_named(tx, seen.note, &item.terms).await?;
            store::terms::set_underlined(tx, seen.note, item.underlined).await?;
        }
        if beside.facts {
            store::notes::set_facts(tx, seen.note, kind_of(item), item.licence.as_deref()).await?;
        }
        if kind_of(item) == NoteKind::Term {
            if written.is_some() || changed {
                let title = if let Fate::Merge { title, .. } = fate { title } else { &seen.title };
                define(tx, ready, title, shown).await?;
            }
        } else if beside.facts && row.kind == NoteKind::Term {
            store::terms::forget(tx, seen.note).await?;
            tags.push(Tag::Lexicon);
        }
        let moved = match ready.place.at {
            Some((position, depth)) => {
                store::placements::place(tx, notebook, seen.note, position, depth, None, now).await?
            }
            None => false,
        };
        if changed {
            self.categorise(ready).await?;
        }
        let tx = self.tx().await?;
        if let Some(old) = &seen.renamed_from {
            store::imports::forget(tx, notebook, old).await?;
        }
        if changed || written.is_some() || seen.renamed_from.is_some() || moved {
            let revision = written.or(seen.known.as_ref().map(|row| row.revision)).unwrap_or(0);
            let (path, hash) = (seen.path.clone(), item.raw_hash);
            let placed = ready.place.at.or(seen.known.as_ref().and_then(|known| known.placed));
            let row = ImportedRow { path, hash, note: Some(seen.note), attachment: None, revision, placed };
            store::imports::remember(tx, notebook, &row).await?;
        }
        if moved {
            tags.extend(store::touched::placement(notebook, seen.note));
        }
        if written.is_some() || changed || beside.facts || beside.links {
            tags.extend(touched(tx, row, seen).await?);
            tags.extend(people.iter().map(|person| Tag::NotesOf(*person)));
            tags.extend(community.map(Tag::LinkedTo));
            store::changes::record(tx, now, &change(ChangeKind::Edited, seen, tags)).await?;
        } else if moved {
            store::changes::record(tx, now, &change(ChangeKind::Placed, seen, tags)).await?;
        }
        Ok(())
    }

    /// Tags are categories of the placement, made where the notebook has none of that name.
    async fn categorise(&mut self, ready: &Ready<'_>) -> Result<()> {
        let (notebook, services) = (self.notebook, self.ctx.services.clone());
        for tag in &ready.item.tags {
            let Some(name) = Title::cut(tag) else { continue };
            let key = name.key();
            let known = self.categories.get(&key).copied();
            let tx = self.tx().await?;
            let known = match known {
                Some(category) => Some(category),
                None => store::categories::named(tx, notebook, TAGS, &key).await?,
            };
            let category = match known {
                Some(category) => category,
                None => {
                    let id = CategoryId::new(&*services.clock, &*services.randomness);
                    let sort_key = i18n::sort_key(name.as_str());
                    store::categories::insert(tx, id, notebook, TAGS, name.as_str(), &key, sort_key).await?;
                    id
                }
            };
            store::categories::give(tx, notebook, ready.seen.note, category).await?;
            self.categories.insert(key, category);
        }
        Ok(())
    }

    /// Stores the files that a note shows or links, their content before their rows.
    async fn store_files(&mut self, item: &Item, links: &[SourceLink], report: &mut Report) -> Result<()> {
        let wanted = files::wanted(self.folder, self.index, &item.path, links, &self.files);
        if !wanted.is_empty() {
            // Nobody waits while a content is copied.
            self.give_way().await?;
        }
        for path in wanted {
            let stored = if self.options.dry_run {
                files::foreseen(self.ctx, self.folder, &path, report)
            } else {
                self.store_file(&path, report).await?
            };
            match stored {
                Some(file) => {
                    self.files.insert(path, file);
                }
                None => report.refused_once(&path, "unreadable"),
            }
        }
        Ok(())
    }

    async fn store_file(&mut self, path: &str, report: &Report) -> Result<Option<(domain::AttachmentId, String)>> {
        let file = match files::store(self.ctx, self.folder, path, report).await? {
            None => return Ok(None),
            Some(Err(known)) => return Ok(Some((known, files::name_of(path)))),
            Some(Ok(file)) => file,
        };
        let (notebook, now) = (self.notebook, self.ctx.now());
        files::remember(self.tx().await?, notebook, &file, now).await?;
        Ok(Some((file.row.id, file.row.name)))
    }
}

fn result_of(fate: &Fate, beside: Beside, ready: &Ready<'_>) -> FileResult {
    match fate {
        _ if ready.seen.history != History::Nothing => FileResult::Changed,
        Fate::Make | Fate::Save | Fate::Merge { .. } => FileResult::Changed,
        Fate::Same if beside.facts || beside.links => FileResult::Changed,
        Fate::Same | Fate::GoneHere | Fate::Clash => FileResult::Unchanged,
    }
}

/// Tells what a person should know of the decision.
fn tell(decision: &Decision, ready: &Ready<'_>, options: &Options, report: &mut Report) {
    let code = match decision.fate {
        Fate::GoneHere => Some("deleted_here"),
        Fate::Merge { .. } => Some("merged"),
        Fate::Clash => Some("edited_here"),
        Fate::Make | Fate::Same | Fate::Save => None,
    };
    let mut warn = |code| {
        report.warn(Warning { path: ready.item.path.clone(), line: 0, code, args: Vec::new() });
    };
    if let Some(code) = code {
        warn(code);
    }
    let wanted = visibility_of(&ready.item, options);
    if decision.row.as_ref().is_some_and(|row| row.visibility != wanted) && file_changed(ready) {
        warn("visibility_kept");
    }
}

fn file_changed(ready: &Ready<'_>) -> bool {
    ready.seen.known.as_ref().is_none_or(|known| known.hash != ready.item.raw_hash)
}

fn visibility_of(item: &Item, options: &Options) -> Visibility {
    if item.draft { Visibility::Authors } else { options.visibility }
}

fn kind_of(item: &Item) -> NoteKind {
    item.kind.as_deref().and_then(NoteKind::parse).unwrap_or(NoteKind::Article)
}

/// What differs beside title and text.
async fn beside(tx: &mut Tx, found: &Found<'_>, decision: &Decision, ready: &Ready<'_>) -> Result<Beside> {
    let Some(row) = &decision.row else { return Ok(Beside::default()) };
    Ok(Beside {
        facts: file_changed(ready) && facts_differ(row, &ready.item),
        links: decision.fate == Fate::Same && links_differ(tx, found, row, ready).await?,
    })
}

fn facts_differ(row: &NoteRow, item: &Item) -> bool {
    row.kind != kind_of(item) || row.licence != item.licence
}

/// Whether the links of a text that stays lead elsewhere than they did: a note that was wanted came.
async fn links_differ(tx: &mut Tx, found: &Found<'_>, row: &NoteRow, ready: &Ready<'_>) -> Result<bool> {
    // What the site's own edit links is the site's to resolve.
    if row.body != ready.linked.body {
        return Ok(false);
    }
    let links = found.links(tx, ready).await?;
    let now: Vec<(i64, NoteId)> = links.iter().filter_map(|link| Some((link.place, link.target?))).collect();
    Ok(store::links::targets(tx, ready.seen.note).await? != now)
}
