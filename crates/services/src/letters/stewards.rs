//! Letters about what those who run the site did on an account, or read: what, why, and whom to write to; and what asks for their
//! answer.

use domain::address::{Address, route};
use domain::audit::Act;
use domain::{AuditId, NoteId, PersonId, Slug};

use super::{Desk, Says};
use crate::{Result, sessions};

impl Desk<'_> {
    /// What a line of the log says was done on this account; nothing where it is forgotten.
    pub(super) async fn by_stewards(&self, name: &str) -> Result<Option<Says>> {
        let about = self.row.about.as_deref().and_then(|about| <[u8; 16]>::try_from(about).ok());
        let Some(line) = about.map(AuditId::from_bytes) else { return Ok(None) };
        let mut tx = self.ctx.services.store.read().await?;
        let Some((act, reason)) = store::audit::act(&mut tx, line).await? else { return Ok(None) };
        let (_, responsible) = store::registration::read(&mut tx).await?;
        drop(tx);
        let (m, site) = (self.messages, self.site);
        let says = match act {
            Act::AccountSuspended => {
                m.with("letter-steward-suspended", &[("name", name.into()), ("site", site.into())])
            }
            Act::AccountReopened => m.with("letter-steward-reopened", &[("name", name.into()), ("site", site.into())]),
            Act::SessionsEnded => m.with("letter-steward-sessions", &[("name", name.into()), ("site", site.into())]),
            Act::CodesEnded => m.with("letter-steward-codes", &[("name", name.into()), ("site", site.into())]),
            Act::StewardNamed => m.with("letter-steward-named", &[("name", name.into()), ("site", site.into())]),
            Act::StewardEnded => m.with("letter-steward-ended", &[("name", name.into()), ("site", site.into())]),
            Act::MailGood => m.with("letter-steward-mail", &[("name", name.into()), ("site", site.into())]),
            _ => return Ok(None),
        };
        let why_so = m.with("letter-steward-reason", &[("reason", reason.as_str().into())]);
        let ask = self.whom_to_write_to(&responsible);
        let why = m.with("letter-changed-why", &[("site", site.into())]);
        let subject = self.t("letter-steward-subject").into_owned();
        Ok(Some(Says { subject, words: vec![says, why_so, ask], act: None, why }))
    }

    /// That an account is asked for, for who runs the site today, until one of them answers: neither by whom nor why.
    pub(super) async fn of_an_account_asked_for(&self, person: PersonId) -> Result<Option<Says>> {
        let Some(id) = self.about::<PersonId>() else { return Ok(None) };
        let mut tx = self.ctx.services.store.read().await?;
        let is_steward = store::people::steward(&mut tx, person).await?.unwrap_or(false);
        if !is_steward || store::registration::by_id(&mut tx, id).await?.is_none() {
            return Ok(None);
        }
        drop(tx);
        let site = self.site;
        let words = vec![self.messages.with("letter-account", &[("site", site.into())])];
        let act = Some(self.act(self.t("letter-account-act"), route::ADMIN_REQUESTS));
        let why = self.messages.with("letter-changed-why", &[("site", site.into())]);
        Ok(Some(Says { subject: self.t("letter-account-subject").into_owned(), words, act, why }))
    }

    /// Whom somebody writes to who has something to say of what was done.
    pub(super) fn whom_to_write_to(&self, responsible: &str) -> String {
        if responsible.is_empty() {
            return self.t("letter-steward-ask-anybody").into_owned();
        }
        self.messages.with("letter-steward-ask", &[("responsible", responsible.into())])
    }

    /// That a note was read by those who run the site, and why; nothing where the line of the log is forgotten.
    pub(super) async fn of_a_reading(&self, person: PersonId, name: &str) -> Result<Option<Says>> {
        let halves = self.row.about.as_deref().and_then(|about| about.split_at_checked(16));
        let ids =
            halves.and_then(|(note, line)| Some((<[u8; 16]>::try_from(note).ok()?, <[u8; 16]>::try_from(line).ok()?)));
        let Some((note, line)) = ids else { return Ok(None) };
        let (note, line) = (NoteId::from_bytes(note), AuditId::from_bytes(line));
        let mut tx = self.ctx.services.store.heavy().await?;
        let Some((_, reason)) = store::audit::act(&mut tx, line).await? else { return Ok(None) };
        let (_, responsible) = store::registration::read(&mut tx).await?;
        let steward = store::people::steward(&mut tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(&mut tx, person, steward).await?;
        let title = store::notes::titles(&mut tx, &viewer, &[note]).await?.pop().map(|(_, title)| title);
        drop(tx);
        let (m, site) = (self.messages, self.site);
        let hello = m.with("letter-note-hello", &[("name", name.into()), ("site", site.into())]);
        let says = match &title {
            Some(title) => m.with("letter-content-read", &[("title", title.into())]),
            None => self.t("letter-content-read-unnamed").into_owned(),
        };
        let why_so = m.with("letter-steward-reason", &[("reason", reason.as_str().into())]);
        let words = vec![hello, says, why_so, self.whom_to_write_to(&responsible)];
        let act = title.map(|title| {
            let address = Address::Note(note, Slug::of(&title)).to_string();
            self.act(self.t("letter-note-act"), &address)
        });
        let why = m.with("letter-changed-why", &[("site", site.into())]);
        Ok(Some(Says { subject: self.t("letter-content-read-subject").into_owned(), words, act, why }))
    }
}
