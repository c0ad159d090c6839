//! Every statement runs on both engines, and gives the same rows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

mod accounting;
mod asking;
mod checking;
mod lexicon;
mod managing;
mod members;
mod seen;
mod stewards;
mod told;
mod withdrawn;
mod written;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::time::{Duration, Instant};

use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::{Formality, Stage, Support};
use domain::lexicon::{EntryKey, LabelRole, TermRelation, TermState};
use domain::notebooks::{Color, Sort, View};
use domain::notes::Withdrawal;
use domain::organisations::{Identifier, OrganisationState, Precision};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{
    AttachmentId, CategoryId, Clock, CommunityId, Day, ImportId, LanguageTag, LetterId, NoteId, NotebookId, PartId,
    PersonId, Timestamp, Title,
};
use store::attachments::AttachmentRow;
use store::changes::Position;
use store::communities::CommunityWords;
use store::imports::ImportedRow;
use store::likeness::{Alike, Audience, BEFORE_ALL, EVERYONE, Kept, SIGNED_IN, Word};
use store::links::{Near, NewLink};
use store::notebooks::{EntryPoint, EntryTarget};
use store::notes::{NewCredit, NewRevision};
use store::organisations::OrganisationRow;
use store::terms::{NewConfusion, NewLabel, NewTerm};
use store::uses::Round;
use store::{
    Kind, Statement, Store, Tx, attachments, changes, check, communities, imports, jobs, likeness, links, names,
    notebooks, notes, organisations, parts, people, placements, projections, related, site, terms, translations, uses,
};
use testkit::{Chance, World, stores, worlds};

/// What was answered, in words that do not depend on the engine.
#[derive(Default)]
struct Answers(Vec<String>);

impl Answers {
    fn add(&mut self, question: &str, answer: impl Debug) {
        self.0.push(format!("{question}: {answer:?}"));
    }
}

