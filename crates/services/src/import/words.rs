//! The words of a report: each code has a sentence in each language.

use i18n::{Arg, Messages};

/// What a person should look at, as a sentence; a code that a newer program wrote stays a code.
pub fn warning(messages: &Messages, code: &str, args: &[String]) -> String {
    let named = ["first", "second"].iter().zip(args.iter().map(String::as_str).chain(["", ""]));
    let args: Vec<(&str, Arg<'_>)> = named.map(|(name, arg)| (*name, arg.into())).collect();
    sentence(messages, "import-warning-", code, &args)
}

/// Why a file was refused or left aside.
pub fn reason(messages: &Messages, code: &str) -> String {
    sentence(messages, "import-reason-", code, &[])
}

/// How a file was changed to become a note.
pub fn change(messages: &Messages, code: &str) -> String {
    sentence(messages, "import-change-", code, &[])
}

fn sentence(messages: &Messages, kind: &str, code: &str, args: &[(&str, Arg<'_>)]) -> String {
    let key = format!("{kind}{}", code.replace('_', "-"));
    if messages.has(&key) { messages.with(&key, args) } else { code.to_owned() }
}

#[cfg(test)]
mod tests {
    use i18n::Language;

    use super::*;

    #[test]
    fn a_code_without_words_stays_a_code() {
        let messages = Messages::get(Language::French);
        assert_eq!(reason(messages, "not_yet_known"), "not_yet_known");
        assert!(reason(messages, "too_large").contains(' '));
        let told = warning(messages, "names_alike", &["é.md".to_owned()]);
        assert!(told.contains("é.md"), "{told}");
    }
}
