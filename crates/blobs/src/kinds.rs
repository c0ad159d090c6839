//! What a file is, by what it holds. Its name is believed only where it asks for less.

use crate::svg::{is_svg, whole_characters};

/// The short list of types that a stored file may be served as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// PNG image.
    Png,
    /// JPEG image.
    Jpeg,
    /// GIF image.
    Gif,
    /// WebP image.
    Webp,
    /// AVIF image.
    Avif,
    /// SVG image. It can carry scripts: it must be served with a `content-security-policy` whose `sandbox` allows
    /// nothing and whose `default-src` is `'none'`.
    Svg,
    /// MP3 sound.
    Mp3,
    /// Ogg sound.
    Ogg,
    /// Wave sound.
    Wav,
    /// Sound in an MP4 container.
    M4a,
    /// MP4 film.
    Mp4,
    /// WebM film.
    Webm,
    /// PDF document.
    Pdf,
    /// Plain text, in UTF-8.
    Text,
    /// Anything else: kept as it is, handed over to be saved.
    Other,
}

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::Webp,
        Self::Avif,
        Self::Svg,
        Self::Mp3,
        Self::Ogg,
        Self::Wav,
        Self::M4a,
        Self::Mp4,
        Self::Webm,
        Self::Pdf,
        Self::Text,
        Self::Other,
    ];

    /// As a `content-type` says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::M4a => "audio/mp4",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
            Self::Other => "application/octet-stream",
        }
    }

    /// Reads what [`MediaType::as_str`] wrote; anything else is [`MediaType::Other`], which is always safe to serve.
    pub fn named(text: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).unwrap_or(Self::Other)
    }

    /// Whether a browser may show it at its own address; else it is served as an `attachment`.
    ///
    /// Not PDF: browsers refuse to show one under `content-security-policy: sandbox`, which every file is served with.
    pub const fn is_inline(self) -> bool {
        !matches!(self, Self::Pdf | Self::Other)
    }

    /// Whether it can stand in `img`.
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp | Self::Avif | Self::Svg)
    }

    /// Whether it can stand in `audio`.
    pub const fn is_audio(self) -> bool {
        matches!(self, Self::Mp3 | Self::Ogg | Self::Wav | Self::M4a)
    }

    /// Whether it can stand in `video`.
    pub const fn is_video(self) -> bool {
        matches!(self, Self::Mp4 | Self::Webm)
    }
}

/// Ends of names under which a text is plain text. Anything else that happens to be text (HTML, a script, a style
/// sheet, XML) is handed over to be saved.
const TEXT_NAMES: [&str; 15] =
    ["txt", "text", "md", "markdown", "csv", "tsv", "log", "json", "toml", "yaml", "yml", "ini", "rst", "org", "bib"];

/// What a file is, from its `bytes` (all of them, or the first few thousand) and its `name`.
///
/// A name alone never decides: what is called `.png` and holds HTML is [`MediaType::Other`]. Plain text needs both,
/// for nothing in its bytes tells a text from a page; so does an MP3 without a tag, whose mark is eleven bits.
pub fn kind_of(bytes: &[u8], name: &str) -> MediaType {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    if let Some(kind) = kind_of_bytes(bytes) {
        return kind;
    }
    if end.eq_ignore_ascii_case("mp3") && is_mpeg_frame(bytes) {
        return MediaType::Mp3;
    }
    if TEXT_NAMES.iter().any(|text| end.eq_ignore_ascii_case(text)) && is_plain_text(bytes) {
        return MediaType::Text;
    }
    MediaType::Other
}

/// What `bytes` say without a doubt.
pub(crate) fn kind_of_bytes(bytes: &[u8]) -> Option<MediaType> {
    let at = |place: usize, mark: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(mark));
    if at(0, b"\x89PNG\r\n\x1a\n") && at(12, b"IHDR") {
        Some(MediaType::Png)
    } else if at(0, b"\xff\xd8\xff") {
        Some(MediaType::Jpeg)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Some(MediaType::Gif)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(MediaType::Webp)
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Some(MediaType::Wav)
    } else if at(0, b"OggS\0") {
        Some(MediaType::Ogg)
    } else if at(0, b"ID3") && bytes.get(3).is_some_and(|version| (2..=4).contains(version)) {
        Some(MediaType::Mp3)
    } else if at(0, b"%PDF-") {
        Some(MediaType::Pdf)
    } else if at(4, b"ftyp") {
        kind_of_brands(bytes)
    } else if at(0, b"\x1a\x45\xdf\xa3") {
        is_webm(bytes).then_some(MediaType::Webm)
    } else {
        is_svg(bytes).then_some(MediaType::Svg)
    }
}

/// An ISO base media file (ISO/IEC 14496-12, 4.3), by its major brand and the ones that it is compatible with.
fn kind_of_brands(bytes: &[u8]) -> Option<MediaType> {
    let length = u32::from_be_bytes(*bytes.first_chunk::<4>()?);
    let length = usize::try_from(length).ok()?.min(bytes.len()).min(1024);
    let (brands, _) = bytes.get(8..length)?.as_chunks::<4>();
    let major = brands.first()?;
    // After the major brand comes its version, which is not one.
    let mut all = brands.iter().take(1).chain(brands.iter().skip(2));
    if all.clone().any(|brand| matches!(brand, b"avif" | b"avis")) {
        return Some(MediaType::Avif);
    }
    if matches!(major, b"M4A " | b"M4B ") {
        return Some(MediaType::M4a);
    }
    // QuickTime's own files and still images of other kinds play in few browsers.
    if matches!(major, b"qt  " | b"heic" | b"heix" | b"mif1" | b"msf1") {
        return None;
    }
    all.any(|brand| brand.starts_with(b"iso") || matches!(brand, b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"dash"))
        .then_some(MediaType::Mp4)
}

/// Whether an EBML header (RFC 8794) says `webm`: element 0x4282, its length, its text.
fn is_webm(bytes: &[u8]) -> bool {
    let header = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    header.windows(7).any(|window| window == b"\x42\x82\x84webm")
}

/// Whether an MPEG audio frame of layer III begins here, with a bit rate and a sampling rate that exist.
fn is_mpeg_frame(bytes: &[u8]) -> bool {
    let Some([0xff, second, third]) = bytes.first_chunk::<3>() else { return false };
    let is_layer_three = second & 0xe6 == 0xe2 && second & 0x18 != 0x08;
    is_layer_three && !matches!(third >> 4, 0 | 15) && third & 0x0c != 0x0c
}

/// UTF-8 without control characters but those that lay a text out.
fn is_plain_text(bytes: &[u8]) -> bool {
    whole_characters(bytes).is_some_and(|text| {
        text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}'))
    })
}
