//! What the leads of a notebook change of it: one page, a form for each thing.

mod covers;
mod typed;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use bytes::Bytes;
pub(in crate::html) use covers::{change as change_cover, show as cover};
use domain::address::Address;
use domain::notebooks::{Sort, View};
use domain::notes::Visibility;
use domain::{CategoryId, CommunityId, NotebookId};
use services::Ctx;
use services::accounts::Wrong;
use services::community_pages::Move;
use services::note_rights::{self, Among, Choice, Done};
use services::notebook_pages::{self, CategoryLine, Editing, ListOfCategories, Member, TypedWords};
use services::views::CommunityLink;
use typed::{LISTS, Typed};

use super::super::accounts::{refused, unshared};
use super::super::note_rights::{Level, Step};
use super::super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "notebooks/edit.html")]
struct EditTemplate<'a> {
    f: Frame<'a>,
    n: Editing,
    action: String,
    /// Whether something was just done.
    done: bool,
    /// Whether somebody saved in between.
    is_stale: bool,
    /// What stands now where something else was typed.
    theirs: Vec<(String, String)>,
    words: Vec<Field>,
    cover: Field,
    /// Where the form of the cover is sent.
    cover_action: String,
    /// Who may read it, today.
    now: String,
    levels: Vec<Level>,
    visibility: Field,
    community: Field,
    entry: Vec<Field>,
    lists: Vec<Field>,
    category: Vec<Field>,
    renaming: Field,
    renamed: Option<CategoryId>,
    person: Vec<Field>,
    /// The people of the name that was typed, where several bear it.
    choices: Vec<Choice>,
    chosen: String,
    step: Option<Step>,
}

impl EditTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        let one = [&self.cover, &self.visibility, &self.community, &self.renaming];
        let many = self.words.iter().chain(&self.entry).chain(&self.lists).chain(&self.category).chain(&self.person);
        Field::amiss(many.chain(one))
    }

    fn up(&self, name: &str) -> String {
        self.f.messages().with("communities-organisation-up-of", &[("name", name.into())])
    }

    fn down(&self, name: &str) -> String {
        self.f.messages().with("communities-organisation-down-of", &[("name", name.into())])
    }

    fn remove(&self, name: &str) -> String {
        self.f.messages().with("communities-organisation-remove-of", &[("name", name.into())])
    }

    fn detach(&self, link: &CommunityLink) -> String {
        self.f.messages().with("web-note-detach", &[("name", link.link.title.as_str().into())])
    }

    fn opens(&self, link: &CommunityLink) -> String {
        self.f.messages().with("web-notebook-open-to", &[("name", link.link.title.as_str().into())])
    }

    fn rename(&self, name: &str) -> String {
        self.f.messages().with("web-notebook-category-rename-of", &[("name", name.into())])
    }

    /// What stands in the field that renames a category.
    fn name_of(&self, category: &CategoryLine) -> String {
        let typed = self.renamed == Some(category.id);
        if typed { self.renaming.value.clone() } else { category.name.clone() }
    }

    /// What a list is called, or which one it is.
    fn title_of(&self, list: &ListOfCategories) -> String {
        list_title(&self.f, list)
    }

    fn member(&self, member: &Member) -> String {
        if member.name.is_empty() { self.f.t("web-person-closed").into_owned() } else { member.name.clone() }
    }

    fn take(&self, member: &Member) -> String {
        self.f.messages().with("web-rights-take-of", &[("name", self.member(member).into())])
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        choice.named.person.to_string() == self.chosen
    }
}

fn list_title(f: &Frame<'_>, list: &ListOfCategories) -> String {
    if list.name.is_empty() {
        f.messages().with("web-notebook-list", &[("number", list.number.into())])
    } else {
        list.name.clone()
    }
}

/// `/c/{notebook}/-/edit`.
pub(in crate::html) async fn edit_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let ctx = app.enter(&asked).await?;
    let now = notebook_pages::editing(&ctx, notebook).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::NotebookEdit(notebook)) {
        return Ok(redirect);
    }
    let typed = Typed::of(&now);
    let mut page = page(&asked, now, &typed, &[]);
    page.step = step(&page.f, &page.n, &uri)?;
    page.f.query = page.step.as_ref().map(|step| step.query.clone()).unwrap_or_default();
    page.done = parameter(&uri, "done").is_some_and(|done| done == "yes");
    Ok(unshared(unkept(&page)?))
}

