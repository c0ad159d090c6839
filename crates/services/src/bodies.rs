//! Texts: compiled once, filled for each viewer with that viewer's rights.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use domain::address::Address;
use domain::tags::Tag;
use domain::{AttachmentId, LanguageTag, NoteId, Slug, withdrawing};
use i18n::{Language, Messages};
use markup::{Compiled, Filled, Kind, Options, Profile, Reference, Target, Words};
use store::Tx;
use store::links::Near;

use crate::keeping::Keeping;
use crate::lexicon::{self, Around, Used};
use crate::views::TermUsed;
use crate::{Ctx, Result, links};

/// Bytes of compiled texts that are kept.
const KEPT_BYTES: usize = 16 * 1024 * 1024;
/// How deep an inclusion may stand in another.
const DEEPEST: usize = 3;
/// Bytes that the inclusions of one page may add.
const LARGEST_INCLUSIONS: usize = 1024 * 1024;

/// The note, the version, and how often words were withdrawn from it.
type Key = (NoteId, i64, i64);

/// Compiled texts, by note and version.
pub(crate) struct Bodies(Keeping<Key, Arc<Compiled>>);

impl Default for Bodies {
    fn default() -> Self {
        Self(Keeping::new("bodies", KEPT_BYTES))
    }
}

impl Bodies {
    /// The text of a version, compiled now where it is not kept.
    fn of(&self, version: Version<'_>) -> Arc<Compiled> {
        let key = (version.note, version.number, version.edition);
        if let Some(compiled) = self.0.get(key) {
            return compiled;
        }
        let compiled = Arc::new(compile(version.body, version.language));
        let bytes = compiled.bytes();
        if bytes <= KEPT_BYTES / 4 {
            // Only a withdrawal changes a version, and counts up its edition: what another reader compiled meanwhile is the same.
            self.0.keep(key, compiled.clone(), bytes, |_| true);
        }
        compiled
    }
}

static FRENCH: LazyLock<Words> = LazyLock::new(|| words(Language::French));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| words(Language::English));

fn words(language: Language) -> Words {
    let messages = Messages::get(language);
    Words::new(|key| messages.text(key).into_owned())
}

/// Compiles a text in its own language.
pub(crate) fn compile(text: &str, language: &LanguageTag) -> Compiled {
    let words = if language.is_french() { &*FRENCH } else { &*ENGLISH };
    markup::compile(text, &Options { language, profile: Profile::Page, words })
}

/// A text, ready for one viewer.
pub(crate) struct Rendered {
    pub(crate) html: String,
    pub(crate) compiled: Arc<Compiled>,
    /// The notes that it leads to and that the viewer may read, each once, in the order of the text: id and title.
    pub(crate) leads_to: Vec<(NoteId, String)>,
    /// The terms of the lexicon that it uses.
    pub(crate) terms: Vec<TermUsed>,
}

/// What the targets of a text are for one viewer.
#[derive(Default)]
struct Found {
    notes: HashMap<NoteId, String>,
    files: HashMap<AttachmentId, store::attachments::AttachmentRow>,
    by_place: HashMap<usize, NoteId>,
    included: HashMap<NoteId, String>,
    /// The links that name a note by a title that it bears no more, and that show its present one.
    renamed: HashSet<usize>,
}

/// A version of a note to render.
#[derive(Clone, Copy)]
pub(crate) struct Version<'a> {
    pub(crate) note: NoteId,
    pub(crate) number: i64,
    /// How often words were withdrawn from it.
    pub(crate) edition: i64,
    pub(crate) newest: bool,
    pub(crate) body: &'a str,
    pub(crate) language: &'a LanguageTag,
}

/// Renders a version for the viewer of this context.
pub(crate) async fn render(ctx: &Ctx, tx: &mut Tx, version: Version<'_>) -> Result<Rendered> {
    let mut inside = Inside::of(version.note, None, 0);
    render_within(ctx, tx, version, None, &mut inside).await
}

/// The same, with the terms that it uses, as they are meant there.
pub(crate) async fn render_with_terms(
    ctx: &Ctx,
    tx: &mut Tx,
    version: Version<'_>,
    around: Around<'_>,
) -> Result<Rendered> {
    let mut inside = Inside::of(version.note, None, 0);
    render_within(ctx, tx, version, Some(around), &mut inside).await
}

