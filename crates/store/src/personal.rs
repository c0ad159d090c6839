//! What is held about a person, wherever it is held.
//!
//! Each column of a migration with a comment `-- personal: purpose, until when` is one of a [`Source`], and a test finds
//! those that are none's.

mod texts;

use std::collections::{BTreeMap, BTreeSet};

use domain::policy::Viewer;
use domain::{NoteId, PersonId};

use crate::error::Result;
use crate::migrations;
use crate::statements::{Kind, Statement};
use crate::tx::{Tx, with_viewer};
use crate::values::{Row, Value};

pub(crate) use texts::STATEMENTS as TEXTS_STATEMENTS;
pub use texts::{files_of, notes_of, versions_of};

/// What a column holds, as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// An id.
    Id,
    /// A moment.
    Time,
    /// A number.
    Int,
    /// Yes or no.
    Bool,
    /// Words.
    Text,
    /// Bytes.
    Bytes,
    /// Words that prove who is there: it is said that they are held, and they are given to nobody.
    SecretText,
    /// Bytes that prove who is there.
    SecretBytes,
}

impl Holds {
    const fn kind(self) -> Kind {
        match self {
            Self::Id => Kind::Id,
            Self::Time | Self::Int => Kind::Int,
            Self::Bool => Kind::Bool,
            Self::Text | Self::SecretText => Kind::Text,
            Self::Bytes | Self::SecretBytes => Kind::Bytes,
        }
    }
}

/// By what the rows of a person are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// By the person.
    Person,
    /// By their address of mail.
    Mail,
    /// By what counts how often they tried something.
    Tries,
    /// By the person, a stretch of the log at a time.
    Log,
    /// By the person, some versions at a time.
    Versions,
    /// They are published, and the same for everyone.
    Published,
}

/// A value that is held.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// None.
    Nothing,
    /// An id.
    Id([u8; 16]),
    /// A moment, in microseconds.
    Time(i64),
    /// A number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Words.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A secret that is held.
    Secret,
}

/// Where something is held about people.
#[derive(Debug)]
pub struct Source {
    /// In which line of the register it is.
    pub what: &'static str,
    /// What it is called among the others.
    pub name: &'static str,
    /// Which table.
    pub table: &'static str,
    /// Which columns, in the order of their values.
    pub columns: &'static [(&'static str, Holds)],
    /// By what its rows are found.
    pub of: Of,
    statement: &'static Statement,
    /// Takes its rows away when their person leaves; none where the person chooses, or where they stay.
    erase: Option<&'static Statement>,
}

/// A source, and its statements: what it is, its name there, its table, its columns, which of its rows, and how they go when
/// their person leaves (empty where the person chooses, or where they stay).
macro_rules! sources {
    ($($of:ident $what:literal $name:literal $make:ident $table:literal
       [$first:ident $first_holds:ident $(, $column:ident $holds:ident)*]
       $rows:literal [$($param:ident),*] $erase:literal;)*) => {
        /// Every place where something is held about people, in the order of the register.
        pub static SOURCES: &[Source] = &[$({
            static STATEMENT: Statement = Statement::$make(
                concat!("personal.", $name),
                concat!(
                    "SELECT t.", stringify!($first) $(, ", t.", stringify!($column))*, " FROM ", $table, " t WHERE ", $rows
                ),
                &[$(Kind::$param),*],
                &[Holds::$first_holds.kind() $(, Holds::$holds.kind())*],
            );
            static ERASE: Statement = Statement::new(concat!("personal.no_", $name), $erase, &[$(Kind::$param),*], &[]);
            Source {
                what: $what,
                name: $name,
                table: $table,
                columns: &[(stringify!($first), Holds::$first_holds) $(, (stringify!($column), Holds::$holds))*],
                of: Of::$of,
                statement: &STATEMENT,
                erase: if $erase.is_empty() { None } else { Some(&ERASE) },
            }
        }),*];
    };
}

