//! Under which licence a note is published: its own, else that of its home notebook, else the site's.

use domain::NotebookId;
use store::Tx;
use store::notes::NoteRow;

use crate::accounts::Wrong;
use crate::notes::home_of;
use crate::{Ctx, Result};

/// The licences that are offered, the one that we propose first.
pub const OFFERED: [&str; 5] = ["CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC-SA 4.0", "CC BY-NC-ND 4.0", "CC0 1.0"];

/// What is proposed to who publishes a note: the licence that it has, else that of its home notebook as they see it, else the site's;
/// empty where none is said.
pub(crate) async fn of_note(ctx: &Ctx, tx: &mut Tx, row: &NoteRow) -> Result<String> {
    if let Some(own) = &row.licence {
        return Ok(own.clone());
    }
    let holding = store::placements::holding(tx, &ctx.viewer, row.id).await?;
    in_notebook(tx, home_of(row, &holding).map(|held| held.id)).await
}

/// The same for a new note that is placed in this notebook; the caller asks whether it is for who asks.
pub(crate) async fn in_notebook(tx: &mut Tx, notebook: Option<NotebookId>) -> Result<String> {
    if let Some(notebook) = notebook {
        let settings = store::notebook_pages::settings(tx, notebook).await?;
        if let Some(settings) = settings.filter(|settings| !settings.licence.is_empty()) {
            return Ok(settings.licence);
        }
    }
    Ok(store::site::choice(tx).await?.map(|(_, licence)| licence).unwrap_or_default())
}

/// The licence that was chosen, of those that are offered; what is proposed where nothing was. Empty where there is none.
pub(crate) fn chosen(typed: &str, proposed: String) -> std::result::Result<String, Wrong> {
    match typed.trim() {
        "" => Ok(proposed),
        typed if typed == proposed || OFFERED.contains(&typed) => Ok(typed.to_owned()),
        _ => Err(Wrong::NotAChoice),
    }
}
