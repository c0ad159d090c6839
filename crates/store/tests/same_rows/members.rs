//! What memberships write and read.

use domain::affiliations::AffiliationKind;
use domain::communities::{Involvement, Posture, Role, Told};
use domain::people::MailAddress;
use domain::{AffiliationId, InvitationId, JoinRequestId, ToldId};
use store::affiliations::{self, AffiliationRow};
use store::memberships::{self, InvitationRow, JoinRequestRow, OwnRow, PostureRow, RoleRow, ToldRow};

use super::*;

/// Two members: what they choose, hold and show.
pub(super) async fn members(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (community, ana, bo) = (world.communities[2], world.people[1], world.people[2]);
    for person in [ana, bo] {
        memberships::end(tx, community, person).await.unwrap();
    }
    for (person, name) in [(ana, "Été"), (bo, ""), (bo, "Bo")] {
        answers.add("begun", memberships::begin(tx, community, person, name, start).await.unwrap());
    }
    let own = OwnRow { name: "Œuvre".to_owned(), involvement: Some(Involvement::Listening) };
    memberships::set_own(tx, community, bo, &own).await.unwrap();
    answers.add("own", memberships::own(tx, community, bo).await.unwrap());
    answers.add("own of nobody", memberships::own(tx, community, PersonId::from_bytes([9; 16])).await.unwrap());
    answers.add("members", memberships::members(tx, community).await.unwrap());
    own_names(tx, world, start, answers).await;

    let (starts, ends) = (Day::parse("2026-01-01"), Day::parse("2027-01-01"));
    for (role, backup) in [(Role::Lead, Some(ana)), (Role::Curator, None), (Role::Lead, None), (Role::Lead, Some(ana))]
    {
        let row = RoleRow { person: bo, role, starts, ends, backup, shown: false };
        memberships::set_role(tx, community, &row, start).await.unwrap();
    }
    memberships::show_roles(tx, community, bo, true).await.unwrap();
    answers.add("roles", memberships::roles(tx, community).await.unwrap());
    for _ in 0..2 {
        answers.add("ended", memberships::end_role(tx, community, bo, Role::Curator).await.unwrap());
    }

    let organisation = world.notes[0];
    let row = |number, until| AffiliationRow {
        id: AffiliationId::from_bytes([number; 16]),
        organisation,
        kind: AffiliationKind::Member,
        since: None,
        until,
    };
    let (lasts, ended) = (row(41, None), row(42, Day::parse("2020-01-01")));
    for it in [&lasts, &ended] {
        affiliations::insert(tx, bo, it, start).await.unwrap();
    }
    let shows = |affiliation, posture, shown| PostureRow { affiliation, posture, shown };
    let all = [shows(lasts.id, Posture::Declared, true), shows(ended.id, Posture::Discreet, true)];
    memberships::set_postures(tx, community, bo, &all, start).await.unwrap();
    answers.add("postures", memberships::postures(tx, community, bo).await.unwrap());
    answers.add("shown", memberships::shown_organisations(tx, community, "2026-11-28").await.unwrap());
    affiliations::remove(tx, bo, ended.id).await.unwrap();
    answers.add("with the affiliation", memberships::postures(tx, community, bo).await.unwrap());
    memberships::set_postures(tx, community, bo, &[shows(lasts.id, Posture::Discreet, false)], start).await.unwrap();
    answers.add("discreet again", memberships::postures(tx, community, bo).await.unwrap());
    memberships::set_postures(tx, community, bo, &all[..1], start).await.unwrap();

    answers.add("who left", memberships::end(tx, community, ana).await.unwrap());
    answers.add("left already", memberships::end(tx, community, ana).await.unwrap());
    answers.add("nobody stands in", memberships::roles(tx, community).await.unwrap());
    affiliations::remove(tx, bo, lasts.id).await.unwrap();
    answers.add("named", communities::named(tx, &world.communities).await.unwrap());
    answers.add("of no alias", communities::id_of(tx, "nothing").await.unwrap());
}

