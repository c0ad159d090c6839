//! Each kind of damage is named, is mended where it can be, and nothing else is touched; on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use blobs::Blobs;
use domain::notes::Visibility;
use domain::policy::Viewer;
use domain::{CategoryId, CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Title};
use interop::markdown::Reader;
use services::check::{Checked, Code, Contents, Mending, Repair, Report};
use services::import::{self, Options};
use services::{Ctx, Services, admin, check};
use store::{Kind, Statement, Value};
use tempfile::TempDir;
use testkit::{Chance, TestStore};

/// The tables that only tell how far something is.
const PLACES: [&str; 3] = ["change", "projection", "job"];

/// A site of a few notes, sound.
struct Site {
    services: Services,
    compost: NoteId,
    draft: NoteId,
    notebook: NotebookId,
    other: NotebookId,
    category: CategoryId,
    elsewhere: CategoryId,
    person: PersonId,
    community: CommunityId,
    folder: TempDir,
    _store: TestStore,
}

impl Site {
    async fn new(store: TestStore) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes");
        fs::create_dir(&notes).unwrap();
        let chance = Arc::new(Chance::new(7));
        let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
        let services = Services::new(store.store.clone(), blobs, chance.clone(), chance.clone());
        let ctx = services.system("a test");
        let write = |name: &str, text: &str| fs::write(notes.join(name), text).unwrap();
        fs::write(notes.join("tas.png"), b"\x89PNG\r\n\x1a\n0000").unwrap();
        write("accueil.md", "---\nauthors: [Éloïse Roy]\n---\n# Accueil\n\nVoir [[Compost]], puis [[À écrire]].\n");
        write(
            "compost.md",
            "---\naliases: [Le tas]\n---\n# Compost\n\nIl chauffe ![un tas](tas.png). Voir [[Accueil]] et [[Hiver]].\n",
        );
        write("hiver.md", "# L’été, l’hiver\n\n![[Compost]]\n\nUn brouillon.\n");
        write("brouillon.md", "---\ndraft: true\nkind: term\n---\n# Brouillon\n\nPas encore.\n");
        admin::add_community(&ctx, "voisins", "Voisinage", true).await.unwrap();
        admin::add_person(&ctx, "Ana Lopez", false).await.unwrap();
        for title in ["Jardin", "Ailleurs"] {
            Self::bring_in(&ctx, &folder, title).await;
        }
        write(
            "compost.md",
            "---\naliases: [Le tas]\n---\n# Compost\n\nIl chauffe ![un tas](tas.png). Voir [[Hiver]] et [[Accueil]].\n",
        );
        Self::bring_in(&ctx, &folder, "Jardin").await;

