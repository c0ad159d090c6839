//! What can go wrong on the command line: a sentence for the person, a code for the script.

use std::path::PathBuf;

use i18n::Messages;
use services::accounts::Wrong;

/// What a command answers.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// What can go wrong, by what the person can do about it. The texts here are for the log only.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A setting holds what it cannot mean: correct it.
    #[error("the setting {key} cannot be {value}")]
    Setting { key: &'static str, value: String },
    /// The file of settings names one that does not exist: correct it.
    #[error("{path} has no setting {key}")]
    UnknownSetting { path: String, key: String },
    /// The file of settings cannot be read: name another, or correct it.
    #[error("{path} cannot be read: {reason}")]
    SettingsFile { path: String, reason: String },
    /// A flag holds what it cannot mean: correct it.
    #[error("--{flag} cannot be {value}")]
    Flag { flag: &'static str, value: String },
    /// Notes are to be seen by a community that was not named: name it.
    #[error("--visibility community without --community")]
    CommunityUnsaid,
    /// The data folder cannot be made: look at its rights.
    #[error("the data folder {path} cannot be used: {reason}")]
    DataFolder { path: String, reason: String },
    /// What is to be made is there already: name another file or folder.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// Another command makes the same thing: wait for it.
    #[error("another command makes {}", .0.display())]
    BeingMade(PathBuf),
    /// A backup becomes a data folder with its own database: leave `database` as it is by default.
    #[error("a backup is restored to the data folder alone")]
    RestoredElsewhere,
    /// PostgreSQL has backups of its own, of all its databases: use them, then copy `blobs/`.
    #[error("a PostgreSQL database is backed up with its own tools")]
    BackedUpElsewhere,
    /// The file is no backup that can be restored: name another, or copy it again.
    #[error("{} cannot be restored: {refused}", path.display())]
    NotRestored { path: PathBuf, refused: services::backup::Refused },
    /// The system asked the program to end: nothing was made.
    #[error("ended before the end")]
    Ended,
    /// There is no database where one is looked for: name another folder.
    #[error("there is no database at {}", .0.display())]
    NoDatabase(PathBuf),
    /// Another `serve` works there: stop it, or choose another folder.
    #[error("{} is served already", .0.display())]
    InUse(PathBuf),
    /// The address is taken or forbidden: choose another one.
    #[error("cannot listen on {address}: {reason}")]
    Listen { address: String, reason: String },
    /// The folder to import is not one.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder to import cannot be read.
    #[error("{path} cannot be read: {reason}")]
    Unreadable { path: String, reason: String },
    /// The folder to import holds more than an import takes.
    #[error("{} holds too many files", .0.display())]
    TooManyFiles(PathBuf),
    /// The history of a folder is asked for, and there is no program to read it: install git, or leave the history.
    #[error("git is not installed")]
    NoGit,
    /// The history of a folder is asked for, and it stands in no repository.
    #[error("{} is in no git repository", .0.display())]
    NotARepository(PathBuf),
    /// An import could not go on; what it wrote stays: run it again, it completes.
    #[error("the import stopped: {0}")]
    ImportStopped(Stopped),
    /// A file that was asked for cannot be written.
    #[error("{path} cannot be written: {reason}")]
    Unwritable { path: String, reason: String },
    /// A text cannot be a page of the site.
    #[error("a text that no page can be: {0}")]
    Text(Unusable),
    /// Somebody else wrote the same thing in between: read it, then write it again.
    #[error("written by somebody else in between")]
    SavedMeanwhile,
    /// A report is settled: nothing more is done about it.
    #[error("the report is settled")]
    Settled,
    /// A report is about a page of the site, or about a note that is gone: there is none to hide.
    #[error("the report is about no note")]
    NoNote,
    /// The program could not start its own machinery.
    #[error("cannot start: {0}")]
    Start(String),
    /// The services refused.
    #[error(transparent)]
    Service(#[from] services::Error),
}

/// Why a text cannot be a page of the site.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(crate) enum Unusable {
    /// Shorten it.
    #[error("too long")]
    Long,
    /// Write something, or have it forgotten.
    #[error("empty")]
    Empty,
    /// Save it as UTF-8.
    #[error("not UTF-8")]
    NotText,
}

/// Why an import could not go on.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(crate) enum Stopped {
    /// Another command wrote the same notes: nothing stands in the way any more.
    #[error("another command wrote in the same notebook")]
    WrittenMeanwhile,
    /// Make room first.
    #[error("the disk is full")]
    Full,
    /// Wait until the database and the files answer.
    #[error("the database or the files do not answer")]
    Unavailable,
}

