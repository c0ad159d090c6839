//! A fresh database for each test, on each engine.

use std::hash::{BuildHasher, Hasher, RandomState};

use store::{Location, Store};
use tempfile::TempDir;

/// The variable that names a PostgreSQL on which tests may make databases.
const POSTGRES: &str = "SILLAGE_TEST_POSTGRES";

/// A store of one test's own; what it is kept in goes away with it.
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Where it is, for a second process.
    pub location: Location,
    _kept: Kept,
}

enum Kept {
    Folder { _folder: TempDir },
    Database { _database: Database },
}

impl TestStore {
    /// Opens the same database once more, as another process would.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn again(&self) -> Store {
        Store::open(&self.location).await.expect("the database opens a second time")
    }
}

/// A fresh store on each engine.
///
/// # Panics
/// Where no PostgreSQL is named and `CI=true`; elsewhere that half is skipped, and said to be.
pub async fn stores() -> Vec<TestStore> {
    let mut stores = vec![sqlite_store().await];
    stores.extend(postgres_store().await);
    stores
}

/// A fresh SQLite store, in a folder of its own.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite_store() -> TestStore {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let location = Location::Sqlite(folder.path().join("sillage.db"));
    let store = Store::open(&location).await.expect("SQLite opens");
    TestStore { store, location, _kept: Kept::Folder { _folder: folder } }
}

/// A fresh PostgreSQL store, in a database of its own; nothing where there is no PostgreSQL.
///
/// # Panics
/// Where no PostgreSQL is named and `CI=true`, and when the database cannot be made.
#[expect(clippy::print_stdout, reason = "the line by which a skipped test is counted")]
pub async fn postgres_store() -> Option<TestStore> {
    let Ok(server) = std::env::var(POSTGRES) else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{POSTGRES} is not set");
        println!("skipped: PostgreSQL, for want of {POSTGRES}");
        return None;
    };
    let database =
        Database { name: format!("sillage_test_{:016x}", RandomState::new().build_hasher().finish()), server };
    run(&database.server, &format!("CREATE DATABASE {}", database.name)).await.expect("a database is made");
    let location = Location::Postgres(database.url());
    let store = Store::open(&location).await.expect("PostgreSQL opens");
    Some(TestStore { store, location, _kept: Kept::Database { _database: database } })
}

struct Database {
    server: String,
    name: String,
}

impl Database {
    /// The server's address, with this database in place of the one it names.
    fn url(&self) -> String {
        let (address, options) = self.server.split_once('?').map_or((&*self.server, None), |(a, b)| (a, Some(b)));
        let start = address.find("://").map_or(0, |place| place + 3);
        let host = address.get(start..).and_then(|rest| rest.find('/')).map_or(address.len(), |slash| start + slash);
        let options = options.map(|options| format!("?{options}")).unwrap_or_default();
        format!("{}/{}{options}", address.get(..host).unwrap_or(address), self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, statement) = (self.server.clone(), format!("DROP DATABASE {} WITH (FORCE)", self.name));
        // A runtime of its own: the test's may be ending, and cannot be waited for from here.
        let dropping = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map(|runtime| runtime.block_on(run(&server, &statement)))
        });
        // A database left behind goes away with the server of the tests.
        let _ = dropping.join();
    }
}

async fn run(server: &str, statement: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    let done = client.batch_execute(statement).await;
    drop(client);
    let _ = connection.await;
    done
}
