//! Communities: what they say of themselves, their members for who is one, and what one is there.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::CommunityId;
use domain::address::{Address, route};
use domain::communities::{Access, Formality, Involvement, Posture};
use domain::tokens::Scope;
use i18n::Language;
use serde::{Deserialize, Serialize};
use services::accounts::Wrong;
use services::communities::PlainCommunity;
use services::community_pages::{self, CommunityWords, Typed, TypedAccess, TypedPage, TypedStage};
use services::memberships::{self, Asking, Joined, Member, inside};
use services::views::CommunityLine;
use services::{Ctx, Error, communities};
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notes::whole;
use super::{Caller, words};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;

/// A community in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = CommunityLine)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::alias)]
    alias: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
    /// What it is about, in the language of the answer where it says it there.
    #[schema(required, schema_with = words::text_or_nothing)]
    about: Option<String>,
    /// Whether only its members may know of it.
    unlisted: bool,
    #[schema(schema_with = words::access)]
    access: &'static str,
    #[schema(schema_with = words::stage)]
    stage: &'static str,
}

/// A community.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Community {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::alias)]
    alias: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
    /// What it is about, in the language of the answer where it says it there.
    #[schema(required, schema_with = words::text_or_nothing)]
    about: Option<String>,
    /// What it says of itself in each language of the site.
    texts: Vec<Texts>,
    /// Whether only its members may know of it.
    unlisted: bool,
    #[schema(schema_with = words::access)]
    access: &'static str,
    /// How much it says of how it works.
    #[schema(required, schema_with = words::formality_or_nothing)]
    formality: Option<&'static str>,
    #[schema(schema_with = words::stage)]
    stage: &'static str,
    /// Until when it rests.
    #[schema(required, schema_with = words::day_or_nothing)]
    paused_until: Option<String>,
}

/// What a community says of itself in one language; empty where it says nothing in it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    #[schema(schema_with = words::language_of_the_site)]
    language: &'static str,
    name: String,
    about: String,
    /// When it meets.
    rhythm: String,
    /// What may be told outside of what is said there.
    confidentiality: String,
}

/// What a new community is made of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCommunity {
    #[schema(schema_with = words::name)]
    name: String,
    /// Its name in addresses; empty to take it from its name.
    #[schema(schema_with = words::alias_or_empty)]
    #[serde(default)]
    alias: String,
    /// In which language the texts are; others are saved later.
    #[schema(schema_with = words::language_of_the_site)]
    language: String,
    #[schema(schema_with = words::text_of_a_community)]
    #[serde(default)]
    about: String,
    /// When it meets.
    #[schema(schema_with = words::rhythm)]
    #[serde(default)]
    rhythm: String,
    /// What may be told outside of what is said there.
    #[schema(schema_with = words::text_of_a_community)]
    #[serde(default)]
    confidentiality: String,
    /// By invitation where it is left out.
    #[schema(schema_with = words::access)]
    #[serde(default = "by_invitation")]
    access: String,
    /// Whether only its members may know of it: so where it is left out.
    #[serde(default = "is_unlisted")]
    unlisted: bool,
}

/// All that the page of a community says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NextPage {
    /// In each language of the site; in one that is left out, it says nothing.
    texts: Vec<NextTexts>,
    #[schema(schema_with = words::access)]
    access: String,
    /// Whether only its members may know of it.
    unlisted: bool,
    /// How much it says of how it works.
    #[schema(schema_with = words::formality_or_nothing)]
    formality: Option<String>,
    /// A community that is closed may stay so; none is closed here.
    #[schema(schema_with = words::stage)]
    stage: String,
    /// Until when it rests, where it does.
    #[schema(schema_with = words::day_or_nothing)]
    paused_until: Option<String>,
}

/// What a community will say of itself in one language; a name in one of them at least.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NextTexts {
    #[schema(schema_with = words::language_of_the_site)]
    language: String,
    #[schema(schema_with = words::name_or_empty)]
    name: String,
    #[schema(schema_with = words::text_of_a_community)]
    about: String,
    /// When it meets.
    #[schema(schema_with = words::rhythm)]
    rhythm: String,
    /// What may be told outside of what is said there.
    #[schema(schema_with = words::text_of_a_community)]
    confidentiality: String,
}

/// What is said to become a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMembership {
    /// Why, where somebody decides.
    #[serde(default)]
    reason: String,
    /// What they would be called there; empty where it is their name.
    #[serde(default)]
    name: String,
}

/// What one chooses of a membership, in place of what one chose before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenMembership {
    /// What one is called there; empty where it is one's name.
    #[schema(schema_with = words::name_or_empty)]
    name: String,
    /// How much one takes part, where one says it.
    #[schema(schema_with = words::involvement_or_nothing)]
    involvement: Option<String>,
    /// Whether others than members may know of the roles that one holds.
    #[serde(default)]
    roles_shown: bool,
    /// Of one's affiliations that last; of one that is left out, nothing is shown.
    #[serde(default)]
    affiliations: Vec<ChosenAffiliation>,
}

