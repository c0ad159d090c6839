//! Kept pages: whole pages, ready to send, with the questions they asked.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{HeaderMap, HeaderValue, header};
use bytes::Bytes;
use parking_lot::RwLock;
use services::{AskedTags, Stamp};

use crate::asked::Look;
use crate::sheet;

/// A larger page is made each time: it would push out too many others.
const LARGEST: usize = 1024 * 1024;

/// What an entry costs beside its bytes: headers, keys, tags.
const OVERHEAD: usize = 1536;

/// A page ready to send.
#[derive(Debug)]
pub struct Ready {
    /// Headers of the answer, ETag included, without those that depend on how it is sent.
    pub headers: HeaderMap,
    /// Its ETag; a page of one reader has none.
    pub etag: Option<HeaderValue>,
    packed: Packed,
}

/// A page, in about half of its bytes (LZ4): what it takes to unpack is little beside the rest of an answer.
#[derive(Debug)]
struct Packed {
    lz4: Box<[u8]>,
    length: usize,
    /// Where it takes the style sheet in.
    sheet: Option<sheet::Place>,
}

impl Packed {
    fn of(page: &str) -> Self {
        let lz4 = lz4_flex::block::compress(page.as_bytes()).into();
        Self { lz4, length: page.len(), sheet: sheet::place(page) }
    }

    /// The page. What was packed here is unpacked; were it not to be, who asks would get an empty page and no wrong one.
    fn page(&self) -> Vec<u8> {
        lz4_flex::block::decompress(&self.lz4, self.length).unwrap_or_default()
    }
}

impl Ready {
    /// A page and its headers.
    pub fn new(headers: HeaderMap, etag: Option<HeaderValue>, page: &str) -> Self {
        Self { headers, etag, packed: Packed::of(page) }
    }

    /// The page as who asks takes it: the bytes, and how they are coded.
    pub fn body(&self, asked: &HeaderMap) -> (Bytes, Option<HeaderValue>) {
        let page = self.packed.page();
        if takes(asked, "gzip") {
            (Bytes::from(sheet::gzip(&page, self.packed.sheet)), Some(HeaderValue::from_static("gzip")))
        } else {
            (Bytes::from(sheet::plain(&page, self.packed.sheet)), None)
        }
    }

    /// Whether the reader already has these bytes.
    pub fn is_held_by(&self, asked: &HeaderMap) -> bool {
        self.etag.as_ref().is_some_and(|etag| is_held(etag, asked))
    }
}

/// Whether who asks already has what bears this ETag (RFC 9110, section 13.1.2).
pub(crate) fn is_held(etag: &HeaderValue, asked: &HeaderMap) -> bool {
    asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value
            .split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || without_weakness(tag.as_bytes()) == without_weakness(etag.as_bytes()))
    })
}

fn without_weakness(etag: &[u8]) -> &[u8] {
    etag.strip_prefix(b"W/").unwrap_or(etag)
}

/// Whether who asks takes this coding (RFC 9110, section 12.5.3).
pub(crate) fn takes(asked: &HeaderMap, coding: &str) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').map(str::trim).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        name.trim() == coding && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

/// What a page asked, and when.
#[derive(Clone, Debug)]
pub struct Questions {
    /// The moment of the snapshot that the page was made from.
    pub stamp: Stamp,
    /// The questions whose answers it shows.
    pub tags: AskedTags,
}

/// A kept page.
#[derive(Debug)]
pub struct Kept {
    /// The page.
    pub ready: Ready,
    /// What it asked.
    pub questions: Questions,
}

impl Kept {
    fn cost(&self) -> usize {
        self.ready.packed.lz4.len() + OVERHEAD
    }
}

#[derive(Default)]
struct Looks {
    /// Few of them are ever asked of one address.
    pages: Vec<(Look, Arc<Kept>)>,
    used: AtomicBool,
}

impl Looks {
    fn of(&self, look: Look) -> Option<&Arc<Kept>> {
        self.pages.iter().find(|(other, _)| *other == look).map(|(_, kept)| kept)
    }

    /// Puts a page in its place; the one that was there.
    fn put(&mut self, look: Look, kept: Arc<Kept>) -> Option<Arc<Kept>> {
        match self.pages.iter_mut().find(|(other, _)| *other == look) {
            Some((_, place)) => Some(std::mem::replace(place, kept)),
            None => {
                self.pages.push((look, kept));
                None
            }
        }
    }
}

#[derive(Default)]
struct Inside {
    addresses: HashMap<Arc<str>, Looks>,
    /// In order of arrival; one that was read since gets a second turn.
    queue: VecDeque<Arc<str>>,
    bytes: usize,
}

/// Whole pages by address and look, bounded in bytes.
pub struct KeptPages {
    name: &'static str,
    limit: usize,
    inside: RwLock<Inside>,
}

impl KeptPages {
    /// Keeps `limit` bytes at most; `name` is that of its figure.
    pub fn new(name: &'static str, limit: usize) -> Self {
        Self { name, limit, inside: RwLock::default() }
    }

    /// The page of this address and look, when `fresh` says that none of its questions has a newer answer.
    pub fn get(&self, address: &str, look: Look, fresh: impl FnOnce(&Questions) -> bool) -> Option<Arc<Kept>> {
        let inside = self.inside.read();
        let looks = inside.addresses.get(address)?;
        let kept = looks.of(look)?;
        if !fresh(&kept.questions) {
            return None;
        }
        if !looks.used.load(Ordering::Relaxed) {
            looks.used.store(true, Ordering::Relaxed);
        }
        Some(Arc::clone(kept))
    }

