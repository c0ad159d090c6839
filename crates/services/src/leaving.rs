//! Closing one's account: what goes, what stays under which name, and until when one may change one's mind.

use domain::PersonId;
use domain::changes::{Change, ChangeKind, Thing};
use domain::leaving::{Choices, DAYS, NameAfter, TextsAfter};
use domain::tags::Tag;
use store::Tx;
use store::leaving as stored;
pub use store::leaving::LeavingRow;

use crate::letters::{self, Kind};
use crate::own_data::OwnData;
use crate::{Ctx, Error, Result, again, jobs};

/// The kind of job that erases who has left.
pub(crate) const JOB: &str = "leaving";

/// Seconds of a day.
const DAY: i64 = 24 * 3600;
/// Notes whose words go at once.
const NOTES: usize = 100;

/// What whoever asks would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What they chose, where they close their account.
    pub leaving: Option<LeavingRow>,
    /// How many notes have no other author.
    pub alone: usize,
    /// Whether nobody else runs the site.
    pub is_last_steward: bool,
}

/// What whoever asks would leave.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn mine(ctx: &Ctx) -> Result<Standing> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.heavy().await?;
    let leaving = stored::of(&mut tx, person).await?;
    let alone = stored::alone(&mut tx, person).await?.len();
    Ok(Standing { leaving, alone, is_last_steward: is_last_steward(&mut tx, person).await? })
}

async fn is_last_steward(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let runs = store::people::steward(tx, person).await?.unwrap_or(false);
    Ok(runs && store::accounts::stewards(tx).await? <= 1)
}

/// Closes the account of whoever asks: what they say of themselves is for them alone, notes that are to
/// go are in the bin. What is held of them goes on the day that is said; they get a receipt.
///
/// # Errors
/// [`Error::Forbidden`] where nobody else runs the site; [`Error::Conflict`] where it is closing already; [`Error::NotFound`]
/// for a visitor.
pub async fn leave(ctx: &Ctx, choices: Choices) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        // Two who run the site do not leave at once.
        store::names::hold(&mut tx, "stewards").await?;
        if is_last_steward(&mut tx, person).await? {
            return Err(Error::Forbidden);
        }
        let now = ctx.now();
        let row = LeavingRow { choices, asked: now, ends: now.plus_seconds(DAYS * DAY) };
        stored::begin(&mut tx, person, &row).await?;
        let mut changes = vec![edited(person)];
        if choices.texts == TextsAfter::Remove {
            let alone = stored::alone(&mut tx, person).await?;
            stored::bin(&mut tx, &alone, now).await?;
            changes.extend(alone.into_iter().map(|note| of_note(person, note, ChangeKind::Deleted)));
        }
        store::changes::record_all(&mut tx, now, &changes).await?;
        let services = &ctx.services;
        store::jobs::add(&mut tx, jobs::new_id(services), JOB, &person.to_string(), row.ends, now).await?;
        letters::ask_of(&mut tx, ctx, Kind::Leaving, person).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Keeps the account of whoever asks open after all: their notes are back. What they say of themselves stays for them alone.
///
/// # Errors
/// [`Error::NotFound`] where it is not closing.
pub async fn stay(ctx: &Ctx) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let row = stored::of(&mut tx, person).await?.ok_or(Error::NotFound)?;
        let binned = stored::binned(&mut tx, person, row.asked).await?;
        stored::take_out(&mut tx, &binned).await?;
        stored::end(&mut tx, person).await?;
        let restored = binned.into_iter().map(|note| of_note(person, note, ChangeKind::Restored));
        let changes: Vec<Change> = restored.chain([edited(person)]).collect();
        store::changes::record_all(&mut tx, ctx.now(), &changes).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Erases who has left; nothing where they stayed, or closed their account again later.
