//! Who creates a community, and how one begins.

use domain::CommunityId;
use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::{Access, CommunityAlias, Role, Stage};
use domain::people::PersonName;
use domain::policy::{Communities, Create, Policy, Steward};
use domain::site::WhoCreates;
use domain::tags::Tag;
use i18n::Language;
use store::Tx;
use store::communities::{self as stored, CommunityWords, NewCommunity};
use store::community_pages as pages;

use super::{Amiss, RHYTHM, TEXT, text};
use crate::accounts::{Wrong, missing_or};
use crate::audit::{self, On};
use crate::{Ctx, Error, Result, again};

/// How many names are tried where one is taken.
const TRIED: usize = 50;

/// What was typed of a community to create.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Its name.
    pub name: String,
    /// Its name in addresses; empty to take it from its name.
    pub alias: String,
    /// In which language the rest is said.
    pub language: String,
    /// What it is about.
    pub about: String,
    /// When it meets.
    pub rhythm: String,
    /// What may be told outside of what is said there.
    pub confidentiality: String,
    /// How one becomes a member.
    pub access: String,
    /// Who may know of it: `listed` or `unlisted`.
    pub listed: String,
}

/// The same, read.
struct Said {
    name: PersonName,
    alias: CommunityAlias,
    language: Language,
    words: CommunityWords,
    access: Access,
    listed: bool,
}

/// Who may create a community; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn who_creates(ctx: &Ctx) -> Result<WhoCreates> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Ok(pages::who_creates(&mut tx).await?)
}

/// Says who may create a community.
///
/// # Errors
/// [`Error::NotFound`] for anyone but stewards.
pub async fn set_who_creates(ctx: &Ctx, who: WhoCreates) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        pages::set_who_creates(&mut tx, who).await?;
        let (by, tags) = (ctx.viewer.id(), vec![Tag::Site]);
        let change = Change { who: by, kind: ChangeKind::Edited, thing: Thing::Site, tags };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        audit::record(ctx, &mut tx, Act::WhoCreatesSet, On::site(who.as_str())).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Whether whoever asks may create a community.
