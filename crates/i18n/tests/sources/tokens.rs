//! Rust and templates as the few kinds of tokens that tell which messages are asked for.

/// A piece of source, without its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An identifier, a keyword or a number.
    Word(String),
    /// What a string literal says; escapes are left as they are written.
    Text(String),
    /// Any other character.
    Sign(char),
}

impl Token {
    pub fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }
}

/// The tokens of Rust, without the items that only tests have.
pub fn of_rust(source: &str) -> Vec<Token> {
    without_tests(&tokens(source))
}

/// The tokens of what a template computes: what stands between `{{ }}` and `{% %}`.
pub fn of_template(source: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let end = if rest[start..].starts_with("{{") { "}}" } else { "%}" };
        let inside = &rest[start + 2..];
        let length = inside.find(end).unwrap_or(inside.len());
        found.extend(tokens(&inside[..length]));
        found.push(Token::Sign(';'));
        rest = &inside[length..];
    }
    found
}

fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let from = |at: usize| letters.get(at).copied().unwrap_or('\0');
    while at < letters.len() {
        let letter = letters[at];
        if letter == '/' && from(at + 1) == '/' {
            while at < letters.len() && letters[at] != '\n' {
                at += 1;
            }
        } else if letter == '/' && from(at + 1) == '*' {
            at += 2;
            while at < letters.len() && !(letters[at] == '*' && from(at + 1) == '/') {
                at += 1;
            }
            at += 2;
        } else if letter == '"' {
            let mut text = String::new();
            at += 1;
            while at < letters.len() && letters[at] != '"' {
                if letters[at] == '\\' {
                    text.push('\\');
                    at += 1;
                }
                text.push(from(at));
                at += 1;
            }
            at += 1;
            found.push(Token::Text(text));
        } else if letter == 'r' && (from(at + 1) == '"' || (from(at + 1) == '#' && matches!(from(at + 2), '#' | '"'))) {
            let marks = letters[at + 1..].iter().take_while(|letter| **letter == '#').count();
            let begin = at + marks + 2;
            let mut end = begin;
            while end < letters.len()
                && !(letters[end] == '"' && letters[end + 1..].iter().take_while(|mark| **mark == '#').count() >= marks)
            {
                end += 1;
            }
            found.push(Token::Text(letters[begin..end].iter().collect()));
            at = end + marks + 1;
        } else if letter == '\'' && (from(at + 1) == '\\' || from(at + 2) == '\'') {
            // A character, not a lifetime.
            at += if from(at + 1) == '\\' { 3 } else { 2 };
            while at < letters.len() && letters[at] != '\'' {
                at += 1;
            }
            at += 1;
        } else if letter.is_alphanumeric() || letter == '_' {
            let word: String =
                letters[at..].iter().take_while(|letter| letter.is_alphanumeric() || **letter == '_').collect();
            at += word.chars().count();
            found.push(Token::Word(word));
        } else {
            if !letter.is_whitespace() {
                found.push(Token::Sign(letter));
            }
            at += 1;
        }
    }
    found
}

/// Leaves out each item under `#[cfg(test)]` that stands in the file itself.
fn without_tests(all: &[Token]) -> Vec<Token> {
    let only_tests = tokens("#[cfg(test)]");
    let mut kept = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if !all[at..].starts_with(&only_tests) {
            kept.push(all[at].clone());
            at += 1;
            continue;
        }
        let mut depth = 0;
        while at < all.len() {
            match all[at] {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') => depth -= 1,
                _ => {}
            }
            let ends = depth == 0 && (all[at].is('}') || all[at].is(';'));
            at += 1;
            if ends {
                break;
            }
        }
    }
    kept
}
