//! What each kind of letter has in common with others.

use i18n::{Language, Messages};

use super::*;

#[test]
fn what_tells_of_changes_is_stopped_at_one_request_and_nothing_else_is() {
    let stopped: Vec<_> = Kind::ALL.into_iter().filter(|kind| kind.may_be_stopped()).collect();
    assert_eq!(stopped, [Kind::NoteAnnounced, Kind::Notified, Kind::Summary]);
    let mut chosen = Kind::ALL.into_iter().filter(|kind| kind.belongs() == Belongs::AsChosen);
    assert!(chosen.all(Kind::may_be_stopped));
}

#[test]
fn a_suspended_account_is_asked_for_nothing_and_told_all_that_is_about_itself() {
    let kept: Vec<_> = Kind::ALL.into_iter().filter(|kind| !kind.reaches_the_suspended()).collect();
    assert_eq!(
        kept,
        [
            Kind::AccountAsked,
            Kind::Joining,
            Kind::MembershipInvitation,
            Kind::AuthorInvited,
            Kind::EditAsked,
            Kind::NotePlaced,
            Kind::NoteAnnounced,
            Kind::ReportArrived,
            Kind::Notified,
            Kind::Summary,
        ]
    );
    // What the law and the safety of the account ask for.
    for kind in [Kind::ByStewards, Kind::Changed, Kind::TokenMade, Kind::Leaving, Kind::Left, Kind::ContentRead] {
        assert!(kind.reaches_the_suspended(), "{kind:?}");
    }
}

#[test]
fn letters_about_one_note_one_exchange_and_one_report_belong_together_and_no_other_do() {
    let of = |belongs: Belongs| Kind::ALL.into_iter().filter(|kind| kind.belongs() == belongs).count();
    let counts = [Belongs::Alone, Belongs::ToNote, Belongs::ToExchange, Belongs::ToReport, Belongs::AsChosen].map(of);
    assert_eq!(counts.iter().sum::<usize>(), Kind::ALL.len());
    assert_eq!(counts, [21, 14, 3, 2, 2], "a new kind says here to what it belongs");
    // A header tells of no community.
    for kind in [Kind::Joining, Kind::Membership, Kind::MembershipInvitation] {
        assert_eq!(kind.belongs(), Belongs::Alone);
    }
}

#[test]
fn each_kind_is_read_as_it_is_written_and_there_is_one_of_each() {
    for (place, kind) in Kind::ALL.into_iter().enumerate() {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        assert_eq!(Kind::ALL.into_iter().position(|other| other.as_str() == kind.as_str()), Some(place));
    }
}

#[test]
fn a_subject_names_nobody_and_no_community_in_any_language() {
    // A message that holds a variable is not one that is ready.
    for language in Language::ALL {
        let messages = Messages::get(language);
        for key in [
            "letter-reset-subject",
            "letter-sign-in-subject",
            "letter-known-subject",
            "letter-sign-up-subject",
            "letter-waits-subject",
            "letter-invited-subject",
            "letter-accepted-subject",
            "letter-declined-subject",
            "letter-account-subject",
            "letter-changed-subject",
            "letter-token-subject",
            "letter-leaving-subject",
            "letter-left-subject",
            "letter-joining-subject",
            "letter-membership-subject",
            "letter-claim-subject",
            "letter-note-subject",
            "letter-notebook-subject",
            "letter-exchange-confirm-subject",
            "letter-exchange-message-subject",
            "letter-exchange-answer-subject",
            "letter-report-confirm-subject",
            "letter-report-answer-subject",
            "letter-report-told-subject",
            "letter-notified-subject",
            "letter-summary-daily-subject",
            "letter-summary-weekly-subject",
            "letter-trial-subject",
        ] {
            let words = messages.text(key);
            assert!(!words.contains(['{', '$']) && words != key && !words.is_empty(), "{key}: {words}");
        }
    }
}
