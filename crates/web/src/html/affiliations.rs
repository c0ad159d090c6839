//! To which organisations whoever asks is attached.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::affiliations::AffiliationKind;
use domain::{AffiliationId, Day, NoteId};
use services::Ctx;
use services::accounts::Wrong;
use services::affiliations::{self, Affiliation, Typed};
use services::views::OrganisationLine;

use super::accounts::{refused, unshared};
use super::organisations::in_words;
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// What the form of the page does.
pub(super) enum Form {
    /// It says one more.
    New {
        /// Names of organisations, to be proposed.
        names: Vec<String>,
        /// Those of the name that was typed, where several bear it.
        choices: Vec<Choice>,
    },
    /// It says this one otherwise.
    Change(Affiliation),
}

/// One of several organisations of a name.
pub(super) struct Choice {
    pub id: NoteId,
    /// Its name, and where it is.
    pub label: String,
    /// What it is; empty where it does not say.
    pub about: String,
    pub is_chosen: bool,
}

impl Choice {
    pub fn new(line: &OrganisationLine, chosen: &str) -> Self {
        let places = in_words(&line.places);
        let joined = |parts: [&str; 2]| {
            let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            said.join(" · ")
        };
        Self {
            id: line.note,
            label: joined([line.link.title.as_str(), places.as_str()]),
            about: joined([line.form.as_str(), line.summary.as_str()]),
            is_chosen: line.note.to_string() == chosen,
        }
    }
}

#[derive(Template)]
#[template(path = "affiliations.html")]
pub(super) struct AffiliationsTemplate<'a> {
    pub f: Frame<'a>,
    /// What was just done.
    pub done: Option<String>,
    pub affiliations: Vec<Affiliation>,
    pub form: Form,
    pub fields: Vec<Field>,
}

impl AffiliationsTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.fields)
    }

    /// How, and for which time where that is said.
    fn says(&self, it: &Affiliation) -> String {
        let kind = kind_in_words(&self.f, it.kind);
        match self.period(it) {
            Some(period) => format!("{kind} · {period}"),
            None => kind,
        }
    }

    fn period(&self, it: &Affiliation) -> Option<String> {
        let day = |day: Day| i18n::calendar_day(day, self.f.language());
        let m = self.f.messages();
        match (it.since, it.until) {
            (None, None) => None,
            (Some(since), None) => Some(m.with("me-affiliation-since", &[("since", day(since).into())])),
            (None, Some(until)) => Some(m.with("me-affiliation-until", &[("until", day(until).into())])),
            (Some(since), Some(until)) => {
                let (since, until) = (day(since), day(until));
                Some(m.with("me-affiliation-from-to", &[("since", since.into()), ("until", until.into())]))
            }
        }
    }

    fn change(&self, it: &Affiliation) -> String {
        let (name, kind) = (self.name(it), kind_in_words(&self.f, it.kind));
        self.f.messages().with("me-affiliation-change-of", &[("name", name.into()), ("kind", kind.into())])
    }

    fn remove(&self, it: &Affiliation) -> String {
        let (name, kind) = (self.name(it), kind_in_words(&self.f, it.kind));
        self.f.messages().with("me-affiliation-remove-of", &[("name", name.into()), ("kind", kind.into())])
    }

    /// The name of the organisation, where it may be told.
    fn name(&self, it: &Affiliation) -> String {
        let unseen = || self.f.t("me-affiliation-unseen").into_owned();
        it.organisation.as_ref().map_or_else(unseen, |link| link.title.clone())
    }
}

/// `/me/affiliations`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let mine = mine(&ctx, &asked).await?;
    let (form, typed) = match parameter(&uri, "change") {
        None => (Form::New { names: affiliations::names(&ctx).await?, choices: Vec::new() }, Typed::default()),
        Some(id) => {
            let it = one_of(&mine, doors::id(&id)?)?;
            let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
            let (kind, since, until) = (it.kind.as_str().to_owned(), day(it.since), day(it.until));
            (Form::Change(it), Typed { kind, since, until, ..Typed::default() })
        }
    };
    let mut page = page(&asked, mine, form, &typed, &[]);
    let done = match parameter(&uri, "done").as_deref() {
        Some("added") => Some("me-affiliation-added"),
        Some("changed") => Some("me-affiliation-changed"),
        Some("removed") => Some("me-affiliation-removed"),
        _ => None,
    };
    page.done = done.map(|key| page.f.t(key).into_owned());
    Ok(unshared(unkept(&page)?))
}

/// `POST /me/affiliations`: adds one, changes one, or takes one away.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let text = |name| sent.text(name).to_owned();
    let typed = Typed {
        organisation: text("organisation"),
        chosen: text("chosen"),
        kind: text("kind"),
        since: text("since"),
        until: text("until"),
    };
    let (done, outcome) = match sent.text("act") {
        "add" => ("added", affiliations::add(&ctx, &typed).await),
        "change" => ("changed", affiliations::change(&ctx, doors::id(sent.text("id"))?, &typed).await),
        "remove" => ("removed", affiliations::remove(&ctx, doors::id(sent.text("id"))?).await),
        _ => return Err(Fault::NotFound),
    };
    let wrong = match outcome {
        Ok(()) => {
            let to = format!("{}?done={done}", route::MY_AFFILIATIONS);
            return Ok(unshared(back_to(&asked.standing.settings, &to)));
        }
        Err(services::Error::Refused(wrong)) => wrong,
        Err(error) => return Err(error.into()),
    };
    let mine = mine(&ctx, &asked).await?;
    let form = if sent.text("act") == "change" {
        Form::Change(one_of(&mine, doors::id(sent.text("id"))?)?)
    } else {
        let choices = affiliations::choices(&ctx, &typed.organisation).await?;
        let choices = choices.iter().map(|line| Choice::new(line, &typed.chosen)).collect();
        Form::New { names: affiliations::names(&ctx).await?, choices }
    };
    Ok(unshared(refused(unkept(&page(&asked, mine, form, &typed, &wrong))?)))
}

