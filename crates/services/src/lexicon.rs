//! The lexicon: the terms that a note uses, the entries and their definitions.
//!
//! Where labels stand in a text is found among all of them, whoever may read their terms; which of those places are
//! underlined is decided for each viewer, so that a term that is hidden covers no other.

mod labels;

use std::collections::{BTreeMap, HashMap};

use domain::address::Address;
use domain::lexicon::{EntryKey, LabelRole, TermRelation, TermState};
use domain::{CommunityId, LanguageTag, NoteId, NotebookId};
use markup::{Compiled, Found, Underlined};
use store::Tx;
use store::terms::{self as stored, DefinitionRow, NewLabel, NewTerm};
use store::uses::BEFORE_ALL;

use crate::lines::{note_line, note_link, one_more, paged, read_sorted_key, write_sorted_key};
use crate::views::{
    Confusion, Definition, EntryDefinition, EntryLine, EntryPage, LexiconPage, Link, Page, TermLabels, TermOwner,
    TermUsed,
};
use crate::{Ctx, Error, Result, people};
use labels::labels;
pub(crate) use labels::{Kept, Labels, labels_of, read};

/// How many terms a note shows.
const MOST_TERMS: usize = 100;
/// Makes a note of kind term what it was meant to be: a definition proposed under its title, whose first paragraph is
/// what it means.
pub(crate) async fn define(
    tx: &mut Tx,
    note: NoteId,
    language: &LanguageTag,
    title: &str,
    variants: &[String],
    text: &Compiled,
) -> Result<()> {
    let language = language.primary();
    let term = NewTerm {
        note,
        entry: &EntryKey::of(title),
        language,
        state: TermState::Proposed,
        common: false,
        definition: text.first_paragraph(),
        owner: None,
        written_for: "",
    };
    let variants = variants.iter().map(|variant| (LabelRole::Variant, variant.as_str()));
    let labels: Vec<_> = [(LabelRole::Preferred, title)]
        .into_iter()
        .chain(variants)
        .map(|(role, label)| NewLabel { language, role, label, sort_key: i18n::sort_key(label) })
        .collect();
    stored::set(tx, &term, &labels).await?;
    Ok(())
}

/// What decides between several definitions of one word: the communities of the note, then those of its notebook.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    /// The note.
    pub(crate) note: NoteId,
    /// The language of its text.
    pub(crate) language: &'a LanguageTag,
    /// Its communities that the viewer may know of.
    pub(crate) communities: &'a [CommunityId],
    /// The notebook that it is read through.
    pub(crate) notebook: Option<NotebookId>,
}

/// The terms of a text for one viewer.
#[derive(Default)]
pub(crate) struct Used {
    /// Where they are underlined.
    pub(crate) underlined: Vec<Underlined>,
    /// What they mean.
    pub(crate) terms: Vec<TermUsed>,
}