/// What a membership will show of an affiliation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenAffiliation {
    #[schema(schema_with = words::id)]
    affiliation: String,
    /// What the organisation may know: nothing ever of a community that is unlisted.
    #[schema(schema_with = words::posture)]
    posture: String,
    /// Whether the members may know of it.
    #[serde(default)]
    shown: bool,
}

/// A member of a community, as the others know them.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberLine {
    name: String,
    #[schema(required, schema_with = words::involvement_or_nothing)]
    involvement: Option<&'static str>,
    #[schema(schema_with = words::roles)]
    roles: Vec<&'static str>,
}

fn by_invitation() -> String {
    Access::Invited.as_str().to_owned()
}

const fn is_unlisted() -> bool {
    true
}

/// Who may know of a community, as forms say it.
fn listed(unlisted: bool) -> String {
    if unlisted { "unlisted" } else { "listed" }.to_owned()
}

impl Line {
    fn new(app: &App, it: CommunityLine, about: Option<String>) -> Self {
        Self {
            id: it.community.to_string(),
            alias: if let Address::Community(_, alias) = &it.link.address { alias.clone() } else { String::new() },
            address: whole(app, &it.link.address),
            name: it.link.title,
            about,
            unlisted: it.unlisted,
            access: it.access.as_str(),
            stage: it.stage.as_str(),
        }
    }
}

impl Community {
    fn new(app: &App, it: PlainCommunity) -> Self {
        let texts = |(language, words): (Language, CommunityWords)| {
            let CommunityWords { name, about, rhythm, confidentiality } = words;
            Texts { language: language.as_str(), name, about, rhythm, confidentiality }
        };
        let paused_until = it.line.paused_until.map(|day| day.to_string());
        let about = it.about.map(|said| said.words);
        let Line { id, alias, address, name, about, unlisted, access, stage } = Line::new(app, it.line, about);
        let (texts, formality) = (it.words.into_iter().map(texts).collect(), it.formality.map(Formality::as_str));
        Self { id, alias, address, name, about, texts, unlisted, access, formality, stage, paused_until }
    }
}

/// A community; the tag says its edition to who may save the next one.
async fn answer(app: &App, asked: &Asked, ctx: &Ctx, alias: &str, headers: &HeaderMap) -> Result<Response, Refusal> {
    let plain = communities::plain(ctx, alias, &asked.standing.settings.languages).await?;
    let edition = plain.edition;
    answers::one(headers, &Community::new(app, plain), edition)
}

/// What was written, for a token that may read it; for another, that it was.
async fn written(
    app: &App,
    asked: &Asked,
    caller: &Caller,
    alias: &str,
    status: StatusCode,
) -> Result<Response, Refusal> {
    caller.written(Scope::ReadPeople, status, answer(app, asked, &caller.ctx, alias, &HeaderMap::new())).await
}

/// A word that may be left out, and is none where it is empty.
fn word_or_nothing(field: &'static str, word: Option<String>) -> Result<String, Refusal> {
    match word {
        Some(word) if word.is_empty() => Err(Refusal::Fields(vec![(field, Wrong::NotAChoice)])),
        word => Ok(word.unwrap_or_default()),
    }
}

impl NextPage {
    /// The same, as forms say it.
    fn typed(self, languages: &[Language]) -> Result<TypedPage, Refusal> {
        let mut words: Vec<_> = languages.iter().map(|it| (*it, None)).collect();
        for texts in self.texts {
            let NextTexts { language, name, about, rhythm, confidentiality } = texts;
            // Each of those of the site, once.
            let language = Language::parse(&language);
            let place = words.iter_mut().find(|(it, said)| Some(*it) == language && said.is_none());
            let Some((_, said)) = place else {
                return Err(Refusal::Fields(vec![("texts", Wrong::NotAChoice)]));
            };
            *said = Some(CommunityWords { name, about, rhythm, confidentiality });
        }
        let access = TypedAccess {
            access: self.access,
            listed: listed(self.unlisted),
            formality: word_or_nothing("formality", self.formality)?,
        };
        let stage = TypedStage { stage: self.stage, until: word_or_nothing("paused_until", self.paused_until)? };
        let words = words.into_iter().map(|(language, said)| (language, said.unwrap_or_default())).collect();
        Ok(TypedPage { words, access, stage })
    }
}

/// `GET /communities`: by name.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) =
        (caller.reads(Scope::ReadPeople)?, Query::read(&uri, &["after", "limit"], answers::by_id::<CommunityId>)?);
    let page = communities::list(ctx, None).await?;
    let line = |mut it: CommunityLine| {
        let about = it.about.take().map(|said| said.words);
        let line = Line::new(&app, it, about);
        let key = line.id.clone();
        (line, key)
    };
    let all: Vec<(Line, String)> = page.items.into_iter().map(line).collect();
    // They are few, and come all at once: the key is the last one that was given.
    let last = query.after.and_then(|after| all.iter().position(|(_, key)| *key == after));
    let rest = all.into_iter().skip(last.map_or(0, |last| last + 1)).collect();
    answers::list(&List::cut(rest, None, query.limit))
}

