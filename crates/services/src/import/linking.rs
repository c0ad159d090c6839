//! Gives each link of a text the address that it has on the site, and tells those that have none.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use domain::address::Address;
use domain::folding::title_key;
use domain::{NoteId, withdrawing};
use markup::links::{Change, Form, SourceLink};
use markup::{AnchorIndex, Reference, WikiTarget};

use super::files::Files;
use super::links::{Index, Reached, is_external};
use super::report::{LinkReport, Report};
use super::{Folder, Item, Seen, Warning};

/// Links of one note that are told one by one; all are counted.
const MOST_TOLD: usize = 20_000;

/// Where the title of a page stands.
const TOP: &str = "#main";

/// A text whose links are those of the site.
pub(super) struct Linked {
    pub(super) body: String,
    /// For each folded title: the note that the folder means.
    pub(super) meant: HashMap<String, NoteId>,
}

/// The anchors of the notes that some link asks a place of, read once.
pub(super) type Places = HashMap<usize, Arc<AnchorIndex>>;

/// What linking a note needs.
pub(super) struct Linker<'a> {
    pub(super) folder: &'a dyn Folder,
    pub(super) index: &'a Index,
    pub(super) files: &'a Files,
    pub(super) places: &'a mut Places,
    pub(super) seen: &'a Seen,
    pub(super) item: &'a Item,
    pub(super) report: &'a mut Report,
    pub(super) meant: HashMap<String, NoteId>,
    /// The anchors of the note itself.
    pub(super) own: Option<Arc<AnchorIndex>>,
    /// How many links were told one by one.
    pub(super) told: usize,
    pub(super) definitions: Definitions,
}

/// What the definitions of a text (`[label]: address`) say of its wiki-links: Foam writes one below the text for each, and
/// it wins over titles.
pub(super) struct Definitions(HashMap<String, String>);

impl Definitions {
    /// Those that some wiki-link of the text names: the others are addresses of ordinary links.
    pub(super) fn of(links: &[SourceLink]) -> Self {
        let named: HashSet<String> =
            links.iter().filter(|link| link.is_wiki()).map(|link| title_key(&link.destination)).collect();
        let definitions = links.iter().filter(|link| link.form == Form::Definition);
        let keyed = definitions.map(|link| (Self::key(link), link.destination.clone()));
        Self(keyed.filter(|(key, _)| named.contains(key)).collect())
    }

    /// A label may hold the words of its link too (`[title|words]: …`).
    fn key(link: &SourceLink) -> String {
        title_key(link.text.split('|').next().unwrap_or_default())
    }

    /// The address that a wiki-link was given.
    fn address(&self, link: &SourceLink) -> Option<&str> {
        self.0.get(&title_key(&link.destination)).map(String::as_str)
    }

    /// Whether it stands there for wiki-links alone, and so is no link of the page.
    fn serves(&self, link: &SourceLink) -> bool {
        link.form == Form::Definition && self.0.contains_key(&Self::key(link))
    }
}

