//! How people come in, asked as a browser would: the first steward, signing in and out, an address where a password is chosen.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::LanguageTag;
use domain::networks::Network;
use services::accounts::Browser;
use services::passkeys::{self, Answer, Passkeys};
use testkit::TestApp;
use testkit::site::{self, PASSWORD, Session, leads_to};

const OTHER: &str = "ruelle-guimauve-septembre";

async fn set_up_address(site: &TestApp) -> Option<String> {
    let ctx = site.services().system("a test");
    let token = services::accounts::begin_set_up(&ctx).await.unwrap()?;
    Some(format!("/set-up/{}", token.as_str()))
}

fn claire<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", "Claire Bélanger"),
        ("mail", "Claire@Exemple.org"),
        ("password", PASSWORD),
        ("site", "Réseau des Rives"),
        ("language", "fr"),
        ("licence", "CC BY 4.0"),
    ]
}

async fn sign_in(site: &TestApp, mail: &str, password: &str) -> site::Answer {
    site.send(None, "/sign-in", &[("mail", mail), ("password", password), ("to", "/recent")]).await
}

#[tokio::test]
async fn whoever_holds_the_one_time_address_becomes_the_first_steward_and_nobody_after() {
    for site in TestApp::all(501).await {
        let (address, of_another_node) = (set_up_address(&site).await.unwrap(), set_up_address(&site).await.unwrap());
        let form = site.get(&address).await;
        assert_eq!((form.status, form.header("cache-control")), (StatusCode::OK, "no-store"));
        // Kept by the names of before: it follows at once.
        let unopened = site.get("/").await;
        assert!(unopened.holds("<span>Sillage</span>") && unopened.holds("Personne n’administre encore ce site"));
        assert!(site.get("/absent").await.text().contains("<span>Sillage</span>"));

        let done = site.send(None, &address, &claire()).await;
        assert_eq!((done.status, leads_to(&done)), (StatusCode::SEE_OTHER, "/"), "{}", done.text());
        let cookie = done.header("set-cookie");
        assert!(cookie.contains("; Secure; HttpOnly; SameSite=Lax") && cookie.contains("Path=/;"), "{cookie}");
        let claire_in = Session::opened_by(&done).unwrap();
        let home = site.get_as(Some(&claire_in), "/").await.text();
        assert!(home.contains("Claire Bélanger") && home.contains("<span>Réseau des Rives</span>"), "{home}");
        assert_eq!(site.get_as(Some(&claire_in), "/wanted").await.status, StatusCode::OK);
        let begin = home.split_once("data-part=\"begin\"").unwrap().1.split_once("</section>").unwrap().0;
        let begin: Vec<_> = begin.split("href=\"").skip(1).map(|it| it.split_once('"').unwrap().0).collect();
        assert!(begin.contains(&"/new") && begin.contains(&"/admin/registration"), "{begin:?}");
        for first_step in begin {
            assert_eq!(site.get_as(Some(&claire_in), first_step).await.status, StatusCode::OK, "{first_step}");
        }
        let opened = site.get("/").await;
        assert!(opened.holds("<span>Réseau des Rives</span>") && !opened.holds("Personne n’administre"));
        assert!(!opened.holds("data-part=\"begin\""));
        assert!(site.get("/absent").await.text().contains("<span>Réseau des Rives</span>"));

        for address in [&address, &of_another_node] {
            for answer in [site.get(address).await, site.send(None, address, &claire()).await] {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
                assert_eq!(answer.body, site.get("/set-up/never").await.body);
            }
        }
        assert_eq!(set_up_address(&site).await, None, "a site that somebody runs offers none");
    }
}

#[tokio::test]
async fn of_two_who_set_the_site_up_at_once_one_runs_it() {
    for site in TestApp::all(502).await {
        let (one, two) = (set_up_address(&site).await.unwrap(), set_up_address(&site).await.unwrap());
        let bruno = claire().into_iter().map(|(name, value)| match name {
            "mail" => (name, "bruno@exemple.org"),
            _ => (name, value),
        });
        let bruno: Vec<_> = bruno.collect();
        let form = claire();
        let (first, second) = tokio::join!(site.send(None, &one, &form), site.send(None, &two, &bruno));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404]);
    }
}

