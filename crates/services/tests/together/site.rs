//! A site with folders of a few lines, for what is done to it by several at once.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::notes::Visibility;
use domain::{LanguageTag, NoteId, NotebookId, Title};
use services::check::{Contents, Mending};
use services::import::{self, FileEntry, FileKind, Item, Options, OutlineLine, Report, Warning};
use services::{Ctx, Result, Services, check, projections};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use testkit::{Chance, TestStore};

/// What the text of a term begins with.
pub const TERM: &str = "Terme. ";

/// A folder of notes: title, which names the file too, and text. They read in this order.
#[derive(Clone)]
pub struct Texts(pub Vec<(String, String)>);

impl Texts {
    /// A folder of one note.
    pub fn one(text: &str) -> Self {
        Self(vec![("Compost".to_owned(), text.to_owned())])
    }
}

impl import::Folder for Texts {
    fn entries(&self) -> Vec<FileEntry> {
        let mut paths: Vec<String> = self.0.iter().map(|(title, _)| format!("{title}.md")).collect();
        paths.sort_unstable();
        paths.into_iter().map(|path| FileEntry { path, kind: FileKind::Note }).collect()
    }

    fn outline(&self) -> Vec<OutlineLine> {
        self.0.iter().map(|(title, _)| OutlineLine::Chapter { path: format!("{title}.md"), level: 0 }).collect()
    }

    fn base(&self) -> String {
        String::new()
    }

    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }

    fn read(&self, path: &str) -> std::result::Result<Item, &'static str> {
        let found = self.0.iter().find(|(title, _)| path.strip_suffix(".md") == Some(title));
        let (title, body) = found.cloned().ok_or("unreadable")?;
        let is_term = body.starts_with(TERM);
        Ok(Item {
            path: path.to_owned(),
            raw_hash: Sha256::digest(&body).into(),
            title,
            body_lines: (1..).take(body.lines().count()).collect(),
            body,
            language: None,
            aliases: Vec::new(),
            permalink: None,
            tags: Vec::new(),
            terms: Vec::new(),
            underlined: true,
            said: Vec::new(),
            authors: Vec::new(),
            published: None,
            changed: None,
            draft: false,
            licence: None,
            kind: is_term.then(|| "term".to_owned()),
            changes: Vec::new(),
            warnings: Vec::new(),
        })
    }

    fn open(&self, _: &str) -> io::Result<Box<dyn io::Read + Send>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// A part of a site, apart from the others: a notebook that folders fill.
pub struct Site {
    /// The database of the whole site.
    pub store: Arc<TestStore>,
    folder: Arc<TempDir>,
    number: u64,
}

impl Site {
    /// The first part of an empty one.
    pub fn on(store: TestStore) -> Self {
        Self { store: Arc::new(store), folder: Arc::new(tempfile::tempdir().unwrap()), number: 0 }
    }

    /// The next part of the same site.
    pub fn next(&self) -> Self {
        Self { store: self.store.clone(), folder: self.folder.clone(), number: self.number + 1 }
    }

    /// A name that no other part has.
    pub fn name(&self) -> String {
        format!("jardin-{}", self.number)
    }

    /// Someone at work on it, with moments and ids of their own.
    pub fn services(&self, seed: u64) -> Services {
        let blobs = blobs::Blobs::open(self.folder.path().join("blobs")).unwrap();
        let seed = 100_000 * self.number + seed;
        Services::new(self.store.store.clone(), blobs, Arc::new(Chance::new(seed)), Arc::new(Chance::new(seed + 1)))
    }

    /// The program itself.
    pub fn system(&self, seed: u64) -> Ctx {
        self.services(seed).system("a test")
    }

    /// The notebook, once a folder came in.
    pub async fn notebook(&self) -> Option<NotebookId> {
        let mut tx = self.store.store.read().await.unwrap();
        store::notebooks::by_title(&mut tx, &Title::parse(&self.name()).unwrap()).await.unwrap()
    }

    /// The notes that files of the folder are, by path.
    pub async fn notes(&self) -> Vec<(String, NoteId)> {
        let Some(notebook) = self.notebook().await else { return Vec::new() };
        let known = store::imports::known(&mut self.store.store.read().await.unwrap(), notebook).await.unwrap();
        known.into_iter().filter_map(|row| Some((row.path, row.note?))).collect()
    }

    /// The note that a file of that title is.
    pub async fn note(&self, title: &str) -> NoteId {
        let path = format!("{title}.md");
        self.notes().await.into_iter().find(|(known, _)| *known == path).unwrap().1
    }

    /// The texts of all versions of a note.
    pub async fn versions(&self, note: NoteId) -> Vec<String> {
        let mut tx = self.store.store.read().await.unwrap();
        let mut texts = Vec::new();
        while let Some((.., text)) =
            store::notes::version(&mut tx, note, i64::try_from(texts.len()).unwrap() + 1).await.unwrap()
        {
            texts.push(text);
        }
        texts
    }

    /// Until nothing is left to derive: on PostgreSQL another test's transaction may hold the log back for a while.
    pub async fn catch_up(&self, seed: u64) {
        let (services, began) = (self.services(seed), Instant::now());
        loop {
            projections::catch_up(&services).await.unwrap();
            if services.readiness().await.projections.iter().all(|projection| projection.behind_seconds <= 0.0) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(30), "the log does not reach its last line");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// What a check finds amiss, in words; nothing where all is well.
    pub async fn amiss(&self) -> String {
        let report = check::run(&self.system(9_000), Mending::Tell, Contents::Read, &|_, _| {}).await.unwrap();
        report.problems.iter().fold(String::new(), |mut words, problem| {
            let _ = write!(words, "{} of {} {}; ", problem.code.as_str(), problem.thing, problem.id);
            words
        })
    }
}

/// Brings a folder in, credited to someone of the notebook's name.
pub async fn bring_in(ctx: &Ctx, notebook: String, texts: Texts) -> Result<Report> {
    let options = Options {
        notebook: Title::parse(&notebook).unwrap(),
        language: LanguageTag::french(),
        visibility: Visibility::Public,
        community: None,
        author: Some(notebook),
        dry_run: false,
        report_in: i18n::Language::French,
    };
    import::run(ctx, Arc::new(texts), &options, &|_, _| {}).await
}
