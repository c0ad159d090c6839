//! What accounts write and read: addresses, passwords, sessions, addresses used once.

use domain::people::MailAddress;
use store::accounts::{self, NewAccount, Purpose};

use super::*;

/// Two accounts, sessions and one-time addresses of theirs; the session of `[9; 32]` is looked at later.
pub(super) async fn accounts(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (soon, later) = (start.plus_seconds(60), start.plus_seconds(3600));
    let mail = |typed| MailAddress::parse(typed).unwrap();
    let language = LanguageTag::french();
    for (person, typed, confirmed) in [(0, "Zoé@Exemple.org", None), (1, "ana@exemple.org", Some(start))] {
        let (person, mail) = (world.people[person], mail(typed));
        let account = NewAccount { person, mail: &mail, confirmed, language: &language, password: "$hash" };
        accounts::insert(tx, &account, start).await.unwrap();
    }
    accounts::set_password(tx, world.people[1], "$other").await.unwrap();
    for typed in ["zoé@exemple.org", "ANA@exemple.org", "nobody@exemple.org"] {
        answers.add("by mail", accounts::by_mail(tx, &mail(typed)).await.unwrap());
    }
    answers.add("stewards", accounts::stewards(tx).await.unwrap());

    let of = Some(world.people[1]);
    accounts::insert_proof(tx, [1; 32], Purpose::SetUp, None, start, soon).await.unwrap();
    accounts::insert_proof(tx, [2; 32], Purpose::Password, of, start, later).await.unwrap();
    accounts::insert_proof(tx, [3; 32], Purpose::Password, of, start, soon).await.unwrap();
    for (hash, purpose, now) in [
        ([1; 32], Purpose::SetUp, start),
        ([1; 32], Purpose::Password, start),
        ([1; 32], Purpose::SetUp, soon),
        ([2; 32], Purpose::Password, soon),
    ] {
        answers.add("is proof", accounts::is_proof(tx, hash, purpose, now).await.unwrap());
        answers.add("proved", accounts::proved(tx, hash, purpose, now).await.unwrap());
    }
    accounts::forget_proofs(tx, soon).await.unwrap();
    answers.add("forgotten", accounts::is_proof(tx, [3; 32], Purpose::Password, start).await.unwrap());
    answers.add("still there", accounts::is_proof(tx, [2; 32], Purpose::Password, start).await.unwrap());
    accounts::end_proofs_of(tx, Purpose::Password, world.people[1]).await.unwrap();
    answers.add("ended", accounts::is_proof(tx, [2; 32], Purpose::Password, start).await.unwrap());
    accounts::insert_proof(tx, [4; 32], Purpose::SetUp, None, start, later).await.unwrap();
    accounts::end_proofs(tx, Purpose::SetUp).await.unwrap();
    answers.add("all ended", accounts::is_proof(tx, [4; 32], Purpose::SetUp, start).await.unwrap());

    for (hash, person) in [([6; 32], 0), ([7; 32], 1), ([8; 32], 1), ([9; 32], 0)] {
        people::insert_session(tx, hash, world.people[person], start, soon, "Un navigateur « d’été »").await.unwrap();
    }
    people::end_session(tx, [6; 32]).await.unwrap();
    people::end_sessions(tx, world.people[1]).await.unwrap();
    for hash in [[6; 32], [7; 32], [8; 32]] {
        answers.add("session ended", people::session(tx, hash, start).await.unwrap());
    }

    accounts::mark_demonstration(tx, world.people[0]).await.unwrap();
    accounts::mark_demonstration(tx, world.people[1]).await.unwrap();
    answers.add("demonstration", accounts::demonstration(tx).await.unwrap());
    answers.add("choice", site::choice(tx).await.unwrap());
    for licence in ["CC BY 4.0", "CC0 1.0"] {
        site::set_choice(tx, &LanguageTag::english(), licence).await.unwrap();
    }
    answers.add("choice", site::choice(tx).await.unwrap());
}
