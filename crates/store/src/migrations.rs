//! Tables, brought up to date step by step. Forward only.

use rusqlite::Connection;

use crate::error::{Error, Result};

/// The schema that this program makes.
pub const SCHEMA: i64 = 50;
/// The oldest schema number that a program must know to use what this one writes.
const OLDEST_PROGRAM: i64 = 50;

/// Each step, in the words of neither engine.
pub(crate) const STEPS: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_house.sql")),
    (2, include_str!("../migrations/0002_cited_by.sql")),
    (3, include_str!("../migrations/0003_front_matter.sql")),
    (4, include_str!("../migrations/0004_import_plan.sql")),
    (5, include_str!("../migrations/0005_network.sql")),
    (6, include_str!("../migrations/0006_related.sql")),
    (7, include_str!("../migrations/0007_lexicon.sql")),
    (8, include_str!("../migrations/0008_covers.sql")),
    (9, include_str!("../migrations/0009_organisations.sql")),
    (10, include_str!("../migrations/0010_views.sql")),
    (11, include_str!("../migrations/0011_term_uses.sql")),
    (12, include_str!("../migrations/0012_site.sql")),
    (13, include_str!("../migrations/0013_communities.sql")),
    (14, include_str!("../migrations/0014_identifiers.sql")),
    (15, include_str!("../migrations/0015_withdrawn.sql")),
    (16, include_str!("../migrations/0016_translations.sql")),
    (17, include_str!("../migrations/0017_site_name.sql")),
    (18, include_str!("../migrations/0018_likeness.sql")),
    (19, include_str!("../migrations/0019_named_terms.sql")),
    (20, include_str!("../migrations/0020_accounts.sql")),
    (21, include_str!("../migrations/0021_passkeys.sql")),
    (22, include_str!("../migrations/0022_limits.sql")),
    (23, include_str!("../migrations/0023_letters.sql")),
    (24, include_str!("../migrations/0024_registration.sql")),
    (25, include_str!("../migrations/0025_second_factors.sql")),
    (26, include_str!("../migrations/0026_renewed_sessions.sql")),
    (27, include_str!("../migrations/0027_providers.sql")),
    (28, include_str!("../migrations/0028_profiles.sql")),
    (29, include_str!("../migrations/0029_personal.sql")),
    (30, include_str!("../migrations/0030_affiliations.sql")),
    (31, include_str!("../migrations/0031_leaving.sql")),
    (32, include_str!("../migrations/0032_claims.sql")),
    (33, include_str!("../migrations/0033_community_pages.sql")),
    (34, include_str!("../migrations/0034_memberships.sql")),
    (35, include_str!("../migrations/0035_note_rights.sql")),
    (36, include_str!("../migrations/0036_asking.sql")),
    (37, include_str!("../migrations/0037_notebook_pages.sql")),
    (38, include_str!("../migrations/0038_writing.sql")),
    (39, include_str!("../migrations/0039_placing.sql")),
    (40, include_str!("../migrations/0040_conversations.sql")),
    (41, include_str!("../migrations/0041_reports.sql")),
    (42, include_str!("../migrations/0042_notifications.sql")),
    (43, include_str!("../migrations/0043_tokens.sql")),
    (44, include_str!("../migrations/0044_stewards.sql")),
    (45, include_str!("../migrations/0045_withdrawals.sql")),
    (46, include_str!("../migrations/0046_more_for_stewards.sql")),
    (47, include_str!("../migrations/0047_mentions.sql")),
    (48, include_str!("../migrations/0048_contacts.sql")),
    (49, include_str!("../migrations/0049_learned.sql")),
    (50, include_str!("../migrations/0050_cover_pictures.sql")),
];

const META: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1), number {int} NOT NULL, oldest_program {int} NOT NULL) {strict}";

