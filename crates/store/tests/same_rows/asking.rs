//! Who asks to edit a note, and what is written to those who answer for it.

use domain::people::MailAddress;
use domain::{ExchangeId, NoteMessageId};
use store::declines;
use store::edit_requests::{self, EditRequest};
use store::exchanges::{self, ExchangeRow, MessageRow};

use super::*;

/// Who asks to edit a note, and what they are answered.
pub(super) async fn asked_to_edit(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (note, person) = (world.notes[5], world.people[1]);
    for state in [EditRequest::Refused, EditRequest::Accepted] {
        for reason in ["L’été", "encore"] {
            answers.add("asked", edit_requests::ask(tx, note, person, reason, start).await.unwrap());
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
