//! Notebooks.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::tokens::Scope;
use domain::{CommunityId, NotebookId};
use serde::{Deserialize, Serialize};
use services::Ctx;
use services::note_rights::Done;
use services::notebook_pages::{self, Editing, Led, PlainNotebook, Typed, TypedNotebook, TypedWords};
use services::notebooks;
use services::views::CategoryLink;
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notes::{KEY, LONGEST_KEY, whole};
use super::{Caller, words};
use crate::app::App;
use crate::doors;

/// A notebook in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = NotebookLine)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    title: String,
    #[schema(schema_with = words::visibility)]
    visibility: &'static str,
    /// The first words of what it is about.
    excerpt: String,
    /// How many notes whoever asks may see there.
    #[schema(minimum = 0)]
    notes: i64,
}

/// A notebook.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Notebook {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    title: String,
    #[schema(schema_with = words::language)]
    language: String,
    #[schema(schema_with = words::visibility)]
    visibility: &'static str,
    /// What it is about, in Markdown.
    description: String,
    /// The first words of that.
    excerpt: String,
    /// How many notes whoever asks may see there.
    #[schema(minimum = 0)]
    notes: i64,
    /// The colour of its cover; no character for one that the program chooses.
    #[schema(schema_with = words::color_or_empty)]
    color: String,
    /// Where the picture of its cover is, a JPEG: for who may read the notebook, as its page is. Nothing where its leads gave none.
    #[schema(required, schema_with = words::address_or_nothing)]
    cover: Option<String>,
    /// How it is shown where its reader chose nothing.
    #[schema(schema_with = words::view)]
    view: &'static str,
    /// In which order, the same.
    #[schema(schema_with = words::sort)]
    sort: &'static str,
    /// The communities that it is linked to, of those that whoever asks may know of.
    #[schema(schema_with = words::ids)]
    communities: Vec<String>,
    /// The categories that whoever asks may have a note bear there.
    categories: Vec<Category>,
    /// What one is asked to follow there, in Markdown, for who may place notes.
    #[schema(required, schema_with = words::text_or_nothing)]
    guide: Option<String>,
    /// The licence that is proposed for its notes, for its leads; no character for none.
    #[schema(required, schema_with = words::text_or_nothing)]
    licence: Option<String>,
    /// Those of its communities whose members may place notes there, for its leads.
    #[schema(required, schema_with = words::ids_or_nothing)]
    open_to: Option<Vec<String>>,
    /// Whether everyone signed in may, for its leads.
    #[schema(required, schema_with = words::flag_or_nothing)]
    open_to_signed_in: Option<bool>,
}

/// A category of a notebook.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    #[schema(schema_with = words::id)]
    id: String,
    name: String,
}

impl Category {
    pub fn of(it: CategoryLink) -> Self {
        Self { id: it.id.to_string(), name: it.name }
    }
}

/// What a new notebook says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNotebook {
    #[schema(schema_with = words::title)]
    title: String,
    /// What it is about, in Markdown.
    #[serde(default)]
    description: String,
    #[schema(schema_with = words::language)]
    language: String,
    #[schema(schema_with = words::visibility)]
    visibility: String,
    /// A community of whoever asks that it is linked to; no character for none.
    #[schema(schema_with = words::id_or_empty)]
    #[serde(default)]
    community: String,
}

/// What a notebook says from now on; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NextEdition {
    #[schema(schema_with = words::title)]
    #[serde(default, deserialize_with = "answers::given")]
    title: Option<String>,
    #[schema(schema_with = words::language)]
    #[serde(default, deserialize_with = "answers::given")]
    language: Option<String>,
    #[schema(schema_with = words::visibility)]
    #[serde(default, deserialize_with = "answers::given")]
    visibility: Option<String>,
    /// What it is about, in Markdown.
    #[schema(schema_with = words::text)]
    #[serde(default, deserialize_with = "answers::given")]
    description: Option<String>,
    /// The colour of its cover; no character for one that the program chooses.
    #[schema(schema_with = words::color_or_empty)]
    #[serde(default, deserialize_with = "answers::given")]
    color: Option<String>,
    /// How it is shown where its reader chose nothing.
    #[schema(schema_with = words::view)]
    #[serde(default, deserialize_with = "answers::given")]
    view: Option<String>,
    /// In which order, the same.
    #[schema(schema_with = words::sort)]
    #[serde(default, deserialize_with = "answers::given")]
    sort: Option<String>,
    /// The communities that it is linked to; those that whoever asks may not know of stay.
    #[schema(schema_with = words::ids)]
    #[serde(default, deserialize_with = "answers::given")]
    communities: Option<Vec<String>>,
    /// What one is asked to follow there, in Markdown.
    #[schema(schema_with = words::text)]
    #[serde(default, deserialize_with = "answers::given")]
    guide: Option<String>,
    /// The licence that is proposed for its notes; no character for none.
    #[schema(schema_with = words::text)]
    #[serde(default, deserialize_with = "answers::given")]
    licence: Option<String>,
    /// Ids of those of its communities whose members may place notes there; others are left out.
    #[schema(schema_with = words::texts)]
    #[serde(default, deserialize_with = "answers::given")]
    open_to: Option<Vec<String>>,
    /// Whether everyone signed in may.
    #[schema(schema_with = words::flag)]
    #[serde(default, deserialize_with = "answers::given")]
    open_to_signed_in: Option<bool>,
}

