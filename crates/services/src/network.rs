//! A network that comes in whole, with its dates: people, communities, notebooks, and notes with all their versions.

mod coming;

use std::collections::HashMap;

pub use coming::{
    Network, NewCommunity, NewCommunityWords, NewConfusion, NewContent, NewEntryPoint, NewLabel, NewNetworkNote,
    NewNotebook, NewOrganisation, NewPerson, NewTerm, NewVersion,
};
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::Support;
use domain::folding::title_key;
use domain::lexicon::{EntryKey, TermRelation};
use domain::notes::Visibility;
use domain::policy::{Steward, Viewer};
use domain::tags::Tag;
use domain::{CategoryId, CommunityId, NoteId, NotebookId, PartId, PersonId};
use markup::Compiled;
use store::Tx;
use store::links::Near;
use store::notebooks::{EntryPoint, EntryTarget};
use store::notes::{NewCredit, NewNote, NewRevision};
use store::organisations::OrganisationRow;
use store::placements::NewPlacement;
use store::terms;

use crate::{Ctx, Error, Result, again, bodies, links, sessions};

/// Whether the site holds no note yet, in the bin included.
///
/// # Errors
/// When the store does not answer.
pub async fn is_empty(ctx: &Ctx) -> Result<bool> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Ok(!store::notes::any(&mut tx).await?)
}

/// Brings a network in, all of it or nothing of it.
///
/// # Errors
/// [`Error::Conflict`] when a name is taken; [`Error::Internal`] when a key names nothing, saying which.
pub async fn load(ctx: &Ctx, network: &Network) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let keys = Keys::of(ctx, network);
    let compiled: Vec<Compiled> = network
        .notes
        .iter()
        .map(|note| bodies::compile(note.versions.last().map_or("", |version| &version.body), &note.language))
        .collect();
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let mut loading = Loading { ctx, keys: &keys, tx: &mut tx };
        if !network.name.is_empty() {
            store::site::set_name(loading.tx, &network.name).await?;
        }
        for (language, words) in &network.leads {
            store::site::set_lead(loading.tx, language, words).await?;
        }
        for person in &network.people {
            loading.person(person).await?;
        }
        for community in &network.communities {
            loading.community(community).await?;
        }
        for (note, compiled) in network.notes.iter().zip(&compiled) {
            loading.note(note, compiled).await?;
        }
        for note in &network.notes {
            loading.relations(note).await?;
        }
        for community in &network.communities {
            loading.support(community).await?;
        }
        for notebook in &network.notebooks {
            loading.notebook(notebook).await?;
        }
        for notebook in &network.notebooks {
            loading.entry_points(notebook).await?;
        }
        for (note, compiled) in network.notes.iter().zip(&compiled) {
            loading.links(network, note, compiled).await?;
            loading.translation(network, note).await?;
        }
        loading.log(network).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The ids that keys stand for.
struct Keys {
    people: HashMap<String, PersonId>,
    communities: HashMap<String, CommunityId>,
    notes: HashMap<String, NoteId>,
    notebooks: HashMap<String, NotebookId>,
}

impl Keys {
    fn of(ctx: &Ctx, network: &Network) -> Self {
        let (clock, randomness) = (&*ctx.services.clock, &*ctx.services.randomness);
        let people = network.people.iter().map(|it| (it.key.clone(), PersonId::new(clock, randomness)));
        let communities =
            network.communities.iter().map(|it| (it.alias.as_str().to_owned(), CommunityId::new(clock, randomness)));
        let notes = network.notes.iter().map(|it| (it.key.clone(), NoteId::new(clock, randomness)));
        let notebooks = network.notebooks.iter().map(|it| (it.key.clone(), NotebookId::new(clock, randomness)));
        Self {
            people: people.collect(),
            communities: communities.collect(),
            notes: notes.collect(),
            notebooks: notebooks.collect(),
        }
    }
}