impl Linker<'_> {
    /// Goes through the links of the note.
    pub(super) fn link(mut self, links: &[SourceLink]) -> Linked {
        let body = markup::links::rewrite(&self.item.body, links, &mut |link: &SourceLink| match link.form {
            Form::Wiki => self.wiki_link(link),
            Form::Definition if self.definitions.serves(link) => self.definition(link),
            Form::Inline | Form::Definition => self.path_link(link),
        });
        Linked { body, meant: self.meant }
    }

    fn path_link(&mut self, link: &SourceLink) -> Option<Change> {
        let destination = link.destination.trim();
        if is_external(destination) {
            self.report.links.external += 1;
            return None;
        }
        if let Some(fragment) = destination.strip_prefix('#') {
            return self.same_page(link, &markup::percent_decoded(fragment)).map(Change::Destination);
        }
        if destination.is_empty() {
            return None;
        }
        let fragment = destination.split_once('#').map(|(_, fragment)| markup::percent_decoded(fragment));
        match self.reached(destination) {
            Reached::Note(at) => {
                self.report.links.resolved += 1;
                let note = self.index.note(at)?;
                let place = fragment.and_then(|fragment| self.place(link, at, &fragment));
                Some(Change::Destination(format!("/n/{note}{}", hashed(place.as_deref()))))
            }
            Reached::File(path) => self.file_link(link, &path).map(Change::Destination),
            Reached::Contents => {
                self.report.links.resolved += 1;
                Some(Change::Destination(self.report.notebook.address.clone()))
            }
            Reached::Nothing => {
                self.report.links.broken += 1;
                self.tell(link, "broken", None, Vec::new());
                None
            }
        }
    }

    /// What an address reaches: by its path, else, where the folder finds files so, the nearest of that name.
    fn reached(&self, destination: &str) -> Reached {
        match self.index.by_path(&self.item.path, destination) {
            Reached::Nothing if self.folder.finds_by_name() => self.index.named(&self.item.path, destination),
            reached => reached,
        }
    }

    /// Where a definition leads that only wiki-links name; they are counted, not it.
    fn definition(&self, link: &SourceLink) -> Option<Change> {
        match self.index.by_path(&self.item.path, &link.destination) {
            Reached::Note(at) => self.index.note(at).map(|note| Change::Destination(format!("/n/{note}"))),
            Reached::File(_) | Reached::Contents | Reached::Nothing => None,
        }
    }

    /// The notes that a wiki-link may mean, the likeliest first: the one that the text defines, else those of that title.
    fn candidates(&self, link: &SourceLink, title: &str) -> Vec<usize> {
        let defined = self.definitions.address(link).map(|address| self.index.by_path(&self.item.path, address));
        match defined {
            Some(Reached::Note(at)) => vec![at],
            _ => self.index.by_title(&self.seen.path, title),
        }
    }

    fn file_link(&mut self, link: &SourceLink, path: &str) -> Option<String> {
        if let Some((id, name)) = self.files.get(path) {
            self.report.links.resolved += 1;
            return Some(Address::File(*id, name.clone()).to_string());
        }
        self.report.links.broken_by_us += 1;
        self.tell(link, "broken_by_us", Some(path.to_owned()), Vec::new());
        None
    }

    /// A link to a place of the note itself; what the link is to be, where that differs.
    fn same_page(&mut self, link: &SourceLink, fragment: &str) -> Option<String> {
        if fragment.is_empty() {
            return None;
        }
        let item = self.item;
        let own = self.own.get_or_insert_with(|| Arc::new(markup::anchors(&item.body))).clone();
        if let Some(id) = own.find(fragment) {
            self.report.links.resolved += 1;
            let address = format!("#{id}");
            return (address != link.destination).then_some(address);
        }
        if markup::names_heading(self.seen.title.as_str(), fragment) {
            self.report.links.resolved += 1;
            return Some(TOP.to_owned());
        }
        self.place_missing(link, fragment);
        None
    }

    fn wiki_link(&mut self, link: &SourceLink) -> Option<Change> {
        let (title, key, heading) = match WikiTarget::parse(&link.destination)? {
            WikiTarget::Other(Reference::Title { title, key, heading }) => (title, key, heading),
            WikiTarget::SamePage(heading) => {
                // The page finds its own places, however they are written.
                self.same_page(link, &heading);
                return None;
            }
            WikiTarget::Other(_) => return None,
        };
        let candidates = self.candidates(link, &title);
        let Some(first) = candidates.first().copied() else { return self.wiki_file(link) };
        self.report.links.resolved += 1;
        let note = self.index.note(first)?;
        if candidates.len() > 1 {
            self.report.links.ambiguous += 1;
            let all = candidates.iter().map(|at| self.index.path(*at)).collect();
            self.tell(link, "ambiguous", Some(self.index.path(first)), all);
        }
        let place = heading.as_deref().and_then(|heading| self.place(link, first, heading));
        if let Some(heading) = heading.as_deref().filter(|_| link.is_embed) {
            // A page shows a note whole, or not at all.
            self.warn(link, "embed_whole", vec![title.clone(), heading.to_owned()]);
        }
        // The site finds the note by itself where it alone bears the name, and the place where it is written as usual.
        let finds_note = self.index.bears(first, &key) && self.index.bearers(&key) == 1;
        if finds_note {
            self.meant.insert(key, note);
        }
        let finds_place = heading.as_deref().map(markup::fragment_id) == place;
        if finds_note && finds_place {
            return None;
        }
        let target = if finds_note { title.clone() } else { note.to_string() };
        let words = if link.has_words { link.text.clone() } else { markup::link_words(&title, heading.as_deref()) };
        Some(Change::Destination(format!("{target}{}|{words}", hashed(place.as_deref()))))
    }

    /// A wiki-link that names no note: a file, or a note that is not written. What lost words waits for neither.
    fn wiki_file(&mut self, link: &SourceLink) -> Option<Change> {
        let Some(path) = self.index.file_named(&self.seen.path, &link.destination) else {
            if withdrawing::is_marked(&link.destination) {
                return None;
            }
            if link.is_embed && names_a_file(&link.destination) {
                self.report.links.broken += 1;
                self.tell(link, "broken", None, Vec::new());
                return None;
            }
            self.report.links.wanted += 1;
            self.tell(link, "wanted", None, Vec::new());
            return None;
        };
        if let Some((_, place)) = link.destination.split_once('#') {
            // `plan.pdf#page=3`: the site gives a file from its beginning.
            self.warn(link, "file_place", vec![place.to_owned(), path.clone()]);
        }
        let address = self.file_link(link, &path)?;
        // `![[plan.png|300]]`: a size, not words.
        let is_size = link.is_embed && link.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
        let words = if is_size || !link.has_words { super::files::name_of(&path) } else { link.text.clone() };
        Some(Change::Whole(words, address))
    }

    /// The anchor that a fragment means in another note; told where there is none.
    fn place(&mut self, link: &SourceLink, at: usize, fragment: &str) -> Option<String> {
        if fragment.is_empty() {
            return None;
        }
        // A vault names a heading with those above it: `Note#Partie#Sous-partie`.
        let last = fragment.rsplit('#').next().unwrap_or(fragment);
        let anchors = self.anchors(at);
        let found =
            anchors.and_then(|anchors| anchors.find(fragment).or_else(|| anchors.find(last)).map(str::to_owned));
        // The heading that is the title of the note is the top of its page.
        if found.is_none() && !markup::names_heading(self.index.title(at), fragment) {
            self.place_missing(link, fragment);
        }
        found
    }

    fn anchors(&mut self, at: usize) -> Option<Arc<AnchorIndex>> {
        if let Some(anchors) = self.places.get(&at) {
            return Some(anchors.clone());
        }
        let item = self.folder.read(&self.index.path(at)).ok()?;
        let anchors = Arc::new(markup::anchors(&item.body));
        self.places.insert(at, anchors.clone());
        Some(anchors)
    }

    fn place_missing(&mut self, link: &SourceLink, fragment: &str) {
        self.warn(link, "anchor_missing", vec![fragment.to_owned(), link.destination.clone()]);
    }

    fn warn(&mut self, link: &SourceLink, code: &'static str, args: Vec<String>) {
        let (path, line) = (self.item.path.clone(), self.item.source_line(link.line));
        self.report.warn(Warning { path, line, code, args });
    }

    fn tell(&mut self, link: &SourceLink, result: &'static str, target: Option<String>, candidates: Vec<String>) {
        self.told += 1;
        if self.told > MOST_TOLD {
            if self.told == MOST_TOLD + 1 {
                let (path, line) = (self.item.path.clone(), self.item.source_line(link.line));
                let args = vec![MOST_TOLD.to_string()];
                self.report.warn(Warning { path, line, code: "links_not_all_told", args });
            }
            return;
        }
        self.report.link_list.push(LinkReport {
            path: self.item.path.clone(),
            line: self.item.source_line(link.line),
            text: link.destination.clone(),
            result,
            target,
            candidates,
        });
    }
}

fn hashed(place: Option<&str>) -> String {
    place.map(|place| format!("#{place}")).unwrap_or_default()
}

/// Whether what is shown in a note is a file rather than another note: `voix.mp3`, not `Version 1.2`.
fn names_a_file(destination: &str) -> bool {
    let path = destination.split('#').next().unwrap_or(destination);
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    (2..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && !extension.eq_ignore_ascii_case("md")
}
