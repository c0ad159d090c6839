//! What whoever asks is told, how they want to be, what they follow; and what stops letters without a session.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use domain::address::{Address, route};
use domain::notifications::{Followed, NotificationKind, Way};
use domain::{CommunityId, NoteId};
use services::notifications::{self, Choices, Scope, ThingTold, Told};
use services::views::{Link, Page, Waits};

use super::accounts::unshared;
use super::{parameter, position, unkept, waits};
use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "notifications.html")]
struct NotificationsTemplate<'a> {
    f: Frame<'a>,
    done: Option<String>,
    /// What waits for their answer: where, and what it is.
    waits: Vec<(String, String)>,
    l: Page<ThingTold>,
}

impl NotificationsTemplate<'_> {
    fn is_any_unread(&self) -> bool {
        self.l.items.iter().any(|it| it.is_unread)
    }

    /// What a thing is called; of an invitation, that it is one.
    fn title(&self, it: &ThingTold) -> String {
        let unnamed = || self.f.t("me-notifications-unnamed").into_owned();
        it.title.clone().unwrap_or_else(unnamed)
    }

    /// What is said of it, and when.
    fn says(&self, told: &Told) -> Dated {
        let (says, day) = (told.says(self.f.messages()), self.f.moment(told.at));
        let says = self.f.messages().with("me-notifications-says", &[("says", says.into()), ("moment", day.into())]);
        self.f.dated(says, told.at)
    }

    fn open(&self, it: &ThingTold) -> String {
        self.f.messages().with("me-notifications-open-of", &[("title", self.title(it).into())])
    }

    fn read(&self, it: &ThingTold) -> String {
        self.f.messages().with("me-notifications-read-of", &[("title", self.title(it).into())])
    }
}

/// What can be chosen in one place.
struct Place {
    /// Its name; empty for everywhere.
    name: String,
    /// How to be told there of each kind.
    selects: Vec<Select>,
}

/// How to be told of one kind, in one place.
struct Select {
    name: String,
    label: String,
    hint: String,
    /// Each answer: its code, its name, whether it is the one.
    all: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "notification-choices.html")]
struct ChoicesTemplate<'a> {
    f: Frame<'a>,
    done: Option<String>,
    places: Vec<Place>,
    follows: Vec<(Followed, Link)>,
}

impl ChoicesTemplate<'_> {
    fn unfollow(&self, link: &Link) -> String {
        self.f.messages().with("me-follows-end-of", &[("title", link.title.as_str().into())])
    }
}

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct UnsubscribeTemplate<'a> {
    f: Frame<'a>,
    action: String,
    /// Which letters.
    says: String,
    done: bool,
}

/// The id of what is followed, as a form sends it.
fn thing(what: &Followed) -> String {
    NoteId::from_bytes(what.bytes()).to_string()
}

/// `/me/notifications`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::MY_NOTIFICATIONS)?;
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let l = notifications::list(&ctx, after.as_deref()).await?;
    // They stand first, and once.
    let waiting = if after.is_none() { services::home::waiting(&ctx).await? } else { Waits::default() };
    let mut f = asked.private_frame("me", "me-notifications");
    f.position = position;
    let done = parameter(&uri, "done").map(|_| f.t("me-notifications-done").into_owned());
    let waits = waits::lines(&f, &waiting);
    Ok(unshared(unkept(&NotificationsTemplate { f, done, waits, l })?))
}

/// `POST /me/notifications`: opens a thing, says that it was read, or all of it.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::MY_NOTIFICATIONS)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let here = format!("{}?done=read", route::MY_NOTIFICATIONS);
    let to = match sent.text("act") {
        "open" => notifications::open(&ctx, doors::id(sent.text("thing"))?).await?,
        "read" => {
            notifications::open(&ctx, doors::id(sent.text("thing"))?).await?;
            here
        }
        "all" => {
            notifications::read_all(&ctx).await?;
            here
        }
        _ => return Err(Fault::NotFound),
    };
    Ok(unshared(back_to(&asked.standing.settings, &to)))
}

/// `/me/notifications/-/choices`.
pub(super) async fn choices(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::MY_CHOICES)?;
    let all = notifications::choices(&app.enter(&asked).await?).await?;
    let mut page = choices_page(&asked, all);
    let done = parameter(&uri, "done").filter(|done| done == "yes");
    page.done = done.map(|_| page.f.t("me-choices-done").into_owned());
    Ok(unshared(unkept(&page)?))
}

