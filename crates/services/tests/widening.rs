//! No act on the rights or the place of a note widens it for others than those whom it says first, in random worlds.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is amiss")]

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{NoteFacts, Viewer};
use domain::{Clock as _, CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Title};
use services::note_rights::{self, Done, Typed};
use services::{Ctx, Result, Services, contents, placing};
use store::notes::{self, NewRevision};
use testkit::{Chance, World, sqlite_store, worlds};

/// How many worlds, and how many acts in each.
const WORLDS: u64 = 24;
const ACTS: u64 = 40;

#[derive(Clone, Copy, Debug)]
enum Act {
    See(Visibility),
    Link(CommunityId),
    Unlink(CommunityId),
    Place(NotebookId),
    Withdraw(NotebookId),
    DeclinePlacement(NotebookId),
    AddReader(PersonId),
    Invite(PersonId),
    Accept,
    Decline,
    Leave,
}

impl Act {
    fn any(chance: &Chance, world: &World) -> Self {
        let person = chance.one_of(&world.people).unwrap();
        let community = chance.one_of(&world.communities).unwrap();
        let notebook = chance.one_of(&world.notebooks).unwrap();
        let all = [
            Self::See(chance.one_of(&Visibility::ALL).unwrap()),
            Self::Link(community),
            Self::Unlink(community),
            Self::Place(notebook),
            Self::Withdraw(notebook),
            Self::DeclinePlacement(notebook),
            Self::AddReader(person),
            Self::Invite(person),
            Self::Accept,
            Self::Decline,
            Self::Leave,
        ];
        chance.one_of(&all).unwrap()
    }

    /// Does it; `sees` is what whoever asks saw of who reads the note.
    async fn done(self, ctx: &Ctx, note: NoteId, sees: &str) -> Result<Done> {
        let typed = |person: PersonId, name: &str| Typed { name: name.to_owned(), chosen: person.to_string() };
        match self {
            Self::See(level) => note_rights::set_visibility(ctx, note, level.as_str(), sees, "").await,
            Self::Link(community) => note_rights::link(ctx, note, &community.to_string(), sees).await,
            Self::Unlink(community) => note_rights::unlink(ctx, note, community).await,
            Self::Place(notebook) => {
                placing::place(ctx, note, &notebook.to_string(), &[], "").await.map(|()| Done::Done)
            }
            Self::Withdraw(notebook) => contents::withdraw(ctx, notebook, note).await.map(|()| Done::Done),
            Self::DeclinePlacement(notebook) => {
                placing::decline(ctx, note, notebook, "Pas ici.").await.map(|()| Done::Done)
            }
            Self::AddReader(person) => note_rights::add_reader(ctx, note, &typed(person, sees)).await,
            Self::Invite(person) => note_rights::invite(ctx, note, &typed(person, sees)).await,
            Self::Accept => note_rights::accept(ctx, note).await,
            Self::Decline => note_rights::decline(ctx, note).await,
            Self::Leave => note_rights::leave(ctx, note).await,
        }
    }

    /// Whether it says, before it is done, that this viewer will read the note.
    fn names(self, facts: &NoteFacts, viewer: &Viewer) -> bool {
        match self {
            Self::See(Visibility::Public) => true,
            Self::See(Visibility::SignedIn) => viewer.is_signed_in(),
            Self::See(Visibility::Community) => facts.communities().iter().any(|it| viewer.is_member(*it)),
            // Who leads where it is linked settles what hides it, of what they may read.
            Self::Link(community) if facts.is_hidden() && viewer.holds(community, &[Role::Lead]) => true,
            Self::Link(community) => facts.visibility() == Visibility::Community && viewer.is_member(community),
            Self::AddReader(person) | Self::Invite(person) => viewer.is(person),
            _ => false,
        }
    }
}

/// A network of notes that have a text, on a database of its own.
struct Site {
    services: Services,
    world: World,
    /// A visitor, then everyone.
    viewers: Vec<Viewer>,
}