/// Whose own name a member reads there.
async fn own_names(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (community, ana, bo, cy) = (world.communities[2], world.people[1], world.people[2], world.people[3]);
    let is_new = memberships::begin(tx, community, cy, "", start).await.unwrap();
    memberships::set_own(tx, community, cy, &OwnRow::default()).await.unwrap();
    let viewer = worlds::viewer(tx, ana).await.unwrap();
    answers.add("names met", people::names_met(tx, &viewer, 9).await.unwrap());
    for key in ["zoe", "personne 2", "personne 3", "nobody"] {
        answers.add("nameable", people::nameable(tx, &viewer, key).await.unwrap());
    }
    for person in [bo, cy] {
        let met_in = memberships::met_in(tx, &viewer, person).await.unwrap();
        assert_eq!(met_in.contains(&community), person == cy, "the other one is called otherwise there");
        answers.add("met in", met_in);
    }
    if is_new {
        memberships::end(tx, community, cy).await.unwrap();
    }
}

/// Who asks to come in, who is invited, what people are told.
pub(super) async fn coming_in(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (community, ana, bo) = (world.communities[1], world.people[1], world.people[2]);
    for (number, person) in [(51, ana), (52, bo)] {
        let row = JoinRequestRow {
            id: JoinRequestId::from_bytes([number; 16]),
            community,
            person,
            own_name: String::new(),
            name: "Zoé".to_owned(),
            reason: "Pour « lire »".to_owned(),
            asked: start,
        };
        memberships::ask(tx, &row).await.unwrap();
    }
    answers.add("asked by", memberships::asked_by(tx, ana).await.unwrap());
    answers.add("requests", memberships::requests(tx, community).await.unwrap());
    answers.add("waiting", memberships::waiting(tx, community, start).await.unwrap());
    for _ in 0..2 {
        answers.add("answered", memberships::end_request(tx, community, bo).await.unwrap());
    }

    let later = start.plus_seconds(60);
    let invitation = |number, mail, proposed, expires| InvitationRow {
        id: InvitationId::from_bytes([number; 16]),
        community,
        mail: MailAddress::parse(mail).unwrap(),
        by: Some(ana),
        words: "Venez".to_owned(),
        proposed,
        expires,
    };
    for row in [
        // An account has this address, confirmed.
        invitation(61, "Ana@exemple.org", false, later),
        invitation(62, "cy@exemple.org", true, later),
        invitation(63, "dé@exemple.org", false, start),
    ] {
        memberships::invite(tx, &row, start).await.unwrap();
        answers.add("one", memberships::invitation(tx, row.id, start).await.unwrap());
    }
    for now in [start, later] {
        answers.add("waiting", memberships::waiting(tx, community, now).await.unwrap());
    }
    answers.add("invitations", memberships::invitations(tx, community, start).await.unwrap());
    for person in [ana, bo] {
        answers.add("invited", memberships::invited(tx, person, start).await.unwrap());
        let viewer = worlds::viewer(tx, person).await.unwrap();
        answers.add("facts", communities::facts(tx, &viewer, community, start).await.unwrap());
    }
    let proposed = InvitationId::from_bytes([62; 16]);
    for _ in 0..2 {
        let sent = memberships::send_proposed(tx, community, proposed, Some(bo), later).await.unwrap();
        answers.add("sent", sent);
    }
    for _ in 0..2 {
        answers.add("taken back", memberships::end_invitation(tx, community, proposed).await.unwrap());
    }
    memberships::forget_invitations(tx, start).await.unwrap();
    answers.add("left", memberships::invitations(tx, community, start.plus_seconds(-1)).await.unwrap());

    for (number, told) in (71..).zip(Told::ALL) {
        let id = ToldId::from_bytes([number; 16]);
        let row = ToldRow { id, community, person: ana, told, words: "Voilà".to_owned(), at: start };
        memberships::tell(tx, &row, start.plus_seconds(-1)).await.unwrap();
        answers.add("told", memberships::told(tx, id).await.unwrap());
    }
    for _ in 0..2 {
        let read = memberships::end_told(tx, ana, ToldId::from_bytes([71; 16])).await.unwrap();
        answers.add("read", read);
    }
    answers.add("told to", memberships::told_to(tx, ana, start.plus_seconds(-1)).await.unwrap());
    answers.add("told since", memberships::told_to(tx, ana, start).await.unwrap());
}
