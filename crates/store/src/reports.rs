//! Problems that are reported, and what is done about each.

use domain::people::MailAddress;
use domain::policy::Viewer;
use domain::reports::{ReportAct, ReportKind};
use domain::{CommunityId, LanguageTag, NoteId, PersonId, ReportActId, ReportId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

/// The columns of a [`ReportRow`], as a statement selects them.
macro_rules! columns {
    () => {
        "r.id, r.kind, r.words, r.path, r.note, r.reporter, r.mail, r.language, r.concerned, r.begun, r.confirmed, r.due, r.hidden, r.settled"
    };
}

/// The same of a [`SettledRow`].
macro_rules! settled_columns {
    () => {
        concat!(
            columns!(),
            ", (SELECT a.act FROM report_act a WHERE a.report = r.id AND a.act IN ('acted', 'nothing')
               ORDER BY a.done DESC, a.id DESC LIMIT 1)"
        )
    };
}

static ADD: Statement = Statement::new(
    "reports.add",
    "INSERT INTO report (id, kind, words, path, note, reporter, mail, mail_key, language, concerned, begun, confirmed, due)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    &[
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Bool,
        Kind::Int,
        Kind::Int,
        Kind::Int,
    ],
    &[],
);
static BY_ID: Statement =
    Statement::new("reports.by_id", concat!("SELECT ", columns!(), " FROM report r WHERE r.id = $1"), &[Kind::Id], ROW);
static BY_LINK: Statement = Statement::new(
    "reports.by_link",
    concat!("SELECT ", columns!(), " FROM report_link l JOIN report r ON r.id = l.report WHERE l.token = $1"),
    &[Kind::Bytes],
    ROW,
);
static LINK: Statement = Statement::new(
    "reports.link",
    "INSERT INTO report_link (token, report, created) VALUES ($1, $2, $3)",
    &[Kind::Bytes, Kind::Id, Kind::Int],
    &[],
);
static CONFIRM: Statement = Statement::new(
    "reports.confirm",
    "UPDATE report SET confirmed = $2, due = $3 WHERE id = $1 AND confirmed IS NULL",
    &[Kind::Id, Kind::Int, Kind::Int],
    &[],
);
static OPEN: Statement = Statement::new(
    "reports.open",
    concat!(
        "SELECT ",
        columns!(),
        " FROM report r WHERE r.settled IS NULL AND r.confirmed IS NOT NULL
     ORDER BY CASE WHEN r.due IS NULL THEN 1 ELSE 0 END, COALESCE(r.due, r.confirmed), r.id LIMIT $1"
    ),
    &[Kind::Int],
    ROW,
);
static OPEN_IN: Statement = Statement::new(
    "reports.open_in",
    concat!(
        "SELECT ",
        columns!(),
        " FROM report r JOIN community_link l ON l.note = r.note
     WHERE l.community = $1 AND r.settled IS NULL AND r.confirmed IS NOT NULL
     ORDER BY CASE WHEN r.due IS NULL THEN 1 ELSE 0 END, COALESCE(r.due, r.confirmed), r.id LIMIT $2"
    ),
    &[Kind::Id, Kind::Int],
    ROW,
);
static SETTLED: Statement = Statement::new(
    "reports.settled",
    concat!(
        "SELECT ",
        settled_columns!(),
        " FROM report r WHERE r.settled IS NOT NULL AND (r.settled, r.id) < ($1, $2)
     ORDER BY r.settled DESC, r.id DESC LIMIT $3"
    ),
    &[Kind::Int, Kind::Id, Kind::Int],
    SETTLED_ROW,
);
static SETTLED_IN: Statement = Statement::for_viewer(
    "reports.settled_in",
    concat!(
        "SELECT ",
        settled_columns!(),
        " FROM report r JOIN note n ON n.id = r.note JOIN community_link l ON l.note = n.id
     WHERE l.community = $1 AND r.settled IS NOT NULL AND (r.settled, r.id) < ($2, $3) AND {note_readable n}
     ORDER BY r.settled DESC, r.id DESC LIMIT $4"
    ),
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Int],
    SETTLED_ROW,
);
static OPEN_COUNT: Statement = Statement::new(
    "reports.open_count",
    "SELECT COUNT(*) FROM report WHERE settled IS NULL AND confirmed IS NOT NULL",
    &[],
    &[Kind::Int],
);
static OPEN_COUNTS: Statement = Statement::for_viewer(
    "reports.open_counts",
    "SELECT l.community, COUNT(*) FROM report r JOIN note n ON n.id = r.note JOIN community_link l ON l.note = n.id
     WHERE r.settled IS NULL AND r.confirmed IS NOT NULL AND l.community {in :leading} AND {note_readable n}
     GROUP BY l.community ORDER BY l.community",
    &[],
    &[Kind::Id, Kind::Int],
);
static HIDE: Statement =
    Statement::new("reports.hide", "UPDATE report SET hidden = $2 WHERE id = $1", &[Kind::Id, Kind::Int], &[]);
