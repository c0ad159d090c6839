//! What a letter holds, and how it is written: as text and as HTML, the same words in both (RFC 2046, section 5.1.4).

use std::time::{Duration, SystemTime};

use askama::Template;
use domain::Timestamp;
use domain::people::MailAddress;
use i18n::Language;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use crate::Failure;

/// Columns after which a line of the text breaks: what answers quote stays below 78 (RFC 5322, section 2.1.1).
const COLUMNS: usize = 72;

/// What a letter asks its reader to do: one address, and the words that lead there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// A verb, as on a button.
    pub words: String,
    /// A whole address.
    pub address: String,
}

/// A letter, in ready words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What tells it from all others, also where it is sent twice: the left half of its `Message-ID`.
    pub id: String,
    /// Who gets it.
    pub to: MailAddress,
    /// When it was asked for.
    pub written: Timestamp,
    /// In which language.
    pub language: Language,
    /// What the site is called.
    pub site: String,
    /// Where the site is: its host is the right half of the `Message-ID`.
    pub home: String,
    /// What it is about, in one line.
    pub subject: String,
    /// What it says, a paragraph each.
    pub says: Vec<String>,
    /// What it asks its reader to do.
    pub act: Option<Act>,
    /// Why they get it, and what to do where they expected none.
    pub why: String,
    /// What all letters about the same thing name: programs show them together.
    pub thread: Option<String>,
    /// The whole address that stops such letters, in one click (RFC 8058).
    pub unsubscribe: Option<String>,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct AsHtml<'a> {
    letter: &'a Letter,
}

