//! Notes: what their rows, links and files must be, by their newest version.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::changes::Thing;
use domain::folding::title_key;
use domain::notes::Visibility;
use domain::{AttachmentId, NoteId};
use markup::Compiled;
use store::Tx;
use store::changes::Position;
use store::check::{self as stored, CitedRow, LinkState, NoteState};
use store::likeness::{Audience, Kept};
use store::links::Near;

use super::{Check, Code, PAGE, record};
use crate::lexicon::{self, Labels};
use crate::{Ctx, Result, bodies, links, projections};

pub(super) async fn look(check: &mut Check<'_>) -> Result<()> {
    let mut after = NoteId::from_bytes([0; 16]);
    loop {
        let page = {
            let mut tx = check.ctx.services.store.heavy().await?;
            let ids = stored::notes_after(&mut tx, after, PAGE).await?;
            let Some(last) = ids.last() else { return Ok(()) };
            after = *last;
            read(check.ctx, &mut tx, &ids).await?
        };
        for found in &page {
            one(check, found).await?;
        }
        check.looked_at(page.len());
    }
}

/// All that is kept of a note and must follow from its newest version.
struct Found {
    note: NoteState,
    links: Vec<LinkState>,
    shown: BTreeSet<AttachmentId>,
    /// Folded name, name.
    aliases: Vec<(String, String)>,
    /// What cites through this note, as kept and as it must be.
    cited: Vec<CitedRow>,
    cited_meant: Vec<CitedRow>,
    /// Whether it is of kind term and defines nothing.
    is_undefined: bool,
    /// Whether *cited by* has yet to hear of this note.
    is_pending: bool,
    /// The terms that it is said to use, and those that it leads to.
    uses: BTreeSet<NoteId>,
    linked: BTreeSet<NoteId>,
    /// The labels that its uses follow from; nothing while *term uses* has yet to read this note.
    labels: Option<Arc<Labels>>,
    /// What it is compared with others by, and who may read it; nothing while *likeness* has yet to read this note.
    likeness: Option<(Kept, BTreeSet<Audience>)>,
}

async fn read(ctx: &Ctx, tx: &mut Tx, ids: &[NoteId]) -> Result<Vec<Found>> {
    let pending: HashSet<NoteId> = match place_of_cited_by(tx).await? {
        Some(place) => stored::pending(tx, place, ids).await?.into_iter().collect(),
        None => ids.iter().copied().collect(),
    };
    let (labels, unread): (_, HashSet<NoteId>) = match projections::settled_uses(ctx, tx).await? {
        Some((place, labels)) => (Some(labels), stored::pending(tx, place, ids).await?.into_iter().collect()),
        None => (None, HashSet::new()),
    };
    let unlike: Option<HashSet<NoteId>> = match projections::settled_likeness(tx).await? {
        Some(place) => Some(stored::pending(tx, place, ids).await?.into_iter().collect()),
        None => None,
    };
    let mut kept: HashMap<NoteId, Kept> = store::likeness::kept(tx, ids).await?.into_iter().collect();
    let mut audiences = store::likeness::audiences(tx, ids).await?;
    let mut uses = by_note(store::uses::kept(tx, ids).await?, |(note, _)| *note);
    let mut linked = by_note(store::uses::linked(tx, ids).await?, |(note, _)| *note);
    let undefined: HashSet<NoteId> = store::terms::missing(tx, ids).await?.into_iter().collect();
    let mut links = by_note(stored::links(tx, ids).await?, |link| link.note);
    let mut shown = by_note(stored::shown(tx, ids).await?, |(note, _)| *note);
    let mut aliases = by_note(stored::aliases(tx, ids).await?, |(note, ..)| *note);
    let (cited, meant) = stored::cited(tx, ids).await?;
    let (mut cited, mut meant) = (by_note(cited, |row| row.1), by_note(meant, |row| row.1));
    let found = stored::notes(tx, ids).await?.into_iter().map(|note| Found {
        links: links.remove(&note.id).unwrap_or_default(),
        shown: shown.remove(&note.id).unwrap_or_default().into_iter().map(|(_, file)| file).collect(),
        aliases: aliases.remove(&note.id).unwrap_or_default().into_iter().map(|(_, key, name)| (key, name)).collect(),
        cited: cited.remove(&note.id).unwrap_or_default(),
        cited_meant: meant.remove(&note.id).unwrap_or_default(),
        is_undefined: undefined.contains(&note.id),
        is_pending: pending.contains(&note.id),
        uses: terms_of(uses.remove(&note.id)),
        linked: terms_of(linked.remove(&note.id)),
        labels: labels.clone().filter(|_| !unread.contains(&note.id)),
        likeness: unlike
            .as_ref()
            .filter(|unlike| !unlike.contains(&note.id))
            .map(|_| (kept.remove(&note.id).unwrap_or_default(), audiences.remove(&note.id).unwrap_or_default())),
        note,
    });
    Ok(found.collect())
}

