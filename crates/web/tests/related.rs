//! What goes with a note, and why.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::fmt::Write as _;

use domain::NoteId;
use domain::notes::Visibility;
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::Session;

/// The notes that go with this one for this viewer, in order: the title and the reason.
async fn related(site: &TestApp, who: Option<&Session>, note: NoteId, slug: &str) -> Vec<(String, String)> {
    let page = site.get_as(who, &format!("/n/{note}/{slug}")).await.text();
    let Some(start) = page.find("data-part=\"related\"") else { return Vec::new() };
    let section = page[start..].split("</section>").next().unwrap();
    let line = |line: &str| {
        let why = line.split("data-why=\"").nth(1).unwrap().split('"').next().unwrap();
        let title = line.split("</a>").next().unwrap().rsplit('>').next().unwrap();
        (title.to_owned(), why.to_owned())
    };
    section.split("<li").skip(1).map(line).collect()
}

/// The same, each reason with what it names.
async fn with_reasons(site: &TestApp, who: Option<&Session>, note: NoteId, slug: &str) -> Vec<(String, String)> {
    let page = site.get_as(who, &format!("/n/{note}/{slug}")).await.text();
    let reasons = page.split("data-reason>").skip(1).map(|rest| rest.split("</p>").next().unwrap().to_owned());
    let named = reasons.map(|reason| match reason.split_once('«') {
        Some((_, named)) => format!(" {}", named.trim_matches(['\u{a0}', '»'])),
        None => reason.split_once(": ").map(|(_, words)| format!(" {words}")).unwrap_or_default(),
    });
    let lines = related(site, who, note, slug).await.into_iter().zip(named);
    lines.map(|((title, why), named)| (title, format!("{why}{named}"))).collect()
}

fn told(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    lines.iter().map(|(title, why)| ((*title).to_owned(), (*why).to_owned())).collect()
}

#[tokio::test]
async fn each_note_goes_with_another_once_for_its_best_reason() {
    for site in TestApp::all(51).await {
        let write = async |title: &str, body: &str| site.note(title).body(body).write().await;
        let chosen = write("Choisie", "Rien.").await;
        write("Voisine", "Rien.").await;
        write("Menée", "Rien.").await;
        let note = write("Compost", "Voir [[Menée]], [[Voisine]] et [[Choisie]], puis [[Compost]].").await;
        let voisine = site.note("Voisine, bis").body("Voir [[Compost]].").write().await;
        site.edit(&Edit::Body(note, "Voir [[Menée]], [[Voisine, bis]] et [[Choisie]].".to_owned())).await;
        site.edit(&Edit::Pins(note, vec![chosen])).await;
        site.catch_up().await;
        let expected = told(&[("Choisie", "pinned"), ("Voisine, bis", "cite_each_other"), ("Menée", "cited")]);
        assert_eq!(related(&site, None, note, "compost").await, expected);
        // From the other side.
        let seen = related(&site, None, voisine, "voisine-bis").await;
        let beside = [("Menée", "cited_together"), ("Choisie", "cited_together")];
        assert_eq!(seen, told(&[&[("Compost", "cite_each_other")], &beside[..]].concat()));
    }
}

#[tokio::test]
async fn what_one_may_not_see_goes_with_nothing() {
    for site in TestApp::all(52).await {
        let author = site.person("Ana").await;
        let session = site.session(author).await;
        let closed = site.note("Fermée").body("Rien.").by(author).visible_to(Visibility::Authors).write().await;
        let open = site.note("Ouverte").body("Rien.").write().await;
        let note = site.note("Compost").body(&format!("Voir [[{open}]].")).write().await;
        // It cites back where a visitor does not see it.
        let answer = format!("Voir [[{note}]].");
        let back = site.note("Réponse").body(&answer).by(author).visible_to(Visibility::Authors).write().await;
        site.edit(&Edit::Body(note, format!("Voir [[{open}]] et [[{back}]]."))).await;
        site.edit(&Edit::Pins(note, vec![closed])).await;
        site.catch_up().await;
        assert_eq!(related(&site, None, note, "compost").await, told(&[("Ouverte", "cited")]));
        let seen = related(&site, Some(&session), note, "compost").await;
        assert_eq!(seen, told(&[("Fermée", "pinned"), ("Réponse", "cite_each_other"), ("Ouverte", "cited")]));
    }
}

#[tokio::test]
async fn eight_notes_at_most_go_with_one() {
    for site in TestApp::all(53).await {
        let mut body = String::new();
        for number in 0..12 {
            site.note(&format!("Note {number:02}")).body("Rien.").write().await;
            let _ = write!(body, "Voir [[Note {number:02}]]. ");
        }
        let note = site.note("Sommaire").body(&body).write().await;
        site.catch_up().await;
        let seen = related(&site, None, note, "sommaire").await;
        assert_eq!(seen.len(), 8);
        assert_eq!((seen[0].0.as_str(), seen[7].0.as_str()), ("Note 00", "Note 07"), "in the order of the text");
    }
}

