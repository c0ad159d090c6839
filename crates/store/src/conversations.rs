//! What the members of a community say to each other about a note.

use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, MessageId, NoteId, PersonId, ThreadId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

/// A statement that gives messages: what follows their tables.
macro_rules! messages {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, t.id, t.note, t.community, m.number, m.author, m.name, COALESCE(s.name, ''),
               COALESCE(p.name, ''), s.person IS NOT NULL, m.language, m.body, m.version, m.posted, m.edited,
               m.withdrawn, m.hidden, m.hidden_why
             FROM message m JOIN thread t ON t.id = m.thread
             LEFT JOIN membership s ON s.community = t.community AND s.person = m.author
             LEFT JOIN person p ON p.id = m.author ",
            $rest
        )
    };
}

/// The columns of a [`MessageRow`].
const MESSAGE: &[Kind] = &[
    Kind::Id,
    Kind::Id,
    Kind::Id,
    Kind::Id,
    Kind::Int,
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Bool,
    Kind::Text,
    Kind::Text,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Text,
];

static NEWEST: Statement = Statement::new(
    "conversations.newest",
    messages!(
        "WHERE t.note = $1 AND t.community {in $2}
           AND m.number > (SELECT MAX(l.number) FROM message l WHERE l.thread = t.id) - $3
         ORDER BY t.community, m.number"
    ),
    &[Kind::Id, Kind::Ids, Kind::Int],
    MESSAGE,
);
static BEFORE: Statement = Statement::new(
    "conversations.before",
    messages!("WHERE t.note = $1 AND t.community = $2 AND m.number < $3 ORDER BY m.number DESC LIMIT $4"),
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Int],
    MESSAGE,
);
static BY_ID: Statement = Statement::new("conversations.by_id", messages!("WHERE m.id = $1"), &[Kind::Id], MESSAGE);
static OF: Statement = Statement::new(
    "conversations.of",
    "SELECT t.id, (SELECT COALESCE(MAX(m.number), 0) FROM message m WHERE m.thread = t.id)
     FROM thread t WHERE t.note = $1 AND t.community = $2",
    &[Kind::Id, Kind::Id],
    &[Kind::Id, Kind::Int],
);
static SAME: Statement = Statement::new(
    "conversations.same",
    "SELECT number FROM message WHERE thread = $1 AND author = $2 AND body = $3 AND number > $4 AND withdrawn IS NULL
     ORDER BY number LIMIT 1",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[Kind::Int],
);
static BEGIN: Statement = Statement::new(
    "conversations.begin",
    "INSERT INTO thread (id, note, community, begun_by, at) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static SAY: Statement = Statement::new(
    "conversations.say",
    "INSERT INTO message (id, thread, number, author, name, language, body, version, posted, hidden_why)
     VALUES ($1, $2, $3, $4, '', $5, $6, 1, $7, '')",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Id, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static REWORD: Statement = Statement::new(
    "conversations.reword",
    "UPDATE message SET body = $3, edited = $4, version = version + 1
     WHERE id = $1 AND version = $2 AND withdrawn IS NULL AND hidden IS NULL",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Int],
    &[],
);
static WITHDRAW: Statement = Statement::new(
    "conversations.withdraw",
    "UPDATE message SET body = '', withdrawn = $2, hidden = NULL, hidden_by = NULL, hidden_why = ''
     WHERE id = $1 AND withdrawn IS NULL",
    &[Kind::Id, Kind::Int],
    &[],
);
static HIDE: Statement = Statement::new(
    "conversations.hide",
    "UPDATE message SET hidden = $2, hidden_by = $3, hidden_why = $4
     WHERE id = $1 AND withdrawn IS NULL AND hidden IS NULL",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Text],
    &[],
);
static SHOW: Statement = Statement::new(
    "conversations.show",
    "UPDATE message SET hidden = NULL, hidden_by = NULL, hidden_why = '' WHERE id = $1 AND hidden IS NOT NULL",
    &[Kind::Id],
    &[],
);
static KEEP_NAME: Statement = Statement::new(
    "conversations.keep_name",
    "UPDATE message SET name = COALESCE(
         (SELECT CASE WHEN s.name <> '' THEN s.name ELSE p.name END
          FROM thread t JOIN membership s ON s.community = t.community JOIN person p ON p.id = s.person
          WHERE t.id = message.thread AND s.person = message.author), '')
     WHERE author = $1 AND name = ''",
    &[Kind::Id],
    &[],
);
static NO_NAME: Statement = Statement::new(
    "conversations.no_name",
    "UPDATE message SET author = NULL, name = '' WHERE author = $1",
    &[Kind::Id],
    &[],
);
static NO_WORDS: Statement = Statement::new(
    "conversations.no_words",
    "UPDATE message SET body = '', withdrawn = $2, hidden = NULL, hidden_by = NULL, hidden_why = ''
     WHERE author = $1 AND withdrawn IS NULL",
    &[Kind::Id, Kind::Int],
    &[],
);

