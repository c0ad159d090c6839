//! Roles of a community: their mandates, who stands in, which ones want somebody, and who is told.

use testkit::site::STEWARD;

use super::{
    AMISS, Answer, DAY, EDIT, Edit, JOIN, MEMBERS, MINE, PAGE, REQUESTS, Role, Session, StatusCode, TestApp, access,
    chooses, comes_in, given, gives, handle, is_there, known, leads_to, led, letters_to, member, texts, values,
};

/// What members read of the roles that others hold.
const HELD: &str = "[data-part=members] [data-part=roles]";
/// What wants somebody.
const RISKS: &str = "[data-part=risks] li";

/// The roles whose mandate a form shows at once.
fn open(form: &Answer) -> Vec<&'static str> {
    let is_open = |role: &&str| !texts(form, &format!("[data-role={role}] details[open]")).is_empty();
    ["lead", "facilitator", "curator"].into_iter().filter(is_open).collect()
}

#[tokio::test]
async fn a_mandate_says_from_when_until_when_and_who_stands_in() {
    for site in TestApp::all(7941).await {
        let (community, _, lead) = led(&site, true).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (_, who) = member(&site, community, "Ana Roy", "ana@exemple.org", Role::Member).await;
        let of = handle(&site, &lead, "Bruno").await;
        let mandate = [
            ("facilitator", "yes"),
            ("facilitator-starts", "2026-01-01"),
            ("facilitator-ends", "2027-01-01"),
            ("facilitator-backup", of.as_str()),
            // What is typed of a role that is not given says nothing.
            ("curator-ends", "2027-01-01"),
        ];
        // Its leads alone give roles.
        let theirs = handle(&site, &lead, "Ana Roy").await;
        for viewer in [&inside, &who] {
            let mut form = vec![("act", "roles"), ("member", theirs.as_str())];
            form.extend(mandate);
            assert_eq!(site.send(Some(viewer), MEMBERS, &form).await.status, StatusCode::FORBIDDEN);
            let one = format!("{MEMBERS}?member={theirs}");
            assert_eq!(site.get_as(Some(viewer), &one).await.status, StatusCode::FORBIDDEN);
        }
        assert!(!site.get_as(Some(&inside), MEMBERS).await.holds(&theirs), "nor do others have a use for a handle");

        given(&site, &lead, "Ana Roy", &mandate).await;
        let members = site.get_as(Some(&inside), MEMBERS).await;
        let held = "animation, du 1er janvier 2026 au 1er janvier 2027; suppléance : Bruno";
        assert_eq!(texts(&members, HELD), [held, "responsable"], "{}", members.text());
        let form = site.get_as(Some(&lead), &format!("{MEMBERS}?member={theirs}")).await;
        assert_eq!(values(&form, "[data-form=roles] [type=checkbox][checked]"), ["yes"]);
        assert_eq!(open(&form), ["facilitator"], "a role that is not given is one line");
        assert_eq!(texts(&form, "[data-role=facilitator] legend label"), ["animation"], "and its box is its heading");
        assert_eq!(values(&form, "[name=facilitator-ends]"), ["2027-01-01"]);
        assert_eq!(values(&form, "[name=facilitator-backup] option[selected]"), [of.as_str()]);
        assert!(is_there(&site, &who, REQUESTS).await);
        let told = letters_to(&site, "ana@exemple.org").await;
        assert!(told.len() == 1 && told[0].contains("Vos rôles dans Tissage ont changé."), "{told:?}");
        assert!(site.get_as(Some(&who), MINE).await.holds("Vos rôles dans Tissage ont changé."));

        // What cannot be used is said, and nothing that was typed is lost.
        for (starts, ends, amiss) in [("hier", "demain", 2), ("2026-02-01", "2026-01-31", 1), ("", "2026-02-30", 1)] {
            let form = [
                ("curator", "yes"),
                ("curator-starts", starts),
                ("curator-ends", ends),
                ("curator-backup", of.as_str()),
            ];
            let refused = gives(&site, &lead, "Ana Roy", &form).await;
            assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, amiss));
            assert_eq!(values(&refused, "[data-form=roles] [type=checkbox][checked]"), ["yes"]);
            assert_eq!(open(&refused), ["curator"]);
            assert_eq!(values(&refused, "[name=curator-starts]"), [starts]);
            assert_eq!(values(&refused, "[name=curator-ends]"), [ends]);
            assert_eq!(values(&refused, "[name=curator-backup] option[selected]"), [of.as_str()]);
        }
        assert_eq!(texts(&site.get_as(Some(&inside), MEMBERS).await, HELD), [held, "responsable"]);

        // Another length of the same role is no news; none any more is.
        let longer = [("facilitator", "yes"), ("facilitator-starts", "2026-01-01"), ("facilitator-ends", "")];
        given(&site, &lead, "Ana Roy", &longer).await;
        assert_eq!(
            texts(&site.get_as(Some(&inside), MEMBERS).await, HELD),
            ["animation, depuis le 1er janvier 2026", "responsable"]
        );
        assert_eq!(letters_to(&site, "ana@exemple.org").await.len(), 1);
        given(&site, &lead, "Ana Roy", &[]).await;
        assert_eq!(texts(&site.get_as(Some(&inside), MEMBERS).await, HELD), ["responsable"]);
        assert_eq!(letters_to(&site, "ana@exemple.org").await.len(), 2);
    }
}

