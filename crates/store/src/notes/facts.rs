//! What the rule of rights needs to know of a note.

use domain::notes::Visibility;
use domain::policy::NoteFacts;
use domain::tags::Tag;
use domain::{CommunityId, NoteId, PersonId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static FACTS: Statement = Statement::new(
    "notes.facts",
    "SELECT n.visibility, n.deleted IS NOT NULL, n.hidden IS NOT NULL, n.delegated, {delegates n}, {keeping n}
     FROM note n WHERE n.id = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Bool, Kind::Bool, Kind::Id, Kind::Bool, Kind::Id],
);
static FACTS_PEOPLE: Statement = Statement::new(
    "notes.facts_people",
    "SELECT 'author' AS fact, person FROM author WHERE note = $1
     UNION ALL SELECT 'reader', person FROM reader WHERE note = $1
     UNION ALL SELECT 'reader', person FROM author_invitation WHERE note = $1
     UNION ALL SELECT 'lead', m.person FROM notebook_member m JOIN note n ON n.came_in = m.notebook
         WHERE n.id = $1 AND m.role = 'lead'",
    &[Kind::Id],
    &[Kind::Text, Kind::Id],
);
static FACTS_COMMUNITIES: Statement = Statement::new(
    "notes.facts_communities",
    "SELECT community FROM community_link WHERE note = $1 ORDER BY linked, community",
    &[Kind::Id],
    &[Kind::Id],
);

/// What the rule of rights needs to know of a note; nothing when there is no such note.
pub async fn facts(tx: &mut Tx, id: NoteId) -> Result<Option<NoteFacts>> {
    type Columns = (Visibility, bool, bool, Option<CommunityId>, bool, Option<CommunityId>);
    let tag = Tag::Note(id);
    // Whether a community is tended, and so who keeps the note, hangs on roles.
    let Some((visibility, deleted, hidden, delegated, delegates, keeping)): Option<Columns> =
        tx.asking_all([tag.clone(), Tag::Roles]).opt(&FACTS, &[id.into()]).await?
    else {
        return Ok(None);
    };
    let people: Vec<(String, PersonId)> =
        tx.asking_all([tag.clone(), Tag::Roles]).all(&FACTS_PEOPLE, &[id.into()]).await?;
    let communities: Vec<(CommunityId,)> = tx.asking(tag).all(&FACTS_COMMUNITIES, &[id.into()]).await?;
    let who = |fact: &str| people.iter().filter(|(is, _)| is == fact).map(|(_, person)| *person).collect();
    #[expect(clippy::disallowed_methods, reason = "this is the store")]
    Ok(Some(NoteFacts::from_row(
        id,
        visibility,
        deleted,
        hidden,
        who("author"),
        delegated,
        delegates,
        who("reader"),
        communities.into_iter().map(|(community,)| community).collect(),
        keeping,
        who("lead"),
    )))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&FACTS, &FACTS_PEOPLE, &FACTS_COMMUNITIES];
