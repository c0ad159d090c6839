//! The two migrated schemas are one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

use std::collections::{BTreeMap, BTreeSet};

use store::{Error, Kind, SCHEMA, Statement, Store};
use testkit::{TestStore, postgres_store, sqlite_store, stores};

const TEXTS: &[Kind] = &[Kind::Text; 4];

static SQLITE_COLUMNS: Statement = Statement::new(
    "tests.columns",
    "SELECT m.name, c.name,
            CASE WHEN instr(m.sql, ' ' || c.name || ' INTEGER CHECK (' || c.name || ' IN (0, 1))') > 0 THEN 'BOOLEAN' ELSE c.type END,
            CASE WHEN c.\"notnull\" THEN 'NO' ELSE 'YES' END
     FROM sqlite_schema m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table' AND substr(m.name, 1, 7) <> 'sqlite_'",
    &[],
    TEXTS,
);
static POSTGRES_COLUMNS: Statement = Statement::new(
    "tests.columns",
    "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT),
            CASE data_type WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB' WHEN 'bigint' THEN 'INTEGER' WHEN 'boolean' THEN 'BOOLEAN'
                 WHEN 'text' THEN CASE WHEN collation_name = 'C' THEN 'TEXT' ELSE 'text without COLLATE' END
                 ELSE CAST(data_type AS TEXT) END,
            CAST(is_nullable AS TEXT)
     FROM information_schema.columns WHERE table_schema = 'public'",
    &[],
    TEXTS,
);

static SQLITE_KEYS: Statement = Statement::new(
    "tests.keys",
    "SELECT m.name, 'primary', CAST(c.pk AS TEXT), c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table' AND substr(m.name, 1, 7) <> 'sqlite_' AND c.pk > 0
     UNION ALL
     SELECT m.name, CASE WHEN i.origin = 'c' THEN i.name ELSE 'unique ' || i.name END, CAST(x.seqno + 1 AS TEXT), x.name
     FROM sqlite_schema m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) x
     WHERE m.type = 'table' AND i.origin <> 'pk'",
    &[],
    TEXTS,
);
static POSTGRES_KEYS: Statement = Statement::new(
    "tests.keys",
    "SELECT CAST(t.relname AS TEXT),
            CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique ' || n.relname ELSE CAST(n.relname AS TEXT) END,
            CAST(k.place AS TEXT), CAST(a.attname AS TEXT)
     FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
     JOIN pg_namespace s ON s.oid = t.relnamespace
     CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, place)
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
     WHERE s.nspname = 'public'",
    &[],
    TEXTS,
);

static SQLITE_REFERENCES: Statement = Statement::new(
    "tests.references",
    "SELECT m.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
    &[],
    TEXTS,
);
static POSTGRES_REFERENCES: Statement = Statement::new(
    "tests.references",
    "SELECT CAST(t.relname AS TEXT), CAST(a.attname AS TEXT), CAST(r.relname AS TEXT), CAST(b.attname AS TEXT)
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
     CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(here, there)
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.here
     JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = k.there
     WHERE c.contype = 'f'",
    &[],
    TEXTS,
);

static NOT_STRICT: Statement = Statement::new(
    "tests.not_strict",
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND substr(name, 1, 7) <> 'sqlite_'",
    &[],
    &[Kind::Text],
);

type Texts = (String, String, String, String);

async fn rows(store: &Store, statement: &'static Statement) -> BTreeSet<Texts> {
    store.read().await.unwrap().all(statement, &[]).await.unwrap().into_iter().collect()
}

/// Each index by its table and columns, with the name that the migration gave it.
async fn keys(store: &Store, statement: &'static Statement) -> BTreeSet<(String, String, Vec<String>)> {
    let mut keys: BTreeMap<(String, String), BTreeMap<i64, String>> = BTreeMap::new();
    for (table, index, place, column) in rows(store, statement).await {
        keys.entry((table, index)).or_default().insert(place.parse().unwrap(), column);
    }
    keys.into_iter()
        .map(|((table, index), columns)| {
            // The name of a UNIQUE in a table is the engine's own.
            let index = if index.starts_with("unique ") { "unique".to_owned() } else { index };
            (table, index, columns.into_values().collect())
        })
        .collect()
}