/// That no person wrote it, so that no machine answers (RFC 3834, section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// A header whose words are its value alone.
macro_rules! worded {
    ($($(#[$doc:meta])* $name:ident $word:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone)]
        struct $name(String);

        impl Header for $name {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($word)
            }

            fn parse(words: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(words.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    )* };
}
worded! {
    /// Where such letters are stopped (RFC 2369, section 3.2).
    ListUnsubscribe "List-Unsubscribe";
    /// That one request does it, which no person need confirm (RFC 8058, section 3.1).
    ListUnsubscribePost "List-Unsubscribe-Post";
}

impl Letter {
    /// The letter as its server takes it, sent by the site from this address.
    ///
    /// # Errors
    /// [`Failure::Never`] where an address cannot stand in a letter.
    pub(crate) fn message(&self, from: &MailAddress) -> Result<Message, Failure> {
        let mailbox = |name: Option<&str>, address: &MailAddress| {
            let address = address.as_str().parse().map_err(|_| Failure::Never("not an address".to_owned()))?;
            Ok::<_, Failure>(Mailbox::new(name.map(uncoded), address))
        };
        let seconds = u64::try_from(self.written.as_micros() / 1_000_000).unwrap_or_default();
        let part = |kind, body| SinglePart::builder().header(kind).body(body);
        let html = AsHtml { letter: self }.render().map_err(|error| Failure::Never(error.to_string()))?;
        let body = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, self.text()))
            .singlepart(part(ContentType::TEXT_HTML, html));
        let mut builder = Message::builder();
        if let Some(thread) = &self.thread {
            // No letter bears this name: it stands for the thing that they are all about.
            builder = builder.references(format!("<{}.thing@{}>", one_line(thread), self.host()));
        }
        if let Some(address) = &self.unsubscribe {
            builder = builder
                .header(ListUnsubscribe(format!("<{}>", one_line(address))))
                .header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
        }
        builder
            .from(mailbox(Some(&self.site), from)?)
            .to(mailbox(None, &self.to)?)
            .subject(uncoded(&self.subject))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{}@{}>", self.id, self.host())))
            .header(AutoSubmitted)
            .multipart(body)
            .map_err(|error| Failure::Never(error.to_string()))
    }

    fn host(&self) -> &str {
        let after = self.home.split_once("://").map_or(self.home.as_str(), |(_, rest)| rest);
        let host = after.split(['/', ':']).next().unwrap_or_default();
        if host.is_empty() { "localhost" } else { host }
    }

    /// The words, for who reads letters as text.
    fn text(&self) -> String {
        let mut blocks: Vec<String> = self.says.iter().map(|words| wrapped(words)).collect();
        if let Some(act) = &self.act {
            // An address that breaks leads nowhere.
            blocks.push(format!("{}\n{}", wrapped(&act.words), act.address));
        }
        let mut why = wrapped(&self.why);
        if let Some(address) = &self.unsubscribe {
            why = format!("{why}\n{address}");
        }
        blocks.push(format!("-- \n{why}"));
        blocks.push(format!("{}\n{}", one_line(&self.site), self.home));
        let mut text = blocks.join("\n\n");
        text.push('\n');
        text
    }
}

/// A text without what ends a line: nothing that somebody typed begins a header.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A line of a header that means what it says: what looks like a coded word (RFC 2047, section 2) is not read as one, even by
/// programs that look for it where none may stand.
fn uncoded(text: &str) -> String {
    one_line(text).replace("=?", "= ?")
}

/// A paragraph in lines; a word that is longer than a line stays whole.
fn wrapped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / COLUMNS);
    let mut column = 0;
    for word in words.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        let width = word.chars().count();
        if column > 0 {
            let breaks = column + 1 + width > COLUMNS;
            out.push(if breaks { '\n' } else { ' ' });
            column = if breaks { 0 } else { column + 1 };
        }
        out.push_str(word);
        column += width;
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn letter() -> Letter {
        Letter {
            id: "01jd".to_owned(),
            to: MailAddress::parse("ana@exemple.org").unwrap(),
            written: Timestamp::from_micros(1_764_323_011_000_000),
            language: Language::French,
            site: "Réseau de l’île".to_owned(),
            home: "https://notes.example:8443".to_owned(),
            subject: "Choisir un mot de passe".to_owned(),
            says: vec!["Quelqu’un a demandé à choisir un nouveau mot de passe pour votre compte. ".repeat(3)],
            act: Some(Act {
                words: "Choisir".to_owned(),
                address: format!("https://notes.example/{}", "a".repeat(90)),
            }),
            why: "Vous n’avez rien demandé? Il n’y a rien à faire.".to_owned(),
            thread: None,
            unsubscribe: None,
        }
    }

    fn from() -> MailAddress {
        MailAddress::parse("lettres@notes.example").unwrap()
    }

    fn written(letter: &Letter) -> String {
        String::from_utf8(letter.message(&from()).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_letter_says_who_sends_it_that_no_person_did_and_bears_one_name_however_often_it_is_sent() {
        let text = written(&letter());
        for line in [
            "To: ana@exemple.org\r\n",
            "Date: Fri, 28 Nov 2025 09:43:31 +0000\r\n",
            "Message-ID: <01jd@notes.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: multipart/alternative;",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
        assert!(text.is_ascii(), "a letter passes servers of seven bits");
    }

    #[test]
    fn a_letter_that_can_be_stopped_says_how_and_letters_about_one_thing_name_it() {
        let address = format!("https://notes.example/{}", "b".repeat(90));
        let text = written(&Letter { thread: Some("01ab".to_owned()), unsubscribe: Some(address.clone()), ..letter() });
        // Where a line of a header breaks is no matter.
        let bare: String = text.split_whitespace().collect();
        for header in [
            format!("List-Unsubscribe:<{address}>"),
            "List-Unsubscribe-Post:List-Unsubscribe=One-Click".to_owned(),
            "References:<01ab.thing@notes.example>".to_owned(),
        ] {
            assert!(bare.contains(&header), "{header} is not in {text}");
        }
        assert!(!written(&letter()).contains("List-Unsubscribe"));
    }

    #[test]
    fn nothing_typed_begins_a_header() {
        let typed = "Bonjour\r\nBcc: tous@exemple.org\r\n\r\n<b>corps</b>".to_owned();
        let hostile =
            Letter { subject: typed.clone(), site: typed.clone(), says: vec![typed.clone()], why: typed, ..letter() };
        let text = written(&hostile);
        let (headers, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
        assert!(!AsHtml { letter: &hostile }.render().unwrap().contains("<b>"));
    }

    #[test]
    fn what_looks_like_a_coded_word_is_read_as_it_was_typed() {
        let typed = "=?utf-8?q?Ana=0D=0ABcc=3A_tous=40exemple.org?=".to_owned();
        for other in ["", " Éloïse", ", <tous@exemple.org>"] {
            let typed = format!("{typed}{other}");
            let text = written(&Letter { subject: typed.clone(), site: typed, ..letter() });
            let (headers, _) = text.split_once("\r\n\r\n").unwrap();
            assert!(!headers.contains("=?utf-8?q?Ana"), "{headers}");
        }
    }

    #[test]
    fn lines_are_short_and_addresses_whole() {
        let letter = letter();
        let text = letter.text();
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS || line.starts_with("https://")), "{text}");
        assert!(text.contains(&letter.act.unwrap().address));
    }

    #[test]
    fn no_break_spaces_do_not_break() {
        assert_eq!(wrapped("a\u{a0}: b"), "a\u{a0}: b");
    }
}
