//! People whom an author meets in their communities: proposed and chosen, where they go by their own name there, to read or to edit.

use domain::folding::title_key;

use super::{
    PersonId, Role, Session, StatusCode, TestApp, Visibility, act, done, known, leads_to, letters, member, read_by,
    rights, texts, values,
};

const ME: &str = "/communities/tissage/-/me";
const UNNAMED: &str = "Une personne dont le nom ne vous est pas montré";

/// Somebody with an account, who has no page; a member of the community of this alias.
async fn met(site: &TestApp, alias: &str, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    member(site, alias, person, Role::Member).await;
    (person, site.session(person).await)
}

/// Somebody with an account and no page, of a name that another one has; a member of the community of this alias.
async fn namesake(site: &TestApp, alias: &str, name: &str, mail: &str) -> (PersonId, Session) {
    let (person, session) = met(site, alias, &format!("{name} bis"), mail).await;
    let mut tx = site.services().store().write().await.unwrap();
    store::people::rename(&mut tx, person, name, &title_key(name), i18n::sort_key(name)).await.unwrap();
    tx.commit().await.unwrap();
    (person, session)
}

/// Ana Roy, who signs something public and is a member of a community that is named to its members only.
async fn ana_of_an_unlisted_community(site: &TestApp) -> (PersonId, Session) {
    site.community("tissage", "Tissage", false).await;
    let (ana, _) = known(site, "Ana Roy", "ana@exemple.org").await;
    member(site, "tissage", ana, Role::Member).await;
    (ana, site.session(ana).await)
}