/// A message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// Which one.
    pub id: MessageId,
    /// Of which conversation.
    pub thread: ThreadId,
    /// About which note.
    pub note: NoteId,
    /// Of which community.
    pub community: CommunityId,
    /// Its number there, from 1.
    pub number: i64,
    /// Who wrote it; nobody where they left and did not keep their name.
    pub author: Option<PersonId>,
    /// What they were called there, where they closed their account and keep their name.
    pub kept_name: String,
    /// What they chose to be called there, where they are a member.
    pub name: String,
    /// Their own name.
    pub own_name: String,
    /// Whether they are a member today.
    pub is_member: bool,
    /// In which language they read the site.
    pub language: LanguageTag,
    /// What it says, in Markdown; nothing where it was withdrawn.
    pub body: String,
    /// How often it was written, from 1.
    pub version: i64,
    /// When it was written.
    pub posted: Timestamp,
    /// When it was written again.
    pub edited: Option<Timestamp>,
    /// When its words went.
    pub withdrawn: Option<Timestamp>,
    /// When it was hidden.
    pub hidden: Option<Timestamp>,
    /// Why.
    pub hidden_why: String,
}

impl FromRow for MessageRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            thread: row.get(1)?,
            note: row.get(2)?,
            community: row.get(3)?,
            number: row.get(4)?,
            author: row.get(5)?,
            kept_name: row.get(6)?,
            name: row.get(7)?,
            own_name: row.get(8)?,
            is_member: row.get(9)?,
            language: row.get(10)?,
            body: row.get(11)?,
            version: row.get(12)?,
            posted: row.get(13)?,
            edited: row.get(14)?,
            withdrawn: row.get(15)?,
            hidden: row.get(16)?,
            hidden_why: row.get(17)?,
        })
    }
}

/// A message that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// Which one.
    pub id: MessageId,
    /// Of which conversation.
    pub thread: ThreadId,
    /// Its number there.
    pub number: i64,
    /// Who writes it.
    pub author: PersonId,
    /// In which language they read the site.
    pub language: &'a LanguageTag,
    /// What it says, in Markdown.
    pub body: &'a str,
    /// When.
    pub posted: Timestamp,
}

/// What the answers to a question about messages hang on: the conversations of the note, and how their authors are called.
fn asks(tx: &mut Tx, note: NoteId, rows: &[MessageRow]) {
    tx.asks([Tag::Talk(note)]);
    tx.asks(rows.iter().map(|row| Tag::Community(row.community)));
    tx.asks(rows.iter().filter_map(|row| row.author).map(Tag::Person));
}

/// The newest messages about a note in these communities, of each `most`: by community, then by number. The caller has asked the
/// rule of each.
pub async fn newest(tx: &mut Tx, note: NoteId, communities: &[CommunityId], most: i64) -> Result<Vec<MessageRow>> {
    let values = [note.into(), Value::ids(communities.iter().copied()), most.into()];
    let rows: Vec<MessageRow> = tx.asking(Tag::Talk(note)).all(&NEWEST, &values).await?;
    asks(tx, note, &rows);
    Ok(rows)
}

