//! Who makes an account, and how, asked as a browser would: openly, on request, by invitation; what is accepted with it; what the
//! site says of itself.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::LanguageTag;
use domain::site::Registration;
use scraper::{Html, Selector};
use services::registration::{self, Invitee};
use testkit::TestApp;
use testkit::site::{Answer, PASSWORD, STEWARD, Session, leads_to};

async fn set(site: &TestApp, mode: Registration) {
    registration::set(&site.services().system("a test"), Some(mode), None).await.unwrap();
}

/// The address that the last letter leads to.
async fn last_link(site: &TestApp) -> String {
    site.letters().await.last().unwrap().leads_to().to_owned()
}

fn typed<'a>(name: &'a str, reason: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("language", "fr"),
        ("reason", reason),
        ("password", PASSWORD),
        ("age", "yes"),
        ("accepts", "privacy:1 terms:1"),
    ]
}

async fn sign_in(site: &TestApp, mail: &str) -> Option<Session> {
    Session::opened_by(&site.send(None, "/sign-in", &[("mail", mail), ("password", PASSWORD)]).await)
}

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// Under which id the list of those who ask for an account has this name.
fn request_of(list: &str, name: &str) -> String {
    let before = list.split(name).next().unwrap();
    let value = before.rsplit("name=\"request\" value=\"").next().unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn where_registration_is_open_a_letter_proves_the_address_before_there_is_an_account() {
    for site in TestApp::all(701).await {
        site.set_up().await;
        set(&site, Registration::Open).await;
        let asked = site.send(None, "/sign-up", &[("mail", "Ana@exemple.org")]).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
        assert!(sign_in(&site, "ana@exemple.org").await.is_none());
        let link = last_link(&site).await;
        assert!(link.starts_with("/sign-up/"), "{link}");
        assert!(site.get(&link).await.text().contains("value=\"Ana@exemple.org\""));

        let done = site.send(None, &link, &typed("Ana Roy", "")).await;
        let ana = Session::opened_by(&done).unwrap();
        assert_eq!((done.status, leads_to(&done)), (StatusCode::SEE_OTHER, "/"));
        let home = site.get_as(Some(&ana), "/").await.text();
        assert!(home.contains("Ana Roy") && !home.contains("/admin") && !home.contains("/accept"), "{home}");
        assert_eq!(site.get_as(Some(&ana), "/admin").await.status, StatusCode::NOT_FOUND);
        assert!(sign_in(&site, "ANA@exemple.org").await.is_some());
        for answer in [site.get(&link).await, site.send(None, &link, &typed("Ana Roy", "")).await] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "it serves once");
            assert_eq!(answer.body, site.get("/sign-up/never").await.body);
        }
    }
}

#[tokio::test]
async fn home_leads_visitors_to_an_account_where_one_may_be_had_as_soon_as_that_changes() {
    for site in TestApp::all(713).await {
        let steward = site.set_up().await;
        let link = |words: &str| format!("<a href=\"/sign-up\" rel=\"nofollow\">{words}</a>");
        let offers = [link("Ouvrir un compte"), link("Demander un compte")];
        let modes = [
            (Registration::Open, Some(0)),
            (Registration::OnRequest, Some(1)),
            (Registration::Invitation, None),
            (Registration::Open, Some(0)),
            (Registration::Closed, None),
        ];
        for (mode, offered) in modes {
            set(&site, mode).await;
            let home = site.get("/").await;
            for (place, offer) in offers.iter().enumerate() {
                assert_eq!(home.holds(offer), Some(place) == offered, "{mode:?}: {}", home.text());
            }
            assert!(site.keeps() > 0, "it is kept until then");
            assert_eq!(site.get("/").await, home);
            assert!(!site.get_as(Some(&steward), "/").await.holds("href=\"/sign-up\""), "who has one needs none");
        }
    }
}

