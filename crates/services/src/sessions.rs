//! Who a session belongs to.

use std::sync::Arc;

use domain::PersonId;
use domain::policy::{Memberships, Viewer};
use identity::Token;
use store::{Stamp, Tx};

use crate::{Result, Services};

/// Whose session it is; nobody's where it is unknown or ended.
pub(crate) async fn known(services: &Services, token: &str) -> Result<Option<Known>> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let mut tx = services.store.glance().await?;
    let found = store::people::session(&mut tx, token.hash(), services.clock.now()).await?;
    Ok(found.map(|(person, steward, name)| Known { person, steward, name: name.into(), stamp: tx.stamp() }))
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