        let mut tx = services.store().write().await.unwrap();
        let notebooks = ["Jardin", "Ailleurs"].map(|title| Title::parse(title).unwrap());
        let notebook = store::notebooks::by_title(&mut tx, &notebooks[0]).await.unwrap().unwrap();
        let other = store::notebooks::by_title(&mut tx, &notebooks[1]).await.unwrap().unwrap();
        let keys = ["compost", "brouillon"].map(str::to_owned).to_vec();
        let named =
            store::links::named(&mut tx, &Viewer::system("a test"), keys, store::links::Near::notebook(notebook))
                .await
                .unwrap();
        let of = |key: &str| named.iter().find(|(named, ..)| named == key).unwrap().1;
        let (category, elsewhere): (CategoryId, CategoryId) = (chance.id(), chance.id());
        for (category, notebook) in [(category, notebook), (elsewhere, other)] {
            let values = [category.into(), notebook.into(), i18n::sort_key("Été").into()];
            tx.exec(
                statement(
                    "INSERT INTO category (id, notebook, list, name, name_key, sort_key) VALUES ($1, $2, 1, 'Été', 'ete', $3)",
                    &[Kind::Id, Kind::Id, Kind::Bytes],
                    &[],
                ),
                &values,
            )
            .await
            .unwrap();
        }
        file_under(&mut tx, notebook, of("compost"), category).await;
        let row = store::communities::by_alias(&mut tx, &Viewer::system("a test"), "voisins").await.unwrap().unwrap();
        let community = row.id;
        let person = store::people::named(&mut tx, "ana lopez").await.unwrap()[0];
        tx.commit().await.unwrap();
        let site = Self {
            compost: of("compost"),
            draft: of("brouillon"),
            services,
            notebook,
            other,
            category,
            elsewhere,
            person,
            community,
            folder,
            _store: store,
        };
        site.catch_up().await;
        site
    }

    async fn bring_in(ctx: &Ctx, folder: &TempDir, title: &str) {
        let reader = Reader::open(&folder.path().join("notes")).unwrap_or_else(|_| panic!("a folder"));
        let options = Options {
            notebook: Title::parse(title).unwrap(),
            language: LanguageTag::french(),
            visibility: if title == "Jardin" { Visibility::Community } else { Visibility::Public },
            community: Some("voisins".to_owned()),
            author: None,
            dry_run: false,
            report_in: i18n::Language::French,
        };
        let report = import::run(ctx, std::sync::Arc::new(reader), &options, &|_, _| {}).await.unwrap();
        assert_eq!(report.refused, 0);
    }

    async fn check(&self, mending: Mending) -> Report {
        let ctx = self.services.system("a test");
        let report = check::run(&ctx, mending, Contents::Read, &|_, _| {}).await.unwrap();
        if mending == Mending::Mend {
            self.catch_up().await;
        }
        report
    }

    /// Until nothing is left to derive: on PostgreSQL another test's transaction may hold the log back for a while.
    async fn catch_up(&self) {
        let began = Instant::now();
        loop {
            services::projections::catch_up(&self.services).await.unwrap();
            let behind = self.services.readiness().await.projections;
            if behind.iter().all(|projection| projection.behind_seconds <= 0.0) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "the log does not reach its last line");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Every row of every table, as the database writes it.
    async fn everything(&self) -> Vec<String> {
        let is_sqlite = self.services.store().engine() == "sqlite";
        let mut tx = self.services.store().heavy().await.unwrap();
        let columns: &'static Statement = statement(
            if is_sqlite {
                "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                 WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.name"
            } else {
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
                 WHERE table_schema = 'public' ORDER BY 1, 2"
            },
            &[],
            &[Kind::Text, Kind::Text],
        );
        let columns: Vec<(String, String)> = tx.all(columns, &[]).await.unwrap();
        let tables: BTreeSet<&String> = columns.iter().map(|(table, _)| table).collect();
        assert!(tables.len() > 20, "{tables:?}");
        let mut all = Vec::new();
        for table in tables.into_iter().filter(|table| !PLACES.contains(&table.as_str())) {
            let of: Vec<&str> =
                columns.iter().filter(|(of, _)| of == table).map(|(_, column)| column.as_str()).collect();
            let text = if is_sqlite {
                format!("SELECT quote(\"{}\") AS line FROM \"{table}\" ORDER BY 1", of.join("\") || '|' || quote(\""))
            } else {
                format!("SELECT CAST(ROW(\"{}\") AS TEXT) AS line FROM \"{table}\" ORDER BY 1", of.join("\", \""))
            };
            let lines: Vec<(String,)> = tx.all(statement(&text, &[], &[Kind::Text]), &[]).await.unwrap();
            all.extend(lines.into_iter().map(|(line,)| format!("{table}: {line}")));
        }
        all
    }

    /// Every stored content, by name.
    fn contents(&self) -> Vec<PathBuf> {
        let mut all = Vec::new();
        for shelf in fs::read_dir(self.folder.path().join("blobs")).unwrap() {
            let shelf = shelf.unwrap().path();
            if shelf.is_dir() {
                all.extend(fs::read_dir(shelf).unwrap().map(|file| file.unwrap().path()));
            }
        }
        all.sort();
        all
    }

    async fn run(&self, text: &str, params: &[Kind], values: &[Value]) {
        let mut tx = self.services.store().write().await.unwrap();
        let touched = tx.exec(statement(text, params, &[]), values).await.unwrap();
        tx.commit().await.unwrap();
        assert!(touched > 0, "no damage done by: {text}");
    }

    async fn on(&self, id: impl Into<Value>, text: &str) {
        self.run(text, &[Kind::Id], &[id.into()]).await;
    }
}

