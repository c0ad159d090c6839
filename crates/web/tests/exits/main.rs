//! Rights at every exit: each route of the program, asked for each thing of a network, as each kind of viewer.
//!
//! Who may see what is written here by hand, from the rules of the domain; nothing of it comes from `Policy`. Every thing
//! bears a word of its own wherever it has words, so that an answer that holds the word tells of the thing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod network;
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

impl Network {
    /// Every request that can be made of this network, by route; a route that is not known here fails.
    fn exits(&self) -> Vec<Exit> {
        let mut exits = Vec::new();
        for (method, pattern) in web::exits() {
            let mut ask = |address: String, seen_by: &BTreeSet<&'static str>, shows: Option<&str>| {
                let (seen_by, shows) = (seen_by.clone(), shows.map(str::to_owned));
                let (forbidden_to, names) = (BTreeSet::new(), BTreeSet::new());
                exits.push(Exit {
                    method: method.clone(),
                    address,
                    seen_by,
                    shows,
                    leads_to_all: false,
                    forbidden_to,
                    names,
                });
            };
            match pattern {
                route::HOME | route::NOTEBOOKS | route::COMMUNITIES | route::RECENT | "/healthz" | "/readyz" => {
                    ask(pattern.to_owned(), &all(), None);
                    ask(format!("{pattern}?lang=en"), &all(), None);
                    ask(format!("{pattern}?after=a"), &all(), None);
                }
                // Of what everyone may read, whoever asks.
                route::NOTEBOOK_FEED | route::NOTEBOOK_PICTURE => {
                    for notebook in &self.notebooks {
                        let seen_by = if notebook.seen_by == all() { all() } else { only(&[]) };
                        // Words of a picture are drawn: none of its bytes is one.
                        let shows = (pattern == route::NOTEBOOK_FEED).then_some(notebook.mark.as_str());
                        ask(pattern.replace("{notebook}", &notebook.id.to_string()), &seen_by, shows);
                    }
                }
                route::NOTE_PICTURE => {
                    for note in &self.notes {
                        let seen_by = if note.seen_by == all() { all() } else { only(&[]) };
                        ask(pattern.replace("{note}", &note.id.to_string()), &seen_by, None);
                    }
                }
                route::PERSON_FEED => {
                    for note in &self.notes {
                        let seen_by = if note.seen_by == all() { all() } else { only(&[]) };
                        ask(pattern.replace("{person}", &note.signature.to_string()), &seen_by, Some(&note.mark));
                    }
                }
                route::ORGANISATIONS => {
                    for query in ["", "?region=ici&form=groupe", "?form=groupe", "?after=00.a"] {
                        let seen_by = if query.starts_with("?after") { only(&[]) } else { all() };
                        ask(format!("{pattern}{query}"), &seen_by, None);
                    }
                }
                route::LEXICON => {
                    for query in ["", "?language=en", "?language=fr&letter=F", "?after=00.a"] {
                        ask(format!("{pattern}{query}"), &all(), None);
                    }
                }
                route::ENTRY => {
                    let terms: Vec<&Noted> = self.notes.iter().filter(|note| note.is_term).collect();
                    for term in &terms {
                        for label in [term.title.clone(), format!("Alias {}", term.mark)] {
                            let address = pattern.replace("{entry}", EntryKey::of(&label).as_str());
                            ask(address, &term.seen_by, Some(&term.mark));
                        }
                    }
                    // The word of several entries leads to none of them; who sees one alone is led there.
                    let sees_one = |who: &&str| terms.iter().filter(|term| term.seen_by.contains(who)).count() == 1;
                    let seen_by = CAST.into_iter().filter(sees_one).collect();
                    ask(pattern.replace("{entry}", "boussole"), &seen_by, None);
                }
                route::WANTED => ask(pattern.to_owned(), &signed_in(), None),
                "/_parts"
                | "/theme"
                | route::FEED
                | route::SITEMAP
                | route::ROBOTS
                | route::SIGN_IN
                | route::SIGN_IN_PASSKEY
                | route::ASK_RESET
                | route::PROOF
                | route::CHANGE_PASSWORD
                | route::SIGN_UP
                | route::ACCEPT
                | route::ABOUT
                | route::PRIVACY
                | route::TERMS
                | route::ACCESSIBILITY
                | route::ME
                | route::API_PAGE
                | route::API_DOCUMENT
                | route::MY_DATA
                | route::MY_LEAVING
                | route::MY_PROFILE
                | route::MY_SESSIONS => {
                    ask(pattern.to_owned(), &all(), None);
                }
                // A session of a test has just been proved; a form that says nothing changes nothing.
                route::MY_ACCESS
                | route::MY_AFFILIATIONS
                | route::MY_COMMUNITIES
                | route::MY_BIN
                | route::MY_TOKENS
                | route::MY_NOTIFICATIONS
                | route::MY_CHOICES
                | route::MY_FOLLOWS => {
                    let asks = if method == Method::GET { all() } else { only(&["visitor"]) };
                    ask(pattern.to_owned(), &asks, None);
                }
                // A visitor is led to where one signs in; a form that says nothing makes nothing.
                route::NEW_NOTE => ask(pattern.to_owned(), &all(), None),
                // A visitor who reads the note is asked to sign in. Its source is in the form; a form that says nothing deletes nothing.
                route::NOTE_EDIT | route::NOTE_DELETE | route::NOTE_WITHDRAW => {
                    for note in &self.notes {
                        // Who keeps a note corrects it, and decides nothing of it.
                        let keeps = pattern != route::NOTE_DELETE && note.what.starts_with("kept");
                        let runs = if pattern == route::NOTE_WITHDRAW { "steward" } else { "author" };
                        let theirs = if keeps { note.seen_by.clone() } else { only(&["visitor", "author", runs]) };
                        let writes: BTreeSet<&str> = note.seen_by.intersection(&theirs).copied().collect();
                        let (forbidden_to, is_form) = (note.seen_by.difference(&writes), method == Method::POST);
                        let forbidden_to = forbidden_to.copied().collect();
                        let does_nothing = pattern != route::NOTE_EDIT && is_form;
                        let writes = writes.into_iter().filter(|who| !does_nothing || *who == "visitor").collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{note}", &note.id.to_string()),
                            forbidden_to,
                            seen_by: writes,
                            shows: None,
                            leads_to_all: false,
                            names: BTreeSet::new(),
                        });
                    }
                }
                // It would end the sessions of those who ask next: `accounts` looks at it.
                route::SIGN_OUT => {}
                // No secret is one that was given; and nobody sits at the machine of this site.
                route::SET_UP
                | route::SET_UP_PASSKEY
                | route::RESET
                | route::RESET_PASSKEY
                | route::UNSUBSCRIBE
                | route::SIGN_UP_HERE
                | route::SIGN_UP_PASSKEY
                | route::INVITED
                | route::REPORT_HERE
                | route::SIGN_IN_HERE => {
                    ask(pattern.replace("{token}", &"0a".repeat(32)), &only(&[]), None);
                }
                // Only those who run the site create a community, since nobody said otherwise.
                route::ADMIN | route::ADMIN_REGISTRATION | route::NEW_COMMUNITY => {
                    ask(pattern.to_owned(), &only(&["steward"]), None);
                }
                route::ADMIN_INVITATIONS => {
                    let shows = (method == Method::GET).then_some(self.import_mark.as_str());
                    ask(pattern.to_owned(), &only(&["steward"]), shows);
                }
                // The word of the community that everyone may know of.
                route::ADMIN_COMMUNITIES => ask(pattern.to_owned(), &only(&["steward"]), Some(&self.circles[0].mark)),
                // Whoever has an account creates a notebook.
                route::NEW_NOTEBOOK => ask(pattern.to_owned(), &signed_in(), None),
                // The author leads every notebook; those who tend its community place notes there.
                route::NOTEBOOK_EDIT | route::NOTEBOOK_CONTENTS => {
                    for notebook in &self.notebooks {
                        let theirs = if pattern == route::NOTEBOOK_EDIT {
                            only(&["author"])
                        } else {
                            only(&["author", "curator", "facilitator", "lead"])
                        };
                        let theirs: BTreeSet<&str> = notebook.seen_by.intersection(&theirs).copied().collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{notebook}", &notebook.id.to_string()),
                            forbidden_to: notebook.seen_by.difference(&theirs).copied().collect(),
                            seen_by: theirs,
                            shows: Some(notebook.mark.clone()),
                            leads_to_all: false,
                            names: BTreeSet::new(),
                        });
                    }
                }
                // Of two communities the same person is the lead; of the third, nobody.
                route::COMMUNITY_EDIT | route::COMMUNITY_CLOSING => {
                    for circle in &self.circles {
                        let leads = if circle.seen_by.is_empty() { only(&[]) } else { only(&["lead"]) };
                        ask(pattern.replace("{alias}", &circle.alias), &leads, Some(&circle.mark));
                    }
                }
                route::COMMUNITY_REPORTS => {
                    for circle in &self.circles {
                        let leads = if circle.seen_by.is_empty() { only(&[]) } else { only(&["lead"]) };
                        ask(pattern.replace("{alias}", &circle.alias), &leads, None);
                    }
                }
                route::COMMUNITY_REPORT => {
                    for circle in &self.circles {
                        let address = pattern.replace("{alias}", &circle.alias);
                        ask(address.replace("{report}", &self.absent.to_string()), &only(&[]), None);
                    }
                }
                // Anybody reports a problem, of a page that they see or not.
                route::REPORT => ask(pattern.to_owned(), &all(), None),
                route::ADMIN_REPORTS => ask(pattern.to_owned(), &only(&["steward"]), None),
                route::ADMIN_REPORT => {
                    ask(pattern.replace("{report}", &self.absent.to_string()), &only(&[]), None);
                }
                // A form that names nobody answers nobody.
                route::ADMIN_REMOVALS | route::ADMIN_JOBS | route::ADMIN_LETTERS => {
                    let asks = if method == Method::GET { only(&["steward"]) } else { only(&[]) };
                    ask(pattern.to_owned(), &asks, None);
                }
                route::ADMIN_REQUESTS | route::ADMIN_PROVIDERS | route::ADMIN_CLAIMS => match method {
                    Method::GET => ask(pattern.to_owned(), &only(&["steward"]), Some(&self.import_mark)),
                    _ => ask(pattern.to_owned(), &only(&[]), None),
                },
                route::ADMIN_PEOPLE => {
                    for query in ["", "?who=a", "?after=00.a"] {
                        ask(format!("{pattern}{query}"), &only(&["steward"]), None);
                    }
                }
                route::ADMIN_READING => ask(pattern.replace("{reading}", &self.absent.to_string()), &only(&[]), None),
                route::ADMIN_HEALTH | route::ADMIN_READ | route::ADMIN_STORAGE => {
                    ask(pattern.to_owned(), &only(&["steward"]), None);
                }
                // Of a signature no more than its notes tell; of an account, whose it is.
                route::ADMIN_PERSON => {
                    for (id, mark) in self.accounts.values() {
                        ask(pattern.replace("{person}", &id.to_string()), &only(&["steward"]), Some(mark));
                    }
                    for note in
                        self.notes.iter().filter(|note| method == Method::GET && !note.seen_by.contains("steward"))
                    {
                        ask(pattern.replace("{person}", &note.signature.to_string()), &only(&[]), None);
                    }
                }
                // They name accounts, and no community that the steward may not know of.
                route::ADMIN_AUDIT | route::ADMIN_AUDIT_CSV | route::ADMIN_AUDIT_JSON => {
                    for query in ["", "?kind=roles", "?from=2000-01-01&by=personne", "?after=9.x"] {
                        ask(format!("{pattern}{query}"), &only(&["steward"]), None);
                    }
                }
                route::ADMIN_INCIDENTS | route::ADMIN_INCIDENTS_CSV | route::ADMIN_INCIDENTS_JSON => {
                    ask(pattern.to_owned(), &only(&["steward"]), None);
                }
                route::ADMIN_INCIDENT => {
                    ask(pattern.replace("{incident}", &self.absent.to_string()), &only(&[]), None);
                }
                route::ADMIN_PAGE => {
                    ask(pattern.replace("{page}", "terms"), &only(&["steward"]), None);
                    ask(pattern.replace("{page}", "autre"), &only(&[]), None);
                }
                // Nobody who comes back without having gone is told anything; nobody goes to a server that is not there.
                route::SIGN_IN_WITH => {
                    let asks = if method == Method::GET { all() } else { only(&[]) };
                    ask(pattern.replace("{provider}", &self.absent.to_string()), &asks, None);
                }
                route::DEMO => ask(pattern.to_owned(), &only(&[]), None),
                route::MY_PASSKEY => ask(pattern.to_owned(), &only(&["visitor"]), None),
                "/assets/{name}" | route::PROGRAM => ask(pattern.replace("{name}", "x"), &only(&[]), None),
                route::NOTE_BARE
                | route::NOTE
                | route::VERSIONS
                | route::VERSION
                | route::CITE
                | route::CITE_BIBTEX
                | route::CITE_RIS
                | route::CITE_JSON => {
                    for note in &self.notes {
                        let whole = pattern.replace("{note}", &note.id.to_string());
                        let titled = Slug::of(&note.title);
                        match pattern {
                            route::NOTE => {
                                ask(whole.replace("{slug}", titled.as_str()), &note.seen_by, Some(&note.mark));
                                ask(whole.replace("{slug}", "autre"), &note.seen_by, Some(&note.mark));
                                ask(whole.replace("{slug}", &format!("{}.md", titled.as_str())), &note.seen_by, None);
                                ask(whole.replace("{slug}", "autre.md"), &note.seen_by, Some(&note.mark));
                            }
                            route::VERSION => {
                                ask(whole.replace("{number}", "1"), &note.seen_by, Some(&note.mark));
                                ask(whole.replace("{number}", "7"), &only(&[]), None);
                            }
                            _ => ask(whole, &note.seen_by, Some(&note.mark)),
                        }
                    }
                }
                // A visitor who reads the note is asked to sign in; a form that says nothing does nothing.
                route::NOTE_RIGHTS => {
                    for note in &self.notes {
                        let theirs = if note.what == "crossroads" {
                            only(&["visitor", "author"])
                        } else {
                            only(&["visitor", "author", "curator", "facilitator", "lead"])
                        };
                        let decides: BTreeSet<&str> = note.seen_by.intersection(&theirs).copied().collect();
                        let is_form = method == Method::POST;
                        let asks = decides.iter().copied().filter(|who| !is_form || *who == "visitor").collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{note}", &note.id.to_string()),
                            seen_by: asks,
                            shows: None,
                            leads_to_all: false,
                            forbidden_to: note.seen_by.difference(&decides).copied().collect(),
                            names: BTreeSet::new(),
                        });
                    }
                }
                // The same; who may edit the note has nothing to ask.
                route::NOTE_ASK => {
                    for note in &self.notes {
                        // Whoever may edit it asks nobody: its author, or all who see one that they keep.
                        let edit = if note.what.starts_with("kept") { note.seen_by.clone() } else { only(&["author"]) };
                        let asks: BTreeSet<&str> = note.seen_by.difference(&edit).copied().collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{note}", &note.id.to_string()),
                            seen_by: asks,
                            shows: None,
                            leads_to_all: false,
                            forbidden_to: note.seen_by.intersection(&edit).copied().collect(),
                            names: BTreeSet::new(),
                        });
                    }
                }
                // The same; the author leads notebooks, and those who tend the community place notes there.
                route::NOTE_PLACE => {
                    for note in &self.notes {
                        let theirs = only(&["visitor", "author", "curator", "facilitator", "lead"]);
                        let places: BTreeSet<&str> = note.seen_by.intersection(&theirs).copied().collect();
                        let is_form = method == Method::POST;
                        let asks = places.iter().copied().filter(|who| !is_form || *who == "visitor").collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{note}", &note.id.to_string()),
                            seen_by: asks,
                            shows: None,
                            leads_to_all: false,
                            forbidden_to: note.seen_by.difference(&places).copied().collect(),
                            names: BTreeSet::new(),
                        });
                    }
                }
                // A visitor who reads the note and may know of the community is asked to sign in; a form that says nothing does nothing.
                route::NOTE_TALK => {
                    for (note, circle) in
                        self.notes.iter().flat_map(|note| self.circles.iter().map(move |it| (note, it)))
                    {
                        let both: BTreeSet<&str> = note.seen_by.intersection(&circle.seen_by).copied().collect();
                        let mut enters = only(&WITHIN);
                        enters.insert("visitor");
                        let asks = both.intersection(&enters).copied();
                        let asks = asks.filter(|who| method == Method::GET || *who == "visitor").collect();
                        let whole = pattern.replace("{note}", &note.id.to_string());
                        exits.push(Exit {
                            method: method.clone(),
                            address: whole.replace("{alias}", &circle.alias),
                            seen_by: asks,
                            shows: None,
                            leads_to_all: false,
                            forbidden_to: both.difference(&enters).copied().collect(),
                            names: BTreeSet::new(),
                        });
                    }
                }
                // The same; who welcomes in the community that the note is linked to announces it. A form that says nothing is refused.
                route::NOTE_ANNOUNCE => {
                    for note in &self.notes {
                        let is_elsewhere =
                            matches!(note.what.as_str(), "crossroads" | "of others" | "kept by stewards");
                        let theirs =
                            if is_elsewhere { only(&["visitor"]) } else { only(&["visitor", "facilitator", "lead"]) };
                        let announces: BTreeSet<&str> = note.seen_by.intersection(&theirs).copied().collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{note}", &note.id.to_string()),
                            forbidden_to: note.seen_by.difference(&announces).copied().collect(),
                            seen_by: announces,
                            shows: None,
                            leads_to_all: false,
                            names: BTreeSet::new(),
                        });
                    }
                }
                route::NOTE_WRITE => {
                    for note in &self.notes {
                        ask(pattern.replace("{note}", &note.id.to_string()), &note.seen_by, None);
                    }
                }
                // No secret is one that was given.
                route::NOTE_EXCHANGE => {
                    let whole = pattern.replace("{token}", &"0a".repeat(32));
                    let there = self.notes.iter().filter(|note| !note.deleted_in_public).map(|note| note.id);
                    for note in there.chain([self.absent]) {
                        ask(whole.replace("{note}", &note.to_string()), &only(&[]), None);
                    }
                }
                route::COMPARE_CHOSEN | route::COMPARE => {
                    for note in &self.notes {
                        let whole = pattern.replace("{note}", &note.id.to_string());
                        let (asks, shows) = if pattern == route::COMPARE {
                            (["1/1", "1/7"].map(|pair| whole.replace("{from}/{to}", pair)), None)
                        } else {
                            (["from=1&to=1", "since=2000-01-01"].map(|query| format!("{whole}?{query}")), None)
                        };
                        let [first, second] = asks;
                        ask(first, &note.seen_by, shows);
                        let other = if pattern == route::COMPARE { only(&[]) } else { note.seen_by.clone() };
                        ask(second, &other, None);
                    }
                }
                route::NOTEBOOK_BARE | route::NOTEBOOK | route::NOTE_IN_NOTEBOOK | route::CHAPTER => {
                    for notebook in &self.notebooks {
                        let titled = Slug::of(&format!("Carnet {}", notebook.mark));
                        let whole =
                            pattern.replace("{notebook}", &notebook.id.to_string()).replace("{slug}", titled.as_str());
                        if matches!(pattern, route::NOTE_IN_NOTEBOOK | route::CHAPTER) {
                            for note in &self.notes {
                                let is_elsewhere = note.what == "crossroads" && notebook.id != self.notebooks[0].id;
                                let both = notebook.seen_by.intersection(&note.seen_by).copied().collect();
                                let both = if is_elsewhere { only(&[]) } else { both };
                                ask(whole.replace("{note}", &note.id.to_string()), &both, Some(&note.mark));
                            }
                            continue;
                        }
                        ask(whole.clone(), &notebook.seen_by, Some(&notebook.mark));
                        if pattern == route::NOTEBOOK {
                            for asked in ["sort=newest", "sort=changed&view=grid", "sort=title&view=list", "view=work"]
                            {
                                ask(format!("{whole}?{asked}"), &notebook.seen_by, Some(&notebook.mark));
                            }
                            for note in &self.notes {
                                let address = format!("{whole}?category={}", note.category);
                                let is_here = notebook.id == self.notebooks[0].id;
                                let both = notebook.seen_by.intersection(&note.seen_by).copied().collect();
                                let both = if is_here { both } else { only(&[]) };
                                ask(format!("{address}&view=grid"), &both, Some(&note.mark));
                                ask(address, &both, Some(&note.mark));
                            }
                        }
                    }
                }
                route::CITE_WORK | route::CITE_WORK_BIBTEX | route::CITE_WORK_RIS | route::CITE_WORK_JSON => {
                    for notebook in &self.notebooks {
                        let whole = pattern.replace("{notebook}", &notebook.id.to_string());
                        ask(whole, &notebook.seen_by, Some(&notebook.mark));
                    }
                }
                route::WHOLE => {
                    for notebook in &self.notebooks {
                        let whole = pattern.replace("{notebook}", &notebook.id.to_string());
                        for note in self.notes.iter().filter(|_| notebook.id == self.notebooks[0].id) {
                            let both = notebook.seen_by.intersection(&note.seen_by).copied().collect();
                            ask(format!("{whole}?from={}", note.id), &both, Some(&note.mark));
                        }
                        ask(whole, &notebook.seen_by, Some(&notebook.mark));
                    }
                }
                route::PERSON_BARE | route::PERSON => {
                    for note in &self.notes {
                        let whole = pattern.replace("{person}", &note.signature.to_string()).replace("{slug}", "x");
                        ask(whole, &note.seen_by, Some(&note.mark));
                    }
                    for (who, (id, mark)) in &self.accounts {
                        let whole = pattern.replace("{person}", &id.to_string()).replace("{slug}", "x");
                        // The author signs what everyone may read; the others signed nothing.
                        ask(whole.clone(), &if *who == "author" { all() } else { only(&[*who]) }, Some(mark));
                        if *who == "author" && pattern == route::PERSON {
                            let slug = Slug::of(&format!("Compte {mark}"));
                            let page = pattern.replace("{person}", &id.to_string()).replace("{slug}", slug.as_str());
                            ask(page, &all(), Some(&self.said[3].0));
                        }
                    }
                }
                // A visitor is asked to sign in, whatever there is, and comes back to the address that they gave; a form that says
                // nothing changes nothing. `claims` looks at what one may not see.
                route::CLAIM => {
                    ask(pattern.replace("{person}", &self.absent.to_string()), &only(&["visitor"]), None);
                }
                route::COMMUNITY => {
                    for circle in &self.circles {
                        ask(pattern.replace("{alias}", &circle.alias), &circle.seen_by, Some(&circle.mark));
                        ask(format!("{}?after=9.x", pattern.replace("{alias}", &circle.alias)), &circle.seen_by, None);
                    }
                }
                // A visitor is led to where one signs in. A form that says nothing changes nothing.
                route::COMMUNITY_JOIN => {
                    for circle in &self.circles {
                        ask(pattern.replace("{alias}", &circle.alias), &circle.seen_by, None);
                    }
                }
                route::COMMUNITY_MEMBERS | route::COMMUNITY_REQUESTS | route::MY_MEMBERSHIP => {
                    for circle in &self.circles {
                        let mut enters = only(&["visitor"]);
                        if method == Method::GET {
                            enters.extend(WITHIN);
                        }
                        let enters = enters.intersection(&circle.seen_by).copied().collect();
                        ask(pattern.replace("{alias}", &circle.alias), &enters, None);
                    }
                }
                route::FILE => {
                    for note in &self.notes {
                        let whole = pattern.replace("{file}", &note.file.to_string());
                        let name = encode_segment(&format!("{}.txt", note.mark));
                        ask(whole.replace("{name}", &name), &note.seen_by, Some(&note.mark));
                        ask(whole.replace("{name}", "x"), &note.seen_by, Some(&note.mark));
                    }
                }
                route::API_NOTES if method == Method::POST => ask(pattern.to_owned(), &signed_in(), None),
                route::API_NOTES | route::API_NOTEBOOKS | route::API_PEOPLE | route::API_COMMUNITIES => {
                    for query in ["", "?limit=1"] {
                        ask(format!("{pattern}{query}"), &all(), None);
                    }
                }
                route::API_ME | route::API_MEMBERSHIPS => ask(pattern.to_owned(), &signed_in(), None),
                route::API_NOTE if method == Method::GET => {
                    for note in &self.notes {
                        let whole = pattern.replace("{note}", &note.id.to_string());
                        ask(whole, &with_a_token(&note.seen_by), Some(&note.mark));
                    }
                }
                route::API_VERSIONS => {
                    for note in &self.notes {
                        ask(pattern.replace("{note}", &note.id.to_string()), &with_a_token(&note.seen_by), None);
                    }
                }
                // Nothing is sent: who may write is told what is missing.
                route::API_NOTE if method == Method::PUT => {
                    for note in &self.notes {
                        let seen_by = with_a_token(&note.seen_by);
                        let keeps = note.what.starts_with("kept");
                        let writes = |who: &&str| *who != "visitor" && (keeps || *who == "author");
                        let writes: BTreeSet<&str> = seen_by.iter().copied().filter(writes).collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{note}", &note.id.to_string()),
                            forbidden_to: seen_by.difference(&writes).copied().collect(),
                            seen_by: writes,
                            shows: None,
                            leads_to_all: false,
                            names: BTreeSet::new(),
                        });
                    }
                }
                // The same, of a note that they may read.
                route::API_PLACEMENT => {
                    for note in &self.notes {
                        let whole = pattern.replace("{note}", &note.id.to_string());
                        let mut asks = with_a_token(&note.seen_by);
                        asks.remove("visitor");
                        ask(whole.replace("{notebook}", &self.notebooks[0].id.to_string()), &asks, None);
                    }
                }
                // They would change what is walked: `api` looks at them.
                route::API_NOTE | route::API_NOTE_RESTORE | route::API_MEMBERSHIP => {}
                route::API_NOTEBOOK | route::API_PLACEMENTS => {
                    for notebook in &self.notebooks {
                        let shows = (pattern == route::API_NOTEBOOK).then_some(notebook.mark.as_str());
                        let whole = pattern.replace("{notebook}", &notebook.id.to_string());
                        ask(whole, &with_a_token(&notebook.seen_by), shows);
                    }
                }
                route::API_PERSON => {
                    for note in &self.notes {
                        let whole = pattern.replace("{person}", &note.signature.to_string());
                        ask(whole, &with_a_token(&note.seen_by), Some(&note.mark));
                    }
                    for (who, (id, mark)) in &self.accounts {
                        let seen_by = if *who == "author" { all() } else { only(&[*who]) };
                        ask(pattern.replace("{person}", &id.to_string()), &seen_by, Some(mark));
                    }
                }
                route::API_COMMUNITY => {
                    for circle in &self.circles {
                        let whole = pattern.replace("{alias}", &circle.alias);
                        ask(whole, &with_a_token(&circle.seen_by), Some(&circle.mark));
                    }
                }
                route::API_MEMBERS => {
                    for circle in &self.circles {
                        let seen_by = with_a_token(&circle.seen_by);
                        let enters: BTreeSet<&str> = seen_by.intersection(&only(&WITHIN)).copied().collect();
                        exits.push(Exit {
                            method: method.clone(),
                            address: pattern.replace("{alias}", &circle.alias),
                            forbidden_to: seen_by.difference(&enters).copied().collect(),
                            seen_by: enters,
                            shows: None,
                            leads_to_all: false,
                            names: only(&WITHIN),
                        });
                    }
                }
                route::IMPORT => {
                    let whole = pattern.replace("{import}", &self.import.to_string());
                    ask(whole, &only(&["steward"]), Some(&self.import_mark));
                }
                unknown => panic!("{unknown} is a new way out: say here who may see what it shows"),
            }
        }
        let printed = format!("/c/{}/-/print", self.notebooks[0].id);
        for exit in &mut exits {
            let holds_it = exit.address.starts_with(&printed);
            exit.leads_to_all = holds_it || self.notes.last().is_some_and(|last| names(exit, last));
            for circle in &self.circles {
                let is_of_it = exit.address.starts_with(&format!("/communities/{}/-/", circle.alias));
                let says_nothing = exit.method == Method::POST && !is_of_its_page(&exit.address);
                if is_of_it && !says_nothing {
                    // Its leads are told that there is no such report; the others, that reports are not theirs.
                    let comes_in = exit.address.contains("/-/reports/").then_some("lead");
                    let kept_out = circle.seen_by.difference(&exit.seen_by).copied();
                    exit.forbidden_to = kept_out.filter(|who| comes_in != Some(*who)).collect();
                }
            }
            if exit.address.ends_with("/-/closing") {
                // Its leads choose who keeps its notes.
                exit.names = only(&["curator", "lead"]);
            }
            if is_of_acts(&exit.address) {
                exit.names = self.accounts.keys().copied().collect();
            }
            if exit.address.ends_with("/-/members") && exit.method == Method::GET {
                exit.names = only(&WITHIN);
            }
        }
        exits
    }

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
            let hidden = self.hidden_from(who);
            for exit in &exits {
                let place = format!("{engine}: {} {} as {who}", exit.method, exit.address);
                let answer = self.ask(who, exit, None).await;
                assert!(!answer.status.is_server_error(), "{place}: {}", answer.status);
                let named: BTreeSet<String> = exit.names.iter().map(|who| account_of(who)).collect();
                let is_told = exit.seen_by.contains(who);
                for (what, mark, id) in &hidden {
                    // Authors know whom they let read.
                    if *who == "author" && what == "the account of the reader" && exit.address.ends_with("/-/rights") {
                        continue;
                    }
                    // What they said is theirs, wherever they said it.
                    if *who == "author" && what.starts_with("what is said of") && exit.address == route::MY_DATA {
                        continue;
                    }
                    // Who changes where an organisation is reads it in the form, shown or not.
                    if *who == "author" && what == "a place that is not shown" && exit.address.ends_with("/-/edit") {
                        continue;
                    }
                    // What they deleted waits for them in the bin.
                    if *who == "author" && exit.address == route::MY_BIN {
                        continue;
                    }
                    // Members of a community read each other's names there, and nothing that leads to who they are elsewhere.
                    let holds = if is_of_its_leads(&exit.address) {
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
                    let asks = exit.method != Method::GET || exit.address.starts_with(route::API_ME);
                    let may_know = exit.forbidden_to.contains("visitor");
                    assert!(*who == "visitor" && (asks || may_know), "{place}");
                    continue;
                }
                let lost = if is_of_the_api(&exit.address) { &lost_to_programs } else { &lost };
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
    address.starts_with("/c/") && (address.ends_with("/-/edit") || address.ends_with("/-/contents"))
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
