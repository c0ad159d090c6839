//! All that is held about a person comes out, and nothing of what others keep from them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod leaving;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{CommunityId, InvitationId, NoteId, NotebookId, PersonId, ProviderId, hex};
use serde_json::{Value as Json, json};
use services::own_data::SOURCES;
use store::{Kind, Statement, Value};
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};

/// What is planted in a column, and how it comes out.
type Planted = BTreeMap<(&'static str, &'static str), Json>;

/// Runs a statement of this test alone.
async fn run(site: &TestApp, text: &'static str, values: &[Value]) {
    let kind = |value: &Value| match value {
        Value::Id(_) => Kind::Id,
        Value::Int(_) => Kind::Int,
        Value::Bool(_) => Kind::Bool,
        Value::Bytes(_) => Kind::Bytes,
        _ => Kind::Text,
    };
    let kinds: &'static [Kind] = Box::leak(values.iter().map(kind).collect());
    let statement: &'static Statement = Box::leak(Box::new(Statement::new("tests.plant", text, kinds, &[])));
    let mut tx = site.services().store().write().await.unwrap();
    tx.exec(statement, values).await.unwrap();
    tx.commit().await.unwrap();
}

/// A list of the archive.
fn list(entries: &BTreeMap<String, String>, name: &str) -> Vec<Json> {
    serde_json::from_str(&entries[&format!("held/{name}.json")]).unwrap()
}

