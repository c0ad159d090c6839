//! What the samples show: every field full, with words that would do harm where they were markup.

mod notebooks;

use domain::address::Address;
use domain::communities::{Access, Formality, Role, Stage};
use domain::lexicon::{EntryKey, TermState};
use domain::notebooks::Color;
use domain::notes::{NoteKind, Visibility, Withdrawal};
use domain::organisations::{Identifier, OrganisationState};
use domain::{CategoryId, CommunityId, Day, LanguageTag, MessageId, NoteId, NotebookId, PersonId, Slug, Timestamp};
use i18n::{Language, TimeZone};
pub(super) use notebooks::{chapter, notebook, placed_line, whole, work};
use services::conversations::{By, Message, Talk, Talks};
use services::memberships::Standing;
use services::views::{
    Banner, CategoryLink, Citation, CommunityLine, CommunityLink, CommunityPage, Confusion, Contact, ContentsEntry,
    Cover, Credit, Definition, EntryDefinition, EntryLine, EntryPage, Facet, Keeper, LexiconPage, Link, NoteLine,
    NotePage, NotebookCard, NotebookLine, Organisation, OrganisationLine, OrganisationsPage, Page, PlaceShown, Related,
    Said, SignedLine, TermLabels, TermOwner, TermUsed, Translated, Translations, VersionLine, Whom, WhyRelated,
    Withdrawn, WorkContents, WorkEntry,
};

use crate::app::Settings;

pub(super) const HOSTILE: &str = "\"><script>alert(1)</script> « L’été » & ' {{ x }}";

pub(super) fn settings() -> Settings {
    Settings {
        address: "https://notes.example".to_owned(),
        name: "Réseau <b>".to_owned(),
        name_is_told: false,
        languages: vec![Language::French, Language::English],
        languages_are_told: false,
        demonstration: false,
        trusted_proxies: Vec::new(),
        time_zone: TimeZone::UTC,
        source: crate::app::Source::Elsewhere("https://source.example/sillage".to_owned()),
        version: "0.1.0".to_owned(),
    }
}

pub(super) fn when() -> Timestamp {
    Timestamp::from_micros(1_701_875_820_000_000)
}

pub(super) fn note_id() -> NoteId {
    NoteId::from_bytes([1; 16])
}

pub(super) fn link(title: &str) -> Link {
    Link { title: title.to_owned(), address: Address::Note(note_id(), Slug::of(title)) }
}

pub(super) fn note_line() -> NoteLine {
    NoteLine {
        note: note_id(),
        link: link(HOSTILE),
        kind: NoteKind::Term,
        language: LanguageTag::english(),
        excerpt: HOSTILE.to_owned(),
        changed: when(),
        visibility: Visibility::Community,
    }
}

pub(super) fn signed_line() -> SignedLine {
    SignedLine { line: note_line(), role: HOSTILE.to_owned(), notebooks: vec![link(HOSTILE), link(HOSTILE)] }
}

pub(super) fn notebook_line() -> NotebookLine {
    NotebookLine {
        notebook: NotebookId::from_bytes([2; 16]),
        link: link(HOSTILE),
        cover: Cover { picture: None, color: Color::parse("#f7e7a6"), shade: 3 },
        excerpt: HOSTILE.to_owned(),
        count: 65,
        visibility: Visibility::SignedIn,
    }
}

pub(super) fn community_line() -> CommunityLine {
    CommunityLine {
        community: CommunityId::from_bytes([3; 16]),
        link: Link {
            title: HOSTILE.to_owned(),
            address: Address::Community(CommunityId::from_bytes([3; 16]), "fanal".to_owned()),
        },
        about: Some(said()),
        unlisted: true,
        access: Access::OnRequest,
        stage: Stage::Paused,
        paused_until: Day::parse("2027-01-15"),
    }
}

pub(super) fn said() -> Said {
    Said { language: Some(LanguageTag::english()), words: HOSTILE.to_owned() }
}

pub(super) fn community() -> CommunityPage {
    CommunityPage {
        line: community_line(),
        about: Some(said()),
        formality: Some(Formality::CharteredCommunity),
        rhythm: Some(said()),
        confidentiality: Some(said()),
        hosts: vec![link(HOSTILE)],
        supporting: vec![link(HOSTILE), link(HOSTILE)],
        charter: Some(link(HOSTILE)),
        charter_adopted: Day::parse("2025-09-15"),
        charter_review: Day::parse("2026-09-15"),
        is_member: true,
        may_manage: true,
        notes: page_of(vec![note_line()]),
        notebooks: vec![notebook_line()],
        standing: Standing::Member { waiting: Some(3), risks: 2 },
        follows: Some(false),
        holders: vec![(Role::Lead, HOSTILE.to_owned()), (Role::Curator, HOSTILE.to_owned())],
    }
}

