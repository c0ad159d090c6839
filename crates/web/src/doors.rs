//! Where pages meet `services`: who asks, what was asked, and what an error becomes.

use domain::address::{IdInAddress, read_id};
use services::Ctx;

use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::front::reference;
use crate::kept::Questions;

impl App {
    /// The context of this request's use case.
    pub(crate) async fn enter(&self, asked: &Asked) -> Result<Ctx, Fault> {
        Ok(self.services.enter(asked.who.clone()).await?.in_language(asked.look.language.tag()))
    }

    /// Whether none of these questions has a newer answer.
    pub(crate) fn is_fresh(&self, questions: &Questions) -> bool {
        self.services.tags().is_fresh(questions.stamp, &questions.tags)
    }
}

/// What the use case asked, when the page may be kept for others.
pub(crate) fn questions(ctx: &Ctx) -> Option<Questions> {
    ctx.asked().map(|(stamp, tags)| Questions { stamp, tags })
}

/// The id of an address, in either case; what is malformed is not found.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Result<T, Fault> {
    match read_id(text) {
        // Upper case redirects for who may see the thing: the address of its page is compared with the one asked.
        IdInAddress::Is(id) | IdInAddress::UpperCase(id) => Ok(id),
        IdInAddress::Not => Err(Fault::NotFound),
    }
}

impl From<services::Error> for Fault {
    fn from(error: services::Error) -> Self {
        use services::Error;
        match error {
            // A key of a list that cannot be read leads nowhere.
            Error::NotFound | Error::Invalid(_) => Self::NotFound,
            Error::Gone(day) => Self::Gone(day),
            // A page that has fields answers what was typed in them itself.
            Error::Forbidden | Error::Refused(_) => Self::Forbidden,
            Error::Suspended(responsible) => Self::Suspended(responsible),
            Error::TooOften(seconds) => Self::TooOften(seconds),
            Error::Unavailable | Error::Retry | Error::Conflict | Error::Newer(_) | Error::Older(_) => {
                Self::Unavailable
            }
            Error::Full => Self::Full,
            Error::Internal(reason) => {
                let reference = reference();
                tracing::error!(reference, reason, "a page failed");
                Self::Internal(reference)
            }
        }
    }
}