sources! {
    Person "name" "person" new "person"
        [name Text, name_key Text, sort_key Bytes, account Bool, steward Bool, created Time] "t.id = $1" [Id]
        "";
    Person "account" "account" new "account"
        [mail Text, mail_key Text, confirmed Time, refused Time, language Text, password SecretText, created Time]
        "t.person = $1" [Id]
        "DELETE FROM account WHERE person = $1";
    Person "account" "suspension" new "suspension" [person Id, since Time, reason Text] "t.person = $1" [Id]
        "DELETE FROM suspension WHERE person = $1";
    Person "profile" "profile" new "profile_field"
        [person Id, field Text, words Text, audience Text] "t.person = $1 ORDER BY t.field" [Id]
        "DELETE FROM profile_field WHERE person = $1";
    Person "memberships" "postures" new "posture"
        [community Id, person Id, affiliation Id, posture Text, shown Bool, since Time]
        "t.person = $1 ORDER BY t.community, t.affiliation" [Id]
        "DELETE FROM posture WHERE person = $1";
    Person "memberships" "backups" new "role"
        [community Id, role Text, backup Id] "t.backup = $1 ORDER BY t.community, t.role, t.person" [Id]
        "UPDATE role SET backup = NULL WHERE backup = $1";
    Person "memberships" "told" new "membership_told"
        [id Id, community Id, person Id, told Text, words Text, at Time] "t.person = $1 ORDER BY t.at, t.id" [Id]
        "DELETE FROM membership_told WHERE person = $1";
    Person "joining" "join_requests" new "join_request"
        [id Id, community Id, person Id, name Text, reason Text, asked Time] "t.person = $1 ORDER BY t.asked, t.id" [Id]
        "DELETE FROM join_request WHERE person = $1";
    Mail "joining" "community_invitations" new "membership_invitation"
        [id Id, community Id, mail Text, mail_key Text, words Text, created Time, expires Time]
        "t.mail_key {in $1} ORDER BY t.id" [Texts]
        "DELETE FROM membership_invitation WHERE mail_key {in $1}";
    Person "joining" "invited_to_communities" new "membership_invitation"
        [id Id, community Id, invited_by Id, proposed Bool, created Time, expires Time]
        "t.invited_by = $1 ORDER BY t.created, t.id" [Id]
        "UPDATE membership_invitation SET invited_by = NULL WHERE invited_by = $1";
    Person "affiliations" "affiliations" new "affiliation"
        [id Id, person Id, organisation Id, kind Text, since Text, until Text, created Time]
        "t.person = $1 ORDER BY t.created, t.id" [Id]
        "DELETE FROM affiliation WHERE person = $1";
    Person "claims" "claims" new "claim"
        [id Id, signature Id, person Id, words Text, asked Time, refused Time, reason Text]
        "t.person = $1 ORDER BY t.asked, t.id" [Id]
        "DELETE FROM claim WHERE person = $1";
    Person "claims" "claimed" new "claimed"
        [signature Id, person Id, name_key Text, claimed Time] "t.person = $1 ORDER BY t.signature" [Id]
        "DELETE FROM claimed WHERE person = $1";
    Person "claims" "signature_mail" new "signature_mail"
        [person Id, hash Bytes] "t.person = $1 ORDER BY t.hash" [Id]
        "DELETE FROM signature_mail WHERE person = $1";
    Person "acceptances" "acceptances" new "acceptance"
        [person Id, page Text, version Int, accepted Time] "t.person = $1 ORDER BY t.page, t.version" [Id]
        "DELETE FROM acceptance WHERE person = $1";
    Person "sessions" "sessions" new "session"
        [person Id, agent Text, created Time, seen Time, proved Time, expires Time]
        "t.person = $1 ORDER BY t.created, t.token" [Id]
        "DELETE FROM session WHERE person = $1";
    Person "tokens" "tokens" new "api_token"
        [id Id, person Id, name Text, scopes Text, created Time, expires Time, used Text]
        "t.person = $1 ORDER BY t.created, t.id" [Id]
        "DELETE FROM api_token WHERE person = $1";
    Person "passkeys" "passkeys" new "passkey"
        [id Bytes, person Id, kept Text, created Time, used Time] "t.person = $1 ORDER BY t.id" [Id]
        "DELETE FROM passkey WHERE person = $1";
    Person "passkeys" "ceremonies" new "ceremony"
        [person Id, expires Time] "t.person = $1 ORDER BY t.expires, t.token" [Id]
        "DELETE FROM ceremony WHERE person = $1";
    Person "second_factor" "second_factor" new "totp"
        [person Id, secret SecretBytes, created Time, confirmed Time] "t.person = $1" [Id]
        "DELETE FROM totp WHERE person = $1";
    Person "second_factor" "recovery_codes" new "recovery_code"
        [person Id] "t.person = $1 ORDER BY t.hash" [Id]
        "DELETE FROM recovery_code WHERE person = $1";
    Person "identities" "identities" new "identity"
        [provider Id, subject Text, person Id, created Time] "t.person = $1 ORDER BY t.provider" [Id]
        "DELETE FROM identity WHERE person = $1";
    Person "proofs" "proofs" new "proof"
        [purpose Text, person Id, mail Text, invitation Id, created Time, expires Time]
        "t.person = $1 ORDER BY t.created, t.token" [Id]
        "DELETE FROM proof WHERE person = $1";
    Mail "proofs" "proofs_of_mail" new "proof"
        [purpose Text, mail Text, invitation Id, created Time, expires Time]
        "t.mail {in $1} ORDER BY t.created, t.token" [Texts]
        "DELETE FROM proof WHERE mail {in $1}";
    Mail "letters" "letters" new "letter"
        [kind Text, mail Text, language Text, created Time, refused Time] "t.mail {in $1} ORDER BY t.created, t.id" [Texts]
        "DELETE FROM letter WHERE mail {in $1}";
    Tries "tries" "tries" new "allowance" [subject Bytes, spent Time] "t.subject = $1" [Bytes]
        "DELETE FROM allowance WHERE subject = $1";
    Mail "invitations" "invitations" new "invitation"
        [id Id, mail Text, mail_key Text, name Text, created Time, expires Time] "t.mail_key {in $1} ORDER BY t.id" [Texts]
        "DELETE FROM invitation WHERE mail_key {in $1}";
    Person "invitations" "invited" new "invitation"
        [id Id, invited_by Id, uses Int, used Int, created Time, expires Time]
        "t.invited_by = $1 ORDER BY t.created, t.id" [Id]
        "UPDATE invitation SET invited_by = NULL WHERE invited_by = $1";
    Mail "invitations" "requests" new "account_request"
        [id Id, name Text, mail Text, mail_key Text, language Text, reason Text, password SecretText, passkey Bytes,
         passkey_kept Text, created Time] "t.mail_key {in $1} ORDER BY t.id" [Texts]
        "DELETE FROM account_request WHERE mail_key {in $1}";
    Person "memberships" "roles" new "role"
        [community Id, person Id, role Text, since Time, starts Text, ends Text, shown Bool]
        "t.person = $1 ORDER BY t.community, t.role" [Id]
        "DELETE FROM role WHERE person = $1";
    Person "memberships" "memberships" new "membership"
        [community Id, person Id, name Text, involvement Text, joined Time] "t.person = $1 ORDER BY t.community" [Id]
        "DELETE FROM membership WHERE person = $1";
    Person "notebooks" "notebooks" new "notebook_member"
        [notebook Id, person Id, role Text] "t.person = $1 ORDER BY t.notebook, t.role" [Id]
        "DELETE FROM notebook_member WHERE person = $1";
    Person "notes" "authors" new "author" [note Id, person Id] "t.person = $1 ORDER BY t.note" [Id]
        "DELETE FROM author WHERE person = $1";
    Person "notes" "readers" new "reader" [note Id, person Id] "t.person = $1 ORDER BY t.note" [Id]
        "DELETE FROM reader WHERE person = $1";
    Person "notes" "author_invitations" new "author_invitation"
        [note Id, person Id, invited Time] "t.person = $1 ORDER BY t.note" [Id]
        "DELETE FROM author_invitation WHERE person = $1";
    Person "notes" "authors_invited" new "author_invitation"
        [note Id, invited_by Id, invited Time] "t.invited_by = $1 ORDER BY t.note, t.person" [Id]
        "UPDATE author_invitation SET invited_by = NULL WHERE invited_by = $1";
    Person "notes" "author_removals" new "author_removal"
        [note Id, person Id, asked Time, state Text, reason Text, decided Time] "t.person = $1 ORDER BY t.note" [Id]
        "DELETE FROM author_removal WHERE person = $1";
    Person "notes" "removals_asked" new "author_removal"
        [note Id, asked_by Id, asked Time, state Text, reason Text, decided Time]
        "t.asked_by = $1 ORDER BY t.note, t.person" [Id]
        "UPDATE author_removal SET asked_by = NULL WHERE asked_by = $1";
    Person "asking" "edit_requests" new "edit_request"
        [note Id, person Id, reason Text, asked Time, state Text, words Text, decided Time]
        "t.person = $1 ORDER BY t.note" [Id]
        "DELETE FROM edit_request WHERE person = $1";
    Person "exchanges" "exchanges" new "exchange"
        [id Id, note Id, writer Id, name Text, known_by Bytes, language Text, begun Time, confirmed Time, last Time]
        "t.writer = $1 ORDER BY t.begun, t.id" [Id]
        "DELETE FROM exchange WHERE writer = $1";
    Person "exchanges" "exchange_messages" new "exchange_message"
        [exchange Id, person Id, words Text, written Time] "t.person = $1 ORDER BY t.written, t.id" [Id]
        "DELETE FROM exchange_message WHERE person = $1";
    Person "exchanges" "exchange_links" new "exchange_link"
        [exchange Id, person Id, created Time] "t.person = $1 ORDER BY t.created, t.token" [Id]
        "DELETE FROM exchange_link WHERE person = $1";
    Mail "exchanges" "messages_by_mail" new "exchange_message"
        [exchange Id, words Text, written Time]
        "t.by_writer AND t.exchange IN (SELECT e.id FROM exchange e WHERE e.mail_key {in $1}) ORDER BY t.written, t.id"
        [Texts]
        "";
    Mail "exchanges" "exchanges_by_mail" new "exchange"
        [id Id, note Id, name Text, mail Text, mail_key Text, known_by Bytes, language Text, begun Time, confirmed Time,
         last Time] "t.mail_key {in $1} ORDER BY t.begun, t.id" [Texts]
        "DELETE FROM exchange WHERE mail_key {in $1}";
    Person "exchanges" "unheard" new "unheard"
        [person Id, known_by Bytes, since Time] "t.person = $1 ORDER BY t.since, t.known_by" [Id]
        "DELETE FROM unheard WHERE person = $1";
    Person "conversations" "threads" new "thread"
        [id Id, community Id, begun_by Id, at Time] "t.begun_by = $1 ORDER BY t.at, t.id" [Id]
        "UPDATE thread SET begun_by = NULL WHERE begun_by = $1";
    Person "conversations" "messages" new "message"
        [id Id, thread Id, number Int, author Id, name Text, language Text, body Text, posted Time, edited Time,
         withdrawn Time, hidden Time, hidden_why Text] "t.author = $1 ORDER BY t.posted, t.id" [Id]
        "";
    Person "conversations" "hidden_messages" new "message"
        [id Id, thread Id, hidden Time, hidden_by Id, hidden_why Text] "t.hidden_by = $1 ORDER BY t.hidden, t.id" [Id]
        "UPDATE message SET hidden_by = NULL WHERE hidden_by = $1";
    Person "conversations" "mentions" new "mention"
        [message Id, person Id] "t.person = $1 ORDER BY t.message" [Id]
        "DELETE FROM mention WHERE person = $1";
    Person "conversations" "announcements" new "announcement"
        [note Id, community Id, announced_by Id, words Text, at Time]
        "t.announced_by = $1 ORDER BY t.at, t.note, t.community" [Id]
        "UPDATE announcement SET announced_by = NULL, words = '' WHERE announced_by = $1";
    Person "reports" "reports" new "report"
        [id Id, kind Text, words Text, path Text, reporter Id, concerned Bool, begun Time, confirmed Time, due Time,
         settled Time] "t.reporter = $1 ORDER BY t.begun, t.id" [Id]
        "UPDATE report SET reporter = NULL, words = '' WHERE reporter = $1";
    Mail "reports" "reports_by_mail" new "report"
        [id Id, kind Text, words Text, path Text, mail Text, mail_key Text, language Text, concerned Bool, begun Time,
         confirmed Time, due Time, settled Time] "t.mail_key {in $1} ORDER BY t.begun, t.id" [Texts]
        "UPDATE report SET mail = NULL, mail_key = NULL, language = NULL, words = '' WHERE mail_key {in $1}";
    Person "reports" "report_acts" new "report_act"
        [report Id, person Id, act Text, reason Text, done Time] "t.person = $1 ORDER BY t.done, t.id" [Id]
        "UPDATE report_act SET person = NULL, reason = '' WHERE person = $1";
    Person "writing" "written" new "written"
        [person Id, form Text, note Id, made Time] "t.person = $1 ORDER BY t.made, t.form" [Id]
        "DELETE FROM written WHERE person = $1";
    Person "notifications" "notifications" for_viewer "notification"
        [recipient Id, kind Text, note Id, at Time, read_at Time]
        "t.recipient = $1
         AND (t.note IS NULL OR EXISTS (SELECT 1 FROM note n WHERE n.id = t.note AND {note_readable n})) ORDER BY t.at, t.id"
        [Id]
        "DELETE FROM notification WHERE recipient = $1";
    Person "notifications" "notification_choices" new "notification_choice"
        [person Id, kind Text, community Id, way Text] "t.person = $1 ORDER BY t.kind, t.community" [Id]
        "DELETE FROM notification_choice WHERE person = $1";
    Person "notifications" "follows" new "follow"
        [person Id, kind Text, thing Id, since Time] "t.person = $1 ORDER BY t.since, t.thing" [Id]
        "DELETE FROM follow WHERE person = $1";
    Person "notifications" "unsubscribes" new "unsubscribe"
        [person Id, way Text, kind Text, created Time] "t.person = $1 ORDER BY t.created, t.token" [Id]
        "DELETE FROM unsubscribe WHERE person = $1";
    Person "declines" "declines" new "placement_decline"
        [notebook Id, note Id, person Id, words Text, declined Time, ends Time]
        "t.person = $1 ORDER BY t.notebook, t.note" [Id]
        "UPDATE placement_decline SET person = NULL, words = '' WHERE person = $1";
    Person "credit" "credit" new "byline"
        [note Id, place Int, person Id, role Text, name Text] "t.person = $1 ORDER BY t.note, t.place" [Id]
        "";
    Versions "credit" "versions" new "revision"
        [note Id, number Int, author Id, language Text, saved Time]
        "t.author = $1 AND (t.note, t.number) > ($2, $3) ORDER BY t.note, t.number LIMIT $4" [Id, Id, Int, Int]
        "";
    Person "credit" "withdrawn" new "revision"
        [note Id, number Int, withdrawn Time, withdrawn_by Id, withdrawn_why Text]
        "t.withdrawn_by = $1 ORDER BY t.note, t.number" [Id]
        "";
    Person "credit" "withdrawals" new "withdrawal"
        [id Id, note Id, person Id, why Text, versions Int, at Time] "t.person = $1 ORDER BY t.at, t.id" [Id]
        "UPDATE withdrawal SET person = NULL WHERE person = $1";
    Person "credit" "placed" new "placement"
        [notebook Id, note Id, placed_by Id, placed Time] "t.placed_by = $1 ORDER BY t.notebook, t.note" [Id]
        "";
    Person "front_matter" "front_matter" for_viewer "front_matter"
        [note Id, name Text, value Text]
        "EXISTS (SELECT 1 FROM note n WHERE n.id = t.note AND {note_readable n})
         AND EXISTS (SELECT 1 FROM byline b WHERE b.note = t.note AND b.person = $1) ORDER BY t.note, t.place" [Id]
        "";
    Person "site" "site_pages" new "site_page"
        [page Text, language Text, changed Time, changed_by Id] "t.changed_by = $1 ORDER BY t.page, t.language" [Id]
        "UPDATE site_page SET changed_by = NULL WHERE changed_by = $1";
    Published "site" "responsible" new "registration" [responsible Text] "t.one = 1" []
        "";
    Log "history" "history" new "change"
        [at Time, who Id, kind Text, thing_kind Text, thing Id]
        "t.who = $1 AND t.seq > $2 AND t.seq <= $3 ORDER BY t.seq" [Id, Int, Int]
        "";
    Person "audit" "audit_done" new "audit"
        [id Id, at Time, who Id, act Text, word Text] "t.who = $1 ORDER BY t.at, t.id" [Id]
        "";
    Person "audit" "audit_undergone" new "audit"
        [id Id, at Time, act Text, person Id, word Text] "t.person = $1 ORDER BY t.at, t.id" [Id]
        "";
    Person "audit" "motivated_readings" new "motivated_reading"
        [line Id, who Id, until Time] "t.who = $1 ORDER BY t.until, t.line" [Id]
        "DELETE FROM motivated_reading WHERE who = $1";
    Person "incidents" "incidents" new "incident"
        [id Id, edition Int, written Time, who Id] "t.who = $1 ORDER BY t.written, t.id, t.edition" [Id]
        "UPDATE incident SET who = NULL WHERE who = $1";
    Person "leaving" "leaving" new "leaving"
        [person Id, credit Text, acts Text, texts Text, asked Time, ends Time] "t.person = $1" [Id]
        "";
}

