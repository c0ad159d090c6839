//! `sillage admin …`: people, communities, sessions.

use std::path::Path;
use std::process::ExitCode;

use domain::address::Address;
use domain::communities::Role;
use domain::reports::ReportAct;
use domain::site::{Registration, WhoCreates};
use domain::tokens::{Lifetime, Scope};
use domain::{CommunityId, PersonId, Slug, Timestamp};
use i18n::Messages;
use serde_json::{Value, json};
use services::admin::people::Doing;
use services::jobs::OpenJob;
use services::providers::{self, Typed};
use services::registration::{self, Outcome, RequestRow};
use services::reports::{self, Report, Settler};
use services::{Ctx, Services, admin, community_pages, tokens};

use crate::arguments::{Admin, Community, Invitation, Member, Person, Provider};
use crate::failures::{Failure, Result};
use crate::settings::Settings;
use crate::{overseeing, pages, presenting, registers, settling, terminal};

/// Does what was asked, and prints what it made.
pub(crate) async fn run(
    services: &Services,
    settings: &Settings,
    command: Admin,
    as_json: bool,
    messages: &Messages,
) -> Result<ExitCode> {
    let ctx = services.system("administration from the command line");
    match command {
        Admin::Person(Person::Add { name, steward }) => {
            let id = admin::add_person(&ctx, &name, steward).await?;
            made(as_json, messages, "cli-person-added", &person(id, &name));
        }
        Admin::Person(Person::List { who }) => {
            overseeing::list_people(&ctx, who.as_deref().unwrap_or_default(), as_json, messages).await?;
        }
        Admin::Person(Person::Suspend(on)) => overseeing::act(&ctx, &on, Doing::Suspend, messages).await?,
        Admin::Person(Person::Reopen(on)) => overseeing::act(&ctx, &on, Doing::Reopen, messages).await?,
        Admin::Person(Person::EndSessions(on)) => overseeing::act(&ctx, &on, Doing::EndSessions, messages).await?,
        Admin::Person(Person::EndCodes(on)) => overseeing::act(&ctx, &on, Doing::EndCodes, messages).await?,
        Admin::Person(Person::MakeSteward(on)) => overseeing::act(&ctx, &on, Doing::MakeSteward, messages).await?,
        Admin::Person(Person::UnmakeSteward(on)) => overseeing::act(&ctx, &on, Doing::UnmakeSteward, messages).await?,
        Admin::Person(Person::GoodMail(on)) => overseeing::act(&ctx, &on, Doing::GoodMail, messages).await?,
        Admin::Community(Community::Add { alias, name, unlisted }) => {
            let id = admin::add_community(&ctx, &alias, &name, !unlisted).await?;
            made(as_json, messages, "cli-community-added", &community(id, alias));
        }
        Admin::Community(Community::List) => overseeing::list_communities(&ctx, as_json, messages).await?,
        Admin::Community(Community::WhoCreates { who }) => {
            if let Some(word) = who {
                // As other words of the command line are typed, or as the store writes it.
                let who = WhoCreates::parse(&word.replace('-', "_"));
                let who = who.ok_or(Failure::Flag { flag: "who", value: word })?;
                community_pages::set_who_creates(&ctx, who).await?;
            }
            let who = community_pages::who_creates(&ctx).await?;
            if as_json {
                terminal::document(&json!({ "who": who.as_str() }));
            } else {
                terminal::result(who.as_str());
            }
        }
        Admin::Member(Member::Add { alias, person, role }) => {
            let role = match role {
                None => Role::Member,
                Some(word) => Role::parse(&word).ok_or(Failure::Flag { flag: "role", value: word })?,
            };
            let id = admin::add_member(&ctx, &alias, &person, role).await?;
            made(as_json, messages, "cli-member-added", &community(id, alias));
        }
        Admin::Jobs { drop: Some(id), reason, .. } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "drop", value: id })?;
            services::jobs::drop_dead(&ctx, id, reason.as_deref().unwrap_or_default()).await?;
            terminal::message(&messages.text("cli-job-dropped"));
        }
        Admin::Jobs { again: None, .. } => list_jobs(&ctx, as_json, messages).await?,
        Admin::Jobs { again: Some(id), .. } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "again", value: id })?;
            services::jobs::revive(&ctx, id).await?;
            terminal::message(&messages.text("cli-job-again"));
        }
        Admin::Letters { again: Some(id), .. } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "again", value: id })?;
            services::letters::send_again(&ctx, id).await?;
            terminal::message(&messages.text("cli-letter-again"));
        }
        Admin::Letters { forget: Some(id), .. } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "forget", value: id })?;
            services::letters::forget(&ctx, id).await?;
            terminal::message(&messages.text("cli-letter-forgotten"));
        }
        Admin::Letters { trial: Some(mail), .. } => try_letters(&ctx, &mail, as_json, messages).await?,
        Admin::Letters { .. } => list_letters(&ctx, as_json, messages).await?,
        Admin::Site(words) => presenting::run(&ctx, settings, words, as_json, messages).await?,
        Admin::Page(typed) => pages::run(services, &ctx, settings, typed, as_json, messages).await?,
        Admin::Registration { mode, responsible } => {
            let mode =
                mode.map(|word| Registration::parse(&word).ok_or(Failure::Flag { flag: "registration", value: word }));
            let mode = mode.transpose()?;
            if mode.is_some() || responsible.is_some() {
                registration::set(&ctx, mode, responsible.as_deref()).await?;
            }
            let (mode, responsible) = registration::read(&ctx).await?;
            if as_json {
                terminal::document(&json!({ "mode": mode.as_str(), "responsible": responsible }));
            } else {
                terminal::result(format!("{} {responsible}", mode.as_str()).trim_end());
            }
        }
        Admin::Reports { settled } => list_reports(&ctx, settled, as_json, messages).await?,
        Admin::Requests { accept: Some(id), .. } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "accept", value: id })?;
            registration::answer(&ctx, id, true).await?;
            terminal::message(&messages.text("cli-request-accepted"));
        }
        Admin::Requests { decline: Some(id), .. } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "decline", value: id })?;
            registration::answer(&ctx, id, false).await?;
            terminal::message(&messages.text("cli-request-declined"));
        }
        Admin::Requests { .. } => list_requests(&ctx, as_json, messages).await?,
        Admin::Claims => settling::list_claims(&ctx, as_json, messages).await?,
        Admin::Claim(command) => settling::claim(&ctx, command, messages).await?,
        Admin::Report(command) => settling::report(&ctx, command, as_json, messages).await?,
        Admin::Removals => settling::list_removals(&ctx, as_json, messages).await?,
        Admin::Removal(command) => settling::removal(&ctx, command, messages).await?,
        Admin::Audit(asked) => registers::acts(&ctx, settings, &asked, as_json, messages).await?,
        Admin::Health => return overseeing::health(&ctx, as_json, messages).await,
        Admin::Storage => overseeing::storage(&ctx, as_json, messages).await?,
        Admin::Incidents { csv } => registers::list_incidents(&ctx, csv, as_json, messages).await?,
        Admin::Incident(command) => registers::incident(&ctx, settings, command, as_json, messages).await?,
        Admin::Invite { file, dry_run } => invite(&ctx, &file, dry_run, as_json, messages).await?,
        Admin::InvitationLink { name, uses, days } => {
            let token = registration::make_link(&ctx, &name, &uses, &days).await?;
            let link = format!("{}{}", settings.site_address(), Address::Invited(token.as_str().to_owned()));
            if as_json {
                terminal::document(&json!({ "link": link }));
            } else {
                terminal::result(&link);
            }
        }
        Admin::Invitations => overseeing::list_invitations(&ctx, as_json, messages).await?,
        Admin::Invitation(Invitation::End { id }) => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "id", value: id })?;
            registration::end_invitation(&ctx, id).await?;
            terminal::message(&messages.text("cli-invitation-ended"));
        }
        Admin::Provider(command) => provider(&ctx, settings, command, as_json, messages).await?,
        Admin::CreateSteward { name, mail } => {
            let language = messages.language().tag();
            let (id, token) = services::accounts::create_steward(&ctx, &name, &mail, &language).await?;
            let link = format!("{}{}", settings.site_address(), Address::Reset(token.as_str().to_owned()));
            if as_json {
                terminal::document(&with(person(id, &name), "link", link));
            } else {
                terminal::message(&messages.text("cli-steward-made"));
                terminal::result(&link);
            }
        }
        Admin::Session { person: who } => {
            let (id, token) = admin::open_session(&ctx, &who).await?;
            let cookie = format!("{}={token}", web::SESSION_COOKIE);
            if as_json {
                terminal::document(&with(person(id, &who), "cookie", cookie));
            } else {
                terminal::message(&messages.text("cli-session-opened"));
                terminal::result(&cookie);
            }
        }
        Admin::Token { person: who, scopes, days } => token(&ctx, &who, scopes, days, as_json, messages).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes a token for somebody, and prints it.
