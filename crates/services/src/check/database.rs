//! What the database says of itself.

use domain::changes::Thing;

use super::{Check, Code, Problem, Repair, record};
use crate::Result;

pub(super) async fn look(check: &mut Check<'_>) -> Result<()> {
    for fault in check.ctx.services.store.faults().await? {
        check.report.problems.push(Problem {
            code: Code::DatabaseDamaged,
            thing: "database",
            id: check.ctx.services.store.engine().to_owned(),
            detail: Some(fault),
            repair: Repair::None,
        });
    }
    let rows = store::check::dangling(&mut check.ctx.services.store.heavy().await?).await?;
    let mends = check.mends(Code::RowToNothing) && rows.iter().any(|row| !row.holds_words);
    if mends {
        let mut tx = check.ctx.services.store.write().await?;
        // What was written since may have put a row in another's place.
        let again = store::check::dangling(&mut tx).await?;
        store::check::mend_dangling(&mut tx, &again).await?;
        record(&mut tx, check.ctx, Thing::Site).await?;
        tx.commit().await?;
    }
    for row in rows {
        let code = if row.holds_words { Code::VersionOfNothing } else { Code::RowToNothing };
        check.tell(code, "row", format!("{}:{}", row.table, row.row), mends && !row.holds_words);
    }
    Ok(())
}