/// `POST /me/notifications/-/choices`.
pub(super) async fn choose(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::MY_CHOICES)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let mut chosen = Vec::new();
    for (name, value) in sent.pairs() {
        let Some((kind, place)) = name.split_once('.') else { continue };
        let kind = NotificationKind::parse(kind).ok_or(Fault::NotFound)?;
        let community: Option<CommunityId> = if place.is_empty() { None } else { Some(doors::id(place)?) };
        let way = if value.is_empty() { None } else { Some(Way::parse(value).ok_or(Fault::NotFound)?) };
        chosen.push((kind, community, way));
    }
    if chosen.is_empty() {
        return Err(Fault::NotFound);
    }
    notifications::choose(&ctx, &chosen).await?;
    Ok(unshared(back_to(&asked.standing.settings, &format!("{}?done=yes", route::MY_CHOICES))))
}

/// `POST /me/notifications/-/follows`: follows something, or does no more.
pub(super) async fn follow(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::MY_CHOICES)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let thing: NoteId = doors::id(sent.text("thing"))?;
    let what = Followed::read(sent.text("kind"), thing.bytes()).ok_or(Fault::NotFound)?;
    let to = match sent.text("act") {
        "follow" => match notifications::follow(&ctx, what).await {
            Ok(to) => to,
            // They follow as much as one may.
            Err(services::Error::Conflict) => return Ok(StatusCode::CONFLICT.into_response()),
            Err(error) => return Err(error.into()),
        },
        "end" => {
            let address = notifications::unfollow(&ctx, what).await?;
            address.filter(|_| sent.text("from").is_empty()).unwrap_or_else(|| route::MY_CHOICES.to_owned())
        }
        _ => return Err(Fault::NotFound),
    };
    Ok(unshared(back_to(&asked.standing.settings, &to)))
}

/// `/me/notifications/-/stop/{token}`: which letters it stops, and a button; reading it stops none.
pub(super) async fn stopping(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let (way, kind) = notifications::stops(&app.services.visitor(), &token).await?;
    Ok(unshared(unkept(&stop_page(&asked, &token, way, kind, false))?))
}

/// `POST /me/notifications/-/stop/{token}`: stops them, whoever asks (RFC 8058).
pub(super) async fn stop(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let ctx = app.services.visitor();
    let (way, kind) = notifications::stops(&ctx, &token).await?;
    notifications::stop(&ctx, &token).await?;
    Ok(unshared(unkept(&stop_page(&asked, &token, way, kind, true))?))
}

fn stop_page<'a>(
    asked: &'a Asked,
    token: &str,
    way: Way,
    kind: Option<NotificationKind>,
    done: bool,
) -> UnsubscribeTemplate<'a> {
    let f = asked.private_frame("me", "me-stop");
    let says = match (kind, way) {
        (Some(kind), _) => kind_in_words(&f, kind),
        (None, Way::Weekly) => f.t("me-stop-weekly").into_owned(),
        (None, _) => f.t("me-stop-daily").into_owned(),
    };
    UnsubscribeTemplate { action: Address::Unsubscribe(token.to_owned()).to_string(), says, done, f }
}

fn kind_in_words(f: &Frame<'_>, kind: NotificationKind) -> String {
    let words = match kind {
        NotificationKind::Mention => f.t("me-choices-mention"),
        NotificationKind::Answer => f.t("me-choices-answer"),
        NotificationKind::Invitation => f.t("me-choices-invitation"),
        NotificationKind::Placed => f.t("me-choices-placed"),
        NotificationKind::Changed => f.t("me-choices-changed"),
        NotificationKind::Message => f.t("me-choices-message"),
        NotificationKind::Announced => f.t("me-choices-announced"),
        NotificationKind::New => f.t("me-choices-new"),
    };
    words.into_owned()
}