async fn token(ctx: &Ctx, who: &str, scopes: String, days: String, as_json: bool, messages: &Messages) -> Result<()> {
    let words: Vec<String> = scopes.split(',').map(|word| word.trim().to_owned()).collect();
    if words.iter().any(|word| Scope::parse(word).is_none()) {
        return Err(Failure::Flag { flag: "scopes", value: scopes });
    }
    if Lifetime::parse(&days).is_none() {
        return Err(Failure::Flag { flag: "days", value: days });
    }
    let typed = tokens::Typed { name: messages.text("cli-token-name").into_owned(), scopes: words, days };
    let (id, token) = tokens::make_for(ctx, who, &typed).await?;
    if as_json {
        terminal::document(&with(person(id, who), "token", token.as_str().to_owned()));
    } else {
        terminal::message(&messages.text("cli-token-made"));
        terminal::result(token.as_str());
    }
    Ok(())
}

/// How many jobs are in each state, and those that were given up.
async fn list_jobs(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let (counts, dead) = services::jobs::list(ctx).await?;
    if as_json {
        let counts: serde_json::Map<String, Value> =
            counts.into_iter().map(|(state, count)| (state, count.into())).collect();
        let dead: Vec<_> = dead
            .iter()
            .map(|job| json!({ "id": job.id.to_string(), "kind": job.kind, "ended": written(job.ended), "error": job.error }))
            .collect();
        let open = services::jobs::open(ctx).await?;
        terminal::document(&json!({
            "counts": counts, "dead": dead, "running": not_done(&open.running.1), "waiting": not_done(&open.waiting.1),
        }));
        return Ok(());
    }
    for (state, count) in counts {
        terminal::result(&messages.with("cli-jobs-count", &[("state", state.into()), ("count", count.into())]));
    }
    for job in dead {
        terminal::result(&format!("{} {} {} {}", job.id, job.kind, written(job.ended), job.error));
    }
    Ok(())
}

