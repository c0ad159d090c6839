//! A folder brought in, and brought in again: what changes, what stays, what is told; on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};

use blobs::Blobs;
use domain::lexicon::EntryKey;
use domain::notes::{NoteKind, Visibility};
use domain::{LanguageTag, NoteId, Timestamp, Title};
use interop::markdown::Reader;
use serde_json::Value;
use services::check::{self, Contents, Mending, Problem};
use services::import::{self, FileEntry, Folder, Item, Options, OutlineLine, Warning};
use services::views::NotePage;
use services::{Services, notes};
use store::notes::NewRevision;
use store::{Kind, Statement};
use tempfile::TempDir;
use testkit::{Chance, TestStore, stores};

/// A site and a folder to bring in.
struct Site {
    services: Services,
    folder: TempDir,
    _store: TestStore,
}

impl Site {
    async fn all() -> Vec<Self> {
        stores().await.into_iter().map(Self::new).collect()
    }

    fn new(store: TestStore) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("notes")).unwrap();
        let chance = Arc::new(Chance::new(11));
        let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
        let services = Services::new(store.store.clone(), blobs, chance.clone(), chance);
        Self { services, folder, _store: store }
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.path().join("notes").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        let notes = self.folder.path().join("notes");
        fs::rename(notes.join(from), notes.join(to)).unwrap();
    }

    async fn import(&self, dry_run: bool) -> Value {
        let ctx = self.services.system("a test");
        let report = import::run(&ctx, Arc::new(self.reader()), &options(dry_run), &|_, _| {}).await.unwrap();
        serde_json::to_value(&report).unwrap()
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.folder.path().join("notes")).unwrap()
    }

    /// An import that ends all at once, when so many files were opened or so many notes written.
    async fn cut_short(&self, opened: usize, written: usize) {
        let folder = Arc::new(CutShort { reader: self.reader(), opened: AtomicUsize::new(0), most: opened });
        let ctx = self.services.system("a test");
        let import = tokio::spawn(async move {
            let progress = |done, _| assert!(done < written, "cut short once a note is written");
            import::run(&ctx, folder, &options(false), &progress).await.map(drop)
        });
        assert!(import.await.unwrap_err().is_panic());
    }

    async fn problems(&self) -> Vec<Problem> {
        let ctx = self.services.system("a test");
        check::run(&ctx, Mending::Tell, Contents::Read, &|_, _| {}).await.unwrap().problems
    }

    /// A trial, then the run: the trial said all that the run says.
    async fn run(&self) -> Value {
        let before = self.rows().await;
        let trial = self.import(true).await;
        assert_eq!(self.rows().await, before, "a trial writes nothing");
        assert_eq!((&trial["id"], &trial["address"]), (&Value::Null, &Value::Null), "a trial is not kept");
        let run = self.import(false).await;
        assert_eq!(run["address"], format!("/admin/imports/{}", run["id"].as_str().unwrap()));
        assert_eq!(without_ids(&trial), without_ids(&run));
        run
    }

    async fn rows(&self) -> Vec<i64> {
        static ROWS: Statement = Statement::new(
            "tests.rows",
            "SELECT COUNT(*) FROM note UNION ALL SELECT COUNT(*) FROM revision UNION ALL SELECT COUNT(*) FROM notebook
             UNION ALL SELECT COUNT(*) FROM person UNION ALL SELECT COUNT(*) FROM link UNION ALL SELECT COUNT(*) FROM imported
             UNION ALL SELECT COUNT(*) FROM import UNION ALL SELECT COUNT(*) FROM attachment UNION ALL SELECT COUNT(*) FROM change
             UNION ALL SELECT COUNT(*) FROM category UNION ALL SELECT COUNT(*) FROM placement",
            &[],
            &[Kind::Int],
        );
        let rows: Vec<(i64,)> = self.services.store().heavy().await.unwrap().all(&ROWS, &[]).await.unwrap();
        rows.into_iter().map(|(count,)| count).collect()
    }

    /// The manual order: note, position, depth.
    async fn order(&self) -> Vec<(NoteId, i64, i64)> {
        let mut tx = self.services.store().read().await.unwrap();
        let notebook = store::notebooks::by_title(&mut tx, &options(false).notebook).await.unwrap().unwrap();
        let mut order = store::placements::laid(&mut tx, notebook).await.unwrap();
        order.sort_by_key(|(_, position, _)| *position);
        order
    }

    /// Someone moves a note on the site.
    async fn move_to(&self, note: NoteId, position: i64) {
        let mut tx = self.services.store().write().await.unwrap();
        let notebook = store::notebooks::by_title(&mut tx, &options(false).notebook).await.unwrap().unwrap();
        store::placements::place(&mut tx, notebook, note, position, 0, None, Timestamp::from_micros(0)).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn page(&self, note: NoteId) -> NotePage {
        notes::read(&self.services.system("a test"), note).await.unwrap()
    }

    async fn body(&self, note: NoteId) -> String {
        notes::source(&self.services.system("a test"), note).await.unwrap().text
    }

    /// Someone writes on the site.
    async fn edit(&self, note: NoteId, change: impl Fn(&str) -> String) {
        let mut tx = self.services.store().write().await.unwrap();
        let row = store::notes::by_id(&mut tx, &domain::policy::Viewer::system("a test"), note).await.unwrap().unwrap();
        let (title, body) = (Title::parse(&row.title).unwrap(), change(&row.body));
        let revision = NewRevision {
            note,
            base: row.revision,
            title: &title,
            sort_key: i18n::sort_key(title.as_str()),
            language: &row.language,
            body: &body,
            excerpt: "",
            author: None,
            saved: row.changed.plus_seconds(60),
            reason: "",
        };
        assert!(store::notes::save_revision(&mut tx, &revision).await.unwrap());
        tx.commit().await.unwrap();
    }
}

