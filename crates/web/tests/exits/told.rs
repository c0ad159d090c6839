//! What each account is told of each thing, whether or not they may see it: on their page, at home, by letter.

use domain::notifications::{NotificationKind, Way};
use domain::people::MailAddress;
use domain::{JobId, LetterId};
use store::accounts::NewAccount;
use store::letters::LetterRow;
use store::notifications::{NewNotification, NotificationRow};

use super::*;

impl Network {
    fn notification(&self, kind: NotificationKind, way: Way) -> NotificationRow {
        let (id, at) = (self.site.chance.id(), self.site.now());
        NotificationRow { id, kind, note: None, community: None, notebook: None, at, way, read: None, by: None }
    }

    /// Each account is told of every note, in every notebook and community, and of every community.
    pub(super) async fn everyone_told_of_everything(&self) {
        let mut rows = Vec::new();
        for (place, note) in self.notes.iter().enumerate() {
            let here = |kind| NotificationRow { note: Some(note.id), ..self.notification(kind, Way::Here) };
            let notebook = Some(self.notebooks[place % self.notebooks.len()].id);
            let community = Some(self.circles[place % self.circles.len()].id);
            rows.push(here(NotificationKind::Changed));
            rows.push(NotificationRow { notebook, ..here(NotificationKind::New) });
            for kind in [NotificationKind::Announced, NotificationKind::Mention, NotificationKind::Message] {
                rows.push(NotificationRow { community, ..here(kind) });
            }
        }
        for circle in &self.circles {
            for kind in [NotificationKind::Answer, NotificationKind::Invitation] {
                rows.push(NotificationRow { community: Some(circle.id), ..self.notification(kind, Way::Here) });
            }
        }
        let mut new = Vec::new();
        for (recipient, _) in self.accounts.values() {
            for row in &rows {
                let row = NotificationRow { id: self.site.chance.id(), ..row.clone() };
                new.push(NewNotification { recipient: *recipient, cause: row.id, row });
            }
        }
        let mut tx = self.site.store.store.write().await.unwrap();
        store::notifications::insert(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The page of each says the notes that they may read, and no other.
    pub(super) async fn told_of_what_they_may_see(&self) {
        for (who, session) in &self.sessions {
            let page = self.site.get_as(Some(session), route::MY_NOTIFICATIONS).await;
            for note in &self.notes {
                assert_eq!(page.holds(&note.mark), note.seen_by.contains(who), "{who} is told of {}", note.what);
            }
        }
    }

    /// A letter is asked for of each note for each account: those go that tell of what may be read.
    pub(super) async fn written_to_of_what_they_may_see(&self) {
        let (site, language) = (&self.site, LanguageTag::french());
        let now = site.now();
        let mut tx = site.store.store.write().await.unwrap();
        for (who, (person, _)) in &self.accounts {
            let mail = MailAddress::parse(&format!("{who}@exemple.org")).unwrap();
            let account =
                NewAccount { person: *person, mail: &mail, confirmed: Some(now), language: &language, password: "" };
            store::accounts::insert(&mut tx, &account, now).await.unwrap();
            for note in &self.notes {
                let changed = self.notification(NotificationKind::Changed, Way::Letter);
                let row = NotificationRow { note: Some(note.id), ..changed };
                let (id, job): (LetterId, JobId) = (site.chance.id(), site.chance.id());
                let (kind, mail, language) = ("notified".to_owned(), mail.clone(), language.clone());
                let letter = LetterRow { kind, mail, language, about: Some(row.id.bytes().to_vec()), created: now };
                let new = NewNotification { recipient: *person, cause: row.id, row };
                store::notifications::insert(&mut tx, &[new]).await.unwrap();
                store::letters::add(&mut tx, id, &letter).await.unwrap();
                store::jobs::add(&mut tx, job, "letter", &id.to_string(), now, now).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let letters = site.letters().await;
        for who in self.accounts.keys() {
            let to = format!("{who}@exemple.org");
            for note in &self.notes {
                let is_written = letters.iter().any(|letter| letter.to == to && letter.text.contains(&note.mark));
                assert_eq!(is_written, note.seen_by.contains(who), "a letter tells {who} of {}", note.what);
            }
        }
    }
}
