//! The style sheet inside pages, so that a first page is drawn with no second question; under a text, all but what it needs
//! comes after it, by name (decision 0090).
//!
//! Pages are made and kept without it: it is put in as they are sent, already compressed.

use std::io::{self, Write as _};
use std::sync::LazyLock;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

include!(concat!(env!("OUT_DIR"), "/sheets.rs"));

/// A style sheet that pages take in.
#[derive(Debug)]
struct Sheet {
    /// How a page opens it; another sheet has another opening, and its pages other ETags.
    opening: &'static str,
    /// As a policy names it (Content Security Policy Level 3).
    digest: &'static str,
    plain: &'static [u8],
    deflated: &'static [u8],
    sum: LazyLock<Crc>,
}

/// The head of a gzip member: deflate, no name, no day, no system told (RFC 1952, section 2.3).
const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// A quarter fewer bytes than the fastest level, in 0.17 ms more (decision 0081).
const LEVEL: Compression = Compression::new(3);

/// Where a page takes a sheet in, and which.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    after: usize,
    sheet: &'static Sheet,
}

/// How a page opens the whole sheet.
pub(crate) fn whole() -> &'static str {
    WHOLE.opening
}

/// How a page opens the part that a text needs.
pub(crate) fn first() -> &'static str {
    FIRST.opening
}

/// Both, as a policy names them.
pub(crate) fn digests() -> [&'static str; 2] {
    [FIRST.digest, WHOLE.digest]
}

/// Where a page takes its sheet in; `None` when it takes none.
pub(crate) fn place(page: &str) -> Option<Place> {
    let at = page.find("<style ")?;
    let rest = page.get(at..)?;
    let sheet = [&FIRST, &WHOLE].into_iter().find(|sheet| rest.starts_with(sheet.opening))?;
    Some(Place { after: at + sheet.opening.len(), sheet })
}

/// The bytes of a page with the sheet at its place.
pub(crate) fn plain(page: &[u8], place: Option<Place>) -> Vec<u8> {
    let Some((before, place, after)) = pieces(page, place) else { return page.to_vec() };
    [before, place.sheet.plain, after].concat()
}

/// The same as browsers take them (gzip, RFC 1952). To bytes in memory, which do not fail.
pub(crate) fn gzip(page: &[u8], place: Option<Place>) -> Vec<u8> {
    let (before, place, after) =
        pieces(page, place).map_or((&[][..], None, page), |(before, place, after)| (before, Some(place), after));
    let mut all = sum(before);
    if let Some(place) = place {
        all.combine(&place.sheet.sum);
    }
    all.combine(&sum(after));
    let sheet = place.map_or(&[][..], |place| place.sheet.deflated);
    let packed = deflate(before, false).and_then(|before| Ok([before, deflate(after, true)?]));
    let [before, after] = packed.unwrap_or_default();
    [&GZIP[..], &before, sheet, &after, &all.sum().to_le_bytes(), &all.amount().to_le_bytes()].concat()
}

fn pieces(page: &[u8], place: Option<Place>) -> Option<(&[u8], Place, &[u8])> {
    let place = place?;
    let (before, after) = page.split_at_checked(place.after)?;
    Some((before, place, after))
}

/// A piece of a stream, at whole bytes: its end, or what others follow (RFC 1951, section 3.2.4).
fn deflate(piece: &[u8], last: bool) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(piece.len() / 2), LEVEL);
    encoder.write_all(piece)?;
    if last {
        return encoder.finish();
    }
    encoder.flush()?;
    Ok(std::mem::take(encoder.get_mut()))
}

fn sum(bytes: &[u8]) -> Crc {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_page_bears_its_sheet_where_it_says_however_it_is_sent() {
        for sheet in [&FIRST, &WHOLE] {
            let opening = sheet.opening;
            let pages = [
                format!("<head>{opening}</style></head>{}", "Une page. ".repeat(10_000)),
                opening.to_owned(),
                "Sans feuille. ".repeat(100),
                "<style >".to_owned(),
                String::new(),
            ];
            for page in &pages {
                let place = place(page);
                let sent = plain(page.as_bytes(), place);
                let inside = format!("{opening}{}", String::from_utf8_lossy(sheet.plain));
                assert_eq!(String::from_utf8_lossy(&sent), page.replace(opening, &inside));
                let mut unpacked = Vec::new();
                flate2::read::GzDecoder::new(&*gzip(page.as_bytes(), place)).read_to_end(&mut unpacked).unwrap();
                assert_eq!(unpacked, sent);
            }
        }
    }

    #[test]
    fn a_sheet_ends_no_element_of_a_page() {
        assert!(!String::from_utf8_lossy(WHOLE.plain).contains("</"));
        assert!(WHOLE.plain.starts_with(FIRST.plain));
    }
}
