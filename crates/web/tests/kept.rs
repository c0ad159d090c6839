//! The law of kept pages: the kept page is the page made afresh, whatever is written meanwhile. And what a change leaves.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::StatusCode;
use domain::communities::{Role, Stage};
use domain::notes::Visibility;
use domain::tags::Tag;
use domain::{CategoryId, CommunityId, Day, LanguageTag, NoteId, NotebookId, PersonId};
use store::communities::CommunityWords;
use store::notebooks::{EntryPoint, EntryTarget};
use testkit::scene::Edit;
use testkit::site::Session;
use testkit::{Chance, TestApp, postgres_store, sqlite_store};

const TITLES: [&str; 8] = ["Accueil", "Fanal", "Marée", "Phare", "Brume", "Escale", "Quille", "Hune"];

/// What texts say, and what terms are called.
const WORDS: [&str; 5] = ["marée et la brume", "marée", "brume", "hune", "vague"];

/// A site that random writes keep changing, and every address of it that was ever asked.
struct Network {
    site: Arc<TestApp>,
    notes: Vec<NoteId>,
    notebooks: Vec<NotebookId>,
    categories: Vec<CategoryId>,
    communities: Vec<CommunityId>,
    people: Vec<PersonId>,
    /// Nobody's, then those of two accounts whose roles change.
    sessions: Vec<Option<Session>>,
    asked: BTreeSet<(usize, String)>,
}

fn body(chance: &Chance) -> String {
    let title = || chance.one_of(&TITLES).unwrap();
    let version = chance.below(1_000);
    let words = chance.one_of(&WORDS).unwrap();
    format!(
        "La {words}. Voir [[{}]] puis [[{}|là]] et [[Voulue {}]].\n\n## Suite {version}\n\n![[{}]]\n",
        title(),
        title(),
        chance.below(6),
        title()
    )
}

impl Network {
    async fn on(site: TestApp) -> Self {
        let people = vec![site.person("Ana").await, site.person("Béa").await, site.signature("Chloé").await];
        let sessions = vec![None, Some(site.session(people[0]).await), Some(site.session(people[1]).await)];
        let communities =
            vec![site.community("fanal", "Fanal", true).await, site.community("hune", "Hune", false).await];
        let notebooks = vec![
            site.notebook("Guide", Visibility::Public, Some(communities[0])).await,
            site.notebook("Cahier", Visibility::Public, Some(communities[1])).await,
        ];
        let mut categories = Vec::new();
        for notebook in &notebooks {
            categories.push(site.category(*notebook, "Métier").await);
        }
        let mut notes = Vec::new();
        for (number, title) in TITLES.iter().enumerate() {
            let written = site.note(title).body(&body(&site.chance)).signed(people[number % 3]);
            let written = written.linked_to(communities[number % 2]).placed_under(notebooks[0], &categories[..1]);
            let written = match *title {
                "Marée" => written.as_term(),
                "Brume" => written.as_term_of(communities[1]),
                _ => written,
            };
            notes.push(if number % 3 == 0 { written.placed_in(notebooks[1]) } else { written }.write().await);
        }
        let site = Arc::new(site);
        Self { site, notes, notebooks, categories, communities, people, sessions, asked: BTreeSet::new() }
    }

    fn chance(&self) -> &Chance {
        &self.site.chance
    }

    /// Addresses without a slug lead to those with one, which are kept.
    fn some_address(&self) -> String {
        let chance = self.chance();
        let note = chance.one_of(&self.notes).unwrap();
        let notebook = chance.one_of(&self.notebooks).unwrap();
        match chance.below(19) {
            15 => "/lexicon".to_owned(),
            16 | 17 => format!("/lexicon/{}", chance.one_of(&["maree", "brume", "hune"]).unwrap()),
            0 => "/".to_owned(),
            1 => "/recent".to_owned(),
            2 => "/notebooks".to_owned(),
            3 => "/communities".to_owned(),
            4 => format!("/communities/{}", chance.one_of(&["fanal", "hune"]).unwrap()),
            5 => format!("/people/{}", chance.one_of(&self.people).unwrap()),
            6 => format!("/n/{note}/-/versions"),
            7 => format!("/n/{note}/-/versions/1"),
            8 => format!("/c/{notebook}/x/n/{note}"),
            11 => "/wanted".to_owned(),
            9 | 10 => {
                format!("/c/{notebook}?sort={}", chance.one_of(&["manual", "newest", "changed", "title"]).unwrap())
            }
            _ => format!("/n/{note}"),
        }
    }

