//! Laws that hold in every world: small ones, so that people, communities and roles meet often.

use std::collections::BTreeSet;

use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{
    Answer, Communities, Community, Contribute, Create, Curate, Edit, Enter, Import, Link, Manage, Memberships, Note,
    NoteFacts, NoteLink, Notebook, NotebookFacts, Read, Refusal, Restore, Settle, Site, Steward, TakePart, Thread,
    Unlink, Viewer, Welcome, Withdraw, Write,
};
use domain::site::WhoCreates;
use domain::{CommunityId, PersonId};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::world::{
    ANA, BRUNO, CHLOE, HIDDEN, NoteBuilder, NotebookBuilder, POTTERS, WEAVERS, ask, created_by, listed, unlisted,
};

/// The answers to all that one may ask of a note, a notebook and the communities, in a fixed order.
type Answers = Vec<Result<(), Refusal>>;

fn about_note(viewer: &Viewer, facts: &NoteFacts) -> Answers {
    vec![
        ask::<Note, Read>(viewer, facts),
        ask::<Note, Edit>(viewer, facts),
        ask::<Note, Manage>(viewer, facts),
        ask::<Note, Restore>(viewer, facts),
        ask::<Note, Answer>(viewer, facts),
    ]
}

fn about_notebook(viewer: &Viewer, facts: &NotebookFacts) -> Answers {
    vec![
        ask::<Notebook, Read>(viewer, facts),
        ask::<Notebook, Contribute>(viewer, facts),
        ask::<Notebook, Manage>(viewer, facts),
    ]
}

fn about_all(viewer: &Viewer, note: &NoteBuilder, notebook: &NotebookBuilder) -> Answers {
    let mut answers = about_note(viewer, &note.facts());
    answers.push(ask::<Note, Withdraw>(viewer, &note.facts()));
    answers.extend(about_notebook(viewer, &notebook.facts()));
    for community in [WEAVERS, POTTERS] {
        for facts in [listed(community), unlisted(community)] {
            answers.push(ask::<Community, Read>(viewer, &facts));
            answers.push(ask::<Community, Manage>(viewer, &facts));
            answers.push(ask::<Community, Enter>(viewer, &facts));
            answers.push(ask::<Community, TakePart>(viewer, &facts));
            answers.push(ask::<Community, Curate>(viewer, &facts));
            answers.push(ask::<Community, Welcome>(viewer, &facts));
            let both = (note.facts(), facts);
            answers.push(ask::<NoteLink, Link>(viewer, &both));
            answers.push(ask::<NoteLink, Unlink>(viewer, &both));
            answers.push(ask::<NoteLink, Welcome>(viewer, &both));
            answers.push(ask::<NoteLink, Settle>(viewer, &both));
            answers.push(ask::<Thread, Read>(viewer, &both));
            answers.push(ask::<Thread, TakePart>(viewer, &both));
            answers.push(ask::<Thread, Welcome>(viewer, &both));
        }
    }
    answers.extend(WhoCreates::ALL.map(|who| ask::<Communities, Create>(viewer, &created_by(who))));
    answers.extend([
        ask::<Site, Write>(viewer, &()),
        ask::<Site, Import>(viewer, &()),
        ask::<Site, Steward>(viewer, &()),
    ]);
    answers
}

/// Whether `more` allows all that `less` allows.
fn includes(more: &Answers, less: &Answers) -> bool {
    more.len() == less.len() && more.iter().zip(less).all(|(more, less)| more.is_ok() || less.is_err())
}

/// The program itself stands apart: it is nobody's audience.
#[derive(Clone, Debug)]
struct Asker {
    id: PersonId,
    memberships: Memberships,
    steward: bool,
}

impl Asker {
    fn viewer(&self) -> Viewer {
        Viewer::person(self.id, self.memberships.clone(), self.steward)
    }
}

fn person() -> impl Strategy<Value = PersonId> {
    select(vec![ANA, BRUNO, CHLOE])
}

fn community() -> impl Strategy<Value = CommunityId> {
    select(vec![WEAVERS, POTTERS])
}

fn people() -> impl Strategy<Value = Vec<PersonId>> {
    vec(person(), 0..=2)
}

/// Distinct, in any order: the first one matters.
fn communities() -> impl Strategy<Value = Vec<CommunityId>> {
    select(vec![vec![], vec![WEAVERS], vec![POTTERS], vec![WEAVERS, POTTERS], vec![POTTERS, WEAVERS]])
}

fn visibility() -> impl Strategy<Value = Visibility> {
    select(Visibility::ALL.to_vec())
}

fn asker() -> impl Strategy<Value = Asker> {
    let roles = btree_set(select(Role::ALL.to_vec()), 0..=4);
    (person(), btree_map(community(), roles, 0..=2), any::<bool>()).prop_map(|(id, memberships, steward)| Asker {
        id,
        memberships,
        steward,
    })
}

