//! What the site says of itself: what it is, what it keeps of people, what is agreed to, who can use it.

use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::Steward;
use domain::site::SitePage;
use domain::tags::Tag;
use domain::{LanguageTag, Timestamp};
use i18n::{Language, Messages};
use markup::Filled;
use store::site_pages::{self as stored, SitePageRow};

use crate::audit::{self, On};
use crate::{Ctx, Error, Result, again, bodies};

/// The most bytes of a page.
pub const LARGEST: usize = 200 * 1024;

/// What a page says to who reads it.
#[derive(Clone, Debug)]
pub struct Said {
    /// HTML.
    pub html: String,
    /// In which language.
    pub language: LanguageTag,
    /// When it was last written; nothing where it is the text of the program.
    pub changed: Option<Timestamp>,
    /// Since when it is accepted as it is, where it is accepted; nothing where it always was.
    pub since: Option<Timestamp>,
}

/// What fills the text of the program.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What the site is called.
    pub site: &'a str,
    /// Where it is.
    pub address: &'a str,
}

/// A page, in this language where somebody wrote it or the program has it.
pub async fn read(ctx: &Ctx, page: SitePage, language: Language, around: Around<'_>) -> Result<Said> {
    let mut tx = ctx.services.store.read().await?;
    let row = of(&mut tx, page, language).await?;
    let since = stored::version(&mut tx, page).await?.map(|(_, since)| since).filter(|since| since.as_micros() > 0);
    let (_, responsible) = store::registration::read(&mut tx).await?;
    ctx.remember(&tx);
    let changed = row.as_ref().map(|row| row.changed);
    let text = row.map_or_else(|| of_the_program(page, language, around, &responsible), |row| row.body);
    let tag = language.tag();
    Ok(Said { html: rendered(&text, &tag), language: tag, changed, since })
}

async fn of(tx: &mut store::Tx, page: SitePage, language: Language) -> Result<Option<SitePageRow>> {
    let rows = stored::read(tx, page).await?;
    Ok(rows.into_iter().find(|row| Language::of(&row.language) == Some(language)))
}

/// The text that the program has, with the words of this site.
fn of_the_program(page: SitePage, language: Language, around: Around<'_>, responsible: &str) -> String {
    let messages = Messages::get(language);
    let responsible = if responsible.is_empty() {
        messages.text("pages-responsible-nobody").into_owned()
    } else {
        let spoken = escaped(responsible);
        messages.with("pages-responsible", &[("responsible", spoken.into())])
    };
    i18n::page(language, page.as_str())
        .replace("{site}", &escaped(around.site))
        .replace("{address}", around.address)
        .replace("{responsible}", &responsible)
}

/// Words that stand in Markdown as they are.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '@' | '.' | ',' | '-') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// A text as a page shows it; it leads to no note by title, for who reads it may not see that note.
fn rendered(text: &str, language: &LanguageTag) -> String {
    markup::fill(&bodies::compile(text, language), &mut |_| Filled::Text)
}

/// A page as those who run the site write it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Markdown.
    pub body: String,
    /// How often it was saved: what was typed is saved over that revision.
    pub base: i64,
    /// When it was last written; nothing where it is the text of the program.
    pub changed: Option<Timestamp>,
}

/// The words of a page, for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn source(ctx: &Ctx, page: SitePage, language: Language, around: Around<'_>) -> Result<Source> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    let row = of(&mut tx, page, language).await?;
    let (_, responsible) = store::registration::read(&mut tx).await?;
    Ok(match row {
        Some(row) => Source { body: row.body, base: row.revision, changed: Some(row.changed) },
        None => Source { body: of_the_program(page, language, around, &responsible), base: 0, changed: None },
    })
}

/// What was typed, as the page would show it; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub fn preview(ctx: &Ctx, body: &str, language: Language) -> Result<String> {
    ctx.authorise_site::<Steward>()?;
    Ok(rendered(body, &language.tag()))
}

/// What is done with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It is shown from now on.
    Shown,
    /// The same, and everybody accepts it again before they write.
    AcceptedAgain,
    /// The text of the program stands again.
    Forgotten,
}

