//! Tags in a text: `#mot`, `#mot/plus-précis`.

use std::collections::HashSet;

use domain::folding::title_key;

use super::super::draft::{Draft, head, within};

/// Tags that one note may have from its text.
const MOST: usize = 200;

/// Adds the tags of the text to `tags`, each once; the words stay where they are.
pub(super) fn collect(draft: &mut Draft, tags: &mut Vec<String>) {
    let code = draft.code();
    let keys = tags.iter().map(|tag| title_key(tag)).collect();
    let (mut found, mut line) = (Found { tags, keys, added: 0 }, 0);
    let mut many = None;
    let mut offset = 0;
    for text in draft.text.split_inclusive('\n') {
        for tag in of_line(text, |at| within(&code, offset + at)) {
            if many.is_none() && !found.add(tag) {
                many = Some(draft.line(line));
            }
        }
        offset += text.len();
        line += 1;
    }
    if found.added > 0 {
        draft.notes.changed("tags_read");
    }
    if let Some(line) = many {
        draft.notes.warn(line, "tags_many", [MOST.to_string()]);
    }
}

struct Found<'t> {
    tags: &'t mut Vec<String>,
    keys: HashSet<String>,
    added: usize,
}

impl Found<'_> {
    /// Keeps a tag that is not there yet; `false` where there are too many.
    fn add(&mut self, tag: &str) -> bool {
        if self.added == MOST {
            return self.keys.contains(&title_key(tag));
        }
        if self.keys.insert(title_key(tag)) {
            self.added += 1;
            self.tags.push(tag.to_owned());
        }
        true
    }
}

/// The tags of one line, without their sign.
fn of_line(line: &str, in_code: impl Fn(usize) -> bool) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = line.get(at..).and_then(|rest| rest.find(['#', '[', '(', '<'])).map(|start| at + start) {
        let rest = line.get(start..).unwrap_or_default();
        at = start + 1;
        if in_code(start) {
            continue;
        }
        // What stands in a link, an address or a tag of HTML is its own.
        if let Some(length) = enclosed(line, start) {
            at = start + length;
            continue;
        }
        let is_apart = line.get(..start).and_then(|before| before.chars().next_back()).is_none_or(char::is_whitespace);
        if !rest.starts_with('#') || !is_apart {
            continue;
        }
        let words = rest.get(1..).unwrap_or_default();
        let length = words.find(|character: char| !is_part(character)).unwrap_or(words.len());
        let tag = words.get(..length).unwrap_or_default().trim_matches('/');
        at = start + 1 + length;
        if tag.chars().any(|character| !character.is_ascii_digit() && character != '/') {
            tags.push(tag);
        }
    }
    tags
}

/// The length of what begins at `start` and closes soon: a wiki-link, the address of a link, a tag of HTML.
fn enclosed(line: &str, start: usize) -> Option<usize> {
    let rest = head(line.get(start..)?, 2_000);
    let end = if rest.starts_with("[[") {
        "]]"
    } else if rest.starts_with('(') && line.get(..start)?.ends_with(']') {
        ")"
    } else if rest.starts_with('<')
        && rest.get(1..)?.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
    {
        ">"
    } else {
        return None;
    };
    rest.find(end).map(|at| at + end.len())
}

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_in_code_or_in_an_address_is_none() {
        let mut draft = Draft::new(
            "# Titre\n#un et #deux/précis, #2024 #Un `#code` a#b https://a.b/#c\n[x](y.md #d) [[z #e]] <a href=\" #f\">g</a> #2024-fin\n\n```\n#h\n```\n    #i\n"
                .to_owned(),
            1,
        );
        let mut tags = vec!["Déjà".to_owned()];
        collect(&mut draft, &mut tags);
        assert_eq!(tags, ["Déjà", "un", "deux/précis", "2024-fin"]);
    }

    #[test]
    fn tags_beyond_measure_are_told() {
        let many: Vec<String> = (0..300).map(|tag| format!("#t{tag}x")).collect();
        let mut draft = Draft::new(many.join(" "), 1);
        let mut tags = Vec::new();
        collect(&mut draft, &mut tags);
        assert_eq!((tags.len(), draft.notes.warnings.len()), (MOST, 1));
    }
}
