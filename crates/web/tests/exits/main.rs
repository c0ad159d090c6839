//! Rights at every exit: each route of the program, asked for each thing of a network, as each kind of viewer.
//!
//! Who may see what is written here by hand, from the rules of the domain; nothing of it comes from `Policy`. Every thing
//! bears a word of its own wherever it has words, so that an answer that holds the word tells of the thing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod api;
mod listing;
mod network;
mod notes;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use axum::http::{Method, StatusCode};
use domain::address::{encode_segment, route};
use domain::communities::{Formality, Role, Stage, Support};
use domain::lexicon::{EntryKey, TermRelation};
use domain::notes::Visibility;
use domain::organisations::Precision;
use domain::{
    AffiliationId, AttachmentId, CategoryId, CommunityId, Day, ImportId, LanguageTag, NoteId, NotebookId, PersonId,
    Slug,
};
use store::communities::CommunityWords;
use store::notebooks::{EntryPoint, EntryTarget};
use testkit::scene::Edit;
use testkit::site::{Answer, Session};
use testkit::{Chance, TestApp, postgres_store, sqlite_store};

/// Every kind of viewer of the domain; all but the first have an account.
const CAST: [&str; 9] =
    ["visitor", "stranger", "member", "curator", "facilitator", "lead", "reader", "author", "steward"];
const WITHIN: [&str; 5] = ["member", "curator", "facilitator", "lead", "author"];

fn all() -> BTreeSet<&'static str> {
    CAST.into()
}

fn signed_in() -> BTreeSet<&'static str> {
    CAST.into_iter().skip(1).collect()
}

