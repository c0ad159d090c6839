//! Who asks to edit a note, what is written to those who answer for it, and problems that are reported.

use domain::communities::Role;
use domain::notifications::{NotificationKind, Way};
use domain::people::MailAddress;
use domain::policy::Memberships;
use domain::reports::{ReportAct, ReportKind};
use domain::{ExchangeId, MessageId, NoteMessageId, NotificationId, ReportActId, ReportId, ThreadId};
use store::conversations::{self, NewMessage};
use store::edit_requests::{self, EditRequest};
use store::exchanges::{self, ExchangeRow, MessageRow};
use store::notifications::{self, NewNotification, NotificationRow};
use store::reports::{self, ActRow, ReportRow};
use store::{announcements, declines, mentions};

use super::*;

/// Who asks to edit a note, and what they are answered.
pub(super) async fn asked_to_edit(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (note, person) = (world.notes[5], world.people[1]);
    for state in [EditRequest::Refused, EditRequest::Accepted] {
        for reason in ["L’été", "encore"] {
            edit_requests::ask(tx, note, person, reason, start).await.unwrap();
            answers.add("asked", edit_requests::of(tx, note, person).await.unwrap());
        }
        answers.add("waiting", edit_requests::waiting(tx, note).await.unwrap());
        answers.add("how many", edit_requests::count_of(tx, person).await.unwrap());
        for words in ["Oui", "encore"] {
            answers.add("answered", edit_requests::answer(tx, note, person, state, words, start).await.unwrap());
        }
        answers.add("request", edit_requests::of(tx, note, person).await.unwrap());
        answers.add("too late", edit_requests::withdraw(tx, note, person).await.unwrap());
    }
    edit_requests::forget(tx, start.plus_seconds(-1)).await.unwrap();
    answers.add("kept", edit_requests::of(tx, note, person).await.unwrap().is_some());
    edit_requests::forget(tx, start).await.unwrap();
    answers.add("forgotten", edit_requests::of(tx, note, person).await.unwrap());
    edit_requests::ask(tx, note, person, "L’été", start).await.unwrap();
    answers.add("withdrawn", edit_requests::withdraw(tx, note, person).await.unwrap());
}

/// Placements that are declined, and taken back.
pub(super) async fn declined(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (viewer, person) = (Viewer::system("a test"), world.people[1]);
    for notebook in &world.notebooks {
        declines::hold(tx, *notebook, start).await.unwrap();
        for note in &world.notes[..2] {
            answers.add("placed", declines::placed(tx, *notebook, *note).await.unwrap());
            answers.add("where", declines::placed_in(tx, &viewer, *note).await.unwrap());
            for words in ["L’été", "encore"] {
                let ends = start.plus_seconds(7);
                let pair = (*notebook, *note);
                answers.add("declined", declines::decline(tx, pair, person, words, start, ends).await.unwrap());
            }
            answers.add("when", declines::of(tx, *notebook, *note).await.unwrap());
            answers.add("of a note", declines::of_note(tx, &viewer, *note).await.unwrap());
        }
        answers.add("of a notebook", declines::of_notebook(tx, &viewer, *notebook).await.unwrap());
        for _ in 0..2 {
            answers.add("taken back", declines::take_back(tx, *notebook, world.notes[0]).await.unwrap());
        }
    }
}

