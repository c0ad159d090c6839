//! What is in force and where it came from: defaults, then the file, then the environment, then flags.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use domain::people::MailAddress;
use i18n::{Language, TimeZone};
use ipnet::IpNet;
use serde_json::{Value, json};
use store::Location;
use tracing_subscriber::filter::LevelFilter;

use crate::arguments::{Common, Site};
use crate::failures::{Failure, Result};

/// Each setting: its key in the file (`SILLAGE_` and its upper case in the environment), and its default.
pub(crate) const KEYS: [(&str, &str); 14] = [
    ("listen", "127.0.0.1:8080"),
    ("address", ""),
    ("data", "./data"),
    ("database", ""),
    ("demo", "never"),
    ("name", "Sillage"),
    ("languages", "fr,en"),
    ("time_zone", i18n::dates::DEFAULT_TIME_ZONE),
    ("source_url", ""),
    ("metrics_listen", ""),
    ("trusted_proxies", ""),
    ("smtp", ""),
    ("letters_from", ""),
    ("log", "info"),
];

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Default,
    File,
    Environment,
    Flag,
}

impl Origin {
    /// The word of `config --json`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
            Self::Flag => "flag",
        }
    }
}

/// One setting in force.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub key: &'static str,
    pub value: String,
    pub from: Origin,
}

/// All settings in force, understood.
#[derive(Debug)]
pub(crate) struct Settings {
    list: Vec<Setting>,
    pub data: PathBuf,
    pub location: Location,
    pub listen: String,
    /// None when it was left to its default: it then follows the port.
    pub address: Option<String>,
    pub name: String,
    pub languages: Vec<Language>,
    pub time_zone: TimeZone,
    /// None when it was left to its default: the program then gives its source itself.
    pub source_url: Option<String>,
    pub metrics_listen: Option<String>,
    /// Whether a site without notes is given the demonstration.
    pub demo_if_empty: bool,
    /// The proxies in front of the program.
    pub trusted_proxies: Vec<IpNet>,
    /// The server that takes letters; none where they wait in the data folder.
    pub smtp: Option<mail::Server>,
    /// Whom letters come from; none when it was left to its default: it then follows the address.
    pub letters_from: Option<MailAddress>,
    pub log: LevelFilter,
}

