//! What those who run the site answer for: acts on accounts, and incidents.

use domain::audit::Act;
use domain::{AuditId, IncidentId};
use store::audit::{self, Asked, NewLine};
use store::health;
use store::incidents::{self, Words};
use store::reading;
use store::stewardship::{self, Sought};
use store::storage;

use super::*;

/// Acts on accounts, roles, rights and settings.
pub(super) async fn acted(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, other, community) = (world.people[1], world.people[2], world.communities[1]);
    let acts = [
        (1, Some(person), Act::MemberAdded, Some(other), Some(community), "lead"),
        (2, None, Act::SessionOpened, Some(person), None, ""),
        (3, Some(person), Act::PageSaved, None, None, "terms"),
    ];
    for (number, who, act, person, community, word) in acts {
        let (id, at) = (AuditId::from_bytes([number; 16]), start.plus_seconds(i64::from(number)));
        audit::insert(tx, &NewLine { id, at, who, act, person, community, word }).await.unwrap();
    }
    let first = (Timestamp::from_micros(i64::MAX), AuditId::from_bytes([0xff; 16]));
    let second = (start.plus_seconds(2), AuditId::from_bytes([2; 16]));
    let all = Asked { acts: &Act::ALL, from: start, until: start.plus_seconds(9), by: "" };
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        for before in [first, second] {
            answers.add("acts", audit::list(tx, &viewer, &all, before, 9).await.unwrap());
        }
        for asked in [
            Asked { acts: &[Act::PageSaved], ..all.clone() },
            Asked { by: "zoe", ..all.clone() },
            Asked { from: start.plus_seconds(2), until: start.plus_seconds(3), ..all.clone() },
        ] {
            answers.add("some", audit::list(tx, &viewer, &asked, first, 9).await.unwrap());
        }
    }
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        answers.add("without lead", communities::without_lead(tx, &viewer).await.unwrap());
    }
    for _ in 0..2 {
        answers.add("forgotten", audit::forget(tx, start.plus_seconds(2)).await.unwrap());
    }
}

/// Accounts, as those who run the site find them and act on them.
pub(super) async fn overseen(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, other) = (world.people[1], world.people[2]);
    answers.add("free", stewardship::suspended(tx, person).await.unwrap());
    stewardship::suspend(tx, person, start, "« L’été »").await.unwrap();
    answers.add("suspended", stewardship::suspended(tx, person).await.unwrap());
    stewardship::set_steward(tx, other, true).await.unwrap();
    answers.add("marked", stewardship::marked(tx).await.unwrap());
    stewardship::mail_is_good(tx, person).await.unwrap();
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        let all = Sought::Name(String::new());
        for sought in [&all, &Sought::Name("z".to_owned()), &Sought::Mail("zoe@exemple.org".to_owned())] {
            let first = (Vec::new(), PersonId::from_bytes([0; 16]));
            answers.add("found", stewardship::list(tx, &viewer, sought, first, 99).await.unwrap());
        }
        for id in [person, other, PersonId::from_bytes([0; 16])] {
            answers.add("one", stewardship::by_id(tx, &viewer, id).await.unwrap());
        }
    }
    let (line, note) = (AuditId::from_bytes([3; 16]), world.notes[0]);
    reading::insert(tx, line, note, person, start.plus_seconds(9)).await.unwrap();
    for (who, seconds) in [(person, 1), (person, 9), (other, 1)] {
        answers.add("reading", reading::of(tx, line, who, start.plus_seconds(seconds)).await.unwrap());
    }
    reading::forget(tx, start.plus_seconds(99)).await.unwrap();
    answers.add("no reading", reading::of(tx, line, person, start).await.unwrap());
    stewardship::reopen(tx, person).await.unwrap();
    answers.add("reopened", stewardship::by_id(tx, &Viewer::visitor(), person).await.unwrap());
    stewardship::set_steward(tx, other, false).await.unwrap();
    for number in [3, 9] {
        answers.add("act", audit::act(tx, AuditId::from_bytes([number; 16])).await.unwrap());
    }
}

/// What tells whether the site is well.
pub(super) async fn looked_after(tx: &mut Tx, start: Timestamp, answers: &mut Answers) {
    answers.add("never", health::backup(tx).await.unwrap());
    for seconds in [1, 2] {
        health::backed_up(tx, start.plus_seconds(seconds)).await.unwrap();
        answers.add("backup", health::backup(tx).await.unwrap());
    }
    for kind in ["sweep", "post", "letter"] {
        answers.add("done", health::done(tx, kind).await.unwrap());
        answers.add("failing", health::failing(tx, kind).await.unwrap());
        answers.add("last failure", health::last_failure(tx, kind).await.unwrap());
    }
    // One engine alone has a clock of its own, and each a size.
    health::clock(tx).await.unwrap();
    assert!(storage::database(tx).await.unwrap() > 0);
    answers.add("files", storage::files(tx).await.unwrap());
    answers.add("things", storage::things(tx).await.unwrap());
}

/// Work that is not done, and work that is given up.
pub(super) async fn given_up(tx: &mut Tx, answers: &mut Answers) {
    for state in ["ready", "running", "dead", "done"] {
        let rows = jobs::in_state(tx, state, 9).await.unwrap();
        for row in &rows {
            answers.add("kind", jobs::kind_of_dead(tx, row.id).await.unwrap());
            answers.add("given up", jobs::give_up(tx, row.id).await.unwrap());
        }
        answers.add(state, rows);
        answers.add("left", jobs::in_state(tx, state, 1).await.unwrap().len());
    }
}

/// Incidents, through all their wordings.
pub(super) async fn happened(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let ids = [1, 2].map(|number| IncidentId::from_bytes([number; 16]));
    let words = |what: &str, learned: Option<&str>, told_on: Option<&str>| Words {
        what: what.to_owned(),
        happened: Day::parse("2026-05-01").unwrap(),
        learned: learned.and_then(Day::parse),
        whose: "« é »".to_owned(),
        risk: "Aucun".to_owned(),
        told: String::new(),
        told_on: told_on.and_then(Day::parse),
    };
    for (id, edition, who, learned, told_on) in [
        (ids[0], 1, Some(world.people[1]), None, None),
        (ids[0], 2, None, Some("2026-05-03"), Some("2026-05-04")),
        (ids[1], 1, Some(world.people[2]), Some("2026-05-05"), None),
    ] {
        let at = start.plus_seconds(edition);
        incidents::insert(tx, (id, edition), who, &words("L’été", learned, told_on), at).await.unwrap();
    }
    answers.add("incidents", incidents::all(tx).await.unwrap());
    for id in ids {
        answers.add("incident", incidents::of(tx, id).await.unwrap());
    }
    answers.add("forgotten", incidents::forget(tx, start.plus_seconds(2)).await.unwrap());
    answers.add("left", incidents::all(tx).await.unwrap());
}
