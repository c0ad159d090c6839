//! Readers, named one by one.

use super::{
    Edit, NoteId, Role, StatusCode, TestApp, Visibility, act, done, known, letters, member, read_by, rights, texts,
    values,
};

#[tokio::test]
async fn a_note_below_public_names_readers_one_by_one_who_are_told_by_letter_once() {
    for site in TestApp::all(7811).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, reads) = known(&site, "Bruno", "bruno@exemple.org").await;
        let (_, other) = known(&site, "Chloé", "chloe@exemple.org").await;
        let note = site.note("Zqécluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert_eq!(values(&page, "#people option"), ["Bruno", "Chloé"]);

        done(&site, &who, note, "reader", &[("reader", " BRUNO ")]).await;
        assert_eq!(read_by(&site, note, &[Some(&reads), Some(&other), None]).await, [true, false, false]);
        let twice = act(&site, &who, note, "reader", &[("reader", "Bruno")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(values(&twice, "#reader"), ["Bruno"]);
        let told = letters(&site).await;
        assert_eq!(told["bruno@exemple.org"].len(), 1);
        assert!(told["bruno@exemple.org"][0].contains("Zqécluse") && told.len() == 1, "{told:?}");

        done(&site, &who, note, "unread", &[("person", &bruno.to_string())]).await;
        assert_eq!(read_by(&site, note, &[Some(&reads)]).await, [false]);
        let again = act(&site, &who, note, "unread", &[("person", &bruno.to_string())]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);

        // Everyone reads a public note: there is nobody to name.
        let open = site.note("Ouverte").by(ana).body("Un texte.").write().await;
        assert!(texts(&site.get_as(Some(&who), &rights(open)).await, "[data-form=reader]").is_empty());
        let refused = act(&site, &who, open, "reader", &[("reader", "Bruno")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_letter_tells_no_title_to_who_may_not_read_it_any_more() {
    for site in TestApp::all(7812).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = known(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Zqécluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        done(&site, &who, note, "reader", &[("reader", "Bruno")]).await;
        done(&site, &who, note, "unread", &[("person", &bruno.to_string())]).await;
        assert!(letters(&site).await.is_empty(), "it was written after, and there was nothing to tell");
    }
}

#[tokio::test]
async fn a_person_is_found_among_those_whom_the_author_may_see_and_several_of_a_name_are_asked_about() {
    for site in TestApp::all(7813).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        site.person_at("Zqcaché", "cache@exemple.org").await;
        let signature = site.signature("Zqsignature").await;
        site.note("Signée").signed(signature).body("Un texte.").write().await;
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert!(!page.holds("zqcaché") && !page.holds("zqsignature"), "{}", page.text());
        for name in ["Zqcaché", "Zqsignature", "Zqabsente", "Ana Roy"] {
            let refused = act(&site, &who, note, "reader", &[("reader", name)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(texts(&refused, "[role=alert] li")[0].contains("Vous ne voyez ici personne de ce nom"), "{name}");
        }
        let (first, reads) = known(&site, "Élie", "elie@exemple.org").await;
        let (second, other) = known(&site, "Élie Roy", "elie2@exemple.org").await;
        let mut tx = site.services().store().write().await.unwrap();
        store::people::rename(&mut tx, second, "Elie", "elie", i18n::sort_key("Elie")).await.unwrap();
        tx.commit().await.unwrap();
        let asks = act(&site, &who, note, "reader", &[("reader", "elie")]).await;
        assert_eq!(asks.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut ids = values(&asks, "[data-form=reader] [name=chosen]");
        ids.sort();
        let mut expected = [first.to_string(), second.to_string()];
        expected.sort();
        assert_eq!(ids, expected);
        done(&site, &who, note, "reader", &[("reader", "elie"), ("chosen", &second.to_string())]).await;
        assert_eq!(read_by(&site, note, &[Some(&reads), Some(&other)]).await, [false, true]);
    }
}

/// Each act of an author, and who reads the note after it beside those who did before.
#[tokio::test]
async fn no_act_on_readers_or_links_widens_a_note_beyond_its_words() {
    for site in TestApp::all(7814).await {
        let (ana, _) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = known(&site, "Bruno", "bruno@exemple.org").await;
        let (chloe, _) = known(&site, "Chloé", "chloe@exemple.org").await;
        let weavers = site.community("tissage", "Tissage", true).await;
        let potters = site.community("poterie", "Poterie", true).await;
        for (alias, person) in [("tissage", ana), ("tissage", bruno), ("poterie", ana), ("poterie", chloe)] {
            member(&site, alias, person, Role::Member).await;
        }
        let who = site.session(ana).await;
        let (weaver, potter) = (site.session(bruno).await, site.session(chloe).await);
        let (_, alone) = known(&site, "Denis", "denis@exemple.org").await;
        let all = [Some(&weaver), Some(&potter), Some(&alone), None];
        for (visibility, before) in [
            (Visibility::Authors, [false; 4]),
            (Visibility::Community, [true, false, false, false]),
            (Visibility::SignedIn, [true, true, true, false]),
        ] {
            let note: NoteId =
                site.note("Écluse").by(ana).body("Un texte.").linked_to(weavers).visible_to(visibility).write().await;
            assert_eq!(read_by(&site, note, &all).await, before);
            act(&site, &who, note, "link", &[("community", &potters.to_string())]).await;
            assert_eq!(read_by(&site, note, &all).await, before, "{visibility:?}: linked, or asked first");
            done(&site, &who, note, "reader", &[("reader", "Denis")]).await;
            let mut after = before;
            after[2] = true;
            assert_eq!(read_by(&site, note, &all).await, after, "{visibility:?}: Denis alone");
            act(&site, &who, note, "unlink", &[("community", &weavers.to_string())]).await;
            let read = read_by(&site, note, &all).await;
            assert!(
                read.iter().zip(after).all(|(now, before)| !now || before),
                "{visibility:?}: unlinking opens nothing"
            );
        }
        // What somebody else narrows, a form of before does not open.
        let note = site.note("Digue").by(ana).body("Un texte.").linked_to(weavers).visible_to(Visibility::Community);
        let note = note.write().await;
        let seen = values(
            &site.get_as(Some(&who), &format!("{}?step=visibility&level=public", rights(note))).await,
            "[name=seen]",
        );
        site.edit(&Edit::Visibility(note, Visibility::Authors)).await;
        let late = [("visibility", "public"), ("seen", seen[0].as_str())];
        act(&site, &who, note, "visibility", &late).await;
        assert_eq!(read_by(&site, note, &all).await, [false; 4]);
    }
}
