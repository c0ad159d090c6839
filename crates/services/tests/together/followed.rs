//! The law of what is derived and shared: emptied while the site is read and written, and followed by several nodes, it ends
//! equal to the one that followed.

use services::{Ctx, Error, Result, Services, notes, projections};
use store::uses::BEFORE_ALL;
use testkit::interleave::{Schedule, Script, interleave};
use testkit::{Chance, TestStore, postgres_store, sqlite_store};

use crate::site::{Site, TERM, Texts, bring_in};

const TITLES: [&str; 6] = ["Compost", "Eau", "Hiver", "Jardin", "Pluie", "Tas"];

/// What a person writes: a few notes, which cite and name each other and what is not written yet; some are terms.
fn folder(chance: &Chance) -> Texts {
    let cite = || chance.one_of(&TITLES).unwrap();
    let note = |title: &str| {
        let cited: Vec<String> = (0..chance.below(4)).map(|_| format!("[[{}]]", cite())).collect();
        let kind = if chance.once_in(2) { TERM } else { "" };
        let text = cited.join(", ");
        let said: Vec<String> = (0..9).map(|_| cite().to_lowercase()).collect();
        (title.to_owned(), format!("{kind}{title} {}. {text}. Un {}.", chance.below(100), said.join(", un ")))
    };
    let all = TITLES.iter().filter(|_| !chance.once_in(4)).map(|title| note(title)).collect();
    Texts(all)
}

async fn read_all(site: &Site, ctx: &Ctx) -> Result<()> {
    for (_, note) in site.notes().await {
        notes::read(ctx, note).await?;
    }
    Ok(())
}

async fn empty_and_follow(services: &Services) -> Result<()> {
    let ctx = services.system("a test");
    projections::empty_cited_by(&ctx).await?;
    projections::empty_term_uses(&ctx).await?;
    projections::empty_likeness(&ctx).await?;
    projections::catch_up(services).await?;
    projections::empty_likeness(&ctx).await?;
    projections::empty_term_uses(&ctx).await?;
    projections::empty_cited_by(&ctx).await
}

async fn write(ctx: &Ctx, notebook: String, texts: Texts) -> Result<()> {
    bring_in(ctx, notebook, texts).await.map(|_| ())
}

/// Two sites of the same writes: one followed after each, the other was emptied, read and followed during each.
async fn hold(seed: u64, followed: TestStore, emptied: TestStore) {
    let (followed, emptied) = (Site::on(followed), Site::on(emptied));
    let (chance, writer, other) = (Chance::new(seed), followed.system(100), emptied.system(100));
    for round in 0..5 {
        let texts = folder(&chance);
        write(&writer, followed.name(), texts.clone()).await.unwrap();
        followed.catch_up(1_000 + 10 * round).await;

        let (runner, reader) = (emptied.services(2_000 + 10 * round), emptied.system(3_000 + 10 * round));
        let node = emptied.services(4_000 + 10 * round);
        let scripts: Vec<Script<'_, Result<()>>> = vec![
            Box::pin(write(&other, emptied.name(), texts)),
            Box::pin(empty_and_follow(&runner)),
            Box::pin(read_all(&emptied, &reader)),
            Box::pin(projections::catch_up(&node)),
        ];
        let ran = interleave(Schedule::Random(seed * 10 + round), scripts).await;
        // Who empties and who follows may wait for each other on PostgreSQL: one of them is told to come again.
        let is_answered = |answer: &Result<()>| matches!(answer, Ok(()) | Err(Error::Retry));
        assert!(ran.answers.iter().all(is_answered), "{seed}: {:?}", ran.answers);
    }
    emptied.catch_up(5_000).await;
    let derived = async |site: &Site| {
        let mut tx = site.store.store.read().await.unwrap();
        let uses = store::uses::after(&mut tx, (BEFORE_ALL, BEFORE_ALL), 10_000).await.unwrap();
        let notes = store::check::notes_after(&mut tx, BEFORE_ALL, 1_000).await.unwrap();
        let kept = store::likeness::kept(&mut tx, &notes).await.unwrap();
        let words = kept.iter().flat_map(|(_, kept)| &kept.words).map(|word| word.key.clone()).collect();
        let counts = store::likeness::counts(&mut tx, words).await.unwrap();
        let lists = store::likeness::lists(&mut tx, &notes).await.unwrap();
        assert!(store::likeness::due(&mut tx, 1).await.unwrap().is_empty(), "nothing is left to compare");
        (store::projections::all_cited_by(&mut tx).await.unwrap(), uses, kept, counts, lists)
    };
    let (expected, found) = (derived(&followed).await, derived(&emptied).await);
    assert!(!expected.0.is_empty() && !expected.1.is_empty(), "{seed}: something is cited, and used");
    assert!(!expected.4.is_empty(), "{seed}: some are alike");
    assert_eq!(found, expected, "{seed}, {}", emptied.store.store.engine());
    assert_eq!(emptied.amiss().await, "", "{seed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_derived_and_emptied_while_all_goes_on_ends_equal_to_the_one_that_followed() {
    for seed in 1..=6 {
        hold(seed, sqlite_store().await, sqlite_store().await).await;
    }
    for seed in 1..=2 {
        let (Some(followed), Some(emptied)) = (postgres_store().await, postgres_store().await) else { return };
        hold(seed, followed, emptied).await;
    }
}
