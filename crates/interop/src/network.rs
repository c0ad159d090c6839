//! A network as files that people read and write: `demo/README.md` describes them.

mod files;

use std::collections::{BTreeMap, BTreeSet};

use domain::communities::{CommunityAlias, Role};
use domain::lexicon::{LabelRole, TermRelation};
use domain::notebooks::{Color, Sort, View};
use domain::notes::NoteKind;
use domain::organisations::{Identifier, OrganisationState};
use domain::people::PersonName;
use domain::{Day, LanguageTag, Timestamp, Title};
use serde::de::DeserializeOwned;
use services::network::{
    Network, NewCommunity, NewCommunityWords, NewConfusion, NewContent, NewEntryPoint, NewLabel, NewNetworkNote,
    NewNotebook, NewOrganisation, NewPerson, NewTerm, NewVersion,
};

use files::{
    CommunityFile, Confusion, Credit, EntryLine, IdentifierLine, InLanguages, NetworkFile, NoteFile, NotebookFile,
    OrganisationFile, People, Place, Rest, Stage, TermFile, VersionFile, WithdrawnLine,
};

/// Why files are no network: the first thing that does not fit.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct NotANetwork {
    /// The file.
    pub path: String,
    /// What does not fit, for whoever writes it.
    pub reason: String,
}

type Result<T> = std::result::Result<T, NotANetwork>;

fn wrong(path: &str, reason: impl Into<String>) -> NotANetwork {
    NotANetwork { path: path.to_owned(), reason: reason.into() }
}

/// Reads a network from its files, by path; roles whose mandate ended before `now` are over.
///
/// # Errors
/// [`NotANetwork`] for a file that has no place in one, a line that means nothing, or a key that names nothing.
pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, now: Timestamp) -> Result<Network> {
    let is_read = |path: &str| path != "README.md" && !path.starts_with("words.");
    let files: BTreeMap<&str, &str> = files.into_iter().filter(|(path, _)| is_read(path)).collect();
    let mut reading = Reading { network: Network::default(), named: Vec::new() };
    for (path, text) in &files {
        reading.file(path, text, now)?;
    }
    reading.finished()
}

/// What a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Person,
    Community,
    Note,
    Notebook,
    Organisation,
    Term,
}

struct Reading {
    network: Network,
    /// Every key that a file names: where, what, which.
    named: Vec<(String, Of, String)>,
}

