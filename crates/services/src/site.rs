//! What the site is called, what its home page says that it is, which language it speaks first, under which licence what is
//! published stands: chosen when it is set up, changed by those who run it.

use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::policy::Steward;
use domain::site::SitePart;
use domain::tags::Tag;
use domain::{LanguageTag, Title};
use i18n::Language;
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::site as stored;

use crate::accounts::{Wrong, missing_or};
use crate::audit::{self, On};
use crate::{Ctx, Error, Result, again, licences};

/// The most characters of what the home page says that the site is.
const LEAD: usize = 400;

/// What is said of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it is called; nothing where nobody said.
    pub name: Option<String>,
    /// What its home page says that it is, in each language where somebody wrote it.
    pub leads: Vec<(LanguageTag, String)>,
    /// The language that it speaks first; nothing where nobody said.
    pub language: Option<LanguageTag>,
    /// The licence of what is published; empty where nobody said.
    pub licence: String,
}

impl Said {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let name = stored::name(tx).await?;
        let mut leads = stored::leads(tx).await?;
        sort(&mut leads);
        let (language, licence) = stored::choice(tx).await?.unzip();
        Ok(Self { name, leads, language, licence: licence.unwrap_or_default() })
    }

    /// What the home page says that it is in this language; empty where nobody wrote it.
    pub fn lead(&self, language: Language) -> &str {
        let written = self.leads.iter().find(|(tag, _)| Language::of(tag) == Some(language));
        written.map_or("", |(_, words)| words.as_str())
    }

    /// What tells it from all else that could be said: what is typed is saved over it.
    pub fn edition(&self) -> String {
        let leads: Vec<(&str, &str)> = self.leads.iter().map(|(tag, words)| (tag.as_str(), words.as_str())).collect();
        let language = self.language.as_ref().map(LanguageTag::as_str);
        let all = serde_json::json!([self.name, leads, language, self.licence]).to_string();
        let digest: [u8; 32] = Sha256::digest(all.as_bytes()).into();
        domain::hex::write(&digest)
    }

    /// The parts of it that were said otherwise before.
    fn differs_from(&self, before: &Self) -> Vec<SitePart> {
        let parts = [
            (SitePart::Name, self.name != before.name),
            (SitePart::Lead, self.leads != before.leads),
            (SitePart::Language, self.language != before.language),
            (SitePart::Licence, self.licence != before.licence),
        ];
        parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
    }
}

/// In one order, whichever the database has.
fn sort(leads: &mut [(LanguageTag, String)]) {
    leads.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
}

/// The name of the field where the home page says in this language what the site is.
pub const fn lead_field(language: Language) -> &'static str {
    match language {
        Language::French => "lead-fr",
        Language::English => "lead-en",
    }
}

/// What is typed; what is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What the site is called.
    pub name: Option<String>,
    /// What its home page says that it is, in each of these languages; where the words are empty, it says so no more.
    pub leads: Vec<(Language, String)>,
    /// The language that it speaks first.
    pub language: Option<String>,
    /// The licence of what is published: one of those that are offered, or the one that it has.
    pub licence: Option<String>,
}

impl Typed {
    /// What is said from then on, where this was said before; what is amiss is added to `wrong`.
    fn over(&self, before: &Said, languages: &[Language], wrong: &mut Vec<(&'static str, Wrong)>) -> Said {
        let mut said = before.clone();
        if let Some(typed) = &self.name {
            match Title::parse(typed) {
                Ok(name) => said.name = Some(name.as_str().to_owned()),
                Err(_) => wrong.push(("name", missing_or(typed, Wrong::Long))),
            }
        }
        for (language, typed) in &self.leads {
            let words = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.chars().count() > LEAD {
                wrong.push((lead_field(*language), Wrong::Long));
            }
            said.leads.retain(|(tag, _)| Language::of(tag) != Some(*language));
            if !title_key(&words).is_empty() {
                said.leads.push((language.tag(), words));
            }
        }
        sort(&mut said.leads);
        if let Some(typed) = &self.language {
            match Language::parse(typed).filter(|language| languages.contains(language)) {
                Some(language) => said.language = Some(language.tag()),
                None => wrong.push(("language", Wrong::NotAChoice)),
            }
        }
        if let Some(typed) = &self.licence {
            match licences::chosen(typed, before.licence.clone()) {
                Ok(licence) => said.licence = licence,
                Err(why) => wrong.push(("licence", why)),
            }
        }
        said
    }
}

/// What is said of the site, for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn read(ctx: &Ctx) -> Result<Said> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Said::read(&mut tx).await
}

/// Says it otherwise, for stewards: over what was read (`base`, its [`Said::edition`]), or over whatever stands where nothing was.
/// The site speaks these languages, the first one first where nobody chose.
///
/// # Errors
/// [`Error::NotFound`] for anyone else; [`Error::Refused`] for what was typed; [`Error::Conflict`] where somebody said it otherwise
/// in between.
pub async fn set(ctx: &Ctx, languages: &[Language], typed: &Typed, base: Option<&str>) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        // Of two who save at once, the second one finds what the first one said.
        store::names::hold(&mut tx, "what is said of the site").await?;
        let before = Said::read(&mut tx).await?;
        let mut wrong = Vec::new();
        let said = typed.over(&before, languages, &mut wrong);
        if !wrong.is_empty() {
            return Err(Error::Refused(wrong));
        }
        let parts = said.differs_from(&before);
        // A form that is sent twice says nothing new.
        if parts.is_empty() {
            return Ok(());
        }
        if base.is_some_and(|base| base != before.edition()) {
            return Err(Error::Conflict);
        }
        write(&mut tx, &said, &before, languages).await?;
        // The name and the languages are on every page.
        let is_everywhere = parts.iter().any(|part| matches!(part, SitePart::Name | SitePart::Language));
        let tag = if is_everywhere { Tag::Everything } else { Tag::Site };
        let change = Change { who: ctx.viewer.id(), kind: ChangeKind::Edited, thing: Thing::Site, tags: vec![tag] };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        let parts: Vec<&str> = parts.into_iter().map(SitePart::as_str).collect();
        audit::record(ctx, &mut tx, Act::SiteSet, On::site(&parts.join(" "))).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Writes what is said otherwise than before.
async fn write(tx: &mut Tx, said: &Said, before: &Said, languages: &[Language]) -> Result<()> {
    if let Some(name) = &said.name
        && said.name != before.name
    {
        stored::set_name(tx, name).await?;
    }
    for lead in &before.leads {
        if !said.leads.contains(lead) {
            stored::forget_lead(tx, &lead.0).await?;
        }
    }
    for lead in &said.leads {
        if !before.leads.contains(lead) {
            stored::set_lead(tx, &lead.0, &lead.1).await?;
        }
    }
    if (&said.language, &said.licence) != (&before.language, &before.licence) {
        // Both stand in one row: where nobody chose a language, it is the one that is spoken first anyway.
        let first = languages.first().copied().unwrap_or_default();
        let language = said.language.clone().unwrap_or_else(|| first.tag());
        stored::set_choice(tx, &language, &said.licence).await?;
    }
    Ok(())
}
