//! A cover made of a picture that somebody sent: what it shows, and nothing else that it carried.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use crate::dimensions;
use crate::kinds::{MediaType, kind_of_bytes};

/// The most pixels of a cover, across and down.
const BOX: (u32, u32) = (800, 1200);
/// The quality of the JPEG, of 100.
const QUALITY: u8 = 82;
/// The most pixels of what is read.
const MOST_PIXELS: u64 = 40_000_000;
/// The longest side of what is read.
const LONGEST_SIDE: u32 = 16_384;
/// The shortest one.
const SHORTEST_SIDE: u32 = 16;
/// The most bytes that a decoder takes to lay a picture out.
const MOST_MEMORY: u64 = 200 * 1024 * 1024;

/// Why what was sent makes no cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCover {
    /// It is no JPEG, PNG, WebP or GIF.
    #[error("not a picture that is read")]
    NotAPicture,
    /// It says to have more pixels than are read: so many across and down.
    #[error("too large: {0} by {1} pixels")]
    TooLarge(u32, u32),
    /// It says to have fewer than a cover needs: so many across and down.
    #[error("too small: {0} by {1} pixels")]
    TooSmall(u32, u32),
    /// It does not hold what it says.
    #[error("broken")]
    Broken,
}

/// The cover that a picture makes, as a JPEG: the first image of several, upright, on white, of 800 by 1,200 pixels at most.
///
/// It is drawn again from its pixels, so that neither where it was taken nor anything that came with it is kept. Takes up to a second
/// of a processor, and 400 MB for a moment.
///
/// # Errors
/// Why there is none.
pub fn cover_of(bytes: &[u8]) -> Result<Vec<u8>, NoCover> {
    let format = format_of(bytes).ok_or(NoCover::NotAPicture)?;
    let said = dimensions(bytes);
    if let Some(size) = said {
        can_be_read(size)?;
    }
    if format == ImageFormat::Jpeg && !comes_to_its_end(bytes) {
        return Err(NoCover::Broken);
    }
    // A decoder that stumbles over what somebody sent says as much as one that gives up.
    let decoding = std::panic::catch_unwind(|| decoded(bytes, format, said));
    let (picture, orientation) = decoding.map_err(|_| NoCover::Broken)??;
    let mut cover = DynamicImage::ImageRgb8(fitted(picture, box_of(orientation)).ok_or(NoCover::Broken)?);
    cover.apply_orientation(orientation);
    let mut jpeg = Vec::new();
    let encoding = JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&cover.into_rgb8());
    encoding.map_err(|_| NoCover::Broken)?;
    Ok(jpeg)
}

/// What a picture is read as; nothing for what is not read.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    match kind_of_bytes(bytes)? {
        MediaType::Jpeg => Some(ImageFormat::Jpeg),
        MediaType::Png => Some(ImageFormat::Png),
        MediaType::Webp => Some(ImageFormat::WebP),
        MediaType::Gif => Some(ImageFormat::Gif),
        _ => None,
    }
}

/// Whether a picture of this size is read.
fn can_be_read((width, height): (u32, u32)) -> Result<(), NoCover> {
    let (shorter, longer) = (width.min(height), width.max(height));
    if longer > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(NoCover::TooLarge(width, height));
    }
    if shorter < SHORTEST_SIDE { Err(NoCover::TooSmall(width, height)) } else { Ok(()) }
}

/// Whether a JPEG holds its end (ITU-T T.81, B.1.1.3): the decoder makes up what is missing of one that was cut short.
fn comes_to_its_end(jpeg: &[u8]) -> bool {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    // The segments of the header are passed over: one may hold a smaller picture, with an end of its own.
    while let Some([0xff, marker, high, low]) = rest.first_chunk::<4>()
        && *marker != 0xda
    {
        let is_fill = *marker == 0xff;
        let length = if is_fill { 1 } else { usize::from(u16::from_be_bytes([*high, *low])) + 2 };
        let Some(after) = rest.get(length..) else { return false };
        rest = after;
    }
    rest.windows(2).any(|two| two == [0xff, 0xd9])
}

