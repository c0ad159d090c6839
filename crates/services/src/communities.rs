//! Communities that a viewer may know of.

use std::collections::HashMap;

use domain::address::Address;
use domain::communities::{Formality, Support};
use domain::notifications::Followed;
use domain::policy::{Community, Manage, Policy, Steward};
use domain::{CommunityId, LanguageTag, NoteId};
use i18n::Language;
use store::Tx;
use store::communities as stored;
use store::communities::{CommunityRow, CommunityWords};

use crate::lines::{note_link, one_more, page_of_notes};
use crate::views::{CommunityLine, CommunityPage, Link, Page, Said};
use crate::{Ctx, Error, Result, community_pages, memberships, notebooks, notifications, read_key};

/// The communities that this viewer may know of, by name.
pub async fn list(ctx: &Ctx, _after: Option<&str>) -> Result<Page<CommunityLine>> {
    let mut tx = ctx.services.store.read().await?;
    let items = lines(ctx, &mut tx, usize::MAX).await?;
    ctx.remember(&tx);
    Ok(Page { items, next: None })
}

/// The communities that whoever asks may know of, that go on and that nobody leads; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn without_lead(ctx: &Ctx) -> Result<Vec<CommunityId>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    Ok(stored::without_lead(&mut tx, &ctx.viewer).await?)
}

