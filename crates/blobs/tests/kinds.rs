//! A file is what it holds, and nothing that it holds makes the program stumble. Fixtures are written here, from the
//! specifications of their formats.

#![expect(clippy::unwrap_used, reason = "a test that stumbles fails, as it should")]

use blobs::{MediaType, dimensions, kind_of};
use proptest::prelude::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(*b"\x08\x02\0\0\0");
    bytes
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend(width.to_le_bytes());
    bytes.extend(height.to_le_bytes());
    bytes.extend(*b"\0\0\0");
    bytes
}

fn jpeg(width: u16, height: u16, orientation: Option<u16>) -> Vec<u8> {
    let mut bytes = b"\xff\xd8".to_vec();
    if let Some(orientation) = orientation {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
        exif.extend(orientation.to_be_bytes());
        exif.extend([0, 0, 0, 0, 0, 0]);
        bytes.extend(*b"\xff\xe1");
        bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        bytes.extend(exif);
    }
    bytes.extend(*b"\xff\xc0\0\x11\x08");
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend(*b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01");
    bytes
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
    bytes.extend(&(width - 1).to_le_bytes()[..3]);
    bytes.extend(&(height - 1).to_le_bytes()[..3]);
    bytes
}

fn boxed(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(content.len() + 8).unwrap().to_be_bytes().to_vec();
    bytes.extend(name);
    bytes.extend(content);
    bytes
}

fn avif(width: u32, height: u32) -> Vec<u8> {
    let mut size = vec![0; 4];
    size.extend(width.to_be_bytes());
    size.extend(height.to_be_bytes());
    let iprp = boxed(*b"iprp", &boxed(*b"ipco", &boxed(*b"ispe", &size)));
    let mut bytes = boxed(*b"ftyp", b"avif\0\0\0\0avifmif1miaf");
    bytes.extend(boxed(*b"meta", &[&[0; 4], iprp.as_slice()].concat()));
    bytes
}

const SVG: &str = r#"<?xml version="1.0"?>
<!-- made by hand --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" width='120px' height="60.2" viewBox="0 0 12 6"><path d="M0 0"/></svg>"#;

#[test]
fn a_file_is_known_by_what_it_holds_whatever_its_name() {
    let known: &[(Vec<u8>, MediaType)] = &[
        (png(2, 3), MediaType::Png),
        (gif(2, 3), MediaType::Gif),
        (jpeg(2, 3, None), MediaType::Jpeg),
        (webp(2, 3), MediaType::Webp),
        (avif(2, 3), MediaType::Avif),
        (SVG.into(), MediaType::Svg),
        (b"ID3\x04\0\0\0\0\0\0".to_vec(), MediaType::Mp3),
        (b"OggS\0\x02".to_vec(), MediaType::Ogg),
        (b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), MediaType::Wav),
        (boxed(*b"ftyp", b"isom\0\0\x02\0isomiso2avc1mp41"), MediaType::Mp4),
        (boxed(*b"ftyp", b"M4A \0\0\0\0M4A mp42isom"), MediaType::M4a),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm".to_vec(), MediaType::Webm),
        (b"%PDF-1.7\n".to_vec(), MediaType::Pdf),
    ];
    for (bytes, kind) in known {
        for name in ["", "x", "x.html", "x.png", "../../x.svg", "x.txt", "\u{202e}gnp.exe", "x.\0", "é.PNG"] {
            assert_eq!(kind_of(bytes, name), *kind, "{name:?}");
        }
    }
}

#[test]
fn a_name_alone_makes_nothing_of_a_page_or_a_script() {
    let page = b"<!doctype html><script>alert(1)</script>";
    for name in ["x.png", "x.svg", "x.mp3", "x.pdf", "x.html", "x.xhtml", "x.js", "x.css", "x.xml", "x", "txt"] {
        assert_eq!(kind_of(page, name), MediaType::Other, "{name}");
    }
    // A text may speak of a page: it is shown as words.
    assert_eq!(kind_of(page, "x.txt"), MediaType::Text);
}

#[test]
fn a_text_is_text_when_its_name_says_so_and_its_bytes_agree() {
    assert_eq!(kind_of("Été\tcomme hiver\r\n".as_bytes(), "notes.MD"), MediaType::Text);
    assert_eq!(kind_of(b"", "empty.txt"), MediaType::Text);
    assert_eq!(kind_of("coupé au milieu : é".as_bytes().strip_suffix(b"\xa9").unwrap(), "x.csv"), MediaType::Text);
    assert_eq!(kind_of(b"caf\xe9 cr\xe8me", "latin.txt"), MediaType::Other);
    assert_eq!(kind_of(b"a\0b", "x.txt"), MediaType::Other);
    assert_eq!(kind_of(b"\x1b[2J", "x.log"), MediaType::Other);
}

#[test]
fn an_mp3_without_a_tag_needs_its_name() {
    assert_eq!(kind_of(b"\xff\xfb\x90\x64", "x.mp3"), MediaType::Mp3);
    assert_eq!(kind_of(b"\xff\xfb\x90\x64", "x.bin"), MediaType::Other);
    assert_eq!(kind_of(b"\xff\xfb\xf0\x64", "x.mp3"), MediaType::Other);
}

