//! Where whoever asks closes their account, and where they may stay after all.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::leaving::{Choices, NameAfter, TextsAfter};
use services::leaving::{self, LeavingRow, Standing};
use services::sessions;

use super::access::unless_fresh;
use super::accounts::{refused, unshared};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::Frame;
use crate::front::back_to;

/// One kind of thing, and what may become of it.
pub(super) struct Asks {
    pub name: &'static str,
    pub legend: String,
    /// What a form says, in words, whether it was chosen.
    pub choices: Vec<(&'static str, String, bool)>,
}

/// An account that closes.
pub(super) struct Closing {
    pub lead: String,
    pub said: [String; 3],
}

#[derive(Template)]
#[template(path = "leaving.html")]
pub(super) struct LeavingTemplate<'a> {
    pub f: Frame<'a>,
    pub closing: Option<Closing>,
    pub is_last_steward: bool,
    /// That a choice was not made.
    pub is_missing: bool,
    pub kinds: Vec<Asks>,
}

/// `/me/leaving`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let standing = leaving::mine(&app.enter(&asked).await?).await?;
    // Staying asks for nothing more; what is asked for is asked before anything is chosen.
    if standing.leaving.is_none()
        && let Some(elsewhere) = unless_fresh(&asked, &app, route::MY_LEAVING, true)
    {
        return Ok(elsewhere);
    }
    // What was chosen before the proof was asked for.
    let chosen = ["credit", "acts", "texts"].map(|kind| parameter(&uri, kind).unwrap_or_default());
    let chosen = chosen.each_ref().map(String::as_str);
    Ok(unshared(unkept(&page(&asked, &standing, chosen, false))?))
}

/// `POST /me/leaving`: closes the account, or keeps it.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    if sent.text("act") == "stay" {
        leaving::stay(&ctx).await?;
        return Ok(unshared(back_to(&asked.standing.settings, route::MY_PROFILE)));
    }
    let chosen = [sent.text("credit"), sent.text("acts"), sent.text("texts")];
    let [credit, acts, texts] = chosen;
    let choices = NameAfter::parse(credit).zip(NameAfter::parse(acts)).zip(TextsAfter::parse(texts));
    let again = match choices {
        Some(_) => format!("{}?credit={credit}&acts={acts}&texts={texts}", route::MY_LEAVING),
        None => route::MY_LEAVING.to_owned(),
    };
    if let Some(elsewhere) = unless_fresh(&asked, &app, &again, false) {
        return Ok(elsewhere);
    }
    let Some(((credit, acts), texts)) = choices else {
        let standing = leaving::mine(&ctx).await?;
        return Ok(unshared(refused(unkept(&page(&asked, &standing, chosen, true))?)));
    };
    match leaving::leave(&ctx, Choices { credit, acts, texts }).await {
        Ok(()) => {
            if let Some(known) = &asked.who {
                sessions::end_mine(&app.services, known, None).await?;
            }
            Ok(unshared(back_to(&asked.standing.settings, route::MY_LEAVING)))
        }
        Err(services::Error::Forbidden | services::Error::Conflict) => {
            let standing = leaving::mine(&ctx).await?;
            Ok(unshared(refused(unkept(&page(&asked, &standing, chosen, false))?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page<'a>(asked: &'a Asked, standing: &Standing, chosen: [&str; 3], is_missing: bool) -> LeavingTemplate<'a> {
    let f = asked.private_frame("me", "me-leaving");
    let site = asked.standing.settings.name.as_str();
    let closing = standing.leaving.map(|LeavingRow { choices, ends, .. }| Closing {
        lead: f.messages().with("me-leaving-on", &[("site", site.into()), ("day", f.day_of(ends).as_str().into())]),
        said: leaving::said(choices).map(|key| f.t(key).into_owned()),
    });
    let [of_credit, of_acts, of_texts] = chosen;
    let names = |key: fn(NameAfter) -> &'static str, chosen: &str| {
        NameAfter::ALL.map(|it| (it.as_str(), f.t(key(it)).into_owned(), chosen == it.as_str())).to_vec()
    };
    let texts =
        TextsAfter::ALL.map(|it| (it.as_str(), f.t(leaving::of_texts(it)).into_owned(), of_texts == it.as_str()));
    let alone = i64::try_from(standing.alone).unwrap_or(i64::MAX);
    let kinds = vec![
        Asks {
            name: "credit",
            legend: f.t("me-leaving-credit").into_owned(),
            choices: names(leaving::of_credit, of_credit),
        },
        Asks { name: "acts", legend: f.t("me-leaving-acts").into_owned(), choices: names(leaving::of_acts, of_acts) },
        Asks {
            name: "texts",
            legend: f.messages().with("me-leaving-texts", &[("count", alone.into())]),
            choices: texts.to_vec(),
        },
    ];
    LeavingTemplate { f, closing, is_last_steward: standing.is_last_steward, is_missing, kinds }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let choices = Choices { credit: NameAfter::Keep, acts: NameAfter::Replace, texts: TextsAfter::Remove };
    let moment = domain::Timestamp::from_micros(0);
    let row = LeavingRow { choices, asked: moment, ends: moment };
    let of = |leaving, is_last_steward| Standing { leaving, alone: 2, is_last_steward };
    vec![
        ("me", page(asked, &of(None, false), [""; 3], false).render().unwrap_or_default()),
        ("me", page(asked, &of(None, false), [words, "keep", ""], true).render().unwrap_or_default()),
        ("me", page(asked, &of(None, true), [""; 3], false).render().unwrap_or_default()),
        ("me", page(asked, &of(Some(row), false), [""; 3], false).render().unwrap_or_default()),
    ]
}
