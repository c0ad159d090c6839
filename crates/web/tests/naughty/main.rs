//! Awkward words in every field of every form, in every address and in what programs send: nothing is a fault of the site, what
//! was typed is kept where it is refused, and what is kept is sound.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod forms;
mod words;

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use domain::address::{encode_segment, route};
use domain::communities::Role;
use domain::notes::Visibility;
use domain::people::MailAddress;
use domain::site::{Registration, WhoCreates};
use domain::tokens::Scope;
use domain::{CategoryId, CommunityId, NoteId, NotebookId, PersonId};
use forms::{By, Field, Form, Part};
use scraper::{Html, Selector};
use services::check::{Contents, Mending};
use services::registration;
use testkit::scene::Edit;
use testkit::site::{Answer, Delivered, STEWARD, Session};
use testkit::{TestApp, TestStore, postgres_store, sqlite_store};
use words::{Awkward, MARKUP};

/// What stands between the fields of a form that carries a file.
const BOUNDARY: &str = "zqbord";

/// A site on which each form has something to act on.
struct World {
    site: TestApp,
    claire: PersonId,
    zoe: PersonId,
    /// Claire’s.
    note: NoteId,
    /// Somebody else’s.
    other_note: NoteId,
    notebook: NotebookId,
    category: CategoryId,
    community: CommunityId,
    signature: PersonId,
    /// What a member is called in the forms of their community.
    member: String,
    /// The addresses of a report and of an incident.
    report: String,
    incident: String,
    /// The secret addresses of an exchange, of who makes an account, and of who is invited.
    exchange: String,
    sign_up: String,
    invitation: String,
    /// An id of nothing.
    absent: NoteId,
}

/// What follows this in a text, to the next quotation mark.
fn after(text: &str, start: &str) -> String {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} is not in {text}"));
    rest.split('"').next().unwrap().to_owned()
}

impl World {
    async fn on(kept: TestStore, seed: u64) -> Self {
        let site = TestApp::on(kept, seed);
        site.set_up().await;
        let system = site.services().system("a test");
        registration::set(&system, Some(Registration::Open), None).await.unwrap();
        let mut tx = site.store.store.read().await.unwrap();
        let mail = MailAddress::parse(STEWARD).unwrap();
        let (claire, ..) = store::accounts::reached(&mut tx, &mail).await.unwrap().unwrap();
        drop(tx);
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let zoe = site.person_at("Zoé", "zoe@exemple.org").await;
        let community = site.community("tissage", "Tissage", true).await;
        for (alias, name) in [("voilier", "Voilier"), ("balise", "Balise")] {
            let other = site.community(alias, name, true).await;
            site.edit(&Edit::Role(other, claire, Role::Lead)).await;
        }
        site.edit(&Edit::Role(community, claire, Role::Lead)).await;
        site.edit(&Edit::Role(community, bruno, Role::Member)).await;
        let notebook = site.notebook("Carnet", Visibility::Public, Some(community)).await;
        site.lead(notebook, claire).await;
        let category = site.category(notebook, "Rubrique").await;
        let writing = site.note("Écluse").by(claire).body("Un texte.").linked_to(community).placed_in(notebook);
        let note = writing.write().await;
        let other_note = site.note("Digue").by(bruno).body("Un texte.").write().await;
        site.note("Coopérative").as_organisation("groupe", &[]).write().await;
        let signature = site.signature("Z. Côté").await;
        site.note("Passe").signed(signature).body("Un texte.").write().await;
        site.catch_up().await;

        let (hers, zoes) = (site.session(claire).await, site.session(zoe).await);
        let words = [("page", "/recent"), ("kind", "personal"), ("words", "Un problème.")];
        assert_eq!(site.send(Some(&zoes), "/report", &words).await.status, StatusCode::SEE_OTHER);
        let reports = site.get_as(Some(&hers), route::ADMIN_REPORTS).await.text();
        let incident = [("what", "Une panne."), ("happened", "2026-01-02"), ("whose", "Personne."), ("risk", "Aucun.")];
        let made = site.send(Some(&hers), route::ADMIN_INCIDENTS, &incident).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let incidents = site.get_as(Some(&hers), route::ADMIN_INCIDENTS).await.text();
        let members = site.get_as(Some(&hers), "/communities/tissage/-/members").await.text();
        let line =
            members.split("<li").find(|line| line.contains("Bruno") && line.contains("?member=")).unwrap().to_owned();
        site.send(Some(&zoes), &format!("/n/{note}/-/write"), &[("words", "Bonjour.")]).await;
        site.send(None, route::SIGN_UP, &[("mail", "lea@exemple.org")]).await;
        let letters = site.letters().await;
        let link = |start: &str| {
            letters.iter().rev().map(Delivered::leads_to).find(|link| link.starts_with(start)).unwrap().to_owned()
        };
        let invitation = registration::make_link(&system, "Groupe", "500", "90").await.unwrap();
        Self {
            report: format!("/admin/reports/{}", after(&reports, "href=\"/admin/reports/")),
            incident: format!("/admin/incidents/{}", after(&incidents, "<a href=\"/admin/incidents/")),
            member: after(&line, "?member="),
            exchange: link(&format!("/n/{note}/-/write/")),
            sign_up: link("/sign-up/"),
            invitation: format!("/invitation/{}", invitation.as_str()),
            absent: site.chance.id(),
            claire,
            zoe,
            note,
            other_note,
            notebook,
            category,
            community,
            signature,
            site,
        }
    }

