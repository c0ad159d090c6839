//! What a file changes on the site: asked before anything is written, and all that a trial asks.

use domain::{LanguageTag, NoteId, Title};
use markup::Merge;
use store::Tx;
use store::notes::NoteRow;

use super::Seen;
use crate::Result;

/// What is to become of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is new.
    Make,
    /// It was deleted on the site since: it stays there.
    GoneHere,
    /// Its title and text are as they are.
    Same,
    /// The file's text takes the place of what the last import wrote.
    Save,
    /// It was edited on the site since, elsewhere than in the file: both are kept.
    Merge {
        /// The title, theirs or ours.
        title: Title,
        /// Both texts.
        body: String,
    },
    /// It was edited on the site since, where the file was: the site's text stays.
    Clash,
}

/// What the site holds of a note, and what is to become of it.
pub(super) struct Decision {
    pub(super) fate: Fate,
    pub(super) row: Option<NoteRow>,
}

/// What a text would be on the site.
pub(super) struct Proposed<'a> {
    pub(super) title: &'a Title,
    pub(super) body: &'a str,
    pub(super) language: &'a LanguageTag,
}

/// Decides what a file changes of what the site holds.
pub(super) async fn decide(
    tx: &mut Tx,
    row: Option<NoteRow>,
    seen: &Seen,
    proposed: &Proposed<'_>,
) -> Result<Decision> {
    let known = seen.known.as_ref().filter(|known| known.note.is_some());
    let fate = match (&row, known) {
        (None, Some(_)) => Fate::GoneHere,
        (None, None) => Fate::Make,
        (Some(row), known) => {
            let theirs = known.map_or(0, |known| known.revision);
            if row.revision == theirs {
                let same = row.body == proposed.body
                    && row.title == proposed.title.as_str()
                    && row.language == *proposed.language;
                if same { Fate::Same } else { Fate::Save }
            } else {
                joined(tx, seen.note, theirs, row, proposed).await?
            }
        }
    };
    Ok(Decision { fate, row })
}

/// The note was edited on the site since version `theirs`, which an import wrote.
async fn joined(tx: &mut Tx, note: NoteId, theirs: i64, row: &NoteRow, proposed: &Proposed<'_>) -> Result<Fate> {
    let base = store::notes::version(tx, note, theirs).await?;
    // Without the words that both began from, nothing says what either changed.
    let base = base.filter(|(line, ..)| line.withdrawn.is_none());
    let (title, body) = base.map_or((String::new(), String::new()), |(line, _, body)| (line.title, body));
    let title = if proposed.title.as_str() == title || proposed.title.as_str() == row.title {
        Title::from_store(row.title.clone())
    } else if row.title == title {
        proposed.title.clone()
    } else {
        return Ok(Fate::Clash);
    };
    let body = if proposed.body == body {
        row.body.clone()
    } else {
        match markup::merge(&body, &row.body, proposed.body) {
            Merge::Clean(text) => text,
            Merge::Conflict { .. } => return Ok(Fate::Clash),
        }
    };
    if body == row.body && title.as_str() == row.title {
        return Ok(Fate::Same);
    }
    Ok(Fate::Merge { title, body })
}
