//! How a notebook begins.

use domain::address::Address;
use domain::changes::ChangeKind;
use domain::notes::Visibility;
use domain::policy::{Community, Policy, TakePart, Write};
use domain::tags::Tag;
use domain::{LanguageTag, NotebookId, PersonId, Title};
use i18n::Language;
use sha2::{Digest, Sha256};
use store::Tx;
use store::notebook_pages as pages;
use store::notebooks as stored;

use super::{Amiss, finish, text};
use crate::accounts::{Wrong, missing_or};
use crate::note_rights::Joined;
use crate::notes::notebook_link;
use crate::{Ctx, Error, Result, again};

/// What was typed of a notebook to create.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Its language.
    pub language: String,
    /// Who may read it.
    pub visibility: String,
    /// The community that it is linked to, by its id; empty for none.
    pub community: String,
    /// The id that it will have, which its form was given: the same form sent twice makes one.
    pub key: String,
}

/// The id of one more notebook, for a form.
pub fn draw(ctx: &Ctx) -> NotebookId {
    NotebookId::new(&*ctx.services.clock, &*ctx.services.randomness)
}

/// The id of the notebook that a program makes with a key of its own: the same each time with the same token, and guessed by nobody who
/// does not hold that.
pub fn draw_for(token: &str, key: &str) -> NotebookId {
    let hash: [u8; 32] = Sha256::digest(format!("notebook\0{token}\0{key}")).into();
    let drawn = hash.into_iter().take(16).fold(0_u128, |drawn, byte| (drawn << 8) | u128::from(byte));
    // A UUID whose bits mean nothing to others (RFC 9562, section 5.8).
    let (version, variant) = (0xf_u128 << 76, 0b11_u128 << 62);
    let id = (drawn & !(version | variant)) | (0x8_u128 << 76) | (0b10_u128 << 62);
    NotebookId::from_bytes(id.to_be_bytes())
}

/// Whether whoever asks may create a notebook.
pub fn may_create(ctx: &Ctx) -> bool {
    ctx.may_write()
}

/// The communities that a new notebook of whoever asks can be linked to.
///
/// # Errors
/// [`Error::NotFound`] for who may not write on this site.
pub async fn starting(ctx: &Ctx) -> Result<Vec<Joined>> {
    ctx.authorise_site::<Write>()?;
    let me = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let joined = pages::joined(&mut tx, me, NotebookId::from_bytes([0; 16]), ctx.language()).await?;
    Ok(joined.into_iter().map(|(community, name, open)| Joined { community, name, open }).collect())
}

/// Creates a notebook, of which whoever asks becomes the lead; gives its address. A form that made one already makes no other: the
/// address of that one is given.
///
/// # Errors
/// [`Error::NotFound`] for who may not write on this site; [`Error::Refused`] for what was typed.
pub async fn create(ctx: &Ctx, typed: &Typed, languages: &[Language]) -> Result<Address> {
    ctx.authorise_site::<Write>()?;
    let me = ctx.me()?;
    let id: NotebookId = typed.key.parse().unwrap_or_else(|_| draw(ctx));
    let said = read(typed, languages);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::names::hold(&mut tx, &id.to_string()).await?;
        if let Some(made) = made(ctx, &mut tx, me, id).await? {
            return Ok(made);
        }
        let said = said.as_ref().map_err(|wrong| Error::Refused(wrong.clone()))?;
        let joined = pages::joined(&mut tx, me, id, ctx.language()).await?;
        let chosen = joined.iter().map(|(community, ..)| *community).find(|it| it.to_string() == typed.community);
        if chosen.is_none() && !typed.community.is_empty() {
            return Err(Error::Refused(vec![("community", Wrong::NotAChoice)]));
        }
        if chosen.is_none() && said.visibility == Visibility::Community {
            return Err(Error::Refused(vec![("visibility", Wrong::Unshared)]));
        }
        let (now, key) = (ctx.now(), i18n::sort_key(said.title.as_str()));
        stored::insert(&mut tx, id, &said.title, key, &said.description, &said.language, said.visibility, now).await?;
        stored::add_member(&mut tx, id, me, true).await?;
        if let Some(community) = chosen {
            let facts =
                store::communities::facts(&mut tx, &ctx.viewer, community, now).await?.ok_or(Error::NotFound)?;
            Policy::decide::<Community, TakePart>(&ctx.viewer, facts)?;
            stored::link_community(&mut tx, id, community, false).await?;
        }
        finish(ctx, tx, id, ChangeKind::Created, vec![Tag::Roles, Tag::Person(me)]).await?;
        Ok(notebook_link(id, said.title.as_str().to_owned()).address)
    })
    .await
}

/// The address of the notebook of this id, which whoever asks leads; nothing where there is none yet.
async fn made(ctx: &Ctx, tx: &mut Tx, me: PersonId, id: NotebookId) -> Result<Option<Address>> {
    if stored::facts(tx, id).await?.is_none() {
        return Ok(None);
    }
    let leads = pages::members(tx, id).await?.iter().any(|(person, _, is_lead)| *person == me && *is_lead);
    let title = stored::titles(tx, &ctx.viewer, &[id]).await?.pop();
    let (_, title) = title.filter(|_| leads).ok_or(Error::NotFound)?;
    Ok(Some(notebook_link(id, title).address))
}

/// What was typed, read.
struct Said {
    title: Title,
    description: String,
    language: LanguageTag,
    visibility: Visibility,
}

fn read(typed: &Typed, languages: &[Language]) -> std::result::Result<Said, Amiss> {
    let title = Title::parse(&typed.title).map_err(|_| ("title", missing_or(&typed.title, Wrong::Long)));
    let description = text(&typed.description).map_err(|why| ("description", why));
    let language = Language::parse(&typed.language).filter(|language| languages.contains(language));
    let language = language.ok_or(("language", Wrong::NotAChoice));
    let visibility = Visibility::parse(&typed.visibility).ok_or(("visibility", Wrong::NotAChoice));
    match (title, description, language, visibility) {
        (Ok(title), Ok(description), Ok(language), Ok(visibility)) => {
            Ok(Said { title, description, language: language.tag(), visibility })
        }
        (title, description, language, visibility) => {
            let wrong = [title.err(), description.err(), language.err(), visibility.err()];
            Err(wrong.into_iter().flatten().collect())
        }
    }
}
