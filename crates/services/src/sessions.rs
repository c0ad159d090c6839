//! Who a session belongs to.

use std::sync::Arc;

use domain::policy::{Memberships, Viewer};
use domain::{PersonId, Timestamp, hex};
use identity::Token;
use store::people::{OpenSession, SessionRow};
use store::{Stamp, Tx};

use crate::site_pages::ToAccept;
use crate::{Error, Result, Services, accounts, again, home};

/// Seconds after which a session that nobody uses ends: on a machine that others use too, it may have been forgotten.
pub(crate) const IDLE_SECONDS: i64 = 7 * 24 * 3600;
/// Seconds after which the use of a session is written down again: reading writes nothing more often.
const NOTED_EVERY: i64 = 3600;

/// Seconds for which the token of before serves, for what a browser asked at the same moment.
const OUTLIVED: i64 = 60;

/// Whose session it is; nobody's where it is unknown or ended.
pub(crate) async fn known(services: &Services, token: &str) -> Result<Option<Known>> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let now = services.clock.now();
    let mut tx = services.store.glance().await?;
    let found = store::people::session(&mut tx, token.hash(), now, now.plus_seconds(-IDLE_SECONDS)).await?;
    let stamp = tx.stamp();
    drop(tx);
    let Some(OpenSession { person, steward, name, seen, proved, renew, leaves, must_accept, told }) = found else {
        return Ok(None);
    };
    if seen < now.plus_seconds(-NOTED_EVERY) {
        // Reading goes on where nothing can be written.
        let noted = note(services, &token, now).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "a session could not be noted as used");
        }
    }
    let renewed = if renew { renewed(services, &token, person, now).await } else { None };
    let session = renewed.as_ref().unwrap_or(&token).hash();
    let unread = if told { unread(services, person, steward).await? } else { 0 };
    let to_accept = if must_accept { to_accept(services, person).await? } else { ToAccept::Nothing };
    let name = name.into();
    Ok(Some(Known { person, steward, name, stamp, session, proved, leaves, to_accept, told, unread, renewed }))
}

/// Whether what this person has yet to accept changed since they accepted it.
async fn to_accept(services: &Services, person: PersonId) -> Result<ToAccept> {
    let mut tx = services.store.glance().await?;
    let has_accepted = store::site_pages::has_accepted(&mut tx, person).await?;
    Ok(if has_accepted { ToAccept::Again } else { ToAccept::First })
}

/// Of how many things this person has something to read that they may see, and how many wait for their answer.
async fn unread(services: &Services, person: PersonId, steward: bool) -> Result<i64> {
    let mut tx = services.store.read().await?;
    let ctx = services.seen_by(viewer_of(&mut tx, person, steward).await?);
    let unread = store::notifications::unread(&mut tx, &ctx.viewer, person).await?;
    Ok(unread.saturating_add(home::to_answer(&ctx, &mut tx).await?))
}

/// A new token in place of this one; nothing where another request has it, or nothing can be written today.
async fn renewed(services: &Services, token: &Token, person: PersonId, now: Timestamp) -> Option<Token> {
    let new = Token::new(&*services.randomness);
    let renewed = again(async || {
        let mut tx = services.store.write().await?;
        // The sessions of who is suspended meanwhile end, this one too.
        accounts::refuse_suspended(&mut tx, person).await?;
        let is_first = store::people::renew(&mut tx, token.hash(), new.hash(), now.plus_seconds(OUTLIVED)).await?;
        tx.commit().await?;
        Ok(is_first)
    });
    match renewed.await {
        Ok(is_first) => is_first.then_some(new),
        Err(error) => {
            tracing::warn!(%error, "a session could not be renewed");
            None
        }
    }
}

