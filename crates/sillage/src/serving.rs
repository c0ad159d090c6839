//! `sillage serve`.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::address::Address;
use i18n::Messages;
use metrics_exporter_prometheus::PrometheusBuilder;
use store::Location;
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{SignalKind, signal};

use crate::failures::{Failure, Result};
use crate::settings::Settings;
use crate::{demo, opening, terminal};

/// How many may have connected and wait to be looked at; the system takes fewer where it is told to (`somaxconn`). Who
/// finds the queue full is not refused, but tries again after a second.
const WAITING: u32 = 4096;
/// How often the lock of a folder is tried again: a command that asks who serves holds it for less than a moment.
const TRIES: u32 = 10;
/// How long until the next try.
const MOMENT: Duration = Duration::from_millis(10);
/// The most bytes of an address.
const LONGEST_ADDRESS: u64 = 2_000;

/// Serves the site until the system asks it to end, then finishes the requests in flight.
pub(crate) async fn serve(settings: Settings, messages: &Messages) -> Result<()> {
    opening::prepare(&settings.data)?;
    // Held until the end; the system lets it go even when the program is killed.
    let lock = match &settings.location {
        Location::Sqlite(_) => Some(lock(folder_of(&settings))?),
        // Several may serve one database: the first of them says for this folder where the site is served.
        Location::Postgres(_) => lock(folder_of(&settings)).ok(),
    };
    // Before anything is counted, or the first figures are lost.
    if let Some(address) = &settings.metrics_listen {
        show_figures(address).await?;
    }
    let mut services = opening::open(&settings).await?;
    if settings.demo_if_empty && demo::load_into_empty(&services).await? {
        tracing::info!("the demonstration was brought in, as the site held no note");
    }
    let name = opening::site_name(&settings, &services).await?;
    // Heard from here on, so that no signal ends the program without the requests in flight.
    let start = |error: std::io::Error| Failure::Start(error.to_string());
    let mut terminated = signal(SignalKind::terminate()).map_err(start)?;
    let mut interrupted = signal(SignalKind::interrupt()).map_err(start)?;

    let refused =
        |error: std::io::Error| Failure::Listen { address: settings.listen.clone(), reason: error.to_string() };
    let listener = listen_on(&settings.listen).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;

    let address = settings.address.clone().unwrap_or_else(|| format!("http://localhost:{}", bound.port()));
    if let Some(lock) = &lock {
        tell(lock, &address);
    }
    services = services.with_office(opening::office(&settings, &address, &name));
    if settings.smtp.is_none() {
        tracing::warn!("no server takes letters: they wait in the folder of letters");
    }
    services.store().follow();
    tokio::spawn(services::projections::run(services.clone()));
    tokio::spawn(services::jobs::run(services.clone(), services::jobs::Handlers::ours()));

    let set_up = services::accounts::begin_set_up(&services.system("nobody runs the site yet")).await?;
    let app = web::App::new(
        services,
        web::Settings {
            address: address.clone(),
            name,
            name_is_told: settings.chosen_name().is_some(),
            languages_are_told: settings.languages_are_chosen(),
            languages: settings.languages,
            // Who is asked to prove nothing sits at this machine; a proxy in front of it has another address.
            demonstration: settings.demo_if_empty && bound.ip().is_loopback() && is_of_this_machine(&address),
            trusted_proxies: settings.trusted_proxies,
            time_zone: settings.time_zone,
            source: source(settings.source_url),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
    );
    app.begin().await;
    let ended = async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        tracing::info!("ending: requests in flight are finished first");
    };
    let serving = tokio::spawn(web::serve(listener, web::site(app), ended));
    // The system already queues who connects, and the loop above answers.
    terminal::result(&format!("listening {}", reached_at(bound)));
    if let Some(token) = set_up {
        let place = Address::SetUp(token.as_str().to_owned());
        terminal::message(&messages.with("cli-set-up", &[("address", format!("{address}{place}").into())]));
    }
    serving.await.map_err(|error| Failure::Start(error.to_string()))
}

