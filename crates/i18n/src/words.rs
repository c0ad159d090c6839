//! The words of the domain's enums: the key of each in `locales/`.

use domain::communities::Role;
use domain::notebooks::{Sort, View};
use domain::notes::{NoteKind, Visibility};
use domain::{LanguageTag, Timestamp};

use crate::dates::{self, TimeZone};
use crate::messages::Messages;

/// The short word of a visibility, for lists and choices; [`visibility`] gives the sentence.
pub const fn visibility_key(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "visibility-public",
        Visibility::SignedIn => "visibility-signed-in-short",
        Visibility::Community => "visibility-community-short",
        Visibility::Authors => "visibility-authors",
    }
}

/// Who may see a thing, as a sentence.
///
/// `site` is the site's name; `communities` are the names of the linked communities that the viewer may know of;
/// `only_viewer` tells that nobody else may read it.
pub fn visibility(
    messages: &Messages,
    visibility: Visibility,
    site: &str,
    communities: &[&str],
    only_viewer: bool,
) -> String {
    match visibility {
        Visibility::Public => messages.text("visibility-public").into_owned(),
        Visibility::SignedIn => messages.with("visibility-signed-in", &[("site", site.into())]),
        Visibility::Community if communities.is_empty() => messages.text("visibility-community-short").into_owned(),
        Visibility::Community => {
            messages.with("visibility-community", &[("names", list(messages, communities).into())])
        }
        Visibility::Authors if only_viewer => messages.text("visibility-you-alone").into_owned(),
        Visibility::Authors => messages.text("visibility-authors").into_owned(),
    }
}

/// What kind of note.
pub const fn kind_key(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Article => "kind-article",
        NoteKind::Term => "kind-term",
        NoteKind::Organisation => "kind-organisation",
    }
}

/// The name of an order of notes.
pub const fn sort_name_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Manual => "notebook-sort-manual",
        Sort::Newest => "notebook-sort-newest",
        Sort::Changed => "notebook-sort-changed",
        Sort::Title => "notebook-sort-title",
    }
}

/// What a way to show a notebook is called.
pub const fn view_name_key(view: View) -> &'static str {
    match view {
        View::List => "notebook-view-list",
        View::Grid => "notebook-view-grid",
        View::Work => "notebook-view-work",
    }
}

/// What a member does in a community.
pub const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Member => "role-member",
        Role::Curator => "role-curator",
        Role::Facilitator => "role-facilitator",
        Role::Lead => "role-lead",
    }
}

/// The name of a text's language in the language of the interface; its tag where we have no name.
pub fn language_name(messages: &Messages, tag: &LanguageTag) -> String {
    let key = format!("language-{}", tag.primary());
    if messages.has(&key) { messages.text(&key).into_owned() } else { tag.as_str().to_owned() }
}

/// Names in a sentence: `Ana`, `Ana et Béa`, `Ana, Béa et Cléo`.
pub fn list(messages: &Messages, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => {
            messages.with("list-and", &[("first", first.join(", ").into()), ("last", (*last).into())])
        }
    }
}

/// When, and who: « par Ana, le 6 décembre 2023 à 10 h 17 », or the moment alone when nobody may be named.
pub fn by_and_when(messages: &Messages, by: Option<&str>, when: Timestamp, zone: &TimeZone) -> String {
    let when = dates::date_time(when, zone, messages.language());
    match by {
        Some(name) => messages.with("by-and-when", &[("name", name.into()), ("when", when.into())]),
        None => messages.with("on-when", &[("when", when.into())]),
    }
}

#[cfg(test)]
mod tests {
    use domain::communities::Role;
    use domain::notebooks::{Sort, View};
    use domain::notes::{NoteKind, Visibility};
    use domain::{LanguageTag, Timestamp};

    use super::*;
    use crate::Language::{self, English, French};

    #[test]
    fn every_word_of_the_domain_has_a_message() {
        let keys = Visibility::ALL
            .map(visibility_key)
            .into_iter()
            .chain(NoteKind::ALL.map(kind_key))
            .chain(Sort::ALL.map(sort_name_key))
            .chain(View::ALL.map(view_name_key))
            .chain(Role::ALL.map(role_key));
        for key in keys {
            for language in Language::ALL {
                assert_ne!(Messages::get(language).text(key), key, "{language}");
            }
        }
    }

    #[test]
    fn visibility_is_always_said_in_words() {
        let french = Messages::get(French);
        let say = |level, names: &[&str], alone| visibility(french, level, "Sillage", names, alone);
        assert_eq!(say(Visibility::Public, &[], false), "Visible de tout le monde, sans compte");
        assert_eq!(say(Visibility::SignedIn, &[], false), "Visible des personnes connectées à Sillage");
        assert_eq!(
            say(Visibility::Community, &["Accueil", "Relève", "Rives"], false),
            "Visible des membres de Accueil, Relève et Rives"
        );
        assert_eq!(say(Visibility::Authors, &[], true), "Visible de vous seulement");
        assert_eq!(say(Visibility::Authors, &[], false), "Visible des personnes qui peuvent la modifier");
        for level in Visibility::ALL {
            for alone in [false, true] {
                assert!(!visibility(Messages::get(English), level, "Sillage", &[], alone).contains("visibility-"));
            }
        }
    }

    #[test]
    fn an_act_says_who_and_when_or_when_alone() {
        let moment = Timestamp::from_micros(1_701_875_820_000_000);
        assert_eq!(
            by_and_when(Messages::get(French), Some("Ana"), moment, &TimeZone::UTC),
            "par Ana, le 6 décembre 2023 à 15\u{a0}h\u{a0}17"
        );
        assert_eq!(
            by_and_when(Messages::get(English), None, moment, &TimeZone::UTC),
            "on December 6, 2023 at 3:17\u{a0}p.m."
        );
    }

    #[test]
    fn a_language_without_a_name_is_its_tag() {
        let name = |tag: &str| language_name(Messages::get(French), &LanguageTag::parse(tag).unwrap());
        assert_eq!(name("fr-CA"), "français");
        assert_eq!(name("iu-Cans"), "inuktitut");
        assert_eq!(name("tlh"), "tlh");
    }
}
