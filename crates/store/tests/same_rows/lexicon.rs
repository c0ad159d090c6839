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
    terms::forget(tx, second).await.unwrap();
    answers.add("relations", terms::relations(tx, &Viewer::system("a test"), &terms).await.unwrap().len());
    answers.add("entries", terms::entries_of(tx, &world.notes).await.unwrap());
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
        answers.add("all", uses::change(tx, *note, &none, &all).await.unwrap());
        answers.add("again", uses::change(tx, *note, &none, &all).await.unwrap());
        let first = BTreeSet::from([terms[0]]);
        let few = if *note == world.notes[4] { &all } else { &first };
        answers.add("few", uses::change(tx, *note, &all, few).await.unwrap());
    }
    answers.add("kept", uses::kept(tx, &world.notes).await.unwrap());
    answers.add("of nothing", uses::of_nothing(tx, uses::BEFORE_ALL, 5).await.unwrap());
    uses::forget(tx, &[NoteId::from_bytes([7; 16])]).await.unwrap();
    answers.add("after", uses::after(tx, (world.notes[3], world.notes[0]), 3).await.unwrap());
    answers.add("touched", store::touched::note(tx, world.notes[4]).await.unwrap().contains(&Tag::Uses(terms[1])));
}