/// `POST /c/{notebook}/-/edit`: one act of the page.
pub(in crate::html) async fn save(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent.
    let before = notebook_pages::editing(&ctx, notebook).await?;
    let act = sent.text("act");
    let typed = Typed::of(&before).sent(act, &sent);
    let address = Address::NotebookEdit(notebook).to_string();
    let settings = &asked.standing.settings;
    let (wrong, is_stale) = match act_on(&ctx, &asked, notebook, act, &sent, &typed).await {
        Ok(Done::Done) => return Ok(unshared(back_to(settings, &after(&ctx, notebook).await?))),
        Ok(Done::Asks) if act == "link" => {
            let to = format!("{address}?step=link&community={}", typed.community);
            return Ok(unshared(back_to(settings, &to)));
        }
        Ok(Done::Asks) => {
            let to = format!("{address}?step=visibility&level={}", typed.visibility);
            return Ok(unshared(back_to(settings, &to)));
        }
        Err(services::Error::Refused(wrong)) => (wrong, false),
        Err(services::Error::Conflict) => (Vec::new(), true),
        Err(error) => return Err(error.into()),
    };
    let now = notebook_pages::editing(&ctx, notebook).await?;
    // What was typed in one form; all else as it stands now.
    let (stands, typed) = (Typed::of(&now), Typed::of(&now).sent(act, &sent));
    let theirs = if is_stale { in_between(&asked, &now, &stands, &typed) } else { Vec::new() };
    let mut page = page(&asked, now, &typed, &wrong);
    (page.is_stale, page.theirs) = (is_stale, theirs);
    if wrong.iter().any(|(_, why)| *why == Wrong::SeveralPeople) {
        page.choices = note_rights::choices(&ctx, &typed.person.name, Among::Seen).await?;
        page.chosen.clone_from(&typed.person.chosen);
    }
    let mut response = unkept(&page)?;
    if is_stale {
        *response.status_mut() = StatusCode::CONFLICT;
        return Ok(unshared(response));
    }
    Ok(unshared(refused(response)))
}

/// Where an act leads: to the same page, where it is still for who acted; else to the notebook, where they may still read it.
async fn after(ctx: &Ctx, notebook: NotebookId) -> Result<String, Fault> {
    match notebook_pages::editing(ctx, notebook).await {
        Ok(_) => Ok(format!("{}?done=yes", Address::NotebookEdit(notebook))),
        Err(services::Error::Forbidden) => Ok(services::notebooks::address(ctx, notebook).await?.to_string()),
        Err(services::Error::NotFound) => Ok(Address::Notebooks.to_string()),
        Err(error) => Err(error.into()),
    }
}

async fn act_on(
    ctx: &Ctx,
    asked: &Asked,
    id: NotebookId,
    act: &str,
    sent: &Sent,
    typed: &Typed,
) -> services::Result<Done> {
    let (text, base) = (|name| sent.text(name), sent.text("base").parse().unwrap_or(-1));
    match act {
        "visibility" => {
            return notebook_pages::set_visibility(ctx, id, base, &typed.visibility, text("seen")).await;
        }
        "link" => return notebook_pages::link(ctx, id, base, &typed.community, text("seen")).await,
        "words" => {
            let languages = &asked.standing.settings.languages;
            notebook_pages::describe(ctx, id, base, &typed.words, languages).await?;
        }
        "unlink" => notebook_pages::unlink(ctx, id, base, named(text("community"))?).await?,
        "opening" => {
            let communities: Vec<String> = sent.all("open").into_iter().map(str::to_owned).collect();
            notebook_pages::open(ctx, id, base, &communities, text("signed_in") == "yes").await?;
        }
        "entry" => notebook_pages::add_entry(ctx, id, base, &typed.entry).await?,
        "entry-up" => notebook_pages::move_entry(ctx, id, base, named(text("at"))?, Move::Up).await?,
        "entry-down" => notebook_pages::move_entry(ctx, id, base, named(text("at"))?, Move::Down).await?,
        "entry-remove" => notebook_pages::remove_entry(ctx, id, base, named(text("at"))?).await?,
        "lists" => {
            let names: Vec<_> = LISTS.into_iter().zip(typed.lists.iter().cloned()).collect();
            notebook_pages::name_lists(ctx, id, base, &names).await?;
        }
        "category" => notebook_pages::add_category(ctx, id, base, &typed.list, &typed.category).await?,
        "category-rename" => {
            let (category, name) = typed.renaming.as_ref().ok_or(services::Error::NotFound)?;
            notebook_pages::rename_category(ctx, id, base, *category, name).await?;
        }
        "category-up" => notebook_pages::move_category(ctx, id, base, named(text("of"))?, Move::Up).await?,
        "category-down" => notebook_pages::move_category(ctx, id, base, named(text("of"))?, Move::Down).await?,
        "category-remove" => notebook_pages::remove_category(ctx, id, base, named(text("of"))?).await?,
        "person" => notebook_pages::add(ctx, id, base, &typed.person, &typed.role).await?,
        "person-remove" => notebook_pages::remove(ctx, id, base, named(text("member"))?).await?,
        // A form that is none of these changes nothing.
        _ => return Err(services::Error::Refused(Vec::new())),
    }
    Ok(Done::Done)
}

