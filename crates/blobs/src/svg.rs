//! Just enough XML to know an SVG image by its root, and its size. Nothing is expanded, nothing is decoded.

/// The namespace without which a browser does not draw it (SVG 2, 5.1).
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Attributes of a root that are read before giving up.
const MOST_ATTRIBUTES: usize = 200;

/// Whether `bytes` hold a text whose root is `svg`, in its namespace.
pub(crate) fn is_svg(bytes: &[u8]) -> bool {
    root(bytes).is_some()
}

/// Width and height in pixels, from `width` and `height` where both are in pixels, else from `viewBox`.
pub(crate) fn dimensions(bytes: &[u8]) -> Option<(usize, usize)> {
    let attributes = root(bytes)?;
    let value = |name: &str| attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
    if let (Some(width), Some(height)) = (value("width").and_then(pixels), value("height").and_then(pixels)) {
        return Some((width, height));
    }
    let mut numbers = value("viewBox")?.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty()).skip(2);
    Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
}

/// A length in pixels, rounded up; `None` for another unit, for what is not a number, and beyond what is believable.
fn pixels(text: &str) -> Option<usize> {
    let text = text.trim();
    let number: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
    if !(0.0..=1_000_000.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
    Some(number.ceil() as usize)
}

/// The attributes of the root, if it is `svg`.
fn root(bytes: &[u8]) -> Option<Vec<(&str, &str)>> {
    let mut rest = whole_characters(bytes)?;
    rest = rest.strip_prefix('\u{feff}').unwrap_or(rest);
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("<?") {
            rest = after.split_once("?>")?.1;
        } else if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->")?.1;
        } else if let Some(after) = rest.strip_prefix("<!DOCTYPE") {
            let (declaration, after) = after.split_once('>')?;
            // An internal subset can declare entities: such a file is handed over, never shown.
            if declaration.contains('[') {
                return None;
            }
            rest = after;
        } else {
            break;
        }
    }
    let attributes = attributes(rest.strip_prefix("<svg")?)?;
    attributes.contains(&("xmlns", NAMESPACE)).then_some(attributes)
}

/// The attributes up to the end of the tag; `None` when it is not well formed.
fn attributes(mut rest: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    loop {
        let inside = rest.trim_start();
        if inside.starts_with('>') || inside.starts_with("/>") {
            return Some(found);
        }
        // Attributes are separated, from the name of the element too.
        if inside.len() == rest.len() || found.len() == MOST_ATTRIBUTES {
            return None;
        }
        let (name, after) = inside.split_once('=')?;
        let name = name.trim_end();
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || "<>/\"'".contains(c)) {
            return None;
        }
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after.get(1..)?.split_once(quote)?;
        if value.contains('<') {
            return None;
        }
        found.push((name, value));
        rest = after;
    }
}

/// The text of `bytes`, without a last character that the end of what was read cut in two.
pub(crate) fn whole_characters(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok(),
        Err(_) => None,
    }
}