/// The terms that a text uses, those that it leads to, then those that its authors name.
pub(crate) async fn used(
    ctx: &Ctx,
    tx: &mut Tx,
    text: &Compiled,
    around: Around<'_>,
    leads_to: &[(NoteId, String)],
) -> Result<Used> {
    let labels = labels(ctx, tx).await?;
    let found = labels.underlined_in(text, around.language.primary());
    let ids: Vec<NoteId> = leads_to.iter().map(|(note, _)| *note).chain([around.note]).collect();
    let mut linked: HashMap<NoteId, String> = stored::entries_of(tx, &ids).await?.into_iter().collect();
    let own = linked.remove(&around.note);
    let of = |found: &Found| labels.of(found).filter(|label| own.as_deref() != Some(&label.entry));
    let mut entries: Vec<String> = found.iter().filter_map(of).map(|label| label.entry.to_string()).collect();
    entries.extend(linked.values().cloned());
    let chosen = stored::chosen(tx, around.note).await?;
    let named: Vec<EntryKey> = chosen.entries.iter().cloned().map(EntryKey::from_store).collect();
    entries.extend(chosen.entries);
    entries.sort_unstable();
    entries.dedup();
    let rows = stored::of_entries(tx, &ctx.viewer, entries, ctx.language()).await?;
    if rows.is_empty() {
        return Ok(Used::default());
    }

    let words: HashMap<NoteId, Word> = rows.iter().map(|row| (row.note, Word::of(row))).collect();
    let mut shown: Vec<Word> = Vec::new();
    let mut places = Vec::new();
    let mut end = (0, 0);
    for found in &found {
        let Some(label) = labels.of(found) else { continue };
        let is_own = own.as_deref() == Some(&label.entry);
        // A longer label that this viewer may read covers those inside it, even where it is not underlined itself.
        let word = words.get(&label.term);
        if word.is_none() && !is_own || (found.piece, found.bytes.start) < end {
            continue;
        }
        end = (found.piece, found.bytes.end);
        if let Some(word) = word.filter(|word| !is_own && !shown.contains(word) && shown.len() < MOST_TERMS) {
            shown.push(word.clone());
            places.push((found.piece, found.bytes.clone(), shown.len() - 1));
        }
    }
    for word in leads_to.iter().filter_map(|(note, _)| words.get(note)) {
        if !shown.contains(word) && shown.len() < MOST_TERMS {
            shown.push(word.clone());
        }
    }
    for entry in named.iter().filter(|entry| own.as_deref() != Some(entry.as_str())) {
        for word in rows.iter().map(Word::of).filter(|word| word.entry == *entry) {
            if !shown.contains(&word) && shown.len() < MOST_TERMS {
                shown.push(word);
            }
        }
    }
    places.retain(|_| chosen.underlined);
    let terms = meanings(ctx, tx, around, rows, &shown).await?;
    let underlined = places.into_iter().filter_map(|(piece, bytes, place)| {
        let term = terms.get(place)?;
        let first = term.definitions.first()?;
        Some(Underlined { piece, bytes, href: term.link.address.to_string(), term: first.note.to_string() })
    });
    Ok(Used { underlined: underlined.collect(), terms })
}

/// A word that is defined. Words of one entry may differ by their accents, and are not one word then.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Word {
    entry: EntryKey,
    written: String,
}

impl Word {
    fn of(row: &DefinitionRow) -> Self {
        Self { entry: row.entry.clone(), written: row.title.to_lowercase() }
    }
}

/// What each of these words means in a note, in their order.
async fn meanings(
    ctx: &Ctx,
    tx: &mut Tx,
    around: Around<'_>,
    rows: Vec<DefinitionRow>,
    shown: &[Word],
) -> Result<Vec<TermUsed>> {
    let mut by_word: HashMap<Word, Vec<DefinitionRow>> = HashMap::new();
    for row in rows {
        by_word.entry(Word::of(&row)).or_default().push(row);
    }
    let owned_by = |row: &DefinitionRow, communities: &[CommunityId]| {
        row.owner.as_ref().is_some_and(|(owner, ..)| communities.contains(owner))
    };
    let mut of_notebook: Option<Vec<CommunityId>> = None;
    let mut decided: Vec<(usize, Vec<DefinitionRow>)> = Vec::new();
    for word in shown {
        let all = by_word.remove(word).unwrap_or_default();
        let count = all.len();
        let mut chosen = all.clone();
        if count > 1 {
            chosen.retain(|row| owned_by(row, around.communities));
            if chosen.is_empty() {
                if of_notebook.is_none() {
                    of_notebook = Some(communities_of(ctx, tx, around.notebook).await?);
                }
                let communities = of_notebook.as_deref().unwrap_or_default();
                chosen.extend(all.iter().filter(|row| owned_by(row, communities)).cloned());
            }
            if chosen.is_empty() {
                chosen = all;
            }
        }
        decided.push((count - chosen.len(), chosen));
    }
    let ids: Vec<NoteId> = decided.iter().flat_map(|(_, rows)| rows).map(|row| row.note).collect();
    let telling = Telling::of(ctx, tx, decided.iter().flat_map(|(_, rows)| rows), around.language, &ids).await?;
    let decided = decided.into_iter().zip(shown);
    Ok(decided.map(|((others, rows), word)| telling.term(&word.entry, rows, others, around.language)).collect())
}

