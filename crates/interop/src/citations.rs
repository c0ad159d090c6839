//! How a note or a work is cited: for people in two styles, for reference managers in three formats.

use std::fmt::Write as _;
use std::sync::LazyLock;

use domain::LanguageTag;
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, LocaleCode, Style as CslStyle};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren};
use i18n::Language;
use serde_json::{Value, json};

/// A day: year, month, day.
pub type Day = (i16, i8, i8);

/// What is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// A word that names it, without spaces (its id).
    pub key: String,
    /// Its title.
    pub title: String,
    /// Who is credited, in order.
    pub authors: Vec<Name>,
    /// What of a work it is.
    pub extent: Extent,
    /// The site.
    pub site: String,
    /// Its whole address.
    pub url: String,
    /// When it was published; none of what says no date.
    pub issued: Option<Day>,
    /// When it is read.
    pub accessed: Day,
    /// The language of its text.
    pub language: LanguageTag,
}

/// What of a work is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A page that is part of none.
    Page,
    /// A part of the one of this title.
    PartOf(String),
    /// All of it.
    Work,
}

impl Extent {
    /// The title of the work that it is a part of.
    fn within(&self) -> Option<&str> {
        match self {
            Self::PartOf(work) => Some(work),
            Self::Page | Self::Work => None,
        }
    }

    /// The word that a format has for it.
    fn word<'a>(&self, page: &'a str, part: &'a str, work: &'a str) -> &'a str {
        match self {
            Self::Page => page,
            Self::PartOf(_) => part,
            Self::Work => work,
        }
    }
}

/// Who is credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A person.
    Person {
        /// First names.
        given: String,
        /// The family name, with what goes before it (*de la*).
        family: String,
    },
    /// A collective, or a name of one word.
    Whole(String),
}

/// Words that begin a family name.
const PARTICLES: [&str; 16] =
    ["al", "ap", "ben", "d’", "da", "de", "del", "della", "des", "di", "du", "la", "le", "van", "von", "zu"];

/// Words by which a name is that of a collective. A byline says no more than a name.
const COLLECTIVES: [&str; 34] = [
    "association",
    "bibliotheque",
    "cegep",
    "centre",
    "centre,",
    "cercle",
    "coalition",
    "college",
    "comite",
    "committee",
    "commission",
    "community",
    "communaute",
    "contributors",
    "cooperative",
    "equipe",
    "federation",
    "fondation",
    "foundation",
    "group",
    "groupe",
    "inc.",
    "institut",
    "institute",
    "ministere",
    "organisme",
    "reseau",
    "network",
    "regroupement",
    "societe",
    "table",
    "team",
    "universite",
    "university",
];

impl Name {
    /// Reads a name as people write it: the last word is the family name, with the particles before it. Names of Quebec are
    /// often of two families joined by a hyphen, which is one word. A collective is told by its words.
    pub fn of(name: &str) -> Self {
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_collective = words.iter().any(|word| COLLECTIVES.contains(&domain::folding::title_key(word).as_str()));
        let [first, middle @ .., last] = words.as_slice() else { return Self::Whole(name.trim().to_owned()) };
        if is_collective || words.len() > 6 {
            return Self::Whole(name.trim().to_owned());
        }
        let particles = middle.iter().rev().take_while(|word| is_particle(word)).count();
        let (given, before) = middle.split_at(middle.len() - particles);
        let given = [&[*first], given].concat().join(" ");
        let family = [before, &[*last]].concat().join(" ");
        Self::Person { given, family }
    }
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().replace('\'', "’").as_str())
}

/// What goes before a family name, and the rest of it.
fn before_family(family: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    while let Some((word, _)) = family[end..].split_once(' ').filter(|(word, _)| is_particle(word)) {
        end += word.len() + 1;
    }
    (end > 0).then(|| (family[..end].trim_end(), &family[end..]))
}

/// How citations are written for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// American Psychological Association, seventh edition.
    Apa,
    /// ISO 690:2021, name and date.
    Iso690,
}

/// Some words of a written citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Whether they are in italics.
    pub italic: bool,
    /// Whether they are the address.
    pub is_address: bool,
}

static APA: LazyLock<Option<IndependentStyle>> =
    LazyLock::new(|| match ArchivedStyle::AmericanPsychologicalAssociation.get() {
        CslStyle::Independent(style) => Some(style),
        CslStyle::Dependent(_) => None,
    });
static ISO_690: LazyLock<Option<IndependentStyle>> =
    LazyLock::new(|| IndependentStyle::from_xml(include_str!("citations/iso690.csl")).ok());
/// The two languages of the interface; the sixty others are let go of.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let ours = |locale: &Locale| locale.lang.as_ref().is_some_and(|lang| matches!(lang.0.as_str(), "fr-CA" | "en-US"));
    locales().into_iter().filter(ours).collect()
});

