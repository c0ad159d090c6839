//! What was typed beside what somebody else saved meanwhile, passage by passage.

use services::writing::{Merging, Part, Side, Take, join};

use crate::forms::Sent;
use crate::frame::Frame;

/// A passage that differs.
pub(super) struct Passage {
    /// Its number, from 0.
    pub number: usize,
    pub legend: String,
    /// Who changed it.
    pub about: String,
    pub ours: String,
    pub theirs: String,
    /// What may be taken of it: its code, its words, whether it is.
    pub takes: Vec<(&'static str, String, bool)>,
}

/// Both texts.
pub(super) struct Merge {
    pub says: String,
    /// That the other version has another title.
    pub title: Option<String>,
    /// What it says otherwise beside its text: each field, and what it says.
    pub fields: Vec<(String, String)>,
    pub passages: Vec<Passage>,
}

const TAKES: [(Take, &str); 3] = [(Take::Ours, "mine"), (Take::Theirs, "theirs"), (Take::Both, "both")];

/// What is taken of a passage: as it was chosen, else what was changed.
fn taken(chosen: Option<&Sent>, number: usize, side: Side) -> Take {
    let code = chosen.map_or("", |sent| sent.text(&format!("passage-{number}")));
    TAKES.into_iter().find(|(_, it)| *it == code).map_or(Take::of(side), |(take, _)| take)
}

/// The text that is proposed.
pub(super) fn text(merging: &Merging, chosen: Option<&Sent>) -> String {
    join(&merging.parts, |number, side| taken(chosen, number, side))
}

impl Merge {
    pub fn new(f: &Frame<'_>, merging: &Merging, chosen: Option<&Sent>) -> Self {
        let differing = merging.parts.iter().filter_map(|part| match part {
            Part::Differs { ours, theirs, side } => Some((ours, theirs, *side)),
            Part::Same(_) => None,
        });
        let passage = |(number, (ours, theirs, side)): (usize, (&String, &String, Side))| {
            let take = taken(chosen, number, side);
            let takes = TAKES.map(|(it, code)| {
                let words = match it {
                    Take::Ours => f.t("web-write-take-mine"),
                    Take::Theirs => f.t("web-write-take-theirs"),
                    Take::Both => f.t("web-write-take-both"),
                };
                (code, words.into_owned(), it == take)
            });
            let about = match side {
                Side::Ours => f.t("web-write-changed-by-me"),
                Side::Theirs => f.t("web-write-changed-by-them"),
                Side::Both => f.t("web-write-changed-by-both"),
            };
            let place = i64::try_from(number).unwrap_or(i64::MAX).saturating_add(1);
            Passage {
                number,
                legend: f.messages().with("web-write-passage", &[("number", place.into())]),
                about: about.into_owned(),
                ours: ours.clone(),
                theirs: theirs.clone(),
                takes: takes.into(),
            }
        };
        let says = match &merging.by {
            Some(by) => f.messages().with("web-write-stale-by", &[("by", by.as_str().into())]),
            None => f.t("web-write-stale-what").into_owned(),
        };
        let title = merging.title.1.as_ref();
        Self {
            says,
            title: title.map(|title| f.messages().with("web-write-their-title", &[("title", title.as_str().into())])),
            fields: Vec::new(),
            passages: differing.enumerate().map(passage).collect(),
        }
    }
}
