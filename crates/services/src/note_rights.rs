//! Who may read and edit a note, and in which communities it is: what its page of rights shows, and does.
//!
//! What was decided of rights is no version of the note. Each act holds the note's row until it is done, so that two acts at once are
//! one after the other: of two authors who leave together, one stays.

mod audience;
mod authors;
mod settling;

pub use audience::{
    Readership, add_reader, link, link_to, may_decide, readership, remove_reader, set_visibility, unlink, unlink_from,
};
pub(crate) use authors::{ANSWERED_WITHIN, JOB, lapse};
pub use authors::{accept, agree, decline, delegate, invite, leave, refuse, remove, uninvite, unsign};
pub(crate) use settling::SETTLED_KEPT;
pub use settling::{Refusal, refusals, settle, waiting};

use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::notes::Visibility;
use domain::policy::{Manage, Note, NoteFacts, NoteLink, Policy, Unlink};
use domain::profile::ProfileField;
use domain::site::Registration;
use domain::tags::Tag;
use domain::{CommunityId, NoteId, PersonId, Slug, Timestamp};
use store::Tx;
use store::note_rights as stored;
pub use store::note_rights::Removal;

use crate::accounts::Wrong;
use crate::asking::Requested;
use crate::lines::note_link;
use crate::notes::{community_link, readable};
use crate::views::{CommunityLink, Link};
use crate::{Ctx, Error, Result, asking, communities, licences, people};

/// The most names that are proposed where one is typed.
pub(crate) const PROPOSED: i64 = 200;

/// Among whom somebody is looked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Those whose page whoever asks may see.
    Seen,
    /// Those too who go by their own name in a community that both are of.
    Met,
}

/// What became of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It is done.
    Done,
    /// More people would read the note: who they are is to be seen first.
    Asks,
}

/// A person, as a list of the page names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub person: PersonId,
    /// Their name, or that it is not for whoever asks; empty where they left.
    pub name: String,
}

/// Somebody who may edit the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Who.
    pub named: Named,
    /// Whether it is who asks.
    pub is_me: bool,
    /// That they were asked to edit it no more, and have not agreed.
    pub asked: Option<Removal>,
}

/// A linked community that whoever asks may know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Which one.
    pub link: CommunityLink,
    /// Whether they may unlink it.
    pub may_unlink: bool,
}

/// A community that the note can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Which one.
    pub community: CommunityId,
    /// What it is called.
    pub name: String,
    /// Whether anyone may join it.
    pub open: bool,
}

/// What somebody asks of whoever reads the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who asks; empty where they left.
    pub by: String,
    /// Until when it may be answered, where that is so.
    pub until: Option<Timestamp>,
}

/// What only those see who decide of the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Managed {
    /// Whether whoever asks alone may read it, at its narrowest.
    pub is_theirs_alone: bool,
    /// Whether whoever has an address of mail may make an account.
    pub registration_is_open: bool,
    /// Communities of theirs that it can be linked to.
    pub joined: Vec<Joined>,
    /// Who may read it by name.
    pub readers: Vec<Named>,
    /// Who may edit it by name.
    pub authors: Vec<Author>,
    /// Who is asked to edit it.
    pub invited: Vec<Named>,
    /// Whether whoever asks is one of the authors, and somebody else may edit it.
    pub may_leave: bool,
    /// The community whose leads and curators may edit it, where they may know of it.
    pub delegated: Option<CommunityId>,
    /// Names of people whom they see, or meet in their communities, to be proposed.
    pub names: Vec<String>,
    /// What they see of who reads it: what widens it says that it was seen.
    pub seen: String,
    /// The licence that is proposed to who publishes it; empty where none is.
    pub licence: String,
}

/// The rights of a note, as whoever asks may see and change them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsPage {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// Who may read it.
    pub visibility: Visibility,
    /// The linked communities that they may know of.
    pub linked: Vec<Linked>,
    /// That they are asked to edit it.
    pub invited: Option<Asked>,
    /// That they are asked to edit it no more.
    pub removal: Option<Asked>,
    /// Whether they sign it.
    pub signs: bool,
    /// Who asks to edit it and waits for an answer, where they give it.
    pub requests: Vec<Requested>,
    /// What they decide of, where they do.
    pub managed: Option<Managed>,
}

/// A person that was typed: a name, and which one, by their id, where several bear it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// The id.
    pub chosen: String,
}