/// Writes the type words of one engine.
fn words(step: &str, sqlite: bool) -> String {
    let words = if sqlite {
        [
            ("{id}", "BLOB"),
            ("{bytes}", "BLOB"),
            ("{int}", "INTEGER"),
            ("{time}", "INTEGER"),
            ("{text}", "TEXT"),
            ("{seq}", "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"),
            ("{strict}", "STRICT"),
        ]
    } else {
        [
            ("{id}", "UUID"),
            ("{bytes}", "BYTEA"),
            ("{int}", "BIGINT"),
            ("{time}", "BIGINT"),
            ("{text}", "TEXT COLLATE \"C\""),
            ("{seq}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("{strict}", ""),
        ]
    };
    let mut text = words.iter().fold(step.to_owned(), |text, (from, to)| text.replace(from, to));
    while let Some(place) = text.find("{bool}") {
        let column =
            text.get(..place).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default().to_owned();
        if sqlite {
            // The CHECK goes after NOT NULL's place; SQLite takes constraints in any order.
            text.replace_range(place..place + "{bool}".len(), &format!("INTEGER CHECK ({column} IN (0, 1))"));
        } else {
            text.replace_range(place..place + "{bool}".len(), "BOOLEAN");
        }
    }
    text
}

fn refuse_newer(number: i64, oldest: i64) -> Result<()> {
    if oldest > SCHEMA { Err(Error::Newer { found: number, oldest, ours: SCHEMA }) } else { Ok(()) }
}

/// For whom nothing may be migrated.
fn may_be_read(number: i64, oldest: i64) -> Result<()> {
    refuse_newer(number, oldest)?;
    if number < SCHEMA { Err(Error::Older { found: number, ours: SCHEMA }) } else { Ok(()) }
}

pub(crate) fn bring_up_to_date(connection: &mut Connection) -> Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(15))?;
    let present: Option<(i64, i64)> = read_version(connection)?;
    if let Some((number, oldest)) = present {
        refuse_newer(number, oldest)?;
        if number >= SCHEMA {
            return Ok(());
        }
    }
    // Whoever comes second waits here, and finds the work done.
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let done = (|| {
        connection.execute_batch(&words(META, true))?;
        let number = read_version(connection)?.map_or(0, |(number, _)| number);
        for (_, step) in STEPS.iter().filter(|(step, _)| *step > number) {
            connection.execute_batch(&words(step, true))?;
        }
        connection.execute("DELETE FROM schema_version", [])?;
        connection.execute(
            "INSERT INTO schema_version (one, number, oldest_program) VALUES (1, ?1, ?2)",
            [SCHEMA, OLDEST_PROGRAM],
        )?;
        Ok(())
    })();
    connection.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    done
}

/// Whether a database may be read as it is; nothing is written in it.
pub(crate) fn is_usable(connection: &Connection) -> Result<bool> {
    let Some((number, oldest)) = read_version(connection)? else { return Ok(false) };
    may_be_read(number, oldest)?;
    Ok(true)
}

/// The same for PostgreSQL.
pub(crate) async fn is_postgres_usable(client: &deadpool_postgres::Object) -> Result<bool> {
    let known = client.query_one("SELECT to_regclass('schema_version') IS NOT NULL", &[]).await?;
    if !known.get::<_, bool>(0) {
        return Ok(false);
    }
    let row = client.query_opt("SELECT number, oldest_program FROM schema_version", &[]).await?;
    let Some(row) = row else { return Ok(false) };
    may_be_read(row.get(0), row.get(1))?;
    Ok(true)
}

fn read_version(connection: &Connection) -> Result<Option<(i64, i64)>> {
    use rusqlite::OptionalExtension;
    let known: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version')",
        [],
        |row| row.get(0),
    )?;
    if !known {
        return Ok(None);
    }
    Ok(connection
        .query_row("SELECT number, oldest_program FROM schema_version", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// The key of the lock that makes programs that start together wait for each other.
const MIGRATION_LOCK: i64 = 0x51_11_A6_E0;

pub(crate) async fn bring_postgres_up_to_date(client: &mut deadpool_postgres::Object) -> Result<()> {
    let transaction = client.build_transaction().start().await?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK]).await?;
    transaction.batch_execute(&words(META, false)).await?;
    let row = transaction.query_opt("SELECT number, oldest_program FROM schema_version", &[]).await?;
    let number = match row {
        Some(row) => {
            let (number, oldest): (i64, i64) = (row.get(0), row.get(1));
            refuse_newer(number, oldest)?;
            number
        }
        None => 0,
    };
    if number < SCHEMA {
        for (_, step) in STEPS.iter().filter(|(step, _)| *step > number) {
            transaction.batch_execute(&words(step, false)).await?;
        }
        transaction.execute("DELETE FROM schema_version", &[]).await?;
        transaction
            .execute(
                "INSERT INTO schema_version (one, number, oldest_program) VALUES (1, $1, $2)",
                &[&SCHEMA, &OLDEST_PROGRAM],
            )
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}