async fn communities_of(ctx: &Ctx, tx: &mut Tx, notebook: Option<NotebookId>) -> Result<Vec<CommunityId>> {
    let Some(notebook) = notebook else { return Ok(Vec::new()) };
    let linked = store::notebooks::communities(tx, &ctx.viewer, notebook, "").await?;
    Ok(linked.into_iter().map(|(community, ..)| community).collect())
}

/// What must be known beside their rows to tell what terms mean.
struct Telling {
    signed: HashMap<NoteId, Vec<String>>,
    labels: HashMap<NoteId, Vec<(String, LabelRole, String)>>,
    translations: HashMap<NoteId, Vec<(String, String)>>,
    confusions: HashMap<NoteId, Vec<Confusion>>,
}

fn by_term<T>(rows: impl IntoIterator<Item = (NoteId, T)>) -> HashMap<NoteId, Vec<T>> {
    let mut by_term: HashMap<NoteId, Vec<T>> = HashMap::new();
    for (term, row) in rows {
        by_term.entry(term).or_default().push(row);
    }
    by_term
}

impl Telling {
    /// For a reader of this language: what is in another one is asked only where some term is.
    async fn of<'r>(
        ctx: &Ctx,
        tx: &mut Tx,
        rows: impl Iterator<Item = &'r DefinitionRow> + Clone + Send,
        language: &LanguageTag,
        ids: &[NoteId],
    ) -> Result<Self> {
        let is_foreign = |row: &&DefinitionRow| row.language.primary() != language.primary();
        let foreign: Vec<NoteId> = rows.clone().filter(is_foreign).map(|row| row.note).collect();
        let unowned: Vec<NoteId> = rows.filter(|row| row.owner.is_none()).map(|row| row.note).collect();
        Self::asked(ctx, tx, ids, &foreign, &unowned).await
    }

    async fn asked(ctx: &Ctx, tx: &mut Tx, ids: &[NoteId], foreign: &[NoteId], unowned: &[NoteId]) -> Result<Self> {
        let confusions = stored::confusions(tx, &ctx.viewer, ids).await?.into_iter();
        let confusions = confusions.map(|(term, word, difference, entry)| {
            let address = entry.map(|entry| Address::Entry(EntryKey::from_store(entry)));
            (term, Confusion { word, difference, address })
        });
        let labels = stored::labels(tx, foreign).await?.into_iter();
        let signed = stored::signed(tx, unowned).await?.into_iter();
        let translations = stored::translations(tx, foreign).await?.into_iter();
        Ok(Self {
            confusions: by_term(confusions),
            signed: by_term(signed.map(|(term, name)| (term, people::shown(ctx, name)))),
            labels: by_term(labels.map(|(term, language, role, label)| (term, (language, role, label)))),
            translations: by_term(translations.map(|(term, language, text)| (term, (language, text)))),
        })
    }

    fn owner(&self, row: &DefinitionRow) -> TermOwner {
        match &row.owner {
            Some((id, alias, name)) => {
                TermOwner::Community(Link { title: name.clone(), address: Address::Community(*id, alias.clone()) })
            }
            None => {
                let people = self.signed.get(&row.note).cloned().unwrap_or_default();
                TermOwner::People(people, row.written_for.clone())
            }
        }
    }

    /// The definition in a language, where it is written in that one too.
    fn definition(&self, row: &DefinitionRow, language: &LanguageTag) -> Definition {
        let translated = self.translations.get(&row.note).into_iter().flatten();
        let translated = translated.filter(|_| row.language.primary() != language.primary());
        let translated = translated.filter(|(other, _)| other == language.primary()).map(|(_, text)| text).next();
        let (text, language) = match translated {
            Some(text) => (text.clone(), language.clone()),
            None => (row.definition.clone(), row.language.clone()),
        };
        let link = note_link(row.note, row.title.clone());
        Definition { note: row.note, link, owner: self.owner(row), text, language, state: row.state }
    }

    /// The preferred label of a term in a language.
    fn label(&self, row: &DefinitionRow, language: &LanguageTag) -> Option<String> {
        let labels = self.labels.get(&row.note).into_iter().flatten();
        let mut preferred = labels.filter(|(_, role, _)| *role == LabelRole::Preferred);
        preferred.find(|(of, ..)| of == language.primary()).map(|(.., label)| label.clone())
    }

    fn term(&self, entry: &EntryKey, rows: Vec<DefinitionRow>, others: usize, language: &LanguageTag) -> TermUsed {
        let foreign = rows.iter().find(|row| row.language.primary() != language.primary());
        let translated = foreign.and_then(|row| Some((row, self.label(row, language)?)));
        let own = rows.first().map(|row| row.title.clone()).unwrap_or_default();
        let (title, beside) = match translated {
            Some((row, label)) => (label, Some((row.language.clone(), row.title.clone()))),
            None => (own, None),
        };
        let mut definitions: Vec<Definition> = rows.iter().map(|row| self.definition(row, language)).collect();
        sort_by_owner(&mut definitions, |definition| &definition.owner);
        let told = rows.iter().filter(|row| row.language.primary() == language.primary());
        let mut confusions: Vec<Confusion> = Vec::new();
        for confusion in told.flat_map(|row| self.confusions.get(&row.note).into_iter().flatten()) {
            if !confusions.iter().any(|known| known.word == confusion.word) {
                confusions.push(confusion.clone());
            }
        }
        let link = Link { title, address: Address::Entry(entry.clone()) };
        TermUsed { link, beside, definitions, others, confusions }
    }
}

