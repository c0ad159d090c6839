//! The addresses of the API, as a token that allows all asks them.

use super::*;

impl Network {
    /// The request that is made of each community by this route: what those do who are named here. Others who may know of the
    /// community are told that it is not theirs to do.
    fn exits_of_communities(&self, method: &Method, pattern: &str, theirs: &[&'static str]) -> Vec<Exit> {
        let exit = |circle: &Circle| {
            let known_to = with_a_token(&circle.seen_by);
            let whole = pattern.replace("{alias}", &circle.alias).replace("{request}", &self.absent.to_string());
            let theirs: BTreeSet<&str> = known_to.intersection(&only(theirs)).copied().collect();
            Exit {
                forbidden_to: known_to.difference(&theirs).copied().collect(),
                ..Exit::new(method, whole, &theirs, None)
            }
        };
        self.circles.iter().map(exit).collect()
    }

    /// Every request that can be made of the API by this route; nothing where it is not of it.
    pub(super) fn exits_of_the_api(&self, method: &Method, pattern: &str) -> Option<Vec<Exit>> {
        let mut exits = Vec::new();
        let mut ask = |address: String, seen_by: &BTreeSet<&'static str>, shows: Option<&str>| {
            exits.push(Exit::new(method, address, seen_by, shows));
        };
        match pattern {
            route::API_NOTES | route::API_NOTEBOOKS if method == Method::POST => {
                ask(pattern.to_owned(), &signed_in(), None);
            }
            // Only those who run the site create a community, since nobody said otherwise, and no token runs it.
            route::API_COMMUNITIES if method == Method::POST => ask(pattern.to_owned(), &only(&[]), None),
            // Nothing is sent: who may is told what is missing.
            route::API_COMMUNITY if method == Method::PUT => {
                exits.extend(self.exits_of_communities(method, pattern, &["lead"]));
            }
            route::API_MEMBERSHIP if method == Method::PUT => {
                exits.extend(self.exits_of_communities(method, pattern, &WITHIN));
            }
            route::API_INVITATIONS => exits.extend(self.exits_of_communities(method, pattern, &WITHIN)),
            route::API_REQUESTS | route::API_REQUEST_DECLINE => {
                exits.extend(self.exits_of_communities(method, pattern, &["facilitator", "lead"]));
            }
            // Nobody asks: those who answer are told that there is no such request.
            route::API_REQUEST_ACCEPT => {
                let all = self.exits_of_communities(method, pattern, &["facilitator", "lead"]);
                exits.extend(all.into_iter().map(|exit| Exit { seen_by: only(&[]), ..exit }));
            }
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
            route::API_PLACEMENT | route::API_DECLINE if matches!(*method, Method::PUT | Method::POST) => {
                for note in &self.notes {
                    let whole = pattern.replace("{note}", &note.id.to_string());
                    let mut asks = with_a_token(&note.seen_by);
                    asks.remove("visitor");
                    ask(whole.replace("{notebook}", &self.notebooks[0].id.to_string()), &asks, None);
                }
            }
            route::API_NOTE_VISIBILITY if method == Method::GET => {
                for note in &self.notes {
                    ask(pattern.replace("{note}", &note.id.to_string()), &with_a_token(&note.seen_by), None);
                }
            }
            // Nothing is sent: whoever decides of the note is told what is missing, whichever community is named.
            route::API_NOTE_VISIBILITY | route::API_NOTE_COMMUNITY if method == Method::PUT => {
                for (note, circle) in self.notes.iter().zip(self.circles.iter().cycle()) {
                    let seen_by = with_a_token(&note.seen_by);
                    let decides: BTreeSet<&str> = seen_by.intersection(&only(&["author"])).copied().collect();
                    let whole = pattern.replace("{note}", &note.id.to_string()).replace("{alias}", &circle.alias);
                    exits.push(Exit {
                        forbidden_to: seen_by.difference(&decides).copied().collect(),
                        ..Exit::new(method, whole, &decides, None)
                    });
                }
            }
            // Of a community of which nobody knows; `api_notes` looks at the others, since it would change what is walked.
            route::API_NOTE_COMMUNITY => {
                for note in &self.notes {
                    let whole = pattern.replace("{note}", &note.id.to_string());
                    ask(whole.replace("{alias}", &self.circles[2].alias), &only(&[]), None);
                }
            }
            // Nobody declined: there is nothing to take back for its authors, and it is not for others.
            route::API_DECLINE => {
                for note in &self.notes {
                    let whole = pattern.replace("{note}", &note.id.to_string());
                    let mut others = with_a_token(&note.seen_by);
                    others.remove("author");
                    exits.push(Exit {
                        forbidden_to: others,
                        ..Exit::new(
                            method,
                            whole.replace("{notebook}", &self.notebooks[0].id.to_string()),
                            &only(&[]),
                            None,
                        )
                    });
                }
            }
            // They would change what is walked: `api` and `api_notebooks` look at them.
            route::API_NOTE | route::API_NOTE_RESTORE | route::API_MEMBERSHIP | route::API_PLACEMENT => {}
            // Nothing is sent: who leads it is told what is missing.
            route::API_NOTEBOOK if method == Method::PUT => {
                for notebook in &self.notebooks {
                    let seen_by = with_a_token(&notebook.seen_by);
                    let leads: BTreeSet<&str> = seen_by.intersection(&only(&["author"])).copied().collect();
                    exits.push(Exit {
                        forbidden_to: seen_by.difference(&leads).copied().collect(),
                        ..Exit::new(method, pattern.replace("{notebook}", &notebook.id.to_string()), &leads, None)
                    });
                }
            }
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
            _ => return None,
        }
        Some(exits)
    }
}