/// Saves a page over the revision that it was written from, for stewards.
///
/// # Errors
/// [`Error::Conflict`] where somebody saved in between; [`Error::Invalid`] for what cannot be saved.
pub async fn save(ctx: &Ctx, page: SitePage, language: Language, body: &str, base: i64, saving: Saving) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    if body.len() > LARGEST {
        return Err(Error::Invalid("long"));
    }
    if body.trim().is_empty() && saving != Saving::Forgotten {
        return Err(Error::Invalid("empty"));
    }
    let (body, tag) = (body.replace("\r\n", "\n"), language.tag());
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (now, who) = (ctx.now(), ctx.viewer.id());
        let saved = match saving {
            Saving::Forgotten => stored::forget(&mut tx, page, &tag, base).await?,
            _ => stored::save(&mut tx, page, &tag, &body, base, who, now).await?,
        };
        if !saved {
            return Err(Error::Conflict);
        }
        let mut tags = vec![Tag::Site];
        if saving == Saving::AcceptedAgain && page.is_accepted() {
            stored::raise(&mut tx, page, now).await?;
            if let Some(who) = who {
                stored::accept(&mut tx, who, now).await?;
            }
            // Each page of who is signed in says so.
            tags = vec![Tag::Everything];
        }
        let change = Change { who, kind: ChangeKind::Edited, thing: Thing::Site, tags };
        store::changes::record(&mut tx, now, &change).await?;
        audit::record(ctx, &mut tx, Act::PageSaved, On::site(page.as_str())).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// How somebody stands to what is accepted with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToAccept {
    /// They accepted it as it is today.
    Nothing,
    /// They never accepted any of it: their account was made by a command.
    First,
    /// It changed since they did.
    Again,
}

/// What whoever asks has yet to accept, each with its version, as a form carries it: `privacy:2 terms:1`.
pub async fn to_accept(ctx: &Ctx) -> Result<Vec<(SitePage, i64)>> {
    let Some(person) = ctx.viewer.id() else { return Ok(Vec::new()) };
    let mut tx = ctx.services.store.read().await?;
    Ok(stored::to_accept(&mut tx, person).await?)
}

/// What is accepted with an account today, each with its version.
pub(crate) async fn accepted_today(tx: &mut store::Tx) -> Result<Vec<(SitePage, i64)>> {
    let mut all = Vec::new();
    for page in SitePage::ACCEPTED {
        if let Some((version, _)) = stored::version(tx, page).await? {
            all.push((page, version));
        }
    }
    Ok(all)
}

/// How a form carries what was read: `privacy:2 terms:1`.
pub fn written(texts: &[(SitePage, i64)]) -> String {
    let texts: Vec<String> = texts.iter().map(|(page, version)| format!("{}:{version}", page.as_str())).collect();
    texts.join(" ")
}

/// Accepts, as whoever asks, the texts that they were shown (`written` carries which).
///
/// # Errors
/// [`Error::Conflict`] where one of them changed in between.
pub async fn accept(ctx: &Ctx, shown: &str) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let asked = stored::to_accept(&mut tx, person).await?;
        if asked.is_empty() {
            return Ok(());
        }
        if written(&asked) != shown {
            return Err(Error::Conflict);
        }
        let now = ctx.now();
        stored::accept(&mut tx, person, now).await?;
        let tags = vec![Tag::Person(person)];
        let change = Change { who: Some(person), kind: ChangeKind::Edited, thing: Thing::Person(person), tags };
        store::changes::record(&mut tx, now, &change).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_name_the_link_by_which_a_problem_is_reported() {
        for language in Language::ALL {
            let named = format!("*{}*", Messages::get(language).text("web-report"));
            assert!(i18n::page(language, SitePage::Terms.as_str()).contains(&named), "{language:?}: {named}");
        }
    }

    #[test]
    fn every_page_has_a_text_in_each_language_and_every_brace_of_it_is_filled() {
        let around = Around { site: "Réseau [des] *Rives*", address: "https://notes.example" };
        for language in Language::ALL {
            for page in SitePage::ALL {
                let text = of_the_program(page, language, around, "Ana <b>Roy</b>, ana@exemple.org");
                assert!(text.len() > 500 && !text.contains('{'), "{page:?} {language:?}");
                let html = rendered(&text, &language.tag());
                assert!(!html.contains("<b>") && !html.contains("<h1"), "{page:?} {language:?}: {html}");
                assert!(page != SitePage::Privacy || html.contains("ana@exemple.org"), "{html}");
            }
        }
    }
}