    async fn session(&self, by: By) -> Option<Session> {
        match by {
            By::Claire => Some(self.site.session(self.claire).await),
            By::Zoe => Some(self.site.session(self.zoe).await),
            By::Nobody => None,
        }
    }

    /// Sends a form with what is usual, but for this field.
    async fn send(&self, form: &Form, typed: Option<(&str, &Awkward)>, who: Option<&Session>) -> Answer {
        let page = if form.reads.is_empty() { None } else { Some(self.site.get_as(who, &form.address).await) };
        let read = form.reads.iter().map(|name| {
            let value = page.as_ref().and_then(|page| values(page, name).into_iter().next());
            ((*name).to_owned(), Awkward { what: "", words: value.unwrap_or_default(), bytes: None })
        });
        let usual = form.fields.iter().map(|field| {
            let words = match typed {
                Some((name, it)) if name == field.name => {
                    Awkward { what: it.what, words: it.words.clone(), bytes: it.bytes }
                }
                _ => Awkward { what: "", words: field.usual.clone(), bytes: None },
            };
            (field.name.to_owned(), words)
        });
        let all: Vec<(String, Awkward)> = read.chain(usual).collect();
        if form.address == route::ADMIN_INVITATIONS || form.address.ends_with("/-/cover") {
            let kind = format!("multipart/form-data; boundary={BOUNDARY}");
            return self.site.send_bytes(who, &form.address, &kind, with_a_file(&all)).await;
        }
        let pairs: Vec<String> =
            all.iter().map(|(name, it)| format!("{}={}", encode_segment(name), it.written())).collect();
        let kind = "application/x-www-form-urlencoded";
        self.site.send_bytes(who, &form.address, kind, pairs.join("&").into_bytes()).await
    }

    /// Types each of these words in each field of each form, as who may act and as a visitor.
    async fn walk(&self, words: &[Awkward]) {
        for form in forms::all(self) {
            let mut fields: Vec<Option<&Field>> =
                form.fields.iter().filter(|field| field.part != Part::Fixed).map(Some).collect();
            if fields.is_empty() {
                fields.push(None);
            }
            for field in fields {
                for (number, it) in words.iter().enumerate() {
                    // What is chosen is read as a code: fewer words say as much of it.
                    let is_chosen = field.is_none_or(|field| field.part == Part::Other);
                    if (is_chosen && number > 5 && number % 4 > 0) || (field.is_none() && number > 0) {
                        continue;
                    }
                    let typed = field.map(|field| (field.name, it));
                    let who = self.session(form.by).await;
                    let answer = self.send(&form, typed, who.as_ref()).await;
                    let name = field.map_or("", |field| field.name);
                    let place = format!("{:?}: POST {} {name}, {}", form.by, form.address, it.what);
                    holds(&place, &answer);
                    // What says nothing may come back with a proposal.
                    let is_kept = field.is_some_and(|field| field.part == Part::Kept)
                        && it.bytes.is_none()
                        && !seen(&it.words).is_empty();
                    if is_kept && answer.status == StatusCode::UNPROCESSABLE_ENTITY {
                        let typed = seen(&it.words);
                        let stands = values(&answer, name).iter().any(|value| seen(value) == typed);
                        assert!(stands, "{place}: what was typed is gone\n{}", answer.text());
                        assert!(answer.text().contains("role=\"alert\""), "{place}: says nothing\n{}", answer.text());
                    }
                    if form.by != By::Nobody && number < 6 {
                        holds(&format!("{place}, by a visitor"), &self.send(&form, typed, None).await);
                    }
                    self.site.chance.pass(form.wait);
                }
            }
        }
    }

