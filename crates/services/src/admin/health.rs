//! Whether the site is well, and what to do where it is not. Everything is read when it is asked for; no letter is sent to try.

use domain::Timestamp;
use domain::policy::Steward;
use i18n::Messages;
use store::health as stored;

use crate::{Behind, Ctx, Result, letters, projections};

/// The fewest bytes that may be free on a disk.
const LEAST: u64 = 1_000_000_000;
/// After how many seconds a backup is old: eight days, so that one a week is enough.
const OLD: i64 = 8 * 24 * 3600;
/// How many seconds what follows the log may be behind.
const BEHIND: f64 = 60.0;
/// By how many microseconds two clocks may differ.
const APART: i64 = 5_000_000;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The room on the disk of the data folder.
    Disk,
    /// The age of the last backup.
    Backup,
    /// Whether letters go.
    Letters,
    /// The work that was given up.
    Jobs,
    /// What follows the log of changes.
    Readers,
    /// The clock of the database beside that of the program.
    Clock,
    /// The program and its schema.
    Program,
}

impl Part {
    /// All of them, as they are listed.
    pub const ALL: [Self; 7] =
        [Self::Disk, Self::Backup, Self::Letters, Self::Jobs, Self::Readers, Self::Clock, Self::Program];

    /// The word of scripts and pages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Disk => "disk",
            Self::Backup => "backup",
            Self::Letters => "letters",
            Self::Jobs => "jobs",
            Self::Readers => "readers",
            Self::Clock => "clock",
            Self::Program => "program",
        }
    }
}

/// How the site is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// With the tools of its database: the site does not know when.
    Elsewhere,
    /// Never yet.
    Never,
    /// Last at that moment.
    At(Timestamp),
}

/// How the site is.
#[derive(Clone, Debug)]
pub struct Health {
    /// When it was looked at.
    pub now: Timestamp,
    /// Bytes that are free on the disk of the data folder, and all its bytes; nothing where the disk does not say.
    pub disk: Option<(u64, u64)>,
    /// When it was last copied.
    pub copied: Copied,
    /// Whether no server takes letters.
    pub only_keeps: bool,
    /// When a letter was last dealt with, of those that are remembered.
    pub sent: Option<Timestamp>,
    /// How many letters no server took yet, and wait to be tried again.
    pub failing: i64,
    /// How many jobs were given up.
    pub dead: i64,
    /// How far behind what follows the log is.
    pub readers: Vec<Behind>,
    /// By how many microseconds the clock of the database is ahead; nothing where there is only one clock.
    pub clock: Option<i64>,
    /// The engine of the database.
    pub database: &'static str,
}

/// What is said of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Of which.
    pub part: Part,
    /// What it is called.
    pub title: String,
    /// How it is.
    pub state: String,
    /// The moment that this says.
    pub at: Option<Timestamp>,
    /// What to do about it; nothing where it is well.
    pub to_do: Option<String>,
}

/// How the site is; for stewards.
///
/// # Errors
/// [`crate::Error::NotFound`] for anyone else.
pub async fn look(ctx: &Ctx) -> Result<Health> {
    ctx.authorise_site::<Steward>()?;
    let services = &ctx.services;
    let disk = services.blobs.room().await.ok().map(|room| (room.free, room.whole));
    let readers = projections::behind(services).await?;
    let database = services.store.engine();
    let mut tx = services.store.heavy().await?;
    let copied = match stored::backup(&mut tx).await? {
        _ if database != "sqlite" => Copied::Elsewhere,
        None => Copied::Never,
        Some(at) => Copied::At(at),
    };
    let (sent, failing) = (stored::done(&mut tx, letters::JOB).await?, stored::failing(&mut tx, letters::JOB).await?);
    let counts = store::jobs::counts(&mut tx).await?;
    let dead = counts.into_iter().find(|(state, _)| state == "dead").map_or(0, |(_, count)| count);
    let theirs = stored::clock(&mut tx).await?;
    let now = ctx.now();
    let clock = theirs.map(|theirs| theirs.as_micros().saturating_sub(now.as_micros()));
    let only_keeps = services.office.as_ref().is_none_or(|office| office.post.only_keeps());
    Ok(Health { now, disk, copied, only_keeps, sent, failing, dead, readers, clock, database })
}