/// Renders a text that is not saved, as it would be read once whoever asks saved it in the note that `around` names.
pub(crate) async fn render_unsaved(
    ctx: &Ctx,
    tx: &mut Tx,
    compiled: Arc<Compiled>,
    around: Around<'_>,
) -> Result<Rendered> {
    let near = Near { notebook: around.notebook, communities: around.communities };
    let rows = links::resolved(tx, &ctx.viewer, near, &compiled, &|_| None).await?;
    let places = rows.iter().filter_map(|link| Some((usize::try_from(link.place).ok()?, link.target?)));
    let by_place = places.collect();
    drop(rows);
    let mut inside = Inside::of(around.note, None, 0);
    let text = Text { note: around.note, compiled, by_place, follows: true };
    fill_within(ctx, tx, text, Some(around), &mut inside).await
}

/// Renders what somebody says about a note, under a heading: links as whoever asks finds them, what it includes as links. Its anchors
/// begin with `own`.
pub(crate) async fn render_message(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    compiled: Arc<Compiled>,
    own: String,
) -> Result<String> {
    let rows = links::resolved(tx, &ctx.viewer, Near::default(), &compiled, &|_| None).await?;
    let places = rows.iter().filter_map(|link| Some((usize::try_from(link.place).ok()?, link.target?)));
    let by_place = places.collect();
    drop(rows);
    let mut inside = Inside { room: 0, ..Inside::of(note, Some(own), 2) };
    Ok(fill_within(ctx, tx, Text { note, compiled, by_place, follows: false }, None, &mut inside).await?.html)
}

/// A text among others of the same page.
pub(crate) struct Among<'a> {
    /// What its anchors begin with.
    pub(crate) own: String,
    /// What leads within the page to each note that stands on it, and what the anchors of that note begin with.
    pub(crate) others: &'a HashMap<NoteId, String>,
}

/// Renders a version that stands on a page with others, under a heading of its own.
pub(crate) async fn render_among(ctx: &Ctx, tx: &mut Tx, version: Version<'_>, among: Among<'_>) -> Result<Rendered> {
    let mut inside = Inside { here: Some(among.others), ..Inside::of(version.note, Some(among.own), 1) };
    render_within(ctx, tx, version, None, &mut inside).await
}

/// Where in a page a text is rendered.
struct Inside<'a> {
    /// What leads within the page to the notes that stand on it.
    here: Option<&'a HashMap<NoteId, String>>,
    /// The notes that it stands in, itself last.
    path: Vec<NoteId>,
    /// What its anchors begin with, where it is not alone on its page.
    prefix: Option<String>,
    /// How many levels its headings go down.
    deeper: u8,
    /// Bytes that inclusions may still add to the page.
    room: usize,
    /// How many there are, so that no two have the same anchors.
    included: usize,
}

impl Inside<'_> {
    fn of(note: NoteId, prefix: Option<String>, deeper: u8) -> Self {
        Self { here: None, path: vec![note], prefix, deeper, room: LARGEST_INCLUSIONS, included: 0 }
    }
}

async fn render_within(
    ctx: &Ctx,
    tx: &mut Tx,
    version: Version<'_>,
    around: Option<Around<'_>>,
    inside: &mut Inside<'_>,
) -> Result<Rendered> {
    let compiled = ctx.services.bodies.of(version);
    let by_place = led(ctx, tx, version, &compiled).await?;
    let text = Text { note: version.note, compiled, by_place, follows: version.newest };
    fill_within(ctx, tx, text, around, inside).await
}

/// A text, and which note each of its titles leads to, by its place.
struct Text {
    note: NoteId,
    compiled: Arc<Compiled>,
    by_place: HashMap<usize, NoteId>,
    /// Whether its links show the titles of today; an older version shows what it said.
    follows: bool,
}