#[tokio::test]
async fn a_form_that_fails_keeps_what_was_typed_but_the_password_and_says_what_to_do() {
    for site in TestApp::all(503).await {
        let address = set_up_address(&site).await.unwrap();
        let mut typed = claire();
        for (name, value) in &mut typed {
            match *name {
                "mail" => *value = "claire <b>@exemple",
                "password" => *value = "motdepasse1",
                "name" => *value = "",
                _ => {}
            }
        }
        let answer = site.send(None, &address, &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(page.contains("role=\"alert\"") && page.matches("aria-invalid=\"true\"").count() == 3, "{page}");
        assert!(
            page.contains("value=\"claire &#60;b&#62;@exemple\"") && page.contains("value=\"Réseau des Rives\""),
            "{page}"
        );
        assert!(!page.contains("motdepasse1") && page.contains("serait vite deviné"), "{page}");
        assert!(page.contains("aria-describedby=\"password-hint password-wrong\""), "{page}");
        assert_eq!(site.send(None, &address, &claire()).await.status, StatusCode::SEE_OTHER, "and it still serves");
    }
}

#[tokio::test]
async fn rule_9_nothing_tells_whether_an_address_is_known() {
    for site in TestApp::all(504).await {
        let address = set_up_address(&site).await.unwrap();
        site.send(None, &address, &claire()).await;
        let known = sign_in(&site, "claire@exemple.org", "not the password").await;
        let unknown = sign_in(&site, "nobody@exemple.org", "not the password").await;
        let none = sign_in(&site, "no address at all", "").await;
        assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = |answer: &site::Answer, mail: &str| answer.text().replace(mail, "MAIL");
        assert_eq!(words(&known, "claire@exemple.org"), words(&unknown, "nobody@exemple.org"));
        assert_eq!(words(&known, "claire@exemple.org"), words(&none, "no address at all"));
        assert_eq!((known.status, &known.headers), (unknown.status, &unknown.headers));
        assert!(Session::opened_by(&known).is_none());
    }
}

#[tokio::test]
async fn a_session_begins_at_sign_in_whatever_the_capitals_of_the_address_and_ends_at_sign_out() {
    for site in TestApp::all(505).await {
        let address = set_up_address(&site).await.unwrap();
        site.send(None, &address, &claire()).await;
        let answer = sign_in(&site, " CLAIRE@exemple.ORG ", PASSWORD).await;
        assert_eq!((answer.status, leads_to(&answer)), (StatusCode::SEE_OTHER, "/recent"));
        let session = Session::opened_by(&answer).unwrap();
        assert_eq!(site.get_as(Some(&session), "/wanted").await.status, StatusCode::OK);
        let form = [("mail", "claire@exemple.org"), ("password", PASSWORD)];
        let again = Session::opened_by(&site.send(Some(&session), "/sign-in", &form).await).unwrap();
        assert_eq!(
            site.get_as(Some(&session), "/wanted").await.status,
            StatusCode::NOT_FOUND,
            "a new one takes its place"
        );
        let session = again;
        let out = site.send(Some(&session), "/sign-out", &[]).await;
        assert_eq!((out.status, leads_to(&out)), (StatusCode::SEE_OTHER, "/"));
        assert!(
            out.header("set-cookie").contains("__Host-sillage=; ") && out.header("set-cookie").contains("Max-Age=0")
        );
        assert_eq!(site.get_as(Some(&session), "/wanted").await.status, StatusCode::NOT_FOUND, "it serves no more");
        for to in
            ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nset-cookie: b"]
        {
            let form = [("mail", "claire@exemple.org"), ("password", PASSWORD), ("to", to)];
            assert_eq!(leads_to(&site.send(None, "/sign-in", &form).await), "/", "{to}");
        }
    }
}

#[tokio::test]
async fn who_signs_in_from_a_page_comes_back_to_it_and_who_may_not_see_one_is_told_to_sign_in() {
    for site in TestApp::all(531).await {
        let session = site.set_up().await;
        let here = "http://localhost:8080";
        let leads = async |from: &str| {
            let form = site.ask("GET", "/sign-in", &[("referer", from)]).await.text();
            let (_, to) = form.split_once("name=\"to\" value=\"").unwrap();
            to.split_once('"').unwrap().0.to_owned()
        };
        assert_eq!(leads(&format!("{here}/notebooks?after=3")).await, "/notebooks?after=3");
        for step in ["/sign-in", "/sign-up", "/set-up/abc", "/reset/abc", "/invitation/abc"] {
            assert_eq!(leads(&format!("{here}{step}")).await, "", "{step} is a step of coming in");
        }
        for elsewhere in ["https://evil.example/notebooks", &format!("{here}.evil.example/x"), "/notebooks"] {
            assert_eq!(leads(elsewhere).await, "", "{elsewhere}");
        }
        let absent = site.get("/n/absent").await;
        assert!(
            absent.status == StatusCode::NOT_FOUND && absent.holds("<li><a href=\"/sign-in\""),
            "{}",
            absent.text()
        );
        assert!(!site.get_as(Some(&session), "/n/absent").await.holds("href=\"/sign-in\""));
    }
}

#[tokio::test]
async fn a_form_of_another_site_signs_nobody_in_or_out() {
    for site in TestApp::all(506).await {
        let address = set_up_address(&site).await.unwrap();
        let session = Session::opened_by(&site.send(None, &address, &claire()).await).unwrap();
        for path in ["/sign-in", "/sign-out", "/demo", "/theme"] {
            for from in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
                let answer = site.ask_as(Some(&session), "POST", path, &[from]).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {from:?}");
            }
        }
        assert_eq!(site.get_as(Some(&session), "/wanted").await.status, StatusCode::OK, "the session goes on");
    }
}

