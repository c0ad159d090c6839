//! Every template with every sample, in every look.

mod things;

use askama::Template;
use domain::address::Address;
use domain::communities::Stage;
use domain::notes::Visibility;
use domain::profile::ProfileField;
use domain::{LanguageTag, NotebookId, PersonId, Slug};
use i18n::Messages;
use services::views::{
    Citable, CommunityLine, CommunityPage, ComparePage, Compared, EntryLine, HomeOfMine, HomePage, NotePage,
    NotebookPage, PersonPage, RecentLine, Shown, Span, ToCite, VersionLine, VersionPage, VersionsPage, Waits,
    WantedLine,
};
pub(super) use things::talk;
use things::{
    HOSTILE, bare_note, chapter, community_line, entry, entry_link, lexicon, link, note_id, note_line, notebook,
    notebook_line, organisation_line, organisations, page_of, placed_line, report, settings, version_line, when,
    whole_note, withdrawn_line, work,
};

use super::cite::CiteTemplate;
use super::imports::{ImportTemplate, Report};
use super::lexicon::{EntryTemplate, LexiconTemplate};
use super::lists::{
    CommunitiesTemplate, CommunityTemplate, HomeTemplate, PersonTemplate, RecentTemplate, WantedTemplate,
};
use super::notebooks::{ChapterTemplate, NotebookTemplate, NotebooksTemplate, WholeTemplate};
use super::notes::NoteTemplate;
use super::organisations::OrganisationsTemplate;
use super::versions::{CompareTemplate, VersionTemplate, VersionsTemplate};
use crate::app::Standing;
use crate::asked::{Asked, Look};
use crate::faults::Fault;
use crate::frame::Frame;