#[test]
fn only_a_plain_svg_root_makes_an_svg() {
    let ns = r#"xmlns="http://www.w3.org/2000/svg""#;
    for text in [
        "<svg>".to_owned(),
        format!("<svgx {ns}>"),
        format!("<html><svg {ns}></svg></html>"),
        format!("text <svg {ns}>"),
        format!("<svg {ns}"),
        format!("<svg{ns}>"),
        format!("<!-- <svg {ns}>"),
        r#"<svg xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></svg>"#.to_owned(),
        format!(r#"<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg {ns}>&a;</svg>"#),
    ] {
        assert_eq!(kind_of(text.as_bytes(), "x.svg"), MediaType::Other, "{text}");
    }
    assert_eq!(kind_of(format!("\u{feff}  <svg {ns}/>").as_bytes(), "x"), MediaType::Svg);
}

#[test]
fn what_can_act_or_is_unknown_is_never_shown_in_place() {
    assert!(!MediaType::Other.is_inline());
    assert!(!MediaType::Pdf.is_inline());
    for kind in MediaType::ALL {
        assert_eq!(MediaType::named(kind.as_str()), kind);
        assert!(u8::from(kind.is_image()) + u8::from(kind.is_audio()) + u8::from(kind.is_video()) <= 1);
        assert!(!kind.as_str().contains("html") && !kind.as_str().contains("script"));
    }
    assert_eq!(MediaType::named("text/html"), MediaType::Other);
}

#[test]
fn the_size_of_an_image_is_read_from_its_header() {
    for bytes in [png(640, 480), gif(640, 480), jpeg(640, 480, None), webp(640, 480), avif(640, 480)] {
        assert_eq!(dimensions(&bytes), Some((640, 480)), "{:?}", kind_of(&bytes, ""));
    }
    assert_eq!(dimensions(SVG.as_bytes()), Some((120, 61)));
    assert_eq!(dimensions(b"not an image"), None);
    assert_eq!(dimensions(b"%PDF-1.7"), None);
}

#[test]
fn a_photograph_on_its_side_is_measured_as_it_is_shown() {
    assert_eq!(dimensions(&jpeg(640, 480, Some(1))), Some((640, 480)));
    assert_eq!(dimensions(&jpeg(640, 480, Some(3))), Some((640, 480)));
    assert_eq!(dimensions(&jpeg(640, 480, Some(6))), Some((480, 640)));
}

#[test]
fn an_svg_without_pixels_is_measured_by_its_view_box() {
    let svg = |attributes: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>"#);
    assert_eq!(dimensions(svg(r#"width="100%" viewBox="0,0 30 20""#).as_bytes()), Some((30, 20)));
    assert_eq!(dimensions(svg(r#"width="10mm" height="5mm" viewBox="0 0 30 20""#).as_bytes()), Some((30, 20)));
    assert_eq!(dimensions(svg("").as_bytes()), None);
    assert_eq!(dimensions(svg(r#"width="NaN" height="inf""#).as_bytes()), None);
    assert_eq!(dimensions(svg(r#"width="-5" height="5""#).as_bytes()), None);
}

#[test]
fn an_unbelievable_size_is_none() {
    assert_eq!(dimensions(&png(0, 5)), None);
    assert_eq!(dimensions(&png(u32::MAX, 5)), None);
    assert_eq!(dimensions(&avif(u32::MAX, u32::MAX)), None);
}

fn beginnings() -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(vec![
        png(9, 9),
        gif(9, 9),
        jpeg(9, 9, Some(6)),
        webp(9, 9),
        avif(9, 9),
        SVG.into(),
        b"ID3\x03".to_vec(),
        b"\xff\xfb\x90".to_vec(),
        b"\x1a\x45\xdf\xa3".to_vec(),
        boxed(*b"ftyp", b"isom\0\0\x02\0isom"),
        b"RIFF\0\0\0\0WEBPVP8L".to_vec(),
        b"<svg xmlns='".to_vec(),
        Vec::new(),
    ])
}

proptest! {
    #[test]
    fn looking_at_any_file_ends_well(
        mut bytes in beginnings(),
        tail in prop::collection::vec(any::<u8>(), 0..300),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        name in "\\PC{0,12}(\\.(png|txt|mp3|svg))?",
    ) {
        bytes.extend(tail);
        for (place, byte) in changes {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        let kind = kind_of(&bytes, &name);
        if let Some((width, height)) = dimensions(&bytes) {
            prop_assert!(kind.is_image() && width > 0 && height > 0 && width <= 65_535 && height <= 65_535);
        }
    }

    #[test]
    fn a_name_never_makes_an_image_or_a_film(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "\\PC{0,12}") {
        let kind = kind_of(&bytes, &name);
        prop_assert!(kind == kind_of(&bytes, "") || matches!(kind, MediaType::Text | MediaType::Mp3));
    }
}
