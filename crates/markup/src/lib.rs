//! Markdown to a safe page: fixed pieces and holes, links, contents, excerpt; and what joins two edits of one text.
//!
//! `README.md` says where to begin.

pub mod addresses;
mod asides;
mod blocks;
mod callouts;
mod code;
mod compare;
mod compile;
mod fill;
mod formulas;
mod french;
mod headings;
pub mod links;
mod merge;
mod nesting;
mod parts;
mod raw;
mod render;
mod sentences;
mod targets;
mod terms;
mod words;

pub use callouts::CalloutKind;
pub use compare::{Compared, Span, compare};
pub use compile::{Compiled, Extension, Heading, Hole, Options, Piece, Profile, VERSION, anchors, compile};
pub use fill::{Filled, Underlined, Within, fill, fill_with_terms, fill_within};
pub use headings::{AnchorIndex, fragment_id, heading_id, names_heading, percent_decoded};
pub use merge::{Merge, Passage, merge};
pub use parts::{Part, Side, Take, join, parts};
pub use targets::{Kind, Media, Reference, Sentence, Target, WikiTarget, link_words};
pub use terms::{Found, Lexicon};
pub use words::Words;

/// Plain text with its spaces as its language wants them, as texts are rendered.
pub fn spaced(text: &str, language: &domain::LanguageTag) -> String {
    if language.is_french() { french::spaced(text, None) } else { text.to_owned() }
}
