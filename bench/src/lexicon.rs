//! Underlining alone: what finding the terms of a lexicon in a text costs.

use std::time::Instant;

use domain::LanguageTag;
use markup::{Compiled, Filled, Lexicon, Options, Profile, Underlined, Words};

use crate::budgets::Line;
use crate::figures::percentile;
use crate::notes::Folder;
use crate::run::{Figures, SEED};
use crate::trouble::Result;

/// Terms of the lexicon.
const TERMS: usize = 5_000;
/// Texts, each read so many times.
const TEXTS: usize = 50;
const TIMES: usize = 20;

pub(crate) fn measure(figures: &mut Figures) -> Result<()> {
    let french = LanguageTag::french();
    let words = Words::new(str::to_owned);
    let read = |number| {
        let text = Folder { count: TEXTS, seed: SEED }.text(number, "");
        let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
        markup::compile(body, &Options { language: &french, profile: Profile::Page, words: &words })
    };
    let texts: Vec<Compiled> = (0..TEXTS).map(read).collect();
    let labels: Vec<String> = (0..TERMS).map(label).collect();
    let lexicon = Lexicon::new(labels.iter().map(|label| ("fr", label.as_str())));
    let mut costs = Vec::new();
    for text in texts.iter().cycle().take(TEXTS * TIMES) {
        let plain = timed(|| markup::fill(text, &mut |_| Filled::Text).len());
        let with = timed(|| underlined(text, &lexicon).len());
        costs.push((with - plain).max(0.0) * 1000.0);
    }
    costs.sort_by(f64::total_cmp);
    figures.add(Line::of("underline", "none", TERMS, percentile(&costs, 0.5)).with("p99_ms", percentile(&costs, 0.99)))
}

/// Words of the texts, in pairs that they do not stand in, and the words themselves: every one begins some label.
fn label(number: usize) -> String {
    const WORDS: [&str; 20] = [
        "mentorat",
        "transfert",
        "savoir",
        "communauté",
        "animation",
        "curation",
        "relève",
        "mandat",
        "équipe",
        "comité",
        "coopérative",
        "jardin",
        "atelier",
        "table",
        "cercle",
        "centre",
        "cuisine",
        "réseau",
        "rencontre",
        "personne",
    ];
    let word = |at: usize| WORDS.get(at % WORDS.len()).copied().unwrap_or_default();
    match number / WORDS.len() {
        0 => word(number).to_owned(),
        other => format!("{} {} {other}", word(number), word(other)),
    }
}

fn underlined(text: &Compiled, lexicon: &Lexicon) -> String {
    let (mut terms, mut end) = (Vec::new(), (0, 0));
    for found in lexicon.found_in(text, "fr") {
        if (found.piece, found.bytes.start) >= end {
            end = (found.piece, found.bytes.end);
            let (href, term) = ("/lexicon/terme".to_owned(), found.label.to_string());
            terms.push(Underlined { piece: found.piece, bytes: found.bytes, href, term });
        }
    }
    markup::fill_with_terms(text, &terms, &mut |_| Filled::Text)
}

fn timed(work: impl Fn() -> usize) -> f64 {
    let began = Instant::now();
    std::hint::black_box(work());
    began.elapsed().as_secs_f64()
}
