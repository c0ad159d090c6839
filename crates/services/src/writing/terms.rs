//! The fields of a term of the lexicon.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::folding::title_key;
use domain::lexicon::{EntryKey, LabelRole, TermRelation, TermState};
use domain::policy::{self, Action, Policy};
use domain::titles::LONGEST_TITLE;
use domain::{CommunityId, LanguageTag, NoteId};
use store::Tx;
use store::terms::{self as stored, FieldsRow, NewConfusion, NewLabel, NewTerm};

use super::kinds::{MOST, Text, line, names, refused};
use super::{Amiss, text};
use crate::accounts::Wrong;
use crate::{Ctx, Result};

/// The most characters of what a term means in a language that its text is not in.
const DEFINITION: usize = 2000;

/// What is typed of a term, beside its title, which is its preferred label, and its text, which defines it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermFields {
    /// What it is also called in the language of its text, one a line.
    pub variants: String,
    /// What it is called in others.
    pub called: Vec<Called>,
    /// The words that it is taken for, each with what tells them apart.
    pub confusions: Vec<(String, String)>,
    /// The titles of the terms that are broader, narrower and related, one a line.
    pub relations: [String; 3],
    /// The community that owns it, by its id; empty for its authors.
    pub owner: String,
    /// How far it is agreed upon.
    pub state: String,
    /// Whether it is a common word, never underlined by itself.
    pub common: bool,
}

/// What a term is called and means in a language that its text is not in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Which language.
    pub language: String,
    /// The preferred label.
    pub label: String,
    /// The others, one a line.
    pub variants: String,
    /// What it means; empty where that is not said.
    pub definition: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    variants: Vec<String>,
    called: Vec<SaidCalled>,
    confusions: Vec<(String, String)>,
    relations: Vec<(TermRelation, Vec<String>)>,
    owner: Option<CommunityId>,
    state: TermState,
    common: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct SaidCalled {
    language: String,
    label: String,
    variants: Vec<String>,
    definition: String,
}

/// The field that holds the terms of a relation.
const fn field_of(relation: TermRelation) -> &'static str {
    match relation {
        TermRelation::Broader => "broader",
        TermRelation::Narrower => "narrower",
        TermRelation::Related => "related",
    }
}

pub(super) fn read(typed: &TermFields, language: &LanguageTag) -> std::result::Result<Said, Amiss> {
    let mut wrong = Amiss::new();
    let variants = names("variants", &typed.variants, &mut wrong);
    let called = read_called(&typed.called, language, &mut wrong);
    let mut confusions = Vec::new();
    for (word, difference) in &typed.confusions {
        let word = line("confusions", word, LONGEST_TITLE, &mut wrong);
        let difference = line("confusions", difference, LONGEST_TITLE, &mut wrong);
        if !title_key(&word).is_empty() {
            confusions.push((word, difference));
        } else if !difference.is_empty() {
            wrong.push(("confusions", Wrong::Missing));
        }
    }
    if confusions.len() > MOST {
        wrong.push(("confusions", Wrong::NoMore));
    }
    let mut relations = Vec::new();
    for (relation, titles) in TermRelation::ALL.into_iter().zip(&typed.relations) {
        relations.push((relation, names(field_of(relation), titles, &mut wrong)));
    }
    let owner: Option<CommunityId> = typed.owner.parse().ok();
    if owner.is_none() && !typed.owner.is_empty() {
        wrong.push(("owner", Wrong::NotAChoice));
    }
    let state = TermState::parse(&typed.state);
    if state.is_none() {
        wrong.push(("state", Wrong::NotAChoice));
    }
    match state {
        Some(state) if wrong.is_empty() => {
            Ok(Said { variants, called, confusions, relations, owner, state, common: typed.common })
        }
        _ => Err(wrong),
    }
}