fn only(names: &[&'static str]) -> BTreeSet<&'static str> {
    names.iter().copied().collect()
}

/// Who may see a note of this author, linked to the community, that names the reader or not.
fn audience(visibility: Visibility, names_the_reader: bool) -> BTreeSet<&'static str> {
    let mut audience = match visibility {
        Visibility::Public => all(),
        Visibility::SignedIn => signed_in(),
        Visibility::Community => only(&WITHIN),
        Visibility::Authors => only(&["author"]),
    };
    if names_the_reader {
        audience.insert("reader");
    }
    audience
}

/// A word that nothing else holds.
fn mark(chance: &Chance) -> String {
    let letters: String = (0..9).map(|_| char::from(b'a' + u8::try_from(chance.below(20)).unwrap())).collect();
    format!("zq{letters}")
}

/// A note, and what is its alone.
struct Noted {
    what: String,
    id: NoteId,
    title: String,
    mark: String,
    file: AttachmentId,
    category: CategoryId,
    signature: PersonId,
    /// The word of what its author says of it to the members of a community.
    said: String,
    seen_by: BTreeSet<&'static str>,
    deleted_in_public: bool,
    /// Whether it defines a word.
    is_term: bool,
    /// Whether it is an organisation, which carries every community.
    is_organisation: bool,
}

/// A notebook that holds every note.
struct Bound {
    id: NotebookId,
    mark: String,
    seen_by: BTreeSet<&'static str>,
}

/// A community, by its alias.
struct Circle {
    id: CommunityId,
    alias: String,
    mark: String,
    seen_by: BTreeSet<&'static str>,
}

struct Network {
    site: TestApp,
    sessions: BTreeMap<&'static str, Session>,
    /// A token of each, that allows all.
    tokens: BTreeMap<&'static str, String>,
    accounts: BTreeMap<&'static str, (PersonId, String)>,
    notes: Vec<Noted>,
    notebooks: Vec<Bound>,
    circles: Vec<Circle>,
    import: ImportId,
    import_mark: String,
    /// What the author, who has a page for everyone, says of themselves there, and to whom.
    said: Vec<(String, BTreeSet<&'static str>)>,
    /// That the author is attached to an organisation, which is for them alone.
    affiliation: AffiliationId,
    absent: NoteId,
    /// The word of places that no organisation shows.
    hidden_place: String,
}

/// What stands in the note that leads to all others: enough words before the first link to fill an excerpt.
const BEFORE_THE_LINKS: &str = "La boussole: ici passent tous les chemins du réseau, ceux que chacun peut suivre et ceux qui ne mènent \
    nulle part pour qui les regarde; on y lit la même chose des seconds que de ce qui n’a jamais été écrit, et rien dans la \
    page ne dit lesquels sont lesquels, ni combien il y en a, ni à qui ils sont. Il faut des mots pour remplir un extrait, \
    et en voilà encore quelques-uns pour que nul lien ne s’y trouve.\n\n";

/// A request, and who may have more than the answer of what does not exist.
struct Exit {
    method: Method,
    address: String,
    seen_by: BTreeSet<&'static str>,
    /// The word that who may see it finds there, if any.
    shows: Option<String>,
    /// Whether it is of the note that leads to all others by their ids.
    leads_to_all: bool,
    /// Who sees what it is about, and is told that this is not theirs to do.
    forbidden_to: BTreeSet<&'static str>,
    /// The accounts that it names to who may see it.
    names: BTreeSet<&'static str>,
}

impl Exit {
    /// A request that is hidden from all others, and names no account.
    fn new(method: &Method, address: String, seen_by: &BTreeSet<&'static str>, shows: Option<&str>) -> Self {
        let (method, seen_by, shows) = (method.clone(), seen_by.clone(), shows.map(str::to_owned));
        let (forbidden_to, names) = (BTreeSet::new(), BTreeSet::new());
        Self { method, address, seen_by, shows, leads_to_all: false, forbidden_to, names }
    }
}

impl Network {
    /// What an answer to this viewer must not hold: the word and the id of each thing hidden from them.
    fn hidden_from(&self, who: &str) -> Vec<(String, String, Option<String>)> {
        let mut hidden = Vec::new();
        for note in &self.notes {
            if !note.seen_by.contains(who) {
                hidden.push((note.what.clone(), note.mark.clone(), Some(note.id.to_string())));
            }
            if !(note.seen_by.contains(who) && WITHIN.contains(&who)) {
                hidden.push((format!("what is said of {}", note.what), note.said.clone(), None));
            }
        }
        for notebook in self.notebooks.iter().filter(|notebook| !notebook.seen_by.contains(who)) {
            hidden.push(("a notebook".to_owned(), notebook.mark.clone(), Some(notebook.id.to_string())));
        }
        for circle in self.circles.iter().filter(|circle| !circle.seen_by.contains(who)) {
            hidden.push(("a community".to_owned(), circle.mark.clone(), None));
        }
        for (name, (id, mark)) in &self.accounts {
            if *name != "author" && *name != who {
                hidden.push((account_of(name), mark.clone(), Some(id.to_string())));
            }
        }
        for (mark, _) in self.said.iter().filter(|(_, seen_by)| !seen_by.contains(who)) {
            hidden.push(("what the author says of themselves".to_owned(), mark.clone(), None));
        }
        if who != "author" {
            hidden.push(("where the author is attached".to_owned(), self.affiliation.to_string(), None));
        }
        hidden.push(("a place that is not shown".to_owned(), self.hidden_place.clone(), None));
        if who != "steward" {
            hidden.push(("an import, a request, an invitation".to_owned(), self.import_mark.clone(), None));
        }
        hidden
    }

    async fn ask(&self, who: &str, exit: &Exit, held: Option<&str>) -> Answer {
        let mut headers: Vec<(&str, &str)> = held.map(|tag| ("if-none-match", tag)).into_iter().collect();
        if is_of_the_api(&exit.address) {
            let shown = self.tokens.get(who).map(|token| format!("Bearer {token}"));
            headers.extend(shown.as_deref().map(|shown| ("authorization", shown)));
            let mut answer = self.site.ask(exit.method.as_str(), &exit.address, &headers).await;
            // How much they may still ask says nothing of what there is.
            for name in ["ratelimit", "ratelimit-policy"] {
                answer.headers.remove(name);
            }
            return answer;
        }
        self.site.ask_as(self.sessions.get(who), exit.method.as_str(), &exit.address, &headers).await
    }

    /// Walks every exit as each viewer of `order`, and holds each answer to what this viewer may see.
    async fn walk(&self, order: &[&'static str]) {
        let engine = self.site.store.store.engine();
        let exits = self.exits();
        // What a page looked like to who saw it, by address: offered by those who may not.
        let mut tags: BTreeMap<&str, String> = BTreeMap::new();
        let mut wrong: Vec<String> = Vec::new();
        for who in order {
            let lost = self.site.get_as(self.sessions.get(who), "/no-such-page").await;
            assert_eq!(lost.status, StatusCode::NOT_FOUND);
            let lost_to_programs = self.site.get("/api/v1/no-such-thing").await;
            assert_eq!(lost_to_programs.status, StatusCode::NOT_FOUND);
            // A feed and what the program is made of know nobody; an address that serves once says so, whether it ever did.
            let lost_to_readers = self.site.get("/no-such-page").await;
            let mut spent = BTreeMap::new();
            for kind in ["/sign-up/", "/sign-in/", "/set-up/", "/reset/", "/report/", "/invitation/"] {
                spent.insert(kind, self.site.get_as(self.sessions.get(who), &format!("{kind}never")).await);
            }
            let hidden = self.hidden_from(who);
            for exit in &exits {
                let place = format!("{engine}: {} {} as {who}", exit.method, exit.address);
                let answer = self.ask(who, exit, None).await;
                assert!(!answer.status.is_server_error(), "{place}: {}", answer.status);
                let named: BTreeSet<String> = exit.names.iter().map(|who| account_of(who)).collect();
                let is_told = exit.seen_by.contains(who);
                for (what, mark, id) in &hidden {
                    // What they said is theirs, wherever they said it.
                    if *who == "author" && what.starts_with("what is said of") && exit.address == route::MY_DATA {
                        continue;
                    }
                    // Who changes where an organisation is reads it, shown or not: in the form, and with a program.
                    let is_to_change = exit.address.ends_with("/-/edit") || is_a_note_of_the_api(&exit.address);
                    if *who == "author" && what == "a place that is not shown" && is_to_change {
                        continue;
                    }
                    // What they deleted waits for them in the bin.
                    if *who == "author" && exit.address == route::MY_BIN {
                        continue;
                    }
                    // Members of a community read each other's names there, and nothing that leads to who they are elsewhere.
                    let leads = is_of_its_leads(&exit.address) || (*who == "author" && is_of_a_notebook(&exit.address));
                    let holds = if leads {
                        // Leads know what they call their categories, whoever reads the notes that bear them.
                        answer.text().replace(&format!("Rubrique {mark}"), "").contains(mark.as_str())
                    } else {
                        answer.holds(mark)
                    };
                    let tells = !(is_told && named.contains(what)) && holds;
                    assert!(!tells, "{place} tells the words of: {what}\n{}", answer.text());
                    // Acts are on accounts, which those who run the site know.
                    if is_told && is_of_acts(&exit.address) && named.contains(what) {
                        continue;
                    }
                    // Authors take a reader away by their id; the name is not for who meets that reader nowhere.
                    if *who == "author" && what == "the account of the reader" && exit.address.ends_with("/-/rights") {
                        continue;
                    }
                    // A source is what its author typed, the ids of notes included.
                    let Some(id) = id.as_ref().filter(|_| !is_source(exit)) else { continue };
                    if exit.leads_to_all {
                        let (hidden, absent) = (lines_on(&answer, id), lines_on(&answer, &self.absent.to_string()));
                        assert!(hidden.is_empty() || hidden == absent, "{place}: {what}: {hidden:#?} {absent:#?}");
                    } else if exit.address == route::MY_DATA && exit.method == "POST" {
                        // It holds sources too.
                        for (name, words) in answer.is_archive().then(|| answer.entries()).into_iter().flatten() {
                            let is_source = name.starts_with("notes/") || name.starts_with("versions/");
                            let tells = name.contains(id) || (!is_source && words.contains(id));
                            assert!(!tells, "{place} tells the id of: {what} in {name}\n{words}");
                        }
                    } else {
                        assert!(!answer.holds(id), "{place} tells the id of: {what}\n{}", answer.text());
                    }
                }
                if is_of_the_api(&exit.address) && answer.status == StatusCode::UNAUTHORIZED {
                    // What is for nobody without a token, whatever there is; members of what a visitor may know of.
                    let is_for_nobody =
                        |address: &str| address.starts_with(route::API_ME) || address.ends_with("/requests");
                    let asks = exit.method != Method::GET || is_for_nobody(&exit.address);
                    let may_know = exit.forbidden_to.contains("visitor");
                    assert!(*who == "visitor" && (asks || may_know), "{place}");
                    continue;
                }
                let lost = if is_of_the_api(&exit.address) {
                    &lost_to_programs
                } else if exit.address.ends_with("/feed.atom")
                    || exit.address.starts_with("/assets/")
                    || exit.address.starts_with("/source/")
                {
                    &lost_to_readers
                } else {
                    let is_of_a_provider = exit.address.starts_with("/sign-in/with/");
                    let mut kinds = spent.iter().filter(|_| !is_of_a_provider);
                    let kind = kinds.find(|(kind, _)| exit.address.starts_with(**kind));
                    kind.map_or(&lost, |(_, page)| page)
                };
                let gone = self.notes.iter().any(|note| note.deleted_in_public && names(exit, note));
                if gone {
                    let expected = if is_of_the_note(exit) { StatusCode::GONE } else { StatusCode::NOT_FOUND };
                    if answer.status != expected {
                        wrong.push(format!("{place}: {} of a note that was deleted", answer.status));
                    }
                } else if exit.forbidden_to.contains(who) {
                    if answer.status != StatusCode::FORBIDDEN {
                        wrong.push(format!("{place}: {}, and they may not", answer.status));
                    }
                } else if exit.seen_by.contains(who) {
                    // Nothing is typed: who sees a form is told so.
                    let is_form = match answer.status {
                        StatusCode::UNPROCESSABLE_ENTITY => exit.method == Method::POST,
                        StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::PRECONDITION_REQUIRED => {
                            is_of_the_api(&exit.address) && exit.method != Method::GET
                        }
                        _ => false,
                    };
                    if !(is_form || answer.status.is_success() || answer.status.is_redirection()) {
                        wrong.push(format!("{place}: {}, and they may", answer.status));
                    } else if exit.shows.as_ref().is_some_and(|mark| !answer.holds(mark)) {
                        wrong.push(format!(
                            "{place} does not show what it is for\n{:?}\n{}",
                            answer.headers,
                            answer.text()
                        ));
                    }
                    if !answer.header("etag").is_empty() {
                        tags.entry(&exit.address).or_insert_with(|| answer.header("etag").to_owned());
                    }
                } else if &answer != lost {
                    let words = answer.text();
                    wrong.push(format!("{place}: {}, hidden and absent are one answer\n{words}", answer.status));
                } else if let Some(tag) = tags.get(exit.address.as_str())
                    && &self.ask(who, exit, Some(tag)).await != lost
                {
                    wrong.push(format!("{place}: hidden and absent are one answer, with another's tag"));
                }
            }
        }
        // Many are told at once: the walk is long.
        let told: Vec<&str> = wrong.iter().map(|it| it.lines().next().unwrap_or_default()).collect();
        assert!(wrong.is_empty(), "{}\n\n{}", told.join("\n"), wrong[0]);
    }
}

/// How what is hidden of an account is called.
fn account_of(who: &str) -> String {
    format!("the account of the {who}")
}

/// Whether this is an address where those who run the site read who did what on accounts.
fn is_of_acts(address: &str) -> bool {
    address.starts_with(route::ADMIN_AUDIT) || address.starts_with(route::ADMIN_PEOPLE)
}

/// Whether this is an address where the leads of a community change its page.
fn is_of_its_page(address: &str) -> bool {
    address.ends_with("/-/edit") || address.ends_with("/-/closing") || address.contains("/-/reports/")
}

/// Whether this is an address where the leads of a notebook change it.
fn is_of_its_leads(address: &str) -> bool {
    address.starts_with("/c/") && ["/-/edit", "/-/contents", "/-/cover"].iter().any(|end| address.ends_with(end))
}

/// Whether this is an address where programs read a notebook, which the author leads.
fn is_of_a_notebook(address: &str) -> bool {
    address.starts_with("/api/v1/notebooks/") && !address.ends_with("/placements")
}

/// The lines of an answer on this id, without it.
fn lines_on(answer: &Answer, id: &str) -> Vec<String> {
    answer.text().lines().filter(|line| line.contains(id)).map(|line| line.replace(id, "…")).collect()
}

/// Whether this is the address of that note, its files and its signature included.
fn names(exit: &Exit, note: &Noted) -> bool {
    [note.id.to_string(), note.file.to_string(), note.signature.to_string()]
        .iter()
        .any(|id| exit.address.contains(id.as_str()))
}

/// Whether programs ask it, with a token.
fn is_of_the_api(address: &str) -> bool {
    address.starts_with("/api/v1/")
}

/// Whether programs read and save a note there, whole.
fn is_a_note_of_the_api(address: &str) -> bool {
    address.strip_prefix("/api/v1/notes/").is_some_and(|rest| !rest.contains('/'))
}

/// Who sees with a token what these see without: it does not run the site.
fn with_a_token(seen_by: &BTreeSet<&'static str>) -> BTreeSet<&'static str> {
    let runs_nothing = |who: &&str| *who != "steward" || seen_by.contains("stranger");
    seen_by.iter().copied().filter(runs_nothing).collect()
}

fn is_source(exit: &Exit) -> bool {
    exit.address.as_bytes().ends_with(b".md")
        || (exit.address.starts_with("/n/") && exit.address.ends_with("/-/edit"))
        || exit.address.starts_with("/api/v1/notes/")
}

fn is_of_the_note(exit: &Exit) -> bool {
    exit.address.starts_with("/n/") || exit.address.starts_with("/api/v1/notes/")
}

// A test each, so that the two run side by side.
#[tokio::test(flavor = "multi_thread")]
async fn rule_8_no_exit_shows_a_viewer_what_the_domain_refuses_them_on_sqlite() {
    walk_all(TestApp::on(sqlite_store().await, 11)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rule_8_no_exit_shows_a_viewer_what_the_domain_refuses_them_on_postgresql() {
    let Some(store) = postgres_store().await else { return };
    walk_all(TestApp::on(store, 11)).await;
}

async fn walk_all(site: TestApp) {
    let mut network = Network::on(site).await;
    // Who sees most comes first: what is kept for them must not serve the next. Then the other way round.
    let most_first: Vec<_> = CAST.into_iter().rev().collect();
    network.walk(&most_first).await;
    network.told_of_what_they_may_see().await;

    let find = |network: &Network, what: &str| network.notes.iter().position(|note| note.what == what).unwrap();
    let (narrowed, widened) = (find(&network, "Public read"), find(&network, "Authors"));
    let (deleted, deleted_in_public) = (find(&network, "SignedIn"), find(&network, "Public"));
    let site = &network.site;
    site.edit(&Edit::Visibility(network.notes[narrowed].id, Visibility::Authors)).await;
    site.edit(&Edit::Visibility(network.notes[widened].id, Visibility::Public)).await;
    site.edit(&Edit::Delete(network.notes[deleted].id)).await;
    site.edit(&Edit::Delete(network.notes[deleted_in_public].id)).await;
    let hidden = find(&network, "SignedIn read");
    site.edit(&Edit::Hide(network.notes[hidden].id, true)).await;
    site.edit(&Edit::NotebookVisibility(network.notebooks[0].id, Visibility::Community)).await;
    site.catch_up().await;
    network.notes[narrowed].seen_by = audience(Visibility::Authors, true);
    network.notes[widened].seen_by = all();
    // Who leads a community that it is linked to settles what is reported.
    network.notes[hidden].seen_by = only(&["author", "lead", "steward"]);
    network.notes[deleted].seen_by = only(&[]);
    network.notes[deleted_in_public].seen_by = only(&[]);
    network.notes[deleted_in_public].deleted_in_public = true;
    network.notebooks[0].seen_by = audience(Visibility::Community, false);
    network.walk(&CAST).await;
    network.told_of_what_they_may_see().await;
    network.written_to_of_what_they_may_see().await;
}
