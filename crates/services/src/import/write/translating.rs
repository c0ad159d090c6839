//! Which note a file says that it translates (`translation_of`): the path of another file, or a title.

use domain::changes::ChangeKind;
use domain::folding::title_key;
use domain::tags::Tag;
use domain::{NoteId, Timestamp};

use super::Writer;
use super::saving::change;
use crate::Result;
use crate::import::links::Reached;
use crate::import::report::Report;
use crate::import::{Item, Seen, Warning};

/// What a file says of what it translates.
pub(super) struct Translating<'a> {
    seen: &'a Seen,
    /// What it names; nothing where it says no more that it is a translation.
    original: Option<String>,
    /// Whether the file is another than at the last import.
    is_new: bool,
    /// When it says that it was changed.
    changed: Option<Timestamp>,
}

impl<'a> Translating<'a> {
    /// Nothing of a new file that says nothing of it.
    pub(super) fn of(seen: &'a Seen, item: &Item) -> Option<Self> {
        let said = item.said.iter().find(|(name, _)| name == "translation_of").map(|(_, value)| value.trim());
        let original = said.filter(|value| !value.is_empty()).map(str::to_owned);
        let is_new = seen.known.as_ref().is_none_or(|known| known.hash != item.raw_hash);
        let is_worth_it = original.is_some() || (is_new && seen.known.is_some());
        is_worth_it.then(|| Self { seen, original, is_new, changed: item.changed.or(item.published) })
    }
}

impl Writer<'_> {
    /// Keeps which note translates which, now that all are there; a name that reaches none is told.
    ///
    /// A translation says the same as the version of its original that stood when it says it was changed, else as the one
    /// that stands now; it is asked again only once the file is another.
    pub(in crate::import) async fn translations(&mut self, seen: &[Seen], report: &mut Report) -> Result<()> {
        for translating in std::mem::take(&mut self.translations) {
            let note = translating.seen.note;
            let original = match &translating.original {
                None => None,
                Some(name) => {
                    let found = self.named(seen, translating.seen, name);
                    if found.is_none() {
                        let (path, args) = (translating.seen.path.clone(), vec![name.clone()]);
                        report.warn(Warning { path, line: 0, code: "translation_unknown", args });
                    }
                    found
                }
            };
            if !self.options.dry_run {
                self.may_give_way().await?;
                self.translates(note, original, &translating).await?;
            }
        }
        Ok(())
    }

    /// The note of another file of the folder, by its path or its title.
    fn named(&self, seen: &[Seen], from: &Seen, name: &str) -> Option<NoteId> {
        let name = name.trim_start_matches("[[").trim_end_matches("]]");
        let by_path = match self.index.by_path(&from.path, name) {
            Reached::Note(at) => self.index.note(at),
            _ => None,
        };
        let key = title_key(name);
        let is_called =
            |other: &&Seen| other.title.key() == key || other.aliases.iter().any(|alias| title_key(alias) == key);
        let by_title = || seen.iter().find(is_called).map(|other| other.note);
        by_path.or_else(by_title).filter(|note| *note != from.note)
    }

    async fn translates(&mut self, note: NoteId, original: Option<NoteId>, said: &Translating<'_>) -> Result<()> {
        let now = self.ctx.now();
        // An original without date was not changed after anything.
        let is_dated = original.is_some_and(|original| !self.undated.contains(&original));
        let at = said.changed.filter(|_| is_dated).unwrap_or(now);
        let tx = self.tx().await?;
        let before = store::translations::of(tx, note).await?;
        let tags = match original {
            Some(original) => {
                if !said.is_new && before.is_some_and(|(before, _)| before == original) {
                    return Ok(());
                }
                let made_from = store::notes::version_at(tx, original, at).await?.unwrap_or(0);
                if before == Some((original, made_from)) {
                    return Ok(());
                }
                // Deleted on the site since, and no file brings it back.
                if store::notes::facts(tx, original).await?.is_none() || store::notes::facts(tx, note).await?.is_none()
                {
                    return Ok(());
                }
                store::translations::set(tx, note, original, made_from).await?;
                vec![Tag::Note(note), Tag::Note(original)]
            }
            None if store::translations::forget(tx, note).await? => vec![Tag::Note(note)],
            None => return Ok(()),
        };
        let before = before.map(|(original, _)| Tag::Note(original));
        let tags = tags.into_iter().chain(before).collect();
        store::changes::record(tx, now, &change(ChangeKind::Edited, said.seen, tags)).await?;
        Ok(())
    }
}