/// One of several people of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Who.
    pub named: Named,
    /// What they say that they do, to whoever asks, or where whoever asks meets them; empty where there is nothing to say.
    pub about: String,
    /// Their page, where whoever asks may see it.
    pub address: Option<Address>,
}

/// The rights of a note that whoever asks may read.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for who reads
/// it and has nothing to decide here.
pub async fn read(ctx: &Ctx, id: NoteId) -> Result<RightsPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = readable(ctx, &mut tx, id).await?;
    let me = ctx.viewer.id().ok_or(Error::Forbidden)?;
    let facts = store::notes::facts(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let manages = Policy::decide::<Note, Manage>(&ctx.viewer, facts.clone()).is_ok();
    let mut linked = Vec::new();
    for row in store::notes::communities(&mut tx, &ctx.viewer, id, ctx.language()).await? {
        let link = community_link(row);
        let community =
            store::communities::facts(&mut tx, &ctx.viewer, link.community, ctx.now()).await?.ok_or(Error::NotFound)?;
        let may_unlink = Policy::decide::<NoteLink, Unlink>(&ctx.viewer, (facts.clone(), community)).is_ok();
        linked.push(Linked { link, may_unlink });
    }
    let inviter = stored::inviter(&mut tx, id, me).await?;
    let invited = inviter.map(|name| Asked { by: people::shown(ctx, name), until: None });
    let signs = stored::signs(&mut tx, id, me).await?;
    let requests = asking::waiting(ctx, &mut tx, &facts).await?;
    let has_one_thing = signs || invited.is_some() || !requests.is_empty() || linked.iter().any(|it| it.may_unlink);
    if !manages && !has_one_thing {
        return Err(Error::Forbidden);
    }
    let removals = stored::removals(&mut tx, id).await?;
    let mine = removals.iter().find(|row| row.person == me && row.state == Removal::Asked);
    let removal = mine.map(|row| Asked {
        by: people::shown(ctx, row.asker.clone()),
        until: Some(row.asked.plus_seconds(ANSWERED_WITHIN)),
    });
    let managed = if manages {
        let known: Vec<CommunityId> = linked.iter().map(|it| it.link.community).collect();
        let author = |(person, name): stored::Named| Author {
            is_me: person == me,
            asked: removals.iter().find(|row| row.person == person).map(|row| row.state),
            named: Named { person, name },
        };
        let joined = stored::joined(&mut tx, me, id, ctx.language()).await?;
        Some(Managed {
            is_theirs_alone: facts.authors() == [me] && facts.readers().is_empty() && facts.delegated().is_none(),
            registration_is_open: matches!(store::registration::read(&mut tx).await?, (Registration::Open, _)),
            joined: joined.into_iter().map(|(community, name, open)| Joined { community, name, open }).collect(),
            readers: listed(ctx, stored::readers(&mut tx, &ctx.viewer, id).await?),
            authors: stored::authors(&mut tx, id).await?.into_iter().map(author).collect(),
            invited: listed(ctx, stored::invited(&mut tx, &ctx.viewer, id).await?),
            may_leave: facts.authors().contains(&me) && facts.is_edited_without(me),
            delegated: facts.delegated().filter(|community| known.contains(community)),
            names: proposed(ctx, &mut tx).await?,
            seen: seen(facts.visibility(), &known),
            licence: licences::of_note(ctx, &mut tx, &row).await?,
        })
    } else {
        None
    };
    Ok(RightsPage {
        note: id,
        link: note_link(id, row.title),
        visibility: row.visibility,
        linked,
        invited,
        removal,
        signs,
        requests,
        managed,
    })
}

/// The people of a name that several bear, for whoever asks to choose; nothing where one bears it, or none.
///
/// # Errors
/// Of the database.
pub async fn choices(ctx: &Ctx, name: &str, among: Among) -> Result<Vec<Choice>> {
    let mut tx = ctx.services.store.heavy().await?;
    let mut choices = Vec::new();
    for (person, name) in found(ctx, &mut tx, &title_key(name), among).await? {
        let has_page = store::people::by_id(&mut tx, &ctx.viewer, person).await?.is_some();
        let about = if has_page {
            let shown = store::profiles::shown(&mut tx, &ctx.viewer, person).await?;
            let about = shown.into_iter().find(|(field, _)| *field == ProfileField::Occupation);
            about.map(|(_, words)| words).unwrap_or_default()
        } else {
            met_in(ctx, &mut tx, person).await?
        };
        let address = has_page.then(|| Address::Person(person, Slug::of(&name)));
        choices.push(Choice { named: Named { person, name }, about, address });
    }
    Ok(if choices.len() > 1 { choices } else { Vec::new() })
}