    /// Keeps a page, unless one made from a later snapshot is there.
    pub fn keep(&self, address: &str, look: Look, kept: Arc<Kept>) {
        let cost = kept.cost();
        if cost > LARGEST.min(self.limit) {
            return;
        }
        let mut guard = self.inside.write();
        let inside = &mut *guard;
        if !inside.addresses.contains_key(address) {
            let address: Arc<str> = address.into();
            inside.queue.push_back(Arc::clone(&address));
            inside.addresses.insert(address, Looks::default());
        }
        let Some(looks) = inside.addresses.get_mut(address) else { return };
        if looks.of(look).is_some_and(|there| there.questions.stamp > kept.questions.stamp) {
            return;
        }
        inside.bytes += cost;
        if let Some(before) = looks.put(look, kept) {
            inside.bytes = inside.bytes.saturating_sub(before.cost());
        }
        while inside.bytes > self.limit {
            let Some(oldest) = inside.queue.pop_front() else { break };
            if inside.addresses.get_mut(&oldest).is_some_and(|looks| std::mem::take(looks.used.get_mut())) {
                inside.queue.push_back(oldest);
            } else if let Some(looks) = inside.addresses.remove(&oldest) {
                let cost: usize = looks.pages.iter().map(|(_, page)| page.cost()).sum();
                inside.bytes = inside.bytes.saturating_sub(cost);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a figure for a graph")]
        metrics::gauge!("cache_bytes", "name" => self.name).set(inside.bytes as f64);
    }

    /// How many pages are kept, all looks counted.
    pub fn count(&self) -> usize {
        self.inside.read().addresses.values().map(|looks| looks.pages.len()).sum()
    }

    /// How many kept pages `fresh` still holds true.
    pub fn count_fresh(&self, fresh: impl Fn(&Questions) -> bool) -> usize {
        let inside = self.inside.read();
        inside.addresses.values().flat_map(|looks| &looks.pages).filter(|(_, page)| fresh(&page.questions)).count()
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.inside.read().bytes
    }
}

#[cfg(test)]
mod tests {
    use domain::tags::Tag;
    use services::TagClock;

    use super::*;

    fn page(size: usize, stamp: Stamp) -> Arc<Kept> {
        Arc::new(Kept {
            ready: Ready {
                headers: HeaderMap::new(),
                etag: Some(HeaderValue::from_static("\"a\"")),
                packed: Packed { lz4: vec![b'a'; size].into(), length: size, sheet: None },
            },
            questions: Questions { stamp, tags: AskedTags::from([Tag::Recent]) },
        })
    }

    fn look() -> Look {
        Look::all().next().unwrap()
    }

    #[test]
    fn a_page_is_served_only_while_its_questions_have_no_newer_answer() {
        let (pages, clock) = (KeptPages::new("", 1 << 20), TagClock::default());
        pages.keep("/", look(), page(10, clock.now()));
        let is_there = |look| pages.get("/", look, |asked| clock.is_fresh(asked.stamp, &asked.tags)).is_some();
        clock.bump([Tag::Site]);
        assert!(is_there(look()));
        assert!(!is_there(Look::all().nth(1).unwrap()));
        clock.bump([Tag::Recent]);
        assert!(!is_there(look()));
    }

    #[test]
    fn a_page_is_given_whole_however_it_is_taken() {
        let ready = Ready::new(HeaderMap::new(), None, &"Une page. ".repeat(10_000));
        let asked = |codings: &'static str| {
            HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(codings))])
        };
        let (plain, coding) = ready.body(&HeaderMap::new());
        assert!(coding.is_none() && plain == "Une page. ".repeat(10_000).as_bytes());
        assert_eq!(ready.body(&asked("br;q=1.0, gzip;q=0")), (plain.clone(), None));
        let (packed, coding) = ready.body(&asked("br, gzip"));
        assert_eq!(coding.unwrap(), "gzip");
        let mut unpacked = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*packed), &mut unpacked).unwrap();
        assert_eq!(unpacked, plain);
    }

    #[test]
    fn a_page_made_from_an_older_snapshot_never_replaces_a_newer_one() {
        let (pages, clock) = (KeptPages::new("", 1 << 20), TagClock::default());
        let older = clock.now();
        clock.bump([Tag::Recent]);
        pages.keep("/", look(), page(10, clock.now()));
        pages.keep("/", look(), page(20, older));
        assert_eq!(pages.get("/", look(), |_| true).unwrap().ready.packed.length, 10);
    }

    #[test]
    fn kept_pages_stay_under_their_limit_and_those_in_use_stay_longest() {
        let (pages, stamp) = (KeptPages::new("", 100_000), Stamp::default());
        pages.keep("/read", look(), page(1000, stamp));
        for number in 0..1000 {
            assert!(pages.get("/read", look(), |_| true).is_some());
            pages.keep(&format!("/{number}"), look(), page(1000, stamp));
            assert!(pages.bytes() <= 100_000);
        }
        assert!(pages.count() > 30);
        pages.keep("/large", look(), page(2_000_000, stamp));
        assert!(pages.get("/large", look(), |_| true).is_none());
    }
}
