//! French spacing, at rendering only: the source keeps what was typed.
//!
//! A narrow no-break space before `;` `!` `?`, a no-break space before `:`, inside « », before `%` `$` `€` and units. Never in
//! hours (10:17), ratios (3:1) or addresses; code never comes here.

const NARROW: char = '\u{202f}';
const FIXED: char = '\u{a0}';

const UNITS: [&str; 47] = [
    "km", "m", "cm", "mm", "µm", "ha", "kg", "g", "mg", "t", "L", "l", "mL", "ml", "cl", "h", "min", "s", "ms", "ko",
    "Ko", "kB", "Mo", "MB", "Go", "GB", "To", "W", "kW", "kWh", "MW", "V", "A", "Hz", "kHz", "MHz", "GHz", "°C", "°F",
    "°", "Pa", "kPa", "dB", "px", "pt", "k$", "M$",
];

/// The text with its spaces as French typography wants them. `before` is the character that stands before it.
pub(crate) fn spaced(text: &str, before: Option<char>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut word = 0;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let previous = out.chars().next_back().or(before);
        let rest = characters.as_str();
        match character {
            ' ' => out.push(space(previous, rest, &out)),
            ';' | '!' | '?' if is_word_end(previous) && is_boundary(rest) && !is_address(out.get(word..)) => {
                out.push(NARROW);
                word = out.len();
                out.push(character);
            }
            ':' if is_word_end(previous) && is_boundary(rest) && !has_colon(out.get(word..)) => {
                out.push(FIXED);
                word = out.len();
                out.push(character);
            }
            '»' if previous.is_some_and(|previous| !previous.is_whitespace() && previous != '«') => {
                out.push(FIXED);
                out.push(character);
            }
            '«' if rest.starts_with(|next: char| !next.is_whitespace() && next != '»') => {
                out.push(character);
                out.push(FIXED);
            }
            '%' | '$' | '€' | '‰' if is_digit(previous) && ends_amount(rest) && !is_address(out.get(word..)) => {
                out.push(FIXED);
                word = out.len();
                out.push(character);
            }
            other => out.push(other),
        }
        if character.is_whitespace() || matches!(character, '«' | '»') {
            word = out.len();
        }
    }
    out
}

/// What a typed space becomes, between `previous` and `rest`.
fn space(previous: Option<char>, rest: &str, written: &str) -> char {
    let Some(previous) = previous.filter(|previous| !previous.is_whitespace()) else { return ' ' };
    if previous == '«' {
        return FIXED;
    }
    let mut following = rest.chars();
    let next = following.next();
    let after = following.as_str();
    match next {
        Some(';' | '!' | '?') if is_boundary(after) => NARROW,
        Some(':') if is_boundary(after) => FIXED,
        Some('»') => FIXED,
        Some('%' | '$' | '€' | '‰') if previous.is_ascii_digit() && ends_amount(after) => FIXED,
        Some(next) if previous.is_ascii_digit() && (next.is_alphabetic() || next == '°') && is_unit(rest) => FIXED,
        Some(next) if next.is_ascii_digit() && is_hour(written) => FIXED,
        _ => ' ',
    }
}

/// Whether the text ends in hours (« 10 h »), so that the minutes stay with them.
fn is_hour(written: &str) -> bool {
    let mut back = written.chars().rev();
    back.next() == Some('h') && back.next() == Some(FIXED) && is_digit(back.next())
}

fn is_unit(rest: &str) -> bool {
    let end = rest
        .find(|character: char| !character.is_alphabetic() && !matches!(character, '°' | '$'))
        .unwrap_or(rest.len());
    rest.get(..end).is_some_and(|unit| UNITS.contains(&unit))
        && rest.get(end..).is_some_and(|after| !after.starts_with(|next: char| next.is_ascii_digit() || next == '\''))
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_ascii_digit())
}

/// What a sentence mark may follow without a space typed between them.
fn is_word_end(character: Option<char>) -> bool {
    character.is_some_and(|character| {
        character.is_alphanumeric() || matches!(character, '»' | ')' | ']' | '”' | '’' | '%' | '…')
    })
}

/// Whether what follows a mark lets it be the end of a word: « 10:17 », « 3:1 », « a?b=c » do not.
fn is_boundary(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| {
        next.is_whitespace()
            || matches!(next, '»' | ')' | ']' | '”' | '’' | '"' | '\'' | ',' | '.' | '…' | ';' | '!' | '?')
    })
}

/// Whether what follows a sign of amount lets it be the end of a word: a colon that will stand apart is one too.
fn ends_amount(rest: &str) -> bool {
    is_boundary(rest) || rest.strip_prefix(':').is_some_and(is_boundary)
}

fn is_address(word: Option<&str>) -> bool {
    word.is_some_and(|word| word.contains("://") || word.contains('@') || word.starts_with("www."))
}

/// « :sourire: » and addresses already hold a colon.
fn has_colon(word: Option<&str>) -> bool {
    word.is_some_and(|word| word.contains(':') || word.contains('@') || word.starts_with("www."))
}

#[cfg(test)]
mod tests {
    use super::spaced;
    use proptest::prelude::*;

    #[test]
    fn marks_units_and_quotation_marks_get_their_spaces() {
        for (typed, shown) in [
            ("Quoi? Non! Oui; bon", "Quoi\u{202f}? Non\u{202f}! Oui\u{202f}; bon"),
            ("Quoi ? Non !", "Quoi\u{202f}? Non\u{202f}!"),
            ("Quoi?!", "Quoi\u{202f}?!"),
            ("Note: ceci", "Note\u{a0}: ceci"),
            ("Note : ceci", "Note\u{a0}: ceci"),
            ("«oui» et « non »", "«\u{a0}oui\u{a0}» et «\u{a0}non\u{a0}»"),
            ("5 % de 3$ et 12 km, 4 kg", "5\u{a0}% de 3\u{a0}$ et 12\u{a0}km, 4\u{a0}kg"),
            ("Rabais de 5%: oui", "Rabais de 5\u{a0}%\u{a0}: oui"),
            ("à 10 h 17", "à 10\u{a0}h\u{a0}17"),
        ] {
            assert_eq!(spaced(typed, None), shown, "{typed}");
        }
    }

    #[test]
    fn hours_ratios_addresses_and_names_stay_as_typed() {
        for typed in [
            "10:17",
            "3:1",
            "https://exemple.org/a?b=c;d",
            "voir https://exemple.org?",
            ":sourire: ",
            "std::vec",
            "a@b.ca:",
            "5 maisons",
            "%20",
            "(?)",
            "déjà\u{a0}: là",
        ] {
            assert_eq!(spaced(typed, None), typed);
        }
    }

    proptest! {
        #[test]
        fn spacing_twice_changes_nothing_and_keeps_all_but_spaces(text in "[a-z0-9 :;!?«»%$€h.'/@]{0,40}") {
            let once = spaced(&text, None);
            prop_assert_eq!(spaced(&once, None), once.clone());
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&once), bare(&text));
        }
    }
}
