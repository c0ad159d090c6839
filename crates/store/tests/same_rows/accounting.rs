//! What accounts write and read: addresses, passwords, sessions, addresses used once.

use domain::affiliations::AffiliationKind;
use domain::leaving::{Choices, NameAfter, TextsAfter};
use domain::people::MailAddress;
use domain::policy::{Memberships, Viewer};
use domain::profile::{Audience, ProfileField};
use domain::site::{Registration, SitePage};
use domain::{AffiliationId, ClaimId, InvitationId, PersonId, ProviderId};
use store::accounts::{self, NewAccount, Purpose};
use store::affiliations::{self, AffiliationRow};
use store::claims::{self, ClaimRow};
use store::invitations::{self, NewInvitation};
use store::leaving::{self, LeavingRow};
use store::letters::{self, LetterRow};
use store::limits::{self, Rate};
use store::note_rights::{self, Removal};
use store::passkeys;
use store::personal::{self, SOURCES, Whose};
use store::profiles::{self, FieldRow};
use store::providers::{self, ProviderRow};
use store::registration::{self, RequestProofs, RequestRow};
use store::second_factors;
use store::site_pages;

use super::*;

/// What the site says of itself, and what of it was accepted.
async fn said(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (page, french) = (SitePage::Terms, LanguageTag::french());
    answers.add("nobody wrote it", site_pages::read(tx, page).await.unwrap());
    for (body, base, who) in
        [("un", 0, Some(world.people[0])), ("deux", 0, None), ("trois", 1, None), ("quatre", 1, None)]
    {
        answers.add("saved", site_pages::save(tx, page, &french, body, base, who, start).await.unwrap());
    }
    answers.add("read", site_pages::read(tx, page).await.unwrap());
    for base in [1, 2] {
        answers.add("forgotten", site_pages::forget(tx, page, &french, base).await.unwrap());
    }
    for page in SitePage::ALL {
        answers.add("version", site_pages::version(tx, page).await.unwrap());
    }
    let person = world.people[0];
    answers.add("to accept", site_pages::to_accept(tx, person).await.unwrap());
    answers.add("has accepted none", site_pages::has_accepted(tx, person).await.unwrap());
    site_pages::accept(tx, person, start).await.unwrap();
    site_pages::accept(tx, person, start).await.unwrap();
    answers.add("accepted", site_pages::to_accept(tx, person).await.unwrap());
    answers.add("has accepted", site_pages::has_accepted(tx, person).await.unwrap());
    site_pages::raise(tx, SitePage::Privacy, start).await.unwrap();
    answers.add("to accept again", site_pages::to_accept(tx, person).await.unwrap());
}

