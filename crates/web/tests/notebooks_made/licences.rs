//! Under which licence a note is published.

use domain::LanguageTag;

use super::*;

async fn site_proposes(site: &TestApp, licence: &str) {
    let mut tx = site.services().store().write().await.unwrap();
    store::site::set_choice(&mut tx, &LanguageTag::french(), licence).await.unwrap();
    tx.commit().await.unwrap();
}

/// Makes a note with a form, for everyone unless it says otherwise: its address.
async fn made(site: &TestApp, who: &Session, more: &[(&str, &str)]) -> String {
    let usual =
        [("title", "Digue"), ("language", "fr"), ("body", "Un texte."), ("visibility", "public"), ("act", "save")];
    let kept = usual.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let form: Vec<_> = kept.chain(more.iter().copied()).collect();
    let answer = site.send(Some(who), "/new", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    leads_to(&answer).to_owned()
}

async fn licence(site: &TestApp, who: Option<&Session>, address: &str) -> String {
    texts(&site.get_as(who, address).await, "[data-part=licence] dd").remove(0)
}

#[tokio::test]
async fn a_note_is_published_under_the_licence_that_its_form_showed() {
    for site in TestApp::all(8121).await {
        let (notebook, _, ana) = led(&site).await;
        let placed = notebook.to_string();
        let proposed = async |query: &str| {
            values(&site.get_as(Some(&ana), &format!("/new{query}")).await, "[name=licence] option").remove(0)
        };
        assert_eq!(licence(&site, None, &made(&site, &ana, &[]).await).await, "Demandez avant de réutiliser");
        site_proposes(&site, "CC BY-SA 4.0").await;
        assert_eq!(proposed("").await, "CC BY-SA 4.0");
        assert_eq!(licence(&site, None, &made(&site, &ana, &[]).await).await, "CC BY-SA 4.0");

        done(&site, &ana, notebook, "words", &words(&[("licence", "CC0 1.0")])).await;
        assert_eq!(proposed(&format!("?notebook={notebook}")).await, "CC0 1.0");
        let here = made(&site, &ana, &[("notebook", &placed)]).await;
        assert_eq!(licence(&site, None, &here).await, "CC0 1.0");
        let chosen = made(&site, &ana, &[("notebook", &placed), ("licence", "CC BY 4.0")]).await;
        assert_eq!(licence(&site, None, &chosen).await, "CC BY 4.0");

        let other = [("title", "Digue"), ("language", "fr"), ("visibility", "public"), ("licence", "Zqlicence")];
        let refused = site.send(Some(&ana), "/new", &other).await;
        assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    }
}

#[tokio::test]
async fn opening_a_note_to_everyone_shows_its_licence_first_and_closing_it_shows_none() {
    for site in TestApp::all(8122).await {
        let (notebook, _, ana) = led(&site).await;
        site_proposes(&site, "CC BY-SA 4.0").await;
        done(&site, &ana, notebook, "words", &words(&[("licence", "CC0 1.0")])).await;
        let placed = notebook.to_string();
        let with = [("visibility", "authors"), ("notebook", placed.as_str()), ("licence", "CC BY 4.0")];
        let note = made(&site, &ana, &with).await;
        assert_eq!(licence(&site, Some(&ana), &note).await, "Demandez avant de réutiliser");
        let rights = format!("/n/{}/-/rights", note.split('/').nth(2).unwrap());
        let level = async |level: &str, seen: &str, licence: &str| {
            let form = [("act", "visibility"), ("visibility", level), ("seen", seen), ("licence", licence)];
            site.send(Some(&ana), &rights, &form).await
        };
        let asks = level("public", "", "").await;
        let step = site.get_as(Some(&ana), leads_to(&asks)).await;
        assert_eq!(values(&step, "[name=licence] option[selected]"), ["CC0 1.0"], "{}", step.text());
        let refused = level("public", "authors", "Zqlicence").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(level("public", "authors", "CC BY-NC-SA 4.0").await.status, StatusCode::SEE_OTHER);
        assert_eq!(licence(&site, None, &note).await, "CC BY-NC-SA 4.0");
        assert_eq!(level("signed_in", "", "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(licence(&site, Some(&ana), &note).await, "Demandez avant de réutiliser");
        let again = site.get_as(Some(&ana), &format!("{rights}?step=visibility&level=public")).await;
        assert_eq!(values(&again, "[name=licence] option[selected]"), ["CC BY-NC-SA 4.0"], "the one that it had");
    }
}
