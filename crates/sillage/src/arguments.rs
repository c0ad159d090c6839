//! What may be typed. The help texts are in `locales/*/cli.ftl` and are put in by [`crate::help`], so nothing here may
//! bear a documentation comment: it would be shown as the help, in one language.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "sillage",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args)]
pub(crate) struct Common {
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<String>,
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    #[arg(long, global = true, value_name = "fr|en")]
    pub lang: Option<String>,
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log: Option<String>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Serve(Site),
    #[command(subcommand)]
    Import(Import),
    Check {
        #[arg(long)]
        repair: bool,
    },
    Backup {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Restore {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Config(Site),
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Args)]
pub(crate) struct Site {
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<String>,
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    #[arg(long, value_name = "never|empty")]
    pub demo: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[arg(long, value_name = "fr,en")]
    pub languages: Option<String>,
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    #[arg(long, value_name = "URL")]
    pub source_url: Option<String>,
    #[arg(long, value_name = "HOST:PORT")]
    pub metrics_listen: Option<String>,
    #[arg(long, value_name = "ADDRESSES")]
    pub trusted_proxies: Option<String>,
    #[arg(long, value_name = "URL")]
    pub smtp: Option<String>,
    #[arg(long, value_name = "MAIL")]
    pub letters_from: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Import {
    Markdown(Markdown),
}

#[derive(Args)]
pub(crate) struct Markdown {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[arg(long, value_name = "TITLE")]
    pub notebook: String,
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    #[arg(long, value_name = "public|signed_in|community|authors")]
    pub visibility: Option<String>,
    #[arg(long, value_name = "ALIAS")]
    pub community: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[arg(long)]
    pub history: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[arg(long)]
    pub strict: bool,
}

#[derive(Subcommand)]
pub(crate) enum Admin {
    #[command(subcommand)]
    Person(Person),
    #[command(subcommand)]
    Community(Community),
    #[command(subcommand)]
    Member(Member),
    Jobs {
        #[arg(long, value_name = "ID", conflicts_with = "drop")]
        again: Option<String>,
        #[arg(long, value_name = "ID", requires = "reason")]
        drop: Option<String>,
        #[arg(long, value_name = "WORDS")]
        reason: Option<String>,
    },
    Letters {
        #[arg(long, value_name = "ID", conflicts_with = "forget")]
        again: Option<String>,
        #[arg(long, value_name = "ID")]
        forget: Option<String>,
        // Not `try`, which is a word of the language.
        #[arg(long = "try", value_name = "MAIL", conflicts_with_all = ["again", "forget"])]
        trial: Option<String>,
    },
    Site(OfSite),
    Page(OfPage),
    Registration {
        #[arg(value_name = "MODE")]
        mode: Option<String>,
        #[arg(long, value_name = "WORDS")]
        responsible: Option<String>,
    },
    Requests {
        #[arg(long, value_name = "ID", conflicts_with = "decline")]
        accept: Option<String>,
        #[arg(long, value_name = "ID")]
        decline: Option<String>,
    },
    Claims,
    #[command(subcommand)]
    Claim(Claim),
    Reports {
        #[arg(long)]
        settled: bool,
    },
    #[command(subcommand)]
    Report(Report),
    Removals,
    #[command(subcommand)]
    Removal(Removal),
    Audit(Narrowed),
    Health,
    Storage,
    Incidents {
        #[arg(long)]
        csv: bool,
    },
    #[command(subcommand)]
    Incident(Incident),
    Invite {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long)]
        dry_run: bool,
    },
    InvitationLink {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, default_value = "25", hide_default_value = true, value_name = "NUMBER")]
        uses: String,
        #[arg(long, default_value = "14", hide_default_value = true, value_name = "NUMBER")]
        days: String,
    },
    Invitations,
    #[command(subcommand)]
    Invitation(Invitation),
    #[command(subcommand)]
    Provider(Provider),
    Session {
        #[arg(value_name = "PERSON")]
        person: String,
    },
    Token {
        #[arg(value_name = "PERSON")]
        person: String,
        #[arg(long, value_name = "WORDS")]
        scopes: String,
        #[arg(long, default_value = "30", hide_default_value = true, value_name = "NUMBER")]
        days: String,
    },
    CreateSteward {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "MAIL")]
        mail: String,
    },
}