fn options(dry_run: bool) -> Options {
    Options {
        notebook: Title::parse("Jardin").unwrap(),
        language: LanguageTag::french(),
        visibility: Visibility::Public,
        community: None,
        author: None,
        dry_run,
        report_in: i18n::Language::French,
    }
}

/// A folder whose reading ends all at once, as a process does that is killed, when its files were opened so many times.
struct CutShort {
    reader: Reader,
    opened: AtomicUsize,
    most: usize,
}

impl Folder for CutShort {
    fn entries(&self) -> Vec<FileEntry> {
        self.reader.entries()
    }
    fn outline(&self) -> Vec<OutlineLine> {
        self.reader.outline()
    }
    fn base(&self) -> String {
        self.reader.base()
    }
    fn warnings(&self) -> Vec<Warning> {
        self.reader.warnings()
    }
    fn read(&self, path: &str) -> Result<Item, &'static str> {
        self.reader.read(path)
    }
    fn open(&self, path: &str) -> io::Result<Box<dyn io::Read + Send>> {
        assert!(self.opened.fetch_add(1, Ordering::Relaxed) < self.most, "cut short while a file is stored");
        self.reader.open(path)
    }
}

/// A report without what a trial cannot know: the ids of what is not made yet.
fn without_ids(report: &Value) -> Value {
    let mut report = report.clone();
    for key in ["dry_run", "id", "address", "notebook"] {
        report[key] = Value::Null;
    }
    for file in report["files"].as_array_mut().unwrap() {
        file["note"] = Value::Null;
        file["address"] = Value::Null;
    }
    report
}

fn note(report: &Value, path: &str) -> NoteId {
    file(report, path)["note"].as_str().unwrap().parse().unwrap()
}

fn file<'r>(report: &'r Value, path: &str) -> &'r Value {
    report["files"].as_array().unwrap().iter().find(|file| file["path"] == path).unwrap()
}