/// What members of a community say to each other about a note, and whom they announce it to.
pub(super) async fn talked_of(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (note, community, ana, bo) = (world.notes[3], world.communities[0], world.people[1], world.people[2]);
    let (thread, absent) = (ThreadId::from_bytes([61; 16]), CommunityId::from_bytes([9; 16]));
    answers.add("nobody talks", conversations::of(tx, note, community).await.unwrap());
    conversations::begin(tx, thread, note, community, ana, start).await.unwrap();
    answers.add("begun", conversations::of(tx, note, community).await.unwrap());
    let language = &LanguageTag::french();
    for (number, author) in [(1, ana), (2, bo), (3, ana)] {
        let id = MessageId::from_bytes([60 + number; 16]);
        let posted = start.plus_seconds(i64::from(number));
        let new = NewMessage { id, thread, number: i64::from(number), author, language, body: "L’été", posted };
        conversations::say(tx, &new).await.unwrap();
    }
    let id = |number: u8| MessageId::from_bytes([60 + number; 16]);
    answers.add("said", conversations::of(tx, note, community).await.unwrap());
    for after in [0, 1, 3] {
        answers.add("the same", conversations::same(tx, thread, ana, "L’été", after).await.unwrap());
    }
    answers.add("newest", conversations::newest(tx, note, &[community, absent], 2).await.unwrap());
    answers.add("before", conversations::before(tx, note, community, 3, 2).await.unwrap());
    for version in [1, 1, 2] {
        answers.add("again", conversations::reword(tx, id(1), version, "L’hiver", start).await.unwrap());
    }
    for _ in 0..2 {
        answers.add("hidden", conversations::hide(tx, id(2), ana, "Été", start).await.unwrap());
        answers.add("hidden one", conversations::by_id(tx, id(2)).await.unwrap());
    }
    for _ in 0..2 {
        answers.add("shown", conversations::show(tx, id(2)).await.unwrap());
    }
    for people in [&[ana, bo][..], &[bo, bo], &[bo]] {
        mentions::set(tx, id(1), people).await.unwrap();
        answers.add("named", mentions::of(tx, id(1)).await.unwrap());
    }
    let cause = NotificationId::from_bytes(id(1).bytes());
    let row = NotificationRow {
        id: cause,
        kind: NotificationKind::Mention,
        note: Some(note),
        community: Some(community),
        notebook: None,
        at: start,
        way: Way::Here,
        read: None,
        by: None,
    };
    notifications::insert(tx, &[NewNotification { recipient: bo, cause, row }]).await.unwrap();
    let viewer = Viewer::system("a test");
    for is_hidden in [false, true] {
        if is_hidden {
            conversations::hide(tx, id(1), ana, "Été", start).await.unwrap();
        }
        answers.add("named by", notifications::of_things(tx, &viewer, bo, &[note]).await.unwrap());
    }
    conversations::show(tx, id(1)).await.unwrap();
    mentions::set(tx, id(2), &[ana]).await.unwrap();
    answers.add("hearers", mentions::hearers(tx, thread, note, community).await.unwrap());
    answers.add("hearers elsewhere", mentions::hearers(tx, thread, note, absent).await.unwrap());
    mentions::no_words(tx, bo).await.unwrap();
    answers.add("named no more", (mentions::of(tx, id(1)).await.unwrap(), mentions::of(tx, id(2)).await.unwrap()));
    mentions::unname(tx, id(1)).await.unwrap();
    for _ in 0..2 {
        answers.add("withdrawn", conversations::withdraw(tx, id(3), start).await.unwrap());
    }
    answers.add("all", conversations::before(tx, note, community, i64::MAX, 9).await.unwrap());
    conversations::keep_name(tx, bo).await.unwrap();
    conversations::no_name(tx, ana).await.unwrap();
    answers.add("left", conversations::before(tx, note, community, i64::MAX, 9).await.unwrap());
    answers.add("named by who left", notifications::of_things(tx, &viewer, bo, &[note]).await.unwrap());
    notifications::untell(tx, cause).await.unwrap();
    conversations::no_words(tx, bo, start).await.unwrap();
    answers.add("left with their words", conversations::by_id(tx, id(2)).await.unwrap());

    for words in ["L’été", "encore"] {
        answers.add("announced", announcements::announce(tx, (note, community), bo, words, start).await.unwrap());
    }
    answers.add("when", announcements::of(tx, note, community).await.unwrap());
    answers.add("nowhere else", announcements::of(tx, note, absent).await.unwrap());
    answers.add("reached", announcements::reached(tx, community).await.unwrap());
}

/// What is written to those who answer for a note.
pub(super) async fn exchanged(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (note, person, other) = (world.notes[5], world.people[1], world.people[2]);
    let mail = MailAddress::parse("Zoe@exemple.org").unwrap();
    for (number, writer, mail) in [(1, Some(person), None), (2, None, Some(mail.clone())), (3, None, Some(mail))] {
        let id = ExchangeId::from_bytes([number; 16]);
        let confirmed = writer.map(|_| start);
        let (known_by, language) = ([number; 32], LanguageTag::french());
        let name = "Zoé".to_owned();
        let row =
            ExchangeRow { id, note, writer, name, mail, known_by, language, begun: start, confirmed, last: start };
        exchanges::begin(tx, &row).await.unwrap();
        answers.add("begun", exchanges::by_id(tx, id).await.unwrap());
        for (place, by_writer) in [(0, true), (10, false)] {
            let written = start.plus_seconds(i64::from(place));
            let row = MessageRow {
                id: NoteMessageId::from_bytes([number + place; 16]),
                exchange: id,
                person: if by_writer { writer } else { Some(other) },
                by_writer,
                words: "Bonjour".to_owned(),
                written,
            };
            exchanges::add(tx, &row).await.unwrap();
            answers.add("message", exchanges::message(tx, row.id).await.unwrap());
        }
        answers.add("messages", exchanges::messages(tx, id).await.unwrap());
        for (token, whose) in [([number; 32], None), ([number + 10; 32], Some(other))] {
            exchanges::link(tx, token, id, whose, start).await.unwrap();
            answers.add("link", exchanges::by_link(tx, token).await.unwrap());
        }
    }
    let (waits, forgotten) = (ExchangeId::from_bytes([2; 16]), ExchangeId::from_bytes([3; 16]));
    for _ in 0..2 {
        answers.add("confirmed", exchanges::confirm(tx, waits, start.plus_seconds(20)).await.unwrap());
        exchanges::unhear(tx, other, [1; 32], start).await.unwrap();
    }
    answers.add("not hearing", exchanges::not_hearing(tx, [1; 32]).await.unwrap());
    exchanges::hear(tx, other, [1; 32]).await.unwrap();
    answers.add("hearing", exchanges::not_hearing(tx, [1; 32]).await.unwrap());
    let mut stewards = exchanges::stewards(tx).await.unwrap();
    stewards.sort_unstable();
    answers.add("stewards", stewards);
    exchanges::forget(tx, start, start).await.unwrap();
    answers.add("gone with its messages", exchanges::messages(tx, forgotten).await.unwrap());
    answers.add("gone with its links", exchanges::by_link(tx, [3; 32]).await.unwrap());
    answers.add("stays", exchanges::by_id(tx, waits).await.unwrap());
    exchanges::forget(tx, start.plus_seconds(20), start).await.unwrap();
    answers.add("gone", exchanges::by_id(tx, waits).await.unwrap());
}

