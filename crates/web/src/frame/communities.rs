//! What templates say of communities and of organisations.

use std::borrow::{Borrow, Cow};

use domain::communities::{Access, Formality, Role, Stage};
use domain::organisations::OrganisationState;
use domain::{Day, Timestamp};

use super::Frame;

impl Frame<'_> {
    /// How an organisation is, where it is not simply at work, and since when it ended.
    pub fn no_longer_active(
        &self,
        state: impl Borrow<OrganisationState>,
        ended: impl Borrow<Option<Day>>,
    ) -> Option<Cow<'static, str>> {
        if let (OrganisationState::Ended, Some(day)) = (*state.borrow(), *ended.borrow()) {
            let day = i18n::calendar_day(day, self.look.language);
            return Some(Cow::Owned(self.messages.with("organisations-state-ended-on", &[("day", day.into())])));
        }
        let key = match *state.borrow() {
            OrganisationState::Active => return None,
            OrganisationState::Paused => "organisations-state-paused",
            OrganisationState::Ended => "organisations-state-ended",
            OrganisationState::Merged => "organisations-state-merged",
        };
        Some(self.messages.text(key))
    }

    /// How one becomes a member of a community.
    pub fn access(&self, access: impl Borrow<Access>) -> Cow<'static, str> {
        self.messages.text(match *access.borrow() {
            Access::Open => "communities-access-open",
            Access::OnRequest => "communities-access-on-request",
            Access::Invited => "communities-access-invited",
        })
    }

    /// The same, among other words.
    pub fn access_in_line(&self, access: impl Borrow<Access>) -> String {
        self.messages.with("communities-access-line", &[("access", self.access(access).into_owned().into())])
    }

    /// How far a community is in its life, with the end of a pause where it is said.
    pub fn stage(&self, stage: impl Borrow<Stage>, paused_until: impl Borrow<Option<Day>>) -> Cow<'static, str> {
        if let (Stage::Paused, Some(day)) = (*stage.borrow(), *paused_until.borrow()) {
            let day = i18n::calendar_day(day, self.look.language);
            return Cow::Owned(self.messages.with("communities-stage-paused-until", &[("day", day.into())]));
        }
        self.messages.text(match *stage.borrow() {
            Stage::Emerging => "communities-stage-emerging",
            Stage::Active => "communities-stage-active",
            Stage::Paused => "communities-stage-paused",
            Stage::Closed => "communities-stage-closed",
        })
    }

    /// How much a community says of how it works.
    pub fn formality(&self, formality: impl Borrow<Formality>) -> Cow<'static, str> {
        self.messages.text(match *formality.borrow() {
            Formality::InterestCircle => "communities-formality-interest-circle",
            Formality::FacilitatedGroup => "communities-formality-facilitated-group",
            Formality::CharteredCommunity => "communities-formality-chartered-community",
        })
    }

    /// When whoever asks asked to become a member.
    pub fn asked_to_join(&self, at: impl Borrow<Timestamp>) -> String {
        self.messages().with("communities-join-asked", &[("day", self.day(at).into())])
    }

    /// How many requests wait for an answer.
    pub fn waiting_to_join(&self, count: impl Borrow<i64>) -> String {
        self.messages().with("communities-waiting", &[("count", (*count.borrow()).into())])
    }

    /// How many roles want somebody.
    pub fn roles_to_fill(&self, count: impl Borrow<usize>) -> String {
        let count = i64::try_from(*count.borrow()).unwrap_or(i64::MAX);
        self.messages().with("communities-risks-count", &[("count", count.into())])
    }

    /// Who holds a role.
    pub fn role_holder(&self, name: &str, role: Role) -> String {
        let role = crate::html::role_in_words(self, role);
        self.messages().with("communities-holder", &[("name", name.into()), ("role", role.into())])
    }

    /// Which organisations carry a community.
    pub fn hosts(&self, count: usize) -> String {
        self.messages.with("communities-hosts", &[("count", count.into())])
    }

    /// What those that lend a community a hand are called.
    pub fn supporting(&self, count: usize) -> String {
        self.messages.with("communities-supporting", &[("count", count.into())])
    }

    /// The name of a register; the code of one that is not known.
    pub fn register<'s>(&self, scheme: &'s str) -> Cow<'s, str> {
        self.messages.text(match scheme {
            "ror" => "organisations-scheme-ror",
            "wikidata" => "organisations-scheme-wikidata",
            "isni" => "organisations-scheme-isni",
            "lei" => "organisations-scheme-lei",
            "viaf" => "organisations-scheme-viaf",
            "neq" => "organisations-scheme-neq",
            unknown => return Cow::Borrowed(unknown),
        })
    }
}
