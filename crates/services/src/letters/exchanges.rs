//! Letters of who writes about a note and of those who answer. No header holds what somebody typed, and none holds an address of the
//! other side: answers go through the secret address that each letter brings.

use domain::address::Address;
use domain::{NoteMessageId, PersonId};
use store::exchanges as stored;

use super::{Desk, Kind, Says};
use crate::Result;
use crate::exchanges::{draw, hearing, is_over, title};

impl Desk<'_> {
    /// What a letter of an exchange says; nothing where it is forgotten, or not for them any more. `person` has the account of this
    /// address, where one has.
    pub(super) async fn of_exchange(&self, kind: Kind, person: Option<PersonId>) -> Result<Option<Says>> {
        let about = self.row.about.as_deref().and_then(|about| <[u8; 16]>::try_from(about).ok());
        let Some(id) = about.map(NoteMessageId::from_bytes) else { return Ok(None) };
        let mut tx = self.ctx.services.store.heavy().await?;
        let Some(message) = stored::message(&mut tx, id).await? else { return Ok(None) };
        let row = stored::by_id(&mut tx, message.exchange).await?.filter(|row| !is_over(row, self.ctx.now()));
        let Some(row) = row else { return Ok(None) };
        let reader = if kind == Kind::NoteMessage { person } else { None };
        let is_for_them = match (kind, reader) {
            // It waits for that once.
            (Kind::ConfirmMessage, _) => row.confirmed.is_none(),
            (Kind::NoteMessage, Some(person)) => hearing(&mut tx, &row).await?.contains(&person),
            (Kind::NoteMessage, None) => false,
            _ => true,
        };
        if !is_for_them {
            return Ok(None);
        }
        let title = title(&mut tx, &row, reader).await?;
        drop(tx);
        let secret = draw(self.ctx, row.id, reader).await?;
        let address = Address::NoteExchange(row.note, secret.as_str().to_owned()).to_string();
        let (m, site, name) = (self.messages, self.site, row.name.as_str());
        let said = message.words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        let (subject, says, act) = match kind {
            // Nothing of what was typed: anybody may have typed this address.
            Kind::ConfirmMessage => (
                self.t("letter-exchange-confirm-subject"),
                vec![
                    m.with("letter-exchange-confirm", &[("site", site.into())]),
                    self.t("letter-exchange-confirm-once").into_owned(),
                ],
                self.act(self.t("letter-exchange-confirm-act"), &address),
            ),
            Kind::NoteMessage => {
                let first = match &title {
                    Some(title) => {
                        m.with("letter-exchange-message", &[("by", name.into()), ("title", title.as_str().into())])
                    }
                    None => m.with("letter-exchange-message-untitled", &[("by", name.into())]),
                };
                let last = self.t("letter-exchange-message-end").into_owned();
                let says = [first].into_iter().chain(said).chain([last]).collect();
                let act = self.act(self.t("letter-exchange-message-act"), &address);
                (self.t("letter-exchange-message-subject"), says, act)
            }
            _ => {
                let first = match &title {
                    Some(title) => m.with("letter-exchange-answer", &[("title", title.as_str().into())]),
                    None => self.t("letter-exchange-answer-untitled").into_owned(),
                };
                let last = self.t("letter-exchange-answer-end").into_owned();
                let says = [first].into_iter().chain(said).chain([last]).collect();
                let act = self.act(self.t("letter-exchange-answer-act"), &address);
                (self.t("letter-exchange-answer-subject"), says, act)
            }
        };
        let why = m.with("letter-exchange-why", &[("site", site.into())]);
        Ok(Some(Says { subject: subject.into_owned(), words: says, act: Some(act), why }))
    }
}