impl Settings {
    /// Reads the file, the environment (`variable` gives a value) and the flags.
    pub(crate) fn read(
        common: &Common,
        site: Option<&Site>,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self> {
        let config = common.config.clone().or_else(|| variable("SILLAGE_CONFIG").map(PathBuf::from));
        let file = config.as_deref().map(read_file).transpose()?.unwrap_or_default();
        let list = KEYS
            .iter()
            .map(|&(key, default)| {
                let variable = || variable(&format!("SILLAGE_{}", key.to_uppercase()));
                let (value, from) = if let Some(value) = flag(common, site, key) {
                    (value, Origin::Flag)
                } else if let Some(value) = variable() {
                    (value, Origin::Environment)
                } else if let Some(value) = file.get(key) {
                    (value.clone(), Origin::File)
                } else {
                    (default.to_owned(), Origin::Default)
                };
                Setting { key, value, from }
            })
            .collect();
        Self::understood(list)
    }

    fn understood(mut list: Vec<Setting>) -> Result<Self> {
        let data = value(&list, "data").to_owned();
        if data.is_empty() {
            return Err(wrong(&list, "data"));
        }
        fill(&mut list, "database", format!("sqlite:{}", Path::new(&data).join("sillage.db").display()));
        let location = Location::parse(value(&list, "database")).ok_or_else(|| wrong(&list, "database"))?;

        let listen = value(&list, "listen").to_owned();
        let port = port_of(&listen).ok_or_else(|| wrong(&list, "listen"))?;
        fill(&mut list, "address", format!("http://localhost:{port}"));
        let address = value(&list, "address").trim_end_matches('/').to_owned();
        let host = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"));
        if host.is_none_or(|host| {
            host.is_empty() || host.contains(['/', '?', '#', '@']) || host.contains(char::is_whitespace)
        }) {
            return Err(wrong(&list, "address"));
        }
        let told = list.iter().any(|setting| setting.key == "address" && setting.from != Origin::Default);

        let demo_if_empty = match value(&list, "demo") {
            "never" => false,
            "empty" => true,
            _ => return Err(wrong(&list, "demo")),
        };
        let name = value(&list, "name").trim().to_owned();
        if name.is_empty() {
            return Err(wrong(&list, "name"));
        }
        let mut languages: Vec<Language> = Vec::new();
        for word in value(&list, "languages").split(',') {
            let language = Language::parse(word.trim()).ok_or_else(|| wrong(&list, "languages"))?;
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        let time_zone = i18n::time_zone(value(&list, "time_zone")).ok_or_else(|| wrong(&list, "time_zone"))?;
        let source_url = Some(value(&list, "source_url").to_owned()).filter(|address| !address.is_empty());
        if source_url.as_ref().is_some_and(|url| !(url.starts_with("https://") || url.starts_with("http://"))) {
            return Err(wrong(&list, "source_url"));
        }
        let metrics_listen = Some(value(&list, "metrics_listen").to_owned()).filter(|address| !address.is_empty());
        if metrics_listen.as_deref().is_some_and(|address| port_of(address).is_none()) {
            return Err(wrong(&list, "metrics_listen"));
        }
        let proxies = Some(value(&list, "trusted_proxies")).filter(|proxies| !proxies.is_empty());
        let proxies = proxies.into_iter().flat_map(|proxies| proxies.split(','));
        let proxies: Option<Vec<IpNet>> = proxies.map(|proxy| networks(proxy.trim())).collect();
        let trusted_proxies = proxies.ok_or_else(|| wrong(&list, "trusted_proxies"))?;
        let smtp = Some(value(&list, "smtp")).filter(|smtp| !smtp.is_empty());
        let smtp = smtp.map(|smtp| mail::Server::parse(smtp).ok_or_else(|| wrong(&list, "smtp"))).transpose()?;
        let letters_from = Some(value(&list, "letters_from")).filter(|from| !from.is_empty());
        let letters_from = letters_from
            .map(|from| MailAddress::parse(from).ok_or_else(|| wrong(&list, "letters_from")))
            .transpose()?;
        let log = match value(&list, "log") {
            "error" => LevelFilter::ERROR,
            "warn" => LevelFilter::WARN,
            "info" => LevelFilter::INFO,
            "debug" => LevelFilter::DEBUG,
            "trace" => LevelFilter::TRACE,
            _ => return Err(wrong(&list, "log")),
        };
        Ok(Self {
            data: PathBuf::from(data),
            location,
            listen,
            address: told.then_some(address),
            name,
            languages,
            time_zone,
            source_url,
            metrics_listen,
            demo_if_empty,
            trusted_proxies,
            smtp,
            letters_from,
            log,
            list,
        })
    }

    /// Where people reach the site, as the settings say; by default as what serves says, else at the port that they say.
    pub(crate) fn site_address(&self) -> &str {
        value(&self.list, "address").trim_end_matches('/')
    }

    /// The same beside a `serve` that serves under this address, if any: it is the site's where no setting says another.
    pub(crate) fn beside(mut self, served_at: Option<String>) -> Self {
        if let Some(address) = served_at.filter(|_| self.address.is_none())
            && let Some(setting) = self.list.iter_mut().find(|setting| setting.key == "address")
        {
            setting.value = address;
        }
        self
    }

    /// What the site is called, where somebody chose it.
    pub(crate) fn chosen_name(&self) -> Option<&str> {
        self.is_chosen("name").then_some(self.name.as_str())
    }

    /// Whether somebody chose which language comes first.
    pub(crate) fn languages_are_chosen(&self) -> bool {
        self.is_chosen("languages")
    }

    /// Whether somebody chose the level of the log.
    pub(crate) fn log_is_chosen(&self) -> bool {
        self.is_chosen("log")
    }

    fn is_chosen(&self, key: &str) -> bool {
        self.list.iter().any(|setting| setting.key == key && setting.from != Origin::Default)
    }

    /// All of them, secrets masked.
    pub(crate) fn shown(&self) -> impl Iterator<Item = Setting> {
        self.list.iter().cloned().map(|mut setting| {
            if matches!(setting.key, "database" | "smtp") {
                setting.value = masked(&setting.value);
            }
            setting
        })
    }

    /// The document of `config --json`.
    pub(crate) fn document(&self) -> Value {
        let settings: Vec<Value> = self
            .shown()
            .map(|setting| {
                let value = if setting.value.is_empty() { Value::Null } else { Value::String(setting.value) };
                json!({ "key": setting.key, "value": value, "from": setting.from.as_str() })
            })
            .collect();
        json!({ "settings": settings })
    }
}

fn value<'l>(list: &'l [Setting], key: &str) -> &'l str {
    list.iter().find(|setting| setting.key == key).map_or("", |setting| setting.value.as_str())
}

