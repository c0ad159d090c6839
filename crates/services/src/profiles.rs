//! What a person says of themselves, to whom, and how others see it.

use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::people::PersonName;
use domain::policy::{Memberships, Viewer};
use domain::profile::{Audience, ProfileField};
use domain::tags::Tag;
use domain::{CommunityId, PersonId, hex};
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::profiles::{self as stored, FieldRow};

use crate::accounts::{Wrong, missing_or};
use crate::views::{Link, PersonPage};
use crate::{Ctx, Error, Result, again, communities, people};

/// One thing that somebody says of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which one.
    pub field: ProfileField,
    /// What; empty where they say nothing.
    pub words: String,
    /// To whom.
    pub audience: Audience,
}

/// What somebody says of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Their name.
    pub name: String,
    /// Each thing, said or not, as a page shows them.
    pub fields: Vec<Said>,
    /// What a form is based on: another one where it was saved in between.
    pub base: String,
}

/// Those whom a person may see their page as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenAs {
    /// Who has no account.
    Visitor,
    /// Who is signed in, and in no community.
    SignedIn,
    /// Who is a member of this community alone.
    Member(CommunityId),
}

/// What whoever asks says of themselves.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn mine(ctx: &Ctx) -> Result<Profile> {
    let person = ctx.me()?;
    read(&mut ctx.services.store.read().await?, person).await
}

async fn read(tx: &mut Tx, person: PersonId) -> Result<Profile> {
    let (name, _) = store::people::by_id(tx, &Viewer::system("a profile"), person).await?.ok_or(Error::NotFound)?;
    let rows = stored::of(tx, person).await?;
    let said = |field| {
        let row = rows.iter().find(|row| row.field == field);
        row.map_or_else(
            || Said { field, words: String::new(), audience: Audience::default() },
            |row| Said { field, words: row.words.clone(), audience: row.audience },
        )
    };
    let fields = ProfileField::ALL.map(said).to_vec();
    let base = base(&name, &fields);
    Ok(Profile { name, fields, base })
}

fn base(name: &str, fields: &[Said]) -> String {
    let mut hash = Sha256::new();
    hash.update(name);
    for said in fields {
        hash.update(format!("\0{}\0{}\0{}", said.field.as_str(), said.audience.as_str(), said.words));
    }
    hex::write(&hash.finalize())
}

/// Keeps what whoever asks says of themselves.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::Conflict`] where it was saved in between; [`Error::NotFound`] for a visitor.
pub async fn save(ctx: &Ctx, typed: &Profile) -> Result<()> {
    let person = ctx.me()?;
    let mut wrong = Vec::new();
    let name = PersonName::parse(&typed.name);
    if name.is_none() {
        wrong.push(("name", missing_or(&typed.name, Wrong::Long)));
    }
    let mut fields = Vec::new();
    for said in &typed.fields {
        match said.field.read(&said.words) {
            Some(words) => fields.push(Said { words, ..said.clone() }),
            None if said.field == ProfileField::Link => wrong.push(("link", Wrong::NotOfTheWeb)),
            None => wrong.push((said.field.as_str(), Wrong::Long)),
        }
    }
    let (Some(name), true) = (name, wrong.is_empty()) else { return Err(Error::Refused(wrong)) };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::names::hold(&mut tx, &person.to_string()).await?;
        let before = read(&mut tx, person).await?;
        if before.base != typed.base {
            return Err(Error::Conflict);
        }
        for said in &fields {
            if said.words.is_empty() {
                stored::take(&mut tx, person, said.field).await?;
            } else {
                let row = FieldRow { field: said.field, words: said.words.clone(), audience: said.audience };
                stored::set(&mut tx, person, &row).await?;
            }
        }
        let is_renamed = name.as_str() != before.name;
        if is_renamed {
            let (name, key) = (name.as_str(), title_key(name.as_str()));
            store::people::rename(&mut tx, person, name, &key, i18n::sort_key(name)).await?;
        }
        // A name stands on each page that credits it.
        let tags = vec![if is_renamed { Tag::Everything } else { Tag::Person(person) }];
        let change = Change { who: Some(person), kind: ChangeKind::Edited, thing: Thing::Person(person), tags };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The communities of whoever asks, in their language: each is one of whose members they may see their page as.
pub async fn my_communities(ctx: &Ctx) -> Result<Vec<(CommunityId, Link)>> {
    ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let lines = communities::lines(ctx, &mut tx, usize::MAX).await?;
    let own = lines.into_iter().filter(|line| ctx.viewer.is_member(line.community));
    Ok(own.map(|line| (line.community, line.link)).collect())
}

/// The page of whoever asks, as that viewer gets it: by their rights alone, and nothing where they get none.
///
/// # Errors
/// [`Error::NotFound`] for a visitor, and for a community of which whoever asks is no member.
pub async fn seen_as(ctx: &Ctx, who: SeenAs) -> Result<Option<PersonPage>> {
    let person = ctx.me()?;
    // An account that nobody has.
    let nobody = PersonId::from_bytes([0; 16]);
    let viewer = match who {
        SeenAs::Visitor => Viewer::visitor(),
        SeenAs::SignedIn => Viewer::person(nobody, Memberships::new(), false),
        SeenAs::Member(community) if ctx.viewer.is_member(community) => {
            Viewer::person(nobody, Memberships::from([(community, [].into())]), false)
        }
        SeenAs::Member(_) => return Err(Error::NotFound),
    };
    match people::read(&ctx.services.seen_by(viewer), person, None).await {
        Ok(page) => Ok(Some(page)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