/// The thing that a button is of.
fn named<T: std::str::FromStr>(sent: &str) -> services::Result<T> {
    sent.parse().map_err(|_| services::Error::NotFound)
}

/// What stands now in each field where something else was typed.
fn in_between(asked: &Asked, now: &Editing, stands: &Typed, typed: &Typed) -> Vec<(String, String)> {
    let fields = |typed: &Typed| {
        let page = page(asked, now.clone(), typed, &[]);
        page.words.into_iter().chain(page.lists)
    };
    let differ = fields(stands).zip(fields(typed)).filter(|(stands, typed)| stands.value != typed.value);
    let shown = |field: Field| {
        let chosen = field.choices.iter().find(|(code, _)| *code == field.value).map(|(_, words)| words.clone());
        (field.label.into_owned(), chosen.unwrap_or(field.value))
    };
    differ.map(|(stands, _)| shown(stands)).collect()
}

fn links(now: &Editing) -> Vec<CommunityLink> {
    now.linked.iter().map(|it| it.link.clone()).collect()
}

/// What there is to know of a level beside its words.
fn about(f: &Frame<'_>, level: Visibility, now: &Editing) -> String {
    let is_open = level == Visibility::SignedIn && now.registration_is_open;
    if is_open { f.t("web-rights-registration-open").into_owned() } else { String::new() }
}

/// The step that an address asks for: an act, said in words before it is done. One that is not for who asks is not there.
fn step(f: &Frame<'_>, now: &Editing, uri: &Uri) -> Result<Option<Step>, Fault> {
    let Some(name) = parameter(uri, "step") else { return Ok(None) };
    let hidden =
        |name, value: String| vec![("base", now.edition.to_string()), ("seen", now.seen.clone()), (name, value)];
    let title = f.t("web-notebook-widen").into_owned();
    let never = f.t("web-notebook-widens-no-note").into_owned();
    let step = match name.as_str() {
        "visibility" => {
            let level = parameter(uri, "level").and_then(|level| Visibility::parse(&level)).ok_or(Fault::NotFound)?;
            let mut says =
                vec![f.notebook_visibility(level, &links(now), now.is_theirs_alone), about(f, level, now), never];
            says.retain(|words| !words.is_empty());
            Step {
                query: format!("step=visibility&level={level}"),
                act: "visibility",
                title,
                says,
                hidden: hidden("visibility", level.as_str().to_owned()),
                licence: None,
                button: f.t("web-rights-widen-yes").into_owned(),
            }
        }
        "link" => {
            let id: CommunityId = doors::id(&parameter(uri, "community").unwrap_or_default())?;
            let joined = now.joined.iter().find(|it| it.community == id).ok_or(Fault::NotFound)?;
            let name = joined.name.as_str();
            let mut says = vec![
                f.notebook_visibility(now.visibility, &links(now), now.is_theirs_alone),
                f.messages().with("web-notebook-link-who", &[("name", name.into())]),
            ];
            if joined.open {
                says.push(f.messages().with("web-rights-link-open", &[("name", name.into())]));
            }
            says.push(never);
            Step {
                query: format!("step=link&community={id}"),
                act: "link",
                title,
                says,
                hidden: hidden("community", id.to_string()),
                licence: None,
                button: f.messages().with("web-rights-link-to", &[("name", name.into())]),
            }
        }
        _ => return Err(Fault::NotFound),
    };
    Ok(Some(step))
}