/// Whose rows are asked for.
#[derive(Clone, Debug)]
pub struct Whose {
    /// The person.
    pub person: PersonId,
    /// Their address of mail, in each way that it is kept.
    pub mails: Vec<String>,
    /// What counts how often they tried something.
    pub tries: Vec<[u8; 32]>,
}

/// Where a source was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// At this line of the log.
    Line(i64),
    /// At this version.
    Version(NoteId, i64),
}

/// Lines of the log that are looked through at once.
const STRETCH: i64 = 20_000;
/// Versions read at once.
const VERSIONS: i64 = 1_000;

impl Source {
    /// Some of the rows of this source that are about somebody, and where to go on; from its beginning where `after` is none.
    /// What a row says of a note is said to this viewer alone: those that belong to a note which they may not read are left out.
    pub async fn rows(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        whose: &Whose,
        after: Option<After>,
    ) -> Result<(Vec<Vec<Cell>>, Option<After>)> {
        let person = Value::from(whose.person);
        match self.of {
            Of::Log => {
                let from = if let Some(After::Line(seq)) = after { seq } else { 0 };
                let to = from.saturating_add(STRETCH);
                let rows = self.read(tx, viewer, &[person, from.into(), to.into()]).await?;
                Ok((rows, (to < newest(tx).await?).then_some(After::Line(to))))
            }
            Of::Versions => {
                let (note, number) =
                    if let Some(After::Version(note, number)) = after { (note, number) } else { FIRST_VERSION };
                let rows = self.read(tx, viewer, &[person, note.into(), number.into(), VERSIONS.into()]).await?;
                let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == VERSIONS);
                let next = match rows.last().map(Vec::as_slice) {
                    Some([Cell::Id(note), Cell::Int(number), ..]) if is_full => {
                        Some(After::Version(NoteId::from_bytes(*note), *number))
                    }
                    _ => None,
                };
                Ok((rows, next))
            }
            Of::Person | Of::Published | Of::Mail | Of::Tries => {
                let mut rows = Vec::new();
                for key in self.keys(whose) {
                    rows.extend(self.read(tx, viewer, &key).await?);
                }
                Ok((rows, None))
            }
        }
    }

    /// By which values the rows of somebody are found: the arguments of its statements, once or several times.
    fn keys(&self, whose: &Whose) -> Vec<Vec<Value>> {
        match self.of {
            Of::Person | Of::Log | Of::Versions => vec![vec![whose.person.into()]],
            Of::Published => vec![Vec::new()],
            Of::Mail => vec![vec![Value::Texts(whose.mails.clone())]],
            Of::Tries => whose.tries.iter().map(|subject| vec![(*subject).into()]).collect(),
        }
    }

    /// Takes away what is about somebody who has left.
    pub(crate) async fn erase(&self, tx: &mut Tx, whose: &Whose) -> Result<()> {
        let Some(statement) = self.erase else { return Ok(()) };
        for key in self.keys(whose) {
            tx.asking_all([]).exec(statement, &key).await?;
        }
        Ok(())
    }

    async fn read(&self, tx: &mut Tx, viewer: &Viewer, values: &[Value]) -> Result<Vec<Vec<Cell>>> {
        let read = |row: &Row<'_>| {
            self.columns.iter().enumerate().map(|(index, (_, holds))| cell(row, index, *holds)).collect::<Result<_>>()
        };
        let values = if self.statement.asks_for_viewer() {
            with_viewer(self.statement, values, viewer)
        } else {
            values.to_vec()
        };
        tx.asking_all([]).all_as(self.statement, &values, &read).await
    }
}

