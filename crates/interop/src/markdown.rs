//! Folders of Markdown: [`scan`] walks one, [`read`] gives one note at a time, so that memory stays flat.
//!
//! What comes out is plain data ([`Incoming`]): links are resolved, and notes written, by `services::import`.

mod anchors;
mod callouts;
mod dates;
mod destinations;
mod draft;
mod encodings;
mod folders;
mod front_matter;
mod gitbook;
mod graphs;
mod html;
mod includes;
mod incoming;
mod leftovers;
mod logseq;
mod obsidian;
mod outlines;
mod source;
mod tags;

use std::path::Path;

use domain::LanguageTag;
use domain::people::Signer;
use sha2::{Digest, Sha256};

use destinations::Which;
use draft::Draft;
use front_matter::Value;

pub use folders::{ScanError, ScanOptions, scan};
pub use incoming::{
    Dialect, Entry, EntryKind, Folder, Incoming, LARGEST_FILE, LARGEST_NOTE, Outline, OutlineItem, Refusal, TitleFrom,
    Warning,
};
pub use source::Reader;

/// Reads the note at `entry`.
///
/// # Errors
/// [`Refusal`] when the file cannot be taken: it goes in the report.
pub fn read(root: &Path, folder: &Folder, entry: &Entry) -> Result<Incoming, Refusal> {
    if let EntryKind::Refused(why) = entry.kind {
        return Err(why);
    }
    let real = root.canonicalize().map_err(|_| Refusal::Unreadable)?;
    let bytes = bytes(&real, &entry.path, LARGEST_NOTE)?;
    read_text(&real, folder, &entry.path, &bytes)
}

/// Reads a text as that of a note that stands at `path`.
///
/// # Errors
/// [`Refusal`] when it is no text.
fn read_text(real: &Path, folder: &Folder, path: &str, bytes: &[u8]) -> Result<Incoming, Refusal> {
    let mut note = from_bytes(real, folder, path, bytes)?;
    // What a book says once holds for its chapters.
    note.language = note.language.or_else(|| folder.work.language.clone());
    if note.authors.is_empty() {
        note.authors.clone_from(&folder.work.authors);
    }
    Ok(note)
}

/// The bytes of an attached file, or of a note as it stands.
///
/// # Errors
/// [`Refusal`] when the file left the folder, grew too large, or cannot be read.
pub fn read_file(root: &Path, entry: &Entry) -> Result<Vec<u8>, Refusal> {
    let real = root.canonicalize().map_err(|_| Refusal::Unreadable)?;
    bytes(&real, &entry.path, LARGEST_FILE)
}

/// Opens an attached file, to be stored without holding it whole.
///
/// # Errors
/// [`Refusal`] when the file left the folder or cannot be read.
pub fn open_file(root: &Path, entry: &Entry) -> Result<std::io::Take<std::fs::File>, Refusal> {
    use std::io::Read as _;
    let real = root.canonicalize().map_err(|_| Refusal::Unreadable)?;
    Ok(opened(&real, &entry.path)?.take(LARGEST_FILE))
}

fn opened(real: &Path, path: &str) -> Result<std::fs::File, Refusal> {
    // Asked again here: a link may have been put in since the walk.
    let location = folders::inside(real, &real.join(path)).ok_or(Refusal::LinkOutside)?;
    if !std::fs::metadata(&location).is_ok_and(|facts| facts.is_file()) {
        return Err(Refusal::SpecialFile);
    }
    std::fs::File::open(location).map_err(|_| Refusal::Unreadable)
}

fn bytes(real: &Path, path: &str, most: u64) -> Result<Vec<u8>, Refusal> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    opened(real, path)?.take(most + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Unreadable)?;
    if bytes.len() as u64 > most {
        return Err(Refusal::TooLarge);
    }
    Ok(bytes)
}

