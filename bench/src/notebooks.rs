//! The list of a notebook: any page of it, none asked before, and the last ones beside the first ones.

use crate::budgets::Line;
use crate::client::Request;
use crate::figures::median;
use crate::load::{self, End, fetch};
use crate::run::{Figures, Filled};
use crate::trouble::{Result, Trouble};

/// Notes on a page of the list.
const ON_A_PAGE: usize = 50;
/// Pages asked in each order.
const PAGES: usize = 100;
/// How many count as the first ones, and as the last ones.
const AT_AN_END: usize = 20;
const ORDERS: [&str; 4] = ["manual", "newest", "changed", "title"];

pub(crate) fn measure(figures: &mut Figures, filled: &Filled) -> Result<()> {
    let server = filled.site.serve(None)?;
    let list = String::from_utf8_lossy(&fetch(server.port, &Request::get("/notebooks", None))?).into_owned();
    let from = list.find("/c/").ok_or_else(|| Trouble::Said("no notebook is listed".to_owned()))?;
    let notebook = list[from..].split('"').next().unwrap_or_default().to_owned();
    let (mut all, mut ratios) = (Vec::new(), Vec::new());
    for order in ORDERS {
        // The first one makes the order, that the others find kept.
        let page = |number: usize| {
            let after = format!("{}.{}", number * ON_A_PAGE, "0".repeat(26));
            Request::get(&format!("{notebook}?view=list&sort={order}&after={after}"), None)
        };
        fetch(server.port, &page(PAGES))?;
        let p50 = |pages: std::ops::Range<usize>| -> Result<f64> {
            let requests: Vec<Request> = pages.map(page).collect();
            Ok(load::run(server.port, 1, &requests, End::EachOnce)?.percentile(0.5))
        };
        let middle = p50(AT_AN_END..PAGES - AT_AN_END)?;
        let (first, last) = (p50(0..AT_AN_END)?, p50(PAGES - AT_AN_END..PAGES)?);
        all.extend([middle, first, last]);
        ratios.push(last / first.max(1e-9));
    }
    let p50 = median(&all);
    figures.add(Line::of("notebook_page", filled.database, filled.count, p50))?;
    figures.add(Line::of("notebook_depth", filled.database, filled.count, p50).under(p50, median(&ratios)))
}
