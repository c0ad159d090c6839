//! Letters of what people asked to be told by letter. Their subjects name nothing and nobody: a membership is discreet.

use domain::address::{Address, route};
use domain::notifications::{NotificationKind, Way};
use domain::policy::Viewer;
use domain::{CommunityId, NotificationId, PersonId};
use store::Tx;

use super::{Bound, Desk, Kind, Says, notes};
use crate::notifications::{self, ThingTold, summaries};
use crate::{Ctx, Result, sessions};

/// Things in one summary; the page has them all.
const THINGS: usize = 50;

impl Desk<'_> {
    /// Whom a letter is for, as who asks, and in the language of the letter.
    async fn reader(&self, tx: &mut Tx, person: PersonId) -> Result<(Ctx, Viewer)> {
        let steward = store::people::steward(tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(tx, person, steward).await?;
        let ctx = self.ctx.services.seen_by(viewer.clone()).in_language(self.language.tag());
        Ok((ctx, viewer))
    }

    /// What one thing says, in a paragraph.
    fn paragraph(&self, thing: &ThingTold) -> String {
        let m = self.messages;
        let says: Vec<String> = thing.told.iter().map(|told| told.in_a_letter().says(m)).collect();
        let says = says.join("; ");
        match &thing.title {
            Some(title) => m.with("letter-notified-of", &[("title", title.as_str().into()), ("says", says.into())]),
            None => says,
        }
    }

    /// What is told at once; nothing where it was read, or may not be seen any more.
    pub(super) async fn notified(&self, person: PersonId, name: &str) -> Result<Option<Says>> {
        let Some(id) = self.about::<NotificationId>() else { return Ok(None) };
        let mut tx = self.ctx.services.store.heavy().await?;
        let (ctx, viewer) = self.reader(&mut tx, person).await?;
        let Some((thing, _)) = notifications::for_letter(&ctx, &mut tx, &viewer, person, id).await? else {
            return Ok(None);
        };
        let (m, site) = (self.messages, self.site);
        let hello = m.with("letter-note-hello", &[("name", name.into()), ("site", site.into())]);
        let act = Some(self.act(self.t("letter-notified-act"), &thing.address));
        let why = m.with("letter-notified-why", &[("site", site.into())]);
        let words = vec![hello, self.paragraph(&thing)];
        Ok(Some(Says { subject: self.t("letter-notified-subject").into_owned(), words, act, why }))
    }

    /// What came in a day or in a week; nothing where all of it was read, or may not be seen any more.
    pub(super) async fn summary(&self, person: PersonId, name: &str) -> Result<Option<Says>> {
        let Some(when) = self.row.about.as_deref().and_then(summaries::read) else { return Ok(None) };
        let mut tx = self.ctx.services.store.heavy().await?;
        let (ctx, viewer) = self.reader(&mut tx, person).await?;
        let things = notifications::for_summary(&ctx, &mut tx, &viewer, person, when).await?;
        if things.is_empty() {
            return Ok(None);
        }
        let (m, site) = (self.messages, self.site);
        let subject = if when.0 == Way::Weekly {
            self.t("letter-summary-weekly-subject")
        } else {
            self.t("letter-summary-daily-subject")
        };
        let mut words = vec![m.with("letter-note-hello", &[("name", name.into()), ("site", site.into())])];
        words.extend(things.iter().take(THINGS).map(|thing| self.paragraph(thing)));
        let others = things.len().saturating_sub(THINGS);
        if others > 0 {
            words.push(m.with("letter-summary-more", &[("count", others.into())]));
        }
        let act = Some(self.act(self.t("letter-summary-act"), route::MY_NOTIFICATIONS));
        let why = m.with("letter-notified-why", &[("site", site.into())]);
        Ok(Some(Says { subject: subject.into_owned(), words, act, why }))
    }

    /// To which others such a letter belongs, and the address that stops them.
    pub(super) async fn bound(&self, kind: Kind, person: Option<PersonId>) -> Result<Bound> {
        let Some(person) = person else { return Ok(Bound::default()) };
        let (thread, way, of, community) = if kind == Kind::Summary {
            let when = self.row.about.as_deref().and_then(summaries::read);
            (None, when.map_or(Way::Daily, |(way, _)| way), None, None)
        } else {
            let Some(id) = self.about::<NotificationId>() else { return Ok(Bound::default()) };
            let mut tx = self.ctx.services.store.heavy().await?;
            let (ctx, viewer) = self.reader(&mut tx, person).await?;
            let found = notifications::for_letter(&ctx, &mut tx, &viewer, person, id).await?;
            let Some((thing, community)) = found else { return Ok(Bound::default()) };
            let of = thing.told.first().map(|told| told.kind);
            (Some(thing.id.to_string()), Way::Letter, of, community)
        };
        let unsubscribe = Some(self.stops(person, way, of, community).await?);
        Ok(Bound { thread, unsubscribe })
    }

    /// The address that stops the announcements of the community in which a letter announces a note.
    pub(super) async fn stops_announcements(&self, person: PersonId) -> Result<Option<String>> {
        let Some((_, community)) = notes::read(self.row.about.as_deref()) else { return Ok(None) };
        let (of, community) = (Some(NotificationKind::Announced), Some(CommunityId::from_bytes(community)));
        Ok(Some(self.stops(person, Way::Letter, of, community).await?))
    }

    /// A new address that stops letters.
    async fn stops(
        &self,
        person: PersonId,
        way: Way,
        of: Option<NotificationKind>,
        community: Option<CommunityId>,
    ) -> Result<String> {
        let token = notifications::draw(self.ctx, person, way, of, community).await?;
        let address = Address::Unsubscribe(token.as_str().to_owned());
        Ok(format!("{}{address}", self.office.address))
    }
}
