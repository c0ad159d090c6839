//! Each operation of the API, in the order of its routes.

use domain::address::route;
use domain::tokens::Scope;
use utoipa::openapi::Required;
use utoipa::openapi::path::{HttpMethod, Parameter, ParameterIn};

use super::{Described, Gives, after, asked, examples, limit, unless};
use crate::api::{notes, words};

/// What reads one thing may answer.
const ONE: &[u16] = &[400, 404];
/// What takes something, and gives nothing that was deleted in public, may answer.
const TAKES: &[u16] = &[400, 404, 413, 415, 422];
/// What writes a text may answer.
const WRITES: &[u16] = &[400, 404, 410, 413, 415, 422];
/// What may let more people read a note may answer.
const WIDENS: &[u16] = &[400, 404, 409, 410, 413, 415, 422];

pub(super) fn all(site: &str) -> Vec<Described> {
    let mut all = of_notes(site);
    all.extend(of_notebooks(site));
    all.extend(of_people(site));
    all.extend(of_communities(site));
    all.extend(of_me(site));
    all
}

fn of_notes(site: &str) -> Vec<Described> {
    let key = asked(
        ParameterIn::Header,
        notes::KEY,
        Required::False,
        "A word of the program's own: asking twice with the same one makes one note.",
        words::key_of_a_form(),
    );
    let over = asked(
        ParameterIn::Header,
        "If-Match",
        Required::True,
        "The ETag of the version that this is written over.",
        words::tag_of_a_version(),
    );
    vec![
        Described {
            method: HttpMethod::Get,
            path: route::API_NOTES,
            id: "listNotes",
            summary: "Notes, the last changed first",
            more: "The notes that who asks may read.",
            scope: Scope::ReadNotes,
            asks: vec![after(words::key_by_number()), limit()],
            sends: None,
            gives: vec![Gives::list("NoteList", examples::note_line(site))],
            refuses: &[400],
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_NOTES,
            id: "createNote",
            summary: "Makes a note",
            more: "Who asks is its author. It is placed in a notebook where one is named in which they may place. A term of the lexicon \
                   and an organisation say more, in the object of their kind.",
            scope: Scope::WriteNotes,
            asks: vec![key],
            sends: Some(("NewNote", examples::new_note())),
            gives: vec![Gives::made("Note", examples::note(site))],
            refuses: WRITES,
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_NOTE,
            id: "readNote",
            summary: "A note, with its Markdown",
            more: "Its newest version; of a term and of an organisation, what they say beside their text, as it can be sent back by who \
                   may edit them. 410 where it was public when it was deleted.",
            scope: Scope::ReadNotes,
            asks: vec![unless()],
            sends: None,
            gives: vec![Gives::one("Note", examples::note(site)), Gives::held()],
            refuses: &[400, 404, 410],
        },
        Described {
            method: HttpMethod::Put,
            path: route::API_NOTE,
            id: "saveNote",
            summary: "Saves the next version of a note",
            more: "Over the version that If-Match names, and over no other: a newer one is never lost. What a term or an organisation \
                   says beside its text stays where it is left out.",
            scope: Scope::WriteNotes,
            asks: vec![over],
            sends: Some(("NextVersion", examples::next_version())),
            gives: vec![Gives::one("Note", examples::note(site)), Gives::done_unread()],
            refuses: &[400, 404, 410, 412, 413, 415, 422, 428],
        },
        Described {
            method: HttpMethod::Delete,
            path: route::API_NOTE,
            id: "deleteNote",
            summary: "Puts a note into the bin",
            more: "It can be taken out for thirty days.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::done()],
            refuses: &[404, 410],
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_VERSIONS,
            id: "listVersions",
            summary: "The versions of a note, the newest first",
            more: "Who saved each, when and why; its words are at its address.",
            scope: Scope::ReadNotes,
            asks: vec![after(words::key_of_versions()), limit()],
            sends: None,
            gives: vec![Gives::list("VersionList", examples::version(site))],
            refuses: &[400, 404, 410],
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_NOTE_RESTORE,
            id: "restoreNote",
            summary: "Takes a note out of the bin",
            more: "It is again where it was.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::one("Note", examples::note(site)), Gives::done_unread()],
            refuses: &[404, 410],
        },
        Described {
            method: HttpMethod::Put,
            path: route::API_PLACEMENT,
            id: "placeNote",
            summary: "Places a note in a notebook, and says how it stands there",
            more: "At the end, where it does not stand there. Who placed it, and who leads the notebook, say its categories and why it \
                   is there; leads pin it; who may place notes there moves it, with what stands in it.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: Some(("Placed", examples::placed())),
            gives: vec![Gives::done()],
            refuses: WRITES,
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_NOTE_VISIBILITY,
            id: "readVisibility",
            summary: "Who reads a note",
            more: "Its visibility, and the communities that it is linked to of which who asks may know.",
            scope: Scope::ReadNotes,
            asks: vec![unless()],
            sends: None,
            gives: vec![Gives::one("NoteVisibility", examples::visibility(site)), Gives::held()],
            refuses: &[400, 404, 410],
        },
        Described {
            method: HttpMethod::Put,
            path: route::API_NOTE_VISIBILITY,
            id: "changeVisibility",
            summary: "Says who reads a note",
            more: "At once where fewer people do from then on. Where more do, `seen` says what was read of who reads it today: 409 \
                   says who would, and changes nothing.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: Some(("NewVisibility", examples::new_visibility())),
            gives: vec![Gives::one("NoteVisibility", examples::visibility(site)), Gives::done_unread()],
            refuses: WIDENS,
        },
        Described {
            method: HttpMethod::Put,
            path: route::API_NOTE_COMMUNITY,
            id: "linkNote",
            summary: "Links a note to a community",
            more: "To one where who asks takes part. Of a note for the members of its communities, `seen` says what was read of who \
                   reads it today: 409 says who would read it too, and changes nothing. The other authors are told.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: Some(("NewLink", examples::new_link())),
            gives: vec![Gives::one("NoteVisibility", examples::visibility(site)), Gives::done_unread()],
            refuses: WIDENS,
        },
        Described {
            method: HttpMethod::Delete,
            path: route::API_NOTE_COMMUNITY,
            id: "unlinkNote",
            summary: "Links a note to a community no more",
            more: "Its authors do, and who tends what the community holds. A note for the members of its communities that loses \
                   the last one is for its authors.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::done()],
            refuses: &[404, 410, 422],
        },
    ]
}

