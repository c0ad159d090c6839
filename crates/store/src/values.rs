//! What is bound to statements and read from rows: a closed set, the same on both engines.

use domain::affiliations::AffiliationKind;
use domain::audit::Act;
use domain::communities::{Access, Formality, Involvement, Posture, Role, Stage, Support, Told};
use domain::ids::Id;
use domain::lexicon::{LabelRole, TermRelation, TermState};
use domain::notebooks::{Sort, View};
use domain::notes::{NoteKind, Visibility, Withdrawal};
use domain::notifications::{NotificationKind, Way};
use domain::organisations::{OrganisationState, Precision};
use domain::reports::{ReportAct, ReportKind};
use domain::site::{Registration, SitePage, WhoCreates};
use domain::tokens::Scopes;
use domain::{Day, LanguageTag, Timestamp};
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{IsNull, Type, private::BytesMut};

use crate::error::{Error, Result};

/// A value to bind.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// An id.
    Id([u8; 16]),
    /// A number or a time.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Words.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A list of ids, for `{in $1}`.
    Ids(Vec<[u8; 16]>),
    /// A list of words, for `{in $1}`.
    Texts(Vec<String>),
}

impl Value {
    /// A list of ids, for `{in $1}`.
    pub fn ids<T: Id>(ids: impl IntoIterator<Item = T>) -> Self {
        Self::Ids(ids.into_iter().map(Id::bytes).collect())
    }
}

macro_rules! value_from_id {
    ($($type:ident)*) => { $(
        impl From<domain::$type> for Value {
            fn from(id: domain::$type) -> Self {
                Self::Id(id.bytes())
            }
        }
    )* };
}
value_from_id! { NoteId RevisionId NotebookId PartId CategoryId PersonId CommunityId AttachmentId ImportId InvitationId JobId LetterId ProviderId AffiliationId JoinRequestId ToldId ClaimId ExchangeId NoteMessageId ThreadId MessageId ReportId ReportActId WithdrawalId AuditId IncidentId TokenId NotificationId }

macro_rules! value_from {
    ($($type:ty => $value:ident |$it:ident| $make:expr;)*) => { $(
        impl From<$type> for Value {
            fn from($it: $type) -> Self {
                Self::$value($make)
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                value.map_or(Self::Null, Self::from)
            }
        }
    )* };
}
value_from! {
    i64 => Int |it| it;
    bool => Bool |it| it;
    String => Text |it| it;
    &str => Text |it| it.to_owned();
    Vec<u8> => Bytes |it| it;
    &[u8] => Bytes |it| it.to_vec();
    [u8; 32] => Bytes |it| it.to_vec();
    Timestamp => Int |it| it.as_micros();
    Visibility => Text |it| it.as_str().to_owned();
    Withdrawal => Text |it| it.as_str().to_owned();
    NoteKind => Text |it| it.as_str().to_owned();
    Role => Text |it| it.as_str().to_owned();
    Access => Text |it| it.as_str().to_owned();
    Stage => Text |it| it.as_str().to_owned();
    Formality => Text |it| it.as_str().to_owned();
    Support => Text |it| it.as_str().to_owned();
    Involvement => Text |it| it.as_str().to_owned();
    Posture => Text |it| it.as_str().to_owned();
    Told => Text |it| it.as_str().to_owned();
    NotificationKind => Text |it| it.as_str().to_owned();
    Way => Text |it| it.as_str().to_owned();
    Day => Text |it| it.to_string();
    AffiliationKind => Text |it| it.as_str().to_owned();
    ReportKind => Text |it| it.as_str().to_owned();
    ReportAct => Text |it| it.as_str().to_owned();
    Act => Text |it| it.as_str().to_owned();
    &LanguageTag => Text |it| it.as_str().to_owned();
    Vec<String> => Texts |it| it;
}

/// An optional id, as a value.
pub fn optional<T: Id>(id: Option<T>) -> Value {
    id.map_or(Value::Null, |id| Value::Id(id.bytes()))
}

fn json_list(items: impl Iterator<Item = String>) -> String {
    let mut out = String::from("[");
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('"');
        for character in item.chars() {
            match character {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                control if u32::from(control) < 0x20 => {
                    out.push_str("\\u00");
                    push_hex(&mut out, u8::try_from(u32::from(control)).unwrap_or(0));
                }
                other => out.push(other),
            }
        }
        out.push('"');
    }
    out.push(']');
    out
}

