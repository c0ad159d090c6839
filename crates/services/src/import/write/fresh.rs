//! The new notes of a batch, written together: nothing of them was there, so nothing is asked and nothing is cleared.

use domain::PersonId;
use domain::changes::ChangeKind;
use domain::folding::title_key;
use domain::notes::{NoteKind, Visibility};
use domain::tags::Tag;
use store::imports::ImportedRow;
use store::notes::NewNote;
use store::placements::NewPlacement;

use super::batch::Found;
use super::saving::{change, define, of_file};
use super::{Ready, Writer, kind_of, visibility_of};
use crate::{Result, links};

impl Writer<'_> {
    /// Writes notes that are new, each with those who are credited.
    pub(super) async fn write_new(&mut self, fresh: &[(&Ready<'_>, Vec<PersonId>)], found: &Found<'_>) -> Result<()> {
        let (notebook, community, now) = (self.notebook, self.community, self.ctx.now());
        let notes: Vec<_> = fresh.iter().map(|(ready, _)| (self.new_note(ready), of_file(ready, 0, now))).collect();
        let tx = self.tx().await?;
        store::notes::insert_all(tx, &notes, now).await?;
        if let Some(community) = community {
            let ids: Vec<_> = notes.iter().map(|(note, _)| note.id).collect();
            store::notes::link_community_to(tx, community, &ids, now).await?;
        }
        let mut linked = Vec::new();
        for (ready, _) in fresh {
            linked.push((ready.seen.note, found.links(tx, ready).await?));
        }
        store::links::begin(tx, &linked).await?;
        let (mut aliases, mut placed, mut remembered, mut changes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for ((ready, people), (_, links)) in fresh.iter().zip(&linked) {
            let (seen, item) = (ready.seen, &ready.item);
            let mut tags = vec![Tag::Note(seen.note), Tag::Name(seen.note), Tag::Recent];
            tags.extend(store::links::begun(links));
            let files = links::files(&ready.compiled);
            if !files.is_empty() {
                tags.extend(store::attachments::set_shown(tx, seen.note, &files).await?);
            }
            if !people.is_empty() {
                store::notes::set_byline(tx, seen.note, people).await?;
            }
            if !item.said.is_empty() {
                store::imports::set_said(tx, seen.note, &item.said).await?;
            }
            if !item.terms.is_empty() {
                store::terms::set_named(tx, seen.note, &item.terms).await?;
            }
            if !item.underlined {
                store::terms::set_underlined(tx, seen.note, false).await?;
            }
            aliases.extend(seen.aliases.iter().map(|alias| (seen.note, title_key(alias), alias.as_str())));
            if let Some((position, depth)) = ready.place.at {
                placed.push(NewPlacement {
                    note: seen.note,
                    position,
                    depth,
                    by: None,
                    placed: now,
                    reason: "",
                    pinned: false,
                });
                tags.extend(store::touched::placement(notebook, seen.note));
            }
            if kind_of(item) == NoteKind::Term {
                define(tx, ready, &seen.title, &ready.compiled).await?;
                tags.push(Tag::Lexicon);
            }
            tags.extend(people.iter().map(|person| Tag::NotesOf(*person)));
            tags.extend(community.map(Tag::LinkedTo));
            remembered.push(ImportedRow {
                path: seen.path.clone(),
                hash: item.raw_hash,
                note: Some(seen.note),
                attachment: None,
                revision: 1,
                placed: ready.place.at,
            });
            changes.push(change(ChangeKind::Created, seen, tags));
        }
        store::notes::add_aliases(tx, &aliases).await?;
        store::placements::place_new(tx, notebook, &placed).await?;
        store::imports::remember_all(tx, notebook, &remembered).await?;
        store::changes::record_all(tx, now, &changes).await?;
        for (ready, _) in fresh {
            self.categorise(ready).await?;
        }
        Ok(())
    }

    fn new_note<'r>(&self, ready: &'r Ready<'_>) -> NewNote<'r> {
        let (now, item) = (self.ctx.now(), &ready.item);
        let visibility = visibility_of(item, self.options);
        NewNote {
            id: ready.seen.note,
            title: &ready.seen.title,
            sort_key: i18n::sort_key(ready.seen.title.as_str()),
            kind: kind_of(item),
            language: &ready.language,
            visibility,
            licence: item.licence.as_deref(),
            excerpt: &ready.compiled.excerpt,
            came_in: Some(self.notebook),
            published: (visibility != Visibility::Authors).then(|| item.published.unwrap_or(now)),
            changed: item.changed.or(item.published).unwrap_or(now),
        }
    }
}