#[tokio::test]
async fn an_address_where_a_password_is_chosen_serves_once_and_ends_the_other_sessions() {
    for site in TestApp::all(507).await {
        let ctx = site.services().system("a test");
        let french = LanguageTag::french();
        let made = services::accounts::create_steward(&ctx, "Bruno Roy", "bruno@exemple.org", &french).await;
        let (bruno, token) = made.unwrap();
        let again = services::accounts::create_steward(&ctx, "Bruno", "Bruno@exemple.org", &french).await;
        assert!(matches!(again, Err(services::Error::Invalid("mail_taken"))), "{again:?}");
        let (address, before) = (format!("/reset/{}", token.as_str()), site.session(bruno).await);
        assert_eq!(
            sign_in(&site, "bruno@exemple.org", "").await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "no password yet"
        );
        assert!(site.get(&address).await.text().contains("value=\"bruno@exemple.org\""));
        let weak = site.send(None, &address, &[("password", "bruno@exemple.org")]).await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY, "what would be tried first");
        let done = site.send(None, &address, &[("password", OTHER)]).await;
        let session = Session::opened_by(&done).unwrap();
        assert_eq!(site.get_as(Some(&session), "/wanted").await.status, StatusCode::OK);
        assert_eq!(site.get_as(Some(&before), "/wanted").await.status, StatusCode::NOT_FOUND, "it ended");
        assert_eq!(site.send(None, &address, &[("password", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
        assert!(Session::opened_by(&sign_in(&site, "bruno@exemple.org", OTHER).await).is_some());
        assert_eq!(set_up_address(&site).await, None, "somebody runs the site");
    }
}

#[tokio::test]
async fn a_letter_opens_the_account_once_or_lets_choose_a_password_and_nothing_tells_whether_the_address_is_known() {
    for site in TestApp::all(515).await {
        let address = set_up_address(&site).await.unwrap();
        site.send(None, &address, &claire()).await;
        let asked = async |path: &str, mail: &str| {
            let answer = site.send(None, path, &[("mail", mail), ("by", "letter")]).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {mail}");
            let known = mail.starts_with("claire");
            assert_eq!(site.letters().await.len() - usize::from(known), 0, "{path} {mail}: letters");
            answer.text().replace(mail, "MAIL")
        };
        // A letter each, to who has an account; another site of the same seed for each path, as letters are counted from none.
        let pages = [asked("/sign-in", "nobody@exemple.org").await, asked("/sign-in", "claire@exemple.org").await];
        assert_eq!(pages[0], pages[1], "the same words");
        let letter = site.letters().await.remove(0);
        assert_eq!(letter.to, "Claire@Exemple.org".to_lowercase(), "as it was typed now");
        assert!(letter.text.contains("Claire Bélanger") && letter.text.contains("Réseau des Rives"), "{}", letter.text);
        assert!(letter.html.contains(letter.leads_to()) && letter.leads_to().starts_with("/sign-in/"), "{letter:?}");

        let link = letter.leads_to();
        let form = site.get(link).await;
        assert!(form.status == StatusCode::OK && form.text().contains("Claire Bélanger"), "{}", form.text());
        assert_eq!(site.get(link).await.status, StatusCode::OK, "to look at it uses it up for nobody");
        let session = Session::opened_by(&site.send(None, link, &[]).await).unwrap();
        assert_eq!(site.get_as(Some(&session), "/wanted").await.status, StatusCode::OK);
        for answer in [site.get(link).await, site.send(None, link, &[]).await] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "it serves once");
            assert_eq!(answer.body, site.get("/sign-in/never").await.body);
        }

        site.send(None, "/reset", &[("mail", "claire@exemple.org")]).await;
        let letters = site.letters().await;
        let link = letters.last().unwrap().leads_to();
        assert!(link.starts_with("/reset/") && letters.len() == 2, "{letters:?}");
        assert!(Session::opened_by(&site.send(None, link, &[("password", OTHER)]).await).is_some());
        assert_eq!(site.get_as(Some(&session), "/wanted").await.status, StatusCode::NOT_FOUND, "other sessions end");
        assert!(Session::opened_by(&sign_in(&site, "claire@exemple.org", OTHER).await).is_some());
    }
}

#[tokio::test]
async fn a_link_of_a_letter_ends_with_its_time_and_letters_are_not_asked_for_without_end() {
    for site in TestApp::all(516).await {
        let address = set_up_address(&site).await.unwrap();
        site.send(None, &address, &claire()).await;
        for (path, seconds) in [("/sign-in", 15 * 60), ("/reset", 3600)] {
            let before = site.letters().await.len();
            site.send(None, path, &[("mail", "claire@exemple.org"), ("by", "letter")]).await;
            let letters = site.letters().await;
            let link = letters.last().unwrap().leads_to().to_owned();
            assert_eq!(letters.len(), before + 1);
            site.chance.pass(seconds - 60);
            assert_eq!(site.get(&link).await.status, StatusCode::OK, "{link}");
            site.chance.pass(60);
            assert_eq!(site.get(&link).await.status, StatusCode::NOT_FOUND, "{link}");
        }
        site.chance.pass(3600);
        for mail in ["claire@exemple.org", "nobody@exemple.org"] {
            for _ in 0..3 {
                assert_eq!(site.send(None, "/reset", &[("mail", mail)]).await.status, StatusCode::OK);
            }
            let answer = site.send(None, "/reset", &[("mail", mail)]).await;
            assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "600"), "{mail}");
            assert!(answer.text().contains(mail), "what was typed stays");
        }
        let answer = site.send(None, "/reset", &[("mail", "pas une adresse")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("pas une adresse") && answer.text().contains("aria-invalid"));
    }
}

