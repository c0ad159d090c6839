//! Fields of forms: what each is called, what was typed in it, and what is amiss with it.

use std::borrow::Cow;

use domain::NoteId;
use domain::address::{IdInAddress, read_id};
use form_urlencoded::parse;
use services::accounts::Wrong;

use crate::frame::Frame;

/// What the names of fields hold whose words no page shows again.
const SECRET: [&str; 5] = ["password", "passkey", "code", "token", "secret"];
/// Fields that a page fills in, or offers to choose from: nothing is typed there. One that is missing here counts as typed.
const CHOSEN: [&str; 59] = [
    "accepts",
    "access",
    "act",
    "acts",
    "after",
    "again",
    "age",
    "answer",
    "at",
    "base",
    "before",
    "carried",
    "ceremony",
    "chosen",
    "claim",
    "color",
    "common",
    "community",
    "concerned",
    "credit",
    "delegated",
    "employs",
    "from",
    "half",
    "id",
    "invitation",
    "job",
    "key",
    "kind",
    "language",
    "letter",
    "licence",
    "listed",
    "member",
    "mode",
    "newest",
    "of",
    "page",
    "person",
    "place_precision",
    "publishes",
    "request",
    "role",
    "scope",
    "seen",
    "session",
    "shows_roles",
    "signed_in",
    "sort",
    "stage",
    "state",
    "support",
    "texts",
    "theme",
    "thing",
    "to",
    "version",
    "view",
    "visibility",
];

fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    SECRET.iter().any(|word| name.contains(word))
}

fn is_id(value: &str) -> bool {
    !matches!(read_id::<NoteId>(value), IdInAddress::Not)
}

/// What a form sent.
#[derive(Default)]
pub(crate) struct Sent(Vec<(String, String)>);

impl Sent {
    /// Reads the body of a form (`application/x-www-form-urlencoded`); what is no text is read as well as it can be.
    pub fn read(body: &[u8]) -> Self {
        Self(parse(body).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// What a form of a sample sent.
    #[cfg(test)]
    pub fn of(values: &[(&str, &str)]) -> Self {
        Self(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// What was typed, the first value of this name; empty where nothing was.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(sent, _)| sent == name).map_or("", |(_, value)| value.as_str())
    }

    /// All that was sent, in order: names and values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All that a page may show again, in order: nothing secret.
    pub fn shown_again(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs().filter(|(name, _)| !is_secret(name))
    }

    /// Whether something was sent that no page shows again.
    pub fn holds_secrets(&self) -> bool {
        self.pairs().any(|(name, value)| is_secret(name) && !value.is_empty())
    }

    /// What was typed, in order, as far as names tell: neither chosen, nor filled in by the page, nor secret.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        let typed = |(name, value): &(&str, &str)| !value.trim().is_empty() && !CHOSEN.contains(name) && !is_id(value);
        self.shown_again().filter(typed).map(|(_, value)| value)
    }

    /// All that was sent under a name, in order.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(sent, _)| sent == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// One field, as its page shows it.
pub(crate) struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// Its `type`.
    pub kind: &'static str,
    /// What it is called.
    pub label: Cow<'static, str>,
    /// What one should know before typing.
    pub hint: Option<String>,
    /// What stands in it.
    pub value: String,
    /// What a password manager should put in it (HTML, section 4.10.18.7).
    pub fills: &'static str,
    /// The list of what is proposed where something is typed, by its id in the page; empty where nothing is.
    pub suggests: &'static str,
    /// What can be chosen, each with its code; empty where it is typed.
    pub choices: Vec<(String, String)>,
    /// What is amiss with it, in words.
    pub wrong: Option<String>,
    /// Whether the form may be sent without it.
    pub optional: bool,
}

impl Field {
    /// A field where something is typed; its label is the message of that key.
    pub fn new(f: &Frame<'_>, name: &'static str, kind: &'static str, label: &'static str, value: &str) -> Self {
        Self {
            name,
            kind,
            label: f.messages().text(label),
            hint: None,
            value: value.to_owned(),
            fills: "off",
            suggests: "",
            choices: Vec::new(),
            wrong: None,
            optional: false,
        }
    }

    /// Says that the form may be sent without it.
    pub fn optional_where(self, optional: bool) -> Self {
        Self { optional, ..self }
    }

    /// Says what a password manager should put in it.
    pub fn filled_by(self, fills: &'static str) -> Self {
        Self { fills, ..self }
    }

    /// Says which list of the page proposes what is typed.
    pub fn suggested_by(self, list: &'static str) -> Self {
        Self { suggests: list, ..self }
    }

    /// Says what one should know before typing.
    pub fn hinted(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Says what is amiss with it, where something is.
    pub fn judged(self, f: &Frame<'_>, wrong: &[(&'static str, Wrong)]) -> Self {
        let why = wrong.iter().find(|(name, _)| *name == self.name).map(|(_, why)| in_words(f, *why));
        Self { wrong: why, ..self }
    }

    /// What stands in it, as it is read.
    pub fn shown(&self) -> String {
        let chosen = self.choices.iter().find(|(code, _)| *code == self.value).map(|(_, words)| words.clone());
        chosen.unwrap_or_else(|| self.value.clone())
    }

    /// Those of these that something is amiss with.
    pub fn amiss<'a>(fields: impl IntoIterator<Item = &'a Self>) -> Vec<&'a Self> {
        fields.into_iter().filter(|field| field.wrong.is_some()).collect()
    }

    /// What describes it, for readers of screens.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let wrong = self.wrong.as_ref().map(|_| format!("{}-wrong", self.name));
        hint.into_iter().chain(wrong).collect::<Vec<_>>().join(" ")
    }
}