/// What it is called in other languages: the language of the text has the title and the variants.
fn read_called(typed: &[Called], language: &LanguageTag, wrong: &mut Amiss) -> Vec<SaidCalled> {
    let mut called: Vec<SaidCalled> = Vec::new();
    for typed in typed {
        let label = line("called", &typed.label, LONGEST_TITLE, wrong);
        let variants = names("called", &typed.variants, wrong);
        let definition = text(&typed.definition).trim().to_owned();
        let Some(tag) = LanguageTag::parse(&typed.language) else {
            wrong.push(("called", Wrong::NotAChoice));
            continue;
        };
        let other = tag.primary();
        let says_nothing = label.is_empty() && variants.is_empty() && definition.is_empty();
        if says_nothing || other == language.primary() {
            continue;
        }
        if title_key(&label).is_empty() {
            wrong.push(("called", Wrong::Missing));
        }
        if definition.chars().count() > DEFINITION {
            wrong.push(("called", Wrong::Long));
        }
        if called.iter().any(|known| known.language == other) {
            wrong.push(("called", Wrong::Already));
        }
        called.push(SaidCalled { language: other.to_owned(), label, variants, definition });
    }
    called
}

/// What a term says today, as far as whoever asks may know of it.
pub(super) async fn of(ctx: &Ctx, tx: &mut Tx, note: NoteId, language: &LanguageTag) -> Result<TermFields> {
    let own = language.primary();
    let mut fields = TermFields { state: TermState::Proposed.as_str().to_owned(), ..TermFields::default() };
    if let Some(row) = stored::fields(tx, &ctx.viewer, note, ctx.language()).await? {
        row.state.as_str().clone_into(&mut fields.state);
        fields.common = row.common;
        fields.owner = known_owner(&row).map(|owner| owner.to_string()).unwrap_or_default();
    }
    let mut called: BTreeMap<String, Called> = BTreeMap::new();
    for (_, language, role, label) in stored::labels(tx, &[note]).await? {
        if language == own {
            // The preferred one is the title.
            if role == LabelRole::Variant {
                add_line(&mut fields.variants, &label);
            }
            continue;
        }
        let it = called.entry(language).or_default();
        match role {
            LabelRole::Preferred => it.label = label,
            LabelRole::Variant => add_line(&mut it.variants, &label),
            LabelRole::Quiet => {}
        }
    }
    for (_, language, definition) in stored::translations(tx, &[note]).await? {
        if language != own {
            called.entry(language).or_default().definition = definition;
        }
    }
    fields.called.extend(called.into_iter().map(|(language, it)| Called { language, ..it }));
    for (word, difference, _) in stored::taken_for(tx, note).await? {
        fields.confusions.push((word, difference));
    }
    let mut others = stored::led_to(tx, &ctx.viewer, note).await?;
    others.sort_by_cached_key(|(_, id, title)| (i18n::sort_key(title), *id));
    for (relation, titles) in TermRelation::ALL.into_iter().zip(&mut fields.relations) {
        let mut before = "";
        for (_, _, title) in others.iter().filter(|(of, ..)| *of == relation) {
            // Several definitions of one word stand there once.
            if title != before {
                add_line(titles, title);
            }
            before = title;
        }
    }
    Ok(fields)
}

fn add_line(lines: &mut String, line: &str) {
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines.push_str(line);
}

/// The community that owns a term, where whoever asks may know of it.
fn known_owner(row: &FieldsRow) -> Option<CommunityId> {
    row.owner.filter(|_| row.owner_name.is_some())
}

