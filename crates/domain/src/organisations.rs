//! Organisations: how they are, and how exactly they say where they are.

/// How an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationState {
    /// At work.
    Active,
    /// For a time not.
    Paused,
    /// No longer.
    Ended,
    /// Part of another one.
    Merged,
}

impl OrganisationState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Active, Self::Paused, Self::Ended, Self::Merged];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::Merged => "merged",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// How exactly a place is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// With its address, which the organisation publishes itself.
    #[serde(alias = "point")]
    Address,
    /// By its town.
    Municipality,
    /// By its region alone.
    Region,
    /// Not at all.
    Hidden,
}

impl Precision {
    /// All of them, from the most exact.
    pub const ALL: [Self; 4] = [Self::Address, Self::Municipality, Self::Region, Self::Hidden];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Municipality => "municipality",
            Self::Region => "region",
            Self::Hidden => "hidden",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.as_str() == word)
    }

    /// What is shown of a place of this precision: the town where it may be named, and the region; nothing of one that is
    /// hidden.
    pub fn shown<'p>(self, town: &'p str, region: &'p str) -> Option<(Option<&'p str>, &'p str)> {
        let town = Some(town).filter(|town| !town.is_empty());
        match self {
            Self::Address | Self::Municipality => Some((town, region)),
            Self::Region => Some((None, region)),
            Self::Hidden => None,
        }
    }
}

/// What a register knows an organisation by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    scheme: String,
    value: String,
}

impl Identifier {
    /// Reads one: a scheme of lower-case letters, digits and hyphens, and a value on one line. `None` for anything else.
    pub fn parse(scheme: &str, value: &str) -> Option<Self> {
        let (scheme, value) = (scheme.trim(), value.trim());
        let is_scheme = (1..=20).contains(&scheme.len())
            && scheme.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let is_value = (1..=200).contains(&value.len()) && !value.chars().any(char::is_control);
        (is_scheme && is_value).then(|| Self { scheme: scheme.to_owned(), value: value.to_owned() })
    }

    /// Which register.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// By what it knows the organisation.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Where a public register says more, where the value has the form of that register: ROR, Wikidata, ISNI (ISO 27729),
    /// GLEIF (LEI, ISO 17442), VIAF.
    pub fn register(&self) -> Option<String> {
        let value = self.value.as_str();
        match self.scheme.as_str() {
            "ror" => is_ror(value).then(|| format!("https://ror.org/{value}")),
            "wikidata" => is_item(value).then(|| format!("https://www.wikidata.org/wiki/{value}")),
            "isni" => {
                let digits: String = value.chars().filter(|character| *character != ' ').collect();
                let (most, check) = digits.split_at_checked(15)?;
                let is_isni = all(most, |byte| byte.is_ascii_digit())
                    && check.len() == 1
                    && all(check, |byte| byte.is_ascii_digit() || byte == b'X');
                is_isni.then(|| format!("https://isni.org/isni/{digits}"))
            }
            "lei" => {
                let is_lei = value.len() == 20 && all(value, |byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
                is_lei.then(|| format!("https://search.gleif.org/#/record/{value}"))
            }
            "viaf" => {
                let is_viaf = value.len() <= 22 && all(value, |byte| byte.is_ascii_digit());
                is_viaf.then(|| format!("https://viaf.org/viaf/{value}"))
            }
            _ => None,
        }
    }
}

fn all(text: &str, is_so: impl Fn(u8) -> bool) -> bool {
    text.bytes().all(is_so)
}

/// A zero, six letters and digits (Crockford base 32), two digits.
fn is_ror(value: &str) -> bool {
    value.len() == 9
        && value.bytes().enumerate().all(|(at, byte)| match at {
            0 => byte == b'0',
            7 | 8 => byte.is_ascii_digit(),
            _ => byte.is_ascii_digit() || (byte.is_ascii_lowercase() && !b"ilou".contains(&byte)),
        })
}

/// `Q` and a number without leading zero.
fn is_item(value: &str) -> bool {
    let number = value.strip_prefix('Q').unwrap_or_default();
    (1..=12).contains(&number.len()) && all(number, |byte| byte.is_ascii_digit()) && !number.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::{Identifier, Precision};

    #[test]
    fn a_value_leads_to_its_register_where_it_has_its_form() {
        let leads = |scheme, value| Identifier::parse(scheme, value).and_then(|identifier| identifier.register());
        for (scheme, value, register) in [
            ("ror", "05a28rw58", "https://ror.org/05a28rw58"),
            ("wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
            ("isni", "0000 0001 2281 955X", "https://isni.org/isni/000000012281955X"),
            ("lei", "529900T8BM49AURSDO55", "https://search.gleif.org/#/record/529900T8BM49AURSDO55"),
            ("viaf", "156508705", "https://viaf.org/viaf/156508705"),
        ] {
            assert_eq!(leads(scheme, value).as_deref(), Some(register));
        }
        for (scheme, value) in [
            ("demo", "nordet"),
            ("neq", "1140000000"),
            ("ror", "05a28rw5"),
            ("ror", "05a28rl58"),
            ("ror", "javascript"),
            ("wikidata", "Q0"),
            ("wikidata", "Q42/../x"),
            ("isni", "0000 0001 2281 95é"),
            ("lei", "529900T8BM49AURSDO5\""),
            ("viaf", ""),
        ] {
            assert_eq!(leads(scheme, value), None, "{scheme} {value}");
        }
        assert_eq!(Identifier::parse("Two Words", "x"), None);
        assert_eq!(Identifier::parse("demo", "a\nb"), None);
    }

    #[test]
    fn a_place_is_shown_as_exactly_as_its_organisation_wants_and_no_more() {
        let shown = |precision: Precision| precision.shown("Gaspé", "Gaspésie");
        assert_eq!(shown(Precision::Municipality), Some((Some("Gaspé"), "Gaspésie")));
        assert_eq!(shown(Precision::Region), Some((None, "Gaspésie")));
        assert_eq!(shown(Precision::Hidden), None);
    }
}
