//! Who a session belongs to.

use std::sync::Arc;

use domain::policy::{Memberships, Viewer};
use domain::{PersonId, Timestamp};
use identity::Token;
use store::{Stamp, Tx};

use crate::{Result, Services};

/// Seconds after which a session that nobody uses ends: on a machine that others use too, it may have been forgotten.
pub(crate) const IDLE_SECONDS: i64 = 7 * 24 * 3600;
/// Seconds after which the use of a session is written down again: reading writes nothing more often.
const NOTED_EVERY: i64 = 3600;

/// Whose session it is; nobody's where it is unknown or ended.
pub(crate) async fn known(services: &Services, token: &str) -> Result<Option<Known>> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let now = services.clock.now();
    let mut tx = services.store.glance().await?;
    let found = store::people::session(&mut tx, token.hash(), now, now.plus_seconds(-IDLE_SECONDS)).await?;
    let stamp = tx.stamp();
    drop(tx);
    let Some((person, steward, name, seen)) = found else { return Ok(None) };
    if seen < now.plus_seconds(-NOTED_EVERY) {
        // Reading goes on where nothing can be written.
        let noted = note(services, &token, now).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "a session could not be noted as used");
        }
    }
    Ok(Some(Known { person, steward, name: name.into(), stamp }))
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
}

impl Known {
    /// Which person.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// Under which name this person is greeted.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The viewer that a person is today.
pub(crate) async fn viewer_of(tx: &mut Tx, person: PersonId, steward: bool) -> Result<Viewer> {
    let mut memberships = Memberships::new();
    for (community, role) in store::people::memberships(tx, person).await? {
        memberships.entry(community).or_default().extend(role);
    }
    Ok(Viewer::person(person, memberships, steward))
}
