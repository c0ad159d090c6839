//! What is typed never becomes a header of a letter: each is read back as programs of mail read it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::people::MailAddress;
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Delivered, PASSWORD, STEWARD, Session};

/// What somebody may call themselves, a note, a community or a site.
const NAMES: [&str; 7] = [
    "Ana\r\nBcc: tous@exemple.org\r\n\r\n<b>corps</b>",
    "Roy, Ana; tous@exemple.org, <tous@exemple.org>",
    "\"Ana\" <tous@exemple.org>",
    "=?utf-8?q?Ana=0D=0ABcc=3A_tous=40exemple.org?= =?us-ascii?b?DQpCY2M6IHRvdXM=?=",
    "Ana (tous@exemple.org) \\\" \\ : [x]",
    "Éloïse\u{2028}Bcc: tous@exemple.org\u{85}To: tous@exemple.org",
    "Groupe: tous@exemple.org, autres@exemple.org;",
];

/// Sets a site up that is called so, by who is called so.
async fn set_up(site: &TestApp, name: &str) {
    let token = services::accounts::begin_set_up(&site.services().system("a test")).await.unwrap().unwrap();
    let typed = [
        ("name", name),
        ("mail", STEWARD),
        ("password", PASSWORD),
        ("site", name),
        ("language", "fr"),
        ("licence", "CC BY 4.0"),
    ];
    let done = site.send(None, &format!("/set-up/{}", token.as_str()), &typed).await;
    assert!(Session::opened_by(&done).is_some(), "{name:?}: {}", done.text());
}

/// That a letter is of the site and to one address, whatever it says.
fn is_one_letter(letter: &Delivered, typed: &str) {
    let [(name, address)] = letter.from.as_slice() else { panic!("{typed:?}: several send it: {:?}", letter.from) };
    assert_eq!(address, "lettres@exemple.org", "{typed:?}");
    // It is the name that was typed, as far as it is seen.
    let seen = |words: &str| words.chars().filter(|it| it.is_alphanumeric()).collect::<String>();
    assert_eq!(seen(name), seen(typed), "{typed:?}: {name:?}");
    for header in ["from", "to", "subject", "date", "message-id", "auto-submitted"] {
        assert_eq!(letter.all(header).len(), 1, "{typed:?}: {header}: {letter:?}");
    }
    for header in ["bcc", "cc", "reply-to", "sender"] {
        assert!(letter.all(header).is_empty(), "{typed:?}: {header}: {letter:?}");
    }
    let addresses = ["claire@exemple.org", "bruno@exemple.org", "zoe@exemple.org"];
    assert!(addresses.contains(&letter.to.as_str()), "{typed:?}: {letter:?}");
    assert!(!letter.subject.contains("tous") && !letter.subject.contains("Ana"), "{typed:?}: {letter:?}");
    assert!(!letter.html.contains("<b>corps"), "{typed:?}: {}", letter.html);
}

#[tokio::test]
async fn no_name_of_a_person_a_site_a_community_or_a_note_becomes_a_header() {
    for name in NAMES {
        for site in TestApp::all(9501).await {
            set_up(&site, name).await;
            let mut tx = site.store.store.read().await.unwrap();
            let mail = MailAddress::parse(STEWARD).unwrap();
            let (person, ..) = store::accounts::reached(&mut tx, &mail).await.unwrap().unwrap();
            drop(tx);
            let bruno = site.person_at(&format!("{name} 2"), "bruno@exemple.org").await;
            let community = site.community("tissage", name, true).await;
            site.edit(&Edit::Role(community, person, Role::Lead)).await;
            let (claire, his) = (site.session(person).await, site.session(bruno).await);
            let note = site.note(name).by(person).body("Un texte.").write().await;

            site.send(None, "/sign-in", &[("mail", STEWARD), ("by", "letter")]).await;
            site.send(None, "/reset", &[("mail", STEWARD)]).await;
            let wrote = site.send(Some(&his), &format!("/n/{note}/-/write"), &[("words", name)]).await;
            assert_eq!(wrote.status, StatusCode::SEE_OTHER, "{name:?}: {}", wrote.text());
            let asked = site.send(Some(&his), &format!("/n/{note}/-/ask"), &[("act", "ask"), ("reason", name)]).await;
            assert_eq!(asked.status, StatusCode::SEE_OTHER, "{name:?}: {}", asked.text());
            let invites = [("act", "invite"), ("mail", "zoe@exemple.org"), ("words", name)];
            let invited = site.send(Some(&claire), "/communities/tissage/-/requests", &invites).await;
            assert_eq!(invited.status, StatusCode::SEE_OTHER, "{name:?}: {}", invited.text());

            let tried = site.send(Some(&claire), "/admin/letters", &[("act", "trial")]).await;
            assert_eq!(tried.status, StatusCode::SEE_OTHER, "{name:?}: {}", tried.text());

            let letters = site.letters().await;
            assert_eq!(letters.len(), 6, "{name:?}: {letters:?}");
            for letter in &letters {
                is_one_letter(letter, name);
            }
        }
    }
}

#[tokio::test]
async fn letters_about_one_note_belong_together_and_those_about_a_membership_to_nothing() {
    for site in TestApp::all(9502).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let community = site.community("tissage", "Tissage", false).await;
        site.edit(&Edit::Role(community, ana, Role::Lead)).await;
        let (hers, his) = (site.session(ana).await, site.session(bruno).await);
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        for act in ["ask", "withdraw", "ask"] {
            site.chance.pass(3600);
            site.send(Some(&his), &format!("/n/{note}/-/ask"), &[("act", act), ("reason", "Pour aider.")]).await;
            site.letters().await;
        }
        for words in ["Bonjour.", "Encore."] {
            site.send(Some(&his), &format!("/n/{note}/-/write"), &[("words", words)]).await;
        }
        let invites = [("act", "invite"), ("mail", "zoe@exemple.org"), ("words", "")];
        site.send(Some(&hers), "/communities/tissage/-/requests", &invites).await;
        let letters = site.letters().await;
        let threads = |subject: &str| {
            let of = letters.iter().filter(|letter| letter.subject == subject);
            of.map(|letter| letter.all("references").concat()).collect::<Vec<_>>()
        };
        let asked = threads("À propos d’une note");
        assert!(!asked.is_empty() && asked.iter().all(|it| *it == format!("<{note}.thing@localhost>")), "{asked:?}");
        let wrote = threads("Un message à propos d’une note");
        assert!(wrote.len() == 2 && wrote[0] != wrote[1], "each exchange is one: {wrote:?}");
        assert!(wrote.iter().all(|it| it.ends_with(".thing@localhost>")), "{wrote:?}");
        let invited: Vec<_> = letters.iter().filter(|letter| letter.to == "zoe@exemple.org").collect();
        assert_eq!(invited.len(), 1);
        let whole = invited[0].headers.iter().map(|(_, value)| value.as_str()).collect::<String>();
        assert!(invited[0].all("references").is_empty() && !whole.contains("issage"), "{whole}");
        for letter in &letters {
            assert!(letter.all("list-unsubscribe").is_empty(), "what waits for an answer is not stopped: {letter:?}");
            assert!(letter.text.contains("http://localhost:8080") && letter.html.contains("<html lang=\"fr\""));
        }
    }
}