async fn mine(ctx: &Ctx, asked: &Asked) -> Result<Vec<Affiliation>, Fault> {
    Ok(affiliations::mine(ctx, &asked.standing.settings.time_zone).await?)
}

/// The one of this id; that of somebody else is as one that does not exist.
fn one_of(mine: &[Affiliation], id: AffiliationId) -> Result<Affiliation, Fault> {
    mine.iter().find(|it| it.id == id).cloned().ok_or(Fault::NotFound)
}

fn kind_in_words(f: &Frame<'_>, kind: AffiliationKind) -> String {
    let words = match kind {
        AffiliationKind::Employee => f.t("me-affiliation-employee"),
        AffiliationKind::Volunteer => f.t("me-affiliation-volunteer"),
        AffiliationKind::Member => f.t("me-affiliation-member"),
        AffiliationKind::Other => f.t("me-affiliation-other"),
    };
    words.into_owned()
}

fn page<'a>(
    asked: &'a Asked,
    affiliations: Vec<Affiliation>,
    form: Form,
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> AffiliationsTemplate<'a> {
    let mut f = asked.private_frame("me", "me-affiliations");
    if let Form::Change(it) = &form {
        f.query = format!("change={}", it.id);
    }
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let mut fields = Vec::new();
    if matches!(form, Form::New { .. }) {
        fields.push(
            field("organisation", "text", "me-affiliation-organisation", &typed.organisation)
                .hinted(f.t("me-affiliation-organisation-hint").into_owned())
                .filled_by("organization")
                .suggested_by("organisations"),
        );
    }
    let kinds = AffiliationKind::ALL.map(|kind| (kind.as_str().to_owned(), kind_in_words(&f, kind)));
    fields.push(Field { choices: kinds.to_vec(), ..field("kind", "select", "me-affiliation-kind", &typed.kind) });
    fields.push(
        field("since", "date", "me-affiliation-first-day", &typed.since)
            .hinted(f.t("me-affiliation-first-day-hint").into_owned())
            .optional_where(true),
    );
    fields.push(
        field("until", "date", "me-affiliation-last-day", &typed.until)
            .hinted(f.t("me-affiliation-last-day-hint").into_owned())
            .optional_where(true),
    );
    AffiliationsTemplate { f, done: None, affiliations, form, fields }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::Slug;
    use domain::address::Address;
    use domain::organisations::OrganisationState;
    use services::views::{Link, PlaceShown};
    let (text, note) = (|| words.to_owned(), NoteId::from_bytes([7; 16]));
    let link = || Link { title: text(), address: Address::Note(note, Slug::of("o")) };
    let (first, last) = (Day::parse("2020-09-01"), Day::parse("2024-06-30"));
    let one = |kind, organisation, since, until| Affiliation {
        id: AffiliationId::from_bytes([8; 16]),
        organisation,
        kind,
        since,
        until,
        is_ended: false,
    };
    let mine = || {
        vec![
            one(AffiliationKind::Employee, Some(link()), None, None),
            one(AffiliationKind::Volunteer, Some(link()), first, None),
            one(AffiliationKind::Member, Some(link()), None, last),
            one(AffiliationKind::Other, None, first, last),
        ]
    };
    let line = |form: &str| OrganisationLine {
        note,
        link: link(),
        form: form.to_owned(),
        summary: String::new(),
        state: OrganisationState::Active,
        ended: None,
        places: vec![PlaceShown { town: Some(text()), region: text() }],
    };
    let chosen = note.to_string();
    let choices = || vec![Choice::new(&line(words), &chosen), Choice::new(&line(""), "")];
    let (kind, since, until) = (text(), text(), text());
    let typed = Typed { organisation: text(), chosen: chosen.clone(), kind, since, until };
    let several = [("organisation", Wrong::Several), ("kind", Wrong::NotAChoice), ("since", Wrong::NotADay)];
    let backwards = [("until", Wrong::Backwards), ("kind", Wrong::Already)];
    let (none, full) = ([("organisation", Wrong::NoOrganisation)], [("organisation", Wrong::Full(20))]);
    let new = |choices| Form::New { names: vec![text(), text()], choices };
    let unseen = || Form::Change(one(AffiliationKind::Other, None, first, last));
    let mut empty = page(asked, Vec::new(), new(Vec::new()), &Typed::default(), &[]);
    empty.done = Some(text());
    let pages = [
        empty.render(),
        page(asked, mine(), new(choices()), &typed, &several).render(),
        page(asked, mine(), new(Vec::new()), &typed, &none).render(),
        page(asked, mine(), new(Vec::new()), &typed, &full).render(),
        page(asked, mine(), unseen(), &typed, &backwards).render(),
    ];
    pages.into_iter().map(|page| ("me", page.unwrap_or_default())).collect()
}