#[tokio::test]
async fn what_a_third_note_cites_beside_it_goes_with_a_note() {
    for site in TestApp::all(54).await {
        let write = async |title: &str, body: &str| site.note(title).body(body).write().await;
        let compost = write("Compost", "Rien.").await;
        for title in ["Paillis", "Semis", "Serre"] {
            write(title, "Rien.").await;
        }
        write("Potager", "Voir [[Semis]], [[Compost]] et [[Paillis]].").await;
        let garden = write("Jardin", "Voir [[Compost]], [[Compost|le même]] et [[Paillis]].").await;
        // What names very many notes says nothing of two of them, wherever its links lead.
        let wanted = (0..20).fold(String::new(), |wanted, number| format!("{wanted}[[Voulue {number}]] "));
        write("Sommaire", &format!("[[Compost]] [[Serre]] {wanted}")).await;
        site.catch_up().await;
        let together = |title: &str, third: &str| (title.to_owned(), format!("cited_together {third}"));
        let expected = vec![together("Paillis", "Jardin"), together("Semis", "Potager")];
        assert_eq!(with_reasons(&site, None, compost, "compost").await, expected, "those of most of them first");
        site.edit(&Edit::Body(garden, "Voir [[Compost]] et [[Serre]].".to_owned())).await;
        let expected = vec![together("Serre", "Jardin"), together("Semis", "Potager"), together("Paillis", "Potager")];
        assert_eq!(with_reasons(&site, None, compost, "compost").await, expected, "at once");
    }
}

#[tokio::test]
async fn a_third_note_is_named_to_who_may_read_it() {
    for site in TestApp::all(55).await {
        let author = site.person("Ana").await;
        let session = site.session(author).await;
        let note = site.note("Compost").body("Rien.").write().await;
        site.note("Paillis").body("Rien.").write().await;
        let closed = site.note("Fermée").body("Rien.").by(author).visible_to(Visibility::Authors).write().await;
        let third = site.note("Carnet intime").body("Voir [[Compost]] et [[Paillis]].").by(author);
        third.visible_to(Visibility::Authors).write().await;
        site.note("Jardin").body(&format!("Voir [[Compost]] et [[{closed}]].")).write().await;
        site.catch_up().await;
        assert_eq!(with_reasons(&site, None, note, "compost").await, Vec::new());
        let seen = with_reasons(&site, Some(&session), note, "compost").await;
        let together = |title: &str, third: &str| (title.to_owned(), format!("cited_together {third}"));
        assert_eq!(seen, vec![together("Fermée", "Jardin"), together("Paillis", "Carnet intime")]);
    }
}

const HYBRID: &str = "Une tablette par salle, un micro par tablette : l’hybride se prépare. La salle suit l’écran, l’écran suit la salle.";

#[tokio::test]
async fn texts_that_speak_of_the_same_things_go_together_and_the_words_are_said() {
    for site in TestApp::all(56).await {
        let note = site.note("Rencontre hybride").body(HYBRID).write().await;
        site.note("Écrans").body("Des tablettes, une tablette, des salles, une salle, et l’écran.").write().await;
        site.note("Recette").body("Une soupe, une salle, une salle, un écran, un écran.").write().await;
        site.catch_up().await;
        let alike = |words: &str| vec![("Écrans".to_owned(), format!("alike {words}"))];
        let expected = alike("salle, tablette, écran");
        assert_eq!(with_reasons(&site, None, note, "rencontre-hybride").await, expected, "as this one has the words");
        // The words change, on one side then on the other.
        site.edit(&Edit::Body(note, "Une soupe de courge.".to_owned())).await;
        site.catch_up().await;
        assert_eq!(with_reasons(&site, None, note, "rencontre-hybride").await, Vec::new());
        site.edit(&Edit::Body(note, HYBRID.to_owned())).await;
        site.catch_up().await;
        assert_eq!(with_reasons(&site, None, note, "rencontre-hybride").await, expected);
        let ctx = site.services().system("a test");
        services::projections::empty_likeness(&ctx).await.unwrap();
        assert_eq!(with_reasons(&site, None, note, "rencontre-hybride").await, Vec::new());
        site.catch_up().await;
        assert_eq!(with_reasons(&site, None, note, "rencontre-hybride").await, expected, "made again");
    }
}

#[tokio::test]
async fn what_one_may_not_see_is_like_nothing_and_takes_nobody_s_place() {
    for site in TestApp::all(57).await {
        let author = site.person("Ana").await;
        let session = site.session(author).await;
        let circle = site.community("fanal", "Fanal", false).await;
        let note = site.note("Rencontre hybride").body(HYBRID).write().await;
        let open = site.note("Ouverte").body(HYBRID).write().await;
        let before = async || with_reasons(&site, None, note, "rencontre-hybride").await;
        site.catch_up().await;
        let seen = before().await;
        assert_eq!(seen.len(), 1, "{seen:?}");
        // Many more, closer and unseen: neither who stands there nor the words that say it change.
        for number in 0..140 {
            let title = format!("Rencontre hybride {number}");
            site.note(&title).body(HYBRID).linked_to(circle).visible_to(Visibility::Community).write().await;
        }
        for title in ["Rencontre hybride, brouillon", "Rencontre hybride, ébauche"] {
            site.note(title).body(HYBRID).by(author).visible_to(Visibility::Authors).write().await;
        }
        site.catch_up().await;
        assert_eq!(before().await, seen);
        assert_eq!(with_reasons(&site, Some(&session), note, "rencontre-hybride").await, seen, "of another circle");
        let signed_in = site.note("Connectée").body(HYBRID).visible_to(Visibility::SignedIn).write().await;
        site.catch_up().await;
        assert_eq!(before().await, seen);
        let both = with_reasons(&site, Some(&session), note, "rencontre-hybride").await;
        assert_eq!(both.len(), 2, "{both:?}");
        // Hidden, it goes at once; shown again, it comes back.
        site.edit(&Edit::Visibility(open, Visibility::Authors)).await;
        assert_eq!(before().await, Vec::new());
        site.catch_up().await;
        assert_eq!(before().await, Vec::new());
        site.edit(&Edit::Visibility(open, Visibility::Public)).await;
        site.edit(&Edit::Visibility(signed_in, Visibility::Public)).await;
        site.catch_up().await;
        assert_eq!(before().await.len(), 2);
    }
}
