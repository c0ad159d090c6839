//! How the rooms are wired together: the data folder, the database, the files, the services.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::Arc;

use blobs::Blobs;
use domain::people::MailAddress;
use mail::Post;
use services::Services;
use services::letters::Office;
use store::{Location, Store};

use crate::failures::{Failure, Result};
use crate::settings::Settings;
use crate::sources::{SystemClock, SystemRandomness};

/// Opens what the settings name, made where it is missing.
pub(crate) async fn open(settings: &Settings) -> Result<Services> {
    open_at(&settings.data, &settings.location).await
}

/// Opens a data folder and its database.
pub(crate) async fn open_at(data: &Path, location: &Location) -> Result<Services> {
    prepare(data)?;
    let store = Store::open(location).await?;
    let blobs = Blobs::open(data.join("blobs"))?;
    Ok(Services::new(store, blobs, Arc::new(SystemClock), Arc::new(SystemRandomness)))
}

/// Opens what the settings name, for a command that must find it there.
pub(crate) async fn open_existing(settings: &Settings) -> Result<Services> {
    if let Location::Sqlite(database) = &settings.location
        && !database.exists()
    {
        return Err(Failure::NoDatabase(database.clone()));
    }
    open(settings).await
}

/// Opens what the settings name without changing a byte of it: a site that is not there yet is an empty one.
pub(crate) async fn open_to_look(settings: &Settings) -> Result<Services> {
    let store = match Store::open_to_read(&settings.location).await? {
        Some(store) => store,
        None => Store::empty()?,
    };
    let blobs = Blobs::at(settings.data.join("blobs"));
    Ok(Services::new(store, blobs, Arc::new(SystemClock), Arc::new(SystemRandomness)))
}

/// Whom the letters of a site at this address are given to.
pub(crate) fn office(settings: &Settings, address: &str, name: &str) -> Office {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(':').next().unwrap_or_default();
    // An address of a machine (`[::1]`) is none of mail.
    let followed = || MailAddress::parse(&format!("sillage@{host}"));
    let from = settings.letters_from.clone().or_else(followed);
    let from = from.unwrap_or_else(|| MailAddress::from_store("sillage@localhost".to_owned()));
    let post = match &settings.smtp {
        Some(server) => Post::to(server, from),
        None => Post::Folder(settings.data.join("letters"), from),
    };
    let (address, name) = (address.to_owned(), name.to_owned());
    let time_zone = settings.time_zone.clone();
    Office { post, address, name, name_is_told: settings.chosen_name().is_some(), time_zone }
}

/// What the site is called: as the settings say, else as the network that it was loaded from does.
pub(crate) async fn site_name(settings: &Settings, services: &Services) -> Result<String> {
    if let Some(name) = settings.chosen_name() {
        return Ok(name.to_owned());
    }
    let kept = services::home::site(&services.visitor()).await?;
    Ok(kept.name.unwrap_or_else(|| settings.name.clone()))
}

/// Makes the data folder, readable by its owner alone.
pub(crate) fn prepare(data: &Path) -> Result<()> {
    let refused = |error: std::io::Error| {
        if blobs::is_full(&error) {
            Failure::Service(services::Error::Full)
        } else {
            Failure::DataFolder { path: data.display().to_string(), reason: error.to_string() }
        }
    };
    if !data.exists() {
        if let Some(parent) = data.parent() {
            fs::create_dir_all(parent).map_err(refused)?;
        }
        match fs::DirBuilder::new().mode(0o700).create(data) {
            // Another command made it meanwhile.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            made => {
                made.map_err(refused)?;
                // A folder is on the disk once the one that holds it is.
                let holder = data.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                return fs::File::open(holder).and_then(|holder| holder.sync_all()).map_err(refused);
            }
        }
    }
    // A folder with other things in it keeps the rights that its owner chose.
    let ours = data.join("sillage.db").exists() || fs::read_dir(data).map_err(refused)?.next().is_none();
    if ours && fs::metadata(data).map_err(refused)?.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(data, fs::Permissions::from_mode(0o700)).map_err(refused)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_data_folder_is_closed_to_other_accounts() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/data");
        prepare(&data).unwrap();
        assert_eq!(mode(&data), 0o700);
        fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
        prepare(&data).unwrap();
        assert_eq!(mode(&data), 0o700);
    }

    #[test]
    fn a_folder_of_other_things_keeps_its_rights() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("theirs"), "x").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        prepare(folder.path()).unwrap();
        assert_eq!(mode(folder.path()), 0o755);
    }
}
