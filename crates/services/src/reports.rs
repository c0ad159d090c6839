//! Reporting a problem, with or without an account, and what those who run the site do about it.
//!
//! A thing that whoever reports may not see is treated as one that does not exist: what they report arrives, about a page of the
//! site. Who reported is told to stewards alone.

mod settling;
mod subjects;

use domain::communities::Role;
use domain::networks::Network;
use domain::people::MailAddress;
use domain::reports::ReportKind;
use domain::{LanguageTag, NoteId, ReportId, Timestamp};
use identity::Token;
pub use settling::{Report, ReportPage, Settler, act, one, open, settled, waiting};
pub(crate) use settling::{settled_at, to_settle, told};
use store::Tx;
pub use store::reports::ActRow;
use store::reports::{self as stored, ReportRow};

use crate::accounts::{Wrong, missing_or};
use crate::asking::typed_words;
use crate::exchanges::Written;
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::lines::note_link;
use crate::views::Link;
use crate::{Ctx, Error, Result, again};

/// Within how many days a person is answered whom a report is about.
pub const DAYS: i64 = 30;
const DAY: i64 = 24 * 3600;
/// How long a report waits for its address to be confirmed, in seconds.
pub(crate) const UNCONFIRMED: i64 = DAY;
/// For how many days a report is kept once it is settled.
pub const SETTLED_DAYS: i64 = 180;
/// The same, of one by the person whom it is about.
pub const CONCERNED_DAYS: i64 = 365;
/// The two, in seconds.
pub(crate) const SETTLED_KEPT: i64 = SETTLED_DAYS * DAY;
pub(crate) const CONCERNED_KEPT: i64 = CONCERNED_DAYS * DAY;
/// The most characters of a path that are kept.
const LONGEST_PATH: usize = 300;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedReport {
    /// Which page.
    pub page: String,
    /// Of which kind.
    pub kind: String,
    /// What is amiss.
    pub words: String,
    /// Where an answer reaches them, without an account.
    pub mail: String,
    /// Whether it is about them.
    pub concerned: bool,
    /// The id that it will have, which its form was given: the same form sent twice makes one.
    pub key: String,
}

/// The id of one more report, for a form.
pub fn new_id(ctx: &Ctx) -> ReportId {
    ReportId::new(&*ctx.services.clock, &*ctx.services.randomness)
}

/// What a report would be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The note, the notebook, the person or the community, where whoever asks may see it.
    pub link: Option<Link>,
    /// The path of the page; empty where none was named.
    pub path: String,
    /// Whether whoever asks says where they are answered, having no account.
    pub says_mail: bool,
}

/// A report whose address is to be confirmed, as its secret address shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirming {
    /// What it says.
    pub words: String,
    /// Whether it waits for that still.
    pub waits: bool,
}

/// The path that was named, as it is kept: without the words of a slug, without parameters; nothing of one that bears a secret.
fn path_of(typed: &str) -> String {
    let path = typed.trim().split(['?', '#']).next().unwrap_or_default();
    let is_path = path.starts_with('/') && !path.starts_with("//") && path.chars().count() <= LONGEST_PATH;
    if !is_path || path.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return String::new();
    }
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if segments.iter().any(|segment| Token::parse(segment).is_some()) {
        return String::new();
    }
    match segments.as_slice() {
        ["c", _, _, "n" | "read", note, ..] => format!("/n/{note}"),
        [kind, id, _, ..] if matches!(*kind, "n" | "c" | "people" | "communities") && *id != "-" => {
            format!("/{kind}/{id}")
        }
        _ => path.to_owned(),
    }
}

/// The note of a path, and its title, where whoever asks may read it.
async fn note_of(ctx: &Ctx, tx: &mut Tx, path: &str) -> Result<Option<(NoteId, String)>> {
    let Some(note) = path.strip_prefix("/n/").and_then(|id| id.parse::<NoteId>().ok()) else { return Ok(None) };
    Ok(store::notes::titles(tx, &ctx.viewer, &[note]).await?.pop())
}

/// What a report about this page would be about.
///
/// # Errors
/// Of the database.
pub async fn read(ctx: &Ctx, page: &str) -> Result<Reported> {
    let path = path_of(page);
    let mut tx = ctx.services.store.heavy().await?;
    let link = match note_of(ctx, &mut tx, &path).await? {
        Some((note, title)) => Some(note_link(note, title)),
        None => subjects::named(ctx, &mut tx, &path).await?,
    };
    Ok(Reported { link, path, says_mail: ctx.viewer.id().is_none() })
}