/// Jobs that are not done, the first hundred of them.
fn not_done(jobs: &[OpenJob]) -> Vec<Value> {
    let item = |job: &OpenJob| {
        json!({
            "id": job.id.to_string(), "kind": job.kind, "asked": written(job.created), "due": written(job.due),
            "attempts": job.attempts, "error": job.error,
        })
    };
    jobs.iter().map(item).collect()
}

/// The accounts that are asked for.
async fn list_requests(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let item = |row: &RequestRow| {
        json!({
            "id": row.id.to_string(), "name": row.name, "mail": row.mail.as_str(),
            "language": row.language.as_str(), "reason": row.reason, "asked": written(row.created),
        })
    };
    let line = |row: &RequestRow| {
        let reason = row.reason.replace('\n', " ");
        format!("{} {} {} {} {reason}", row.id, written(row.created), row.mail.as_str(), row.name)
    };
    terminal::list(&registration::asked_for(ctx).await?, as_json, messages, item, line);
    Ok(())
}

/// The problems that wait, or those that were settled.
async fn list_reports(ctx: &Ctx, settled: bool, as_json: bool, messages: &Messages) -> Result<()> {
    let reports = if settled { settled_reports(ctx).await? } else { reports::open(ctx, Settler::Steward).await? };
    let item = |it: &Report| {
        json!({
            "id": it.id.to_string(), "kind": it.kind.as_str(), "page": it.path, "words": it.words,
            "arrived": written(it.arrived), "due": it.due.map(written), "late": it.is_late, "hides": it.hides,
            "settled": it.settled.map(written), "act": it.settled_by.map(ReportAct::as_str),
        })
    };
    let line = |it: &Report| {
        let (kind, words) = (it.kind.as_str(), it.words.replace('\n', " "));
        let (day, act) = match it.settled {
            Some(settled) => (settled, it.settled_by.map(|act| format!(" {}", act.as_str())).unwrap_or_default()),
            None => (it.due.unwrap_or(it.arrived), String::new()),
        };
        format!("{} {}{act} {kind} {} {words}", it.id, written(day), it.path)
    };
    terminal::list(&reports, as_json, messages, item, line);
    Ok(())
}