/// Listens on the first address of that name that can be had.
async fn listen_on(name: &str) -> std::io::Result<TcpListener> {
    let listen = |address: SocketAddr| {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // So that a program that was just stopped can be started again.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(WAITING)
    };
    let mut last = std::io::ErrorKind::AddrNotAvailable.into();
    for address in tokio::net::lookup_host(name).await? {
        match listen(address) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Where a reader gets the source of the running version (AGPL-3.0, section 13): where the settings say, else here.
fn source(told: Option<String>) -> web::Source {
    match told {
        Some(url) => web::Source::Elsewhere(url),
        None => web::Source::Here {
            name: concat!("sillage-", env!("CARGO_PKG_VERSION"), "-", env!("SILLAGE_COMMIT"), ".tar.gz"),
            bytes: include_bytes!(concat!(env!("OUT_DIR"), "/source.tar.gz")),
        },
    }
}

/// Whether a site with this address is only reached from the machine that it runs on.
fn is_of_this_machine(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host
        .rsplit_once(':')
        .map_or(host, |(host, port)| if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { address });
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Where a person of this machine finds it.
fn reached_at(bound: SocketAddr) -> String {
    let port = bound.port();
    match bound.ip() {
        ip if ip.is_unspecified() || ip.is_loopback() => format!("http://localhost:{port}"),
        IpAddr::V4(ip) => format!("http://{ip}:{port}"),
        IpAddr::V6(ip) => format!("http://[{ip}]:{port}"),
    }
}

/// The folder that is kept to one `serve`: that of the database, which may be elsewhere, or the data folder.
fn folder_of(settings: &Settings) -> &Path {
    let folder = match &settings.location {
        Location::Sqlite(database) => database.parent().unwrap_or(&settings.data),
        Location::Postgres(_) => &settings.data,
    };
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// The file whose lock `serve` holds, and where it says under which address it serves.
fn lock_in(folder: &Path) -> PathBuf {
    folder.join("serve.lock")
}

/// Keeps a SQLite folder to one `serve`: two would each keep pages that the other changes.
fn lock(folder: &Path) -> Result<File> {
    let path = lock_in(folder);
    let refused =
        |error: std::io::Error| Failure::DataFolder { path: path.display().to_string(), reason: error.to_string() };
    std::fs::create_dir_all(folder).map_err(refused)?;
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(refused)?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => {
                // What the one before said is so no more.
                file.set_len(0).map_err(refused)?;
                return Ok(file);
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(MOMENT),
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
    }
    Err(Failure::InUse(folder.to_owned()))
}

/// Says to the commands that run beside under which address the site is served.
fn tell(mut lock: &File, address: &str) {
    if let Err(error) = lock.write_all(format!("{address}\n").as_bytes()) {
        tracing::warn!(%error, "commands do not learn under which address the site is served");
    }
}

/// The address under which a `serve` serves this site now; nothing where none does, or it has not said so yet.
pub(crate) fn served_at(settings: &Settings) -> Option<String> {
    told_in(folder_of(settings))
}

fn told_in(folder: &Path) -> Option<String> {
    let file = File::open(lock_in(folder)).ok()?;
    // Shared, so that two who ask at once do not take each other for a `serve`; the system lets it go with the file.
    let Err(TryLockError::WouldBlock) = file.try_lock_shared() else { return None };
    let mut told = String::new();
    file.take(LONGEST_ADDRESS).read_to_string(&mut told).ok()?;
    told.strip_suffix('\n').map(str::to_owned)
}

/// Shows the program's figures to Prometheus on an address of their own.
async fn show_figures(address: &str) -> Result<()> {
    let refused = |reason: String| Failure::Listen { address: address.to_owned(), reason };
    let mut addresses = tokio::net::lookup_host(address).await.map_err(|error| refused(error.to_string()))?;
    let first = addresses.next().ok_or_else(|| refused(String::new()))?;
    PrometheusBuilder::new().with_http_listener(first).install().map_err(|error| refused(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_serve_per_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock(folder.path()).unwrap();
        assert_eq!(lock(folder.path()).unwrap_err().code(), 4);
        drop(first);
        assert!(lock(folder.path()).is_ok());
    }

    #[test]
    fn what_serves_says_where_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(told_in(folder.path()), None);
        for address in ["http://localhost:8097", "https://notes.example"] {
            let serving = lock(folder.path()).unwrap();
            assert_eq!(told_in(folder.path()), None, "it does not answer yet");
            tell(&serving, address);
            for _ in 0..2 {
                assert_eq!(told_in(folder.path()).as_deref(), Some(address));
            }
            drop(serving);
            assert_eq!(told_in(folder.path()), None);
        }
    }

    #[test]
    fn a_site_that_others_reach_is_not_of_this_machine_alone() {
        for address in ["http://localhost:8080", "http://localhost", "http://127.0.0.1:80", "http://[::1]:8080"] {
            assert!(is_of_this_machine(address), "{address}");
        }
        for address in
            ["https://notes.example", "http://192.168.1.4:8080", "http://localhost.example:80", "http://[2001:db8::1]"]
        {
            assert!(!is_of_this_machine(address), "{address}");
        }
    }

    #[test]
    fn the_address_shown_can_be_opened() {
        assert_eq!(reached_at("0.0.0.0:80".parse().unwrap()), "http://localhost:80");
        assert_eq!(reached_at("127.0.0.1:8080".parse().unwrap()), "http://localhost:8080");
        assert_eq!(reached_at("[2001:db8::1]:80".parse().unwrap()), "http://[2001:db8::1]:80");
    }
}
