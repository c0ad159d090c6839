//! Withdrawing words from all versions of a note: first where they stand, then that they are to go.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::NoteId;
use domain::address::Address;
use domain::notes::Withdrawal;
use services::accounts::Wrong;
use services::writing::{self, Standing, TypedWithdrawal, Withdrawing};

use super::accounts::{refused, unshared};
use super::{elsewhere, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "withdraw.html")]
struct WithdrawTemplate<'a> {
    f: Frame<'a>,
    w: Withdrawing,
    action: String,
    versions: String,
    /// Where the words stand, once it was asked.
    found: Option<Standing>,
    /// Whether a version was saved meanwhile.
    is_stale: bool,
    passage: Field,
    why: Field,
}

impl WithdrawTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.passage, &self.why])
    }

    /// Where the words stand, in words.
    fn says(&self, found: &Standing) -> Vec<String> {
        let mut says = Vec::new();
        if !found.versions.is_empty() {
            let numbers: Vec<String> = found.versions.iter().map(ToString::to_string).collect();
            let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
            let numbers = i18n::words::list(self.f.messages(), &numbers);
            let count = found.versions.len();
            says.push(
                self.f
                    .messages()
                    .with("web-withdraw-versions", &[("count", count.into()), ("numbers", numbers.into())]),
            );
            let newest =
                if found.in_newest { self.f.t("web-withdraw-newest") } else { self.f.t("web-withdraw-not-newest") };
            says.push(newest.into_owned());
        }
        if found.beside {
            says.push(self.f.t("web-withdraw-beside").into_owned());
        }
        says
    }
}

/// What a kind of reason is called.
const fn why_key(why: Withdrawal) -> &'static str {
    match why {
        Withdrawal::Person => "web-withdraw-person",
        Withdrawal::Secret => "web-withdraw-secret",
        Withdrawal::Other => "web-withdraw-other",
    }
}

/// `/n/{note}/-/withdraw`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = Address::NoteWithdraw(note);
    let found = writing::withdrawing(&ctx, note).await.map_err(asked.or_sign_in(&address))?;
    if let Some(redirect) = elsewhere(&uri, &address) {
        return Ok(redirect);
    }
    Ok(unshared(unkept(&page(&asked, note, found, &TypedWithdrawal::default(), &[]))?))
}

/// `POST /n/{note}/-/withdraw`: where the words stand, or that they go.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent.
    let found = writing::withdrawing(&ctx, note).await.map_err(asked.or_sign_in(Address::NoteWithdraw(note)))?;
    let typed = TypedWithdrawal { passage: sent.text("passage").to_owned(), why: sent.text("why").to_owned() };
    let outcome = match sent.text("act") {
        "look" => writing::standing(&ctx, note, &typed).await.map(Some),
        "withdraw" => {
            let newest = sent.text("newest").parse::<i64>().map_err(|_| Fault::NotFound)?;
            writing::withdraw(&ctx, note, newest, &typed).await.map(|()| None)
        }
        _ => return Err(Fault::NotFound),
    };
    match outcome {
        Ok(None) => Ok(unshared(back_to(&asked.standing.settings, &Address::Versions(note).to_string()))),
        Ok(stands) => {
            let page = WithdrawTemplate { found: stands, ..page(&asked, note, found, &typed, &[]) };
            Ok(unshared(unkept(&page)?))
        }
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&page(&asked, note, found, &typed, &wrong))?)))
        }
        Err(services::Error::Conflict) => {
            let page = WithdrawTemplate { is_stale: true, ..page(&asked, note, found, &typed, &[]) };
            let mut response = unkept(&page)?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(unshared(response))
        }
        Err(error) => Err(error.into()),
    }
}

fn page<'a>(
    asked: &'a Asked,
    note: NoteId,
    w: Withdrawing,
    typed: &TypedWithdrawal,
    wrong: &[(&'static str, Wrong)],
) -> WithdrawTemplate<'a> {
    let mut f = asked.private_frame("withdraw", "web-withdraw");
    f.title = f.messages().with("web-withdraw-of", &[("title", w.link.title.as_str().into())]);
    let passage = Field::new(&f, "passage", "textarea", "web-withdraw-passage", &typed.passage)
        .hinted(f.t("web-withdraw-passage-hint").into_owned())
        .judged(&f, wrong);
    let mut kinds = vec![(String::new(), f.t("web-withdraw-why-none").into_owned())];
    kinds.extend(Withdrawal::ALL.map(|why| (why.as_str().to_owned(), f.t(why_key(why)).into_owned())));
    let why = Field { choices: kinds, ..Field::new(&f, "why", "text", "web-withdraw-why", &typed.why) }
        .hinted(f.t("web-withdraw-why-hint").into_owned())
        .judged(&f, wrong);
    WithdrawTemplate {
        action: Address::NoteWithdraw(note).to_string(),
        versions: Address::Versions(note).to_string(),
        found: None,
        is_stale: false,
        f,
        w,
        passage,
        why,
    }
}

/// Withdrawals of each kind.
#[cfg(test)]
pub(super) fn withdrawals() -> Vec<services::views::WithdrawalRow> {
    let row = |why| services::views::WithdrawalRow {
        id: domain::WithdrawalId::from_bytes([7; 16]),
        why,
        versions: 2,
        at: domain::Timestamp::from_micros(0),
    };
    Withdrawal::ALL.map(row).to_vec()
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::Slug;
    use services::views::Link;
    let note = NoteId::from_bytes([7; 16]);
    let w = || Withdrawing {
        link: Link { title: words.to_owned(), address: Address::Note(note, Slug::of("n")) },
        newest: 3,
    };
    let typed = TypedWithdrawal { passage: words.to_owned(), why: words.to_owned() };
    let wrong = [("passage", Wrong::Nowhere), ("why", Wrong::NotAChoice)];
    let here = |typed: &TypedWithdrawal, wrong: &[(&'static str, Wrong)]| page(asked, note, w(), typed, wrong);
    let stands = |versions: Vec<i64>, in_newest, beside| Some(Standing { versions, in_newest, beside });
    let pages = [
        here(&TypedWithdrawal::default(), &[]),
        here(&typed, &wrong),
        here(&typed, &[("passage", Wrong::Few(3))]),
        WithdrawTemplate { is_stale: true, ..here(&typed, &[]) },
        WithdrawTemplate { found: stands(vec![1, 3], true, true), ..here(&typed, &[]) },
        WithdrawTemplate { found: stands(vec![2], false, false), ..here(&typed, &[]) },
        WithdrawTemplate { found: stands(Vec::new(), false, true), ..here(&typed, &[]) },
    ];
    pages.iter().map(|page| ("withdraw", page.render().unwrap_or_default())).collect()
}
