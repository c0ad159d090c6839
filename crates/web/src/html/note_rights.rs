//! Who may read and edit a note, and in which communities it is: said, and changed by who decides of it.

use std::borrow::Borrow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::Address;
use domain::notes::Visibility;
use domain::{CommunityId, NoteId};
use services::Ctx;
use services::accounts::Wrong;
use services::asking::{self, EditRequest, Requested};
use services::licences::OFFERED;
use services::note_rights::{self, Among, Asked as AskedOf, Choice, Done, Managed, Named, Removal, RightsPage, Typed};
use services::views::CommunityLink;

use super::accounts::{refused, unshared};
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// One level of visibility, and who that is today.
pub(super) struct Level {
    pub word: &'static str,
    pub says: String,
    /// What else is to be known of it; empty where there is nothing.
    pub about: String,
    pub is_now: bool,
}

/// An act that is said in words before it is done.
pub(super) struct Step {
    /// How an address asks for it.
    pub query: String,
    pub act: &'static str,
    pub title: String,
    pub says: Vec<String>,
    pub hidden: Vec<(&'static str, String)>,
    /// The licence to choose, of a note that everyone may read from then on.
    pub licence: Option<Field>,
    pub button: String,
}

#[derive(Template)]
#[template(path = "note-rights.html")]
pub(super) struct RightsTemplate<'a> {
    pub f: Frame<'a>,
    pub p: RightsPage,
    pub action: String,
    /// Whether something was just done.
    pub done: bool,
    /// Who may read it, today.
    pub now: String,
    pub levels: Vec<Level>,
    pub visibility: Field,
    pub community: Field,
    pub reader: Field,
    pub author: Field,
    pub leave: Field,
    pub delegated: Field,
    /// What is answered to who asks to edit it; the one whom it was to go to, where it could not.
    pub words: Field,
    pub answered: String,
    /// The people of the name that was typed, where several bear it, and in which field it was.
    pub choices: Vec<Choice>,
    pub chooses: &'static str,
    pub chosen: String,
    pub step: Option<Step>,
}

impl RightsTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([
            &self.visibility,
            &self.community,
            &self.reader,
            &self.author,
            &self.leave,
            &self.delegated,
            &self.words,
        ])
    }

    /// Whether there is a community to choose.
    fn may_link(&self) -> bool {
        !self.community.choices.is_empty()
    }

    fn detach(&self, link: &CommunityLink) -> String {
        self.f.messages().with("web-note-detach", &[("name", link.link.title.as_str().into())])
    }

    fn take(&self, named: &Named) -> String {
        self.f.messages().with("web-rights-take-of", &[("name", self.name(named).into())])
    }

    fn ask_to_leave(&self, named: &Named) -> String {
        self.f.messages().with("web-rights-remove-of", &[("name", self.name(named).into())])
    }

    /// A name, or that its person has left.
    fn name(&self, named: &Named) -> String {
        if named.name.is_empty() { self.f.t("web-person-closed").into_owned() } else { named.name.clone() }
    }

    fn invited(&self, asked: &AskedOf) -> String {
        self.f.messages().with("web-rights-invited", &[("by", asked.by.as_str().into())])
    }

    fn removal(&self, asked: &AskedOf) -> String {
        let day = asked.until.map(|until| self.f.day_of(until)).unwrap_or_default();
        let by = asked.by.as_str();
        self.f.messages().with("web-rights-removal", &[("by", by.into()), ("day", day.into())])
    }

    /// How it stands with an author who was asked to leave.
    fn standing(&self, removal: impl Borrow<Removal>) -> String {
        let words = match *removal.borrow() {
            Removal::Asked => self.f.t("web-rights-removal-asked"),
            Removal::Refused | Removal::Kept | Removal::Removed => self.f.t("web-rights-removal-refused"),
        };
        words.into_owned()
    }

    /// Who asks to edit it, and since when.
    fn asks(&self, it: &Requested) -> String {
        let day = self.f.day_of(it.asked);
        self.f.messages().with("web-rights-asks", &[("name", it.name.as_str().into()), ("day", day.into())])
    }

    /// Whether what was typed was to go to this one.
    fn is_answered(&self, it: &Requested) -> bool {
        it.person.to_string() == self.answered
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        choice.named.person.to_string() == self.chosen
    }
}

