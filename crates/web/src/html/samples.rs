//! Every template with every sample, in every look.

use askama::Template;
use domain::address::Address;
use domain::lexicon::{EntryKey, TermState};
use domain::notebooks::{Color, Sort};
use domain::notes::{NoteKind, Visibility};
use domain::organisations::OrganisationState;
use domain::{CategoryId, CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Slug, Timestamp};
use i18n::{Language, Messages, TimeZone};
use services::views::{
    Banner, Category, CategoryLink, Citation, CommunityLine, CommunityLink, CommunityPage, ComparePage, Compared,
    Confusion, ContentsEntry, Cover, Credit, Definition, EntryDefinition, EntryLine, EntryPage, Facet, HomePage,
    Keeper, LexiconPage, Link, NoteCited, NoteLine, NotePage, NotebookCard, NotebookLine, NotebookPage, Organisation,
    OrganisationLine, OrganisationsPage, Page, PersonPage, PlaceShown, RecentLine, Related, Span, TermLabels,
    TermOwner, TermUsed, VersionLine, VersionPage, VersionsPage, WantedLine, WhyRelated, WorkContents, WorkEntry,
    WorkLine,
};

use super::cite::CiteTemplate;
use super::imports::{ImportTemplate, Report};
use super::lexicon::{EntryTemplate, LexiconTemplate};
use super::lists::{
    CommunitiesTemplate, CommunityTemplate, HomeTemplate, PersonTemplate, RecentTemplate, WantedTemplate,
};
use super::notebooks::{NotebookTemplate, NotebooksTemplate};
use super::notes::NoteTemplate;
use super::organisations::OrganisationsTemplate;
use super::versions::{CompareTemplate, VersionTemplate, VersionsTemplate};
use crate::app::Settings;
use crate::asked::Look;
use crate::faults::Fault;
use crate::frame::Frame;

const HOSTILE: &str = "\"><script>alert(1)</script> « L’été » & ' {{ x }}";

fn settings() -> Settings {
    Settings {
        address: "https://notes.example".to_owned(),
        name: "Réseau <b>".to_owned(),
        languages: vec![Language::French, Language::English],
        time_zone: TimeZone::UTC,
        source: crate::app::Source::Elsewhere("https://source.example/sillage".to_owned()),
        version: "0.1.0".to_owned(),
    }
}

fn when() -> Timestamp {
    Timestamp::from_micros(1_701_875_820_000_000)
}

fn note_id() -> NoteId {
    NoteId::from_bytes([1; 16])
}

fn link(title: &str) -> Link {
    Link { title: title.to_owned(), address: Address::Note(note_id(), Slug::of(title)) }
}

