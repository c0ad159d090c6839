//! What the leads of a community change of its page.

use domain::address::{IdInAddress, read_id};
use domain::changes::ChangeKind;
use domain::communities::{Access, Formality, Stage, Support};
use domain::folding::title_key;
use domain::ids::WRITTEN_LENGTH;
use domain::people::PersonName;
use domain::policy::{Authorised, Community, Manage};
use domain::{Day, NoteId};
use i18n::Language;
use store::Tx;
use store::communities::{self as stored, CommunityRow, CommunityWords};
use store::community_pages as pages;
use store::links::Near;

use super::creating::is_listed;
use super::{Amiss, RHYTHM, TEXT, begin, finish, managed, text};
use crate::accounts::{Wrong, missing_or};
use crate::lines::note_link;
use crate::views::Link;
use crate::{Ctx, Error, Result, again, communities, organisations};

/// The most organisations that a lead sees carry a community, or lend it a hand.
pub const MOST_ORGANISATIONS: usize = 20;

/// A community as its leads change it.
#[derive(Clone, Debug)]
pub struct Editing {
    /// Its name, in the language of the reader.
    pub title: String,
    /// The edition that is seen: what is typed is saved over it.
    pub edition: i64,
    /// What it says of itself in each language of the site.
    pub words: Vec<(Language, CommunityWords)>,
    /// How one becomes a member.
    pub access: Access,
    /// Whether others than its members may know of it.
    pub listed: bool,
    /// How much it says of how it works.
    pub formality: Option<Formality>,
    /// How far it is in its life.
    pub stage: Stage,
    /// Until when it rests.
    pub paused_until: Option<Day>,
    /// The organisations that carry it, then those that lend it a hand, as far as this lead may see them.
    pub organisations: Vec<SupportLine>,
    /// Its charter, where this lead may read it.
    pub charter: Option<Link>,
    /// Since when that charter holds.
    pub charter_adopted: Option<Day>,
    /// Until when that charter is to be looked at again.
    pub charter_review: Option<Day>,
}

/// An organisation that carries a community, or lends it a hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportLine {
    /// Which of the two.
    pub support: Support,
    /// Which organisation.
    pub note: NoteId,
    /// Its name and address.
    pub link: Link,
}

/// The names of the fields where a community says of itself in this language: its name, what it is about, when it meets, what may
/// be told outside.
pub const fn fields(language: Language) -> [&'static str; 4] {
    match language {
        Language::French => ["name-fr", "about-fr", "rhythm-fr", "confidentiality-fr"],
        Language::English => ["name-en", "about-en", "rhythm-en", "confidentiality-en"],
    }
}

/// A community, for whoever answers for its page.
///
/// # Errors
/// [`Error::NotFound`] for who may not know of it; [`Error::Forbidden`] for anyone else but its leads.
pub async fn editing(ctx: &Ctx, alias: &str, languages: &[Language]) -> Result<Editing> {
    let mut tx = ctx.services.store.read().await?;
    let (row, _) = managed(ctx, &mut tx, alias).await?;
    let words = spoken(&mut tx, &row, languages).await?;
    let support = stored::support(&mut tx, row.id).await?;
    let named: Vec<NoteId> = support.iter().map(|(_, note)| *note).chain(row.charter).collect();
    let titles = store::notes::titles(&mut tx, &ctx.viewer, &named).await?;
    let link = |note: NoteId| {
        let title = titles.iter().find(|(id, _)| *id == note).map(|(_, title)| title.clone());
        title.map(|title| note_link(note, title))
    };
    let organisations = support.into_iter().filter_map(|(support, note)| {
        let link = link(note)?;
        Some(SupportLine { support, note, link })
    });
    let organisations = organisations.collect();
    let charter = row.charter.and_then(link);
    Ok(Editing {
        title: communities::title(ctx, &mut tx, &row).await?,
        edition: row.edition,
        words,
        access: row.access,
        listed: row.listed,
        formality: row.formality,
        stage: row.stage,
        paused_until: row.paused_until,
        organisations,
        charter_adopted: row.charter_adopted.filter(|_| charter.is_some()),
        charter_review: row.charter_review.filter(|_| charter.is_some()),
        charter,
    })
}

