//! Which letters belong together, so that programs of mail show them so, and which are stopped by one request (RFC 8058): those that
//! tell what changes, as people choose. What tells of an account, or waits for an answer, is not stopped.

use domain::{NoteMessageId, PersonId, ReportActId, ReportId};

use super::{Bound, Desk, Kind, notes};
use crate::Result;

/// What letters of a kind have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// Nothing: each stands alone. What is about a membership does too: no header says of which community.
    Alone,
    /// The note that they are about.
    ToNote,
    /// The exchange of messages that they bring.
    ToExchange,
    /// The report of who gets them.
    ToReport,
    /// The thing that they tell of, where it is one; they were asked for, and stop at one request.
    AsChosen,
}

impl Kind {
    /// Whether letters of this kind stop at one request.
    pub(super) const fn may_be_stopped(self) -> bool {
        matches!(self, Self::NoteAnnounced | Self::Notified | Self::Summary)
    }

    /// Whether letters of this kind ask for what only who signs in can do: to answer a request or an invitation, to settle a report, to
    /// decline a notebook.
    const fn asks(self) -> bool {
        matches!(
            self,
            Self::AccountAsked
                | Self::Joining
                | Self::MembershipInvitation
                | Self::AuthorInvited
                | Self::EditAsked
                | Self::NotePlaced
                | Self::ReportArrived
        )
    }

    /// Whether a suspended account gets letters of this kind: not what changes on a site that its person may not enter, nor what asks
    /// for something that they cannot do.
    pub(super) const fn reaches_the_suspended(self) -> bool {
        !self.may_be_stopped() && !self.asks()
    }

    /// What letters of this kind have in common.
    pub(super) const fn belongs(self) -> Belongs {
        match self {
            Self::Reset
            | Self::SignIn
            | Self::SignUp
            | Self::Invitation
            | Self::Accepted
            | Self::Declined
            | Self::AccountAsked
            | Self::Changed
            | Self::TokenMade
            | Self::Leaving
            | Self::Left
            | Self::Joining
            | Self::Membership
            | Self::MembershipInvitation
            | Self::ClaimAccepted
            | Self::ClaimRefused
            | Self::NotebookPart
            | Self::ReportTold
            | Self::ReportArrived
            | Self::ByStewards
            | Self::Trial => Belongs::Alone,
            Self::NoteReader
            | Self::NoteLinked
            | Self::NoteUnlinked
            | Self::AuthorInvited
            | Self::RemovalAsked
            | Self::RemovalSettled
            | Self::EditAsked
            | Self::EditAnswered
            | Self::NoteDeleted
            | Self::NotePlaced
            | Self::NoteAnnounced
            | Self::MessageHidden
            | Self::WordsWithdrawn
            | Self::ContentRead => Belongs::ToNote,
            Self::ConfirmMessage | Self::NoteMessage | Self::NoteAnswer => Belongs::ToExchange,
            Self::ConfirmReport | Self::ReportAnswer => Belongs::ToReport,
            Self::Notified | Self::Summary => Belongs::AsChosen,
        }
    }
}

impl Desk<'_> {
    /// To which others a letter belongs, and what stops it. `person` has the account of its address, where one has.
    pub(super) async fn bound_with(&self, kind: Kind, person: Option<PersonId>) -> Result<Bound> {
        let thread = match kind.belongs() {
            Belongs::AsChosen => return self.bound(kind, person).await,
            Belongs::Alone => None,
            Belongs::ToNote => notes::read(self.row.about.as_deref()).map(|(note, _)| note.to_string()),
            Belongs::ToExchange => self.exchange().await?,
            Belongs::ToReport => self.report(kind).await?,
        };
        // What announces a note belongs to the note, and is stopped all the same.
        let unsubscribe = match person {
            Some(person) if kind.may_be_stopped() => self.stops_announcements(person).await?,
            _ => None,
        };
        Ok(Bound { thread, unsubscribe })
    }

    /// The exchange of the message that a letter is about.
    async fn exchange(&self) -> Result<Option<String>> {
        let Some(id) = self.about::<NoteMessageId>() else { return Ok(None) };
        let mut tx = self.ctx.services.store.read().await?;
        let message = store::exchanges::message(&mut tx, id).await?;
        Ok(message.map(|message| message.exchange.to_string()))
    }

    /// The report that a letter asks about, or answers.
    async fn report(&self, kind: Kind) -> Result<Option<String>> {
        if kind == Kind::ConfirmReport {
            return Ok(self.about::<ReportId>().map(|id| id.to_string()));
        }
        let Some(id) = self.about::<ReportActId>() else { return Ok(None) };
        let mut tx = self.ctx.services.store.read().await?;
        let act = store::reports::act(&mut tx, id).await?;
        Ok(act.map(|act| act.report.to_string()))
    }
}

#[cfg(test)]
mod tests;
