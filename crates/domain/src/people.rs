//! People: accounts, their addresses, and signatures.

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

#[cfg(test)]
mod tests {
    use super::*;

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