    fn some_edit(&self) -> Edit {
        let chance = self.chance();
        let note = chance.one_of(&self.notes).unwrap();
        let place = usize::from(chance.once_in(2));
        let (notebook, category) = (self.notebooks[place], self.categories[place]);
        let community = chance.one_of(&self.communities).unwrap();
        let visibility = if chance.once_in(2) { Visibility::Public } else { chance.one_of(&Visibility::ALL).unwrap() };
        let ways_in = || {
            let way = |_| {
                let label = if chance.once_in(2) { "Début".to_owned() } else { String::new() };
                let to = if chance.once_in(3) {
                    EntryTarget::Notebook(chance.one_of(&self.notebooks).unwrap())
                } else {
                    EntryTarget::Note(chance.one_of(&self.notes).unwrap())
                };
                EntryPoint { label, to }
            };
            (0..chance.below(4)).map(way).collect()
        };
        match chance.below(24) {
            21 => Edit::Withdraw(note, 1, self.people[0]),
            22 => {
                let other = self.notes.iter().copied().filter(|other| *other != note).collect::<Vec<_>>();
                let made_from = i64::try_from(chance.below(3)).unwrap();
                Edit::Translation(note, chance.one_of(&other).unwrap(), made_from)
            }
            23 => {
                let named = WORDS.iter().filter(|_| chance.once_in(3)).map(|word| (*word).to_owned()).collect();
                Edit::Terms(note, named, chance.once_in(2))
            }
            0 | 1 => Edit::Body(note, body(chance)),
            2 => Edit::Title(note, chance.one_of(&TITLES).unwrap().to_owned()),
            3 => Edit::Title(note, format!("Voulue {}", chance.below(6))),
            4 | 5 => Edit::Visibility(note, visibility),
            6 if chance.once_in(2) => Edit::Hide(note, true),
            6 => Edit::Delete(note),
            7 => Edit::Restore(note),
            8 => Edit::Hide(note, false),
            9 => {
                if chance.once_in(3) {
                    return Edit::SignedAs(note, chance.one_of(&self.people).unwrap(), "Violette".to_owned());
                }
                let people = self.people.iter().copied().filter(|_| chance.once_in(2));
                Edit::Byline(note, people.collect())
            }
            10 | 11 => Edit::Place(notebook, note, i64::try_from(chance.below(1 << 52)).unwrap()),
            12 => Edit::Unplace(notebook, note),
            13 => Edit::NotebookVisibility(notebook, visibility),
            14 => match chance.below(4) {
                0 => Edit::NotebookTitle(notebook, format!("Carnet {}", chance.below(9))),
                1 => Edit::EntryPoints(notebook, ways_in()),
                2 => {
                    let picture = [u8::try_from(chance.below(250)).unwrap(); 32];
                    Edit::Cover(notebook, chance.once_in(2).then_some(picture))
                }
                _ => Edit::Role(
                    community,
                    self.people[usize::from(chance.once_in(2))],
                    chance.one_of(&[Role::Member, Role::Curator, Role::Lead]).unwrap(),
                ),
            },
            18 => Edit::Pins(note, (0..chance.below(3)).filter_map(|_| chance.one_of(&self.notes)).collect()),
            19 | 20 => {
                let labels = WORDS.iter().skip(1).filter(|_| chance.once_in(2)).map(|word| (*word).to_owned());
                Edit::Called(note, labels.collect())
            }
            15 => Edit::Listed(community, chance.once_in(2)),
            16 => self.what_a_community_says(community, note),
            _ => Edit::Categories(notebook, note, if chance.once_in(2) { vec![category] } else { Vec::new() }),
        }
    }

