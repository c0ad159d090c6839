//! The design stands in one place: `tokens.css` has every colour, face, size and space, and what is read can be read.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A length that may stand anywhere: a line, or what is too small to be a space.
const MOST_PIXELS: f64 = 4.0;

/// The text of each sheet of styles, without comments, by its name.
fn sheets() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/css");
    let parts = ["first", "rest"].into_iter().flat_map(|part| fs::read_dir(folder.join(part)).unwrap());
    let files = parts
        .map(|entry| entry.unwrap().path())
        .chain(["tokens.css", "base.css", "print.css"].map(|name| folder.join(name)));
    let without_comments = |text: String| {
        let mut kept = String::new();
        for piece in text.split("/*") {
            kept.push_str(piece.split_once("*/").map_or(piece, |(_, after)| after));
        }
        kept
    };
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "css"))
        .map(|file| {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            (name, without_comments(fs::read_to_string(file).unwrap()))
        })
        .collect()
}

/// The declarations of a sheet: property and value. What decides whether rules hold (`@media`) is none.
fn declarations(sheet: &str) -> Vec<(String, String)> {
    let bodies = sheet.split(['{', '}', ';']).map(str::trim);
    let pairs = bodies.filter(|piece| !piece.starts_with('@')).filter_map(|piece| piece.split_once(':'));
    pairs
        .map(|(property, value)| (property.trim().to_owned(), value.trim().to_owned()))
        .filter(|(property, _)| property.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        .collect()
}

/// The words of a value, its functions and commas apart.
fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '/')).filter(|word| !word.is_empty())
}

/// A length in pixels, at the usual size of text.
fn pixels(word: &str) -> Option<f64> {
    let digits = word.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = word.split_at(digits);
    let number: f64 = number.parse().ok()?;
    let one = match unit {
        "px" => 1.0,
        "rem" | "em" | "lh" | "rlh" => 16.0,
        "ch" | "ex" => 8.0,
        "pt" => 4.0 / 3.0,
        "cm" => 37.8,
        "mm" => 3.78,
        "in" => 96.0,
        _ => return None,
    };
    Some((number * one).abs())
}

const COLOURS: [&str; 24] = [
    "rgb",
    "rgba",
    "hsl",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "black",
    "white",
    "gray",
    "grey",
    "red",
    "green",
    "blue",
    "yellow",
    "orange",
    "purple",
    "navy",
    "teal",
    "silver",
];

#[test]
fn no_colour_face_or_length_stands_outside_the_tokens() {
    for (name, sheet) in sheets().into_iter().filter(|(name, _)| name != "tokens.css") {
        for (property, value) in declarations(&sheet) {
            let place = format!("{name}: {property}: {value}");
            for word in words(&value) {
                assert!(!word.starts_with('#') && !COLOURS.contains(&word), "{place}: a colour");
                assert!(pixels(word).is_none_or(|length| length <= MOST_PIXELS), "{place}: a length");
            }
            if property == "font-family" || property == "font" {
                assert!(value.starts_with("var(--") || value == "inherit", "{place}: a face");
            }
        }
    }
}

#[test]
fn every_token_is_used_and_every_one_that_is_used_is_there() {
    let sheets = sheets();
    let all: String = sheets.values().map(String::as_str).collect();
    let tokens = declarations(&sheets["tokens.css"]).into_iter().map(|(name, _)| name);
    let tokens: Vec<String> = tokens.filter(|name| name.starts_with("--")).collect();
    for token in &tokens {
        assert!(all.contains(&format!("var({token})")), "{token} is used nowhere");
    }
    for used in all.split("var(").skip(1).map(|rest| rest.split([')', ',']).next().unwrap().trim()) {
        assert!(tokens.iter().any(|token| token == used), "{used} is no token");
    }
}

#[test]
fn no_picture_is_higher_than_a_token_says_and_none_is_squeezed() {
    let base = sheets().remove("base.css").unwrap();
    let of_pictures = base.split('}').filter(|rule| rule.trim_start().starts_with("img"));
    let rules: Vec<(String, String)> = of_pictures.flat_map(declarations).collect();
    for (property, value) in
        [("max-block-size", "var(--height-picture)"), ("block-size", "auto"), ("object-fit", "contain")]
    {
        assert!(rules.contains(&(property.to_owned(), value.to_owned())), "{property}: {rules:?}");
    }
    assert!(rules.iter().all(|(property, _)| property != "inline-size"), "the width is the one that the page says");
}

/// The relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn texts_are_read_on_every_ground_in_the_light_and_in_the_dark() {
    let sheet = sheets().remove("tokens.css").unwrap();
    let tokens: BTreeMap<String, String> = declarations(&sheet).into_iter().rev().collect();
    for theme in 0..2 {
        let colour = |name: &str| {
            let value = &tokens[&format!("--{name}")];
            let both = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
            both.map_or(value.clone(), |both| both.split(", ").nth(theme).unwrap().to_owned())
        };
        for ground in ["paper", "sheet", "wash"] {
            // WCAG 2.2, 1.4.6 for the text; the design asks 5.2 of what is secondary, 1.4.3 asks 4.5 of the rest.
            for (ink, least) in [("ink", 7.0), ("soft", 5.2), ("petrol", 4.5), ("ember", 4.5), ("moss", 4.5)] {
                let ratio = contrast(&colour(ink), &colour(ground));
                assert!(ratio >= least, "{ink} on {ground}, theme {theme}: {ratio:.2}");
            }
        }
        for (ink, ground) in
            [("ink", "petrol-wash"), ("soft", "petrol-wash"), ("petrol", "petrol-wash"), ("ink", "marked")]
        {
            let ratio = contrast(&colour(ink), &colour(ground));
            assert!(ratio >= 4.5, "{ink} on {ground}, theme {theme}: {ratio:.2}");
        }
        for cover in 0..8 {
            let ratio = contrast(&colour("on-dark-cover"), &colour(&format!("cover-{cover}")));
            assert!(ratio >= 4.5, "a title on cover {cover}: {ratio:.2}");
        }
    }
}