fn of_notebooks(site: &str) -> Vec<Described> {
    vec![
        Described {
            method: HttpMethod::Get,
            path: route::API_NOTEBOOKS,
            id: "listNotebooks",
            summary: "Notebooks, by title",
            more: "The notebooks that who asks may read.",
            scope: Scope::ReadNotes,
            asks: vec![after(words::key_by_words()), limit()],
            sends: None,
            gives: vec![Gives::list("NotebookList", examples::notebook_line(site))],
            refuses: &[400],
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_NOTEBOOK,
            id: "readNotebook",
            summary: "A notebook",
            more: "What it is about, and how many notes who asks may see there. What its leads alone read is null for others.",
            scope: Scope::ReadNotes,
            asks: vec![unless()],
            sends: None,
            gives: vec![Gives::one("Notebook", examples::notebook(site)), Gives::held()],
            refuses: ONE,
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_PLACEMENTS,
            id: "listPlacements",
            summary: "What is placed in a notebook",
            more: "Fifty at a time, in the order that its leads chose.",
            scope: Scope::ReadNotes,
            asks: vec![after(words::key_by_number())],
            sends: None,
            gives: vec![Gives::list("PlacementList", examples::placement(site))],
            refuses: ONE,
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_NOTEBOOKS,
            id: "createNotebook",
            summary: "Makes a notebook",
            more: "Who asks leads it. It is linked to a community where one of theirs is named.",
            scope: Scope::WriteNotes,
            asks: vec![key_of_a_notebook()],
            sends: Some(("NewNotebook", examples::new_notebook())),
            gives: vec![Gives::made("Notebook", examples::notebook(site))],
            refuses: &[400, 404, 413, 415, 422],
        },
        Described {
            method: HttpMethod::Put,
            path: route::API_NOTEBOOK,
            id: "saveNotebook",
            summary: "Saves the next edition of a notebook, for its leads",
            more: "Over the edition that If-Match names, and over no other: all that is said, or nothing.",
            scope: Scope::WriteNotes,
            asks: vec![over_an_edition()],
            sends: Some(("NextEdition", examples::next_edition())),
            gives: vec![Gives::one("Notebook", examples::notebook(site)), Gives::done_unread()],
            refuses: &[400, 404, 412, 413, 415, 422, 428],
        },
        Described {
            method: HttpMethod::Delete,
            path: route::API_PLACEMENT,
            id: "withdrawNote",
            summary: "Takes a note out of a notebook",
            more: "Its leads take any out, others what they placed. The note stays.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::done()],
            refuses: &[404, 410],
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_DECLINE,
            id: "declinePlacement",
            summary: "Declines that a note stands in a notebook where somebody else placed it, for its authors",
            more: "A placement of less than thirty days goes at once, an older one after seven days. Only an author has the note placed \
                   there again.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: Some(("Declined", examples::declined())),
            gives: vec![Gives::done()],
            refuses: WRITES,
        },
        Described {
            method: HttpMethod::Delete,
            path: route::API_DECLINE,
            id: "acceptPlacement",
            summary: "Takes back that a notebook was declined, for the authors of the note",
            more: "Where the note still stands there, it stays.",
            scope: Scope::WriteNotes,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::done()],
            refuses: &[404, 410],
        },
    ]
}