/// The person that was typed, among those whom whoever asks may name. Another one is as one that does not exist, even where their
/// id is sent.
pub(crate) async fn find(
    ctx: &Ctx,
    tx: &mut Tx,
    typed: &Typed,
    among: Among,
) -> Result<std::result::Result<PersonId, Wrong>> {
    let key = title_key(&typed.name);
    if key.is_empty() {
        return Ok(Err(Wrong::Missing));
    }
    let rows = found(ctx, tx, &key, among).await?;
    Ok(match rows.as_slice() {
        [] => Err(Wrong::NoPerson),
        [one] => Ok(one.0),
        several => {
            let chosen = several.iter().map(|row| row.0).find(|person| person.to_string() == typed.chosen);
            chosen.ok_or(Wrong::SeveralPeople)
        }
    })
}

/// The people whose folded name this is.
async fn found(ctx: &Ctx, tx: &mut Tx, key: &str, among: Among) -> Result<Vec<(PersonId, String)>> {
    Ok(match among {
        Among::Seen => store::people::found(tx, &ctx.viewer, key).await?,
        Among::Met => store::people::nameable(tx, &ctx.viewer, key).await?,
    })
}

/// In which communities whoever asks reads the own name of this person, in words.
async fn met_in(ctx: &Ctx, tx: &mut Tx, person: PersonId) -> Result<String> {
    let ids = store::memberships::met_in(tx, &ctx.viewer, person).await?;
    let named = communities::named(ctx, tx, &ids).await?;
    let mut names: Vec<&str> = named.values().map(|link| link.title.as_str()).collect();
    names.sort_by_cached_key(|name| i18n::sort_key(name));
    let names = i18n::words::list(ctx.messages(), &names);
    Ok(ctx.messages().with("web-rights-met", &[("names", names.into())]))
}

/// Names to propose to who decides of a note: of people whom they meet in their communities, then of those whose page they see.
async fn proposed(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<String>> {
    let mut names = store::people::names_met(tx, &ctx.viewer, PROPOSED).await?;
    let left = PROPOSED - i64::try_from(names.len()).unwrap_or(PROPOSED);
    names.extend(store::people::names_seen(tx, &ctx.viewer, left).await?);
    names.sort_by_cached_key(|name| (i18n::sort_key(name), name.clone()));
    names.dedup();
    Ok(names)
}

/// People of the page: those whose name is for whoever asks, then the others, in an order that says nothing of it.
fn listed(ctx: &Ctx, rows: Vec<stored::Listed>) -> Vec<Named> {
    let (named, mut unnamed): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, name)| name.is_some());
    unnamed.sort_unstable_by_key(|(person, _)| *person);
    let somebody = ctx.messages().text("web-rights-unnamed");
    let line = |(person, name): stored::Listed| Named { person, name: name.unwrap_or_else(|| somebody.to_string()) };
    named.into_iter().chain(unnamed).map(line).collect()
}

/// Takes the note's row until the end of this transaction: what the rule knows of it.
pub(crate) async fn held(tx: &mut Tx, note: NoteId) -> Result<NoteFacts> {
    store::notes::lock(tx, note).await?;
    store::notes::facts(tx, note).await?.ok_or(Error::NotFound)
}

/// Says to the log that rights of a note changed; `tags` are the questions of before.
pub(crate) async fn record(ctx: &Ctx, tx: &mut Tx, note: NoteId, mut tags: Vec<Tag>) -> Result<()> {
    tags.extend(store::touched::note(tx, note).await?);
    tags.sort_unstable();
    tags.dedup();
    let change = Change { who: ctx.viewer.id(), kind: ChangeKind::Rights, thing: Thing::Note(note), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// The linked communities that whoever asks may know of.
async fn known(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<Vec<CommunityId>> {
    let rows = store::notes::communities(tx, &ctx.viewer, note, ctx.language()).await?;
    Ok(rows.into_iter().map(|(community, ..)| community).collect())
}

/// What somebody sees of who reads a note, in one word: a form that was made before another author changed it says another one.
pub(crate) fn seen(visibility: Visibility, known: &[CommunityId]) -> String {
    known.iter().fold(visibility.as_str().to_owned(), |word, community| format!("{word}.{community}"))
}

fn refused<T>(field: &'static str, why: Wrong) -> Result<T> {
    Err(Error::Refused(vec![(field, why)]))
}