/// Who may make an account; accounts that are asked for; invitations.
async fn registered(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    answers.add("nobody said who", registration::read(tx).await.unwrap());
    for mode in Registration::ALL {
        registration::set(tx, mode, "Directrice, directrice@exemple.org").await.unwrap();
        answers.add("who", registration::read(tx).await.unwrap());
    }
    let id = |number| PersonId::from_bytes([number; 16]);
    for (number, typed, passkey) in
        [(1, "Bo@exemple.org", None), (2, "cy@exemple.org", Some((vec![1], "{}".to_owned())))]
    {
        let mail = MailAddress::parse(typed).unwrap();
        let row = RequestRow {
            id: id(number),
            name: "Bo".to_owned(),
            mail: mail.clone(),
            language: LanguageTag::french(),
            reason: "Pour lire".to_owned(),
            created: start,
        };
        registration::ask(tx, &row, &RequestProofs { password: "$hash".to_owned(), passkey }).await.unwrap();
        answers.add("asked", registration::asked(tx, &mail).await.unwrap());
    }
    answers.add("waiting", registration::waiting(tx).await.unwrap());
    answers.add("list", registration::list(tx).await.unwrap());
    for number in [1, 2, 3] {
        answers.add("one", registration::by_id(tx, id(number)).await.unwrap());
    }
    for number in [1, 1] {
        answers.add("ended", registration::end(tx, id(number)).await.unwrap());
    }

    let (soon, later) = (start.plus_seconds(60), start.plus_seconds(3600));
    let ids = [1, 2, 3].map(|number| InvitationId::from_bytes([number; 16]));
    let ana = MailAddress::parse("Ana.Roy@exemple.org").unwrap();
    let invitation =
        |id, token, by, mail, uses, expires| NewInvitation { id, token, by, mail, name: "Groupe", uses, expires };
    for new in [
        invitation(ids[0], Some([1; 32]), Some(world.people[0]), None, 2, later),
        invitation(ids[1], None, None, Some(&ana), 1, later),
        invitation(ids[2], Some([3; 32]), None, None, 1, soon),
    ] {
        invitations::add(tx, &new, start).await.unwrap();
    }
    for (hash, now) in [([1; 32], start), ([3; 32], start), ([3; 32], soon), ([4; 32], start)] {
        answers.add("by token", invitations::by_token(tx, hash, now).await.unwrap());
    }
    answers.add("invited", invitations::invited(tx, &[ana.key(), "bo@exemple.org".to_owned()], start).await.unwrap());
    for _ in 0..3 {
        answers.add("used", invitations::make_use(tx, ids[0], start).await.unwrap());
    }
    for id in ids {
        answers.add("serving", invitations::serving(tx, id, start).await.unwrap());
    }
    answers.add("open", invitations::list(tx, start).await.unwrap());
    invitations::forget(tx, soon).await.unwrap();
    answers.add("ended", invitations::end(tx, ids[0]).await.unwrap());
    answers.add("ended already", invitations::end(tx, ids[2]).await.unwrap());
    invitations::end_of(tx, &ana).await.unwrap();
    answers.add("none", invitations::list(tx, start).await.unwrap());

    for (hash, invitation) in [([21; 32], None), ([22; 32], Some(ids[0]))] {
        accounts::insert_proof_of_mail(tx, hash, &ana, invitation, start, soon).await.unwrap();
        answers.add("proof", accounts::proof_of_mail(tx, hash, start).await.unwrap());
        answers.add("late", accounts::proof_of_mail(tx, hash, soon).await.unwrap());
        answers.add("of another kind", accounts::proved(tx, hash, Purpose::SignIn, start).await.unwrap());
        accounts::end_proof(tx, hash).await.unwrap();
        answers.add("used", accounts::proof_of_mail(tx, hash, start).await.unwrap());
    }
}

/// The second factor of an account; its passkeys, listed and removed.
async fn proved_twice(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, other) = (world.people[1], world.people[2]);
    answers.add("of", accounts::of(tx, person).await.unwrap());
    answers.add("of nobody", accounts::of(tx, other).await.unwrap());
    answers.add("none", second_factors::of(tx, person).await.unwrap());
    for secret in [[1; 20], [2; 20]] {
        answers.add("begun", second_factors::begin(tx, person, &secret, start).await.unwrap());
    }
    answers.add("begun twice", second_factors::of(tx, person).await.unwrap());
    for _ in 0..2 {
        answers.add("confirmed", second_factors::confirm(tx, person, start).await.unwrap());
    }
    answers.add("begun again", second_factors::begin(tx, person, &[3; 20], start).await.unwrap());
    for step in [7, 7, 6, 8] {
        answers.add("step", second_factors::use_step(tx, person, step).await.unwrap());
    }
    answers.add("confirmed", second_factors::of(tx, person).await.unwrap());
    second_factors::set_codes(tx, person, &[[1; 32], [2; 32]]).await.unwrap();
    second_factors::set_codes(tx, person, &[[3; 32], [4; 32]]).await.unwrap();
    for hash in [[1; 32], [3; 32], [3; 32]] {
        answers.add("used", second_factors::use_code(tx, person, hash).await.unwrap());
    }
    answers.add("left", second_factors::codes_left(tx, person).await.unwrap());
    second_factors::end(tx, person).await.unwrap();
    answers.add("none left", second_factors::codes_left(tx, person).await.unwrap());

    passkeys::insert(tx, &[91], person, "{}", start).await.unwrap();
    answers.add("listed", passkeys::list(tx, person).await.unwrap());
    for person in [other, person, person] {
        answers.add("removed", passkeys::remove(tx, person, &[91]).await.unwrap());
    }
}