impl Reading {
    fn file(&mut self, path: &str, text: &str, now: Timestamp) -> Result<()> {
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["network.toml"] => {
                let NetworkFile { name, sentences, .. } = from_toml(path, text)?;
                let InLanguages { fr, en } = sentences;
                self.network.name = name;
                let leads = [(LanguageTag::french(), fr), (LanguageTag::english(), en)];
                let leads = leads.into_iter().filter_map(|(language, words)| Some((language, words?)));
                self.network.leads = leads.collect();
                Ok(())
            }
            ["people.toml"] => self.people(path, text),
            ["communities.toml"] => self.communities(path, text, now),
            ["notes", _] => self.note(path, text),
            ["notes", _, version] => self.version(path, text, *version == "01.md"),
            ["terms", _] => self.term(path, text),
            ["organisations", _] => self.organisation(path, text),
            ["notebooks", _] => self.notebook(path, text),
            _ => Err(wrong(path, "no file of a network has this name")),
        }
    }

    fn names(&mut self, path: &str, of: Of, keys: impl IntoIterator<Item = impl Into<String>>) {
        self.named.extend(keys.into_iter().map(|key| (path.to_owned(), of, key.into())));
    }

    fn people(&mut self, path: &str, text: &str) -> Result<()> {
        for person in from_toml::<People>(path, text)?.people {
            let name = PersonName::parse(&person.name).ok_or_else(|| wrong(path, "a name cannot be one"))?;
            self.names(path, Of::Organisation, person.affiliations.into_iter().map(|it| it.organisation));
            let (account, steward) = (person.account, person.steward);
            self.network.people.push(NewPerson { key: person.key, name, account, steward, demonstration: false });
        }
        Ok(())
    }

    fn communities(&mut self, path: &str, text: &str, now: Timestamp) -> Result<()> {
        let file = from_toml::<CommunityFile>(path, text)?;
        for community in file.communities {
            let alias = CommunityAlias::parse(&community.key).ok_or_else(|| wrong(path, "an alias cannot be one"))?;
            let name = PersonName::parse(&community.name.fr).ok_or_else(|| wrong(path, "a name cannot be one"))?;
            self.names(path, Of::Organisation, community.host.iter().chain(&community.supporting).cloned());
            self.names(path, Of::Note, community.charter.clone());
            let paused_until = community.paused_until.as_deref().map(|day| calendar_day(path, day)).transpose()?;
            if paused_until.is_some() && community.stage != Stage::Paused {
                return Err(wrong(path, "only a pause has an end"));
            }
            let charter_adopted =
                community.charter_adopted.as_deref().map(|day| calendar_day(path, day)).transpose()?;
            let charter_review = community.charter_review.as_deref().map(|day| calendar_day(path, day)).transpose()?;
            if community.charter.is_none() && (charter_adopted.is_some() || charter_review.is_some()) {
                return Err(wrong(path, "only a charter is adopted, or looked at again"));
            }
            let (names, about) = (community.name, community.description);
            let (rhythm, confidentiality) = (community.rhythm, community.confidentiality);
            let words = |language, name, about: Option<String>, rhythm: Option<String>, rule: Option<String>| {
                let (about, rhythm) = (about.unwrap_or_default(), rhythm.unwrap_or_default());
                NewCommunityWords { language, name, about, rhythm, confidentiality: rule.unwrap_or_default() }
            };
            self.network.communities.push(NewCommunity {
                alias,
                name,
                words: vec![
                    words(LanguageTag::french(), names.fr, about.fr, rhythm.fr, confidentiality.fr),
                    words(LanguageTag::english(), names.en, about.en, rhythm.en, confidentiality.en),
                ],
                access: community.access,
                listed: community.listed,
                stage: community.stage,
                paused_until,
                formality: community.formality,
                hosts: community.host.into_iter().collect(),
                supporting: community.supporting,
                charter: community.charter,
                charter_adopted,
                charter_review,
                members: Vec::new(),
            });
        }
        for membership in file.memberships {
            self.names(path, Of::Organisation, membership.postures.into_iter().map(|it| it.organisation));
            self.member(path, &membership.community, membership.person, Role::Member)?;
        }
        for role in file.roles {
            let parsed = Role::parse(&role.role).filter(|role| *role != Role::Member);
            let parsed = parsed.ok_or_else(|| wrong(path, format!("{} is no role", role.role)))?;
            self.names(path, Of::Person, role.backup);
            let ended = role.to.is_some_and(|to| day_of(&to).is_none_or(|to| to < now));
            if let Some(person) = role.person.filter(|_| !ended) {
                self.member(path, &role.community, person, parsed)?;
            }
        }
        Ok(())
    }

    fn member(&mut self, path: &str, alias: &str, person: String, role: Role) -> Result<()> {
        let found = self.network.communities.iter_mut().find(|community| community.alias.as_str() == alias);
        let community = found.ok_or_else(|| wrong(path, format!("no community is called {alias}")))?;
        community.members.push((person.clone(), role));
        self.names(path, Of::Person, [person]);
        Ok(())
    }

    fn note(&mut self, path: &str, text: &str) -> Result<()> {
        let (file, body) = front_matter::<NoteFile>(path, text)?;
        let version = only_version(path, &file, body)?;
        self.keep(path, file, NoteKind::Article, Vec::new(), vec![version])
    }

    /// A version of a note that is a folder; the first one says what the note is.
    fn version(&mut self, path: &str, text: &str, is_first: bool) -> Result<()> {
        let (file, body) = front_matter::<VersionFile>(path, text)?;
        nothing_more(path, &file.rest)?;
        let at = moment(path, Some(&file.at))?;
        self.names(path, Of::Person, [file.by.clone()]);
        let withdrawn = match file.withdrawn {
            Some(WithdrawnLine { by, at, why }) => {
                self.names(path, Of::Person, [by.clone()]);
                Some((moment(path, Some(&at))?, by, why))
            }
            None => None,
        };
        // What was withdrawn goes no further than this file.
        let body = if withdrawn.is_some() { String::new() } else { body };
        let version = NewVersion { by: Some(file.by), at, reason: file.reason, body, withdrawn };
        if is_first {
            let mut note = file.note.ok_or_else(|| wrong(path, "the first version says what the note is"))?;
            note.published.get_or_insert(file.at);
            return self.keep(path, note, NoteKind::Article, Vec::new(), vec![version]);
        }
        let before = self.network.notes.last_mut().filter(|_| file.note.is_none());
        let before = before.ok_or_else(|| wrong(path, "a version follows the first one and says no more"))?;
        before.versions.push(version);
        Ok(())
    }

    fn term(&mut self, path: &str, text: &str) -> Result<()> {
        let (file, body) = front_matter::<TermFile>(path, text)?;
        nothing_more(path, &file.rest)?;
        let written_for = file.owner.words;
        let owner = match (file.owner.community, file.owner.people) {
            (Some(community), people) if people.is_empty() => {
                self.names(path, Of::Community, [community.clone()]);
                Some(community)
            }
            (None, people) if !people.is_empty() => {
                self.names(path, Of::Person, people);
                None
            }
            _ => return Err(wrong(path, "a term is owned by a community, or by people")),
        };
        let relations = [
            (TermRelation::Broader, file.broader),
            (TermRelation::Narrower, file.narrower),
            (TermRelation::Related, file.related),
        ];
        let relations =
            relations.into_iter().flat_map(|(relation, others)| others.into_iter().map(move |it| (relation, it)));
        let relations: Vec<(TermRelation, String)> = relations.collect();
        self.names(path, Of::Term, relations.iter().map(|(_, other)| other.clone()));
        self.names(path, Of::Term, file.confusions.iter().filter_map(|confusion| confusion.term.clone()));

        let version = only_version(path, &file.note, body)?;
        let own = language(path, &file.note.language)?;
        let label = |role, language: &LanguageTag, label: String| {
            Ok(NewLabel { language: language.clone(), role, label: as_title(path, &label)? })
        };
        let mut labels = vec![label(LabelRole::Preferred, &own, file.note.title.clone())?];
        for variant in &file.variants {
            labels.push(label(LabelRole::Variant, &own, variant.clone())?);
        }
        for variant in &file.quiet_variants {
            labels.push(label(LabelRole::Quiet, &own, variant.clone())?);
        }
        let mut translations = Vec::new();
        for (tag, translation) in file.translations {
            let other = language(path, &tag)?;
            labels.push(label(LabelRole::Preferred, &other, translation.label)?);
            for variant in translation.variants {
                labels.push(label(LabelRole::Variant, &other, variant)?);
            }
            translations.extend(translation.definition.map(|definition| (other, definition)));
        }
        let confusion = |it: Confusion| NewConfusion { word: it.word, difference: it.difference, term: it.term };
        let term = NewTerm {
            state: file.state,
            common: file.common,
            owner,
            written_for,
            labels,
            translations,
            confusions: file.confusions.into_iter().map(confusion).collect(),
            relations,
        };
        let names = [file.variants, file.quiet_variants].concat();
        self.keep(path, file.note, NoteKind::Term, names, vec![version])?;
        if let Some(note) = self.network.notes.last_mut() {
            note.term = Some(term);
        }
        Ok(())
    }

    fn organisation(&mut self, path: &str, text: &str) -> Result<()> {
        let (file, body) = front_matter::<OrganisationFile>(path, text)?;
        nothing_more(path, &file.rest)?;
        self.names(path, Of::Person, file.claimed_by);
        let version = only_version(path, &file.note, body)?;
        let place = |place: Place| (place.town, place.region, place.precision);
        let identifier = |IdentifierLine { scheme, value }| {
            let parsed = Identifier::parse(&scheme, &value);
            parsed.ok_or_else(|| wrong(path, format!("{scheme} {value} identifies nothing")))
        };
        self.names(path, Of::Organisation, file.merged_into.clone());
        if file.merged_into.is_some() != (file.state == OrganisationState::Merged) {
            return Err(wrong(path, "an organisation that is merged says into which one"));
        }
        let organisation = NewOrganisation {
            ended: file.ended.as_deref().map(|day| calendar_day(path, day)).transpose()?,
            merged_into: file.merged_into,
            identifiers: file.identifiers.into_iter().map(identifier).collect::<Result<_>>()?,
            form: file.form,
            summary: file.summary,
            web: file.web.unwrap_or_default(),
            state: file.state,
            places: file.places.into_iter().map(place).collect(),
        };
        self.keep(path, file.note, NoteKind::Organisation, Vec::new(), vec![version])?;
        if let Some(note) = self.network.notes.last_mut() {
            note.organisation = Some(organisation);
        }
        Ok(())
    }

    fn keep(
        &mut self,
        path: &str,
        file: NoteFile,
        kind: NoteKind,
        aliases: Vec<String>,
        versions: Vec<NewVersion>,
    ) -> Result<()> {
        let (title, language) = (as_title(path, &file.title)?, language(path, &file.language)?);
        let published = file.published.as_deref().map(|day| moment(path, Some(day))).transpose()?;
        self.names(path, Of::Person, file.byline.iter().map(|credit| credit.person.clone()));
        self.names(path, Of::Note, file.related.iter().chain(&file.translation_of).cloned());
        self.names(path, Of::Term, file.terms.iter().cloned());
        if file.translation_of.as_ref() == Some(&file.key) {
            return Err(wrong(path, "a note translates another one"));
        }
        self.names(path, Of::Person, file.authors.iter().chain(&file.readers).cloned());
        self.names(path, Of::Community, file.communities.iter().chain(&file.authors_of).cloned());
        let credit = |credit: Credit| (credit.person, credit.role, credit.name);
        self.network.notes.push(NewNetworkNote {
            key: file.key,
            kind,
            title,
            aliases,
            language,
            byline: file.byline.into_iter().map(credit).collect(),
            authors: file.authors,
            authors_of: file.authors_of,
            visibility: file.visibility,
            communities: file.communities,
            readers: file.readers,
            licence: file.licence,
            translation_of: file.translation_of,
            related: file.related,
            terms: file.terms,
            underlined: file.underline,
            published,
            versions,
            term: None,
            organisation: None,
        });
        Ok(())
    }

    fn notebook(&mut self, path: &str, text: &str) -> Result<()> {
        let file = from_toml::<NotebookFile>(path, text)?;
        let (title, language) = (as_title(path, &file.title)?, language(path, &file.language)?);
        let as_color = |color: &String| Color::parse(color).ok_or_else(|| wrong(path, format!("{color} is no colour")));
        let color = file.color.as_ref().map(as_color).transpose()?;
        let axes: Vec<(String, Vec<String>)> =
            file.categories.into_iter().map(|axis| (axis.axis, axis.values)).collect();
        let known: BTreeSet<&String> = axes.iter().flat_map(|(_, values)| values).collect();
        let view = View::parse(&file.view).ok_or_else(|| wrong(path, format!("no view is called {}", file.view)))?;
        let sort = Sort::parse(&file.sort).ok_or_else(|| wrong(path, format!("no order is called {}", file.sort)))?;
        let mut contents = Vec::new();
        for line in file.contents {
            contents.push(match (line.part, line.note) {
                (Some(part), None) => NewContent::Part(part),
                (None, Some(key)) => {
                    self.names(path, Of::Note, [key.clone()]);
                    self.names(path, Of::Person, line.by.clone());
                    if let Some(unknown) = line.categories.iter().find(|name| !known.contains(name)) {
                        return Err(wrong(path, format!("no category is called {unknown}")));
                    }
                    let at = moment(path, line.at.as_deref())?;
                    NewContent::Note {
                        key,
                        by: line.by,
                        at,
                        categories: line.categories,
                        why: line.why,
                        pinned: line.pinned,
                    }
                }
                _ => return Err(wrong(path, "a line of the contents is a part or a note")),
            });
        }
        let mut entry_points = Vec::new();
        for EntryLine { label, note, notebook } in file.entry_points {
            entry_points.push(match (note, notebook) {
                (Some(key), None) => {
                    self.names(path, Of::Note, [key.clone()]);
                    NewEntryPoint::Note { label, key }
                }
                (None, Some(key)) => {
                    self.names(path, Of::Notebook, [key.clone()]);
                    NewEntryPoint::Notebook { label, key }
                }
                _ => return Err(wrong(path, "an entry point leads to a note or to a notebook")),
            });
        }
        self.names(path, Of::Person, file.leads.iter().cloned());
        self.names(path, Of::Community, file.communities.iter().cloned());
        self.network.notebooks.push(NewNotebook {
            key: file.key,
            title,
            description: file.description,
            language,
            visibility: file.visibility,
            color,
            view: (view, sort),
            communities: file.communities,
            leads: file.leads,
            categories: axes,
            entry_points,
            contents,
        });
        Ok(())
    }

    /// Every key is that of one thing, and every one that is named names one.
    fn finished(self) -> Result<Network> {
        let network = self.network;
        let notes = |kind: Option<NoteKind>| {
            let of_kind = network.notes.iter().filter(move |note| kind.is_none_or(|kind| note.kind == kind));
            of_kind.map(|note| note.key.as_str()).collect::<Vec<_>>()
        };
        let known = |of: Of| match of {
            Of::Person => network.people.iter().map(|person| person.key.as_str()).collect(),
            Of::Community => network.communities.iter().map(|community| community.alias.as_str()).collect(),
            Of::Notebook => network.notebooks.iter().map(|notebook| notebook.key.as_str()).collect(),
            Of::Note => notes(None),
            Of::Term => notes(Some(NoteKind::Term)),
            Of::Organisation => notes(Some(NoteKind::Organisation)),
        };
        for of in [Of::Person, Of::Community, Of::Notebook, Of::Note, Of::Term, Of::Organisation] {
            let all = known(of);
            let mut each = BTreeSet::new();
            for key in all {
                if !each.insert(key) {
                    return Err(wrong(key, format!("two things ({of:?}) have this key")));
                }
            }
            let named = self.named.iter().filter(|(_, named, _)| *named == of);
            for (path, _, key) in named {
                if !each.contains(&key.as_str()) {
                    return Err(wrong(path, format!("{key} names nothing ({of:?})")));
                }
            }
        }
        Ok(network)
    }
}

