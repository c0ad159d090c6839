//! What those who run the site say on its own pages, and which of it was accepted.

use domain::site::SitePage;
use domain::tags::Tag;
use domain::{LanguageTag, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::optional;

static READ: Statement = Statement::new(
    "site_pages.read",
    "SELECT language, body, revision, changed FROM site_page WHERE page = $1 ORDER BY language",
    &[Kind::Text],
    &[Kind::Text, Kind::Text, Kind::Int, Kind::Int],
);
static FIRST: Statement = Statement::new(
    "site_pages.first",
    "INSERT INTO site_page (page, language, body, revision, changed, changed_by) VALUES ($1, $2, $3, 1, $4, $5)
     ON CONFLICT (page, language) DO NOTHING",
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Id],
    &[],
);
static NEXT: Statement = Statement::new(
    "site_pages.next",
    "UPDATE site_page SET body = $3, revision = revision + 1, changed = $4, changed_by = $5
     WHERE page = $1 AND language = $2 AND revision = $6",
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Id, Kind::Int],
    &[],
);
static FORGET: Statement = Statement::new(
    "site_pages.forget",
    "DELETE FROM site_page WHERE page = $1 AND language = $2 AND revision = $3",
    &[Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static VERSION: Statement = Statement::new(
    "site_pages.version",
    "SELECT version, since FROM accepted_text WHERE page = $1",
    &[Kind::Text],
    &[Kind::Int, Kind::Int],
);
static RAISE: Statement = Statement::new(
    "site_pages.raise",
    "UPDATE accepted_text SET version = version + 1, since = $2 WHERE page = $1",
    &[Kind::Text, Kind::Int],
    &[],
);
static ACCEPT: Statement = Statement::new(
    "site_pages.accept",
    "INSERT INTO acceptance (person, page, version, accepted)
     SELECT $1, page, version, $2 FROM accepted_text WHERE true ON CONFLICT (person, page, version) DO NOTHING",
    &[Kind::Id, Kind::Int],
    &[],
);
static TO_ACCEPT: Statement = Statement::new(
    "site_pages.to_accept",
    "SELECT t.page, t.version FROM accepted_text t JOIN account o ON o.person = $1 WHERE NOT EXISTS (
       SELECT 1 FROM acceptance a WHERE a.person = $1 AND a.page = t.page AND a.version = t.version)
     ORDER BY t.page",
    &[Kind::Id],
    &[Kind::Text, Kind::Int],
);
static HAS_ACCEPTED: Statement = Statement::new(
    "site_pages.has_accepted",
    "SELECT EXISTS (SELECT 1 FROM acceptance WHERE person = $1)",
    &[Kind::Id],
    &[Kind::Bool],
);

/// What a page says in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePageRow {
    /// In which one.
    pub language: LanguageTag,
    /// Markdown.
    pub body: String,
    /// How often it was saved.
    pub revision: i64,
    /// When it was last.
    pub changed: Timestamp,
}

/// What a page says, in each language in which somebody wrote it.
pub async fn read(tx: &mut Tx, page: SitePage) -> Result<Vec<SitePageRow>> {
    let rows: Vec<(LanguageTag, String, i64, Timestamp)> =
        tx.asking(Tag::Site).all(&READ, &[page.as_str().into()]).await?;
    let rows =
        rows.into_iter().map(|(language, body, revision, changed)| SitePageRow { language, body, revision, changed });
    Ok(rows.collect())
}

/// Saves a page over the revision that it was written from (0: nobody wrote it yet); false where that is no longer the newest.
pub async fn save(
    tx: &mut Tx,
    page: SitePage,
    language: &LanguageTag,
    body: &str,
    base: i64,
    who: Option<PersonId>,
    now: Timestamp,
) -> Result<bool> {
    let mut values = vec![page.as_str().into(), language.into(), body.into(), now.into(), optional(who)];
    let statement = if base == 0 { &FIRST } else { &NEXT };
    if base != 0 {
        values.push(base.into());
    }
    Ok(tx.asking_all([]).exec(statement, &values).await? > 0)
}

/// Forgets what was written, so that the text of the program stands again; false where the revision is no longer the newest.
pub async fn forget(tx: &mut Tx, page: SitePage, language: &LanguageTag, base: i64) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&FORGET, &[page.as_str().into(), language.into(), base.into()]).await? > 0)
}

/// Which version of a text is accepted today, and since when there is that one; nothing for a page that nobody accepts.
pub async fn version(tx: &mut Tx, page: SitePage) -> Result<Option<(i64, Timestamp)>> {
    tx.asking(Tag::Site).opt(&VERSION, &[page.as_str().into()]).await
}

/// Has a text accepted again by everybody.
pub async fn raise(tx: &mut Tx, page: SitePage, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&RAISE, &[page.as_str().into(), now.into()]).await?;
    Ok(())
}

/// Says that this person accepts what is accepted today.
pub async fn accept(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&ACCEPT, &[person.into(), now.into()]).await?;
    Ok(())
}

/// What this person has not accepted as it is today, with its version.
pub async fn to_accept(tx: &mut Tx, person: PersonId) -> Result<Vec<(SitePage, i64)>> {
    tx.asking_all([]).all(&TO_ACCEPT, &[person.into()]).await
}

/// Whether this person ever accepted one of these texts.
pub async fn has_accepted(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let row: Option<(bool,)> = tx.asking_all([]).opt(&HAS_ACCEPTED, &[person.into()]).await?;
    Ok(row.is_some_and(|(has,)| has))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&READ, &FIRST, &NEXT, &FORGET, &VERSION, &RAISE, &ACCEPT, &TO_ACCEPT, &HAS_ACCEPTED];