/// By name of owner: none stands above the others.
fn sort_by_owner<T>(definitions: &mut [T], owner: impl Fn(&T) -> &TermOwner) {
    definitions.sort_by_cached_key(|definition| {
        i18n::sort_key(&match owner(definition) {
            TermOwner::Community(link) => link.title.clone(),
            TermOwner::People(people, _) => people.join(" "),
        })
    });
}

/// The lexicon in a language, from A to Z: all of it, or what begins with one letter.
///
/// # Errors
/// [`Error::Invalid`] for a key of a page that was never given.
pub async fn list(ctx: &Ctx, language: &LanguageTag, letter: Option<&str>, after: Option<&str>) -> Result<LexiconPage> {
    let (sort_key, entry) = match after {
        None => (Vec::new(), String::new()),
        Some(after) => read_sorted_key(after).ok_or(Error::Invalid("after"))?,
    };
    let mut tx = ctx.services.store.read().await?;
    let long = tx.at_length();
    let (mut languages, mut letters) = (BTreeMap::<String, i64>::new(), Vec::new());
    for (of, letter, count) in stored::initials(long, &ctx.viewer).await? {
        if of == language.primary() {
            letters.push(letter);
        }
        *languages.entry(of).or_default() += count;
    }
    // Signs and other scripts after Z.
    letters.sort_by_key(|letter| (letter == "#", letter.clone()));
    let after = (sort_key, entry.as_str());
    let rows =
        stored::list(long, &ctx.viewer, language.primary(), letter.unwrap_or_default(), after, one_more()).await?;
    ctx.remember(&tx);
    let lines = paged(rows, |row| write_sorted_key(&row.sort_key, &row.entry));
    let next = lines.next;
    let line = |row: stored::EntryRow| EntryLine {
        link: Link { title: row.label, address: Address::Entry(row.entry) },
        definitions: row.definitions,
        definition: Some(row.definition).filter(|text| row.definitions == 1 && !text.is_empty()),
    };
    let items = lines.items.into_iter().map(line).collect();
    Ok(LexiconPage {
        languages: languages.into_iter().map(|(tag, count)| (LanguageTag::from_store(tag), count)).collect(),
        language: language.clone(),
        letters,
        letter: letter.map(str::to_owned),
        lines: Page { items, next },
    })
}