/// The pixels of a picture, and how it is to be turned; refused by what its decoder reads of its size too.
fn decoded(
    bytes: &[u8],
    format: ImageFormat,
    said: Option<(u32, u32)>,
) -> Result<(DynamicImage, Orientation), NoCover> {
    let refused = |error: ImageError| why(&error, said);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(refused)?;
    can_be_read(decoder.dimensions())?;
    // What the pixels take is not there for the decoder any more.
    limits.reserve(decoder.total_bytes()).map_err(refused)?;
    decoder.set_limits(limits).map_err(refused)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    Ok((picture, orientation))
}

/// Why a decoder gave up on a picture that says to be of this size.
fn why(error: &ImageError, said: Option<(u32, u32)>) -> NoCover {
    match (error, said) {
        (ImageError::Limits(_), Some((width, height))) => NoCover::TooLarge(width, height),
        _ => NoCover::Broken,
    }
}

/// The box in which a picture fits before it is turned.
fn box_of(orientation: Orientation) -> (u32, u32) {
    let (across, down) = BOX;
    match orientation {
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            (down, across)
        }
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (across, down),
    }
}

/// A picture on white, made smaller where it does not fit in a box.
fn fitted(picture: DynamicImage, within: (u32, u32)) -> Option<RgbImage> {
    let size = (picture.width(), picture.height());
    if picture.has_alpha() {
        let mut pixels = picture.into_rgba8().into_raw();
        put_on_white(&mut pixels);
        let (pixels, (width, height)) = resized(pixels, size, within, PixelType::U8x4)?;
        let opaque = pixels.as_chunks::<4>().0.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]);
        return RgbImage::from_raw(width, height, opaque.collect());
    }
    let (pixels, (width, height)) = resized(picture.into_rgb8().into_raw(), size, within, PixelType::U8x3)?;
    RgbImage::from_raw(width, height, pixels)
}

/// Puts what is transparent on white, as a page would show it.
fn put_on_white(pixels: &mut [u8]) {
    for [red, green, blue, alpha] in pixels.as_chunks_mut::<4>().0 {
        let seen = u16::from(*alpha);
        let white = 255 * (255 - seen);
        for colour in [red, green, blue] {
            *colour = u8::try_from((u16::from(*colour) * seen + white + 127) / 255).unwrap_or(u8::MAX);
        }
        *alpha = u8::MAX;
    }
}

/// The same pixels in a box, and their size there.
fn resized(pixels: Vec<u8>, size: (u32, u32), within: (u32, u32), kind: PixelType) -> Option<(Vec<u8>, (u32, u32))> {
    let smaller = size_within(size, within);
    if smaller == size {
        return Some((pixels, size));
    }
    let whole = Image::from_vec_u8(size.0, size.1, pixels, kind).ok()?;
    let mut made = Image::new(smaller.0, smaller.1, kind);
    // Nothing is transparent any more.
    Resizer::new().resize(&whole, &mut made, &ResizeOptions::new().use_alpha(false)).ok()?;
    Some((made.into_vec(), smaller))
}

/// The largest size of these proportions that fits in a box, never larger than it is.
fn size_within((width, height): (u32, u32), (across, down): (u32, u32)) -> (u32, u32) {
    let part = |side: u32, of: u32, whole: u32| {
        let part = u64::from(side) * u64::from(of) / u64::from(whole.max(1));
        u32::try_from(part).unwrap_or(of).max(1)
    };
    if width <= across && height <= down {
        (width, height)
    } else if u64::from(width) * u64::from(down) >= u64::from(height) * u64::from(across) {
        (across, part(height, across, width))
    } else {
        (part(width, down, height), down)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_fits_in_its_box_keeps_its_proportions_and_never_grows() {
        for (size, fits) in [
            ((800, 1200), (800, 1200)),
            ((300, 20), (300, 20)),
            ((1600, 1200), (800, 600)),
            ((1600, 4800), (400, 1200)),
            ((16_384, 16), (800, 1)),
            ((16, 16_384), (1, 1200)),
            ((801, 1200), (800, 1198)),
        ] {
            assert_eq!(size_within(size, BOX), fits, "{size:?}");
        }
    }

    #[test]
    fn what_is_transparent_is_white_and_what_is_half_so_is_between() {
        let mut pixels = vec![0, 0, 0, 0, 10, 20, 30, 255, 0, 100, 255, 128];
        put_on_white(&mut pixels);
        assert_eq!(pixels, [255, 255, 255, 255, 10, 20, 30, 255, 127, 177, 255, 255]);
    }
}