fn from_bytes(real: &Path, folder: &Folder, path: &str, bytes: &[u8]) -> Result<Incoming, Refusal> {
    let dialect = folder.dialect;
    let decoded = encodings::decode(bytes)?;
    let split = front_matter::split(&decoded.text);
    let mut draft = Draft::new(split.rest.to_owned(), split.line);
    for change in decoded.changes {
        draft.notes.changed(change);
    }
    if decoded.lossy {
        draft.notes.warn(0, "encoding_doubtful", [decoded.encoding.to_owned()]);
    }
    let mut facts = Facts::default();
    match split.pairs {
        Some(pairs) => pairs.into_iter().for_each(|(key, value)| facts.take(&key, value, &mut draft, false)),
        None => draft.notes.warn(1, "front_matter_unreadable", []),
    }
    if dialect == Dialect::Logseq {
        let shown = properties(&mut facts, &mut draft);
        logseq::show(&mut draft, &shown);
        logseq::convert(&mut draft, &folder.graph);
    }
    if dialect == Dialect::Obsidian {
        obsidian::convert(&mut draft, &mut facts.tags);
    }
    destinations::mend(&mut draft, if dialect == Dialect::Logseq { Which::Links } else { Which::Pictures });
    includes::fill(&mut draft, real, path);
    gitbook::convert(&mut draft);
    callouts::convert(&mut draft);
    let mut named = Vec::new();
    html::convert(&mut draft, &mut named);
    leftovers::tidy(&mut draft, &mut named);
    escape_false_formulas(&mut draft);
    welcome(&mut draft, &mut facts);
    // A place before the heading that became the title is that of the text below it.
    let (title, title_from) = title(&mut draft, &mut facts, folder, path);
    anchors::place(&mut draft, named);
    trim(&mut draft);

    let (body, body_lines, mut notes) = draft.into_parts();
    notes.changes.sort_unstable();
    notes.warnings.sort_by_key(|warning| warning.line);
    Ok(Incoming {
        path: path.to_owned(),
        raw_hash: Sha256::digest(bytes).into(),
        title,
        title_from,
        body,
        body_lines,
        language: facts.language,
        aliases: facts.aliases,
        tags: facts.tags,
        authors: facts.authors,
        published: facts.published,
        changed: facts.changed,
        draft: facts.draft,
        licence: facts.licence,
        kind: facts.kind,
        permalink: facts.permalink,
        terms: facts.terms,
        underlined: !facts.plain,
        extra: facts.extra,
        changes: notes.changes,
        warnings: notes.warnings,
    })
}

/// Takes the properties of a page of a graph: those that say something of the note, and those that its page shows,
/// because they hold links to other pages.
fn properties(facts: &mut Facts, draft: &mut Draft) -> Vec<logseq::Property> {
    let mut shown = Vec::new();
    for (key, value, line) in logseq::page_properties(draft) {
        let list = || Value::List(logseq::values(&value).into_iter().map(Value::Text).collect());
        match key.to_lowercase().as_str() {
            "alias" | "aliases" | "author" | "authors" => facts.take(&key, list(), draft, true),
            "tag" | "tags" => {
                facts.take(&key, list(), draft, true);
                shown.push((key, value, line));
            }
            "title" | "lang" | "language" | "date" | "published" | "updated" | "draft" | "licence" | "license"
            | "permalink" => facts.take(&key, Value::Text(value), draft, true),
            _ if logseq::is_own(&key) => draft.notes.warn_once(line, "properties_removed", [key]),
            _ if value.is_empty() => {}
            _ => shown.push((key, value, line)),
        }
    }
    shown
}

/// What the front matter says.
#[derive(Default)]
struct Facts {
    title: Option<String>,
    language: Option<LanguageTag>,
    aliases: Vec<String>,
    tags: Vec<String>,
    authors: Vec<Signer>,
    published: Option<domain::Timestamp>,
    changed: Option<domain::Timestamp>,
    draft: bool,
    licence: Option<String>,
    kind: Option<String>,
    permalink: Option<String>,
    terms: Vec<String>,
    /// Whether terms are not underlined.
    plain: bool,
    extra: Vec<(String, String)>,
}