impl Health {
    /// Whether something is to be done about a part.
    pub fn is_amiss(&self, part: Part) -> bool {
        match part {
            Part::Disk => self.disk.is_some_and(|(free, whole)| free < LEAST || free.saturating_mul(10) < whole),
            Part::Backup => match self.copied {
                Copied::Elsewhere => false,
                Copied::Never => true,
                Copied::At(at) => at < self.now.plus_seconds(-OLD),
            },
            Part::Letters => self.only_keeps || self.failing > 0,
            Part::Jobs => self.dead > 0,
            Part::Readers => self.readers.iter().any(|reader| reader.behind_seconds > BEHIND),
            Part::Clock => self.clock.is_some_and(|apart| apart.saturating_abs() > APART),
            Part::Program => false,
        }
    }

    /// How many parts something is to be done about.
    pub fn amiss(&self) -> usize {
        Part::ALL.into_iter().filter(|part| self.is_amiss(*part)).count()
    }

    /// Each part in words; `moment` writes a moment.
    pub fn said(&self, m: &Messages, moment: impl Fn(Timestamp) -> String) -> Vec<Said> {
        let said = |part: Part| {
            let (title, state, to_do) = match part {
                Part::Disk => (m.text("admin-health-disk"), self.of_disk(m), m.text("admin-health-disk-do")),
                Part::Backup => {
                    let state = match self.copied {
                        Copied::Elsewhere => m.text("admin-health-backup-elsewhere").into_owned(),
                        Copied::Never => m.text("admin-health-backup-never").into_owned(),
                        Copied::At(at) => m.with("admin-health-backup-at", &[("when", moment(at).into())]),
                    };
                    (m.text("admin-health-backup"), state, m.text("admin-health-backup-do"))
                }
                Part::Letters => {
                    let last = match self.sent {
                        Some(at) => m.with("admin-health-letters-sent", &[("when", moment(at).into())]),
                        None => m.text("admin-health-letters-none").into_owned(),
                    };
                    let state = if self.only_keeps {
                        m.text("admin-health-letters-kept").into_owned()
                    } else if self.failing > 0 {
                        let failing = m.with("admin-health-letters-failing", &[("count", self.failing.into())]);
                        format!("{failing} {last}")
                    } else {
                        last
                    };
                    let to_do =
                        if self.only_keeps { "admin-health-letters-kept-do" } else { "admin-health-letters-do" };
                    (m.text("admin-health-letters"), state, m.text(to_do))
                }
                Part::Jobs => {
                    let state = m.with("admin-jobs-dead", &[("count", self.dead.into())]);
                    (m.text("admin-jobs"), state, m.text("admin-health-jobs-do"))
                }
                Part::Readers => {
                    let state = if self.is_amiss(part) {
                        m.text("admin-health-readers-late").into_owned()
                    } else {
                        m.text("admin-health-readers-well").into_owned()
                    };
                    (m.text("admin-health-readers"), state, m.text("admin-health-readers-do"))
                }
                Part::Clock => {
                    let state = match self.clock {
                        None => m.text("admin-health-clock-one").into_owned(),
                        Some(apart) => {
                            let seconds = apart.saturating_abs() / 1_000_000;
                            m.with("admin-health-clock-apart", &[("count", seconds.into())])
                        }
                    };
                    (m.text("admin-health-clock"), state, m.text("admin-health-clock-do"))
                }
                Part::Program => {
                    let (version, schema) = (env!("CARGO_PKG_VERSION"), store::SCHEMA);
                    let database = if self.database == "sqlite" { "SQLite" } else { "PostgreSQL" };
                    let state = m.with(
                        "admin-health-program-is",
                        &[("version", version.into()), ("schema", schema.into()), ("database", database.into())],
                    );
                    (m.text("admin-health-program"), state, m.text("admin-health-program"))
                }
            };
            let to_do = self.is_amiss(part).then(|| to_do.into_owned());
            Said { part, title: title.into_owned(), state, at: self.moment_of(part), to_do }
        };
        Part::ALL.into_iter().map(said).collect()
    }