fn note_line() -> NoteLine {
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

fn notebook_line() -> NotebookLine {
    NotebookLine {
        notebook: NotebookId::from_bytes([2; 16]),
        link: link(HOSTILE),
        cover: Cover { color: Color::parse("#f7e7a6"), shade: 3 },
        excerpt: HOSTILE.to_owned(),
        count: 65,
        visibility: Visibility::SignedIn,
    }
}

fn community_line() -> CommunityLine {
    CommunityLine {
        community: CommunityId::from_bytes([3; 16]),
        link: Link {
            title: HOSTILE.to_owned(),
            address: Address::Community(CommunityId::from_bytes([3; 16]), "fanal".to_owned()),
        },
        about: HOSTILE.to_owned(),
        unlisted: true,
    }
}

fn community_link() -> CommunityLink {
    CommunityLink { community: CommunityId::from_bytes([3; 16]), link: community_line().link, open: true }
}

fn category_link() -> CategoryLink {
    CategoryLink { id: CategoryId::from_bytes([6; 16]), name: HOSTILE.to_owned() }
}

fn definition(owner: TermOwner) -> Definition {
    Definition {
        note: note_id(),
        link: link(HOSTILE),
        owner,
        text: HOSTILE.to_owned(),
        language: LanguageTag::french(),
        state: TermState::Contested,
    }
}

fn confusions() -> Vec<Confusion> {
    [None, Some(entry_link().address)]
        .map(|address| Confusion { word: HOSTILE.to_owned(), difference: HOSTILE.to_owned(), address })
        .to_vec()
}

fn entry_link() -> Link {
    Link { title: HOSTILE.to_owned(), address: Address::Entry(EntryKey::of(HOSTILE)) }
}

fn definitions() -> [Definition; 2] {
    let people = TermOwner::People(vec![HOSTILE.to_owned(), "Béa".to_owned()], HOSTILE.to_owned());
    [TermOwner::Community(community_line().link), people].map(definition)
}

fn term_used() -> TermUsed {
    TermUsed {
        link: entry_link(),
        beside: Some((LanguageTag::english(), HOSTILE.to_owned())),
        definitions: definitions().to_vec(),
        others: 2,
        confusions: confusions(),
    }
}

fn places() -> Vec<PlaceShown> {
    [Some(HOSTILE), None].map(|town| PlaceShown { town: town.map(str::to_owned), region: "Estrie".to_owned() }).to_vec()
}

fn organisation() -> Organisation {
    Organisation {
        form: HOSTILE.to_owned(),
        summary: HOSTILE.to_owned(),
        web: Some("https://banc.example.org".to_owned()),
        state: OrganisationState::Ended,
        places: places(),
    }
}

fn organisations(items: Vec<OrganisationLine>) -> OrganisationsPage {
    let facet = |key: &str| Facet { key: key.to_owned(), name: HOSTILE.to_owned(), count: 3 };
    OrganisationsPage {
        regions: vec![facet("estrie")],
        forms: vec![facet("a b"), facet("c")],
        region: "estrie".to_owned(),
        form: String::new(),
        lines: page_of(items),
    }
}

fn organisation_line() -> OrganisationLine {
    OrganisationLine {
        note: note_id(),
        link: link(HOSTILE),
        form: HOSTILE.to_owned(),
        summary: HOSTILE.to_owned(),
        state: OrganisationState::Paused,
        places: places(),
    }
}

fn lexicon(items: Vec<EntryLine>) -> LexiconPage {
    LexiconPage {
        languages: vec![(LanguageTag::english(), 12), (LanguageTag::french(), 20)],
        language: LanguageTag::french(),
        letters: vec!["A".to_owned(), "#".to_owned()],
        letter: Some("#".to_owned()),
        lines: page_of(items),
    }
}

fn entry() -> EntryPage {
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
        used_in: vec![note_line()],
    }
}

fn work_entry(is_part: bool, is_here: bool) -> WorkEntry {
    let number = is_part.then_some(3);
    WorkEntry { link: link(HOSTILE), number, is_part, depth: 1, is_here, holds_it: is_part }
}

fn whole_note() -> NotePage {
    let notebook = NotebookId::from_bytes([2; 16]);
    NotePage {
        id: note_id(),
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
            contents: WorkContents {
                entries: vec![work_entry(true, false), work_entry(false, true), work_entry(false, false)],
                more_before: true,
                more_after: true,
            },
        }),
        related: [WhyRelated::Pinned, WhyRelated::CiteEachOther, WhyRelated::Cited]
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
            cover: Cover { color: None, shade: 7 },
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
    }
}

fn bare_note() -> NotePage {
    NotePage {
        contents: Vec::new(),
        banner: None,
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
        ..whole_note()
    }
}

fn version_line() -> VersionLine {
    VersionLine {
        number: 3,
        address: Address::Version(note_id(), 3),
        saved: when(),
        by: Some(HOSTILE.to_owned()),
        reason: HOSTILE.to_owned(),
        title: HOSTILE.to_owned(),
    }
}

fn notebook(lines: Vec<WorkLine>, next: Option<String>) -> NotebookPage {
    let id = NotebookId::from_bytes([2; 16]);
    NotebookPage {
        id,
        address: Address::Notebook(id, Slug::of("guide")),
        title: HOSTILE.to_owned(),
        description: "<p>Un guide.</p>".to_owned(),
        language: LanguageTag::french(),
        visibility: Visibility::Public,
        communities: vec![community_link()],
        entry_points: vec![link("Résumé")],
        count: 65,
        sort: Sort::Manual,
        categories: vec![Category { id: category_link().id, name: HOSTILE.to_owned(), count: 3 }],
        category: Some(category_link().id),
        lines,
        next,
    }
}