fn key_of_a_notebook() -> Parameter {
    asked(
        ParameterIn::Header,
        notes::KEY,
        Required::False,
        "A word of the program's own: asking twice with the same one and the same token makes one notebook.",
        words::key_of_a_form(),
    )
}

fn over_an_edition() -> Parameter {
    asked(
        ParameterIn::Header,
        "If-Match",
        Required::True,
        "The ETag of the edition that this is written over, as a lead reads it.",
        words::tag_of_a_version(),
    )
}

fn of_people(site: &str) -> Vec<Described> {
    vec![
        Described {
            method: HttpMethod::Get,
            path: route::API_PEOPLE,
            id: "listPeople",
            summary: "People with an account, by name",
            more: "Those of whom who asks may see a page.",
            scope: Scope::ReadPeople,
            asks: vec![after(words::key_by_words()), limit()],
            sends: None,
            gives: vec![Gives::list("PersonList", examples::person_line(site))],
            refuses: &[400],
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_PERSON,
            id: "readPerson",
            summary: "A person",
            more: "What they say of themselves to who asks.",
            scope: Scope::ReadPeople,
            asks: vec![unless()],
            sends: None,
            gives: vec![Gives::one("Person", examples::person(site)), Gives::held()],
            refuses: ONE,
        },
    ]
}

