//! The history of a folder: commits become versions, with their days, their reasons and who made them; on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "shared/program.rs"]
mod program;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use blobs::Blobs;
use domain::notes::Visibility;
use domain::policy::Viewer;
use domain::{LanguageTag, NoteId, Title};
use interop::markdown::Reader;
use serde_json::Value;
use services::check::{self, Contents, Mending};
use services::import::{self, FileEntry, Folder, Item, Options, OutlineLine, Past, Warning};
use services::{Services, notes, versions};
use store::{Kind, Statement};
use tempfile::TempDir;
use testkit::{Chance, TestStore, stores};

/// A repository made by the test.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Self {
        let it = Self { folder: tempfile::tempdir().unwrap() };
        it.git(&["init", "-q", "-b", "main"], "");
        it
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn notes(&self) -> PathBuf {
        self.path().join("notes")
    }

    fn git(&self, arguments: &[&str], input: &str) -> String {
        let mut child = Command::new("git")
            .args(["-c", "user.name=Essai", "-c", "user.email=essai@exemple.org", "-C"])
            .arg(self.path())
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "git {arguments:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Commits all that is in the folder. The object is written as it is, since `git commit` refuses a day before 1970.
    fn commit(&self, author: &str, seconds: i64, message: &str) -> String {
        self.git(&["add", "-A"], "");
        let tree = self.git(&["write-tree"], "");
        let mut asked = Command::new("git");
        let parent = asked.arg("-C").arg(self.path()).args(["rev-parse", "-q", "--verify", "HEAD"]).output().unwrap();
        let parent = String::from_utf8(parent.stdout).unwrap();
        let parent = if parent.is_empty() { String::new() } else { format!("parent {parent}") };
        let object = format!(
            "tree {tree}\n{parent}author {author} {seconds} +0000\ncommitter X <x@exemple.org> 1500000000 +0000\n\n{message}\n"
        );
        let commit = self.git(&["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], &object);
        self.git(&["update-ref", "HEAD", &commit], "");
        commit
    }
}

/// A site to bring a repository in.
struct Site {
    services: Services,
    _folder: TempDir,
    _store: TestStore,
}

impl Site {
    async fn all() -> Vec<Self> {
        stores().await.into_iter().map(Self::new).collect()
    }

    fn new(store: TestStore) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let chance = Arc::new(Chance::new(11));
        let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
        let services = Services::new(store.store.clone(), blobs, chance.clone(), chance);
        Self { services, _folder: folder, _store: store }
    }

    async fn import(&self, folder: Arc<dyn Folder>, dry_run: bool) -> Value {
        let options = Options {
            notebook: Title::parse("Jardin").unwrap(),
            language: LanguageTag::french(),
            visibility: Visibility::Public,
            community: None,
            author: None,
            dry_run,
            report_in: i18n::Language::French,
        };
        let ctx = self.services.system("a test");
        serde_json::to_value(import::run(&ctx, folder, &options, &|_, _| {}).await.unwrap()).unwrap()
    }

    /// A trial, then the run: the trial said all that the run says.
    async fn run(&self, root: &Path) -> Value {
        let folder: Arc<dyn Folder> = Arc::new(Reader::open(root).unwrap().with_history().unwrap());
        let trial = self.import(folder.clone(), true).await;
        let run = self.import(folder, false).await;
        let said = |report: &Value| {
            let files =
                report["files"].as_array().unwrap().iter().map(|file| (file["path"].clone(), file["result"].clone()));
            (files.collect::<Vec<_>>(), report["versions"].clone(), report["created"].clone(), codes(report).len())
        };
        assert_eq!(said(&trial), said(&run));
        assert_eq!(self.problems().await, [] as [check::Problem; 0]);
        run
    }

    async fn problems(&self) -> Vec<check::Problem> {
        let ctx = self.services.system("a test");
        check::run(&ctx, Mending::Tell, Contents::Read, &|_, _| {}).await.unwrap().problems
    }

    /// Each version, the oldest first: its day (microseconds), who made it, why, its title, its text.
    async fn versions(&self, note: NoteId) -> Vec<(i64, String, String, String, String)> {
        static VERSIONS: Statement = Statement::new(
            "tests.versions",
            "SELECT r.saved, COALESCE(p.name, ''), r.reason, r.title, r.body FROM revision r
             LEFT JOIN person p ON p.id = r.author WHERE r.note = $1 ORDER BY r.number",
            &[Kind::Id],
            &[Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
        );
        let mut tx = self.services.store().heavy().await.unwrap();
        tx.all(&VERSIONS, &[note.into()]).await.unwrap()
    }

    async fn count(&self, what: &'static Statement) -> i64 {
        let rows: Vec<(i64,)> = self.services.store().heavy().await.unwrap().all(what, &[]).await.unwrap();
        rows[0].0
    }
}

static CHANGES: Statement = Statement::new("tests.changes", "SELECT COUNT(*) FROM change", &[], &[Kind::Int]);

fn note(report: &Value, path: &str) -> NoteId {
    let files = report["files"].as_array().unwrap();
    files.iter().find(|file| file["path"] == path).unwrap()["note"].as_str().unwrap().parse().unwrap()
}

fn codes(report: &Value) -> Vec<&str> {
    report["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

const ANA: &str = "Ana Roy <ana@exemple.org>";
const LUC: &str = "Luc <luc@exemple.org>";
/// 1965-04-22, at noon.
const IN_1965: i64 = -148_219_200;

/// Two people, a day of 1965, a rename, a file that another note shows.
fn garden() -> Repository {
    let repository = Repository::new();
    repository.write(
        "notes/semis.md",
        "# Les semis\n\nAu printemps.\n\nEn pleine terre dès que le sol est tiède.\n\nVoir [[Compost]].\n",
    );
    repository.write("notes/compost.md", "Il chauffe.\n");
    repository.commit(ANA, IN_1965, "Premier jet\n\nLe corps du message.");
    repository.write(
        "notes/semis.md",
        "# Les semis\n\nAu printemps, à l’abri.\n\nEn pleine terre dès que le sol est tiède.\n\nVoir [[Compost]].\n",
    );
    repository.commit(LUC, 1_000_000_000, "Précise l’abri");
    fs::rename(repository.notes().join("semis.md"), repository.notes().join("semer.md")).unwrap();
    repository.write("notes/semer.md", "# Semer\n\nAu printemps, à l’abri.\n\nEn pleine terre dès que le sol est tiède.\n\nVoir [[Compost]] ![](plan.png).\n");
    repository.write("notes/plan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0");
    repository.commit(ANA, 1_100_000_000, "Renomme la note");
    repository
}

#[tokio::test(flavor = "multi_thread")]
async fn each_commit_that_touched_a_file_is_a_version_of_its_note() {
    let repository = garden();
    for site in Site::all().await {
        let report = site.run(&repository.notes()).await;
        assert_eq!((&report["created"], &report["versions"], &report["updated"]), (&2.into(), &4.into(), &0.into()));
        assert_eq!(codes(&report), [] as [&str; 0]);
        let semer = note(&report, "semer.md");
        let versions = site.versions(semer).await;
        let said: Vec<_> =
            versions.iter().map(|(at, by, why, title, _)| (*at, by.as_str(), why.as_str(), title.as_str())).collect();
        assert_eq!(
            said,
            [
                (IN_1965 * 1_000_000, "Ana Roy", "Premier jet", "Les semis"),
                (1_000_000_000_000_000, "Luc", "Précise l’abri", "Les semis"),
                (1_100_000_000_000_000, "Ana Roy", "Renomme la note", "Semer"),
            ]
        );
        assert!(versions[0].4.starts_with("Au printemps.\n"), "{}", versions[0].4);
        let page = notes::read(&site.services.system("a test"), semer).await.unwrap();
        assert!(page.body.contains("/compost\"") && page.body.contains("<img src=\"/files/"), "{}", page.body);
        let names: Vec<_> = page.byline.iter().map(|credit| credit.name.clone()).collect();
        assert_eq!(names, ["Ana Roy", "Luc"]);
        versions::compare(&site.services.system("a test"), semer, 1, 3).await.unwrap();
        versions::list(&site.services.system("a test"), semer, None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn run_again_a_history_changes_nothing_and_new_commits_follow() {
    let repository = garden();
    for site in Site::all().await {
        let report = site.run(&repository.notes()).await;
        let semer = note(&report, "semer.md");
        let before = (site.versions(semer).await, site.count(&CHANGES).await);
        let again = site.run(&repository.notes()).await;
        assert_eq!((&again["unchanged"], &again["versions"]), (&2.into(), &0.into()));
        assert_eq!((site.versions(semer).await, site.count(&CHANGES).await), before);

        repository.write("notes/semer.md", "# Semer\n\nUn.\n");
        repository.commit(LUC, 1_200_000_000, "Un");
        repository.write("notes/semer.md", "# Semer\n\nDeux.\n");
        repository.commit(ANA, 1_300_000_000, "Deux");
        repository.write("notes/semer.md", "# Semer\n\nTrois, pas encore gardé.\n");
        let more = site.run(&repository.notes()).await;
        assert_eq!((&more["updated"], &more["unchanged"], &more["versions"]), (&1.into(), &1.into(), &2.into()));
        let versions = site.versions(semer).await;
        let reasons: Vec<&str> = versions.iter().map(|version| version.2.as_str()).collect();
        assert_eq!(reasons, ["Premier jet", "Précise l’abri", "Renomme la note", "Un", "Deux", ""]);
        assert_eq!(versions[5].4, "Trois, pas encore gardé.\n");
        repository.git(&["reset", "-q", "--hard", "HEAD~2"], "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_were_withdrawn_do_not_come_back_with_the_history() {
    let repository = garden();
    for site in Site::all().await {
        let report = site.run(&repository.notes()).await;
        let semer = note(&report, "semer.md");
        let mut tx = site.services.store().write().await.unwrap();
        let (now, why) = (site.services.now(), domain::notes::Withdrawal::Person);
        assert!(store::notes::withdraw(&mut tx, semer, 1, now, None, why).await.unwrap());
        tx.commit().await.unwrap();
        let again = site.run(&repository.notes()).await;
        assert_eq!((&again["unchanged"], &again["versions"]), (&2.into(), &0.into()));
        repository.write("notes/semer.md", "# Semer\n\nUn.\n");
        repository.commit(LUC, 1_200_000_000, "Un");
        site.run(&repository.notes()).await;
        let versions = site.versions(semer).await;
        assert_eq!((versions.len(), versions[0].3.as_str(), versions[0].4.as_str()), (4, "", ""));
        assert_eq!(versions[0].2, "Premier jet", "the line stays");
        repository.git(&["reset", "-q", "--hard", "HEAD~1"], "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_renamed_and_edited_by_later_commits_keeps_its_note() {
    for site in Site::all().await {
        let repository = garden();
        let report = site.run(&repository.notes()).await;
        let semer = note(&report, "semer.md");
        let text = fs::read_to_string(repository.notes().join("semer.md")).unwrap();
        fs::rename(repository.notes().join("semer.md"), repository.notes().join("planter.md")).unwrap();
        repository.write("notes/planter.md", format!("{text}\nEt arroser.\n"));
        repository.commit(LUC, 1_200_000_000, "Arroser");
        let more = site.run(&repository.notes()).await;
        assert_eq!(note(&more, "planter.md"), semer);
        assert_eq!((&more["updated"], &more["missing"], &more["versions"]), (&1.into(), &0.into(), &1.into()));
        let again = site.run(&repository.notes()).await;
        assert_eq!((&again["unchanged"], &again["missing"], &again["versions"]), (&2.into(), &0.into(), &0.into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_was_a_draft_is_told_and_a_note_that_is_one_stays_so() {
    let repository = Repository::new();
    repository.write("a.md", "---\ndraft: true\n---\nSecret.\n");
    repository.write("b.md", "Dit.\n");
    repository.commit(ANA, 5, "x");
    repository.write("a.md", "Dit.\n");
    repository.write("b.md", "---\ndraft: true\n---\nTu.\n");
    repository.commit(ANA, 6, "y");
    for site in Site::all().await {
        let report = site.run(repository.path()).await;
        assert_eq!(codes(&report), ["history_draft"]);
        assert_eq!(report["warnings"][0]["path"], "a.md");
        let mut tx = site.services.store().read().await.unwrap();
        let row =
            store::notes::by_id(&mut tx, &Viewer::system("a test"), note(&report, "b.md")).await.unwrap().unwrap();
        assert_eq!(row.visibility, Visibility::Authors);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_of_an_author_is_kept() {
    let repository = Repository::new();
    repository.write("a.md", "Un.\n");
    repository.commit("luc@exemple.org <luc@exemple.org>", 5, "De luc@exemple.org");
    repository.write("a.md", "Deux.\n");
    repository.commit("Ana <ana@exemple.org>", 99_999_999_999_999, "Plus tard");
    for site in Site::all().await {
        let report = site.run(repository.path()).await;
        assert_eq!(codes(&report), ["history_date", "history_unsigned"]);
        let versions = site.versions(note(&report, "a.md")).await;
        assert_eq!((versions[0].1.as_str(), versions[0].2.as_str()), ("", "De …"));
        assert_eq!(versions[1].1, "Ana");
        assert!(!report.to_string().contains("exemple.org"), "{report}");
        let mut tx = site.services.store().read().await.unwrap();
        assert!(store::claims::secret(&mut tx).await.unwrap().is_some(), "a keyed hash is, to recognise who signed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_is_no_text_is_told_and_the_others_come() {
    let repository = Repository::new();
    repository.write("a.md", b"\x01\0\x02");
    repository.commit(ANA, 5, "Brisé");
    repository.write("a.md", "Mieux.\n");
    repository.commit(ANA, 6, "Mieux");
    for site in Site::all().await {
        let report = site.run(repository.path()).await;
        assert_eq!((codes(&report), &report["versions"]), (vec!["history_unreadable"], &1.into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_that_came_without_its_history_says_so() {
    let repository = garden();
    for site in Site::all().await {
        site.import(Arc::new(Reader::open(&repository.notes()).unwrap()), false).await;
        let report = site.run(&repository.notes()).await;
        assert_eq!((codes(&report), &report["versions"]), (vec!["history_late"], &0.into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shallow_clone_is_told() {
    let repository = garden();
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", repository.path().display());
    repository.git(&["clone", "-q", "--depth", "1", &from, clone.path().join("c").to_str().unwrap()], "");
    for site in Site::all().await {
        let report = site.run(&clone.path().join("c/notes")).await;
        assert_eq!((codes(&report), &report["versions"]), (vec!["history_shallow"], &2.into()));
    }
}

/// A folder that stops in the middle of a history, as a process does that is killed.
struct CutShort {
    reader: Reader,
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
    fn past(&self, path: &str) -> Vec<Past> {
        self.reader.past(path)
    }
    fn read_past(&self, path: &str, place: usize) -> Result<Item, &'static str> {
        assert!(place < self.most, "cut short");
        self.reader.read_past(path, place)
    }
    fn open(&self, path: &str) -> std::io::Result<Box<dyn std::io::Read + Send>> {
        self.reader.open(path)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_cut_short_is_sound_and_the_next_run_completes_it() {
    let repository = Repository::new();
    for version in 0..70 {
        repository.write("a.md", format!("---\ntags: [x]\n---\nVersion {version}, voir [[b]].\n"));
        repository.write("b.md", "b\n");
        repository.commit(ANA, version, &format!("{version}"));
    }
    for site in Site::all().await {
        let reader = Reader::open(repository.path()).unwrap().with_history().unwrap();
        let folder = Arc::new(CutShort { reader, most: 50 });
        let ctx = site.services.system("a test");
        let options = Options {
            notebook: Title::parse("Jardin").unwrap(),
            language: LanguageTag::french(),
            visibility: Visibility::Public,
            community: None,
            author: None,
            dry_run: false,
            report_in: i18n::Language::French,
        };
        assert!(import::run(&ctx, folder, &options, &|_, _| {}).await.is_err());
        assert_eq!(site.problems().await, [] as [check::Problem; 0]);
        let report = site.run(repository.path()).await;
        let versions = site.versions(note(&report, "a.md")).await;
        let reasons: Vec<String> = versions.into_iter().map(|version| version.2).collect();
        assert_eq!(reasons, (0..70).map(|version| version.to_string()).collect::<Vec<_>>());
        let mut tx = site.services.store().read().await.unwrap();
        let row =
            store::notes::by_id(&mut tx, &Viewer::system("a test"), note(&report, "a.md")).await.unwrap().unwrap();
        assert_eq!(row.revision, 70);
    }
}

#[test]
fn settings_of_the_repository_start_no_program() {
    let repository = garden();
    let mark = repository.path().join("mark");
    let script = repository.path().join("script");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\n", mark.display())).unwrap();
    Command::new("chmod").arg("+x").arg(&script).status().unwrap();
    let script = script.to_str().unwrap();
    for key in ["core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.sshCommand", "pager.rev-list"] {
        repository.git(&["config", key, script], "");
    }
    repository.git(&["config", "log.showSignature", "true"], "");
    Reader::open(&repository.notes()).unwrap().with_history().unwrap().past("semer.md");
    assert!(!mark.exists());
}

#[test]
fn a_file_is_followed_through_its_names_and_through_lines_that_join() {
    let lines = |words: &str| {
        let line = |end: &str| [words, &words.repeat(30), end].join(" ");
        ["a", "b", "c", "d", "e", "f"].map(line).join("\n\n") + "\n\n"
    };
    let repository = Repository::new();
    repository.write("a.md", lines("un"));
    repository.write("b.md", lines("deux"));
    repository.commit(ANA, 1, "départ");
    fs::rename(repository.path().join("a.md"), repository.path().join("x.md")).unwrap();
    fs::rename(repository.path().join("b.md"), repository.path().join("a.md")).unwrap();
    fs::rename(repository.path().join("x.md"), repository.path().join("b.md")).unwrap();
    repository.commit(ANA, 2, "échange");
    fs::rename(repository.path().join("a.md"), repository.path().join("c.md")).unwrap();
    repository.write("a.md", lines("autre"));
    repository.commit(ANA, 3, "place à un autre");
    let main = repository.git(&["rev-parse", "HEAD"], "");
    repository.write("b.md", format!("tête\n\n{}", lines("un")));
    let left = repository.commit(LUC, 4, "tête");
    repository.git(&["update-ref", "HEAD", &main], "");
    repository.write("b.md", format!("{}queue\n", lines("un")));
    repository.commit(LUC, 5, "queue");
    repository.git(&["reset", "-q", "--hard"], "");
    repository.git(&["merge", "-q", "-m", "joint", &left], "");

    let reader = Reader::open(repository.path()).unwrap().with_history().unwrap();
    let reasons = |path: &str| reader.past(path).into_iter().map(|past| past.reason).collect::<Vec<_>>();
    assert_eq!(reasons("a.md"), ["place à un autre"]);
    assert_eq!(reasons("c.md"), ["départ", "échange", "place à un autre"]);
    let of_b = reasons("b.md");
    assert_eq!((of_b.first().unwrap().as_str(), of_b.last().unwrap().as_str()), ("départ", "joint"));
    assert_eq!(of_b.len(), 5, "{of_b:?}");
    assert!(reader.read_past("b.md", 0).unwrap().body.starts_with("un unun"));
    assert!(reader.read_past("c.md", 0).unwrap().body.starts_with("deux deux"));
}

/// What a command did that finds the programs of whoever runs the test.
fn with_git(mut command: Command) -> std::process::Output {
    // Whoever runs it may be in the middle of work on another repository.
    command.env("GIT_DIR", "/nowhere").env("GIT_WORK_TREE", "/nowhere").env("GIT_INDEX_FILE", "/nowhere");
    command.env("PATH", std::env::var_os("PATH").unwrap()).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn without_a_repository_or_without_git_the_command_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (data, notes) = (folder.path().join("data"), folder.path().join("notes"));
    fs::create_dir(&notes).unwrap();
    fs::write(notes.join("a.md"), "a\n").unwrap();
    let typed = ["import", "markdown", notes.to_str().unwrap(), "--notebook", "Jardin", "--history", "--lang", "fr"];
    let output = with_git(program::sillage(&data, &typed));
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("dépôt git"));
    let output = program::sillage(&data, &typed).env("PATH", "/nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("pas installé"));
}

#[test]
fn the_command_brings_a_history_in() {
    let repository = garden();
    let data = tempfile::tempdir().unwrap();
    let notes = repository.notes();
    let typed = ["import", "markdown", notes.to_str().unwrap(), "--notebook", "Jardin", "--history"];
    let output = with_git(program::sillage(data.path(), &[&typed[..], &["--json"]].concat()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["versions"], 4);
    let served = program::Served::start(program::sillage(data.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let page = served.get(&format!("/n/{}/-/versions", note(&report, "semer.md")));
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    for words in ["1965", "Premier jet", "Ana Roy", "Luc"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("exemple.org"), "{page}");
}

#[test]
fn days_at_the_edges_of_the_calendar_are_shown() {
    let repository = Repository::new();
    for (at, seconds) in
        [-99_999_999_999_999, -70_000_000_000, 253_000_000_000, 99_999_999_999_999].into_iter().enumerate()
    {
        repository.write("a.md", format!("Version {at}.\n"));
        repository.commit(ANA, seconds, "x");
    }
    let data = tempfile::tempdir().unwrap();
    let typed =
        ["import", "markdown", repository.path().to_str().unwrap(), "--notebook", "Jardin", "--history", "--json"];
    let report: Value = serde_json::from_slice(&with_git(program::sillage(data.path(), &typed)).stdout).unwrap();
    assert_eq!((codes(&report), &report["versions"]), (vec!["history_date", "history_date"], &4.into()));
    let served = program::Served::start(program::sillage(data.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let id = note(&report, "a.md");
    for address in [
        format!("/n/{id}/-/versions"),
        format!("/n/{id}/a"),
        format!("/n/{id}/-/compare/1/4"),
        "/recent".to_owned(),
        "/feed.atom".to_owned(),
        "/sitemap.xml".to_owned(),
    ] {
        let page = served.get(&address);
        assert!(page.starts_with("HTTP/1.1 200"), "{address}: {page}");
    }
}
