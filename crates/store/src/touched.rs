//! What a write touches: the questions that it answers anew, from the facts before it and after it.
//!
//! A write asks this on both sides of itself, so that hiding, moving and renaming touch the old place and the new one.

use domain::tags::Tag;
use domain::{CommunityId, NoteId, NotebookId, PersonId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static NAMES: Statement = Statement::new(
    "touched.names",
    "SELECT title_key FROM note WHERE id = $1 UNION ALL SELECT title_key FROM alias WHERE note = $1",
    &[Kind::Id],
    &[Kind::Text],
);
static SHOWING_WORDS: Statement = Statement::new(
    "touched.showing_words",
    "SELECT 'notebook' AS kind, notebook AS id FROM placement WHERE note = $1
     UNION ALL SELECT 'person', person FROM byline WHERE note = $1
     UNION ALL SELECT 'community', community FROM community_link WHERE note = $1
     UNION ALL SELECT 'term', note FROM term WHERE note = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Id],
);
static SHOWING_NAME: Statement = Statement::new(
    "touched.showing_name",
    "SELECT 'notebook' AS kind, notebook AS id FROM placement WHERE note = $1
     UNION ALL SELECT 'notebook', notebook FROM entry_point WHERE note = $1
     UNION ALL SELECT 'cited', target FROM link WHERE note = $1 AND target IS NOT NULL
     UNION ALL SELECT 'cited', target FROM cited_by WHERE source = $1
     UNION ALL SELECT 'use', term FROM term_use WHERE note = $1
     UNION ALL SELECT 'file', attachment FROM note_file WHERE note = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Id],
);

/// What shows the words of a note: its own page, the lists that it is in, the lexicon where it defines a term.
///
/// A write that also changes its title or who may read it touches [`note`].
pub async fn words(tx: &mut Tx, id: NoteId) -> Result<Vec<Tag>> {
    let mut tags = vec![Tag::Note(id), Tag::Recent];
    let rows: Vec<(String, NoteId)> = tx.asking_all([]).all(&SHOWING_WORDS, &[id.into()]).await?;
    tags.extend(rows.into_iter().map(|(kind, thing)| match kind.as_str() {
        "notebook" => Tag::Within(same_bytes(thing)),
        "person" => Tag::NotesOf(same_bytes(thing)),
        "term" => Tag::Lexicon,
        _ => Tag::LinkedTo(same_bytes(thing)),
    }));
    Ok(tags)
}

/// Everything that shows a note, or would if more could read it: its words, links to it, places and counts, the terms that
/// it uses, its files.
pub async fn note(tx: &mut Tx, id: NoteId) -> Result<Vec<Tag>> {
    let mut tags = words(tx, id).await?;
    tags.push(Tag::Name(id));
    let names: Vec<(String,)> = tx.asking_all([]).all(&NAMES, &[id.into()]).await?;
    tags.extend(names.into_iter().map(|(key,)| Tag::Title(key)));
    let rows: Vec<(String, NoteId)> = tx.asking_all([]).all(&SHOWING_NAME, &[id.into()]).await?;
    tags.extend(rows.into_iter().map(|(kind, thing)| match kind.as_str() {
        "notebook" => Tag::Placements(same_bytes(thing)),
        "cited" => Tag::Backlinks(thing),
        "use" => Tag::Uses(thing),
        _ => Tag::File(same_bytes(thing)),
    }));
    Ok(tags)
}

/// An id whose kind the row says.
fn same_bytes<T: domain::ids::Id>(id: NoteId) -> T {
    T::from_bytes(id.bytes())
}

static LINKED: Statement = Statement::new(
    "touched.linked",
    "SELECT community FROM notebook_community WHERE notebook = $1",
    &[Kind::Id],
    &[Kind::Id],
);

/// What shows a notebook: its page, the list of them, the pages of what is placed in it, of communities linked to it.
pub async fn notebook(tx: &mut Tx, id: NotebookId) -> Result<Vec<Tag>> {
    let linked: Vec<(CommunityId,)> = tx.asking_all([]).all(&LINKED, &[id.into()]).await?;
    let mut tags = vec![Tag::Notebook(id), Tag::Notebooks];
    tags.extend(linked.into_iter().map(|(community,)| Tag::LinkedTo(community)));
    Ok(tags)
}

/// What shows a community: its page, the list of them, what is linked to it.
pub fn community(id: CommunityId) -> Vec<Tag> {
    vec![Tag::Community(id), Tag::Communities]
}

/// What shows a person: their page, and wherever their name stands.
pub fn person(id: PersonId) -> Vec<Tag> {
    vec![Tag::Person(id)]
}

/// A role given or taken: the community's page, and whatever hangs on roles.
pub fn role(community: CommunityId, person: PersonId) -> Vec<Tag> {
    vec![Tag::Community(community), Tag::Person(person), Tag::Roles]
}

/// A placement: the note's page and the notebook's.
pub fn placement(notebook: NotebookId, note: NoteId) -> Vec<Tag> {
    vec![Tag::Note(note), Tag::Placements(notebook), Tag::Within(notebook)]
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&NAMES, &SHOWING_WORDS, &SHOWING_NAME, &LINKED];
