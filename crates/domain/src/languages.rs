//! Languages of texts and of the interface.

use std::fmt;

/// The language of a text, as a BCP 47 tag in its usual writing (`fr`, `en`, `fr-CA`, `iu-Cans`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Reads a tag: subtags of letters and digits, the first of two or three letters (RFC 5646, section 2.1, without
    /// the grandfathered tags). `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > 35 {
            return None;
        }
        let mut tag = String::with_capacity(text.len());
        for (index, subtag) in text.split(['-', '_']).enumerate() {
            let length = subtag.len();
            if length == 0 || length > 8 || !subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return None;
            }
            if index == 0 {
                if !(2..=3).contains(&length) || !subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    return None;
                }
                tag.push_str(&subtag.to_ascii_lowercase());
                continue;
            }
            tag.push('-');
            match length {
                2 if subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                    tag.push_str(&subtag.to_ascii_uppercase());
                }
                4 if subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                    let (first, rest) = subtag.split_at(1);
                    tag.push_str(&first.to_ascii_uppercase());
                    tag.push_str(&rest.to_ascii_lowercase());
                }
                _ => tag.push_str(&subtag.to_ascii_lowercase()),
            }
        }
        Some(Self(tag))
    }

    /// From the store, which holds only tags that were parsed.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// French.
    pub fn french() -> Self {
        Self("fr".to_owned())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, without script or region.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether French spacing and French call-out titles apply.
    pub fn is_french(&self) -> bool {
        self.primary() == "fr"
    }

    /// Whether the text runs from right to left, by its script or its language's usual one.
    pub fn is_right_to_left(&self) -> bool {
        let script = self.0.split('-').find(|subtag| subtag.len() == 4);
        match script {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm"),
            None => matches!(self.primary(), "ar" | "he" | "fa" | "ur" | "ps" | "yi" | "dv" | "ckb" | "sd" | "ug"),
        }
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::LanguageTag;

    #[test]
    fn a_tag_is_written_the_usual_way() {
        for (typed, written) in [("FR", "fr"), ("fr_ca", "fr-CA"), ("iu-cans-ca", "iu-Cans-CA"), ("es-419", "es-419")] {
            assert_eq!(LanguageTag::parse(typed).unwrap().as_str(), written);
        }
        for wrong in ["", "f", "français", "fr--CA", "en-<b>", "abcdefghi"] {
            assert_eq!(LanguageTag::parse(wrong), None, "{wrong}");
        }
    }
}