/// What the letter brings that goes whatever is chosen; nothing where none does.
fn own_letter_in_words(f: &Frame<'_>, kind: NotificationKind) -> String {
    let words = match kind {
        NotificationKind::Answer => f.t("me-choices-letter-answer"),
        NotificationKind::Invitation => f.t("me-choices-letter-invitation"),
        NotificationKind::Placed => f.t("me-choices-letter-placed"),
        NotificationKind::Mention
        | NotificationKind::Changed
        | NotificationKind::Message
        | NotificationKind::Announced
        | NotificationKind::New => return String::new(),
    };
    words.into_owned()
}

fn way_in_words(f: &Frame<'_>, way: Way) -> String {
    let words = match way {
        Way::Here => f.t("me-choices-here"),
        Way::Letter => f.t("me-choices-letter"),
        Way::Daily => f.t("me-choices-daily"),
        Way::Weekly => f.t("me-choices-weekly"),
        Way::None => f.t("me-choices-none"),
    };
    words.into_owned()
}

fn place(f: &Frame<'_>, scope: &Scope) -> Place {
    let (id, name) = match &scope.community {
        Some((id, link)) => (id.to_string(), link.title.clone()),
        None => (String::new(), String::new()),
    };
    let select = |(kind, chosen): &(NotificationKind, Option<Way>)| {
        let as_everywhere = (String::new(), f.t("me-choices-as-everywhere").into_owned(), chosen.is_none());
        let first = scope.community.as_ref().map(|_| as_everywhere);
        let ways = kind.ways().map(|way| (way.as_str().to_owned(), way_in_words(f, way), *chosen == Some(way)));
        Select {
            name: format!("{}.{id}", kind.as_str()),
            label: kind_in_words(f, *kind),
            hint: own_letter_in_words(f, *kind),
            all: first.into_iter().chain(ways).collect(),
        }
    };
    Place { selects: scope.chosen.iter().map(select).collect(), name }
}

fn choices_page(asked: &Asked, all: Choices) -> ChoicesTemplate<'_> {
    let f = asked.private_frame("me", "me-choices");
    let places = all.scopes.iter().map(|scope| place(&f, scope)).collect();
    ChoicesTemplate { places, done: None, follows: all.follows, f }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{NotebookId, Slug, Timestamp};
    let (note, at) = (NoteId::from_bytes([7; 16]), Timestamp::from_micros(0));
    let link = || Link { title: words.to_owned(), address: Address::Note(note, Slug::of("n")) };
    let by = |is_of_note: bool| is_of_note.then(|| words.to_owned());
    let told = |kind, is_of_note| Told { kind, is_of_note, place: Some(link()), by: by(is_of_note), count: 2, at };
    let all = |is_of_note| NotificationKind::ALL.into_iter().map(|kind| told(kind, is_of_note)).collect();
    let thing = |title: Option<String>, is_unread| ThingTold {
        id: note,
        address: link().address.to_string(),
        at,
        is_unread,
        told: all(title.is_some()),
        title,
    };
    let list = |items, next: Option<&str>| NotificationsTemplate {
        f: asked.private_frame("me", "me-notifications"),
        done: next.map(str::to_owned),
        waits: next.map(|next| ("/me/communities".to_owned(), next.to_owned())).into_iter().collect(),
        l: Page { items, next: next.map(str::to_owned) },
    };
    let community = CommunityId::from_bytes([8; 16]);
    let scopes = vec![
        Scope { community: None, chosen: NotificationKind::ALL.map(|kind| (kind, Some(Way::Here))).to_vec() },
        Scope { community: Some((community, link())), chosen: vec![(NotificationKind::New, None)] },
    ];
    let follows =
        vec![(Followed::Community(community), link()), (Followed::Notebook(NotebookId::from_bytes([9; 16])), link())];
    let empty = Choices { scopes: Vec::new(), follows: Vec::new() };
    let mut chosen = choices_page(asked, Choices { scopes, follows });
    chosen.done = Some(words.to_owned());
    let stop = |way, kind, done| stop_page(asked, "t", way, kind, done).render();
    let pages = [
        list(vec![thing(Some(words.to_owned()), true), thing(None, false)], Some(words)).render(),
        list(Vec::new(), None).render(),
        chosen.render(),
        choices_page(asked, empty).render(),
        stop(Way::Letter, Some(NotificationKind::Changed), false),
        stop(Way::Daily, None, true),
        stop(Way::Weekly, None, false),
    ];
    pages.into_iter().map(|page| ("me", page.unwrap_or_default())).collect()
}