fn push_hex(out: &mut String, byte: u8) {
    for digit in [byte >> 4, byte & 0x0f] {
        out.extend(char::from_digit(u32::from(digit), 16));
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push_hex(&mut out, *byte);
    }
    out
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Id(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Int(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Self::Bool(yes) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*yes))),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Ids(ids) => ToSqlOutput::from(json_list(ids.iter().map(|id| hex(id)))),
            Self::Texts(texts) => ToSqlOutput::from(json_list(texts.iter().cloned())),
        })
    }
}

impl tokio_postgres::types::ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Id(bytes) => uuid::Uuid::from_bytes(*bytes).to_sql(kind, out),
            Self::Int(number) => number.to_sql(kind, out),
            Self::Bool(yes) => yes.to_sql(kind, out),
            Self::Text(text) => text.replace('\0', "\u{fffd}").to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
            Self::Ids(ids) => ids.iter().map(|id| uuid::Uuid::from_bytes(*id)).collect::<Vec<_>>().to_sql(kind, out),
            Self::Texts(texts) => {
                texts.iter().map(|text| text.replace('\0', "\u{fffd}")).collect::<Vec<_>>().to_sql(kind, out)
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

/// A row, read by position.
pub enum Row<'r> {
    /// Of SQLite.
    #[doc(hidden)]
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of PostgreSQL.
    #[doc(hidden)]
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// The value of a column.
    ///
    /// # Errors
    /// [`Error::Column`] when it holds something else.
    pub fn get<T: Column>(&self, index: usize) -> Result<T> {
        T::read(self, index)
    }

    fn int(&self, index: usize) -> Result<Option<i64>> {
        match self {
            Row::Sqlite(row) => row.get(index).map_err(|_| Error::Column(index)),
            Row::Postgres(row) => row.try_get(index).map_err(|_| Error::Column(index)),
        }
    }

    fn boolean(&self, index: usize) -> Result<Option<bool>> {
        match self {
            Row::Sqlite(row) => row.get(index).map_err(|_| Error::Column(index)),
            Row::Postgres(row) => row.try_get(index).map_err(|_| Error::Column(index)),
        }
    }

    fn text(&self, index: usize) -> Result<Option<String>> {
        match self {
            Row::Sqlite(row) => row.get(index).map_err(|_| Error::Column(index)),
            Row::Postgres(row) => row.try_get(index).map_err(|_| Error::Column(index)),
        }
    }

    fn bytes(&self, index: usize) -> Result<Option<Vec<u8>>> {
        match self {
            Row::Sqlite(row) => row.get(index).map_err(|_| Error::Column(index)),
            Row::Postgres(row) => row.try_get(index).map_err(|_| Error::Column(index)),
        }
    }

    fn id(&self, index: usize) -> Result<Option<[u8; 16]>> {
        match self {
            Row::Sqlite(row) => row.get(index).map_err(|_| Error::Column(index)),
            Row::Postgres(row) => {
                let id: Option<uuid::Uuid> = row.try_get(index).map_err(|_| Error::Column(index))?;
                Ok(id.map(uuid::Uuid::into_bytes))
            }
        }
    }
}