/// One that says nothing of itself, for who is this to it.
pub(super) fn silent_communities() -> Vec<CommunityPage> {
    let of = |standing| CommunityPage { standing, ..silent_community() };
    let member = |waiting| Standing::Member { waiting, risks: 0 };
    let all = [Standing::Visitor, Standing::MayJoin, Standing::MayAsk, Standing::Asked(when()), Standing::Invited];
    all.into_iter().chain([Standing::Outside, member(None), member(Some(0))]).map(of).collect()
}

/// One that says nothing of itself.
fn silent_community() -> CommunityPage {
    let line = CommunityLine {
        about: None,
        unlisted: false,
        access: Access::Open,
        stage: Stage::Emerging,
        paused_until: None,
        ..community_line()
    };
    CommunityPage {
        line,
        about: None,
        formality: None,
        rhythm: None,
        confidentiality: None,
        hosts: Vec::new(),
        supporting: Vec::new(),
        charter: None,
        charter_adopted: None,
        charter_review: None,
        is_member: false,
        may_manage: false,
        notes: page_of(Vec::new()),
        notebooks: Vec::new(),
        standing: Standing::Outside,
        follows: None,
        holders: Vec::new(),
    }
}

pub(super) fn community_link() -> CommunityLink {
    CommunityLink { community: CommunityId::from_bytes([3; 16]), link: community_line().link, open: true }
}

pub(super) fn category_link() -> CategoryLink {
    CategoryLink { id: CategoryId::from_bytes([6; 16]), name: HOSTILE.to_owned() }
}

pub(super) fn definition(owner: TermOwner) -> Definition {
    Definition {
        note: note_id(),
        link: link(HOSTILE),
        owner,
        text: HOSTILE.to_owned(),
        language: LanguageTag::french(),
        state: TermState::Contested,
    }
}

pub(super) fn confusions() -> Vec<Confusion> {
    [None, Some(entry_link().address)]
        .map(|address| Confusion { word: HOSTILE.to_owned(), difference: HOSTILE.to_owned(), address })
        .to_vec()
}

pub(super) fn entry_link() -> Link {
    Link { title: HOSTILE.to_owned(), address: Address::Entry(EntryKey::of(HOSTILE)) }
}

pub(super) fn definitions() -> [Definition; 2] {
    let people = TermOwner::People(vec![HOSTILE.to_owned(), "Béa".to_owned()], HOSTILE.to_owned());
    [TermOwner::Community(community_line().link), people].map(definition)
}

pub(super) fn term_used() -> TermUsed {
    TermUsed {
        link: entry_link(),
        beside: Some((LanguageTag::english(), HOSTILE.to_owned())),
        definitions: definitions().to_vec(),
        others: 2,
        confusions: confusions(),
    }
}

pub(super) fn places() -> Vec<PlaceShown> {
    [Some(HOSTILE), None].map(|town| PlaceShown { town: town.map(str::to_owned), region: "Estrie".to_owned() }).to_vec()
}

pub(super) fn organisation() -> Organisation {
    Organisation {
        form: HOSTILE.to_owned(),
        summary: HOSTILE.to_owned(),
        web: Some("https://banc.example.org".to_owned()),
        state: OrganisationState::Ended,
        ended: Day::parse("2026-03-31"),
        merged_into: Some(link(HOSTILE)),
        identifiers: [("ror", "05a28rw58"), ("wikidata", HOSTILE), ("demo", HOSTILE)]
            .map(|(scheme, value)| Identifier::parse(scheme, value).unwrap())
            .to_vec(),
        places: places(),
        contact: Some(Contact { address: HOSTILE.to_owned(), telephone: HOSTILE.to_owned(), mail: HOSTILE.to_owned() }),
    }
}

pub(super) fn organisations(items: Vec<OrganisationLine>) -> OrganisationsPage {
    let facet = |key: &str| Facet { key: key.to_owned(), name: HOSTILE.to_owned(), count: 3 };
    OrganisationsPage {
        regions: vec![facet("estrie")],
        forms: vec![facet("a b"), facet("c")],
        region: "estrie".to_owned(),
        form: String::new(),
        lines: page_of(items),
    }
}

pub(super) fn organisation_line() -> OrganisationLine {
    OrganisationLine {
        note: note_id(),
        link: link(HOSTILE),
        form: HOSTILE.to_owned(),
        summary: HOSTILE.to_owned(),
        state: OrganisationState::Paused,
        ended: None,
        places: places(),
    }
}

pub(super) fn lexicon(items: Vec<EntryLine>) -> LexiconPage {
    LexiconPage {
        languages: vec![(LanguageTag::english(), 12), (LanguageTag::french(), 20)],
        language: LanguageTag::french(),
        letters: vec!["A".to_owned(), "#".to_owned()],
        letter: Some("#".to_owned()),
        lines: page_of(items),
    }
}

