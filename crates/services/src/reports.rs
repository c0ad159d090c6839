//! Reporting a problem, with or without an account, and what those who run the site do about it.
//!
//! A thing that whoever reports may not see is treated as one that does not exist: what they report arrives, about a page of the
//! site. Who reported is told to stewards alone.

mod subjects;

use domain::address::{Address, route};
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::Role;
use domain::networks::Network;
use domain::people::MailAddress;
use domain::policy::{Community, CommunityFacts, Manage, NoteLink, Policy, Settle, Steward, Viewer};
use domain::reports::{ReportAct, ReportKind};
use domain::tags::Tag;
use domain::{LanguageTag, NoteId, PersonId, ReportActId, ReportId, Timestamp};
use identity::Token;
use store::Tx;
pub use store::reports::ActRow;
use store::reports::{self as stored, ReportRow};

use crate::accounts::{Wrong, missing_or};
use crate::asking::{answering, typed_words};
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
/// How long a report is kept once it is settled, in seconds: 180 days.
pub(crate) const SETTLED_KEPT: i64 = 180 * DAY;
/// The same, of one by the person whom it is about: 365 days.
pub(crate) const CONCERNED_KEPT: i64 = 365 * DAY;
/// The most characters of a path that are kept.
const LONGEST_PATH: usize = 300;
/// How many reports that wait are listed.
const MOST: i64 = 200;

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

/// A report, as stewards see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which one.
    pub id: ReportId,
    /// Of which kind.
    pub kind: ReportKind,
    /// What it says; empty where who reported left since.
    pub words: String,
    /// The note, the notebook, the person or the community, where whoever settles it may see it.
    pub link: Option<Link>,
    /// Whether it is about a note, which they may read or not.
    pub is_of_a_note: bool,
    /// The path of the page; empty where none was named.
    pub path: String,
    /// Where who reported is answered, for stewards; nothing where they cannot be.
    pub mail: Option<MailAddress>,
    /// Whether they can be.
    pub is_answerable: bool,
    /// When it arrived.
    pub arrived: Timestamp,
    /// Until when it is to be settled, where it is about who reports it.
    pub due: Option<Timestamp>,
    /// Whether that day has passed.
    pub is_late: bool,
    /// Whether it has the note hidden.
    pub hides: bool,
    /// When it was settled.
    pub settled: Option<Timestamp>,
}

/// A report and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPage {
    /// The report.
    pub report: Report,
    /// What was done, oldest first.
    pub acts: Vec<ActRow>,
}