static SETTLE: Statement = Statement::new(
    "reports.settle",
    "UPDATE report SET settled = $2, hidden = NULL WHERE id = $1 AND settled IS NULL",
    &[Kind::Id, Kind::Int],
    &[],
);
static HIDDEN_SINCE: Statement = Statement::new(
    "reports.hidden_since",
    "SELECT hidden FROM report WHERE note = $1 AND hidden IS NOT NULL ORDER BY hidden LIMIT 1",
    &[Kind::Id],
    &[Kind::Int],
);
static ADD_ACT: Statement = Statement::new(
    "reports.add_act",
    "INSERT INTO report_act (id, report, person, act, reason, done) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static ACTS: Statement = Statement::new(
    "reports.acts",
    "SELECT a.id, a.report, p.name, a.act, a.reason, a.done FROM report_act a LEFT JOIN person p ON p.id = a.person
     WHERE a.report = $1 ORDER BY a.done, a.id",
    &[Kind::Id],
    ACT_ROW,
);
static ACT: Statement = Statement::new(
    "reports.act",
    "SELECT a.id, a.report, p.name, a.act, a.reason, a.done FROM report_act a LEFT JOIN person p ON p.id = a.person
     WHERE a.id = $1",
    &[Kind::Id],
    ACT_ROW,
);
static FORGET: Statement = Statement::new(
    "reports.forget",
    "DELETE FROM report WHERE (confirmed IS NULL AND begun <= $1) OR (NOT concerned AND settled <= $2)
       OR (concerned AND settled <= $3)",
    &[Kind::Int, Kind::Int, Kind::Int],
    &[],
);

/// The columns of a [`ReportRow`].
const ROW: &[Kind] = &[
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Id,
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Bool,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Int,
];
/// The columns of a [`SettledRow`].
const SETTLED_ROW: &[Kind] = &[
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Id,
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Bool,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Text,
];
/// The columns of an [`ActRow`].
const ACT_ROW: &[Kind] = &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Int];

/// A problem that somebody reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRow {
    /// Which one.
    pub id: ReportId,
    /// Of which kind.
    pub kind: ReportKind,
    /// What they say; empty where they left since.
    pub words: String,
    /// The path of the page, without the words of a slug; empty where they named none.
    pub path: String,
    /// The note, where they may read it.
    pub note: Option<NoteId>,
    /// Who reports it, where they have an account.
    pub reporter: Option<PersonId>,
    /// Where the answer goes, where they have none.
    pub mail: Option<MailAddress>,
    /// In which language letters to them are written, where they have none.
    pub language: Option<LanguageTag>,
    /// Whether it is about them.
    pub concerned: bool,
    /// When it was written.
    pub begun: Timestamp,
    /// When it arrived; nothing where the address is not confirmed.
    pub confirmed: Option<Timestamp>,
    /// Until when it is to be settled, where it is about them.
    pub due: Option<Timestamp>,
    /// Since when it has the note hidden.
    pub hidden: Option<Timestamp>,
    /// When it was settled.
    pub settled: Option<Timestamp>,
}

impl FromRow for ReportRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            words: row.get(2)?,
            path: row.get(3)?,
            note: row.get(4)?,
            reporter: row.get(5)?,
            mail: row.get::<Option<String>>(6)?.map(MailAddress::from_store),
            language: row.get(7)?,
            concerned: row.get(8)?,
            begun: row.get(9)?,
            confirmed: row.get(10)?,
            due: row.get(11)?,
            hidden: row.get(12)?,
            settled: row.get(13)?,
        })
    }
}

/// A report that is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledRow {
    /// The report.
    pub report: ReportRow,
    /// By which act.
    pub by: Option<ReportAct>,
}

impl FromRow for SettledRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { report: ReportRow::from_row(row)?, by: row.get(14)? })
    }
}

/// What was done about a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRow {
    /// Which act.
    pub id: ReportActId,
    /// About which report.
    pub report: ReportId,
    /// Who did it, by name; nothing where they left.
    pub by: Option<String>,
    /// What.
    pub act: ReportAct,
    /// Why.
    pub reason: String,
    /// When.
    pub done: Timestamp,
}

impl FromRow for ActRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            report: row.get(1)?,
            by: row.get(2)?,
            act: row.get(3)?,
            reason: row.get(4)?,
            done: row.get(5)?,
        })
    }
}

/// Keeps a report.
pub async fn add(tx: &mut Tx, row: &ReportRow) -> Result<()> {
    let values = [
        row.id.into(),
        row.kind.into(),
        row.words.as_str().into(),
        row.path.as_str().into(),
        optional(row.note),
        optional(row.reporter),
        row.mail.as_ref().map(|mail| mail.as_str().to_owned()).into(),
        row.mail.as_ref().map(MailAddress::key).into(),
        row.language.as_ref().into(),
        row.concerned.into(),
        row.begun.into(),
        row.confirmed.into(),
        row.due.into(),
    ];
    tx.asking_all([]).exec(&ADD, &values).await?;
    Ok(())
}

