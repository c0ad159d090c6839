//! Small random networks, where people, communities, notebooks and notes meet often.

use domain::communities::{Access, Role};
use domain::notes::{NoteKind, Visibility};
use domain::policy::{Memberships, Viewer};
use domain::profile::{Audience, ProfileField};
use domain::{Clock, CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Title};
use store::communities::NewCommunity;
use store::notes::NewCredit;
use store::profiles::FieldRow;
use store::{Result, Tx, communities, notebooks, notes, people, profiles};

use crate::chance::Chance;

/// What a random network holds.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Its accounts.
    pub people: Vec<PersonId>,
    /// Its communities, listed or not.
    pub communities: Vec<CommunityId>,
    /// Its notebooks.
    pub notebooks: Vec<NotebookId>,
    /// Its notes, the bin included.
    pub notes: Vec<NoteId>,
    /// Those of its communities that have a curator or a lead.
    pub tended: Vec<CommunityId>,
    /// Those of its notes that have no author, nor a linked and tended community to which editing is delegated.
    pub kept: Vec<NoteId>,
}

impl World {
    /// Writes a network of six accounts, three communities, four notebooks and eight notes.
    ///
    /// # Panics
    /// Never: its titles are titles.
    pub async fn write(tx: &mut Tx, chance: &Chance) -> Result<Self> {
        let mut world = Self::default();
        for number in 0..6 {
            world.people.push(person(tx, chance, number).await?);
        }
        for number in 0..3 {
            let (id, tended) = community(tx, chance, &world.people, number).await?;
            world.communities.push(id);
            world.tended.extend(tended.then_some(id));
        }
        for visibility in Visibility::ALL {
            world.notebooks.push(notebook(tx, chance, &world, visibility).await?);
        }
        for number in 0..8 {
            let (id, kept) = note(tx, chance, &world, number).await?;
            world.notes.push(id);
            world.kept.extend(kept.then_some(id));
        }
        for person in &world.people {
            // Half of them say nothing of themselves.
            let Some(audience) = chance.one_of(&Audience::ALL).filter(|_| chance.once_in(2)) else { continue };
            for field in ProfileField::ALL.into_iter().filter(|_| chance.once_in(3)) {
                profiles::set(tx, *person, &FieldRow { field, words: "Potière".to_owned(), audience }).await?;
            }
        }
        Ok(world)
    }
}

/// The viewer that this account is, as its rows say.
///
/// # Panics
/// When there is no such account.
pub async fn viewer(tx: &mut Tx, person: PersonId) -> Result<Viewer> {
    let steward = people::steward(tx, person).await?.expect("an account");
    let mut memberships = Memberships::new();
    for (community, role) in people::memberships(tx, person).await? {
        memberships.entry(community).or_default().extend(role);
    }
    Ok(Viewer::person(person, memberships, steward))
}

async fn person(tx: &mut Tx, chance: &Chance, number: usize) -> Result<PersonId> {
    let (id, name) = (chance.id(), format!("Personne {number}"));
    people::insert(
        tx,
        id,
        &name,
        &name.to_lowercase(),
        name.clone().into_bytes(),
        true,
        chance.once_in(4),
        chance.now(),
    )
    .await?;
    Ok(id)
}

async fn community(tx: &mut Tx, chance: &Chance, people: &[PersonId], number: usize) -> Result<(CommunityId, bool)> {
    let id: CommunityId = chance.id();
    let name = format!("Cercle {number}");
    let alias = format!("c{id}");
    let (about, access, listed) = ("", Access::OnRequest, chance.once_in(2));
    let community = NewCommunity { alias: &alias, name: &name, about, access, listed };
    communities::insert(tx, id, &community, name.clone().into_bytes(), chance.now()).await?;
    let mut tended = false;
    for person in people {
        for _ in 0..chance.below(3) {
            let role = chance.one_of(&[
                Role::Member,
                Role::Member,
                Role::Member,
                Role::Curator,
                Role::Facilitator,
                Role::Lead,
            ]);
            communities::add_member(tx, id, *person, role.unwrap_or(Role::Member), chance.now()).await?;
            tended |= matches!(role, Some(Role::Curator | Role::Lead));
        }
    }
    Ok((id, tended))
}

async fn notebook(tx: &mut Tx, chance: &Chance, world: &World, visibility: Visibility) -> Result<NotebookId> {
    let id: NotebookId = chance.id();
    let title = Title::parse(&format!("Carnet {visibility}")).expect("a title");
    let french = LanguageTag::from_store("fr".to_owned());
    notebooks::insert(tx, id, &title, title.key().into_bytes(), "", &french, visibility, chance.now()).await?;
    for _ in 0..chance.below(4) {
        if let Some(person) = chance.one_of(&world.people) {
            notebooks::add_member(tx, id, person, chance.once_in(2)).await?;
        }
    }
    for _ in 0..chance.below(3) {
        if let Some(community) = chance.one_of(&world.communities) {
            notebooks::link_community(tx, id, community, chance.once_in(2)).await?;
        }
    }
    Ok(id)
}

async fn note(tx: &mut Tx, chance: &Chance, world: &World, number: usize) -> Result<(NoteId, bool)> {
    let id: NoteId = chance.id();
    let title = Title::parse(&format!("Note {number}")).expect("a title");
    let french = LanguageTag::from_store("fr".to_owned());
    let now = chance.now();
    let row = notes::NewNote {
        id,
        title: &title,
        sort_key: title.key().into_bytes(),
        kind: NoteKind::Article,
        language: &french,
        visibility: chance.one_of(&Visibility::ALL).unwrap_or(Visibility::Authors),
        licence: None,
        excerpt: "",
        came_in: if chance.once_in(2) { chance.one_of(&world.notebooks) } else { None },
        published: None,
        changed: now,
    };
    notes::insert(tx, &row, now).await?;
    let (mut authored, mut linked, mut delegated) = (false, Vec::new(), None);
    for _ in 0..chance.below(2) {
        if let Some(person) = chance.one_of(&world.people) {
            authored = true;
            notes::add_author(tx, id, person).await?;
        }
    }
    for _ in 0..chance.below(3) {
        if let Some(person) = chance.one_of(&world.people) {
            notes::add_reader(tx, id, person).await?;
        }
    }
    if chance.once_in(4)
        && let Some(person) = chance.one_of(&world.people)
    {
        store::note_rights::invite(tx, id, person, None, now).await?;
    }
    for _ in 0..chance.below(3) {
        if let Some(community) = chance.one_of(&world.communities) {
            linked.push(community);
            // Often at the same moment: the order must not hang on chance then.
            notes::link_community(tx, id, community, now.plus_seconds(i64::from(chance.once_in(2)))).await?;
        }
    }
    if chance.once_in(2) {
        // To a community that is linked, or not.
        delegated = chance.one_of(&world.communities);
        notes::set_delegated(tx, id, delegated).await?;
    }
    if chance.once_in(6) {
        notes::set_deleted(tx, id, Some(chance.now())).await?;
    }
    if chance.once_in(4) {
        notes::set_hidden(tx, id, Some(chance.now())).await?;
    }
    let signed: Vec<PersonId> = world.people.iter().copied().filter(|_| chance.once_in(4)).collect();
    let credits = signed.iter().map(|person| NewCredit {
        person: *person,
        role: "",
        name: if chance.once_in(4) { "Violette" } else { "" },
    });
    notes::set_credits(tx, id, &credits.collect::<Vec<_>>()).await?;
    let delegates = delegated.is_some_and(|community| linked.contains(&community) && world.tended.contains(&community));
    Ok((id, !authored && !delegates))
}
