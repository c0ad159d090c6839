//! Names that only one thing should bear, where no index can say so.

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static HOLD: Statement = Statement::apart(
    "names.hold",
    "SELECT CAST($1 AS TEXT)",
    "SELECT CAST($1 AS TEXT) FROM pg_advisory_xact_lock(hashtextextended(CAST($1 AS TEXT), 0))",
    &[Kind::Text],
    &[Kind::Text],
);

/// Until the end of this transaction, nobody else who holds this folded name looks for what bears it, or makes it; on
/// SQLite the writer is alone anyway. Two names of one transaction are held in their order, or the database may refuse
/// one of two who wait for each other.
pub async fn hold(tx: &mut Tx, key: &str) -> Result<()> {
    if !tx.is_sqlite() {
        tx.asking_all([]).exec_later(&HOLD, &[key.into()]).await?;
    }
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&HOLD];