/// Problems that are reported, and what is done about them.
pub(super) async fn reported(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (note, person) = (world.notes[5], world.people[1]);
    let mail = MailAddress::parse("Zoe@exemple.org").unwrap();
    for (number, reporter, mail) in [(1, Some(person), None), (2, None, Some(mail.clone())), (3, None, Some(mail))] {
        let id = ReportId::from_bytes([number; 16]);
        let row = ReportRow {
            id,
            kind: ReportKind::Hurtful,
            words: "L’été".to_owned(),
            path: format!("/n/{note}"),
            note: reporter.map(|_| note),
            reporter,
            language: mail.as_ref().map(|_| LanguageTag::french()),
            mail,
            concerned: number == 2,
            begun: start,
            confirmed: reporter.map(|_| start),
            due: None,
            hidden: None,
            settled: None,
        };
        reports::add(tx, &row).await.unwrap();
        answers.add("report", reports::by_id(tx, id).await.unwrap());
        reports::link(tx, [number; 32], id, start).await.unwrap();
        answers.add("by link", reports::by_link(tx, [number; 32]).await.unwrap());
    }
    let [first, concerned, unconfirmed] = [1, 2, 3].map(|number| ReportId::from_bytes([number; 16]));
    for _ in 0..2 {
        let due = Some(start.plus_seconds(30));
        answers.add("confirmed", reports::confirm(tx, concerned, start, due).await.unwrap());
    }
    answers.add("open", reports::open(tx, 10).await.unwrap());
    answers.add("open there", reports::open_in(tx, world.communities[0], 10).await.unwrap());
    answers.add("how many", reports::open_count(tx).await.unwrap());
    let leads: Memberships = world.communities.iter().map(|community| (*community, [Role::Lead].into())).collect();
    for viewer in [Viewer::visitor(), Viewer::person(world.people[2], leads, false)] {
        answers.add("how many in each", reports::open_counts(tx, &viewer).await.unwrap());
    }
    reports::hide(tx, first, Some(start)).await.unwrap();
    let since = reports::hidden_since(tx, note).await.unwrap();
    answers.add("since", since);
    notes::set_hidden(tx, note, since).await.unwrap();
    answers.add("hidden", notes::by_id(tx, &Viewer::visitor(), note).await.unwrap().is_some());
    for (number, act) in ReportAct::ALL.into_iter().enumerate() {
        let id = ReportActId::from_bytes([u8::try_from(number).unwrap(); 16]);
        let (report, reason) = (first, "Parce que".to_owned());
        let row = ActRow { id, report, by: None, act, reason, done: start.plus_seconds(5) };
        reports::add_act(tx, &row, (number == 0).then_some(person)).await.unwrap();
        answers.add("act", reports::act(tx, id).await.unwrap());
    }
    answers.add("acts", reports::acts(tx, first).await.unwrap());
    for _ in 0..2 {
        answers.add("settled", reports::settle(tx, first, start.plus_seconds(9)).await.unwrap());
    }
    answers.add("hidden no more", reports::hidden_since(tx, note).await.unwrap());
    notes::set_hidden(tx, note, None).await.unwrap();
    reports::settle(tx, concerned, start.plus_seconds(10)).await.unwrap();
    let last = (Timestamp::from_micros(i64::MAX), ReportId::from_bytes([0xff; 16]));
    for before in [last, (start.plus_seconds(10), concerned), (start.plus_seconds(9), first)] {
        answers.add("settled before", reports::settled(tx, before, 10).await.unwrap());
        for viewer in [Viewer::visitor(), Viewer::system("a test")] {
            let there = reports::settled_in(tx, &viewer, world.communities[0], before, 10).await.unwrap();
            answers.add("settled there before", there);
        }
    }
    for (unconfirmed_by, settled_by, concerned_by) in [(0, 8, 9), (0, 9, 9), (0, 9, 10)] {
        let [a, b, c] = [unconfirmed_by, settled_by, concerned_by].map(|seconds| start.plus_seconds(seconds));
        reports::forget(tx, a, b, c).await.unwrap();
        for id in [first, concerned, unconfirmed] {
            answers.add("stays", reports::by_id(tx, id).await.unwrap());
        }
        answers.add("acts with it", reports::acts(tx, first).await.unwrap());
    }
}