fn named<T: Copy>(keys: &HashMap<String, T>, key: &str) -> Result<T> {
    keys.get(key).copied().ok_or_else(|| Error::Internal(format!("the network names {key}, which it does not hold")))
}

struct Loading<'a> {
    ctx: &'a Ctx,
    keys: &'a Keys,
    tx: &'a mut Tx,
}

impl Loading<'_> {
    async fn person(&mut self, person: &NewPerson) -> Result<()> {
        let (name, key) = (person.name.as_str(), title_key(person.name.as_str()));
        let (id, now) = (named(&self.keys.people, &person.key)?, self.ctx.now());
        store::names::hold(self.tx, &key).await?;
        if person.account && !store::people::named(self.tx, &key).await?.is_empty() {
            return Err(Error::Conflict);
        }
        let sort_key = i18n::sort_key(name);
        store::people::insert(self.tx, id, name, &key, sort_key, person.account, person.steward, now).await?;
        if person.demonstration {
            store::accounts::mark_demonstration(self.tx, id).await?;
        }
        Ok(())
    }

    async fn community(&mut self, community: &NewCommunity) -> Result<()> {
        let (alias, name, now) = (community.alias.as_str(), community.name.as_str(), self.ctx.now());
        let (access, listed) = (community.access, community.listed);
        let about = community.words.iter().map(|words| words.about.as_str()).find(|about| !about.is_empty());
        let about = about.unwrap_or_default();
        let id = named(&self.keys.communities, alias)?;
        let row = store::communities::NewCommunity { alias, name, about, access, listed };
        store::communities::insert(self.tx, id, &row, i18n::sort_key(name), now).await?;
        let (stage, until, formality) = (community.stage, community.paused_until, community.formality);
        store::communities::set_stage(self.tx, id, stage, until, formality).await?;
        for NewCommunityWords { language, name, about, rhythm, confidentiality } in community.words.clone() {
            let words = store::communities::CommunityWords { name, about, rhythm, confidentiality };
            store::communities::set_words(self.tx, id, &language, &words).await?;
        }
        for (person, role) in &community.members {
            store::communities::add_member(self.tx, id, named(&self.keys.people, person)?, *role, now).await?;
        }
        Ok(())
    }

    /// The organisations and the charter of a community, now that their notes are there.
    async fn support(&mut self, community: &NewCommunity) -> Result<()> {
        let id = named(&self.keys.communities, community.alias.as_str())?;
        let hosts = community.hosts.iter().map(|key| (Support::Host, key));
        let supporting = community.supporting.iter().map(|key| (Support::Supporting, key));
        let mut support = Vec::new();
        for (what, key) in hosts.chain(supporting) {
            support.push((what, named(&self.keys.notes, key)?));
        }
        store::communities::set_support(self.tx, id, &support).await?;
        let charter = community.charter.as_deref().map(|key| named(&self.keys.notes, key)).transpose()?;
        let (adopted, review) = (community.charter_adopted, community.charter_review);
        store::communities::set_charter(self.tx, id, charter, adopted, review).await?;
        Ok(())
    }

    async fn note(&mut self, note: &NewNetworkNote, compiled: &Compiled) -> Result<()> {
        let (id, sort_key) = (named(&self.keys.notes, &note.key)?, i18n::sort_key(note.title.as_str()));
        let Some(first) = note.versions.first() else { return Ok(()) };
        let row = NewNote {
            id,
            title: &note.title,
            sort_key: sort_key.clone(),
            kind: note.kind,
            language: &note.language,
            visibility: note.visibility,
            licence: note.licence.as_deref(),
            excerpt: &compiled.excerpt,
            came_in: None,
            published: note.published.filter(|_| note.visibility != Visibility::Authors),
            changed: first.at,
        };
        store::notes::insert(self.tx, &row, first.at).await?;
        for (base, version) in (0_i64..).zip(&note.versions) {
            let author = version.by.as_deref().map(|by| named(&self.keys.people, by)).transpose()?;
            let revision = NewRevision {
                note: id,
                base,
                title: &note.title,
                sort_key: sort_key.clone(),
                language: &note.language,
                body: &version.body,
                excerpt: &compiled.excerpt,
                author,
                saved: version.at,
                reason: &version.reason,
            };
            store::notes::save_revision(self.tx, &revision).await?;
        }
        for (number, version) in (1_i64..).zip(&note.versions) {
            let Some((at, by, why)) = &version.withdrawn else { continue };
            let by = named(&self.keys.people, by)?;
            if !store::notes::withdraw(self.tx, id, number, *at, Some(by), *why).await? {
                return Err(Error::Internal(format!("the newest version of {} has no words", note.key)));
            }
        }
        let names: Vec<_> = note.aliases.iter().map(|alias| (id, title_key(alias), alias.as_str())).collect();
        store::notes::add_aliases(self.tx, &names).await?;
        let mut credits = Vec::new();
        for (person, role, name) in &note.byline {
            credits.push(NewCredit { person: named(&self.keys.people, person)?, role, name });
        }
        store::notes::set_credits(self.tx, id, &credits).await?;
        for author in &note.authors {
            store::notes::add_author(self.tx, id, named(&self.keys.people, author)?).await?;
        }
        for reader in &note.readers {
            store::notes::add_reader(self.tx, id, named(&self.keys.people, reader)?).await?;
        }
        // Linked one after the other: the first one keeps what nobody may edit.
        for (order, community) in (0_i64..).zip(&note.communities) {
            let community = named(&self.keys.communities, community)?;
            store::notes::link_community(self.tx, id, community, first.at.plus_seconds(order)).await?;
        }
        if let Some(community) = &note.authors_of {
            let community = named(&self.keys.communities, community)?;
            store::notes::set_delegated(self.tx, id, Some(community)).await?;
        }
        if let Some(organisation) = &note.organisation {
            let NewOrganisation { form, summary, web, state, ended, places, identifiers, .. } = organisation.clone();
            let row = OrganisationRow { form, summary, web, state, ended, merged_into: None };
            store::organisations::insert(self.tx, id, &row, &places).await?;
            store::organisations::identify(self.tx, id, &identifiers).await?;
        }
        match &note.term {
            Some(term) => self.term(id, note, term, compiled.first_paragraph()).await,
            None => Ok(()),
        }
    }

    async fn term(&mut self, id: NoteId, note: &NewNetworkNote, term: &NewTerm, definition: &str) -> Result<()> {
        let owner = term.owner.as_deref().map(|owner| named(&self.keys.communities, owner)).transpose()?;
        let row = terms::NewTerm {
            note: id,
            entry: &EntryKey::of(note.title.as_str()),
            language: note.language.primary(),
            state: term.state,
            common: term.common,
            definition,
            owner,
            written_for: &term.written_for,
        };
        let labels: Vec<_> = term
            .labels
            .iter()
            .map(|NewLabel { language, role, label }| {
                let (language, label, role) = (language.primary(), label.as_str(), *role);
                terms::NewLabel { language, role, label, sort_key: i18n::sort_key(label) }
            })
            .collect();
        terms::set(self.tx, &row, &labels).await?;
        for (language, definition) in &term.translations {
            terms::translate(self.tx, id, language.primary(), definition).await?;
        }
        Ok(())
    }

    /// How a term or an organisation is with others, now that all are there.
    async fn relations(&mut self, note: &NewNetworkNote) -> Result<()> {
        let keys = &self.keys.notes;
        if let Some(into) = note.organisation.as_ref().and_then(|organisation| organisation.merged_into.as_ref()) {
            store::organisations::merge(self.tx, named(keys, &note.key)?, named(keys, into)?).await?;
        }
        let Some(term) = &note.term else { return Ok(()) };
        let mut confusions = Vec::new();
        for NewConfusion { word, difference, term } in &term.confusions {
            let other = term.as_deref().map(|term| named(keys, term)).transpose()?;
            confusions.push(terms::NewConfusion { word, difference, other });
        }
        let relation = |(relation, other): &(TermRelation, String)| Ok((*relation, named(keys, other)?));
        let relations: Result<Vec<_>> = term.relations.iter().map(relation).collect();
        terms::relate(self.tx, named(keys, &note.key)?, &confusions, &relations?).await?;
        Ok(())
    }

    async fn notebook(&mut self, notebook: &NewNotebook) -> Result<()> {
        let (id, now) = (named(&self.keys.notebooks, &notebook.key)?, self.ctx.now());
        let (title, description) = (&notebook.title, &notebook.description);
        let (language, visibility) = (&notebook.language, notebook.visibility);
        store::names::hold(self.tx, &title.key()).await?;
        if store::notebooks::by_title(self.tx, title).await?.is_some() {
            return Err(Error::Conflict);
        }
        let sort_key = i18n::sort_key(title.as_str());
        store::notebooks::insert(self.tx, id, title, sort_key, description, language, visibility, now).await?;
        store::notebooks::set_color(self.tx, id, notebook.color).await?;
        store::notebooks::set_view(self.tx, id, notebook.view.0, notebook.view.1).await?;
        for lead in &notebook.leads {
            store::notebooks::add_member(self.tx, id, named(&self.keys.people, lead)?, true).await?;
        }
        for community in &notebook.communities {
            let community = named(&self.keys.communities, community)?;
            store::notebooks::link_community(self.tx, id, community, false).await?;
        }
        let categories = self.categories(id, notebook).await?;
        self.contents(id, notebook, &categories).await
    }

    async fn categories(&mut self, id: NotebookId, notebook: &NewNotebook) -> Result<HashMap<String, CategoryId>> {
        let services = self.ctx.services.clone();
        let mut made = HashMap::new();
        for (list, (called, names)) in (1_i64..).zip(&notebook.categories) {
            store::categories::name_list(self.tx, id, list, called).await?;
            for name in names {
                let category = CategoryId::new(&*services.clock, &*services.randomness);
                let (key, sort_key) = (title_key(name), i18n::sort_key(name));
                store::categories::insert(self.tx, category, id, list, name, &key, sort_key).await?;
                made.insert(name.clone(), category);
            }
        }
        Ok(made)
    }

    async fn contents(
        &mut self,
        id: NotebookId,
        notebook: &NewNotebook,
        categories: &HashMap<String, CategoryId>,
    ) -> Result<()> {
        let services = self.ctx.services.clone();
        let (mut parts, mut placements, mut borne) = (Vec::new(), Vec::new(), Vec::new());
        for (place, content) in (0_i64..).zip(&notebook.contents) {
            // Gaps, so that what comes between finds room.
            let position = place << 20;
            match content {
                NewContent::Part(title) => {
                    let part = PartId::new(&*services.clock, &*services.randomness);
                    parts.push((part, title.clone(), position, 0));
                }
                NewContent::Note { key, by, at, categories: bears, why, pinned } => {
                    let note = named(&self.keys.notes, key)?;
                    let by = by.as_deref().map(|by| named(&self.keys.people, by)).transpose()?;
                    let depth = i64::from(!parts.is_empty());
                    placements.push(NewPlacement {
                        note,
                        position,
                        depth,
                        by,
                        placed: *at,
                        reason: why,
                        pinned: *pinned,
                    });
                    let bears: Result<Vec<CategoryId>> = bears.iter().map(|name| named(categories, name)).collect();
                    borne.push((note, bears?));
                }
            }
        }
        store::parts::set(self.tx, id, &parts).await?;
        store::placements::place_new(self.tx, id, &placements).await?;
        for (note, bears) in borne {
            store::categories::set(self.tx, id, note, &bears).await?;
        }
        Ok(())
    }

    async fn entry_points(&mut self, notebook: &NewNotebook) -> Result<()> {
        let mut points = Vec::new();
        for point in &notebook.entry_points {
            let (label, to) = match point {
                NewEntryPoint::Note { label, key } => (label, EntryTarget::Note(named(&self.keys.notes, key)?)),
                NewEntryPoint::Notebook { label, key } => {
                    (label, EntryTarget::Notebook(named(&self.keys.notebooks, key)?))
                }
            };
            points.push(EntryPoint { label: label.clone(), to });
        }
        let id = named(&self.keys.notebooks, &notebook.key)?;
        store::notebooks::set_entry_points(self.tx, id, &points).await?;
        Ok(())
    }

    /// A title leads where it would for who saved the text last, the first notebook that places the note being the nearest.
    async fn links(&mut self, network: &Network, note: &NewNetworkNote, compiled: &Compiled) -> Result<()> {
        let id = named(&self.keys.notes, &note.key)?;
        let saver = note.versions.last().and_then(|last| last.by.as_ref()).or(note.authors.first());
        let viewer = match saver.or(note.byline.first().map(|(person, ..)| person)) {
            Some(person) => sessions::viewer_of(self.tx, named(&self.keys.people, person)?, false).await?,
            None => Viewer::visitor(),
        };
        let holds = |notebook: &&NewNotebook| {
            let key = |content: &NewContent| matches!(content, NewContent::Note { key, .. } if *key == note.key);
            notebook.contents.iter().any(key)
        };
        let notebook = network.notebooks.iter().find(holds);
        let notebook = notebook.map(|notebook| named(&self.keys.notebooks, &notebook.key)).transpose()?;
        let near = Near { notebook, ..Near::default() };
        let rows = links::resolved(self.tx, &viewer, near, compiled, &|_| None).await?;
        store::links::replace(self.tx, id, &rows).await?;
        let pins: Result<Vec<NoteId>> = note.related.iter().map(|key| named(&self.keys.notes, key)).collect();
        store::related::set_pins(self.tx, id, &pins?).await?;
        let title = |key: &String| network.notes.iter().find(|other| other.key == *key).map(|other| &other.title);
        let named: Vec<String> = note.terms.iter().filter_map(title).map(ToString::to_string).collect();
        store::terms::set_named(self.tx, id, &named).await?;
        store::terms::set_underlined(self.tx, id, note.underlined).await?;
        Ok(())
    }

    /// A translation says the same as the version of its original that stood when it was last changed.
    async fn translation(&mut self, network: &Network, note: &NewNetworkNote) -> Result<()> {
        let Some(key) = &note.translation_of else { return Ok(()) };
        let (id, original) = (named(&self.keys.notes, &note.key)?, named(&self.keys.notes, key)?);
        let at = note.versions.last().map(|version| version.at);
        let stood = network.notes.iter().find(|it| it.key == *key).map_or(&[][..], |original| &original.versions);
        let made_from = stood.iter().filter(|version| at.is_some_and(|at| version.at <= at)).count();
        store::translations::set(self.tx, id, original, i64::try_from(made_from).unwrap_or(i64::MAX)).await?;
        Ok(())
    }

    /// One line for each thing, so that whatever follows the log follows them; any page may show something else.
    async fn log(&mut self, network: &Network) -> Result<()> {
        let created = |thing| Change { who: None, kind: ChangeKind::Created, thing, tags: vec![Tag::Everything] };
        let keys = self.keys;
        let mut changes = Vec::new();
        for person in &network.people {
            changes.push(created(Thing::Person(named(&keys.people, &person.key)?)));
        }
        for community in &network.communities {
            changes.push(created(Thing::Community(named(&keys.communities, community.alias.as_str())?)));
        }
        for notebook in &network.notebooks {
            changes.push(created(Thing::Notebook(named(&keys.notebooks, &notebook.key)?)));
        }
        for note in &network.notes {
            changes.push(created(Thing::Note(named(&keys.notes, &note.key)?)));
        }
        store::changes::record_all(self.tx, self.ctx.now(), &changes).await?;
        Ok(())
    }
}
