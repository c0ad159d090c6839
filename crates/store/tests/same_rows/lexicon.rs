//! What the lexicon writes and reads.

use super::*;

/// Two definitions of one word and one of another, in two languages.
pub(super) async fn lexicon(tx: &mut Tx, world: &World, answers: &mut Answers) {
    let (first, second, other) = (world.notes[0], world.notes[2], world.notes[3]);
    for (note, word, owner) in
        [(first, "Été", Some(world.communities[0])), (second, "été", None), (other, "Œuvre", None)]
    {
        let entry = EntryKey::of(word);
        let term = NewTerm {
            note,
            entry: &entry,
            language: "fr",
            state: TermState::Contested,
            common: false,
            definition: "Ce que « l'on » dit.",
            owner,
            written_for: "pour l’Institut",
        };
        let label = |language, role, label: &'static str| NewLabel { language, role, label, sort_key: label.into() };
        let labels = [
            label("fr", LabelRole::Preferred, word),
            label("fr", LabelRole::Variant, "Zoé"),
            label("fr", LabelRole::Quiet, "île"),
            label("en", LabelRole::Preferred, "summer"),
        ];
        terms::set(tx, &term, &labels).await.unwrap();
    }
    terms::translate(tx, first, "en", "The warm one.").await.unwrap();
    let confusion = |word, other| NewConfusion { word, difference: "autre", other };
    let confusions = [confusion("Œuvre", Some(other)), confusion("hiver", None)];
    let relations = [(TermRelation::Broader, other), (TermRelation::Related, second), (TermRelation::Broader, other)];
    terms::relate(tx, first, &confusions, &relations).await.unwrap();
    let terms = [first, second, other];
    answers.add("missing", terms::missing(tx, &world.notes).await.unwrap());
    answers.add("sought", terms::sought(tx).await.unwrap());
    answers.add("entries", terms::entries_of(tx, &world.notes).await.unwrap());
    answers.add("labels", terms::labels(tx, &terms).await.unwrap());
    answers.add("translations", terms::translations(tx, &terms).await.unwrap());
    answers.add("signed", terms::signed(tx, &terms).await.unwrap());
    // A second time, it is called otherwise, and the rest stays.
    let again = NewTerm {
        note: other,
        entry: &EntryKey::of("Ouvrage"),
        language: "fr",
        state: TermState::Proposed,
        common: true,
        definition: "Autre.",
        owner: None,
        written_for: "",
    };
    let label = NewLabel { language: "fr", role: LabelRole::Preferred, label: "Ouvrage", sort_key: "ouvrage".into() };
    terms::set(tx, &again, &[label]).await.unwrap();
    answers.add("labels", terms::labels(tx, &terms).await.unwrap());
    term_uses(tx, world, answers).await;
    like_words(tx, world, answers).await;
    let member = worlds::viewer(tx, world.people[0]).await.unwrap();
    for viewer in [Viewer::visitor(), Viewer::system("a test"), member] {
        let entries = vec!["ete".to_owned(), "oeuvre".to_owned()];
        answers.add("definitions", terms::of_entries(tx, &viewer, entries, "fr").await.unwrap());
        answers.add("called", terms::called(tx, &viewer, &EntryKey::of("Zoé")).await.unwrap());
        answers.add("confusions", terms::confusions(tx, &viewer, &terms).await.unwrap());
        let mut relations = terms::relations(tx, &viewer, &terms).await.unwrap();
        relations.sort();
        answers.add("relations", relations);
        answers.add("uses", uses::count(tx, &viewer, &terms).await.unwrap());
        let page = uses::of(tx, &viewer, &terms, (Vec::new(), uses::BEFORE_ALL), 2).await.unwrap();
        answers.add("uses", &page);
        if let Some(first) = page.first() {
            let after = (first.sort_key.clone(), first.line.id);
            answers.add("uses after", uses::of(tx, &viewer, &terms, after, 10).await.unwrap());
        }
        answers.add("initials", terms::initials(tx, &viewer).await.unwrap());
        for (language, initial) in [("fr", ""), ("fr", "E"), ("en", "")] {
            let page = terms::list(tx, &viewer, language, initial, (Vec::new(), ""), 10).await.unwrap();
            answers.add("lexicon", &page);
            if let Some(first) = page.first() {
                let after = (first.sort_key.clone(), first.entry.as_str());
                answers.add("after", terms::list(tx, &viewer, language, initial, after, 10).await.unwrap());
            }
        }
    }
    let named = world.notes[1];
    for (labels, underlined) in [(vec!["zoé", "rien", "Summer", "île", "ŒUVRE"], false), (vec!["été"], true)] {
        let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
        terms::set_named(tx, named, &labels).await.unwrap();
        terms::set_underlined(tx, named, underlined).await.unwrap();
        answers.add("chosen", terms::chosen(tx, named).await.unwrap());
        answers.add("named", uses::linked(tx, &[named]).await.unwrap());
    }
    by_form(tx, world, answers).await;
    terms::forget(tx, second).await.unwrap();
    answers.add("relations", terms::relations(tx, &Viewer::system("a test"), &terms).await.unwrap().len());
    answers.add("entries", terms::entries_of(tx, &world.notes).await.unwrap());
}

