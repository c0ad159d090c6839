//! Who a session belongs to.

use domain::PersonId;
use domain::policy::{Memberships, Viewer};
use sha2::{Digest, Sha256};
use store::{Stamp, Tx};

use crate::{Result, Services};

/// The hash under which a token is kept.
pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Whose session it is; nobody's where it is unknown or ended.
pub(crate) async fn known(services: &Services, token: &str) -> Result<Option<Known>> {
    if token.len() != 64 {
        return Ok(None);
    }
    let mut tx = services.store.glance().await?;
    let found = store::people::session(&mut tx, hash(token), services.clock.now()).await?;
    Ok(found.map(|(person, steward)| Known { person, steward, stamp: tx.stamp() }))
}

/// Who bears a session that was proved.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub(crate) person: PersonId,
    pub(crate) steward: bool,
    /// When it was proved.
    pub(crate) stamp: Stamp,
}

impl Known {
    /// Which person.
    pub fn person(&self) -> PersonId {
        self.person
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
