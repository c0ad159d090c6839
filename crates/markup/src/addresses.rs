//! The one door for every address that a page holds in `href` or `src`: which schemes and places are allowed.

use comrak::html::escape_href;

/// Where an address is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an `href`: one may go there.
    Link,
    /// In a `src`: the browser fetches it by itself, so it must be a file of this site.
    Source,
}

/// Paths that are pages of this site, as a whole or as the beginning of a path.
const PAGES: [&str; 6] = ["/notebooks", "/lexicon", "/organisations", "/communities", "/recent", "/wanted"];
const FOLDERS: [&str; 6] = ["/n/", "/c/", "/lexicon/", "/people/", "/communities/", "/files/"];

/// The address as it may be written in an attribute of the page (quotes excepted, which it never holds), or nothing when it
/// may not stand there.
///
/// For a link: `http`, `https`, `mailto`, `tel`, a place in the same page, or a page of this site. For a source: a file
/// of this site, so that no page asks anything of anyone else. Relative paths mean nothing on a site whose addresses
/// are ids, and are refused.
pub fn safe(address: &str, place: Place) -> Option<String> {
    allowed(address, place).map(escaped)
}

/// The same, as it was written: for what escapes by itself.
pub(crate) fn allowed(address: &str, place: Place) -> Option<&str> {
    let address = address.trim_matches(|character: char| character.is_whitespace() || character.is_control());
    let refused = address
        .chars()
        .any(|character| character.is_control() || character == '\\' || matches!(character, '\u{fdd0}'..='\u{fdef}'));
    if address.is_empty() || refused {
        return None;
    }
    let allowed = match place {
        Place::Source => is_ours(address) && address.starts_with("/files/"),
        Place::Link => match scheme(address) {
            Some(scheme) => is_allowed(scheme, address),
            None => address.starts_with('#') || is_ours(address),
        },
    };
    allowed.then_some(address)
}

/// Writes an address for an attribute: all that is not of RFC 3986 is percent-encoded, `&` and `'` are entities.
pub(crate) fn escaped(address: &str) -> String {
    let mut out = String::with_capacity(address.len() + 8);
    let _ = escape_href(&mut out, address, false);
    out
}

/// The scheme (RFC 3986, section 3.1), when there is one.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.bytes();
    let well_formed = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    well_formed.then_some(scheme)
}

fn is_allowed(scheme: &str, address: &str) -> bool {
    let rest = address.get(scheme.len() + 1..).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        return rest.strip_prefix("//").is_some_and(|host| host.starts_with(|c: char| !matches!(c, '/' | '?' | '#')));
    }
    (scheme.eq_ignore_ascii_case("mailto") || scheme.eq_ignore_ascii_case("tel")) && !rest.is_empty()
}

/// Whether a path is of this site. A path that climbs (`..`, also percent-encoded) is not.
fn is_ours(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let climbs = path.split('/').any(|segment| {
        let dots = segment.to_ascii_lowercase().replace("%2e", ".");
        dots == "." || dots == ".."
    });
    !climbs
        && !path.contains("//")
        && (path == "/" || PAGES.contains(&path) || FOLDERS.iter().any(|folder| path.starts_with(folder)))
}

#[cfg(test)]
mod tests {
    use super::{Place, safe};

    #[test]
    fn a_link_goes_to_the_web_to_a_mail_to_a_telephone_or_to_a_page_of_ours() {
        for address in [
            "https://exemple.org/a?b=c#d",
            "HTTP://exemple.org",
            "mailto:a@exemple.org",
            "tel:+15145550000",
            "#où",
            "/n/x",
            "/",
        ] {
            assert!(safe(address, Place::Link).is_some(), "{address}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for address in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//exemple.org/x",
            "/\\exemple.org",
            "https:exemple.org",
            "http:///x",
            "note.md",
            "../x",
            "/n/../admin",
            "/n/%2E%2e/admin",
            "/admin",
            "/n//exemple.org",
            "file:///etc/passwd",
            "",
            "   ",
        ] {
            assert_eq!(safe(address, Place::Link), None, "{address}");
        }
    }

    #[test]
    fn only_a_file_of_ours_is_fetched() {
        assert!(safe("/files/0/a.png", Place::Source).is_some());
        for address in ["https://exemple.org/a.png", "/n/x", "data:image/png;base64,x", "//e.org/a.png", "#a"] {
            assert_eq!(safe(address, Place::Source), None, "{address}");
        }
    }

    #[test]
    fn what_comes_out_can_stand_between_quotes() {
        let out = safe("https://e.org/\"onclick='x'<>&", Place::Link).unwrap();
        assert_eq!(out, "https://e.org/%22onclick=&#x27;x&#x27;%3C%3E&amp;");
    }
}
