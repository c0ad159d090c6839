//! A cover is what a picture shows, upright and on white, and nothing else that came with it; what makes none says why.

#![expect(clippy::unwrap_used, reason = "a test that stumbles fails, as it should")]

use std::io::Cursor;

use blobs::{MediaType, NoCover, cover_of, dimensions, kind_of};
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

const RED: Rgb<u8> = Rgb([200, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 200]);

/// A blue picture whose first quarter, at the top and on the left, is red.
fn quartered(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| if x < width / 2 && y < height / 2 { RED } else { BLUE })
}

/// A picture that no coding makes short.
fn noise(width: u32, height: u32) -> DynamicImage {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()])))
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(picture).unwrap();
    bytes
}

/// A segment of a JPEG.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [[0xff, marker].as_slice(), &length, content].concat()
}

/// The same JPEG with segments at its beginning.
fn with(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    let (begins, rest) = jpeg.split_at(2);
    [begins, &segments.concat(), rest].concat()
}

/// EXIF that says how a picture lies (2.32, 4.6.4), and more words after.
fn exif(orientation: u8, more: &[u8]) -> Vec<u8> {
    let tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice();
    segment(0xe1, &[tiff, &[orientation, 0, 0, 0, 0, 0, 0], more].concat())
}

/// The pixels of a cover.
fn seen(cover: &[u8]) -> RgbImage {
    assert_eq!(kind_of(cover, ""), MediaType::Jpeg);
    image::load_from_memory_with_format(cover, ImageFormat::Jpeg).unwrap().into_rgb8()
}

/// Whether these colours are one, as JPEG keeps them.
fn is_about(one: Rgb<u8>, other: Rgb<u8>) -> bool {
    one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) < 24)
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn a_picture_of_each_kind_makes_a_jpeg_that_fits_and_never_grows() {
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    for (size, fits) in [((60, 40), (60, 40)), ((1000, 500), (800, 400)), ((500, 3000), (200, 1200))] {
        let picture = DynamicImage::ImageRgb8(quartered(size.0, size.1));
        for format in formats {
            let cover = cover_of(&written(&picture, format)).unwrap();
            assert_eq!(dimensions(&cover), Some(fits), "{format:?}");
            let pixels = seen(&cover);
            assert!(is_about(*pixels.get_pixel(4, 4), RED), "{format:?}");
            assert!(is_about(*pixels.get_pixel(fits.0 - 4, fits.1 - 4), BLUE), "{format:?}");
        }
    }
    let grey = DynamicImage::ImageRgb8(quartered(60, 40)).into_luma16();
    assert_eq!(dimensions(&cover_of(&written(&grey.into(), ImageFormat::Png)).unwrap()), Some((60, 40)));
}

#[test]
fn a_photograph_stands_as_its_camera_says() {
    let lies = jpeg(&quartered(1000, 500));
    // Where the first quarter is, and how the picture stands.
    let (left, right, top, bottom) = (0, 1, 0, 1);
    for (orientation, (across, down), is_turned) in [
        (1, (left, top), false),
        (2, (right, top), false),
        (3, (right, bottom), false),
        (4, (left, bottom), false),
        (5, (left, top), true),
        (6, (right, top), true),
        (7, (right, bottom), true),
        (8, (left, bottom), true),
    ] {
        let cover = cover_of(&with(&lies, &[exif(orientation, b"")])).unwrap();
        let pixels = seen(&cover);
        let size = if is_turned { (500, 1000) } else { (800, 400) };
        assert_eq!(pixels.dimensions(), size, "{orientation}");
        for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
            let expected = if (x, y) == (across, down) { RED } else { BLUE };
            let at = pixels.get_pixel(size.0 / 4 + x * size.0 / 2, size.1 / 4 + y * size.1 / 2);
            assert!(is_about(*at, expected), "{orientation}: {x} {y} {at:?}");
        }
    }
}

#[test]
fn what_is_transparent_is_on_white() {
    let clear = RgbaImage::from_fn(40, 40, |x, _| if x < 20 { Rgba([0, 0, 0, 0]) } else { Rgba([200, 20, 20, 255]) });
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let pixels = seen(&cover_of(&written(&DynamicImage::ImageRgba8(clear.clone()), format)).unwrap());
        assert!(is_about(*pixels.get_pixel(4, 20), Rgb([255, 255, 255])), "{format:?}");
        assert!(is_about(*pixels.get_pixel(36, 20), RED), "{format:?}");
    }
    let large = RgbaImage::from_pixel(1000, 1000, Rgba([0, 0, 0, 0]));
    let pixels = seen(&cover_of(&written(&DynamicImage::ImageRgba8(large), ImageFormat::Png)).unwrap());
    assert_eq!(pixels.dimensions(), (800, 800));
    assert!(is_about(*pixels.get_pixel(400, 400), Rgb([255, 255, 255])));
}