/// What a column can be read as.
pub trait Column: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Column`] when it holds something else, NULL included.
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        Self::read_optional(row, index)?.ok_or(Error::Column(index))
    }

    /// Reads it, NULL being `None`.
    ///
    /// # Errors
    /// [`Error::Column`] when it holds something else.
    fn read_optional(row: &Row<'_>, index: usize) -> Result<Option<Self>>;
}

impl<T: Column> Column for Option<T> {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        T::read_optional(row, index)
    }
    fn read_optional(row: &Row<'_>, index: usize) -> Result<Option<Self>> {
        T::read_optional(row, index).map(Some)
    }
}

macro_rules! columns {
    ($($type:ty => $read:ident $make:expr;)*) => { $(
        impl Column for $type {
            fn read_optional(row: &Row<'_>, index: usize) -> Result<Option<Self>> {
                let Some(value) = row.$read(index)? else { return Ok(None) };
                let make: fn(_) -> Option<Self> = $make;
                make(value).map(Some).ok_or(Error::Column(index))
            }
        }
    )* };
}
columns! {
    i64 => int Some;
    bool => boolean Some;
    String => text Some;
    Vec<u8> => bytes Some;
    Timestamp => int |it| Some(Timestamp::from_micros(it));
    LanguageTag => text |it| Some(LanguageTag::from_store(it));
    Visibility => text |it: String| Visibility::parse(&it);
    Withdrawal => text |it: String| Withdrawal::parse(&it);
    NoteKind => text |it: String| NoteKind::parse(&it);
    Role => text |it: String| Role::parse(&it);
    Access => text |it: String| Access::parse(&it);
    Stage => text |it: String| Stage::parse(&it);
    Formality => text |it: String| Formality::parse(&it);
    Support => text |it: String| Support::parse(&it);
    Involvement => text |it: String| Involvement::parse(&it);
    Posture => text |it: String| Posture::parse(&it);
    Told => text |it: String| Told::parse(&it);
    NotificationKind => text |it: String| NotificationKind::parse(&it);
    Way => text |it: String| Way::parse(&it);
    Day => text |it: String| Day::parse(&it);
    AffiliationKind => text |it: String| AffiliationKind::parse(&it);
    ReportKind => text |it: String| ReportKind::parse(&it);
    ReportAct => text |it: String| ReportAct::parse(&it);
    Act => text |it: String| Act::parse(&it);
    Scopes => text |it: String| Some(Scopes::parse(&it));
    OrganisationState => text |it: String| OrganisationState::parse(&it);
    Registration => text |it: String| Registration::parse(&it);
    SitePage => text |it: String| SitePage::parse(&it);
    WhoCreates => text |it: String| WhoCreates::parse(&it);
    Precision => text |it: String| Precision::parse(&it);
    TermState => text |it: String| TermState::parse(&it);
    View => text |it: String| View::parse(&it);
    Sort => text |it: String| Sort::parse(&it);
    TermRelation => text |it: String| TermRelation::parse(&it);
    LabelRole => text |it: String| LabelRole::parse(&it);
    [u8; 32] => bytes |it: Vec<u8>| it.try_into().ok();
    domain::NoteId => id |it| Some(Self::from_bytes(it));
    domain::RevisionId => id |it| Some(Self::from_bytes(it));
    domain::NotebookId => id |it| Some(Self::from_bytes(it));
    domain::PartId => id |it| Some(Self::from_bytes(it));
    domain::CategoryId => id |it| Some(Self::from_bytes(it));
    domain::PersonId => id |it| Some(Self::from_bytes(it));
    domain::CommunityId => id |it| Some(Self::from_bytes(it));
    domain::AttachmentId => id |it| Some(Self::from_bytes(it));
    domain::ImportId => id |it| Some(Self::from_bytes(it));
    domain::InvitationId => id |it| Some(Self::from_bytes(it));
    domain::JobId => id |it| Some(Self::from_bytes(it));
    domain::LetterId => id |it| Some(Self::from_bytes(it));
    domain::ProviderId => id |it| Some(Self::from_bytes(it));
    domain::AffiliationId => id |it| Some(Self::from_bytes(it));
    domain::JoinRequestId => id |it| Some(Self::from_bytes(it));
    domain::ToldId => id |it| Some(Self::from_bytes(it));
    domain::ClaimId => id |it| Some(Self::from_bytes(it));
    domain::ExchangeId => id |it| Some(Self::from_bytes(it));
    domain::NoteMessageId => id |it| Some(Self::from_bytes(it));
    domain::ThreadId => id |it| Some(Self::from_bytes(it));
    domain::MessageId => id |it| Some(Self::from_bytes(it));
    domain::ReportId => id |it| Some(Self::from_bytes(it));
    domain::ReportActId => id |it| Some(Self::from_bytes(it));
    domain::WithdrawalId => id |it| Some(Self::from_bytes(it));
    domain::AuditId => id |it| Some(Self::from_bytes(it));
    domain::IncidentId => id |it| Some(Self::from_bytes(it));
    domain::TokenId => id |it| Some(Self::from_bytes(it));
    domain::NotificationId => id |it| Some(Self::from_bytes(it));
}

/// What a row can be read as.
pub trait FromRow: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Column`] when a column holds something else.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

macro_rules! tuples {
    ($(($($name:ident $index:tt),*))*) => { $(
        impl<$($name: Column),*> FromRow for ($($name,)*) {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                Ok(($(row.get::<$name>($index)?,)*))
            }
        }
    )* };
}
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
}
