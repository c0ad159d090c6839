//! Front matter: YAML between `---`, TOML between `+++`.

use std::fmt;

use domain::people::{MailAddress, Signer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Front matter above this many bytes is not read.
const LARGEST: usize = 64 * 1024;

/// A value, as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Nothing,
    Bool(bool),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    /// One line of words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Bool(value) => value.to_string(),
            Self::Text(text) => text.trim().to_owned(),
            Self::List(items) => items.iter().map(Self::words).collect::<Vec<_>>().join(", "),
            Self::Map(pairs) => {
                pairs.iter().map(|(key, value)| format!("{key}: {}", value.words())).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// A list of words: a list, or one text, split at commas.
    pub(super) fn list(&self) -> Vec<String> {
        let words = match self {
            Self::List(items) => items
                .iter()
                .map(|item| match item {
                    Self::Map(pairs) => pairs
                        .iter()
                        .find(|(key, _)| key == "name")
                        .map_or_else(|| item.words(), |(_, name)| name.words()),
                    _ => item.words(),
                })
                .collect(),
            Self::Text(text) => text.split(',').map(str::to_owned).collect(),
            other => vec![other.words()],
        };
        words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    }

    /// Those who sign: a list, or one of them.
    pub(super) fn signers(&self) -> Vec<Signer> {
        let items = if let Self::List(items) = self { items.as_slice() } else { std::slice::from_ref(self) };
        items.iter().filter_map(Self::signer).collect()
    }

    /// Who signs: words, or a map with a name and perhaps an address.
    fn signer(&self) -> Option<Signer> {
        let Self::Map(pairs) = self else { return Signer::parse(&self.words()) };
        let of_mail = |key: &str| matches!(key, "email" | "e-mail" | "mail");
        let named = pairs.iter().find(|(key, _)| key == "name").map(|(_, name)| name.words());
        let named = named.unwrap_or_else(|| {
            let others = pairs.iter().filter(|(key, _)| !of_mail(key)).cloned();
            Self::Map(others.collect()).words()
        });
        let mail = pairs.iter().find(|(key, _)| of_mail(key)).and_then(|(_, mail)| MailAddress::parse(&mail.words()));
        let signer = Signer::parse(&named)?;
        let mail = mail.or_else(|| signer.mail().cloned());
        Signer::new(signer.name(), mail)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some((key, value)) = pairs.next_entry::<Value, Value>()? {
            // A date of TOML comes as a map of one private key.
            if let (Value::Text(key), Value::Text(date)) = (&key, &value)
                && key == "$__toml_private_datetime"
            {
                return Ok(Value::Text(date.clone()));
            }
            map.push((key.words(), value));
        }
        Ok(Value::Map(map))
    }
}

/// What stands before the text.
pub(super) struct Split<'a> {
    /// Keys and values; `None` where there is a block and it cannot be read.
    pub(super) pairs: Option<Vec<(String, Value)>>,
    /// The text after it.
    pub(super) rest: &'a str,
    /// The line of the source where `rest` begins, from 1.
    pub(super) line: u32,
}

/// Takes the front matter off a text. A block that cannot be read stays in `rest`, word for word.
pub(super) fn split(text: &str) -> Split<'_> {
    let nothing = Split { pairs: Some(Vec::new()), rest: text, line: 1 };
    let (toml, head) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end() == "---" => (false, rest),
        Some((first, rest)) if first.trim_end() == "+++" => (true, rest),
        _ => return nothing,
    };
    let mut length = 0;
    let mut lines: u32 = 2;
    for line in head.split_inclusive('\n') {
        let mark = line.trim_end();
        if (toml && mark == "+++") || (!toml && (mark == "---" || mark == "...")) {
            let block = head.get(..length).unwrap_or_default();
            // A rule at the top, then prose, then another rule: no key, so no front matter.
            if !toml && !block.trim().is_empty() && !block.lines().any(looks_like_key) {
                return nothing;
            }
            return match parse(block, toml) {
                Some(pairs) => {
                    let rest = head.get(length + line.len()..).unwrap_or_default();
                    Split { pairs: Some(pairs), rest, line: lines + 1 }
                }
                None => Split { pairs: None, rest: text, line: 1 },
            };
        }
        length += line.len();
        lines = lines.saturating_add(1);
    }
    nothing
}

fn looks_like_key(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    line.contains(':') && !key.is_empty() && !key.contains(' ') || line.trim_start().starts_with(['{', '&', '"', '\''])
}

/// The pairs of a file of YAML; `None` where it cannot be read.
pub(super) fn pairs_of(text: &str) -> Option<Vec<(String, Value)>> {
    parse(text, false)
}

fn parse(block: &str, toml: bool) -> Option<Vec<(String, Value)>> {
    if block.len() > LARGEST {
        return None;
    }
    if block.trim().is_empty() {
        return Some(Vec::new());
    }
    let value: Value = if toml {
        toml::from_str(block).ok()?
    } else {
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! {
                max_aliases: 100,
                max_anchors: 100,
                max_depth: 20,
                max_nodes: 5_000,
                max_events: 20_000,
                max_total_scalar_bytes: LARGEST,
            },
            alias_limits: serde_saphyr::alias_limits! {
                max_total_replayed_events: 10_000,
                max_replay_stack_depth: 8,
            },
            duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        };
        serde_saphyr::from_str_with_options(block, options).ok()?
    };
    match value {
        Value::Map(pairs) => Some(pairs),
        Value::Nothing => Some(Vec::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_give_the_same_pairs() {
        let yaml = split("---\ntitle: \"L’été\"\ntags: [a, b]\ndate: 2021-03-04\ndraft: true\n---\ntexte\n");
        let toml =
            split("+++\ntitle = \"L’été\"\ntags = [\"a\", \"b\"]\ndate = 2021-03-04\ndraft = true\n+++\ntexte\n");
        assert_eq!((yaml.rest, yaml.line), ("texte\n", 7));
        let sorted = |split: Split<'_>| {
            let mut pairs = split.pairs.unwrap();
            pairs.sort_by(|left, right| left.0.cmp(&right.0));
            pairs
        };
        let pairs = sorted(yaml);
        assert_eq!(pairs, sorted(toml));
        assert_eq!(pairs.len(), 4);
    }

    #[test]
    fn yaml_that_explodes_is_left_as_it_is() {
        use std::fmt::Write as _;
        let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..10 {
            let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
            writeln!(bomb, "a{level}: &a{level} [{aliases}]").unwrap();
        }
        bomb.push_str("---\ntexte\n");
        let deep = format!("---\na: {}{}\n---\n", "[".repeat(5_000), "]".repeat(5_000));
        let wrong = "---\na: [b\nc: d: e\n---\ntexte\n";
        for text in [bomb.as_str(), deep.as_str(), wrong] {
            let read = split(text);
            assert!(read.pairs.is_none(), "{}", text.len());
            assert_eq!(read.rest, text);
        }
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        let text = "---\n\nDu texte, et rien d'autre.\n\n---\n";
        assert_eq!(split(text).rest, text);
    }
}