/// A citation written for people, in the language of the interface.
pub fn written(cited: &Cited, style: Style, language: Language) -> Vec<Words> {
    let issued = match cited.issued {
        // The style has its days in the English order: « 2024, novembre 5 ».
        Some((year, ..)) if style == Style::Apa && language == Language::French => {
            Some(json!({"date-parts": [[year]]}))
        }
        issued => issued.map(date_parts),
    };
    let item = csl_item(cited, issued);
    let style = match style {
        Style::Apa => APA.as_ref(),
        Style::Iso690 => ISO_690.as_ref(),
    };
    let item: Option<Item> = serde_json::from_value(item).ok();
    let (Some(style), Some(item)) = (style, item) else { return Vec::new() };
    let locale = LocaleCode(if language == Language::French { "fr-CA" } else { "en-US" }.to_owned());
    let mut driver = BibliographyDriver::new();
    let one = CitationItem::with_entry(&item);
    driver.citation(CitationRequest::new(vec![one], style, Some(locale.clone()), &LOCALES, None));
    let rendered = driver.finish(BibliographyRequest::new(style, Some(locale), &LOCALES));
    let mut words = Vec::new();
    for item in rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default() {
        read(&item.content, &mut words);
    }
    // The style puts a comma before a day, whether there is one or not.
    for words in &mut words {
        words.text = words.text.replace(",)", ")");
    }
    words
}

fn read(children: &ElemChildren, words: &mut Vec<Words>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => {
                push(words, &text.text, text.formatting.font_style == FontStyle::Italic, false);
            }
            ElemChild::Elem(element) => read(&element.children, words),
            ElemChild::Markup(text) => push(words, text, false, false),
            ElemChild::Link { text, .. } => push(words, &text.text, false, true),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn push(words: &mut Vec<Words>, text: &str, italic: bool, is_address: bool) {
    match words.last_mut().filter(|last| last.italic == italic && last.is_address == is_address) {
        Some(last) => last.text.push_str(text),
        None => words.push(Words { text: text.to_owned(), italic, is_address }),
    }
}

/// An item of CSL-JSON (citation-style-language, schema 1.0.2).
pub fn csl_json(cited: &Cited) -> Value {
    csl_item(cited, cited.issued.map(date_parts))
}

fn date_parts((year, month, day): Day) -> Value {
    json!({"date-parts": [[year, month, day]]})
}

fn csl_item(cited: &Cited, issued: Option<Value>) -> Value {
    let name = |name: &Name| match name {
        Name::Person { given, family } => match before_family(family) {
            // Said apart, it stays with the family name in every style.
            Some((particle, family)) => json!({"family": family, "non-dropping-particle": particle, "given": given}),
            None => json!({"family": family, "given": given}),
        },
        Name::Whole(name) => json!({"literal": name}),
    };
    let kind = cited.extent.word("webpage", "chapter", "book");
    let authors: Vec<Value> = cited.authors.iter().map(name).collect();
    let said = [
        ("id", Some(json!(cited.key))),
        ("type", Some(json!(kind))),
        ("title", Some(json!(cited.title))),
        ("author", (!authors.is_empty()).then_some(Value::Array(authors))),
        ("container-title", cited.extent.within().map(|work| json!(work))),
        ("issued", issued),
        ("publisher", Some(json!(cited.site))),
        ("URL", Some(json!(cited.url))),
        ("accessed", Some(date_parts(cited.accessed))),
        ("language", Some(json!(cited.language.as_str()))),
    ];
    said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// An entry of BibTeX, in UTF-8: `@book` of a work, `@incollection` of a note in one, `@misc` of another note.
pub fn bibtex(cited: &Cited) -> String {
    let kind = cited.extent.word("misc", "incollection", "book");
    let mut out = format!("@{kind}{{{},\n", cited.key);
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    };
    let names = cited.authors.iter().map(|name| match name {
        Name::Person { given, family } => format!("{}, {}", escaped(family), escaped(given)),
        Name::Whole(name) => format!("{{{}}}", escaped(name)),
    });
    let names = names.collect::<Vec<_>>().join(" and ");
    if !names.is_empty() {
        field("author", &names);
    }
    // Braces keep the capitals of the title.
    field("title", &format!("{{{}}}", escaped(&cited.title)));
    if let Some(work) = cited.extent.within() {
        field("booktitle", &format!("{{{}}}", escaped(work)));
    }
    if let Some((year, month, day)) = cited.issued {
        field("year", &year.to_string());
        field("date", &format!("{year:04}-{month:02}-{day:02}"));
    }
    field("publisher", &format!("{{{}}}", escaped(&cited.site)));
    field("url", &cited.url);
    let (year, month, day) = cited.accessed;
    field("urldate", &format!("{year:04}-{month:02}-{day:02}"));
    field("langid", if cited.language.is_french() { "french" } else { cited.language.as_str() });
    out.push_str("}\n");
    out
}

/// Words of a field of BibTeX: what TeX would act on is written so that it does not.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', character]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A record of RIS (2011), in UTF-8, its lines ended by CR LF.
pub fn ris(cited: &Cited) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        // One line a value: a line that began with a tag would be another one.
        let value: String = value.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        let _ = write!(out, "{tag}  - {}\r\n", value.trim());
    };
    line("TY", cited.extent.word("ELEC", "CHAP", "BOOK"));
    for name in &cited.authors {
        match name {
            Name::Person { given, family } => line("AU", &format!("{family}, {given}")),
            Name::Whole(name) => line("AU", name),
        }
    }
    line("TI", &cited.title);
    if let Some(work) = cited.extent.within() {
        line("T2", work);
    }
    if let Some((year, month, day)) = cited.issued {
        line("PY", &format!("{year:04}"));
        line("DA", &format!("{year:04}/{month:02}/{day:02}"));
    }
    line("PB", &cited.site);
    line("UR", &cited.url);
    let (year, month, day) = cited.accessed;
    line("Y2", &format!("{year:04}/{month:02}/{day:02}"));
    line("LA", cited.language.as_str());
    line("ID", &cited.key);
    line("ER", "");
    out
}