pub(super) fn entry() -> EntryPage {
    let labels = |language| TermLabels {
        language,
        preferred: HOSTILE.to_owned(),
        variants: vec![HOSTILE.to_owned(), "CdP".to_owned()],
    };
    let one = |definition| EntryDefinition {
        definition,
        labels: vec![labels(LanguageTag::french()), labels(LanguageTag::english())],
        translations: vec![(LanguageTag::english(), HOSTILE.to_owned())],
        confusions: confusions(),
    };
    EntryPage {
        entry: EntryKey::of(HOSTILE),
        title: HOSTILE.to_owned(),
        address: entry_link().address,
        definitions: definitions().map(one).to_vec(),
        broader: vec![entry_link()],
        narrower: vec![entry_link(), entry_link()],
        related: vec![entry_link()],
        uses: 1,
        used_in: page_of(vec![note_line()]),
    }
}

pub(super) fn work_entry(is_part: bool, is_here: bool) -> WorkEntry {
    let number = is_part.then(|| "3".to_owned());
    WorkEntry { link: link(HOSTILE), number, is_part, depth: 1, is_here, holds_it: is_part }
}

pub(super) fn whole_note() -> NotePage {
    let notebook = NotebookId::from_bytes([2; 16]);
    NotePage {
        id: note_id(),
        is_hidden: true,
        address: Address::Note(note_id(), Slug::of("été")),
        source: Address::NoteSource(note_id(), Slug::of("été")),
        cite: Address::Cite(note_id()),
        title: HOSTILE.to_owned(),
        language: LanguageTag::parse("ar").unwrap(),
        kind: NoteKind::Article,
        body: "<p>Un <em>corps</em> sûr.</p>".to_owned(),
        excerpt: HOSTILE.to_owned(),
        contents: ["a", "où-en-êtes-vous"]
            .map(|id| ContentsEntry { level: 2, id: id.to_owned(), text: HOSTILE.to_owned() })
            .to_vec(),
        banner: Some(Banner {
            notebook,
            link: Link { title: HOSTILE.to_owned(), address: Address::Notebook(notebook, Slug::of("guide")) },
            place: 2,
            count: 24,
            previous: Some(link("Avant")),
            next: Some(link("Après")),
            entry_points: vec![link("Résumé")],
            part: Some((2, HOSTILE.to_owned())),
            chapter: Some(Address::Chapter(notebook, note_id())),
            contents: WorkContents {
                entries: vec![work_entry(true, false), work_entry(false, true), work_entry(false, false)],
                more_before: true,
                more_after: true,
            },
        }),
        translations: Translations {
            of: Some(translated(true)),
            also: vec![translated(false), Translated { is_public: false, ..translated(true) }],
        },
        related: [
            WhyRelated::Pinned,
            WhyRelated::CiteEachOther,
            WhyRelated::Cited,
            WhyRelated::CitedTogether(HOSTILE.to_owned()),
            WhyRelated::Alike(vec![HOSTILE.to_owned()]),
        ]
        .map(|why| Related { note: note_id(), link: link(HOSTILE), why })
        .to_vec(),
        organisation: Some(organisation()),
        terms: vec![term_used()],
        cited_by: vec![Citation {
            note: note_id(),
            link: link(HOSTILE),
            sentence: ("avant ".to_owned(), HOSTILE.to_owned(), " après".to_owned()),
        }],
        notebooks: vec![NotebookCard {
            notebook,
            link: link(HOSTILE),
            cover: Cover { picture: Some(Address::NotebookCoverAs(notebook, [0xab; 4])), color: None, shade: 7 },
            count: 12_345,
            placed_by: Some(HOSTILE.to_owned()),
            placed: when(),
            reason: HOSTILE.to_owned(),
            categories: vec![category_link()],
        }],
        byline: vec![
            Credit {
                person: Some(PersonId::from_bytes([4; 16])),
                name: HOSTILE.to_owned(),
                address: Some(Address::Person(PersonId::from_bytes([4; 16]), Slug::of("ana"))),
                role: HOSTILE.to_owned(),
            },
            Credit { person: None, name: "Béa".to_owned(), address: None, role: String::new() },
        ],
        keeper: Some(Keeper::Community(community_line().link)),
        communities: vec![community_link()],
        visibility: Visibility::Community,
        only_viewer: false,
        licence: Some("CC BY-SA 4.0".to_owned()),
        published: Some(when()),
        changed: when(),
        versions: 12,
        versions_address: Address::Versions(note_id()),
        rights: Address::NoteRights(note_id()),
        edit: Some(Address::NoteEdit(note_id())),
        may_manage: true,
        signs_it: true,
        place: Some(Address::NotePlace(note_id())),
        announce: Some(Address::NoteAnnounce(note_id())),
        talks: talks(),
        may_ask: true,
        whom: Some(Whom::Person(HOSTILE.to_owned())),
        requests: 2,
        unlinks: vec![community_link().community],
    }
}