/// Every template with each sample: the page's kind and its HTML.
pub(super) fn samples(look: Look) -> Vec<(&'static str, String)> {
    let settings = settings();
    let frame = |page| Frame::new(&settings, look, page, HOSTILE);
    let recent = || RecentLine { line: note_line(), created: true };
    let (whole, bare) = (whole_note(), bare_note());
    let shown = [Shown::List(vec![placed_line()]), Shown::Grid(vec![placed_line()]), Shown::List(Vec::new())];
    let [list, grid, empty] = shown.map(|shown| notebook(shown, 65));
    let (empty, as_work) = (NotebookPage { count: 0, ..empty }, notebook(Shown::Work(work()), 65));
    let (in_part, alone) = (chapter(Some((2, HOSTILE.to_owned()))), chapter(None));
    let (printed, longer) = (things::whole(true), things::whole(false));
    let versions = VersionsPage {
        id: note_id(),
        note: link(HOSTILE),
        lines: vec![version_line(), withdrawn_line(), version_line()],
        next: Some(2),
        compare: "/n/x/-/compare".to_owned(),
        visibility: Visibility::Public,
        withdrawals: super::withdrawing::withdrawals(),
        withdraw: Some(domain::address::Address::NoteWithdraw(note_id())),
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
    let without = VersionPage { line: withdrawn_line(), body: String::new(), ..version.clone() };
    let not_compared = ComparePage { lines: None, to: withdrawn_line(), ..compared.clone() };
    let too_long = ComparePage { lines: None, ..compared.clone() };
    let cited = ToCite {
        what: Citable::Note(note_id()),
        link: link(HOSTILE),
        byline: vec![HOSTILE.to_owned()],
        work: Some(HOSTILE.to_owned()),
        published: Some(when()),
        language: LanguageTag::french(),
    };
    let citation = super::cite::cited(&settings, &cited, when());
    let cited_whole = ToCite { what: Citable::Work(NotebookId::from_bytes([5; 16])), work: None, ..cited.clone() };
    let citation_whole = super::cite::cited(&settings, &cited_whole, when());
    let homes = [
        HomePage {
            lead: None,
            notebooks: Vec::new(),
            recent: Vec::new(),
            communities: Vec::new(),
            empty: true,
            unopened: true,
            mine: None,
        },
        HomePage {
            lead: Some((LanguageTag::english(), HOSTILE.to_owned())),
            notebooks: vec![notebook_line()],
            recent: vec![recent()],
            communities: vec![community_line()],
            empty: false,
            unopened: false,
            mine: Some(HomeOfMine {
                unread: 2,
                waits: Waits {
                    invitations: 1,
                    invites: vec![link(HOSTILE)],
                    asked: vec![(link(HOSTILE), 1)],
                    joining: vec![("fanal".to_owned(), link(HOSTILE), 3)],
                    reported: vec![("fanal".to_owned(), link(HOSTILE), 2)],
                    reports: 1,
                    accounts: 2,
                    claims: 2,
                    removals: 1,
                },
                drafts: vec![note_line()],
                new: vec![(when(), link(HOSTILE)), (when(), link(HOSTILE))],
            }),
        },
        HomePage {
            lead: None,
            notebooks: Vec::new(),
            recent: Vec::new(),
            communities: Vec::new(),
            empty: true,
            unopened: false,
            mine: Some(HomeOfMine::default()),
        },
    ];
    let community = things::community();
    let [resting, over] = [Stage::Paused, Stage::Closed].map(|stage| {
        let line = CommunityLine { stage, paused_until: None, ..community_line() };
        CommunityPage { line, ..things::community() }
    });
    let person = PersonPage {
        id: PersonId::from_bytes([4; 16]),
        name: HOSTILE.to_owned(),
        address: Address::Person(PersonId::from_bytes([4; 16]), Slug::of("ana")),
        signature: true,
        profile: ProfileField::ALL.map(|field| (field, HOSTILE.to_owned())).to_vec(),
        notes: page_of(vec![things::signed_line()]),
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
        ("cite", CiteTemplate { f: frame("cite"), n: &cited_whole, cited: citation_whole }.render().unwrap()),
        ("versions", VersionsTemplate { f: frame("versions"), v: &versions }.render().unwrap()),
        ("compare", CompareTemplate { f: frame("compare"), c: &compared, side_by_side: true }.render().unwrap()),
        ("compare", CompareTemplate { f: frame("compare"), c: &compared, side_by_side: false }.render().unwrap()),
        ("compare", CompareTemplate { f: frame("compare"), c: &too_long, side_by_side: false }.render().unwrap()),
        ("version", VersionTemplate { f: frame("version"), v: &version }.render().unwrap()),
        ("version", VersionTemplate { f: frame("version"), v: &without }.render().unwrap()),
        ("compare", CompareTemplate { f: frame("compare"), c: &not_compared, side_by_side: true }.render().unwrap()),
        ("notebook", NotebookTemplate::new(frame("notebook"), &list).render().unwrap()),
        ("notebook", NotebookTemplate::new(frame("notebook"), &grid).render().unwrap()),
        ("work", NotebookTemplate::new(frame("work"), &as_work).render().unwrap()),
        ("chapter", ChapterTemplate { f: frame("chapter"), c: &in_part }.render().unwrap()),
        ("chapter", ChapterTemplate { f: frame("chapter"), c: &alone }.render().unwrap()),
        ("print", WholeTemplate { f: frame("print"), w: &printed, visibility: HOSTILE.to_owned() }.render().unwrap()),
        ("print", WholeTemplate { f: frame("print"), w: &longer, visibility: HOSTILE.to_owned() }.render().unwrap()),
        ("notebook", NotebookTemplate::new(frame("notebook"), &empty).render().unwrap()),
        (
            "notebooks",
            NotebooksTemplate { f: frame("notebooks"), l: &page_of(vec![notebook_line()]), may_create: true }
                .render()
                .unwrap(),
        ),
        (
            "notebooks",
            NotebooksTemplate { f: frame("notebooks"), l: &page_of(Vec::new()), may_create: false }.render().unwrap(),
        ),
        (
            "communities",
            CommunitiesTemplate { f: frame("communities"), l: &page_of(vec![community_line()]), may_create: true }
                .render()
                .unwrap(),
        ),
        (
            "communities",
            CommunitiesTemplate { f: frame("communities"), l: &page_of(Vec::new()), may_create: false }
                .render()
                .unwrap(),
        ),
        ("community", CommunityTemplate::new(frame("community"), &community, "2027-01-01").render().unwrap()),
        ("community", CommunityTemplate::new(frame("community"), &resting, "2027-01-01").render().unwrap()),
        ("community", CommunityTemplate::new(frame("community"), &over, "2026-01-01").render().unwrap()),
        ("lexicon", LexiconTemplate { f: frame("lexicon"), l: &full_lexicon }.render().unwrap()),
        ("lexicon", LexiconTemplate { f: frame("lexicon"), l: &lexicon(Vec::new()) }.render().unwrap()),
        ("entry", EntryTemplate::new(frame("entry"), &entry()).render().unwrap()),
        ("organisations", OrganisationsTemplate { f: frame("organisations"), l: &some }.render().unwrap()),
        ("organisations", OrganisationsTemplate { f: frame("organisations"), l: &none }.render().unwrap()),
        ("person", PersonTemplate { f: frame("person"), p: &person, claim: None }.render().unwrap()),
        ("recent", RecentTemplate { f: frame("recent"), l: &page_of(vec![recent()]) }.render().unwrap()),
        ("recent", RecentTemplate { f: frame("recent"), l: &page_of(Vec::new()) }.render().unwrap()),
        ("wanted", WantedTemplate { f: frame("wanted"), l: &page_of(vec![wanted]) }.render().unwrap()),
        ("wanted", WantedTemplate { f: frame("wanted"), l: &page_of(Vec::new()) }.render().unwrap()),
        ("import-report", ImportTemplate { f: import_frame, ended: when(), r }.render().unwrap()),
    ];
    let standing = std::sync::Arc::new(Standing::told(settings.clone()));
    pages.extend(super::me::samples(&Asked { look, who: None, network: None, standing: standing.clone() }, HOSTILE));
    let asked = Asked { look, who: None, network: None, standing };
    pages.extend(super::accounts::samples(&asked, HOSTILE));
    pages.extend(super::access::samples(&asked, HOSTILE));
    pages.extend(super::admin::samples(&asked, HOSTILE));
    pages.extend(super::admin::audit::samples(&asked, HOSTILE));
    pages.extend(super::admin::jobs::samples(&asked, HOSTILE));
    pages.extend(super::admin::people::samples(&asked, HOSTILE));
    pages.extend(super::admin::health::samples(&asked));
    pages.extend(super::admin::reading::samples(&asked, HOSTILE));
    pages.extend(super::admin::letters::samples(&asked, HOSTILE));
    pages.extend(super::admin::site::samples(&asked, HOSTILE));
    pages.extend(super::admin::storage::samples(&asked));
    pages.extend(super::admin::incidents::samples(&asked, HOSTILE));
    pages.extend(super::admin::communities::samples(&asked, community_line()));
    pages.extend(super::providers::samples(&asked, HOSTILE));
    pages.extend(super::leaving::samples(&asked, HOSTILE));
    pages.extend(super::own_data::samples(&asked, HOSTILE));
    pages.extend(super::profile::samples(&asked, HOSTILE, &person));
    pages.extend(super::claims::samples(&asked, HOSTILE, &person));
    pages.extend(super::affiliations::samples(&asked, HOSTILE));
    pages.extend(super::tokens::samples(&asked, HOSTILE));
    pages.extend(super::api_page::samples(&asked, HOSTILE));
    pages.extend(super::members::samples(&asked, HOSTILE));
    pages.extend(super::memberships::samples(&asked, HOSTILE));
    for c in &things::silent_communities() {
        pages.push(("community", CommunityTemplate::new(frame("community"), c, "2027-01-01").render().unwrap()));
    }
    pages.extend(super::community_pages::samples(&asked, HOSTILE));
    pages.extend(super::note_rights::samples(&asked, HOSTILE));
    pages.extend(super::placing::samples(&asked, HOSTILE));
    pages.extend(super::announcing::samples(&asked, HOSTILE));
    pages.extend(super::conversations::samples(&asked, HOSTILE));
    pages.extend(super::asking::samples(&asked, HOSTILE));
    pages.extend(super::exchanges::samples(&asked, HOSTILE));
    pages.extend(super::reports::samples(&asked, HOSTILE));
    pages.extend(super::admin::reports::samples(&asked, HOSTILE));
    pages.extend(super::notebook_pages::samples(&asked, HOSTILE));
    pages.extend(super::contents::samples(&asked, HOSTILE));
    pages.extend(super::writing::samples(&asked, HOSTILE));
    pages.extend(super::deleting::samples(&asked, HOSTILE));
    pages.extend(super::withdrawing::samples(&asked, HOSTILE));
    pages.extend(super::notifications::samples(&asked, HOSTILE));
    pages.extend(super::registration::samples(&asked, HOSTILE));
    pages.extend(super::site_pages::samples(&asked, HOSTILE));
    pages.extend(super::signed_out::samples(&settings, look, HOSTILE));
    pages.extend(homes.iter().map(|h| {
        let sign_up = h.mine.is_none().then_some(HOSTILE.into());
        ("home", HomeTemplate { f: frame("home"), h, sign_up }.render().unwrap())
    }));
    let internal = Fault::Internal("0000-1".to_owned());
    let (gone, spent) = (Fault::Gone(when()), Fault::Spent("/reset"));
    for (status, fault) in [
        (400, None),
        (403, None),
        (404, None),
        (404, Some(&spent)),
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
        pages.push(("error", super::errors::page(&settings, look, true, status, fault)));
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
            assert_eq!(says(&format!("data-theme=\"{}\"", look.chosen.theme.as_str())), 1, "{kind}");
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
                    && !html.contains("organisations-")
                    && !html.contains("communities-")
                    && !html.contains("accounts-")
                    && !html.replace("multipart/form-data", "").contains("form-")
                    && [">me-", ">access-", ">proof-", ">code-", ">passkey-", ">pages-", ">admin-", ">registration-"]
                        .iter()
                        .all(|key| !html.contains(key)),
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
                || key.contains(":communities-")
                || key.contains(":accounts-")
                || key.contains(":form-")
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_word_of_a_person_becomes_markup() {
    for look in Look::all().take(1) {
        for (kind, html) in samples(look) {
            // What machines read of a public page is data, which nothing in it ends.
            let data = html.matches("<script type=\"application/ld+json\">").count();
            assert!(data <= 1, "{kind}: {html}");
            assert_eq!(html.matches("<script").count(), 1 + data, "{kind}: our own alone: {html}");
            assert_eq!(html.matches("</script>").count(), 1 + data, "{kind}: {html}");
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
    let picture =
        format!("<meta property=\"og:image\" content=\"{}/n/{}/-/picture.png\">", settings.address, note_id());
    assert!(html.contains(&picture), "{html}");
    let hidden = whole_note();
    let html = NoteTemplate::new(Frame::new(&settings, look, "note", "t"), &hidden).render().unwrap();
    assert!(!html.contains("og:") && !html.contains("citation_title") && !html.contains("ld+json"));
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