#[test]
fn nothing_that_came_with_a_picture_is_in_its_cover() {
    let words = [b"GPSLatitude".as_slice(), b"Canon", b"chez Ana", b"PK\x03\x04secret", b"<script>"];
    let picture = quartered(60, 40);
    let camera = [
        exif(1, &[words[0], words[1]].concat()),
        segment(0xfe, words[2]),
        segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), words[4]].concat()),
    ];
    let photograph = [with(&jpeg(&picture), &camera), words[3].to_vec(), words[4].to_vec()].concat();
    let drawing = [written(&DynamicImage::ImageRgb8(picture), ImageFormat::Png), words.concat()].concat();
    for sent in [photograph, drawing] {
        assert!(holds(&sent, words[3]));
        let cover = cover_of(&sent).unwrap();
        for word in words {
            assert!(!holds(&cover, word), "{}", String::from_utf8_lossy(word));
        }
        assert!(!holds(&cover, b"Exif") && cover.ends_with(&[0xff, 0xd9]));
    }
}

#[test]
fn the_first_image_of_an_animation_is_its_cover() {
    let mut bytes = Vec::new();
    let frames = [[200, 20, 20, 255], [20, 20, 200, 255]].map(|colour| RgbaImage::from_pixel(32, 32, Rgba(colour)));
    GifEncoder::new(&mut bytes).encode_frames(frames.map(Frame::new)).unwrap();
    assert!(is_about(*seen(&cover_of(&bytes).unwrap()).get_pixel(16, 16), RED));
}

/// The beginning of a PNG that says to be so wide and so high.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(*b"\x08\x02\0\0\0");
    bytes
}

#[test]
fn what_says_to_be_too_large_or_too_small_is_refused_by_its_header_alone() {
    for (width, height) in [(60_000, 60_000), (16_385, 16), (16, 16_385), (8_000, 5_001)] {
        assert_eq!(cover_of(&png(width, height)), Err(NoCover::TooLarge(width, height)));
    }
    for (width, height) in [(15, 400), (400, 15), (1, 1)] {
        assert_eq!(cover_of(&png(width, height)), Err(NoCover::TooSmall(width, height)));
    }
    assert!(cover_of(&png(u32::MAX, u32::MAX)).is_err());
    assert!(cover_of(&png(0, 5)).is_err());
    assert_eq!(cover_of(b"GIF89a\xff\xff\xff\xff\0\0\0"), Err(NoCover::TooLarge(65_535, 65_535)));
}

#[test]
fn what_is_no_picture_that_is_read_is_refused_whatever_it_is_called() {
    let brands = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice();
    let all: [(&str, &[u8]); 7] = [
        ("a text called photo.png", b"# Un texte\n"),
        ("nothing", b""),
        ("HEIC", brands),
        ("AVIF", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"),
        ("SVG", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\"></svg>"),
        ("PDF", b"%PDF-1.7\n"),
        ("a page", b"<!doctype html><title>x</title>"),
    ];
    for (what, bytes) in all {
        assert_eq!(cover_of(bytes), Err(NoCover::NotAPicture), "{what}");
    }
}

#[test]
fn what_is_cut_short_or_spoiled_is_refused() {
    let picture = noise(80, 80);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = written(&picture, format);
        assert!(cover_of(&whole).is_ok(), "{format:?}");
        let (half, _) = whole.split_at(whole.len() / 2);
        assert_eq!(cover_of(half), Err(NoCover::Broken), "{format:?}");
    }
    // The smaller picture that a camera puts before is not the end of the picture.
    let small = segment(0xe1, &[b"Exif\0\0".as_slice(), &jpeg(&quartered(16, 16))].concat());
    let photograph = with(&jpeg(&picture.to_rgb8()), &[small]);
    assert!(cover_of(&photograph).is_ok());
    let (half, _) = photograph.split_at(photograph.len() * 2 / 3);
    assert_eq!(cover_of(half), Err(NoCover::Broken));
}

proptest! {
    #[test]
    fn nothing_that_is_sent_makes_it_stumble(
        kind in 0_usize..4,
        place in 0_usize..4000,
        spoiled in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
        let mut bytes = written(&noise(24, 24), formats.into_iter().nth(kind).unwrap());
        let place = place % bytes.len();
        for (byte, spoil) in bytes.iter_mut().skip(place).zip(&spoiled) {
            *byte = *spoil;
        }
        let _ = cover_of(&bytes);
    }
}
