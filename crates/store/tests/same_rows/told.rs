//! What people are told, what they follow, and how they want to be told.

use domain::NotificationId;
use domain::notifications::{Followed, NotificationKind, Way};
use store::follows::{self, StopsRow};
use store::notifications::{self as told, EVERYWHERE, NewNotification, NotificationRow, Places};

use super::*;

/// Notifications: told once, read, gathered, forgotten.
pub(super) async fn notified(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (viewer, ana, bo) = (Viewer::system("a test"), world.people[1], world.people[2]);
    let row = |number: u8, kind, at: i64| NotificationRow {
        id: NotificationId::from_bytes([number; 16]),
        kind,
        note: (number < 4).then(|| world.notes[usize::from(number)]),
        community: (number > 2).then(|| world.communities[0]),
        notebook: (number == 2).then(|| world.notebooks[0]),
        at: start.plus_seconds(at),
        way: if number == 1 { Way::Daily } else { Way::Here },
        read: None,
        by: None,
    };
    let new = |recipient, cause, row| NewNotification { recipient, cause: told::cause_of(cause), row };
    let rows = [
        new(ana, 7, row(1, NotificationKind::Changed, 1)),
        // The same cause tells the same person of the same kind once.
        new(ana, 7, row(9, NotificationKind::Changed, 1)),
        new(bo, 7, row(5, NotificationKind::Invitation, 2)),
        new(ana, 7, row(2, NotificationKind::New, 3)),
        new(ana, 8, row(3, NotificationKind::New, 4)),
        new(ana, 9, row(4, NotificationKind::Answer, 5)),
    ];
    told::insert(tx, &rows).await.unwrap();
    told::insert(tx, &rows).await.unwrap();
    let late = (Timestamp::from_micros(i64::MAX), NoteId::from_bytes([255; 16]));
    for who in [ana, bo] {
        for asks in [&viewer, &Viewer::visitor()] {
            answers.add("unread", told::unread(tx, asks, who).await.unwrap());
            answers.add("things", told::things(tx, asks, who, late, 9).await.unwrap());
            answers.add("of things", told::of_things(tx, asks, who, &world.notes).await.unwrap());
        }
    }
    let things = told::things(tx, &viewer, ana, late, 9).await.unwrap();
    for (thing, at, _) in things {
        answers.add("after", told::things(tx, &viewer, ana, (at, thing), 2).await.unwrap());
    }
    for number in [1, 5, 9] {
        let id = NotificationId::from_bytes([number; 16]);
        answers.add("one", told::one(tx, &viewer, ana, id).await.unwrap());
    }
    let moment = start.plus_seconds(60);
    for way in [Way::Daily, Way::Weekly] {
        answers.add("due", told::due(tx, way, moment, 9).await.unwrap());
        answers.add("gathered", told::gather(tx, ana, way, moment).await.unwrap());
        answers.add("again", told::gather(tx, ana, way, moment).await.unwrap());
        answers.add("in it", told::gathered(tx, &viewer, ana, way, moment).await.unwrap());
    }
    for _ in 0..2 {
        answers.add("read", told::read(tx, ana, world.notes[1], moment).await.unwrap());
    }
    answers.add("nothing left", told::gathered(tx, &viewer, ana, Way::Daily, moment).await.unwrap());
    told::read_all(tx, &Viewer::visitor(), bo, moment).await.unwrap();
    told::read_all(tx, &viewer, ana, moment).await.unwrap();
    answers.add("all read", told::unread(tx, &viewer, ana).await.unwrap());
    told::lettered(tx, NotificationId::from_bytes([2; 16]), moment).await.unwrap();
    told::untell(tx, told::cause_of(8)).await.unwrap();
    answers.add("untold", told::of_things(tx, &viewer, ana, &world.notes).await.unwrap());
    // No line of the log bears this number.
    answers.add("changed", told::changed(tx, -1, 9).await.unwrap());
    let places = Places { notebooks: world.notebooks.clone(), communities: world.communities.clone() };
    answers.add("new", told::new(tx, -1, &places, 9).await.unwrap());
    for was_of_members in [false, true] {
        let opened = told::opened(tx, (-1, world.notes[0]), &places, was_of_members, 9).await.unwrap();
        answers.add("opened", opened);
    }
    for (read, came) in [(0, 0), (120, 0), (120, 120)] {
        let forgotten = told::forget(tx, start.plus_seconds(read), start.plus_seconds(came)).await.unwrap();
        answers.add("forgotten", forgotten);
    }
}

/// What somebody follows and chose, and what stops letters.
pub(super) async fn followed(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (viewer, ana, community) = (Viewer::system("a test"), world.people[1], world.communities[0]);
    let (notebook, circle) = (Followed::Notebook(world.notebooks[0]), Followed::Community(community));
    for what in [notebook, notebook, circle] {
        follows::follow(tx, ana, what, start).await.unwrap();
        answers.add("follows", follows::follows(tx, ana, what).await.unwrap());
    }
    answers.add("all", (follows::of(tx, ana).await.unwrap(), follows::count(tx, ana).await.unwrap()));
    for _ in 0..2 {
        answers.add("no more", follows::unfollow(tx, ana, circle).await.unwrap());
    }
    let of = [(NotificationKind::New, community, Way::Weekly), (NotificationKind::New, EVERYWHERE, Way::Daily)];
    for (kind, place, way) in of {
        for way in [Way::None, way] {
            follows::choose(tx, ana, kind, place, way).await.unwrap();
        }
    }
    answers.add("choices", follows::choices(tx, ana).await.unwrap());
    for place in [None, Some(community), Some(world.communities[1])] {
        answers.add("way", told::way(tx, ana, NotificationKind::New, place).await.unwrap());
    }
    follows::no_summary(tx, ana, Way::Weekly).await.unwrap();
    follows::unchoose(tx, ana, NotificationKind::New, EVERYWHERE).await.unwrap();
    answers.add("left", follows::choices(tx, ana).await.unwrap());
    for (token, way, kind) in [([1; 32], Way::Letter, Some(NotificationKind::New)), ([2; 32], Way::Daily, None)] {
        let stops = StopsRow { person: ana, way, kind, community };
        follows::draw(tx, token, &stops, start).await.unwrap();
        assert_eq!(follows::stops(tx, token).await.unwrap(), Some(stops));
    }
    answers.add("forgotten", follows::forget(tx, start.plus_seconds(1)).await.unwrap());
    answers.add("gone", follows::stops(tx, [1; 32]).await.unwrap());
    for person in &world.people {
        let drafts = follows::drafts(tx, &viewer, *person, 9).await.unwrap();
        answers.add("drafts", drafts);
        answers.add("invites", follows::invites(tx, &viewer, *person).await.unwrap());
        let since = Timestamp::from_micros(0);
        answers.add("new", follows::new(tx, &viewer, *person, since, 9).await.unwrap());
    }
    answers.add("asked", follows::asked(tx, &viewer).await.unwrap());
}