fn codes(report: &Value) -> Vec<&str> {
    report["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

fn counts(report: &Value) -> (i64, i64, i64, i64) {
    let count = |key: &str| report[key].as_i64().unwrap();
    (count("created"), count("updated"), count("unchanged"), count("missing"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_run_again_changes_only_what_changed() {
    for site in Site::all().await {
        site.write("a.md", "# Abeilles\n\nVoir [b](b.md) et [[Compost]].\n");
        site.write("b.md", "# Bêche\n\ntexte\n");
        site.write("c.md", "# Compost\n\n![tas](tas.png)\n");
        site.write("tas.png", b"\x89PNG\r\n\x1a\n0000");
        let first = site.run().await;
        assert_eq!(counts(&first), (3, 0, 0, 0));
        let again = site.run().await;
        assert_eq!(counts(&again), (0, 0, 3, 0));
        let versions = |page: NotePage| page.versions;
        site.write("b.md", "# Bêche\n\nautre texte\n");
        let third = site.run().await;
        assert_eq!(counts(&third), (0, 1, 2, 0));
        assert_eq!(file(&third, "a.md")["result"], "unchanged");
        assert_eq!(note(&third, "b.md"), note(&first, "b.md"));
        assert_eq!(versions(site.page(note(&third, "b.md")).await), 2);
        assert_eq!(versions(site.page(note(&third, "a.md")).await), 1);
        // A file that changed is another file: the note that shows it follows.
        site.write("tas.png", b"\x89PNG\r\n\x1a\n1111");
        assert_eq!(counts(&site.run().await), (0, 1, 2, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_file_keeps_its_note_and_a_missing_one_is_told() {
    for site in Site::all().await {
        site.write("a.md", "# Abeilles\n\nune\n");
        site.write("b.md", "# Bêche\n\ndeux\n");
        let first = site.run().await;
        site.rename("a.md", "ruche.md");
        fs::remove_file(site.folder.path().join("notes/b.md")).unwrap();
        let second = site.run().await;
        assert_eq!(note(&second, "ruche.md"), note(&first, "a.md"));
        assert!(file(&second, "ruche.md")["changes"].as_array().unwrap().iter().any(|code| code == "renamed"));
        assert_eq!((second["missing"].as_i64(), &file(&second, "b.md")["result"]), (Some(1), &Value::from("missing")));
        assert_eq!(site.page(note(&first, "b.md")).await.title, "Bêche");
        let third = site.run().await;
        assert_eq!(counts(&third), (0, 0, 1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_of_the_site_is_merged_or_told_and_never_overwritten() {
    for site in Site::all().await {
        let text = |first: &str, last: &str| format!("# Abeilles\n\n{first}\n\nmilieu\n\nmilieu\n\n{last}\n");
        site.write("a.md", text("début", "fin"));
        let first = site.run().await;
        let a = note(&first, "a.md");
        site.edit(a, |body| body.replace("fin", "fin du site")).await;
        // Nothing new in the file: the site's text stays, untold.
        let same = site.run().await;
        assert_eq!((counts(&same), codes(&same)), ((0, 0, 1, 0), vec![]));
        site.write("a.md", text("début du fichier", "fin"));
        let merged = site.run().await;
        assert_eq!((counts(&merged), codes(&merged)), ((0, 1, 0, 0), vec!["merged"]));
        let both = site.body(a).await;
        assert!(both.contains("début du fichier") && both.contains("fin du site"), "{both}");
        // Run again, the merge is not undone.
        let again = site.run().await;
        assert_eq!((counts(&again), codes(&again)), ((0, 0, 1, 0), vec![]));
        assert_eq!(site.body(a).await, both);
        site.write("a.md", text("début du fichier", "fin du fichier"));
        let clash = site.run().await;
        assert_eq!((counts(&clash), codes(&clash)), ((0, 0, 1, 0), vec!["edited_here"]));
        assert_eq!(site.body(a).await, both);
        assert!(clash["warnings"][0]["message"].as_str().unwrap().contains("Comparez"), "{clash}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wanted_link_of_an_unchanged_note_resolves_when_its_file_comes() {
    for site in Site::all().await {
        site.write("a.md", "# Abeilles\n\nVoir [[Compost]] et [le tas](tas.md).\n");
        let first = site.run().await;
        assert_eq!((&first["links"]["wanted"], &first["links"]["broken"]), (&Value::from(1), &Value::from(1)));
        site.write("compost.md", "# Compost\n");
        let second = site.run().await;
        assert_eq!(counts(&second), (1, 1, 0, 0));
        assert_eq!(second["links"]["resolved"], 1);
        let page = site.page(note(&first, "a.md")).await;
        assert!(page.body.contains(&format!("/n/{}/compost", note(&second, "compost.md"))), "{}", page.body);
        site.write("tas.md", "# Le tas\n");
        assert_eq!(counts(&site.run().await), (1, 1, 1, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_that_changed_in_the_file_stays_a_name_of_the_note() {
    for site in Site::all().await {
        site.write("a.md", "# Abeilles\n\nune\n");
        site.write("b.md", "# Bêche\n\n[[Abeilles]]\n");
        let first = site.run().await;
        site.write("a.md", "# Ruches\n\nune\n");
        let second = site.run().await;
        assert_eq!(site.page(note(&first, "a.md")).await.title, "Ruches");
        assert_eq!(second["links"]["wanted"], 1, "the file still says the former title");
        let page = site.page(note(&first, "b.md")).await;
        assert!(page.body.contains(&format!("/n/{}/ruches", note(&first, "a.md"))), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_front_matter_says_reaches_the_note() {
    for site in Site::all().await {
        let said = "---\ntitle: L’abeille\naliases: [Mouche à miel]\ntags: [Faune, à trier]\ndate: 2021-03-04\nupdated: 2022-01-02\nauthors: [Ana, Luc]\nlang: en\nlicence: CC0-1.0\nkind: term\npermalink: /faune/abeille\nterms: [ruche]\nunderline: false\nsidebar: non\n---\nUne ruche, une reine.\n";
        site.write("a.md", said);
        site.write("ruche.md", "---\ntitle: ruche\nkind: term\n---\nUne maison.\n");
        site.write("reine.md", "---\ntitle: reine\nkind: term\nlang: en\n---\nA mother.\n");
        site.write("b.md", "---\ndraft: true\n---\n# B\n\n[x](/faune/abeille/) [[Mouche à miel]]\n");
        let report = site.run().await;
        let a = note(&report, "a.md");
        let page = site.page(a).await;
        assert_eq!((page.title.as_str(), page.kind, page.language.as_str()), ("L’abeille", NoteKind::Term, "en"));
        assert_eq!(page.licence.as_deref(), Some("CC0-1.0"));
        let day = |text: &str| Some(Timestamp::from_micros(text.parse::<i64>().unwrap() * 1_000_000));
        assert_eq!((page.published, Some(page.changed)), (day("1614859200"), day("1641124800")));
        let names: Vec<_> = page.byline.iter().map(|credit| credit.name.as_str()).collect();
        assert_eq!(names, ["Ana", "Luc"]);
        let categories: Vec<_> = page.notebooks[0].categories.iter().map(|category| category.name.as_str()).collect();
        assert_eq!(categories, ["à trier", "Faune"]);
        assert_eq!(report["links"]["resolved"], 2);
        assert_eq!(site.page(note(&report, "b.md")).await.visibility, Visibility::Authors);
        let told: Vec<_> = page.terms.iter().map(|term| term.link.title.as_str()).collect();
        assert_eq!(told, ["reine", "ruche"], "the text says one, its authors name the other");
        assert!(!page.body.contains("data-term"), "{}", page.body);
        let mut tx = site.services.store().read().await.unwrap();
        assert_eq!(store::imports::said(&mut tx, a).await.unwrap(), [("sidebar".to_owned(), "non".to_owned())]);
        drop(tx);
        assert_eq!(codes(&report), ["unknown_key"]);
        // A licence that changes alone is a change.
        site.write("a.md", said.replace("CC0-1.0", "CC-BY-4.0"));
        let again = site.run().await;
        assert_eq!(counts(&again), (0, 1, 3, 0));
        assert_eq!(site.page(a).await.licence.as_deref(), Some("CC-BY-4.0"));
        assert_eq!(site.page(note(&again, "b.md")).await.licence, None, "a draft has none");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_kind_term_defines_a_word_for_as_long_as_it_is_one() {
    for site in Site::all().await {
        let written =
            |text: &str| format!("---\ntitle: L’accueil\naliases: [Bienvenue]\nlang: fr\nkind: term\n---\n{text}\n");
        let entry = async |label: &str| {
            let ctx = site.services.system("a test");
            let page = services::lexicon::entry(&ctx, &EntryKey::of(label), None).await.ok()?;
            let one = page.definitions.first().unwrap();
            Some((page.title.clone(), one.definition.text.clone(), one.labels[0].variants.join(", ")))
        };
        let told = |title: &str, text: &str, variants: &str| Some((title.into(), text.into(), variants.into()));
        site.write("mot.md", written("# Titre\n\nCe qui se passe *d’abord*.\n\nLa suite."));
        site.write("texte.md", "Quelle bienvenue.");
        let report = site.run().await;
        let first = told("L’accueil", "Ce qui se passe d’abord.", "Bienvenue");
        assert_eq!(entry("l'accueil").await, first);
        let page = site.page(note(&report, "texte.md")).await;
        assert_eq!(page.terms.iter().map(|term| term.link.title.as_str()).collect::<Vec<_>>(), ["L’accueil"]);
        site.run().await;
        assert_eq!(entry("l'accueil").await, first, "an import run again changes nothing");
        site.write("mot.md", written("Autre chose.").replace("Bienvenue", "Arrivée").replace("L’accueil", "Accueil"));
        site.run().await;
        assert_eq!(
            (entry("l'accueil").await, entry("accueil").await),
            (None, told("Accueil", "Autre chose.", "Arrivée"))
        );
        site.write("mot.md", "Plus un terme.");
        site.run().await;
        assert_eq!(entry("accueil").await, None);
        assert!(site.problems().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_place_lands_on_it_or_is_told() {
    for site in Site::all().await {
        site.write(
            "a.md",
            "# Abeilles\n\n## Où en êtes-vous ?\n\n## Suite <a name=\"Fin\"></a>\n\n[x](#fin) [y](#rien)\n",
        );
        site.write(
            "b.md",
            "# B\n\n[1](a.md#ou-en-etes-vous) [2](a.html#Fin) [3](a.md#abeilles) [4](a.md#perdu) [[a#Où en êtes vous]] [[Abeilles#perdu]]\n",
        );
        let report = site.run().await;
        assert_eq!(report["links"]["resolved"], 7);
        assert_eq!(codes(&report), ["anchor_missing"; 3]);
        let a = site.page(note(&report, "a.md")).await.body;
        let b = site.page(note(&report, "b.md")).await.body;
        for place in ["où-en-êtes-vous", "^fin"] {
            assert!(a.contains(&format!("id=\"{place}\"")), "{place} in {a}");
            let encoded = domain::address::encode_segment(place);
            assert!(b.contains(&format!("/abeilles#{encoded}\"")), "{place} ({encoded}) in {b}");
        }
        assert_eq!(b.matches("/abeilles\"").count(), 3, "{b}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_found_by_their_names_and_shown() {
    for site in Site::all().await {
        site.write(
            "guide/a.md",
            "# A\n\n![[plan.png]] ![[plan.png|300]] [[annexe.pdf|l’annexe]] [licence](/LICENSE.md)\n",
        );
        site.write("guide/images/plan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0");
        site.write("annexe.pdf", b"%PDF-1.4\n");
        site.write("LICENSE.md", "libre\n");
        let report = site.run().await;
        let links = &report["links"];
        assert_eq!((&links["resolved"], &links["wanted"], &links["broken"]), (&4.into(), &0.into(), &0.into()));
        assert_eq!(report["attachments"], 3);
        let body = site.page(note(&report, "guide/a.md")).await.body;
        assert_eq!(body.matches("<img src=\"/files/").count(), 2, "{body}");
        assert!(body.contains(">l’annexe</a>") && body.contains(">licence</a>"), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_the_published_site_are_known() {
    for site in Site::all().await {
        site.write("2-guide/03-Été.md", "# Été\n");
        site.write("2-guide/README.md", "# Guide\n");
        site.write("mkdocs.yml", "site_url: https://exemple.org/docs/\n");
        site.write("a.md", "# A\n\n[1](/guide/ete) [2](/docs/2-guide/) [3](2-guide/03-été.html) [4](/autre/)\n");
        let report = site.run().await;
        assert_eq!((&report["links"]["resolved"], &report["links"]["broken"]), (&3.into(), &1.into()));
    }
}

const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";

#[tokio::test(flavor = "multi_thread")]
async fn an_import_cut_short_is_sound_and_the_next_one_completes_it() {
    const NOTES: usize = 4;
    let cuts = (0..NOTES).map(|opened| (opened, usize::MAX)).chain((1..=NOTES).map(|written| (usize::MAX, written)));
    for (opened, written) in cuts {
        for site in Site::all().await {
            for note in 0..NOTES {
                let (next, after) = ((note + 1) % NOTES, (note + 2) % NOTES);
                // A file of its own: what was written before is committed before it is stored.
                let text = format!("# Note {note}\n\n[[Note {next}]] [x](n{after}.md) ![y](n{note}.png)\n");
                site.write(&format!("n{note}.md"), text);
                site.write(&format!("n{note}.png"), [PIXEL, &[u8::try_from(note).unwrap()]].concat());
            }
            site.cut_short(opened, written).await;
            assert_eq!(site.problems().await, [], "cut at {opened} files, {written} notes");
            let report = site.run().await;
            assert_eq!((&report["notes"], &report["refused"]), (&NOTES.into(), &0.into()));
            let rows = site.rows().await;
            assert_eq!((rows[0], rows[1]), (4, 4), "one version of each note: cut at {opened} files, {written} notes");
            assert_eq!(site.problems().await, []);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_moved_on_the_site_stays_there_and_a_new_one_finds_its_place() {
    for site in Site::all().await {
        for (path, title) in [("a.md", "A"), ("b.md", "B"), ("d.md", "D")] {
            site.write(path, format!("# {title}\n"));
        }
        let first = site.run().await;
        let (a, b, d) = (note(&first, "a.md"), note(&first, "b.md"), note(&first, "d.md"));
        let before = site.order().await;
        assert_eq!(before.iter().map(|(note, ..)| *note).collect::<Vec<_>>(), [a, b, d]);
        // A curator puts A last, and takes nothing else.
        site.move_to(a, 9000).await;
        site.write("c.md", "# C\n");
        let second = site.run().await;
        assert_eq!(counts(&second), (1, 0, 3, 0));
        let c = note(&second, "c.md");
        let after = site.order().await;
        assert_eq!(after.iter().map(|(note, ..)| *note).collect::<Vec<_>>(), [b, c, d, a]);
        for kept in [before[1], before[2], (a, 9000, 0)] {
            assert!(after.contains(&kept), "{kept:?} in {after:?}");
        }
        assert_eq!(counts(&site.run().await), (0, 0, 4, 0));
        assert_eq!(site.order().await, after);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_changed_in_the_folder_moves_what_the_site_left() {
    for site in Site::all().await {
        for path in ["a.md", "b.md", "c.md"] {
            site.write(path, format!("# {path}\n"));
        }
        site.write("SUMMARY.md", "# S\n\n- [a](a.md)\n- [b](b.md)\n- [c](c.md)\n");
        let first = site.run().await;
        site.write("SUMMARY.md", "# S\n\n- [c](c.md)\n- [a](a.md)\n    - [b](b.md)\n");
        site.run().await;
        let order = site.order().await;
        let depths: Vec<_> = order.iter().map(|(note, _, depth)| (*note, *depth)).collect();
        assert_eq!(depths, [(note(&first, "c.md"), 0), (note(&first, "a.md"), 0), (note(&first, "b.md"), 1)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_below_the_text_says_what_its_wiki_link_means() {
    for site in Site::all().await {
        let text = "# A\n\n[[lint]] [[publier|dire]] [x][y]\n\n[lint]: outils/lint.md 'Lint'\n[publier|dire]: outils/guide.md\n[y]: outils/lint.md\n";
        site.write("a.md", text);
        site.write("lint.md", "# Lint\n");
        site.write("outils/lint.md", "# Lint des outils\n");
        site.write("outils/guide.md", "# Guide\n");
        let report = site.run().await;
        let links = &report["links"];
        assert_eq!((&links["resolved"], &links["ambiguous"], &links["wanted"]), (&3.into(), &0.into(), &0.into()));
        let body = site.page(note(&report, "a.md")).await.body;
        let (lint, guide) = (note(&report, "outils/lint.md"), note(&report, "outils/guide.md"));
        assert_eq!(body.matches(&format!("/n/{lint}/lint-des-outils\"")).count(), 2, "{body}");
        assert!(body.contains(&format!("/n/{guide}/guide\">dire</a>")), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_say_which_other_one_it_translates() {
    for site in Site::all().await {
        site.write("recolte.md", "---\nupdated: 2025-01-02T10:00:00Z\n---\n# La récolte\n\nQuinze minutes.\n");
        let translation = |of: &str, day: &str| {
            format!("---\nlanguage: en\nupdated: {day}\ntranslation_of: {of}\n---\n# The harvest\n\nFifteen minutes.\n")
        };
        site.write("en/harvest.md", translation("../recolte.md", "2025-02-01T10:00:00Z"));
        site.write("en/lost.md", "---\ntranslation_of: Rien de tel\n---\n# Lost\n\nNothing.\n");
        let report = site.run().await;
        let warned = report["warnings"].as_array().unwrap();
        assert_eq!((warned.len(), &warned[0]["code"]), (1, &"translation_unknown".into()), "{warned:?}");
        let note = |path: &str| -> NoteId {
            let files = report["files"].as_array().unwrap();
            let file = files.iter().find(|file| file["path"] == path).unwrap();
            file["note"].as_str().unwrap().parse().unwrap()
        };
        let (original, harvest) = (note("recolte.md"), note("en/harvest.md"));
        let of = async |site: &Site| site.page(harvest).await.translations.of.map(|it| (it.note, it.is_behind));
        assert_eq!(of(&site).await, Some((original, false)));
        assert_eq!(site.page(original).await.translations.also[0].note, harvest);
        let rows = site.rows().await;
        site.import(false).await;
        assert_eq!(site.rows().await[8], rows[8], "nothing changed, and nothing is said to have");

        // The original goes on; then its translation follows, by its title this time.
        site.write("recolte.md", "---\nupdated: 2025-03-01T10:00:00Z\n---\n# La récolte\n\nVingt minutes.\n");
        site.run().await;
        assert_eq!(of(&site).await, Some((original, true)));
        site.write("en/harvest.md", translation("\"[[La récolte]]\"", "2025-03-02T10:00:00Z"));
        site.run().await;
        assert_eq!(of(&site).await, Some((original, false)));
        site.write("en/harvest.md", "# The harvest\n\nA text of its own.\n");
        site.run().await;
        assert_eq!(of(&site).await, None);
        assert_eq!(site.page(original).await.translations.also.len(), 0);
    }
}
