//! What those who run the site do on its pages, done by command: with the same rules, the same letters and the same log.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "shared/program.rs"]
mod program;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Output, Stdio};

use domain::PersonId;
use domain::notes::Visibility;
use domain::site::SitePage;
use program::{run, sillage};
use serde_json::{Value, json};
use store::{Location, Store};
use tempfile::TempDir;
use testkit::TestApp;
use testkit::site::leads_to;

/// Where commands are run: a folder of data, and the database of a site where there is one.
struct Place {
    folder: TempDir,
    database: Option<String>,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: None }
    }

    /// Beside a site that is open.
    fn beside(site: &TestApp) -> Self {
        let database = match &site.store.location {
            Location::Sqlite(path) => format!("sqlite:{}", path.display()),
            Location::Postgres(address) => address.clone(),
        };
        Self { database: Some(database), ..Self::new() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn admin(&self, typed: &[&str]) -> Output {
        let typed = [&["admin"][..], typed].concat();
        match &self.database {
            None => run(&self.data(), &typed),
            Some(database) => {
                let mut command = sillage(&self.data(), &typed);
                command.env("SILLAGE_DATABASE", database).stdin(Stdio::null()).output().unwrap()
            }
        }
    }

    /// What a command that does it says to the person.
    fn done(&self, typed: &[&str]) -> String {
        let output = self.admin(typed);
        assert!(output.status.success(), "{typed:?}: {}", err(&output));
        err(&output)
    }

    /// What a command that does it prints.
    fn said(&self, typed: &[&str]) -> String {
        let output = self.admin(typed);
        assert!(output.status.success(), "{typed:?}: {}", err(&output));
        out(&output)
    }

    fn document(&self, typed: &[&str]) -> Value {
        serde_json::from_str(&self.said(&[typed, &["--json"]].concat())).unwrap()
    }

    /// The lines of a list.
    fn items(&self, typed: &[&str]) -> Vec<Value> {
        self.document(typed)["items"].as_array().unwrap().clone()
    }

    /// Why a command is refused, in words, with this code.
    fn refused(&self, typed: &[&str], code: i32) -> String {
        let output = self.admin(typed);
        assert_eq!(output.status.code(), Some(code), "{typed:?}: {}", err(&output));
        assert!(output.stdout.is_empty(), "{typed:?}");
        err(&output)
    }

    /// How many letters are on their way.
    fn letters(&self) -> i64 {
        self.document(&["letters"])["on_their_way"].as_i64().unwrap()
    }

    /// The acts of this kind in the log, the newest first.
    fn acts(&self, kind: &str) -> Vec<String> {
        let lines = self.items(&["audit", "--kind", kind]);
        lines.iter().map(|line| line["act"].as_str().unwrap().to_owned()).collect()
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_community_is_listed_with_who_leads_it_or_not_and_never_with_how_many_people_are_there() {
    let place = Place::new();
    assert_eq!(place.said(&["community", "list"]), "");
    place.done(&["community", "add", "voisins", "Voisins"]);
    place.done(&["community", "add", "rives", "Rives", "--unlisted"]);
    place.done(&["person", "add", "Ana"]);
    place.done(&["member", "add", "rives", "Ana", "--role", "lead"]);
    let text = place.said(&["community", "list"]);
    assert_eq!(text, "rives on_request unlisted active - Rives\nvoisins on_request listed active vacant Voisins\n");
    let items = place.items(&["community", "list"]);
    let mut keys: Vec<&str> = items[0].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["access", "address", "alias", "id", "listed", "name", "paused_until", "stage", "vacant"]);
    assert_eq!((&items[0]["listed"], &items[0]["vacant"]), (&false.into(), &false.into()));
    assert_eq!((&items[1]["address"], &items[1]["vacant"]), (&"/communities/voisins".into(), &true.into()));
}

/// Which version of a text is accepted.
async fn version(place: &Place, page: SitePage) -> i64 {
    let store = Store::open(&Location::Sqlite(place.data().join("sillage.db"))).await.unwrap();
    let mut tx = store.read().await.unwrap();
    store::site_pages::version(&mut tx, page).await.unwrap().unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_site_is_read_and_replaced_and_what_no_page_can_be_changes_nothing() {
    let place = Place::new();
    let file = |name: &str, bytes: &[u8]| {
        let path = place.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let of_the_program = place.said(&["page", "about"]);
    assert!(of_the_program.len() > 500, "{of_the_program}");
    let in_english = place.said(&["page", "about", "--language", "en"]);
    assert_ne!(in_english, of_the_program);

    let text = "Nous tenons les rives.\n\n```\n\tun retrait\n```\n";
    let ours = file("nous.md", text.as_bytes());
    let ours = ours.as_str();
    assert!(place.done(&["page", "about", ours]).contains("The text is saved"));
    assert_eq!(place.said(&["page", "about"]), text);
    assert_eq!(place.said(&["page", "about", "--language", "en"]), in_english, "the other language stays");
    let document = place.document(&["page", "about"]);
    assert_eq!((&document["language"], &document["body"]), (&"fr".into(), &text.into()));
    assert!(document["changed"].is_string(), "{document}");

    let (long, cut) = (file("long.md", "é".repeat(102_401).as_bytes()), file("utf16.md", b"\xff\xfeN\0o\0"));
    let (zeros, empty) = (file("classeur.md", b"a\0b"), file("vide.md", b"\xef\xbb\xbf \n"));
    for (file, english, french) in [
        (long.as_str(), "200 KB", "trop long"),
        (cut.as_str(), "UTF-8", "UTF-8"),
        (zeros.as_str(), "UTF-8", "UTF-8"),
        (empty.as_str(), "empty", "vide"),
    ] {
        let words = place.refused(&["page", "about", file], 2);
        assert!(words.contains(english) && words.contains("Nothing was changed"), "{words}");
        let words = place.refused(&["page", "about", file, "--lang", "fr"], 2);
        assert!(words.contains(french) && words.contains("Rien n’a été changé"), "{words}");
    }
    place.refused(&["page", "about", "absent.md"], 1);
    for typed in [
        &["nowhere"][..],
        &["about", "--language", "xx"],
        &["about", ours, "--again"],
        &["privacy", "--again"],
        &["privacy", ours, "--forget"],
    ] {
        place.refused(&[&["page"][..], typed].concat(), 2);
    }
    assert_eq!(place.said(&["page", "about"]), text, "what is refused changes nothing");

    let before = version(&place, SitePage::Terms).await;
    place.done(&["page", "terms", ours]);
    assert_eq!(version(&place, SitePage::Terms).await, before);
    let typed = ["admin", "page", "terms", "-", "--again"];
    let mut piped = sillage(&place.data(), &typed).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    piped.stdin.take().unwrap().write_all("Ce qui est convenu.".as_bytes()).unwrap();
    let piped = piped.wait_with_output().unwrap();
    assert!(piped.status.success() && err(&piped).contains("accept it"), "{}", err(&piped));
    assert_eq!(place.said(&["page", "terms"]), "Ce qui est convenu.\n");
    assert_eq!(version(&place, SitePage::Terms).await, before + 1);

    for _ in 0..2 {
        place.done(&["page", "about", "--forget"]);
        assert_eq!(place.said(&["page", "about"]), of_the_program);
    }
    assert_eq!(place.acts("settings"), ["page_saved"; 4], "saved three times, forgotten once");
}

#[test]
fn an_incident_is_recorded_and_amended_with_each_of_its_wordings_kept() {
    let place = Place::new();
    let facts = ["--what", "Un courriel parti ailleurs.", "--happened", "2024-05-01", "--whose", "Une adresse."];
    let id = place.said(&[&["incident", "add"][..], &facts, &["--risk", "Faible."]].concat()).trim().to_owned();
    assert_eq!(id.len(), 26, "{id}");
    let id = id.as_str();
    place.done(&["incident", "amend", id, "--told", "La personne touchée.", "--told-on", "2024-05-03"]);
    let read = || place.items(&["incident", "read", id]);
    let wordings = read();
    let editions: Vec<_> = wordings.iter().map(|it| it["edition"].as_i64().unwrap()).collect();
    assert_eq!(editions, [2, 1], "the last one first");
    assert_eq!((&wordings[0]["what"], &wordings[0]["told_on"]), (&wordings[1]["what"], &"2024-05-03".into()));
    assert_eq!((&wordings[1]["told"], &wordings[1]["told_on"]), (&"".into(), &Value::Null));
    let text = place.said(&["incident", "read", id]);
    assert!(text.contains("told La personne touchée.\ntold_on 2024-05-03\n"), "{text}");

    let words = place.refused(&["incident", "add", "--what", "x"], 1);
    for field in ["whose: ", "risk: ", "happened: This field is required.\nNothing was changed."] {
        assert!(words.contains(field), "{field} is not in {words}");
    }
    for (typed, code, said) in [
        (&["--happened", "hier"][..], 1, "happened: Enter a date, such as 2024-05-31."),
        (&["--told-on", ""][..], 1, "told-on: This field is required."),
        (&["--learned", "2024-04-30"][..], 1, "learned: This is before the day of the incident"),
    ] {
        let words = place.refused(&[&["incident", "amend", id][..], typed].concat(), code);
        assert!(words.contains(said), "{said} is not in {words}");
    }
    let words = place.refused(&["incident", "amend", id, "--happened", "hier", "--lang", "fr"], 1);
    assert!(words.starts_with("happened\u{a0}: ") && words.ends_with("Rien n’a été changé.\n"), "{words}");
    for typed in [&["amend", id][..], &["add"], &["read", "x"]] {
        place.refused(&[&["incident"][..], typed].concat(), 2);
    }
    assert_eq!(read(), wordings, "what is refused changes nothing");

    let table = place.said(&["incidents", "--csv"]);
    assert!(table.starts_with("id,edition,written,who,happened,"), "{table}");
    assert_eq!(table.lines().count(), 3, "{table}");
}

#[test]
fn the_log_is_narrowed_by_kind_and_days_and_taken_out_for_a_spreadsheet() {
    let place = Place::new();
    assert_eq!(place.said(&["audit"]), "");
    place.done(&["person", "add", "Ana"]);
    place.done(&["site", "--name", "Réseau des Rives"]);
    assert_eq!(
        (place.acts("accounts"), place.acts("settings")),
        (vec!["account_made".into()], vec!["site_set".into()])
    );
    let count = |typed: &[&str]| place.items(&[&["audit"][..], typed].concat()).len();
    assert_eq!((count(&[]), count(&["--from", "2020-01-01"]), count(&["--until", "2020-01-01"])), (2, 2, 0));
    assert_eq!(count(&["--by", "Ana"]), 0, "the command line has no name");
    let table = place.said(&["audit", "--csv"]);
    assert!(table.starts_with("id,at,who,who_name,kind,act,"), "{table}");
    assert_eq!(table.lines().count(), 3, "{table}");
    for typed in [["--kind", "all"], ["--from", "hier"], ["--until", "2024-02-30"]] {
        place.refused(&[&["audit"][..], &typed].concat(), 2);
    }
}

#[test]
fn invitations_are_listed_and_ended() {
    let place = Place::new();
    let list = place.folder.path().join("liste.csv");
    fs::write(&list, "courriel,nom\nzoe@exemple.org,Zoé\n").unwrap();
    place.done(&["invite", list.to_str().unwrap()]);
    place.done(&["invitation-link", "Groupe A", "--uses", "3"]);
    let items = place.items(&["invitations"]);
    assert_eq!(items.len(), 2);
    let link = items.iter().find(|it| it["mail"].is_null()).unwrap();
    assert_eq!((&link["name"], &link["uses"], &link["used"]), (&"Groupe A".into(), &3.into(), &0.into()));
    assert!(place.said(&["invitations"]).contains(" 0/3 - Groupe A\n"));
    place.done(&["invitation", "end", link["id"].as_str().unwrap()]);
    let left = place.items(&["invitations"]);
    assert_eq!((left.len(), &left[0]["mail"], &left[0]["name"]), (1, &"zoe@exemple.org".into(), &"Zoé".into()));
    assert_eq!(place.acts("accounts")[0], "invitation_ended");
    place.refused(&["invitation", "end", "x"], 2);
}

#[test]
fn the_work_that_waits_is_listed_for_programs() {
    let place = Place::new();
    place.done(&["letters", "--try", "ana@exemple.org"]);
    let jobs = place.document(&["jobs"]);
    assert_eq!((&jobs["dead"], &jobs["running"]), (&json!([]), &json!([])));
    assert_eq!((&jobs["waiting"][0]["kind"], &jobs["waiting"][0]["attempts"]), (&"letter".into(), &0.into()), "{jobs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_read_and_settled_by_command_and_those_whom_it_concerns_are_written_to() {
    for site in TestApp::all(9301).await {
        let place = Place::beside(&site);
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let zoe = site.person_at("Zoé", "zoe@exemple.org").await;
        let who = site.session(zoe).await;
        let note = site.note("Zqécluse").by(ana).body("Un texte.").write().await;
        let report = async |page: &str| {
            let form = [("page", page), ("kind", "personal"), ("words", "Mon adresse y est.")];
            assert_eq!(leads_to(&site.send(Some(&who), "/report", &form).await), "/report?done=sent");
        };
        let page = format!("/n/{note}/zqecluse");
        report(&page).await;
        let id = place.items(&["reports"])[0]["id"].as_str().unwrap().to_owned();
        let id = id.as_str();
        let act = |act: &str, reason: &str| place.done(&["report", act, id, reason]);
        let read = || place.document(&["report", "read", id]);

        let found = read();
        assert_eq!((&found["words"], &found["mail"]), (&"Mon adresse y est.".into(), &"zoe@exemple.org".into()));
        assert_eq!((&found["hides"], &found["acts"]), (&false.into(), &json!([])));
        let text = place.said(&["report", "read", id]);
        assert!(text.contains("mail zoe@exemple.org\nwords Mon adresse y est.\n"), "{text}");
        assert!(!text.contains("Zqécluse") && !found.to_string().contains("Zqécluse"), "no title is told");

        let before = place.letters();
        let words = place.refused(&["report", "hide", id, " "], 1);
        assert!(words.contains("reason: This field is required.\nNothing was changed."), "{words}");
        assert!(act("hide", "Le temps de voir.").contains("The note is hidden"));
        assert!(act("hide", "Encore.").contains("It was so already"));
        assert_eq!(place.letters(), before + 1, "hidden twice, told once");
        assert_eq!(site.get(&page).await.status.as_u16(), 404);
        act("show", "On peut la lire.");
        act("answer", "Merci, c’est vu.");
        act("nothing", "Rien à faire.");
        assert_eq!(place.letters(), before + 4);
        let settled = read();
        let acts: Vec<_> = settled["acts"].as_array().unwrap().iter().map(|it| it["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["hide", "show", "answer", "nothing"]);
        assert!(settled["settled"].is_string() && settled["acts"][0]["by"].is_null(), "{settled}");
        assert!(place.items(&["reports"]).is_empty());
        assert!(place.refused(&["report", "acted", id, "Trop tard."], 1).contains("This report is settled."));
        assert_eq!(read(), settled, "what is refused changes nothing");

        report("/recent").await;
        let id = place.items(&["reports"])[0]["id"].as_str().unwrap().to_owned();
        let id = id.as_str();
        assert!(place.refused(&["report", "hide", id, "x"], 1).contains("not about a note"));
        let before = place.letters();
        place.done(&["report", "acted", id, "C’est corrigé."]);
        assert_eq!(place.letters(), before, "nobody answers for a page of the site");
        for typed in [&["report", "read", "x"][..], &["report", "hide", id], &["report", "delete", id, "x"]] {
            place.refused(typed, 2);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disagreement_on_who_edits_a_note_is_settled_by_command_and_both_are_told() {
    for site in TestApp::all(9302).await {
        let place = Place::beside(&site);
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let (who, other) = (site.session(ana).await, site.session(bruno).await);
        let note =
            site.note("Zqécluse").by(ana).by(bruno).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let (rights, id) = (format!("/n/{note}/-/rights"), note.to_string());
        let refuses = async |person: PersonId| {
            let person = person.to_string();
            let asked = site.send(Some(&who), &rights, &[("act", "remove"), ("person", &person)]).await;
            assert_eq!(leads_to(&asked), format!("{rights}?done=yes"), "{}", asked.text());
            let refused = site.send(Some(&other), &rights, &[("act", "refuse")]).await;
            assert_eq!(leads_to(&refused), format!("{rights}?done=yes"), "{}", refused.text());
        };
        for (act, logged) in [("keep", "author_kept"), ("remove", "author_removed")] {
            refuses(bruno).await;
            let items = place.items(&["removals"]);
            assert_eq!((&items[0]["note"], &items[0]["person"]), (&id.as_str().into(), &bruno.to_string().into()));
            assert_eq!((&items[0]["name"], &items[0]["asker"]), (&"Bruno".into(), &"Ana Roy".into()));
            let text = place.said(&["removals"]);
            assert!(text.starts_with(&format!("{note} {bruno} ")) && !text.contains("Zqécluse"), "{text}");
            let words = place.refused(&["removal", act, &id, "Bruno", " "], 1);
            assert!(words.contains("reason: This field is required."), "{words}");
            let before = place.letters();
            place.done(&["removal", act, &id, "Bruno", "Parce que c’est ainsi."]);
            assert_eq!(place.letters(), before + 2, "both are told");
            assert!(place.items(&["removals"]).is_empty());
            assert_eq!(place.acts("rights")[0], logged);
        }
        place.refused(&["removal", "keep", &id, "Bruno", "Encore."], 1);
        place.refused(&["removal", "keep", "x", "Bruno", "Encore."], 2);
    }
}
