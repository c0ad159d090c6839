//! What surrounds each page, and the words that templates ask for.

mod communities;
mod lexicon;

use std::borrow::{Borrow, Cow};
use std::fmt::Display;

use domain::address::route;
use domain::notebooks::{Sort, View};
use domain::notes::{NoteKind, Visibility, Withdrawal};
use domain::profile::ProfileField;
use domain::site::SitePage;
use domain::{LanguageTag, Timestamp};
use i18n::{Language, Messages, words};
use services::site_pages::ToAccept;
use services::views::{CommunityLink, WithdrawalRow, Withdrawn};

use crate::app::Settings;
use crate::asked::{Face, Look, Terms, TextSize, Theme};
use crate::dated::Dated;
use crate::metadata::Metadata;

/// The frame of one page: what its head and its foot say, and in which language.
pub(crate) struct Frame<'a> {
    settings: &'a Settings,
    messages: &'static Messages,
    look: Look,
    /// Who is signed in, by name.
    pub who: Option<&'a str>,
    /// Whether they run the site.
    pub runs_the_site: bool,
    /// Of how many things they have something to read.
    pub unread: i64,
    /// How they stand to what is accepted with an account.
    pub to_accept: ToAccept,
    /// The kind of page (`body[data-page]`).
    pub page: &'static str,
    /// The title of the document, without the site's name; empty for the site's own.
    pub title: String,
    /// One or two sentences for search engines and previews.
    pub description: Option<String>,
    /// The path of the page's one address.
    pub canonical: Option<String>,
    /// The status, where it is an error.
    pub status: Option<u16>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// What machines read of it: metadata of the page, only of what everyone may read.
    pub metadata: Metadata,
    /// The path of the page, where a form that it holds is sent to another one, which answers with this page; else empty.
    pub path: String,
    /// The parameters that make this page what it is, but for the one that pages lists (`sort=title`).
    pub query: String,
    /// The one that pages lists (`after=…`).
    pub position: String,
}

/// Where the site says this of itself.
pub(crate) const fn address_of(page: SitePage) -> &'static str {
    match page {
        SitePage::About => route::ABOUT,
        SitePage::Privacy => route::PRIVACY,
        SitePage::Terms => route::TERMS,
        SitePage::Accessibility => route::ACCESSIBILITY,
    }
}

/// The key of what that page is called.
pub(crate) const fn name_of(page: SitePage) -> &'static str {
    match page {
        SitePage::About => "pages-about",
        SitePage::Privacy => "pages-privacy",
        SitePage::Terms => "pages-terms",
        SitePage::Accessibility => "pages-accessibility",
    }
}

impl<'a> Frame<'a> {
    /// The frame of a page of this kind.
    pub fn new(settings: &'a Settings, look: Look, page: &'static str, title: impl Into<String>) -> Self {
        Self {
            settings,
            messages: Messages::get(look.language),
            look,
            who: None,
            runs_the_site: false,
            unread: 0,
            to_accept: ToAccept::Nothing,
            page,
            title: title.into(),
            description: None,
            canonical: None,
            status: None,
            noindex: false,
            metadata: Metadata::default(),
            path: String::new(),
            query: String::new(),
            position: String::new(),
        }
    }