    fn what_a_community_says(&self, community: CommunityId, note: NoteId) -> Edit {
        let chance = self.chance();
        let number = chance.below(9);
        match chance.below(4) {
            0 => Edit::CommunityName(community, format!("Cercle {number}")),
            1 => {
                let words = CommunityWords { name: format!("Ronde {number}"), ..CommunityWords::default() };
                Edit::CommunitySays(community, LanguageTag::french(), words)
            }
            2 => Edit::Stage(community, chance.one_of(&Stage::ALL).unwrap(), Day::parse("2027-01-15"), None),
            _ => Edit::Charter(community, (number > 2).then_some(note)),
        }
    }

    /// One write, while pages are being made.
    async fn step(&mut self) {
        let mut making = Vec::new();
        for _ in 0..=self.chance().below(2) {
            let (site, address) = (self.site.clone(), self.some_address());
            let who = usize::try_from(self.chance().below(3)).unwrap();
            let session = self.sessions[who].clone();
            making.push(tokio::spawn(async move {
                let answer = site.get_as(session.as_ref(), &address).await;
                match answer.status {
                    StatusCode::MOVED_PERMANENTLY => {
                        let whole = answer.header("location").to_owned();
                        site.get_as(session.as_ref(), &whole).await;
                        (who, whole)
                    }
                    _ => (who, address),
                }
            }));
        }
        match self.chance().below(10) {
            0 => services::projections::catch_up(self.site.services()).await.unwrap(),
            1 => {
                let title = format!("Voulue {}", self.chance().below(6));
                let note = self.site.note(&title).body("Voir [[Accueil]].").placed_in(self.notebooks[0]);
                self.notes.push(note.write().await);
            }
            _ => {
                let edit = self.some_edit();
                // A category is borne by what is placed; a placement that is not there has none.
                if matches!(&edit, Edit::Categories(notebook, note, _) if !self.holds(*notebook, *note).await) {
                    return;
                }
                self.site.edit(&edit).await;
            }
        }
        for page in making {
            self.asked.insert(page.await.unwrap());
        }
    }

    async fn holds(&self, notebook: NotebookId, note: NoteId) -> bool {
        let mut tx = self.site.store.store.read().await.unwrap();
        let viewer = domain::policy::Viewer::system("a test");
        let holding = store::placements::holding(&mut tx, &viewer, note).await.unwrap();
        holding.iter().any(|held| held.id == notebook)
    }

    /// Compares some of the pages asked so far with the same made afresh; how many came from what was kept.
    async fn check(&self, most: usize) -> usize {
        let asked: Vec<&(usize, String)> = self.asked.iter().collect();
        let (afresh, before) = (self.site.afresh(), self.site.kept());
        let mut compared = BTreeSet::new();
        for _ in 0..most {
            let Some(asked) = self.chance().one_of(&asked).filter(|asked| compared.insert(*asked)) else {
                continue;
            };
            let (who, address) = (self.sessions[asked.0].as_ref(), &asked.1);
            let (kept, fresh) = (self.site.get_as(who, address).await, afresh.get_as(who, address).await);
            assert!(
                kept == fresh,
                "{} {address} {who:?}\n--- kept\n{}\n{:?}\n--- fresh\n{}\n{:?}",
                self.site.store.store.engine(),
                kept.text(),
                kept.headers,
                fresh.text(),
                fresh.headers
            );
        }
        let made = self.site.kept() - before;
        compared.len().saturating_sub(made)
    }
}

