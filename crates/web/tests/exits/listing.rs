//! Every address of the site, with who may have more than the answer of what does not exist.

use super::*;

impl Network {
    /// Every request that can be made of this network, by route; a route that is not known here fails.
    pub(super) fn exits(&self) -> Vec<Exit> {
        let mut exits = Vec::new();
        for (method, pattern) in web::exits() {
            let known = self.exits_of_notes(&method, pattern).or_else(|| self.exits_of_the_api(&method, pattern));
            if let Some(known) = known {
                exits.extend(known);
                continue;
            }
            let mut ask = |address: String, seen_by: &BTreeSet<&'static str>, shows: Option<&str>| {
                exits.push(Exit::new(&method, address, seen_by, shows));
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
                // Anybody reports a problem, of a page that they see or not.
                route::NEW_NOTE | route::REPORT => ask(pattern.to_owned(), &all(), None),
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
                route::ADMIN
                | route::ADMIN_HEALTH
                | route::ADMIN_INCIDENTS
                | route::ADMIN_INCIDENTS_CSV
                | route::ADMIN_INCIDENTS_JSON
                | route::ADMIN_READ
                | route::ADMIN_REGISTRATION
                | route::ADMIN_REPORTS
                | route::ADMIN_SITE
                | route::ADMIN_STORAGE
                | route::NEW_COMMUNITY => {
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
                // Every cover has a picture: none of its bytes is a word.
                route::NOTEBOOK_COVER if method == Method::GET => {
                    for notebook in &self.notebooks {
                        let address = pattern.replace("{notebook}", &notebook.id.to_string());
                        ask(format!("{address}?v=00000000"), &notebook.seen_by, None);
                        ask(address, &notebook.seen_by, None);
                    }
                }
                // The author leads every notebook; those who tend its community place notes there.
                route::NOTEBOOK_EDIT | route::NOTEBOOK_COVER | route::NOTEBOOK_CONTENTS => {
                    for notebook in &self.notebooks {
                        let theirs = if pattern == route::NOTEBOOK_CONTENTS {
                            only(&["author", "curator", "facilitator", "lead"])
                        } else {
                            only(&["author"])
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
                route::ADMIN_REPORT => {
                    ask(pattern.replace("{report}", &self.absent.to_string()), &only(&[]), None);
                }
                // A form that names nobody answers nobody.
                route::ADMIN_REMOVALS | route::ADMIN_JOBS | route::ADMIN_LETTERS => {
                    let asks = if method == Method::GET { only(&["steward"]) } else { only(&[]) };
                    ask(pattern.to_owned(), &asks, None);
                    // What becomes of a letter is said to who asked for it.
                    if pattern == route::ADMIN_LETTERS {
                        ask(format!("{pattern}?done=trial"), &asks, None);
                    }
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
            // Authors may name those who are of their communities, and these members read each other there.
            let is_of_members = exit.address.ends_with("/-/members") || exit.address.ends_with("/-/rights");
            if is_of_members && exit.method == Method::GET {
                exit.names = only(&WITHIN);
            }
        }
        exits
    }
}
