//! Letters: what each kind says, to whom, and what becomes of it.
//!
//! A letter is asked for in the transaction of what it tells of. It is written when it is sent: who has this address is looked
//! up then, and the secrets that it brings are drawn then, so that none waits in the database.

mod exchanges;
mod memberships;
mod notebooks;
mod notes;
mod notifications;
mod reports;
mod stewards;
mod threads;

use std::borrow::Cow;

use domain::address::{Address, route};
use domain::notifications::NotificationKind;
use domain::people::MailAddress;
use domain::policy::Steward;
use domain::{ClaimId, CommunityId, InvitationId, LanguageTag, LetterId, NoteId, NotebookId, PersonId, Slug};
use i18n::{Language, Messages};
use mail::{Act, Failure, Letter, Post};
use store::Tx;
pub use store::letters::RefusedRow;
use store::letters::{self as stored, LetterRow};

use crate::accounts::{self, Asks};
use crate::notifications::About;
use crate::{Ctx, Error, Result, again, jobs, registration};

/// The kind of job that sends a letter.
pub(crate) const JOB: &str = "letter";

/// After how many seconds a letter that nobody took was given up: each attempt waits twice as long as the one before.
const GIVEN_UP: i64 = 2 * 3600;

/// Whom letters are given to, and what they say of the site.
#[derive(Clone, Debug)]
pub struct Office {
    /// Who takes them.
    pub post: Post,
    /// Where people reach the site, without a slash at the end.
    pub address: String,
    /// What it is called, where those who run it have not said otherwise.
    pub name: String,
    /// Whether whoever started the program chose that name.
    pub name_is_told: bool,
    /// The zone whose mornings bring summaries.
    pub time_zone: i18n::TimeZone,
}

/// What a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Brings an address where a password is chosen.
    Reset,
    /// Brings an address that signs in.
    SignIn,
    /// Brings an address that makes an account; or says that there is one.
    SignUp,
    /// The same, to who was invited.
    Invitation,
    /// Says that the account that was asked for is there.
    Accepted,
    /// Says that it will not be.
    Declined,
    /// Says that something changed in what one signs in by.
    Changed,
    /// Says that a token was made.
    TokenMade,
    /// Says that an account closes, on which day, and how to keep it.
    Leaving,
    /// Says that it is closed.
    Left,
    /// Says to who welcomes in a community that somebody asks to come in.
    Joining,
    /// Says what was decided of a membership.
    Membership,
    /// Invites to a community.
    MembershipInvitation,
    /// Says that a signature is theirs.
    ClaimAccepted,
    /// Says that it is not, and why.
    ClaimRefused,
    /// Says that one may read a note.
    NoteReader,
    /// Says to an author that the members of one community more read their note.
    NoteLinked,
    /// Says to an author that their note is linked to a community no more.
    NoteUnlinked,
    /// Asks to edit a note.
    AuthorInvited,
    /// Asks an author to edit a note no more.
    RemovalAsked,
    /// Says what stewards settled, where an author refused.
    RemovalSettled,
    /// Says to who answers for a note that somebody asks to edit it.
    EditAsked,
    /// Says to who asked what was answered.
    EditAnswered,
    /// Asks who wrote about a note whether the address is theirs.
    ConfirmMessage,
    /// Brings what they wrote to who answers for the note.
    NoteMessage,
    /// Brings them an answer.
    NoteAnswer,
    /// Says to who leads a notebook where a note stood, or cites it, that it was deleted.
    NoteDeleted,
    /// Says to an author that their note was placed in a notebook.
    NotePlaced,
    /// Says that one leads a notebook, or contributes to it.
    NotebookPart,
    /// Announces a note to a member of a community.
    NoteAnnounced,
    /// Says to who wrote a message that it is hidden, and why.
    MessageHidden,
    /// Asks who reports a problem whether the address is theirs.
    ConfirmReport,
    /// Answers them.
    ReportAnswer,
    /// Says to who answers for a note what was done about it, for a problem that is reported.
    ReportTold,
    /// Says to who settles it that a problem is reported.
    ReportArrived,
    /// Says to who answers for a note that words were withdrawn from all its versions.
    WordsWithdrawn,
    /// Tells at once what one asked to be told so.
    Notified,
    /// Tells what came in a day, or in a week.
    Summary,
    /// Says what those who run the site did on an account, and why.
    ByStewards,
    /// Says to who answers for a note that those who run the site read it, and why.
    ContentRead,
}