async fn note(services: &Services, token: &Token, now: Timestamp) -> Result<()> {
    let mut tx = services.store.write().await?;
    store::people::note_session(&mut tx, token.hash(), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Who bears a session that was proved.
#[derive(Clone, Debug)]
pub struct Known {
    pub(crate) person: PersonId,
    pub(crate) steward: bool,
    pub(crate) name: Arc<str>,
    /// When it was proved.
    pub(crate) stamp: Stamp,
    /// The hash of its token.
    session: [u8; 32],
    /// When its person last proved to be there.
    proved: Timestamp,
    /// When what is held of them goes, where they close their account.
    leaves: Option<Timestamp>,
    /// What they have yet to accept of what is accepted with an account.
    to_accept: ToAccept,
    /// Whether they are told something that they have not read, whether or not they may see it, or something may wait for them.
    pub(crate) told: bool,
    /// Of how many things they have something to read, and how many wait for their answer.
    unread: i64,
    /// The token that its browser is to have from now on, where it is another.
    renewed: Option<Token>,
}

impl Known {
    /// Which person.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The token that the browser of this session is to have from now on, where it is another.
    pub fn renewed(&self) -> Option<&Token> {
        self.renewed.as_ref()
    }

    /// Whether this person has yet to accept the terms, or what the site keeps of people, as they are today.
    pub fn must_accept(&self) -> bool {
        self.to_accept != ToAccept::Nothing
    }

    /// How this person stands to them.
    pub fn to_accept(&self) -> ToAccept {
        self.to_accept
    }

    /// Whether this person closes their account: until it is closed, they may stay, and do nothing else.
    pub fn leaves(&self) -> bool {
        self.leaves.is_some()
    }

    /// Whether this person proved to be there so many seconds ago at most.
    pub fn proved_within(&self, seconds: i64, now: Timestamp) -> bool {
        self.proved >= now.plus_seconds(-seconds)
    }

    /// Of how many things this person has something to read, and how many wait for their answer.
    pub fn unread(&self) -> i64 {
        self.unread
    }

    /// Whether this person runs the site.
    pub fn is_steward(&self) -> bool {
        self.steward
    }

    /// Under which name this person is greeted.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// One of my sessions.
#[derive(Clone, Debug)]
pub struct MySession {
    /// What it is ended by: says nothing to who has it.
    pub id: String,
    /// Whether it is the one in which this is asked.
    pub is_this: bool,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to the hour.
    pub seen: Timestamp,
    /// The browser, in its own words.
    pub agent: String,
}

/// The open sessions of who asks, this one first, then the one used last.
pub async fn mine(services: &Services, known: &Known) -> Result<Vec<MySession>> {
    let now = services.clock.now();
    let mut tx = services.store.read().await?;
    let rows = store::people::sessions_of(&mut tx, known.person, now, now.plus_seconds(-IDLE_SECONDS)).await?;
    let mine = rows.into_iter().map(|SessionRow { hash, began, seen, agent }| {
        let is_this = hash == known.session;
        MySession { id: hex::write(&hash), is_this, began, seen, agent }
    });
    let mut mine: Vec<_> = mine.collect();
    mine.sort_by_key(|session| !session.is_this);
    Ok(mine)
}

/// Ends one of the sessions of who asks, or all but this one where none is named; one that ended already is none.
pub async fn end_mine(services: &Services, known: &Known, id: Option<&str>) -> Result<()> {
    let hash: Option<[u8; 32]> = match id {
        Some(id) => Some(hex::read(id).and_then(|hash| hash.try_into().ok()).ok_or(Error::NotFound)?),
        None => None,
    };
    again(async || {
        let mut tx = services.store.write().await?;
        match hash {
            Some(hash) => store::people::end_session_of(&mut tx, known.person, hash).await?,
            None => store::people::end_other_sessions(&mut tx, known.person, known.session).await?,
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The viewer that a person is today.
pub(crate) async fn viewer_of(tx: &mut Tx, person: PersonId, steward: bool) -> Result<Viewer> {
    let mut memberships = Memberships::new();
    for (community, role) in store::people::memberships(tx, person).await? {
        memberships.entry(community).or_default().extend(role);
    }
    Ok(Viewer::person(person, memberships, steward))
}
