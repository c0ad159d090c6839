//! How often one may try to come in: by account, by block of network addresses. Whoever succeeds gets the try back.

use domain::PersonId;
use domain::networks::Network;
use domain::people::MailAddress;
use sha2::{Digest, Sha256};
use store::limits::{self, Rate};

use crate::{Ctx, Error, Result, again};

/// Passwords tried for one address of mail, known or not.
const OF_AN_ACCOUNT: Rate = Rate { burst: 10, every: 120 };
/// Passwords and passkeys tried from one block: an office that comes to work at nine passes.
const OF_A_NETWORK: Rate = Rate { burst: 60, every: 10 };
/// Ceremonies begun from one block: one each time a page of sign-in opens.
const CEREMONIES: Rate = Rate { burst: 300, every: 2 };

/// Codes of a second factor shown for one account.
const CODES: Rate = Rate { burst: 6, every: 120 };
/// Letters asked for at one address of mail, known or not.
const LETTERS_TO_ONE: Rate = Rate { burst: 3, every: 600 };
/// Letters that one person has sent to others: invitations, requests.
const LETTERS_OF_ONE: Rate = Rate { burst: 40, every: 120 };
/// Letters that one person who runs the site has sent to themselves, to try.
const TRIALS: Rate = Rate { burst: 1, every: 60 };
/// Letters asked for from one block.
const LETTERS: Rate = Rate { burst: 30, every: 60 };

/// Messages and requests about notes, of one person.
const MESSAGES: Rate = Rate { burst: 10, every: 600 };
/// Messages in conversations, of one person.
const TALK: Rate = Rate { burst: 30, every: 20 };

/// What programs ask of the API, in the name of one person or from one block.
const REQUESTS: Rate = Rate { burst: 600, every: 1 };

/// What a program may still ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// How many requests at once.
    pub quota: i64,
    /// In how many seconds as many come again.
    pub window: i64,
    /// How many are left.
    pub left: i64,
    /// After how many seconds all of them are there again.
    pub reset: i64,
}

/// One try, and by what it is counted.
#[derive(Default)]
pub(crate) struct Try {
    account: Option<([u8; 32], Rate)>,
    network: Option<([u8; 32], Rate)>,
}

impl Try {
    /// To sign in, by this address where one was typed.
    pub fn to_sign_in(ctx: &Ctx, mail: Option<&MailAddress>, network: Option<Network>) -> Self {
        let network = network.map(|network| (of_network(ctx, "network", network), OF_A_NETWORK));
        Self { account: mail.map(|mail| (of_mail(b"account", mail), OF_AN_ACCOUNT)), network }
    }

    /// To show a code of a second factor.
    pub fn to_show_a_code(ctx: &Ctx, person: PersonId, network: Option<Network>) -> Self {
        let network = network.map(|network| (of_network(ctx, "network", network), OF_A_NETWORK));
        Self { account: Some((of_codes(person), CODES)), network }
    }

    /// What is kept of the tries that are counted by an account.
    pub fn kept_of(person: PersonId, mail: Option<&MailAddress>) -> Vec<[u8; 32]> {
        let kinds: [&[u8]; 3] = [b"account", b"letters", b"messages"];
        let by_mail = mail.into_iter().flat_map(|mail| kinds.map(|kind| of_mail(kind, mail)));
        let by_person = [of_codes, of_messages, of_sender, of_talk, of_programs, of_trials].map(|of| of(person));
        by_mail.chain(by_person).collect()
    }

    /// To write about a note, or to ask to edit it.
    pub fn to_write(person: PersonId) -> Self {
        Self { account: Some((of_messages(person), MESSAGES)), network: None }
    }

    /// To say something in a conversation.
    pub fn to_talk(person: PersonId) -> Self {
        Self { account: Some((of_talk(person), TALK)), network: None }
    }

    /// To go on writing about a note, without an account.
    pub fn to_write_from(mail: &MailAddress) -> Self {
        Self { account: Some((of_mail(b"messages", mail), MESSAGES)), network: None }
    }

    /// To be sent a letter at this address.
    pub fn to_be_written_to(ctx: &Ctx, mail: &MailAddress, network: Option<Network>) -> Self {
        let network = network.map(|network| (of_network(ctx, "letters", network), LETTERS));
        Self { account: Some((of_mail(b"letters", mail), LETTERS_TO_ONE)), network }
    }