#[tokio::test]
async fn both_engines_have_the_same_columns_keys_and_references() {
    let Some(postgres) = postgres_store().await else { return };
    let kept = sqlite_store().await;
    let (sqlite, postgres) = (kept.store.clone(), postgres.store.clone());
    let columns = rows(&sqlite, &SQLITE_COLUMNS).await;
    assert!(columns.len() > 100 && columns.iter().any(|(.., kind, _)| kind == "BOOLEAN"), "{columns:?}");
    same(&columns, &rows(&postgres, &POSTGRES_COLUMNS).await);
    let sqlite_keys = keys(&sqlite, &SQLITE_KEYS).await;
    assert!(sqlite_keys.len() > 50, "{sqlite_keys:?}");
    same(&sqlite_keys, &keys(&postgres, &POSTGRES_KEYS).await);
    let references = rows(&sqlite, &SQLITE_REFERENCES).await;
    assert!(references.len() > 20, "{references:?}");
    same(&references, &rows(&postgres, &POSTGRES_REFERENCES).await);
}

fn same<T: Ord + std::fmt::Debug>(sqlite: &BTreeSet<T>, postgres: &BTreeSet<T>) {
    let (only_sqlite, only_postgres): (Vec<_>, Vec<_>) =
        (sqlite.difference(postgres).collect(), postgres.difference(sqlite).collect());
    assert!(
        only_sqlite.is_empty() && only_postgres.is_empty(),
        "SQLite alone {only_sqlite:#?}, PostgreSQL alone {only_postgres:#?}"
    );
}

#[tokio::test]
async fn every_table_of_sqlite_is_strict() {
    let it = sqlite_store().await;
    let loose: Vec<(String,)> = it.store.read().await.unwrap().all(&NOT_STRICT, &[]).await.unwrap();
    assert!(loose.is_empty(), "{loose:?}");
}

static FROM_THE_FUTURE: Statement = Statement::new(
    "tests.future",
    "UPDATE schema_version SET number = $1, oldest_program = $2",
    &[Kind::Int, Kind::Int],
    &[],
);

async fn stamp(it: &TestStore, number: i64, oldest: i64) {
    let mut tx = it.store.write().await.unwrap();
    assert_eq!(tx.exec(&FROM_THE_FUTURE, &[number.into(), oldest.into()]).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_used_only_when_it_allows_this_program() {
    for it in stores().await {
        assert_eq!(it.store.schema().await.unwrap(), SCHEMA);
        stamp(&it, SCHEMA + 5, SCHEMA).await;
        assert_eq!(it.again().await.schema().await.unwrap(), SCHEMA + 5);
        stamp(&it, SCHEMA + 5, SCHEMA + 1).await;
        let refused = Store::open(&it.location).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Newer { ours: SCHEMA, .. })), "{}: {refused:?}", it.store.engine());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_refused_to_who_may_not_change_it() {
    for it in stores().await {
        assert!(Store::open_to_read(&it.location).await.unwrap().is_some());
        stamp(&it, SCHEMA - 1, 1).await;
        let refused = Store::open_to_read(&it.location).await.map(|_| ());
        assert!(
            matches!(refused, Err(Error::Older { found, ours: SCHEMA }) if found == SCHEMA - 1),
            "{}: {refused:?}",
            it.store.engine()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_start_together_make_the_tables_once() {
    let folder = tempfile::tempdir().unwrap();
    let place = store::Location::Sqlite(folder.path().join("new.db"));
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let place = place.clone();
            tokio::spawn(async move { Store::open(&place).await.map(|_| ()) })
        })
        .collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
}
