//! What letters are for, and the words that the store keeps for it.

/// What a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Brings an address where a password is chosen.
    Reset,
    /// Brings an address that signs in.
    SignIn,
    /// Brings an address that makes an account; or says that there is one.
    SignUp,
    /// The same, to who was invited.
    Invitation,
    /// Says that the account that was asked for is there.
    Accepted,
    /// Says that it will not be.
    Declined,
    /// Says to who runs the site that an account is asked for.
    AccountAsked,
    /// Says that something changed in what one signs in by.
    Changed,
    /// Says that a token was made.
    TokenMade,
    /// Says that an account closes, on which day, and how to keep it.
    Leaving,
    /// Says that it is closed.
    Left,
    /// Says to who welcomes in a community that somebody asks to come in.
    Joining,
    /// Says what was decided of a membership.
    Membership,
    /// Invites to a community.
    MembershipInvitation,
    /// Says that a signature is theirs.
    ClaimAccepted,
    /// Says that it is not, and why.
    ClaimRefused,
    /// Says that one may read a note.
    NoteReader,
    /// Says to an author that the members of one community more read their note.
    NoteLinked,
    /// Says to an author that their note is linked to a community no more.
    NoteUnlinked,
    /// Asks to edit a note.
    AuthorInvited,
    /// Asks an author to edit a note no more.
    RemovalAsked,
    /// Says what stewards settled, where an author refused.
    RemovalSettled,
    /// Says to who answers for a note that somebody asks to edit it.
    EditAsked,
    /// Says to who asked what was answered.
    EditAnswered,
    /// Asks who wrote about a note whether the address is theirs.
    ConfirmMessage,
    /// Brings what they wrote to who answers for the note.
    NoteMessage,
    /// Brings them an answer.
    NoteAnswer,
    /// Says to who leads a notebook where a note stood, or cites it, that it was deleted.
    NoteDeleted,
    /// Says to an author that their note was placed in a notebook.
    NotePlaced,
    /// Says that one leads a notebook, or contributes to it.
    NotebookPart,
    /// Announces a note to a member of a community.
    NoteAnnounced,
    /// Says to who wrote a message that it is hidden, and why.
    MessageHidden,
    /// Asks who reports a problem whether the address is theirs.
    ConfirmReport,
    /// Answers them.
    ReportAnswer,
    /// Says to who answers for a note what was done about it, for a problem that is reported.
    ReportTold,
    /// Says to who settles it that a problem is reported.
    ReportArrived,
    /// Says to who answers for a note that words were withdrawn from all its versions.
    WordsWithdrawn,
    /// Tells at once what one asked to be told so.
    Notified,
    /// Tells what came in a day, or in a week.
    Summary,
    /// Says what those who run the site did on an account, and why.
    ByStewards,
    /// Says to who answers for a note that those who run the site read it, and why.
    ContentRead,
    /// Says to who runs the site that letters leave it.
    Trial,
}

impl Kind {
    pub(super) const ALL: [Self; 42] = [
        Self::Reset,
        Self::SignIn,
        Self::SignUp,
        Self::Invitation,
        Self::Accepted,
        Self::Declined,
        Self::AccountAsked,
        Self::Changed,
        Self::TokenMade,
        Self::Leaving,
        Self::Left,
        Self::Joining,
        Self::Membership,
        Self::MembershipInvitation,
        Self::ClaimAccepted,
        Self::ClaimRefused,
        Self::NoteReader,
        Self::NoteLinked,
        Self::NoteUnlinked,
        Self::AuthorInvited,
        Self::RemovalAsked,
        Self::RemovalSettled,
        Self::EditAsked,
        Self::EditAnswered,
        Self::ConfirmMessage,
        Self::NoteMessage,
        Self::NoteAnswer,
        Self::NoteDeleted,
        Self::NotePlaced,
        Self::NotebookPart,
        Self::NoteAnnounced,
        Self::MessageHidden,
        Self::ConfirmReport,
        Self::ReportAnswer,
        Self::ReportTold,
        Self::ReportArrived,
        Self::WordsWithdrawn,
        Self::Notified,
        Self::Summary,
        Self::ByStewards,
        Self::ContentRead,
        Self::Trial,
    ];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
            Self::SignUp => "sign_up",
            Self::Invitation => "invitation",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::AccountAsked => "account_asked",
            Self::Changed => "changed",
            Self::TokenMade => "token_made",
            Self::Leaving => "leaving",
            Self::Left => "left",
            Self::Joining => "joining",
            Self::Membership => "membership",
            Self::MembershipInvitation => "membership_invitation",
            Self::ClaimAccepted => "claim_accepted",
            Self::ClaimRefused => "claim_refused",
            Self::NoteReader => "note_reader",
            Self::NoteLinked => "note_linked",
            Self::NoteUnlinked => "note_unlinked",
            Self::AuthorInvited => "author_invited",
            Self::RemovalAsked => "removal_asked",
            Self::RemovalSettled => "removal_settled",
            Self::EditAsked => "edit_asked",
            Self::EditAnswered => "edit_answered",
            Self::ConfirmMessage => "confirm_message",
            Self::NoteMessage => "note_message",
            Self::NoteAnswer => "note_answer",
            Self::NoteDeleted => "note_deleted",
            Self::NotePlaced => "note_placed",
            Self::NotebookPart => "notebook_part",
            Self::NoteAnnounced => "note_announced",
            Self::MessageHidden => "message_hidden",
            Self::ConfirmReport => "confirm_report",
            Self::ReportAnswer => "report_answer",
            Self::ReportTold => "report_told",
            Self::ReportArrived => "report_arrived",
            Self::WordsWithdrawn => "words_withdrawn",
            Self::Notified => "notified",
            Self::Summary => "summary",
            Self::ByStewards => "by_stewards",
            Self::ContentRead => "content_read",
            Self::Trial => "trial",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
