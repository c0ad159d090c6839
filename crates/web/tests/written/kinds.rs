//! Terms and organisations, each with the form of its kind.

use super::*;

/// What a form of a term sends.
fn term<'a>(title: &'a str, more: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let mut sent = form(title, "Ce qui est dit.\n\nEt plus.");
    sent.extend([("kind", "term"), ("state", "proposed")]);
    with(sent, more)
}

/// What a form of an organisation sends.
fn organisation<'a>(title: &'a str, more: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let mut sent = form(title, "Un texte.");
    sent.extend([("kind", "organisation"), ("state", "active"), ("form", "Coopérative")]);
    with(sent, more)
}

/// The same, with these values in place of those of their names.
fn with<'a>(mut sent: Vec<(&'static str, &'a str)>, more: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    sent.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    sent.extend_from_slice(more);
    sent
}

/// The same, over a version.
fn over<'a>(mut sent: Vec<(&'static str, &'a str)>, base: &'a str) -> Vec<(&'static str, &'a str)> {
    sent.push(("base", base));
    sent
}

async fn member(site: &TestApp, alias: &str, person: PersonId, role: Role) {
    let system = site.services().system("a test");
    services::admin::add_member(&system, alias, &person.to_string(), role).await.unwrap();
}

/// The field that an answer says something is amiss with.
fn amiss(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let links = Selector::parse("[role=alert] a[href^='#note:']").unwrap();
    page.select(&links).map(|it| it.value().attr("href").unwrap_or_default()[6..].to_owned()).collect()
}

#[tokio::test]
async fn a_term_is_written_with_what_it_is_called_and_how_it_is_with_others() {
    for site in TestApp::all(8841).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let new = site.get_as(Some(&ana), "/new?kind=term").await;
        assert_eq!((value(&new, "kind"), value(&new, "broader")), ("term".to_owned(), String::new()));
        let wide = made(&site, &ana, &term("Ouvrage", &[("visibility", "public")])).await;
        let note = made(
            &site,
            &ana,
            &term(
                "Écluse",
                &[
                    ("visibility", "public"),
                    ("variants", "sas\r\nbassin"),
                    ("broader", "ouvrage"),
                    ("confusion_word", "Digue"),
                    ("confusion_difference", "elle retient"),
                    ("called_language", "en"),
                    ("called_label", "Lock"),
                    ("called_variants", "lock chamber"),
                    ("called_definition", "What is said."),
                ],
            ),
        )
        .await;
        let entry = site.get("/lexicon/ecluse").await;
        assert_eq!(entry.status, StatusCode::OK);
        for words in ["Ce qui est dit.", "sas", "bassin", "Digue", "elle retient", "Lock", "Ouvrage"] {
            assert!(entry.text().contains(words), "{words}: {}", entry.text());
        }
        assert!(site.get("/lexicon/ouvrage").await.text().contains("Écluse"), "{wide}: it is narrower there");
        let again = site.get_as(Some(&ana), &edit(note)).await;
        assert_eq!((value(&again, "variants"), value(&again, "broader")), ("sas\nbassin".into(), "Ouvrage".into()));
        assert_eq!(value(&again, "called_label"), "Lock");
        // The page of another kind has other fields, and the kind stays.
        let sent = over(term("Écluse", &[("kind", "organisation"), ("variants", "sas")]), "1");
        assert_eq!(site.send(Some(&ana), &edit(note), &sent).await.status, StatusCode::SEE_OTHER);
        let again = site.get_as(Some(&ana), &edit(note)).await;
        assert_eq!((value(&again, "variants"), value(&again, "base")), ("sas".into(), "2".into()));
        assert_eq!(versions(&site, &ana, note).await, 2, "other fields make a version, and the same ones none");
        let same = over(term("Écluse", &[("variants", "sas")]), "2");
        site.send(Some(&ana), &edit(note), &same).await;
        assert_eq!(versions(&site, &ana, note).await, 2);
    }
}

#[tokio::test]
async fn a_term_that_one_may_not_read_is_as_one_that_is_not_there_and_what_it_was_related_to_stays() {
    for site in TestApp::all(8842).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        site.note("Vanne").by(bruno).visible_to(Visibility::Authors).as_term().write().await;
        let hidden = site.send(Some(&who), "/new", &term("Écluse", &[("broader", "Vanne")])).await;
        let absent = site.send(Some(&who), "/new", &term("Écluse", &[("broader", "Absent")])).await;
        assert_eq!((amiss(&hidden), amiss(&absent)), (vec!["broader".to_owned()], vec!["broader".to_owned()]));

        let note = made(&site, &other, &term("Écluse", &[("broader", "Vanne")])).await;
        let mut tx = site.services().store().write().await.unwrap();
        store::notes::add_author(&mut tx, note, ana).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(value(&site.get_as(Some(&who), &edit(note)).await, "broader"), "");
        let sent = over(term("Écluse", &[("variants", "sas")]), "1");
        assert_eq!(site.send(Some(&who), &edit(note), &sent).await.status, StatusCode::SEE_OTHER);
        assert_eq!(value(&site.get_as(Some(&other), &edit(note)).await, "broader"), "Vanne");
    }
}