    /// What `check` finds amiss.
    async fn amiss(&self) -> Vec<(String, String)> {
        let system = self.site.services().system("a test");
        let report = services::check::run(&system, Mending::Tell, Contents::Skip, &|_, _| {}).await.unwrap();
        report.problems.iter().map(|it| (format!("{:?}", it.code), it.id.clone())).collect()
    }

    /// The pages that have an address of their own, and those of what is there.
    fn pages(&self) -> BTreeSet<String> {
        let fixed = web::exits().into_iter().filter(|(method, path)| method == Method::GET && !path.contains('{'));
        let mut pages: BTreeSet<String> = fixed.map(|(_, path)| path.to_owned()).collect();
        pages.extend(forms::all(self).into_iter().map(|form| form.address));
        let (note, notebook) = (self.note, self.notebook);
        pages.extend([
            format!("/n/{note}/-/versions"),
            format!("/n/{note}/-/compare"),
            format!("/n/{note}/-/cite"),
            format!("/c/{notebook}/carnet"),
            format!("/c/{notebook}/-/print"),
            "/communities/tissage".to_owned(),
            "/lexicon".to_owned(),
        ]);
        pages
    }
}

/// The values of the fields of this name, on a page.
fn values(page: &Answer, name: &str) -> Vec<String> {
    let html = Html::parse_document(&page.text());
    let selector = Selector::parse(&format!("[name=\"{name}\"]")).unwrap();
    let value = |field: scraper::ElementRef<'_>| {
        field.value().attr("value").map_or_else(|| field.text().collect(), str::to_owned)
    };
    html.select(&selector).map(value).collect()
}

