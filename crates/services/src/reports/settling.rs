//! Settling reports: who does, which ones wait for them, what they do, and who is told.

use domain::address::{Address, route};
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::Role;
use domain::people::MailAddress;
use domain::policy::{Community, CommunityFacts, Manage, NoteLink, Policy, Settle, Steward, Viewer};
use domain::reports::{ReportAct, ReportKind};
use domain::tags::Tag;
use domain::{CommunityId, PersonId, ReportActId, ReportId, Timestamp};
use store::Tx;
use store::reports::{self as stored, ActRow, ReportRow, SettledRow};

use super::subjects;
use crate::accounts::Wrong;
use crate::asking::{answering, typed_words};
use crate::letters::{self, Kind};
use crate::lines::{note_link, one_more, paged};
use crate::views::{Link, Page};
use crate::{Ctx, Error, Result, again, place_in};

/// How many reports that wait are listed.
const MOST: i64 = 200;

/// A report, as stewards see it.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a page shows or not")]
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
    /// By which act.
    pub settled_by: Option<ReportAct>,
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

/// A report, as whoever asks sees it, as this settler, and by which act it was settled.
async fn seen(
    ctx: &Ctx,
    tx: &mut Tx,
    settler: Settler<'_>,
    row: ReportRow,
    settled_by: Option<ReportAct>,
) -> Result<Report> {
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
        settled_by,
    })
}

/// The community of this name, where whoever asks leads it; to anybody else there is no such queue.
async fn led(ctx: &Ctx, tx: &mut Tx, alias: &str) -> Result<CommunityFacts> {
    let row = store::communities::by_alias(tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
    let facts = store::communities::facts(tx, &ctx.viewer, row.id, ctx.now()).await?.ok_or(Error::NotFound)?;
    Policy::decide::<Community, Manage>(&ctx.viewer, facts.clone())?;
    Ok(facts)
}

/// What is asked before any report is looked for: who may not come in learns of none. The community that a lead settles for.
async fn comes_in(ctx: &Ctx, tx: &mut Tx, settler: Settler<'_>) -> Result<Option<CommunityFacts>> {
    match settler {
        Settler::Steward => Ok(ctx.authorise_site::<Steward>().map(|_| None)?),
        Settler::Lead(alias) => led(ctx, tx, alias).await.map(Some),
    }
}

/// Whether who came in may settle a report: stewards any; those who lead a community, of the notes linked to it that they may read.
async fn may_settle(ctx: &Ctx, tx: &mut Tx, led: Option<&CommunityFacts>, row: &ReportRow) -> Result<()> {
    let Some(community) = led else { return Ok(()) };
    let note = row.note.ok_or(Error::NotFound)?;
    let facts = store::notes::facts(tx, note).await?.ok_or(Error::NotFound)?;
    Policy::decide::<NoteLink, Settle>(&ctx.viewer, (facts, community.clone())).map_err(|_| Error::NotFound)?;
    Ok(())
}

/// The reports that wait, the nearest day first, then the oldest: all of them for stewards, those about notes linked to their
/// community, which they may read, for its leads.
///
/// # Errors
/// [`Error::Forbidden`] for who may know of the community; [`Error::NotFound`] for anyone else.
pub async fn open(ctx: &Ctx, settler: Settler<'_>) -> Result<Vec<Report>> {
    let mut tx = ctx.services.store.heavy().await?;
    let led = comes_in(ctx, &mut tx, settler).await?;
    let rows = match &led {
        None => stored::open(&mut tx, MOST).await?,
        Some(community) => stored::open_in(&mut tx, community.id(), MOST).await?,
    };
    let mut reports = Vec::new();
    for row in rows {
        match may_settle(ctx, &mut tx, led.as_ref(), &row).await {
            Ok(()) => reports.push(seen(ctx, &mut tx, settler, row, None).await?),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(reports)
}

/// The reports that were settled, the last one first, a page at a time, for whom they waited as [`open`] lists them.
///
/// # Errors
/// As [`open`].
pub async fn settled(ctx: &Ctx, settler: Settler<'_>, after: Option<&str>) -> Result<Page<Report>> {
    let mut tx = ctx.services.store.heavy().await?;
    let led = comes_in(ctx, &mut tx, settler).await?;
    let rows = match &led {
        None => stored::settled(&mut tx, place(after), one_more()).await?,
        Some(community) => stored::settled_in(&mut tx, &ctx.viewer, community.id(), place(after), one_more()).await?,
    };
    let page = paged(rows, |row: &SettledRow| {
        let day = row.report.settled.unwrap_or(row.report.begun);
        format!("{}.{}", day.as_micros(), row.report.id)
    });
    let mut items = Vec::new();
    for SettledRow { report, by } in page.items {
        match may_settle(ctx, &mut tx, led.as_ref(), &report).await {
            Ok(()) => items.push(seen(ctx, &mut tx, settler, report, by).await?),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Page { items, next: page.next })
}

/// A place in that list, the newest first.
fn place(after: Option<&str>) -> (Timestamp, ReportId) {
    place_in(after, (Timestamp::from_micros(i64::MAX), ReportId::from_bytes([0xff; 16])))
}

/// How many reports wait; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn waiting(ctx: &Ctx) -> Result<i64> {
    ctx.authorise_site::<Steward>()?;
    Ok(stored::open_count(&mut ctx.services.store.read().await?).await?)
}

/// How many wait in each community that whoever asks leads, as [`open`] lists them; no line where none does. Nothing is asked for those
/// who lead none.
pub(crate) async fn to_settle(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<(CommunityId, i64)>> {
    let viewer = &ctx.viewer;
    let mut counts = Vec::new();
    if viewer.communities_with(&[Role::Lead]).is_empty() {
        return Ok(counts);
    }
    for (community, count) in stored::open_counts(tx, viewer).await? {
        let facts = store::communities::facts(tx, viewer, community, ctx.now()).await?;
        if facts.is_some_and(|facts| Policy::decide::<Community, Manage>(viewer, facts).is_ok()) {
            counts.push((community, count));
        }
    }
    Ok(counts)
}

/// One report, and what was done about it.
///
/// # Errors
/// [`Error::NotFound`] for who does not settle it, and for one that is not there.
pub async fn one(ctx: &Ctx, settler: Settler<'_>, id: ReportId) -> Result<ReportPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let led = comes_in(ctx, &mut tx, settler).await?;
    let row = arrived(&mut tx, id).await?;
    may_settle(ctx, &mut tx, led.as_ref(), &row).await?;
    let acts = stored::acts(&mut tx, id).await?;
    let settled_by = acts.iter().rev().map(|it| it.act).find(|act| act.settles());
    Ok(ReportPage { report: seen(ctx, &mut tx, settler, row, settled_by).await?, acts })
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
        let led = comes_in(ctx, &mut tx, settler).await?;
        let row = arrived(&mut tx, id).await?;
        may_settle(ctx, &mut tx, led.as_ref(), &row).await?;
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
