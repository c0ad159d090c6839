//! Coming in by a letter, and proposing somebody to who may send one.

use super::{
    AMISS, Answer, DAY, JOIN, MEMBERS, MINE, NAMES, PAGE, REQUESTS, Role, Session, StatusCode, TestApp, access, close,
    invites, is_there, known, leads_to, led, letters_to, member, says, texts, values,
};

const SENT: &str = "/communities/tissage/-/requests?done=sent";
const PROPOSED: &str = "/communities/tissage/-/requests?done=proposed";
const GONE: &str = "/communities/tissage/-/requests?done=gone";
/// The ids of the invitations, on the page of who welcomes and of who is invited alike.
const IDS: &str = "[data-part=invitations] [name=id]";
/// To which addresses they went.
const MAILS: &str = "[data-part=invitations] .title";

/// What somebody answers to an invitation to them.
async fn answers(site: &TestApp, who: &Session, act: &str, id: &str) -> Answer {
    site.send(Some(who), MINE, &[("act", act), ("id", id)]).await
}

#[tokio::test]
async fn an_address_with_an_account_and_one_without_are_invited_alike() {
    for site in TestApp::all(7911).await {
        let (_, _, lead) = led(&site, false).await;
        access(&site, &lead, "invited", "unlisted").await;
        let (_, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, other) = known(&site, "Bruno", "bruno@exemple.org").await;
        let has = invites(&site, &lead, "ana@exemple.org", "Venez tisser!").await;
        let has_none = invites(&site, &lead, "zoe@exemple.org", "Venez tisser!").await;
        assert_eq!(leads_to(&has), SENT, "{}", has.text());
        assert_eq!(has, has_none);
        let page = site.get_as(Some(&lead), REQUESTS).await;
        assert_eq!(texts(&page, MAILS), ["ana@exemple.org", "zoe@exemple.org"]);
        let lines = texts(&page, "[data-part=invitations] .excerpt");
        assert!(lines.len() == 2 && lines[0] == lines[1] && lines[0].starts_with("De Chloé Roy"), "{lines:?}");
        assert!(!page.holds("Ana Roy"), "{}", page.text());
        for mail in ["ANA@exemple.org", "zoe@exemple.org"] {
            let twice = invites(&site, &lead, mail, "Encore un mot").await;
            assert_eq!((twice.status, texts(&twice, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
            assert_eq!(values(&twice, "#mail"), [mail]);
            assert_eq!(texts(&twice, "#words"), ["Encore un mot"]);
        }
        let refused = invites(&site, &lead, "personne", &"é".repeat(1001)).await;
        assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 2));

        // The letter of who has an account leads to their page, that of who has none says what to do.
        let told = letters_to(&site, "ana@exemple.org").await;
        assert!(told.len() == 1 && told[0].contains("Chloé Roy vous invite à devenir membre de Tissage"), "{told:?}");
        assert!(told[0].contains("« Venez tisser! »") && told[0].contains(MINE), "{told:?}");
        let told = letters_to(&site, "zoe@exemple.org").await;
        assert!(told.len() == 1 && told[0].contains("Chloé Roy vous invite à devenir membre de Tissage"), "{told:?}");
        assert!(
            !told[0].contains(MINE) && !told[0].contains("/communities/"),
            "no address is enough to come in: {told:?}"
        );

        // Whoever has the address may answer, and nobody else.
        let mine = site.get_as(Some(&who), MINE).await;
        let id = values(&mine, IDS).remove(0);
        assert_eq!(texts(&mine, "[data-part=invitations] .quoted"), ["Venez tisser!"]);
        assert!(mine.holds("Chloé Roy vous invite à devenir membre de Tissage"), "{}", mine.text());
        assert_eq!(site.get_as(Some(&who), PAGE).await.status, StatusCode::NOT_FOUND, "nothing is read before");
        assert_eq!(leads_to(&site.get_as(Some(&who), JOIN).await), MINE, "where they answer it");
        assert!(!site.get_as(Some(&other), MINE).await.holds("tissage"));
        for act in ["accept", "decline"] {
            assert_eq!(answers(&site, &other, act, &id).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(site.get_as(Some(&other), JOIN).await.status, StatusCode::NOT_FOUND);
        assert_eq!(leads_to(&answers(&site, &who, "accept", &id).await), PAGE);
        assert!(is_there(&site, &who, PAGE).await);
        assert_eq!(texts(&site.get_as(Some(&lead), MEMBERS).await, NAMES), ["Ana Roy", "Chloé Roy (vous)"]);
        assert_eq!(texts(&site.get_as(Some(&lead), REQUESTS).await, MAILS), ["zoe@exemple.org"]);
        assert_eq!(answers(&site, &who, "accept", &id).await.status, StatusCode::NOT_FOUND, "it serves once");

        // An account that is made with the address finds it.
        let (_, zoe) = known(&site, "Zoé", "zoe@exemple.org").await;
        let id = values(&site.get_as(Some(&zoe), MINE).await, IDS).remove(0);
        assert_eq!(leads_to(&answers(&site, &zoe, "accept", &id).await), PAGE);
    }
}

#[tokio::test]
async fn an_invitation_is_declined_taken_back_or_ends() {
    for site in TestApp::all(7912).await {
        let (community, lead, session) = led(&site, true).await;
        access(&site, &session, "invited", "listed").await;
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let invited = async |lead: &Session, who: &Session| {
            // Letters to one address wait for each other.
            site.chance.pass(3600);
            assert_eq!(leads_to(&invites(&site, lead, "ana@exemple.org", "").await), SENT);
            values(&site.get_as(Some(who), MINE).await, IDS).remove(0)
        };
        let is_told = async |who: &Session| {
            let told = texts(&site.get_as(Some(who), PAGE).await, "[data-part=membership]");
            told.iter().any(|told| told.starts_with("Une invitation à devenir membre vous attend."))
        };
        assert!(!is_told(&who).await);

        let id = invited(&session, &who).await;
        assert!(is_told(&who).await);
        assert_eq!(leads_to(&answers(&site, &who, "decline", &id).await), "/me/communities?done=declined");
        assert!(!is_told(&who).await);
        let page = site.get_as(Some(&session), REQUESTS).await;
        assert!(texts(&page, MAILS).is_empty() && !page.holds("Ana Roy"), "{}", page.text());
        let before = letters_to(&site, "chloe@exemple.org").await;
        assert!(before.is_empty(), "no letter says who declines: {before:?}");

        let id = invited(&session, &who).await;
        assert_eq!(leads_to(&says(&site, &session, "take-back", &id, "").await), GONE);
        assert_eq!(leads_to(&says(&site, &session, "take-back", &id, "").await), GONE, "whoever did it");
        assert!(!is_told(&who).await);
        assert_eq!(answers(&site, &who, "accept", &id).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(Some(&who), JOIN).await.status, StatusCode::FORBIDDEN);

        let id = invited(&session, &who).await;
        assert!(is_told(&who).await);
        site.chance.pass(31 * DAY);
        // A kept page of before is not served.
        let (session, who) = (site.session(lead).await, site.session(ana).await);
        assert!(!is_told(&who).await);
        assert!(values(&site.get_as(Some(&who), MINE).await, IDS).is_empty());
        assert_eq!(answers(&site, &who, "accept", &id).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(Some(&who), JOIN).await.status, StatusCode::FORBIDDEN);
        assert!(texts(&site.get_as(Some(&session), REQUESTS).await, MAILS).is_empty());
        // Nor does a letter that waited so long go to anybody with it.
        assert!(letters_to(&site, "ana@exemple.org").await.is_empty());

        // Of a community that closed, nobody comes in by one.
        let id = invited(&session, &who).await;
        close(&site, &session).await;
        assert_eq!(answers(&site, &who, "accept", &id).await.status, StatusCode::FORBIDDEN);
        let mut tx = site.store.store.read().await.unwrap();
        assert_eq!(store::memberships::own(&mut tx, community, ana).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_member_proposes_somebody_and_who_welcomes_sends_the_letter_or_does_not() {
    for site in TestApp::all(7913).await {
        let (community, _, lead) = led(&site, false).await;
        let (delphine, welcomes) =
            member(&site, community, "Delphine", "delphine@exemple.org", Role::Facilitator).await;
        let (_, inside) = member(&site, community, "Bruno", "bruno@exemple.org", Role::Member).await;
        let (_, curator) = member(&site, community, "Émile", "emile@exemple.org", Role::Curator).await;
        let form = site.get_as(Some(&inside), REQUESTS).await;
        assert_eq!(texts(&form, "h1"), ["Proposer une personne"]);
        assert!(texts(&form, "[data-part=requests], #invitations").is_empty(), "{}", form.text());
        let proposed = invites(&site, &inside, "zoe@exemple.org", "Elle tisse.").await;
        assert_eq!(leads_to(&proposed), PROPOSED);
        assert_eq!(invites(&site, &curator, "zoe@exemple.org", "").await, proposed, "a second one tells nothing");
        assert!(site.letters().await.is_empty(), "nobody is written to yet");
        for viewer in [&inside, &curator] {
            assert!(!site.get_as(Some(viewer), REQUESTS).await.holds("zoe@exemple.org"));
        }
        let page = site.get_as(Some(&welcomes), REQUESTS).await;
        assert_eq!(texts(&page, MAILS), ["zoe@exemple.org"]);
        assert_eq!(texts(&page, "[data-part=invitations] .excerpt"), ["Proposition de Bruno"]);
        assert_eq!(texts(&page, "[data-form=invitation] button"), ["Inviter", "Ne pas inviter"]);
        let nav = texts(&site.get_as(Some(&welcomes), PAGE).await, "[data-part=membership] a");
        assert!(nav.contains(&"Une demande attend une réponse".to_owned()), "{nav:?}");
        let id = values(&page, IDS).remove(0);
        for viewer in [&inside, &curator] {
            for act in ["send", "take-back"] {
                assert_eq!(says(&site, viewer, act, &id, "").await.status, StatusCode::FORBIDDEN, "{act}");
            }
        }
        assert_eq!(leads_to(&says(&site, &lead, "take-back", &id, "").await), GONE);
        assert_eq!(leads_to(&says(&site, &welcomes, "send", &id, "").await), GONE, "somebody else decided");
        assert!(site.letters().await.is_empty());

        site.chance.pass(3600);
        assert_eq!(leads_to(&invites(&site, &inside, "zoe@exemple.org", "Elle tisse.").await), PROPOSED);
        let id = values(&site.get_as(Some(&welcomes), REQUESTS).await, IDS).remove(0);
        assert_eq!(leads_to(&says(&site, &welcomes, "send", &id, "").await), SENT);
        assert_eq!(leads_to(&says(&site, &lead, "send", &id, "").await), GONE, "once");
        let told = letters_to(&site, "zoe@exemple.org").await;
        assert!(told.len() == 1 && told[0].contains("Delphine vous invite"), "{told:?}");
        assert!(told[0].contains("« Elle tisse. »"), "{told:?}");

        // A proposal that nobody answers ends, and is not counted any more.
        site.chance.pass(3600);
        assert_eq!(leads_to(&invites(&site, &inside, "fleur@exemple.org", "").await), PROPOSED);
        site.chance.pass(31 * DAY);
        let welcomes = site.session(delphine).await;
        assert!(texts(&site.get_as(Some(&welcomes), REQUESTS).await, MAILS).is_empty());
        let nav = texts(&site.get_as(Some(&welcomes), PAGE).await, "[data-part=membership] a");
        assert!(!nav.iter().any(|words| words.contains("attend une réponse")), "{nav:?}");
    }
}
