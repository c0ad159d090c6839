//! From the start of the program to its first page.

use std::time::Instant;

use crate::budgets::Line;
use crate::client::Request;
use crate::figures::median;
use crate::load;
use crate::run::{Figures, Filled};
use crate::trouble::Result;

const TIMES: usize = 11;

pub(crate) fn measure(figures: &mut Figures, filled: &Filled) -> Result<()> {
    let mut seconds = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        let server = filled.site.serve(None)?;
        load::fetch(server.port, &Request::get("/", None))?;
        seconds.push(began.elapsed().as_secs_f64());
    }
    figures.add(Line::of("start", filled.database, filled.count, median(&seconds)))
}
