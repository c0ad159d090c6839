//! The home page.

use domain::address::Address;
use domain::communities::Role;
use domain::policy::{Answer, Note, Policy, Steward};
use domain::{LanguageTag, NotebookId, PersonId};
use store::{Stamp, Tx, follows as stored};

use crate::lines::{note_line, note_link};
use crate::views::{HomeOfMine, HomePage, Waits};
use crate::{Ctx, Result, communities, notebooks, read_key, recent, reports};

/// Drafts that are shown.
const SOME: i64 = 10;
/// How long what came is new, in seconds: fourteen days.
const NEW_FOR: i64 = 14 * 24 * 3600;

/// What those who run the site chose for it, where its settings do not say.
#[derive(Clone, Debug)]
pub struct SiteChoice {
    /// What it calls itself.
    pub name: Option<String>,
    /// The language that it speaks first.
    pub language: Option<LanguageTag>,
    /// When it was asked.
    pub stamp: Stamp,
}

/// What those who run the site chose for it, where its settings do not say.
///
/// # Errors
/// When the store does not answer.
pub async fn site(ctx: &Ctx) -> Result<SiteChoice> {
    let mut tx = ctx.services.store.read().await?;
    let name = store::site::name(&mut tx).await?;
    let language = store::site::choice(&mut tx).await?.map(|(language, _)| language);
    Ok(SiteChoice { name, language, stamp: tx.stamp() })
}

/// What the site is, notebooks worth reading, what changed last, communities that one may know of.
///
/// What it is is said in this language where it was written in it, else in whichever it was.
pub async fn read(ctx: &Ctx) -> Result<HomePage> {
    let mut tx = ctx.services.store.read().await?;
    let mut leads = store::site::leads(&mut tx).await?;
    leads.sort_by_key(|(other, _)| other.primary() != ctx.language());
    let rows = store::notebooks::list(&mut tx, &ctx.viewer, (Vec::new(), NotebookId::from_bytes([0; 16])), 12).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for (row, _) in rows {
        lines.push(notebooks::line(ctx, &mut tx, row).await?);
    }
    let changed = store::notes::recent(&mut tx, &ctx.viewer, read_key(None), 10).await?;
    let known = communities::lines(ctx, &mut tx, 12).await?;
    let mine = match ctx.viewer.id() {
        Some(me) => Some(mine(ctx, &mut tx, me).await?),
        None => None,
    };
    let empty = changed.is_empty() && lines.is_empty();
    let unopened = empty && mine.is_none() && store::accounts::stewards(&mut tx).await? == 0;
    ctx.remember(&tx);
    Ok(HomePage {
        lead: leads.into_iter().next(),
        empty,
        unopened,
        notebooks: lines,
        recent: changed.into_iter().map(recent::line).collect(),
        communities: known,
        mine,
    })
}

/// What is of whoever asks alone.
async fn mine(ctx: &Ctx, tx: &mut Tx, me: PersonId) -> Result<HomeOfMine> {
    let viewer = &ctx.viewer;
    let unread = store::notifications::unread(tx, viewer, me).await?;
    let waits = waits(ctx, tx, me).await?;
    let drafts = stored::drafts(tx, viewer, me, SOME).await?.into_iter().map(note_line).collect();
    let since = ctx.now().plus_seconds(-NEW_FOR);
    let new = stored::new(tx, viewer, me, since, SOME * 2).await?;
    let new = new.into_iter().map(|(note, title, at)| (at, note_link(note, title))).collect();
    Ok(HomeOfMine { unread, waits, drafts, new })
}

/// What waits for an answer of whoever asks.
///
/// # Errors
/// [`crate::Error::NotFound`] for a visitor.
pub async fn waiting(ctx: &Ctx) -> Result<Waits> {
    let me = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    waits(ctx, &mut tx, me).await
}

async fn waits(ctx: &Ctx, tx: &mut Tx, me: PersonId) -> Result<Waits> {
    let mut waits = requests(ctx, tx).await?;
    waits.invitations = store::memberships::invited(tx, me, ctx.now()).await?.len();
    for (note, title) in stored::invites(tx, &ctx.viewer, me).await? {
        waits.invites.push(note_link(note, title));
    }
    Ok(waits)
}

/// How many lines of what others ask wait for an answer of whoever asks. Invitations are told by notifications, and counted there.
pub(crate) async fn to_answer(ctx: &Ctx, tx: &mut Tx) -> Result<i64> {
    let waits = requests(ctx, tx).await?;
    let of_the_site = [waits.reports, waits.accounts, waits.claims, waits.removals];
    let of_the_site = of_the_site.into_iter().filter(|count| *count > 0).count();
    Ok(i64::try_from(waits.asked.len() + waits.joining.len() + waits.reported.len() + of_the_site).unwrap_or(i64::MAX))
}

/// What others ask, and whoever asks may answer.
async fn requests(ctx: &Ctx, tx: &mut Tx) -> Result<Waits> {
    let (viewer, now) = (&ctx.viewer, ctx.now());
    let mut waits = Waits::default();
    for (note, title, count) in stored::asked(tx, viewer).await? {
        let facts = store::notes::facts(tx, note).await?;
        if facts.is_some_and(|facts| Policy::decide::<Note, Answer>(viewer, facts).is_ok()) {
            waits.asked.push((note_link(note, title), count));
        }
    }
    let welcoming = viewer.communities_with(&[Role::Lead, Role::Facilitator]);
    let links = communities::named(ctx, tx, &welcoming).await?;
    for id in welcoming {
        let count = store::memberships::waiting(tx, id, now).await?;
        if let Some(link) = links.get(&id).filter(|_| count > 0)
            && let Address::Community(_, alias) = &link.address
        {
            waits.joining.push((alias.clone(), link.clone(), count));
        }
    }
    if ctx.authorise_site::<Steward>().is_ok() {
        // Those of the communities that they lead too.
        waits.reports = store::reports::open_count(tx).await?;
        waits.accounts = store::registration::waiting(tx).await?;
        waits.claims = store::claims::count(tx).await?;
        waits.removals = store::note_rights::refused_count(tx).await?;
        return Ok(waits);
    }
    for (id, count) in reports::to_settle(ctx, tx).await? {
        if let Some(link) = links.get(&id)
            && let Address::Community(_, alias) = &link.address
        {
            waits.reported.push((alias.clone(), link.clone(), count));
        }
    }
    Ok(waits)
}