    /// To have a letter sent to somebody else.
    pub fn to_have_letters_sent(person: PersonId) -> Self {
        Self { account: Some((of_sender(person), LETTERS_OF_ONE)), network: None }
    }

    /// To be sent a letter that tries whether letters leave the site.
    pub fn to_try_letters(person: PersonId) -> Self {
        Self { account: Some((of_trials(person), TRIALS)), network: None }
    }

    /// To begin a ceremony.
    pub fn to_begin(ctx: &Ctx, network: Option<Network>) -> Self {
        Self { account: None, network: network.map(|network| (of_network(ctx, "ceremonies", network), CEREMONIES)) }
    }

    /// To ask something of the API: counted by the person in whose name, else by the block of addresses.
    pub fn to_ask(ctx: &Ctx, network: Option<Network>) -> Self {
        match ctx.viewer.id() {
            Some(person) => Self { account: Some((of_programs(person), REQUESTS)), network: None },
            None => {
                Self { account: None, network: network.map(|network| (of_network(ctx, "programs", network), REQUESTS)) }
            }
        }
    }

    /// What is left of it; nothing where nothing counts it.
    pub async fn left(&self, ctx: &Ctx) -> Result<Option<Left>> {
        let Some((subject, rate)) = self.account.or(self.network) else { return Ok(None) };
        let mut tx = ctx.services.store.read().await?;
        let (left, reset) = limits::left(&mut tx, subject, rate, ctx.now()).await?;
        Ok(Some(Left { quota: rate.burst, window: rate.burst * rate.every, left, reset }))
    }

    /// Takes it; nothing is taken where one of those who count has none left.
    ///
    /// # Errors
    /// [`Error::TooOften`], with the seconds to wait.
    pub async fn take(&self, ctx: &Ctx) -> Result<()> {
        let counted = self.account.into_iter().chain(self.network);
        let counted: Vec<_> = counted.collect();
        if counted.is_empty() {
            return Ok(());
        }
        again(async || {
            let mut tx = ctx.services.store.write().await?;
            let now = ctx.now();
            limits::forget(&mut tx, now).await?;
            for (subject, rate) in &counted {
                limits::take(&mut tx, *subject, *rate, now).await?.map_err(Error::TooOften)?;
            }
            tx.commit().await?;
            Ok(())
        })
        .await
    }

    /// Gives it back, in the transaction that opens a session: whoever knows the password does not guess, and those of before
    /// were typing errors.
    pub async fn give_back(&self, tx: &mut store::Tx) -> Result<()> {
        if let Some((account, _)) = self.account {
            limits::forgive(tx, account).await?;
        }
        if let Some((network, rate)) = self.network {
            limits::give_back(tx, network, rate).await?;
        }
        Ok(())
    }
}

/// What is kept of a block of addresses: nothing to who does not know a secret that stays in memory.
fn of_network(ctx: &Ctx, kind: &str, network: Network) -> [u8; 32] {
    hash(&[ctx.services.secret(), kind.as_bytes(), network.to_string().as_bytes()])
}

fn of_mail(kind: &[u8], mail: &MailAddress) -> [u8; 32] {
    hash(&[kind, mail.key().as_bytes()])
}

fn of_sender(person: PersonId) -> [u8; 32] {
    hash(&[b"sender", person.to_string().as_bytes()])
}

fn of_talk(person: PersonId) -> [u8; 32] {
    hash(&[b"talk", person.to_string().as_bytes()])
}

fn of_codes(person: PersonId) -> [u8; 32] {
    hash(&[b"codes", person.to_string().as_bytes()])
}

fn of_programs(person: PersonId) -> [u8; 32] {
    hash(&[b"programs", person.to_string().as_bytes()])
}

fn of_trials(person: PersonId) -> [u8; 32] {
    hash(&[b"trials", person.to_string().as_bytes()])
}

fn of_messages(person: PersonId) -> [u8; 32] {
    hash(&[b"messages", person.to_string().as_bytes()])
}

fn hash(words: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word);
        hash.update(b"\n");
    }
    hash.finalize().into()
}