/// Servers of others, whom each knows by which name, and what goes when one is removed.
async fn known_elsewhere(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, other) = (world.people[1], world.people[2]);
    let ids = [1, 2].map(|number| ProviderId::from_bytes([number; 16]));
    for (id, employs) in ids.into_iter().zip([true, false]) {
        let text = |word: &str| format!("{word} {employs}");
        let (name, issuer) = (text("Centre"), text("https://id.exemple.org/"));
        let row = ProviderRow { id, name, issuer, client: text("rives"), secret: text("secret"), employs };
        providers::insert(tx, &row, start).await.unwrap();
    }
    answers.add("listed", providers::list(tx).await.unwrap().len());
    answers.add("one", providers::by_id(tx, ids[0]).await.unwrap().map(|row| (row.name, row.secret, row.employs)));
    providers::link(tx, ids[0], "a-1", person, start).await.unwrap();
    providers::link(tx, ids[1], "a-1", person, start).await.unwrap();
    providers::link(tx, ids[1], "a-2", other, start).await.unwrap();
    for subject in ["a-1", "a-2", "a-3"] {
        answers.add("found", providers::find(tx, ids[1], subject).await.unwrap());
    }
    answers.add("of", providers::of(tx, person).await.unwrap());
    for who in [other, person, person] {
        answers.add("unlinked", providers::unlink(tx, who, ids[0]).await.unwrap());
    }
    for _ in 0..2 {
        answers.add("removed", providers::remove(tx, ids[1]).await.unwrap());
    }
    answers.add("of none", providers::of(tx, person).await.unwrap());
}

/// What people say of themselves, each thing to whom they chose; a name that changes.
async fn profiled(tx: &mut Tx, world: &World, answers: &mut Answers) {
    let (person, other) = (world.people[1], world.people[2]);
    for (field, audience) in ProfileField::ALL.into_iter().zip(Audience::ALL) {
        let words = format!("Potière {}", field.as_str());
        profiles::set(tx, person, &FieldRow { field, words, audience: Audience::Oneself }).await.unwrap();
        profiles::set(tx, person, &FieldRow { field, words: "Autre".to_owned(), audience }).await.unwrap();
    }
    answers.add("of", profiles::of(tx, person).await.unwrap());
    answers.add("of nobody", profiles::of(tx, other).await.unwrap());
    for viewer in [Viewer::visitor(), Viewer::person(other, Memberships::new(), false)] {
        answers.add("shown", profiles::shown(tx, &viewer, person).await.unwrap());
    }
    profiles::take(tx, person, ProfileField::Link).await.unwrap();
    answers.add("taken", profiles::of(tx, person).await.unwrap());
    people::rename(tx, person, "Zoé", "zoe", vec![1, 2]).await.unwrap();
    let viewer = Viewer::system("a test");
    answers.add("renamed", people::by_id(tx, &viewer, person).await.unwrap());
    answers.add("list", people::list(tx, &viewer, (Vec::new(), PersonId::from_bytes([0; 16])), 9).await.unwrap());
}

/// All that is held about somebody.
pub(super) async fn held(tx: &mut Tx, world: &World, answers: &mut Answers) {
    for person in [world.people[1], world.people[2]] {
        let viewer = Viewer::person(person, Memberships::new(), false);
        let mails = vec!["ana@exemple.org".to_owned(), "Ana@exemple.org".to_owned()];
        let whose = Whose { person, mails, tries: vec![[1; 32], [2; 32]] };
        for source in SOURCES {
            let (rows, next) = source.rows(tx, &viewer, &whose, None).await.unwrap();
            answers.add(source.name, (rows, next.is_some()));
        }
        let notes = personal::notes_of(tx, person, None, 3).await.unwrap();
        answers.add("notes", &notes);
        answers.add("notes after", personal::notes_of(tx, person, notes.first().copied(), 3).await.unwrap());
        for note in &world.notes {
            answers.add("versions", personal::versions_of(tx, *note, person, 0, 2).await.unwrap());
        }
    }
    let files = personal::files_of(tx, &world.notes).await.unwrap();
    answers.add("files", files.into_iter().map(|file| file.id).collect::<Vec<_>>());
}