/// A report.
pub async fn by_id(tx: &mut Tx, id: ReportId) -> Result<Option<ReportRow>> {
    tx.asking_all([]).opt(&BY_ID, &[id.into()]).await
}

/// The report that a letter leads to.
pub async fn by_link(tx: &mut Tx, token: [u8; 32]) -> Result<Option<ReportRow>> {
    tx.asking_all([]).opt(&BY_LINK, &[token.into()]).await
}

/// Keeps the hash of an address that a letter brings.
pub async fn link(tx: &mut Tx, token: [u8; 32], id: ReportId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&LINK, &[token.into(), id.into(), now.into()]).await?;
    Ok(())
}

/// Says that the address is confirmed, and until when it is to be settled; whether it was not.
pub async fn confirm(tx: &mut Tx, id: ReportId, now: Timestamp, due: Option<Timestamp>) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&CONFIRM, &[id.into(), now.into(), due.into()]).await? > 0)
}

/// Those that wait: the ones with a day first, by that day, then the others, oldest first.
pub async fn open(tx: &mut Tx, most: i64) -> Result<Vec<ReportRow>> {
    tx.asking_all([]).all(&OPEN, &[most.into()]).await
}

/// Those that wait about notes linked to a community, in the same order.
pub async fn open_in(tx: &mut Tx, community: CommunityId, most: i64) -> Result<Vec<ReportRow>> {
    tx.asking_all([]).all(&OPEN_IN, &[community.into(), most.into()]).await
}

/// Those that were settled, newest first, before a place.
pub async fn settled(tx: &mut Tx, before: (Timestamp, ReportId), most: i64) -> Result<Vec<SettledRow>> {
    tx.asking_all([]).all(&SETTLED, &[before.0.into(), before.1.into(), most.into()]).await
}

/// Those about notes linked to a community, which this viewer may read, in the same order.
pub async fn settled_in(
    tx: &mut Tx,
    viewer: &Viewer,
    community: CommunityId,
    before: (Timestamp, ReportId),
    most: i64,
) -> Result<Vec<SettledRow>> {
    let values = [community.into(), before.0.into(), before.1.into(), most.into()];
    tx.asking_all([]).all_for(viewer, &SETTLED_IN, &values).await
}

/// How many wait.
pub async fn open_count(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&OPEN_COUNT, &[]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// How many wait about notes linked to each community that this viewer leads, of those that they may read; no line where none waits.
/// The caller asks of each community whether they lead it.
pub async fn open_counts(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<(CommunityId, i64)>> {
    tx.asking_all([]).all_for(viewer, &OPEN_COUNTS, &[]).await
}

/// Says since when a report has its note hidden, or that it has it hidden no more.
pub async fn hide(tx: &mut Tx, id: ReportId, since: Option<Timestamp>) -> Result<()> {
    tx.asking_all([]).exec(&HIDE, &[id.into(), since.into()]).await?;
    Ok(())
}

/// Settles a report, which hides nothing any more; whether it waited.
pub async fn settle(tx: &mut Tx, id: ReportId, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&SETTLE, &[id.into(), now.into()]).await? > 0)
}

/// Since when reports have a note hidden.
pub async fn hidden_since(tx: &mut Tx, note: NoteId) -> Result<Option<Timestamp>> {
    let row: Option<(Timestamp,)> = tx.asking_all([]).opt(&HIDDEN_SINCE, &[note.into()]).await?;
    Ok(row.map(|(since,)| since))
}

/// Keeps what was done about a report, by whom.
pub async fn add_act(tx: &mut Tx, row: &ActRow, person: Option<PersonId>) -> Result<()> {
    let values: [Value; 6] = [
        row.id.into(),
        row.report.into(),
        optional(person),
        row.act.into(),
        row.reason.as_str().into(),
        row.done.into(),
    ];
    tx.asking_all([]).exec(&ADD_ACT, &values).await?;
    Ok(())
}

/// What was done about a report, oldest first.
pub async fn acts(tx: &mut Tx, id: ReportId) -> Result<Vec<ActRow>> {
    tx.asking_all([]).all(&ACTS, &[id.into()]).await
}

/// One thing that was done.
pub async fn act(tx: &mut Tx, id: ReportActId) -> Result<Option<ActRow>> {
    tx.asking_all([]).opt(&ACT, &[id.into()]).await
}

/// Forgets the reports that were begun by the first moment and never confirmed, those settled by the second one, and those of
/// persons whom they are about, settled by the third one; what was done about them too.
pub async fn forget(tx: &mut Tx, unconfirmed: Timestamp, settled: Timestamp, concerned: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[unconfirmed.into(), settled.into(), concerned.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &ADD,
    &BY_ID,
    &BY_LINK,
    &LINK,
    &CONFIRM,
    &OPEN,
    &OPEN_IN,
    &SETTLED,
    &SETTLED_IN,
    &OPEN_COUNT,
    &OPEN_COUNTS,
    &HIDE,
    &SETTLE,
    &HIDDEN_SINCE,
    &ADD_ACT,
    &ACTS,
    &ACT,
    &FORGET,
];
