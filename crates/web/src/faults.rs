//! What a person is told when there is no page to show.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Timestamp;

use crate::front::reference;

/// Why there is no page; the front makes a page of it, in the reader's language.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// Absent, hidden, malformed, deleted: one answer.
    #[error("not found")]
    NotFound,
    /// An address that serves once, and does no more, or never did: where another is asked for, empty where it is not.
    #[error("spent")]
    Spent(&'static str),
    /// A note that was public when it was deleted, that day.
    #[error("gone")]
    Gone(Timestamp),
    /// The viewer sees the thing and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// Their account is suspended: whom they write to; empty where that is not said.
    #[error("suspended")]
    Suspended(String),
    /// The visitor sees the thing, and may do this once signed in: they come back to this page.
    #[error("sign in first")]
    SignIn(String),
    /// It was tried too often: after how many seconds it may be tried again.
    #[error("too often, again in {0} s")]
    TooOften(i64),
    /// The database is away.
    #[error("unavailable")]
    Unavailable,
    /// No room is left to write.
    #[error("full")]
    Full,
    /// Ours; the number stands in the log too.
    #[error("internal, {0}")]
    Internal(String),
}

impl Fault {
    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Spent(_) => StatusCode::NOT_FOUND,
            Self::Gone(_) => StatusCode::GONE,
            Self::Forbidden | Self::Suspended(_) => StatusCode::FORBIDDEN,
            Self::SignIn(_) => StatusCode::SEE_OTHER,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// What a page answers, or a fault where it panics: the connection and the others on it go on.
///
/// The log says the reference alone; where it happened is said by the program's own hook, never what was being read.
pub(crate) async fn unless_it_panics<T>(page: impl Future<Output = T>) -> Result<T, Fault> {
    let mut page = pin!(page);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| page.as_mut().poll(context))) {
        Ok(Poll::Ready(answer)) => Poll::Ready(Ok(answer)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(_) => {
            let reference = reference();
            tracing::error!(reference, "a page panicked");
            Poll::Ready(Err(Fault::Internal(reference)))
        }
    })
    .await
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooOften(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