impl Kind {
    const ALL: [Self; 40] = [
        Self::Reset,
        Self::SignIn,
        Self::SignUp,
        Self::Invitation,
        Self::Accepted,
        Self::Declined,
        Self::Changed,
        Self::TokenMade,
        Self::Leaving,
        Self::Left,
        Self::Joining,
        Self::Membership,
        Self::MembershipInvitation,
        Self::ClaimAccepted,
        Self::ClaimRefused,
        Self::NoteReader,
        Self::NoteLinked,
        Self::NoteUnlinked,
        Self::AuthorInvited,
        Self::RemovalAsked,
        Self::RemovalSettled,
        Self::EditAsked,
        Self::EditAnswered,
        Self::ConfirmMessage,
        Self::NoteMessage,
        Self::NoteAnswer,
        Self::NoteDeleted,
        Self::NotePlaced,
        Self::NotebookPart,
        Self::NoteAnnounced,
        Self::MessageHidden,
        Self::ConfirmReport,
        Self::ReportAnswer,
        Self::ReportTold,
        Self::ReportArrived,
        Self::WordsWithdrawn,
        Self::Notified,
        Self::Summary,
        Self::ByStewards,
        Self::ContentRead,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
            Self::SignUp => "sign_up",
            Self::Invitation => "invitation",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Changed => "changed",
            Self::TokenMade => "token_made",
            Self::Leaving => "leaving",
            Self::Left => "left",
            Self::Joining => "joining",
            Self::Membership => "membership",
            Self::MembershipInvitation => "membership_invitation",
            Self::ClaimAccepted => "claim_accepted",
            Self::ClaimRefused => "claim_refused",
            Self::NoteReader => "note_reader",
            Self::NoteLinked => "note_linked",
            Self::NoteUnlinked => "note_unlinked",
            Self::AuthorInvited => "author_invited",
            Self::RemovalAsked => "removal_asked",
            Self::RemovalSettled => "removal_settled",
            Self::EditAsked => "edit_asked",
            Self::EditAnswered => "edit_answered",
            Self::ConfirmMessage => "confirm_message",
            Self::NoteMessage => "note_message",
            Self::NoteAnswer => "note_answer",
            Self::NoteDeleted => "note_deleted",
            Self::NotePlaced => "note_placed",
            Self::NotebookPart => "notebook_part",
            Self::NoteAnnounced => "note_announced",
            Self::MessageHidden => "message_hidden",
            Self::ConfirmReport => "confirm_report",
            Self::ReportAnswer => "report_answer",
            Self::ReportTold => "report_told",
            Self::ReportArrived => "report_arrived",
            Self::WordsWithdrawn => "words_withdrawn",
            Self::Notified => "notified",
            Self::Summary => "summary",
            Self::ByStewards => "by_stewards",
            Self::ContentRead => "content_read",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Asks for a letter, in the transaction of what it tells of.
pub(crate) async fn ask(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    mail: &MailAddress,
    language: &LanguageTag,
    about: Option<Vec<u8>>,
) -> Result<()> {
    let (services, now) = (&ctx.services, ctx.now());
    let id = LetterId::new(&*services.clock, &*services.randomness);
    let (kind, mail, language) = (kind.as_str().to_owned(), mail.clone(), language.clone());
    stored::add(tx, id, &LetterRow { kind, mail, language, about, created: now }).await?;
    store::jobs::add(tx, jobs::new_id(services), JOB, &id.to_string(), now, now).await?;
    Ok(())
}

/// Asks for a letter to the account of this person; to nobody where it has no address.
pub(crate) async fn ask_of(tx: &mut Tx, ctx: &Ctx, kind: Kind, person: PersonId) -> Result<()> {
    ask_of_about(tx, ctx, kind, person, None).await
}

/// The same, about something.
pub(crate) async fn ask_of_about(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    person: PersonId,
    about: Option<[u8; 16]>,
) -> Result<()> {
    let Some(own) = store::accounts::of(tx, person).await? else { return Ok(()) };
    ask(tx, ctx, kind, &own.mail, &own.language, about.map(Vec::from)).await
}

/// Asks for a letter about a note to the account of this person; to nobody where it has no address. `other` is the community, the
/// notebook or the person that it is about too. What people are told on the site too is told there.
pub(crate) async fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    person: PersonId,
    note: NoteId,
    other: Option<[u8; 16]>,
) -> Result<()> {
    let told = match kind {
        Kind::EditAnswered => Some((NotificationKind::Answer, None)),
        Kind::AuthorInvited => Some((NotificationKind::Invitation, None)),
        Kind::NotePlaced => Some((NotificationKind::Placed, other.map(NotebookId::from_bytes))),
        _ => None,
    };
    if let Some((kind, notebook)) = told {
        let about = About { note: Some(note), notebook, ..About::default() };
        crate::notifications::beside(ctx, tx, person, kind, about).await?;
    }
    let Some(own) = store::accounts::of(tx, person).await? else { return Ok(()) };
    ask(tx, ctx, kind, &own.mail, &own.language, Some(notes::about(note, other))).await
}

/// Asks for the letter that announces a note to a member of a community; to nobody where they have no address.
pub(crate) async fn announce(
    tx: &mut Tx,
    ctx: &Ctx,
    note: NoteId,
    community: CommunityId,
    member: PersonId,
) -> Result<()> {
    let Some(own) = store::accounts::of(tx, member).await? else { return Ok(()) };
    let about = Some(notes::about(note, Some(community.bytes())));
    ask(tx, ctx, Kind::NoteAnnounced, &own.mail, &own.language, about).await
}

/// Sends one letter; the runner of jobs calls it again where nobody takes it today.
pub(crate) async fn send(ctx: Ctx, letter: String) -> Result<()> {
    let id: LetterId = letter.parse().map_err(|_| Error::Internal("no letter has this id".to_owned()))?;
    let Some(row) = stored::by_id(&mut ctx.services.store.read().await?, id).await? else { return Ok(()) };
    let office = ctx.services.office.clone().ok_or(Error::Unavailable)?;
    let Some(words) = written(&ctx, &office, id, &row).await? else {
        return ended(&ctx, id, None).await;
    };
    match office.post.send(&words).await {
        Ok(()) => ended(&ctx, id, Some(&row.mail)).await,
        Err(Failure::Again(why)) => Err(Error::Internal(why)),
        Err(Failure::Never(why)) => {
            tracing::warn!(letter = %id, kind = row.kind, why, "a letter was refused");
            again(async || {
                let mut tx = ctx.services.store.write().await?;
                stored::refuse(&mut tx, id, ctx.now(), &why).await?;
                stored::mark(&mut tx, &row.mail, Some(ctx.now())).await?;
                tx.commit().await?;
                Ok(())
            })
            .await
        }
    }
}

/// Forgets a letter; where one was taken, its address is known to be good.
async fn ended(ctx: &Ctx, id: LetterId, taken_at: Option<&MailAddress>) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::end(&mut tx, id).await?;
        if let Some(mail) = taken_at {
            stored::mark(&mut tx, mail, None).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What a letter says today; nothing where nobody is to get it.
async fn written(ctx: &Ctx, office: &Office, id: LetterId, row: &LetterRow) -> Result<Option<Letter>> {
    let kind = Kind::parse(&row.kind).ok_or_else(|| Error::Internal(format!("no letter is a {}", row.kind)))?;
    let mut tx = ctx.services.store.read().await?;
    let site =
        store::site::name(&mut tx).await?.filter(|_| !office.name_is_told).unwrap_or_else(|| office.name.clone());
    let known = store::accounts::reached(&mut tx, &row.mail).await?;
    // What changes here is not told to who may not sign in.
    if let Some((person, ..)) = &known
        && kind.may_be_stopped()
        && store::stewardship::suspended(&mut tx, *person).await?.is_some()
    {
        return Ok(None);
    }
    drop(tx);
    let language = known.as_ref().map_or(&row.language, |(_, _, language)| language);
    let language = Language::of(language).unwrap_or(Language::French);
    let desk = Desk { ctx, office, row, site: &site, language, messages: Messages::get(language) };
    let known_as = known.as_ref().map(|(person, ..)| *person);
    let words = match known {
        Some((person, name, _)) => desk.to_who_has_an_account(kind, person, &name).await?,
        None => desk.to_who_has_none(kind).await?,
    };
    let Some(Says { subject, words: says, act, why }) = words else { return Ok(None) };
    // Which letters stop, and which belong together, where that is so.
    let Bound { thread, unsubscribe } = desk.bound_with(kind, known_as).await?;
    Ok(Some(Letter {
        id: id.to_string(),
        to: row.mail.clone(),
        written: row.created,
        language,
        subject,
        says,
        act,
        why,
        home: office.address.clone(),
        site,
        thread,
        unsubscribe,
    }))
}

/// Where a letter is written.
struct Desk<'a> {
    ctx: &'a Ctx,
    office: &'a Office,
    row: &'a LetterRow,
    site: &'a str,
    language: Language,
    messages: &'static Messages,
}

/// To which others a letter belongs, and what stops them.
#[derive(Default)]
struct Bound {
    thread: Option<String>,
    unsubscribe: Option<String>,
}

/// The words of a letter.
struct Says {
    subject: String,
    words: Vec<String>,
    act: Option<Act>,
    why: String,
}

impl Desk<'_> {
    fn act(&self, words: Cow<'_, str>, address: &str) -> Act {
        Act { words: words.into_owned(), address: format!("{}{address}", self.office.address) }
    }

