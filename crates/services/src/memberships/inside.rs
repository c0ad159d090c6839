//! The inside of a community: who its members are, who asks to come in, who is invited.

use std::collections::HashMap;

use domain::audit::Act;
use domain::changes::ChangeKind;
use domain::communities::{Access, Involvement, Role, Told};
use domain::people::MailAddress;
use domain::policy::{Community, Enter, Manage, Policy, TakePart, Welcome};
use domain::{CommunityId, Day, InvitationId, JoinRequestId, LanguageTag, NoteId, PersonId, Timestamp};
use i18n::TimeZone;
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::memberships::{self as stored, InvitationRow, JoinRequestRow, MemberRow, RoleRow};

use super::coming::come_in;
use super::roles::{self, Mandate};
use super::{REASON, authorised, called, hold, record, tell, titles, today};
use crate::accounts::{Wrong, missing_or};
use crate::audit::{self, On};
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::lines::note_link;
use crate::views::{Link, Page};
use crate::{Ctx, Error, PAGE, Result, again, communities};

/// How long an invitation serves, in seconds.
const INVITED: i64 = 30 * 24 * 3600;
/// The most characters of what an invitation says.
pub const WORDS: usize = 1000;

/// A role that wants somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// Which one.
    pub role: Role,
    /// Whose mandate is over, and since when; nothing where nobody holds it.
    pub ended: Option<(String, Day)>,
}

/// A member, as the others see them.
#[derive(Clone, Debug)]
pub struct Member {
    /// How a form names them: it says nothing of who they are elsewhere.
    pub handle: String,
    /// What they are called there.
    pub name: String,
    /// How much they take part, where they say it.
    pub involvement: Option<Involvement>,
    /// The roles that they hold.
    pub roles: Vec<Mandate>,
    /// Their home organisations, where they show them and the viewer may see them.
    pub organisations: Vec<Link>,
    /// Whether it is whoever asks.
    pub is_me: bool,
}

/// The inside of a community.
#[derive(Clone, Debug)]
pub struct Inside {
    /// Which community.
    pub community: Link,
    /// Its name in addresses.
    pub alias: String,
    /// How many members it has.
    pub count: usize,
    /// Its members, by name.
    pub members: Page<Member>,
    /// What wants somebody.
    pub risks: Vec<Vacancy>,
    /// Whether the viewer answers who asks to come in.
    pub welcomes: bool,
    /// Whether they may propose somebody.
    pub proposes: bool,
    /// Whether they answer for the community.
    pub leads: bool,
    /// What it keeps to itself.
    pub confidentiality: Option<crate::views::Said>,
}

/// Somebody who asks to become a member.
#[derive(Clone, Debug)]
pub struct Requested {
    /// Which request.
    pub id: JoinRequestId,
    /// What they would be called there.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub asked: Timestamp,
}

/// Somebody who is invited or proposed.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Which invitation.
    pub id: InvitationId,
    /// To which address: who invites typed it, and those who welcome read it.
    pub mail: MailAddress,
    /// Who invites or proposes, as they are called there; empty where they have left.
    pub by: String,
    /// What they say.
    pub words: String,
    /// Whether it waits for who may invite.
    pub proposed: bool,
    /// Until when it serves.
    pub expires: Timestamp,
}

/// What waits for those who welcome; for other members, how they propose somebody.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Which community.
    pub community: Link,
    /// Its name in addresses.
    pub alias: String,
    /// Whether the viewer welcomes there.
    pub welcomes: bool,
    /// How one becomes a member.
    pub access: Access,
    /// Who asks, the first who asked first.
    pub requests: Vec<Requested>,
    /// Who is invited, and who is proposed.
    pub invitations: Vec<Invited>,
}

/// How forms name the members of a community: somebody who is called otherwise there is not found elsewhere by it.
pub(crate) struct Handles {
    secret: [u8; 32],
    community: CommunityId,
}

impl Handles {
    /// Those of a community, by the secret of the site: the same after a restart, and in each program that serves it.
    pub(crate) async fn of(ctx: &Ctx, tx: &mut Tx, community: CommunityId) -> Result<Self> {
        let secret = store::claims::secret(tx).await?.unwrap_or(*ctx.services.secret());
        Ok(Self { secret, community })
    }

    /// How a form names this one.
    pub(crate) fn name(&self, person: PersonId) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update(b"member");
        hash.update(self.community.bytes());
        hash.update(person.bytes());
        domain::hex::write(&hash.finalize()).chars().take(32).collect()
    }
}