async fn take(site: &TestApp, who: &Session) -> Answer {
    let answer = site.send(Some(who), "/me/data", &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/zip"));
    assert!(answer.header("content-disposition").starts_with("attachment;"));
    assert_eq!(answer.header("cache-control"), "no-store");
    answer
}

/// Plants a value in each column that the migrations call personal.
#[expect(clippy::too_many_lines, reason = "a table a paragraph")]
async fn plant(site: &TestApp, ana: PersonId, note: NoteId, notebook: NotebookId, community: CommunityId) -> Planted {
    let mut planted = Planted::new();
    let mut is = |table, column, value: Json| drop(planted.insert((table, column), value));
    let me = json!(ana.to_string());
    let bytes = |words: &str| (Value::Bytes(words.into()), json!(hex::write(words.as_bytes())));
    let held = json!({ "held": true });
    let provider = ProviderId::from_bytes([7; 16]);
    let invitation = InvitationId::from_bytes([8; 16]);

    let (sort_key, key) = bytes("zq-sort-key");
    let text = "UPDATE person SET name = 'zq-name', name_key = 'zq-name-key', sort_key = $2 WHERE id = $1";
    run(site, text, &[ana.into(), sort_key]).await;
    is("person", "name", json!("zq-name"));
    is("person", "name_key", json!("zq-name-key"));
    is("person", "sort_key", key);

    let text = "INSERT INTO account (person, mail, mail_key, confirmed, language, password, created)
        VALUES ($1, 'zq-Mail@exemple.org', 'zq-mail@exemple.org', 1, 'zq-language', 'zq-secret-password', 1)";
    run(site, text, &[ana.into()]).await;
    is("account", "mail", json!("zq-Mail@exemple.org"));
    is("account", "mail_key", json!("zq-mail@exemple.org"));
    is("account", "language", json!("zq-language"));
    is("account", "password", held.clone());

    // Who is suspended signs in no more; a session that is open here shows what is held.
    let text = "INSERT INTO suspension (person, since, reason) VALUES ($1, 1, 'zq-suspended')";
    run(site, text, &[ana.into()]).await;
    is("suspension", "person", me.clone());
    is("suspension", "reason", json!("zq-suspended"));

    let text = "INSERT INTO profile_field (person, field, words, audience) VALUES ($1, 'about', 'zq-words', 'oneself')";
    run(site, text, &[ana.into()]).await;
    is("profile_field", "person", me.clone());
    is("profile_field", "words", json!("zq-words"));

    let text = "INSERT INTO affiliation (id, person, organisation, kind, since, until, created)
        VALUES ($1, $1, $2, 'volunteer', 'zq-since', 'zq-until', 1)";
    run(site, text, &[ana.into(), note.into()]).await;
    is("affiliation", "person", me.clone());
    is("affiliation", "organisation", json!(note.to_string()));
    is("affiliation", "kind", json!("volunteer"));
    is("affiliation", "since", json!("zq-since"));
    is("affiliation", "until", json!("zq-until"));

    // A signature that was theirs, and one that they say is.
    for number in [31, 32] {
        let text = "INSERT INTO person (id, name, name_key, sort_key, account, steward, created)
            VALUES ($1, '', '', $2, FALSE, FALSE, 1)";
        let signature = PersonId::from_bytes([number; 16]);
        run(site, text, &[signature.into(), Value::Bytes(i18n::sort_key(""))]).await;
    }
    let (claimed, said) = (PersonId::from_bytes([31; 16]), PersonId::from_bytes([32; 16]));
    let text = "INSERT INTO claim (id, signature, person, words, asked, refused, reason)
        VALUES ($1, $2, $1, 'zq-claim', 1, NULL, 'zq-claim-reason')";
    run(site, text, &[ana.into(), said.into()]).await;
    is("claim", "signature", json!(said.to_string()));
    is("claim", "person", me.clone());
    is("claim", "words", json!("zq-claim"));
    is("claim", "reason", json!("zq-claim-reason"));
    let text = "INSERT INTO claimed (signature, person, name_key, claimed) VALUES ($2, $1, 'zq-claimed', 1)";
    run(site, text, &[ana.into(), claimed.into()]).await;
    is("claimed", "signature", json!(claimed.to_string()));
    is("claimed", "person", me.clone());
    is("claimed", "name_key", json!("zq-claimed"));
    let (hash, key) = bytes("zq-signature-mail");
    run(site, "INSERT INTO signature_mail (person, hash) VALUES ($1, $2)", &[ana.into(), hash]).await;
    is("signature_mail", "person", me.clone());
    is("signature_mail", "hash", key);

    for page in ["privacy", "terms"] {
        let text = "INSERT INTO acceptance (person, page, version, accepted) VALUES ($1, $2, 1, 1)";
        run(site, text, &[ana.into(), page.into()]).await;
    }
    is("acceptance", "person", me.clone());

    run(site, "UPDATE session SET agent = 'zq-agent' WHERE person = $1", &[ana.into()]).await;
    is("session", "person", me.clone());
    is("session", "agent", json!("zq-agent"));

    let (hash, _) = bytes("zq-secret-token");
    let text = "INSERT INTO api_token (id, hash, person, name, scopes, created, expires, used)
        VALUES ($1, $2, $1, 'zq-token-name', 'read_me', 1, 1, 'zq-day')";
    run(site, text, &[ana.into(), hash]).await;
    is("api_token", "person", me.clone());
    is("api_token", "name", json!("zq-token-name"));
    is("api_token", "scopes", json!("read_me"));
    is("api_token", "used", json!("zq-day"));

    let (id, key) = bytes("zq-passkey");
    run(site, "INSERT INTO passkey (id, person, kept, created) VALUES ($2, $1, 'zq-kept', 1)", &[ana.into(), id]).await;
    is("passkey", "id", key);
    is("passkey", "person", me.clone());
    is("passkey", "kept", json!("zq-kept"));

    let (token, _) = bytes("zq-ceremony");
    run(site, "INSERT INTO ceremony (token, person, state, expires) VALUES ($2, $1, '', 1)", &[ana.into(), token])
        .await;
    is("ceremony", "person", me.clone());

    let (secret, _) = bytes("zq-secret-totp");
    let text = "INSERT INTO totp (person, secret, created, last_step) VALUES ($1, $2, 1, 0)";
    run(site, text, &[ana.into(), secret]).await;
    is("totp", "person", me.clone());
    is("totp", "secret", held.clone());
    let (hash, _) = bytes("zq-recovery");
    run(site, "INSERT INTO recovery_code (person, hash) VALUES ($1, $2)", &[ana.into(), hash]).await;
    is("recovery_code", "person", me.clone());

    let text = "INSERT INTO provider (id, name, issuer, client, secret, employs, created)
        VALUES ($1, 'Le cégep', 'https://exemple.org', 'c', 's', FALSE, 1)";
    run(site, text, &[provider.into()]).await;
    let text = "INSERT INTO identity (provider, subject, person, created) VALUES ($2, 'zq-subject', $1, 1)";
    run(site, text, &[ana.into(), provider.into()]).await;
    is("identity", "subject", json!("zq-subject"));
    is("identity", "person", me.clone());

    let text = "INSERT INTO proof (token, purpose, person, mail, invitation, created, expires)
        VALUES ($2, 'sign_up', $1, 'zq-mail@exemple.org', $3, 1, 1)";
    run(site, text, &[ana.into(), bytes("zq-token").0, invitation.into()]).await;
    is("proof", "person", me.clone());
    is("proof", "mail", json!("zq-mail@exemple.org"));
    is("proof", "invitation", json!(invitation.to_string()));

    let text = "INSERT INTO letter (id, kind, mail, language, created, error)
        VALUES ($1, 'reset', 'zq-Mail@exemple.org', 'zq-letter-language', 1, '')";
    run(site, text, &[ana.into()]).await;
    is("letter", "mail", json!("zq-Mail@exemple.org"));
    is("letter", "language", json!("zq-letter-language"));

    let subject = "account\nzq-mail@exemple.org\n";
    let subject = <sha2::Sha256 as sha2::Digest>::digest(subject);
    run(site, "INSERT INTO allowance (subject, spent) VALUES ($1, 1)", &[Value::Bytes(subject.to_vec())]).await;
    is("allowance", "subject", json!(hex::write(&subject)));

    let text = "INSERT INTO invitation (id, token, invited_by, mail, mail_key, name, uses, used, created, expires)
        VALUES ($2, NULL, $1, 'zq-mail@exemple.org', 'zq-mail@exemple.org', 'zq-invited', 1, 0, 1, 1)";
    run(site, text, &[ana.into(), invitation.into()]).await;
    is("invitation", "invited_by", me.clone());
    is("invitation", "mail", json!("zq-mail@exemple.org"));
    is("invitation", "mail_key", json!("zq-mail@exemple.org"));
    is("invitation", "name", json!("zq-invited"));

    let (passkey, key) = bytes("zq-request-passkey");
    let text = "INSERT INTO account_request
        (id, name, mail, mail_key, language, reason, password, passkey, passkey_kept, created)
        VALUES ($1, 'zq-asked', 'zq-mail@exemple.org', 'zq-mail@exemple.org', 'zq-asked-language', 'zq-reason',
                'zq-secret-asked', $2, 'zq-asked-kept', 1)";
    run(site, text, &[ana.into(), passkey]).await;
    for (column, value) in [
        ("name", json!("zq-asked")),
        ("mail", json!("zq-mail@exemple.org")),
        ("mail_key", json!("zq-mail@exemple.org")),
        ("language", json!("zq-asked-language")),
        ("reason", json!("zq-reason")),
        ("password", held),
        ("passkey", key),
        ("passkey_kept", json!("zq-asked-kept")),
    ] {
        is("account_request", column, value);
    }

    let text = "INSERT INTO role (community, person, role, since, backup) VALUES ($2, $1, 'curator', 1, $1)";
    run(site, text, &[ana.into(), community.into()]).await;
    is("role", "backup", me.clone());
    let text = "UPDATE membership SET name = 'zq-there', involvement = 'listening' WHERE person = $1";
    run(site, text, &[ana.into()]).await;
    is("membership", "name", json!("zq-there"));
    is("membership", "involvement", json!("listening"));
    let text = "INSERT INTO posture (community, person, affiliation, posture, shown, since)
        VALUES ($2, $1, $1, 'declared', TRUE, 1)";
    run(site, text, &[ana.into(), community.into()]).await;
    is("posture", "person", me.clone());
    is("posture", "affiliation", me.clone());
    is("posture", "posture", json!("declared"));
    is("posture", "shown", json!(true));
    let text = "INSERT INTO membership_told (id, community, person, told, words, at)
        VALUES ($1, $2, $1, 'roles', 'zq-told', 1)";
    run(site, text, &[ana.into(), community.into()]).await;
    is("membership_told", "person", me.clone());
    is("membership_told", "told", json!("roles"));
    is("membership_told", "words", json!("zq-told"));
    let text = "INSERT INTO join_request (id, community, person, name, reason, asked)
        VALUES ($1, $2, $1, 'zq-called', 'zq-joining', 1)";
    run(site, text, &[ana.into(), community.into()]).await;
    is("join_request", "person", me.clone());
    is("join_request", "name", json!("zq-called"));
    is("join_request", "reason", json!("zq-joining"));
    let text = "INSERT INTO membership_invitation
        (id, community, mail, mail_key, invited_by, words, proposed, created, expires)
        VALUES ($1, $2, 'zq-Mail@exemple.org', 'zq-mail@exemple.org', $1, 'zq-inviting', FALSE, 1, 1)";
    run(site, text, &[ana.into(), community.into()]).await;
    is("membership_invitation", "mail", json!("zq-Mail@exemple.org"));
    is("membership_invitation", "mail_key", json!("zq-mail@exemple.org"));
    is("membership_invitation", "invited_by", me.clone());
    is("membership_invitation", "words", json!("zq-inviting"));
    is("membership", "person", me.clone());
    is("role", "person", me.clone());
    let text = "INSERT INTO notebook_member (notebook, person, role) VALUES ($2, $1, 'contributor')";
    run(site, text, &[ana.into(), notebook.into()]).await;
    is("notebook_member", "person", me.clone());
    run(site, "INSERT INTO reader (note, person) VALUES ($2, $1)", &[ana.into(), note.into()]).await;
    is("author", "person", me.clone());
    is("reader", "person", me.clone());
    let text = "INSERT INTO written (person, form, note, made) VALUES ($1, 'zq-form', $2, 1)";
    run(site, text, &[ana.into(), note.into()]).await;
    is("written", "person", me.clone());
    let text = "INSERT INTO notification (id, cause, recipient, kind, note, at, way, read_at)
        VALUES ($1, $1, $1, 'changed', $2, 1, 'here', 7)";
    run(site, text, &[ana.into(), note.into()]).await;
    is("notification", "recipient", me.clone());
    is("notification", "kind", json!("changed"));
    is("notification", "note", json!(note.to_string()));
    is("notification", "read_at", json!("1970-01-01T00:00:00.000007Z"));
    let text = "INSERT INTO notification_choice (person, kind, community, way) VALUES ($1, 'new', $2, 'weekly')";
    run(site, text, &[ana.into(), community.into()]).await;
    is("notification_choice", "person", me.clone());
    is("notification_choice", "kind", json!("new"));
    is("notification_choice", "community", json!(community.to_string()));
    is("notification_choice", "way", json!("weekly"));
    let text = "INSERT INTO follow (person, kind, thing, since) VALUES ($1, 'notebook', $2, 1)";
    run(site, text, &[ana.into(), notebook.into()]).await;
    is("follow", "person", me.clone());
    is("follow", "thing", json!(notebook.to_string()));
    let (token, _) = bytes("zq-stopping");
    let text = "INSERT INTO unsubscribe (token, person, way, kind, community, created)
        VALUES ($2, $1, 'letter', 'new', $3, 1)";
    run(site, text, &[ana.into(), token, community.into()]).await;
    is("unsubscribe", "person", me.clone());
    is("unsubscribe", "kind", json!("new"));
    let text = "INSERT INTO placement_decline (notebook, note, person, words, declined, ends)
        VALUES ($3, $2, $1, 'zq-declining', 1, 1)";
    run(site, text, &[ana.into(), note.into(), notebook.into()]).await;
    is("placement_decline", "person", me.clone());
    is("placement_decline", "words", json!("zq-declining"));
    let text = "INSERT INTO thread (id, note, community, begun_by, at) VALUES ($1, $2, $3, $1, 1)";
    run(site, text, &[ana.into(), note.into(), community.into()]).await;
    is("thread", "begun_by", me.clone());
    let text = "INSERT INTO message
        (id, thread, number, author, name, language, body, version, posted, hidden, hidden_by, hidden_why)
        VALUES ($1, $1, 1, $1, 'zq-said-as', 'zq-said-in', 'zq-said', 1, 1, 1, $1, 'zq-hidden-why')";
    run(site, text, &[ana.into()]).await;
    is("message", "author", me.clone());
    is("message", "name", json!("zq-said-as"));
    is("message", "language", json!("zq-said-in"));
    is("message", "body", json!("zq-said"));
    is("message", "hidden_by", me.clone());
    is("message", "hidden_why", json!("zq-hidden-why"));
    run(site, "INSERT INTO mention (message, person) VALUES ($1, $1)", &[ana.into()]).await;
    is("mention", "person", me.clone());
    let text = "INSERT INTO announcement (note, community, announced_by, words, at)
        VALUES ($2, $3, $1, 'zq-announcing', 1)";
    run(site, text, &[ana.into(), note.into(), community.into()]).await;
    is("announcement", "announced_by", me.clone());
    is("announcement", "words", json!("zq-announcing"));
    let text = "INSERT INTO author_invitation (note, person, invited_by, invited) VALUES ($2, $1, $1, 1)";
    run(site, text, &[ana.into(), note.into()]).await;
    is("author_invitation", "person", me.clone());
    is("author_invitation", "invited_by", me.clone());
    let text = "INSERT INTO author_removal (note, person, asked_by, asked, state, reason)
        VALUES ($2, $1, $1, 1, 'refused', 'zq-removal-reason')";
    run(site, text, &[ana.into(), note.into()]).await;
    is("author_removal", "person", me.clone());
    is("author_removal", "asked_by", me.clone());
    is("author_removal", "reason", json!("zq-removal-reason"));
    let text = "INSERT INTO edit_request (note, person, reason, asked, state, words)
        VALUES ($2, $1, 'zq-asking', 1, 'refused', 'zq-answered')";
    run(site, text, &[ana.into(), note.into()]).await;
    is("edit_request", "person", me.clone());
    is("edit_request", "reason", json!("zq-asking"));
    is("edit_request", "words", json!("zq-answered"));
    let (known_by, key) = bytes("zq-known-by");
    let text = "INSERT INTO exchange (id, note, writer, name, mail, mail_key, known_by, language, begun, last)
        VALUES ($1, $2, $1, 'zq-writing', 'zq-Mail@exemple.org', 'zq-mail@exemple.org', $3, 'zq-written-in', 1, $4)";
    run(site, text, &[ana.into(), note.into(), known_by.clone(), site.now().into()]).await;
    is("exchange", "writer", me.clone());
    is("exchange", "name", json!("zq-writing"));
    is("exchange", "mail", json!("zq-Mail@exemple.org"));
    is("exchange", "mail_key", json!("zq-mail@exemple.org"));
    is("exchange", "known_by", key.clone());
    is("exchange", "language", json!("zq-written-in"));
    let text = "INSERT INTO exchange_message (id, exchange, person, by_writer, words, written)
        VALUES ($1, $1, $1, TRUE, 'zq-message', 1)";
    run(site, text, &[ana.into()]).await;
    is("exchange_message", "person", me.clone());
    is("exchange_message", "words", json!("zq-message"));
    let text = "INSERT INTO exchange_link (token, exchange, person, created) VALUES ($2, $1, $1, 1)";
    run(site, text, &[ana.into(), bytes("zq-exchange-link").0]).await;
    is("exchange_link", "person", me.clone());
    run(site, "INSERT INTO unheard (person, known_by, since) VALUES ($1, $2, 1)", &[ana.into(), known_by]).await;
    is("unheard", "person", me.clone());
    is("unheard", "known_by", key);
    let text = "INSERT INTO report
        (id, kind, words, path, reporter, mail, mail_key, language, concerned, begun, confirmed)
        VALUES ($1, 'error', 'zq-reported', '/recent', $1, 'zq-Mail@exemple.org', 'zq-mail@exemple.org',
                'zq-reported-in', FALSE, $2, $2)";
    run(site, text, &[ana.into(), site.now().into()]).await;
    is("report", "reporter", me.clone());
    is("report", "words", json!("zq-reported"));
    is("report", "mail", json!("zq-Mail@exemple.org"));
    is("report", "mail_key", json!("zq-mail@exemple.org"));
    is("report", "language", json!("zq-reported-in"));
    let text = "INSERT INTO report_act (id, report, person, act, reason, done)
        VALUES ($1, $1, $1, 'answer', 'zq-act-reason', 1)";
    run(site, text, &[ana.into()]).await;
    is("report_act", "person", me.clone());
    is("report_act", "reason", json!("zq-act-reason"));
    let text = "UPDATE byline SET name = 'zq-signed' WHERE person = $1";
    run(site, text, &[ana.into()]).await;
    is("byline", "person", me.clone());
    is("byline", "name", json!("zq-signed"));
    let text = "UPDATE revision SET author = $1, withdrawn_by = $1 WHERE note = $2";
    run(site, text, &[ana.into(), note.into()]).await;
    is("revision", "author", me.clone());
    is("revision", "withdrawn_by", me.clone());
    let text = "INSERT INTO withdrawal (id, note, person, why, versions, at) VALUES ($1, $2, $1, 'other', 1, 1)";
    run(site, text, &[ana.into(), note.into()]).await;
    is("withdrawal", "person", me.clone());
    run(site, "UPDATE placement SET placed_by = $1 WHERE note = $2", &[ana.into(), note.into()]).await;
    is("placement", "placed_by", me.clone());
    let text = "INSERT INTO front_matter (note, place, name, value) VALUES ($1, 0, 'clef', 'zq-front-matter')";
    run(site, text, &[note.into()]).await;
    is("front_matter", "value", json!("zq-front-matter"));
    let text = "INSERT INTO site_page (page, language, body, revision, changed, changed_by) VALUES ('about', 'fr', '', 1, 1, $1)";
    run(site, text, &[ana.into()]).await;
    is("site_page", "changed_by", me.clone());
    run(site, "DELETE FROM registration", &[]).await;
    run(site, "INSERT INTO registration (one, mode, responsible) VALUES (1, 'open', 'zq-responsible')", &[]).await;
    is("registration", "responsible", json!("zq-responsible"));
    // Nobody leaves here: what is said of it is looked at where somebody does.
    let text =
        "INSERT INTO leaving (person, credit, acts, texts, asked, ends) VALUES ($1, 'keep', 'keep', 'keep', 1, 1)";
    run(site, text, &[ana.into()]).await;
    is("leaving", "person", me.clone());
    for column in ["credit", "acts", "texts"] {
        is("leaving", column, json!("keep"));
    }
    let text = "INSERT INTO audit (id, at, who, act, person, word) VALUES ($1, $2, $1, 'codes_ended', $1, '')";
    run(site, text, &[ana.into(), site.now().into()]).await;
    is("audit", "who", me.clone());
    is("audit", "person", me.clone());
    let text = "INSERT INTO motivated_reading (line, note, who, until) VALUES ($1, $2, $1, 1)";
    run(site, text, &[ana.into(), note.into()]).await;
    is("motivated_reading", "who", me.clone());
    let text = "INSERT INTO incident (id, edition, written, who, what, happened, whose, risk, told)
        VALUES ($1, 1, $2, $1, 'zq-incident', '2026-05-01', '', '', '')";
    run(site, text, &[ana.into(), site.now().into()]).await;
    is("incident", "who", me.clone());
    let mut tx = site.services().store().write().await.unwrap();
    let change = Change { who: Some(ana), kind: ChangeKind::Edited, thing: Thing::Person(ana), tags: Vec::new() };
    store::changes::record(&mut tx, site.now(), &change).await.unwrap();
    tx.commit().await.unwrap();
    is("change", "who", me);
    planted
}

#[tokio::test]
async fn rule_11_everything_out_each_column_that_is_called_personal_comes_out_and_no_secret_does() {
    for site in TestApp::all(7701).await {
        let ana = site.person("Ana Roy").await;
        let community = site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &ana.to_string(), Role::Member).await.unwrap();
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        let note = site.note("Un tissage").by(ana).body("zq-text [[Rien]]").placed_in(notebook).write().await;
        let who = site.session(ana).await;
        let planted = plant(&site, ana, note, notebook, community).await;

        let entries = take(&site, &who).await.entries();
        let declared = store::personal::declared();
        let declared: BTreeSet<(&str, &str)> = declared
            .iter()
            .flat_map(|(table, columns)| columns.iter().map(|column| (table.as_str(), column.as_str())))
            .collect();
        assert_eq!(
            planted.keys().copied().collect::<BTreeSet<_>>(),
            declared,
            "a column without a plant, or a plant without a column"
        );
        for ((table, column), value) in &planted {
            let sources = SOURCES.iter().filter(|source| source.table == *table);
            let found =
                sources.flat_map(|source| list(&entries, source.name)).any(|row| row.get(column) == Some(value));
            assert!(found, "{table}.{column} is not in the archive: {value}\n{entries:#?}");
        }
        let all: String = entries.values().flat_map(|words| [words.as_str(), "\n"]).collect();
        for secret in ["zq-secret", &hex::write(b"zq-secret"), &hex::write(b"zq-token"), &hex::write(b"zq-recovery")] {
            assert!(!all.contains(secret), "a secret comes out: {secret}");
        }
        let text = entries.iter().find(|(name, _)| name.starts_with("notes/un-tissage-")).unwrap().1;
        assert!(text.starts_with("---\ntitle: \"Un tissage\"\n") && text.ends_with("zq-text [[Rien]]"), "{text}");
    }
}