/// What a form says of a term and of an organisation, and says again.
async fn by_form(tx: &mut Tx, world: &World, answers: &mut Answers) {
    let (first, second, other) = (world.notes[0], world.notes[2], world.notes[3]);
    let member = worlds::viewer(tx, world.people[0]).await.unwrap();
    for (owner, known) in [(None, vec![]), (Some(world.communities[0]), vec![other])] {
        let entry = EntryKey::of("Été");
        let term = NewTerm {
            note: first,
            entry: &entry,
            language: "fr",
            state: TermState::Adopted,
            common: true,
            definition: "La saison.",
            owner,
            written_for: "",
        };
        let label = NewLabel { language: "fr", role: LabelRole::Preferred, label: "Été", sort_key: "ete".into() };
        let confusion = NewConfusion { word: "hiver", difference: "", other: None };
        let relations = [(TermRelation::Narrower, second)];
        terms::save(tx, &term, &[label], &[("en", "The season.")], &[confusion], &known, &relations).await.unwrap();
        answers.add("labels", terms::labels(tx, &[first]).await.unwrap());
        answers.add("translations", terms::translations(tx, &[first]).await.unwrap());
        answers.add("taken for", terms::taken_for(tx, first).await.unwrap());
        for viewer in [&Viewer::visitor(), &Viewer::system("a test"), &member] {
            answers.add("fields", terms::fields(tx, viewer, first, "fr").await.unwrap());
            answers.add("led to", terms::led_to(tx, viewer, first).await.unwrap());
        }
    }
    let place = ("Gaspé".to_owned(), "Gaspésie".to_owned(), Precision::Region);
    let reached = ("1, rue du Quai".to_owned(), "418 555-0100".to_owned(), "ici@exemple.org".to_owned());
    for (state, contact) in [(OrganisationState::Active, Some(&reached)), (OrganisationState::Ended, None)] {
        let row = OrganisationRow {
            form: "Coopérative".to_owned(),
            summary: "À tous".to_owned(),
            web: String::new(),
            state,
            ended: Day::parse("2026-03-31"),
            merged_into: None,
        };
        let identifiers = [Identifier::parse("demo", "é").unwrap()];
        organisations::save(tx, second, &row, std::slice::from_ref(&place), &identifiers, contact).await.unwrap();
        answers.add("organisation", organisations::of_note(tx, second).await.unwrap());
        answers.add("places", organisations::places(tx, &[second]).await.unwrap());
        answers.add("identifiers", organisations::identifiers(tx, second).await.unwrap());
        answers.add("contact", organisations::contact(tx, second).await.unwrap());
    }
}