impl Facts {
    fn take(&mut self, key: &str, value: Value, draft: &mut Draft, graph: bool) {
        let words = value.words();
        if words.is_empty() {
            return;
        }
        match key.to_lowercase().as_str() {
            "title" => self.title = Some(words),
            "alias" | "aliases" => self.aliases.extend(value.list()),
            "tag" | "tags" | "keywords" => {
                self.tags.extend(value.list().into_iter().map(|tag| tag.trim_start_matches('#').to_owned()));
            }
            "author" | "authors" => self.authors.extend(value.signers()),
            "lang" | "language" => match LanguageTag::parse(&words) {
                Some(language) => self.language = Some(language),
                None => self.keep(key, words, draft),
            },
            "date" | "published" => match dates::parse(&words) {
                Some(moment) => self.published = Some(moment),
                None => self.unread_date(key, words, draft),
            },
            "updated" | "lastmod" | "last_modified_at" => match dates::parse(&words) {
                Some(moment) => self.changed = Some(moment),
                None => self.unread_date(key, words, draft),
            },
            "draft" => self.draft = matches!(words.to_lowercase().as_str(), "true" | "yes" | "oui" | "1"),
            "terms" if !graph => self.terms.extend(value.list()),
            "underline" if !graph => {
                self.plain = matches!(words.to_lowercase().as_str(), "false" | "no" | "non" | "off" | "0");
            }
            "licence" | "license" => self.licence = Some(words),
            // `type::` of a graph is a page of that graph, not a kind of note.
            "kind" | "type" if !graph && domain::notes::NoteKind::parse(&words.to_lowercase()).is_some() => {
                self.kind = Some(words.to_lowercase());
            }
            "permalink" | "slug" => self.permalink = Some(words),
            // Kept as it stands too, to be given back.
            "translation_of" if !graph => self.extra.push(("translation_of".to_owned(), words)),
            _ => self.keep(key, words, draft),
        }
    }

    fn keep(&mut self, key: &str, words: String, draft: &mut Draft) {
        draft.notes.changed("unknown_keys");
        draft.notes.warn(1, "unknown_key", [key.to_owned(), words.clone()]);
        self.extra.push((key.to_owned(), words));
    }

    fn unread_date(&mut self, key: &str, words: String, draft: &mut Draft) {
        draft.notes.warn(1, "date_unreadable", [words.clone()]);
        self.keep(key, words, draft);
    }
}

/// Front matter, else the first heading, else the outline, else the file's name. A heading that says the title again
/// leaves the body, so that no page shows it twice.
fn title(draft: &mut Draft, facts: &mut Facts, folder: &Folder, path: &str) -> (String, TitleFrom) {
    let (dialect, outlined) = (folder.dialect, folder.work.title_of(path));
    let heading = draft::first_heading(&draft.text).filter(|(_, words, _)| !words.is_empty());
    let (title, from) = match (facts.title.take(), &heading, outlined) {
        (Some(title), _, _) => (title, TitleFrom::FrontMatter),
        // A page of a graph is known by its name, whatever its blocks say.
        (None, Some((1, words, _)), _) if dialect != Dialect::Logseq => (words.clone(), TitleFrom::Heading),
        (None, _, Some(title)) => (title.to_owned(), TitleFrom::Outline),
        (None, _, None) => match day_of(path, folder) {
            Some((title, date)) => {
                facts.published = facts.published.or_else(|| dates::parse(&date));
                facts.aliases.push(date);
                (title, TitleFrom::FileName)
            }
            None => (name_of(path, dialect), TitleFrom::FileName),
        },
    };
    let (title, is_said_again) = match &heading {
        Some((_, words, _)) if from == TitleFrom::Heading || letters(words) == letters(&title) => (title, true),
        // The page says the name that the contents shorten: `Annexe A : les mots` for `A - Les mots`.
        Some((_, words, range))
            if from == TitleFrom::Outline && is_longer(words, &title) && is_at_top(draft, range.start) =>
        {
            facts.aliases.push(title);
            (words.clone(), true)
        }
        _ => (title, false),
    };
    if let Some((_, _, range)) = heading.filter(|_| is_said_again) {
        let mut weaver = draft.weave();
        let mut line = 0;
        weaver.copy(draft, 0..range.start, &mut line);
        line += draft.slice(range.clone()).matches('\n').count();
        weaver.copy(draft, range.end..draft.text.len(), &mut line);
        *draft = weaver.finish();
        draft.notes.changed("title_heading");
    }
    (title, from)
}