impl Site {
    async fn write(services: Services, chance: &Chance) -> Self {
        let mut tx = services.store().write().await.unwrap();
        let world = World::write(&mut tx, chance).await.unwrap();
        let (title, french) = (Title::parse("Une note").unwrap(), LanguageTag::french());
        for note in &world.notes {
            let first = NewRevision {
                note: *note,
                base: 0,
                title: &title,
                sort_key: title.key().into_bytes(),
                language: &french,
                body: "Un texte.",
                excerpt: "Un texte.",
                author: None,
                saved: chance.now(),
                reason: "",
            };
            assert!(notes::save_revision(&mut tx, &first).await.unwrap());
            // A note is given to a linked community alone: no act makes another one.
            let facts = notes::facts(&mut tx, *note).await.unwrap().unwrap();
            if facts.delegated().is_some_and(|community| !facts.communities().contains(&community)) {
                notes::set_delegated(&mut tx, *note, None).await.unwrap();
            }
        }
        let mut viewers = vec![Viewer::visitor()];
        for person in &world.people {
            viewers.push(worlds::viewer(&mut tx, *person).await.unwrap());
        }
        tx.commit().await.unwrap();
        Self { services, world, viewers }
    }

    /// The notes that each viewer reads.
    async fn read(&self) -> Vec<BTreeSet<NoteId>> {
        let mut tx = self.services.store().heavy().await.unwrap();
        let mut all = Vec::new();
        for viewer in &self.viewers {
            all.push(notes::readable(&mut tx, viewer).await.unwrap().into_iter().collect());
        }
        all
    }

    /// What whoever asks is to have seen: of who reads the note, or the name that they type.
    async fn seen(&self, ctx: &Ctx, note: NoteId, act: Act) -> String {
        match act {
            Act::AddReader(person) | Act::Invite(person) => {
                let number = self.world.people.iter().position(|it| *it == person).unwrap();
                format!("Personne {number}")
            }
            _ => {
                let page = note_rights::read(ctx, note).await.ok();
                page.and_then(|page| page.managed).map(|managed| managed.seen).unwrap_or_default()
            }
        }
    }

    /// Does one act: whether it made anybody read more.
    async fn act(&self, chance: &Chance) -> bool {
        let (note, act) = (chance.one_of(&self.world.notes).unwrap(), Act::any(chance, &self.world));
        let mut tx = self.services.store().read().await.unwrap();
        let facts = notes::facts(&mut tx, note).await.unwrap().unwrap();
        drop(tx);
        // Most often who may do something; a visitor acts too, and may do nothing.
        let author = chance.one_of(facts.authors()).filter(|_| !chance.once_in(4));
        let anyone = &self.viewers[usize::try_from(chance.below(self.viewers.len() as u64)).unwrap()];
        let actor = author.and_then(|author| self.viewers.iter().find(|it| it.is(author))).unwrap_or(anyone);
        let ctx = self.services.seen_by(actor.clone());
        let before = self.read().await;
        let seen = self.seen(&ctx, note, act).await;
        let hurried = match act {
            Act::See(_) | Act::Link(_) => act.done(&ctx, note, "").await,
            _ => Ok(Done::Asks),
        };
        let outcome = match hurried {
            Ok(Done::Asks) => {
                assert_eq!(self.read().await, before, "{act:?}: who will read it is to be seen first");
                act.done(&ctx, note, &seen).await
            }
            done => done,
        };
        let after = self.read().await;
        if outcome.is_err() {
            assert_eq!(after, before, "{act:?}, {outcome:?}");
        }
        let mut widened = false;
        for (number, viewer) in self.viewers.iter().enumerate() {
            for more in after[number].difference(&before[number]) {
                assert_eq!(*more, note, "{act:?} of another note");
                let named = act.names(&facts, viewer) || self.keeps(&facts, viewer, act).await;
                assert!(named, "{act:?} by {actor:?}: {viewer:?} reads {facts:?}");
                widened = true;
            }
        }
        widened
    }

    /// Whether a note that no account may edit is kept by this viewer, from the moment when it left the community that kept it.
    async fn keeps(&self, facts: &NoteFacts, viewer: &Viewer, act: Act) -> bool {
        let mut tx = self.services.store().heavy().await.unwrap();
        facts.is_kept()
            && matches!(act, Act::Unlink(_))
            && notes::editable(&mut tx, viewer).await.unwrap().contains(&facts.id())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_widens_a_note_for_those_alone_whom_it_names() {
    let mut widened = 0;
    for seed in 0..WORLDS {
        let (store, folder) = (sqlite_store().await, tempfile::tempdir().unwrap());
        let blobs = blobs::Blobs::open(folder.path().join("blobs")).unwrap();
        let chance = Arc::new(Chance::new(6_900 + seed));
        let services = Services::new(store.store.clone(), blobs, chance.clone(), chance.clone());
        let site = Site::write(services, &chance).await;
        for _ in 0..ACTS {
            widened += u64::from(site.act(&chance).await);
        }
    }
    assert!(widened >= WORLDS / 2, "{widened}: hardly anything was opened");
}