/// Where the only entry is that has this label as a variant, or in another language.
///
/// # Errors
/// [`Error::NotFound`] where there is none that the viewer may read, or several.
pub async fn address(ctx: &Ctx, label: &str) -> Result<Address> {
    let key = EntryKey::of(label);
    let mut tx = ctx.services.store.read().await?;
    match stored::called(&mut tx, &ctx.viewer, &key).await?.as_slice() {
        [entry] => Ok(Address::Entry(entry.clone())),
        _ => Err(Error::NotFound),
    }
}

/// An entry: its definitions side by side, what goes with it, and the notes that use it, after a place among them.
///
/// # Errors
/// [`Error::NotFound`] where the viewer may read no definition of it; [`Error::Invalid`] for a key of a page that was never
/// given.
pub async fn entry(ctx: &Ctx, key: &EntryKey, after: Option<&str>) -> Result<EntryPage> {
    let mut tx = ctx.services.store.read().await?;
    let rows = stored::of_entries(&mut tx, &ctx.viewer, vec![key.as_str().to_owned()], ctx.language()).await?;
    let mut titles: Vec<String> = Vec::new();
    for row in &rows {
        if !titles.iter().any(|title| title.to_lowercase() == row.title.to_lowercase()) {
            titles.push(row.title.clone());
        }
    }
    if titles.is_empty() {
        return Err(Error::NotFound);
    }
    let ids: Vec<NoteId> = rows.iter().map(|row| row.note).collect();
    let telling = Telling::asked(ctx, &mut tx, &ids, &ids, &ids).await?;
    let mut definitions: Vec<EntryDefinition> = rows.iter().map(|row| telling.entry_definition(row)).collect();
    sort_by_owner(&mut definitions, |definition| &definition.definition.owner);

    let mut relations: BTreeMap<TermRelation, Vec<Link>> = BTreeMap::new();
    for (relation, entry, title) in stored::relations(&mut tx, &ctx.viewer, &ids).await? {
        let links = relations.entry(relation).or_default();
        let link = Link { title, address: Address::Entry(entry) };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    for links in relations.values_mut() {
        links.sort_by_cached_key(|link| i18n::sort_key(&link.title));
    }
    let mut with = |relation| relations.remove(&relation).unwrap_or_default();
    let (broader, narrower) = (with(TermRelation::Broader), with(TermRelation::Narrower));
    let related = with(TermRelation::Related);
    let after = match after {
        None => (Vec::new(), BEFORE_ALL),
        Some(after) => read_sorted_key(after).ok_or(Error::Invalid("after"))?,
    };
    let long = tx.at_length();
    let uses = store::uses::count(long, &ctx.viewer, &ids).await?;
    let used_in = store::uses::of(long, &ctx.viewer, &ids, after, one_more()).await?;
    let used_in = paged(used_in, |row| write_sorted_key(&row.sort_key, row.line.id));
    ctx.remember(&tx);
    Ok(EntryPage {
        entry: key.clone(),
        title: titles.join(", "),
        address: Address::Entry(key.clone()),
        definitions,
        broader,
        narrower,
        related,
        uses,
        used_in: Page { items: used_in.items.into_iter().map(|row| note_line(row.line)).collect(), next: used_in.next },
    })
}

impl Telling {
    fn entry_definition(&self, row: &DefinitionRow) -> EntryDefinition {
        let mut labels: Vec<TermLabels> = Vec::new();
        for (language, role, label) in self.labels.get(&row.note).into_iter().flatten() {
            match labels.iter_mut().find(|known| known.language.as_str() == language) {
                Some(known) => known.variants.push(label.clone()),
                None if *role == LabelRole::Preferred => labels.push(TermLabels {
                    language: LanguageTag::from_store(language.clone()),
                    preferred: label.clone(),
                    variants: Vec::new(),
                }),
                None => {}
            }
        }
        let translations = self.translations.get(&row.note).into_iter().flatten();
        EntryDefinition {
            definition: self.definition(row, &row.language),
            labels,
            translations: translations
                .map(|(language, text)| (LanguageTag::from_store(language.clone()), text.clone()))
                .collect(),
            confusions: self.confusions.get(&row.note).cloned().unwrap_or_default(),
        }
    }
}