fn terms_of(uses: Option<Vec<store::uses::Use>>) -> BTreeSet<NoteId> {
    uses.into_iter().flatten().map(|(_, term)| term).collect()
}

/// Where *cited by* stands; nothing while it has yet to be built whole.
async fn place_of_cited_by(tx: &mut Tx) -> Result<Option<Position>> {
    let places = store::projections::places(tx).await?;
    Ok(places.into_iter().find_map(|(name, place)| (name == projections::CITED_BY && place.xid >= 0).then_some(place)))
}

fn by_note<T>(rows: Vec<T>, note: impl Fn(&T) -> NoteId) -> HashMap<NoteId, Vec<T>> {
    let mut all: HashMap<NoteId, Vec<T>> = HashMap::new();
    for row in rows {
        all.entry(note(&row)).or_default().push(row);
    }
    all
}

async fn one(check: &mut Check<'_>, found: &Found) -> Result<()> {
    let counted = &mut check.report.checked;
    counted.notes += 1;
    counted.revisions += found.note.versions.unsigned_abs();
    counted.links += found.links.len() as u64;
    let id = found.note.id;
    let compiled = found.note.newest.as_ref().map(|newest| bodies::compile(&newest.body, &newest.language));
    let files = match &compiled {
        Some(compiled) => known_files(check.ctx, found, compiled).await?,
        None => BTreeSet::new(),
    };
    let amiss = judge(found, compiled.as_ref(), &files);
    if amiss.contains(&Code::Likeness) && check.mends(Code::Likeness) {
        projections::begin_likeness_again(check.ctx).await?;
    }
    let mends = match &compiled {
        Some(compiled) if amiss.iter().any(|code| check.mends(*code)) => mend(check.ctx, found, compiled).await?,
        _ => false,
    };
    for code in amiss {
        check.tell(code, "note", id.to_string(), mends && code.is_mended());
    }
    Ok(())
}

/// The files that a text names and that have a row.
async fn known_files(ctx: &Ctx, found: &Found, compiled: &Compiled) -> Result<BTreeSet<AttachmentId>> {
    let named: BTreeSet<AttachmentId> = links::files(compiled).into_iter().collect();
    if named == found.shown {
        return Ok(named);
    }
    let named: Vec<AttachmentId> = named.into_iter().collect();
    let mut tx = ctx.services.store.read().await?;
    Ok(stored::known_files(&mut tx, &named).await?.into_iter().collect())
}

/// What is amiss with a note.
fn judge(found: &Found, compiled: Option<&Compiled>, files: &BTreeSet<AttachmentId>) -> Vec<Code> {
    let note = &found.note;
    let mut amiss = Vec::new();
    let mut say = |is_amiss: bool, code: Code| {
        if is_amiss {
            amiss.push(code);
        }
    };
    say(note.newest.is_none(), Code::NoteWithoutText);
    say(note.versions != note.newest_number, Code::VersionMissing);
    if let Some(compiled) = compiled {
        let meant = meant(note, compiled);
        say(note.revision != meant.revision, Code::RevisionNumber);
        say(note.title != meant.title || note.language != meant.language, Code::NoteTitle);
        say(note.title_key != title_key(&note.title), Code::TitleKey);
        say(note.sort_key != i18n::sort_key(&note.title), Code::SortKey);
        say(note.excerpt != meant.excerpt, Code::Excerpt);
        say(note.visibility != meant.visibility, Code::SeenByNobody);
        let follows = links_follow(found, compiled);
        say(!follows, Code::Links);
        say(follows && found.links.iter().any(is_dead), Code::LinkTarget);
        say(found.shown != *files, Code::FilesShown);
    }
    say(found.is_undefined && compiled.is_some(), Code::TermMissing);
    say(found.aliases.iter().any(|(key, name)| title_key(name) != *key || key.is_empty()), Code::Alias);
    say(!found.is_pending && found.cited != found.cited_meant, Code::CitedBy);
    say(
        compiled.and_then(|compiled| uses_meant(found, compiled)).is_some_and(|meant| found.uses != meant),
        Code::TermUses,
    );
    say(compiled.is_some_and(|compiled| !is_compared_by_its_words(found, compiled)), Code::Likeness);
    amiss
}

fn is_compared_by_its_words(found: &Found, compiled: &Compiled) -> bool {
    let (Some((kept, audiences)), Some(newest)) = (&found.likeness, &found.note.newest) else { return true };
    *kept == projections::likeness_of_text(audiences.clone(), &newest.title, compiled, &newest.language)
}

