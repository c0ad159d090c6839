//! Letters about the rights of a note. None has its title in its subject, and none tells its title to who may not read it on the day
//! when it is written.

use domain::address::Address;
use domain::notes::Withdrawal;
use domain::notifications::{NotificationKind, Way};
use domain::policy::Viewer;
use domain::{CommunityId, MessageId, NoteId, NotebookId, PersonId, Slug, WithdrawalId};
use store::Tx;
use store::edit_requests::EditRequest;
use store::note_rights::{self as stored, Removal};

use super::{Desk, Kind, Says};
use crate::asking::answering;
use crate::note_rights::ANSWERED_WITHIN;
use crate::{Result, notifications, sessions};

/// What a letter is about: a note, and a community or a person.
pub(super) fn about(note: NoteId, other: Option<[u8; 16]>) -> Vec<u8> {
    note.bytes().into_iter().chain(other.into_iter().flatten()).collect()
}

pub(super) fn read(about: Option<&[u8]>) -> Option<(NoteId, [u8; 16])> {
    let (note, other) = about?.split_at_checked(16)?;
    Some((NoteId::from_bytes(note.try_into().ok()?), other.try_into().unwrap_or_default()))
}

impl Desk<'_> {
    /// What a letter about a note says to this person; nothing where it is not for them any more.
    pub(super) async fn about_note(&self, kind: Kind, person: PersonId, name: &str) -> Result<Option<Says>> {
        let (m, site) = (self.messages, self.site);
        let Some((note, other)) = read(self.row.about.as_deref()) else { return Ok(None) };
        let mut tx = self.ctx.services.store.heavy().await?;
        let steward = store::people::steward(&mut tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(&mut tx, person, steward).await?;
        let title = store::notes::titles(&mut tx, &viewer, &[note]).await?.pop().map(|(_, title)| title);
        let rights = Address::NoteRights(note).to_string();
        let to_note = (
            self.t("letter-note-act"),
            Address::Note(note, Slug::of(title.as_deref().unwrap_or_default())).to_string(),
        );
        let hello = m.with("letter-note-hello", &[("name", name.into()), ("site", site.into())]);
        let (mut says, act) = match (kind, &title) {
            (Kind::NoteReader, Some(title)) => {
                (vec![m.with("letter-note-reader", &[("title", title.into())])], Some(to_note))
            }
            (Kind::NoteLinked | Kind::NoteUnlinked, Some(title)) => {
                let community = CommunityId::from_bytes(other);
                let language = self.language.as_str();
                // One that they may not know of is not told.
                let Some(community) = stored::community_name(&mut tx, &viewer, community, language).await? else {
                    return Ok(None);
                };
                let says = if kind == Kind::NoteLinked {
                    m.with("letter-note-linked", &[("title", title.into()), ("community", community.into())])
                } else {
                    m.with("letter-note-unlinked", &[("title", title.into()), ("community", community.into())])
                };
                (vec![says], Some(to_note))
            }
            (Kind::AuthorInvited, Some(title)) => {
                let Some(by) = stored::inviter(&mut tx, note, person).await? else { return Ok(None) };
                let by = self.named(by);
                let says = m.with("letter-note-invited", &[("by", by.into()), ("title", title.into())]);
                let says = vec![says, self.t("letter-note-invited-until").into_owned()];
                (says, Some((self.t("letter-note-answer"), rights)))
            }
            (Kind::RemovalAsked, Some(title)) => {
                let row = stored::removal(&mut tx, note, person).await?.filter(|row| row.state == Removal::Asked);
                let Some(row) = row else { return Ok(None) };
                let day = row.asked.plus_seconds(ANSWERED_WITHIN);
                let day = i18n::date(day, &i18n::TimeZone::UTC, self.language);
                let by = self.named(row.asker);
                let says = m.with("letter-note-removal", &[("by", by.into()), ("title", title.into())]);
                // Their silence is an agreement all the same: they are told so, and asked for nothing.
                if store::stewardship::suspended(&mut tx, person).await?.is_some() {
                    let (_, responsible) = store::registration::read(&mut tx).await?;
                    let until = m.with("letter-note-removal-suspended", &[("day", day.as_str().into())]);
                    (vec![says, until, self.whom_to_write_to(&responsible)], None)
                } else {
                    let until = m.with("letter-note-removal-until", &[("day", day.as_str().into())]);
                    (vec![says, until], Some((self.t("letter-note-answer"), rights)))
                }
            }
            (Kind::RemovalSettled, title) => {
                let Some(row) = stored::removal(&mut tx, note, PersonId::from_bytes(other)).await? else {
                    return Ok(None);
                };
                let which = match title {
                    Some(title) => m.with("letter-note-which", &[("title", title.into())]),
                    None => self.t("letter-note-unread").into_owned(),
                };
                let is_theirs = row.person == person;
                let whom = self.named(row.name);
                let says = match (row.state == Removal::Kept, is_theirs) {
                    (true, true) => m.with("letter-note-kept", &[("which", which.into())]),
                    (true, false) => {
                        m.with("letter-note-kept-other", &[("whom", whom.into()), ("which", which.into())])
                    }
                    (false, true) => m.with("letter-note-removed", &[("which", which.into())]),
                    (false, false) => {
                        m.with("letter-note-removed-other", &[("whom", whom.into()), ("which", which.into())])
                    }
                };
                let why = m.with("letter-note-reason", &[("reason", row.reason.as_str().into())]);
                (vec![says, why], title.is_some().then_some(to_note))
            }
            (Kind::EditAsked, Some(title)) => {
                let row = store::edit_requests::of(&mut tx, note, PersonId::from_bytes(other)).await?;
                let Some(row) = row.filter(|row| row.state == EditRequest::Asked) else { return Ok(None) };
                let Some(facts) = store::notes::facts(&mut tx, note).await? else { return Ok(None) };
                // They answer for it no more.
                if !answering(&mut tx, &facts).await?.contains(&person) {
                    return Ok(None);
                }
                let by = self.named(row.name);
                let says = m.with("letter-note-asked", &[("by", by.into()), ("title", title.into())]);
                let why = m.with("letter-note-reason", &[("reason", row.reason.as_str().into())]);
                (vec![says, why], Some((self.t("letter-note-answer"), rights)))
            }
            // The answer names nobody.
            (Kind::EditAnswered, Some(title)) => {
                let Some(row) = store::edit_requests::of(&mut tx, note, person).await? else { return Ok(None) };
                let (says, act) = match row.state {
                    EditRequest::Asked => return Ok(None),
                    EditRequest::Accepted => (m.with("letter-note-yes", &[("title", title.into())]), to_note),
                    EditRequest::Refused => {
                        let ask = (self.t("letter-note-act-answer"), Address::NoteAsk(note).to_string());
                        (m.with("letter-note-no", &[("title", title.into())]), ask)
                    }
                };
                let mut says = vec![says];
                if !row.words.is_empty() {
                    says.push(m.with("letter-note-words", &[("words", row.words.as_str().into())]));
                }
                (says, Some(act))
            }
            (Kind::NotePlaced, Some(title)) => {
                let notebook = NotebookId::from_bytes(other);
                // It was withdrawn, or they may not see that notebook any more.
                let placed = store::declines::placed_in(&mut tx, &viewer, note).await?;
                let Some(row) = placed.into_iter().find(|row| row.notebook == notebook) else { return Ok(None) };
                let name = row.title.as_str();
                let says = m.with("letter-note-placed", &[("title", title.into()), ("notebook", name.into())]);
                let says = vec![says, self.t("letter-note-placed-decline").into_owned()];
                let place = Address::NotePlace(note).to_string();
                (says, Some((self.t("letter-note-placed-act"), place)))
            }
            (Kind::NoteAnnounced, Some(title)) => {
                let community = CommunityId::from_bytes(other);
                // They left it meanwhile, or chose otherwise.
                let of = NotificationKind::Announced;
                let way = notifications::way_of(&mut tx, person, of, Some(community)).await?;
                if !viewer.is_member(community) || way != Way::Letter {
                    return Ok(None);
                }
                let Some((words, _)) = store::announcements::of(&mut tx, note, community).await? else {
                    return Ok(None);
                };
                let name = self.told_to_everyone(&mut tx, community).await?;
                let says = match &name {
                    Some(name) => {
                        let name = name.as_str();
                        m.with("letter-announced", &[("title", title.into()), ("community", name.into())])
                    }
                    None => m.with("letter-announced-discreetly", &[("title", title.into())]),
                };
                let mut says = vec![says];
                if !words.is_empty() {
                    says.push(m.with("letter-announced-words", &[("words", words.as_str().into())]));
                }
                (says, Some(to_note))
            }
            (Kind::MessageHidden, title) => {
                let row = store::conversations::by_id(&mut tx, MessageId::from_bytes(other)).await?;
                // It is shown again, or its words are gone.
                let row = row.filter(|row| row.note == note && row.author == Some(person) && row.hidden.is_some());
                let Some(row) = row else { return Ok(None) };
                let says = match title {
                    Some(title) => m.with("letter-message-hidden", &[("title", title.into())]),
                    None => self.t("letter-message-hidden-unread").into_owned(),
                };
                let why = m.with("letter-note-reason", &[("reason", row.hidden_why.as_str().into())]);
                let alias = store::communities::named(&mut tx, &[row.community]).await?.pop();
                let reads = title.is_some() && viewer.is_member(row.community);
                let act = alias.filter(|_| reads).map(|(_, alias, _)| {
                    (self.t("letter-message-hidden-act"), Address::NoteTalk(note, alias).to_string())
                });
                (vec![says, why], act)
            }
            (Kind::WordsWithdrawn, Some(title)) => {
                let row = store::withdrawals::by_id(&mut tx, WithdrawalId::from_bytes(other)).await?;
                let Some(row) = row else { return Ok(None) };
                let says = m.with("letter-withdrawn", &[("title", title.into())]);
                let why = match row.why {
                    Withdrawal::Person => self.t("letter-withdrawn-person").into_owned(),
                    Withdrawal::Secret => self.t("letter-withdrawn-secret").into_owned(),
                    Withdrawal::Other => self.t("letter-withdrawn-other").into_owned(),
                };
                let versions = (self.t("letter-withdrawn-act"), Address::Versions(note).to_string());
                (vec![says, why], Some(versions))
            }
            (Kind::NoteDeleted, _) => {
                // It is back, or its words are gone. They could read it when they were to be told.
                let Some((title, _)) = store::deleting::in_bin(&mut tx, note).await? else { return Ok(None) };
                let (notebooks, notes) = store::deleting::stood(&mut tx, note, person).await?;
                let mut says = vec![m.with("letter-note-deleted", &[("title", title.as_str().into())])];
                let list = |titles: &[String]| {
                    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
                    i18n::words::list(m, &titles)
                };
                if !notebooks.is_empty() {
                    says.push(m.with("letter-note-deleted-in", &[("notebooks", list(&notebooks).into())]));
                }
                if !notes.is_empty() {
                    says.push(m.with("letter-note-deleted-cited", &[("notes", list(&notes).into())]));
                }
                (says, None)
            }
            // They may not read it any more.
            _ => return Ok(None),
        };
        drop(tx);
        says.insert(0, hello);
        let act = act.map(|(words, address)| self.act(words, &address));
        let why = if kind == Kind::NoteAnnounced {
            m.with("letter-announced-why", &[("site", site.into())])
        } else {
            m.with("letter-changed-why", &[("site", site.into())])
        };
        let subject = self.t("letter-note-subject").into_owned();
        Ok(Some(Says { subject, words: says, act, why }))
    }

    /// The name of a community that everyone may know of, in the language of the letter; nothing of any other.
    async fn told_to_everyone(&self, tx: &mut Tx, community: CommunityId) -> Result<Option<String>> {
        let visitor = Viewer::visitor();
        Ok(stored::community_name(tx, &visitor, community, self.language.as_str()).await?)
    }

    /// A name, or that its person has left and is not named.
    fn named(&self, name: String) -> String {
        if name.is_empty() { self.t("web-person-closed").into_owned() } else { name }
    }
}