    fn t(&self, key: &'static str) -> Cow<'static, str> {
        self.messages.text(key)
    }

    async fn to_who_has_an_account(&self, kind: Kind, person: PersonId, name: &str) -> Result<Option<Says>> {
        let (messages, site) = (self.messages, self.site);
        let why = messages.with("letter-asked-for", &[("site", site.into())]);
        Ok(match kind {
            Kind::Reset => {
                let token = accounts::draw(self.ctx, Asks::Reset, person).await?;
                let says = messages.with("letter-reset", &[("name", name.into()), ("site", site.into())]);
                let address = Address::Reset(token.as_str().to_owned()).to_string();
                let act = Some(self.act(self.t("letter-reset-act"), &address));
                let says = vec![says, self.t("letter-reset-once").into_owned()];
                Some(Says { subject: self.t("letter-reset-subject").into_owned(), words: says, act, why })
            }
            Kind::SignIn => {
                let token = accounts::draw(self.ctx, Asks::SignIn, person).await?;
                let says = messages.with("letter-sign-in", &[("name", name.into()), ("site", site.into())]);
                let address = Address::SignInHere(token.as_str().to_owned()).to_string();
                let act = Some(self.act(self.t("letter-sign-in-act"), &address));
                let says = vec![says, self.t("letter-sign-in-once").into_owned()];
                Some(Says { subject: self.t("letter-sign-in-subject").into_owned(), words: says, act, why })
            }
            Kind::SignUp => {
                let says = messages.with("letter-known", &[("name", name.into()), ("site", site.into())]);
                let act = Some(self.act(self.t("letter-sign-in-act"), route::SIGN_IN));
                let says = vec![says, self.t("letter-known-forgotten").into_owned()];
                Some(Says { subject: self.t("letter-known-subject").into_owned(), words: says, act, why })
            }
            Kind::Accepted => {
                let says = messages.with("letter-accepted", &[("name", name.into()), ("site", site.into())]);
                let act = Some(self.act(self.t("letter-sign-in-act"), route::SIGN_IN));
                let why = messages.with("letter-account-asked-for", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-accepted-subject").into_owned(), words: vec![says], act, why })
            }
            Kind::Changed => {
                let says = messages.with("letter-changed", &[("name", name.into()), ("site", site.into())]);
                let act = Some(self.act(self.t("letter-reset-act"), route::ASK_RESET));
                let says = vec![says, self.t("letter-changed-else").into_owned()];
                let why = messages.with("letter-changed-why", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-changed-subject").into_owned(), words: says, act, why })
            }
            Kind::TokenMade => {
                let says = messages.with("letter-token", &[("name", name.into()), ("site", site.into())]);
                let act = Some(self.act(self.t("letter-token-act"), route::MY_TOKENS));
                let says = vec![says, self.t("letter-token-else").into_owned()];
                let why = messages.with("letter-changed-why", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-token-subject").into_owned(), words: says, act, why })
            }
            Kind::Leaving => {
                let row = store::leaving::of(&mut self.ctx.services.store.read().await?, person).await?;
                // They stayed.
                let Some(row) = row else { return Ok(None) };
                let day = i18n::date(row.ends, &i18n::TimeZone::UTC, self.language);
                let mut says = vec![messages.with(
                    "letter-leaving",
                    &[("name", name.into()), ("site", site.into()), ("day", day.as_str().into())],
                )];
                says.extend(crate::leaving::said(row.choices).map(|key| self.t(key).into_owned()));
                says.push(self.t("letter-leaving-stay").into_owned());
                let act = Some(self.act(self.t("letter-leaving-act"), route::MY_LEAVING));
                let why = messages.with("letter-changed-why", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-leaving-subject").into_owned(), words: says, act, why })
            }
            Kind::Joining | Kind::Membership | Kind::MembershipInvitation => {
                memberships::to_member(self, kind, Some(person), name).await?
            }
            Kind::ClaimAccepted => {
                let says = messages.with("letter-claim-accepted", &[("name", name.into()), ("site", site.into())]);
                let address = Address::Person(person, Slug::of(name)).to_string();
                let act = Some(self.act(self.t("letter-claim-act"), &address));
                let why = messages.with("letter-changed-why", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-claim-subject").into_owned(), words: vec![says], act, why })
            }
            Kind::ClaimRefused => {
                let Some(says) = self.of_a_refused_claim(person, name).await? else { return Ok(None) };
                let why = messages.with("letter-changed-why", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-claim-subject").into_owned(), words: says, act: None, why })
            }
            Kind::NoteReader
            | Kind::NoteLinked
            | Kind::NoteUnlinked
            | Kind::AuthorInvited
            | Kind::RemovalAsked
            | Kind::RemovalSettled
            | Kind::EditAsked
            | Kind::EditAnswered
            | Kind::NoteDeleted
            | Kind::NotePlaced
            | Kind::NoteAnnounced
            | Kind::WordsWithdrawn
            | Kind::MessageHidden => self.about_note(kind, person, name).await?,
            Kind::NotebookPart => self.about_notebook(person, name).await?,
            Kind::ConfirmMessage | Kind::NoteMessage | Kind::NoteAnswer => self.of_exchange(kind, Some(person)).await?,
            Kind::ReportArrived => self.of_a_new_report(person).await?,
            Kind::ConfirmReport | Kind::ReportAnswer | Kind::ReportTold => self.of_report(kind, Some(person)).await?,
            Kind::Notified => self.notified(person, name).await?,
            Kind::Summary => self.summary(person, name).await?,
            Kind::ByStewards => self.by_stewards(name).await?,
            Kind::ContentRead => self.of_a_reading(person, name).await?,
            // They made an account meanwhile.
            Kind::Invitation | Kind::Declined | Kind::Left => None,
        })
    }

    /// Why a signature is not theirs; nothing where they said so again meanwhile.
    async fn of_a_refused_claim(&self, person: PersonId, name: &str) -> Result<Option<Vec<String>>> {
        let about = self.row.about.as_deref().and_then(|about| <[u8; 16]>::try_from(about).ok());
        let Some(id) = about.map(ClaimId::from_bytes) else { return Ok(None) };
        let mut tx = self.ctx.services.store.read().await?;
        let row = store::claims::by_id(&mut tx, id).await?;
        let Some(row) = row.filter(|row| row.person == person && row.refused.is_some()) else { return Ok(None) };
        let (messages, site) = (self.messages, self.site);
        // What was recognised as somebody else's has no name any more, and needs no reason.
        let signature = store::claims::unclaimed(&mut tx, row.signature).await?.filter(|_| !row.reason.is_empty());
        let Some(signature) = signature else {
            let says = messages.with("letter-claim-taken", &[("name", name.into()), ("site", site.into())]);
            return Ok(Some(vec![says]));
        };
        let says = messages.with(
            "letter-claim-refused",
            &[("name", name.into()), ("signature", signature.as_str().into()), ("site", site.into())],
        );
        Ok(Some(vec![says, messages.with("letter-claim-reason", &[("reason", row.reason.as_str().into())])]))
    }

    async fn to_who_has_none(&self, kind: Kind) -> Result<Option<Says>> {
        let (messages, site, mail) = (self.messages, self.site, &self.row.mail);
        let named = self.row.about.as_deref().and_then(|about| <[u8; 16]>::try_from(about).ok());
        let named = named.map(<InvitationId as domain::ids::Id>::from_bytes);
        let mut tx = self.ctx.services.store.read().await?;
        let inviting = match named {
            Some(id) => store::invitations::serving(&mut tx, id, self.ctx.now()).await?,
            None => None,
        };
        let asked = store::registration::asked(&mut tx, mail).await?.is_some();
        drop(tx);
        let why = messages.with("letter-asked-for", &[("site", site.into())]);
        Ok(match kind {
            Kind::SignUp if asked && inviting.is_none() => {
                let says = vec![messages.with("letter-waits", &[("site", site.into())])];
                Some(Says { subject: self.t("letter-waits-subject").into_owned(), words: says, act: None, why })
            }
            // An invitation that ended meanwhile makes no account.
            Kind::SignUp if named.is_some() && inviting.is_none() => None,
            Kind::SignUp => {
                let token = registration::draw(self.ctx, mail, named, None).await?;
                let says = messages.with("letter-sign-up", &[("site", site.into())]);
                let act = Some(
                    self.act(self.t("letter-sign-up-act"), &Address::SignUp(token.as_str().to_owned()).to_string()),
                );
                let says = vec![says, self.t("letter-sign-up-once").into_owned()];
                Some(Says { subject: self.t("letter-sign-up-subject").into_owned(), words: says, act, why })
            }
            Kind::Invitation => {
                let Some(inviting) = inviting else { return Ok(None) };
                let token = registration::draw(self.ctx, mail, named, Some(inviting.expires)).await?;
                let says = match inviting.by.as_str() {
                    "" => messages.with("letter-invited", &[("site", site.into())]),
                    by => messages.with("letter-invited-by", &[("by", by.into()), ("site", site.into())]),
                };
                let act = Some(
                    self.act(self.t("letter-sign-up-act"), &Address::SignUp(token.as_str().to_owned()).to_string()),
                );
                let says = vec![says, self.t("letter-invited-once").into_owned()];
                let why = messages.with("letter-invited-why", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-invited-subject").into_owned(), words: says, act, why })
            }
            Kind::Declined => {
                let says = vec![messages.with("letter-declined", &[("site", site.into())])];
                let why = messages.with("letter-account-asked-for", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-declined-subject").into_owned(), words: says, act: None, why })
            }
            Kind::Left => {
                let says = vec![
                    messages.with("letter-left", &[("site", site.into())]),
                    self.t("letter-left-backups").into_owned(),
                ];
                let why = messages.with("letter-left-why", &[("site", site.into())]);
                Some(Says { subject: self.t("letter-left-subject").into_owned(), words: says, act: None, why })
            }
            Kind::MembershipInvitation => memberships::to_member(self, kind, None, "").await?,
            Kind::ConfirmMessage | Kind::NoteAnswer => self.of_exchange(kind, None).await?,
            Kind::ConfirmReport | Kind::ReportAnswer => self.of_report(kind, None).await?,
            // Nobody has an account here.
            Kind::Reset
            | Kind::SignIn
            | Kind::Accepted
            | Kind::Changed
            | Kind::TokenMade
            | Kind::Leaving
            | Kind::Joining
            | Kind::Membership
            | Kind::ClaimAccepted
            | Kind::ClaimRefused
            | Kind::NoteReader
            | Kind::NoteLinked
            | Kind::NoteUnlinked
            | Kind::AuthorInvited
            | Kind::RemovalAsked
            | Kind::RemovalSettled
            | Kind::EditAsked
            | Kind::EditAnswered
            | Kind::NoteMessage
            | Kind::NoteDeleted
            | Kind::NotePlaced
            | Kind::NotebookPart
            | Kind::NoteAnnounced
            | Kind::MessageHidden
            | Kind::ReportTold
            | Kind::ReportArrived
            | Kind::WordsWithdrawn
            | Kind::Notified
            | Kind::Summary
            | Kind::ByStewards
            | Kind::ContentRead => None,
        })
    }
}

/// Has a refused letter tried again.
///
/// # Errors
/// [`Error::NotFound`] where no refused letter bears this id.
pub async fn send_again(ctx: &Ctx, id: LetterId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::revive(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        let now = ctx.now();
        store::jobs::add(&mut tx, jobs::new_id(&ctx.services), JOB, &id.to_string(), now, now).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Forgets a letter that nobody takes.
///
/// # Errors
/// [`Error::NotFound`] where no letter bears this id.
pub async fn forget(ctx: &Ctx, id: LetterId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::end(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What there is to say of letters.
#[derive(Clone, Debug)]
pub struct Letters {
    /// How many are on their way.
    pub on_their_way: i64,
    /// How many wait in the folder, where no server takes them.
    pub in_the_folder: usize,
    /// Whether no server takes them.
    pub only_kept: bool,
    /// Those that were refused, oldest first.
    pub refused: Vec<RefusedRow>,
}

/// Letters on their way, and those that nobody takes; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx) -> Result<Letters> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    let on_their_way = stored::waiting(&mut tx).await?;
    let refused = stored::untaken(&mut tx, ctx.now().plus_seconds(-GIVEN_UP)).await?;
    drop(tx);
    let post = ctx.services.office.as_ref().map(|office| &office.post);
    Ok(Letters {
        on_their_way,
        in_the_folder: post.map_or(0, Post::waiting),
        only_kept: post.is_none_or(Post::only_keeps),
        refused,
    })
}
