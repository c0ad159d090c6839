//! Writing to those who answer for a note, and going on through the letters, as browsers would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{NoteId, PersonId};
use testkit::TestApp;
use testkit::site::{Answer, Delivered, Session, leads_to};

const DAY: i64 = 24 * 3600;
const HOUR: i64 = 3600;

async fn somebody(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

fn writing(note: NoteId) -> String {
    format!("/n/{note}/-/write")
}

/// Writes without an account.
async fn write_as(site: &TestApp, note: NoteId, name: &str, mail: &str, words: &str) -> Answer {
    site.send(None, &writing(note), &[("name", name), ("mail", mail), ("words", words)]).await
}

/// The letters to this address so far, oldest first.
async fn letters_to(site: &TestApp, mail: &str) -> Vec<Delivered> {
    site.letters().await.into_iter().filter(|letter| letter.to == mail).collect()
}

/// The last one, and where it leads.
async fn last_to(site: &TestApp, mail: &str) -> (Delivered, String) {
    let letter = letters_to(site, mail).await.pop().unwrap();
    let link = letter.leads_to().to_owned();
    (letter, link)
}

/// Sends an act at a secret address, in a browser of nobody.
async fn act(site: &TestApp, link: &str, act: &str, words: &str) -> Answer {
    site.send(None, link, &[("act", act), ("words", words)]).await
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn with_an_account_it_goes_at_once_and_the_answer_comes_back_with_addresses_hidden_both_ways() {
    for site in TestApp::all(7911).await {
        let (ana, _) = somebody(&site, "Ana Roy", "zqana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "zqbruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let shown = site.get(&format!("/n/{note}/ecluse")).await;
        assert!(shown.holds("Écrire à Ana Roy"), "{}", shown.text());
        let form = site.get_as(Some(&who), &writing(note)).await;
        assert!(!form.holds("name=\"mail\""), "{}", form.text());
        let empty = site.send(Some(&who), &writing(note), &[("words", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sent = site.send(Some(&who), &writing(note), &[("words", "Bonjour,\r\n\r\nla vanne fuit.")]).await;
        assert_eq!(leads_to(&sent), format!("{}?done=sent", writing(note)), "{}", sent.text());
        let page = site.get_as(Some(&who), leads_to(&sent)).await;
        assert!(
            page.holds("role=\"status\"") && !page.holds("data-form=\"write\""),
            "sent, no empty form: {}",
            page.text()
        );
        let again = format!("<a href=\"{}\">Écrire un autre message</a>", writing(note));
        assert!(page.holds(&again) && page.holds("Retourner à la note"), "{}", page.text());
        let (letter, link) = last_to(&site, "zqana@exemple.org").await;
        let text = one_line(&letter.text);
        assert!(text.contains("Bruno vous écrit à propos de « Écluse » :"), "{text}");
        assert!(text.contains("la vanne fuit.") && !text.contains("zqbruno"), "{text}");
        assert_eq!(letter.subject, "Un message à propos d’une note", "no name and no title stands in a header");

        // The author answers through the letter, without signing in.
        let page = site.get(&link).await;
        assert!(page.holds("la vanne fuit.") && !page.holds("zqbruno"), "{}", page.text());
        assert_eq!(page.header("cache-control"), "no-store");
        for _ in 0..2 {
            let answer = act(&site, &link, "answer", "Merci, on répare.").await;
            assert_eq!(leads_to(&answer), format!("{link}?done=yes"), "{}", answer.text());
        }
        let letters = letters_to(&site, "zqbruno@exemple.org").await;
        assert_eq!(letters.len(), 1, "sent twice, told once");
        let (answer, back) = last_to(&site, "zqbruno@exemple.org").await;
        let text = one_line(&answer.text);
        assert!(text.contains("Merci, on répare.") && !text.contains("zqana@"), "{text}");
        assert!(back != link && back.starts_with(&writing(note)), "each has an address of their own");
        assert_eq!(act(&site, &back, "answer", "Parfait.").await.status, StatusCode::SEE_OTHER);
        assert!(last_to(&site, "zqana@exemple.org").await.0.text.contains("Parfait."));
        let page = site.get(&back).await;
        for words in ["la vanne fuit.", "Merci, on répare.", "Parfait."] {
            assert!(page.holds(words), "{words}: {}", page.text());
        }
        assert!(!page.holds("zqana@") && !page.holds("Ne plus recevoir"), "{}", page.text());
    }
}

#[tokio::test]
async fn without_account_the_address_is_confirmed_first_and_nothing_tells_whether_it_is_known() {
    for site in TestApp::all(7912).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let wrong = write_as(&site, note, "", "zoe", "Bonjour").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.holds("value=\"zoe\"") && wrong.holds("Bonjour"), "what was typed is there still");
        let known = write_as(&site, note, "Zqzoé", "bruno@exemple.org", "zqmots").await;
        let unknown = write_as(&site, note, "Zqzoé", "zoe@exemple.org", "zqmots").await;
        assert_eq!(known, unknown);
        let page = site.get(leads_to(&known)).await;
        assert!(page.holds("Ouvrez cette lettre") && !page.holds("data-form=\"write\""), "{}", page.text());
        assert!(letters_to(&site, "ana@exemple.org").await.is_empty(), "it waits");
        for mail in ["bruno@exemple.org", "zoe@exemple.org"] {
            let (letter, _) = last_to(&site, mail).await;
            assert_eq!(letter.subject, "Confirmer votre message");
            let typed = ["Zqzoé", "zqmots"].iter().any(|typed| letter.text.contains(typed));
            assert!(!typed, "anybody may have typed this address: {}", letter.text);
        }
        let (_, link) = last_to(&site, "zoe@exemple.org").await;
        // Looking sends nothing: programs follow links too.
        assert!(site.get(&link).await.holds("zqmots"));
        assert_eq!(act(&site, &link, "answer", "Encore").await.status, StatusCode::NOT_FOUND, "not before");
        assert!(letters_to(&site, "ana@exemple.org").await.is_empty());
        for _ in 0..2 {
            assert_eq!(leads_to(&act(&site, &link, "confirm", "").await), format!("{link}?done=yes"));
        }
        let told = letters_to(&site, "ana@exemple.org").await;
        assert_eq!(told.len(), 1, "confirmed twice, sent once");
        assert!(told[0].text.contains("zqmots") && !told[0].text.contains("zoe@"), "{}", told[0].text);
        act(&site, told[0].leads_to(), "answer", "Bonjour Zoé.").await;
        let (answer, back) = last_to(&site, "zoe@exemple.org").await;
        assert!(answer.text.contains("Bonjour Zoé.") && !answer.text.contains("ana@"), "{}", answer.text);
        assert!(site.get(&back).await.holds("Bonjour Zoé."));
    }
}

#[tokio::test]
async fn what_is_not_confirmed_within_a_day_is_forgotten_and_an_exchange_ninety_days_after_its_last_word() {
    for site in TestApp::all(7913).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        write_as(&site, note, "Zoé", "zoe@exemple.org", "Bonjour").await;
        let (_, late) = last_to(&site, "zoe@exemple.org").await;
        site.chance.pass(25 * HOUR);
        assert_eq!(site.get(&late).await.status, StatusCode::NOT_FOUND);
        assert_eq!(act(&site, &late, "confirm", "").await.status, StatusCode::NOT_FOUND);
        assert!(letters_to(&site, "ana@exemple.org").await.is_empty());

        write_as(&site, note, "Zoé", "zoe@exemple.org", "Bonjour").await;
        let (_, link) = last_to(&site, "zoe@exemple.org").await;
        act(&site, &link, "confirm", "").await;
        let (_, theirs) = last_to(&site, "ana@exemple.org").await;
        site.chance.pass(80 * DAY);
        act(&site, &theirs, "answer", "Pardon du délai.").await;
        site.chance.pass(80 * DAY);
        assert_eq!(site.get(&link).await.status, StatusCode::OK, "the last word counts");
        site.chance.pass(11 * DAY);
        for gone in [&link, &theirs] {
            assert_eq!(site.get(gone).await.status, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn of_kept_notes_it_goes_to_the_keeper() {
    for site in TestApp::all(7914).await {
        let (lea, _) = somebody(&site, "Léa", "lea@exemple.org").await;
        let (chloe, _) = somebody(&site, "Chloé", "chloe@exemple.org").await;
        let weavers = site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        for (person, role) in [(lea, Role::Lead), (chloe, Role::Facilitator)] {
            services::admin::add_member(&system, "tissage", &person.to_string(), role).await.unwrap();
        }
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let signature = site.signature("Zoé").await;
        let note = site.note("Écluse").signed(signature).body("Un texte.").linked_to(weavers).write().await;
        let shown = site.get(&format!("/n/{note}/ecluse")).await;
        assert!(shown.holds("Écrire aux personnes qui la tiennent à jour"), "{}", shown.text());
        site.send(Some(&who), &writing(note), &[("words", "Bonjour")]).await;
        assert_eq!(letters_to(&site, "lea@exemple.org").await.len(), 1);
        assert!(letters_to(&site, "chloe@exemple.org").await.is_empty());
        // Nobody keeps this one, and those who run the site have no address.
        site.steward("Claire").await;
        let alone = site.note("Digue").signed(signature).body("Un texte.").write().await;
        let nobody = site.send(Some(&who), &writing(alone), &[("words", "Bonjour")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.holds("n’arriverait à personne"), "{}", nobody.text());
    }
}

#[tokio::test]
async fn only_who_reads_the_note_writes_and_who_reads_it_no_more_goes_on_without_its_title() {
    for site in TestApp::all(7915).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let hidden = site.note("Zqdigue").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let absent = NoteId::from_bytes([9; 16]);
        for session in [None, Some(&who)] {
            let there = site.get_as(session, &writing(hidden)).await;
            assert_eq!(there.status, StatusCode::NOT_FOUND);
            assert_eq!(there, site.get_as(session, &writing(absent)).await);
            let form = [("words", "x"), ("name", "x"), ("mail", "x@exemple.org")];
            assert_eq!(site.send(session, &writing(hidden), &form).await.status, StatusCode::NOT_FOUND);
        }
        let note = site.note("Zqécluse").by(ana).body("Un texte.").visible_to(Visibility::SignedIn).write().await;
        site.send(Some(&who), &writing(note), &[("words", "Bonjour")]).await;
        let (_, theirs) = last_to(&site, "ana@exemple.org").await;
        act(&site, &theirs, "answer", "Bonjour!").await;
        let (first, link) = last_to(&site, "bruno@exemple.org").await;
        assert!(first.text.contains("Zqécluse") && site.get(&link).await.holds("Zqécluse"));
        let narrow = [("act", "visibility"), ("visibility", "authors")];
        site.send(Some(&author), &format!("/n/{note}/-/rights"), &narrow).await;
        assert!(!site.get(&link).await.holds("Zqécluse"));
        act(&site, &link, "answer", "Encore un mot.").await;
        act(&site, &theirs, "answer", "Un dernier.").await;
        let (last, _) = last_to(&site, "bruno@exemple.org").await;
        assert!(last.text.contains("Un dernier.") && !last.text.contains("Zqécluse"), "{}", last.text);
    }
}

#[tokio::test]
async fn an_author_may_receive_no_more_messages_from_a_person_and_may_again() {
    for site in TestApp::all(7916).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let other = site.note("Digue").by(ana).body("Un texte.").write().await;
        site.send(Some(&who), &writing(note), &[("words", "Bonjour")]).await;
        let (_, theirs) = last_to(&site, "ana@exemple.org").await;
        act(&site, &theirs, "answer", "Bonjour.").await;
        let (_, back) = last_to(&site, "bruno@exemple.org").await;
        assert_eq!(act(&site, &back, "unhear", "").await.status, StatusCode::NOT_FOUND, "not theirs to say");
        assert_eq!(act(&site, &theirs, "unhear", "").await.status, StatusCode::SEE_OTHER);
        assert!(site.get(&theirs).await.holds("Vous ne recevez plus de messages de cette personne."));
        assert!(site.get(&back).await.holds("n’arrivent plus à personne"));
        assert_eq!(act(&site, &back, "answer", "Encore").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = site.send(Some(&who), &writing(other), &[("words", "Autre chose")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "nor about another note");
        write_as(&site, other, "Bruno", "bruno@exemple.org", "Sans compte").await;
        let (_, confirms) = last_to(&site, "bruno@exemple.org").await;
        assert_eq!(act(&site, &confirms, "confirm", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(letters_to(&site, "ana@exemple.org").await.len(), 1);
        assert_eq!(act(&site, &theirs, "hear", "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(act(&site, &back, "answer", "Encore").await.status, StatusCode::SEE_OTHER);
        assert_eq!(letters_to(&site, "ana@exemple.org").await.len(), 2);
    }
}

#[tokio::test]
async fn who_answers_for_the_note_no_more_follows_no_letter_of_before() {
    for site in TestApp::all(7917).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (chloe, leaves) = somebody(&site, "Chloé", "chloe@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).by(chloe).body("Un texte.").write().await;
        assert!(site.get(&format!("/n/{note}/ecluse")).await.holds("Écrire aux auteurs et autrices"));
        site.send(Some(&who), &writing(note), &[("words", "Bonjour")]).await;
        let (_, theirs) = last_to(&site, "chloe@exemple.org").await;
        assert_eq!(site.get(&theirs).await.status, StatusCode::OK);
        site.send(Some(&leaves), &format!("/n/{note}/-/rights"), &[("act", "leave")]).await;
        assert_eq!(site.get(&theirs).await.status, StatusCode::NOT_FOUND);
        assert_eq!(act(&site, &theirs, "answer", "Encore là").await.status, StatusCode::NOT_FOUND);
        // Nor does an address of one note lead anywhere under another.
        let (_, anas) = last_to(&site, "ana@exemple.org").await;
        let other = site.note("Digue").by(ana).body("Un texte.").write().await;
        let elsewhere = anas.replace(&note.to_string(), &other.to_string());
        assert_eq!(site.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn nothing_that_is_typed_begins_a_header_and_nobody_writes_without_end() {
    for site in TestApp::all(7918).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let hostile = "Zoé\r\nBcc: tous@exemple.org\r\nReply-To: zoe@exemple.org\r\n\r\n<b>corps</b>";
        let sent = write_as(&site, note, hostile, "zoe@exemple.org", hostile).await;
        if sent.status == StatusCode::SEE_OTHER {
            let (_, link) = last_to(&site, "zoe@exemple.org").await;
            assert_eq!(act(&site, &link, "confirm", "").await.status, StatusCode::SEE_OTHER);
            let (letter, _) = last_to(&site, "ana@exemple.org").await;
            assert_eq!(
                (letter.to.as_str(), letter.subject.as_str()),
                ("ana@exemple.org", "Un message à propos d’une note")
            );
            assert!(!letter.html.contains("<b>"), "{}", letter.html);
        } else {
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert!(site.letters().await.iter().all(|letter| !letter.to.contains("tous@")));
        for mail in ["zoe@exemple.org\r\nBcc: tous@exemple.org", "zoe@exemple.org, tous@exemple.org"] {
            let refused = write_as(&site, note, "Zoé", mail, "Bonjour").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{mail}");
        }

        let mut last = StatusCode::SEE_OTHER;
        for number in 0..11 {
            let words = format!("Message {number}");
            last = site.send(Some(&who), &writing(note), &[("words", words.as_str())]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "ten at once, by account");
        for number in 0..4 {
            last = write_as(&site, note, "Léa", "lea@exemple.org", &format!("Message {number}")).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "three letters to one address");
    }
}