/// The problems that were settled, all of them.
async fn settled_reports(ctx: &Ctx) -> Result<Vec<Report>> {
    let mut page = reports::settled(ctx, Settler::Steward, None).await?;
    let mut all = page.items;
    while let Some(after) = page.next {
        page = reports::settled(ctx, Settler::Steward, Some(&after)).await?;
        all.append(&mut page.items);
    }
    Ok(all)
}

/// Invites the people of a file, or says what would become of each line.
async fn invite(ctx: &Ctx, file: &Path, is_dry: bool, as_json: bool, messages: &Messages) -> Result<()> {
    let unreadable =
        |error: std::io::Error| Failure::Unreadable { path: file.display().to_string(), reason: error.to_string() };
    let list = interop::invitees::read(&std::fs::read(file).map_err(unreadable)?);
    let list = list.ok_or(services::Error::Invalid("not_text"))?;
    let outcomes = registration::invite(ctx, &list, &messages.language().tag(), is_dry).await?;
    if as_json {
        let lines: Vec<_> = list
            .iter()
            .zip(&outcomes)
            .map(|(invitee, outcome)| {
                json!({ "line": invitee.line, "mail": invitee.mail, "name": invitee.name, "result": outcome.as_str() })
            })
            .collect();
        terminal::document(&json!({ "dry_run": is_dry, "lines": lines }));
        return Ok(());
    }
    for (invitee, outcome) in list.iter().zip(&outcomes) {
        terminal::result(&format!("{} {} {}", invitee.line, outcome.as_str(), invitee.mail));
    }
    let invited = outcomes.iter().filter(|outcome| **outcome == Outcome::Invited).count();
    let count = i64::try_from(invited).unwrap_or(i64::MAX);
    if is_dry {
        terminal::message(&messages.with("cli-would-invite", &[("count", count.into())]));
    } else {
        terminal::message(&messages.with("cli-invited", &[("count", count.into())]));
    }
    Ok(())
}

/// The servers of others by which members sign in: listed, added, removed.
async fn provider(ctx: &Ctx, settings: &Settings, command: Provider, as_json: bool, messages: &Messages) -> Result<()> {
    let back = |id| providers::back(settings.site_address(), id);
    match command {
        Provider::List => {
            let item = |it: &providers::Listed| {
                json!({
                    "id": it.provider.id.to_string(), "name": it.provider.name, "issuer": it.issuer,
                    "client": it.client, "organisation": it.provider.employs, "address": back(it.provider.id),
                })
            };
            let line = |it: &providers::Listed| format!("{} {} {}", it.provider.id, it.issuer, it.provider.name);
            terminal::list(&providers::list(ctx).await?, as_json, messages, item, line);
        }
        Provider::Add { name, issuer, client, secret, organisation } => {
            let secret = secret.map(|file| {
                std::fs::read_to_string(&file).map_err(|error| Failure::Unreadable {
                    path: file.display().to_string(),
                    reason: error.to_string(),
                })
            });
            let secret = secret.transpose()?.unwrap_or_default();
            let id = providers::draw(ctx);
            providers::add(ctx, id, &Typed { name, issuer, client, secret, employs: organisation }).await?;
            made(as_json, messages, "cli-provider-added", &json!({ "id": id.to_string(), "address": back(id) }));
        }
        Provider::Remove { id } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "id", value: id })?;
            providers::remove(ctx, id).await?;
            terminal::message(&messages.text("cli-provider-removed"));
        }
    }
    Ok(())
}