/// The communities that may be said to own a term: those of whoever asks, and the one that does already; each with its name.
pub(super) async fn owners(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<Vec<(CommunityId, String)>> {
    let me = ctx.me()?;
    // As of a note that is linked to none yet.
    let new = NoteId::new(&*ctx.services.clock, &*ctx.services.randomness);
    let mut owners: Vec<(CommunityId, String)> = Vec::new();
    for (community, name, _) in store::note_rights::joined(tx, me, new, ctx.language()).await? {
        owners.push((community, name));
    }
    if let Some(row) = stored::fields(tx, &ctx.viewer, note, ctx.language()).await?
        && let (Some(owner), Some(name)) = (row.owner, row.owner_name)
        && owners.iter().all(|(community, _)| *community != owner)
    {
        owners.push((owner, name));
    }
    Ok(owners)
}

async fn may<A: Action<policy::Community>>(ctx: &Ctx, tx: &mut Tx, community: CommunityId) -> Result<bool> {
    let facts = store::communities::facts(tx, &ctx.viewer, community, ctx.now()).await?;
    Ok(facts.is_some_and(|facts| Policy::decide::<policy::Community, A>(&ctx.viewer, facts).is_ok()))
}

/// Who owns it from now on: the one that did, or a community where whoever saves it takes part. One that they may not know of stays
/// where they name none.
async fn owner(
    ctx: &Ctx,
    tx: &mut Tx,
    typed: Option<CommunityId>,
    before: Option<&FieldsRow>,
) -> Result<Option<CommunityId>> {
    let known = before.and_then(known_owner);
    let Some(community) = typed else {
        return Ok(before.and_then(|row| row.owner).filter(|_| known.is_none()));
    };
    if known == Some(community) || may::<policy::TakePart>(ctx, tx, community).await? {
        return Ok(typed);
    }
    Err(refused("owner", Wrong::NotAChoice))
}

/// The terms that bear these folded titles, among what whoever saves may see, the nearest of each.
async fn terms_named(ctx: &Ctx, tx: &mut Tx, text: &Text<'_>, keys: Vec<String>) -> Result<HashMap<String, NoteId>> {
    let rows = store::links::named(tx, &ctx.viewer, keys, text.near).await?;
    let ids: Vec<NoteId> = rows.iter().map(|(_, note, _)| *note).collect();
    let entries = stored::entries_of(tx, &ids).await?;
    let terms: HashSet<NoteId> = entries.into_iter().map(|(note, _)| note).collect();
    let mut named = HashMap::new();
    for (key, found, _) in rows {
        if found != text.note && terms.contains(&found) {
            named.entry(key).or_insert(found);
        }
    }
    Ok(named)
}

/// The terms that were named, each with how it is to this one. What was said stays where its title does.
fn related(
    said: &Said,
    known: &[(TermRelation, NoteId, String)],
    named: &HashMap<String, NoteId>,
) -> std::result::Result<Vec<(TermRelation, NoteId)>, Amiss> {
    let (mut related, mut wrong) = (Vec::new(), Amiss::new());
    for (relation, titles) in &said.relations {
        for title in titles {
            let key = title_key(title);
            let is_it = |(of, _, known): &&(TermRelation, NoteId, String)| of == relation && title_key(known) == key;
            let before = related.len();
            related.extend(known.iter().filter(is_it).map(|(_, other, _)| (*relation, *other)));
            if related.len() > before {
                continue;
            }
            match named.get(&key) {
                Some(other) => related.push((*relation, *other)),
                None => wrong.push((field_of(*relation), Wrong::NoTerm)),
            }
        }
    }
    if wrong.is_empty() { Ok(related) } else { Err(wrong) }
}

/// Keeps what was typed of a term. Its state is for its owner: who tends what the community holds, else its authors.
pub(super) async fn save(ctx: &Ctx, tx: &mut Tx, text: &Text<'_>, said: &Said) -> Result<()> {
    let before = stored::fields(tx, &ctx.viewer, text.note, ctx.language()).await?;
    let owner = owner(ctx, tx, said.owner, before.as_ref()).await?;
    let stays = before.as_ref().filter(|row| row.owner == owner).map_or(TermState::Proposed, |row| row.state);
    // A community that they may not know of is as none.
    let decides = match said.owner {
        Some(community) => may::<policy::Curate>(ctx, tx, community).await?,
        None => text.by_author,
    };
    if said.state != stays && !decides {
        return Err(refused("state", Wrong::OwnerDecides));
    }
    let known = stored::led_to(tx, &ctx.viewer, text.note).await?;
    let taken_for = stored::taken_for(tx, text.note).await?;
    let mut keys: Vec<String> = said.relations.iter().flat_map(|(_, titles)| titles).map(|it| title_key(it)).collect();
    keys.extend(said.confusions.iter().map(|(word, _)| title_key(word)));
    keys.sort_unstable();
    keys.dedup();
    let named = terms_named(ctx, tx, text, keys).await?;
    let relations = related(said, &known, &named).map_err(crate::Error::Refused)?;
    let mut confusions = Vec::new();
    for (word, difference) in &said.confusions {
        let kept = taken_for.iter().find(|(known, ..)| known == word).and_then(|(.., other)| *other);
        let other = kept.or_else(|| named.get(&title_key(word)).copied());
        confusions.push(NewConfusion { word, difference, other });
    }
    let known: Vec<NoteId> = known.into_iter().map(|(_, other, _)| other).collect();
    let language = text.language.primary();
    let entry = EntryKey::of(text.title);
    let term = NewTerm {
        note: text.note,
        entry: &entry,
        language,
        state: said.state,
        common: said.common,
        definition: text.means,
        owner,
        written_for: before.as_ref().map_or("", |row| row.written_for.as_str()),
    };
    let labels = labels(said, language, text.title);
    let translations: Vec<(&str, &str)> = said
        .called
        .iter()
        .filter(|it| !it.definition.is_empty())
        .map(|it| (it.language.as_str(), it.definition.as_str()))
        .collect();
    stored::save(tx, &term, &labels, &translations, &confusions, &known, &relations).await?;
    Ok(())
}

/// All that a term is called, in order.
fn labels<'a>(said: &'a Said, language: &'a str, title: &'a str) -> Vec<NewLabel<'a>> {
    let label =
        |language: &'a str, role, label: &'a str| NewLabel { language, role, label, sort_key: i18n::sort_key(label) };
    let mut labels = vec![label(language, LabelRole::Preferred, title)];
    labels.extend(said.variants.iter().map(|it| label(language, LabelRole::Variant, it)));
    for it in &said.called {
        labels.push(label(&it.language, LabelRole::Preferred, &it.label));
        labels.extend(it.variants.iter().map(|other| label(&it.language, LabelRole::Variant, other)));
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TermFields {
        TermFields { state: "adopted".to_owned(), ..TermFields::default() }
    }

    #[test]
    fn a_term_is_called_otherwise_one_name_a_line_each_once() {
        let fields = TermFields { variants: " a  b \r\n\r\nc\na b\n\u{200b}".to_owned(), ..typed() };
        let said = read(&fields, &LanguageTag::french()).unwrap();
        assert_eq!(said.variants, ["a b", "c"]);
        let many: Vec<String> = (0..=MOST).map(|number| number.to_string()).collect();
        let fields = TermFields { variants: many.join("\n"), ..typed() };
        assert_eq!(read(&fields, &LanguageTag::french()), Err(vec![("variants", Wrong::NoMore)]));
    }

    #[test]
    fn a_language_has_one_preferred_label_and_that_of_the_text_is_the_title() {
        let called = |language: &str, label: &str, variants: &str| Called {
            language: language.to_owned(),
            label: label.to_owned(),
            variants: variants.to_owned(),
            definition: String::new(),
        };
        let said = |called: Vec<Called>| read(&TermFields { called, ..typed() }, &LanguageTag::french());
        let both = said(vec![called("fr-CA", "Autre", ""), called("en", "", ""), called("es", "Uno", "dos")]).unwrap();
        assert_eq!(both.called.iter().map(|it| it.language.as_str()).collect::<Vec<_>>(), ["es"]);
        assert_eq!(said(vec![called("en", "", "Two")]), Err(vec![("called", Wrong::Missing)]));
        assert_eq!(
            said(vec![called("en", "One", ""), called("en-CA", "Two", "")]),
            Err(vec![("called", Wrong::Already)])
        );
    }

    #[test]
    fn a_word_that_it_is_taken_for_is_named() {
        let pair = |word: &str, difference: &str| (word.to_owned(), difference.to_owned());
        let confusions = vec![pair("", ""), pair("Digue", "elle retient"), pair("Quai", "")];
        let said = read(&TermFields { confusions, ..typed() }, &LanguageTag::french()).unwrap();
        assert_eq!(said.confusions, [pair("Digue", "elle retient"), pair("Quai", "")]);
        let nameless = TermFields { confusions: vec![pair(" ", "elle retient")], ..typed() };
        assert_eq!(read(&nameless, &LanguageTag::french()), Err(vec![("confusions", Wrong::Missing)]));
    }
}