const FIRST_VERSION: (NoteId, i64) = (NoteId::from_bytes([0; 16]), 0);

fn cell(row: &Row<'_>, index: usize, holds: Holds) -> Result<Cell> {
    let cell = match holds {
        Holds::Id => row.get::<Option<NoteId>>(index)?.map(|id| Cell::Id(id.bytes())),
        Holds::Time => row.get::<Option<i64>>(index)?.map(Cell::Time),
        Holds::Int => row.get::<Option<i64>>(index)?.map(Cell::Int),
        Holds::Bool => row.get::<Option<bool>>(index)?.map(Cell::Bool),
        Holds::Text => row.get::<Option<String>>(index)?.map(Cell::Text),
        Holds::Bytes => row.get::<Option<Vec<u8>>>(index)?.map(Cell::Bytes),
        Holds::SecretText => row.get::<Option<String>>(index)?.filter(|it| !it.is_empty()).map(|_| Cell::Secret),
        Holds::SecretBytes => row.get::<Option<Vec<u8>>>(index)?.map(|_| Cell::Secret),
    };
    Ok(cell.unwrap_or(Cell::Nothing))
}

static NEWEST: Statement =
    Statement::new("personal.newest", "SELECT COALESCE(MAX(seq), 0) FROM change", &[], &[Kind::Int]);