impl Stopped {
    /// Why it stopped, where it is for one of these reasons.
    pub(crate) fn by(error: &services::Error) -> Option<Self> {
        match error {
            services::Error::Conflict | services::Error::Retry => Some(Self::WrittenMeanwhile),
            services::Error::Full => Some(Self::Full),
            services::Error::Unavailable => Some(Self::Unavailable),
            _ => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::WrittenMeanwhile => "import-stopped-written-meanwhile",
            Self::Full => "import-stopped-full",
            Self::Unavailable => "import-stopped-unavailable",
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Service(error.into())
    }
}

impl From<blobs::Error> for Failure {
    fn from(error: blobs::Error) -> Self {
        Self::Service(error.into())
    }
}

impl Failure {
    /// What went wrong with what is written over what was just read.
    pub(crate) fn of_saving(error: services::Error) -> Self {
        match error {
            services::Error::Conflict => Self::SavedMeanwhile,
            error => Self::Service(error),
        }
    }

    /// The exit code: 1 failed, 2 wrong use or configuration, 4 in use or newer, 5 unreachable or full.
    pub(crate) fn code(&self) -> u8 {
        use services::Error as Refused;
        match self {
            Self::Setting { .. }
            | Self::UnknownSetting { .. }
            | Self::SettingsFile { .. }
            | Self::Flag { .. }
            | Self::CommunityUnsaid
            | Self::NoDatabase(_)
            | Self::Exists(_)
            | Self::RestoredElsewhere
            | Self::BackedUpElsewhere
            | Self::NotAFolder(_)
            | Self::NoGit
            | Self::NotARepository(_)
            | Self::Text(_)
            | Self::Service(Refused::Invalid(_)) => 2,
            Self::InUse(_) | Self::BeingMade(_) | Self::Service(Refused::Newer(_) | Refused::Older(_)) => 4,
            Self::DataFolder { .. }
            | Self::ImportStopped(Stopped::Full | Stopped::Unavailable)
            | Self::Service(Refused::Unavailable | Refused::Retry | Refused::Full) => 5,
            Self::Listen { .. }
            | Self::Unreadable { .. }
            | Self::TooManyFiles(_)
            | Self::ImportStopped(Stopped::WrittenMeanwhile)
            | Self::Unwritable { .. }
            | Self::NotRestored { .. }
            | Self::Ended
            | Self::SavedMeanwhile
            | Self::Settled
            | Self::NoNote
            | Self::Start(_)
            | Self::Service(_) => 1,
        }
    }

