//! Where a letter is written: what each kind says, to who has an account and to who has none.

use std::borrow::Cow;

use domain::address::{Address, route};
use domain::{ClaimId, InvitationId, PersonId, Slug};
use i18n::{Language, Messages};
use mail::Act;
use store::letters::LetterRow;

use super::{Kind, Office, memberships};
use crate::accounts::{self, Asks};
use crate::{Ctx, Result, registration};

/// Where a letter is written.
pub(super) struct Desk<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) office: &'a Office,
    pub(super) row: &'a LetterRow,
    pub(super) site: &'a str,
    pub(super) language: Language,
    pub(super) messages: &'static Messages,
}

/// To which others a letter belongs, and what stops them.
#[derive(Default)]
pub(super) struct Bound {
    pub(super) thread: Option<String>,
    pub(super) unsubscribe: Option<String>,
}

/// The words of a letter.
pub(super) struct Says {
    pub(super) subject: String,
    pub(super) words: Vec<String>,
    pub(super) act: Option<Act>,
    pub(super) why: String,
}

impl Desk<'_> {
    /// What one clicks, and where it leads on this site.
    pub(super) fn act(&self, words: Cow<'_, str>, address: &str) -> Act {
        Act { words: words.into_owned(), address: format!("{}{address}", self.office.address) }
    }

    /// These words, in the language of the letter.
    pub(super) fn t(&self, key: &'static str) -> Cow<'static, str> {
        self.messages.text(key)
    }

    /// What a letter says to who has an account; nothing where it is not for them any more.
    pub(super) async fn to_who_has_an_account(&self, kind: Kind, person: PersonId, name: &str) -> Result<Option<Says>> {
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
            Kind::AccountAsked => self.of_an_account_asked_for(person).await?,
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
            Kind::Trial => Some(self.trial(Some(name))),
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

    /// What a letter says to who has no account; nothing where it is not for them.
    pub(super) async fn to_who_has_none(&self, kind: Kind) -> Result<Option<Says>> {
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
            Kind::Trial => Some(self.trial(None)),
            // Nobody has an account here.
            Kind::Reset
            | Kind::SignIn
            | Kind::Accepted
            | Kind::AccountAsked
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