pub(crate) async fn erase(ctx: Ctx, person: String) -> Result<()> {
    let person: PersonId = person.parse().map_err(|_| Error::Internal("nobody has this id".to_owned()))?;
    let due = stored::of(&mut ctx.services.store.read().await?, person).await?.filter(|row| row.ends <= ctx.now());
    let Some(LeavingRow { choices, asked, .. }) = due else { return Ok(()) };
    // Each step is one that may be done again.
    let notes = stored::binned(&mut ctx.services.store.heavy().await?, person, asked).await?;
    for notes in notes.chunks(NOTES) {
        again(async || {
            let mut tx = ctx.services.store.write().await?;
            stored::purge(&mut tx, notes, &i18n::sort_key("")).await?;
            let gone: Vec<Change> =
                notes.iter().map(|note| Change { who: None, ..of_note(person, *note, ChangeKind::Deleted) }).collect();
            store::changes::record_all(&mut tx, ctx.now(), &gone).await?;
            tx.commit().await?;
            Ok(())
        })
        .await?;
    }
    let mut after = None;
    loop {
        after = again(async || {
            let mut tx = ctx.services.store.write().await?;
            let next = stored::unname_log(&mut tx, person, after).await?;
            tx.commit().await?;
            Ok(next)
        })
        .await?;
        if after.is_none() {
            break;
        }
    }
    let data = OwnData::of_person(&ctx, person).await?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let own = store::accounts::of(&mut tx, person).await?;
        if choices.texts == TextsAfter::Remove {
            store::mentions::no_words(&mut tx, person).await?;
            store::conversations::no_words(&mut tx, person, ctx.now()).await?;
        }
        name(&mut tx, &ctx, person, choices).await?;
        stored::erase(&mut tx, data.whose()).await?;
        stored::end(&mut tx, person).await?;
        if let Some(own) = own {
            letters::ask(&mut tx, &ctx, Kind::Left, &own.mail, &own.language, None).await?;
        }
        // A name stands on each page that credits it.
        let change = Change { who: None, tags: vec![Tag::Everything], ..edited(person) };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Leaves the name of who leaves where they chose that it stays, and nobody's in particular elsewhere.
async fn name(tx: &mut Tx, ctx: &Ctx, person: PersonId, choices: Choices) -> Result<()> {
    match choices.acts {
        NameAfter::Keep => store::conversations::keep_name(tx, person).await?,
        NameAfter::Replace => store::conversations::no_name(tx, person).await?,
    }
    match (choices.credit, choices.acts) {
        (NameAfter::Keep, NameAfter::Keep) => {}
        (NameAfter::Replace, NameAfter::Replace) => {
            // What they signed under another name loses it as well.
            stored::give_credit(tx, person, person).await?;
            store::people::rename(tx, person, "", "", i18n::sort_key("")).await?;
        }
        (credit, _) => {
            let nobody = PersonId::new(&*ctx.services.clock, &*ctx.services.randomness);
            store::people::insert(tx, nobody, "", "", i18n::sort_key(""), false, false, ctx.now()).await?;
            if credit == NameAfter::Replace {
                stored::give_credit(tx, person, nobody).await?;
            } else {
                stored::give_acts(tx, person, nobody).await?;
            }
        }
    }
    Ok(())
}

/// What was chosen, as the keys of its sentences.
pub fn said(choices: Choices) -> [&'static str; 3] {
    [of_credit(choices.credit), of_acts(choices.acts), of_texts(choices.texts)]
}

/// The key of what becomes of a name where one signs.
pub fn of_credit(name: NameAfter) -> &'static str {
    match name {
        NameAfter::Keep => "letter-leaving-credit-keep",
        NameAfter::Replace => "letter-leaving-credit-replace",
    }
}

/// The key of what becomes of it where one wrote or placed.
pub fn of_acts(name: NameAfter) -> &'static str {
    match name {
        NameAfter::Keep => "letter-leaving-acts-keep",
        NameAfter::Replace => "letter-leaving-acts-replace",
    }
}

/// The key of what becomes of the notes of which one is the only author.
pub fn of_texts(texts: TextsAfter) -> &'static str {
    match texts {
        TextsAfter::Keep => "letter-leaving-texts-keep",
        TextsAfter::Remove => "letter-leaving-texts-remove",
    }
}

fn edited(person: PersonId) -> Change {
    let tags = vec![Tag::Person(person), Tag::Roles];
    Change { who: Some(person), kind: ChangeKind::Edited, thing: Thing::Person(person), tags }
}

fn of_note(person: PersonId, note: domain::NoteId, kind: ChangeKind) -> Change {
    Change { who: Some(person), kind, thing: Thing::Note(note), tags: vec![Tag::Everything] }
}
