//! The change log, and where its readers stand.

use domain::NoteId;
use domain::changes::Thing;
use store::changes::Position;
use store::{Tx, check as stored, likeness, projections, uses};

use super::{Check, Code, PAGE, record};
use crate::Result;

pub(super) async fn look(check: &mut Check<'_>) -> Result<()> {
    numbering(check).await?;
    places(check).await?;
    cited_by_nothing(check).await?;
    used_by_nothing(check).await?;
    like_nothing(check).await
}

/// Lines that another server numbered are past every reader for ever: they become older than all lines to come.
async fn numbering(check: &mut Check<'_>) -> Result<()> {
    let lines = stored::foreign_lines(&mut check.ctx.services.store.heavy().await?).await?;
    if lines == 0 {
        return Ok(());
    }
    let mends = check.mends(Code::LogOfAnotherServer);
    if mends {
        let mut tx = check.ctx.services.store.write().await?;
        stored::own_lines(&mut tx).await?;
        for (name, _) in projections::places(&mut tx).await? {
            begin_again(&mut tx, check, &name).await?;
        }
        record(&mut tx, check.ctx, Thing::Site).await?;
        tx.commit().await?;
    }
    check.tell(Code::LogOfAnotherServer, "log", "change".to_owned(), mends);
    Ok(())
}

async fn places(check: &mut Check<'_>) -> Result<()> {
    let past = past_the_log(&mut check.ctx.services.store.heavy().await?).await?;
    for name in past {
        let mends = check.mends(Code::ProjectionPastLog);
        if mends {
            let mut tx = check.ctx.services.store.write().await?;
            if past_the_log(&mut tx).await?.contains(&name) {
                begin_again(&mut tx, check, &name).await?;
            }
            tx.commit().await?;
        }
        check.tell(Code::ProjectionPastLog, "projection", name, mends);
    }
    Ok(())
}

async fn past_the_log(tx: &mut Tx) -> Result<Vec<String>> {
    let end = stored::end_of_log(tx).await?;
    let places = projections::places(tx).await?;
    Ok(places.into_iter().filter(|(_, place)| *place > end).map(|(name, _)| name).collect())
}

/// Puts a projection before every line: its runner makes it from the tables.
async fn begin_again(tx: &mut Tx, check: &Check<'_>, name: &str) -> Result<()> {
    let before = Position { xid: -1, seq: 0 };
    projections::advance(tx, name, 0, before, check.ctx.now()).await?;
    Ok(())
}

async fn cited_by_nothing(check: &mut Check<'_>) -> Result<()> {
    let mut after = NoteId::from_bytes([0; 16]);
    loop {
        let stray = stored::cited_by_nothing(&mut check.ctx.services.store.heavy().await?, after, PAGE).await?;
        let Some(last) = stray.last() else { return Ok(()) };
        after = *last;
        let mends = check.mends(Code::CitedBy);
        if mends {
            let mut tx = check.ctx.services.store.write().await?;
            projections::forget_cited_by(&mut tx, &stray).await?;
            record(&mut tx, check.ctx, Thing::Site).await?;
            tx.commit().await?;
        }
        for note in stray {
            check.tell(Code::CitedBy, "note", note.to_string(), mends);
        }
    }
}

async fn used_by_nothing(check: &mut Check<'_>) -> Result<()> {
    let mut after = NoteId::from_bytes([0; 16]);
    loop {
        let stray = uses::of_nothing(&mut check.ctx.services.store.heavy().await?, after, PAGE).await?;
        let Some(last) = stray.last() else { return Ok(()) };
        after = *last;
        let mends = check.mends(Code::TermUses);
        if mends {
            let mut tx = check.ctx.services.store.write().await?;
            uses::forget(&mut tx, &stray).await?;
            record(&mut tx, check.ctx, Thing::Site).await?;
            tx.commit().await?;
        }
        for note in stray {
            check.tell(Code::TermUses, "note", note.to_string(), mends);
        }
    }
}

async fn like_nothing(check: &mut Check<'_>) -> Result<()> {
    let mut after = NoteId::from_bytes([0; 16]);
    loop {
        let stray = likeness::of_nothing(&mut check.ctx.services.store.heavy().await?, after, PAGE).await?;
        let Some(last) = stray.last() else { return Ok(()) };
        after = *last;
        let mends = check.mends(Code::Likeness);
        if mends {
            crate::projections::begin_likeness_again(check.ctx).await?;
        }
        for note in stray {
            check.tell(Code::Likeness, "note", note.to_string(), mends);
        }
    }
}
