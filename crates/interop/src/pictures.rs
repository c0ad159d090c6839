//! The picture that other sites show beside a link to a page: made from its title and that of its notebook.

use std::sync::Arc;

use cosmic_text::fontdb::{Database, Source};
use cosmic_text::{
    Attrs, Buffer, Color, Ellipsize, EllipsizeHeightLimit, Family, FontSystem, Metrics, Shaping, SwashCache, Weight,
    Wrap,
};
use tiny_skia::{LineCap, Paint, Path, PathBuilder, Pixmap, PixmapMut, Stroke, Transform};

/// How wide a picture is, in pixels: what Open Graph's readers show largest.
pub const WIDTH: u32 = 1200;
/// How high it is, in pixels.
pub const HEIGHT: u32 = 630;

/// Latin, Greek and Cyrillic letters of Source Serif 4 (SIL Open Font Licence 1.1; made as `pictures/README.md` says).
static FACE: &[u8] = include_bytes!("pictures/titles.ttf");
const FAMILY: &str = "Sillage Titles";

/// The same, as lengths.
const PICTURE: (f32, f32) = (1200.0, 630.0);
const MARGIN: f32 = 80.0;
const RIGHT: f32 = PICTURE.0 - MARGIN;
const BOTTOM: f32 = PICTURE.1 - MARGIN;
/// Where words end: the mark stands beyond.
const MEASURE: f32 = 880.0;
/// Sizes that a title may have, and the lines that it then takes at most; where none is enough its end is left out.
const TITLE: [(f32, usize); 4] = [(84.0, 3), (68.0, 4), (56.0, 5), (46.0, 6)];
const SMALL: f32 = 34.0;

/// What a picture shows.
#[derive(Clone, Debug)]
pub struct Pictured<'a> {
    /// The title.
    pub title: &'a str,
    /// The title of the notebook that it stands in.
    pub within: Option<&'a str>,
    /// The name of the site.
    pub site: &'a str,
    /// The colour of the ground: red, green, blue.
    pub ground: [u8; 3],
    /// Whether white words are read best on it, rather than black ones.
    pub is_dark: bool,
}

/// Draws it, as PNG; nothing where memory is short.
///
/// Words in letters that the face has not are left out, rather than shown as boxes.
pub fn png(it: &Pictured<'_>) -> Option<Vec<u8>> {
    let mut picture = Pixmap::new(WIDTH, HEIGHT)?;
    let [red, green, blue] = it.ground;
    picture.fill(tiny_skia::Color::from_rgba8(red, green, blue, 255));
    let ink = if it.is_dark { Color::rgb(255, 255, 255) } else { Color::rgb(0, 0, 0) };
    let soft = Color::rgba(ink.r(), ink.g(), ink.b(), 210);
    draw_mark(&mut picture.as_mut(), ink);

    let mut words = Words::new();
    let mut top = MARGIN;
    if let Some(within) = it.within.and_then(|within| words.set(within, SMALL, 2)) {
        words.draw(&within, &mut picture, top, soft);
        top += within.height + SMALL;
    }
    let mut title = None;
    for (size, lines) in TITLE {
        title = words.set(it.title, size, lines);
        if title.as_ref().is_none_or(|title| title.is_whole) {
            break;
        }
    }
    if let Some(title) = title {
        words.draw(&title, &mut picture, top, ink);
    }
    if let Some(site) = words.set(it.site, SMALL, 1) {
        words.draw(&site, &mut picture, BOTTOM - site.height, soft);
    }
    picture.encode_png().ok()
}

/// The mark of the house, as covers bear it: a bow, and the wake that spreads behind.
fn draw_mark(picture: &mut PixmapMut<'_>, ink: Color) {
    let Some(mark) = mark() else { return };
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(ink.r(), ink.g(), ink.b(), 150);
    let stroke = Stroke { width: 1.8, line_cap: LineCap::Round, ..Stroke::default() };
    // The mark is drawn in a square of 24; here it is as high as the words may be.
    let scale = 8.0;
    let place = Transform::from_scale(scale, scale).post_translate(RIGHT - 21.0 * scale, BOTTOM - 22.0 * scale);
    picture.stroke_path(&mark, &paint, &stroke, place, None);
}

/// The lines of `crates/web/assets/mark.svg`.
fn mark() -> Option<Path> {
    // From where on the stem, and what each point of the curve is away from there.
    let waves = [(9.0, [(1.0, 5.0), (4.0, 9.0), (9.0, 12.0)]), (12.0, [(0.5, 4.0), (2.0, 7.0), (4.0, 10.0)])];
    let mut path = PathBuilder::new();
    path.move_to(12.0, 2.0);
    path.line_to(12.0, 9.0);
    for (from, points) in waves {
        for side in [-1.0, 1.0] {
            let [first, second, last] = points.map(|(aside, down)| (12.0 + side * aside, from + down));
            path.move_to(12.0, from);
            path.cubic_to(first.0, first.1, second.0, second.1, last.0, last.1);
        }
    }
    path.finish()
}

