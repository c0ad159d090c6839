//! Awkward words, of our own making: what breaks programs that take what is typed for something else than words.

/// What no page may hold as markup: the beginning of an element that each of the words of markup below would make.
pub const MARKUP: &str = "<zqmarque";

/// Words to type.
pub struct Awkward {
    /// What is awkward in them.
    pub what: &'static str,
    /// The words.
    pub words: String,
    /// The bytes of a form that stand for them, where these are no words.
    pub bytes: Option<&'static str>,
}

impl Awkward {
    /// As a form writes them.
    pub fn written(&self) -> String {
        let written = || form_urlencoded::byte_serialize(self.words.as_bytes()).collect();
        self.bytes.map_or_else(written, str::to_owned)
    }
}

/// All of them.
pub fn all() -> Vec<Awkward> {
    let words = [
        ("nothing", String::new()),
        ("markup", "\"><zqmarque onload='alert(1)'></textarea></title></script><!-- &amp; ".to_owned()),
        ("a header", "Ana\r\nBcc: tous@exemple.org\r\n\r\n<zqmarque>".to_owned()),
        ("a zero", "un\0deux".to_owned()),
        ("a list of addresses", "ana@exemple.org, <tous@exemple.org>".to_owned()),
        ("too much in one word", "a".repeat(100 * 1024)),
        ("blanks", " \t\u{a0}\u{2003}\u{3000}\n ".to_owned()),
        ("nothing that is seen", "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".to_owned()),
        ("zeros alone", "\0\0".to_owned()),
        ("controls", "a\u{1}b\u{7}c\u{8}d\u{1b}[31me\u{7f}f\u{85}g".to_owned()),
        ("ends of lines", "un\rdeux\u{2028}trois\u{2029}quatre\u{b}cinq\u{c}six".to_owned()),
        ("an order turned over", "\u{202e}abc\u{202c} \u{2066}def\u{2069} \u{200f}".to_owned()),
        ("right to left", "שלום עליכם، مرحبا بالعالم".to_owned()),
        ("a pile of accents", format!("e{}", "\u{301}\u{489}".repeat(200))),
        ("four bytes", "𝕬𠜎👩\u{200d}👩\u{200d}👧\u{fe0f}\u{10ffff}".to_owned()),
        ("no characters", "\u{fffe}\u{ffff}\u{fdd0}\u{fffd}".to_owned()),
        ("halves of characters, escaped", r"\ud800 \uDFFF %uD800 &#xD800; &#0;".to_owned()),
        ("Markdown", "[x](javascript:alert(1)) ![y](//exemple.org/z.png)\n\n---\n# T\n```\n<zqmarque>".to_owned()),
        ("links", "[[Écluse|<zqmarque>]] ![[Écluse]] [[#]] [[".to_owned()),
        ("depth", format!("{}{}", ">".repeat(1000), "[".repeat(2000))),
        ("SQL", "'; DROP TABLE note; --\" OR 1=1 /* \\' */".to_owned()),
        ("LIKE", "%_%\\_*?".to_owned()),
        ("a template", "{{ 7*7 }} {% if x %} {# #} ${7*7} <%= 7*7 %>".to_owned()),
        ("a message", "{ $site } { -term } { \"x\" } { $n -> *[other] x }".to_owned()),
        ("a path", "../../../etc/passwd /..\\..\\C:\\nul:".to_owned()),
        ("percents", "%00%0d%0a%2e%2e%2f%ff %".to_owned()),
        ("an address elsewhere", "//exemple.org/\\@exemple.net".to_owned()),
        ("an address that acts", "javascript:alert(1)//https://exemple.org".to_owned()),
        ("a coded word", "=?utf-8?q?Ana=0D=0ABcc=3A_tous=40exemple.org?=".to_owned()),
        ("a number below all", "-9223372036854775809".to_owned()),
        ("the largest number", "9223372036854775807".to_owned()),
        ("no number", "1e309 NaN -0 0x10".to_owned()),
        ("an id of nothing", "0".repeat(26)),
        ("an id that is none", "z".repeat(26)),
        ("no day", "2026-02-30".to_owned()),
        ("the last day", "9999-12-31".to_owned()),
        ("a word of programs", "null undefined true [object Object] constructor __proto__".to_owned()),
        ("a formula", "=1+1;@SUM(A1);+cmd|' /C calc'!A0".to_owned()),
        ("too many words", "mot ".repeat(25 * 1024)),
    ];
    let bytes = [
        ("bytes that are no characters", "%ff%fe%c0%80"),
        ("half of a character, in bytes", "%ed%a0%80"),
        ("beyond the last character", "%f4%90%80%80"),
        ("a character cut short", "caf%c3"),
        ("percents of nothing", "%zz%"),
    ];
    let worded = words.into_iter().map(|(what, words)| Awkward { what, words, bytes: None });
    let others = bytes.into_iter().map(|(what, bytes)| Awkward { what, words: String::new(), bytes: Some(bytes) });
    worded.chain(others).collect()
}