/// What remains of words whatever becomes of ends of lines and of characters that nobody sees.
fn seen(words: &str) -> String {
    words.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// A form that carries a file, as bytes (RFC 7578).
fn with_a_file(all: &[(String, Awkward)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, it) in all {
        let file = if matches!(name.as_str(), "file" | "cover") { "; filename=\"liste.csv\"" } else { "" };
        body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        match it.bytes {
            Some(_) => body.extend([0xff, 0xfe, 0x00, 0xc0, b'a', 0xed, 0xa0, 0x80]),
            None => body.extend(it.words.bytes()),
        }
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

/// That an answer is a page that says what there is to do, or leads to one, whatever was typed.
fn holds(place: &str, answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{place}: {}\n{}", answer.status, answer.text());
    if answer.status.is_redirection() {
        let location = answer.headers.get("location").map(axum::http::HeaderValue::as_bytes);
        assert!(location.is_some_and(|to| to.starts_with(b"http://localhost:8080/")), "{place}: {:?}", answer.headers);
        return;
    }
    match answer.header("content-type").split(';').next().unwrap() {
        "text/html" => {
            let text = answer.text();
            assert!(text.contains("<h1"), "{place}: {}\n{text}", answer.status);
            assert!(!text.contains(MARKUP), "{place}: what was typed is markup\n{text}");
        }
        "application/zip" | "application/json" => {}
        other => panic!("{place}: {} {other}\n{}", answer.status, answer.text()),
    }
}

async fn types_everything(kept: TestStore, words: Vec<Awkward>) {
    let world = World::on(kept, 9301).await;
    let before = world.amiss().await;
    world.walk(&words).await;
    let site = &world.site;
    site.catch_up().await;
    let (claire, pages) = (site.session(world.claire).await, world.pages());
    for who in [Some(&claire), None] {
        for page in pages.iter().filter(|page| !page.starts_with("/api/")) {
            let answer = site.get_as(who, page).await;
            assert!(!answer.status.is_server_error(), "{page}: {}\n{}", answer.status, answer.text());
            let is_page = answer.header("content-type").starts_with("text/html");
            assert!(
                !is_page || !answer.text().contains(MARKUP),
                "{page} holds markup that was typed\n{}",
                answer.text()
            );
        }
    }
    let letters = site.letters().await;
    assert!(!letters.is_empty());
    for letter in &letters {
        for name in ["from", "to", "subject", "message-id", "date", "auto-submitted"] {
            assert_eq!(letter.all(name).len(), 1, "{name}: {letter:?}");
        }
        assert!(letter.all("bcc").is_empty() && letter.all("cc").is_empty(), "{letter:?}");
        assert!(!letter.to.contains(',') && !letter.to.contains("tous@"), "{letter:?}");
        assert!(!letter.subject.chars().any(char::is_control) && !letter.html.contains(MARKUP), "{letter:?}");
    }
    assert_eq!(world.amiss().await, before, "what is kept is sound");
}

// A test each, so that the two run side by side.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_typed_in_a_form_is_a_fault_of_the_site_on_sqlite() {
    types_everything(sqlite_store().await, words::all()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_typed_in_a_form_is_a_fault_of_the_site_on_postgresql() {
    let Some(kept) = postgres_store().await else { return };
    // What differs by database is what it takes for words.
    let some = words::all().into_iter().enumerate().filter(|(number, _)| *number < 6 || number % 4 == 0);
    types_everything(kept, some.map(|(_, it)| it).collect()).await;
}

#[tokio::test]
async fn what_is_typed_to_set_a_site_up_is_kept_until_it_is_whole() {
    for site in TestApp::all(9302).await {
        let token = services::accounts::begin_set_up(&site.services().system("a test")).await.unwrap().unwrap();
        let address = format!("/set-up/{}", token.as_str());
        let fields = forms::set_up();
        for field in fields.iter().filter(|field| field.part != Part::Fixed) {
            for it in words::all() {
                let pair = |other: &Field| {
                    let usual = || form_urlencoded::byte_serialize(other.usual.as_bytes()).collect();
                    let value: String = if other.name == field.name { it.written() } else { usual() };
                    format!("{}={value}", other.name)
                };
                let body = fields.iter().map(pair).collect::<Vec<_>>().join("&").into_bytes();
                let answer = site.send_bytes(None, &address, "application/x-www-form-urlencoded", body).await;
                let place = format!("{}, {}", field.name, it.what);
                holds(&place, &answer);
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}: the password is too short");
                if field.part == Part::Kept && it.bytes.is_none() {
                    let stands = values(&answer, field.name).iter().any(|value| seen(value) == seen(&it.words));
                    assert!(stands, "{place}: what was typed is gone\n{}", answer.text());
                }
            }
        }
        assert_eq!(site.get(&address).await.status, StatusCode::OK, "it waits still");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_is_a_fault_of_the_site() {
    let mut stores = vec![sqlite_store().await];
    stores.extend(postgres_store().await);
    for (number, kept) in stores.into_iter().enumerate() {
        let world = World::on(kept, 9303).await;
        let (site, claire) = (&world.site, world.session(By::Claire).await.unwrap());
        let short = words::all().into_iter().filter(|it| it.words.len() < 700);
        // What differs by database is what it takes for words.
        let short: Vec<Awkward> = short.step_by(if number == 0 { 1 } else { 4 }).collect();
        let asks = async |who: Option<&Session>, method: &Method, address: &str| {
            let headers = [("origin", "http://localhost:8080")];
            let answer = site.ask_as(who, method.as_str(), address, &headers).await;
            assert!(!answer.status.is_server_error(), "{method} {address}: {}\n{}", answer.status, answer.text());
            let is_page = answer.header("content-type").starts_with("text/html");
            assert!(!is_page || !answer.text().contains(MARKUP), "{method} {address}\n{}", answer.text());
        };
        // Each place of an address where something of ours stands.
        for (method, pattern) in web::exits().into_iter().filter(|(_, pattern)| pattern.contains('{')) {
            for it in short.iter().filter(|it| !it.words.is_empty() || it.bytes.is_some()) {
                let filled = it.bytes.map_or_else(|| encode_segment(&it.words), str::to_owned);
                let mut address = String::new();
                for part in pattern.split_inclusive('}') {
                    match part.split_once('{') {
                        Some((before, _)) => {
                            address.push_str(before);
                            address.push_str(&filled);
                        }
                        None => address.push_str(part),
                    }
                }
                asks(Some(&claire), &method, &address).await;
            }
        }
        // Each parameter that some page reads, on every page.
        let names = "after before view sort category letter language region form page to from until by kind title notebook \
                     community change step level member done back state code error iss name since add of act decline limit q";
        for page in world.pages() {
            for (number, it) in short.iter().enumerate().filter(|(number, _)| number % 2 == 0) {
                let query: Vec<String> = names.split(' ').map(|name| format!("{name}={}", it.written())).collect();
                let address = format!("{page}?{}", query.join("&"));
                asks(Some(&claire), &Method::GET, &address).await;
                if number % 4 == 0 {
                    asks(None, &Method::GET, &address).await;
                }
            }
        }
    }
}

#[tokio::test]
async fn what_programs_send_is_refused_or_kept_and_never_a_fault_of_the_site() {
    for site in TestApp::all(9304).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let token = site.token(ana, &[Scope::ReadNotes, Scope::WriteNotes]).await;
        let mut bodies: Vec<(String, String)> = Vec::new();
        for it in words::all().into_iter().filter(|it| it.bytes.is_none()) {
            for field in ["title", "body", "language", "visibility", "notebook", "licence", "reason"] {
                let mut note = serde_json::json!({
                    "title": "Écluse", "body": "Un texte.", "language": "fr", "visibility": "authors",
                });
                note[field] = serde_json::json!(it.words);
                bodies.push((format!("{field}, {}", it.what), note.to_string()));
            }
        }
        for (what, body) in [
            ("half of a character", r#"{"title":"\ud800","body":"x"}"#),
            ("the other half", r#"{"title":"a","body":"\udfff\ud800"}"#),
            ("no word", r#"{"title":1,"body":[],"language":null}"#),
            ("a number too large", r#"{"title":"a","body":"x","base":1e400}"#),
            ("cut short", r#"{"title":"a","#),
            ("nothing", ""),
            ("the same field twice", r#"{"title":"a","title":"b","body":"x"}"#),
        ] {
            bodies.push((what.to_owned(), body.to_owned()));
        }
        bodies.push(("depth".to_owned(), "[".repeat(50_000)));
        for (what, body) in bodies {
            site.chance.pass(10);
            let answer = site.program(Some(&token), ("POST", route::API_NOTES), &[], Some(&body)).await;
            assert!(!answer.status.is_server_error(), "{what}: {}\n{}", answer.status, answer.text());
            let kind = answer.header("content-type");
            assert!(kind.starts_with("application/"), "{what}: {} {kind}", answer.status);
        }
    }
}

#[tokio::test]
async fn what_programs_send_of_communities_is_refused_or_kept_and_never_a_fault_of_the_site() {
    for site in TestApp::all(9305).await {
        let system = site.services().system("a test");
        services::community_pages::set_who_creates(&system, WhoCreates::SignedIn).await.unwrap();
        let community = site.community("tissage", "Tissage", true).await;
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        site.edit(&Edit::Role(community, ana, Role::Lead)).await;
        let token = site.token(ana, &Scope::ALL).await;
        let place = route::API_COMMUNITY.replace("{alias}", "tissage");
        let with = |usual: serde_json::Value, field: &str, words: &str| {
            let mut sent = usual;
            sent[field] = serde_json::json!(words);
            sent
        };
        for it in words::all().into_iter().filter(|it| it.bytes.is_none()) {
            let mut sent = Vec::new();
            for field in ["name", "alias", "language", "about", "rhythm", "confidentiality", "access"] {
                let new = serde_json::json!({ "name": "Écluse", "language": "fr" });
                sent.push(("POST", route::API_COMMUNITIES.to_owned(), with(new, field, &it.words)));
            }
            for field in ["name", "about", "rhythm", "confidentiality"] {
                let texts = serde_json::json!({
                    "language": "fr", "name": "Tissage", "about": "", "rhythm": "", "confidentiality": "",
                });
                let texts = with(texts, field, &it.words);
                let page =
                    serde_json::json!({ "texts": [texts], "access": "open", "unlisted": false, "stage": "active" });
                sent.push(("PUT", place.clone(), page));
            }
            sent.push(("PUT", format!("{place}/membership"), serde_json::json!({ "name": it.words })));
            for field in ["mail", "words"] {
                let invitation = with(serde_json::json!({ "mail": "zoe@exemple.org" }), field, &it.words);
                sent.push(("POST", format!("{place}/invitations"), invitation));
            }
            for (method, address, body) in sent {
                site.chance.pass(10);
                let read = site.program(Some(&token), ("GET", &place), &[], None).await;
                let headers = [("if-match", read.header("etag"))];
                let answer = site.program(Some(&token), (method, &address), &headers, Some(&body.to_string())).await;
                assert!(!answer.status.is_server_error(), "{}: {method} {address}: {}", it.what, answer.text());
            }
        }
    }
}
