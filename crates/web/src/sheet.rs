//! The style sheet inside pages, so that a first page is drawn with no second question.
//!
//! Pages are made and kept without it: it is put in as they are sent, already compressed.

use std::io::{self, Write as _};
use std::sync::LazyLock;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use crate::assets;

include!(concat!(env!("OUT_DIR"), "/sheet.rs"));

static DEFLATED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sheet.deflate"));
static SUM: LazyLock<Crc> = LazyLock::new(|| sum(assets::sheet()));

/// The head of a gzip member: deflate, no name, no day, no system told (RFC 1952, section 2.3).
const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// After how many bytes of a page the sheet comes, in one that takes it in.
pub(crate) fn place(page: &str) -> Option<usize> {
    page.find(OPENING).map(|at| at + OPENING.len())
}

/// The bytes of a page with the sheet at its place.
pub(crate) fn plain(page: &[u8], place: Option<usize>) -> Vec<u8> {
    let [before, sheet, after] = pieces(page, place, assets::sheet());
    [before, sheet, after].concat()
}

/// The same as browsers take them (gzip, RFC 1952). To bytes in memory, which do not fail.
pub(crate) fn gzip(page: &[u8], place: Option<usize>) -> Vec<u8> {
    let [before, sheet, after] = pieces(page, place, DEFLATED);
    let mut all = sum(before);
    if !sheet.is_empty() {
        all.combine(&SUM);
    }
    all.combine(&sum(after));
    let packed = deflate(before, false).and_then(|before| Ok([before, deflate(after, true)?]));
    let [before, after] = packed.unwrap_or_default();
    [&GZIP[..], &before, sheet, &after, &all.sum().to_le_bytes(), &all.amount().to_le_bytes()].concat()
}

fn pieces<'a>(page: &'a [u8], place: Option<usize>, sheet: &'a [u8]) -> [&'a [u8]; 3] {
    match place.and_then(|at| page.split_at_checked(at)) {
        Some((before, after)) => [before, sheet, after],
        None => [&[], &[], page],
    }
}

/// A piece of a stream, at whole bytes: its end, or what others follow (RFC 1951, section 3.2.4).
fn deflate(piece: &[u8], last: bool) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(piece.len() / 2), Compression::fast());
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
    fn a_page_bears_the_whole_sheet_where_it_says_however_it_is_sent() {
        let pages = [
            format!("<head>{OPENING}</style></head>{}", "Une page. ".repeat(10_000)),
            OPENING.to_owned(),
            "Sans feuille. ".repeat(100),
            String::new(),
        ];
        for page in &pages {
            let place = place(page);
            let sent = plain(page.as_bytes(), place);
            let sheet = String::from_utf8_lossy(assets::sheet());
            assert_eq!(String::from_utf8_lossy(&sent), page.replace(OPENING, &format!("{OPENING}{sheet}")));
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(&*gzip(page.as_bytes(), place)).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, sent);
        }
    }

    #[test]
    fn a_sheet_ends_no_element_of_a_page() {
        assert!(!String::from_utf8_lossy(assets::sheet()).contains("</"));
    }
}