/// A choice of which each answer is explained.
pub(crate) struct Options {
    /// Its name, what was chosen, what is amiss with it.
    pub field: Field,
    /// Each answer: its code, its name, what it means.
    pub all: Vec<(String, String, String)>,
}

impl Options {
    /// The choice of this field among these answers.
    pub fn new(field: Field, all: Vec<(String, String, String)>) -> Self {
        let choices = all.iter().map(|(code, words, _)| (code.clone(), words.clone())).collect();
        Self { field: Field { choices, ..field }, all }
    }
}

/// What is amiss, in words.
pub(crate) fn in_words(f: &Frame<'_>, wrong: Wrong) -> String {
    let shortest = i64::try_from(services::accounts::SHORTEST_PASSWORD).unwrap_or_default();
    match wrong {
        Wrong::Missing => f.t("form-missing").into_owned(),
        Wrong::Long => f.t("form-long").into_owned(),
        Wrong::NotAnAddress => f.t("form-not-an-address").into_owned(),
        Wrong::Short => f.messages().with("form-short", &[("count", shortest.into())]),
        Wrong::Guessed => f.t("form-guessed").into_owned(),
        Wrong::NotAChoice => f.t("form-not-a-choice").into_owned(),
        Wrong::Passkey => f.t("passkey-refused").into_owned(),
        Wrong::Code => f.t("code-wrong").into_owned(),
        Wrong::TooYoung => f.t("form-too-young").into_owned(),
        Wrong::NotAccepted => f.t("form-not-accepted").into_owned(),
        Wrong::NotOfTheWeb => f.t("form-not-of-the-web").into_owned(),
        Wrong::NoProvider => f.t("form-no-provider").into_owned(),
        Wrong::Nowhere => f.t("web-withdraw-nowhere").into_owned(),
        Wrong::Few(least) => f.messages().with("web-withdraw-few", &[("count", least.into())]),
        Wrong::Already => f.t("form-already").into_owned(),
        Wrong::Changed => f.t("accounts-accept-changed").into_owned(),
        Wrong::NoOrganisation => f.t("me-affiliation-no-organisation").into_owned(),
        Wrong::Several => f.t("me-affiliation-several").into_owned(),
        Wrong::NoPerson => f.t("form-no-person").into_owned(),
        Wrong::SeveralPeople => f.t("form-several-people").into_owned(),
        Wrong::MayAlready => f.t("form-may-already").into_owned(),
        Wrong::Unlinked => f.t("form-unlinked").into_owned(),
        Wrong::LastAuthor => f.t("form-last-author").into_owned(),
        Wrong::TooManyWait(most) => f.messages().with("form-too-many-wait", &[("most", most.into())]),
        Wrong::Unheard => f.t("form-unheard").into_owned(),
        Wrong::NoMail => f.t("form-no-mail").into_owned(),
        Wrong::Full(most) => f.messages().with("me-affiliation-full", &[("most", most.into())]),
        Wrong::NotADay => f.t("form-not-a-day").into_owned(),
        Wrong::Backwards => f.t("form-backwards").into_owned(),
        Wrong::Untimely => f.t("admin-incident-untimely").into_owned(),
        Wrong::NotANumber(most) => f.messages().with("form-not-a-number", &[("most", most.into())]),
        Wrong::NotAnAlias => f.t("communities-alias-wrong").into_owned(),
        Wrong::Taken => f.t("communities-alias-taken").into_owned(),
        Wrong::TooMany(most) => f.messages().with("communities-organisations-full", &[("most", most.into())]),
        Wrong::NoNote => f.t("communities-charter-none").into_owned(),
        Wrong::SeveralNotes => f.t("communities-charter-several").into_owned(),
        Wrong::TooEarly => f.t("communities-charter-early").into_owned(),
        Wrong::Nobody => f.t("communities-heirs-none").into_owned(),
        Wrong::NotAColor => f.t("form-not-a-color").into_owned(),
        Wrong::NotAPicture => f.t("form-not-a-picture").into_owned(),
        Wrong::Vast(width, height) => sized(f, "form-vast", width, height),
        Wrong::Tiny(width, height) => sized(f, "form-tiny", width, height),
        Wrong::BrokenPicture => f.t("form-broken-picture").into_owned(),
        Wrong::Heavy(most) => f.messages().with("form-heavy", &[("most", most.into())]),
        Wrong::NoFile => f.t("form-no-file").into_owned(),
        Wrong::Unshared => f.t("form-unshared").into_owned(),
        Wrong::NotPlaced => f.t("form-not-placed").into_owned(),
        Wrong::NoMore => f.t("form-no-more").into_owned(),
        Wrong::LastLead => f.t("form-last-lead").into_owned(),
        Wrong::DeclinedThere => f.t("form-declined-there").into_owned(),
        Wrong::NoTerm => f.t("form-no-term").into_owned(),
        Wrong::OwnerDecides => f.t("form-owner-decides").into_owned(),
        Wrong::Unpublished => f.t("form-unpublished").into_owned(),
        Wrong::NotAnIdentifier => f.t("form-not-an-identifier").into_owned(),
        Wrong::Announced(at) => f.messages().with("form-announced", &[("day", f.day_of(at).into())]),
    }
}