pub async fn may_create(ctx: &Ctx) -> Result<bool> {
    // No setting lets a visitor: theirs need not ask it.
    if !ctx.viewer.is_signed_in() {
        return Ok(false);
    }
    let mut tx = ctx.services.store.read().await?;
    let may = may(ctx, &mut tx).await;
    ctx.remember(&tx);
    match may {
        Ok(()) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn may(ctx: &Ctx, tx: &mut Tx) -> Result<()> {
    let facts = pages::facts(tx).await?;
    Policy::decide::<Communities, Create>(&ctx.viewer, facts)?;
    Ok(())
}

/// A name for addresses that is free, near the one that was typed, or that the name proposes.
///
/// # Errors
/// [`Error::NotFound`] for who may create none.
pub async fn free_alias(ctx: &Ctx, typed: &Typed) -> Result<Option<CommunityAlias>> {
    let mut tx = ctx.services.store.read().await?;
    may(ctx, &mut tx).await?;
    let first = alias(typed).unwrap_or_else(|_| CommunityAlias::of(&typed.name));
    let all: Vec<CommunityAlias> =
        std::iter::once(first.clone()).chain((2..=TRIED).map(|number| first.numbered(number))).collect();
    let taken = pages::taken(&mut tx, all.iter().map(|alias| alias.as_str().to_owned()).collect()).await?;
    Ok(all.into_iter().find(|alias| !taken.iter().any(|taken| taken == alias.as_str())))
}

/// Creates a community, of which whoever asks becomes a member and the lead; gives its name in addresses.
///
/// A name that a community has is taken, whether or not whoever asks may know of that one.
///
/// # Errors
/// [`Error::NotFound`] for who may create none; [`Error::Refused`] for what was typed.
pub async fn create(ctx: &Ctx, typed: &Typed, languages: &[Language]) -> Result<CommunityAlias> {
    let me = ctx.me()?;
    let id = CommunityId::new(&*ctx.services.clock, &*ctx.services.randomness);
    let said = read(typed, languages);
    let made = again(async || {
        let mut tx = ctx.services.store.write().await?;
        may(ctx, &mut tx).await?;
        let Said { name, alias, language, words, access, listed } =
            said.as_ref().map_err(|wrong| Error::Refused(wrong.clone()))?;
        if !pages::taken(&mut tx, vec![alias.as_str().to_owned()]).await?.is_empty() {
            return Err(Error::Conflict);
        }
        let (now, sort_key) = (ctx.now(), i18n::sort_key(name.as_str()));
        // What it is about is said in its language.
        let row =
            NewCommunity { alias: alias.as_str(), name: name.as_str(), about: "", access: *access, listed: *listed };
        stored::insert(&mut tx, id, &row, sort_key, now).await?;
        stored::set_stage(&mut tx, id, Stage::Emerging, None, None).await?;
        stored::set_words(&mut tx, id, &language.tag(), words).await?;
        stored::add_member(&mut tx, id, me, Role::Lead, now).await?;
        store::people::ask_renewal(&mut tx, me).await?;
        let tags = store::touched::community(id).into_iter().chain(store::touched::role(id, me)).collect();
        let change = Change { who: Some(me), kind: ChangeKind::Created, thing: Thing::Community(id), tags };
        store::changes::record(&mut tx, now, &change).await?;
        audit::record(ctx, &mut tx, Act::CommunityMade, On::community(id)).await?;
        tx.commit().await?;
        Ok(alias.clone())
    });
    match made.await {
        Err(Error::Conflict) => Err(Error::Refused(vec![("alias", Wrong::Taken)])),
        outcome => outcome,
    }
}

/// The name in addresses that was typed, or that the name proposes where none was.
fn alias(typed: &Typed) -> std::result::Result<CommunityAlias, Wrong> {
    match typed.alias.trim() {
        "" => Ok(CommunityAlias::of(&typed.name)),
        alias => CommunityAlias::parse(alias).ok_or(Wrong::NotAnAlias),
    }
}

fn read(typed: &Typed, languages: &[Language]) -> std::result::Result<Said, Amiss> {
    let mut wrong = Amiss::new();
    let name = PersonName::parse(&typed.name);
    if name.is_none() {
        wrong.push(("name", missing_or(&typed.name, Wrong::Long)));
    }
    let alias = alias(typed).map_err(|why| wrong.push(("alias", why)));
    let language = Language::parse(&typed.language).filter(|language| languages.contains(language));
    if language.is_none() {
        wrong.push(("language", Wrong::NotAChoice));
    }
    let mut said = |field, typed: &str, most| {
        text(typed, most).unwrap_or_else(|why| {
            wrong.push((field, why));
            String::new()
        })
    };
    let (about, rhythm) = (said("about", &typed.about, TEXT), said("rhythm", &typed.rhythm, RHYTHM));
    let confidentiality = said("confidentiality", &typed.confidentiality, TEXT);
    let access = Access::parse(&typed.access);
    if access.is_none() {
        wrong.push(("access", Wrong::NotAChoice));
    }
    let listed = is_listed(&typed.listed);
    if listed.is_none() {
        wrong.push(("listed", Wrong::NotAChoice));
    }
    match (name, alias, language, access, listed) {
        (Some(name), Ok(alias), Some(language), Some(access), Some(listed)) if wrong.is_empty() => {
            let words = CommunityWords { name: name.as_str().to_owned(), about, rhythm, confidentiality };
            Ok(Said { name, alias, language, words, access, listed })
        }
        _ => Err(wrong),
    }
}

/// Reads who may know of a community.
pub(super) fn is_listed(word: &str) -> Option<bool> {
    match word {
        "listed" => Some(true),
        "unlisted" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_of_a_new_community_is_refused_field_by_field() {
        let whole = Typed {
            name: " Tissage  du Nord ".to_owned(),
            language: "fr".to_owned(),
            access: "invited".to_owned(),
            listed: "unlisted".to_owned(),
            ..Typed::default()
        };
        let said = read(&whole, &Language::ALL).ok().unwrap();
        assert_eq!((said.alias.as_str(), said.listed, said.access), ("tissage-du-nord", false, Access::Invited));
        let amiss = |typed: &Typed| read(typed, &[Language::French]).err().unwrap();
        let with = |change: &dyn Fn(&mut Typed)| {
            let mut typed = whole.clone();
            change(&mut typed);
            amiss(&typed)
        };
        assert_eq!(with(&|typed| typed.name = "\u{a0}".to_owned()), [("name", Wrong::Missing)]);
        assert_eq!(with(&|typed| typed.name = "a".repeat(200)), [("name", Wrong::Long)]);
        for alias in ["-", "new/", "Été", "a"] {
            assert_eq!(with(&|typed| typed.alias = alias.to_owned()), [("alias", Wrong::NotAnAlias)], "{alias}");
        }
        assert_eq!(with(&|typed| typed.language = "en".to_owned()), [("language", Wrong::NotAChoice)]);
        assert_eq!(with(&|typed| typed.rhythm = "a".repeat(201)), [("rhythm", Wrong::Long)]);
        assert_eq!(with(&|typed| typed.listed = "yes".to_owned()), [("listed", Wrong::NotAChoice)]);
        let fields: Vec<&str> = amiss(&Typed::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "language", "access", "listed"]);
    }
}