/// What a community says of itself in each of these languages; what it says in none is put in the first one. The caller has
/// checked that it may be known of.
pub(crate) async fn spoken(
    tx: &mut Tx,
    row: &CommunityRow,
    languages: &[Language],
) -> Result<Vec<(Language, CommunityWords)>> {
    let said = stored::words(tx, &[row.id]).await?;
    let has_no_name = said.iter().all(|(_, _, words)| words.name.is_empty());
    let has_no_about = said.iter().all(|(_, _, words)| words.about.is_empty());
    let of = |language: Language| {
        let found = said.iter().find(|(_, tag, _)| Language::of(tag) == Some(language));
        (language, found.map(|(_, _, words)| words.clone()).unwrap_or_default())
    };
    let mut all: Vec<(Language, CommunityWords)> = languages.iter().copied().map(of).collect();
    if let Some((_, first)) = all.first_mut() {
        if has_no_name {
            first.name.clone_from(&row.name);
        }
        if has_no_about {
            first.about.clone_from(&row.about);
        }
    }
    Ok(all)
}

/// Says of a community, in each of these languages, what it says of itself; the first name that is said is its own.
///
/// # Errors
/// As [`editing`]; [`Error::Conflict`] where somebody saved in between; [`Error::Refused`] for what was typed.
pub async fn describe(ctx: &Ctx, alias: &str, seen: i64, typed: &[(Language, CommunityWords)]) -> Result<()> {
    let said = read_words(typed);
    again(async || {
        let (mut tx, row, community) = begin(ctx, alias, seen).await?;
        let said = said.as_ref().map_err(|wrong| Error::Refused(wrong.clone()))?;
        write_words(&mut tx, &community, said).await?;
        finish(ctx, tx, row.id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// The name of a community, and what it says in each language.
pub(super) type Described = (String, Vec<(Language, CommunityWords)>);

/// Writes down what a community says of itself.
pub(super) async fn write_words(
    tx: &mut Tx,
    community: &Authorised<Community, Manage>,
    (name, said): &Described,
) -> Result<()> {
    let id = community.facts().id();
    let before = stored::words(tx, &[id]).await?;
    pages::name(tx, community, name, i18n::sort_key(name)).await?;
    for (language, words) in said {
        let tag = before.iter().map(|(_, tag, _)| tag).find(|tag| Language::of(tag) == Some(*language));
        let says = [&words.name, &words.about, &words.rhythm, &words.confidentiality];
        if tag.is_none() && says.iter().all(|words| words.is_empty()) {
            continue;
        }
        let tag = tag.cloned().unwrap_or_else(|| language.tag());
        stored::set_words(tx, id, &tag, words).await?;
    }
    Ok(())
}

/// Reads what a community says of itself; the first name that is said is its own.
pub(super) fn read_words(typed: &[(Language, CommunityWords)]) -> std::result::Result<Described, Amiss> {
    let (mut wrong, mut said) = (Amiss::new(), Vec::new());
    for (language, words) in typed {
        let [name, about, rhythm, confidentiality] = fields(*language);
        let mut read = |field, typed: &str, most| {
            text(typed, most).unwrap_or_else(|why| {
                wrong.push((field, why));
                String::new()
            })
        };
        let about = read(about, &words.about, TEXT);
        let rhythm = read(rhythm, &words.rhythm, RHYTHM);
        let confidentiality = read(confidentiality, &words.confidentiality, TEXT);
        let name = match (missing_or(&words.name, Wrong::Long), PersonName::parse(&words.name)) {
            (_, Some(name)) => name.as_str().to_owned(),
            (Wrong::Missing, None) => String::new(),
            (why, None) => {
                wrong.push((name, why));
                String::new()
            }
        };
        said.push((*language, CommunityWords { name, about, rhythm, confidentiality }));
    }
    let own = said.iter().map(|(_, words)| words.name.clone()).find(|name| !name.is_empty());
    match own {
        Some(own) if wrong.is_empty() => Ok((own, said)),
        None if wrong.is_empty() => {
            let first = typed.first().map(|(language, _)| fields(*language));
            Err(first.into_iter().map(|[name, ..]| (name, Wrong::Missing)).collect())
        }
        _ => Err(wrong),
    }
}

/// What was typed of how a community is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedAccess {
    /// How one becomes a member.
    pub access: String,
    /// Who may know of it: `listed` or `unlisted`.
    pub listed: String,
    /// How much it says of how it works; empty where it does not say.
    pub formality: String,
}

/// Says how one becomes a member of a community, who may know of it, and how it works.
///
/// # Errors
/// As [`describe`].
pub async fn open(ctx: &Ctx, alias: &str, seen: i64, typed: &TypedAccess) -> Result<()> {
    let opens = read_access(typed);
    again(async || {
        let (mut tx, row, community) = begin(ctx, alias, seen).await?;
        let (access, listed, formality) = opens.clone().map_err(Error::Refused)?;
        pages::set_access(&mut tx, &community, access, listed).await?;
        stored::set_stage(&mut tx, row.id, row.stage, row.paused_until, formality).await?;
        finish(ctx, tx, row.id, ChangeKind::Rights, Vec::new()).await
    })
    .await
}

/// How one becomes a member, whether others than members may know of the community, and how it works.
pub(super) type Opens = (Access, bool, Option<Formality>);

/// Reads how a community is open.
pub(super) fn read_access(typed: &TypedAccess) -> std::result::Result<Opens, Amiss> {
    let access = Access::parse(&typed.access).ok_or(("access", Wrong::NotAChoice));
    let listed = is_listed(&typed.listed).ok_or(("listed", Wrong::NotAChoice));
    let formality = match typed.formality.as_str() {
        "" => Ok(None),
        word => Formality::parse(word).map(Some).ok_or(("formality", Wrong::NotAChoice)),
    };
    match (access, listed, formality) {
        (Ok(access), Ok(listed), Ok(formality)) => Ok((access, listed, formality)),
        _ => Err([access.err(), listed.err(), formality.err()].into_iter().flatten().collect()),
    }
}

/// What was typed of how far a community is in its life.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedStage {
    /// How far.
    pub stage: String,
    /// Until when it rests; empty where it does not say.
    pub until: String,
}

/// Says how far a community is in its life; one that was closed is open again. [`super::close`] closes it.
///
/// # Errors
/// As [`describe`].
pub async fn set_stage(ctx: &Ctx, alias: &str, seen: i64, typed: &TypedStage) -> Result<()> {
    let read = read_stage(typed);
    again(async || {
        let (mut tx, row, _) = begin(ctx, alias, seen).await?;
        let (stage, until) = read.clone().map_err(Error::Refused)?;
        stored::set_stage(&mut tx, row.id, stage, until, row.formality).await?;
        finish(ctx, tx, row.id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// Reads how far a community is in its life, and until when it rests; closing it is no choice.
pub(super) fn read_stage(typed: &TypedStage) -> std::result::Result<(Stage, Option<Day>), Amiss> {
    let stage = Stage::parse(&typed.stage).filter(|stage| *stage != Stage::Closed);
    let stage = stage.ok_or(("stage", Wrong::NotAChoice));
    let until = day(&typed.until).map_err(|why| ("until", why));
    match (stage, until) {
        (Ok(stage), Ok(until)) => Ok((stage, until.filter(|_| stage == Stage::Paused))),
        _ => Err(stage.err().into_iter().chain(until.err()).collect()),
    }
}

/// A day of the calendar; nothing where nothing was typed.
fn day(typed: &str) -> std::result::Result<Option<Day>, Wrong> {
    match typed.trim() {
        "" => Ok(None),
        typed => Day::parse(typed).map(Some).ok_or(Wrong::NotADay),
    }
}

/// What was typed of one more organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedOrganisation {
    /// Its name.
    pub name: String,
    /// Which one, by its id, where several bear that name.
    pub chosen: String,
    /// Whether it carries the community, or lends it a hand.
    pub support: String,
}

/// Says that one more organisation, which whoever asks may see, carries a community or lends it a hand: the last one of them.
///
/// # Errors
/// As [`describe`].
pub async fn add_organisation(ctx: &Ctx, alias: &str, seen: i64, typed: &TypedOrganisation) -> Result<()> {
    let wanted = Support::parse(&typed.support).ok_or(("support", Wrong::NotAChoice));
    again(async || {
        let (mut tx, row, _) = begin(ctx, alias, seen).await?;
        let found = organisations::found(ctx, &mut tx, &typed.name, &typed.chosen).await?;
        let found = found.map_err(|why| ("organisation", why));
        let (Ok(support), Ok(note)) = (wanted, found) else {
            return Err(Error::Refused(found.err().into_iter().chain(wanted.err()).collect()));
        };
        let mut all = stored::support(&mut tx, row.id).await?;
        if all.contains(&(support, note)) {
            return Err(Error::Refused(vec![("organisation", Wrong::Already)]));
        }
        // What they may not see is not counted either.
        if visible(ctx, &mut tx, &all).await?.len() >= MOST_ORGANISATIONS {
            return Err(Error::Refused(vec![("organisation", Wrong::TooMany(MOST_ORGANISATIONS))]));
        }
        all.push((support, note));
        stored::set_support(&mut tx, row.id, &all).await?;
        finish(ctx, tx, row.id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// Those of these organisations that whoever asks may see, by their places.
async fn visible(ctx: &Ctx, tx: &mut Tx, all: &[(Support, NoteId)]) -> Result<Vec<usize>> {
    let notes: Vec<NoteId> = all.iter().map(|(_, note)| *note).collect();
    let titles = store::notes::titles(tx, &ctx.viewer, &notes).await?;
    let is_seen = |note: &NoteId| titles.iter().any(|(id, _)| id == note);
    Ok((0..).zip(all).filter(|(_, (_, note))| is_seen(note)).map(|(place, _)| place).collect())
}

/// Where an organisation goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the one before it.
    Up,
    /// After the one after it.
    Down,
}

/// Moves an organisation among those that whoever asks sees; those that they do not see keep their places.
///
/// # Errors
/// As [`describe`]; [`Error::NotFound`] for one that is not there.
pub async fn move_organisation(
    ctx: &Ctx,
    alias: &str,
    seen: i64,
    (support, note): (Support, NoteId),
    to: Move,
) -> Result<()> {
    again(async || {
        let (mut tx, row, _) = begin(ctx, alias, seen).await?;
        let mut all = stored::support(&mut tx, row.id).await?;
        let mut places = visible(ctx, &mut tx, &all).await?;
        places.retain(|place| all.get(*place).is_some_and(|(other, _)| *other == support));
        if to == Move::Down {
            places.reverse();
        }
        let is_it = |place: &usize| all.get(*place) == Some(&(support, note));
        let at = places.iter().position(is_it).ok_or(Error::NotFound)?;
        let before = at.checked_sub(1).and_then(|before| places.get(before));
        if let (Some(place), Some(before)) = (places.get(at), before) {
            all.swap(*place, *before);
        }
        stored::set_support(&mut tx, row.id, &all).await?;
        finish(ctx, tx, row.id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// Says that an organisation that whoever asks sees carries a community, or lends it a hand, no more.
///
/// # Errors
/// As [`move_organisation`].
pub async fn remove_organisation(ctx: &Ctx, alias: &str, seen: i64, (support, note): (Support, NoteId)) -> Result<()> {
    again(async || {
        let (mut tx, row, _) = begin(ctx, alias, seen).await?;
        let mut all = stored::support(&mut tx, row.id).await?;
        let places = visible(ctx, &mut tx, &all).await?;
        let is_it = |place: &&usize| all.get(**place) == Some(&(support, note));
        let place = places.iter().find(is_it).copied().ok_or(Error::NotFound)?;
        all.remove(place);
        stored::set_support(&mut tx, row.id, &all).await?;
        finish(ctx, tx, row.id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// What was typed of a charter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedCharter {
    /// The address or the title of its note.
    pub charter: String,
    /// Since when it holds; empty where it is not said.
    pub adopted: String,
    /// Until when it is to be looked at again; empty where it is not said.
    pub review: String,
}

/// Says which note, of those that whoever asks may see, is the charter of a community.
///
/// # Errors
/// As [`describe`].
pub async fn charter(ctx: &Ctx, alias: &str, seen: i64, typed: &TypedCharter) -> Result<()> {
    let adopted = day(&typed.adopted).map_err(|why| ("adopted", why));
    let review = day(&typed.review).map_err(|why| ("review", why));
    let review = match (adopted, review) {
        (Ok(Some(adopted)), Ok(Some(review))) if review < adopted => Err(("review", Wrong::TooEarly)),
        (_, review) => review,
    };
    again(async || {
        let (mut tx, row, _) = begin(ctx, alias, seen).await?;
        let note = found_note(ctx, &mut tx, &typed.charter).await?.map_err(|why| ("charter", why));
        let (Ok(note), Ok(adopted), Ok(review)) = (note, adopted, review) else {
            let wrong = [note.err(), adopted.err(), review.err()];
            return Err(Error::Refused(wrong.into_iter().flatten().collect()));
        };
        stored::set_charter(&mut tx, row.id, Some(note), adopted, review).await?;
        finish(ctx, tx, row.id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// Says that a community has no charter any more; the note stays.
///
/// # Errors
/// As [`describe`].
pub async fn remove_charter(ctx: &Ctx, alias: &str, seen: i64) -> Result<()> {
    again(async || {
        let (mut tx, row, _) = begin(ctx, alias, seen).await?;
        stored::set_charter(&mut tx, row.id, None, None, None).await?;
        finish(ctx, tx, row.id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// The note of this address or title, among those that whoever asks may see.
async fn found_note(ctx: &Ctx, tx: &mut Tx, typed: &str) -> Result<std::result::Result<NoteId, Wrong>> {
    if let Some(note) = id_in(typed) {
        let titles = store::notes::titles(tx, &ctx.viewer, &[note]).await?;
        return Ok(titles.first().map(|(note, _)| *note).ok_or(Wrong::NoNote));
    }
    let key = title_key(typed);
    if key.is_empty() {
        return Ok(Err(Wrong::Missing));
    }
    // The nearest come first: titles, then former ones.
    let named = store::links::named(tx, &ctx.viewer, vec![key], Near::default()).await?;
    let Some((_, note, near)) = named.first() else { return Ok(Err(Wrong::NoNote)) };
    let is_another = |(_, other, distance): &(String, NoteId, i64)| distance == near && other != note;
    Ok(if named.iter().any(is_another) { Err(Wrong::SeveralNotes) } else { Ok(*note) })
}

/// The note whose id or address was typed.
pub(crate) fn id_in(typed: &str) -> Option<NoteId> {
    let typed = typed.trim();
    let id = match typed.split_once("/n/") {
        Some((_, after)) => after.get(..WRITTEN_LENGTH)?,
        None => typed,
    };
    match read_id(id) {
        IdInAddress::Is(id) | IdInAddress::UpperCase(id) => Some(id),
        IdInAddress::Not => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str, about: &str) -> CommunityWords {
        CommunityWords { name: name.to_owned(), about: about.to_owned(), ..CommunityWords::default() }
    }

    #[test]
    fn a_community_has_a_name_in_one_language_at_least() {
        let both = |french, english| read_words(&[(Language::French, french), (Language::English, english)]);
        let (name, said) = both(words("", "Un texte."), words(" Weavers ", "")).unwrap();
        assert_eq!((name.as_str(), said[0].1.about.as_str()), ("Weavers", "Un texte."));
        assert_eq!(both(words("Tissage", ""), words("Weavers", "")).unwrap().0, "Tissage");
        let long = "a".repeat(3000);
        for (french, wrong) in [
            (words("", ""), vec![("name-fr", Wrong::Missing)]),
            (words(&long, ""), vec![("name-fr", Wrong::Long)]),
            (words("", &long), vec![("about-fr", Wrong::Long)]),
        ] {
            assert_eq!(both(french, words("", "")).unwrap_err(), wrong);
        }
    }

    #[test]
    fn a_note_is_named_by_its_address_wherever_it_was_copied() {
        let id = NoteId::from_bytes([7; 16]);
        for typed in [
            format!("https://notes.example/n/{id}/notre-charte?lang=fr"),
            format!(" /n/{id} "),
            id.to_string(),
            id.to_string().to_uppercase(),
        ] {
            assert_eq!(id_in(&typed), Some(id), "{typed}");
        }
        for typed in ["Notre charte", "", "/n/", "/n/été", "https://notes.example/c/abc"] {
            assert_eq!(id_in(typed), None, "{typed}");
        }
    }
}
