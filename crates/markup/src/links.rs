//! Links as they stand in a source text: found by the parser that renders pages, rewritten in place, every other byte
//! kept.

use std::collections::HashSet;
use std::ops::Range;

use comrak::nodes::{Node, NodeValue, Sourcepos};
use comrak::{Arena, parse_document};

use crate::compile::syntax;
use crate::render::text_of;
use crate::{Profile, nesting};

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `[text](destination)` or `![text](destination)`.
    Inline,
    /// `[label]: destination`.
    Definition,
    /// `[[target]]`, `[[target|text]]` or `![[target]]`.
    Wiki,
}

/// A link in a source text.
#[expect(clippy::struct_excessive_bools, reason = "four things that are each true or not, of one link")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLink {
    /// How it is written.
    pub form: Form,
    /// The bytes of its destination; for a wiki-link, all that stands between the brackets.
    pub range: Range<usize>,
    /// Where it goes, as the parser reads it; for a wiki-link, what stands before the bar.
    pub destination: String,
    /// Its words; the label of a definition.
    pub text: String,
    /// Whether those words were chosen (`[[target|text]]`); always so but for wiki-links.
    pub has_words: bool,
    /// The line that holds it, from 1.
    pub line: usize,
    /// Whether it is shown in the page: an image, or the definition of one.
    pub is_image: bool,
    /// Whether it is an inclusion (`![[…]]`).
    pub is_embed: bool,
    /// Whether it stands in a table, where a bar is written `\|`.
    in_table: bool,
}

impl SourceLink {
    /// Whether it is a wiki-link.
    pub fn is_wiki(&self) -> bool {
        self.form == Form::Wiki
    }

    /// The bytes of a wiki-link, brackets included.
    fn brackets(&self) -> Range<usize> {
        self.range.start.saturating_sub(if self.is_embed { 3 } else { 2 })..self.range.end + 2
    }

    /// The inline link that takes the place of a wiki-link.
    fn inline(&self, words: &str, address: &str) -> String {
        let mut text = String::with_capacity(words.len() + address.len() + 8);
        text.push_str(if self.is_embed { "![" } else { "[" });
        for character in words.chars() {
            if matches!(character, '[' | ']' | '\\') || (character == '|' && self.in_table) {
                text.push('\\');
            }
            text.push(character);
        }
        format!("{text}]({address})")
    }
}

/// All links of a text, in order: inline ones, images, definitions, wiki-links and inclusions. Addresses that are links
/// by themselves are not there, nor anything in code.
pub fn all(text: &str) -> Vec<SourceLink> {
    if matches!(nesting::bounded(text), std::borrow::Cow::Owned(_)) {
        return Vec::new();
    }
    let arena = Arena::new();
    let root = parse_document(&arena, text, &syntax(Profile::Page));
    let source = Source::new(text);
    let mut found: Vec<SourceLink> = Vec::new();
    let mut used = HashSet::new();
    let mut worded = HashSet::new();
    let mut literal = HashSet::new();
    let mut images = HashSet::new();
    for node in root.descendants() {
        let data = node.data();
        let place = data.sourcepos;
        let link = match &data.value {
            NodeValue::Text(_) | NodeValue::Code(_) => {
                worded.insert(place.start.line);
                None
            }
            NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) => {
                literal.extend(place.start.line..=place.end.line);
                None
            }
            NodeValue::Link(link) => source.inline(node, place, &link.url, false, &used),
            NodeValue::Image(image) => {
                images.insert(image.url.clone());
                source.inline(node, place, &image.url, true, &used)
            }
            NodeValue::WikiLink(link) => source.wiki(node, place, &link.url, link.embed, &used),
            _ => None,
        };
        if let Some(link) = link
            && used.insert(link.range.start)
        {
            found.push(link);
        }
    }
    for number in 1..=source.starts.len() {
        if !worded.contains(&number)
            && !literal.contains(&number)
            && let Some(mut definition) = source.definition(number)
            && used.insert(definition.range.start)
        {
            definition.is_image = images.contains(&definition.destination);
            found.push(definition);
        }
    }
    found.sort_by_key(|link| link.range.start);
    found
}

/// What takes the place of a link, or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A new destination; for a wiki-link, all that stands between the brackets.
    Destination(String),
    /// A link to an address in the place of a wiki-link, brackets included: words and address.
    Whole(String, String),
}