/// Who closes their account, what they would leave, and what is left of who has gone.
pub(super) async fn left(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, nobody) = (PersonId::from_bytes([98; 16]), PersonId::from_bytes([99; 16]));
    people::insert(tx, person, "Éva", "eva", vec![1], true, false, start).await.unwrap();
    notes::credit_also(tx, world.notes[3], person).await.unwrap();
    notes::add_author(tx, world.notes[3], person).await.unwrap();
    let choices = Choices { credit: NameAfter::Keep, acts: NameAfter::Replace, texts: TextsAfter::Remove };
    answers.add("stays", leaving::of(tx, person).await.unwrap());
    leaving::begin(tx, person, &LeavingRow { choices, asked: start, ends: start.plus_seconds(60) }).await.unwrap();
    answers.add("leaves", leaving::of(tx, person).await.unwrap());
    let alone = leaving::alone(tx, person).await.unwrap();
    answers.add("alone", &alone);
    leaving::bin(tx, &alone, start).await.unwrap();
    answers.add("in the bin", leaving::binned(tx, person, start).await.unwrap());
    leaving::take_out(tx, &alone).await.unwrap();
    answers.add("out of it", leaving::binned(tx, person, start).await.unwrap());
    leaving::purge(tx, &[NoteId::from_bytes([99; 16])], &[1]).await.unwrap();
    answers.add("log", leaving::unname_log(tx, person, None).await.unwrap().is_some());
    people::insert(tx, nobody, "", "", Vec::new(), false, false, start).await.unwrap();
    leaving::give_credit(tx, person, nobody).await.unwrap();
    leaving::give_acts(tx, person, nobody).await.unwrap();
    for note in &world.notes {
        answers.add("byline", notes::byline(tx, *note).await.unwrap());
        answers.add("versions", notes::versions(tx, *note, i64::MAX, 9).await.unwrap());
    }
    let whose = Whose { person, mails: vec!["nobody@exemple.org".to_owned()], tries: vec![[1; 32]] };
    leaving::erase(tx, &whose).await.unwrap();
    for ended in [leaving::end(tx, person).await.unwrap(), leaving::end(tx, person).await.unwrap()] {
        answers.add("ended", ended);
    }
    for source in SOURCES {
        answers.add(source.name, source.rows(tx, &Viewer::system("a test"), &whose, None).await.unwrap().0);
    }
}

/// To which organisations people are attached, which each changes and takes away for themselves alone; organisations by name.
async fn affiliated(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, other) = (world.people[1], world.people[2]);
    let ids = [1, 2].map(|number| AffiliationId::from_bytes([number; 16]));
    let (organisation, kind) = (world.notes[0], AffiliationKind::Employee);
    let row = AffiliationRow { id: ids[0], organisation, kind, since: Day::parse("2024-05-01"), until: None };
    affiliations::insert(tx, person, &row, start).await.unwrap();
    let second = AffiliationRow { id: ids[1], kind: AffiliationKind::Other, since: None, ..row };
    affiliations::insert(tx, person, &second, start).await.unwrap();
    answers.add("of", affiliations::of(tx, person).await.unwrap());
    answers.add("of nobody", affiliations::of(tx, other).await.unwrap());
    let row = AffiliationRow { kind: AffiliationKind::Volunteer, until: Day::parse("2025-06-30"), ..row };
    for who in [other, person] {
        answers.add("changed", affiliations::update(tx, who, &row).await.unwrap());
        answers.add("of", affiliations::of(tx, person).await.unwrap());
    }
    for who in [other, person, person] {
        answers.add("removed", affiliations::remove(tx, who, ids[1]).await.unwrap());
    }
    answers.add("left", affiliations::of(tx, person).await.unwrap());
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        answers.add("names", organisations::names(tx, &viewer, 9).await.unwrap());
        for key in ["oeuvre", "a\\b", "nothing"] {
            answers.add("named", organisations::named(tx, &viewer, key).await.unwrap());
        }
    }
}

