//! What one is in a community: a name there, how much one takes part, what it shows of where one is attached; leaving, being removed.

use std::collections::BTreeSet;

use domain::communities::Posture;
use domain::notes::Visibility;
use domain::organisations::Precision;
use store::memberships as stored;

use super::{
    AMISS, CLOSING, DAY, JOIN, ME, MEMBERS, MINE, NAMES, PAGE, REQUESTS, Role, Session, StatusCode, TestApp, access,
    asks, chooses, comes_in, given, gives, handle, invites, is_there, known, leads_to, led, letters_to, member, says,
    texts, values,
};

const AFFILIATIONS: &str = "/me/affiliations";
/// What members read of where others are attached.
const ORGANISATIONS: &str = "[data-part=members] [data-part=organisations]";

/// Says to the site that somebody is attached to an organisation of this name; gives the id of that.
async fn attached(site: &TestApp, who: &Session, name: &str) -> String {
    let before: BTreeSet<String> = ids(site, who).await.into_iter().collect();
    let form = [("act", "add"), ("organisation", name), ("kind", "employee"), ("since", ""), ("until", "")];
    let added = site.send(Some(who), AFFILIATIONS, &form).await;
    assert_eq!(leads_to(&added), "/me/affiliations?done=added", "{}", added.text());
    ids(site, who).await.into_iter().find(|id| !before.contains(id)).unwrap()
}

async fn ids(site: &TestApp, who: &Session) -> Vec<String> {
    values(&site.get_as(Some(who), AFFILIATIONS).await, "[data-part=affiliations] [name=id]")
}

async fn organisation(site: &TestApp, name: &str) -> domain::NoteId {
    let places = [("Gaspé", "Gaspésie", Precision::Municipality)];
    site.note(name).body("Un texte.").as_organisation("coopérative", &places).write().await
}

