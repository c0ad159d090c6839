//! What stands in the forms of the page: what the notebook says, or what was typed.

use domain::CategoryId;
use services::note_rights::Typed as TypedPerson;
use services::notebook_pages::{Editing, TypedEntry, TypedWords};

use crate::forms::Sent;

/// The fields of the names of the three lists.
pub(super) const LISTS: [&str; 3] = ["list_1", "list_2", "list_3"];

/// What stands in the forms of the page.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) words: TypedWords,
    pub(super) visibility: String,
    pub(super) community: String,
    pub(super) entry: TypedEntry,
    pub(super) lists: Vec<String>,
    pub(super) list: String,
    pub(super) category: String,
    pub(super) renaming: Option<(CategoryId, String)>,
    pub(super) person: TypedPerson,
    pub(super) role: String,
}

impl Typed {
    /// What the notebook says now.
    pub(super) fn of(now: &Editing) -> Self {
        Self {
            words: TypedWords {
                title: now.title.clone(),
                description: now.description.clone(),
                guide: now.guide.clone(),
                language: now.language.as_str().to_owned(),
                color: now.color.clone(),
                view: now.view.as_str().to_owned(),
                sort: now.sort.as_str().to_owned(),
                licence: now.licence.clone(),
            },
            visibility: now.visibility.as_str().to_owned(),
            lists: now.lists.iter().map(|list| list.name.clone()).collect(),
            ..Self::default()
        }
    }

    /// The same, with what one form sent.
    pub(super) fn sent(mut self, act: &str, sent: &Sent) -> Self {
        let text = |name: &str| sent.text(name).to_owned();
        match act {
            "words" => {
                self.words = TypedWords {
                    title: text("title"),
                    description: text("description"),
                    guide: text("guide"),
                    language: text("language"),
                    color: text("color"),
                    view: text("view"),
                    sort: text("sort"),
                    licence: text("licence"),
                };
            }
            "visibility" => self.visibility = text("visibility"),
            "link" => self.community = text("community"),
            "entry" => self.entry = TypedEntry { note: text("entry"), label: text("label") },
            "lists" => self.lists = LISTS.map(text).into(),
            "category" => (self.list, self.category) = (text("list"), text("category")),
            "category-rename" => {
                self.renaming = sent.text("of").parse().ok().map(|category| (category, text("name")));
            }
            "person" => {
                self.person = TypedPerson { name: text("person"), chosen: text("chosen") };
                self.role = text("role");
            }
            _ => {}
        }
        self
    }
}