fn viewer() -> impl Strategy<Value = Viewer> {
    prop_oneof![
        1 => Just(Viewer::visitor()),
        1 => Just(Viewer::system("a test")),
        6 => asker().prop_map(|asker| asker.viewer()),
    ]
}

fn note() -> impl Strategy<Value = NoteBuilder> {
    let vacancies = (any::<bool>(), any::<bool>());
    (visibility(), any::<bool>(), people(), any::<Option<Index>>(), vacancies, people(), communities(), people())
        .prop_map(|(visibility, deleted, authors, delegated, vacancies, readers, communities, came_in_leads)| {
            let (tended, first_is_tended) = vacancies;
            // Rights are delegated to a linked community only, and may have nobody in them today.
            let delegated = delegated.filter(|_| !communities.is_empty()).map(|index| *index.get(&communities));
            let delegates = tended && delegated.is_some();
            NoteBuilder {
                visibility,
                deleted,
                hidden: false,
                authors,
                delegated,
                delegates,
                readers,
                communities,
                first_is_tended,
                came_in_leads,
            }
        })
}

fn notebook() -> impl Strategy<Value = NotebookBuilder> {
    (visibility(), people(), people(), communities(), any::<bool>(), any::<bool>()).prop_map(
        |(visibility, leads, contributors, communities, opened, open_to_signed_in)| {
            let open_to = if opened { communities.clone() } else { Vec::new() };
            NotebookBuilder { visibility, leads, contributors, communities, open_to, open_to_signed_in }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_may_not_see_a_thing_gets_one_answer_whatever_they_ask(
        viewer in viewer(), note in note(), notebook in notebook(),
    ) {
        let facts = note.facts();
        if ask::<Note, Read>(&viewer, &facts).is_err() {
            prop_assert_eq!(ask::<Note, Read>(&viewer, &facts), HIDDEN);
            prop_assert_eq!(ask::<Note, Edit>(&viewer, &facts), HIDDEN);
            prop_assert_eq!(ask::<Note, Manage>(&viewer, &facts), HIDDEN);
        }
        let answers = about_notebook(&viewer, &notebook.facts());
        if answers.first().is_some_and(Result::is_err) {
            prop_assert!(answers.iter().all(|answer| *answer == HIDDEN));
        }
    }

    #[test]
    fn who_manages_edits_and_who_edits_reads(viewer in viewer(), note in note(), notebook in notebook()) {
        let facts = note.facts();
        let [read, edit, manage] = [
            ask::<Note, Read>(&viewer, &facts).is_ok(),
            ask::<Note, Edit>(&viewer, &facts).is_ok(),
            ask::<Note, Manage>(&viewer, &facts).is_ok(),
        ];
        prop_assert!(!manage || edit);
        prop_assert!(!edit || read);
        let facts = notebook.facts();
        let contribute = ask::<Notebook, Contribute>(&viewer, &facts).is_ok();
        prop_assert!(ask::<Notebook, Manage>(&viewer, &facts).is_err() || contribute);
        prop_assert!(!contribute || ask::<Notebook, Read>(&viewer, &facts).is_ok());
    }

    #[test]
    fn what_a_visitor_may_do_everyone_may(viewer in viewer(), note in note(), notebook in notebook()) {
        let visitors = about_all(&Viewer::visitor(), &note, &notebook);
        prop_assert!(includes(&about_all(&viewer, &note, &notebook), &visitors));
    }

    #[test]
    fn a_visitor_changes_nothing(note in note(), notebook in notebook()) {
        let visitor = Viewer::visitor();
        prop_assert!(ask::<Note, Edit>(&visitor, &note.facts()).is_err());
        prop_assert!(ask::<Note, Manage>(&visitor, &note.facts()).is_err());
        prop_assert!(ask::<Note, Restore>(&visitor, &note.facts()).is_err());
        prop_assert!(ask::<Notebook, Contribute>(&visitor, &notebook.facts()).is_err());
        prop_assert!(ask::<Notebook, Manage>(&visitor, &notebook.facts()).is_err());
    }

    #[test]
    fn a_wider_visibility_takes_reading_from_nobody(viewer in viewer(), note in note(), notebook in notebook()) {
        let read: Vec<bool> = Visibility::ALL
            .map(|visibility| ask::<Note, Read>(&viewer, &NoteBuilder { visibility, ..note.clone() }.facts()).is_ok())
            .to_vec();
        prop_assert!(read.is_sorted(), "{:?}", read);
        let read: Vec<bool> = Visibility::ALL
            .map(|visibility| NotebookBuilder { visibility, ..notebook.clone() }.facts())
            .map(|facts| ask::<Notebook, Read>(&viewer, &facts).is_ok())
            .to_vec();
        prop_assert!(read.is_sorted(), "{:?}", read);
    }

    #[test]
    fn visibility_decides_who_reads_and_never_who_edits_or_restores(
        viewer in viewer(), note in note(), visibility in visibility(),
    ) {
        let other = NoteBuilder { visibility, ..note.clone() }.facts();
        let facts = note.facts();
        prop_assert_eq!(ask::<Note, Edit>(&viewer, &facts).is_ok(), ask::<Note, Edit>(&viewer, &other).is_ok());
        prop_assert_eq!(ask::<Note, Manage>(&viewer, &facts).is_ok(), ask::<Note, Manage>(&viewer, &other).is_ok());
        prop_assert_eq!(ask::<Note, Restore>(&viewer, &facts), ask::<Note, Restore>(&viewer, &other));
    }

    #[test]
    fn a_role_or_a_membership_more_takes_no_right_away(
        asker in asker(), community in community(), role in select(Role::ALL.to_vec()),
        note in note(), notebook in notebook(),
    ) {
        let mut more = asker.clone();
        more.memberships.entry(community).or_default().insert(role);
        let answers = about_all(&asker.viewer(), &note, &notebook);
        prop_assert!(includes(&about_all(&more.viewer(), &note, &notebook), &answers));
    }

    #[test]
    fn roles_add_up_and_together_give_nothing_that_none_gives(
        asker in asker(), community in community(), roles in btree_set(select(Role::ALL.to_vec()), 1..=4),
        note in note(), notebook in notebook(),
    ) {
        let with = |roles: BTreeSet<Role>| {
            let mut asker = asker.clone();
            asker.memberships.insert(community, roles);
            about_all(&asker.viewer(), &note, &notebook)
        };
        let alone: Vec<Answers> = roles.iter().map(|role| with(BTreeSet::from([*role]))).collect();
        let together: Vec<bool> = with(roles).iter().map(Result::is_ok).collect();
        let added_up: Vec<bool> = (0..together.len())
            .map(|question| alone.iter().any(|answers| answers.get(question).is_some_and(Result::is_ok)))
            .collect();
        prop_assert_eq!(together, added_up);
    }

    #[test]
    fn running_the_site_opens_no_note_that_somebody_tends(asker in asker(), note in note()) {
        let facts = note.facts();
        prop_assume!(!facts.is_kept() || facts.keeping_community().is_some() || !note.came_in_leads.is_empty());
        let [plain, steward] = [false, true].map(|steward| Asker { steward, ..asker.clone() }.viewer());
        prop_assert_eq!(about_note(&plain, &facts), about_note(&steward, &facts));
    }

    #[test]
    fn running_the_site_opens_no_notebook_that_somebody_leads(asker in asker(), notebook in notebook()) {
        prop_assume!(!notebook.leads.is_empty());
        let [plain, steward] = [false, true].map(|steward| Asker { steward, ..asker.clone() }.viewer());
        prop_assert_eq!(about_notebook(&plain, &notebook.facts()), about_notebook(&steward, &notebook.facts()));
    }

    #[test]
    fn the_notebook_a_note_came_in_with_says_nothing_while_somebody_may_edit_it(
        viewer in viewer(), note in note(), others in people(),
    ) {
        prop_assume!(!note.facts().is_kept());
        let elsewhere = NoteBuilder { came_in_leads: others, ..note.clone() };
        prop_assert_eq!(about_note(&viewer, &note.facts()), about_note(&viewer, &elsewhere.facts()));
    }

    #[test]
    fn the_order_of_links_says_nothing_while_somebody_may_edit_the_note(viewer in viewer(), note in note()) {
        prop_assume!(!note.facts().is_kept());
        let mut turned = note.clone();
        turned.communities.reverse();
        prop_assert_eq!(about_note(&viewer, &note.facts()), about_note(&viewer, &turned.facts()));
    }

    #[test]
    fn naming_a_reader_changes_nothing_for_anyone_else(viewer in viewer(), note in note(), reader in person()) {
        prop_assume!(!viewer.is(reader));
        let mut named = note.clone();
        named.readers.push(reader);
        prop_assert_eq!(about_note(&viewer, &note.facts()), about_note(&viewer, &named.facts()));
    }

    #[test]
    fn a_kept_note_is_managed_and_restored_by_no_one(asker in asker(), note in note()) {
        let facts = NoteBuilder { authors: Vec::new(), delegates: false, ..note }.facts();
        prop_assert!(facts.is_kept());
        prop_assert!(ask::<Note, Manage>(&asker.viewer(), &facts).is_err());
        prop_assert_eq!(ask::<Note, Restore>(&asker.viewer(), &facts), HIDDEN);
    }

    #[test]
    fn the_bin_holds_what_is_not_read_and_gives_back_what_one_would_manage(viewer in viewer(), note in note()) {
        let standing = NoteBuilder { deleted: false, ..note.clone() }.facts();
        let binned = NoteBuilder { deleted: true, ..note }.facts();
        prop_assert_eq!(ask::<Note, Read>(&viewer, &binned), HIDDEN);
        prop_assert_eq!(ask::<Note, Restore>(&viewer, &standing), HIDDEN);
        let would_manage = ask::<Note, Manage>(&viewer, &standing).is_ok();
        prop_assert_eq!(ask::<Note, Restore>(&viewer, &binned).is_ok(), would_manage);
    }
}