#[tokio::test]
async fn a_name_there_never_leads_to_who_somebody_is_elsewhere() {
    for site in TestApp::all(7931).await {
        let (community, chloe, lead) = led(&site, true).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        // She has a page that everyone may open.
        site.note("Terre").body("Un texte.").by(ana).write().await;
        asks(&site, &who, "Renarde", "Pour apprendre.").await;
        let secret = async |viewer: &Session, address: &str| {
            let page = site.get_as(Some(viewer), address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            let tells = page.holds("Ana Roy") || page.holds(&ana.to_string());
            assert!(!tells, "{address}: {}", page.text());
            page
        };
        let page = secret(&lead, REQUESTS).await;
        let id = values(&page, "[data-part=requests] [name=id]").remove(0);
        says(&site, &lead, "accept", &id, "").await;
        given(&site, &lead, "Renarde", &[("curator", "yes"), ("facilitator", "yes")]).await;
        let of = handle(&site, &lead, "Renarde").await;
        given(&site, &lead, "Chloé Roy", &[("lead", "yes"), ("lead-backup", &of)]).await;
        let form = [("act", "invite"), ("mail", "zoe@exemple.org"), ("words", "")];
        assert_eq!(site.send(Some(&who), REQUESTS, &form).await.status, StatusCode::SEE_OTHER);

        let one = format!("{MEMBERS}?member={of}");
        for address in [PAGE, MEMBERS, &one, REQUESTS, CLOSING, ME] {
            let page = secret(&lead, address).await;
            assert!(!page.text().contains("href=\"/people/"), "{address}: {}", page.text());
        }
        for address in [PAGE, MEMBERS, REQUESTS] {
            secret(&inside, address).await;
        }
        assert_eq!(texts(&secret(&lead, CLOSING).await, ".choice label"), ["Chloé Roy", "Renarde"]);
        let members = secret(&inside, MEMBERS).await;
        assert_eq!(texts(&members, NAMES), ["Bruno (vous)", "Chloé Roy", "Renarde"]);
        assert!(members.holds("suppléance") && texts(&members, "[data-part=members] a[href^='/people']").is_empty());
        // Two communities have two handles, and none is an id.
        assert!(of.len() == 32 && of.bytes().all(|byte| byte.is_ascii_hexdigit()), "{of}");
        site.community("vannerie", "Vannerie", true).await;
        let system = site.services().system("a test");
        for (person, role) in [(chloe, Role::Lead), (ana, Role::Member)] {
            services::admin::add_member(&system, "vannerie", &person.to_string(), role).await.unwrap();
        }
        let other = site.get_as(Some(&lead), "/communities/vannerie/-/members").await;
        assert!(other.holds("Ana Roy") && !other.holds(&of) && !other.holds("Renarde"), "{}", other.text());
        let elsewhere = format!("/communities/vannerie/-/members?member={of}");
        assert_eq!(site.get_as(Some(&lead), &elsewhere).await.status, StatusCode::NOT_FOUND);

        // What she did there does not name her once she has left.
        let (_, zoe) = known(&site, "Zoé", "zoe@exemple.org").await;
        assert!(site.get_as(Some(&zoe), MINE).await.holds("Renarde vous invite"));
        assert_eq!(leads_to(&site.send(Some(&who), ME, &[("act", "leave")]).await), "/me/communities?done=left");
        let page = secret(&zoe, MINE).await;
        assert!(page.holds("On vous invite à devenir membre de Tissage") && !page.holds("Renarde"), "{}", page.text());
        for address in [MEMBERS, REQUESTS, CLOSING] {
            assert!(!secret(&lead, address).await.holds("Renarde"), "{address}");
        }
        let told = letters_to(&site, "zoe@exemple.org").await;
        assert!(told.len() == 1 && !told[0].contains("Ana Roy") && !told[0].contains("Renarde"), "{told:?}");
    }
}

#[tokio::test]
async fn how_much_one_takes_part_is_chosen_and_seen_by_members_alone() {
    for site in TestApp::all(7932).await {
        let (community, _, lead) = led(&site, true).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (_, who) = member(&site, community, "Ana Roy", "ana@exemple.org", Role::Member).await;
        let (_, outside) = known(&site, "Zoé", "zoe@exemple.org").await;
        let involvement =
            async |viewer: &Session| texts(&site.get_as(Some(viewer), MEMBERS).await, "[data-part=involvement]");
        assert!(involvement(&inside).await.is_empty(), "nothing is inferred");
        let form = site.get_as(Some(&who), ME).await;
        assert!(values(&form, "#involvement option[selected]").iter().all(String::is_empty), "{}", form.text());
        chooses(&site, &who, &[("name", "Renarde"), ("involvement", "listening")]).await;
        for viewer in [&inside, &lead, &who] {
            assert_eq!(involvement(viewer).await, ["Participation : à l’écoute"]);
        }
        assert_eq!(values(&site.get_as(Some(&who), ME).await, "#involvement option[selected]"), ["listening"]);
        for viewer in [None, Some(&outside)] {
            for address in [PAGE, "/communities", MEMBERS, ME] {
                let page = site.get_as(viewer, address).await;
                assert!(!page.holds("à l’écoute") && !page.holds("Renarde"), "{address}: {}", page.text());
            }
        }
        let refused = [("act", "choose"), ("name", "Louve"), ("involvement", "boss")];
        let refused = site.send(Some(&who), ME, &refused).await;
        assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert_eq!(values(&refused, "[name=name]"), ["Louve"]);
        assert_eq!(involvement(&inside).await, ["Participation : à l’écoute"]);
        chooses(&site, &who, &[("name", ""), ("involvement", "")]).await;
        assert!(involvement(&inside).await.is_empty());
        assert_eq!(texts(&site.get_as(Some(&inside), MEMBERS).await, NAMES), ["Ana Roy", "Bruno (vous)", "Chloé Roy"]);
        assert_eq!(site.send(Some(&who), ME, &[("act", "other")]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn rule_3_a_membership_names_no_home_organisation_until_its_member_says_so() {
    for site in TestApp::all(7933).await {
        let (community, _, lead) = led(&site, true).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (ana, who) = member(&site, community, "Ana Roy", "ana@exemple.org", Role::Member).await;
        let (_, outside) = known(&site, "Zoé", "zoe@exemple.org").await;
        let home = organisation(&site, "Entraide").await;
        let id = attached(&site, &who, "Entraide").await;
        let (shown, posture) = (format!("shown-{id}"), format!("posture-{id}"));
        let seen = async || texts(&site.get_as(Some(&inside), MEMBERS).await, ORGANISATIONS);
        let kept = async || {
            let mut tx = site.store.store.read().await.unwrap();
            let rows = stored::postures(&mut tx, community, ana).await.unwrap();
            rows.into_iter().map(|row| (row.posture, row.shown)).collect::<Vec<_>>()
        };

        let form = site.get_as(Some(&who), ME).await;
        assert_eq!(texts(&form, "[data-part=affiliations] legend"), ["Entraide"]);
        assert!(values(&form, "[data-part=affiliations] :is([checked], [selected])").is_empty(), "{}", form.text());
        chooses(&site, &who, &[("posture-none", "declared"), ("shown-none", "yes")]).await;
        assert!(seen().await.is_empty() && kept().await.is_empty());

        // Declared to the organisation is not shown to the members, nor the other way.
        chooses(&site, &who, &[(&posture, "declared")]).await;
        assert!(seen().await.is_empty());
        assert_eq!(kept().await, [(Posture::Declared, false)]);
        assert_eq!(values(&site.get_as(Some(&who), ME).await, "option[value=declared][selected]"), ["declared"]);
        chooses(&site, &who, &[(&posture, "discreet"), (&shown, "yes")]).await;
        assert_eq!(kept().await, [(Posture::Discreet, true)]);
        assert_eq!(seen().await, ["Organisation d’attache : Entraide"]);
        let address = format!("/n/{home}/entraide");
        for viewer in [None, Some(&outside)] {
            for address in [PAGE, MEMBERS, "/communities"] {
                assert!(!site.get_as(viewer, address).await.holds("Entraide"), "{address}");
            }
            let page = site.get_as(viewer, &address).await;
            assert!(
                page.status == StatusCode::OK && !page.holds("Ana Roy") && !page.holds("Tissage"),
                "{}",
                page.text()
            );
        }
        // It goes at once, with what is said of it.
        chooses(&site, &who, &[(&posture, "discreet")]).await;
        assert!(seen().await.is_empty() && kept().await.is_empty());

        chooses(&site, &who, &[(&posture, "declared"), (&shown, "yes")]).await;
        access(&site, &lead, "on_request", "unlisted").await;
        let form = site.get_as(Some(&who), ME).await;
        assert!(values(&form, "option[value=declared]").is_empty(), "an organisation never knows: {}", form.text());
        chooses(&site, &who, &[(&posture, "declared"), (&shown, "yes")]).await;
        assert_eq!(kept().await, [(Posture::Discreet, true)]);
        access(&site, &lead, "on_request", "listed").await;
        assert_eq!(kept().await, [(Posture::Discreet, true)]);

        // An affiliation that ends, or is taken away, is shown no more.
        let ends =
            |until| [("act", "change"), ("id", id.as_str()), ("kind", "employee"), ("since", ""), ("until", until)];
        assert_eq!(site.send(Some(&who), AFFILIATIONS, &ends("2021-06-30")).await.status, StatusCode::SEE_OTHER);
        assert!(seen().await.is_empty());
        assert!(texts(&site.get_as(Some(&who), ME).await, "[data-part=affiliations] legend").is_empty());
        assert_eq!(site.send(Some(&who), AFFILIATIONS, &ends("")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(seen().await, ["Organisation d’attache : Entraide"]);
        let away = [("act", "remove"), ("id", id.as_str())];
        assert_eq!(site.send(Some(&who), AFFILIATIONS, &away).await.status, StatusCode::SEE_OTHER);
        assert!(seen().await.is_empty() && kept().await.is_empty());

        // That of somebody else cannot be shown by their id.
        let theirs = attached(&site, &inside, "Entraide").await;
        let (shown, posture) = (format!("shown-{theirs}"), format!("posture-{theirs}"));
        chooses(&site, &who, &[(&posture, "declared"), (&shown, "yes")]).await;
        assert!(seen().await.is_empty() && kept().await.is_empty());
    }
}

#[tokio::test]
async fn a_removed_member_is_told_why_and_loses_the_community_at_the_next_request() {
    for site in TestApp::all(7934).await {
        let (community, chloe, lead) = led(&site, false).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Curator).await;
        let (ana, who) = member(&site, community, "Ana Roy", "ana@exemple.org", Role::Facilitator).await;
        let note = site.note("Trame").body("Un texte.").visible_to(Visibility::Community).linked_to(community);
        let note = format!("/n/{}/trame", note.by(chloe).write().await);
        assert!(is_there(&site, &who, &note).await && is_there(&site, &who, PAGE).await);
        let of = handle(&site, &lead, "Ana Roy").await;
        let remove = async |viewer: &Session, member: &str, reason: &str| {
            site.send(Some(viewer), MEMBERS, &[("act", "remove"), ("member", member), ("reason", reason)]).await
        };
        for viewer in [&inside, &who] {
            assert_eq!(remove(viewer, &of, "Parce que.").await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(remove(&lead, "personne", "Parce que.").await.status, StatusCode::NOT_FOUND);
        let long = "é".repeat(2001);
        for reason in ["", long.as_str()] {
            let refused = remove(&lead, &of, reason).await;
            assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
            assert_eq!(texts(&refused, "[name=reason]"), [reason]);
            assert_eq!(values(&refused, "[name=facilitator][checked]"), ["yes"], "the roles stand as they are");
        }
        assert!(is_there(&site, &who, PAGE).await);
        let removed = remove(&lead, &of, "Trois absences.").await;
        assert_eq!(leads_to(&removed), "/communities/tissage/-/members?done=removed");
        for address in [PAGE, MEMBERS, REQUESTS, ME, JOIN, &note] {
            assert_eq!(site.get_as(Some(&who), address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        assert_eq!(remove(&lead, &of, "Encore.").await.status, StatusCode::NOT_FOUND, "once");
        let mine = site.get_as(Some(&who), MINE).await;
        assert!(mine.holds("Vous n’êtes plus membre de Tissage."), "{}", mine.text());
        assert_eq!(texts(&mine, "[data-part=words] .quoted"), ["Trois absences."]);
        assert!(texts(&mine, "[data-part=words] a").is_empty(), "it leads nowhere: {}", mine.text());
        let told = letters_to(&site, "ana@exemple.org").await;
        let last = told.last().unwrap();
        assert!(
            last.contains("Vous n’êtes plus membre de Tissage") && last.contains("« Trois absences. »"),
            "{told:?}"
        );
        // The others are told nothing of the reason.
        for viewer in [&inside, &lead] {
            let members = site.get_as(Some(viewer), MEMBERS).await;
            assert!(!members.holds("Ana Roy") && !members.holds("absences"), "{}", members.text());
        }
        assert!(letters_to(&site, "bruno@exemple.org").await.is_empty());

        // What is told is kept for ninety days at most.
        site.chance.pass(91 * DAY);
        let who = site.session(ana).await;
        assert!(texts(&site.get_as(Some(&who), MINE).await, "[data-part=words]").is_empty());
    }
}

#[tokio::test]
async fn leaving_erases_the_name_the_roles_and_what_was_shown() {
    for site in TestApp::all(7935).await {
        let (community, _, lead) = led(&site, true).await;
        access(&site, &lead, "open", "listed").await;
        organisation(&site, "Entraide").await;
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        comes_in(&site, &who, "Renarde").await;
        let id = attached(&site, &who, "Entraide").await;
        let (shown, posture) = (format!("shown-{id}"), format!("posture-{id}"));
        let mut form = vec![("name", "Renarde"), ("involvement", "core")];
        form.extend([(shown.as_str(), "yes"), (posture.as_str(), "declared")]);
        chooses(&site, &who, &form).await;
        given(&site, &lead, "Renarde", &[("curator", "yes")]).await;
        let of = handle(&site, &lead, "Renarde").await;
        given(&site, &lead, "Chloé Roy", &[("lead", "yes"), ("lead-backup", &of)]).await;

        // It is a step of its own, which says what is lost; the last lead is told so.
        let first = site.get_as(Some(&who), ME).await;
        assert!(texts(&first, "[data-form=leave]").is_empty(), "{}", first.text());
        let step = site.get_as(Some(&who), &format!("{ME}?leave=1")).await;
        assert_eq!(values(&step, "[data-form=leave] button"), ["leave"]);
        assert!(texts(&step, "[data-part=leave] .notice").is_empty());
        assert_eq!(texts(&site.get_as(Some(&lead), ME).await, "[data-part=leave] .notice").len(), 1);
        assert!(is_there(&site, &who, MEMBERS).await, "a page does nothing");
        assert_eq!(leads_to(&site.send(Some(&who), ME, &[("act", "leave")]).await), "/me/communities?done=left");
        assert_eq!(site.send(Some(&who), ME, &[("act", "leave")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get_as(Some(&who), MEMBERS).await.status, StatusCode::FORBIDDEN);
        let members = site.get_as(Some(&lead), MEMBERS).await;
        assert_eq!(texts(&members, NAMES), ["Chloé Roy (vous)"]);
        assert!(!members.holds("Renarde") && !members.holds("suppléance"), "{}", members.text());
        let mut tx = site.store.store.read().await.unwrap();
        assert_eq!(stored::own(&mut tx, community, ana).await.unwrap(), None);
        assert!(stored::postures(&mut tx, community, ana).await.unwrap().is_empty());
        let roles = stored::roles(&mut tx, community).await.unwrap();
        assert!(roles.iter().all(|row| row.person != ana && row.backup.is_none()), "{roles:?}");
        drop(tx);
        assert_eq!(gives(&site, &lead, "Renarde", &[("lead", "yes")]).await.status, StatusCode::NOT_FOUND);

        // Who comes back begins anew.
        comes_in(&site, &who, "").await;
        let mut tx = site.store.store.read().await.unwrap();
        assert_eq!(stored::own(&mut tx, community, ana).await.unwrap(), Some(stored::OwnRow::default()));
        drop(tx);
        assert_eq!(texts(&site.get_as(Some(&who), MEMBERS).await, NAMES), ["Ana Roy (vous)", "Chloé Roy"]);
        assert_eq!(site.get_as(Some(&who), CLOSING).await.status, StatusCode::FORBIDDEN);
        assert_eq!(invites(&site, &who, "zoe@exemple.org", "").await.status, StatusCode::SEE_OTHER);
    }
}
