//! Use cases run together, one step at a time, on both engines: whatever the order, nothing is lost, nothing is shown to
//! more people, and nobody waits for ever.

use domain::Clock as _;
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::Viewer;
use services::check::{Contents, Mending};
use services::community_pages::TypedAccess;
use services::{Ctx, Error, Result, Services, admin, check, community_pages, projections};
use store::{Kind, Statement, Store, Value};
use testkit::interleave::{Schedule, Script, interleave};
use testkit::{Chance, stores};

use crate::site::{Site, Texts, bring_in};

/// Orders in which one is interrupted once, after so many steps, and some at random. A use case takes a step for each of
/// its turns on SQLite, and one for each of its statements on PostgreSQL.
fn schedules(engine: &str) -> Vec<Schedule> {
    let (most, stride) = if engine == "sqlite" { (8, 1) } else { (56, 7) };
    (0..most).step_by(stride).map(Schedule::After).chain((1..=6).map(Schedule::Random)).collect()
}

/// Runs each order on a part of a site of its own, on each engine.
async fn in_each_order(run: impl AsyncFn(&Site, Schedule)) {
    for store in stores().await {
        let schedules = schedules(store.store.engine());
        let mut site = Site::on(store);
        for schedule in schedules {
            run(&site, schedule).await;
            site = site.next();
        }
        site.catch_up(40).await;
        assert_eq!(site.amiss().await, "", "{}", site.store.store.engine());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_texts_of_one_note_none_is_lost_unsaid() {
    in_each_order(async |site, schedule| {
        bring_in(&site.system(10), site.name(), Texts::one("Il chauffe. Voir [[Tas]].")).await.unwrap();
        let (one, other) = (site.system(20), site.system(30));
        let texts = ["Il repose. Voir [[Tas]].", "Il gèle. Voir [[Eau]]."];
        let scripts: Vec<Script<'_, Result<services::import::Report>>> = vec![
            Box::pin(bring_in(&one, site.name(), Texts::one(texts[0]))),
            Box::pin(bring_in(&other, site.name(), Texts::one(texts[1]))),
        ];
        let ran = interleave(schedule.clone(), scripts).await;
        let versions = site.versions(site.note("Compost").await).await;
        let place = format!("{} {schedule:?}: {versions:?}", site.store.store.engine());
        for (text, answer) in texts.iter().zip(&ran.answers) {
            match answer {
                Ok(report) => {
                    let is_told = report.warnings.iter().any(|warning| warning.code == "edited_here");
                    assert!(is_told || versions.iter().any(|version| version == text), "{place}: {text} is lost");
                }
                Err(error) => assert!(matches!(error, Error::Conflict | Error::Retry), "{place}: {error:?}"),
            }
        }
    })
    .await;
}

/// Where two wait for each other, the database refuses one of them, and what it had written is gone.
#[tokio::test(flavor = "multi_thread")]
async fn who_meet_in_opposite_order_are_both_answered() {
    async fn touch(store: &Store, chance: &Chance, notes: [domain::NoteId; 2]) -> store::Result<()> {
        let mut tx = store.write().await?;
        for note in notes {
            store::notes::lock(&mut tx, note).await?;
            let change = Change { who: None, kind: ChangeKind::Rights, thing: Thing::Note(note), tags: Vec::new() };
            store::changes::record(&mut tx, chance.now(), &change).await?;
        }
        tx.commit().await
    }
    static TOUCHED: Statement = Statement::new(
        "tests.touched",
        "SELECT COUNT(*) FROM change WHERE kind = 'rights' AND thing {in $1}",
        &[Kind::Ids],
        &[Kind::Int],
    );
    in_each_order(async |site, schedule| {
        let both = ["Compost", "Tas"].map(|title| (title.to_owned(), "Il chauffe.".to_owned()));
        bring_in(&site.system(10), site.name(), Texts(both.to_vec())).await.unwrap();
        let (first, second) = (site.note("Compost").await, site.note("Tas").await);
        let (chance, store) = (Chance::new(3), &site.store.store);
        let scripts: Vec<Script<'_, store::Result<()>>> =
            vec![Box::pin(touch(store, &chance, [first, second])), Box::pin(touch(store, &chance, [second, first]))];
        let ran = interleave(schedule, scripts).await;
        let kept = ran.answers.iter().filter(|answer| answer.is_ok()).count();
        assert!(kept >= 1, "{:?}", ran.answers);
        let refused = |answer: &store::Result<()>| matches!(answer, Ok(()) | Err(store::Error::Retry));
        assert!(ran.answers.iter().all(refused), "{:?}", ran.answers);
        let mut tx = store.read().await.unwrap();
        let touched: Option<(i64,)> = tx.opt(&TOUCHED, &[Value::ids([first, second])]).await.unwrap();
        assert_eq!(touched, Some((2 * i64::try_from(kept).unwrap(),)), "all of what was kept and nothing else");
    })
    .await;
}

/// Two who begin the same notebook at once: one of them makes it, and who credit the same name credit one person.
#[tokio::test(flavor = "multi_thread")]
async fn a_notebook_begun_twice_at_once_is_made_once() {
    static MADE: Statement = Statement::new(
        "tests.made",
        "SELECT (SELECT COUNT(*) FROM notebook WHERE title_key = $1), (SELECT COUNT(*) FROM person WHERE name_key = $1)",
        &[Kind::Text],
        &[Kind::Int, Kind::Int],
    );
    in_each_order(async |site, schedule| {
        let (one, other) = (site.system(20), site.system(30));
        let scripts: Vec<Script<'_, Result<services::import::Report>>> = vec![
            Box::pin(bring_in(&one, site.name(), Texts::one("Il chauffe."))),
            Box::pin(bring_in(&other, site.name(), Texts::one("Il repose."))),
        ];
        let ran = interleave(schedule.clone(), scripts).await;
        let place = format!("{} {schedule:?}: {:?}", site.store.store.engine(), ran.answers);
        for answer in &ran.answers {
            assert!(matches!(answer, Ok(_) | Err(Error::Conflict | Error::Retry)), "{place}");
        }
        assert!(ran.answers.iter().any(Result::is_ok), "{place}");
        let mut tx = site.store.store.read().await.unwrap();
        let made: Option<(i64, i64)> = tx.opt(&MADE, &[site.name().into()]).await.unwrap();
        assert_eq!(made, Some((1, 1)), "{place}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_added_twice_at_once_is_made_once() {
    in_each_order(async |site, schedule| {
        let contexts = [site.system(20), site.system(30)];
        let name = format!("Bo {}", site.name());
        let add = |ctx| -> Script<'_, _> { Box::pin(admin::add_person(ctx, &name, false)) };
        let ran = interleave(schedule.clone(), contexts.iter().map(add).collect()).await;
        let place = format!("{} {schedule:?}: {:?}", site.store.store.engine(), ran.answers);
        assert_eq!(ran.answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{place}");
        assert!(ran.answers.iter().any(|answer| matches!(answer, Err(Error::Conflict))), "{place}");
    })
    .await;
}

/// Two folders that hold the same notes in opposite order.
#[tokio::test(flavor = "multi_thread")]
async fn imports_that_meet_in_opposite_order_end_and_can_be_run_again() {
    in_each_order(async |site, schedule| {
        let folder = |words: &str, titles: [&str; 3]| {
            Texts(titles.map(|title| (title.to_owned(), format!("{title} {words}. Voir [[Tas]], [[Eau]]."))).to_vec())
        };
        bring_in(&site.system(10), site.name(), folder("dort", ["Compost", "Eau", "Tas"])).await.unwrap();
        let (one, other) = (site.system(20), site.system(30));
        let scripts: Vec<Script<'_, Result<services::import::Report>>> = vec![
            Box::pin(bring_in(&one, site.name(), folder("chauffe", ["Compost", "Eau", "Tas"]))),
            Box::pin(bring_in(&other, site.name(), folder("gèle", ["Tas", "Eau", "Compost"]))),
        ];
        let ran = interleave(schedule.clone(), scripts).await;
        for answer in &ran.answers {
            let refused = answer.as_ref().err();
            assert!(refused.is_none_or(|error| matches!(error, Error::Conflict | Error::Retry)), "{refused:?}");
        }
        bring_in(&site.system(50), site.name(), folder("chauffe", ["Compost", "Eau", "Tas"])).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_given_at_once_are_all_given() {
    in_each_order(async |site, schedule| {
        let ctx = site.system(10);
        let (alias, name) = (site.name(), format!("Ana {}", site.name()));
        let community = admin::add_community(&ctx, &alias, "Voisinage", true).await.unwrap();
        let person = admin::add_person(&ctx, &name, false).await.unwrap();
        let contexts = [site.system(20), site.system(30), site.system(40)];
        let roles = [Role::Curator, Role::Lead, Role::Curator];
        let scripts: Vec<Script<'_, Result<domain::CommunityId>>> = contexts
            .iter()
            .zip(roles)
            .map(|(ctx, role)| -> Script<'_, _> { Box::pin(admin::add_member(ctx, &alias, &name, role)) })
            .collect();
        let ran = interleave(schedule.clone(), scripts).await;
        let place = format!("{} {schedule:?}", site.store.store.engine());
        assert!(ran.answers.iter().all(Result::is_ok), "{place}: {:?}", ran.answers);
        let mut tx = site.store.store.read().await.unwrap();
        let held = store::people::memberships(&mut tx, person).await.unwrap();
        let holds = |role| held.contains(&(community, Some(role)));
        assert!(holds(Role::Curator) && holds(Role::Lead), "{place}: {held:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_save_the_page_of_a_community_at_once_one_is_told() {
    in_each_order(async |site, schedule| {
        let alias = site.name();
        admin::add_community(&site.system(10), &alias, "Voisinage", true).await.unwrap();
        let contexts = [site.system(20), site.system(30)];
        let typed = ["open", "invited"].map(|access| TypedAccess {
            access: access.to_owned(),
            listed: "listed".to_owned(),
            formality: String::new(),
        });
        let scripts: Vec<Script<'_, Result<()>>> = contexts
            .iter()
            .zip(&typed)
            .map(|(ctx, typed)| -> Script<'_, _> { Box::pin(community_pages::open(ctx, &alias, 0, typed)) })
            .collect();
        let ran = interleave(schedule.clone(), scripts).await;
        let place = format!("{} {schedule:?}: {:?}", site.store.store.engine(), ran.answers);
        assert_eq!(ran.answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{place}");
        assert!(ran.answers.iter().any(|answer| matches!(answer, Err(Error::Conflict | Error::Retry))), "{place}");
        let mut tx = site.store.store.read().await.unwrap();
        let row = store::communities::by_alias(&mut tx, &Viewer::system("a test"), &alias).await.unwrap().unwrap();
        assert_eq!(row.edition, 1, "{place}");
    })
    .await;
}

async fn hide(store: &Store, note: domain::NoteId) -> Result<()> {
    let (chance, mut tx) = (Chance::new(70), store.write().await?);
    store::notes::lock(&mut tx, note).await?;
    let mut tags = store::touched::note(&mut tx, note).await?;
    store::notes::set_visibility(&mut tx, note, Visibility::Authors, None).await?;
    tags.extend(store::touched::note(&mut tx, note).await?);
    let change = Change { who: None, kind: ChangeKind::Rights, thing: Thing::Note(note), tags };
    store::changes::record(&mut tx, chance.now(), &change).await?;
    Ok(tx.commit().await?)
}

async fn repair(ctx: &Ctx) -> Result<()> {
    check::run(ctx, Mending::Mend, Contents::Read, &|_, _| {}).await.map(|_| ())
}

async fn edit(ctx: &Ctx, notebook: String) -> Result<()> {
    bring_in(ctx, notebook, Texts::one("Il repose. Voir [[Compost]].")).await.map(|_| ())
}

async fn follow(services: &Services) -> Result<()> {
    projections::empty_cited_by(&services.system("a test")).await?;
    projections::catch_up(services).await
}

/// Whatever else is done to a note while it is hidden: once that is acknowledged, no visitor reads it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_stays_hidden_whatever_is_done_meanwhile() {
    static DAMAGE: Statement =
        Statement::new("tests.damage", "UPDATE note SET excerpt = 'x' WHERE id = $1", &[Kind::Id], &[]);
    in_each_order(async |site, schedule| {
        bring_in(&site.system(10), site.name(), Texts::one("Il chauffe. Voir [[Compost]].")).await.unwrap();
        let note = site.note("Compost").await;
        let mut tx = site.store.store.write().await.unwrap();
        tx.exec(&DAMAGE, &[note.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let (contexts, follower) = ([site.system(20), site.system(30)], site.services(40));
        let scripts: Vec<Script<'_, Result<()>>> = vec![
            Box::pin(hide(&site.store.store, note)),
            Box::pin(repair(&contexts[0])),
            Box::pin(edit(&contexts[1], site.name())),
            Box::pin(follow(&follower)),
        ];
        let ran = interleave(schedule.clone(), scripts).await;
        let place = format!("{} {schedule:?}: {:?}", site.store.store.engine(), ran.answers);
        assert!(ran.answers[0].is_ok(), "{place}");
        let mut tx = site.store.store.read().await.unwrap();
        let seen = store::notes::by_id(&mut tx, &Viewer::visitor(), note).await.unwrap();
        assert!(seen.is_none(), "{place}");
        let kept = store::notes::by_id(&mut tx, &Viewer::system("a test"), note).await.unwrap().unwrap();
        assert_eq!(kept.visibility, Visibility::Authors, "{place}");
        drop(tx);
        let edited = site.versions(note).await.contains(&"Il repose. Voir [[Compost]].".to_owned());
        assert_eq!(edited, ran.answers[2].is_ok(), "{place}");
    })
    .await;
}