async fn runs(site: TestApp, count: usize) {
    let mut network = Network::on(site).await;
    let mut from_kept = 0;
    for _ in 0..count {
        for _ in 0..6 {
            network.step().await;
            from_kept += network.check(1).await;
        }
        network.check(6).await;
    }
    assert!(from_kept > count / 2, "only {from_kept} pages came from what was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kept_page_is_the_fresh_page_on_sqlite() {
    let hands = [1, 2].map(|seed| tokio::spawn(async move { runs(TestApp::on(sqlite_store().await, seed), 60).await }));
    for hand in hands {
        hand.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kept_page_is_the_fresh_page_on_postgresql() {
    let Some(store) = postgres_store().await else { return };
    runs(TestApp::on(store, 3), 50).await;
}

/// A thousand notes of one notebook, each citing ten others.
async fn thousand(site: &TestApp) -> Vec<NoteId> {
    let notebook = site.notebook("Guide", Visibility::Public, None).await;
    let ana = site.person("Ana").await;
    let notes: Vec<NoteId> = (0..1_000).map(|_| site.chance.id()).collect();
    let written = notes.iter().enumerate().map(|(number, id)| {
        let note = site.note(&format!("Note {number}")).body(&body_of(&notes, number, "Fin."));
        note.known_as(*id).signed(ana).placed_in(notebook)
    });
    site.write_all(written.collect()).await;
    site.catch_up().await;
    notes
}

fn body_of(notes: &[NoteId], number: usize, end: &str) -> String {
    let links: Vec<_> = (1..=10).map(|step| format!("Voir [[{}]].", notes[(number + step * 97) % 1_000])).collect();
    let links = links.join(" ");
    format!("{links}\n\n{end}\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_one_note_of_a_thousand_leaves_the_pages_of_the_others() {
    for site in TestApp::all(7).await {
        let engine = site.store.store.engine();
        let notes = thousand(&site).await;
        for (number, note) in notes.iter().enumerate() {
            assert_eq!(site.get(&format!("/n/{note}/note-{number}")).await.status, StatusCode::OK);
        }
        assert_eq!(site.keeps(), 1_000, "{engine}");
        site.edit(&Edit::Body(notes[500], body_of(&notes, 500, "Fin, pour de bon."))).await;
        site.catch_up().await;
        assert_eq!(site.keeps(), 999, "{engine}: only its own page shows its words");
        let others = body_of(&notes, 600, "Fin.").replace(&notes[697].to_string(), &notes[3].to_string());
        site.edit(&Edit::Body(notes[600], others)).await;
        site.catch_up().await;
        assert_eq!(site.keeps(), 996, "{engine}: its own, the one it no longer cites, the one it cites now");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_names_its_questions() {
    for site in TestApp::all(8).await {
        let network = Network::on(site).await;
        let site = &network.site;
        site.catch_up().await;
        for address in [
            "/",
            "/recent",
            "/notebooks",
            "/communities",
            "/communities/fanal",
            "/lexicon",
            "/lexicon/maree",
            "/lexicon/brume",
        ] {
            site.get(address).await;
        }
        for things in [
            network.notes.iter().map(|note| format!("/n/{note}")).collect::<Vec<_>>(),
            network.people.iter().map(|person| format!("/people/{person}")).collect(),
            network.notebooks.iter().map(|notebook| format!("/c/{notebook}?sort=title")).collect(),
        ] {
            for address in things {
                let whole = site.get(&address).await.header("location").to_owned();
                assert_eq!(site.get(&whole).await.status, StatusCode::OK, "{address}");
            }
        }
        for note in &network.notes {
            site.get(&format!("/n/{note}/-/versions")).await;
            site.get(&format!("/n/{note}/-/versions/1")).await;
        }
        let (notebook, note) = (network.notebooks[0], network.notes[0]);
        for view in ["grid", "work"] {
            let whole = site.get(&format!("/c/{notebook}?view={view}")).await.header("location").to_owned();
            assert_eq!(site.get(&whole).await.status, StatusCode::OK, "{view}");
        }
        site.get(&format!("/c/{notebook}/-/read/{note}")).await;
        assert!(site.app.kept.count() > 30);
        assert_eq!(site.app.kept.count_fresh(|asked| asked.tags.contains(&Tag::Public)), 0);
    }
}
