//! Who may edit a note: invited, leaving, asked to leave, given to a community; and who signs it.

use super::{
    Role, StatusCode, TestApp, Visibility, act, confirm, done, known, leads_to, letters, member, read_by, rights,
    texts, values,
};

const DAY: i64 = 24 * 3600;

#[tokio::test]
async fn every_author_may_invite_authors_and_the_invited_reads_until_they_answer() {
    for site in TestApp::all(7821).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, guest) = known(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let person = bruno.to_string();
        done(&site, &who, note, "invite", &[("author", "Bruno")]).await;
        let twice = act(&site, &who, note, "invite", &[("author", "Bruno")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(values(&twice, "#author"), ["Bruno"]);
        let told = letters(&site).await;
        assert!(told["bruno@exemple.org"][0].contains("Ana Roy vous invite à modifier « Écluse »"), "{told:?}");
        assert!(told["bruno@exemple.org"][0].contains(&rights(note)), "{told:?}");

        assert_eq!(read_by(&site, note, &[Some(&guest)]).await, [true]);
        let page = site.get_as(Some(&guest), &rights(note)).await;
        assert_eq!(texts(&page, "[data-form=invitation] button"), ["Accepter", "Décliner"]);
        assert!(texts(&page, "[data-part=authors]").is_empty(), "{}", page.text());
        assert_eq!(act(&site, &guest, note, "invite", &[("author", "Ana Roy")]).await.status, StatusCode::FORBIDDEN);

        // No, withdrawn, yes.
        assert_eq!(leads_to(&act(&site, &guest, note, "decline", &[]).await), "/");
        assert_eq!(read_by(&site, note, &[Some(&guest)]).await, [false]);
        done(&site, &who, note, "invite", &[("author", "Bruno")]).await;
        done(&site, &who, note, "uninvite", &[("person", &person)]).await;
        assert_eq!(read_by(&site, note, &[Some(&guest)]).await, [false]);
        assert_eq!(act(&site, &guest, note, "accept", &[]).await.status, StatusCode::NOT_FOUND);
        done(&site, &who, note, "invite", &[("author", "Bruno")]).await;
        done(&site, &guest, note, "accept", &[]).await;
        let page = site.get_as(Some(&guest), &rights(note)).await;
        assert_eq!(texts(&page, "[data-part=authors] .title"), ["Ana Roy", "Bruno"]);
        let shown = site.get_as(Some(&guest), &format!("/n/{note}/ecluse")).await;
        assert_eq!(texts(&shown, "[data-part=byline] a"), ["Ana Roy"], "rights change, credit does not");
    }
}

#[tokio::test]
async fn an_author_leaves_alone_and_the_last_one_hands_over_first() {
    for site in TestApp::all(7822).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = known(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).by(bruno).body("Un texte.").write().await;
        let (first, second) =
            tokio::join!(act(&site, &who, note, "leave", &[]), act(&site, &other, note, "leave", &[]));
        let statuses = [first.status, second.status];
        assert!(statuses.contains(&StatusCode::UNPROCESSABLE_ENTITY), "one of two stays: {statuses:?}");
        assert!(statuses.contains(&StatusCode::SEE_OTHER), "{statuses:?}");
        let (stays, gone) = if first.status == StatusCode::SEE_OTHER { (other, who) } else { (who, other) };
        let page = site.get_as(Some(&stays), &rights(note)).await;
        assert_eq!(texts(&page, "[data-part=authors] .title").len(), 1);
        assert!(page.holds("Personne d’autre ne peut la modifier") && !page.holds("step=leave"), "{}", page.text());
        // They sign it still.
        assert_eq!(texts(&site.get(&format!("/n/{note}/ecluse")).await, "[data-part=byline] a").len(), 2);
        let page = site.get_as(Some(&gone), &rights(note)).await;
        assert!(texts(&page, "[data-part=authors]").is_empty() && texts(&page, "[data-part=byline]").len() == 1);
    }
}