fn statement(text: &str, params: &[Kind], columns: &[Kind]) -> &'static Statement {
    let text: &'static str = String::leak(text.to_owned());
    let (params, columns) = (Vec::leak(params.to_vec()), Vec::leak(columns.to_vec()));
    Box::leak(Box::new(Statement::new("tests.damage", text, params, columns)))
}

async fn file_under(tx: &mut store::Tx, notebook: NotebookId, note: NoteId, category: CategoryId) {
    let text = "INSERT INTO placement_category (notebook, note, category) VALUES ($1, $2, $3)";
    let values = [notebook.into(), note.into(), category.into()];
    tx.exec(statement(text, &[Kind::Id, Kind::Id, Kind::Id], &[]), &values).await.unwrap();
}

fn codes(report: &Report) -> BTreeSet<Code> {
    report.problems.iter().map(|problem| problem.code).collect()
}

/// The damage is named by these codes, told to be mended or not, then mended, and all is as it was.
async fn is_mended(site: &Site, before: &[String], expected: &[Code]) {
    let engine = site.services.store().engine();
    let expected: BTreeSet<Code> = expected.iter().copied().collect();
    let damaged = site.everything().await;
    let told = site.check(Mending::Tell).await;
    assert_eq!(codes(&told), expected, "{engine}: {:?}", told.problems);
    assert!(!told.ok && told.problems.iter().all(|problem| problem.repair == Repair::Possible), "{told:?}");
    assert_eq!(site.everything().await, damaged, "{engine}: a check that only tells writes nothing");
    let mended = site.check(Mending::Mend).await;
    assert_eq!(codes(&mended), expected);
    assert!(mended.ok && mended.problems.iter().all(|problem| problem.repair == Repair::Done), "{mended:?}");
    let after = site.check(Mending::Tell).await;
    assert!(after.ok, "{engine} {expected:?}: {:?}", after.problems);
    let now = site.everything().await;
    for (line, before) in now.iter().zip(before) {
        assert_eq!(line, before, "{engine} {expected:?}");
    }
    assert_eq!(now.len(), before.len(), "{engine} {expected:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_site_has_no_problem_and_all_of_it_is_counted() {
    for store in testkit::stores().await {
        let site = Site::new(store).await;
        let report = site.check(Mending::Tell).await;
        assert!(report.ok, "{:?}", report.problems);
        assert_eq!(report.checked, Checked { notes: 8, revisions: 9, links: 10, files: 2 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_named_and_mended_and_nothing_else_is_touched() {
    for store in testkit::stores().await {
        let site = Site::new(store).await;
        let before = site.everything().await;
        let (compost, draft) = (site.compost, site.draft);

        site.on(compost, "UPDATE note SET revision = revision - 1 WHERE id = $1").await;
        is_mended(&site, &before, &[Code::RevisionNumber]).await;
        site.on(compost, "UPDATE note SET language = 'en' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::NoteTitle]).await;
        site.on(compost, "UPDATE note SET title = 'Fumier' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::NoteTitle, Code::TitleKey, Code::SortKey]).await;
        site.on(compost, "UPDATE note SET title_key = 'fumier' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::TitleKey]).await;
        site.run(
            "UPDATE note SET sort_key = $2 WHERE id = $1",
            &[Kind::Id, Kind::Bytes],
            &[compost.into(), vec![1_u8].into()],
        )
        .await;
        is_mended(&site, &before, &[Code::SortKey]).await;
        site.on(compost, "UPDATE note SET excerpt = 'Autre chose' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::Excerpt]).await;
        site.on(site.draft, "DELETE FROM term_label WHERE term = $1").await;
        site.on(site.draft, "DELETE FROM term WHERE note = $1").await;
        is_mended(&site, &before, &[Code::TermMissing]).await;
        site.on(compost, "UPDATE alias SET title_key = 'autre' WHERE note = $1").await;
        is_mended(&site, &before, &[Code::Alias]).await;
        site.on(compost, "DELETE FROM link WHERE note = $1").await;
        is_mended(&site, &before, &[Code::Links, Code::CitedBy]).await;
        site.on(compost, "UPDATE link SET sentence = '', words_to = 0 WHERE note = $1").await;
        is_mended(&site, &before, &[Code::Links]).await;
        site.run(
            "UPDATE link SET target = $2 WHERE note = $1 AND target IS NOT NULL",
            &[Kind::Id, Kind::Id],
            &[compost.into(), NoteId::from_bytes([5; 16]).into()],
        )
        .await;
        is_mended(&site, &before, &[Code::LinkTarget, Code::CitedBy]).await;
        site.on(compost, "DELETE FROM note_file WHERE note = $1").await;
        is_mended(&site, &before, &[Code::FilesShown]).await;
        site.on(draft, "DELETE FROM community_link WHERE note = $1").await;
        let unlinked = site.everything().await;
        site.on(draft, "UPDATE note SET visibility = 'community' WHERE id = $1").await;
        is_mended(&site, &unlinked, &[Code::SeenByNobody]).await;
        let before = unlinked;
        let mut tx = site.services.store().write().await.unwrap();
        file_under(&mut tx, site.notebook, compost, site.elsewhere).await;
        tx.commit().await.unwrap();
        is_mended(&site, &before, &[Code::CategoryElsewhere]).await;
        site.on(compost, "DELETE FROM cited_by WHERE source = $1").await;
        is_mended(&site, &before, &[Code::CitedBy]).await;
        site.on(compost, "UPDATE cited_by SET made = 1 WHERE source = $1").await;
        is_mended(&site, &before, &[Code::CitedBy]).await;
        site.run(
            "INSERT INTO cited_by (target, source, made) VALUES ($1, $2, 0)",
            &[Kind::Id, Kind::Id],
            &[compost.into(), NoteId::from_bytes([6; 16]).into()],
        )
        .await;
        is_mended(&site, &before, &[Code::CitedBy]).await;
        let hostile = [
            "DELETE FROM term_use WHERE term = $1",
            "UPDATE term_use SET term = note WHERE term = $1",
            "INSERT INTO term_use (note, term) SELECT id, $1 FROM note WHERE title = 'Accueil'",
        ];
        for text in hostile {
            site.on(draft, text).await;
            is_mended(&site, &before, &[Code::TermUses]).await;
        }
        site.run(
            "INSERT INTO term_use (term, note) VALUES ($1, $2)",
            &[Kind::Id, Kind::Id],
            &[draft.into(), NoteId::from_bytes([6; 16]).into()],
        )
        .await;
        is_mended(&site, &before, &[Code::TermUses]).await;
        for text in [
            "DELETE FROM likeness_note WHERE note = $1",
            "UPDATE likeness_note SET audiences = '' WHERE note = $1",
            "UPDATE likeness_note SET words = 'fr:rien' WHERE note = $1",
        ] {
            site.on(compost, text).await;
            is_mended(&site, &before, &[Code::Likeness]).await;
        }
        let none = NoteId::from_bytes([6; 16]);
        let words = "INSERT INTO likeness_note (note, audiences, words) VALUES ($1, '', 'fr:rien')";
        site.run(words, &[Kind::Id], &[none.into()]).await;
        is_mended(&site, &before, &[Code::Likeness]).await;
        site.run("UPDATE projection SET after_seq = after_seq + 1000, after_xid = after_xid + 1000000", &[], &[]).await;
        is_mended(&site, &before, &[Code::ProjectionPastLog]).await;
        site.run("UPDATE change SET xid = xid + 1000000000000", &[], &[]).await;
        is_mended(&site, &before, &[Code::LogOfAnotherServer]).await;
        site.on(site.notebook, "UPDATE notebook SET title_key = 'x' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::TitleKey]).await;
        site.on(site.person, "UPDATE person SET name_key = 'x' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::TitleKey]).await;
        site.on(site.category, "UPDATE category SET name_key = 'x' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::TitleKey]).await;
        for (table, id) in [("notebook", site.notebook.into()), ("community", site.community.into())] {
            let text = format!("UPDATE {table} SET sort_key = $2 WHERE id = $1");
            site.run(&text, &[Kind::Id, Kind::Bytes], &[id, vec![1_u8].into()]).await;
            is_mended(&site, &before, &[Code::SortKey]).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notebook_for_communities_that_none_is_linked_to_becomes_its_leads_alone() {
    for store in testkit::stores().await {
        let site = Site::new(store).await;
        site.on(site.other, "DELETE FROM notebook_community WHERE notebook = $1").await;
        site.on(site.other, "UPDATE notebook SET visibility = 'authors' WHERE id = $1").await;
        let before = site.everything().await;
        site.on(site.other, "UPDATE notebook SET visibility = 'community' WHERE id = $1").await;
        is_mended(&site, &before, &[Code::SeenByNobody]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lost_is_told_and_never_made_up() {
    for store in testkit::stores().await {
        let site = Site::new(store).await;
        site.on(site.compost, "DELETE FROM revision WHERE note = $1 AND number = 1").await;
        site.on(site.draft, "DELETE FROM revision WHERE note = $1").await;
        let [content] = &site.contents()[..] else { panic!("one content") };
        let sound = fs::read(content).unwrap();
        fs::write(content, b"spoiled").unwrap();
        let damaged = site.everything().await;
        let told = site.check(Mending::Mend).await;
        assert_eq!(
            codes(&told),
            BTreeSet::from([Code::VersionMissing, Code::NoteWithoutText, Code::FileDamaged]),
            "{told:?}"
        );
        assert!(!told.ok && told.problems.iter().all(|problem| problem.repair == Repair::None), "{told:?}");
        assert_eq!(site.everything().await, damaged);
        // Set aside, the same content can be stored again.
        let told = site.check(Mending::Tell).await;
        assert!(codes(&told).contains(&Code::FileMissing), "{told:?}");
        Site::bring_in(&site.services.system("a test"), &site.folder, "Ailleurs").await;
        assert_eq!(fs::read(content).unwrap(), sound);
        assert!(!codes(&site.check(Mending::Tell).await).contains(&Code::FileMissing));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_that_no_file_has_goes_after_a_day_and_never_before() {
    for store in testkit::stores().await {
        let site = Site::new(store).await;
        let before = site.everything().await;
        let named = site.contents();
        let blobs = Blobs::open(site.folder.path().join("blobs")).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_hours(1);
        let old = |path: &PathBuf| {
            fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
        };
        blobs.put_bytes(b"left by a crash").await.unwrap();
        assert!(site.check(Mending::Mend).await.ok, "it may be on its way");
        site.contents().iter().for_each(old);
        is_mended(&site, &before, &[Code::FileUnnamed]).await;
        assert_eq!(site.contents(), named);
        // Put again, it is young again.
        blobs.put_bytes(b"left by a crash").await.unwrap();
        site.contents().iter().for_each(old);
        blobs.put_bytes(b"left by a crash").await.unwrap();
        assert!(site.check(Mending::Mend).await.ok);
        assert_eq!(site.contents().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_a_cover_stays_while_a_notebook_has_it_and_its_loss_is_told() {
    for store in testkit::stores().await {
        let site = Site::new(store).await;
        let files = site.check(Mending::Tell).await.checked.files;
        let blobs = Blobs::open(site.folder.path().join("blobs")).unwrap();
        let kept = blobs.put_bytes(b"une couverture").await.unwrap();
        let give = async |cover| {
            let mut tx = site.services.store().write().await.unwrap();
            store::notebooks::set_cover(&mut tx, site.notebook, cover).await.unwrap();
            tx.commit().await.unwrap();
        };
        let let_a_day_pass = || {
            let long_ago = SystemTime::UNIX_EPOCH + Duration::from_hours(1);
            for path in site.contents() {
                fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
            }
        };
        give(Some(kept.hash)).await;
        let_a_day_pass();
        let told = site.check(Mending::Mend).await;
        assert_eq!((told.ok, told.checked.files), (true, files + 1), "{told:?}");
        assert_eq!(services::files::sweep(&site.services).await.unwrap(), 0);
        assert!(blobs.verify(kept.hash).await.unwrap());

        blobs.remove(kept.hash).await.unwrap();
        let told = site.check(Mending::Mend).await;
        let [problem] = &told.problems[..] else { panic!("one problem: {told:?}") };
        assert_eq!((problem.code, problem.thing), (Code::FileMissing, "notebook"));
        assert_eq!(problem.id, site.notebook.to_string());

        blobs.put_bytes(b"une couverture").await.unwrap();
        give(None).await;
        let_a_day_pass();
        assert_eq!(services::files::sweep(&site.services).await.unwrap(), 1, "no notebook has it any more");
        assert!(site.check(Mending::Tell).await.ok);
    }
}