async fn fill_within(
    ctx: &Ctx,
    tx: &mut Tx,
    text: Text,
    around: Option<Around<'_>>,
    inside: &mut Inside<'_>,
) -> Result<Rendered> {
    let Text { note, compiled, by_place, follows } = text;
    let mut found = find(ctx, tx, note, by_place, &compiled).await?;
    if follows {
        found.renamed = renamed(tx, note, &compiled, &found).await?;
    }
    for target in compiled.targets.iter().filter(|target| target.kind == Kind::Include) {
        let Some(id) = note_of(target, &found) else { continue };
        let is_too_deep = inside.path.contains(&id) || inside.path.len() > DEEPEST;
        if found.included.contains_key(&id) || is_too_deep || inside.room == 0 {
            continue;
        }
        let Some(row) = store::notes::by_id(tx, &ctx.viewer, id).await? else { continue };
        let inner = Version {
            note: id,
            number: row.revision,
            edition: row.edition,
            newest: true,
            body: &row.body,
            language: &row.language,
        };
        let html = render_included(ctx, tx, inner, inside).await?;
        inside.room = inside.room.saturating_sub(html.len());
        if inside.room > 0 {
            found.included.insert(id, included(id, &row.title, &row.language, &html));
        }
    }
    let leads_to = leads_to(note, &compiled, &found);
    let used = match around {
        Some(around) => lexicon::used(ctx, tx, &compiled, around, &leads_to).await?,
        None => Used::default(),
    };
    let may_write = ctx.may_write();
    let mut resolve = |target: &Target| filled(target, &found, inside.here, may_write);
    let html = match &inside.prefix {
        Some(prefix) => markup::fill_within(&compiled, markup::Within { prefix, deeper: inside.deeper }, &mut resolve),
        None => markup::fill_with_terms(&compiled, &used.underlined, &mut resolve),
    };
    Ok(Rendered { html, compiled, leads_to, terms: used.terms })
}

async fn render_included(ctx: &Ctx, tx: &mut Tx, version: Version<'_>, inside: &mut Inside<'_>) -> Result<String> {
    inside.included += 1;
    let own = match &inside.prefix {
        Some(prefix) => format!("{prefix}-i{}", inside.included),
        None => format!("i{}", inside.included),
    };
    let outer = inside.prefix.replace(own);
    inside.path.push(version.note);
    let rendered = Box::pin(render_within(ctx, tx, version, None, inside)).await;
    inside.path.pop();
    inside.prefix = outer;
    Ok(rendered?.html)
}

fn leads_to(from: NoteId, compiled: &Compiled, found: &Found) -> Vec<(NoteId, String)> {
    let mut named = HashSet::from([from]);
    let targets = compiled.targets.iter().filter_map(|target| note_of(target, found));
    let each_once = targets.filter(|id| named.insert(*id));
    each_once.filter_map(|id| Some((id, found.notes.get(&id)?.clone()))).collect()
}

fn included(id: NoteId, title: &str, language: &LanguageTag, html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 200);
    let title: String = title.chars().map(|c| if matches!(c, '<' | '>' | '&' | '"') { ' ' } else { c }).collect();
    let _ = write!(out, "<section data-included=\"{id}\" lang=\"{language}\" aria-label=\"{title}\">{html}</section>");
    out
}

/// Which note each title of a version leads to, by its place: as it was saved, or among what the viewer may read.
async fn led(ctx: &Ctx, tx: &mut Tx, version: Version<'_>, compiled: &Compiled) -> Result<HashMap<usize, NoteId>> {
    if compiled.targets.is_empty() {
        return Ok(HashMap::new());
    }
    if version.newest {
        let rows = store::links::targets(tx, version.note).await?;
        return Ok(rows.into_iter().filter_map(|(place, note)| Some((usize::try_from(place).ok()?, note))).collect());
    }
    let keys: HashSet<String> = compiled.targets.iter().filter_map(title_key).map(str::to_owned).collect();
    let named = store::links::named(tx, &ctx.viewer, keys.into_iter().collect(), Near::default()).await?;
    let mut nearest = HashMap::new();
    for (key, note, _) in named {
        nearest.entry(key).or_insert(note);
    }
    let places = compiled.targets.iter().filter_map(|target| Some((target.ordinal, *nearest.get(title_key(target)?)?)));
    Ok(places.collect())
}

/// Asks, in as few queries as there are kinds, what this viewer finds at each target.
async fn find(
    ctx: &Ctx,
    tx: &mut Tx,
    of: NoteId,
    by_place: HashMap<usize, NoteId>,
    compiled: &Compiled,
) -> Result<Found> {
    let mut found = Found { by_place, ..Found::default() };
    if compiled.targets.is_empty() {
        return Ok(found);
    }
    let mut notes: HashSet<NoteId> = found.by_place.values().copied().collect();
    let mut files = HashSet::new();
    for target in &compiled.targets {
        match &target.reference {
            Reference::Note { id, .. } => {
                notes.insert(*id);
            }
            Reference::File { id, .. } => {
                files.insert(*id);
            }
            Reference::Title { key, .. } if !found.by_place.contains_key(&target.ordinal) => {
                tx.asks([Tag::Title(key.clone())]);
            }
            Reference::Title { .. } => {}
        }
    }
    let notes: Vec<NoteId> = notes.into_iter().collect();
    found.notes.extend(store::notes::titles(tx, &ctx.viewer, &notes).await?);
    let files: Vec<AttachmentId> = files.into_iter().collect();
    let files = store::attachments::readable(tx, &ctx.viewer, of, &files).await?;
    found.files.extend(files.into_iter().map(|file| (file.id, file)));
    Ok(found)
}

