//! Two versions of a long text, compared.

use std::time::Instant;

use crate::budgets::Line;
use crate::figures::percentile;
use crate::notes::{Chance, Folder};
use crate::run::{Figures, SEED};
use crate::trouble::Result;

/// Bytes of each text, about.
const BYTES: usize = 40_000;
const TIMES: usize = 200;

pub(crate) fn measure(figures: &mut Figures) -> Result<()> {
    let folder = Folder { count: 100, seed: SEED };
    let before: String = (0..100).map(|number| folder.text(number, "")).scan(0, up_to).collect();
    let after = edited(&before);
    let mut costs: Vec<f64> = (0..TIMES).map(|_| timed(&before, &after)).collect();
    costs.sort_by(f64::total_cmp);
    figures.add(Line::of("compare", "none", 2, percentile(&costs, 0.5)).with("p99_ms", percentile(&costs, 0.99)))
}

/// Texts until there are enough bytes of them.
fn up_to(bytes: &mut usize, text: String) -> Option<String> {
    let is_enough = *bytes >= BYTES;
    *bytes += text.len();
    (!is_enough).then_some(text)
}

/// The same text as an author leaves it: words changed in one line of ten, a line of fifty added or taken out.
fn edited(text: &str) -> String {
    let mut chance = Chance::new(SEED);
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match chance.below(100) {
            0 => continue,
            1 => out.push_str("Une ligne de plus, que personne n’avait écrite.\n"),
            2..=11 => out.push_str(&line.replacen(' ', " aussi ", 1)),
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

fn timed(before: &str, after: &str) -> f64 {
    let began = Instant::now();
    std::hint::black_box(markup::compare(before, after));
    began.elapsed().as_secs_f64() * 1000.0
}
