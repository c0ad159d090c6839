//! Letters about problems that are reported. Who reported and those who answer for the note are told nothing of each other.

use domain::address::Address;
use domain::reports::ReportAct;
use domain::{PersonId, ReportActId, ReportId, Slug};
use store::reports::{self as stored, ReportRow};

use super::{Desk, Kind, Says};
use crate::reports::{DAYS, draw, is_over, settled_at, told};
use crate::{Result, sessions};

impl Desk<'_> {
    /// What a letter about a report says; nothing where it is forgotten, or not for them any more. `person` has the account of
    /// this address, where one has.
    pub(super) async fn of_report(&self, kind: Kind, person: Option<PersonId>) -> Result<Option<Says>> {
        let about = self.row.about.as_deref().and_then(|about| <[u8; 16]>::try_from(about).ok());
        let Some(about) = about else { return Ok(None) };
        if kind == Kind::ConfirmReport {
            return self.to_confirm_a_report(ReportId::from_bytes(about)).await;
        }
        let mut tx = self.ctx.services.store.heavy().await?;
        let Some(act) = stored::act(&mut tx, ReportActId::from_bytes(about)).await? else { return Ok(None) };
        let Some(row) = stored::by_id(&mut tx, act.report).await? else { return Ok(None) };
        drop(tx);
        let (m, site) = (self.messages, self.site);
        let lines = act.reason.lines().map(str::trim).filter(|line| !line.is_empty());
        let said: Vec<String> = lines.map(str::to_owned).collect();
        if kind == Kind::ReportAnswer {
            let first = m.with("letter-report-answer", &[("site", site.into())]);
            let words = [first].into_iter().chain(said).collect();
            let why = m.with("letter-report-why", &[("site", site.into())]);
            let subject = self.t("letter-report-answer-subject").into_owned();
            return Ok(Some(Says { subject, words, act: None, why }));
        }
        let Some(person) = person else { return Ok(None) };
        let Some((title, to_note)) = self.note_of_report(&row, person).await? else { return Ok(None) };
        let first = match act.act {
            ReportAct::Hide => m.with("letter-report-hidden", &[("title", title.as_str().into())]),
            ReportAct::Show => m.with("letter-report-shown", &[("title", title.as_str().into())]),
            ReportAct::Acted => m.with("letter-report-acted", &[("title", title.as_str().into())]),
            ReportAct::Nothing => m.with("letter-report-nothing", &[("title", title.as_str().into())]),
            ReportAct::Answer => return Ok(None),
        };
        let reason = self.t("letter-report-reason").into_owned();
        let words = [first, reason].into_iter().chain(said).collect();
        let act = Some(self.act(self.t("letter-note-act"), &to_note));
        let why = m.with("letter-changed-why", &[("site", site.into())]);
        Ok(Some(Says { subject: self.t("letter-report-told-subject").into_owned(), words, act, why }))
    }

    /// That a problem waits, for who settles it today: neither what is reported nor by whom.
    pub(super) async fn of_a_new_report(&self, person: PersonId) -> Result<Option<Says>> {
        let about = self.row.about.as_deref().and_then(|about| <[u8; 16]>::try_from(about).ok());
        let Some(id) = about.map(ReportId::from_bytes) else { return Ok(None) };
        let mut tx = self.ctx.services.store.heavy().await?;
        let Some(row) = stored::by_id(&mut tx, id).await? else { return Ok(None) };
        let steward = store::people::steward(&mut tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(&mut tx, person, steward).await?;
        let Some(address) = settled_at(self.ctx, &mut tx, &viewer, &row).await? else { return Ok(None) };
        drop(tx);
        let (m, site) = (self.messages, self.site);
        let mut words = vec![m.with("letter-report-arrived", &[("site", site.into())])];
        if row.concerned {
            words.push(m.with("letter-report-arrived-concerned", &[("count", DAYS.into())]));
        }
        let act = Some(self.act(self.t("letter-report-arrived-act"), &address));
        let why = m.with("letter-changed-why", &[("site", site.into())]);
        Ok(Some(Says { subject: self.t("letter-report-arrived-subject").into_owned(), words, act, why }))
    }

    /// The letter that asks whether an address is theirs: it says nothing of what was typed, for anybody may have typed it.
    async fn to_confirm_a_report(&self, id: ReportId) -> Result<Option<Says>> {
        let row = stored::by_id(&mut self.ctx.services.store.read().await?, id).await?;
        let waits = row.is_some_and(|row| row.confirmed.is_none() && !is_over(&row, self.ctx.now()));
        if !waits {
            return Ok(None);
        }
        let secret = draw(self.ctx, id).await?;
        let address = Address::ReportHere(secret.as_str().to_owned()).to_string();
        let site = self.site;
        let words = vec![
            self.messages.with("letter-report-confirm", &[("site", site.into())]),
            self.t("letter-report-confirm-once").into_owned(),
        ];
        let act = Some(self.act(self.t("letter-report-confirm-act"), &address));
        let why = self.messages.with("letter-report-why", &[("site", site.into())]);
        Ok(Some(Says { subject: self.t("letter-report-confirm-subject").into_owned(), words, act, why }))
    }

    /// The title and the address of the note of a report, for who answers for it and may read it today.
    async fn note_of_report(&self, row: &ReportRow, person: PersonId) -> Result<Option<(String, String)>> {
        let mut tx = self.ctx.services.store.heavy().await?;
        let Some(note) = row.note else { return Ok(None) };
        if !told(&mut tx, row).await?.contains(&person) {
            return Ok(None);
        }
        let steward = store::people::steward(&mut tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(&mut tx, person, steward).await?;
        let title = store::notes::titles(&mut tx, &viewer, &[note]).await?.pop();
        Ok(title.map(|(note, title)| {
            let address = Address::Note(note, Slug::of(&title)).to_string();
            (title, address)
        }))
    }
}
