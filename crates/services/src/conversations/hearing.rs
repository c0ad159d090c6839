//! Who is told of a message: those whom it names, those who wrote in its conversation, the authors of the note.
//!
//! All of them are members of its community. `@`, then what a member is called there, names them; nothing leads to them.

use std::collections::{BTreeSet, HashMap};

use domain::folding::title_key;
use domain::notifications::NotificationKind;
use domain::policy::{Note, NoteFacts, Policy, Read};
use domain::{CommunityId, MessageId, NotificationId, PersonId, ThreadId};
use store::Tx;
use store::memberships::MemberRow;
use store::mentions as stored;

use crate::notifications::{self, About};
use crate::{Ctx, Result, sessions};

/// The most `@` of a message that name somebody.
const SIGNS: usize = 50;
/// The most characters of a name that are looked at.
const LONGEST_NAME: usize = 120;

/// A message that was just written.
pub(super) struct Spoken<'a> {
    pub facts: &'a NoteFacts,
    pub community: CommunityId,
    pub thread: ThreadId,
    pub message: MessageId,
    pub body: &'a str,
}

impl Spoken<'_> {
    fn about(&self) -> About {
        About { note: Some(self.facts.id()), community: Some(self.community), notebook: None }
    }
}

/// What follows from a message.
fn cause(message: MessageId) -> NotificationId {
    NotificationId::from_bytes(message.bytes())
}

/// Tells of a new message those whom it names, then the others who hear the conversation: each once.
pub(super) async fn said(ctx: &Ctx, tx: &mut Tx, of: &Spoken<'_>) -> Result<()> {
    let named = name(ctx, tx, of).await?;
    let (about, cause) = (of.about(), Some(cause(of.message)));
    notifications::tell(ctx, tx, cause, NotificationKind::Mention, about, &named).await?;
    let mut others = stored::hearers(tx, of.thread, of.facts.id(), of.community).await?;
    others.retain(|person| !ctx.viewer.is(*person) && !named.contains(person));
    notifications::tell(ctx, tx, cause, NotificationKind::Message, about, &others).await
}

/// Tells of a message that is written again those whom it did not name before.
pub(super) async fn reworded(ctx: &Ctx, tx: &mut Tx, of: &Spoken<'_>) -> Result<()> {
    let named = name(ctx, tx, of).await?;
    notifications::tell(ctx, tx, Some(cause(of.message)), NotificationKind::Mention, of.about(), &named).await
}

/// What was told of a message whose words are gone, or hidden, is told no more.
pub(super) async fn hushed(tx: &mut Tx, message: MessageId) -> Result<()> {
    Ok(store::notifications::untell(tx, cause(message)).await?)
}

/// Keeps whom a message names; those whom it did not name before.
async fn name(ctx: &Ctx, tx: &mut Tx, of: &Spoken<'_>) -> Result<Vec<PersonId>> {
    let before = stored::of(tx, of.message).await?;
    let mut now = Vec::new();
    if of.body.contains('@') {
        let members = store::memberships::members(tx, of.community).await?;
        for person in named(of.body, &called(&members)) {
            if !ctx.viewer.is(person) && (before.contains(&person) || reads(tx, person, of.facts).await?) {
                now.push(person);
            }
        }
    }
    if now != before {
        stored::set(tx, of.message, &now).await?;
    }
    now.retain(|person| !before.contains(person));
    Ok(now)
}

/// Whether a member may read the note.
async fn reads(tx: &mut Tx, person: PersonId, facts: &NoteFacts) -> Result<bool> {
    let steward = store::people::steward(tx, person).await?.unwrap_or(false);
    let viewer = sessions::viewer_of(tx, person, steward).await?;
    Ok(Policy::decide::<Note, Read>(&viewer, facts.clone()).is_ok())
}

/// What members are called there, folded; those who are called the same, together. A name that somebody did not give there names
/// nobody.
fn called(members: &[MemberRow]) -> HashMap<String, Vec<PersonId>> {
    let mut called: HashMap<String, Vec<PersonId>> = HashMap::new();
    for row in members {
        let name = if row.own.name.is_empty() { &row.own_name } else { &row.own.name };
        let key = title_key(name);
        if !key.is_empty() {
            called.entry(key).or_default().push(row.person);
        }
    }
    called
}

/// Whom a text names.
fn named(text: &str, called: &HashMap<String, Vec<PersonId>>) -> BTreeSet<PersonId> {
    let (mut people, mut signs) = (BTreeSet::new(), 0);
    let mut before: Option<char> = None;
    for (place, character) in text.char_indices() {
        // `ana@exemple.org` names nobody.
        let begins = character == '@' && !before.is_some_and(char::is_alphanumeric);
        before = Some(character);
        if !begins {
            continue;
        }
        signs += 1;
        if signs > SIGNS {
            break;
        }
        let rest = text.get(place + 1..).unwrap_or_default();
        people.extend(longest(rest, called).into_iter().flatten().copied());
    }
    people
}

/// Those who bear the longest of the names with which a text begins.
fn longest<'c>(text: &str, called: &'c HashMap<String, Vec<PersonId>>) -> Option<&'c Vec<PersonId>> {
    if text.starts_with(char::is_whitespace) {
        return None;
    }
    let (mut found, mut end) = (None, 0);
    let mut characters = text.chars().peekable();
    for _ in 0..LONGEST_NAME {
        let Some(character) = characters.next().filter(|it| *it != '\n') else { break };
        end += character.len_utf8();
        // A name ends where a word does.
        if characters.peek().is_some_and(|next| goes_on(*next)) {
            continue;
        }
        let name = title_key(text.get(..end).unwrap_or_default());
        found = called.get(&name).or(found);
    }
    found
}

/// Whether a word goes on with this.
fn goes_on(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_whoever_bears_the_longest_name_that_follows() {
        let person = |number| PersonId::from_bytes([number; 16]);
        let names = [("ana", 1), ("ana roy", 2), ("jean-paul", 3), ("jean", 4)];
        let mut called: HashMap<String, Vec<PersonId>> =
            names.into_iter().map(|(name, number)| (name.to_owned(), vec![person(number)])).collect();
        called.insert("zoé".to_owned(), vec![person(9)]);
        called.insert("zoe".to_owned(), vec![person(5), person(6)]);
        let cases: [(&str, &[u8]); 14] = [
            ("", &[]),
            ("Ana Roy", &[]),
            ("@ana, oui", &[1]),
            ("Voir @Ana  ROY.", &[2]),
            ("(@Ana Royer)", &[1]),
            ("@Anabelle", &[]),
            ("@Jean-Paul et @Jean", &[3, 4]),
            ("@Jean-Luc", &[]),
            ("@ Ana", &[]),
            ("ana@ana.org", &[]),
            ("@@ana", &[1]),
            ("@Zoé", &[5, 6]),
            ("@ana\nroy", &[1]),
            ("@", &[]),
        ];
        for (text, numbers) in cases {
            let expected: BTreeSet<PersonId> = numbers.iter().copied().map(person).collect();
            assert_eq!(named(text, &called), expected, "{text}");
        }
        assert_eq!(named(&format!("{}@ana", "@x ".repeat(SIGNS - 1)), &called).len(), 1);
        assert!(named(&format!("{}@ana", "@x ".repeat(SIGNS)), &called).is_empty(), "so many and no more");
    }
}