/// A title without what two writings of it differ by: marks, hyphens, spaces.
fn letters(title: &str) -> String {
    domain::folding::title_key(title).chars().filter(|character| character.is_alphanumeric()).collect()
}

fn is_longer(words: &str, title: &str) -> bool {
    let (words, title) = (letters(words), letters(title));
    !title.is_empty() && words.len() > title.len() && words.ends_with(&title)
}

fn is_at_top(draft: &Draft, at: usize) -> bool {
    draft.text.get(..at).is_some_and(|before| before.trim().is_empty())
}

/// The first page of a VuePress site keeps its words in its front matter.
fn welcome(draft: &mut Draft, facts: &mut Facts) {
    let take = |name: &str| {
        let at = facts.extra.iter().position(|(key, _)| key.eq_ignore_ascii_case(name))?;
        facts.extra.get(at).map(|(_, words)| words.clone())
    };
    let (hero, tagline) = (take("heroText"), take("tagline"));
    let action = take("actionText").zip(take("actionLink"));
    if draft.text.trim().is_empty() && facts.title.is_none() && hero.is_some() {
        facts.title = hero;
        let mut weaver = draft.weave();
        if let Some(tagline) = tagline {
            weaver.push(&format!("{tagline}\n\n"), 1);
        }
        if let Some((words, link)) = action {
            weaver.push(&format!("[{words}](<{link}>)\n"), 1);
        }
        *draft = weaver.finish();
    }
}

/// Formulas that are none, and the bytes of a text in which they are looked for, at most: it is read once for each.
const MOST_FALSE_FORMULAS: usize = 100;
const MOST_READ_AGAIN: usize = 200_000;

/// Two dollars of a shell or of a price, lines apart, are no formula.
fn escape_false_formulas(draft: &mut Draft) {
    for _ in 0..MOST_FALSE_FORMULAS {
        if draft.text.len() > MOST_READ_AGAIN {
            return;
        }
        let Some(at) = draft::false_formula(&draft.text) else { return };
        let mut weaver = draft.weave();
        let mut line = 0;
        weaver.copy(draft, 0..at, &mut line);
        weaver.push("\\", draft.line(line));
        weaver.copy(draft, at..draft.text.len(), &mut line);
        *draft = weaver.finish();
    }
}

/// The titles of a page of a graph's journal.
fn day_of(path: &str, folder: &Folder) -> Option<(String, String)> {
    let name = path.strip_prefix("journals/").filter(|_| folder.dialect == Dialect::Logseq)?;
    folder.graph.day_titles(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

fn name_of(path: &str, dialect: Dialect) -> String {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if dialect == Dialect::Logseq {
        return logseq::title_of(stem);
    }
    // The first page of a folder bears the folder's name.
    let stem = match parts.next() {
        Some(folder) if matches!(stem.to_lowercase().as_str(), "readme" | "index" | "_index") => folder,
        _ => stem,
    };
    let spaced = if stem.contains(' ') { stem.to_owned() } else { stem.replace(['-', '_'], " ") };
    let spaced = spaced.trim();
    if spaced.is_empty() { stem.to_owned() } else { spaced.to_owned() }
}

/// Blank lines at the top and the bottom, and runs of them, say nothing.
fn trim(draft: &mut Draft) {
    let code: Vec<_> = draft.code();
    let end = draft.text.trim_end().len();
    let mut weaver = draft.weave();
    let (mut offset, mut blank, mut any) = (0, 0_usize, false);
    for (index, line) in draft.text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        if start >= end {
            break;
        }
        if line.trim().is_empty() && !draft::within(&code, start) {
            blank += 1;
            if any && blank <= 1 {
                weaver.push("\n", draft.line(index));
            }
            continue;
        }
        (blank, any) = (0, true);
        weaver.push(line, draft.line(index));
    }
    *draft = weaver.finish();
}