/// The proof of a session is as old as this test says.
async fn proved(site: &TestApp, person: PersonId, minutes_ago: i64) {
    let moment = site.now().plus_seconds(-60 * minutes_ago);
    run(site, "UPDATE session SET proved = $2 WHERE person = $1", &[person.into(), moment.into()]).await;
}

#[tokio::test]
async fn rule_11_what_one_may_not_read_any_more_is_counted_and_neither_named_nor_told() {
    for site in TestApp::all(7702).await {
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let kept = site.note("Gardé zq-kept").by(bruno).signed(ana).body("zq-kept").visible_to(Visibility::Authors);
        let kept = kept.write().await;
        let open = site.note("Ouvert").by(ana).body("zq-first").write().await;
        for note in [kept, open] {
            run(&site, "UPDATE revision SET author = $1 WHERE note = $2", &[ana.into(), note.into()]).await;
        }
        for (number, body, withdrawn) in [(2, "zq-second", Value::Int(1)), (3, "zq-third", Value::Null)] {
            let text = "INSERT INTO revision (note, number, title, language, body, author, saved, reason, withdrawn)
                VALUES ($2, $3, 'Ouvert', 'fr', $4, $1, 1, '', CAST($5 AS BIGINT))";
            let text =
                if withdrawn == Value::Null { text.replace("CAST($5 AS BIGINT)", "NULL") } else { text.to_owned() };
            let mut values = vec![ana.into(), open.into(), Value::Int(number), body.into(), withdrawn.clone()];
            values.truncate(if withdrawn == Value::Null { 4 } else { 5 });
            run(&site, Box::leak(text.into_boxed_str()), &values).await;
        }
        run(&site, "UPDATE note SET revision = 3 WHERE id = $1", &[open.into()]).await;

        let who = site.session(ana).await;
        let entries = take(&site, &who).await.entries();
        let all: String = entries.iter().flat_map(|(name, words)| [name.as_str(), words.as_str()]).collect();
        assert!(!all.contains("zq-kept") && !all.contains(&kept.to_string()), "{all}");
        let signed: Vec<Json> = list(&entries, "credit").into_iter().map(|row| row["note"].clone()).collect();
        assert!(signed.contains(&Json::Null) && signed.contains(&json!(open.to_string())), "{signed:?}");
        // The newest version is the note; of earlier ones, those whose words are there.
        let versions: Vec<&String> = entries.keys().filter(|name| name.starts_with("versions/")).collect();
        assert_eq!(versions, [&format!("versions/{open}/1.md")]);
        assert!(entries[versions[0]].ends_with("zq-first"));
        assert!(entries[&format!("notes/ouvert-{open}.md")].ends_with("zq-third"));

        // Bruno gets his own, and nothing of hers.
        let his = take(&site, &site.session(bruno).await).await;
        assert!(his.text().contains("zq-kept") && !his.text().contains(&ana.to_string()), "{}", his.text());
    }
}