/// A default that depends on another setting.
fn fill(list: &mut [Setting], key: &str, default: String) {
    if let Some(setting) = list.iter_mut().find(|setting| setting.key == key && setting.value.is_empty()) {
        setting.value = default;
    }
}

fn wrong(list: &[Setting], key: &'static str) -> Failure {
    let shown = value(list, key);
    let value = if matches!(key, "database" | "smtp") { masked(shown) } else { shown.to_owned() };
    Failure::Setting { key, value }
}

fn flag(common: &Common, site: Option<&Site>, key: &str) -> Option<String> {
    match key {
        "data" => common.data.clone(),
        "database" => common.database.clone(),
        "log" => common.log.clone(),
        "listen" => site?.listen.clone(),
        "address" => site?.address.clone(),
        "demo" => site?.demo.clone(),
        "name" => site?.name.clone(),
        "languages" => site?.languages.clone(),
        "time_zone" => site?.time_zone.clone(),
        "source_url" => site?.source_url.clone(),
        "metrics_listen" => site?.metrics_listen.clone(),
        "trusted_proxies" => site?.trusted_proxies.clone(),
        "smtp" => site?.smtp.clone(),
        "letters_from" => site?.letters_from.clone(),
        _ => None,
    }
}

/// The file of settings: keys and texts, or lists of texts, or numbers.
fn read_file(path: &Path) -> Result<BTreeMap<String, String>> {
    let path_shown = path.display().to_string();
    let unreadable = |reason: String| Failure::SettingsFile { path: path_shown.clone(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| unreadable(error.message().to_owned()))?;
    let mut file = BTreeMap::new();
    for (key, value) in table {
        if !KEYS.iter().any(|(known, _)| *known == key) {
            return Err(Failure::UnknownSetting { path: path_shown, key });
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Array(items) if items.iter().all(toml::Value::is_str) => {
                items.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(",")
            }
            _ => return Err(unreadable(key)),
        };
        file.insert(key, text);
    }
    Ok(file)
}

/// The port of `HOST:PORT`.
fn port_of(listen: &str) -> Option<u16> {
    let (host, port) = listen.rsplit_once(':')?;
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = match bare {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && !host.contains([':', '/']) && !host.contains(char::is_whitespace),
    };
    port.parse().ok().filter(|_| is_host)
}

/// A range of IP addresses (`10.0.0.0/8`), or one alone.
fn networks(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

/// The address of a database without its password, wherever it stands.
fn masked(database: &str) -> String {
    let Some((scheme, rest)) = database.split_once("://") else { return database.to_owned() };
    // What follows `?` may hold a password too.
    let (rest, query) = rest.split_once('?').map_or((rest, ""), |(rest, _)| (rest, "?***"));
    match rest.rsplit_once('@') {
        Some((who, place)) => {
            let name = who.split(':').next().unwrap_or_default();
            let secret = if who.contains(':') { ":***" } else { "" };
            format!("{scheme}://{name}{secret}@{place}{query}")
        }
        None => format!("{scheme}://{rest}{query}"),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::arguments::{Arguments, Command};

    fn read(typed: &[&str], variables: &[(&str, &str)]) -> Result<Settings> {
        let arguments = Arguments::parse_from([&["sillage", "serve"][..], typed].concat());
        let Command::Serve(site) = &arguments.command else { panic!("serve was typed") };
        Settings::read(&arguments.common, Some(site), &|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn of(settings: &Settings, key: &str) -> (String, &'static str) {
        let setting = settings.shown().find(|setting| setting.key == key).unwrap();
        (setting.value, setting.from.as_str())
    }

    #[test]
    fn flags_win_over_the_environment_and_the_environment_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sillage.toml");
        std::fs::write(&file, "name = \"of the file\"\nlog = \"debug\"\nlanguages = [\"en\", \"fr\"]\n").unwrap();
        let file = file.to_str().unwrap();
        let settings =
            read(&["--config", file, "--name", "of the flag"], &[("SILLAGE_NAME", "no"), ("SILLAGE_LOG", "warn")]);
        let settings = settings.unwrap();
        assert_eq!(of(&settings, "name"), ("of the flag".to_owned(), "flag"));
        assert_eq!(of(&settings, "log"), ("warn".to_owned(), "environment"));
        assert_eq!(of(&settings, "languages"), ("en,fr".to_owned(), "file"));
        assert_eq!(of(&settings, "demo"), ("never".to_owned(), "default"));
    }

    #[test]
    fn a_setting_nobody_knows_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sillage.toml");
        std::fs::write(&file, "nom_du_site = \"x\"\n").unwrap();
        let refused = read(&["--config", file.to_str().unwrap()], &[]).unwrap_err();
        assert!(matches!(refused, Failure::UnknownSetting { ref key, .. } if key == "nom_du_site"), "{refused}");
        assert_eq!(refused.code(), 2);
    }

    #[test]
    fn the_address_follows_the_port_until_it_is_told() {
        assert_eq!(of(&read(&["--listen", "0.0.0.0:9000"], &[]).unwrap(), "address").0, "http://localhost:9000");
        let told = read(&["--listen", "[::1]:0"], &[("SILLAGE_ADDRESS", "https://notes.example/")]).unwrap();
        assert_eq!(told.address.as_deref(), Some("https://notes.example"));
    }

    #[test]
    fn the_address_is_that_of_what_serves_until_it_is_told() {
        let served = || Some("http://localhost:8097".to_owned());
        let untold = || read(&["--listen", "127.0.0.1:9000"], &[]).unwrap();
        assert_eq!(untold().beside(served()).site_address(), "http://localhost:8097");
        assert_eq!(untold().beside(None).site_address(), "http://localhost:9000");
        let told = read(&["--address", "https://notes.example/"], &[]).unwrap();
        assert_eq!(told.beside(served()).site_address(), "https://notes.example");
    }

    #[test]
    fn the_database_follows_the_data_folder_until_it_is_told() {
        let settings = read(&["--data", "/srv/notes"], &[]).unwrap();
        assert_eq!(settings.location, Location::Sqlite("/srv/notes/sillage.db".into()));
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(masked("postgres://ana:s3cret@host/notes"), "postgres://ana:***@host/notes");
        assert_eq!(masked("postgres://ana:s3@cret@host/notes"), "postgres://ana:***@host/notes");
        assert_eq!(masked("postgres://host/notes?user=ana&password=s3cret"), "postgres://host/notes?***");
        assert_eq!(masked("sqlite:data/sillage.db"), "sqlite:data/sillage.db");
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (flag, value) in [
            ("--listen", "8080"),
            ("--address", "notes.example"),
            ("--address", "https://notes.example/wiki"),
            ("--languages", "fr,xx"),
            ("--time-zone", "Mars/Olympus"),
            ("--smtp", "mail.example"),
            ("--smtp", "https://mail.example"),
            ("--letters-from", "Ana <ana@exemple.org>"),
            ("--trusted-proxies", "proxy.example"),
            ("--trusted-proxies", "10.0.0.0/33"),
            ("--trusted-proxies", "10.0.0.1,"),
            ("--demo", "always"),
            ("--log", "loud"),
            ("--database", "mysql://host/notes"),
        ] {
            assert_eq!(read(&[flag, value], &[]).unwrap_err().code(), 2, "{flag} {value}");
        }
    }
}