/// The members of a community, each by how a form names them.
pub(super) async fn by_handle(ctx: &Ctx, tx: &mut Tx, id: CommunityId) -> Result<HashMap<String, PersonId>> {
    let handles = Handles::of(ctx, tx, id).await?;
    let members = stored::members(tx, id).await?;
    Ok(members.into_iter().map(|row| (handles.name(row.person), row.person)).collect())
}

/// What a member is called there.
fn name_of(row: &MemberRow) -> &str {
    if row.own.name.is_empty() { &row.own_name } else { &row.own.name }
}

/// The inside of a community, a page of its members at a time.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`], as [`Enter`] says.
pub async fn inside(ctx: &Ctx, alias: &str, after: Option<&str>, zone: &TimeZone) -> Result<Inside> {
    let mut tx = ctx.services.store.heavy().await?;
    let (id, right) = authorised::<Enter>(ctx, &mut tx, alias).await?;
    let welcomes = Policy::decide::<Community, Welcome>(&ctx.viewer, right.facts().clone()).is_ok();
    let proposes = Policy::decide::<Community, TakePart>(&ctx.viewer, right.facts().clone()).is_ok();
    let leads = roles::leads(ctx, right.facts());
    let handles = Handles::of(ctx, &mut tx, id).await?;
    let mut rows = stored::members(&mut tx, id).await?;
    rows.sort_by_cached_key(|row| (i18n::sort_key(name_of(row)), handles.name(row.person)));
    let count = rows.len();
    let from = after.and_then(|key| rows.iter().position(|row| handles.name(row.person) == key)).unwrap_or(0);
    let next = rows.get(from + PAGE).map(|row| handles.name(row.person));
    let held = stored::roles(&mut tx, id).await?;
    let mut shown: HashMap<PersonId, Vec<NoteId>> = HashMap::new();
    let day = today(ctx, zone).map(|day| day.to_string()).unwrap_or_default();
    for (person, organisation) in stored::shown_organisations(&mut tx, id, &day).await? {
        shown.entry(person).or_default().push(organisation);
    }
    let page: Vec<MemberRow> = rows.into_iter().skip(from).take(PAGE).collect();
    let named: Vec<NoteId> = page.iter().filter_map(|row| shown.get(&row.person)).flatten().copied().collect();
    let titles = titles(ctx, &mut tx, &named).await?;
    let mut members = Vec::with_capacity(page.len());
    for row in page {
        let mut mandates = Vec::new();
        for role in held.iter().filter(|role| role.person == row.person) {
            let mandate = roles::mandate(&mut tx, id, role).await?;
            let backup_handle = role.backup.map(|person| handles.name(person)).unwrap_or_default();
            mandates.push(Mandate { backup_handle, ..mandate });
        }
        mandates.sort_by_key(|mandate| std::cmp::Reverse(mandate.role));
        let organisations = shown.remove(&row.person).unwrap_or_default();
        let organisations =
            organisations.into_iter().filter_map(|note| Some(note_link(note, titles.get(&note)?.clone())));
        members.push(Member {
            handle: handles.name(row.person),
            name: name_of(&row).to_owned(),
            involvement: row.own.involvement,
            roles: mandates,
            organisations: organisations.collect(),
            is_me: ctx.viewer.is(row.person),
        });
    }
    let risks = roles::risks(ctx, &mut tx, right.facts()).await?;
    let community = communities::named(ctx, &mut tx, &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let confidentiality = communities::confidentiality(ctx, &mut tx, id).await?;
    let (alias, members) = (alias.to_owned(), Page { items: members, next });
    Ok(Inside { community, alias, count, members, risks, welcomes, proposes, leads, confidentiality })
}

/// One member, for who decides of roles; with the others, who may stand in: each as a form names them, and by name.
///
/// # Errors
/// [`Error::NotFound`] for who is no member; [`Error::Forbidden`], as [`Manage`] says.
pub async fn find(ctx: &Ctx, alias: &str, member: &str) -> Result<(Member, Vec<(String, String)>)> {
    let mut tx = ctx.services.store.heavy().await?;
    let (id, _) = authorised::<Manage>(ctx, &mut tx, alias).await?;
    let handles = Handles::of(ctx, &mut tx, id).await?;
    let rows = stored::members(&mut tx, id).await?;
    let row = rows.iter().find(|row| handles.name(row.person) == member).ok_or(Error::NotFound)?;
    let held: Vec<RoleRow> = stored::roles(&mut tx, id).await?;
    let mut mandates = Vec::new();
    for role in held.iter().filter(|role| role.person == row.person) {
        let backup_handle = role.backup.map(|person| handles.name(person)).unwrap_or_default();
        mandates.push(Mandate { backup_handle, ..roles::mandate(&mut tx, id, role).await? });
    }
    let found = Member {
        handle: member.to_owned(),
        name: name_of(row).to_owned(),
        involvement: row.own.involvement,
        roles: mandates,
        organisations: Vec::new(),
        is_me: ctx.viewer.is(row.person),
    };
    let others = rows.iter().filter(|other| other.person != row.person);
    let mut others: Vec<(String, String)> =
        others.map(|other| (handles.name(other.person), name_of(other).to_owned())).collect();
    others.sort_by_cached_key(|(handle, name)| (i18n::sort_key(name), handle.clone()));
    Ok((found, others))
}

/// Ends the membership of somebody, who is told why.
///
/// # Errors
/// [`Error::NotFound`] for who is no member; [`Error::Forbidden`], as [`Manage`] says, and for oneself: one leaves;
/// [`Error::Refused`] without a reason; [`Error::Conflict`] where the last lead would lead no more.
pub async fn remove(ctx: &Ctx, alias: &str, member: &str, reason: &str) -> Result<()> {
    let reason = read_reason(reason, "reason")?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (id, _) = authorised::<Manage>(ctx, &mut tx, alias).await?;
        hold(&mut tx, id).await?;
        let members = by_handle(ctx, &mut tx, id).await?;
        let person = members.get(member).copied().ok_or(Error::NotFound)?;
        let held = stored::roles(&mut tx, id).await?;
        // Of two leads who remove each other, one stays.
        let is_last = roles::leaves_no_lead(&held, &[], person);
        if ctx.viewer.is(person) {
            return Err(Error::Forbidden);
        }
        if is_last {
            return Err(Error::Conflict);
        }
        stored::end(&mut tx, id, person).await?;
        store::people::ask_renewal(&mut tx, person).await?;
        tell(ctx, &mut tx, id, person, Told::Removed, &reason).await?;
        record(ctx, &mut tx, id, person, ChangeKind::Rights).await?;
        audit::record(ctx, &mut tx, Act::MemberRemoved, On::member(id, person)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

fn read_reason(typed: &str, field: &'static str) -> Result<String> {
    let reason = typed.trim().replace("\r\n", "\n");
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(Error::Refused(vec![(field, missing_or(&reason, Wrong::Long))]));
    }
    Ok(reason)
}

/// What waits for those who welcome; for another member, what they need to propose somebody.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`], as [`TakePart`] says.
pub async fn desk(ctx: &Ctx, alias: &str) -> Result<Desk> {
    let mut tx = ctx.services.store.read().await?;
    let (id, right) = authorised::<TakePart>(ctx, &mut tx, alias).await?;
    let welcomes = Policy::decide::<Community, Welcome>(&ctx.viewer, right.facts().clone()).is_ok();
    let (mut requests, mut invitations) = (Vec::new(), Vec::new());
    if welcomes {
        requests = requested(&mut tx, id).await?;
        for row in stored::invitations(&mut tx, id, ctx.now()).await? {
            let by = match row.by {
                Some(by) => called(&mut tx, id, by).await?,
                None => String::new(),
            };
            let InvitationRow { id, mail, words, proposed, expires, .. } = row;
            invitations.push(Invited { id, mail, by, words, proposed, expires });
        }
    }
    let community = communities::named(ctx, &mut tx, &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let access = right.facts().access();
    Ok(Desk { community, alias: alias.to_owned(), welcomes, access, requests, invitations })
}

/// Who asks to become a member, the first who asked first: for who answers them.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`], as [`Welcome`] says.
pub async fn requests(ctx: &Ctx, alias: &str) -> Result<Vec<Requested>> {
    let mut tx = ctx.services.store.read().await?;
    let (id, _) = authorised::<Welcome>(ctx, &mut tx, alias).await?;
    requested(&mut tx, id).await
}

/// Who asks to become a member, by the name that they would have there. The caller has checked that the viewer welcomes.
async fn requested(tx: &mut Tx, id: CommunityId) -> Result<Vec<Requested>> {
    let requested = |row: JoinRequestRow| {
        let JoinRequestRow { id, own_name, name, reason, asked, .. } = row;
        Requested { id, name: if name.is_empty() { own_name } else { name }, reason, asked }
    };
    Ok(stored::requests(tx, id).await?.into_iter().map(requested).collect())
}

/// Answers who asks to become a member: yes, or no with a reason. They are told.
///
/// # Errors
/// [`Error::NotFound`] where nobody asks any more; [`Error::Forbidden`], as [`Welcome`] says; [`Error::Refused`] for a no without
/// a reason.
pub async fn answer(ctx: &Ctx, alias: &str, request: JoinRequestId, accepts: bool, reason: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (id, _) = authorised::<Welcome>(ctx, &mut tx, alias).await?;
        let requests = stored::requests(&mut tx, id).await?;
        let row = requests.into_iter().find(|row| row.id == request).ok_or(Error::NotFound)?;
        let reason = if accepts { String::new() } else { read_reason(reason, "answer")? };
        // Somebody else answered in between, or who asked took it back.
        if !stored::end_request(&mut tx, id, row.person).await? {
            return Err(Error::NotFound);
        }
        if accepts {
            come_in(ctx, &mut tx, id, row.person, &row.name).await?;
            tell(ctx, &mut tx, id, row.person, Told::Accepted, "").await?;
        } else {
            tell(ctx, &mut tx, id, row.person, Told::Refused, &reason).await?;
            record(ctx, &mut tx, id, row.person, ChangeKind::Edited).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Invites somebody by letter where the viewer welcomes; where they are another member, proposes it to who does. Nothing tells
/// whether the address has an account.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`], as [`TakePart`] says; [`Error::Refused`] for what was typed;
/// [`Error::TooOften`].
pub async fn invite(ctx: &Ctx, alias: &str, mail: &str, words: &str, language: &LanguageTag) -> Result<bool> {
    let me = ctx.me()?;
    let (mut wrong, words) = (Vec::new(), words.trim().replace("\r\n", "\n"));
    let address = MailAddress::parse(mail);
    if address.is_none() {
        wrong.push(("mail", missing_or(mail, Wrong::NotAnAddress)));
    }
    if words.chars().count() > WORDS {
        wrong.push(("words", Wrong::Long));
    }
    let (Some(mail), true) = (address, wrong.is_empty()) else { return Err(Error::Refused(wrong)) };
    let services = &ctx.services;
    let invitation = InvitationId::new(&*services.clock, &*services.randomness);
    Try::to_be_written_to(ctx, &mail, None).take(ctx).await?;
    Try::to_have_letters_sent(me).take(ctx).await?;
    again(async || {
        let mut tx = services.store.write().await?;
        let now = ctx.now();
        let (id, right) = authorised::<TakePart>(ctx, &mut tx, alias).await?;
        let welcomes = Policy::decide::<Community, Welcome>(&ctx.viewer, right.facts().clone()).is_ok();
        stored::forget_invitations(&mut tx, now).await?;
        if stored::invitations(&mut tx, id, now).await?.iter().any(|row| row.mail.key() == mail.key()) {
            // To a member who may not read who was invited, a second proposal is as the first one.
            return if welcomes { Err(Error::Refused(vec![("mail", Wrong::Already)])) } else { Ok(false) };
        }
        let expires = now.plus_seconds(INVITED);
        let row = InvitationRow {
            id: invitation,
            community: id,
            mail: mail.clone(),
            by: Some(me),
            words: words.clone(),
            proposed: !welcomes,
            expires,
        };
        stored::invite(&mut tx, &row, now).await?;
        if welcomes {
            let about = Some(invitation.bytes().to_vec());
            letters::ask(&mut tx, ctx, Kind::MembershipInvitation, &mail, language, about).await?;
            super::tell_invited(ctx, &mut tx, id, &mail).await?;
        }
        record(ctx, &mut tx, id, me, ChangeKind::Edited).await?;
        tx.commit().await?;
        Ok(welcomes)
    })
    .await
}

/// Sends the invitation that a member proposed.
///
/// # Errors
/// [`Error::NotFound`] where it is none any more; [`Error::Forbidden`], as [`Welcome`] says.
pub async fn welcome(ctx: &Ctx, alias: &str, invitation: InvitationId, language: &LanguageTag) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let now = ctx.now();
        let (id, _) = authorised::<Welcome>(ctx, &mut tx, alias).await?;
        if !stored::send_proposed(&mut tx, id, invitation, Some(me), now.plus_seconds(INVITED)).await? {
            return Err(Error::NotFound);
        }
        let row = stored::invitation(&mut tx, invitation, now).await?.ok_or(Error::NotFound)?;
        let about = Some(invitation.bytes().to_vec());
        letters::ask(&mut tx, ctx, Kind::MembershipInvitation, &row.mail, language, about).await?;
        super::tell_invited(ctx, &mut tx, id, &row.mail).await?;
        record(ctx, &mut tx, id, me, ChangeKind::Edited).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Takes an invitation back, or declines a proposal.
///
/// # Errors
/// [`Error::NotFound`] where it is none any more; [`Error::Forbidden`], as [`Welcome`] says.
pub async fn take_back(ctx: &Ctx, alias: &str, invitation: InvitationId) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (id, _) = authorised::<Welcome>(ctx, &mut tx, alias).await?;
        if !stored::end_invitation(&mut tx, id, invitation).await? {
            return Err(Error::NotFound);
        }
        record(ctx, &mut tx, id, me, ChangeKind::Edited).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