    /// What happened and what to do, in words.
    pub(crate) fn sentence(&self, messages: &Messages) -> String {
        use services::Error as Refused;
        let with = |key: &str, args: &[(&str, &str)]| {
            let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
            messages.with(key, &args)
        };
        match self {
            Self::Setting { key, value } => with("cli-error-setting", &[("key", key), ("value", value)]),
            Self::UnknownSetting { path, key } => with("cli-error-unknown-setting", &[("path", path), ("key", key)]),
            Self::SettingsFile { path, reason } => {
                with("cli-error-settings-file", &[("path", path), ("reason", reason)])
            }
            Self::CommunityUnsaid => with("cli-error-community-unsaid", &[]),
            Self::Flag { flag, value } => with("cli-error-flag", &[("flag", flag), ("value", value)]),
            Self::DataFolder { path, reason } => with("cli-error-data-folder", &[("path", path), ("reason", reason)]),
            Self::Exists(path) => with("backup-error-exists", &[("path", &path.display().to_string())]),
            Self::BeingMade(path) => with("backup-error-being-made", &[("path", &path.display().to_string())]),
            Self::BackedUpElsewhere => messages.text("backup-error-postgresql").into_owned(),
            Self::RestoredElsewhere => messages.text("backup-error-elsewhere").into_owned(),
            Self::NotRestored { path, refused } => {
                with(why_not_restored(refused), &[("path", &path.display().to_string())])
            }
            Self::Ended => messages.text("backup-error-ended").into_owned(),
            Self::NoDatabase(path) => with("cli-error-no-database", &[("path", &path.display().to_string())]),
            Self::InUse(path) => with("cli-error-in-use", &[("path", &path.display().to_string())]),
            Self::Listen { address, reason } => with("cli-error-listen", &[("address", address), ("reason", reason)]),
            Self::NotAFolder(path) => with("cli-error-not-a-folder", &[("path", &path.display().to_string())]),
            Self::NoGit => with("cli-error-no-git", &[]),
            Self::NotARepository(path) => with("cli-error-not-a-repository", &[("path", &path.display().to_string())]),
            Self::Unreadable { path, reason } => with("cli-error-unreadable", &[("path", path), ("reason", reason)]),
            Self::TooManyFiles(path) => with("cli-error-too-many-files", &[("path", &path.display().to_string())]),
            Self::ImportStopped(why) => messages.text(why.key()).into_owned(),
            Self::Unwritable { path, reason } => with("cli-error-unwritable", &[("path", path), ("reason", reason)]),
            Self::Text(Unusable::Long) => {
                let most = services::site_pages::LARGEST / 1024;
                messages.with("cli-error-text-long", &[("most", most.into())])
            }
            Self::Text(Unusable::Empty) => messages.text("cli-error-text-empty").into_owned(),
            Self::Text(Unusable::NotText) => messages.text("cli-error-text-encoding").into_owned(),
            Self::SavedMeanwhile => messages.text("cli-error-saved-meanwhile").into_owned(),
            Self::Settled => messages.text("cli-error-settled").into_owned(),
            Self::NoNote => messages.text("cli-error-no-note").into_owned(),
            Self::Start(reason) => with("cli-error-internal", &[("reason", reason)]),
            Self::Service(error) => match error {
                Refused::NotFound | Refused::Gone(_) => messages.text("cli-error-not-found").into_owned(),
                Refused::Forbidden | Refused::Suspended(_) => messages.text("cli-error-forbidden").into_owned(),
                Refused::Invalid("name") => messages.text("cli-error-invalid-name").into_owned(),
                Refused::Invalid("alias") => messages.text("cli-error-invalid-alias").into_owned(),
                Refused::Invalid("community") => messages.text("cli-error-invalid-community").into_owned(),
                Refused::Invalid("several") => messages.text("cli-error-invalid-several").into_owned(),
                Refused::Invalid("mail") => messages.text("cli-error-invalid-mail").into_owned(),
                Refused::Invalid("not_text") => messages.text("admin-invite-not-text").into_owned(),
                Refused::Invalid("mail_taken") => messages.text("cli-error-mail-taken").into_owned(),
                Refused::Refused(fields) => refused(fields, messages),
                Refused::Invalid(code) => with("cli-error-invalid", &[("code", code)]),
                Refused::Conflict => messages.text("cli-error-conflict").into_owned(),
                // Commands are tried as often as their owner likes.
                Refused::Unavailable | Refused::Retry | Refused::TooOften(_) => {
                    messages.text("cli-error-unavailable").into_owned()
                }
                Refused::Full => messages.text("cli-error-full").into_owned(),
                Refused::Newer(reason) => with("cli-error-newer", &[("reason", reason)]),
                Refused::Older(reason) => with("cli-error-older", &[("reason", reason)]),
                Refused::Internal(reason) => with("cli-error-internal", &[("reason", reason)]),
            },
        }
    }
}

/// What cannot be used of what was typed: each thing and why, where there are words for each.
fn refused(fields: &[(&'static str, Wrong)], messages: &Messages) -> String {
    let line = |(field, wrong): &(&str, Wrong)| {
        let (field, why) = (field.replace('_', "-"), in_words(*wrong, messages)?);
        Some(messages.with("cli-error-refused", &[("field", field.into()), ("why", why.into())]))
    };
    match fields.iter().map(line).collect::<Option<Vec<_>>>() {
        Some(lines) => format!("{}\n{}", lines.join("\n"), messages.text("cli-error-unchanged")),
        None => {
            let fields: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
            messages.with("cli-error-invalid", &[("code", fields.join(", ").into())])
        }
    }
}

/// Why something cannot be used, as the pages say it.
fn in_words(wrong: Wrong, messages: &Messages) -> Option<String> {
    let words = match wrong {
        Wrong::Missing => messages.text("form-missing"),
        Wrong::Long => messages.text("form-long"),
        Wrong::NotADay => messages.text("form-not-a-day"),
        Wrong::Untimely => messages.text("admin-incident-untimely"),
        Wrong::Unheard => messages.text("form-unheard"),
        Wrong::LastAuthor => messages.text("form-last-author"),
        Wrong::NotANumber(most) => return Some(messages.with("form-not-a-number", &[("most", most.into())])),
        _ => return None,
    };
    Some(words.into_owned())
}

fn why_not_restored(refused: &services::backup::Refused) -> &'static str {
    use services::backup::Refused;
    match refused {
        Refused::NotABackup | Refused::Disk(_) => "backup-error-not-a-backup",
        Refused::Foreign => "backup-error-foreign",
        Refused::Cut => "backup-error-cut",
        Refused::Damaged => "backup-error-damaged",
    }
}