/// Signatures: whose they may be, who says that one is theirs, what becomes of one that is claimed.
async fn claimed(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, other, note) = (world.people[1], world.people[2], world.notes[2]);
    let [first, second] = [96, 97].map(|number| PersonId::from_bytes([number; 16]));
    for (signature, name) in [(first, "Rosa"), (second, "Rosa B.")] {
        people::insert(tx, signature, name, name, vec![1], false, false, start).await.unwrap();
        notes::credit_also(tx, note, signature).await.unwrap();
    }
    notes::credit_also(tx, note, person).await.unwrap();
    answers.add("no secret", claims::secret(tx).await.unwrap());
    for secret in [[1; 32], [2; 32]] {
        claims::make_secret(tx, secret).await.unwrap();
        answers.add("secret", claims::secret(tx).await.unwrap());
    }
    for (signature, hash) in [(first, [1; 32]), (first, [1; 32]), (second, [1; 32]), (first, [2; 32])] {
        claims::remember_mail(tx, signature, hash).await.unwrap();
    }
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        answers.add("with mail", claims::with_mail(tx, &viewer, [1; 32]).await.unwrap());
    }
    for who in [person, world.people[0], first] {
        answers.add("confirmed", claims::confirmed(tx, who).await.unwrap());
    }
    for (signature, hash) in [(first, [2; 32]), (second, [2; 32])] {
        answers.add("bears", claims::bears(tx, signature, hash).await.unwrap());
    }
    for (number, who) in [(1, person), (2, other), (3, person)] {
        let (id, asked) = (ClaimId::from_bytes([number; 16]), start.plus_seconds(i64::from(number)));
        let (words, reason) = ("C’est moi".to_owned(), String::new());
        let row = ClaimRow { id, signature: first, person: who, words, asked, refused: None, reason };
        claims::ask(tx, &row).await.unwrap();
        answers.add("of", claims::of(tx, first, who).await.unwrap());
    }
    answers.add("count", claims::count(tx).await.unwrap());
    let second_claim = (start.plus_seconds(2), ClaimId::from_bytes([2; 16]));
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        for after in [(Timestamp::from_micros(i64::MIN), ClaimId::from_bytes([0; 16])), second_claim] {
            answers.add("waiting", claims::waiting(tx, &viewer, after, 9).await.unwrap());
        }
    }
    for _ in 0..2 {
        answers.add("refused", claims::refuse(tx, second_claim.1, "Personne ne le sait.", start).await.unwrap());
    }
    answers.add("one", claims::by_id(tx, second_claim.1).await.unwrap());
    answers.add("on", claims::on(tx, first).await.unwrap());
    for _ in 0..2 {
        answers.add("taken back", claims::take_back(tx, first, person).await.unwrap());
    }
    answers.add("signed", claims::signed(tx, first).await.unwrap());
    let lines = claims::lines(tx, first, person).await.unwrap();
    answers.add("lines", &lines);
    for line in lines.iter().skip(1) {
        claims::no_line(tx, line.note, line.place).await.unwrap();
    }
    claims::set_role(tx, note, lines[0].place, "texte").await.unwrap();
    answers.add("unclaimed", claims::unclaimed(tx, first).await.unwrap());
    claims::give(tx, first, person, "rosa", start).await.unwrap();
    answers.add("byline", notes::byline(tx, note).await.unwrap());
    for signature in [first, second] {
        answers.add("owner", claims::owner(tx, signature).await.unwrap());
    }
    for hash in [[1; 32], [3; 32]] {
        answers.add("owner of mail", claims::owner_of_mail(tx, hash).await.unwrap());
    }
    for name in ["rosa", "rosa b."] {
        answers.add("owner of name", claims::owner_of_name(tx, name).await.unwrap());
    }
}

/// Who may read and edit a note by name, who is asked to, and its communities.
async fn decided(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (note, community) = (world.notes[5], world.communities[0]);
    let (person, other) = (world.people[1], world.people[2]);
    notes::add_author(tx, note, person).await.unwrap();
    notes::add_reader(tx, note, other).await.unwrap();
    notes::link_community(tx, note, community, start).await.unwrap();
    notes::credit_also(tx, note, person).await.unwrap();
    notes::set_delegated(tx, note, Some(community)).await.unwrap();
    for by in [Some(person), None] {
        answers.add("invited", note_rights::invite(tx, note, other, by, start).await.unwrap());
    }
    answers.add("facts", sorted(notes::facts(tx, note).await.unwrap()));
    answers.add("authors", note_rights::authors(tx, note).await.unwrap());
    let mut editors = note_rights::editors(tx, note).await.unwrap();
    editors.sort_unstable();
    answers.add("editors", editors);
    for viewer in [Viewer::system("a test"), Viewer::person(person, Memberships::new(), false)] {
        answers.add("readers", note_rights::readers(tx, &viewer, note).await.unwrap());
        answers.add("asked", note_rights::invited(tx, &viewer, note).await.unwrap());
        answers.add("names", people::names_seen(tx, &viewer, 9).await.unwrap());
        for key in ["zoe", "nobody"] {
            answers.add("found", people::found(tx, &viewer, key).await.unwrap());
            answers.add("nameable", people::nameable(tx, &viewer, key).await.unwrap());
        }
        answers.add("community", note_rights::community_name(tx, &viewer, community, "fr").await.unwrap());
    }
    answers.add("joined", note_rights::joined(tx, person, note, "fr").await.unwrap());
    for who in [person, other] {
        answers.add("signs", note_rights::signs(tx, note, who).await.unwrap());
        answers.add("inviter", note_rights::inviter(tx, note, who).await.unwrap());
    }
    for state in [Removal::Kept, Removal::Removed] {
        note_rights::ask_removal(tx, note, person, Some(other), start).await.unwrap();
        answers.add("too early", note_rights::settle_removal(tx, note, person, state, "", start).await.unwrap());
        answers.add("removals", note_rights::removals(tx, note).await.unwrap());
        for _ in 0..2 {
            answers.add("refused", note_rights::refuse_removal(tx, note, person).await.unwrap());
        }
        answers.add("all refused", note_rights::refused(tx).await.unwrap());
        answers.add("how many refused", note_rights::refused_count(tx).await.unwrap());
        answers.add("settled", note_rights::settle_removal(tx, note, person, state, "L’été", start).await.unwrap());
        answers.add("removal", note_rights::removal(tx, note, person).await.unwrap());
        note_rights::forget(tx, start.plus_seconds(-1)).await.unwrap();
        answers.add("kept", note_rights::removal(tx, note, person).await.unwrap().is_some());
        note_rights::forget(tx, start).await.unwrap();
        answers.add("forgotten", note_rights::removal(tx, note, person).await.unwrap());
    }
    note_rights::ask_removal(tx, note, person, None, start).await.unwrap();
    note_rights::end_removal(tx, note, person).await.unwrap();
    for _ in 0..2 {
        answers.add("answered", note_rights::end_invitation(tx, note, other).await.unwrap());
        answers.add("unread", note_rights::remove_reader(tx, note, other).await.unwrap());
        answers.add("left", note_rights::remove_author(tx, note, person).await.unwrap());
        answers.add("unsigned", note_rights::unsign(tx, note, person).await.unwrap());
        answers.add("unlinked", note_rights::unlink(tx, note, community).await.unwrap());
    }
    notes::set_delegated(tx, note, None).await.unwrap();
}

