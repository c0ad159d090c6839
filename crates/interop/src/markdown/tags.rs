//! Reading one HTML tag (CommonMark 0.31, section 6.6), its attributes and character references.

/// A tag, a comment, or a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open { name: String, attributes: Vec<(String, String)>, alone: bool },
    Close { name: String },
    Comment,
    Declaration,
}

impl Token {
    /// The value of an attribute, its references decoded, in one line.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let Self::Open { attributes, .. } = self else { return None };
        let (_, value) = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        Some(decode_references(value).split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Reads the token at the start of `text`, which begins with `<`: the token and its length.
pub(super) fn token(text: &str) -> Option<(Token, usize)> {
    if let Some(rest) = text.strip_prefix("<!--") {
        if rest.starts_with('>') {
            return Some((Token::Comment, 5));
        }
        return rest.find("-->").map(|end| (Token::Comment, end + 7));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        let named = text.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic);
        return text.find('>').filter(|_| named).map(|end| (Token::Declaration, end + 1));
    }
    let mut rest = text.strip_prefix('<')?;
    let closing = rest.starts_with('/');
    if closing {
        rest = rest.get(1..)?;
    }
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    let name = rest.get(..length)?;
    if !name.bytes().next()?.is_ascii_alphabetic() {
        return None;
    }
    rest = rest.get(length..)?;
    let mut attributes = Vec::new();
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed.strip_prefix('>') {
            let token = if closing {
                Token::Close { name: name.to_owned() }
            } else {
                Token::Open { name: name.to_owned(), attributes, alone: false }
            };
            return Some((token, text.len() - after.len()));
        }
        if let Some(after) = trimmed.strip_prefix("/>") {
            let token = Token::Open { name: name.to_owned(), attributes, alone: true };
            return (!closing).then_some((token, text.len() - after.len()));
        }
        // An attribute is parted from what comes before it; two blank lines in a tag are no tag.
        if trimmed.len() == rest.len() || closing || rest.get(..rest.len() - trimmed.len())?.matches('\n').count() > 1 {
            return None;
        }
        let (attribute, after) = attribute(trimmed)?;
        if attributes.len() > 100 {
            return None;
        }
        attributes.push(attribute);
        rest = after;
    }
}

fn attribute(text: &str) -> Option<((String, String), &str)> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.:-@".contains(byte)).count();
    let name = text.get(..length).filter(|name| !name.is_empty())?.to_owned();
    let rest = text.get(length..)?;
    let Some(value) = rest.trim_start().strip_prefix('=') else { return Some(((name, String::new()), rest)) };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(value) = value.strip_prefix(quote) {
            let (value, after) = value.split_once(quote)?;
            return Some(((name, value.to_owned()), after));
        }
    }
    let length = value.bytes().take_while(|byte| !byte.is_ascii_whitespace() && !b"\"'=<>`".contains(byte)).count();
    let plain = value.get(..length).filter(|plain| !plain.is_empty())?;
    // The slash of `<a href=b/>` ends the tag.
    let plain = if value.get(length..)?.starts_with('>') { plain.strip_suffix('/').unwrap_or(plain) } else { plain };
    Some(((name, plain.to_owned()), value.get(plain.len()..)?))
}

/// The references that people write by hand, and the numbered ones, as characters.
pub(super) fn decode_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let read = after.get(1..).and_then(|tail| tail.split_once(';')).filter(|(name, _)| name.len() < 12).and_then(
            |(name, tail)| {
                let character = match name {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    "nbsp" => '\u{a0}',
                    "vert" => '|',
                    "copy" => '©',
                    "hellip" => '…',
                    "ndash" => '–',
                    "mdash" => '—',
                    "laquo" => '«',
                    "raquo" => '»',
                    "eacute" => 'é',
                    "egrave" => 'è',
                    "agrave" => 'à',
                    numbered => {
                        let number = numbered.strip_prefix('#')?;
                        let number = match number.strip_prefix(['x', 'X']) {
                            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                            None => number.parse().ok()?,
                        };
                        char::from_u32(number).filter(|character| !character.is_control())?
                    }
                };
                Some((character, tail))
            },
        );
        if let Some((character, tail)) = read {
            out.push(character);
            rest = tail;
        } else {
            out.push('&');
            rest = after.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The words between tags, references decoded.
pub(super) fn words_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let length = token(after).map_or(0, |(_, length)| length);
        if length == 0 {
            out.push('<');
        }
        rest = after.get(length.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    decode_references(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_name_and_attributes_and_nothing_else_is() {
        let (img, length) = token("<img alt=\"a > b\"\n src='x y.png' width=3/> suite").unwrap();
        assert_eq!(
            (img.attribute("alt"), img.attribute("src")),
            (Some("a > b".to_owned()), Some("x y.png".to_owned()))
        );
        assert_eq!(length, 41);
        assert!(matches!(token("<br/>").unwrap().0, Token::Open { alone: true, .. }));
        for not in ["<https://a.b>", "< b>", "<3", "<a", "<b@c.d>", "<a b=\"c>", "<é>"] {
            assert_eq!(token(not), None, "{not}");
        }
    }

    #[test]
    fn references_become_characters() {
        assert_eq!(decode_references("a &lt;b&gt; &#233;&#xe9; &nope; & &amp;lt;"), "a <b> éé &nope; & &lt;");
        assert_eq!(words_of("match <em>VALUE</em> =&gt; 3 < 4"), "match VALUE => 3 < 4");
    }
}