#[tokio::test]
async fn who_guesses_waits_whether_the_address_is_known_or_not_and_who_knows_is_forgiven() {
    for site in TestApp::all(511).await {
        let address = set_up_address(&site).await.unwrap();
        site.send(None, &address, &claire()).await;
        for mail in ["claire@exemple.org", "nobody@exemple.org"] {
            for number in 0..10 {
                let answer = sign_in(&site, mail, "").await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{mail} {number}");
            }
            let answer = sign_in(&site, &mail.to_uppercase(), PASSWORD).await;
            assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "120"), "{mail}");
            let page = answer.text();
            assert!(page.contains("Attendez 2 minutes") && page.contains(&mail.to_uppercase()), "{page}");
            assert!(Session::opened_by(&answer).is_none(), "not even with the password");
        }
        site.chance.pass(119);
        assert_eq!(sign_in(&site, "claire@exemple.org", PASSWORD).await.header("retry-after"), "1");
        site.chance.pass(1);
        assert!(Session::opened_by(&sign_in(&site, "claire@exemple.org", PASSWORD).await).is_some());
        for _ in 0..10 {
            assert_eq!(sign_in(&site, "claire@exemple.org", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
}

#[tokio::test]
async fn a_block_of_addresses_waits_and_its_neighbours_do_not() {
    for site in TestApp::all(512).await {
        let ctx = site.services().visitor();
        let passkeys = Passkeys::at("http://localhost:8080", "Sillage").unwrap();
        let answer = Answer { passkeys: &passkeys, ceremony: "", answer: "" };
        let tries = async |address: &str| {
            let network = Some(Network::of(address.parse().unwrap()));
            passkeys::sign_in(&ctx, &answer, Browser { network, ..Browser::default() }).await
        };
        for number in 0..60 {
            assert!(matches!(tries("203.0.113.9").await, Ok(None)), "{number}");
        }
        let refused = tries("203.0.113.200").await;
        assert!(matches!(refused, Err(services::Error::TooOften(10))), "{refused:?}");
        assert!(matches!(tries("203.0.112.9").await, Ok(None)), "another block");
        site.chance.pass(10);
        assert!(matches!(tries("203.0.113.9").await, Ok(None)), "one more");
        assert!(tries("203.0.113.9").await.is_err());
        let network = Some(Network::of("203.0.113.9".parse().unwrap()));
        assert!(passkeys::begin_sign_in(&ctx, &passkeys, network).await.is_ok(), "what is shown is counted apart");
    }
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_for_a_week_and_in_any_case_after_a_month() {
    for site in TestApp::all(513).await {
        let address = set_up_address(&site).await.unwrap();
        let forgotten = Session::opened_by(&site.send(None, &address, &claire()).await).unwrap();
        let used = Session::opened_by(&sign_in(&site, "claire@exemple.org", PASSWORD).await).unwrap();
        let is_open = async |session: &Session| site.get_as(Some(session), "/wanted").await.status == StatusCode::OK;
        for day in [6, 12, 18, 24] {
            site.chance.pass(6 * 24 * 3600);
            assert!(is_open(&used).await, "day {day}");
        }
        assert!(!is_open(&forgotten).await);
        site.chance.pass(6 * 24 * 3600);
        assert!(!is_open(&used).await, "a month is over");
    }
}

#[tokio::test]
async fn a_person_sees_their_own_sessions_and_ends_one_or_all_others_and_nobody_elses() {
    for site in TestApp::all(514).await {
        let address = set_up_address(&site).await.unwrap();
        let here = Session::opened_by(&site.send(None, &address, &claire()).await).unwrap();
        let ctx = site.services().system("a test");
        let made =
            services::accounts::create_steward(&ctx, "Bruno Roy", "bruno@exemple.org", &LanguageTag::french()).await;
        let of_bruno = site.session(made.unwrap().0).await;
        let [phone, office] = [
            sign_in(&site, "claire@exemple.org", PASSWORD).await,
            sign_in(&site, "claire@exemple.org", PASSWORD).await,
        ]
        .map(|answer| Session::opened_by(&answer).unwrap());
        let open = async |session: &Session| site.get_as(Some(session), "/wanted").await.status == StatusCode::OK;
        // The buttons of a page, each with the session that it ends.
        let buttons = async |session: &Session| {
            let page = site.get_as(Some(session), "/me/sessions").await;
            assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
            let page = page.text();
            assert_eq!(page.matches("aria-current=\"true\"").count(), 1, "{page}");
            let ids = page.split("name=\"session\" value=\"").skip(1);
            ids.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        let of_claire = buttons(&here).await;
        assert_eq!(of_claire.len(), 3, "two others, and all of them: {of_claire:?}");
        assert!(buttons(&of_bruno).await.is_empty(), "alone");
        let end = async |session: &Session, id: &str| {
            let answer = site.send(Some(session), "/me/sessions", &[("session", id)]).await;
            (answer.status, leads_to(&answer).to_owned())
        };
        let done = (StatusCode::SEE_OTHER, "/me/sessions".to_owned());
        let [one, ..] = &of_claire[..] else { panic!("no session") };
        assert_eq!(end(&of_bruno, one).await, done, "it says nothing of who has it");
        assert!(open(&phone).await && open(&office).await);
        assert_eq!(end(&here, one).await, done);
        assert_eq!(u8::from(open(&phone).await) + u8::from(open(&office).await), 1, "one ended");
        assert_eq!(end(&here, "others").await, done);
        assert!(!open(&phone).await && !open(&office).await && open(&here).await && open(&of_bruno).await);
        assert_eq!(end(&here, "x").await.0, StatusCode::NOT_FOUND);
        for answer in [site.get("/me/sessions").await, site.send(None, "/me/sessions", &[("session", one)]).await] {
            assert_eq!(leads_to(&answer), "/sign-in?to=%2Fme%2Fsessions");
        }
    }
}

/// The secret of a ceremony that a browser begins there.
async fn ceremony(site: &TestApp, path: &str) -> String {
    let answer = site.send(None, path, &[("mail", "claire@exemple.org"), ("name", "Claire")]).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"), "{path}");
    let words: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
    assert!(words.pointer("/options/challenge").is_some(), "{words}");
    assert!(answer.text().matches("claire@").count() <= 1 && Session::opened_by(&answer).is_none());
    words.get("ceremony").and_then(|it| it.as_str()).unwrap().to_owned()
}

#[tokio::test]
async fn no_words_take_the_place_of_a_passkey_and_what_was_typed_stays() {
    for site in TestApp::all(510).await {
        let address = set_up_address(&site).await.unwrap();
        for of in ["/sign-in/passkey", &format!("{address}/passkey"), "none"] {
            let ceremony = if of == "none" { "0a".repeat(32) } else { ceremony(&site, of).await };
            let shown = [("ceremony", ceremony.as_str()), ("passkey", "{\"id\":\"\",\"type\":\"public-key\"}")];
            let mut typed = claire();
            typed.retain(|(name, _)| *name != "password");
            typed.extend(shown);
            let answer = site.send(None, &address, &typed).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{of}");
            let page = answer.text();
            assert!(
                page.contains("n’a pas pu être enregistrée") && page.contains("value=\"Réseau des Rives\""),
                "{page}"
            );
            assert!(page.contains("name=\"passkey\" value=\"\""), "it would be refused again: {page}");
            let answer = site.send(None, "/sign-in", &shown).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{of}");
            assert!(answer.text().contains("n’ouvre aucun compte ici"), "{of}");
            assert!(Session::opened_by(&answer).is_none());
        }
        let unknown = format!("/reset/{}/passkey", "0a".repeat(32));
        assert_eq!(site.send(None, &unknown, &[]).await.status, StatusCode::NOT_FOUND);
        site.send(None, &address, &claire()).await;
        assert_eq!(site.send(None, &format!("{address}/passkey"), &[]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn one_time_addresses_end_with_their_time() {
    for site in TestApp::all(508).await {
        let address = set_up_address(&site).await.unwrap();
        site.chance.pass(7 * 24 * 3600 + 1);
        assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
        assert!(set_up_address(&site).await.is_some(), "each start gives another");
    }
}

#[tokio::test]
async fn the_people_of_the_demonstration_are_tried_nowhere_but_on_the_machine_itself() {
    for site in TestApp::all(509).await {
        let answer = site.get("/demo").await;
        assert_eq!((answer.status, answer.body), (StatusCode::NOT_FOUND, site.get("/absent").await.body));
        assert_eq!(site.send(None, "/demo", &[("person", "x")]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_session_whose_person_may_more_gets_a_new_token_at_its_next_request() {
    for site in TestApp::all(517).await {
        let address = set_up_address(&site).await.unwrap();
        let done = site.send_from("Un navigateur", &address, &claire()).await;
        let before = Session::opened_by(&done).unwrap();
        let ctx = site.services().system("a test");
        services::admin::add_community(&ctx, "rives", "Les Rives", true).await.unwrap();
        services::admin::add_member(&ctx, "rives", "Claire Bélanger", domain::communities::Role::Lead).await.unwrap();
        let answer = site.get_as(Some(&before), "/recent").await;
        let renewed = Session::opened_by(&answer).unwrap();
        assert!(Session::opened_by(&site.get_as(Some(&renewed), "/recent").await).is_none(), "once");
        // What was asked at the same moment is answered too; then the token of before is nobody's.
        assert_eq!(site.get_as(Some(&before), "/wanted").await.status, StatusCode::OK);
        site.chance.pass(61);
        assert_eq!(site.get_as(Some(&before), "/wanted").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(Some(&renewed), "/wanted").await.status, StatusCode::OK);
    }
}
