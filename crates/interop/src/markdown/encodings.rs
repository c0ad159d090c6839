//! From bytes to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::incoming::Refusal;

/// A text, with ends of line as `\n`, and whether its encoding had to be recognised.
pub(super) struct Decoded {
    pub(super) text: String,
    /// `encoding` where the bytes were not UTF-8, `bom` where a mark was taken away, `line_ends` likewise.
    pub(super) changes: Vec<&'static str>,
    pub(super) encoding: &'static str,
    /// Whether some bytes meant nothing in that encoding.
    pub(super) lossy: bool,
}

/// Reads UTF-8, UTF-16 (by its mark, or by its zeros), else the encoding that the bytes look most like.
///
/// # Errors
/// [`Refusal::NotText`] where what comes out is not text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let mut changes = Vec::new();
    let (encoding, mark) = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        changes.push("bom");
        (encoding, mark)
    } else if let Some(encoding) = utf16_without_mark(bytes) {
        (encoding, 0)
    } else if bytes.contains(&0) {
        return Err(Refusal::NotText);
    } else if std::str::from_utf8(bytes).is_ok() {
        (UTF_8, 0)
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        (detector.guess(None, Utf8Detection::Allow), 0)
    };
    let (text, lossy) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    if encoding != UTF_8 {
        changes.push("encoding");
    }
    if !is_text(&text) {
        return Err(Refusal::NotText);
    }
    let text = if text.contains('\r') {
        changes.push("line_ends");
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    };
    let text = if text.contains(is_stray) {
        changes.push("controls");
        text.chars().filter(|character| !is_stray(*character)).collect()
    } else {
        text
    };
    Ok(Decoded { text, changes, encoding: encoding.name(), lossy })
}

/// A control that text does not hold: a form feed or a stray byte, told and left out.
fn is_stray(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t' | '\r')
}

/// Text holds next to no controls; a picture or a program read as Latin-1 is full of them.
fn is_text(text: &str) -> bool {
    let controls = text.chars().filter(|character| is_stray(*character) || *character == '\u{fffd}').count();
    !text.contains('\0') && controls.saturating_mul(100) <= text.chars().count().max(100)
}

/// UTF-16 that lost its mark: nearly every other byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(1024))?;
    if head.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros =
        |parity: usize| head.iter().enumerate().filter(|(index, byte)| index % 2 == parity && **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 >= half * 7 && even == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 >= half * 7 && odd == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_gives_the_same_words() {
        let words = "# L’été à Montréal\n\nÇa va — œuvre, « français ».\n";
        let utf16 = |big: bool| -> Vec<u8> {
            words.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(words);
        let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for bytes in [
            words.as_bytes().to_vec(),
            with(b"\xef\xbb\xbf", words.as_bytes()),
            with(b"\xff\xfe", &utf16(false)),
            with(b"\xfe\xff", &utf16(true)),
            utf16(false),
            windows.into_owned(),
            words.replace('\n', "\r\n").into_bytes(),
        ] {
            assert_eq!(decode(&bytes).unwrap().text, words);
        }
    }

    #[test]
    fn what_is_not_text_is_refused() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[1, 2, 3, 4, 5, 6, 7, 8, 200, 201].repeat(50)] {
            assert_eq!(decode(bytes).err(), Some(Refusal::NotText));
        }
    }
}
