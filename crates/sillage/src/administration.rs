//! `sillage admin …`: people, communities, sessions.

use domain::address::Address;
use domain::communities::Role;
use domain::{CommunityId, PersonId, Slug};
use i18n::Messages;
use serde_json::{Value, json};
use services::{Services, admin};

use crate::arguments::{Admin, Community, Member, Person};
use crate::failures::{Failure, Result};
use crate::terminal;

/// Does what was asked, and prints what it made.
pub(crate) async fn run(services: &Services, command: Admin, as_json: bool, messages: &Messages) -> Result<()> {
    let ctx = services.system("administration from the command line");
    match command {
        Admin::Person(Person::Add { name, steward }) => {
            let id = admin::add_person(&ctx, &name, steward).await?;
            made(as_json, messages, "cli-person-added", &person(id, &name));
        }
        Admin::Community(Community::Add { alias, name, unlisted }) => {
            let id = admin::add_community(&ctx, &alias, &name, !unlisted).await?;
            made(as_json, messages, "cli-community-added", &community(id, alias));
        }
        Admin::Member(Member::Add { alias, person, role }) => {
            let role = match role {
                None => Role::Member,
                Some(word) => Role::parse(&word).ok_or(Failure::Flag { flag: "role", value: word })?,
            };
            let id = admin::add_member(&ctx, &alias, &person, role).await?;
            made(as_json, messages, "cli-member-added", &community(id, alias));
        }
        Admin::Session { person: who } => {
            let (id, token) = admin::open_session(&ctx, &who).await?;
            let cookie = format!("{}={token}", web::SESSION_COOKIE);
            if as_json {
                let mut document = person(id, &who);
                if let Some(fields) = document.as_object_mut() {
                    fields.insert("cookie".to_owned(), Value::String(cookie));
                }
                terminal::document(&document);
            } else {
                terminal::message(&messages.text("cli-session-opened"));
                terminal::result(&cookie);
            }
        }
    }
    Ok(())
}

/// A person was perhaps named by id: the address then has no name in it, and leads there all the same.
fn person(id: PersonId, name: &str) -> Value {
    let slug = if name.parse::<PersonId>().is_ok() { Slug::of("") } else { Slug::of(name) };
    json!({ "id": id.to_string(), "address": Address::Person(id, slug).to_string() })
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
