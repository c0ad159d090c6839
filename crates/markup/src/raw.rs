//! The one door for raw HTML: a body that holds some is cleaned whole, after it was rendered.
//!
//! What `markup` itself writes and no list could tell from what a person wrote (holes, formulas, coloured code) passes
//! as marks: a number between two noncharacters, which no text, address or attribute may hold.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use ammonia::{Builder, UrlRelative};

use crate::addresses::{Place, allowed};

/// Stands around the number of a mark. Unicode keeps it for programs (section 23.7); texts that hold it lose it.
pub(crate) const SENTINEL: char = '\u{fdd0}';

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "name", "data-footnote-ref", "data-footnote-backref", "aria-label"]),
    ("aside", &["data-callout"]),
    ("code", &["data-language"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("details", &["open"]),
    ("img", &["src", "alt", "width", "height"]),
    ("input", &["checked", "aria-label"]),
    ("li", &["value"]),
    ("ol", &["start", "reversed", "type"]),
    ("p", &["data-callout-title"]),
    ("section", &["data-footnotes", "aria-label"]),
    ("td", &["align", "data-align", "colspan", "rowspan"]),
    ("th", &["align", "data-align", "colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Elements whose content is never words.
const EMPTIED: &[&str] = &["script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math"];

/// Elements that take all that follows for their content, whatever it is, where nothing ends them.
const SWALLOWING: &[&str] = &[
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// The element that a literal opens and does not end, and that would take the rest of the note.
pub(crate) fn unended(literal: &str) -> Option<&'static str> {
    let literal = literal.to_ascii_lowercase();
    let is_named = |place: usize, length: usize| {
        literal.get(place + length..).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    let last = |opening: &str| {
        literal.rmatch_indices(opening).map(|(place, _)| place).find(|place| is_named(*place, opening.len()))
    };
    SWALLOWING.iter().copied().find(|name| {
        last(&format!("<{name}")).is_some_and(|begun| last(&format!("</{name}")).is_none_or(|ended| ended < begun))
    })
}

/// Whether a tag ends an element.
pub(crate) fn ends(tag: &str, name: &str) -> bool {
    let found = tag.strip_prefix("</").and_then(|rest| rest.get(..name.len()));
    found.is_some_and(|found| found.eq_ignore_ascii_case(name))
}

fn door() -> &'static Builder<'static> {
    static DOOR: OnceLock<Builder<'static>> = OnceLock::new();
    DOOR.get_or_init(|| {
        let mut door = Builder::empty();
        let attributes: HashMap<&str, HashSet<&str>> =
            ATTRIBUTES.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect();
        door.tags(ELEMENTS.iter().copied().collect())
            .clean_content_tags(EMPTIED.iter().copied().collect())
            .generic_attributes(HashSet::from(["id", "title", "lang", "dir"]))
            .tag_attributes(attributes)
            .set_tag_attribute_value("input", "type", "checkbox")
            .set_tag_attribute_value("input", "disabled", "")
            // What may have to be scrolled can be reached by the keyboard.
            .set_tag_attribute_value("table", "tabindex", "0")
            .set_tag_attribute_value("pre", "tabindex", "0")
            .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
            .url_relative(UrlRelative::PassThrough)
            .link_rel(None)
            .strip_comments(true)
            .attribute_filter(filter);
        door
    })
}

fn filter<'value>(_element: &str, attribute: &str, value: &'value str) -> Option<Cow<'value, str>> {
    if value.contains(SENTINEL) {
        return None;
    }
    match attribute {
        "href" => allowed(value, Place::Link).map(Cow::Borrowed),
        "src" => allowed(value, Place::Source).map(Cow::Borrowed),
        // The frame of the page has its own.
        "id" | "name" if value == "main" => None,
        _ => Some(Cow::Borrowed(value)),
    }
}

/// Cleans a rendered page that holds raw HTML.
pub(crate) fn clean(html: &str) -> String {
    door().clean(html).to_string()
}

/// A piece of raw HTML as it may go into the page to be cleaned: it cannot write marks, and its first headings are
/// second ones, the title of the page being the first.
pub(crate) fn prepared(literal: &str) -> String {
    let literal = without_sentinel_references(literal);
    let mut out = String::with_capacity(literal.len());
    let mut rest = literal.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let name = if tag.starts_with("</") { 2 } else { 1 };
        let is_first = tag.get(name..name + 2).is_some_and(|found| found.eq_ignore_ascii_case("h1"))
            && tag.get(name + 2..).is_some_and(|after| after.starts_with(|c: char| !c.is_alphanumeric()));
        if is_first {
            out.push_str(tag.get(..name).unwrap_or_default());
            out.push_str("h2");
            rest = tag.get(name + 2..).unwrap_or_default();
        } else {
            out.push('<');
            rest = tag.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// Takes out the numeric references (`&#xFDD0;`) that a parser would read as the sentinel.
fn without_sentinel_references(literal: &str) -> String {
    let mut out = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some(at) = rest.find("&#") {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let digits = reference.get(2..).unwrap_or_default();
        let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (digits, 10),
        };
        let end = digits.find(|character: char| !character.is_digit(radix)).unwrap_or(digits.len());
        let number = digits.get(..end).unwrap_or_default().trim_start_matches('0');
        if u32::from_str_radix(number, radix).ok() == Some(u32::from(SENTINEL)) {
            out.push('\u{fffd}');
            rest = digits.get(end..).unwrap_or_default();
        } else {
            out.push_str("&#");
            rest = reference.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out.replace(SENTINEL, "\u{fffd}")
}

/// The places that a literal names, so that links of the page may lead there.
pub(crate) fn places(literal: &str) -> Vec<String> {
    let mut places = Vec::new();
    for name in [" id=", " name="] {
        for after in literal.split(name).skip(1) {
            let value = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after.get(1..).and_then(|value| value.split(quote).next()),
                _ => after.split(|end: char| end.is_whitespace() || end == '>').next(),
            };
            places.extend(value.filter(|value| !value.is_empty()).map(str::to_owned));
        }
    }
    places
}

/// How deep raw elements may go; the parser's work grows with the square of it.
pub(crate) const DEEPEST: usize = 256;

/// Elements that hold nothing, or that the next of their kind ends.
const SHALLOW: [&str; 14] =
    ["br", "hr", "img", "input", "wbr", "col", "p", "li", "dt", "dd", "tr", "td", "th", "source"];

/// Elements of a page that its raw HTML has opened and not closed.
#[derive(Debug, Default)]
pub(crate) struct Depth {
    open: HashMap<String, usize>,
    total: usize,
}

impl Depth {
    /// How deep elements go in a literal that comes next.
    pub(crate) fn deepest(&mut self, literal: &str) -> usize {
        let mut deepest = self.total;
        for tag in literal.split('<').skip(1) {
            let (tag, closes) = tag.strip_prefix('/').map_or((tag, false), |tag| (tag, true));
            let end = tag.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(tag.len());
            let name = tag.get(..end).unwrap_or_default().to_ascii_lowercase();
            if name.is_empty() || SHALLOW.contains(&name.as_str()) {
                continue;
            }
            let open = self.open.entry(name).or_default();
            if !closes {
                *open += 1;
                self.total += 1;
                deepest = deepest.max(self.total);
            } else if *open > 0 {
                *open -= 1;
                self.total -= 1;
            }
        }
        deepest
    }
}

/// Whether a literal is nothing but a comment, which no page shows.
pub(crate) fn is_comment(literal: &str) -> bool {
    literal
        .trim()
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"))
        .is_some_and(|inside| !inside.contains("-->"))
}

/// Whether a literal is a line break, which needs no cleaning.
pub(crate) fn is_break(literal: &str) -> bool {
    matches!(literal.to_ascii_lowercase().as_str(), "<br>" | "<br/>" | "<br />")
}

#[cfg(test)]
mod tests {
    use super::{clean, ends, prepared, unended};

    #[test]
    fn an_element_that_nothing_ends_is_known() {
        for text in ["<script>", "a <TEXTAREA rows=2> b", "<style></style><style>", "<title/>", "<xmp></xmpl>"] {
            assert!(unended(text).is_some(), "{text}");
        }
        for text in ["<script>x</script>", "<style>a</STYLE>", "<scripted>", "<titles>", "</script>", "<p>"] {
            assert!(unended(text).is_none(), "{text}");
        }
        assert_eq!(unended("<script>"), Some("script"));
        assert!(ends("</SCRIPT >", "script") && !ends("<b>", "script"));
    }

    #[test]
    fn nothing_that_acts_passes() {
        let html = clean(
            "<script>x</script><p onclick=\"x\" style=\"color:red\">a</p><a href=\"javascript:x\">b</a><img src=\"https://e.org/x\" alt=\"c\">",
        );
        assert_eq!(html, "<p>a</p><a>b</a><img alt=\"c\">");
    }

    #[test]
    fn raw_html_cannot_write_a_mark() {
        assert_eq!(prepared("<b>&#xFDD0;1&#0064976;</b>"), "<b>\u{fffd};1\u{fffd};</b>");
        assert_eq!(clean("<a title=\"\u{fdd0}1\u{fdd0}\">x</a>"), "<a>x</a>");
    }

    #[test]
    fn a_first_heading_becomes_a_second_one() {
        assert_eq!(prepared("<H1 id=\"a\">b</h1><h10>"), "<h2 id=\"a\">b</h2><h10>");
    }
}