#[tokio::test]
async fn the_state_of_a_definition_is_for_its_owner() {
    for site in TestApp::all(8843).await {
        let (ana, _) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let circle = site.community("tissage", "Tissage", true).await.to_string();
        let apart = site.community("vannerie", "Vannerie", true).await.to_string();
        member(&site, "tissage", ana, Role::Member).await;
        let who = site.session(ana).await;
        let none = site.send(Some(&who), "/new", &term("Trame", &[("owner", apart.as_str())])).await;
        assert_eq!(amiss(&none), ["owner"], "a community that is not theirs");
        // Its authors decide of what they own.
        made(&site, &who, &term("Trame", &[("state", "adopted")])).await;
        let adopted = [("owner", circle.as_str()), ("state", "adopted")];
        let refused = site.send(Some(&who), "/new", &term("Chaîne", &adopted)).await;
        assert_eq!(amiss(&refused), ["state"], "a member does not speak for a community");
        let note = made(&site, &who, &term("Chaîne", &[("owner", circle.as_str())])).await;
        member(&site, "tissage", ana, Role::Curator).await;
        let curator = site.session(ana).await;
        let answer = site.send(Some(&curator), &edit(note), &over(term("Chaîne", &adopted), "1")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
}

#[tokio::test]
async fn an_organisation_is_drafted_then_public_and_says_how_to_reach_it_only_where_it_publishes_it() {
    for site in TestApp::all(8844).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let new = site.get_as(Some(&ana), "/new?kind=organisation").await;
        assert_eq!(texts(&new, "input[name=visibility] + label").len(), 2, "{}", new.text());
        let open = organisation("Entraide", &[("visibility", "signed_in")]);
        assert_eq!(amiss(&site.send(Some(&ana), "/new", &open).await), ["visibility"]);
        let reach = [
            ("visibility", "public"),
            ("place_town", "Gaspé"),
            ("place_region", "Gaspésie"),
            ("place_precision", "region"),
            ("identifier_scheme", "ror"),
            ("identifier_value", "05a28rw58"),
            ("telephone", "418 555-0100"),
        ];
        let unsaid = site.send(Some(&ana), "/new", &organisation("Entraide", &reach)).await;
        assert_eq!((unsaid.status, amiss(&unsaid)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["publishes".to_owned()]));
        assert_eq!(value(&unsaid, "telephone"), "418 555-0100", "what was typed is kept");
        let said = [reach.as_slice(), &[("publishes", "yes")]].concat();
        let preview = with(organisation("Entraide", &said), &[("act", "preview")]);
        let preview = site.send(Some(&ana), "/new", &preview).await;
        let note = made(&site, &ana, &organisation("Entraide", &said)).await;
        let shown = inside(&page(&site, None, note).await, "[data-part=organisation]");
        assert!(shown.contains("418 555-0100") && shown.contains("Gaspésie") && !shown.contains("Gaspé<"), "{shown}");
        assert_eq!(inside(&preview, "[data-part=preview] [data-part=organisation]"), shown);
        // Who says no longer that it publishes it keeps it no longer.
        let less = organisation("Entraide", &[]);
        assert_eq!(site.send(Some(&ana), &edit(note), &over(less, "1")).await.status, StatusCode::SEE_OTHER);
        assert!(!page(&site, None, note).await.text().contains("418 555-0100"));
    }
}

#[tokio::test]
async fn an_organisation_that_became_a_part_of_another_names_it() {
    for site in TestApp::all(8845).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let whole = made(&site, &ana, &organisation("Réseau", &[("visibility", "public")])).await;
        let merged = [("visibility", "public"), ("state", "merged")];
        assert_eq!(amiss(&site.send(Some(&ana), "/new", &organisation("Refuge", &merged)).await), ["merged_into"]);
        let into = [merged.as_slice(), &[("merged_into", "réseau")]].concat();
        let note = made(&site, &ana, &organisation("Refuge", &into)).await;
        assert_eq!(texts(&page(&site, None, note).await, "[data-part=merged-into] a"), ["Réseau"]);
        let itself = with(over(organisation("Réseau", &merged), "1"), &[("merged_into", "Réseau")]);
        assert_eq!(amiss(&site.send(Some(&ana), &edit(whole), &itself).await), ["merged_into"]);
    }
}

#[tokio::test]
async fn a_stale_save_shows_the_fields_of_both() {
    for site in TestApp::all(8846).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let note = made(&site, &ana, &term("Écluse", &[])).await;
        let first = over(term("Écluse", &[("variants", "sas")]), "1");
        assert_eq!(site.send(Some(&ana), &edit(note), &first).await.status, StatusCode::SEE_OTHER);
        let second = over(term("Écluse", &[("variants", "bassin")]), "1");
        let stale = site.send(Some(&ana), &edit(note), &second).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text());
        assert_eq!(texts(&stale, "[data-part=their-fields] dd"), ["sas"]);
        assert_eq!((value(&stale, "variants"), value(&stale, "base")), ("bassin".into(), "2".into()));
    }
}
