//! Signatures without account: how their owner is recognised, and what becomes theirs.
//!
//! An address of mail that comes in beside a name is kept as a keyed hash alone. Nobody is told whether one is kept: the hash is
//! compared with that of the confirmed address of whoever asks, and with no other.

use domain::address::Address;
use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::people::MailAddress;
use domain::policy::Steward;
use domain::tags::Tag;
use domain::{ClaimId, NoteId, PersonId, Slug, Timestamp};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use store::Tx;
use store::claims::{self as stored, ClaimRow, LineRow, WaitingRow};

use crate::accounts::{Wrong, missing_or};
use crate::audit::{self, On};
use crate::letters::{self, Kind};
use crate::lines::{one_more, paged};
use crate::views::{Link, Page};
use crate::{Ctx, Error, Result, Services, again, place_in};

/// The most characters of what is said to be recognised, and of a reason.
pub const WORDS: usize = 1000;
/// The hash of no address: no row bears it, and the same is asked where an account has none.
const NONE: [u8; 32] = [0; 32];

/// The keyed hash of an address of mail, one for all ways to type it.
fn hash(secret: [u8; 32], mail: &MailAddress) -> Result<[u8; 32]> {
    let mut keyed = Hmac::<Sha256>::new_from_slice(&secret).map_err(|error| Error::Internal(error.to_string()))?;
    keyed.update(mail.key().as_bytes());
    Ok(keyed.finalize().into_bytes().into())
}

/// The same for an import, which makes the secret where there is none.
pub(crate) async fn hash_at_import(tx: &mut Tx, services: &Services, mail: &MailAddress) -> Result<[u8; 32]> {
    let secret = keep_secret(tx, services).await?;
    hash(secret, mail)
}

/// The secret of the site, made where there is none yet.
pub(crate) async fn keep_secret(tx: &mut Tx, services: &Services) -> Result<[u8; 32]> {
    if let Some(secret) = stored::secret(tx).await? {
        return Ok(secret);
    }
    let mut secret = [0; 32];
    services.randomness.fill(&mut secret);
    stored::make_secret(tx, secret).await?;
    // Somebody else may have made one at the same moment.
    stored::secret(tx).await?.ok_or_else(|| Error::Internal("no secret is kept".to_owned()))
}

/// The account that signs what comes in under this folded name, or with an address of this hash: it claimed a signature of either.
pub(crate) async fn owner(tx: &mut Tx, name_key: &str, hash: Option<[u8; 32]>) -> Result<Option<PersonId>> {
    if let Some(hash) = hash
        && let Some(person) = stored::owner_of_mail(tx, hash).await?
    {
        return Ok(Some(person));
    }
    Ok(stored::owner_of_name(tx, name_key).await?)
}

/// The hash of the confirmed address of a person; that of none where there is none, or where no import met one.
async fn own_hash(tx: &mut Tx, person: PersonId) -> Result<[u8; 32]> {
    let (mail, secret) = (stored::confirmed(tx, person).await?, stored::secret(tx).await?);
    match mail.zip(secret) {
        Some((mail, secret)) => hash(secret, &mail),
        None => Ok(NONE),
    }
}

/// How whoever asks stands to a signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether their confirmed address came with it: it is theirs as soon as they say so.
    pub is_recognised: bool,
    /// Since when they wait for an answer.
    pub asked: Option<Timestamp>,
    /// When they were refused, and why.
    pub refused: Option<(Timestamp, String)>,
}

/// How whoever asks stands to a signature that they see.
///
/// # Errors
/// [`Error::NotFound`] for a visitor, and for what is no signature that they may see.
pub async fn standing(ctx: &Ctx, signature: PersonId) -> Result<Standing> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    seen(ctx, &mut tx, signature).await?;
    let hash = own_hash(&mut tx, person).await?;
    let is_recognised = stored::bears(&mut tx, signature, hash).await?;
    let row = stored::of(&mut tx, signature, person).await?;
    Ok(match row {
        None => Standing { is_recognised, ..Standing::default() },
        Some(ClaimRow { refused: Some(day), reason, .. }) => {
            Standing { is_recognised, asked: None, refused: Some((day, reason)) }
        }
        Some(ClaimRow { asked, .. }) => Standing { is_recognised, asked: Some(asked), refused: None },
    })
}