#[tokio::test]
async fn a_member_of_a_common_community_who_goes_by_their_own_name_is_proposed_and_chosen_to_read_or_to_edit() {
    for site in TestApp::all(7831).await {
        let (ana, who) = ana_of_an_unlisted_community(&site).await;
        let (bruno, theirs) = met(&site, "tissage", "Zqbruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert_eq!(values(&page, "#people option"), ["Zqbruno"]);
        assert!(!page.holds(&bruno.to_string()), "a name leads nowhere: {}", page.text());

        done(&site, &who, note, "reader", &[("reader", " zqBRUNO ")]).await;
        assert_eq!(read_by(&site, note, &[Some(&theirs)]).await, [true]);
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert_eq!(texts(&page, "[data-part=readers] .title"), ["Zqbruno"]);
        let told = letters(&site).await;
        assert!(!told["bruno@exemple.org"][0].contains("Tissage"), "a letter names no community: {told:?}");
        done(&site, &who, note, "unread", &[("person", &bruno.to_string())]).await;
        assert_eq!(read_by(&site, note, &[Some(&theirs)]).await, [false]);

        done(&site, &who, note, "invite", &[("author", "Zqbruno")]).await;
        let asked = site.get_as(Some(&theirs), &rights(note)).await;
        assert!(texts(&asked, "[data-form=invitation]")[0].contains("verront votre nom"), "{}", asked.text());
        done(&site, &theirs, note, "accept", &[]).await;
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert_eq!(texts(&page, "[data-part=authors] .title"), ["Ana Roy", "Zqbruno"]);
        // None of it gives them a page.
        assert_eq!(site.get_as(Some(&who), &format!("/people/{bruno}/zqbruno")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn who_is_called_otherwise_there_who_is_elsewhere_and_who_left_are_as_people_who_do_not_exist() {
    for site in TestApp::all(7832).await {
        let (ana, who) = ana_of_an_unlisted_community(&site).await;
        site.community("poterie", "Poterie", true).await;
        let (chloe, first) = met(&site, "tissage", "Zqchloé", "chloe@exemple.org").await;
        let (denis, second) = met(&site, "poterie", "Zqdenis", "denis@exemple.org").await;
        let (elie, third) = met(&site, "tissage", "Zqélie", "elie@exemple.org").await;
        let named = site.send(Some(&first), ME, &[("act", "choose"), ("name", "Zqrenarde")]).await;
        assert_eq!(leads_to(&named), "/communities/tissage/-/me?done=saved", "{}", named.text());
        let left = site.send(Some(&third), ME, &[("act", "leave")]).await;
        assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.text());

        let note = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let hidden = [("Zqchloé", chloe), ("Zqrenarde", chloe), ("Zqdenis", denis), ("Zqélie", elie)];
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert!(values(&page, "#people option").is_empty(), "{}", page.text());
        for (name, person) in hidden {
            let id = person.to_string();
            assert!(!page.holds(name) && !page.holds(&id), "{name}: {}", page.text());
            for (act_name, field) in [("reader", "reader"), ("invite", "author")] {
                for typed in [name, id.as_str(), "Zqabsente"] {
                    let refused = act(&site, &who, note, act_name, &[(field, typed), ("chosen", &id)]).await;
                    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act_name}: {typed}");
                    let says = &texts(&refused, "[role=alert] li")[0];
                    assert!(says.contains("Vous ne voyez ici personne de ce nom"), "{act_name}: {typed}: {says}");
                    assert!(values(&refused, "[name=chosen]").is_empty(), "{}", refused.text());
                }
            }
        }
        // Nor is somebody else of the same name let in by their id.
        namesake(&site, "tissage", "Zqdenis", "autre@exemple.org").await;
        done(&site, &who, note, "reader", &[("reader", "Zqdenis"), ("chosen", &denis.to_string())]).await;
        assert_eq!(read_by(&site, note, &[Some(&first), Some(&second), Some(&third)]).await, [false; 3]);

        // Who leaves the community meets nobody there any more.
        let (_, fleur) = met(&site, "tissage", "Zqfleur", "fleur@exemple.org").await;
        site.send(Some(&who), ME, &[("act", "leave")]).await;
        let refused = act(&site, &who, note, "reader", &[("reader", "Zqfleur")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(read_by(&site, note, &[Some(&fleur)]).await, [false]);
    }
}

#[tokio::test]
async fn a_co_author_reads_no_name_of_a_reader_or_of_somebody_invited_whom_they_may_not_name() {
    for site in TestApp::all(7833).await {
        let (ana, who) = ana_of_an_unlisted_community(&site).await;
        let (bruno, other) = known(&site, "Bruno", "bruno@exemple.org").await;
        let (chloe, reads) = met(&site, "tissage", "Zqchloé", "chloe@exemple.org").await;
        let (_, guest) = met(&site, "tissage", "Zqdenis", "denis@exemple.org").await;
        let note = site.note("Écluse").by(ana).by(bruno).body("Un texte.").visible_to(Visibility::Authors);
        let note = note.write().await;
        done(&site, &who, note, "reader", &[("reader", "Zqchloé")]).await;
        done(&site, &who, note, "invite", &[("author", "Zqdenis")]).await;

        let page = site.get_as(Some(&who), &rights(note)).await;
        assert_eq!(texts(&page, "[data-part=readers] .title"), ["Zqchloé"]);
        assert_eq!(texts(&page, "[data-part=authors] .title"), ["Ana Roy", "Bruno", "Zqdenis"]);
        let page = site.get_as(Some(&other), &rights(note)).await;
        assert!(!page.holds("zqchloé") && !page.holds("zqdenis"), "{}", page.text());
        assert_eq!(texts(&page, "[data-part=readers] .title"), [UNNAMED]);
        assert_eq!(texts(&page, "[data-part=authors] .title"), ["Ana Roy", "Bruno", UNNAMED]);
        // A name that is typed tells nothing of who is there already.
        for (act_name, field, name) in [("reader", "reader", "Zqchloé"), ("invite", "author", "Zqdenis")] {
            let refused = act(&site, &other, note, act_name, &[(field, name)]).await;
            assert!(texts(&refused, "[role=alert] li")[0].contains("Vous ne voyez ici personne de ce nom"), "{name}");
        }
        // They decide of it all the same.
        let id = chloe.to_string();
        assert_eq!(values(&page, "[data-form=unread] [name=person]"), [id.as_str()]);
        done(&site, &other, note, "unread", &[("person", &id)]).await;
        assert_eq!(read_by(&site, note, &[Some(&reads)]).await, [false]);
        // Who accepts is named to those with whom they edit, as the page told them.
        done(&site, &guest, note, "accept", &[]).await;
        let page = site.get_as(Some(&other), &rights(note)).await;
        assert_eq!(texts(&page, "[data-part=authors] .title"), ["Ana Roy", "Bruno", "Zqdenis"]);
    }
}

#[tokio::test]
async fn of_two_people_of_a_name_one_is_told_by_their_page_and_the_other_by_the_community_where_they_are_met() {
    for site in TestApp::all(7834).await {
        let (ana, who) = ana_of_an_unlisted_community(&site).await;
        let public = site.person_at("Zqélie", "elie@exemple.org").await;
        site.note("Publique").by(public).body("Un texte.").write().await;
        let (elie, reads) = namesake(&site, "tissage", "Zqélie", "elie2@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let asks = act(&site, &who, note, "reader", &[("reader", "Zqélie")]).await;
        assert_eq!(asks.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut labels = texts(&asks, "[data-form=reader] fieldset label");
        labels.sort();
        assert_eq!(labels, ["Zqélie", "Zqélie, membre de Tissage"]);
        assert_eq!(texts(&asks, "[data-form=reader] fieldset a"), ["Voir sa page"]);
        done(&site, &who, note, "reader", &[("reader", "Zqélie"), ("chosen", &elie.to_string())]).await;
        let other = site.session(public).await;
        assert_eq!(read_by(&site, note, &[Some(&reads), Some(&other)]).await, [true, false]);
    }
}
