//! A community that one may not know of is, at each address, as one that does not exist.

use super::{
    CLOSING, EDIT, JOIN, ME, MEMBERS, PAGE, REQUESTS, Role, StatusCode, TestApp, access, asks, handle, known, led,
    member, values,
};

/// The same address of a community that does not exist.
fn of_none(address: &str) -> String {
    address.replace("/tissage", "/absente")
}

#[tokio::test]
async fn rule_8_to_who_is_outside_an_unlisted_community_is_as_one_that_does_not_exist() {
    for site in TestApp::all(7921).await {
        let (community, _, lead) = led(&site, true).await;
        member(&site, community, "Bruno", "bruno@exemple.org", Role::Curator).await;
        let (_, asking) = known(&site, "Zoé", "zoe@exemple.org").await;
        let (_, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let steward = site.session(site.steward("Fleur").await).await;
        asks(&site, &asking, "", "Pour apprendre.").await;
        let request = values(&site.get_as(Some(&lead), REQUESTS).await, "[data-part=requests] [name=id]").remove(0);
        let of = handle(&site, &lead, "Bruno").await;
        access(&site, &lead, "open", "unlisted").await;

        let one = format!("{MEMBERS}?member={of}");
        let leaves = format!("{ME}?leave=1");
        let pages = [PAGE, EDIT, CLOSING, JOIN, ME, leaves.as_str(), MEMBERS, one.as_str(), REQUESTS];
        let (of, request) = (of.as_str(), request.as_str());
        let forms: [(&str, Vec<(&str, &str)>); 11] = [
            (JOIN, vec![("name", "Renarde"), ("reason", "Pour apprendre.")]),
            (JOIN, vec![("name", ""), ("reason", "")]),
            (ME, vec![("act", "choose"), ("name", "Renarde")]),
            (ME, vec![("act", "leave")]),
            (MEMBERS, vec![("act", "roles"), ("member", of), ("lead", "yes"), ("lead-ends", "hier")]),
            (MEMBERS, vec![("act", "remove"), ("member", of), ("reason", "")]),
            (REQUESTS, vec![("act", "accept"), ("id", request)]),
            (REQUESTS, vec![("act", "refuse"), ("id", request), ("answer", "")]),
            (REQUESTS, vec![("act", "send"), ("id", request)]),
            (REQUESTS, vec![("act", "take-back"), ("id", request)]),
            (REQUESTS, vec![("act", "invite"), ("mail", "personne"), ("words", "")]),
        ];
        for viewer in [None, Some(&who), Some(&asking), Some(&steward)] {
            for page in pages {
                let (hides, absent) = (site.get_as(viewer, page).await, site.get_as(viewer, &of_none(page)).await);
                assert_eq!(hides.status, StatusCode::NOT_FOUND, "{page}");
                assert_eq!(hides, absent, "{page}");
            }
            for (page, form) in &forms {
                let (hides, absent) =
                    (site.send(viewer, page, form).await, site.send(viewer, &of_none(page), form).await);
                assert_eq!(hides.status, StatusCode::NOT_FOUND, "{page}: {form:?}");
                assert_eq!(hides, absent, "{page}: {form:?}");
            }
        }
        // Who asked takes it back all the same; nobody else is told that there is something to take back.
        let back = [("act", "withdraw")];
        let (theirs, absent) =
            (site.send(Some(&who), JOIN, &back).await, site.send(Some(&who), &of_none(JOIN), &back).await);
        assert_eq!((theirs.status, &theirs), (StatusCode::NOT_FOUND, &absent));
        assert_eq!(site.send(Some(&asking), JOIN, &back).await.status, StatusCode::SEE_OTHER);
    }
}
