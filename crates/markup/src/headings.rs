//! Anchors of headings: accents kept, lower case, hyphens for spaces.

use std::collections::{HashMap, HashSet};

/// The anchor of a heading, before a number tells it from an earlier one of the same words.
///
/// Letters, digits, marks, `-` and `_` stay, spaces become hyphens, the rest goes, as on GitHub; except that what a French
/// space before a question mark would leave at the end is taken off.
pub fn heading_id(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut id = String::with_capacity(lower.len());
    for character in lower.chars() {
        if character.is_whitespace() {
            id.push('-');
        } else if character.is_alphanumeric() || is_mark(character) || matches!(character, '-' | '_') {
            id.push(character);
        }
    }
    id.trim_matches('-').to_owned()
}

/// Combining marks of decomposed letters: an accent typed apart is still an accent.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

/// Gives each heading of a page its own anchor.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Anchors {
    /// Anchors of a page whose frame already has `main`.
    pub(crate) fn new() -> Self {
        Self { taken: HashSet::from(["main".to_owned()]), next: HashMap::new() }
    }

    pub(crate) fn take(&mut self, text: &str) -> String {
        let mut id = heading_id(text);
        if id.is_empty() {
            "section".clone_into(&mut id);
        }
        let number = self.next.entry(id.clone()).or_insert(0);
        loop {
            let candidate = if *number == 0 { id.clone() } else { format!("{id}-{number}") };
            *number += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// The marks that a line ends with (`words ^name`), which name the place for links: what stands before them, and the
/// names. A name holds a letter; `10 ^5` is no mark.
pub(crate) fn block_marks(line: &str) -> (&str, Vec<&str>) {
    let (mut rest, mut names) = (line, Vec::new());
    while let Some((before, name)) = rest.trim_end().rsplit_once('^') {
        let is_name = name.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'))
            && name.contains(char::is_alphabetic);
        if !is_name || !(before.is_empty() || before.ends_with([' ', '\t'])) {
            break;
        }
        names.push(name);
        rest = before.trim_end();
    }
    (if names.is_empty() { line } else { rest }, names)
}

/// Whether a fragment, however it is written, means a heading of these words.
pub fn names_heading(words: &str, fragment: &str) -> bool {
    AnchorIndex::new(std::iter::once(heading_id(words).as_str())).find(fragment).is_some()
}

/// The anchor that a link writes for a fragment: that of a marked place (`^name`), else that of a heading.
pub fn fragment_id(fragment: &str) -> String {
    match fragment.strip_prefix('^') {
        Some(name) => format!("^{}", heading_id(name)),
        None => heading_id(fragment),
    }
}

/// The anchors of a page: of its headings, and of the places that are marked (`^name`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnchorIndex {
    exact: HashSet<String>,
    by_words: HashMap<String, String>,
}

impl AnchorIndex {
    pub(crate) fn new<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for id in ids {
            index.exact.insert(id.to_owned());
            // The first heading of the same words is the one that is meant.
            if !id.starts_with('^') {
                index.by_words.entry(folded(id)).or_insert_with(|| id.to_owned());
            }
        }
        index
    }

    /// The anchor itself, else the same words written otherwise (case, accents, GitHub's last hyphen, the words of the
    /// heading), else the marked place of that name.
    pub fn find(&self, fragment: &str) -> Option<&str> {
        let fragment = percent_decoded(fragment);
        let slug = heading_id(&fragment);
        let exact = self.exact.get(&fragment).or_else(|| self.exact.get(&slug));
        let by_words = || self.by_words.get(&folded(&slug)).filter(|_| !slug.is_empty());
        exact.or_else(by_words).or_else(|| self.exact.get(&format!("^{slug}"))).map(String::as_str)
    }
}

fn folded(id: &str) -> String {
    domain::folding::title_key(&id.replace('-', " "))
}

/// A text without its percent-encoding (RFC 3986, section 2.1); as it stands when that would not be UTF-8.
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let pair = (byte == b'%').then(|| Some((hex(ahead.next()?)?, hex(ahead.next()?)?))).flatten();
        if let Some((high, low)) = pair {
            bytes.push(high * 16 + low);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::{AnchorIndex, Anchors, block_marks, heading_id};

    #[test]
    fn an_anchor_keeps_accents_in_lower_case_with_hyphens_for_spaces() {
        assert_eq!(heading_id("Où en êtes-vous?"), "où-en-êtes-vous");
        assert_eq!(heading_id("Où en êtes-vous ?"), "où-en-êtes-vous");
        assert_eq!(heading_id("A & B"), "a--b");
    }

    #[test]
    fn a_second_heading_of_the_same_words_gets_a_number() {
        let mut anchors = Anchors::new();
        assert_eq!(anchors.take("Où en êtes-vous?"), "où-en-êtes-vous");
        assert_eq!(anchors.take("Où en êtes-vous?"), "où-en-êtes-vous-1");
        assert_eq!(anchors.take("Main"), "main-1");
        assert_eq!(anchors.take("?"), "section");
    }

    #[test]
    fn a_fragment_finds_its_heading_however_it_is_written() {
        let index = AnchorIndex::new(["où-en-êtes-vous", "suite"].into_iter());
        for fragment in
            ["où-en-êtes-vous", "o%C3%B9-en-%C3%AAtes-vous", "ou-en-etes-vous", "Où en êtes-vous ?", "où-en-êtes-vous-"]
        {
            assert_eq!(index.find(fragment), Some("où-en-êtes-vous"), "{fragment}");
        }
        assert_eq!(index.find("ailleurs"), None);
    }

    #[test]
    fn a_line_ends_with_the_names_of_its_place() {
        assert_eq!(block_marks("Du texte ^abc-1 ^d2"), ("Du texte", vec!["d2", "abc-1"]));
        assert_eq!(block_marks("^seul"), ("", vec!["seul"]));
        for line in ["10 ^5", "x^abc", "a ^", "a ^b c", "a ^é!"] {
            assert_eq!(block_marks(line), (line, vec![]), "{line}");
        }
        let index = AnchorIndex::new(["suite", "^abc"].into_iter());
        assert_eq!(
            (index.find("abc"), index.find("^ABC"), index.find("Suite")),
            (Some("^abc"), Some("^abc"), Some("suite"))
        );
    }
}