fn as_title(path: &str, title: &str) -> Result<Title> {
    Title::parse(title).map_err(|_| wrong(path, format!("« {title} » cannot be a title")))
}

fn language(path: &str, tag: &str) -> Result<LanguageTag> {
    LanguageTag::parse(tag).ok_or_else(|| wrong(path, format!("no language has the tag {tag}")))
}

/// The version of a text that has one: saved when it last changed, by who signs it first, unless under another name.
fn only_version(path: &str, file: &NoteFile, body: String) -> Result<NewVersion> {
    let at = moment(path, file.changed.as_deref().or(file.published.as_deref()))?;
    let by = file.byline.first().filter(|credit| credit.name.is_empty()).map(|credit| credit.person.clone());
    Ok(NewVersion { by, at, reason: String::new(), body, withdrawn: None })
}

fn from_toml<T: DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| wrong(path, error.to_string()))
}

/// The front matter of a text, and the text.
fn front_matter<T: DeserializeOwned>(path: &str, text: &str) -> Result<(T, String)> {
    let parts = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let (head, body) = parts.ok_or_else(|| wrong(path, "a text begins with its front matter"))?;
    let head = serde_saphyr::from_str(head).map_err(|error| wrong(path, error.to_string()))?;
    Ok((head, body.trim_start_matches('\n').to_owned()))
}

fn nothing_more(path: &str, rest: &Rest) -> Result<()> {
    rest.keys().next().map_or(Ok(()), |key| Err(wrong(path, format!("{key} means nothing"))))
}

fn moment(path: &str, text: Option<&str>) -> Result<Timestamp> {
    let text = text.ok_or_else(|| wrong(path, "a moment is missing"))?;
    let moment: jiff::Timestamp = text.parse().map_err(|_| wrong(path, format!("{text} is no moment")))?;
    Ok(Timestamp::from_micros(moment.as_microsecond()))
}

fn calendar_day(path: &str, text: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(|| wrong(path, format!("{text} is no day")))
}

/// The end of a day, wherever one is.
fn day_of(text: &str) -> Option<Timestamp> {
    let day: jiff::civil::Date = text.parse().ok()?;
    let end = jiff::tz::TimeZone::UTC.to_timestamp(day.tomorrow().ok()?.at(0, 0, 0, 0)).ok()?;
    Some(Timestamp::from_micros(end.as_microsecond()))
}
