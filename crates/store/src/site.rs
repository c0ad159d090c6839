//! What those who run the site say of it.

use domain::LanguageTag;
use domain::tags::Tag;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static LEADS: Statement = Statement::new(
    "site.leads",
    "SELECT language, words FROM site_lead ORDER BY language",
    &[],
    &[Kind::Text, Kind::Text],
);

/// What the site is, in each language in which its home page says it.
pub async fn leads(tx: &mut Tx) -> Result<Vec<(LanguageTag, String)>> {
    tx.asking(Tag::Site).all(&LEADS, &[]).await
}

static SET_LEAD: Statement = Statement::new(
    "site.set_lead",
    "INSERT INTO site_lead (language, words) VALUES ($1, $2)
     ON CONFLICT (language) DO UPDATE SET words = excluded.words",
    &[Kind::Text, Kind::Text],
    &[],
);

/// Says what the site is, in one language.
pub async fn set_lead(tx: &mut Tx, language: &LanguageTag, words: &str) -> Result<()> {
    tx.asking_all([]).exec(&SET_LEAD, &[language.into(), words.into()]).await?;
    Ok(())
}

static FORGET_LEAD: Statement =
    Statement::new("site.forget_lead", "DELETE FROM site_lead WHERE language = $1", &[Kind::Text], &[]);

/// Says no more what the site is, in one language.
pub async fn forget_lead(tx: &mut Tx, language: &LanguageTag) -> Result<()> {
    tx.asking_all([]).exec(&FORGET_LEAD, &[language.into()]).await?;
    Ok(())
}

static NAME: Statement = Statement::new("site.name", "SELECT name FROM site_name", &[], &[Kind::Text]);

/// What the site calls itself, where its settings do not say.
pub async fn name(tx: &mut Tx) -> Result<Option<String>> {
    let row: Option<(String,)> = tx.asking(Tag::Site).opt(&NAME, &[]).await?;
    Ok(row.map(|(name,)| name))
}

static SET_NAME: Statement = Statement::new(
    "site.set_name",
    "INSERT INTO site_name (one, name) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET name = excluded.name",
    &[Kind::Text],
    &[],
);

/// Says what the site calls itself.
pub async fn set_name(tx: &mut Tx, name: &str) -> Result<()> {
    tx.asking_all([]).exec(&SET_NAME, &[name.into()]).await?;
    Ok(())
}

static CHOICE: Statement =
    Statement::new("site.choice", "SELECT language, licence FROM site_choice", &[], &[Kind::Text, Kind::Text]);
static SET_CHOICE: Statement = Statement::new(
    "site.set_choice",
    "INSERT INTO site_choice (one, language, licence) VALUES (1, $1, $2)
     ON CONFLICT (one) DO UPDATE SET language = excluded.language, licence = excluded.licence",
    &[Kind::Text, Kind::Text],
    &[],
);

/// What those who run the site chose: the language that it speaks first, and the licence of what is published.
pub async fn choice(tx: &mut Tx) -> Result<Option<(LanguageTag, String)>> {
    tx.asking(Tag::Site).opt(&CHOICE, &[]).await
}

/// Says in which language the site speaks first, and under which licence what is published stands.
pub async fn set_choice(tx: &mut Tx, language: &LanguageTag, licence: &str) -> Result<()> {
    tx.asking_all([]).exec(&SET_CHOICE, &[language.into(), licence.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&LEADS, &SET_LEAD, &FORGET_LEAD, &NAME, &SET_NAME, &CHOICE, &SET_CHOICE];
