//! A notebook: its page, its order, what is read in one go.

use domain::address::Address;
use domain::notebooks::{Sort, View};
use domain::notes::Visibility;
use domain::{LanguageTag, NotebookId, Slug};
use services::views::{
    Category, CategoryList, ChapterPage, Cover, NotebookPage, Passage, PlacedLine, Shown, WholePage, Work, WorkLine,
};

use super::{HOSTILE, category_link, community_link, link, note_id, note_line, notebook_line, when, whole_note};

pub(in crate::html::samples) fn notebook(shown: Shown, count: i64) -> NotebookPage {
    let id = NotebookId::from_bytes([2; 16]);
    NotebookPage {
        may_contribute: true,
        follows: Some(true),
        id,
        address: Address::Notebook(id, Slug::of("guide")),
        title: HOSTILE.to_owned(),
        description: "<p>Un guide.</p>".to_owned(),
        language: LanguageTag::french(),
        visibility: Visibility::Public,
        communities: vec![community_link()],
        may_manage: true,
        guide: Some("<p>Un guide.</p>".to_owned()),
        entry_points: vec![link("Résumé")],
        excerpt: HOSTILE.to_owned(),
        cover: notebook_line().cover,
        count,
        found: 3,
        view: match shown {
            Shown::List(_) => View::List,
            Shown::Grid(_) => View::Grid,
            Shown::Work(_) => View::Work,
        },
        sort: Sort::Manual,
        usual: (View::List, Sort::Title),
        categories: vec![CategoryList { name: HOSTILE.to_owned(), categories: vec![category(true), category(false)] }],
        shown,
        next: (count > 0).then(|| "a b&c".to_owned()),
    }
}

fn category(is_chosen: bool) -> Category {
    Category { id: category_link().id, name: HOSTILE.to_owned(), count: 3, is_chosen }
}

pub(in crate::html::samples) fn placed_line() -> PlacedLine {
    let (reason, categories) = (HOSTILE.to_owned(), vec![category_link(), category_link()]);
    PlacedLine { line: note_line(), pinned: true, reason, categories }
}

pub(in crate::html::samples) fn work() -> Work {
    let notebook = NotebookId::from_bytes([2; 16]);
    let read = Some(Address::Chapter(notebook, note_id()));
    Work {
        lines: vec![
            WorkLine::Part { title: HOSTILE.to_owned(), number: Some(1), depth: 0, read },
            WorkLine::Part { title: HOSTILE.to_owned(), number: None, depth: 1, read: None },
            WorkLine::Note { line: note_line(), number: Some("1.1".to_owned()), depth: 1 },
            WorkLine::Note { line: note_line(), number: None, depth: 0 },
        ],
        first: Some(link(HOSTILE)),
        whole: Address::Whole(notebook),
        cite: Address::CiteWork(notebook),
    }
}

fn passage(number: usize) -> Passage {
    Passage {
        note: note_id(),
        anchor: format!("n{number}"),
        link: link(HOSTILE),
        number: (number > 1).then(|| HOSTILE.to_owned()),
        depth: 1,
        parts: vec![(Some(1), HOSTILE.to_owned()), (None, HOSTILE.to_owned())],
        begins: true,
        language: LanguageTag::english(),
        body: "<p>A <em>body</em>.</p>".to_owned(),
        byline: whole_note().byline,
        changed: when(),
        licence: Some(HOSTILE.to_owned()),
        own: link(HOSTILE).address,
    }
}

pub(in crate::html::samples) fn chapter(part: Option<(usize, String)>) -> ChapterPage {
    let id = NotebookId::from_bytes([2; 16]);
    ChapterPage {
        notebook: link(HOSTILE),
        id,
        address: Address::Chapter(id, note_id()),
        language: LanguageTag::french(),
        part,
        passages: vec![passage(1), passage(2)],
        previous: Some(link(HOSTILE)),
        next: Some(link(HOSTILE)),
        places: (3, 4, 65),
    }
}

pub(in crate::html::samples) fn whole(is_whole: bool) -> WholePage {
    let id = NotebookId::from_bytes([2; 16]);
    WholePage {
        notebook: link(HOSTILE),
        id,
        description: "<p>Un guide.</p>".to_owned(),
        language: LanguageTag::french(),
        cover: Cover { picture: is_whole.then_some(Address::NotebookCoverAs(id, [0xab; 4])), ..notebook_line().cover },
        visibility: Visibility::Community,
        communities: vec![community_link()],
        credited: vec![HOSTILE.to_owned(), HOSTILE.to_owned()],
        passages: if is_whole { vec![passage(1), passage(2)] } else { Vec::new() },
        next: (!is_whole).then(|| Address::WholeFrom(id, note_id())),
        places: (1, 2, 65),
    }
}