/// The text with the changes that `change` gives for its links, found by [`all`]; every other byte as it was.
pub fn rewrite(text: &str, links: &[SourceLink], change: &mut dyn FnMut(&SourceLink) -> Option<Change>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for link in links {
        if link.range.start < done {
            continue;
        }
        let Some(change) = change(link) else { continue };
        let range = match &change {
            Change::Whole(..) if link.is_wiki() => link.brackets(),
            _ => link.range.clone(),
        };
        out.push_str(text.get(done..range.start).unwrap_or_default());
        match &change {
            Change::Whole(words, address) if link.is_wiki() => out.push_str(&link.inline(words, address)),
            Change::Destination(new) | Change::Whole(_, new) => out.push_str(&written(new, link, text)),
        }
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A new destination as its place wants it.
fn written(new: &str, link: &SourceLink, text: &str) -> String {
    if link.is_wiki() {
        return if link.in_table { new.replace("\\|", "|").replace('|', "\\|") } else { new.to_owned() };
    }
    let in_angles = link.range.start.checked_sub(1).and_then(|before| text.as_bytes().get(before)) == Some(&b'<');
    let needs_angles = new.is_empty() || new.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<'));
    if in_angles || !needs_angles {
        return new.to_owned();
    }
    format!("<{}>", new.replace('\n', "%0A").replace('<', "%3C").replace('>', "%3E"))
}

/// A text and where its lines begin.
struct Source<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            // Lines end as the parser has it: `\n`, `\r\n` or `\r`.
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')) {
                starts.push(index + 1);
            }
        }
        Self { text, starts }
    }

    fn start(&self, line: usize) -> Option<usize> {
        line.checked_sub(1).and_then(|line| self.starts.get(line)).copied()
    }

    fn line(&self, number: usize) -> Option<(usize, &'a str)> {
        let start = self.start(number)?;
        let end = self.start(number + 1).unwrap_or(self.text.len());
        self.text.get(start..end).map(|line| (start, line))
    }

    /// The bytes that the parser says a node takes.
    fn range(&self, place: Sourcepos) -> Option<Range<usize>> {
        let start = self.start(place.start.line)? + place.start.column.checked_sub(1)?;
        let end = self.start(place.end.line)? + place.end.column;
        (start < end && self.text.get(start..end).is_some()).then_some(start..end)
    }

    fn inline(
        &self,
        node: Node<'_>,
        place: Sourcepos,
        url: &str,
        is_image: bool,
        used: &HashSet<usize>,
    ) -> Option<SourceLink> {
        let range = self.range(place).and_then(|range| {
            let found = destinations(self.text, range.clone()).find(|(_, end)| *end == range.end);
            found.map(|(destination, _)| destination).filter(|destination| self.says(destination, url))
        });
        // Where the parser's columns are not the source's (bars in tables), the line is searched.
        let range = range.filter(|range| !used.contains(&range.start)).or_else(|| {
            let (start, line) = self.line(place.start.line)?;
            destinations(self.text, start..start + line.len())
                .map(|(destination, _)| destination)
                .find(|destination| !used.contains(&destination.start) && self.says(destination, url))
        })?;
        Some(SourceLink {
            form: Form::Inline,
            range,
            destination: url.to_owned(),
            text: text_of_children(node),
            has_words: true,
            line: place.start.line,
            is_image,
            is_embed: false,
            in_table: in_table(node),
        })
    }

    /// Whether the bytes of a destination are those of `url`, as far as can be told without its escapes.
    fn says(&self, range: &Range<usize>, url: &str) -> bool {
        let written = self.text.get(range.clone()).unwrap_or_default();
        written.contains(['\\', '&', '\0']) || written == url
    }

    fn wiki(
        &self,
        node: Node<'_>,
        place: Sourcepos,
        url: &str,
        is_embed: bool,
        used: &HashSet<usize>,
    ) -> Option<SourceLink> {
        let is_it = |inner: &Range<usize>| {
            let written = self.text.get(inner.clone()).unwrap_or_default();
            let target = written.split('|').next().unwrap_or_default().trim_end_matches('\\').trim();
            !used.contains(&inner.start) && (target == url || target.contains(['\\', '&', '\0']))
        };
        let exact = self.range(place).and_then(|range| {
            let inner = range.start + if is_embed { 3 } else { 2 }..range.end.checked_sub(2)?;
            let whole = self.text.get(range)?;
            (whole.trim_start_matches('!').starts_with("[[") && whole.ends_with("]]") && inner.start <= inner.end)
                .then_some(inner)
        });
        let range = exact.filter(is_it).or_else(|| {
            let (start, line) = self.line(place.start.line)?;
            line.match_indices("[[").find_map(|(at, _)| {
                let inner = start + at + 2;
                let end = inner + line.get(at + 2..)?.find("]]")?;
                Some(inner..end).filter(is_it)
            })
        })?;
        let written = self.text.get(range.clone()).unwrap_or_default();
        Some(SourceLink {
            form: Form::Wiki,
            has_words: written.contains('|'),
            range,
            destination: url.to_owned(),
            text: text_of_children(node),
            line: place.start.line,
            is_image: false,
            is_embed,
            in_table: in_table(node),
        })
    }

    /// The definition that a line is, container marks before it left out. Lines that hold words of the page or code are not
    /// asked.
    fn definition(&self, number: usize) -> Option<SourceLink> {
        let (start, line) = self.line(number)?;
        let label = line.find(|character: char| !matches!(character, ' ' | '>' | '\t' | '-' | '*' | '+'))?;
        let rest = line.get(label..)?.strip_prefix('[')?;
        if rest.starts_with('^') {
            return None;
        }
        let close = closing_bracket(rest)?;
        let words = rest.get(..close)?;
        let after = label + 1 + close + 1;
        line.get(after..)?.strip_prefix(':')?;
        let space = line.get(after + 1..)?;
        let from = after + 1 + (space.len() - space.trim_start_matches([' ', '\t']).len());
        let (destination, end) = destination(self.text, start + from..start + line.len())?;
        let tail = self.text.get(end..start + line.len())?.trim();
        if destination.is_empty() || words.trim().is_empty() || !(tail.is_empty() || is_title(tail)) {
            return None;
        }
        Some(SourceLink {
            form: Form::Definition,
            destination: self.text.get(destination.clone())?.to_owned(),
            range: destination,
            text: words.to_owned(),
            has_words: true,
            line: number,
            is_image: false,
            is_embed: false,
            in_table: false,
        })
    }
}