#[tokio::test]
async fn asking_for_an_account_never_tells_whether_the_address_has_one_but_to_who_gets_its_letters() {
    for site in TestApp::all(702).await {
        site.set_up().await;
        set(&site, Registration::Open).await;
        let mut pages = Vec::new();
        for mail in ["claire@exemple.org", "nobody@exemple.org"] {
            let answer = site.send(None, "/sign-up", &[("mail", mail)]).await;
            pages.push((answer.status, answer.text().replace(mail, "MAIL")));
        }
        assert_eq!(pages[0], pages[1]);
        let letters = site.letters().await;
        assert_eq!(letters.len(), 2);
        assert!(letters[0].text.contains("déjà un compte") && letters[0].leads_to() == "/sign-in", "{:?}", letters[0]);
        assert!(letters[1].leads_to().starts_with("/sign-up/"), "{:?}", letters[1]);
    }
}

#[tokio::test]
async fn a_form_that_fails_keeps_what_was_typed_and_says_of_each_field_what_is_amiss() {
    for site in TestApp::all(703).await {
        site.set_up().await;
        set(&site, Registration::Open).await;
        site.send(None, "/sign-up", &[("mail", "ana@exemple.org")]).await;
        let link = last_link(&site).await;
        let without =
            |name: &str| typed("Ana Roy", "").into_iter().filter(|(field, _)| *field != name).collect::<Vec<_>>();
        for (field, says) in [
            ("name", "Il faut remplir ce champ"),
            ("password", "Il faut remplir ce champ"),
            ("language", "Choisissez dans la liste"),
            ("age", "14 ans ou plus"),
            ("accepts", "Il faut accepter"),
        ] {
            let answer = site.send(None, &link, &without(field)).await;
            let page = answer.text();
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(page.contains(says) && page.contains(&format!("{field}-wrong")), "{field}: {page}");
            assert!(field == "name" || page.contains("value=\"Ana Roy\""), "{field}: {page}");
            assert!(!page.contains(PASSWORD), "a password is shown to nobody");
        }
        // What was read is not what stands there now.
        let mut stale = without("accepts");
        stale.push(("accepts", "privacy:1 terms:0"));
        assert!(site.send(None, &link, &stale).await.text().contains("vient de changer"));
        assert!(Session::opened_by(&site.send(None, &link, &typed("Ana Roy", "")).await).is_some(), "nothing was lost");
    }
}

