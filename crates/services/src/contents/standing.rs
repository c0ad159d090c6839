//! How a note stands in a notebook: what is said of that, whether it is pinned, and where.

use domain::changes::{ChangeKind, Thing};
use domain::tags::Tag;
use domain::{NoteId, NotebookId};
use store::Tx;
use store::contents as stored;

use super::{Line, Open, REASON, bear, laid, order, placed, record, seen, write};
use crate::accounts::Wrong;
use crate::{Ctx, Error, Result, writing};

/// How a note stands in a notebook; what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The categories of the notebook that it bears, by their ids; others are left out.
    pub categories: Option<Vec<String>>,
    /// Why it is there.
    pub reason: Option<String>,
    /// Whether it is pinned.
    pub pinned: Option<bool>,
    /// The note that it comes before, by its id; empty for the end.
    pub before: Option<String>,
}

impl Standing {
    /// Whether it says what who placed the note decides of.
    fn says(&self) -> bool {
        self.categories.is_some() || self.reason.is_some()
    }
}

/// Has a note stand so in a notebook; where it `is_new` there, its categories and why it is there are said already. Whoever may place
/// notes there orders, who placed it says what it bears and why, leads do all of that and pin. Whether anything was written.
pub(crate) async fn stand(
    ctx: &Ctx,
    tx: &mut Tx,
    id: NotebookId,
    note: NoteId,
    standing: &Standing,
    is_new: bool,
) -> Result<bool> {
    let open = Open::of(ctx, tx, id).await?;
    let row = placed(ctx, tx, id, note).await?;
    let says = standing.says() && !is_new;
    if says && !open.is_theirs(ctx, &row) {
        return Err(Error::Forbidden);
    }
    if let Some(chosen) = standing.categories.as_ref().filter(|_| says) {
        bear(tx, id, note, chosen).await?;
    }
    if let Some(reason) = standing.reason.as_ref().filter(|_| says) {
        let reason = writing::text(reason.trim());
        if reason.chars().count() > REASON {
            return Err(Error::Refused(vec![("reason", Wrong::Long)]));
        }
        stored::say_why(tx, &open.notebook, note, &reason).await?;
    }
    let pins = standing.pinned.filter(|pinned| *pinned != row.pinned);
    if let Some(pinned) = pins {
        stored::pin(tx, open.led()?, note, pinned).await?;
    }
    // That it was placed is in the log already, where it was.
    if !is_new && (says || pins.is_some()) {
        record(ctx, tx, ChangeKind::Placed, Thing::Note(note), store::touched::placement(id, note)).await?;
    }
    let moved = match &standing.before {
        Some(before) => carry(ctx, tx, &open, note, before).await?,
        None => None,
    };
    let is_moved = moved.is_some();
    if let Some(tags) = moved {
        record(ctx, tx, ChangeKind::Edited, Thing::Notebook(id), tags).await?;
    }
    Ok(says || pins.is_some() || is_moved)
}

/// Moves a note, with what stands in it, before another one, among those that whoever asks sees. Gives the questions that this answers
/// anew; nothing where it stands there.
async fn carry(ctx: &Ctx, tx: &mut Tx, open: &Open, note: NoteId, before: &str) -> Result<Option<Vec<Tag>>> {
    let rows = stored::lines(tx, &ctx.viewer, open.row.id).await?;
    let all = laid(tx, open, &rows).await?;
    let mut lines = seen(&all);
    let place_of = |note: NoteId| lines.iter().position(|(it, _)| *it == Line::Note(note));
    let refused = || Error::Refused(vec![("before", Wrong::NotAChoice)]);
    let at = place_of(note).ok_or(Error::NotFound)?;
    let before = match before {
        "" => None,
        before => Some(before.parse::<NoteId>().ok().and_then(place_of).ok_or_else(refused)?),
    };
    if order::carry(&mut lines, at, before).ok_or_else(refused)? {
        return Ok(Some(write(tx, open, &all, lines).await?));
    }
    Ok(None)
}