impl NextEdition {
    /// All that is saved: what stands now, where nothing else is said.
    fn over(self, now: Editing) -> TypedNotebook {
        let linked = now.linked.iter().map(|it| it.link.community.to_string());
        let open = now.linked.iter().filter(|it| it.open).map(|it| it.link.community.to_string());
        TypedNotebook {
            visibility: self.visibility.unwrap_or_else(|| now.visibility.as_str().to_owned()),
            communities: self.communities.unwrap_or_else(|| linked.collect()),
            open_to: self.open_to.unwrap_or_else(|| open.collect()),
            open_to_signed_in: self.open_to_signed_in.unwrap_or(now.open_to_signed_in),
            words: TypedWords {
                title: self.title.unwrap_or(now.title),
                description: self.description.unwrap_or(now.description),
                guide: self.guide.unwrap_or(now.guide),
                language: self.language.unwrap_or_else(|| now.language.as_str().to_owned()),
                color: self.color.unwrap_or(now.color),
                view: self.view.unwrap_or_else(|| now.view.as_str().to_owned()),
                sort: self.sort.unwrap_or_else(|| now.sort.as_str().to_owned()),
                licence: self.licence.unwrap_or(now.licence),
            },
        }
    }
}

fn notebook(app: &App, it: PlainNotebook) -> Notebook {
    let ids = |ids: Vec<CommunityId>| ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>();
    let (licence, open_to, open_to_signed_in) = match it.led {
        Some(Led { licence, open_to, open_to_signed_in, .. }) => {
            (Some(licence), Some(ids(open_to)), Some(open_to_signed_in))
        }
        None => (None, None, None),
    };
    Notebook {
        id: it.id.to_string(),
        address: whole(app, &it.address),
        title: it.title,
        language: it.language.as_str().to_owned(),
        visibility: it.visibility.as_str(),
        description: it.description,
        excerpt: it.excerpt,
        notes: it.count,
        color: it.color,
        cover: it.cover.map(|cover| whole(app, &cover)),
        view: it.view.as_str(),
        sort: it.sort.as_str(),
        communities: ids(it.communities),
        categories: it.categories.into_iter().map(Category::of).collect(),
        guide: it.guide,
        licence,
        open_to,
        open_to_signed_in,
    }
}

async fn answer(app: &App, ctx: &Ctx, id: NotebookId, headers: &HeaderMap) -> Result<Response, Refusal> {
    let plain = notebook_pages::plain(ctx, id).await?;
    // What is written over is for who may write.
    let edition = plain.led.as_ref().map(|it| it.edition);
    answers::one(headers, &notebook(app, plain), edition)
}

/// What was written, for a token that may read it; for another, that it was.
async fn written(app: &App, caller: &Caller, id: NotebookId, status: StatusCode) -> Result<Response, Refusal> {
    caller.written(Scope::ReadNotes, status, answer(app, &caller.ctx, id, &HeaderMap::new())).await
}

/// `GET /notebooks`: by title.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) =
        (caller.reads(Scope::ReadNotes)?, Query::read(&uri, &["after", "limit"], answers::by_words::<NotebookId>)?);
    let page = notebooks::list(ctx, query.after.as_deref()).await?;
    let keyed = page.items.into_iter().map(|it| {
        let key = answers::key_of_words(&it.link.title, it.notebook);
        let line = Line {
            id: it.notebook.to_string(),
            address: whole(&app, &it.link.address),
            title: it.link.title,
            visibility: it.visibility.as_str(),
            excerpt: it.excerpt,
            notes: it.count,
        };
        (line, key)
    });
    answers::list(&List::cut(keyed.collect(), page.next, query.limit))
}

/// `GET /notebooks/{notebook}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadNotes)?;
    Query::none(&uri)?;
    answer(&app, ctx, doors::id(&id)?, &headers).await
}

/// The id that a new notebook has: of a key that made one already with the same token, that one.
fn drawn(ctx: &Ctx, headers: &HeaderMap) -> Result<NotebookId, Refusal> {
    let Some(key) = headers.get(KEY) else { return Ok(notebook_pages::draw(ctx)) };
    let key = key.to_str().ok().filter(|key| (1..=LONGEST_KEY).contains(&key.len()));
    let key = key.ok_or_else(|| Refusal::Parameter(KEY.to_owned()))?;
    let shown = headers.get(header::AUTHORIZATION).and_then(|shown| shown.to_str().ok()?.split_once(' '));
    let (_, token) = shown.ok_or(Refusal::NoToken)?;
    Ok(notebook_pages::draw_for(token.trim(), key))
}

/// `POST /notebooks`.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let id = drawn(ctx, &headers)?;
    let NewNotebook { title, description, language, visibility, community } = answers::read(&headers, &body)?;
    let typed = Typed { title, description, language, visibility, community, key: id.to_string() };
    let standing = app.standing();
    notebook_pages::create(ctx, &typed, &standing.settings.languages).await?;
    let response = written(&app, &caller, id, StatusCode::CREATED).await?;
    Ok(answers::made_at(&app, response, &route::API_NOTEBOOK.replace("{notebook}", &id.to_string())))
}

/// `PUT /notebooks/{notebook}`: over the edition that `If-Match` names.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let id: NotebookId = doors::id(&id)?;
    // The right before what was sent.
    let now = notebook_pages::editing(ctx, id).await?;
    let base = answers::base(&headers)?;
    if now.edition != base {
        return Err(Refusal::Stale);
    }
    let next: NextEdition = answers::read(&headers, &body)?;
    let sees = now.seen.clone();
    let (typed, standing) = (next.over(now), app.standing());
    match notebook_pages::save(ctx, id, base, &typed, &sees, &standing.settings.languages).await {
        Ok(Done::Done) => written(&app, &caller, id, StatusCode::OK).await,
        // Somebody saved it in between, or others read it now.
        Ok(Done::Asks) | Err(services::Error::Conflict) => Err(Refusal::Stale),
        Err(error) => Err(error.into()),
    }
}