fn text_of_children(node: Node<'_>) -> String {
    node.children().map(text_of).collect()
}

fn in_table(node: Node<'_>) -> bool {
    node.ancestors().any(|above| matches!(above.data().value, NodeValue::TableCell))
}

fn closing_bracket(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => return None,
            ']' => return Some(index),
            _ => {}
        }
    }
    None
}

fn is_title(text: &str) -> bool {
    [('"', '"'), ('\'', '\''), ('(', ')')]
        .iter()
        .any(|(open, close)| text.len() > 1 && text.starts_with(*open) && text.ends_with(*close))
}

/// Each `](destination "title")` in a part of the text: the destination's bytes, and where the link ends.
fn destinations(text: &str, within: Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
    let part = text.get(within.clone()).unwrap_or_default();
    part.match_indices("](").filter_map(move |(at, _)| {
        let open = within.start + at + 2;
        let from = open + leading_space(text.get(open..within.end)?);
        let (found, end) = destination(text, from..within.end)?;
        let mut at = end + leading_space(text.get(end..within.end)?);
        let rest = text.get(at..within.end)?;
        if !rest.starts_with(')') {
            // A title, after a space.
            let close = match rest.chars().next().filter(|_| at > end)? {
                '(' => ')',
                quote @ ('"' | '\'') => quote,
                _ => return None,
            };
            at += 1 + closing(rest.get(1..)?, close)? + 1;
            at += leading_space(text.get(at..within.end)?);
        }
        text.get(at..within.end)?.starts_with(')').then_some((found, at + 1))
    })
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\n', '\r', '>']).len()
}

/// Where an unescaped `mark` stands.
fn closing(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            found if found == mark => return Some(index),
            _ => {}
        }
    }
    None
}

