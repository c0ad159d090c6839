//! Accounts: to find, to suspend and to open again, who runs the site. Never what their people read, write or attend.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::PersonId;
use domain::address::{encode_segment, route};
use services::accounts::Wrong;
use services::admin::people::{self, Doing, Holder, REASON, State as Standing};
use services::views::Page;

use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Options, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::access::unless_fresh;
use crate::html::accounts::{refused, unshared};
use crate::html::{parameter, position, unkept};

/// An account of the list, in words.
pub(in crate::html) struct Row {
    pub address: String,
    pub name: String,
    pub says: Vec<String>,
}

#[derive(Template)]
#[template(path = "admin-people.html")]
pub(in crate::html) struct PeopleTemplate<'a> {
    pub f: Frame<'a>,
    pub who: Field,
    pub rows: Vec<Row>,
    pub next: Option<String>,
}

#[derive(Template)]
#[template(path = "admin-person.html")]
pub(in crate::html) struct PersonTemplate<'a> {
    pub f: Frame<'a>,
    pub name: String,
    /// Each thing that is known: what of, and the words.
    pub says: Vec<(String, String)>,
    pub action: String,
    /// What may be done; nothing where nothing may.
    pub act: Option<Options>,
    pub reason: Field,
    /// That something was done meanwhile.
    pub stale: bool,
}

impl PersonTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(self.act.iter().map(|act| &act.field).chain([&self.reason]))
    }
}

/// `/admin/people`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let typed = parameter(&uri, "who").unwrap_or_default().trim().to_owned();
    let found = people::list(&app.enter(&asked).await?, &typed, after.as_deref()).await?;
    let mut page = people_page(&asked, &typed, &found);
    page.f.position = position;
    Ok(unshared(unkept(&page)?))
}

/// `/admin/people/{person}`.
pub(in crate::html) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(person): Path<String>,
) -> Result<Response, Fault> {
    let id: PersonId = doors::id(&person)?;
    let holder = people::read(&app.enter(&asked).await?, id).await?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, &address(id), true) {
        return Ok(elsewhere);
    }
    Ok(unshared(unkept(&person_page(&asked, &holder, ("", ""), &[]))?))
}

/// `POST /admin/people/{person}`.
pub(in crate::html) async fn act(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(person): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let id: PersonId = doors::id(&person)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before the proof: nobody else is told that there is such an account.
    let holder = people::read(&ctx, id).await?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, &address(id), false) {
        return Ok(elsewhere);
    }
    let typed = (sent.text("act"), sent.text("reason"));
    let mut wrong = Vec::new();
    let mut is_stale = false;
    match Doing::parse(typed.0) {
        None => wrong.push(("act", Wrong::NotAChoice)),
        Some(doing) => match people::act(&ctx, id, doing, typed.1).await {
            Ok(()) => return Ok(unshared(back_to(&asked.standing.settings, &address(id)))),
            Err(services::Error::Refused(why)) => wrong = why,
            // Somebody else did it, or it is the last one who runs the site: the page says what may be done today.
            Err(services::Error::Forbidden) => is_stale = true,
            Err(error) => return Err(error.into()),
        },
    }
    let holder = if is_stale { people::read(&ctx, id).await? } else { holder };
    let mut page = person_page(&asked, &holder, typed, &wrong);
    page.stale = is_stale;
    Ok(unshared(refused(unkept(&page)?)))
}

fn address(id: PersonId) -> String {
    route::ADMIN_PERSON.replace("{person}", &id.to_string())
}

fn people_page<'a>(asked: &'a Asked, typed: &str, found: &Page<Holder>) -> PeopleTemplate<'a> {
    let mut f = asked.private_frame("admin", "admin-people");
    let who = Field::new(&f, "who", "text", "admin-people-who", typed)
        .hinted(f.t("admin-people-who-hint").into_owned())
        .optional_where(true);
    let rows = found.items.iter().map(|holder| row(&f, holder)).collect();
    if !typed.is_empty() {
        f.query = format!("who={}", encode_segment(typed));
    }
    PeopleTemplate { f, who, rows, next: found.next.clone() }
}

fn row(f: &Frame<'_>, holder: &Holder) -> Row {
    let mut says = vec![state_in_words(f, holder.state)];
    if holder.is_steward {
        says.push(f.t("admin-person-runs").into_owned());
    }
    says.extend(holder.mail.clone());
    Row { address: address(holder.id), name: holder.name.clone(), says }
}

fn person_page<'a>(
    asked: &'a Asked,
    holder: &Holder,
    (act, reason): (&str, &str),
    wrong: &[(&'static str, Wrong)],
) -> PersonTemplate<'a> {
    let f = asked.private_frame("admin", "admin-person");
    let all: Vec<_> = holder.may.iter().map(|doing| choice(&f, *doing)).collect();
    let field = Field::new(&f, "act", "radio", "admin-person-act", act).judged(&f, wrong);
    let act = (!all.is_empty()).then(|| Options::new(field, all));
    let hint = f.messages().with("admin-person-reason-hint", &[("most", REASON.into())]);
    let reason = Field::new(&f, "reason", "text", "admin-person-reason", reason).hinted(hint).judged(&f, wrong);
    let (name, says, action) = (holder.name.clone(), said_of(&f, holder), address(holder.id));
    PersonTemplate { f, name, says, action, act, reason, stale: false }
}