#[derive(Args)]
pub(crate) struct OfSite {
    // Not `name`: the reference leaves out what its table of settings has.
    #[arg(long = "name", value_name = "NAME")]
    pub called: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub lead_fr: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub lead_en: Option<String>,
    #[arg(long, value_name = "fr|en")]
    pub language: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub licence: Option<String>,
}

#[derive(Args)]
pub(crate) struct OfPage {
    #[arg(value_name = "about|privacy|terms|accessibility")]
    pub page: String,
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "fr|en")]
    pub language: Option<String>,
    #[arg(long, requires = "file")]
    pub again: bool,
    #[arg(long, conflicts_with_all = ["file", "again"])]
    pub forget: bool,
}

#[derive(Args)]
pub(crate) struct Narrowed {
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    #[arg(long, value_name = "accounts|roles|rights|settings")]
    pub kind: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
    #[arg(long)]
    pub csv: bool,
}

#[derive(Subcommand)]
pub(crate) enum Claim {
    Accept {
        #[arg(value_name = "ID")]
        id: String,
    },
    Refuse {
        #[arg(value_name = "ID")]
        id: String,
        #[arg(value_name = "WORDS")]
        reason: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Report {
    Read {
        #[arg(value_name = "ID")]
        id: String,
    },
    Hide(OnReport),
    Show(OnReport),
    Answer(OnReport),
    Acted(OnReport),
    Nothing(OnReport),
}

#[derive(Args)]
pub(crate) struct OnReport {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "WORDS")]
    pub reason: String,
}

#[derive(Subcommand)]
pub(crate) enum Removal {
    Keep(OnRemoval),
    Remove(OnRemoval),
}

#[derive(Args)]
pub(crate) struct OnRemoval {
    #[arg(value_name = "ID")]
    pub note: String,
    #[arg(value_name = "PERSON")]
    pub person: String,
    #[arg(value_name = "WORDS")]
    pub reason: String,
}

#[derive(Subcommand)]
pub(crate) enum Incident {
    Add(OfIncident),
    Read {
        #[arg(value_name = "ID")]
        id: String,
    },
    Amend {
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        words: OfIncident,
    },
}

#[derive(Args)]
#[group(required = true, multiple = true)]
pub(crate) struct OfIncident {
    #[arg(long, value_name = "WORDS")]
    pub what: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub happened: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub learned: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub whose: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub risk: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub told: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub told_on: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Invitation {
    End {
        #[arg(value_name = "ID")]
        id: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Provider {
    List,
    Add {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "URL")]
        issuer: String,
        #[arg(value_name = "ID")]
        client: String,
        #[arg(long, value_name = "FILE")]
        secret: Option<PathBuf>,
        #[arg(long)]
        organisation: bool,
    },
    Remove {
        #[arg(value_name = "ID")]
        id: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Person {
    Add {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long)]
        steward: bool,
    },
    List {
        #[arg(value_name = "NAME")]
        who: Option<String>,
    },
    Suspend(OnPerson),
    Reopen(OnPerson),
    EndSessions(OnPerson),
    EndCodes(OnPerson),
    MakeSteward(OnPerson),
    UnmakeSteward(OnPerson),
    GoodMail(OnPerson),
}

#[derive(Args)]
pub(crate) struct OnPerson {
    #[arg(value_name = "PERSON")]
    pub person: String,
    #[arg(value_name = "WORDS")]
    pub reason: String,
}

#[derive(Subcommand)]
pub(crate) enum Community {
    Add {
        #[arg(value_name = "ALIAS")]
        alias: String,
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long)]
        unlisted: bool,
    },
    List,
    WhoCreates {
        #[arg(value_name = "stewards|signed-in")]
        who: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Member {
    Add {
        #[arg(value_name = "ALIAS")]
        alias: String,
        #[arg(value_name = "PERSON")]
        person: String,
        #[arg(long, value_name = "member|curator|facilitator|lead")]
        role: Option<String>,
    },
}
