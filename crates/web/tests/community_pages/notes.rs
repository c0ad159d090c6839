//! The notes that the page of a community names: organisations, and its charter.

use domain::NoteId;
use domain::communities::Support;
use domain::notes::Visibility;
use domain::organisations::Precision;

use super::{AMISS, EDIT, Edit, PAGE, Role, StatusCode, TestApp, act, done, led, texts, values};

async fn organisation(site: &TestApp, name: &str, town: &str) -> NoteId {
    let places = [(town, "Gaspésie", Precision::Municipality)];
    site.note(name).body("Un texte.").as_organisation("coopérative", &places).write().await
}

#[tokio::test]
async fn organisations_are_named_among_those_that_a_lead_may_see_added_ordered_and_removed() {
    for site in TestApp::all(7809).await {
        let (community, _, lead) = led(&site).await;
        organisation(&site, "Écluse", "Matane").await;
        organisation(&site, "Marnage", "Matane").await;
        let (first, second) =
            (organisation(&site, "Entraide", "Gaspé").await, organisation(&site, "Entraide", "Percé").await);
        let hidden =
            site.note("Zqcachette").as_organisation("groupe", &[]).visible_to(Visibility::Authors).write().await;
        let add = async |name: &str, chosen: &str, support: &str| {
            act(&site, &lead, "add", &[("organisation", name), ("chosen", chosen), ("support", support)]).await
        };
        assert_eq!(values(&site.get_as(Some(&lead), EDIT).await, "datalist option"), ["Écluse", "Entraide", "Marnage"]);
        for (name, support) in [("Écluse", "host"), ("marnage", "supporting")] {
            assert_eq!(add(name, "", support).await.status, StatusCode::SEE_OTHER);
        }
        // One that may not be seen is as one that does not exist; several of one name are told apart.
        let told = async |name: &str| {
            let answer = add(name, &hidden.to_string(), "host").await;
            (answer.status, answer.text().replace(name, "…"))
        };
        let (hides, absent) = (told("Zqcachette").await, told("Zqabsente").await);
        assert_eq!(hides.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(hides, absent);
        let several = add("Entraide", "", "supporting").await;
        let mut proposed = values(&several, "[name=chosen]");
        proposed.sort();
        let mut both = [first.to_string(), second.to_string()];
        both.sort();
        assert_eq!((several.status, proposed), (StatusCode::UNPROCESSABLE_ENTITY, both.to_vec()));
        assert_eq!(add("Entraide", &second.to_string(), "supporting").await.status, StatusCode::SEE_OTHER);
        assert_eq!(add("Écluse", "", "host").await.status, StatusCode::UNPROCESSABLE_ENTITY, "it is there already");
        assert_eq!(add("Écluse", "", "friend").await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let shown = async || texts(&site.get(PAGE).await, "[data-part=hosts] a, [data-part=supporting] a");
        assert_eq!(shown().await, ["Écluse", "Marnage", "Entraide"]);
        // One that this lead may not see keeps its place, whatever they do around it.
        let rows = async || {
            let mut tx = site.store.store.read().await.unwrap();
            let rows = store::communities::support(&mut tx, community).await.unwrap();
            rows.into_iter().map(|(_, note)| note).collect::<Vec<_>>()
        };
        let mut tx = site.store.store.read().await.unwrap();
        let mut all = store::communities::support(&mut tx, community).await.unwrap();
        drop(tx);
        all.insert(2, (Support::Supporting, hidden));
        site.edit(&Edit::Support(community, all)).await;
        let (of, unseen) = (second.to_string(), hidden.to_string());
        let (of, unseen) = (of.as_str(), unseen.as_str());
        done(&site, &lead, "up", &[("support", "supporting"), ("note", of)]).await;
        assert_eq!(shown().await, ["Écluse", "Entraide", "Marnage"]);
        assert_eq!(rows().await[2], hidden);
        // The first one goes no further.
        done(&site, &lead, "up", &[("support", "supporting"), ("note", of)]).await;
        done(&site, &lead, "down", &[("support", "supporting"), ("note", of)]).await;
        assert_eq!(shown().await, ["Écluse", "Marnage", "Entraide"]);
        let cannot = act(&site, &lead, "remove", &[("support", "supporting"), ("note", unseen)]).await;
        assert_eq!(cannot.status, StatusCode::NOT_FOUND);
        done(&site, &lead, "remove", &[("support", "supporting"), ("note", of)]).await;
        assert_eq!(shown().await, ["Écluse", "Marnage"]);
        assert!(rows().await.contains(&hidden));
        assert!(!site.get_as(Some(&lead), EDIT).await.holds(unseen));
    }
}

#[tokio::test]
async fn a_charter_is_a_note_that_a_lead_may_see_and_members_are_told_when_its_review_is_late() {
    for site in TestApp::all(7810).await {
        let (community, _, lead) = led(&site).await;
        let member = site.person("Bruno").await;
        site.edit(&Edit::Role(community, member, Role::Member)).await;
        let member = site.session(member).await;
        let stranger = site.session(site.person("Chloé").await).await;
        let charter = site.note("Notre charte").body("Huit rubriques.").write().await;
        site.note("Deux fois").body("Un.").write().await;
        site.note("Deux fois").body("Deux.").write().await;
        let hidden = site.note("Zqsecrete").body("Un texte.").visible_to(Visibility::Authors).write().await;
        let set = async |note: &str, adopted: &str, review: &str| {
            act(&site, &lead, "charter", &[("charter", note), ("adopted", adopted), ("review", review)]).await
        };
        let written = [charter.to_string(), format!("http://localhost:8080/n/{charter}/notre-charte")];
        for note in ["notre CHARTE", written[0].as_str(), written[1].as_str()] {
            assert_eq!(set(note, "", "").await.status, StatusCode::SEE_OTHER, "{note}");
            assert_eq!(texts(&site.get(PAGE).await, "[data-part=charter] dd"), ["Notre charte"]);
        }
        let told = async |note: &str| {
            let answer = set(note, "", "").await;
            (answer.status, answer.text().replace(note, "…"))
        };
        assert_eq!(told("Zqsecrete").await, told("Zqabsente").await);
        assert_eq!(told(&hidden.to_string()).await, told(&NoteId::from_bytes([9; 16]).to_string()).await);
        for (note, adopted, review) in [
            ("Deux fois", "", ""),
            ("", "", ""),
            ("Notre charte", "hier", ""),
            ("Notre charte", "2024-05-02", "2024-05-01"),
        ] {
            let refused = set(note, adopted, review).await;
            assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{note}");
            assert_eq!(values(&refused, "#charter, #adopted, #review"), [note, adopted, review]);
        }

        assert_eq!(set("Notre charte", "2001-05-01", "2002-05-01").await.status, StatusCode::SEE_OTHER);
        let days = "Notre charte adoptée le 1er mai 2001 · à revoir le 1er mai 2002";
        for (who, is_told) in [(None, false), (Some(&stranger), false), (Some(&member), true), (Some(&lead), true)] {
            let page = site.get_as(who, PAGE).await;
            assert_eq!(texts(&page, "[data-part=charter] dd"), [days]);
            let overdue = texts(&page, "[data-part=overdue]");
            assert_eq!(overdue.len(), usize::from(is_told), "{overdue:?}");
        }
        assert_eq!(set("Notre charte", "2001-05-01", "2999-05-01").await.status, StatusCode::SEE_OTHER);
        assert!(texts(&site.get_as(Some(&member), PAGE).await, "[data-part=overdue]").is_empty());
        // A charter that one may not read has no days either.
        site.edit(&Edit::Visibility(charter, Visibility::Authors)).await;
        let page = site.get_as(Some(&member), PAGE).await;
        assert!(!page.holds("charte") && !page.holds("2999"), "{}", page.text());
        assert_eq!(values(&site.get_as(Some(&lead), EDIT).await, "#charter, #adopted, #review"), ["", "", ""]);
        site.edit(&Edit::Visibility(charter, Visibility::Public)).await;
        done(&site, &lead, "no-charter", &[]).await;
        assert!(texts(&site.get(PAGE).await, "[data-part=charter]").is_empty());
        assert!(site.get(&format!("/n/{charter}/notre-charte")).await.holds("Huit rubriques"), "the note stays");
    }
}