/// What is said of a picture of so many pixels across and down.
fn sized(f: &Frame<'_>, key: &str, width: u32, height: u32) -> String {
    f.messages().with(key, &[("width", i64::from(width).into()), ("height", i64::from(height).into())])
}

#[cfg(test)]
mod tests {
    use super::Sent;

    #[test]
    fn what_a_form_sends_is_read_whatever_its_bytes() {
        let sent = Sent::read(b"name=Zo%C3%A9+Roy&name=other&mail=%FF&empty=");
        assert_eq!(sent.text("name"), "Zoé Roy");
        assert_eq!(sent.text("mail"), "\u{fffd}");
        assert_eq!((sent.text("empty"), sent.text("absent")), ("", ""));
        assert_eq!((sent.all("name"), sent.all("absent")), (vec!["Zoé Roy", "other"], vec![]));
    }

    #[test]
    fn what_is_secret_is_never_shown_again() {
        let secrets = ["password", "New-Password", "code", "client_secret", "token", "passkey"];
        for name in secrets {
            let sent = Sent::of(&[("name", "Zoé"), (name, "zq-secret"), ("words", "Bonjour.")]);
            let shown: Vec<_> = sent.shown_again().collect();
            assert_eq!(shown, [("name", "Zoé"), ("words", "Bonjour.")], "{name}");
            assert!(sent.holds_secrets() && sent.typed().all(|words| words != "zq-secret"), "{name}");
            assert!(!Sent::of(&[(name, "")]).holds_secrets(), "{name}");
        }
    }

    #[test]
    fn what_is_typed_is_told_from_what_a_page_fills_in_or_offers() {
        let id = domain::NoteId::from_bytes([9; 16]).to_string();
        let sent = Sent::of(&[("act", "ask"), ("notebook", &id), ("base", "3"), ("words", " "), ("password", "x")]);
        assert_eq!(sent.typed().count(), 0);
        let sent =
            Sent::of(&[("act", "ask"), ("notebook", "Carnet"), ("words", "Un mot.\nDeux."), ("field-of-later", "y")]);
        assert_eq!(sent.typed().collect::<Vec<_>>(), ["Carnet", "Un mot.\nDeux.", "y"]);
    }
}
