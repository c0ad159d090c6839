//! Words that are withdrawn from all versions of a note.

use domain::notes::Withdrawal;
use domain::withdrawing::Passage;
use domain::{Title, WithdrawalId};
use store::withdrawals::{self, WithdrawalRow};

use super::*;

/// Words that stand in a note, and words that do not.
pub(super) async fn withdrawn(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let viewer = Viewer::system("a test");
    let mut readable = None;
    for note in &world.notes {
        readable = notes::by_id(tx, &viewer, *note).await.unwrap().map(|row| (*note, row)).or(readable);
    }
    let (note, row) = readable.unwrap();
    let stands: String = row.body.trim().chars().take(6).collect();
    for words in [stands.as_str(), "zqnulle part"] {
        let passage = Passage::parse(words).unwrap();
        answers.add("standing", withdrawals::standing(tx, note, &passage).await.unwrap());
        answers.add("beside", withdrawals::beside(tx, note, &passage).await.unwrap());
        answers.add("withdrawn", withdrawals::from_versions(tx, note, &passage).await.unwrap());
        withdrawals::from_beside(tx, note, &passage).await.unwrap();
        assert_eq!(withdrawals::standing(tx, note, &passage).await.unwrap(), Vec::<i64>::new());
    }
    let left = notes::by_id(tx, &viewer, note).await.unwrap().unwrap();
    assert_eq!((left.edition, left.body.contains(&stands)), (row.edition + 1, false));
    answers.add("left", left);
    let title = Title::from_store(row.title);
    withdrawals::rename(tx, note, &title, vec![1], "Un extrait").await.unwrap();
    withdrawals::from_log(tx, note).await.unwrap();
    for (number, why) in Withdrawal::ALL.into_iter().enumerate() {
        let id = WithdrawalId::from_bytes([u8::try_from(number).unwrap(); 16]);
        let row = WithdrawalRow { id, why, versions: 2, at: start.plus_seconds(1) };
        withdrawals::add(tx, note, &row, (number == 0).then_some(world.people[1])).await.unwrap();
        answers.add("by id", withdrawals::by_id(tx, id).await.unwrap());
    }
    answers.add("withdrawals", withdrawals::of_note(tx, note, 2).await.unwrap());
}