/// The name of a signature without account that whoever asks may see.
async fn seen(ctx: &Ctx, tx: &mut Tx, signature: PersonId) -> Result<String> {
    match store::people::by_id(tx, &ctx.viewer, signature).await? {
        Some((name, false)) if !name.is_empty() => Ok(name),
        _ => Err(Error::NotFound),
    }
}

/// The signatures that the confirmed address of whoever asks came with, and that they may see: each is theirs as soon as they say
/// so. Never by likeness of name.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn mine(ctx: &Ctx) -> Result<Vec<(PersonId, Link)>> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let hash = own_hash(&mut tx, person).await?;
    let rows = stored::with_mail(&mut tx, &ctx.viewer, hash).await?;
    Ok(rows.into_iter().map(|(id, name)| (id, link(id, name))).collect())
}

fn link(person: PersonId, name: String) -> Link {
    Link { address: Address::Person(person, Slug::of(&name)), title: name }
}

/// What came of saying that a signature is one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is theirs.
    Theirs,
    /// Those who run the site will answer.
    Asked,
}

/// Says that a signature is that of whoever asks: it is theirs at once where their confirmed address came with it; else those who
/// run the site answer, by these words or without.
///
/// # Errors
/// [`Error::Refused`] for words that are too long; [`Error::NotFound`] for a visitor, and for what is no signature that they may
/// see.
pub async fn claim(ctx: &Ctx, signature: PersonId, words: &str) -> Result<Said> {
    let person = ctx.me()?;
    let words = words.trim().replace("\r\n", "\n");
    let id = ClaimId::new(&*ctx.services.clock, &*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let name = seen(ctx, &mut tx, signature).await?;
        if words.chars().count() > WORDS {
            return Err(Error::Refused(vec![("words", Wrong::Long)]));
        }
        let hash = own_hash(&mut tx, person).await?;
        let is_recognised = stored::bears(&mut tx, signature, hash).await?;
        if is_recognised {
            take(ctx, &mut tx, signature, person).await?;
            tx.commit().await?;
            return Ok(Said::Theirs);
        }
        // Nobody takes it meanwhile; and what is said twice is said once.
        store::names::hold(&mut tx, &title_key(&name)).await?;
        stored::unclaimed(&mut tx, signature).await?.ok_or(Error::NotFound)?;
        let before = stored::of(&mut tx, signature, person).await?;
        if before.is_none_or(|row| row.refused.is_some()) {
            let (words, asked) = (words.clone(), ctx.now());
            let row = ClaimRow { id, signature, person, words, asked, refused: None, reason: String::new() };
            stored::ask(&mut tx, &row).await?;
            record(ctx, &mut tx, person).await?;
        }
        tx.commit().await?;
        Ok(Said::Asked)
    })
    .await
}

/// Takes back what whoever asks said of a signature.
///
/// # Errors
/// [`Error::NotFound`] where they said nothing of it.
pub async fn withdraw(ctx: &Ctx, signature: PersonId) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::take_back(&mut tx, signature, person).await? {
            return Err(Error::NotFound);
        }
        record(ctx, &mut tx, person).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Says to the log that the person changed something of theirs, and not what.
async fn record(ctx: &Ctx, tx: &mut Tx, person: PersonId) -> Result<()> {
    let (who, tags) = (ctx.viewer.id(), vec![Tag::Person(person)]);
    let change = Change { who, kind: ChangeKind::Edited, thing: Thing::Person(person), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// A claim that waits for an answer.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Which one.
    pub id: ClaimId,
    /// What the account is called.
    pub name: String,
    /// Its address of mail; empty where it has none.
    pub mail: String,
    /// The signature; nothing where the viewer may not see it.
    pub signature: Option<Link>,
    /// How many notes bear it that the viewer may read.
    pub notes: i64,
    /// By what they are recognised; empty where they did not say.
    pub words: String,
    /// When they said so.
    pub asked: Timestamp,
}

/// The claims that wait for an answer, oldest first, a page at a time; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<Page<Waiting>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let rows = stored::waiting(&mut tx, &ctx.viewer, place(after), one_more()).await?;
    let waiting = |row: WaitingRow| Waiting {
        id: row.id,
        name: row.name,
        mail: row.mail,
        signature: (!row.signed.is_empty()).then(|| link(row.signature, row.signed)),
        notes: row.notes,
        words: row.words,
        asked: row.asked,
    };
    let rows = rows.into_iter().map(waiting).collect();
    Ok(paged(rows, |it: &Waiting| format!("{}.{}", it.asked.as_micros(), it.id)))
}