#[tokio::test]
async fn a_vacant_role_and_an_ended_mandate_are_shown_as_risks_to_members_alone() {
    for site in TestApp::all(7942).await {
        let (community, _, lead) = led(&site, true).await;
        let (bruno, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (_, who) = member(&site, community, "Ana Roy", "ana@exemple.org", Role::Member).await;
        let (_, outside) = known(&site, "Zoé", "zoe@exemple.org").await;
        let (facilitates, curates) = ("Personne n’anime la communauté.", "Personne ne s’occupe de la curation.");
        let risks = async || texts(&site.get_as(Some(&inside), MEMBERS).await, RISKS);
        let nav = async |viewer: &Session| texts(&site.get_as(Some(viewer), PAGE).await, "[data-part=membership] a");
        assert_eq!(risks().await, [facilitates, curates]);
        let links = nav(&inside).await;
        assert!(links.contains(&"2 rôles attendent quelqu’un".to_owned()), "{links:?}");

        // Today, the twenty-first of September of 2026, it has not ended yet.
        for (ends, over) in [("2026-09-22", false), ("2026-01-31", true)] {
            given(&site, &lead, "Ana Roy", &[("facilitator", "yes"), ("facilitator-ends", ends)]).await;
            let ended = "Le mandat de Ana Roy (animation) a pris fin le 31 janvier 2026 : à renouveler ou à confier.";
            let expected = if over { vec![ended, curates] } else { vec![curates] };
            assert_eq!(risks().await, expected);
            // The right stays: a community is not left without anybody by a date.
            let desk = site.get_as(Some(&who), REQUESTS).await;
            assert_eq!(texts(&desk, "h1"), ["Demandes et invitations"]);
        }
        for viewer in [None, Some(&outside)] {
            for address in [PAGE, "/communities", MEMBERS] {
                let page = site.get_as(viewer, address).await;
                let tells = [facilitates, curates, "attend quelqu", "attendent quelqu", "a pris fin", "Ana Roy"];
                assert!(!tells.iter().any(|words| page.holds(words)), "{address}: {}", page.text());
            }
        }
        given(&site, &lead, "Ana Roy", &[("facilitator", "yes"), ("curator", "yes")]).await;
        assert!(risks().await.is_empty());
        let links = nav(&inside).await;
        assert_eq!(links, ["Membres", "Ma participation"]);
        // A mandate ends by itself, whatever is kept of the page.
        given(&site, &lead, "Ana Roy", &[("facilitator", "yes"), ("curator", "yes"), ("curator-ends", "2026-09-25")])
            .await;
        assert_eq!(nav(&inside).await, ["Membres", "Ma participation"]);
        site.chance.pass(5 * DAY);
        // The session is over by then.
        let inside = site.session(bruno).await;
        assert_eq!(nav(&inside).await, ["Membres", "Ma participation", "Un rôle attend quelqu’un"]);
    }
}

#[tokio::test]
async fn a_role_is_told_outside_only_where_who_holds_it_agrees_under_their_name_there() {
    for site in TestApp::all(7943).await {
        let (community, _, lead) = led(&site, true).await;
        let (ana, who) = member(&site, community, "Ana Roy", "ana@exemple.org", Role::Member).await;
        let (_, outside) = known(&site, "Zoé", "zoe@exemple.org").await;
        chooses(&site, &who, &[("name", "Renarde")]).await;
        given(&site, &lead, "Renarde", &[("facilitator", "yes")]).await;
        let told = async || {
            let mut told = Vec::new();
            for viewer in [None, Some(&outside)] {
                let page = site.get_as(viewer, PAGE).await;
                assert!(!page.holds("Ana Roy") && !page.holds(&ana.to_string()), "{}", page.text());
                told.push(texts(&page, "[data-part=roles] dd"));
            }
            assert_eq!(told[0], told[1]);
            told.remove(0)
        };
        assert!(told().await.is_empty());
        assert!(
            texts(&site.get_as(Some(&lead), PAGE).await, "[data-part=roles]").is_empty(),
            "members have their page"
        );
        chooses(&site, &who, &[("name", "Renarde"), ("shows_roles", "yes")]).await;
        assert_eq!(told().await, ["Renarde (animation)"]);
        // A role more is not agreed to by that.
        given(&site, &lead, "Renarde", &[("facilitator", "yes"), ("curator", "yes")]).await;
        assert_eq!(told().await, ["Renarde (animation)"]);
        // Nor is another name there kept back, nor an agreement that is withdrawn.
        chooses(&site, &who, &[("name", "Louve"), ("shows_roles", "yes")]).await;
        // One below the other.
        assert_eq!(told().await, ["Louve (animation)Louve (curation)"]);
        chooses(&site, &who, &[("name", "Louve")]).await;
        assert!(told().await.is_empty());
    }
}

#[tokio::test]
async fn the_last_lead_cannot_be_taken_off() {
    for site in TestApp::all(7944).await {
        let (community, chloe, lead) = led(&site, true).await;
        let (ana, who) = member(&site, community, "Ana Roy", "ana@exemple.org", Role::Member).await;
        let refused = gives(&site, &lead, "Chloé Roy", &[("curator", "yes"), ("curator-ends", "2027-01-01")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            texts(&refused, "[role=alert]")[0].contains("Personne d’autre n’est responsable"),
            "{}",
            refused.text()
        );
        assert_eq!(values(&refused, "[name=curator][checked]"), ["yes"]);
        assert_eq!(values(&refused, "[name=curator-ends]"), ["2027-01-01"]);
        assert!(is_there(&site, &lead, EDIT).await);
        // Nobody removes themselves: one leaves.
        let remove = async |viewer: &Session, member: &str| -> Answer {
            let form = [("act", "remove"), ("member", member), ("reason", "Une raison.")];
            site.send(Some(viewer), MEMBERS, &form).await
        };
        let own = handle(&site, &lead, "Chloé Roy").await;
        assert_eq!(remove(&lead, &own).await.status, StatusCode::FORBIDDEN);
        let form = site.get_as(Some(&lead), &format!("{MEMBERS}?member={own}")).await;
        assert!(texts(&form, "[data-form=remove]").is_empty());

        // With another one, either may go; of two who remove each other at once, one stays.
        given(&site, &lead, "Ana Roy", &[("lead", "yes")]).await;
        let theirs = handle(&site, &lead, "Ana Roy").await;
        let (first, second) = tokio::join!(remove(&lead, &theirs), remove(&who, &own));
        let done = [&first, &second].map(|answer| answer.status == StatusCode::SEE_OTHER);
        assert_ne!(done[0], done[1], "{} {}", first.status, second.status);
        let mut tx = site.store.store.read().await.unwrap();
        let roles = store::memberships::roles(&mut tx, community).await.unwrap();
        let leads: Vec<_> = roles.iter().filter(|row| row.role == Role::Lead).map(|row| row.person).collect();
        assert_eq!(leads, [if done[0] { chloe } else { ana }]);
    }
}

#[tokio::test]
async fn a_session_whose_rights_in_a_community_change_gets_a_new_token_each_time() {
    for site in TestApp::all(7945).await {
        // A browser that says what it is, as that of the first steward.
        let token = services::accounts::begin_set_up(&site.services().system("a test")).await.unwrap().unwrap();
        let typed = [
            ("name", "Claire Bélanger"),
            ("mail", STEWARD),
            ("password", testkit::site::PASSWORD),
            ("site", "Réseau des Rives"),
            ("language", "fr"),
            ("licence", "CC BY 4.0"),
        ];
        let address = format!("/set-up/{}", token.as_str());
        let session = Session::opened_by(&site.send_from("Un navigateur", &address, &typed).await).unwrap();
        let renewed = async |session: &Session| Session::opened_by(&site.get_as(Some(session), "/recent").await);
        let community = site.community("tissage", "Tissage", true).await;
        let (lead, chloe) = known(&site, "Chloé Roy", "chloe@exemple.org").await;
        site.edit(&Edit::Role(community, lead, Role::Lead)).await;
        access(&site, &chloe, "open", "listed").await;
        assert!(renewed(&session).await.is_none());
        assert_eq!(site.get_as(Some(&session), JOIN).await.status, StatusCode::OK);

        comes_in(&site, &session, "").await;
        let session = renewed(&session).await.unwrap();
        assert!(renewed(&session).await.is_none(), "once");
        given(&site, &chloe, "Claire Bélanger", &[("facilitator", "yes")]).await;
        let session = renewed(&session).await.unwrap();
        assert!(is_there(&site, &session, REQUESTS).await);
        // What one chooses gives no right.
        chooses(&site, &session, &[("involvement", "core")]).await;
        assert!(renewed(&session).await.is_none());
        let of = handle(&site, &chloe, "Claire Bélanger").await;
        let form = [("act", "remove"), ("member", of.as_str()), ("reason", "Une raison.")];
        let removed = site.send(Some(&chloe), MEMBERS, &form).await;
        assert_eq!(leads_to(&removed), "/communities/tissage/-/members?done=removed");
        let session = renewed(&session).await.unwrap();
        assert_eq!(site.get_as(Some(&session), MEMBERS).await.status, StatusCode::FORBIDDEN);
    }
}