/// Letters that are on their way, that were taken, that were refused.
async fn written_to(tx: &mut Tx, start: Timestamp, answers: &mut Answers) {
    let mail = MailAddress::parse("Ana@exemple.org").unwrap();
    let ids = [1, 2, 3].map(|number| LetterId::from_bytes([number; 16]));
    for (id, about) in ids.into_iter().zip([None, Some(vec![1, 2, 3]), Some(Vec::new())]) {
        let (kind, language) = ("reset".to_owned(), LanguageTag::french());
        let letter = LetterRow { kind, mail: mail.clone(), language, about, created: start };
        letters::add(tx, id, &letter).await.unwrap();
    }
    answers.add("letter", letters::by_id(tx, ids[1]).await.unwrap());
    letters::refuse(tx, ids[1], start, "550").await.unwrap();
    letters::mark(tx, &mail, Some(start)).await.unwrap();
    letters::mark(tx, &mail, None).await.unwrap();
    answers.add("a refused one is on its way no more", letters::by_id(tx, ids[1]).await.unwrap());
    answers.add("refused", letters::untaken(tx, start).await.unwrap());
    answers.add("not taken", letters::untaken(tx, start.plus_seconds(1)).await.unwrap());
    answers.add("ended", letters::end(tx, ids[0]).await.unwrap());
    answers.add("ended already", letters::end(tx, ids[0]).await.unwrap());
    answers.add("waiting", letters::waiting(tx).await.unwrap());
    for id in [ids[1], ids[2]] {
        answers.add("revived", letters::revive(tx, id).await.unwrap());
    }
    answers.add("on its way again", letters::by_id(tx, ids[1]).await.unwrap());
}