/// `/n/{note}/-/rights`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = Address::NoteRights(note);
    let rights = note_rights::read(&ctx, note).await.map_err(asked.or_sign_in(&address))?;
    if let Some(redirect) = elsewhere(&uri, &address) {
        return Ok(redirect);
    }
    let f = frame(&asked, &rights);
    let step = step(&f, &rights, &uri)?;
    let mut page = page(f, rights, &Typed::default(), &[]);
    page.f.query = step.as_ref().map(|step| step.query.clone()).unwrap_or_default();
    page.step = step;
    page.done = parameter(&uri, "done").is_some();
    Ok(unshared(unkept(&page)?))
}

/// `POST /n/{note}/-/rights`: one act.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let address = Address::NoteRights(note).to_string();
    // The right before what was sent.
    note_rights::read(&ctx, note).await.map_err(asked.or_sign_in(&address))?;
    let (text, act) = (|name| sent.text(name), sent.text("act"));
    let typed = |name| Typed { name: text(name).to_owned(), chosen: text("chosen").to_owned() };
    let outcome = match act {
        "visibility" => {
            note_rights::set_visibility(&ctx, note, text("visibility"), text("seen"), text("licence")).await
        }
        "link" => note_rights::link(&ctx, note, text("community"), text("seen")).await,
        "unlink" => note_rights::unlink(&ctx, note, doors::id(text("community"))?).await,
        "reader" => note_rights::add_reader(&ctx, note, &typed("reader")).await,
        "unread" => note_rights::remove_reader(&ctx, note, doors::id(text("person"))?).await,
        "invite" => note_rights::invite(&ctx, note, &typed("author")).await,
        "uninvite" => note_rights::uninvite(&ctx, note, doors::id(text("person"))?).await,
        "accept" => note_rights::accept(&ctx, note).await,
        "decline" => note_rights::decline(&ctx, note).await,
        "leave" => note_rights::leave(&ctx, note).await,
        "remove" => note_rights::remove(&ctx, note, doors::id(text("person"))?).await,
        "agree" => note_rights::agree(&ctx, note).await,
        "refuse" => note_rights::refuse(&ctx, note).await,
        "delegate" => note_rights::delegate(&ctx, note, text("delegated")).await,
        "unsign" => note_rights::unsign(&ctx, note).await,
        "yes" | "no" => {
            let state = if act == "yes" { EditRequest::Accepted } else { EditRequest::Refused };
            let person = doors::id(text("person"))?;
            asking::answer(&ctx, note, person, state, text("words")).await.map(|()| Done::Done)
        }
        _ => return Err(Fault::NotFound),
    };
    let to = match outcome {
        Ok(Done::Done) => after(&ctx, note).await?,
        Ok(Done::Asks) if act == "link" => format!("{address}?step=link&community={}", text("community")),
        Ok(Done::Asks) => format!("{address}?step=visibility&level={}", text("visibility")),
        Err(services::Error::Refused(wrong)) => {
            // What is amiss with a licence is said where who may read it is chosen.
            let place =
                |(field, why): (&'static str, Wrong)| (if field == "licence" { "visibility" } else { field }, why);
            let wrong: Vec<(&'static str, Wrong)> = wrong.into_iter().map(place).collect();
            let rights = note_rights::read(&ctx, note).await?;
            let field = if act == "invite" { "author" } else { "reader" };
            let typed = typed(field);
            let mut page = page(frame(&asked, &rights), rights, &Typed::default(), &wrong);
            text("words").clone_into(&mut page.words.value);
            text("person").clone_into(&mut page.answered);
            let place = if field == "author" { &mut page.author } else { &mut page.reader };
            place.value.clone_from(&typed.name);
            if wrong.iter().any(|(_, why)| *why == Wrong::SeveralPeople) {
                page.choices = note_rights::choices(&ctx, &typed.name, Among::Met).await?;
                (page.chooses, page.chosen) = (field, typed.chosen);
            }
            return Ok(unshared(refused(unkept(&page)?)));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(unshared(back_to(&asked.standing.settings, &to)))
}

/// Where an act leads: to the page of rights, where it is still for who acted; else to the note, where they may still read it.
async fn after(ctx: &Ctx, note: NoteId) -> Result<String, Fault> {
    match note_rights::read(ctx, note).await {
        Ok(_) => Ok(format!("{}?done=yes", Address::NoteRights(note))),
        Err(services::Error::Forbidden) => Ok(services::notes::address(ctx, note).await?.to_string()),
        Err(services::Error::NotFound | services::Error::Gone(_)) => Ok(Address::Home.to_string()),
        Err(error) => Err(error.into()),
    }
}

fn frame<'a>(asked: &'a Asked, rights: &RightsPage) -> Frame<'a> {
    let mut f = asked.frame("rights", String::new());
    f.title = f.messages().with("web-rights-of", &[("title", rights.link.title.as_str().into())]);
    f.noindex = true;
    f
}

fn links(rights: &RightsPage) -> Vec<CommunityLink> {
    rights.linked.iter().map(|it| it.link.clone()).collect()
}

/// The licences to choose from, the one that is proposed first.
pub(super) fn licences(f: &Frame<'_>, proposed: &str) -> Vec<(String, String)> {
    let first = if proposed.is_empty() { f.t("web-licence-none").into_owned() } else { proposed.to_owned() };
    let others = OFFERED.into_iter().filter(|licence| *licence != proposed);
    let others = others.map(|licence| (licence.to_owned(), licence.to_owned()));
    std::iter::once((proposed.to_owned(), first)).chain(others).collect()
}

/// What there is to know of a level beside its words.
fn about(f: &Frame<'_>, level: Visibility, managed: &Managed) -> String {
    let is_open = level == Visibility::SignedIn && managed.registration_is_open;
    if is_open { f.t("web-rights-registration-open").into_owned() } else { String::new() }
}

/// The step that an address asks for: an act, said in words before it is done. One that is not for who asks is not there.
fn step(f: &Frame<'_>, rights: &RightsPage, uri: &Uri) -> Result<Option<Step>, Fault> {
    let Some(name) = parameter(uri, "step") else { return Ok(None) };
    if name == "unsign" && rights.signs {
        return Ok(Some(Step {
            query: "step=unsign".to_owned(),
            act: "unsign",
            title: f.t("web-note-unsign").into_owned(),
            says: vec![f.t("web-rights-unsign-what").into_owned()],
            hidden: Vec::new(),
            licence: None,
            button: f.t("web-note-unsign").into_owned(),
        }));
    }
    let managed = rights.managed.as_ref().ok_or(Fault::NotFound)?;
    let seen = ("seen", managed.seen.clone());
    let step = match name.as_str() {
        "visibility" => {
            let level = parameter(uri, "level").and_then(|level| Visibility::parse(&level)).ok_or(Fault::NotFound)?;
            let who = f.visibility(level, &links(rights), managed.is_theirs_alone);
            let licence = (level == Visibility::Public).then(|| Field {
                choices: licences(f, &managed.licence),
                ..Field::new(f, "licence", "select", "web-note-licence", &managed.licence)
                    .hinted(f.t("web-rights-licence-hint").into_owned())
            });
            let mut says = vec![who, about(f, level, managed)];
            if level == Visibility::Community {
                says.push(f.t("web-rights-unknown").into_owned());
            }
            says.push(f.t("web-rights-widen-what").into_owned());
            says.retain(|words| !words.is_empty());
            Step {
                query: format!("step=visibility&level={level}"),
                act: "visibility",
                title: f.t("web-rights-widen").into_owned(),
                says,
                hidden: vec![("visibility", level.as_str().to_owned()), seen],
                licence,
                button: f.t("web-rights-widen-yes").into_owned(),
            }
        }
        "link" => {
            let id: CommunityId = doors::id(&parameter(uri, "community").unwrap_or_default())?;
            let joined = managed.joined.iter().find(|it| it.community == id).ok_or(Fault::NotFound)?;
            let name = joined.name.as_str();
            let mut says = vec![
                f.visibility(rights.visibility, &links(rights), managed.is_theirs_alone),
                f.messages().with("web-rights-link-who", &[("name", name.into())]),
            ];
            if joined.open {
                says.push(f.messages().with("web-rights-link-open", &[("name", name.into())]));
            }
            Step {
                query: format!("step=link&community={id}"),
                act: "link",
                title: f.t("web-rights-widen").into_owned(),
                says,
                hidden: vec![("community", id.to_string()), seen],
                licence: None,
                button: f.messages().with("web-rights-link-to", &[("name", name.into())]),
            }
        }
        "leave" if managed.may_leave => Step {
            query: "step=leave".to_owned(),
            act: "leave",
            title: f.t("web-rights-leave").into_owned(),
            says: vec![f.t("web-rights-leave-what").into_owned()],
            hidden: Vec::new(),
            licence: None,
            button: f.t("web-rights-leave").into_owned(),
        },
        _ => return Err(Fault::NotFound),
    };
    Ok(Some(step))
}

fn page<'a>(f: Frame<'a>, p: RightsPage, typed: &Typed, wrong: &[(&'static str, Wrong)]) -> RightsTemplate<'a> {
    let links = links(&p);
    let alone = p.managed.as_ref().is_some_and(|managed| managed.is_theirs_alone);
    let mut levels = Vec::new();
    for level in Visibility::ALL.into_iter().rev() {
        let Some(managed) = &p.managed else { break };
        levels.push(Level {
            word: level.as_str(),
            says: f.visibility(level, &links, alone),
            about: about(&f, level, managed),
            is_now: level == p.visibility,
        });
    }
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let joined = p.managed.iter().flat_map(|managed| &managed.joined);
    let joined = joined.map(|it| (it.community.to_string(), it.name.clone())).collect();
    let nobody = [(String::new(), f.t("web-rights-delegated-nobody").into_owned())];
    let linked = links.iter().map(|it| (it.community.to_string(), it.link.title.clone()));
    let delegated = p.managed.as_ref().and_then(|managed| managed.delegated);
    let delegated = delegated.map(|community| community.to_string()).unwrap_or_default();
    let person = |name, label, hint: &'static str| {
        field(name, "text", label, &typed.name).hinted(f.t(hint).into_owned()).suggested_by("people")
    };
    let words = field("words", "textarea", "web-rights-answer-words", "");
    let (visibility, community, reader, author, leave, delegated) = (
        field("visibility", "radio", "web-note-visibility", ""),
        Field { choices: joined, ..field("community", "select", "web-rights-community", "") },
        person("reader", "web-rights-reader", "web-rights-reader-hint"),
        person("author", "web-rights-author", "web-rights-author-hint"),
        field("leave", "text", "web-rights-authors", ""),
        Field {
            choices: nobody.into_iter().chain(linked).collect(),
            ..field("delegated", "select", "web-rights-delegated", &delegated)
                .hinted(f.t("web-rights-delegated-hint").into_owned())
        },
    );
    RightsTemplate {
        action: Address::NoteRights(p.note).to_string(),
        done: false,
        now: f.visibility(p.visibility, &links, alone),
        levels,
        visibility,
        community,
        reader,
        author,
        leave,
        delegated,
        words,
        answered: String::new(),
        choices: Vec::new(),
        chooses: "",
        chosen: String::new(),
        step: None,
        f,
        p,
    }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{PersonId, Slug, Timestamp};
    use services::note_rights::{Author, Joined, Linked};
    use services::views::Link;
    let (text, note) = (|| words.to_owned(), NoteId::from_bytes([7; 16]));
    let (person, community) = (PersonId::from_bytes([8; 16]), CommunityId::from_bytes([9; 16]));
    let link = || Link { title: text(), address: Address::Note(note, Slug::of("n")) };
    let named = |name: &str| Named { person, name: name.to_owned() };
    let linked = || CommunityLink { community, link: link(), open: true };
    let author = |is_me, asked| Author { named: named(words), is_me, asked };
    let managed = || Managed {
        is_theirs_alone: false,
        registration_is_open: true,
        joined: vec![Joined { community, name: text(), open: true }],
        readers: vec![named(words), named("")],
        authors: vec![
            author(true, None),
            author(false, Some(Removal::Asked)),
            author(false, Some(Removal::Refused)),
            author(false, None),
        ],
        invited: vec![named(words)],
        may_leave: true,
        delegated: Some(community),
        names: vec![text(), text()],
        seen: "community".to_owned(),
        licence: text(),
    };
    let asks = || Some(AskedOf { by: text(), until: Some(Timestamp::from_micros(0)) });
    let asked_at = Timestamp::from_micros(0);
    let requested = |(name, number): (&str, u8)| Requested {
        person: PersonId::from_bytes([number; 16]),
        name: name.to_owned(),
        reason: words.to_owned(),
        asked: asked_at,
    };
    let rights = |visibility, managed, invited, removal| RightsPage {
        note,
        link: link(),
        visibility,
        linked: vec![Linked { link: linked(), may_unlink: true }, Linked { link: linked(), may_unlink: false }],
        invited,
        removal,
        signs: true,
        requests: [("", 7), (words, 8)].map(&requested).to_vec(),
        managed,
    };
    let made = |p: RightsPage, wrong: &[_]| page(frame(asked, &p), p, &Typed { name: text(), chosen: text() }, wrong);
    let alone = Managed {
        is_theirs_alone: true,
        joined: Vec::new(),
        readers: Vec::new(),
        invited: Vec::new(),
        authors: vec![author(true, None)],
        may_leave: false,
        ..managed()
    };
    let nothing_linked =
        RightsPage { linked: Vec::new(), signs: false, ..rights(Visibility::Authors, Some(alone), None, None) };
    let several = [
        ("reader", Wrong::SeveralPeople),
        ("visibility", Wrong::Unlinked),
        ("leave", Wrong::LastAuthor),
        ("words", Wrong::Missing),
    ];
    let mut choosing = made(rights(Visibility::Community, Some(managed()), None, asks()), &several);
    let address = Address::Person(person, Slug::of("a"));
    let choice = |about: &str, address| Choice { named: named(words), about: about.to_owned(), address };
    choosing.choices = vec![choice("", Some(address)), choice(words, None)];
    (choosing.chooses, choosing.chosen) = ("reader", person.to_string());
    choosing.answered = person.to_string();
    let mut invited = made(rights(Visibility::Public, None, asks(), None), &[]);
    invited.done = true;
    let mut pages = vec![
        choosing.render(),
        invited.render(),
        made(rights(Visibility::Public, Some(managed()), None, None), &[("author", Wrong::NoPerson)]).render(),
        made(nothing_linked, &[("author", Wrong::MayAlready)]).render(),
    ];
    for query in [
        "unsign",
        "leave",
        "visibility&level=community",
        "visibility&level=signed_in",
        "visibility&level=public",
        &format!("link&community={community}"),
    ] {
        let all = rights(Visibility::Community, Some(managed()), None, None);
        let uri = format!("/?step={query}").parse().unwrap_or_default();
        let mut page = made(all, &[]);
        page.step = step(&page.f, &page.p, &uri).unwrap_or_default();
        pages.push(page.render());
    }
    pages.into_iter().map(|page| ("rights", page.unwrap_or_default())).collect()
}