    /// The moment that the words of a part say.
    fn moment_of(&self, part: Part) -> Option<Timestamp> {
        match (part, self.copied) {
            (Part::Backup, Copied::At(at)) => Some(at),
            (Part::Letters, _) if !self.only_keeps => self.sent,
            _ => None,
        }
    }

    fn of_disk(&self, m: &Messages) -> String {
        let Some((free, whole)) = self.disk else { return m.text("admin-health-disk-unknown").into_owned() };
        let size = |bytes| i18n::file_size(bytes, m.language());
        m.with("admin-health-disk-free", &[("free", size(free).into()), ("whole", size(whole).into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_amiss_from_its_limit_on_and_each_says_what_to_do_then_alone() {
        let now = Timestamp::from_micros(1_800_000_000_000_000);
        let well = Health {
            now,
            disk: Some((LEAST, 10 * LEAST)),
            copied: Copied::At(now.plus_seconds(-OLD)),
            only_keeps: false,
            sent: None,
            failing: 0,
            dead: 0,
            readers: vec![Behind { name: "likeness".to_owned(), behind_seconds: BEHIND }],
            clock: Some(-APART),
            database: "postgres",
        };
        assert_eq!(well.amiss(), 0);
        let late = vec![Behind { name: "likeness".to_owned(), behind_seconds: BEHIND + 1.0 }];
        let amiss = [
            (Part::Disk, Health { disk: Some((LEAST - 1, LEAST)), ..well.clone() }),
            (Part::Disk, Health { disk: Some((LEAST, 10 * LEAST + 1)), ..well.clone() }),
            (Part::Backup, Health { copied: Copied::Never, ..well.clone() }),
            (Part::Backup, Health { copied: Copied::At(now.plus_seconds(-OLD - 1)), ..well.clone() }),
            (Part::Letters, Health { only_keeps: true, ..well.clone() }),
            (Part::Letters, Health { failing: 1, ..well.clone() }),
            (Part::Jobs, Health { dead: 1, ..well.clone() }),
            (Part::Readers, Health { readers: late, ..well.clone() }),
            (Part::Clock, Health { clock: Some(APART + 1), ..well.clone() }),
        ];
        for (part, health) in amiss {
            let said = health.said(Messages::get(i18n::Language::French), |_| String::new());
            let told: Vec<Part> = said.iter().filter(|said| said.to_do.is_some()).map(|said| said.part).collect();
            assert_eq!(told, [part], "{health:?}");
            assert_eq!(said.len(), Part::ALL.len());
        }
        for unknown in [
            Health { disk: None, ..well.clone() },
            Health { clock: None, ..well.clone() },
            Health { copied: Copied::Elsewhere, ..well.clone() },
        ] {
            assert_eq!(unknown.amiss(), 0, "what is not known is not amiss: {unknown:?}");
        }
    }

    #[test]
    fn the_room_on_a_disk_is_said_in_the_largest_unit_that_fits() {
        let health = |free, whole| Health {
            now: Timestamp::from_micros(0),
            disk: Some((free, whole)),
            copied: Copied::Never,
            only_keeps: false,
            sent: None,
            failing: 0,
            dead: 0,
            readers: Vec::new(),
            clock: None,
            database: "sqlite",
        };
        let said = |health: &Health, language| health.of_disk(Messages::get(language));
        let (large, small) = (health(52_015_000_000, 2_000_000_000_000), health(640_000_000, 8_100_000_000));
        assert_eq!(said(&large, i18n::Language::French), "Il reste 52\u{a0}Go sur 2,0\u{a0}To.");
        assert_eq!(said(&large, i18n::Language::English), "52\u{a0}GB free of 2.0\u{a0}TB.");
        assert_eq!(said(&small, i18n::Language::French), "Il reste 640\u{a0}Mo sur 8,1\u{a0}Go.");
    }
}
