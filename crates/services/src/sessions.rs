//! Who a session belongs to.

use domain::PersonId;
use domain::policy::{Memberships, Viewer};
use sha2::{Digest, Sha256};
use store::Tx;

use crate::{Result, Services};

/// The hash under which a token is kept.
pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The viewer of a session; a visitor where it is unknown or ended.
pub(crate) async fn viewer(services: &Services, token: &str) -> Result<Viewer> {
    if token.len() != 64 {
        return Ok(Viewer::visitor());
    }
    let mut tx = services.store.read().await?;
    let Some((person, steward)) = store::people::session(&mut tx, hash(token), services.clock.now()).await? else {
        return Ok(Viewer::visitor());
    };
    viewer_of(&mut tx, person, steward).await
}

/// The viewer that a person is today.
pub(crate) async fn viewer_of(tx: &mut Tx, person: PersonId, steward: bool) -> Result<Viewer> {
    let mut memberships = Memberships::new();
    for (community, role) in store::people::memberships(tx, person).await? {
        memberships.entry(community).or_default().extend(role);
    }
    Ok(Viewer::person(person, memberships, steward))
}