/// Two accounts, sessions and one-time addresses of theirs; the session of `[9; 32]` is looked at later.
pub(super) async fn accounts(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (soon, later) = (start.plus_seconds(60), start.plus_seconds(3600));
    let mail = |typed| MailAddress::parse(typed).unwrap();
    let language = LanguageTag::french();
    for (person, typed, confirmed) in [(0, "Zoé@Exemple.org", None), (1, "ana@exemple.org", Some(start))] {
        let (person, mail) = (world.people[person], mail(typed));
        let account = NewAccount { person, mail: &mail, confirmed, language: &language, password: "$hash" };
        accounts::insert(tx, &account, start).await.unwrap();
    }
    accounts::set_password(tx, world.people[1], "$other").await.unwrap();
    for typed in ["zoé@exemple.org", "ANA@exemple.org", "nobody@exemple.org"] {
        answers.add("by mail", accounts::by_mail(tx, &mail(typed)).await.unwrap());
    }
    for typed in ["zoé@exemple.org", "nobody@exemple.org"] {
        answers.add("reached", accounts::reached(tx, &mail(typed)).await.unwrap());
    }
    answers.add("stewards", accounts::stewards(tx).await.unwrap());

    written_to(tx, start, answers).await;
    proved_twice(tx, world, start, answers).await;
    known_elsewhere(tx, world, start, answers).await;
    profiled(tx, world, answers).await;
    affiliated(tx, world, start, answers).await;
    claimed(tx, world, start, answers).await;
    decided(tx, world, start, answers).await;
    super::written::wrote(tx, world, start, answers).await;
    super::written::tokens(tx, world, start, answers).await;
    said(tx, world, start, answers).await;
    registered(tx, world, start, answers).await;

    let of = Some(world.people[1]);
    accounts::insert_proof(tx, [1; 32], Purpose::SetUp, None, start, soon).await.unwrap();
    accounts::insert_proof(tx, [2; 32], Purpose::Password, of, start, later).await.unwrap();
    accounts::insert_proof(tx, [3; 32], Purpose::Password, of, start, soon).await.unwrap();
    for (hash, purpose, now) in [
        ([1; 32], Purpose::SetUp, start),
        ([1; 32], Purpose::Password, start),
        ([1; 32], Purpose::SetUp, soon),
        ([2; 32], Purpose::Password, soon),
    ] {
        answers.add("is proof", accounts::is_proof(tx, hash, purpose, now).await.unwrap());
        answers.add("proved", accounts::proved(tx, hash, purpose, now).await.unwrap());
    }
    accounts::forget_proofs(tx, soon).await.unwrap();
    answers.add("forgotten", accounts::is_proof(tx, [3; 32], Purpose::Password, start).await.unwrap());
    answers.add("still there", accounts::is_proof(tx, [2; 32], Purpose::Password, start).await.unwrap());
    accounts::end_proofs_of(tx, Purpose::Password, world.people[1]).await.unwrap();
    answers.add("ended", accounts::is_proof(tx, [2; 32], Purpose::Password, start).await.unwrap());
    accounts::insert_proof(tx, [4; 32], Purpose::SetUp, None, start, later).await.unwrap();
    accounts::end_proofs(tx, Purpose::SetUp).await.unwrap();
    answers.add("all ended", accounts::is_proof(tx, [4; 32], Purpose::SetUp, start).await.unwrap());

    for (hash, person) in [([6; 32], 0), ([7; 32], 1), ([8; 32], 1), ([9; 32], 0)] {
        people::insert_session(tx, hash, world.people[person], start, soon, "Un navigateur « d’été »").await.unwrap();
    }
    people::ask_renewal(tx, world.people[0]).await.unwrap();
    for new in [60, 61] {
        answers.add("renewed", people::renew(tx, [6; 32], [new; 32], start.plus_seconds(1)).await.unwrap());
    }
    for (hash, now) in [([60; 32], start), ([6; 32], start), ([6; 32], start.plus_seconds(2))] {
        answers.add("of before", people::session(tx, hash, now, start.plus_seconds(-60)).await.unwrap());
    }
    people::end_session(tx, [60; 32]).await.unwrap();
    people::end_session(tx, [6; 32]).await.unwrap();
    people::end_sessions(tx, world.people[1]).await.unwrap();
    for hash in [[6; 32], [7; 32], [8; 32]] {
        answers.add("session ended", people::session(tx, hash, start, start.plus_seconds(-60)).await.unwrap());
    }

    let long_ago = start.plus_seconds(-60);
    for (hash, created) in [([10; 32], start), ([11; 32], long_ago.plus_seconds(-60))] {
        people::insert_session(tx, hash, world.people[1], created, later, "").await.unwrap();
        people::note_session(tx, hash, start.plus_seconds(-30)).await.unwrap();
        answers.add("session seen", people::session(tx, hash, start, long_ago).await.unwrap());
    }
    answers.add("sessions of", people::sessions_of(tx, world.people[1], start, long_ago).await.unwrap());
    answers.add("sessions used", people::sessions_of(tx, world.people[1], start, start).await.unwrap());
    people::insert_session(tx, [12; 32], world.people[1], start, later, "").await.unwrap();
    people::end_session_of(tx, world.people[0], [12; 32]).await.unwrap();
    answers.add("not theirs", people::session(tx, [12; 32], start, long_ago).await.unwrap());
    people::end_session_of(tx, world.people[1], [12; 32]).await.unwrap();
    answers.add("theirs", people::session(tx, [12; 32], start, long_ago).await.unwrap());
    people::insert_session(tx, [13; 32], world.people[1], start, later, "").await.unwrap();
    people::insert_session(tx, [14; 32], world.people[0], start, later, "").await.unwrap();
    people::end_other_sessions(tx, world.people[1], [10; 32]).await.unwrap();
    for hash in [[10; 32], [13; 32], [14; 32]] {
        answers.add("others ended", people::session(tx, hash, start, long_ago).await.unwrap());
    }
    for (now, idle) in [(start, long_ago), (start, start.plus_seconds(-20)), (later, start)] {
        people::forget_sessions(tx, now, idle).await.unwrap();
        for hash in [[9; 32], [10; 32], [11; 32]] {
            answers.add("session left", people::session(tx, hash, start, long_ago).await.unwrap());
        }
    }
    people::insert_session(tx, [9; 32], world.people[0], start, soon, "Un navigateur « d’été »").await.unwrap();
    passkeys_of(tx, world, start, answers).await;
    tries(tx, start, answers).await;

    accounts::mark_demonstration(tx, world.people[0]).await.unwrap();
    accounts::mark_demonstration(tx, world.people[1]).await.unwrap();
    answers.add("demonstration", accounts::demonstration(tx).await.unwrap());
    answers.add("choice", site::choice(tx).await.unwrap());
    for licence in ["CC BY 4.0", "CC0 1.0"] {
        site::set_choice(tx, &LanguageTag::english(), licence).await.unwrap();
    }
    answers.add("choice", site::choice(tx).await.unwrap());
}