fn report() -> serde_json::Value {
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

fn page_of<T>(items: Vec<T>) -> Page<T> {
    Page { items, next: Some("a b&c".to_owned()) }
}

/// Every template with each sample: the page's kind and its HTML.
fn samples(look: Look) -> Vec<(&'static str, String)> {
    let settings = settings();
    let frame = |page| Frame::new(&settings, look, page, HOSTILE);
    let recent = || RecentLine { line: note_line(), created: true };
    let (whole, bare) = (whole_note(), bare_note());
    let work = vec![
        WorkLine::Part { title: HOSTILE.to_owned(), number: Some(1), depth: 0 },
        WorkLine::Note { line: note_line(), depth: 1, pinned: true, categories: vec![category_link()] },
    ];
    let (full, empty) = (notebook(work, Some("a b&c".to_owned())), notebook(Vec::new(), None));
    let versions = VersionsPage {
        id: note_id(),
        note: link(HOSTILE),
        lines: vec![version_line(), version_line()],
        next: Some(2),
        compare: "/n/x/-/compare".to_owned(),
        visibility: Visibility::Public,
    };
    let version = VersionPage {
        id: note_id(),
        note: link(HOSTILE),
        line: version_line(),
        newest: false,
        language: LanguageTag::french(),
        body: "<p>Avant.</p>".to_owned(),
        versions: Address::Versions(note_id()),
        visibility: Visibility::Public,
    };
    let spans =
        || vec![Span { text: HOSTILE.to_owned(), differs: true }, Span { text: HOSTILE.to_owned(), differs: false }];
    let lines = vec![
        Compared::Skipped(3),
        Compared::Same(HOSTILE.to_owned()),
        Compared::Removed(spans()),
        Compared::Removed(spans()),
        Compared::Added(spans()),
        Compared::Same(String::new()),
        Compared::Added(spans()),
    ];
    let compared = ComparePage {
        id: note_id(),
        note: link(HOSTILE),
        from: version_line(),
        to: VersionLine { title: "Autre".to_owned(), number: 12, ..version_line() },
        newest: 14,
        lines: Some(lines),
        language: LanguageTag::french(),
        versions: Address::Versions(note_id()),
    };
    let too_long = ComparePage { lines: None, ..compared.clone() };
    let cited = NoteCited {
        id: note_id(),
        link: link(HOSTILE),
        byline: whole.byline.clone(),
        work: Some(HOSTILE.to_owned()),
        published: Some(when()),
        language: LanguageTag::french(),
        visibility: Visibility::Public,
    };
    let citation = super::cite::cited(&settings, &cited, when());
    let homes = [
        HomePage { notebooks: Vec::new(), recent: Vec::new(), communities: Vec::new(), empty: true },
        HomePage {
            notebooks: vec![notebook_line()],
            recent: vec![recent()],
            communities: vec![community_line()],
            empty: false,
        },
    ];
    let community =
        CommunityPage { line: community_line(), notes: page_of(vec![note_line()]), notebooks: vec![notebook_line()] };
    let person = PersonPage {
        id: PersonId::from_bytes([4; 16]),
        name: HOSTILE.to_owned(),
        address: Address::Person(PersonId::from_bytes([4; 16]), Slug::of("ana")),
        signature: true,
        notes: page_of(vec![note_line()]),
    };
    let wanted = WantedLine { title: HOSTILE.to_owned(), count: 2, sources: vec![link(HOSTILE)] };
    let lines = [(1, Some(HOSTILE.to_owned())), (2, None)];
    let lines = lines.map(|(definitions, definition)| EntryLine { link: entry_link(), definitions, definition });
    let (some, none) = (organisations(vec![organisation_line()]), organisations(Vec::new()));
    let full_lexicon = lexicon(lines.to_vec());
    let import_frame = frame("import-report");
    let r = Report::new(&import_frame, &report());
    let mut pages = vec![
        ("note", NoteTemplate::new(frame("note"), &whole).render().unwrap()),
        ("note", NoteTemplate::new(frame("note"), &bare).render().unwrap()),
        ("cite", CiteTemplate { f: frame("cite"), n: &cited, cited: citation }.render().unwrap()),
        ("versions", VersionsTemplate { f: frame("versions"), v: &versions }.render().unwrap()),
        ("compare", CompareTemplate { f: frame("compare"), c: &compared, side_by_side: true }.render().unwrap()),
        ("compare", CompareTemplate { f: frame("compare"), c: &compared, side_by_side: false }.render().unwrap()),
        ("compare", CompareTemplate { f: frame("compare"), c: &too_long, side_by_side: false }.render().unwrap()),
        ("version", VersionTemplate { f: frame("version"), v: &version }.render().unwrap()),
        ("notebook", NotebookTemplate::new(frame("notebook"), &full).render().unwrap()),
        ("notebook", NotebookTemplate::new(frame("notebook"), &empty).render().unwrap()),
        (
            "notebooks",
            NotebooksTemplate { f: frame("notebooks"), l: &page_of(vec![notebook_line()]) }.render().unwrap(),
        ),
        ("notebooks", NotebooksTemplate { f: frame("notebooks"), l: &page_of(Vec::new()) }.render().unwrap()),
        (
            "communities",
            CommunitiesTemplate { f: frame("communities"), l: &page_of(vec![community_line()]) }.render().unwrap(),
        ),
        ("communities", CommunitiesTemplate { f: frame("communities"), l: &page_of(Vec::new()) }.render().unwrap()),
        ("community", CommunityTemplate { f: frame("community"), c: &community }.render().unwrap()),
        ("lexicon", LexiconTemplate { f: frame("lexicon"), l: &full_lexicon }.render().unwrap()),
        ("lexicon", LexiconTemplate { f: frame("lexicon"), l: &lexicon(Vec::new()) }.render().unwrap()),
        ("entry", EntryTemplate::new(frame("entry"), &entry()).render().unwrap()),
        ("organisations", OrganisationsTemplate { f: frame("organisations"), l: &some }.render().unwrap()),
        ("organisations", OrganisationsTemplate { f: frame("organisations"), l: &none }.render().unwrap()),
        ("person", PersonTemplate { f: frame("person"), p: &person }.render().unwrap()),
        ("recent", RecentTemplate { f: frame("recent"), l: &page_of(vec![recent()]) }.render().unwrap()),
        ("recent", RecentTemplate { f: frame("recent"), l: &page_of(Vec::new()) }.render().unwrap()),
        ("wanted", WantedTemplate { f: frame("wanted"), l: &page_of(vec![wanted]) }.render().unwrap()),
        ("wanted", WantedTemplate { f: frame("wanted"), l: &page_of(Vec::new()) }.render().unwrap()),
        ("import-report", ImportTemplate { f: import_frame, ended: when(), r }.render().unwrap()),
    ];
    pages.extend(homes.iter().map(|home| ("home", HomeTemplate { f: frame("home"), h: home }.render().unwrap())));
    let internal = Fault::Internal("0000-1".to_owned());
    let gone = Fault::Gone(when());
    for (status, fault) in [
        (400, None),
        (403, None),
        (404, None),
        (405, None),
        (410, Some(&gone)),
        (413, None),
        (414, None),
        (416, None),
        (418, None),
        (431, None),
        (500, Some(&internal)),
        (503, None),
        (507, None),
    ] {
        let status = axum::http::StatusCode::from_u16(status).unwrap();
        pages.push(("error", super::errors::page(&settings, look, status, fault)));
    }
    pages
}

#[test]
fn every_page_in_every_look_is_whole_and_says_what_it_is() {
    for look in Look::all() {
        for (kind, html) in samples(look) {
            let says = |words: &str| html.matches(words).count();
            assert!(html.starts_with("<!doctype html>"), "{kind}: {html}");
            assert_eq!(
                (says("<h1"), says("</h1>"), says("<main id=\"main\""), says("<title>")),
                (1, 1, 1, 1),
                "{kind}: {html}"
            );
            assert_eq!(says(&format!("data-theme=\"{}\"", look.theme.as_str())), 1, "{kind}");
            assert_eq!(says(&format!("<html lang=\"{}\"", look.language.html_lang())), 1, "{kind}");
            assert_eq!(says(&format!("data-page=\"{kind}\"")), 1, "{kind}");
            assert_eq!(says("data-status="), usize::from(kind == "error"), "{kind}");
            assert_eq!(
                (says("a hreflang=\""), says("form data-form=\"theme\""), says("rel=\"source\"")),
                (says("rel=\"alternate\" href=\"?"), 1, 1),
                "{kind}"
            );
            assert!(html.contains("lang=en\"") || html.contains("lang=fr\""), "{kind}: the switch");
            for tag in ["nav", "section", "article", "details", "ol", "ul", "li", "p", "dl", "div", "a", "span", "form"]
            {
                let opened = says(&format!("<{tag}>")) + says(&format!("<{tag} "));
                assert_eq!(opened, says(&format!("</{tag}>")), "{kind}: <{tag}> in {html}");
            }
            let mut navs = html.split("<nav").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
            assert!(navs.all(|nav| nav.contains("aria-label=\"")), "{kind}: each nav has its name");
            assert!(
                !html.contains("web-")
                    && !html.contains("lexicon-")
                    && !html.contains("cite-")
                    && !html.contains("compare-")
                    && !html.contains("organisations-"),
                "{kind}: a message is missing: {html}"
            );
        }
    }
    let missing: Vec<String> = Messages::misses()
        .into_iter()
        .filter(|key| {
            key.contains(":web-")
                || key.contains(":lexicon-")
                || key.contains(":cite-")
                || key.contains(":compare-")
                || key.contains(":organisations-")
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_word_of_a_person_becomes_markup() {
    for look in Look::all().take(1) {
        for (kind, html) in samples(look) {
            assert_eq!(html.matches("<script").count(), 1, "{kind}: our own alone: {html}");
            assert!(!html.contains("javascript:"), "{kind}: {html}");
            assert!(!html.contains("style=\""), "{kind}: no style in a page");
            assert!(!html.contains("Réseau <b>"), "{kind}");
        }
    }
}

#[test]
fn a_note_that_everyone_may_read_says_to_machines_what_it_is_and_no_other_does() {
    let settings = settings();
    let look = Look::all().next().unwrap();
    let public = NotePage { visibility: Visibility::Public, ..whole_note() };
    let html = NoteTemplate::new(Frame::new(&settings, look, "note", "t"), &public).render().unwrap();
    assert_eq!((html.matches("<script").count(), html.matches("</script>").count()), (2, 2), "{html}");
    let thing = html.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let thing: serde_json::Value = serde_json::from_str(thing).unwrap();
    assert_eq!((&thing["@type"], &thing["headline"]), (&"Article".into(), &HOSTILE.into()));
    assert_eq!(thing["author"].as_array().unwrap().len(), 2);
    for name in ["citation_title", "citation_author", "citation_publication_date", "citation_inbook_title"] {
        assert!(html.contains(&format!("<meta name=\"{name}\" content=\"")), "{name}");
    }
    assert!(html.contains("<meta property=\"og:title\" content=\""));
    let hidden = whole_note();
    let html = NoteTemplate::new(Frame::new(&settings, look, "note", "t"), &hidden).render().unwrap();
    assert!(!html.contains("og:title") && !html.contains("citation_title") && !html.contains("ld+json"));
}

#[test]
fn a_part_that_has_nothing_to_say_is_absent() {
    let settings = settings();
    let look = Look::all().next().unwrap();
    let parts = [
        "byline",
        "banner",
        "contents",
        "body",
        "terms",
        "cited-by",
        "notebooks",
        "kept-by",
        "communities",
        "dates",
        "history",
        "visibility",
        "licence",
        "language",
        "cite",
        "source",
    ];
    let (whole, bare) = (whole_note(), bare_note());
    let whole = NoteTemplate::new(Frame::new(&settings, look, "note", "t"), &whole).render().unwrap();
    let bare = NoteTemplate::new(Frame::new(&settings, look, "note", "t"), &bare).render().unwrap();
    for part in parts {
        assert_eq!(whole.matches(&format!("data-part=\"{part}\"")).count(), 1, "{part}");
    }
    for part in ["byline", "banner", "contents", "terms", "cited-by", "notebooks", "kept-by", "communities"] {
        assert!(!bare.contains(&format!("data-part=\"{part}\"")), "{part}");
    }
    assert!(bare.contains("Visible de vous seulement"), "{bare}");
    assert!(whole.contains("rel=\"canonical\" href=\"https://notes.example/n/"));
}

#[test]
fn the_next_page_of_a_list_keeps_its_order_and_the_switch_keeps_the_page() {
    let settings = settings();
    let mut f = Frame::new(&settings, Look::all().next().unwrap(), "notebook", "t");
    f.query = "sort=title".to_owned();
    f.position = "after=a%20b".to_owned();
    assert_eq!(f.after("x&y"), "?sort=title&after=x%26y");
    assert_eq!(f.switch_to("en"), "?sort=title&after=a%20b&lang=en");
}
