//! Width and height of an image, read from its header; nothing is decoded.

use crate::kinds::{MediaType, kind_of_bytes};
use crate::svg;

/// The largest side that is believed, in pixels: what JPEG can say, and more than any browser draws.
const LARGEST_SIDE: usize = 65_535;

/// How far a header is searched for; a photograph carries its previews before its size.
const SEARCHED: usize = 1024 * 1024;

/// Width and height of a PNG, JPEG, GIF, WebP, AVIF or SVG image, in pixels, as a browser shows it: a photograph that
/// says it lies on its side is turned.
///
/// The first mebibyte is looked at. `None` for anything else, for a side of zero and for one beyond 65,535.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let kind = kind_of_bytes(bytes)?;
    let header = bytes.get(..SEARCHED).unwrap_or(bytes);
    let (width, height) = match kind {
        MediaType::Svg => svg::dimensions(header)?,
        kind if kind.is_image() => {
            let size = imagesize::blob_size(header).ok()?;
            if kind == MediaType::Jpeg && lies_on_its_side(header) {
                (size.height, size.width)
            } else {
                (size.width, size.height)
            }
        }
        _ => return None,
    };
    let side = |length: usize| u32::try_from(length).ok().filter(|_| (1..=LARGEST_SIDE).contains(&length));
    Some((side(width)?, side(height)?))
}

/// Whether the EXIF of a JPEG says that it is shown turned by a quarter (orientations 5 to 8 of EXIF 2.32, 4.6.4).
fn lies_on_its_side(jpeg: &[u8]) -> bool {
    exif(jpeg).and_then(orientation).is_some_and(|orientation| (5..=8).contains(&orientation))
}

/// The TIFF block of the first EXIF segment of a JPEG.
fn exif(jpeg: &[u8]) -> Option<&[u8]> {
    let mut rest = jpeg.get(2..)?;
    loop {
        let [0xff, marker, high, low] = *rest.first_chunk::<4>()? else { return None };
        // The picture itself begins: what comes after is not a header.
        if marker == 0xda {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(4..length.checked_add(2)?)?;
        if marker == 0xe1
            && let Some(tiff) = segment.strip_prefix(b"Exif\0\0")
        {
            return Some(tiff);
        }
        rest = rest.get(length.checked_add(2)?..)?;
    }
}

/// The orientation, tag 274 of the first directory.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let is_little = match tiff.first_chunk::<4>()? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let u16_at = |place: usize| {
        let two = *tiff.get(place..)?.first_chunk::<2>()?;
        Some(if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four = *tiff.get(4..)?.first_chunk::<4>()?;
    let directory = if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let directory = usize::try_from(directory).ok()?;
    let first = directory.checked_add(2)?;
    (0..usize::from(u16_at(directory)?))
        .map_while(|number| {
            let entry = first.checked_add(number.checked_mul(12)?)?;
            Some((u16_at(entry)?, u16_at(entry.checked_add(8)?)?))
        })
        .find_map(|(tag, value)| (tag == 274).then_some(value))
}