/// A destination at the beginning of a part of the text (CommonMark 0.31, link destinations), and where it ends.
fn destination(text: &str, within: Range<usize>) -> Option<(Range<usize>, usize)> {
    let part = text.get(within.clone())?;
    if let Some(inside) = part.strip_prefix('<') {
        let end = closing(inside, '>')?;
        if inside.get(..end)?.contains(['\n', '<']) {
            return None;
        }
        let start = within.start + 1;
        return Some((start..start + end, start + end + 1));
    }
    let mut depth = 0_usize;
    let mut escaped = false;
    let mut end = part.len();
    for (index, character) in part.char_indices() {
        match character {
            _ if character.is_ascii_control() || character == ' ' => {
                end = index;
                break;
            }
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = index;
                break;
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    Some((within.start..within.start + end, within.start + end))
}

#[cfg(test)]
mod tests {
    use super::{Change, Form, SourceLink, all, rewrite};
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(Form, String, String)> {
        all(text).into_iter().map(|link| (link.form, text[link.range].to_owned(), link.text)).collect()
    }

    #[test]
    fn each_form_of_link_is_found_with_its_bytes() {
        let text = "É [a *b*](x.md \"t\") ![i](<a b.png>) [[Titre|mots]] ![[Autre]]\n\n> - [c][d] et [e\n> f](g(h).md)\n\n[d]: ../d.md 'é'\n";
        assert_eq!(
            found(text),
            [
                (Form::Inline, "x.md".to_owned(), "a b".to_owned()),
                (Form::Inline, "a b.png".to_owned(), "i".to_owned()),
                (Form::Wiki, "Titre|mots".to_owned(), "mots".to_owned()),
                (Form::Wiki, "Autre".to_owned(), "Autre".to_owned()),
                (Form::Inline, "g(h).md".to_owned(), "e f".to_owned()),
                (Form::Definition, "../d.md".to_owned(), "d".to_owned()),
            ]
        );
    }

    #[test]
    fn links_in_images_and_images_in_links_are_both_found() {
        assert_eq!(
            found("[![a](x.png)](y.md)"),
            [(Form::Inline, "x.png".to_owned(), "a".to_owned()), (Form::Inline, "y.md".to_owned(), "a".to_owned())]
        );
    }

    #[test]
    fn links_in_tables_are_found_whatever_the_bars() {
        let text = "| a | b |\n|---|---|\n| x \\| [[Titre\\|mots]] | [c](d.md) \\| [e](f.md) |\n";
        let links = all(text);
        let written: Vec<_> = links.iter().map(|link| &text[link.range.clone()]).collect();
        assert_eq!(written, ["Titre\\|mots", "d.md", "f.md"]);
        let changed =
            rewrite(text, &all(text), &mut |link| link.is_wiki().then(|| Change::Destination("id|mots".to_owned())));
        assert!(changed.contains("[[id\\|mots]]"), "{changed}");
    }

    #[test]
    fn code_addresses_and_footnotes_are_not_links() {
        for text in [
            "`[a](b)` `[[c]]`",
            "```\n[a](b)\n[c]: d\n```\n",
            "    [a](b)\n",
            "<https://exemple.org> https://exemple.org",
            "a[^1]\n\n[^1]: note\n",
            "texte\n[a]: b\n",
            "\\[a](b)",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn rewriting_changes_destinations_and_nothing_else() {
        let text = "\u{feff}[a](b.md  \"t\")\r\n[c]( <d e.md> ) [[F#g|h]]\r\n\r\n[i]: j.md\r\n";
        let new = |link: &SourceLink| {
            Some(Change::Destination(if link.is_wiki() { "ID|h".to_owned() } else { "/n/1/é (x)".to_owned() }))
        };
        assert_eq!(
            rewrite(text, &all(text), &mut |link| new(link)),
            "\u{feff}[a](</n/1/é (x)>  \"t\")\r\n[c]( </n/1/é (x)> ) [[ID|h]]\r\n\r\n[i]: </n/1/é (x)>\r\n"
        );
    }

    #[test]
    fn a_wiki_link_to_a_file_becomes_an_inline_link() {
        let text = "a [[b.pdf|le b]] ![[c d.png]] | ![[e|300]] z\n\n| x |\n|---|\n| [[f.pdf\\|g]] |\n";
        let new = |link: &SourceLink| Some(Change::Whole(link.text.clone(), "/files/1".to_owned()));
        let changed = rewrite(text, &all(text), &mut |link| new(link));
        assert!(changed.starts_with("a [le b](/files/1) ![c d.png](/files/1) | ![300](/files/1) z"), "{changed}");
        assert!(changed.contains("| [g](/files/1) |"), "{changed}");
    }

    #[test]
    fn links_deep_in_lists_and_quotations_are_found() {
        let text = "1. [a](b)\n   - [c](d)\n\n     [e](f)\n\n\t[g](h)\n\n* x\n  > [i](j)\n";
        assert_eq!(all(text).len(), 5, "{:?}", found(text));
    }

    proptest! {
        #[test]
        fn rewriting_nothing_gives_the_same_bytes(text in "([a-zé \\[\\]()!|>`<#:\\\\\n\r\t*&;\"-]|\\[a\\]\\(b\\)|\\[\\[c\\]\\]|\\[d\\]: e\n){0,30}") {
            prop_assert_eq!(rewrite(&text, &all(&text), &mut |_| None), text.clone());
            let same = rewrite(&text, &all(&text), &mut |link| {
                let written = text[link.range.clone()].to_owned();
                (!written.is_empty()).then_some(Change::Destination(written))
            });
            prop_assert_eq!(same.replace(['<', '>'], ""), text.replace(['<', '>'], ""));
        }
    }
}
