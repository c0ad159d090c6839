//! What is typed of a note beside its words, by its kind: nothing, a term of the lexicon, an organisation.

use domain::folding::title_key;
use domain::notes::NoteKind;
use domain::titles::LONGEST_TITLE;
use domain::{LanguageTag, NoteId};
use store::Tx;
use store::links::Near;

use super::organisations::{self, OrganisationFields};
use super::terms::{self, TermFields};
use super::{Amiss, text};
use crate::accounts::Wrong;
use crate::{Ctx, Error, Result};

/// The most lines of one field.
pub(super) const MOST: usize = 50;

/// What is typed of a note beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: of an ordinary note, or where what it says stays.
    #[default]
    Nothing,
    /// Of a term.
    Term(TermFields),
    /// Of an organisation.
    Organisation(OrganisationFields),
}

impl Beside {
    /// The kind of a note of which this is typed.
    pub const fn kind(&self) -> NoteKind {
        match self {
            Self::Nothing => NoteKind::Article,
            Self::Term(_) => NoteKind::Term,
            Self::Organisation(_) => NoteKind::Organisation,
        }
    }
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Term(terms::Said),
    Organisation(organisations::Said),
}

impl Said {
    /// The kind of a note of which this is said.
    pub(super) const fn kind(&self) -> NoteKind {
        match self {
            Self::Nothing => NoteKind::Article,
            Self::Term(_) => NoteKind::Term,
            Self::Organisation(_) => NoteKind::Organisation,
        }
    }
}

/// The text that fields go with.
pub(super) struct Text<'a> {
    pub(super) note: NoteId,
    pub(super) title: &'a str,
    pub(super) language: &'a LanguageTag,
    /// Its first paragraph.
    pub(super) means: &'a str,
    /// Where the names that its fields hold are looked for first.
    pub(super) near: Near<'a>,
    /// Whether whoever saves it is of its authors, rather than only keeps it.
    pub(super) by_author: bool,
}

pub(super) fn read(typed: &Beside, language: &LanguageTag) -> std::result::Result<Said, Amiss> {
    match typed {
        Beside::Nothing => Ok(Said::Nothing),
        Beside::Term(fields) => terms::read(fields, language).map(Said::Term),
        Beside::Organisation(fields) => organisations::read(fields).map(Said::Organisation),
    }
}

/// What a note of this kind says today beside its words, as far as whoever asks may know of it.
pub(super) async fn of(ctx: &Ctx, tx: &mut Tx, note: NoteId, kind: NoteKind, language: &LanguageTag) -> Result<Beside> {
    Ok(match kind {
        NoteKind::Article => Beside::Nothing,
        NoteKind::Term => Beside::Term(terms::of(ctx, tx, note, language).await?),
        NoteKind::Organisation => Beside::Organisation(organisations::of(ctx, tx, note).await?),
    })
}

/// The same for who reads the note and may not edit it: each place as exactly as it is shown.
pub(super) async fn shown(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    kind: NoteKind,
    language: &LanguageTag,
) -> Result<Beside> {
    let mut beside = of(ctx, tx, note, kind, language).await?;
    if let Beside::Organisation(fields) = &mut beside {
        fields.places = organisations::as_shown(std::mem::take(&mut fields.places));
    }
    Ok(beside)
}

/// Whether a note of this kind says that already.
pub(super) async fn is_said(ctx: &Ctx, tx: &mut Tx, note: NoteId, language: &LanguageTag, said: &Said) -> Result<bool> {
    if *said == Said::Nothing {
        return Ok(true);
    }
    let today = of(ctx, tx, note, said.kind(), language).await?;
    Ok(read(&today, language).is_ok_and(|today| today == *said))
}

/// Keeps what was typed beside the words of a note.
pub(super) async fn save(ctx: &Ctx, tx: &mut Tx, text: &Text<'_>, said: &Said) -> Result<()> {
    match said {
        Said::Nothing => Ok(()),
        Said::Term(said) => terms::save(ctx, tx, text, said).await,
        Said::Organisation(said) => organisations::save(ctx, tx, text.note, said).await,
    }
}

/// One thing amiss.
pub(super) fn refused(field: &'static str, why: Wrong) -> Error {
    Error::Refused(vec![(field, why)])
}

/// What was typed on one line, at most so many characters of it.
pub(super) fn line(field: &'static str, typed: &str, most: usize, wrong: &mut Amiss) -> String {
    let line = text(typed).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > most {
        wrong.push((field, Wrong::Long));
    }
    line
}

/// Names that were typed, one a line: each once.
pub(super) fn names(field: &'static str, typed: &str, wrong: &mut Amiss) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for typed in text(typed).lines() {
        let name = line(field, typed, LONGEST_TITLE, wrong);
        if !title_key(&name).is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > MOST {
        wrong.push((field, Wrong::NoMore));
    }
    names
}