/// A place in that list, the oldest first.
fn place(after: Option<&str>) -> (Timestamp, ClaimId) {
    place_in(after, (Timestamp::from_micros(i64::MIN), ClaimId::from_bytes([0; 16])))
}

/// How many claims wait for an answer; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn waiting(ctx: &Ctx) -> Result<i64> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Ok(stored::count(&mut tx).await?)
}

/// Accepts a claim: the signature is that person's, and a letter says so. For stewards.
///
/// # Errors
/// [`Error::NotFound`] where it waits no more, and for anyone else.
pub async fn accept(ctx: &Ctx, id: ClaimId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let row = answered(&mut tx, id).await?;
        take(ctx, &mut tx, row.signature, row.person).await?;
        tell(ctx, &mut tx, Kind::ClaimAccepted, &row).await?;
        audit::record(ctx, &mut tx, Act::SignatureGiven, On::person(row.person)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Refuses a claim, with a reason, which a letter says; all stays as it was. For stewards.
///
/// # Errors
/// [`Error::Refused`] without a reason, or with one that is too long; [`Error::NotFound`] where it waits no more, and for anyone
/// else.
pub async fn refuse(ctx: &Ctx, id: ClaimId, reason: &str) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let row = answered(&mut tx, id).await?;
        if reason.is_empty() || reason.chars().count() > WORDS {
            return Err(Error::Refused(vec![("reason", missing_or(&reason, Wrong::Long))]));
        }
        refused(ctx, &mut tx, &row, &reason).await?;
        record(ctx, &mut tx, row.person).await?;
        audit::record(ctx, &mut tx, Act::SignatureRefused, On::person(row.person)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The claim that is to be answered: it waits, and its person stays.
async fn answered(tx: &mut Tx, id: ClaimId) -> Result<ClaimRow> {
    let row = stored::by_id(tx, id).await?.filter(|row| row.refused.is_none()).ok_or(Error::NotFound)?;
    let stays = store::people::steward(tx, row.person).await?.is_some();
    if !stays || store::leaving::of(tx, row.person).await?.is_some() {
        return Err(Error::NotFound);
    }
    Ok(row)
}

async fn refused(ctx: &Ctx, tx: &mut Tx, row: &ClaimRow, reason: &str) -> Result<()> {
    if !stored::refuse(tx, row.id, reason, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    tell(ctx, tx, Kind::ClaimRefused, row).await
}

/// Asks for a letter that says what was answered; to nobody where the account has no address.
async fn tell(ctx: &Ctx, tx: &mut Tx, kind: Kind, row: &ClaimRow) -> Result<()> {
    let Some(own) = store::accounts::of(tx, row.person).await? else { return Ok(()) };
    letters::ask(tx, ctx, kind, &own.mail, &own.language, Some(row.id.bytes().to_vec())).await
}

/// Makes a signature that of an account: its credit, what it wrote, withdrew and placed. Rights are other rows, and stay. What
/// others said of it is refused.
///
/// # Errors
/// [`Error::NotFound`] where it is somebody's already.
async fn take(ctx: &Ctx, tx: &mut Tx, signature: PersonId, person: PersonId) -> Result<()> {
    let now = ctx.now();
    // In the order of an import: notes, then the name under which it signs.
    let notes = stored::signed(tx, signature).await?;
    store::notes::lock_all(tx, &notes).await?;
    let key = title_key(&stored::unclaimed(tx, signature).await?.ok_or(Error::NotFound)?);
    store::names::hold(tx, &key).await?;
    stored::unclaimed(tx, signature).await?.ok_or(Error::NotFound)?;
    for Merged { note, kept, role, gone } in merged(&stored::lines(tx, signature, person).await?) {
        stored::set_role(tx, note, kept, &role).await?;
        for place in gone {
            stored::no_line(tx, note, place).await?;
        }
    }
    stored::give(tx, signature, person, &key, now).await?;
    store::leaving::give_acts(tx, signature, person).await?;
    store::people::rename(tx, signature, "", "", i18n::sort_key("")).await?;
    stored::take_back(tx, signature, person).await?;
    for other in stored::on(tx, signature).await? {
        refused(ctx, tx, &other, "").await?;
    }
    // A name stands on each page that credits it.
    let (who, tags) = (ctx.viewer.id(), vec![Tag::Person(signature), Tag::Person(person), Tag::Everything]);
    let change = Change { who, kind: ChangeKind::Edited, thing: Thing::Person(person), tags };
    store::changes::record(tx, now, &change).await?;
    Ok(())
}

/// Lines of one note that become one.
#[derive(Debug, PartialEq, Eq)]
struct Merged {
    note: NoteId,
    /// The place of the one that stays.
    kept: i64,
    /// What it says: its own words, else those of the others.
    role: String,
    /// The places of those that go.
    gone: Vec<i64>,
}

/// Which lines of two who are one become one: those of the same note that show the same name, at the best place of them. `lines`
/// are by note and place.
fn merged(lines: &[LineRow]) -> Vec<Merged> {
    let mut all: Vec<(&str, Merged)> = Vec::new();
    for line in lines {
        let mut of_note = all.iter_mut().rev().take_while(|(_, it)| it.note == line.note);
        if let Some((_, it)) = of_note.find(|(name, _)| *name == line.name.as_str()) {
            it.gone.push(line.place);
            if it.role.is_empty() {
                it.role.clone_from(&line.role);
            }
            continue;
        }
        let (note, kept, role) = (line.note, line.place, line.role.clone());
        all.push((line.name.as_str(), Merged { note, kept, role, gone: Vec::new() }));
    }
    all.into_iter().map(|(_, it)| it).filter(|it| !it.gone.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_of_one_person_become_one_at_the_better_place_and_no_role_is_lost() {
        let note = |number| NoteId::from_bytes([number; 16]);
        let line = |number, place, role: &str, name: &str| LineRow {
            note: note(number),
            place,
            role: role.to_owned(),
            name: name.to_owned(),
        };
        let lines = [
            line(1, 2, "", ""),
            line(1, 4, "illustrations", ""),
            line(2, 1, "texte", ""),
            line(2, 2, "relecture", ""),
            line(2, 3, "", ""),
            // What is signed under another name is joined to nothing.
            line(3, 1, "", "Violette"),
            line(3, 2, "", ""),
        ];
        let merge = |number, kept, role: &str, gone: &[i64]| Merged {
            note: note(number),
            kept,
            role: role.to_owned(),
            gone: gone.to_vec(),
        };
        assert_eq!(merged(&lines), [merge(1, 2, "illustrations", &[4]), merge(2, 1, "texte", &[2, 3])]);
        assert!(merged(&[]).is_empty());
    }

    #[test]
    fn an_address_has_one_hash_however_it_is_typed_and_another_with_another_secret() {
        let mail = |typed| MailAddress::parse(typed).unwrap();
        let one = hash([1; 32], &mail("ana@exemple.org")).unwrap();
        assert_eq!(hash([1; 32], &mail("Ana@Exemple.ORG")).unwrap(), one);
        assert_ne!(hash([2; 32], &mail("ana@exemple.org")).unwrap(), one);
        assert_ne!(hash([1; 32], &mail("ana@exemple.com")).unwrap(), one);
    }

    #[test]
    fn a_place_in_the_queue_is_read_as_it_is_written_and_anything_else_is_its_beginning() {
        let id = ClaimId::from_bytes([7; 16]);
        assert_eq!(place(Some(&format!("12.{id}"))), (Timestamp::from_micros(12), id));
        for none in [None, Some(""), Some("12"), Some("x.y"), Some("12.x")] {
            assert_eq!(place(none), (Timestamp::from_micros(i64::MIN), ClaimId::from_bytes([0; 16])));
        }
    }
}