/// The number of the last line of the log, whoever may read it yet.
pub(crate) async fn newest(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&NEWEST, &[]).await?;
    Ok(row.map_or(0, |(newest,)| newest))
}

/// The columns that hold something personal, as the comments of the migrations say: of each table, its columns.
pub fn declared() -> BTreeMap<String, BTreeSet<String>> {
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut table = String::new();
    for line in migrations::STEPS.iter().flat_map(|(_, step)| step.lines()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["CREATE", "TABLE", name, ..] => (*name).clone_into(&mut table),
            ["DROP", "TABLE", name, ..] => drop(tables.remove(name.trim_end_matches(';'))),
            ["ALTER", "TABLE", from, "RENAME", "TO", to, ..] => {
                if let Some(columns) = tables.remove(*from) {
                    tables.insert(to.trim_end_matches(';').to_owned(), columns);
                }
            }
            _ => {}
        }
        if !line.contains("-- personal:") {
            continue;
        }
        let (table, column) = match words.as_slice() {
            ["ALTER", "TABLE", table, "ADD", "COLUMN", column, ..] => (*table, *column),
            [column, ..] => (table.as_str(), *column),
            [] => continue,
        };
        tables.entry(table.to_owned()).or_default().insert(column.to_owned());
    }
    tables
}

/// Every statement of this module but those of its sources.
pub static STATEMENTS: &[&Statement] = &[&NEWEST];

/// Those of its sources.
pub fn of_sources() -> Vec<&'static Statement> {
    SOURCES.iter().flat_map(|source| [Some(source.statement), source.erase]).flatten().collect()
}