/// The terms that a note uses; nothing while *term uses* has yet to read it.
fn uses_meant(found: &Found, compiled: &Compiled) -> Option<BTreeSet<NoteId>> {
    let newest = found.note.newest.as_ref()?;
    let mut terms = projections::uses_of_text(found.labels.as_ref()?, found.note.id, compiled, &newest.language);
    terms.extend(&found.linked);
    Some(terms)
}

/// What the row of a note must be. The text and title of its newest version decide.
fn meant(note: &NoteState, compiled: &Compiled) -> NoteState {
    let mut meant = note.clone();
    if let Some(newest) = &note.newest {
        meant.title.clone_from(&newest.title);
        meant.language.clone_from(&newest.language);
    }
    meant.title_key = title_key(&meant.title);
    meant.sort_key = i18n::sort_key(&meant.title);
    meant.excerpt.clone_from(&compiled.excerpt);
    meant.revision = note.newest_number;
    if note.visibility == Visibility::Community && !note.linked {
        meant.visibility = Visibility::Authors;
    }
    meant
}

/// A link by its title to a note that is not there; one by its id may name what never was.
fn is_dead(link: &LinkState) -> bool {
    link.target.is_some() && !link.leads_somewhere && !link.title_key.is_empty()
}

/// Whether the links kept are those of the text, wherever each title was found to lead.
fn links_follow(found: &Found, compiled: &Compiled) -> bool {
    let kept = targets(found);
    let rows = links::rows(compiled, &|key| kept.get(key).copied());
    rows.len() == found.links.len()
        && rows.iter().zip(&found.links).all(|(row, link)| {
            let words = (i64::try_from(row.words.0).ok(), i64::try_from(row.words.1).ok());
            row.place == link.place
                && row.include == link.include
                && row.title == link.title
                && row.title_key == link.title_key
                && row.sentence == link.sentence
                && words == (Some(link.words.0), Some(link.words.1))
                && (row.target == link.target || !row.title_key.is_empty())
        })
}

/// Where each title was found to lead, when that is still there.
fn targets(found: &Found) -> HashMap<&str, NoteId> {
    let leading = found.links.iter().filter(|link| link.leads_somewhere && !link.title_key.is_empty());
    leading.filter_map(|link| Some((link.title_key.as_str(), link.target?))).collect()
}

/// Mends a note; `false` when somebody saved it meanwhile, which is for the next check.
async fn mend(ctx: &Ctx, before: &Found, compiled: &Compiled) -> Result<bool> {
    let id = before.note.id;
    let mut tx = ctx.services.store.write().await?;
    store::notes::lock(&mut tx, id).await?;
    let Some(found) = read(ctx, &mut tx, &[id]).await?.pop() else { return Ok(false) };
    if found.note.newest != before.note.newest {
        return Ok(false);
    }
    let note = meant(&found.note, compiled);
    stored::mend_note(&mut tx, &note).await?;
    if found.is_undefined {
        lexicon::define(&mut tx, note.id, &note.language, &note.title, &[], compiled).await?;
    }
    for (key, name) in &found.aliases {
        mend_alias(&mut tx, id, key, name).await?;
    }
    if !links_follow(&found, compiled) || found.links.iter().any(is_dead) {
        mend_links(&mut tx, ctx, &found, compiled).await?;
    }
    store::attachments::set_shown(&mut tx, id, &links::files(compiled)).await?;
    store::projections::forget_cited_by(&mut tx, &[id]).await?;
    store::projections::derive_cited_by(&mut tx, &[id]).await?;
    if let Some(meant) = uses_meant(&found, compiled) {
        store::uses::change(&mut tx, &[(id, found.uses, &meant)]).await?;
    }
    record(&mut tx, ctx, Thing::Note(id)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn mend_alias(tx: &mut Tx, note: NoteId, key: &str, name: &str) -> Result<()> {
    let meant = title_key(name);
    if meant == key && !key.is_empty() {
        return Ok(());
    }
    stored::drop_alias(tx, note, key).await?;
    if !meant.is_empty() {
        store::notes::add_alias(tx, note, &meant, name).await?;
    }
    Ok(())
}

/// Writes the links of the text; a title leads where it led, or where it is found to lead now.
async fn mend_links(tx: &mut Tx, ctx: &Ctx, found: &Found, compiled: &Compiled) -> Result<()> {
    let kept = targets(found);
    let known = |key: &str| kept.get(key).copied();
    let near = Near { notebook: found.note.came_in, ..Near::default() };
    let links = links::resolved(tx, &ctx.viewer, near, compiled, &known).await?;
    store::links::replace(tx, found.note.id, &links).await?;
    Ok(())
}