/// The messages of one conversation before this number, the newest first. The caller has asked the rule.
pub async fn before(
    tx: &mut Tx,
    note: NoteId,
    community: CommunityId,
    number: i64,
    most: i64,
) -> Result<Vec<MessageRow>> {
    let values = [note.into(), community.into(), number.into(), most.into()];
    let rows: Vec<MessageRow> = tx.asking(Tag::Talk(note)).all(&BEFORE, &values).await?;
    asks(tx, note, &rows);
    Ok(rows)
}

/// One message. The caller asks the rule of its conversation.
pub async fn by_id(tx: &mut Tx, id: MessageId) -> Result<Option<MessageRow>> {
    tx.asking_all([]).opt(&BY_ID, &[id.into()]).await
}

/// The conversation of a community about a note, and the last number there; nothing where nobody began it.
pub async fn of(tx: &mut Tx, note: NoteId, community: CommunityId) -> Result<Option<(ThreadId, i64)>> {
    tx.asking(Tag::Talk(note)).opt(&OF, &[note.into(), community.into()]).await
}

/// The number of what this author said in the same words after that number.
pub async fn same(tx: &mut Tx, thread: ThreadId, author: PersonId, body: &str, after: i64) -> Result<Option<i64>> {
    let values = [thread.into(), author.into(), body.into(), after.into()];
    let row: Option<(i64,)> = tx.asking_all([]).opt(&SAME, &values).await?;
    Ok(row.map(|(number,)| number))
}

/// Begins a conversation.
///
/// # Errors
/// [`crate::Error::Conflict`] where there is one.
pub async fn begin(
    tx: &mut Tx,
    id: ThreadId,
    note: NoteId,
    community: CommunityId,
    by: PersonId,
    now: Timestamp,
) -> Result<()> {
    tx.asking_all([]).exec(&BEGIN, &[id.into(), note.into(), community.into(), by.into(), now.into()]).await?;
    Ok(())
}

/// Adds a message to a conversation.
///
/// # Errors
/// [`crate::Error::Conflict`] where another one has its number.
pub async fn say(tx: &mut Tx, new: &NewMessage<'_>) -> Result<()> {
    let values = [
        new.id.into(),
        new.thread.into(),
        new.number.into(),
        new.author.into(),
        new.language.into(),
        new.body.into(),
        new.posted.into(),
    ];
    tx.asking_all([]).exec(&SAY, &values).await?;
    Ok(())
}

/// Writes a message again, over this version of it; whether that one was the newest, and is neither withdrawn nor hidden.
pub async fn reword(tx: &mut Tx, id: MessageId, version: i64, body: &str, now: Timestamp) -> Result<bool> {
    let values = [id.into(), version.into(), body.into(), now.into()];
    Ok(tx.asking_all([]).exec(&REWORD, &values).await? > 0)
}

/// Takes the words of a message away for good; whether they were there.
pub async fn withdraw(tx: &mut Tx, id: MessageId, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&WITHDRAW, &[id.into(), now.into()]).await? > 0)
}

/// Hides a message; whether it was shown.
pub async fn hide(tx: &mut Tx, id: MessageId, by: PersonId, why: &str, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&HIDE, &[id.into(), now.into(), by.into(), why.into()]).await? > 0)
}

/// Shows a message again; whether it was hidden.
pub async fn show(tx: &mut Tx, id: MessageId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&SHOW, &[id.into()]).await? > 0)
}

/// Keeps what somebody who leaves is called in each conversation; to be done before their memberships go.
pub async fn keep_name(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&KEEP_NAME, &[person.into()]).await?;
    Ok(())
}

/// Takes the name of somebody who leaves from what they said.
pub async fn no_name(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&NO_NAME, &[person.into()]).await?;
    Ok(())
}

/// Takes what somebody who leaves said away for good.
pub async fn no_words(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&NO_WORDS, &[person.into(), now.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &NEWEST, &BEFORE, &BY_ID, &OF, &SAME, &BEGIN, &SAY, &REWORD, &WITHDRAW, &HIDE, &SHOW, &KEEP_NAME, &NO_NAME,
    &NO_WORDS,
];