static CATEGORY: Statement = Statement::new(
    "tests.category",
    "INSERT INTO category (id, notebook, list, name, name_key, sort_key) SELECT $1, id, 1, 'Été', 'ete', sort_key
     FROM notebook WHERE id = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static FILE_UNDER: Statement = Statement::new(
    "tests.file_under",
    "INSERT INTO placement_category (notebook, note, category) SELECT notebook, note, $2 FROM placement WHERE note = $1",
    &[Kind::Id, Kind::Id],
    &[],
);

const BODIES: [&str; 3] = ["", "# L’été « à venir »\n\n[[Œuvre]] \u{1f9f6}\n", "tab\tquote\"back\\slash'\u{7f}\u{1}"];

/// Work to be done later, through all that may become of it.
async fn work(tx: &mut Tx, chance: &Chance, answers: &mut Answers) {
    let (kinds, now) = (["sweep", "post"], chance.now());
    for (kind, payload) in [("sweep", ""), ("post", "été"), ("unknown", "")] {
        jobs::add(tx, chance.id(), kind, payload, now, now).await.unwrap();
    }
    answers.add("waiting", jobs::waiting(tx, "post").await.unwrap());
    answers.add("due", jobs::due(tx, &kinds, now).await.unwrap());
    for end in [jobs::End::Done, jobs::End::Dead] {
        let job = jobs::claim(tx, &kinds, now, now.plus_seconds(60)).await.unwrap().unwrap();
        answers.add("claimed", &job);
        answers.add("held", jobs::hold(tx, &job, now.plus_seconds(90)).await.unwrap());
        answers.add("ended", jobs::end(tx, &job, &end, "why", now).await.unwrap());
        answers.add("ended twice", jobs::end(tx, &job, &end, "why", now).await.unwrap());
        if end == jobs::End::Dead {
            answers.add("dead", jobs::dead(tx).await.unwrap());
            answers.add("revived", jobs::revive(tx, job.id, now).await.unwrap());
        }
    }
    answers.add("jobs", jobs::counts(tx).await.unwrap());
    answers.add("forgotten", jobs::forget_done(tx, now.plus_seconds(1)).await.unwrap());
}

/// Two categories for each notebook.
async fn write_categories(tx: &mut Tx, chance: &Chance, world: &World) -> Vec<Vec<CategoryId>> {
    let mut all = Vec::new();
    for notebook in &world.notebooks {
        let ids: Vec<CategoryId> = (0..2).map(|_| chance.id()).collect();
        for (id, name) in ids.iter().zip(["Métiers", "Œuvres"]) {
            store::categories::insert(tx, *id, *notebook, 1, name, name, name.into()).await.unwrap();
            assert_eq!(store::categories::named(tx, *notebook, 1, name).await.unwrap(), Some(*id));
        }
        all.push(ids);
    }
    all
}

struct Scene {
    world: World,
    titles: Vec<Title>,
    files: Vec<AttachmentId>,
    report: ImportId,
    last_change: i64,
    start: Timestamp,
}

async fn write(tx: &mut Tx, chance: &Chance, answers: &mut Answers) -> Scene {
    let start = chance.now();
    let world = World::write(tx, chance).await.unwrap();
    let words = ["Œuvre", "été", "Eté", "ÉTÉ \"cité\"", "a\\b", "zéro", "Zoé", "île"];
    let titles: Vec<Title> = words.iter().map(|word| Title::parse(word).unwrap()).collect();
    let languages = ["fr", "en", "fr-CA"].map(|tag| LanguageTag::from_store(tag.to_owned()));
    let categories = write_categories(tx, chance, &world).await;
    names::hold(tx, "ete").await.unwrap();
    notes::lock_all(tx, &world.notes).await.unwrap();
    for (number, note) in world.notes.iter().enumerate() {
        notes::lock(tx, *note).await.unwrap();
        for base in 0..3 {
            let revision = NewRevision {
                note: *note,
                base,
                title: &titles[number],
                sort_key: titles[number].key().into_bytes(),
                language: &languages[number % 3],
                body: BODIES[usize::try_from(base).unwrap()],
                excerpt: "Un extrait.",
                author: chance.one_of(&world.people).filter(|_| base > 0),
                saved: chance.now(),
                reason: "parce que",
            };
            assert!(notes::save_revision(tx, &revision).await.unwrap());
            assert!(!notes::save_revision(tx, &revision).await.unwrap(), "a version is saved over the newest only");
        }
        notes::add_alias(tx, *note, "alias", "Alias").await.unwrap();
        notes::add_alias(tx, *note, "alias", "twice").await.unwrap();
        let link = |place: i64, title: usize, target: Option<NoteId>| NewLink {
            place,
            include: place == 1,
            title: titles[title].as_str(),
            title_key: "",
            target,
            sentence: "Voyez l’été.",
            words: (8, 12),
        };
        let (here, key, absent) = (number % 7, titles[number].key(), "absent".to_owned());
        let mut all = vec![link(0, here, Some(world.notes[here])), link(1, here + 1, Some(world.notes[here + 1]))];
        all.extend([link(2, here, None), link(3, here + 1, Some(world.notes[here + 1]))]);
        all[0].title_key = &key;
        all[2].title_key = &absent;
        let mut cited = links::replace(tx, *note, &all).await.unwrap();
        cited.sort();
        answers.add("cited", cited);
        answers.add("cited again", links::replace(tx, *note, &all).await.unwrap());
        for (book, notebook) in world.notebooks.iter().enumerate().filter(|(book, _)| (book + number) % 3 > 0) {
            let position = i64::try_from((number * 5 + book) % 8).unwrap();
            let by = chance.one_of(&world.people).filter(|_| number > 2);
            assert!(placements::place(tx, *notebook, *note, 90, 0, by, chance.now()).await.unwrap());
            assert!(placements::place(tx, *notebook, *note, position, 1, by, chance.now()).await.unwrap());
            assert!(!placements::place(tx, *notebook, *note, position, 1, by, chance.now()).await.unwrap());
            let category = [*chance.one_of(&categories[book]).as_ref().unwrap()];
            store::categories::set(tx, *notebook, *note, &category).await.unwrap();
        }
        let change = Change {
            who: world.people.first().copied(),
            kind: ChangeKind::Created,
            thing: Thing::Note(*note),
            tags: vec![Tag::Note(*note), Tag::Title(titles[number].key())],
        };
        changes::record(tx, chance.now(), &change).await.unwrap();
    }
    let things = [
        Thing::Notebook(world.notebooks[0]),
        Thing::Person(world.people[0]),
        Thing::Community(world.communities[0]),
        Thing::Site,
    ];
    // The lines of a new log are numbered from 1.
    let last_change = i64::try_from(world.notes.len() + things.len()).unwrap();
    for thing in things {
        let change = Change { who: None, kind: ChangeKind::Rights, thing, tags: Vec::new() };
        changes::record(tx, chance.now(), &change).await.unwrap();
    }
    notes::set_visibility(tx, world.notes[0], domain::notes::Visibility::Public, Some(chance.now())).await.unwrap();
    notes::set_visibility(tx, world.notes[0], domain::notes::Visibility::Public, Some(chance.now())).await.unwrap();
    // So that the program itself, at least, sees everything.
    notes::set_deleted(tx, world.notes[1], None).await.unwrap();
    for note in &world.notes[..2] {
        notes::set_hidden(tx, *note, None).await.unwrap();
    }

    let mut files = Vec::new();
    for size in 0..3 {
        let file = AttachmentRow {
            id: chance.id(),
            hash: [u8::try_from(size).unwrap(); 32],
            name: format!("é{size}.png"),
            media: "image/png".to_owned(),
            size,
            width: (size > 0).then_some(640),
            height: None,
        };
        attachments::insert(tx, &file, chance.now()).await.unwrap();
        files.push(file.id);
    }
    for note in &world.notes {
        attachments::set_shown(tx, *note, &files).await.unwrap();
        attachments::set_shown(tx, *note, &[files[0], files[2], chance.id()]).await.unwrap();
    }
    let report = chance.id();
    for notebook in &world.notebooks {
        let parts = [(chance.id::<PartId>(), "Avant".to_owned(), 0, 0), (chance.id(), "Après".to_owned(), 4, 1)];
        parts::set(tx, *notebook, &parts).await.unwrap();
        parts::set(tx, *notebook, &parts[1..]).await.unwrap();
        let to = |label: &str, to| EntryPoint { label: label.to_owned(), to };
        let first = [to("", EntryTarget::Note(world.notes[0])), to("Été", EntryTarget::Notebook(world.notebooks[0]))];
        notebooks::set_entry_points(tx, *notebook, &first).await.unwrap();
        let others = [first[1].clone(), to("Début", EntryTarget::Note(world.notes[2]))];
        notebooks::set_entry_points(tx, *notebook, &others).await.unwrap();
        for (path, note) in [("a/é.md", Some(world.notes[0])), ("A/b.png", None), ("a/é.md", Some(world.notes[1]))] {
            let row = ImportedRow {
                path: path.to_owned(),
                hash: [3; 32],
                note,
                attachment: note.is_none().then_some(files[0]),
                revision: 2,
                placed: note.map(|_| (1024, 1)),
            };
            imports::remember(tx, *notebook, &row).await.unwrap();
        }
        imports::remember(
            tx,
            *notebook,
            &ImportedRow {
                path: "gone".to_owned(),
                hash: [4; 32],
                note: None,
                attachment: None,
                revision: 0,
                placed: None,
            },
        )
        .await
        .unwrap();
        imports::forget(tx, *notebook, "gone").await.unwrap();
        let written = ("écrite", world.notes[0]);
        for some in [vec![("à venir", chance.id()), written], vec![("à venir", chance.id()), ("l\"autre", chance.id())]]
        {
            imports::plan(tx, *notebook, &some).await.unwrap();
        }
        answers.add("planned", imports::planned(tx, *notebook).await.unwrap());
        imports::plan_over(tx, *notebook).await.unwrap();
        answers.add("still planned", imports::planned(tx, *notebook).await.unwrap());
    }
    for note in &world.notes {
        let mut touched = store::touched::note(tx, *note).await.unwrap();
        touched.sort();
        answers.add("touched", touched);
    }
    answers.add("touched", store::touched::notebook(tx, world.notebooks[2]).await.unwrap());
    answers.add("removed", placements::remove(tx, world.notebooks[0], world.notes[1]).await.unwrap());
    answers.add("removed again", placements::remove(tx, world.notebooks[0], world.notes[1]).await.unwrap());
    let title = Title::parse("Carnet public").unwrap();
    notebooks::rename(tx, world.notebooks[0], &title, vec![1, 2]).await.unwrap();
    for words in ["Un réseau.", "Deux « réseaux »."] {
        site::set_lead(tx, &LanguageTag::french(), words).await.unwrap();
    }
    site::set_lead(tx, &LanguageTag::english(), "A network.").await.unwrap();
    answers.add("leads", site::leads(tx).await.unwrap());
    site::forget_lead(tx, &LanguageTag::english()).await.unwrap();
    answers.add("leads left", site::leads(tx).await.unwrap());
    notebooks::set_color(tx, world.notebooks[0], Color::parse("#0a5c70")).await.unwrap();
    // One as a file has it too, one that no file has, one that was taken away.
    for (notebook, hash) in [(0, Some([2; 32])), (1, Some([200; 32])), (2, Some([7; 32])), (2, None)] {
        notebooks::set_cover(tx, world.notebooks[notebook], hash).await.unwrap();
    }
    notebooks::set_view(tx, world.notebooks[0], View::Grid, Sort::Title).await.unwrap();
    for name in ["Étape", "Pour qui"] {
        store::categories::name_list(tx, world.notebooks[0], 1, name).await.unwrap();
    }
    notebooks::set_visibility(tx, world.notebooks[0], domain::notes::Visibility::Public).await.unwrap();
    communities::rename(tx, world.communities[0], "Cercle « zéro »", vec![0]).await.unwrap();
    communities::set_listed(tx, world.communities[0], true).await.unwrap();
    for about in ["", "Ce que l’on y fait."] {
        let (name, rule) = ("Cercle".to_owned(), "Rien ne sort.".to_owned());
        let words = CommunityWords { name, about: about.to_owned(), rhythm: String::new(), confidentiality: rule };
        communities::set_words(tx, world.communities[0], &languages[0], &words).await.unwrap();
        communities::set_words(tx, world.communities[1], &languages[1], &words).await.unwrap();
    }
    answers.add("words", communities::words(tx, &world.communities).await.unwrap());
    let (day, formality) = (Day::parse("2027-01-15"), Some(Formality::InterestCircle));
    communities::set_stage(tx, world.communities[0], Stage::Paused, day, formality).await.unwrap();
    communities::set_stage(tx, world.communities[1], Stage::Closed, None, None).await.unwrap();
    let (adopted, review) = (Day::parse("2025-09-15"), Day::parse("2026-09-15"));
    communities::set_charter(tx, world.communities[0], Some(world.notes[1]), adopted, review).await.unwrap();
    managing::managed(tx, &world, answers).await;
    managing::bound(tx, &world, answers).await;
    let (notebook, given) = (world.notebooks[0], chance.id());
    store::categories::insert(tx, given, notebook, 2, "donnée", "donnee", vec![7]).await.unwrap();
    for _ in 0..2 {
        store::categories::give(tx, notebook, world.notes[2], given).await.unwrap();
    }
    for pairs in [vec![("a".to_owned(), "é".to_owned())], vec![("b".to_owned(), String::new())]] {
        imports::set_said(tx, world.notes[0], &pairs).await.unwrap();
    }
    notes::set_facts(tx, world.notes[0], domain::notes::NoteKind::Term, Some("CC-BY-4.0")).await.unwrap();
    work(tx, chance, answers).await;
    imports::save_report(tx, report, world.notebooks[0], chance.now(), "{\"kept\":1}").await.unwrap();
    let signature: PersonId = chance.id();
    people::insert(tx, signature, "Éloïse", "éloïse", vec![0, 255], false, false, chance.now()).await.unwrap();
    notes::set_byline(tx, world.notes[0], &[signature, world.people[0]]).await.unwrap();
    related::set_pins(tx, world.notes[0], &[world.notes[3], world.notes[1]]).await.unwrap();
    let credits = [
        NewCredit { person: world.people[1], role: "témoignage", name: "" },
        NewCredit { person: world.people[0], role: "", name: "Violette" },
    ];
    notes::set_credits(tx, world.notes[1], &credits).await.unwrap();
    for person in [world.people[0], world.people[2]] {
        notes::credit_also(tx, world.notes[1], person).await.unwrap();
    }
    lexicon::lexicon(tx, &world, answers).await;
    let here = OrganisationRow {
        form: "Coopérative".to_owned(),
        summary: "À tous".to_owned(),
        web: String::new(),
        state: OrganisationState::Paused,
        ended: Day::parse("2026-03-31"),
        merged_into: None,
    };
    let place = |town: &str, region: &str, precision| (town.to_owned(), region.to_owned(), precision);
    let places = [place("Gaspé", "Gaspésie", Precision::Municipality), place("", "Estrie", Precision::Hidden)];
    organisations::insert(tx, world.notes[0], &here, &places).await.unwrap();
    organisations::insert(tx, world.notes[4], &here, &places[1..]).await.unwrap();
    let supported =
        [vec![(Support::Host, 4)], vec![(Support::Host, 0), (Support::Supporting, 4), (Support::Supporting, 0)]];
    for support in supported {
        let support: Vec<_> = support.into_iter().map(|(what, note)| (what, world.notes[note])).collect();
        communities::set_support(tx, world.communities[0], &support).await.unwrap();
        answers.add("support", communities::support(tx, world.communities[0]).await.unwrap());
    }
    answers.add("organisation", organisations::of_note(tx, world.notes[0]).await.unwrap());
    let identifiers =
        [("demo", "é \"x\""), ("ror", "05a28rw58")].map(|(scheme, value)| Identifier::parse(scheme, value).unwrap());
    organisations::identify(tx, world.notes[0], &identifiers).await.unwrap();
    answers.add("identifiers", organisations::identifiers(tx, world.notes[0]).await.unwrap());
    organisations::merge(tx, world.notes[4], world.notes[0]).await.unwrap();
    answers.add("merged", organisations::of_note(tx, world.notes[4]).await.unwrap());
    answers.add("places", organisations::places(tx, &world.notes).await.unwrap());
    for (region, form) in [("", ""), ("gaspesie", ""), ("estrie", "cooperative")] {
        let (viewer, first) = (Viewer::system("a test"), (Vec::new(), NoteId::from_bytes([0; 16])));
        answers.add("organisations", organisations::list(tx, &viewer, region, form, first, 9).await.unwrap());
        answers.add("regions", organisations::regions(tx, &viewer, form).await.unwrap());
        answers.add("forms", organisations::forms(tx, &Viewer::visitor(), region).await.unwrap());
    }
    let withdraw = async |tx: &mut Tx, number| {
        let (by, why) = (Some(world.people[1]), Withdrawal::Person);
        notes::withdraw(tx, world.notes[0], number, start, by, why).await.unwrap()
    };
    let withdrawn = (withdraw(tx, 2).await, withdraw(tx, 2).await, withdraw(tx, 3).await);
    assert_eq!(withdrawn, (true, false, false), "once, and never the newest");
    answers.add("withdrawn", notes::version(tx, world.notes[0], 2).await.unwrap());
    for (note, original, made_from) in [(1, 0, 1), (1, 0, 3), (2, 0, 0), (3, 4, 1)] {
        translations::set(tx, world.notes[note], world.notes[original], made_from).await.unwrap();
    }
    answers.add("forgotten", translations::forget(tx, world.notes[3]).await.unwrap());
    answers.add("translates", translations::of(tx, world.notes[1]).await.unwrap());
    for name in ["Réseau", "Marnage"] {
        site::set_name(tx, name).await.unwrap();
    }
    answers.add("name", site::name(tx).await.unwrap());
    answers.add("at", notes::version_at(tx, world.notes[0], chance.now()).await.unwrap());
    answers.add("before", notes::version_at(tx, world.notes[0], Timestamp::from_micros(0)).await.unwrap());
    answers.add("public", notes::public(tx, world.notes[0], 5).await.unwrap());
    accounting::accounts(tx, &world, start, answers).await;
    asking::asked_to_edit(tx, &world, start, answers).await;
    asking::exchanged(tx, &world, start, answers).await;
    asking::reported(tx, &world, start, answers).await;
    asking::declined(tx, &world, start, answers).await;
    asking::talked_of(tx, &world, start, answers).await;
    stewards::acted(tx, &world, start, answers).await;
    stewards::happened(tx, &world, start, answers).await;
    stewards::looked_after(tx, start, answers).await;
    stewards::given_up(tx, answers).await;
    withdrawn::withdrawn(tx, &world, start, answers).await;
    stewards::overseen(tx, &world, start, answers).await;
    told::notified(tx, &world, start, answers).await;
    told::followed(tx, &world, start, answers).await;
    members::members(tx, &world, start, answers).await;
    members::coming_in(tx, &world, start, answers).await;
    accounting::held(tx, &world, answers).await;
    accounting::left(tx, &world, start, answers).await;

    projections::rebuild_cited_by(tx).await.unwrap();
    answers.add("rebuilt", projections::all_cited_by(tx).await.unwrap());
    assert_eq!(projections::derive_cited_by(tx, &world.notes[..3]).await.unwrap(), [], "nothing changed");
    links::replace(tx, world.notes[1], &[]).await.unwrap();
    let title = titles[0].as_str();
    let link = NewLink {
        place: 0,
        include: false,
        title,
        title_key: "",
        target: Some(world.notes[0]),
        sentence: "",
        words: (0, 0),
    };
    links::replace(tx, world.notes[2], &[link]).await.unwrap();
    answers.add("anew", projections::derive_cited_by(tx, &world.notes[..3]).await.unwrap());
    answers.add("derived", projections::all_cited_by(tx).await.unwrap());
    let (now, until) = (chance.now(), start.plus_seconds(600));
    answers.add("lease", projections::lease(tx, "cited_by", 1, b"one", now, until).await.unwrap());
    answers.add("lease", projections::lease(tx, "cited_by", 2, b"other", now, until).await.unwrap());
    projections::release(tx, "cited_by", b"other").await.unwrap();
    answers.add("still leased", projections::lease(tx, "cited_by", 2, b"other", now, until).await.unwrap());
    projections::release(tx, "cited_by", b"one").await.unwrap();
    answers.add("released", projections::lease(tx, "cited_by", 1, b"one", now, until).await.unwrap());
    projections::advance(tx, "cited_by", 2, Position { xid: 0, seq: 3 }, now).await.unwrap();
    answers.add("lease", projections::lease(tx, "cited_by", 2, b"one", now, until).await.unwrap());
    answers.add("places", projections::places(tx).await.unwrap());
    for name in ["cited_by", "unknown"] {
        answers.add("standing", projections::standing(tx, name).await.unwrap());
    }
    let category: CategoryId = chance.id();
    let values = [category.into(), world.notebooks[0].into()];
    tx.exec(&CATEGORY, &values).await.unwrap();
    for note in &world.notes {
        // Under a category of the first notebook, wherever the note is placed.
        tx.exec(&FILE_UNDER, &[(*note).into(), category.into()]).await.unwrap();
    }
    checking::mend(tx, &world, answers).await;
    Scene { world, titles, files, report, last_change, start }
}

/// The order of people in facts means nothing, and no engine promises it.
fn sorted(facts: impl Debug) -> Vec<char> {
    let mut letters: Vec<char> = format!("{facts:?}").chars().collect();
    letters.sort_unstable();
    letters
}

async fn play(store: &Store, seed: u64) -> Answers {
    let (chance, mut answers) = (Chance::new(seed), Answers::default());
    let mut tx = store.write().await.unwrap();
    let scene = write(&mut tx, &chance, &mut answers).await;
    tx.commit().await.unwrap();
    let mut tx = store.heavy().await.unwrap();
    let began = Instant::now();
    // On PostgreSQL a transaction in another database, such as another test's, holds the log back for a while.
    while changes::last(&mut tx).await.unwrap().seq != scene.last_change {
        assert!(began.elapsed() < Duration::from_secs(20), "the log does not reach its last line");
        tokio::time::sleep(Duration::from_millis(5)).await;
        tx = store.heavy().await.unwrap();
    }
    let mut viewers = vec![Viewer::visitor(), Viewer::system("a test")];
    for person in &scene.world.people {
        viewers.push(worlds::viewer(&mut tx, *person).await.unwrap());
    }
    for viewer in viewers {
        seen::read(&mut tx, &viewer, &scene, &mut answers).await;
    }
    checking::look(&mut tx, &scene, &mut answers).await;
    drop(tx);
    let mut tx = store.write().await.unwrap();
    check::own_lines(&mut tx).await.unwrap();
    answers.add("end", check::end_of_log(&mut tx).await.unwrap());
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_gives_the_same_rows_on_both_engines() {
    for seed in 0..5 {
        let mut kept: Option<Answers> = None;
        for it in stores().await {
            let answers = play(&it.store, seed).await;
            let told =
                answers.0.iter().filter(|answer| !answer.ends_with(": None") && !answer.ends_with(": []")).count();
            assert!(told > 500, "only {told} of {} answers say something", answers.0.len());
            if let Some(sqlite) = &kept {
                for (sqlite, postgres) in sqlite.0.iter().zip(&answers.0) {
                    assert_eq!(sqlite, postgres, "SQLite on the left, PostgreSQL on the right");
                }
                assert_eq!(sqlite.0.len(), answers.0.len());
            } else {
                kept = Some(answers);
            }
        }
    }
    let locks_are_not_taken = std::env::var_os("SILLAGE_TEST_POSTGRES").is_none();
    let unused: Vec<_> = store::statements()
        .iter()
        .filter(|it| !it.was_used())
        .filter(|it| !(locks_are_not_taken && ["names.hold", "notes.lock"].contains(&it.name())))
        .map(|it| it.name())
        .collect();
    assert!(unused.is_empty(), "never run: {unused:?}");
}