#[tokio::test]
async fn a_note_given_to_a_community_says_so_and_its_last_author_may_leave() {
    for site in TestApp::all(7823).await {
        let (ana, _) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = known(&site, "Bruno", "bruno@exemple.org").await;
        let weavers = site.community("tissage", "Tissage", true).await;
        let elsewhere = site.community("poterie", "Poterie", true).await;
        member(&site, "tissage", bruno, Role::Lead).await;
        let (who, lead) = (site.session(ana).await, site.session(bruno).await);
        let note = site.note("Écluse").by(ana).body("Un texte.").linked_to(weavers).write().await;
        let (community, other) = (weavers.to_string(), elsewhere.to_string());
        let refused = act(&site, &who, note, "delegate", &[("delegated", &other)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&site, &who, note, "delegate", &[("delegated", &community)]).await;
        let shown = site.get(&format!("/n/{note}/ecluse")).await;
        assert_eq!(texts(&shown, "[data-part=kept-by] dd"), ["les responsables de Tissage"]);
        confirm(&site, &who, note, &format!("{}?step=leave", rights(note))).await;
        // Whom it was given to decides of it now, and does not leave it to nobody.
        for (name, form) in [("delegate", ("delegated", "")), ("unlink", ("community", community.as_str()))] {
            assert_eq!(act(&site, &lead, note, name, &[form]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        }
        done(&site, &lead, note, "invite", &[("author", "Ana Roy")]).await;
        done(&site, &who, note, "accept", &[]).await;
        let unlinked = act(&site, &lead, note, "unlink", &[("community", &community)]).await;
        assert_eq!(leads_to(&unlinked), format!("/n/{note}/ecluse"), "they still read it");
        assert_eq!(site.get_as(Some(&lead), &rights(note)).await.status, StatusCode::FORBIDDEN);
        assert!(texts(&site.get(&format!("/n/{note}/ecluse")).await, "[data-part=kept-by]").is_empty());
    }
}

#[tokio::test]
async fn another_removes_an_author_with_their_agreement_and_no_answer_in_14_days_is_one() {
    for site in TestApp::all(7824).await {
        let (ana, _) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = known(&site, "Bruno", "bruno@exemple.org").await;
        let person = bruno.to_string();
        for agrees in [true, false] {
            let (who, other) = (site.session(ana).await, site.session(bruno).await);
            let note = site.note("Écluse").by(ana).by(bruno).body("Un texte.").visible_to(Visibility::Authors);
            let note = note.write().await;
            assert_eq!(
                act(&site, &who, note, "remove", &[("person", &ana.to_string())]).await.status,
                StatusCode::NOT_FOUND
            );
            done(&site, &who, note, "remove", &[("person", &person)]).await;
            let twice = act(&site, &who, note, "remove", &[("person", &person)]).await;
            assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
            let told = letters(&site).await;
            assert!(told["bruno@exemple.org"][0].contains("Ana Roy demande que vous ne puissiez plus"), "{told:?}");
            let page = site.get_as(Some(&other), &rights(note)).await;
            assert_eq!(texts(&page, "[data-form=removal] button").len(), 2);
            assert_eq!(
                act(&site, &who, note, "agree", &[]).await.status,
                StatusCode::NOT_FOUND,
                "not theirs to answer"
            );
            if agrees {
                assert_eq!(leads_to(&act(&site, &other, note, "agree", &[]).await), "/");
            } else {
                site.chance.pass(13 * DAY);
                site.letters().await;
                assert_eq!(read_by(&site, note, &[Some(&site.session(bruno).await)]).await, [true]);
                site.chance.pass(DAY + 60);
                site.letters().await;
            }
            let (who, other) = (site.session(ana).await, site.session(bruno).await);
            assert_eq!(read_by(&site, note, &[Some(&who), Some(&other)]).await, [true, false], "agrees: {agrees}");
        }
    }
}

#[tokio::test]
async fn a_refusal_goes_to_the_stewards_who_settle_it_and_tell_both_why() {
    for site in TestApp::all(7825).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = known(&site, "Bruno", "bruno@exemple.org").await;
        let claire = site.steward("Claire").await;
        let steward = site.session(claire).await;
        let note =
            site.note("Zqécluse").by(ana).by(bruno).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let (id, person) = (note.to_string(), bruno.to_string());
        let settle = async |name: &str, reason: &str| {
            let form = [("act", name), ("note", id.as_str()), ("person", person.as_str()), ("reason", reason)];
            site.send(Some(&steward), "/admin/removals", &form).await
        };
        let waits = async |list: &[&str], header: &str| {
            for page in ["/", "/me/notifications"] {
                assert_eq!(texts(&site.get_as(Some(&steward), page).await, "[data-part=waits] a"), list, "{page}");
            }
            let elsewhere = site.get_as(Some(&steward), "/communities").await;
            assert_eq!(texts(&elsewhere, "[data-part=told]"), [header], "the count agrees with the list");
        };
        assert_eq!(site.get_as(Some(&who), "/admin/removals").await.status, StatusCode::NOT_FOUND);
        for (name, is_author) in [("keep", true), ("remove", false)] {
            done(&site, &who, note, "remove", &[("person", &person)]).await;
            waits(&[], "Avis").await;
            done(&site, &other, note, "refuse", &[]).await;
            waits(&["Un désaccord sur qui modifie une note"], "Avis (1)").await;
            let queue = site.get_as(Some(&steward), "/admin/removals").await;
            assert_eq!(texts(&queue, "main li .title"), ["Une note que vous ne pouvez pas lire"]);
            assert!(!queue.holds("zqécluse"), "running the site opens no note");
            let missing = settle(name, " ").await;
            assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(texts(&missing, "[role=alert]"), ["Dites pourquoi : les deux le liront."]);
            assert_eq!(leads_to(&settle(name, "Parce que zqraison").await), "/admin/removals");
            assert!(texts(&site.get_as(Some(&steward), "/admin/removals").await, "main li").is_empty());
            waits(&[], "Avis").await;
            assert_eq!(read_by(&site, note, &[Some(&other)]).await, [is_author]);
            let told = letters(&site).await;
            for mail in ["ana@exemple.org", "bruno@exemple.org"] {
                assert!(told[mail].iter().any(|text| text.contains("zqraison")), "{mail}: {told:?}");
            }
        }
        let told = letters(&site).await;
        let unread =
            told["bruno@exemple.org"].iter().find(|text| text.contains("vous ne pouvez plus modifier")).unwrap();
        assert!(!unread.contains("Zqécluse"), "they may not read it any more: {unread}");
    }
}

#[tokio::test]
async fn a_person_leaves_the_byline_by_their_own_wish_and_nobody_else_takes_them_from_it() {
    for site in TestApp::all(7826).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = known(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).signed(bruno).body("Un texte.").write().await;
        let address = format!("/n/{note}/ecluse");
        assert_eq!(texts(&site.get(&address).await, "[data-part=byline] a"), ["Ana Roy", "Bruno"]);
        let shown = site.get_as(Some(&other), &address).await;
        assert_eq!(texts(&shown, "[data-part=rights]"), ["Ne plus signer cette note"]);
        assert!(site.get(&format!("/people/{bruno}/bruno")).await.holds("Écluse"));
        confirm(&site, &other, note, &format!("{}?step=unsign", rights(note))).await;
        assert_eq!(texts(&site.get(&address).await, "[data-part=byline] a"), ["Ana Roy"]);
        assert!(!site.get(&format!("/people/{bruno}/bruno")).await.holds("Écluse"));
        assert_eq!(act(&site, &other, note, "unsign", &[]).await.status, StatusCode::FORBIDDEN);
        // An author edits without signing.
        confirm(&site, &who, note, &format!("{}?step=unsign", rights(note))).await;
        assert!(texts(&site.get(&address).await, "[data-part=byline]").is_empty());
        assert_eq!(texts(&site.get_as(Some(&who), &rights(note)).await, "[data-part=authors] .title"), ["Ana Roy"]);
    }
}