/// `GET /communities/{alias}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadPeople)?;
    Query::none(&uri)?;
    answer(&app, &asked, ctx, &alias, &headers).await
}

/// `GET /communities/{alias}/members`: by the name that they have there.
pub(super) async fn members(
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) = (caller.reads(Scope::ReadPeople)?, Query::read(&uri, &["after"], answers::by_handle)?);
    let zone = &asked.standing.settings.time_zone;
    let inside = match inside(ctx, &alias, query.after.as_deref(), zone).await {
        Err(Error::Forbidden) if ctx.viewer().is_visitor() => return Err(Refusal::NoToken),
        inside => inside?,
    };
    let member = |it: Member| MemberLine {
        name: it.name,
        involvement: it.involvement.map(Involvement::as_str),
        roles: it.roles.iter().map(|it| it.role.as_str()).collect(),
    };
    let items = inside.members.items.into_iter().map(member).collect();
    answers::list(&List::whole(items, inside.members.next))
}

/// `POST /communities/{alias}/membership`: becomes a member, or asks for it where somebody decides.
pub(super) async fn join(
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteMe)?;
    // The right before what was sent.
    memberships::may_join(ctx, &alias).await?;
    let NewMembership { reason, name } = answers::read(&headers, &body)?;
    let status = match memberships::join(ctx, &alias, &Asking { name, reason }).await? {
        Joined::In => StatusCode::NO_CONTENT,
        Joined::Asked => StatusCode::ACCEPTED,
    };
    Ok(status.into_response())
}

/// `DELETE /communities/{alias}/membership`: is a member no more.
pub(super) async fn leave(
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
) -> Result<Response, Refusal> {
    memberships::leave(caller.writes(Scope::WriteMe)?, &alias).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /communities`: whoever asks leads it.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteCommunities)?;
    // The right before what was sent.
    if !community_pages::may_create(ctx).await? {
        return Err(Fault::NotFound.into());
    }
    let new: NewCommunity = answers::read(&headers, &body)?;
    let typed = Typed {
        name: new.name,
        alias: new.alias,
        language: new.language,
        about: new.about,
        rhythm: new.rhythm,
        confidentiality: new.confidentiality,
        access: new.access,
        listed: listed(new.unlisted),
    };
    let settings = &asked.standing.settings;
    let alias = community_pages::create(ctx, &typed, &settings.languages).await?;
    // Whoever asked was no member of it before.
    let caller = Caller::of(&app, &asked, &headers).await?;
    let response = written(&app, &asked, &caller, alias.as_str(), StatusCode::CREATED).await?;
    Ok(answers::made_at(&app, response, &route::API_COMMUNITY.replace("{alias}", alias.as_str())))
}

/// `PUT /communities/{alias}`: all that its page says, over the edition that `If-Match` names.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteCommunities)?;
    let languages = &asked.standing.settings.languages;
    // The right before what was sent.
    let now = community_pages::editing(ctx, &alias, languages).await?;
    let base = answers::base(&headers)?;
    if now.edition != base {
        return Err(Refusal::Stale);
    }
    let next: NextPage = answers::read(&headers, &body)?;
    match community_pages::save(ctx, &alias, base, &next.typed(languages)?).await {
        Ok(()) => written(&app, &asked, &caller, &alias, StatusCode::OK).await,
        Err(Error::Conflict) => Err(Refusal::Stale),
        Err(Error::Refused(wrong)) => {
            // Forms call it otherwise.
            let named = |(field, why): (&'static str, Wrong)| match field {
                "until" => ("paused_until", why),
                field => (field, why),
            };
            Err(Refusal::Fields(wrong.into_iter().map(named).collect()))
        }
        Err(error) => Err(error.into()),
    }
}

/// `PUT /communities/{alias}/membership`: what one is called there, and what one shows.
pub(super) async fn choose(
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteMe)?;
    // The right before what was sent.
    let now = memberships::read(ctx, &alias, &asked.standing.settings.time_zone).await?;
    let ChosenMembership { name, involvement, roles_shown, affiliations } = answers::read(&headers, &body)?;
    let involvement = word_or_nothing("involvement", involvement)?;
    let mut shows = Vec::with_capacity(affiliations.len());
    for chosen in affiliations {
        // That of somebody else is as one that does not exist.
        let own = now.shows.iter().map(|it| it.affiliation.id).find(|id| id.to_string() == chosen.affiliation);
        let (Some(id), Some(posture)) = (own, Posture::parse(&chosen.posture)) else {
            return Err(Refusal::Fields(vec![("affiliations", Wrong::NotAChoice)]));
        };
        shows.push((id, posture.as_str().to_owned(), chosen.shown));
    }
    let typed = memberships::Typed { name, involvement, roles_are_shown: roles_shown, shows };
    memberships::choose(ctx, &alias, &typed).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
