//! People: accounts, their addresses, and signatures.

use std::fmt;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;

/// The name of a person: one line, not empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name as typed; `None` when nothing would be seen or it is too long.
    pub fn parse(text: &str) -> Option<Self> {
        let name = crate::Title::parse(text).ok()?;
        (name.as_str().chars().count() <= LONGEST_NAME).then(|| Self(name.as_str().to_owned()))
    }

    /// From the store, which holds only names that were parsed.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The longest address of mail, in bytes (RFC 5321, section 4.5.3.1.3, without its brackets).
const LONGEST_MAIL: usize = 254;
/// The longest part before the `@`, in bytes (RFC 5321, section 4.5.3.1.1).
const LONGEST_MAILBOX: usize = 64;

/// An address of mail as typed, of the kind that a letter can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MailAddress(String);

impl MailAddress {
    /// Reads an address; `None` where no letter could go there. Quoted mailboxes and domains in brackets (RFC 5322) are none:
    /// nobody has them, and each is a way to be misread.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let (mailbox, host) = typed.rsplit_once('@')?;
        let of_mailbox = |c: char| {
            c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c) || (!c.is_ascii() && c.is_alphanumeric())
        };
        let is_mailbox = !mailbox.is_empty()
            && mailbox.len() <= LONGEST_MAILBOX
            && mailbox.chars().all(of_mailbox)
            && mailbox.split('.').all(|part| !part.is_empty());
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let is_host = host == "localhost" || (host.contains('.') && host.split('.').all(is_label));
        (is_mailbox && is_host && typed.len() <= LONGEST_MAIL).then(|| Self(typed.to_owned()))
    }

    /// From the store, which holds only addresses that were parsed.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The characters, as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One form for all ways to type it: capitals do not tell two people apart.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Who signs a text, as a file or a commit says it: a name, and perhaps the address beside it, by which its owner may be
/// recognised and which is kept nowhere.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Signer {
    name: String,
    mail: Option<MailAddress>,
}

impl Signer {
    /// A name with the address beside it; `None` where no name is left once the addresses in it are taken out.
    pub fn new(name: &str, mail: Option<MailAddress>) -> Option<Self> {
        let mut words = String::new();
        for word in name.split_whitespace() {
            if is_mail(word) {
                // Two who are named in one line stay two.
                words.extend(word.ends_with(',').then_some(','));
                continue;
            }
            words.extend((!words.is_empty()).then_some(' '));
            words.push_str(word);
        }
        let name = words.trim_matches(',').to_owned();
        (!name.is_empty()).then_some(Self { name, mail })
    }

    /// Reads `Ana Roy <ana@exemple.org>`, or a name alone. Of several addresses, none is known to be that person's.
    pub fn parse(words: &str) -> Option<Self> {
        let around = |c: char| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | ',' | ';');
        let mut mails = words.split_whitespace().filter(|word| is_mail(word)).map(|word| word.trim_matches(around));
        let mail = match (mails.next(), mails.next()) {
            (Some(one), None) => MailAddress::parse(one.strip_prefix("mailto:").unwrap_or(one)),
            _ => None,
        };
        Self::new(words, mail)
    }

    /// The name, without any address.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address beside it.
    pub fn mail(&self) -> Option<&MailAddress> {
        self.mail.as_ref()
    }
}

/// The name alone: an address is written in no log and no report.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Whether an address of mail stands in this word: `@luc` and `a@b` are none.
pub fn holds_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(mailbox, host)| {
        mailbox.ends_with(char::is_alphanumeric) && host.starts_with(char::is_alphanumeric) && host.contains('.')
    })
}

/// Whether a word of a signature is the address beside the name, be it one that no letter could go to.
fn is_mail(word: &str) -> bool {
    holds_mail(word) || (word.starts_with('<') && word.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_is_a_name_and_its_address_stands_beside_it_only() {
        for (written, name, mail) in [
            ("Ana Roy", "Ana Roy", None),
            (" Ana  Roy <Ana@Exemple.org> ", "Ana Roy", Some("Ana@Exemple.org")),
            ("Ana Roy (ana@exemple.org)", "Ana Roy", Some("ana@exemple.org")),
            ("Ana <mailto:ana@exemple.org>,", "Ana", Some("ana@exemple.org")),
            ("ana@exemple.org Ana", "Ana", Some("ana@exemple.org")),
            ("Ana <ana@exemple.org>, Bo <bo@exemple.org>", "Ana, Bo", None),
            ("Ana @ana a@b", "Ana @ana a@b", None),
            ("Ana <ana@-exemple.org>", "Ana", None),
            ("Ana <root@localhost>", "Ana", Some("root@localhost")),
            ("Ana <ana@exemple..org>", "Ana", None),
        ] {
            let signer = Signer::parse(written).unwrap();
            assert_eq!((signer.name(), signer.mail().map(MailAddress::as_str)), (name, mail), "{written}");
        }
        for none in ["", "  ", "ana@exemple.org", "<ana@exemple.org>"] {
            assert_eq!(Signer::parse(none), None, "{none}");
        }
        let told = format!("{:?}", Signer::parse("Ana <ana@exemple.org>"));
        assert!(told.contains("Ana") && !told.contains('@'), "{told}");
    }

    #[test]
    fn an_address_is_one_that_a_letter_can_go_to() {
        for typed in [
            "ana@exemple.org",
            " Ana.Roy+liste@Exemple.QC.ca ",
            "zoé@courriel.québec",
            "root@localhost",
            "o'neil@a-b.ca",
        ] {
            assert!(MailAddress::parse(typed).is_some(), "{typed}");
        }
        for typed in [
            "",
            "ana",
            "ana@",
            "@exemple.org",
            "ana@exemple",
            "ana@@exemple.org",
            "ana roy@exemple.org",
            "ana@exemple..org",
            ".ana@exemple.org",
            "ana@-exemple.org",
            "ana@exemple.org\r\nBcc: tous@exemple.org",
            "\"ana\"@exemple.org",
            "ana@[127.0.0.1]",
            "<ana@exemple.org>",
            "ana@exemple.org,bob@exemple.org",
        ] {
            assert!(MailAddress::parse(typed).is_none(), "{typed:?}");
        }
        assert!(MailAddress::parse(&format!("{}@exemple.org", "a".repeat(65))).is_none());
    }

    #[test]
    fn capitals_do_not_tell_two_addresses_apart() {
        let one = MailAddress::parse("Ana@Exemple.org").unwrap();
        assert_eq!(one.as_str(), "Ana@Exemple.org");
        assert_eq!(one.key(), MailAddress::parse("ana@exemple.ORG").unwrap().key());
    }
}