/// Where who reports is answered: by their account, or as they typed it.
fn reporter(ctx: &Ctx, typed: &TypedReport, wrong: &mut Vec<(&'static str, Wrong)>) -> Option<MailAddress> {
    if ctx.viewer.id().is_some() {
        return None;
    }
    let mail = MailAddress::parse(&typed.mail);
    if mail.is_none() {
        wrong.push(("mail", missing_or(&typed.mail, Wrong::NotAnAddress)));
    }
    mail
}

/// Until when a report that arrives now is to be settled.
fn due(concerned: bool, now: Timestamp) -> Option<Timestamp> {
    concerned.then(|| now.plus_seconds(DAYS * DAY))
}

/// Reports a problem: at once with an account; otherwise once the address that was typed is confirmed. Nothing tells whether that
/// address is known here, nor whether the page is there.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::TooOften`].
pub async fn report(
    ctx: &Ctx,
    typed: &TypedReport,
    language: &LanguageTag,
    network: Option<Network>,
) -> Result<Written> {
    let mut wrong = Vec::new();
    let kind = ReportKind::parse(&typed.kind);
    if kind.is_none() {
        wrong.push(("kind", Wrong::NotAChoice));
    }
    let words = typed_words(&typed.words).map_err(|why| wrong.push(("words", why)));
    let mail = reporter(ctx, typed, &mut wrong);
    let (Some(kind), Ok(words), true) = (kind, words, wrong.is_empty()) else { return Err(Error::Refused(wrong)) };
    let me = ctx.viewer.id();
    match (me, &mail) {
        (Some(me), _) => Try::to_write(me).take(ctx).await?,
        (None, Some(mail)) => Try::to_be_written_to(ctx, mail, network).take(ctx).await?,
        (None, None) => return Err(Error::NotFound),
    }
    let services = &ctx.services;
    let id: ReportId = typed.key.parse().unwrap_or_else(|_| new_id(ctx));
    let path = path_of(&typed.page);
    again(async || {
        let mut tx = services.store.write().await?;
        store::names::hold(&mut tx, &id.to_string()).await?;
        if stored::by_id(&mut tx, id).await?.is_some() {
            return Ok(if mail.is_some() { Written::ToConfirm } else { Written::Sent });
        }
        let (now, concerned) = (ctx.now(), typed.concerned);
        let row = ReportRow {
            id,
            kind,
            words: words.clone(),
            path: path.clone(),
            note: note_of(ctx, &mut tx, &path).await?.map(|(note, _)| note),
            reporter: me,
            mail: mail.clone(),
            language: me.is_none().then(|| language.clone()),
            concerned,
            begun: now,
            confirmed: me.map(|_| now),
            due: me.and_then(|_| due(concerned, now)),
            hidden: None,
            settled: None,
        };
        stored::add(&mut tx, &row).await?;
        if row.confirmed.is_some() {
            tell_who_settles(ctx, &mut tx, &row).await?;
        }
        let mut written = Written::Sent;
        if let Some(mail) = &mail {
            letters::ask(&mut tx, ctx, Kind::ConfirmReport, mail, language, Some(id.bytes().to_vec())).await?;
            written = Written::ToConfirm;
        }
        tx.commit().await?;
        Ok(written)
    })
    .await
}

/// A secret address at which a report is confirmed; drawn when the letter is written.
pub(crate) async fn draw(ctx: &Ctx, id: ReportId) -> Result<Token> {
    let token = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::link(&mut tx, token.hash(), id, ctx.now()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(token)
}

/// Whether a report waited too long for its address to be confirmed.
pub(crate) fn is_over(row: &ReportRow, now: Timestamp) -> bool {
    row.confirmed.is_none() && now >= row.begun.plus_seconds(UNCONFIRMED)
}

/// The report that this address leads to.
async fn by_secret(ctx: &Ctx, tx: &mut Tx, secret: &str) -> Result<ReportRow> {
    let token = Token::parse(secret).ok_or(Error::NotFound)?;
    let row = stored::by_link(tx, token.hash()).await?;
    row.filter(|row| !is_over(row, ctx.now()) && row.settled.is_none()).ok_or(Error::NotFound)
}

/// What an address of a letter shows.
///
/// # Errors
/// [`Error::NotFound`] where it does not serve, whatever the reason.
pub async fn follow(ctx: &Ctx, secret: &str) -> Result<Confirming> {
    let row = by_secret(ctx, &mut ctx.services.store.read().await?, secret).await?;
    Ok(Confirming { words: row.words, waits: row.confirmed.is_none() })
}

/// Confirms the address of who reported: the report arrives now. Once it did, nothing more happens.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve.
pub async fn confirm(ctx: &Ctx, secret: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (row, now) = (by_secret(ctx, &mut tx, secret).await?, ctx.now());
        if stored::confirm(&mut tx, row.id, now, due(row.concerned, now)).await? {
            tell_who_settles(ctx, &mut tx, &row).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Tells those who settle a report that it arrived, once: who runs the site, and who leads the communities that its note is linked
/// to, where they may read it on the day when the letter is written.
async fn tell_who_settles(ctx: &Ctx, tx: &mut Tx, row: &ReportRow) -> Result<()> {
    let mut people = store::exchanges::stewards(tx).await?;
    if let Some(note) = row.note
        && let Some(facts) = store::notes::facts(tx, note).await?
    {
        for community in facts.communities() {
            let roles = store::memberships::roles(tx, *community).await?;
            people.extend(roles.into_iter().filter(|role| role.role == Role::Lead).map(|role| role.person));
        }
    }
    people.sort_unstable();
    people.dedup();
    for person in people {
        if !ctx.viewer.is(person) {
            letters::ask_of_about(tx, ctx, Kind::ReportArrived, person, Some(row.id.bytes())).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn a_path_is_kept_without_its_words_and_never_with_a_secret() {
        let secret = "0a".repeat(32);
        for (typed, kept) in [
            ("/recent?after=x", "/recent"),
            (" /n/abc/un-titre#ici ", "/n/abc"),
            ("/n/abc", "/n/abc"),
            ("/n/abc/-/versions/3", "/n/abc"),
            ("/c/abc/un-carnet/n/def", "/n/def"),
            ("/c/abc/-/read/def", "/n/def"),
            ("/c/abc/un-carnet", "/c/abc"),
            ("/c/-/new", "/c/-/new"),
            ("/people/abc/zoe", "/people/abc"),
            ("/communities/tissage/-/members", "/communities/tissage"),
            ("https://exemple.org/n/abc", ""),
            ("//exemple.org/n/abc", ""),
            ("/n/a b", ""),
            ("", ""),
        ] {
            assert_eq!(path_of(typed), kept, "{typed}");
        }
        for typed in [format!("/n/abc/-/write/{secret}"), format!("/reset/{secret}")] {
            assert_eq!(path_of(&typed), "", "{typed}");
        }
    }
}
