//! The demonstration: a network for who has none yet.

use domain::Clock as _;
use services::Services;

use crate::failures::{Failure, Result};
use crate::sources::SystemClock;

/// Its files, by path.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/demo.rs"));

/// Brings the demonstration in where the site holds no note; whether it did.
pub(crate) async fn load_into_empty(services: &Services) -> Result<bool> {
    let ctx = services.system("demonstration");
    if !services::network::is_empty(&ctx).await? {
        return Ok(false);
    }
    let network = interop::network::read(FILES.iter().copied(), SystemClock.now())
        .map_err(|error| Failure::Start(error.to_string()))?;
    match services::network::load(&ctx, &network).await {
        // Another node brought it in meanwhile, or something of the site has one of its names: the site opens as it is.
        Err(services::Error::Conflict) => {
            tracing::warn!("the demonstration was left out: one of its names is taken");
            return Ok(false);
        }
        loaded => loaded?,
    }
    services::projections::catch_up(services).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_demonstration_means_something() {
        let network = interop::network::read(FILES.iter().copied(), SystemClock.now()).unwrap_or_else(|error| {
            panic!("{error}");
        });
        assert_eq!((network.people.len(), network.communities.len()), (12, 5));
        assert!(network.notebooks.iter().any(|notebook| notebook.contents.len() > 10));
    }
}