    /// A message without variables.
    pub fn t<'k>(&self, key: &'k str) -> Cow<'k, str> {
        self.messages.text(key)
    }

    pub fn messages(&self) -> &'static Messages {
        self.messages
    }

    /// That something is to be accepted; nothing where it is not so.
    pub fn accept_notice(&self) -> Option<Cow<'static, str>> {
        match self.to_accept {
            ToAccept::Nothing => None,
            ToAccept::First => Some(self.t("accounts-accept-first-notice")),
            ToAccept::Again => Some(self.t("accounts-accept-notice")),
        }
    }

    pub fn language(&self) -> Language {
        self.look.language
    }

    pub fn html_language(&self) -> &'static str {
        self.look.language.html_lang()
    }

    pub fn theme(&self) -> &'static str {
        self.look.chosen.theme.as_str()
    }

    /// The zone in which times are written, by its name (IANA).
    pub fn zone(&self) -> &str {
        self.settings.time_zone.iana_name().unwrap_or("UTC")
    }

    /// How large everything is.
    pub fn text_size(&self) -> &'static str {
        self.look.chosen.text.as_str()
    }

    /// With which face texts are read.
    pub fn face(&self) -> &'static str {
        self.look.chosen.face.as_str()
    }

    /// Each size: its code and its name.
    pub fn text_sizes(&self) -> [(&'static str, Cow<'static, str>); 3] {
        TextSize::ALL.map(|size| {
            let key = match size {
                TextSize::Usual => "web-text-usual",
                TextSize::Large => "web-text-large",
                TextSize::Larger => "web-text-larger",
            };
            (size.as_str(), self.messages.text(key))
        })
    }

    /// Each face: its code and its name.
    pub fn faces(&self) -> [(&'static str, Cow<'static, str>); 2] {
        Face::ALL.map(|face| {
            let key = match face {
                Face::Reading => "web-face-reading",
                Face::Plain => "web-face-plain",
            };
            (face.as_str(), self.messages.text(key))
        })
    }

    /// How the words of the lexicon stand in texts.
    pub fn term_look(&self) -> &'static str {
        self.look.chosen.terms.as_str()
    }

    /// Each way for words of the lexicon to stand in texts: its code and its name.
    pub fn term_looks(&self) -> [(&'static str, Cow<'static, str>); 2] {
        Terms::ALL.map(|terms| {
            let key = match terms {
                Terms::Underlined => "web-terms-underlined",
                Terms::Bare => "web-terms-bare",
            };
            (terms.as_str(), self.messages.text(key))
        })
    }

    /// Each theme: its code and its name.
    pub fn themes(&self) -> [(&'static str, Cow<'static, str>); 3] {
        Theme::ALL.map(|theme| {
            let key = match theme {
                Theme::Auto => "web-theme-auto",
                Theme::Light => "web-theme-light",
                Theme::Dark => "web-theme-dark",
            };
            (theme.as_str(), self.messages.text(key))
        })
    }

    /// The site's other languages: the tag and the name, in that language.
    pub fn other_languages(&self) -> Vec<(&'static str, Cow<'static, str>)> {
        let others = self.settings.languages.iter().filter(|language| **language != self.look.language);
        others.map(|language| (language.as_str(), Messages::get(*language).text("web-language-name"))).collect()
    }

    /// Where the same page is in another language; relative, so that a page does not hold its own address.
    pub fn switch_to(&self, language: &str) -> String {
        self.with_parameters(&format!("lang={language}"), true)
    }

    /// Where the list goes on.
    pub fn after(&self, key: &str) -> String {
        self.with_parameters(&format!("after={}", domain::address::encode_segment(key)), false)
    }

    fn with_parameters(&self, last: &str, position: bool) -> String {
        let mut query = format!("{}?", self.path);
        for part in [self.query.as_str(), if position { self.position.as_str() } else { "" }] {
            if !part.is_empty() {
                query.push_str(part);
                query.push('&');
            }
        }
        query.push_str(last);
        query
    }

    /// What the site says of itself: the path and the name of each page.
    pub fn of_the_site(&self) -> [(&'static str, Cow<'static, str>); 4] {
        SitePage::ALL.map(|page| (address_of(page), self.messages.text(name_of(page))))
    }

    pub fn site(&self) -> &str {
        &self.settings.name
    }

    pub fn document_title(&self) -> Cow<'_, str> {
        if self.title.is_empty() {
            Cow::Borrowed(self.settings.name.as_str())
        } else {
            Cow::Owned(format!("{} — {}", self.title, self.settings.name))
        }
    }

    /// An address with its scheme and host.
    pub fn absolute(&self, path: impl Display) -> String {
        format!("{}{path}", self.settings.address)
    }

    pub fn source_url(&self) -> Cow<'_, str> {
        self.settings.source_url()
    }

    pub fn source_words(&self) -> String {
        self.messages.with("web-source", &[("version", self.settings.version.as_str().into())])
    }

    /// A day, in words.
    pub fn day(&self, moment: impl Borrow<Timestamp>) -> String {
        i18n::date(*moment.borrow(), &self.settings.time_zone, self.look.language)
    }

    /// A day, for machines, where the site is.
    pub fn iso_day(&self, moment: impl Borrow<Timestamp>) -> String {
        i18n::iso_day(*moment.borrow(), &self.settings.time_zone)
    }

    /// A day and a minute, in words.
    pub fn moment(&self, moment: impl Borrow<Timestamp>) -> String {
        i18n::date_time(*moment.borrow(), &self.settings.time_zone, self.look.language)
    }

    /// The day of a moment in words, where the site is.
    pub fn day_of(&self, moment: Timestamp) -> String {
        i18n::date(moment, &self.settings.time_zone, self.look.language)
    }

    /// The name of something that a person says of themselves.
    pub fn profile_field(&self, field: impl Borrow<ProfileField>) -> Cow<'static, str> {
        match field.borrow() {
            ProfileField::Pronouns => self.t("me-pronouns"),
            ProfileField::Occupation => self.t("me-occupation"),
            ProfileField::About => self.t("me-about"),
            ProfileField::Link => self.t("me-link"),
        }
    }

    /// Where what one is told stands, and how much of it is to be read.
    pub fn notifications(&self) -> String {
        match self.unread {
            0 => self.t("me-notifications").into_owned(),
            count => self.messages.with("me-notifications-count", &[("count", count.into())]),
        }
    }

    /// What opens the menu on a phone, and how much of what one is told is to be read.
    pub fn menu(&self) -> String {
        match self.unread {
            0 => self.t("web-menu").into_owned(),
            count => self.messages.with("web-menu-told", &[("count", count.into())]),
        }
    }

    /// That it was tried too often, and for how long to wait.
    pub fn wait(&self, seconds: i64) -> String {
        if seconds < 60 {
            return self.messages.with("web-wait-seconds", &[("count", seconds.max(1).into())]);
        }
        self.messages.with("web-wait-minutes", &[("count", ((seconds + 59) / 60).into())])
    }

    pub fn number(&self, number: impl Borrow<i64>) -> String {
        i18n::number(*number.borrow(), self.look.language)
    }

    /// How many notes.
    pub fn notes(&self, count: impl Borrow<i64>) -> String {
        self.messages.with("web-notes-count", &[("count", (*count.borrow()).into())])
    }

    /// How many links.
    pub fn links(&self, count: impl Borrow<i64>) -> String {
        self.messages.with("web-links-count", &[("count", (*count.borrow()).into())])
    }

    /// How many versions.
    pub fn versions(&self, count: impl Borrow<i64>) -> String {
        self.messages.with("web-versions-count", &[("count", (*count.borrow()).into())])
    }

    /// That a third note cites the two.
    pub fn cited_together(&self, title: &str) -> String {
        self.messages.with("web-related-together", &[("title", title.into())])
    }

    /// That two notes say these words.
    pub fn alike(&self, said: &[String]) -> String {
        self.messages.with("web-related-alike", &[("words", said.join(", ").into())])
    }

    /// That the same is there in a language.
    pub fn also_in(&self, tag: &LanguageTag) -> String {
        self.messages.with("web-note-also-in", &[("language", self.language_name(tag).into())])
    }

    /// Whether a translation says what its original says today.
    pub fn translation_state(&self, is_behind: impl Borrow<bool>) -> Cow<'static, str> {
        self.messages.text(if *is_behind.borrow() {
            "web-note-translation-behind"
        } else {
            "web-note-translation-current"
        })
    }

    /// The name of a version.
    pub fn version(&self, number: impl Borrow<i64>) -> String {
        self.messages.with("web-version-number", &[("number", (*number.borrow()).into())])
    }

    /// The place of a note in a notebook.
    pub fn place(&self, place: impl Borrow<i64>, count: impl Borrow<i64>) -> String {
        self.messages
            .with("web-note-place", &[("place", (*place.borrow()).into()), ("count", (*count.borrow()).into())])
    }

    /// One community or several.
    pub fn communities(&self, count: usize) -> String {
        self.messages.with("web-note-communities", &[("count", count.into())])
    }

    /// Who placed a note, and when.
    pub fn placed(&self, by: Option<&str>, when: impl Borrow<Timestamp>) -> Dated {
        let when = *when.borrow();
        self.dated(self.messages.with("web-note-placed", &[("by", self.by_and_when(by, when).into())]), when)
    }

    /// Who saved a version, and when.
    pub fn saved(&self, by: Option<&str>, when: impl Borrow<Timestamp>) -> Dated {
        let when = *when.borrow();
        self.dated(self.messages.with("web-version-saved", &[("by", self.by_and_when(by, when).into())]), when)
    }

    /// That the words of a version were withdrawn: by whom, when, and why.
    pub fn withdrawn(&self, withdrawn: &Withdrawn) -> Dated {
        let by = self.by_and_when(withdrawn.by.as_deref(), withdrawn.at);
        let words = match withdrawn.why {
            Withdrawal::Person => self.messages.with("web-version-withdrawn-person", &[("by", by.into())]),
            Withdrawal::Secret => self.messages.with("web-version-withdrawn-secret", &[("by", by.into())]),
            Withdrawal::Other => self.messages.with("web-version-withdrawn-other", &[("by", by.into())]),
        };
        self.dated(words, withdrawn.at)
    }

    /// That words were withdrawn from all versions of a note: when, and why.
    pub fn withdrawal(&self, it: &WithdrawalRow) -> Dated {
        let day = self.moment(it.at);
        let words = match it.why {
            Withdrawal::Person => self.messages.with("web-withdrawn-person", &[("day", day.into())]),
            Withdrawal::Secret => self.messages.with("web-withdrawn-secret", &[("day", day.into())]),
            Withdrawal::Other => self.messages.with("web-withdrawn-other", &[("day", day.into())]),
        };
        self.dated(words, it.at)
    }

    /// A sentence that says this moment, which stands in it after any name.
    pub fn dated(&self, sentence: String, when: Timestamp) -> Dated {
        Dated::new(sentence, self.moment(when), when)
    }

    fn by_and_when(&self, by: Option<&str>, when: Timestamp) -> String {
        words::by_and_when(self.messages, by, when, &self.settings.time_zone)
    }

    /// Whether a text is not in the language of the interface.
    pub fn differs(&self, tag: &LanguageTag) -> bool {
        Language::of(tag) != Some(self.look.language)
    }

    pub fn language_name(&self, tag: &LanguageTag) -> String {
        words::language_name(self.messages, tag)
    }

    /// The kind of a note, where it is not an ordinary one.
    pub fn kind(&self, kind: impl Borrow<NoteKind>) -> Option<Cow<'static, str>> {
        let kind = *kind.borrow();
        (kind != NoteKind::Article).then(|| self.messages.text(words::kind_key(kind)))
    }

    /// The word of a visibility, where not everyone may read.
    pub fn restricted(&self, visibility: impl Borrow<Visibility>) -> Option<Cow<'static, str>> {
        let visibility = *visibility.borrow();
        (visibility != Visibility::Public).then(|| self.messages.text(words::visibility_key(visibility)))
    }

    /// Who may read a thing, as a sentence; it says so where anyone may join a community that it is open to.
    pub fn visibility(&self, visibility: Visibility, communities: &[CommunityLink], only_viewer: bool) -> String {
        let names: Vec<&str> = communities.iter().map(|community| community.link.title.as_str()).collect();
        let mut sentence = words::visibility(self.messages, visibility, &self.settings.name, &names, only_viewer);
        if visibility == Visibility::Community && communities.iter().any(|community| community.open) {
            sentence.push(' ');
            sentence.push_str(&self.messages.text("web-visibility-open"));
        }
        sentence
    }

    /// Who may read a notebook, as a sentence.
    pub fn notebook_visibility(&self, of: Visibility, communities: &[CommunityLink], only_viewer: bool) -> String {
        match of {
            Visibility::Authors if !only_viewer => self.t("visibility-authors-notebook").into_owned(),
            _ => self.visibility(of, communities, only_viewer),
        }
    }

    /// The word of the visibility of a notebook, where not everyone may read.
    pub fn notebook_restricted(&self, visibility: impl Borrow<Visibility>) -> Option<Cow<'static, str>> {
        match *visibility.borrow() {
            Visibility::Authors => Some(self.t("visibility-authors-notebook")),
            other => self.restricted(other),
        }
    }

    /// Each order of a notebook, and its name.
    pub fn sorts(&self) -> [(Sort, Cow<'static, str>); 4] {
        Sort::ALL.map(|sort| (sort, self.messages.text(words::sort_name_key(sort))))
    }

    /// Each way to show a notebook, and its name.
    pub fn views(&self) -> [(View, Cow<'static, str>); 3] {
        View::ALL.map(|view| (view, self.messages.text(words::view_name_key(view))))
    }

    /// Which notes of a notebook are shown, of how many.
    pub fn span(&self, (first, last, count): &(i64, i64, i64)) -> String {
        self.messages
            .with("web-notes-span", &[("first", (*first).into()), ("last", (*last).into()), ("count", (*count).into())])
    }

    /// What a link to a chapter in one go does.
    pub fn read_chapter(&self, title: &str) -> String {
        self.messages.with("web-chapter-read-of", &[("title", title.into())])
    }

    /// Names, as a sentence lists them.
    pub fn names(&self, names: &[String]) -> String {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        words::list(self.messages, &names)
    }
}

/// A moment, for machines: to a thousandth of a second, smaller than which HTML knows none.
pub(crate) fn iso(moment: impl Borrow<Timestamp>) -> String {
    let moment = *moment.borrow();
    i18n::rfc3339(Timestamp::from_micros(moment.as_micros().div_euclid(1000) * 1000))
}

/// Where a known licence is explained.
pub(crate) fn licence_address(licence: &str) -> Option<&'static str> {
    let folded: String =
        licence.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect();
    LICENCES.iter().find(|(name, _)| *name == folded).map(|(_, address)| *address)
}

const LICENCES: [(&str, &str); 12] = [
    ("ccby40", "https://creativecommons.org/licenses/by/4.0/"),
    ("ccbysa40", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("ccbync40", "https://creativecommons.org/licenses/by-nc/4.0/"),
    ("ccbyncsa40", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    ("ccbynd40", "https://creativecommons.org/licenses/by-nd/4.0/"),
    ("ccbyncnd40", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    ("cc010", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("mit", "https://spdx.org/licenses/MIT.html"),
    ("apache20", "https://spdx.org/licenses/Apache-2.0.html"),
    ("gfdl13orlater", "https://spdx.org/licenses/GFDL-1.3-or-later.html"),
    ("etalab20", "https://spdx.org/licenses/etalab-2.0.html"),
    ("agpl30orlater", "https://spdx.org/licenses/AGPL-3.0-or-later.html"),
];