/// The links of a text that have no words of their own, and that name by a former title a note that all who read the text read.
async fn renamed(tx: &mut Tx, of: NoteId, compiled: &Compiled, found: &Found) -> Result<HashSet<usize>> {
    let mut former = Vec::new();
    for target in &compiled.targets {
        let Reference::Title { title, key, .. } = &target.reference else { continue };
        let Some(id) = note_of(target, found) else { continue };
        let is_present =
            found.notes.get(&id).is_some_and(|now| now == title || domain::folding::title_key(now) == *key);
        if target.kind == Kind::Link && !target.has_words && !is_present {
            former.push((target.ordinal, id, key.clone()));
        }
    }
    if former.is_empty() {
        return Ok(HashSet::new());
    }
    let notes: HashSet<NoteId> = former.iter().map(|(_, id, _)| *id).collect();
    let notes: Vec<NoteId> = notes.into_iter().collect();
    let read = store::links::read_with(tx, of, &notes).await?;
    // Another name of a note was chosen for what it says: only a title follows.
    let borne = store::links::borne(tx, &read).await?;
    let borne: HashSet<(NoteId, String)> =
        borne.into_iter().map(|(id, title)| (id, domain::folding::title_key(&title))).collect();
    let follows = former.into_iter().filter_map(|(place, id, key)| borne.contains(&(id, key)).then_some(place));
    Ok(follows.collect())
}

fn title_key(target: &Target) -> Option<&str> {
    match &target.reference {
        Reference::Title { key, .. } => Some(key),
        _ => None,
    }
}

fn note_of(target: &Target, found: &Found) -> Option<NoteId> {
    let id = match &target.reference {
        Reference::Note { id, .. } => *id,
        Reference::Title { .. } => *found.by_place.get(&target.ordinal)?,
        Reference::File { .. } => return None,
    };
    found.notes.contains_key(&id).then_some(id)
}

fn filled(target: &Target, found: &Found, here: Option<&HashMap<NoteId, String>>, may_write: bool) -> Filled {
    if let Reference::File { id, .. } = &target.reference {
        return match found.files.get(id) {
            Some(file) => Filled::File {
                href: Address::File(file.id, file.name.clone()).to_string(),
                mime: file.media.clone(),
                width: file.width.and_then(|width| u32::try_from(width).ok()),
                height: file.height.and_then(|height| u32::try_from(height).ok()),
            },
            None => Filled::Text,
        };
    }
    let Some(id) = note_of(target, found) else {
        return match &target.reference {
            Reference::Title { title, .. } if may_write && !withdrawing::is_marked(title) => {
                Filled::Wanted { title: title.clone() }
            }
            _ => Filled::Text,
        };
    };
    if target.kind == Kind::Include
        && let Some(html) = found.included.get(&id)
    {
        return Filled::Html(html.clone());
    }
    let title = found.notes.get(&id).cloned().unwrap_or_default();
    let fragment = match &target.reference {
        Reference::Title { heading, .. } => heading.as_deref(),
        Reference::Note { fragment, .. } => fragment.as_deref(),
        Reference::File { .. } => None,
    };
    let fragment = fragment.map(|fragment| domain::address::encode_segment(&markup::fragment_id(fragment)));
    let href = match (here.and_then(|here| here.get(&id)), fragment) {
        (Some(anchor), Some(fragment)) => format!("#{anchor}-{fragment}"),
        (Some(anchor), None) => format!("#{anchor}"),
        (None, Some(fragment)) => format!("{}#{fragment}", Address::Note(id, Slug::of(&title))),
        (None, None) => Address::Note(id, Slug::of(&title)).to_string(),
    };
    let words = match &target.reference {
        Reference::Title { heading, .. } if target.kind == Kind::Link => {
            found.renamed.contains(&target.ordinal).then(|| markup::link_words(&title, heading.as_deref()))
        }
        _ => Some(title),
    };
    Filled::Link { href, words }
}

#[cfg(test)]
mod tests {
    use i18n::{Language, Messages};
    use markup::Words;

    #[test]
    fn every_word_that_a_page_adds_to_a_text_has_a_message() {
        for language in Language::ALL {
            let mut missing = Vec::new();
            let _ = Words::new(|key| {
                if !Messages::get(language).has(key) {
                    missing.push(key.to_owned());
                }
                String::new()
            });
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
    }
}
