//! The demonstration: a network for who has none yet.

use domain::Clock as _;
use services::Services;

use crate::failures::{Failure, Result};
use crate::sources::SystemClock;

/// Its files, by path from its folder.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/demo.rs"));

/// Brings the demonstration in where the site holds no note; whether it did.
pub(crate) async fn load_into_empty(services: &Services) -> Result<bool> {
    let ctx = services.system("demonstration");
    if !services::network::is_empty(&ctx).await? {
        return Ok(false);
    }
    let other = other_files().map_err(|error| Failure::Start(error.to_string()))?;
    let files = other.as_ref().map_or_else(
        || FILES.to_vec(),
        |files| files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect(),
    );
    let mut network =
        interop::network::read(files, SystemClock.now()).map_err(|error| Failure::Start(error.to_string()))?;
    // Nobody is behind them: they run nothing, and may be tried.
    for person in &mut network.people {
        (person.steward, person.demonstration) = (false, person.account);
    }
    match services::network::load(&ctx, &network).await {
        // Another node brought it in meanwhile, or something of the site has one of its names: the site opens as it is.
        Err(services::Error::Conflict) => {
            tracing::warn!("the demonstration was left out: one of its names is taken");
            return Ok(false);
        }
        loaded => loaded?,
    }
    services::projections::catch_up_at_once(services).await?;
    Ok(true)
}

/// The files of another network, which `SILLAGE_DEMO_FOLDER` names while developing; a release holds none of this.
#[cfg(debug_assertions)]
fn other_files() -> std::io::Result<Option<Vec<(String, String)>>> {
    let Some(folder) = std::env::var_os("SILLAGE_DEMO_FOLDER").map(std::path::PathBuf::from) else { return Ok(None) };
    let (mut files, mut waiting) = (Vec::new(), vec![folder.clone()]);
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(path)? {
                waiting.push(entry?.path());
            }
        } else {
            let name = path.strip_prefix(&folder).unwrap_or(&path).to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(path)?));
        }
    }
    Ok(Some(files))
}

#[cfg(not(debug_assertions))]
#[expect(clippy::unnecessary_wraps, reason = "it reads files while developing")]
fn other_files() -> std::io::Result<Option<Vec<(String, String)>>> {
    Ok(None)
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