fn page<'a>(asked: &'a Asked, n: Editing, typed: &Typed, wrong: &[(&'static str, Wrong)]) -> EditTemplate<'a> {
    let mut f = asked.private_frame("edit", "web-notebook-edit");
    f.title = f.messages().with("web-notebook-edit-of", &[("title", n.title.as_str().into())]);
    let links = links(&n);
    let level = |level: Visibility| Level {
        word: level.as_str(),
        says: f.notebook_visibility(level, &links, n.is_theirs_alone),
        about: about(&f, level, &n),
        is_now: level.as_str() == typed.visibility,
    };
    let levels = Visibility::ALL.into_iter().rev().map(level).collect();
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let joined = n.joined.iter().map(|it| (it.community.to_string(), it.name.clone())).collect();
    let (visibility, community) = (
        field("visibility", "radio", "web-notebook-visibility", ""),
        Field { choices: joined, ..field("community", "select", "web-rights-community", &typed.community) },
    );
    let entry = vec![
        field("entry", "text", "web-notebook-entry", &typed.entry.note)
            .hinted(f.t("web-notebook-entry-hint"))
            .suggested_by("titles"),
        field("label", "text", "web-notebook-entry-label", &typed.entry.label)
            .hinted(f.t("web-notebook-entry-label-hint"))
            .optional_where(true),
    ];
    let named = |(name, value): (&'static str, &String)| Field {
        label: f
            .messages()
            .with("web-notebook-list-name", &[("number", name.trim_start_matches("list_").into())])
            .into(),
        ..field(name, "text", "web-notebook-lists", value).optional_where(true)
    };
    let lists = LISTS.into_iter().zip(&typed.lists).map(named).collect();
    let in_list = n.lists.iter().map(|list| (list.number.to_string(), list_title(&f, list))).collect();
    let category = vec![
        field("category", "text", "web-notebook-category", &typed.category),
        Field { choices: in_list, ..field("list", "select", "web-notebook-category-list", &typed.list) },
    ];
    let renamed = typed.renaming.as_ref();
    let renaming = field(
        "renaming",
        "text",
        "web-notebook-category-rename",
        renamed.map(|(_, name)| name.as_str()).unwrap_or_default(),
    );
    let roles = vec![
        ("contributor".to_owned(), f.t("web-notebook-contributor").into_owned()),
        ("lead".to_owned(), f.t("web-notebook-lead").into_owned()),
    ];
    let person = vec![
        field("person", "text", "web-rights-reader", &typed.person.name)
            .hinted(f.t("web-notebook-person-hint"))
            .suggested_by("people"),
        Field { choices: roles, ..field("role", "select", "web-notebook-role", &typed.role) },
    ];
    EditTemplate {
        action: Address::NotebookEdit(n.id).to_string(),
        done: false,
        is_stale: false,
        theirs: Vec::new(),
        words: word_fields(asked, &f, &n, &typed.words, wrong),
        cover: field("cover", "file", "web-notebook-cover-file", "").hinted(f.t("web-notebook-cover-hint")),
        cover_action: Address::NotebookCover(n.id).to_string(),
        now: f.notebook_visibility(n.visibility, &links, n.is_theirs_alone),
        levels,
        visibility,
        community,
        entry,
        lists,
        category,
        renamed: renamed.map(|(category, _)| *category),
        renaming,
        person,
        choices: Vec::new(),
        chosen: String::new(),
        step: None,
        f,
        n,
    }
}

fn word_fields(
    asked: &Asked,
    f: &Frame<'_>,
    n: &Editing,
    typed: &TypedWords,
    wrong: &[(&'static str, Wrong)],
) -> Vec<Field> {
    let field = |name, kind, label, value: &str| Field::new(f, name, kind, label, value).judged(f, wrong);
    let mut languages = asked.languages();
    if !languages.iter().any(|(code, _)| code.as_str() == n.language.as_str()) {
        languages.push((n.language.as_str().to_owned(), n.language.as_str().to_owned()));
    }
    let views = f.views().map(|(view, words): (View, _)| (view.as_str().to_owned(), words.into_owned()));
    let sorts = f.sorts().map(|(sort, words): (Sort, _)| (sort.as_str().to_owned(), words.into_owned()));
    vec![
        field("title", "text", "web-notebook-title", &typed.title),
        field("description", "textarea", "web-notebook-description", &typed.description)
            .hinted(f.t("web-notebook-description-hint"))
            .optional_where(true),
        field("guide", "textarea", "web-notebook-guide", &typed.guide)
            .hinted(f.t("web-notebook-guide-hint"))
            .optional_where(true),
        Field { choices: languages, ..field("language", "select", "web-notebook-language", &typed.language) },
        Field { choices: views.into(), ..field("view", "select", "web-notebook-usual-view", &typed.view) },
        Field { choices: sorts.into(), ..field("sort", "select", "web-notebook-usual-sort", &typed.sort) },
        field("color", "text", "web-notebook-color", &typed.color)
            .hinted(f.t("web-notebook-color-hint"))
            .optional_where(true),
        field("licence", "text", "web-notebook-licence", &typed.licence)
            .hinted(f.t("web-notebook-licence-hint"))
            .optional_where(true),
    ]
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<String> {
    use domain::{LanguageTag, PersonId, Slug};
    use services::note_rights::{Joined, Named};
    use services::notebook_pages::{EntryLine, Opening};
    use services::views::{Cover, Link};
    let (text, id) = (|| words.to_owned(), NotebookId::from_bytes([2; 16]));
    let (community, person) = (CommunityId::from_bytes([9; 16]), PersonId::from_bytes([8; 16]));
    let address = || Address::Notebook(id, Slug::of("c"));
    let link = || Link { title: text(), address: address() };
    let opening = |open| Opening { link: CommunityLink { community, link: link(), open }, open };
    let category = |number| CategoryLine { id: CategoryId::from_bytes([number; 16]), name: text(), count: 3 };
    let list = |number: u8, name: &str| ListOfCategories {
        number: i64::from(number),
        name: name.to_owned(),
        categories: vec![category(number), category(number + 10)],
    };
    let member =
        |name: &str, is_lead, is_me| Member { person, name: name.to_owned(), is_lead, is_me, is_last_lead: is_me };
    let full = || Editing {
        id,
        address: address(),
        edition: 4,
        title: text(),
        description: text(),
        guide: text(),
        language: LanguageTag::from_store("es".to_owned()),
        color: text(),
        cover: Cover { picture: Some(Address::NotebookCoverAs(id, [0xab; 4])), color: None, shade: 2 },
        view: View::Work,
        sort: Sort::Title,
        licence: text(),
        visibility: Visibility::Community,
        is_theirs_alone: false,
        registration_is_open: true,
        seen: text(),
        linked: vec![opening(true), opening(false)],
        joined: vec![Joined { community, name: text(), open: true }],
        open_to_signed_in: true,
        entries: vec![EntryLine { at: 0, link: link() }, EntryLine { at: 1, link: link() }],
        titles: vec![text()],
        lists: vec![list(1, words), list(2, ""), ListOfCategories { categories: Vec::new(), ..list(3, "") }],
        members: vec![member(words, true, true), member("", true, false), member(words, false, false)],
        names: vec![text()],
    };
    let bare = Editing {
        cover: Cover { picture: None, color: None, shade: 5 },
        linked: Vec::new(),
        joined: Vec::new(),
        entries: Vec::new(),
        members: Vec::new(),
        visibility: Visibility::Authors,
        is_theirs_alone: true,
        ..full()
    };
    let typed = |act: &str, sent: &[(&str, &str)]| Typed::of(&full()).sent(act, &Sent::of(sent));
    let wrong = [
        ("title", Wrong::Missing),
        ("color", Wrong::NotAColor),
        ("cover", Wrong::Vast(60_000, 60_000)),
        ("visibility", Wrong::Unshared),
        ("entry", Wrong::NotPlaced),
        ("label", Wrong::Long),
        ("list_2", Wrong::Long),
        ("renaming", Wrong::Already),
        ("person", Wrong::SeveralPeople),
    ];
    let of = CategoryId::from_bytes([1; 16]).to_string();
    let mut first = page(asked, full(), &typed("category-rename", &[("of", of.as_str()), ("name", words)]), &wrong);
    first.choices = vec![Choice {
        named: Named { person, name: text() },
        about: text(),
        address: Some(Address::Person(person, Slug::of("a"))),
    }];
    first.chosen = person.to_string();
    first.done = true;
    let late = typed("words", &[("title", "Autre"), ("view", "list")]);
    let mut stale = page(asked, full(), &late, &[("entry", Wrong::NoMore), ("person", Wrong::LastLead)]);
    stale.theirs = in_between(asked, &full(), &Typed::of(&full()), &late);
    stale.is_stale = true;
    let mut pages = vec![first.render(), stale.render(), page(asked, bare.clone(), &Typed::of(&bare), &[]).render()];
    for query in ["visibility&level=signed_in", &format!("link&community={community}")] {
        let uri = format!("/?step={query}").parse().unwrap_or_default();
        let mut stepped = page(asked, full(), &Typed::of(&full()), &[]);
        stepped.step = step(&stepped.f, &stepped.n, &uri).unwrap_or_default();
        pages.push(stepped.render());
    }
    pages.into_iter().map(Result::unwrap_or_default).collect()
}