#[tokio::test]
async fn where_accounts_are_asked_for_nothing_of_one_exists_until_those_who_run_the_site_say_yes() {
    for site in TestApp::all(704).await {
        let claire = site.set_up().await;
        set(&site, Registration::OnRequest).await;
        for (mail, name) in [("ana@exemple.org", "Ana Roy"), ("bo@exemple.org", "Bo Côté")] {
            site.send(None, "/sign-up", &[("mail", mail)]).await;
            let link = last_link(&site).await;
            assert_eq!(site.send(None, &link, &typed(name, " ")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
            let asked = site.send(None, &link, &typed(name, "Pour lire\r\nles notes")).await;
            assert!(asked.status == StatusCode::OK && asked.text().contains("demande est envoyée"), "{}", asked.text());
            assert!(Session::opened_by(&asked).is_none() && sign_in(&site, mail).await.is_none(), "not yet");
            site.send(None, "/sign-up", &[("mail", mail)]).await;
            assert!(site.letters().await.last().unwrap().text.contains("déjà demandé"), "asked once");
        }
        assert!(site.get_as(Some(&claire), "/admin").await.text().contains("2 attendent une réponse"));
        let list = site.get_as(Some(&claire), "/admin/requests").await.text();
        assert!(list.contains("Ana Roy") && list.contains("bo@exemple.org") && list.contains("Pour lire"), "{list}");
        for (name, act) in [("Ana Roy", "accept"), ("Bo Côté", "decline"), ("Bo Côté", "accept")] {
            let form = [("request", request_of(&list, name)), ("act", act.to_owned())];
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let stranger = site.send(None, "/admin/requests", &form).await;
            assert_eq!(stranger.status, StatusCode::NOT_FOUND);
            let answer = site.send(Some(&claire), "/admin/requests", &form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name} {act}");
        }
        let letters = site.letters().await;
        let told: Vec<_> = letters.iter().rev().take(2).map(|letter| (letter.to.as_str(), letter.leads_to())).collect();
        assert_eq!(told, [("bo@exemple.org", ""), ("ana@exemple.org", "/sign-in")], "each is told once");
        assert!(sign_in(&site, "ana@exemple.org").await.is_some() && sign_in(&site, "bo@exemple.org").await.is_none());
        assert!(site.get_as(Some(&claire), "/admin/requests").await.text().contains("Personne n’attend"));
        let mut tx = site.store.store.read().await.unwrap();
        assert_eq!(store::registration::waiting(&mut tx).await.unwrap(), 0, "what was written is erased");
    }
}

#[tokio::test]
async fn who_runs_the_site_is_told_that_an_account_is_asked_for_until_it_is_answered() {
    for site in TestApp::all(712).await {
        let claire = site.set_up().await;
        set(&site, Registration::OnRequest).await;
        let told = async |list: &[&str], header: &str| {
            for page in ["/", "/me/notifications"] {
                assert_eq!(texts(&site.get_as(Some(&claire), page).await, "[data-part=waits] a"), list, "{page}");
            }
            let elsewhere = site.get_as(Some(&claire), "/communities").await;
            assert_eq!(texts(&elsewhere, "[data-part=told]"), [header], "the count agrees with the list");
        };
        let to_claire = async || {
            let letters = site.letters().await;
            letters.into_iter().filter(|letter| letter.to == STEWARD).collect::<Vec<_>>()
        };
        told(&[], "Avis").await;
        let before = to_claire().await.len();
        for (mail, name) in [("ana@exemple.org", "Zqana Roy"), ("bo@exemple.org", "Zqbo Côté")] {
            site.send(None, "/sign-up", &[("mail", mail)]).await;
            let asked = site.send(None, &last_link(&site).await, &typed(name, "Zqraison")).await;
            assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
            told(&["Une personne demande un compte"], "Avis (1)").await;
            let list = site.get_as(Some(&claire), "/admin/requests").await.text();
            if name.starts_with("Zqana") {
                let letters = to_claire().await;
                assert_eq!(letters.len(), before + 1, "{letters:?}");
                let letter = letters.last().unwrap();
                assert_eq!(
                    (letter.subject.as_str(), letter.leads_to()),
                    ("Une demande attend une réponse", "/admin/requests")
                );
                let says = format!("{} {}", letter.subject, letter.text).to_lowercase();
                assert!(!says.contains("zq") && !says.contains("ana@"), "neither who asks nor why: {says}");
            }
            let form = [("request", request_of(&list, name)), ("act", "decline".to_owned())];
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(site.send(Some(&claire), "/admin/requests", &form).await.status, StatusCode::SEE_OTHER);
            told(&[], "Avis").await;
        }
        assert_eq!(to_claire().await.len(), before + 1, "what was answered before the letter left asks for nothing");
    }
}

#[tokio::test]
async fn without_invitation_nobody_makes_an_account_and_where_registration_is_closed_nobody_at_all() {
    for site in TestApp::all(705).await {
        let claire = site.set_up().await;
        assert!(site.get("/sign-up").await.text().contains("sur invitation"), "the default");
        let refused = site.send(None, "/sign-up", &[("mail", "ana@exemple.org")]).await;
        assert_eq!((refused.status, site.letters().await.len()), (StatusCode::FORBIDDEN, 0));

        let list = [Invitee {
            line: 1,
            mail: "Ana@exemple.org".to_owned(),
            name: "Ana Roy".to_owned(),
            language: "en".to_owned(),
        }];
        let ctx = site.services().system("a test");
        registration::invite(&ctx, &list, &LanguageTag::french(), false).await.unwrap();
        let letter = site.letters().await.pop().unwrap();
        assert!(letter.text.contains("You are invited"), "in the language of the list: {}", letter.text);
        let link = letter.leads_to().to_owned();
        set(&site, Registration::Closed).await;
        assert_eq!(site.get(&link).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.send(None, &link, &typed("Ana", "")).await.status, StatusCode::FORBIDDEN);
        set(&site, Registration::OnRequest).await;
        let form = site.get(&link).await.text();
        assert!(
            form.contains("value=\"Ana Roy\"") && !form.contains("name=\"reason\""),
            "who is invited is not asked why"
        );
        assert!(Session::opened_by(&site.send(None, &link, &typed("Ana Roy", "")).await).is_some());
        assert!(
            !site.get_as(Some(&claire), "/admin/invitations").await.text().contains("Ana@exemple.org"),
            "forgotten"
        );
    }
}

#[tokio::test]
async fn a_link_makes_as_many_accounts_as_it_says_and_none_once_it_ended() {
    for site in TestApp::all(706).await {
        site.set_up().await;
        let ctx = site.services().system("a test");
        let link = async |uses: &str| {
            let token = registration::make_link(&ctx, "Groupe A", uses, "2").await.unwrap();
            format!("/invitation/{}", token.as_str())
        };
        let (two, later) = (link("2").await, link("5").await);
        assert_eq!(site.get(&two).await.status, StatusCode::OK);
        let mut letters = Vec::new();
        for mail in ["ana@exemple.org", "bo@exemple.org", "cy@exemple.org"] {
            assert_eq!(site.send(None, &two, &[("mail", mail)]).await.status, StatusCode::OK);
            letters.push(last_link(&site).await);
        }
        // Three hold a letter, two make an account.
        let done = [
            site.send(None, &letters[0], &typed("Ana", "")).await.status,
            site.send(None, &letters[1], &typed("Bo", "")).await.status,
            site.send(None, &letters[2], &typed("Cy", "")).await.status,
        ];
        assert_eq!(done, [StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
        assert_eq!(site.get(&two).await.status, StatusCode::NOT_FOUND, "used up");
        assert_eq!(site.get(&two).await.body, site.get("/invitation/never").await.body);
        site.chance.pass(2 * 24 * 3600);
        assert_eq!(site.get(&later).await.status, StatusCode::NOT_FOUND, "its days are over");
        let again = link("1").await;
        for row in registration::invitations(&ctx).await.unwrap() {
            registration::end_invitation(&ctx, row.id).await.unwrap();
        }
        assert_eq!(site.get(&again).await.status, StatusCode::NOT_FOUND, "ended by who runs the site");
        for (uses, days) in [("0", "1"), ("501", "1"), ("1", "91"), ("x", ""), ("-1", "1.5")] {
            let refused = registration::make_link(&ctx, "Groupe", uses, days).await;
            assert!(matches!(refused, Err(services::Error::Refused(_))), "{uses} {days}");
        }
    }
}

#[tokio::test]
async fn a_list_is_invited_as_its_dry_run_said_and_nobody_twice() {
    use registration::Outcome::{Already, Invited, Known, Long, NotAnAddress, Twice};
    for site in TestApp::all(707).await {
        site.set_up().await;
        let ctx = site.services().system("a test");
        let long = "x".repeat(200);
        let lines = [
            ("ana@exemple.org", ""),
            ("Claire@exemple.org", "Claire"),
            ("ANA@exemple.org", "Ana"),
            ("pas une adresse", ""),
            ("bo@exemple.org\r\nBcc: tous@exemple.org", ""),
            ("cy@exemple.org", long.as_str()),
            ("dé@exemple.org", "Dé"),
        ];
        let list: Vec<_> = lines
            .iter()
            .map(|(mail, name)| Invitee {
                line: 1,
                mail: (*mail).to_owned(),
                name: (*name).to_owned(),
                language: String::new(),
            })
            .collect();
        let french = LanguageTag::french();
        let expected = [Invited, Known, Twice, NotAnAddress, NotAnAddress, Long, Invited];
        assert_eq!(registration::invite(&ctx, &list, &french, true).await.unwrap(), expected);
        assert_eq!(site.letters().await.len(), 0, "a dry run sends nothing");
        assert_eq!(registration::invite(&ctx, &list, &french, false).await.unwrap(), expected);
        assert_eq!(site.letters().await.len(), 2);
        let again = [Already, Known, Twice, NotAnAddress, NotAnAddress, Long, Already];
        assert_eq!(registration::invite(&ctx, &list, &french, false).await.unwrap(), again);
        assert_eq!(site.letters().await.len(), 2);
        // More than one transaction takes: who stands in two of them is invited once.
        let long: Vec<_> = (0..120)
            .map(|number| Invitee { mail: format!("p{}@exemple.org", number % 110), ..list[0].clone() })
            .collect();
        let outcomes = registration::invite(&ctx, &long, &french, false).await.unwrap();
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == Invited).count(), 110);
        assert!(outcomes[110..].iter().all(|outcome| *outcome == Twice), "{outcomes:?}");
        let many = vec![list[0].clone(); registration::MOST_INVITED + 1];
        assert!(matches!(registration::invite(&ctx, &many, &french, false).await, Err(services::Error::Invalid(_))));
    }
}

#[tokio::test]
async fn a_text_that_changed_is_accepted_again_before_anything_is_changed_and_reading_goes_on() {
    for site in TestApp::all(708).await {
        let claire = site.set_up().await;
        set(&site, Registration::Open).await;
        site.send(None, "/sign-up", &[("mail", "ana@exemple.org")]).await;
        let link = last_link(&site).await;
        let ana = Session::opened_by(&site.send(None, &link, &typed("Ana Roy", "")).await).unwrap();
        assert!(!site.get_as(Some(&ana), "/recent").await.text().contains("href=\"/accept\""));

        let form = [("base", "0"), ("body", "Nos conditions, *neuves*."), ("again", "yes")];
        assert_eq!(site.send(Some(&ana), "/admin/pages/terms", &form).await.status, StatusCode::NOT_FOUND);
        let saved = site.send(Some(&claire), "/admin/pages/terms", &form).await;
        assert_eq!((saved.status, leads_to(&saved)), (StatusCode::SEE_OTHER, "/admin/pages/terms?done=saved"));
        assert!(site.get("/terms").await.text().contains("<em>neuves</em>"));
        assert!(
            !site.get_as(Some(&claire), "/recent").await.text().contains("href=\"/accept\""),
            "who wrote it accepts it"
        );

        let recent = site.get_as(Some(&ana), "/recent").await;
        assert!(
            recent.status == StatusCode::OK && recent.text().contains("href=\"/accept\""),
            "a kept page says so too"
        );
        let refused = site.send(Some(&ana), "/admin/pages/about", &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(
            refused.text().contains("action=\"/accept\"") && refused.text().contains("terms:2"),
            "{}",
            refused.text()
        );
        let page = site.get_as(Some(&ana), "/accept").await.text();
        assert!(page.contains("href=\"/terms\"") && page.contains("terms:2") && !page.contains("privacy:"), "{page}");
        let stale = site.send(Some(&ana), "/accept", &[("accepts", "terms:1"), ("to", "/recent")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let done = site.send(Some(&ana), "/accept", &[("accepts", "terms:2"), ("to", "/recent")]).await;
        assert_eq!((done.status, leads_to(&done)), (StatusCode::SEE_OTHER, "/recent"));
        assert!(!site.get_as(Some(&ana), "/recent").await.text().contains("href=\"/accept\""));
        assert_eq!(site.get_as(Some(&ana), "/accept").await.status, StatusCode::SEE_OTHER, "nothing is left to accept");
    }
}

/// Claire, who wrote other terms; and Ana, who has yet to accept them.
async fn with_other_terms(site: &TestApp) -> (Session, Session) {
    let claire = site.set_up().await;
    set(site, Registration::Open).await;
    site.send(None, "/sign-up", &[("mail", "ana@exemple.org")]).await;
    let link = last_link(site).await;
    let ana = Session::opened_by(&site.send(None, &link, &typed("Ana Roy", "")).await).unwrap();
    write_terms(site, &claire, "0", "Nos conditions, *neuves*.").await;
    (claire, ana)
}

async fn write_terms(site: &TestApp, who: &Session, base: &str, body: &str) {
    let saved = site.send(Some(who), "/admin/pages/terms", &[("base", base), ("body", body), ("again", "yes")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
}

/// The hidden fields of a form, as its page gives them.
fn hidden(page: &Answer, form: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(&page.text());
    let fields = Selector::parse(&format!("form[data-form={form}] input[type=hidden]")).unwrap();
    let of = |field: scraper::ElementRef<'_>, name: &str| field.value().attr(name).unwrap_or_default().to_owned();
    html.select(&fields).map(|field| (of(field, "name"), of(field, "value"))).collect()
}

async fn send(site: &TestApp, who: &Session, address: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    site.send(Some(who), address, &fields).await
}

#[tokio::test]
async fn what_is_sent_before_a_text_is_accepted_waits_in_the_page_and_goes_where_it_went_once_it_is() {
    for site in TestApp::all(712).await {
        let (claire, ana) = with_other_terms(&site).await;
        let body = "Un « texte ».\r\n\r\n\"<b>\" &amp; 'deux'\r\n";
        let kept = body.replace("\r\n", "\n");
        let note =
            [("title", "Berge & rive"), ("language", "fr"), ("body", body), ("visibility", "authors"), ("act", "save")];
        let waits = site.send(Some(&ana), "/new?kind=article", &note).await;
        assert_eq!((waits.status, waits.header("cache-control")), (StatusCode::FORBIDDEN, "no-store"));
        assert!(waits.text().contains("Rien n’est perdu"), "{}", waits.text());
        let form = hidden(&waits, "accept");
        for (name, value) in
            [("title", "Berge & rive"), ("body", kept.as_str()), ("act", "save"), ("accepts", "terms:2")]
        {
            assert!(form.contains(&(name.to_owned(), value.to_owned())), "{name}: {form:?}");
        }

        // The text changes once more meanwhile: the page says so, and the form waits still.
        write_terms(&site, &claire, "1", "Nos conditions, encore.").await;
        let stale = send(&site, &ana, "/accept", &form).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let form = hidden(&stale, "accept");
        assert!(form.contains(&("body".to_owned(), kept.clone())), "{form:?}");

        let accepted = send(&site, &ana, "/accept", &form).await;
        assert_eq!(
            (accepted.status, leads_to(&accepted), accepted.header("cache-control")),
            (StatusCode::TEMPORARY_REDIRECT, "/new?kind=article", "no-store")
        );
        // What a browser does then: the same body, there.
        let made = send(&site, &ana, leads_to(&accepted), &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let address = leads_to(&made);
        assert!(address.starts_with("/n/") && address.ends_with("/berge-rive"), "{address}");
        let source = site.get_as(Some(&ana), &format!("{address}.md")).await;
        assert_eq!(String::from_utf8(source.body.to_vec()).unwrap(), kept);
    }
}

#[tokio::test]
async fn what_waits_for_a_text_goes_to_a_page_of_this_site_alone_and_holds_nothing_secret_or_foreign() {
    for site in TestApp::all(713).await {
        let (_, ana) = with_other_terms(&site).await;
        let secret = [("act", "add"), ("name", "Centre"), ("secret", "zq-secret")];
        let answer = site.send(Some(&ana), "/admin/providers", &secret).await;
        assert_eq!((answer.status, leads_to(&answer)), (StatusCode::SEE_OTHER, "/accept"));
        assert!(!answer.holds("zq-secret"));
        let kind = ("content-type", "application/x-www-form-urlencoded");
        for from in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let foreign = site.ask_as(Some(&ana), "POST", "/new", &[kind, from]).await;
            assert_eq!(foreign.status, StatusCode::FORBIDDEN);
            assert!(!foreign.text().contains("data-form=\"accept\""), "{}", foreign.text());
        }
        for to in [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "/accept",
            "/accept?to=%2Faccept",
            "/n/../accept",
            "/sign-out",
            "",
        ] {
            let form = [("words", "x"), ("carried", "yes"), ("to", to), ("accepts", "terms:2")];
            let answer = site.send(Some(&ana), "/accept", &form).await;
            assert_eq!((answer.status, leads_to(&answer)), (StatusCode::SEE_OTHER, "/"), "{to}");
        }
    }
}

#[tokio::test]
async fn who_never_accepted_the_texts_is_not_told_that_they_changed() {
    for site in TestApp::all(711).await {
        let claire = site.set_up().await;
        let ctx = site.services().system("a test");
        let french = LanguageTag::french();
        let made = services::accounts::create_steward(&ctx, "Bruno Roy", "bruno@exemple.org", &french).await;
        let bruno = site.session(made.unwrap().0).await;
        let (first, again) = ("Les textes du site sont à accepter", "Les textes du site ont changé");
        let says = async |words: &str, and_not: &str| {
            for page in ["/recent", "/accept"] {
                let shown = site.get_as(Some(&bruno), page).await.text();
                assert!(shown.contains(words) && !shown.contains(and_not), "{page}: {shown}");
            }
        };
        says(first, again).await;
        let done = site.send(Some(&bruno), "/accept", &[("accepts", "privacy:1 terms:1"), ("to", "/recent")]).await;
        assert_eq!((done.status, leads_to(&done)), (StatusCode::SEE_OTHER, "/recent"), "{}", done.text());
        let form = [("base", "0"), ("body", "Nos conditions, *neuves*."), ("again", "yes")];
        let saved = site.send(Some(&claire), "/admin/pages/terms", &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        says(again, first).await;
    }
}

#[tokio::test]
async fn two_who_write_a_page_of_the_site_never_overwrite_each_other() {
    for site in TestApp::all(709).await {
        let claire = site.set_up().await;
        let save = async |base: &str, body: &str, act: &str| {
            site.send(Some(&claire), "/admin/pages/about", &[("base", base), ("body", body), ("act", act)]).await
        };
        assert_eq!(save("0", "Le premier.", "").await.status, StatusCode::SEE_OTHER);
        let stale = save("0", "Le second.", "").await;
        let page = stale.text();
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(page.contains("Le premier.") && page.contains("Le second.") && page.contains("value=\"1\""), "{page}");
        assert!(site.get("/about").await.text().contains("Le premier."));
        assert_eq!(save("1", "Les deux.", "").await.status, StatusCode::SEE_OTHER);
        let seen = save("2", "# Trois <script>", "preview").await.text();
        assert!(seen.contains("&lt;script") && site.get("/about").await.text().contains("Les deux."), "only looked at");
        assert_eq!(save("2", "  ", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(save("2", "", "forget").await.status, StatusCode::SEE_OTHER);
        assert!(!site.get("/about").await.text().contains("Les deux."), "the text of the program stands again");
    }
}

#[tokio::test]
async fn what_the_site_says_of_itself_stands_on_every_page_in_both_languages_and_names_who_is_in_charge() {
    for site in TestApp::all(710).await {
        let claire = site.set_up().await;
        for path in ["/about", "/privacy", "/terms", "/accessibility"] {
            assert!(site.get("/absent").await.text().contains(&format!("href=\"{path}\"")), "{path}");
            for (language, other) in [("fr", "Administration"), ("en", "Administration")] {
                let page = site.ask("GET", path, &[("accept-language", language)]).await;
                assert_eq!(page.status, StatusCode::OK);
                assert!(!page.text().contains('{') && !page.text().contains(other), "{path} {language}");
            }
        }
        assert!(site.get("/privacy").await.text().contains("pas encore nommé"));
        let form = [("mode", "open"), ("responsible", "Direction générale, vie.privee@exemple.org")];
        assert_eq!(site.send(Some(&claire), "/admin/registration", &form).await.status, StatusCode::SEE_OTHER);
        let page = site.get("/privacy").await.text();
        assert!(page.contains("vie.privee@exemple.org") && !page.contains("pas encore nommé"), "{page}");
        assert!(site.get("/sign-in").await.text().contains("href=\"/sign-up\""));
    }
}