/// Two passkeys, one of which is used, and ceremonies that end in each of three ways.
async fn passkeys_of(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (soon, later) = (start.plus_seconds(60), start.plus_seconds(3600));
    for (id, moment) in [([1_u8, 0, 255], later), ([2, 0, 255], start)] {
        passkeys::insert(tx, &id, world.people[1], "{}", moment).await.unwrap();
    }
    passkeys::note_use(tx, &[1, 0, 255], "{\"used\":true}", later).await.unwrap();
    answers.add("passkeys of", passkeys::of(tx, world.people[1]).await.unwrap());
    for id in [[1, 0, 255], [2, 0, 255], [3, 0, 255]] {
        answers.add("passkey", passkeys::find(tx, &id).await.unwrap());
    }
    passkeys::begin(tx, [1; 32], None, "one", start, soon).await.unwrap();
    passkeys::begin(tx, [2; 32], Some(world.people[1]), "two", start, later).await.unwrap();
    for (hash, now) in [([1; 32], start), ([1; 32], soon), ([2; 32], soon), ([3; 32], start)] {
        answers.add("begun", passkeys::begun(tx, hash, now).await.unwrap());
    }
    passkeys::begin(tx, [3; 32], None, "three", soon, later).await.unwrap();
    answers.add("forgotten", passkeys::begun(tx, [1; 32], start).await.unwrap());
    answers.add("ended once", (passkeys::end(tx, [2; 32]).await.unwrap(), passkeys::end(tx, [2; 32]).await.unwrap()));
}

/// What may be tried twice at once, and once a minute.
async fn tries(tx: &mut Tx, start: Timestamp, answers: &mut Answers) {
    let rate = Rate { burst: 2, every: 60 };
    for (who, seconds) in [(1, 0), (1, 0), (1, 0), (1, 30), (1, 60), (1, 60), (2, 0), (2, 0)] {
        let taken = limits::take(tx, [who; 32], rate, start.plus_seconds(seconds)).await.unwrap();
        answers.add("try", taken.err().unwrap_or_default());
        answers.add("left", limits::left(tx, [who; 32], rate, start.plus_seconds(seconds)).await.unwrap());
    }
    limits::give_back(tx, [2; 32], rate).await.unwrap();
    limits::forgive(tx, [1; 32]).await.unwrap();
    for who in [1, 2, 2] {
        answers.add("given back", limits::take(tx, [who; 32], rate, start).await.unwrap().err().unwrap_or_default());
    }
    limits::forget(tx, start.plus_seconds(90)).await.unwrap();
    answers.add("forgotten", limits::take(tx, [2; 32], rate, start).await.unwrap().err().unwrap_or_default());
}
