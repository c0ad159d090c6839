//! What is kept of acts on accounts, roles, rights and settings; of nothing else that people do.

/// Of what an act is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditKind {
    /// Accounts, sessions, invitations.
    Accounts,
    /// Memberships and roles.
    Roles,
    /// Signatures, and who may edit a note.
    Rights,
    /// What the site lets people do, and what it says of itself.
    Settings,
}

impl AuditKind {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 4] = [Self::Accounts, Self::Roles, Self::Rights, Self::Settings];

    /// The word of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Roles => "roles",
            Self::Rights => "rights",
            Self::Settings => "settings",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// An account was made.
    AccountMade,
    /// An account that runs the site was made.
    StewardMade,
    /// An account that was asked for was made.
    AccountAccepted,
    /// One was declined.
    AccountDeclined,
    /// A session was opened for somebody.
    SessionOpened,
    /// A token was made for somebody.
    TokenMade,
    /// Codes are asked for no more.
    CodesEnded,
    /// Somebody was invited.
    Invited,
    /// A link that several may use was made.
    LinkMade,
    /// An invitation was ended.
    InvitationEnded,
    /// Somebody was made a member of a community.
    MemberAdded,
    /// A membership was ended.
    MemberRemoved,
    /// Somebody holds these roles and no others.
    RolesSet,
    /// A community was made.
    CommunityMade,
    /// A community was closed.
    CommunityClosed,
    /// A signature without account was given to an account.
    SignatureGiven,
    /// It was not.
    SignatureRefused,
    /// An author who refused to leave a note edits it no more.
    AuthorRemoved,
    /// Such an author stays.
    AuthorKept,
    /// Who may make an account, or who answers for personal information, was said.
    RegistrationSet,
    /// Who may create a community was said.
    WhoCreatesSet,
    /// A page of the site was written.
    PageSaved,
    /// What the site is called, says that it is, speaks first or publishes under was said.
    SiteSet,
    /// A server by which members sign in was added.
    ProviderAdded,
    /// One was removed.
    ProviderRemoved,
    /// Work that had failed for good was given up.
    JobDropped,
    /// An account may sign in no more.
    AccountSuspended,
    /// It may again.
    AccountReopened,
    /// The sessions of an account were ended.
    SessionsEnded,
    /// Somebody runs the site from now on.
    StewardNamed,
    /// Somebody runs it no more.
    StewardEnded,
    /// An address that had refused a letter is said to be good.
    MailGood,
    /// What somebody keeps for themselves or for a few was read, for a reason.
    ContentRead,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 33] = [
        Self::AccountMade,
        Self::StewardMade,
        Self::AccountAccepted,
        Self::AccountDeclined,
        Self::SessionOpened,
        Self::TokenMade,
        Self::CodesEnded,
        Self::Invited,
        Self::LinkMade,
        Self::InvitationEnded,
        Self::MemberAdded,
        Self::MemberRemoved,
        Self::RolesSet,
        Self::CommunityMade,
        Self::CommunityClosed,
        Self::SignatureGiven,
        Self::SignatureRefused,
        Self::AuthorRemoved,
        Self::AuthorKept,
        Self::RegistrationSet,
        Self::WhoCreatesSet,
        Self::PageSaved,
        Self::SiteSet,
        Self::ProviderAdded,
        Self::ProviderRemoved,
        Self::JobDropped,
        Self::AccountSuspended,
        Self::AccountReopened,
        Self::SessionsEnded,
        Self::StewardNamed,
        Self::StewardEnded,
        Self::MailGood,
        Self::ContentRead,
    ];

    /// The word of the store and of exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountMade => "account_made",
            Self::StewardMade => "steward_made",
            Self::AccountAccepted => "account_accepted",
            Self::AccountDeclined => "account_declined",
            Self::SessionOpened => "session_opened",
            Self::TokenMade => "token_made",
            Self::CodesEnded => "codes_ended",
            Self::Invited => "invited",
            Self::LinkMade => "link_made",
            Self::InvitationEnded => "invitation_ended",
            Self::MemberAdded => "member_added",
            Self::MemberRemoved => "member_removed",
            Self::RolesSet => "roles_set",
            Self::CommunityMade => "community_made",
            Self::CommunityClosed => "community_closed",
            Self::SignatureGiven => "signature_given",
            Self::SignatureRefused => "signature_refused",
            Self::AuthorRemoved => "author_removed",
            Self::AuthorKept => "author_kept",
            Self::RegistrationSet => "registration_set",
            Self::WhoCreatesSet => "who_creates_set",
            Self::PageSaved => "page_saved",
            Self::SiteSet => "site_set",
            Self::ProviderAdded => "provider_added",
            Self::ProviderRemoved => "provider_removed",
            Self::JobDropped => "job_dropped",
            Self::AccountSuspended => "account_suspended",
            Self::AccountReopened => "account_reopened",
            Self::SessionsEnded => "sessions_ended",
            Self::StewardNamed => "steward_named",
            Self::StewardEnded => "steward_ended",
            Self::MailGood => "mail_good",
            Self::ContentRead => "content_read",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }

    /// Of what it is.
    pub const fn kind(self) -> AuditKind {
        match self {
            Self::AccountMade
            | Self::StewardMade
            | Self::AccountAccepted
            | Self::AccountDeclined
            | Self::SessionOpened
            | Self::TokenMade
            | Self::CodesEnded
            | Self::Invited
            | Self::LinkMade
            | Self::InvitationEnded
            | Self::AccountSuspended
            | Self::AccountReopened
            | Self::SessionsEnded
            | Self::StewardNamed
            | Self::StewardEnded
            | Self::MailGood => AuditKind::Accounts,
            Self::MemberAdded | Self::MemberRemoved | Self::RolesSet | Self::CommunityMade | Self::CommunityClosed => {
                AuditKind::Roles
            }
            Self::SignatureGiven
            | Self::SignatureRefused
            | Self::AuthorRemoved
            | Self::AuthorKept
            | Self::ContentRead => AuditKind::Rights,
            Self::RegistrationSet
            | Self::WhoCreatesSet
            | Self::PageSaved
            | Self::SiteSet
            | Self::ProviderAdded
            | Self::ProviderRemoved
            | Self::JobDropped => AuditKind::Settings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, AuditKind};

    #[test]
    fn acts_and_their_kinds_are_read_as_they_are_written_and_nothing_else_is_one() {
        assert_eq!(Act::ALL.map(|act| Act::parse(act.as_str())), Act::ALL.map(Some));
        assert_eq!(AuditKind::ALL.map(|kind| AuditKind::parse(kind.as_str())), AuditKind::ALL.map(Some));
        for none in ["", "Accounts", "note_read", "written"] {
            assert_eq!((Act::parse(none), AuditKind::parse(none)), (None, None), "{none}");
        }
        for kind in AuditKind::ALL {
            assert!(Act::ALL.into_iter().any(|act| act.kind() == kind), "{kind:?}");
        }
    }
}
