//! The reports of imports, for stewards.

use domain::ImportId;
use domain::policy::Steward;

use crate::views::ImportPage;
use crate::{Ctx, Error, Result};

/// The report of a run.
///
/// # Errors
/// [`Error::NotFound`] for who is not a steward, and for a run that never was.
pub async fn report(ctx: &Ctx, id: ImportId) -> Result<ImportPage> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    let (ended, report) = store::imports::report(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let report = serde_json::from_str(&report).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(ImportPage { id, ended, report })
}
