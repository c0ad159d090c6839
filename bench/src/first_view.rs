//! What a browser fetches to show a note for the first time: the page, and what the page says to fetch with it.

use crate::budgets::Line;
use crate::client::{Connection, Request};
use crate::run::{Figures, Filled};
use crate::trouble::{Result, Trouble};

/// What must be fetched with a page: where the address stands, and whether it is a script.
const PARTS: &[(&str, &str, bool)] = &[
    ("<link rel=\"stylesheet\"", "href=\"", false),
    ("<link rel=\"icon\"", "href=\"", false),
    ("<link rel=\"modulepreload\"", "href=\"", true),
    ("<script", "src=\"", true),
    ("<img", "src=\"", false),
];

pub(crate) fn measure(figures: &mut Figures, filled: &Filled) -> Result<()> {
    let server = filled.site.serve(None)?;
    let Some(note) = filled.public.first() else { return Ok(()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (bytes, requests, script) = runtime.block_on(view(server.port, &note.address))?;
    for (budget, value) in [
        ("first_view_bytes", crate::figures::ratio(f64::from(bytes), 1024)),
        ("first_view_requests", f64::from(requests)),
        ("first_view_script", crate::figures::ratio(f64::from(script), 1024)),
    ] {
        figures.add(Line::of(budget, filled.database, filled.count, value))?;
    }
    Ok(())
}

/// Bytes in all (heads of answers included), requests, and bytes of script.
async fn view(port: u16, address: &str) -> Result<(u32, u32, u32)> {
    // To look for parts in; the one that is counted comes as a browser asks for it.
    let mut connection = Connection::open(port).await?;
    let plain = connection.ask(&Request::get(address, None)).await?;
    let page = String::from_utf8_lossy(connection.body(plain)).into_owned();
    let mut fetched = vec![(address.to_owned(), false)];
    fetched.extend(parts(&page));
    let (mut bytes, mut script) = (0, 0);
    let requests = u32::try_from(fetched.len()).unwrap_or(u32::MAX);
    for (address, is_script) in fetched {
        let mut connection = Connection::open(port).await?;
        let answer = connection.ask(&Request::as_a_browser(&address)).await?;
        if answer.status != 200 {
            return Err(Trouble::Said(format!("{address} answers {}", answer.status)));
        }
        let size = u32::try_from(answer.bytes).unwrap_or(u32::MAX);
        bytes += size;
        script += if is_script { size } else { 0 };
    }
    Ok((bytes, requests, script))
}

/// What a page says to fetch with it; an address that is there twice is fetched once.
fn parts(page: &str) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for (opening, attribute, is_script) in PARTS {
        for rest in page.split(opening).skip(1) {
            let tag = rest.split('>').next().unwrap_or_default();
            let address = tag.split_once(attribute).and_then(|(_, rest)| rest.split('"').next());
            if let Some(address) = address
                && !tag.contains("loading=\"lazy\"")
                && !found.iter().any(|(known, _)| known == address)
            {
                found.push((address.to_owned(), *is_script));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn what_a_page_needs_is_found_once() {
        let page = "<link rel=\"stylesheet\" href=\"/assets/a.css\"><link rel=\"canonical\" href=\"/n/x\">\
                    <script type=\"module\" src=\"/assets/b.js\"></script><script src=\"/assets/b.js\"></script>\
                    <img src=\"/files/c\" loading=\"lazy\"><a href=\"/d\">d</a>";
        assert_eq!(parts(page), [("/assets/a.css".to_owned(), false), ("/assets/b.js".to_owned(), true)]);
    }
}