fn state_in_words(f: &Frame<'_>, state: Standing) -> String {
    match state {
        Standing::Active => f.t("admin-person-active").into_owned(),
        Standing::Unconfirmed => f.t("admin-person-unconfirmed").into_owned(),
        Standing::Suspended(since) => f.messages().with("admin-person-suspended", &[("day", f.day_of(since).into())]),
        Standing::Closing(ends) => f.messages().with("admin-person-closing", &[("day", f.day_of(ends).into())]),
        Standing::Signature => f.t("admin-person-signature").into_owned(),
    }
}

/// What is known of an account: never what its person does.
fn said_of(f: &Frame<'_>, holder: &Holder) -> Vec<(String, String)> {
    let m = f.messages();
    let mut says = vec![(f.t("admin-person-state").into_owned(), state_in_words(f, holder.state))];
    if !holder.reason.is_empty() {
        says.push((f.t("admin-person-why").into_owned(), holder.reason.clone()));
    }
    if holder.state == Standing::Signature {
        return says;
    }
    says.push((f.t("admin-person-made").into_owned(), f.day_of(holder.made)));
    let runs = if holder.is_steward { f.t("admin-person-runs") } else { f.t("admin-person-runs-not") };
    says.push((f.t("admin-person-role").into_owned(), runs.into_owned()));
    let mail = holder.mail.clone().unwrap_or_else(|| f.t("admin-person-no-mail").into_owned());
    says.push((f.t("admin-person-mail").into_owned(), mail));
    if let Some(since) = holder.refused {
        let words = m.with("admin-person-refused-since", &[("day", f.day_of(since).into())]);
        says.push((f.t("admin-person-refused").into_owned(), words));
    }
    let mut means = Vec::new();
    if holder.has_password {
        means.push(f.t("admin-person-password").into_owned());
    }
    if holder.passkeys > 0 {
        means.push(m.with("admin-person-passkeys", &[("count", holder.passkeys.into())]));
    }
    if holder.has_elsewhere {
        means.push(f.t("admin-person-elsewhere").into_owned());
    }
    if holder.has_codes {
        means.push(f.t("admin-person-codes").into_owned());
    }
    if means.is_empty() {
        means.push(f.t("admin-person-no-means").into_owned());
    }
    says.push((f.t("admin-person-means").into_owned(), means.join(", ")));
    says
}

/// An act: its code, its name, what it means.
fn choice(f: &Frame<'_>, doing: Doing) -> (String, String, String) {
    let (name, about) = match doing {
        Doing::Suspend => (f.t("admin-person-suspend"), f.t("admin-person-suspend-about")),
        Doing::Reopen => (f.t("admin-person-reopen"), f.t("admin-person-reopen-about")),
        Doing::EndSessions => (f.t("admin-person-end-sessions"), f.t("admin-person-end-sessions-about")),
        Doing::EndCodes => (f.t("admin-person-end-codes"), f.t("admin-person-end-codes-about")),
        Doing::MakeSteward => (f.t("admin-person-make-steward"), f.t("admin-person-make-steward-about")),
        Doing::UnmakeSteward => (f.t("admin-person-unmake-steward"), f.t("admin-person-unmake-steward-about")),
        Doing::GoodMail => (f.t("admin-person-good-mail"), f.t("admin-person-good-mail-about")),
    };
    (doing.as_str().to_owned(), name.into_owned(), about.into_owned())
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::Timestamp;

    let moment = Timestamp::from_micros(0);
    let text = || words.to_owned();
    let whole = |state| Holder {
        id: PersonId::from_bytes([7; 16]),
        name: text(),
        state,
        reason: text(),
        is_steward: true,
        made: moment,
        mail: Some(text()),
        refused: Some(moment),
        has_password: true,
        passkeys: 2,
        has_codes: true,
        has_elsewhere: true,
        may: Doing::ALL.into(),
    };
    let bare = Holder {
        reason: String::new(),
        is_steward: false,
        mail: None,
        refused: None,
        has_password: false,
        passkeys: 0,
        has_codes: false,
        has_elsewhere: false,
        may: Vec::new(),
        ..whole(Standing::Active)
    };
    let states = [Standing::Suspended(moment), Standing::Closing(moment), Standing::Unconfirmed, Standing::Signature];
    let all = Page { items: states.into_iter().map(whole).chain([bare.clone()]).collect(), next: Some(text()) };
    let wrong = [("act", Wrong::NotAChoice), ("reason", Wrong::Missing)];
    let mut stale = person_page(asked, &whole(Standing::Active), ("suspend", words), &[]);
    stale.stale = true;
    let pages = [
        people_page(asked, "", &Page { items: Vec::new(), next: None }).render(),
        people_page(asked, words, &all).render(),
        person_page(asked, &bare, ("", ""), &[]).render(),
        person_page(asked, &whole(Standing::Signature), ("", ""), &[]).render(),
        person_page(asked, &whole(Standing::Suspended(moment)), (words, words), &wrong).render(),
        stale.render(),
    ];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
