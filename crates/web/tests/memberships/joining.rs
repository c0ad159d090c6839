//! Coming in by oneself, and asking to.

use super::{
    AMISS, JOIN, ME, MEMBERS, MINE, NAMES, PAGE, REQUESTS, Role, StatusCode, TestApp, access, asks, close, comes_in,
    is_there, known, leads_to, led, letters_to, member, says, texts, values,
};

/// The ids of the requests that wait.
const ASKED: &str = "[data-part=requests] [name=id]";

#[tokio::test]
async fn an_open_community_is_joined_at_once() {
    for site in TestApp::all(7901).await {
        let (_, _, lead) = led(&site, true).await;
        access(&site, &lead, "open", "listed").await;
        let (_, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        for viewer in [None, Some(&who)] {
            let page = site.get_as(viewer, PAGE).await;
            assert_eq!(texts(&page, "[data-part=membership] a"), ["Devenir membre"], "{}", page.text());
        }
        for answer in [site.get(JOIN).await, site.send(None, JOIN, &[("name", "")]).await] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert!(leads_to(&answer).starts_with("/sign-in?to="), "{}", leads_to(&answer));
        }
        let form = site.get_as(Some(&who), JOIN).await;
        assert_eq!((form.status, form.header("cache-control")), (StatusCode::OK, "no-store"));
        assert_eq!(values(&form, "[name=name]"), [""]);
        assert!(texts(&form, "[name=reason]").is_empty(), "nobody decides: {}", form.text());
        let long = "é".repeat(400);
        let refused = site.send(Some(&who), JOIN, &[("name", &long)]).await;
        assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert_eq!(values(&refused, "[name=name]"), [long]);
        assert_eq!(site.get_as(Some(&who), MEMBERS).await.status, StatusCode::FORBIDDEN);

        // A form that is sent twice makes one member, who keeps the first name.
        comes_in(&site, &who, "Renarde").await;
        comes_in(&site, &who, "Une autre").await;
        let members = site.get_as(Some(&who), MEMBERS).await;
        assert_eq!(texts(&members, NAMES), ["Chloé Roy", "Renarde (vous)"]);
        assert_eq!(leads_to(&site.get_as(Some(&who), JOIN).await), ME);
        let mine = site.get_as(Some(&who), MINE).await;
        assert_eq!(texts(&mine, "[data-part=communities] .title"), ["Tissage"]);
        assert_eq!(texts(&mine, "[data-part=communities] .excerpt"), ["membre"]);
        assert!(letters_to(&site, "ana@exemple.org").await.is_empty() && site.letters().await.is_empty());

        // Nothing of it is told outside.
        let (_, other) = known(&site, "Bruno", "bruno@exemple.org").await;
        for viewer in [None, Some(&other)] {
            for address in [PAGE, MEMBERS, "/communities", "/recent"] {
                assert!(!site.get_as(viewer, address).await.holds("renarde"), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn rule_6_the_reason_given_to_join_is_read_by_leads_and_facilitators_alone() {
    for site in TestApp::all(7902).await {
        let (community, _, lead) = led(&site, true).await;
        let (_, welcomes) = member(&site, community, "Delphine", "delphine@exemple.org", Role::Facilitator).await;
        let (_, curator) = member(&site, community, "Émile", "emile@exemple.org", Role::Curator).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (_, outside) = known(&site, "Zoé", "zoe@exemple.org").await;
        let steward = site.session(site.steward("Fleur").await).await;
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        assert_eq!(
            texts(&site.get_as(Some(&who), PAGE).await, "[data-part=membership] a"),
            ["Demander à devenir membre"]
        );
        for reason in ["", " \n", &"é".repeat(2001)] {
            let refused = site.send(Some(&who), JOIN, &[("name", "Renarde"), ("reason", reason)]).await;
            assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
            assert_eq!(values(&refused, "[name=name]"), ["Renarde"]);
            assert_eq!(texts(&refused, "[name=reason]"), [reason.trim()]);
        }

        // Asked twice is once.
        asks(&site, &who, "Renarde", "Zqraison de venir").await;
        asks(&site, &who, "Renarde", "Zqraison encore").await;
        assert!(texts(&site.get_as(Some(&who), JOIN).await, ".lead")[0].starts_with("Vous avez demandé"));
        for viewer in [&lead, &welcomes] {
            let page = site.get_as(Some(viewer), REQUESTS).await;
            assert_eq!(texts(&page, "[data-part=requests] .title"), ["Renarde"]);
            assert_eq!(texts(&page, "[data-part=requests] .quoted"), ["Zqraison de venir"]);
            assert!(!page.holds("Ana Roy") && !page.holds(&ana.to_string()), "{}", page.text());
            let page = site.get_as(Some(viewer), PAGE).await;
            let links = texts(&page, "[data-part=membership] a");
            assert!(links.contains(&"Une demande attend une réponse".to_owned()), "{links:?}");
        }
        let own = site.get_as(Some(&who), MINE).await;
        assert_eq!(texts(&own, "[data-part=requests] .quoted"), ["Zqraison de venir"]);
        for viewer in [None, Some(&curator), Some(&inside), Some(&outside), Some(&steward)] {
            for address in [PAGE, JOIN, ME, MEMBERS, REQUESTS, MINE, "/communities", "/recent", "/admin"] {
                let page = site.get_as(viewer, address).await;
                assert!(!page.holds("zqraison") && !page.holds("renarde"), "{address}: {}", page.text());
            }
        }
        // Nor can they answer.
        let id = values(&site.get_as(Some(&lead), REQUESTS).await, ASKED).remove(0);
        for viewer in [&curator, &inside, &outside, &who] {
            for act in ["accept", "refuse"] {
                let answer = says(&site, viewer, act, &id, "Non.").await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{act}");
            }
        }

        // The letters say that somebody asks: to those who answer, and nothing more.
        for mail in ["chloe@exemple.org", "delphine@exemple.org"] {
            let told = letters_to(&site, mail).await;
            assert!(told.len() == 1 && told[0].contains("demande à devenir membre de Tissage"), "{told:?}");
            assert!(!told[0].contains("Zqraison") && !told[0].contains("Renarde"), "{told:?}");
        }
        for mail in ["ana@exemple.org", "emile@exemple.org", "bruno@exemple.org", "zoe@exemple.org"] {
            assert!(letters_to(&site, mail).await.is_empty(), "{mail}");
        }
    }
}

#[tokio::test]
async fn who_asks_is_told_yes_or_no_with_a_reason_or_takes_it_back() {
    for site in TestApp::all(7903).await {
        let (community, _, lead) = led(&site, true).await;
        let (_, welcomes) = member(&site, community, "Delphine", "delphine@exemple.org", Role::Facilitator).await;
        let (_, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, other) = known(&site, "Bruno", "bruno@exemple.org").await;
        let waiting = async || values(&site.get_as(Some(&lead), REQUESTS).await, ASKED);
        let answered = "/communities/tissage/-/requests?done=answered";
        let otherwise = "/communities/tissage/-/requests?done=other";

        // No, which is said with a reason.
        asks(&site, &who, "", "Pour apprendre.").await;
        let id = waiting().await.remove(0);
        let refused = says(&site, &lead, "refuse", &id, " ").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(texts(&refused, "[data-form=request] .wrong").len(), 1, "{}", refused.text());
        let long = "é".repeat(2001);
        let refused = says(&site, &lead, "refuse", &id, &long).await;
        assert_eq!(texts(&refused, "[data-form=request] textarea"), [long], "nothing that was typed is lost");
        assert_eq!(leads_to(&says(&site, &lead, "refuse", &id, "Le groupe est complet.").await), answered);
        assert!(waiting().await.is_empty());
        let told = letters_to(&site, "ana@exemple.org").await;
        assert!(told.len() == 1 && told[0].contains("n’a pas été acceptée"), "{told:?}");
        assert!(told[0].contains("« Le groupe est complet. »"), "{told:?}");
        let mine = site.get_as(Some(&who), MINE).await;
        assert_eq!(texts(&mine, "[data-part=words] .quoted"), ["Le groupe est complet."]);
        assert!(texts(&mine, "[data-part=requests]").is_empty(), "{}", mine.text());
        assert!(!is_there(&site, &who, MEMBERS).await);
        // What was read is forgotten, by who read it alone.
        let word = values(&mine, "[data-part=words] [name=id]").remove(0);
        let read = [("act", "read"), ("id", word.as_str())];
        assert_eq!(site.send(Some(&other), MINE, &read).await.status, StatusCode::NOT_FOUND);
        assert_eq!(leads_to(&site.send(Some(&who), MINE, &read).await), MINE);
        assert_eq!(site.send(Some(&who), MINE, &read).await.status, StatusCode::NOT_FOUND);
        assert!(texts(&site.get_as(Some(&who), MINE).await, "[data-part=words]").is_empty());

        // Yes; who answers second is told that somebody did.
        asks(&site, &who, "Renarde", "Pour apprendre encore.").await;
        let id = waiting().await.remove(0);
        assert_eq!(leads_to(&says(&site, &welcomes, "accept", &id, "").await), answered);
        for act in ["accept", "refuse"] {
            assert_eq!(leads_to(&says(&site, &lead, act, &id, "Trop tard.").await), otherwise);
        }
        let told = letters_to(&site, "ana@exemple.org").await;
        assert!(told.len() == 2 && told[1].contains("Vous êtes maintenant membre de Tissage."), "{told:?}");
        assert!(!told[1].contains("Trop tard"), "{told:?}");
        let members = site.get_as(Some(&who), MEMBERS).await;
        assert_eq!(texts(&members, NAMES), ["Chloé Roy", "Delphine", "Renarde (vous)"]);

        // Taken back: nobody is written to, nobody can accept any more.
        let before = letters_to(&site, "chloe@exemple.org").await.len();
        asks(&site, &other, "", "Pour voir.").await;
        let id = waiting().await.remove(0);
        let back = [("act", "withdraw")];
        assert_eq!(leads_to(&site.send(Some(&other), JOIN, &back).await), "/me/communities?done=withdrawn");
        assert_eq!(site.send(Some(&other), JOIN, &back).await.status, StatusCode::NOT_FOUND);
        assert!(waiting().await.is_empty());
        assert_eq!(leads_to(&says(&site, &lead, "accept", &id, "").await), otherwise);
        assert!(!is_there(&site, &other, MEMBERS).await);
        assert_eq!(letters_to(&site, "chloe@exemple.org").await.len(), before);
        assert!(letters_to(&site, "bruno@exemple.org").await.is_empty());
    }
}

#[tokio::test]
async fn of_two_who_answer_at_once_one_is_heard() {
    for site in TestApp::all(7904).await {
        let (community, _, lead) = led(&site, true).await;
        let (_, welcomes) = member(&site, community, "Delphine", "delphine@exemple.org", Role::Facilitator).await;
        let (_, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        asks(&site, &who, "", "Pour apprendre.").await;
        let id = values(&site.get_as(Some(&lead), REQUESTS).await, ASKED).remove(0);
        let (yes, no) =
            tokio::join!(says(&site, &lead, "accept", &id, ""), says(&site, &welcomes, "refuse", &id, "Non."));
        let heard = |answer| leads_to(answer) == "/communities/tissage/-/requests?done=answered";
        assert_ne!(heard(&yes), heard(&no), "{} {}", leads_to(&yes), leads_to(&no));
        let told = letters_to(&site, "ana@exemple.org").await;
        assert_eq!((told.len(), is_there(&site, &who, MEMBERS).await), (1, heard(&yes)), "{told:?}");
    }
}

#[tokio::test]
async fn nobody_comes_into_a_closed_community_nor_into_one_by_invitation_uninvited() {
    for site in TestApp::all(7905).await {
        let (community, _, lead) = led(&site, true).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (_, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let stays_out = async || {
            for viewer in [None, Some(&who)] {
                assert!(texts(&site.get_as(viewer, PAGE).await, "[data-part=membership]").is_empty());
            }
            for form in [[("name", ""), ("reason", "Pour apprendre.")], [("name", "Renarde"), ("reason", "")]] {
                assert_eq!(site.send(Some(&who), JOIN, &form).await.status, StatusCode::FORBIDDEN);
            }
            assert_eq!(site.get_as(Some(&who), JOIN).await.status, StatusCode::FORBIDDEN);
        };
        access(&site, &lead, "invited", "listed").await;
        stays_out().await;
        access(&site, &lead, "open", "listed").await;
        close(&site, &lead).await;
        stays_out().await;
        // Its members read each other's names, and may leave; nobody is invited.
        assert_eq!(texts(&site.get_as(Some(&inside), MEMBERS).await, NAMES), ["Bruno (vous)", "Chloé Roy"]);
        for viewer in [&lead, &inside] {
            assert_eq!(site.get_as(Some(viewer), REQUESTS).await.status, StatusCode::FORBIDDEN);
            let form = [("act", "invite"), ("mail", "zoe@exemple.org"), ("words", "")];
            assert_eq!(site.send(Some(viewer), REQUESTS, &form).await.status, StatusCode::FORBIDDEN);
        }
        assert!(texts(&site.get_as(Some(&inside), MEMBERS).await, "[data-part=risks]").is_empty());
        let left = site.send(Some(&inside), ME, &[("act", "leave")]).await;
        assert_eq!(leads_to(&left), "/me/communities?done=left");
    }
}
