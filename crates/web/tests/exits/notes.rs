//! The addresses of notes.

use super::*;

impl Network {
    /// Every request that can be made of notes by this route; nothing where it is not of one.
    pub(super) fn exits_of_notes(&self, method: &Method, pattern: &str) -> Option<Vec<Exit>> {
        let mut exits = Vec::new();
        let mut ask = |address: String, seen_by: &BTreeSet<&'static str>, shows: Option<&str>| {
            exits.push(Exit::new(method, address, seen_by, shows));
        };
        match pattern {
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
                        forbidden_to,
                        ..Exit::new(method, pattern.replace("{note}", &note.id.to_string()), &writes, None)
                    });
                }
            }
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
                        forbidden_to: note.seen_by.difference(&decides).copied().collect(),
                        ..Exit::new(method, pattern.replace("{note}", &note.id.to_string()), &asks, None)
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
                        forbidden_to: note.seen_by.intersection(&edit).copied().collect(),
                        ..Exit::new(method, pattern.replace("{note}", &note.id.to_string()), &asks, None)
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
                        forbidden_to: note.seen_by.difference(&places).copied().collect(),
                        ..Exit::new(method, pattern.replace("{note}", &note.id.to_string()), &asks, None)
                    });
                }
            }
            // A visitor who reads the note and may know of the community is asked to sign in; a form that says nothing does nothing.
            route::NOTE_TALK => {
                for (note, circle) in self.notes.iter().flat_map(|note| self.circles.iter().map(move |it| (note, it))) {
                    let both: BTreeSet<&str> = note.seen_by.intersection(&circle.seen_by).copied().collect();
                    let mut enters = only(&WITHIN);
                    enters.insert("visitor");
                    let asks = both.intersection(&enters).copied();
                    let asks = asks.filter(|who| method == Method::GET || *who == "visitor").collect();
                    let whole = pattern.replace("{note}", &note.id.to_string());
                    exits.push(Exit {
                        forbidden_to: both.difference(&enters).copied().collect(),
                        ..Exit::new(method, whole.replace("{alias}", &circle.alias), &asks, None)
                    });
                }
            }
            // The same; who welcomes in the community that the note is linked to announces it. A form that says nothing is refused.
            route::NOTE_ANNOUNCE => {
                for note in &self.notes {
                    let is_elsewhere = matches!(note.what.as_str(), "crossroads" | "of others" | "kept by stewards");
                    let theirs =
                        if is_elsewhere { only(&["visitor"]) } else { only(&["visitor", "facilitator", "lead"]) };
                    let announces: BTreeSet<&str> = note.seen_by.intersection(&theirs).copied().collect();
                    exits.push(Exit {
                        forbidden_to: note.seen_by.difference(&announces).copied().collect(),
                        ..Exit::new(method, pattern.replace("{note}", &note.id.to_string()), &announces, None)
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
            _ => return None,
        }
        Some(exits)
    }
}
