//! What templates say of the lexicon.

use std::borrow::{Borrow, Cow};

use domain::LanguageTag;
use domain::lexicon::TermState;
use i18n::words;
use services::views::TermOwner;

use super::Frame;

impl Frame<'_> {
    /// How many definitions.
    pub fn definitions(&self, count: impl Borrow<i64>) -> String {
        self.messages.with("lexicon-definitions", &[("count", (*count.borrow()).into())])
    }

    /// How many definitions beside those that are shown.
    pub fn other_definitions(&self, count: impl Borrow<usize>) -> String {
        self.messages.with("lexicon-others", &[("count", (*count.borrow()).into())])
    }

    /// Who stands by a definition.
    pub fn definition_of(&self, owner: &TermOwner) -> String {
        let (name, written_for) = match owner {
            TermOwner::Community(link) => (link.title.clone(), ""),
            TermOwner::People(people, written_for) => {
                let people: Vec<&str> = people.iter().map(String::as_str).collect();
                (words::list(self.messages, &people), written_for.as_str())
            }
        };
        match (name.is_empty(), written_for.is_empty()) {
            (false, true) => self.messages.with("lexicon-owner", &[("name", name.into())]),
            (false, false) => {
                self.messages.with("lexicon-owner-for", &[("name", name.into()), ("written_for", written_for.into())])
            }
            (true, true) => self.t("lexicon-owner-none").into_owned(),
            (true, false) => self.messages.with("lexicon-owner-none-for", &[("written_for", written_for.into())]),
        }
    }

    /// How far a definition is agreed upon, where its owner does not simply stand by it.
    pub fn unsettled(&self, state: impl Borrow<TermState>) -> Option<Cow<'static, str>> {
        let key = match *state.borrow() {
            TermState::Adopted => return None,
            TermState::Proposed => "lexicon-state-proposed",
            TermState::Discussed => "lexicon-state-discussed",
            TermState::Contested => "lexicon-state-contested",
        };
        Some(self.messages.text(key))
    }

    /// A language and how many entries it has.
    pub fn language_with_count(&self, tag: &LanguageTag, count: impl Borrow<i64>) -> String {
        let (language, count) = (self.language_name(tag), *count.borrow());
        self.messages.with("lexicon-language", &[("language", language.into()), ("count", count.into())])
    }

    /// What is said in another language.
    pub fn in_language(&self, tag: &LanguageTag) -> String {
        self.messages.with("lexicon-in-language", &[("language", self.language_name(tag).into())])
    }
}
