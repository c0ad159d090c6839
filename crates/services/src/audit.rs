//! What was done on accounts, roles, rights and settings, for those who run the site: who, what, when, to whom. Each act writes its
//! line in its own transaction. What people read, write or attend is never there.

use domain::audit::{Act, AuditKind};
use domain::folding::title_key;
use domain::policy::Steward;
use domain::{AuditId, CommunityId, PersonId, Timestamp};
use store::Tx;
use store::audit::{self as stored, Asked, LineRow, NewLine};

use crate::lines::{one_more, paged};
use crate::views::Page;
use crate::{Ctx, Result, people, place_in};

/// How long a line is kept, in seconds: 24 months.
pub(crate) const KEPT: i64 = 730 * 24 * 3600;
/// Lines read at once where all are.
const AT_ONCE: i64 = 1_000;

/// On what an act was.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct On<'a> {
    /// On whose account, roles or rights.
    pub person: Option<PersonId>,
    /// In which community.
    pub community: Option<CommunityId>,
    /// What of it.
    pub word: &'a str,
}

impl<'a> On<'a> {
    /// On somebody's account.
    pub const fn person(person: PersonId) -> Self {
        Self { person: Some(person), community: None, word: "" }
    }

    /// On what somebody is in a community.
    pub const fn member(community: CommunityId, person: PersonId) -> Self {
        Self { person: Some(person), community: Some(community), word: "" }
    }

    /// On a community.
    pub const fn community(community: CommunityId) -> Self {
        Self { person: None, community: Some(community), word: "" }
    }

    /// On the site.
    pub const fn site(word: &'a str) -> Self {
        Self { person: None, community: None, word }
    }

    /// The same, with what of it.
    pub const fn with(self, word: &'a str) -> Self {
        Self { word, ..self }
    }
}

/// Writes that an act was done, in its transaction; which line says so.
pub(crate) async fn record(ctx: &Ctx, tx: &mut Tx, act: Act, on: On<'_>) -> Result<AuditId> {
    let id = AuditId::new(&*ctx.services.clock, &*ctx.services.randomness);
    let (at, who) = (ctx.now(), ctx.viewer.id());
    let line = NewLine { id, at, who, act, person: on.person, community: on.community, word: on.word };
    stored::insert(tx, &line).await?;
    Ok(id)
}

/// Which lines are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By whom, by name; by anybody where it is empty.
    pub by: String,
    /// Of which kind; of all where it is not said.
    pub kind: Option<AuditKind>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// Somebody whom a line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub id: PersonId,
    /// What they are called today; that their account is closed, where it is.
    pub name: String,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which line.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who did it; nobody where the program or its command line did.
    pub who: Option<Named>,
    /// What.
    pub act: Act,
    /// On whose account, roles or rights.
    pub person: Option<Named>,
    /// In which community: its name, empty where whoever asks may not know of it.
    pub community: Option<String>,
    /// What of it: a mode, roles, a page, parts of what is said of the site, the name of a link.
    pub word: String,
}

/// The acts, newest first, a page at a time; for stewards.
///
/// # Errors
/// [`crate::Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx, filter: &Filter, after: Option<&str>) -> Result<Page<Line>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let lines = read(ctx, &mut tx, filter, place(after), one_more()).await?;
    Ok(paged(lines, |line: &Line| format!("{}.{}", line.at.as_micros(), line.id)))
}

/// All of them, newest first; for stewards.
///
/// # Errors
/// [`crate::Error::NotFound`] for anyone else.
pub async fn all(ctx: &Ctx, filter: &Filter) -> Result<Vec<Line>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let (mut all, mut before) = (Vec::new(), place(None));
    loop {
        let lines = read(ctx, &mut tx, filter, before, AT_ONCE).await?;
        let is_last = i64::try_from(lines.len()).is_ok_and(|count| count < AT_ONCE);
        if let Some(line) = lines.last() {
            before = (line.at, line.id);
        }
        all.extend(lines);
        if is_last {
            return Ok(all);
        }
    }
}

async fn read(ctx: &Ctx, tx: &mut Tx, filter: &Filter, before: (Timestamp, AuditId), most: i64) -> Result<Vec<Line>> {
    let acts: Vec<Act> = Act::ALL.into_iter().filter(|act| filter.kind.is_none_or(|kind| act.kind() == kind)).collect();
    let by = title_key(&filter.by);
    let asked = Asked {
        acts: &acts,
        from: filter.from.unwrap_or(Timestamp::from_micros(i64::MIN)),
        until: filter.until.unwrap_or(Timestamp::from_micros(i64::MAX)),
        by: &by,
    };
    let rows = stored::list(tx, &ctx.viewer, &asked, before, most).await?;
    Ok(rows.into_iter().map(|row| line(ctx, row)).collect())
}

fn line(ctx: &Ctx, row: LineRow) -> Line {
    let named = |who: Option<(PersonId, String)>| who.map(|(id, name)| Named { id, name: people::shown(ctx, name) });
    let LineRow { id, at, who, act, person, community, word } = row;
    Line { id, at, who: named(who), act, person: named(person), community, word }
}

/// A place in that list, the newest first.
fn place(after: Option<&str>) -> (Timestamp, AuditId) {
    place_in(after, (Timestamp::from_micros(i64::MAX), AuditId::from_bytes([0xff; 16])))
}