/// A message of each kind, in a conversation that has more.
pub(in crate::html) fn talk() -> Talk {
    let message = |number: u8, by| Message {
        id: MessageId::from_bytes([number; 16]),
        number: 40 + i64::from(number),
        by,
        language: LanguageTag::parse("ar").unwrap(),
        html: Some("<p>Un <em>message</em> sûr.</p>".to_owned()),
        source: None,
        version: 2,
        posted: when(),
        edited: Some(when()),
        is_withdrawn: false,
        is_hidden: false,
        why: None,
        may_withdraw: false,
        may_hide: true,
        may_show: false,
    };
    let named = || By::Named(HOSTILE.to_owned());
    let mine = Message { source: Some(HOSTILE.to_owned()), may_withdraw: true, ..message(1, named()) };
    let withdrawn = Message { html: None, edited: None, is_withdrawn: true, may_hide: false, ..message(2, By::Former) };
    let why = Some(HOSTILE.to_owned());
    let hidden = Message { is_hidden: true, why, may_hide: false, may_show: true, ..message(3, By::Closed) };
    let unread = Message { html: None, is_hidden: true, may_hide: false, ..message(4, named()) };
    Talk {
        community: link(HOSTILE),
        alias: "tissage".to_owned(),
        address: Address::NoteTalk(note_id(), "tissage".to_owned()),
        confidentiality: Some(said()),
        count: 44,
        messages: vec![mine, withdrawn, hidden, unread],
        earlier: Some(41),
        may_write: true,
    }
}

fn talks() -> Talks {
    let empty = Talk { alias: "filage".to_owned(), messages: Vec::new(), earlier: None, count: 0, ..talk() };
    Talks { here: vec![talk(), Talk { may_write: false, ..empty }], elsewhere: vec![link(HOSTILE)] }
}

pub(super) fn bare_note() -> NotePage {
    NotePage {
        contents: Vec::new(),
        banner: None,
        translations: Translations::default(),
        related: Vec::new(),
        organisation: None,
        terms: Vec::new(),
        cited_by: Vec::new(),
        notebooks: Vec::new(),
        byline: Vec::new(),
        keeper: None,
        communities: Vec::new(),
        licence: None,
        published: None,
        excerpt: String::new(),
        visibility: Visibility::Authors,
        only_viewer: true,
        language: LanguageTag::french(),
        edit: None,
        may_manage: false,
        signs_it: false,
        place: None,
        announce: None,
        talks: Talks::default(),
        may_ask: false,
        whom: None,
        requests: 0,
        unlinks: Vec::new(),
        ..whole_note()
    }
}

fn translated(is_behind: bool) -> Translated {
    Translated { note: note_id(), link: link(HOSTILE), language: LanguageTag::english(), is_behind, is_public: true }
}

pub(super) fn version_line() -> VersionLine {
    VersionLine {
        number: 3,
        address: Address::Version(note_id(), 3),
        saved: when(),
        by: Some(HOSTILE.to_owned()),
        reason: HOSTILE.to_owned(),
        title: HOSTILE.to_owned(),
        withdrawn: None,
    }
}

pub(super) fn withdrawn_line() -> VersionLine {
    let withdrawn = Withdrawn { at: when(), by: Some(HOSTILE.to_owned()), why: Withdrawal::Person };
    VersionLine { title: String::new(), withdrawn: Some(withdrawn), ..version_line() }
}

pub(super) fn report() -> serde_json::Value {
    serde_json::json!({
        "version": 1, "dry_run": true, "notebook": {"id": "x", "address": "/c/x/guide"},
        "notes": 3, "created": 1, "updated": 2, "links": {"resolved": 1055, "broken_by_us": 0},
        "files": [
            {"path": HOSTILE, "result": "changed", "address": "/n/x/y", "changes": ["title", HOSTILE], "reason": null},
            {"path": "b.md", "result": "new_word", "address": "javascript:alert(1)"},
        ],
        "link_list": [{"path": "a.md", "line": 3, "text": HOSTILE, "result": "ambiguous", "target": "b.md", "candidates": ["c.md"]}],
        "warnings": [{"path": "a.md", "line": 4, "code": "custom_tag", "message": HOSTILE}],
    })
}

pub(super) fn page_of<T>(items: Vec<T>) -> Page<T> {
    Page { items, next: Some("a b&c".to_owned()) }
}