/// What the projection of likeness reads and writes; the first three notes share two words.
pub(super) async fn like_words(tx: &mut Tx, world: &World, answers: &mut Answers) {
    let notes = &world.notes;
    answers.add("texts", likeness::texts(tx, notes).await.unwrap());
    answers.add("audiences", likeness::audiences(tx, notes).await.unwrap());
    let word = |key: &str| Word { key: format!("fr:{key}"), form: format!("{key}s") };
    let of = |words: &[&str], audiences: &[Audience]| Kept {
        audiences: audiences.iter().copied().collect(),
        words: words.iter().map(|key| word(key)).collect(),
    };
    let stray = NoteId::from_bytes([7; 16]);
    let first = of(&["eau", "marée", "quai"], &[EVERYONE]);
    let second = of(&["eau", "marée"], &[SIGNED_IN, world.communities[0]]);
    let begun = [
        (notes[0], Kept::default(), first.clone()),
        (notes[1], Kept::default(), first.clone()),
        (notes[2], Kept::default(), second.clone()),
        (stray, Kept::default(), second.clone()),
    ];
    answers.add("begun", likeness::change(tx, &begun).await.unwrap());
    let now = of(&["marée", "sel"], &[EVERYONE, SIGNED_IN]);
    let next = [(notes[1], first, now), (notes[2], second, Kept::default())];
    answers.add("next", likeness::change(tx, &next).await.unwrap());
    answers.add("kept", likeness::kept(tx, &[notes[0], notes[1], notes[2], stray]).await.unwrap());
    answers.add("after", likeness::notes_after(tx, BEFORE_ALL, 2).await.unwrap());
    answers.add("of nothing", likeness::of_nothing(tx, BEFORE_ALL, 5).await.unwrap());
    let last = [(notes[1], of(&["marée", "sel"], &[EVERYONE, SIGNED_IN]), of(&["marée"], &[EVERYONE]))];
    answers.add("last", likeness::change(tx, &last).await.unwrap());
    let words = || ["fr:eau", "fr:marée", "fr:sel", "fr:rien"].map(str::to_owned).to_vec();
    answers.add("counts", likeness::counts(tx, words()).await.unwrap());
    for most in [0, 1, 5] {
        answers.add("with", likeness::with_words(tx, words(), most, notes[1]).await.unwrap());
    }
    let alike = |other, audience, score| Alike { audience, other, score, words: "eaux marées".to_owned() };
    for _ in 0..2 {
        let list =
            [alike(notes[1], EVERYONE, 7), alike(notes[2], world.communities[0], 9), alike(notes[3], SIGNED_IN, 7)];
        likeness::set_list(tx, notes[0], &list).await.unwrap();
    }
    likeness::set_list(tx, notes[1], &[alike(notes[0], EVERYONE, 7)]).await.unwrap();
    answers.add("lists", likeness::lists(tx, notes).await.unwrap());
    let mut viewers = vec![Viewer::visitor(), Viewer::system("a test")];
    for person in &world.people {
        viewers.push(worlds::viewer(tx, *person).await.unwrap());
    }
    for viewer in &viewers {
        answers.add("of", likeness::of(tx, viewer, notes[0]).await.unwrap());
    }
    likeness::set_due(tx, &[notes[2], notes[2], notes[3]], false).await.unwrap();
    likeness::set_due(tx, &notes[3..4], true).await.unwrap();
    likeness::set_due(tx, &notes[3..4], false).await.unwrap();
    likeness::set_due_like(tx, &notes[..2]).await.unwrap();
    answers.add("due", likeness::due(tx, 10).await.unwrap());
    likeness::set_compared(tx, &notes[2..4]).await.unwrap();
    for _ in 0..2 {
        likeness::set_words_due(tx, &BTreeSet::from(["fr:eau".to_owned(), "fr:marée".to_owned()])).await.unwrap();
    }
    while let Some(due) = likeness::word_due(tx).await.unwrap() {
        answers.add("word due", &due);
        likeness::go_through(tx, due, 1).await.unwrap();
    }
    answers.add("due", likeness::due(tx, 10).await.unwrap());
    answers.add("round", likeness::round(tx).await.unwrap());
    likeness::clear_all(tx).await.unwrap();
    answers.add("cleared", likeness::notes_after(tx, BEFORE_ALL, 2).await.unwrap());
    for round in [(true, notes[0]), (false, BEFORE_ALL)] {
        likeness::set_round(tx, round).await.unwrap();
        answers.add("round", likeness::round(tx).await.unwrap());
    }
}

/// What the projection of term uses reads and writes; every note uses the first term, and one of them the others too.
pub(super) async fn term_uses(tx: &mut Tx, world: &World, answers: &mut Answers) {
    let (terms, none) = ([world.notes[0], world.notes[2], world.notes[3]], BTreeSet::new());
    answers.add("round", uses::round(tx).await.unwrap());
    let begun = Round::begun(b"labels");
    let here = begun.onward(&world.notes[..2], false);
    for round in [begun, here.clone(), here.begun_again(b"others").onward(&[], true)] {
        uses::set_round(tx, &round).await.unwrap();
        answers.add("round", uses::round(tx).await.unwrap());
    }
    answers.add("texts", uses::texts(tx, &world.notes).await.unwrap());
    answers.add("linked", uses::linked(tx, &world.notes).await.unwrap());
    for note in world.notes.iter().chain([&NoteId::from_bytes([7; 16])]) {
        let all = BTreeSet::from(terms);
        answers.add("all", uses::change(tx, &[(*note, none.clone(), &all)]).await.unwrap());
        answers.add("again", uses::change(tx, &[(*note, none.clone(), &all)]).await.unwrap());
        let first = BTreeSet::from([terms[0]]);
        let few = if *note == world.notes[4] { &all } else { &first };
        answers.add("few", uses::change(tx, &[(*note, all.clone(), few)]).await.unwrap());
    }
    answers.add("kept", uses::kept(tx, &world.notes).await.unwrap());
    answers.add("of nothing", uses::of_nothing(tx, uses::BEFORE_ALL, 5).await.unwrap());
    uses::forget(tx, &[NoteId::from_bytes([7; 16])]).await.unwrap();
    answers.add("after", uses::after(tx, (world.notes[3], world.notes[0]), 3).await.unwrap());
    answers.add("touched", store::touched::note(tx, world.notes[4]).await.unwrap().contains(&Tag::Uses(terms[1])));
}
