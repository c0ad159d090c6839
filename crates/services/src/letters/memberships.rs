//! Letters about memberships. Their subjects name no community: a membership is discreet until its member says otherwise.

use domain::address::route;
use domain::communities::{Role, Told};
use domain::ids::Id;
use domain::site::Registration;
use domain::{CommunityId, InvitationId, PersonId, ToldId};
use store::Tx;
use store::memberships as stored;

use super::{Desk, Kind, Says};
use crate::memberships::called;
use crate::{Result, communities};

impl Desk<'_> {
    /// What the letter is about, by its id.
    pub(super) fn about<T: Id>(&self) -> Option<T> {
        self.row.about.as_deref().and_then(|about| <[u8; 16]>::try_from(about).ok()).map(T::from_bytes)
    }

    /// The name of a community in the language of the letter, and its alias.
    async fn community(&self, tx: &mut Tx, id: CommunityId) -> Result<Option<(String, String)>> {
        let ctx = self.ctx.clone().in_language(self.language.tag());
        let Some(link) = communities::named(&ctx, tx, &[id]).await?.remove(&id) else { return Ok(None) };
        let alias = store::communities::named(tx, &[id]).await?.pop().map(|(_, alias, _)| alias);
        Ok(alias.map(|alias| (link.title, alias)))
    }
}

/// What a letter about a membership says today; nothing where there is nothing to say any more. `person` has the account of this
/// address, where one has.
pub(super) async fn to_member(
    desk: &Desk<'_>,
    kind: Kind,
    person: Option<PersonId>,
    name: &str,
) -> Result<Option<Says>> {
    let mut tx = desk.ctx.services.store.read().await?;
    match (kind, person) {
        (Kind::Joining, Some(person)) => joining(desk, &mut tx, person, name).await,
        (Kind::Membership, Some(person)) => decided(desk, &mut tx, person, name).await,
        (Kind::MembershipInvitation, _) => invited(desk, &mut tx, person.is_some()).await,
        _ => Ok(None),
    }
}

async fn joining(desk: &Desk<'_>, tx: &mut Tx, person: PersonId, name: &str) -> Result<Option<Says>> {
    let Some(id) = desk.about::<CommunityId>() else { return Ok(None) };
    let welcomes = stored::roles(tx, id)
        .await?
        .iter()
        .any(|row| row.person == person && matches!(row.role, Role::Lead | Role::Facilitator));
    // Somebody else answered, or they welcome nobody any more.
    if !welcomes || stored::requests(tx, id).await?.is_empty() {
        return Ok(None);
    }
    let Some((community, alias)) = desk.community(tx, id).await? else { return Ok(None) };
    let (m, site) = (desk.messages, desk.site);
    let says = vec![m.with("letter-joining", &[("name", name.into()), ("community", community.into())])];
    let act = Some(desk.act(desk.t("letter-joining-act"), &route::COMMUNITY_REQUESTS.replace("{alias}", &alias)));
    let why = m.with("letter-joining-why", &[("site", site.into())]);
    Ok(Some(Says { subject: desk.t("letter-joining-subject").into_owned(), words: says, act, why }))
}

async fn decided(desk: &Desk<'_>, tx: &mut Tx, person: PersonId, name: &str) -> Result<Option<Says>> {
    let Some(id) = desk.about::<ToldId>() else { return Ok(None) };
    // They read it on the site before it was written.
    let Some(row) = stored::told(tx, id).await?.filter(|row| row.person == person) else { return Ok(None) };
    let Some((community, alias)) = desk.community(tx, row.community).await? else { return Ok(None) };
    let (m, site) = (desk.messages, desk.site);
    let first = match row.told {
        Told::Accepted => {
            m.with("letter-membership-accepted", &[("name", name.into()), ("community", community.into())])
        }
        Told::Refused => m.with("letter-membership-refused", &[("name", name.into()), ("community", community.into())]),
        Told::Removed => m.with("letter-membership-removed", &[("name", name.into()), ("community", community.into())]),
        Told::Roles => m.with("letter-membership-roles", &[("name", name.into()), ("community", community.into())]),
    };
    let mut says = vec![first];
    if !row.words.is_empty() {
        says.push(m.with("letter-membership-words", &[("words", row.words.as_str().into())]));
    }
    let address = match row.told {
        Told::Accepted | Told::Roles => route::COMMUNITY.replace("{alias}", &alias),
        Told::Refused | Told::Removed => route::MY_COMMUNITIES.to_owned(),
    };
    let act = Some(desk.act(desk.t("letter-membership-act"), &address));
    let why = m.with("letter-changed-why", &[("site", site.into())]);
    Ok(Some(Says { subject: desk.t("letter-membership-subject").into_owned(), words: says, act, why }))
}

async fn invited(desk: &Desk<'_>, tx: &mut Tx, has_an_account: bool) -> Result<Option<Says>> {
    let Some(id) = desk.about::<InvitationId>() else { return Ok(None) };
    // It was taken back, or accepted.
    let Some(row) = stored::invitation(tx, id, desk.ctx.now()).await? else { return Ok(None) };
    let Some((community, _)) = desk.community(tx, row.community).await? else { return Ok(None) };
    let by = match row.by {
        Some(by) => called(tx, row.community, by).await?,
        None => String::new(),
    };
    let (mode, _) = store::registration::read(tx).await?;
    let (m, site) = (desk.messages, desk.site);
    let first = if by.is_empty() {
        m.with("letter-community-invited", &[("community", community.into()), ("site", site.into())])
    } else {
        let by = by.as_str();
        m.with(
            "letter-community-invited-by",
            &[("by", by.into()), ("community", community.into()), ("site", site.into())],
        )
    };
    let mut says = vec![first];
    if !row.words.is_empty() {
        says.push(m.with("letter-membership-words", &[("words", row.words.as_str().into())]));
    }
    let act = if has_an_account {
        says.push(desk.t("letter-community-invited-known").into_owned());
        Some(desk.act(desk.t("letter-community-invited-act"), route::MY_COMMUNITIES))
    } else if matches!(mode, Registration::Open | Registration::OnRequest) {
        says.push(desk.t("letter-community-invited-new").into_owned());
        Some(desk.act(desk.t("letter-sign-up-act"), route::SIGN_UP))
    } else {
        says.push(desk.t("letter-community-invited-closed").into_owned());
        None
    };
    let why = m.with("letter-community-invited-why", &[("site", site.into())]);
    Ok(Some(Says { subject: desk.t("letter-invited-subject").into_owned(), words: says, act, why }))
}