fn of_communities(site: &str) -> Vec<Described> {
    let over = asked(
        ParameterIn::Header,
        "If-Match",
        Required::True,
        "The ETag that readCommunity gives to who answers for its page.",
        words::tag_of_a_version(),
    );
    vec![
        Described {
            method: HttpMethod::Get,
            path: route::API_COMMUNITIES,
            id: "listCommunities",
            summary: "Communities, by name",
            more: "Those of which who asks may know.",
            scope: Scope::ReadPeople,
            asks: vec![after(words::id()), limit()],
            sends: None,
            gives: vec![Gives::list("CommunityList", examples::community_line(site))],
            refuses: &[400],
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_COMMUNITY,
            id: "readCommunity",
            summary: "A community",
            more: "What it says of itself in each language, and how one becomes a member. To who answers for its page, the tag is \
                   that of its edition, which saveCommunity is told.",
            scope: Scope::ReadPeople,
            asks: vec![unless()],
            sends: None,
            gives: vec![Gives::one("Community", examples::community(site)), Gives::held()],
            refuses: ONE,
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_MEMBERS,
            id: "listMembers",
            summary: "The members of a community, for who is one",
            more: "By the name that they have there, without what would lead to who they are elsewhere.",
            scope: Scope::ReadPeople,
            asks: vec![after(words::key_by_handle())],
            sends: None,
            gives: vec![Gives::list("MemberList", examples::member())],
            refuses: ONE,
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_MEMBERSHIP,
            id: "joinCommunity",
            summary: "Becomes a member of a community, or asks for it",
            more: "204 where anyone may become one, or who asks is invited; 202 where somebody decides, who reads the reason.",
            scope: Scope::WriteMe,
            asks: Vec::new(),
            sends: Some(("NewMembership", examples::new_membership())),
            gives: vec![Gives::done(), Gives::asked()],
            refuses: TAKES,
        },
        Described {
            method: HttpMethod::Delete,
            path: route::API_MEMBERSHIP,
            id: "leaveCommunity",
            summary: "Is a member of a community no more",
            more: "All that hangs on the membership ends with it.",
            scope: Scope::WriteMe,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::done()],
            refuses: &[404],
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_COMMUNITIES,
            id: "createCommunity",
            summary: "Creates a community",
            more: "Who asks leads it. 404 where only those who run the site may: a token runs no site. It is by invitation and \
                   unlisted where nothing else is said. An alias that is taken is refused, so that asking twice makes one.",
            scope: Scope::WriteCommunities,
            asks: Vec::new(),
            sends: Some(("NewCommunity", examples::new_community())),
            gives: vec![Gives::made("Community", examples::community(site))],
            refuses: TAKES,
        },
        Described {
            method: HttpMethod::Put,
            path: route::API_COMMUNITY,
            id: "saveCommunity",
            summary: "Saves all that the page of a community says",
            more: "For who answers for it, over the edition that If-Match names. What is left out is said no more; organisations, \
                   charter and roles stay as they are. What is amiss in a text is told with its language, as in `name-fr`.",
            scope: Scope::WriteCommunities,
            asks: vec![over],
            sends: Some(("NextPage", examples::next_page())),
            gives: vec![Gives::one("Community", examples::community(site)), Gives::done_unread()],
            refuses: &[400, 404, 412, 413, 415, 422, 428],
        },
        Described {
            method: HttpMethod::Put,
            path: route::API_MEMBERSHIP,
            id: "chooseMembership",
            summary: "Chooses what one is called there, and what one shows",
            more: "In place of what was chosen before, at once. listMemberships says what that is.",
            scope: Scope::WriteMe,
            asks: Vec::new(),
            sends: Some(("ChosenMembership", examples::chosen_membership())),
            gives: vec![Gives::done()],
            refuses: TAKES,
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_REQUESTS,
            id: "listRequests",
            summary: "Who asks to become a member, for who answers",
            more: "The first who asked first: what they would be called there, and why they ask.",
            scope: Scope::WriteCommunities,
            asks: vec![after(words::id()), limit()],
            sends: None,
            gives: vec![Gives::list("JoinRequestList", examples::join_request())],
            refuses: ONE,
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_REQUEST_ACCEPT,
            id: "acceptRequest",
            summary: "Makes a member of who asks",
            more: "They are told. 404 where nobody asks any more.",
            scope: Scope::WriteCommunities,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::done()],
            refuses: &[404],
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_REQUEST_DECLINE,
            id: "declineRequest",
            summary: "Says no to who asks, and why",
            more: "They are told, in these words. 404 where nobody asks any more.",
            scope: Scope::WriteCommunities,
            asks: Vec::new(),
            sends: Some(("DeclinedRequest", examples::declined_request())),
            gives: vec![Gives::done()],
            refuses: TAKES,
        },
        Described {
            method: HttpMethod::Post,
            path: route::API_INVITATIONS,
            id: "invite",
            summary: "Invites somebody by letter, or proposes them",
            more: "204 where who asks may invite; 202 where they are another member, and who may invite answers. The same whether the \
                   address has an account or not.",
            scope: Scope::WriteCommunities,
            asks: Vec::new(),
            sends: Some(("Invitation", examples::invitation())),
            gives: vec![Gives::done(), Gives::asked()],
            refuses: TAKES,
        },
    ]
}

fn of_me(site: &str) -> Vec<Described> {
    vec![
        Described {
            method: HttpMethod::Get,
            path: route::API_ME,
            id: "readMe",
            summary: "In whose name the token asks",
            more: "Who they are, and what the token allows.",
            scope: Scope::ReadMe,
            asks: vec![unless()],
            sends: None,
            gives: vec![Gives::one("Me", examples::me(site)), Gives::held()],
            refuses: ONE,
        },
        Described {
            method: HttpMethod::Get,
            path: route::API_MEMBERSHIPS,
            id: "listMemberships",
            summary: "Where they are a member",
            more: "By name, all at once.",
            scope: Scope::ReadMe,
            asks: Vec::new(),
            sends: None,
            gives: vec![Gives::list("MembershipList", examples::membership(site))],
            refuses: &[400],
        },
    ]
}