#[tokio::test]
async fn one_proves_to_be_there_before_everything_is_given_and_nobody_else_gets_it() {
    for site in TestApp::all(7703).await {
        let ana = site.person("Ana Roy").await;
        let who = site.session(ana).await;
        for visitor in [site.send(None, "/me/data", &[]).await, site.get("/me/data").await] {
            assert_eq!(visitor.status, StatusCode::SEE_OTHER);
            assert!(leads_to(&visitor).starts_with("/sign-in?to="), "{}", leads_to(&visitor));
        }
        proved(&site, ana, 31).await;
        let answer = site.send(Some(&who), "/me/data", &[]).await;
        assert_eq!((answer.status, leads_to(&answer)), (StatusCode::SEE_OTHER, "/me/proof?to=%2Fme%2Fdata"));
        let page = site.get_as(Some(&who), "/me/data").await;
        assert_eq!(page.status, StatusCode::OK);
        // Each line of the register says why, how long and who, in words.
        for what in services::own_data::register() {
            for part in ["", "-why", "-until", "-who"] {
                for language in [i18n::Language::French, i18n::Language::English] {
                    let key = format!("me-held-{}{part}", what.replace('_', "-"));
                    assert_ne!(i18n::Messages::get(language).text(&key), key);
                }
            }
        }
        assert!(page.text().contains("Adresses qui servent une fois"), "{}", page.text());
    }
}