/// A line for each community that this viewer may know of, by the name that it has in their language; `most` of them.
pub(crate) async fn lines(ctx: &Ctx, tx: &mut Tx, most: usize) -> Result<Vec<CommunityLine>> {
    let rows = stored::list(tx, &ctx.viewer).await?;
    let words = Spoken::of(ctx, tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let mut lines: Vec<CommunityLine> = rows.iter().map(|row| words.line(row)).collect();
    lines.sort_by_cached_key(|line| (i18n::sort_key(&line.link.title), line.community));
    lines.truncate(most);
    Ok(lines)
}

/// A community, and the notes linked to it.
///
/// # Errors
/// [`Error::NotFound`] for who may not know of it.
pub async fn read(ctx: &Ctx, alias: &str, after: Option<&str>) -> Result<CommunityPage> {
    let mut tx = ctx.services.store.read().await?;
    let row = stored::by_alias(&mut tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
    let words = Spoken::of(ctx, &mut tx, &[row.id]).await?;
    let support = stored::support(&mut tx, row.id).await?;
    let named: Vec<NoteId> = support.iter().map(|(_, note)| *note).chain(row.charter).collect();
    let titles = store::notes::titles(&mut tx, &ctx.viewer, &named).await?;
    let titles: HashMap<NoteId, String> = titles.into_iter().collect();
    let link = |note: NoteId| titles.get(&note).map(|title| note_link(note, title.clone()));
    let of =
        |wanted: Support| support.iter().filter(|(it, _)| *it == wanted).filter_map(|(_, note)| link(*note)).collect();
    let facts = stored::facts(&mut tx, &ctx.viewer, row.id, ctx.now()).await?.ok_or(Error::NotFound)?;
    let standing = memberships::standing(ctx, &mut tx, &facts).await?;
    let holders = memberships::holders(&mut tx, row.id).await?;
    let charter = row.charter.and_then(link);
    let is_member = ctx.viewer.is_member(row.id);
    let may_manage = is_member && Policy::decide::<Community, Manage>(&ctx.viewer, facts).is_ok();
    let notes = store::notes::of_community(&mut tx, &ctx.viewer, row.id, read_key(after), one_more()).await?;
    let mut lines = Vec::new();
    for notebook in store::notebooks::of_community(&mut tx, &ctx.viewer, row.id).await? {
        lines.push(notebooks::line(ctx, &mut tx, notebook).await?);
    }
    let follows = notifications::follows(ctx, &mut tx, Followed::Community(row.id)).await?;
    ctx.remember(&tx);
    Ok(CommunityPage {
        line: words.line(&row),
        about: words.about(&row),
        formality: row.formality,
        rhythm: words.said(row.id, |words| &words.rhythm),
        confidentiality: words.said(row.id, |words| &words.confidentiality),
        hosts: of(Support::Host),
        supporting: of(Support::Supporting),
        charter_adopted: row.charter_adopted.filter(|_| charter.is_some()),
        charter_review: row.charter_review.filter(|_| charter.is_some()),
        charter,
        is_member,
        may_manage,
        notes: page_of_notes(notes),
        notebooks: lines,
        standing,
        follows,
        holders,
    })
}

/// A community as programs read it.
#[derive(Clone, Debug)]
pub struct PlainCommunity {
    /// What a list says of it.
    pub line: CommunityLine,
    /// What it is about, in the language of the reader where it says it in that one.
    pub about: Option<Said>,
    /// What it says of itself in each language of the site, as it was typed.
    pub words: Vec<(Language, CommunityWords)>,
    /// How much it says of how it works.
    pub formality: Option<Formality>,
    /// The edition that is seen, for who may save the next one: to others it would tell of what they may not see.
    pub edition: Option<i64>,
}

/// A community, as programs read it.
///
/// # Errors
/// [`Error::NotFound`] for who may not know of it.
pub async fn plain(ctx: &Ctx, alias: &str, languages: &[Language]) -> Result<PlainCommunity> {
    let mut tx = ctx.services.store.read().await?;
    let row = stored::by_alias(&mut tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
    let facts = stored::facts(&mut tx, &ctx.viewer, row.id, ctx.now()).await?.ok_or(Error::NotFound)?;
    let spoken = Spoken::of(ctx, &mut tx, &[row.id]).await?;
    let words = community_pages::spoken(&mut tx, &row, languages).await?;
    let may_manage = Policy::decide::<Community, Manage>(&ctx.viewer, facts).is_ok();
    Ok(PlainCommunity {
        line: spoken.line(&row),
        about: spoken.about(&row),
        words,
        formality: row.formality,
        edition: may_manage.then_some(row.edition),
    })
}

/// That the viewer may know of the community of this alias.
///
/// # Errors
/// [`Error::NotFound`] where they may not.
pub async fn known(ctx: &Ctx, alias: &str) -> Result<()> {
    let mut tx = ctx.services.store.read().await?;
    stored::by_alias(&mut tx, &ctx.viewer, alias).await?.map(drop).ok_or(Error::NotFound)
}

/// What a community keeps to itself, in the language of the reader where it says it in that one. The caller has checked that they
/// may know of it.
pub(crate) async fn confidentiality(ctx: &Ctx, tx: &mut Tx, id: CommunityId) -> Result<Option<Said>> {
    Ok(Spoken::of(ctx, tx, &[id]).await?.said(id, |words| &words.confidentiality))
}

/// The names of communities in the language of the reader, and where they are: for who is a member, was one, or was invited.
pub(crate) async fn named(ctx: &Ctx, tx: &mut Tx, ids: &[CommunityId]) -> Result<HashMap<CommunityId, Link>> {
    let (rows, spoken) = (stored::named(tx, ids).await?, Spoken::of(ctx, tx, ids).await?);
    let link = |(id, alias, name): (CommunityId, String, String)| {
        (id, Link { title: spoken.name(id).unwrap_or(name), address: Address::Community(id, alias) })
    };
    Ok(rows.into_iter().map(link).collect())
}

/// The name of a community in the language of the reader.
pub(crate) async fn title(ctx: &Ctx, tx: &mut Tx, row: &CommunityRow) -> Result<String> {
    Ok(Spoken::of(ctx, tx, &[row.id]).await?.line(row).link.title)
}

/// What communities say of themselves, the language of the reader first.
struct Spoken(HashMap<CommunityId, Vec<(LanguageTag, CommunityWords)>>);

impl Spoken {
    async fn of(ctx: &Ctx, tx: &mut Tx, communities: &[CommunityId]) -> Result<Self> {
        let mut spoken: HashMap<_, Vec<_>> = HashMap::new();
        for (community, language, words) in stored::words(tx, communities).await? {
            spoken.entry(community).or_default().push((language, words));
        }
        for all in spoken.values_mut() {
            all.sort_by_key(|(language, _)| language.primary() != ctx.language());
        }
        Ok(Self(spoken))
    }

    /// A text in the first language in which it was said.
    fn said(&self, community: CommunityId, text: impl Fn(&CommunityWords) -> &String) -> Option<Said> {
        let mut all = self.0.get(&community)?.iter().map(|(language, words)| (language, text(words)));
        let (language, words) = all.find(|(_, words)| !words.is_empty())?;
        Some(Said { language: Some(language.clone()), words: markup::spaced(words, language) })
    }

    fn about(&self, row: &CommunityRow) -> Option<Said> {
        let untold = || Some(Said { language: None, words: row.about.clone() }).filter(|said| !said.words.is_empty());
        self.said(row.id, |words| &words.about).or_else(untold)
    }

    /// Its name in the language of the reader, where it has one.
    fn name(&self, id: CommunityId) -> Option<String> {
        // Another language's name is no better than its own.
        let first = self.0.get(&id).and_then(|all| all.first());
        first.map(|(_, words)| words.name.clone()).filter(|name| !name.is_empty())
    }

    fn line(&self, row: &CommunityRow) -> CommunityLine {
        let link = Link {
            title: self.name(row.id).unwrap_or_else(|| row.name.clone()),
            address: Address::Community(row.id, row.alias.clone()),
        };
        let about = self.about(row).map(|said| Said { words: first_sentence(&said.words).to_owned(), ..said });
        CommunityLine {
            community: row.id,
            link,
            about,
            unlisted: !row.listed,
            access: row.access,
            stage: row.stage,
            paused_until: row.paused_until,
        }
    }
}

/// The first sentence of a text; all of it where it is one.
fn first_sentence(text: &str) -> &str {
    let mut ends = text.char_indices().zip(text.chars().skip(1));
    let end = ends.find(|((_, sign), next)| matches!(sign, '.' | '?' | '!' | '…') && next.is_whitespace());
    let end = end.map(|((at, sign), _)| at + sign.len_utf8());
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_line_says_the_first_sentence_and_no_more() {
        assert_eq!(first_sentence("Nous animons. Et nous lisons."), "Nous animons.");
        assert_eq!(first_sentence("Vous animez? Venez!"), "Vous animez?");
        assert_eq!(first_sentence("À 9.30 h, un mot"), "À 9.30 h, un mot");
        assert_eq!(first_sentence(""), "");
    }
}