/// How many letters are on their way, or wait in the data folder, and those that nobody takes.
async fn list_letters(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let letters = services::letters::list(ctx).await?;
    let waiting = i64::try_from(letters.in_the_folder).unwrap_or(i64::MAX);
    if as_json {
        let refused = letters.refused.iter().map(|letter| {
            json!({
                "id": letter.id.to_string(), "kind": letter.kind, "mail": letter.mail.as_str(),
                "refused": written(letter.refused), "error": letter.error,
            })
        });
        let refused: Vec<_> = refused.collect();
        terminal::document(&json!({
            "on_their_way": letters.on_their_way, "in_the_folder": waiting, "failing": letters.failing,
            "failure": letters.failure, "refused": refused,
        }));
        return Ok(());
    }
    terminal::result(&messages.with("cli-letters-on-their-way", &[("count", letters.on_their_way.into())]));
    if letters.failing > 0 {
        let failing = messages.with("admin-health-letters-failing", &[("count", letters.failing.into())]);
        let failure = messages.with("admin-letters-failure", &[("error", letters.failure.as_str().into())]);
        terminal::result(&format!("{failing} {failure}"));
    }
    if letters.only_kept {
        terminal::result(&messages.with("cli-letters-in-the-folder", &[("count", waiting.into())]));
    }
    for letter in letters.refused {
        let (moment, mail) = (written(letter.refused), letter.mail.as_str());
        terminal::result(&format!("{} {} {moment} {mail} {}", letter.id, letter.kind, letter.error));
    }
    Ok(())
}

/// Has a letter of trial sent to this address, and says where its fate is read.
async fn try_letters(ctx: &Ctx, mail: &str, as_json: bool, messages: &Messages) -> Result<()> {
    let mail = mail.trim();
    let id = services::letters::send_trial_to(ctx, mail, &messages.language().tag()).await?.to_string();
    let folder = services::letters::list(ctx).await?.folder;
    if as_json {
        terminal::document(&json!({ "id": id, "mail": mail, "folder": folder }));
        return Ok(());
    }
    let says = match &folder {
        Some(folder) => {
            let folder = folder.as_str();
            messages.with("cli-letter-trial-kept", &[("mail", mail.into()), ("folder", folder.into())])
        }
        None => messages.with("cli-letter-trial-sent", &[("mail", mail.into())]),
    };
    terminal::message(&says);
    terminal::result(&format!("{id} {mail}"));
    Ok(())
}

/// A moment as scripts read it (RFC 3339).
pub(crate) fn written(moment: Timestamp) -> String {
    i18n::rfc3339(moment)
}

/// A person was perhaps named by id: the address then has no name in it, and leads there all the same.
fn person(id: PersonId, name: &str) -> Value {
    let slug = if name.parse::<PersonId>().is_ok() { Slug::of("") } else { Slug::of(name) };
    json!({ "id": id.to_string(), "address": Address::Person(id, slug).to_string() })
}

/// A document with one more field.
fn with(mut document: Value, name: &str, text: String) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.insert(name.to_owned(), Value::String(text));
    }
    document
}

fn community(id: CommunityId, alias: String) -> Value {
    json!({ "id": id.to_string(), "address": Address::Community(id, alias).to_string() })
}

fn made(as_json: bool, messages: &Messages, key: &str, document: &Value) {
    if as_json {
        return terminal::document(document);
    }
    terminal::message(&messages.text(key));
    let text = |field| document.get(field).and_then(Value::as_str).unwrap_or_default();
    terminal::result(&format!("{} {}", text("id"), text("address")));
}
