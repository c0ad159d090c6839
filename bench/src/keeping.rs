//! Kept pages: how many of a thousand are still there once one note has changed.

use std::time::Duration;

use crate::budgets::Line;
use crate::client::Request;
use crate::figures::ratio;
use crate::load::{self, End};
use crate::nginx::free_port;
use crate::notes::{self, Folder};
use crate::run::{Figures, Filled, PublicNote, SEED, wait_until};
use crate::trouble::{Result, Trouble};

const PAGES: usize = 1000;
/// Within how long a change that another process wrote must show.
const NOTICED: Duration = Duration::from_secs(10);

pub(crate) fn measure(figures: &mut Figures, filled: &Filled) -> Result<()> {
    let port = free_port()?;
    let server = filled.site.serve(Some(&format!("127.0.0.1:{port}")))?;
    let pages: Vec<Request> = filled.public.iter().take(PAGES).map(PublicNote::request).collect();
    for _ in 0..2 {
        load::run(server.port, 1, &pages, End::EachOnce)?;
    }
    let before = kept_so_far(port)?;
    load::run(server.port, 1, &pages, End::EachOnce)?;
    let there = kept_so_far(port)? - before;

    // The address is another one with a parameter, so that looking does not keep the page again.
    let Some(changed) = filled.public.first() else { return Ok(()) };
    let look = Request::get(&format!("{}?x", changed.address), None);
    Folder { count: filled.count, seed: SEED }.change(&filled.folder, changed.number)?;
    filled.site.import(&filled.folder)?;
    let shown = || load::fetch(server.port, &look).is_ok_and(|page| holds(&page, notes::ONE_MORE_SENTENCE));
    if !wait_until(NOTICED, shown) {
        return Err(Trouble::Said("a note that changed does not show".to_owned()));
    }
    // What follows from the change has been derived by then: the import itself waited for it.
    std::thread::sleep(Duration::from_secs(1));
    let before = kept_so_far(port)?;
    load::run(server.port, 1, &pages, End::EachOnce)?;
    // Of a thousand, also where a short run has fewer.
    let kept = ratio((kept_so_far(port)? - before) * 1000.0, pages.len());
    figures.add(Line::of("kept_pages", filled.database, filled.count, kept).with("kept_before", there))
}

fn holds(page: &[u8], words: &str) -> bool {
    page.windows(words.len()).any(|window| window == words.as_bytes())
}

/// How many answers were kept pages, as the program counts them.
fn kept_so_far(port: u16) -> Result<f64> {
    load::figure(port, "kept_pages_total{answer=\"kept\"}")
}
