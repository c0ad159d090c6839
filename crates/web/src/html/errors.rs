//! Pages of error: what happened, that nothing was lost, what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;

use crate::app::{App, Settings};
use crate::asked::Look;
use crate::faults::Fault;
use crate::frame::Frame;
use crate::front;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorTemplate<'a> {
    f: Frame<'a>,
    title: String,
    words: String,
    reference: Option<String>,
    /// A visitor, whom the page may be hidden from.
    signs_in: bool,
    /// Where another address is asked for, and in which words.
    again: Option<(&'static str, String)>,
}

/// The answer for this status.
pub(crate) fn answer(app: &App, look: Look, is_visitor: bool, status: StatusCode, fault: Option<&Fault>) -> Response {
    let standing = app.standing();
    let html = match (status, fault) {
        (StatusCode::NOT_FOUND, None | Some(Fault::NotFound)) => standing.lost.page(look, is_visitor),
        (status, fault) => Bytes::from(page(&standing.settings, look, is_visitor, status, fault)),
    };
    front::error_page(status, html)
}

/// The page for this status, for a visitor or for who is signed in.
pub(crate) fn page(
    settings: &Settings,
    look: Look,
    is_visitor: bool,
    status: StatusCode,
    fault: Option<&Fault>,
) -> String {
    let mut f = Frame::new(settings, look, "error", String::new());
    let (title, words) = match status {
        StatusCode::NOT_FOUND => (f.t("web-error-404"), f.t("web-error-404-words")),
        StatusCode::GONE => (f.t("web-error-410"), f.t("web-error-410-words")),
        StatusCode::FORBIDDEN => (f.t("web-error-403"), f.t("web-error-403-words")),
        StatusCode::METHOD_NOT_ALLOWED => (f.t("web-error-405"), f.t("web-error-405-words")),
        StatusCode::PAYLOAD_TOO_LARGE => (f.t("web-error-413"), f.t("web-error-413-words")),
        StatusCode::URI_TOO_LONG => (f.t("web-error-414"), f.t("web-error-414-words")),
        StatusCode::RANGE_NOT_SATISFIABLE => (f.t("web-error-416"), f.t("web-error-416-words")),
        StatusCode::TOO_MANY_REQUESTS => (f.t("web-error-429"), f.t("web-error-429-words")),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (f.t("web-error-431"), f.t("web-error-431-words")),
        StatusCode::SERVICE_UNAVAILABLE => (f.t("web-error-503"), f.t("web-error-503-words")),
        StatusCode::INSUFFICIENT_STORAGE => (f.t("web-error-507"), f.t("web-error-507-words")),
        status if status.is_client_error() => (f.t("web-error-400"), f.t("web-error-400-words")),
        _ => (f.t("web-error-500"), f.t("web-error-500-words")),
    };
    let (mut title, mut words) = (title.into_owned(), words.into_owned());
    if let Some(Fault::Gone(day)) = fault {
        words = f.messages().with("web-error-410-day", &[("day", f.day(*day).into())]);
    }
    if let Some(Fault::TooOften(seconds)) = fault {
        words = f.wait(*seconds);
    }
    if let Some(Fault::Suspended(responsible)) = fault {
        title = f.t("web-error-suspended").into_owned();
        words = match responsible.as_str() {
            "" => f.t("web-error-suspended-nobody").into_owned(),
            responsible => f.messages().with("web-error-suspended-words", &[("responsible", responsible.into())]),
        };
    }
    let mut signs_in = is_visitor && status == StatusCode::NOT_FOUND;
    let mut again = None;
    if let Some(Fault::Spent(address)) = fault {
        (title, words) = (f.t("web-error-spent").into_owned(), f.t("web-error-spent-words").into_owned());
        let asks = match *address {
            route::SIGN_UP => "accounts-sign-up-title",
            route::ASK_RESET => "accounts-forgotten",
            route::REPORT => "web-report",
            _ => "accounts-sign-in",
        };
        again = Some((*address, f.t(asks).into_owned())).filter(|_| !address.is_empty());
        signs_in = false;
    }
    let reference = match fault {
        Some(Fault::Internal(reference)) => Some(reference.clone()),
        _ => None,
    };
    f.title.clone_from(&title);
    f.status = Some(status.as_u16());
    f.noindex = true;
    ErrorTemplate { f, title, words, reference, signs_in, again }.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::super::samples;
    use super::*;

    /// Messages are marked where the environment asks for it before the first one is read: in a program of its own.
    #[test]
    #[cfg_attr(not(debug_assertions), ignore = "a release marks nothing")]
    fn a_page_of_error_says_no_word_that_is_not_a_message() {
        if std::env::var_os("SILLAGE_PSEUDO").is_none() {
            let name = "html::errors::tests::a_page_of_error_says_no_word_that_is_not_a_message";
            let mut again = Command::new(std::env::current_exe().unwrap());
            let output = again.args(["--exact", name]).env("SILLAGE_PSEUDO", "1").output().unwrap();
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && told.contains("1 passed"), "{told}");
            return;
        }
        for look in Look::all() {
            for (_, html) in samples::samples(look).into_iter().filter(|(kind, _)| *kind == "error") {
                let mut text = String::new();
                for piece in html.split('<').skip(1) {
                    text.push_str(piece.split_once('>').unwrap().1);
                }
                let mut depth = 0;
                let outside: String = text
                    .replace("Réseau &#60;b&#62;", "")
                    .replace("0000-1", "")
                    .chars()
                    .filter(|letter| {
                        match letter {
                            '⟦' => depth += 1,
                            '⟧' => depth -= 1,
                            _ => {}
                        }
                        depth == 0 && letter.is_alphabetic()
                    })
                    .collect();
                assert!(text.contains('⟦') && outside.is_empty(), "{outside} in {text}");
            }
        }
    }
}