/// As whom one settles: of those who run the site, or of those who lead a community, by its name in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settler<'a> {
    /// Who runs the site.
    Steward,
    /// Who leads this community.
    Lead(&'a str),
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

/// Where somebody settles a report that waits; nothing where they do not.
pub(crate) async fn settled_at(ctx: &Ctx, tx: &mut Tx, viewer: &Viewer, row: &ReportRow) -> Result<Option<String>> {
    if row.settled.is_some() || row.confirmed.is_none() {
        return Ok(None);
    }
    if viewer.is_steward() {
        return Ok(Some(Address::AdminReport(row.id).to_string()));
    }
    let Some(note) = row.note else { return Ok(None) };
    let Some(facts) = store::notes::facts(tx, note).await? else { return Ok(None) };
    for community in viewer.communities_with(&[Role::Lead]) {
        let Some(there) = store::communities::facts(tx, viewer, community, ctx.now()).await? else { continue };
        if Policy::decide::<NoteLink, Settle>(viewer, (facts.clone(), there)).is_err() {
            continue;
        }
        if let Some((_, alias, _)) = store::communities::named(tx, &[community]).await?.pop() {
            let address = route::COMMUNITY_REPORT.replace("{alias}", &alias);
            return Ok(Some(address.replace("{report}", &row.id.to_string())));
        }
    }
    Ok(None)
}

/// A report, as whoever asks sees it, as this settler.
async fn seen(ctx: &Ctx, tx: &mut Tx, settler: Settler<'_>, row: ReportRow) -> Result<Report> {
    let link = match row.note {
        Some(note) => {
            let title = store::notes::titles(tx, &ctx.viewer, &[note]).await?.pop();
            title.map(|(note, title)| note_link(note, title))
        }
        None => subjects::named(ctx, tx, &row.path).await?,
    };
    let mail = match row.reporter {
        Some(reporter) => store::accounts::of(tx, reporter).await?.map(|own| own.mail),
        None => row.mail,
    };
    let now = ctx.now();
    Ok(Report {
        id: row.id,
        kind: row.kind,
        words: row.words,
        link,
        is_of_a_note: row.note.is_some(),
        path: row.path,
        is_answerable: mail.is_some(),
        mail: mail.filter(|_| settler == Settler::Steward),
        arrived: row.confirmed.unwrap_or(row.begun),
        due: row.due,
        is_late: row.settled.is_none() && row.due.is_some_and(|due| due < now),
        hides: row.hidden.is_some(),
        settled: row.settled,
    })
}

/// The community of this name, where whoever asks leads it; to anybody else there is no such queue.
async fn led(ctx: &Ctx, tx: &mut Tx, alias: &str) -> Result<CommunityFacts> {
    let row = store::communities::by_alias(tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
    let facts = store::communities::facts(tx, &ctx.viewer, row.id, ctx.now()).await?.ok_or(Error::NotFound)?;
    Policy::decide::<Community, Manage>(&ctx.viewer, facts.clone())?;
    Ok(facts)
}

/// What is asked before any report is looked for: who may not come in learns of none.
async fn comes_in(ctx: &Ctx, tx: &mut Tx, settler: Settler<'_>) -> Result<()> {
    match settler {
        Settler::Steward => Ok(ctx.authorise_site::<Steward>().map(drop)?),
        Settler::Lead(alias) => led(ctx, tx, alias).await.map(drop),
    }
}

/// Whether whoever asks may settle a report, as this settler: those who lead a community, of the notes linked to it that they may
/// read.
async fn may_settle(ctx: &Ctx, tx: &mut Tx, settler: Settler<'_>, row: &ReportRow) -> Result<()> {
    let alias = match settler {
        Settler::Steward => {
            ctx.authorise_site::<Steward>()?;
            return Ok(());
        }
        Settler::Lead(alias) => alias,
    };
    let community = led(ctx, tx, alias).await?;
    let note = row.note.ok_or(Error::NotFound)?;
    let facts = store::notes::facts(tx, note).await?.ok_or(Error::NotFound)?;
    Policy::decide::<NoteLink, Settle>(&ctx.viewer, (facts, community)).map_err(|_| Error::NotFound)?;
    Ok(())
}

/// The reports that wait, the nearest day first, then the oldest: all of them for stewards, those about notes linked to their
/// community, which they may read, for its leads.
///
/// # Errors
/// [`Error::Forbidden`] for who may know of the community; [`Error::NotFound`] for anyone else.
pub async fn open(ctx: &Ctx, settler: Settler<'_>) -> Result<Vec<Report>> {
    let mut tx = ctx.services.store.heavy().await?;
    let rows = match settler {
        Settler::Steward => {
            ctx.authorise_site::<Steward>()?;
            stored::open(&mut tx, MOST).await?
        }
        Settler::Lead(alias) => {
            let community = led(ctx, &mut tx, alias).await?;
            stored::open_in(&mut tx, community.id(), MOST).await?
        }
    };
    let mut reports = Vec::new();
    for row in rows {
        match may_settle(ctx, &mut tx, settler, &row).await {
            Ok(()) => reports.push(seen(ctx, &mut tx, settler, row).await?),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(reports)
}

/// How many reports wait; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn waiting(ctx: &Ctx) -> Result<i64> {
    ctx.authorise_site::<Steward>()?;
    Ok(stored::open_count(&mut ctx.services.store.read().await?).await?)
}

/// One report, and what was done about it.
///
/// # Errors
/// [`Error::NotFound`] for who does not settle it, and for one that is not there.
pub async fn one(ctx: &Ctx, settler: Settler<'_>, id: ReportId) -> Result<ReportPage> {
    let mut tx = ctx.services.store.heavy().await?;
    comes_in(ctx, &mut tx, settler).await?;
    let row = arrived(&mut tx, id).await?;
    may_settle(ctx, &mut tx, settler, &row).await?;
    let report = seen(ctx, &mut tx, settler, row).await?;
    Ok(ReportPage { report, acts: stored::acts(&mut tx, id).await? })
}

/// A report that arrived.
async fn arrived(tx: &mut Tx, id: ReportId) -> Result<ReportRow> {
    stored::by_id(tx, id).await?.filter(|row| row.confirmed.is_some()).ok_or(Error::NotFound)
}

/// Does something about a report, with a reason. Those who answer for its note are told of what is done to it, who reported of
/// the answer; neither of the other.
///
/// # Errors
/// [`Error::Refused`] without a reason, with one that is too long, or for an answer that would reach nobody; [`Error::NotFound`]
/// for who does not settle it, for one that is settled, and for a note to hide where there is none.
pub async fn act(ctx: &Ctx, settler: Settler<'_>, id: ReportId, act: ReportAct, reason: &str) -> Result<()> {
    let reason = typed_words(reason).map_err(|why| Error::Refused(vec![("reason", why)]))?;
    let services = &ctx.services;
    let done = ReportActId::new(&*services.clock, &*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        // A form that is sent twice at once.
        store::names::hold(&mut tx, &id.to_string()).await?;
        comes_in(ctx, &mut tx, settler).await?;
        let row = arrived(&mut tx, id).await?;
        may_settle(ctx, &mut tx, settler, &row).await?;
        if row.settled.is_some() {
            return Err(Error::NotFound);
        }
        let now = ctx.now();
        let does = match act {
            ReportAct::Hide => hide(ctx, &mut tx, &row, true).await?,
            ReportAct::Show => hide(ctx, &mut tx, &row, false).await?,
            ReportAct::Answer => true,
            ReportAct::Acted | ReportAct::Nothing => {
                let before = before(&mut tx, &row).await?;
                stored::settle(&mut tx, id, now).await?;
                shown_as_reports_say(ctx, &mut tx, &row, before).await?;
                true
            }
        };
        if !does {
            return Ok(());
        }
        let kept = ActRow { id: done, report: id, by: None, act, reason: reason.clone(), done: now };
        stored::add_act(&mut tx, &kept, ctx.viewer.id()).await?;
        if act == ReportAct::Answer {
            answer(ctx, &mut tx, &row, done).await?;
        } else {
            tell(ctx, &mut tx, &row, done).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The questions that the note of a report answers before a change.
async fn before(tx: &mut Tx, row: &ReportRow) -> Result<Vec<Tag>> {
    let Some(note) = row.note else { return Ok(Vec::new()) };
    store::notes::lock(tx, note).await?;
    Ok(store::touched::note(tx, note).await?)
}

/// Has the note of a report hidden, or not; whether that changes anything.
async fn hide(ctx: &Ctx, tx: &mut Tx, row: &ReportRow, hides: bool) -> Result<bool> {
    row.note.ok_or(Error::NotFound)?;
    if row.hidden.is_some() == hides {
        return Ok(false);
    }
    let before = before(tx, row).await?;
    stored::hide(tx, row.id, hides.then(|| ctx.now())).await?;
    shown_as_reports_say(ctx, tx, row, before).await?;
    Ok(true)
}

/// Hides the note of a report while any report has it hidden, and shows it again where none does.
async fn shown_as_reports_say(ctx: &Ctx, tx: &mut Tx, row: &ReportRow, mut tags: Vec<Tag>) -> Result<()> {
    let Some(note) = row.note else { return Ok(()) };
    let since = stored::hidden_since(tx, note).await?;
    store::notes::set_hidden(tx, note, since).await?;
    tags.extend(store::touched::note(tx, note).await?);
    tags.sort_unstable();
    tags.dedup();
    let change = Change { who: ctx.viewer.id(), kind: ChangeKind::Rights, thing: Thing::Note(note), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// Those who are told of what is done about the note of a report: who answers for it.
pub(crate) async fn told(tx: &mut Tx, row: &ReportRow) -> Result<Vec<PersonId>> {
    let Some(note) = row.note else { return Ok(Vec::new()) };
    let Some(facts) = store::notes::facts(tx, note).await? else { return Ok(Vec::new()) };
    answering(tx, &facts).await
}

async fn tell(ctx: &Ctx, tx: &mut Tx, row: &ReportRow, done: ReportActId) -> Result<()> {
    for person in told(tx, row).await? {
        letters::ask_of_about(tx, ctx, Kind::ReportTold, person, Some(done.bytes())).await?;
    }
    Ok(())
}

/// Asks for the letter that answers who reported.
async fn answer(ctx: &Ctx, tx: &mut Tx, row: &ReportRow, done: ReportActId) -> Result<()> {
    let own = match row.reporter {
        Some(reporter) => store::accounts::of(tx, reporter).await?,
        None => None,
    };
    let about = Some(done.bytes().to_vec());
    match (own, &row.mail, &row.language) {
        (Some(own), _, _) => letters::ask(tx, ctx, Kind::ReportAnswer, &own.mail, &own.language, about).await,
        (None, Some(mail), Some(language)) => letters::ask(tx, ctx, Kind::ReportAnswer, mail, language, about).await,
        _ => Err(Error::Refused(vec![("reason", Wrong::Unheard)])),
    }
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
