//! *It is me*: what the page of a signature offers to its owner.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use domain::PersonId;
use domain::address::{encode_segment, route};
use services::Ctx;
use services::accounts::Wrong;
use services::claims::{self, Said, Standing};
use services::views::PersonPage;

use super::accounts::{refused, unshared};
use super::lists::{PersonTemplate, person_frame};
use super::unkept;
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// What whoever asks may do about a signature.
pub(super) enum Claim {
    /// Sign in, at this address, and come back.
    SignIn(String),
    /// Say that it is theirs, and it is.
    AtOnce,
    /// Say that it is theirs, in these words or without; and what was answered before.
    Ask(Field, Option<String>),
    /// Wait, as this says, or take it back.
    Wait(String),
}

impl Claim {
    /// For who is not signed in: the same of every signature.
    pub(super) fn of_a_visitor(signature: PersonId) -> Self {
        Self::SignIn(format!("{}?to={}", route::SIGN_IN, encode_segment(&page_of(signature))))
    }

    /// For who stands to it in this way.
    pub(super) fn of(f: &Frame<'_>, standing: &Standing, typed: &str, wrong: &[(&'static str, Wrong)]) -> Self {
        if standing.is_recognised {
            return Self::AtOnce;
        }
        if let Some(asked) = standing.asked {
            return Self::Wait(f.messages().with("web-claim-waits", &[("day", f.day(asked).into())]));
        }
        let answered = standing.refused.as_ref().map(|(day, reason)| {
            f.messages().with("web-claim-refused", &[("day", f.day(day).into()), ("reason", reason.as_str().into())])
        });
        let words = Field::new(f, "words", "textarea", "web-claim-words", typed)
            .hinted(f.messages().with("web-claim-words-hint", &[("most", claims::WORDS.into())]))
            .optional_where(true)
            .judged(f, wrong);
        Self::Ask(words, answered)
    }

    /// The fields that something is amiss with.
    pub(super) fn wrong(&self) -> Vec<&Field> {
        if let Self::Ask(words, _) = self { Field::amiss([words]) } else { Vec::new() }
    }
}

/// The address of a person without the name.
fn page_of(person: PersonId) -> String {
    route::PERSON_BARE.replace("{person}", &person.to_string())
}

/// The page of a signature, for who is signed in: what they said of it is for them alone.
pub(super) async fn signature(
    ctx: &Ctx,
    asked: &Asked,
    page: &PersonPage,
    position: String,
    typed: &str,
    wrong: &[(&'static str, Wrong)],
) -> Result<Response, Fault> {
    let standing = claims::standing(ctx, page.id).await?;
    let f = person_frame(asked, page, position);
    let claim = Some(Claim::of(&f, &standing, typed, wrong));
    unkept(&PersonTemplate { f, p: page, claim })
}

/// `POST /people/{person}/-/claim`: says that it is them, or takes it back.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(person): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let person: PersonId = doors::id(&person)?;
    asked.signed_in_first(page_of(person))?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let words = sent.text("words");
    let outcome = match sent.text("act") {
        "claim" => claims::claim(&ctx, person, words).await,
        "withdraw" => claims::withdraw(&ctx, person).await.map(|()| Said::Asked),
        _ => return Err(Fault::NotFound),
    };
    let to = match outcome {
        Ok(Said::Theirs) => format!("{}?done=claimed", route::MY_PROFILE),
        Ok(Said::Asked) => page_of(person),
        Err(services::Error::Refused(wrong)) => {
            let page = services::people::read(&ctx, person, None).await?;
            let page = signature(&ctx, &asked, &page, String::new(), words, &wrong).await?;
            return Ok(unshared(refused(page)));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(unshared(back_to(&asked.standing.settings, &to)))
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str, person: &PersonPage) -> Vec<(&'static str, String)> {
    use askama::Template as _;
    use domain::Timestamp;
    let moment = Timestamp::from_micros(0);
    let standing = |is_recognised, asked, refused| Standing { is_recognised, asked, refused };
    let long = [("words", Wrong::Long)];
    let page = |standing: Option<Standing>| {
        let f = person_frame(asked, person, String::new());
        let claim = match standing {
            Some(standing) => Claim::of(&f, &standing, words, &long),
            None => Claim::of_a_visitor(person.id),
        };
        ("person", PersonTemplate { f, p: person, claim: Some(claim) }.render().unwrap_or_default())
    };
    vec![
        page(None),
        page(Some(standing(true, None, None))),
        page(Some(standing(false, Some(moment), None))),
        page(Some(standing(false, None, Some((moment, words.to_owned()))))),
    ]
}