/// Words set in lines.
struct Set {
    lines: Buffer,
    height: f32,
    /// Whether no end was left out.
    is_whole: bool,
}

/// What sets words: the face, and the shapes that it drew already.
struct Words {
    faces: FontSystem,
    shapes: SwashCache,
}

impl Words {
    fn new() -> Self {
        let mut faces = Database::new();
        faces.load_font_source(Source::Binary(Arc::new(FACE)));
        Self { faces: FontSystem::new_with_locale_and_db("fr-CA".to_owned(), faces), shapes: SwashCache::new() }
    }

    /// Sets words in so many lines at most; nothing where the face has not each of their letters.
    fn set(&mut self, words: &str, size: f32, most: usize) -> Option<Set> {
        // The face has one space that does not break.
        let words = words.replace('\u{202f}', "\u{a0}");
        let height = size * 1.2;
        let mut lines = Buffer::new(&mut self.faces, Metrics::new(size, height));
        lines.set_wrap(Wrap::WordOrGlyph);
        lines.set_size(Some(MEASURE), None);
        let letters = Attrs::new().family(Family::Name(FAMILY)).weight(Weight::SEMIBOLD);
        lines.set_text(words.trim(), &letters, Shaping::Advanced, None);
        lines.shape_until_scroll(&mut self.faces, false);
        let is_whole = lines.layout_runs().count() <= most;
        if !is_whole {
            lines.set_ellipsize(Ellipsize::End(EllipsizeHeightLimit::Lines(most)));
            lines.shape_until_scroll(&mut self.faces, false);
        }
        // Glyph 0 stands for what a face has not.
        let has_all = lines.layout_runs().all(|line| line.glyphs.iter().all(|glyph| glyph.glyph_id != 0));
        let has_any = lines.layout_runs().any(|line| !line.glyphs.is_empty());
        let count = u16::try_from(lines.layout_runs().count()).ok()?;
        (has_all && has_any).then_some(Set { lines, height: f32::from(count) * height, is_whole })
    }

    fn draw(&mut self, set: &Set, picture: &mut Pixmap, top: f32, ink: Color) {
        let (left, top) = (pixels(MARGIN), pixels(top));
        let width = pixels(PICTURE.0);
        let data = picture.data_mut();
        set.lines.clone().draw(&mut self.faces, &mut self.shapes, ink, |x, y, _, _, shade| {
            let (x, y) = (x + left, y + top);
            let at = usize::try_from(y * width + x).ok().filter(|_| (0..width).contains(&x));
            let Some(pixel) = at.and_then(|at| data.get_mut(at * 4..at * 4 + 3)) else { return };
            for (part, of) in pixel.iter_mut().zip([shade.r(), shade.g(), shade.b()]) {
                let mixed = u16::from(of) * u16::from(shade.a()) + u16::from(*part) * u16::from(255 - shade.a());
                *part = u8::try_from(mixed / 255).unwrap_or(u8::MAX);
            }
        });
    }
}

/// Whole pixels of a length inside the picture.
#[expect(clippy::cast_possible_truncation, reason = "no length is longer than the picture")]
fn pixels(length: f32) -> i32 {
    length.round() as i32
}

#[cfg(test)]
mod tests {
    use super::{Pictured, Words, mark, png};

    fn of(title: &str) -> Pictured<'_> {
        let within = Some("Animer une communauté de pratique");
        Pictured { title, within, site: "Réseau Marnage", ground: [10, 92, 112], is_dark: true }
    }

    #[test]
    fn a_picture_is_as_large_as_it_says_whatever_the_title() {
        let long = "Une très longue question qui n’en finit pas ".repeat(40);
        for title in
            ["Une charte qui vit", "", "Où?\u{202f}: œuvre", "漢字", "\u{202e}à l’envers", "a\nb\u{0}", long.trim()]
        {
            let drawn = png(&of(title)).unwrap();
            let read = tiny_skia::Pixmap::decode_png(&drawn).unwrap();
            assert_eq!((read.width(), read.height()), (super::WIDTH, super::HEIGHT), "{title}");
        }
    }

    #[test]
    fn letters_that_the_face_has_not_are_left_out_and_others_are_there() {
        let mut words = Words::new();
        for has in ["Vœux, « noël » – l’été…", "Ngữ ọ", "Жар-птица", "Ωμέγα", "À\u{202f}? 12 %"]
        {
            assert!(words.set(has, 40.0, 3).is_some(), "{has}");
        }
        for has_not in ["漢字", "", " ", "شبكة"] {
            assert!(words.set(has_not, 40.0, 3).is_none(), "{has_not}");
        }
        let long = "mot ".repeat(200);
        let cut = words.set(&long, 40.0, 3).unwrap();
        assert!(!cut.is_whole && cut.lines.layout_runs().count() == 3);
    }

    #[test]
    fn the_title_is_what_tells_pictures_apart() {
        assert_ne!(png(&of("Un")), png(&of("Deux")));
        assert_eq!(png(&of("Un")), png(&of("Un")));
        assert!(mark().is_some());
    }
}
