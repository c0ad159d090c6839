//! What a test needs on its site, said in the words that matter: `site.note("Accueil").by(ana).visible_to(Authors)`.
//!
//! Each write logs its change with the questions that it answers anew, from the facts before and after, as services do.

mod edits;

use std::io::Cursor;

use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::lexicon::{EntryKey, LabelRole, TermState};
use domain::notes::{NoteKind, Visibility};
use domain::organisations::{Identifier, OrganisationState, Precision};
use domain::people::MailAddress;
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{AttachmentId, CategoryId, CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Timestamp, Title};
use i18n::{Language, Messages};
use markup::{Compiled, Options, Profile, Words};
use store::accounts::NewAccount;
use store::attachments::AttachmentRow;
use store::notes::{NewNote, NewRevision};
use store::organisations::{OrganisationRow, PlaceRow};
use store::terms::{NewLabel, NewTerm};
use store::{
    Tx, attachments, categories, changes, links, notebooks, notes, organisations, people, placements, terms, touched,
};

use crate::pictures::png;
use crate::site::TestApp;
pub use edits::Edit;

/// A note to write. Unless it says otherwise it is public, and nobody's.
pub struct NoteToWrite<'s> {
    site: &'s TestApp,
    id: NoteId,
    title: String,
    body: String,
    visibility: Visibility,
    authors: Vec<PersonId>,
    signed: Vec<PersonId>,
    readers: Vec<PersonId>,
    communities: Vec<CommunityId>,
    notebooks: Vec<(NotebookId, Vec<CategoryId>)>,
    aliases: Vec<String>,
    is_term: bool,
    common: bool,
    owner: Option<CommunityId>,
    organisation: Option<(String, Vec<PlaceRow>)>,
    identifiers: Vec<Identifier>,
}

impl NoteToWrite<'_> {
    /// Its Markdown.
    #[must_use]
    pub fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    /// Who may read it.
    #[must_use]
    pub fn visible_to(mut self, visibility: Visibility) -> Self {
        self.visibility = visibility;
        self
    }

    /// An author, who signs it.
    #[must_use]
    pub fn by(mut self, person: PersonId) -> Self {
        self.authors.push(person);
        self.signed(person)
    }

    /// Someone credited, who may not edit it.
    #[must_use]
    pub fn signed(mut self, person: PersonId) -> Self {
        self.signed.push(person);
        self
    }

    /// A named reader.
    #[must_use]
    pub fn read_by(mut self, person: PersonId) -> Self {
        self.readers.push(person);
        self
    }

    /// A linked community.
    #[must_use]
    pub fn linked_to(mut self, community: CommunityId) -> Self {
        self.communities.push(community);
        self
    }

    /// A notebook where it is placed, after what is there.
    #[must_use]
    pub fn placed_in(self, notebook: NotebookId) -> Self {
        self.placed_under(notebook, &[])
    }

    /// The same, with categories.
    #[must_use]
    pub fn placed_under(mut self, notebook: NotebookId, categories: &[CategoryId]) -> Self {
        self.notebooks.push((notebook, categories.to_vec()));
        self
    }

    /// Another name.
    #[must_use]
    pub fn also_called(mut self, alias: &str) -> Self {
        self.aliases.push(alias.to_owned());
        self
    }

    /// Makes it a term, called by its title and its aliases, that its authors own; its first paragraph is the definition.
    #[must_use]
    pub fn as_term(mut self) -> Self {
        self.is_term = true;
        self
    }

    /// The same, of a word that is never underlined by itself.
    #[must_use]
    pub fn as_common_term(mut self) -> Self {
        self.common = true;
        self.as_term()
    }

    /// The same, that a community owns.
    #[must_use]
    pub fn as_term_of(mut self, community: CommunityId) -> Self {
        self.owner = Some(community);
        self.as_term()
    }

    /// Makes it an organisation of this form, with places: town, region, how exactly they are shown.
    #[must_use]
    pub fn as_organisation(mut self, form: &str, places: &[(&str, &str, Precision)]) -> Self {
        let place = |(town, region, precision): &(&str, &str, Precision)| {
            ((*town).to_owned(), (*region).to_owned(), *precision)
        };
        self.organisation = Some((form.to_owned(), places.iter().map(place).collect()));
        self
    }

    /// What a register knows the organisation by.
    ///
    /// # Panics
    /// For what can be no identifier.
    #[must_use]
    pub fn identified(mut self, scheme: &str, value: &str) -> Self {
        self.identifiers.push(Identifier::parse(scheme, value).expect("an identifier"));
        self
    }

    /// The id that it shall have, so that others can name it before.
    #[must_use]
    pub fn known_as(mut self, id: NoteId) -> Self {
        self.id = id;
        self
    }

    /// Writes it.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn write(self) -> NoteId {
        let (site, id) = (self.site, self.id);
        site.write_all(vec![self]).await;
        id
    }

    async fn write_in(&self, tx: &mut Tx) -> store::Result<()> {
        let id = self.id;
        let (title, french, now) = (titled(&self.title), LanguageTag::french(), self.site.now());
        let row = NewNote {
            id,
            title: &title,
            sort_key: i18n::sort_key(title.as_str()),
            kind: match (self.is_term, &self.organisation) {
                (true, _) => NoteKind::Term,
                (false, Some(_)) => NoteKind::Organisation,
                (false, None) => NoteKind::Article,
            },
            language: &french,
            visibility: self.visibility,
            licence: None,
            excerpt: "",
            came_in: None,
            published: (self.visibility != Visibility::Authors).then_some(now),
            changed: now,
        };
        notes::insert(tx, &row, now).await?;
        for person in &self.authors {
            notes::add_author(tx, id, *person).await?;
        }
        for person in &self.readers {
            notes::add_reader(tx, id, *person).await?;
        }
        for community in &self.communities {
            notes::link_community(tx, id, *community, now).await?;
        }
        for alias in &self.aliases {
            notes::add_alias(tx, id, &title_key(alias), alias).await?;
        }
        notes::set_byline(tx, id, &self.signed).await?;
        for (notebook, borne) in &self.notebooks {
            placements::place(tx, *notebook, id, now.as_micros(), 0, self.authors.first().copied(), now).await?;
            categories::set(tx, *notebook, id, borne).await?;
        }
        save(tx, id, 0, &title, &self.body, self.authors.first().copied(), now).await?;
        if let Some((form, places)) = &self.organisation {
            let (summary, web) = (format!("{form}, en une ligne"), "https://organisation.example.org".to_owned());
            let row = OrganisationRow {
                form: form.clone(),
                summary,
                web,
                state: OrganisationState::Active,
                ended: None,
                merged_into: None,
            };
            organisations::insert(tx, id, &row, places).await?;
            organisations::identify(tx, id, &self.identifiers).await?;
        }
        if self.is_term { self.define(tx).await } else { Ok(()) }
    }

    async fn define(&self, tx: &mut Tx) -> store::Result<()> {
        let (compiled, entry) = (compiled(&self.body), EntryKey::of(&self.title));
        let term = NewTerm {
            note: self.id,
            entry: &entry,
            language: "fr",
            state: TermState::Adopted,
            common: self.common,
            definition: compiled.first_paragraph(),
            owner: self.owner,
            written_for: "",
        };
        let label = |role, label| NewLabel { language: "fr", role, label, sort_key: i18n::sort_key(label) };
        let mut labels = vec![label(LabelRole::Preferred, self.title.as_str())];
        labels.extend(self.aliases.iter().map(|alias| label(LabelRole::Variant, alias.as_str())));
        terms::set(tx, &term, &labels).await
    }
}

fn compiled(body: &str) -> Compiled {
    let words = Words::new(|key| Messages::get(Language::French).text(key).into_owned());
    markup::compile(body, &Options { language: &LanguageTag::french(), profile: Profile::Page, words: &words })
}

fn titled(words: &str) -> Title {
    Title::parse(words).expect("a title")
}

/// Saves a version, with the links and the files of its text; gives the questions that this alone answers anew.
async fn save(
    tx: &mut Tx,
    note: NoteId,
    base: i64,
    title: &Title,
    body: &str,
    author: Option<PersonId>,
    now: Timestamp,
) -> store::Result<Vec<Tag>> {
    let (french, compiled) = (LanguageTag::french(), compiled(body));
    let revision = NewRevision {
        note,
        base,
        title,
        sort_key: i18n::sort_key(title.as_str()),
        language: &french,
        body,
        excerpt: &compiled.excerpt,
        author,
        saved: now,
        reason: "",
    };
    assert!(notes::save_revision(tx, &revision).await?, "{note} was saved in between");
    let rows =
        services::links::resolved(tx, &Viewer::system("a test"), links::Near::default(), &compiled, &|_| None).await?;
    let mut tags = links::replace(tx, note, &rows).await?;
    tags.extend(attachments::set_shown(tx, note, &services::links::files(&compiled)).await?);
    Ok(tags)
}

/// Makes a note a term, called by these words, the first one being its preferred label.
async fn called(tx: &mut Tx, note: NoteId, labels: &[String], definition: &str) -> store::Result<()> {
    let Some(first) = labels.first() else { return terms::forget(tx, note).await };
    let term = NewTerm {
        note,
        entry: &EntryKey::of(first),
        language: "fr",
        state: TermState::Adopted,
        common: false,
        definition,
        owner: None,
        written_for: "",
    };
    let roles = std::iter::once(LabelRole::Preferred).chain(std::iter::repeat(LabelRole::Variant));
    let labels = roles.zip(labels.iter().map(String::as_str));
    let label = |(role, label)| NewLabel { language: "fr", role, label, sort_key: i18n::sort_key(label) };
    terms::set(tx, &term, &labels.map(label).collect::<Vec<_>>()).await
}

/// A version of a note with another title or another body. Nothing where the note is in the bin.
async fn rewrite(
    tx: &mut Tx,
    note: NoteId,
    title: Option<&str>,
    body: Option<&str>,
    now: Timestamp,
) -> store::Result<Vec<Tag>> {
    let Some(row) = notes::by_id(tx, &Viewer::system("a test"), note).await? else { return Ok(Vec::new()) };
    let (title, former) = (titled(title.unwrap_or(&row.title)), row.title);
    if title.as_str() != former {
        notes::add_alias(tx, note, &title_key(&former), &former).await?;
    }
    save(tx, note, row.revision, &title, body.unwrap_or(&row.body), None, now).await
}

impl TestApp {
    /// A note to write.
    pub fn note(&self, title: &str) -> NoteToWrite<'_> {
        NoteToWrite {
            site: self,
            id: self.chance.id(),
            title: title.to_owned(),
            body: String::new(),
            visibility: Visibility::Public,
            authors: Vec::new(),
            signed: Vec::new(),
            readers: Vec::new(),
            communities: Vec::new(),
            notebooks: Vec::new(),
            aliases: Vec::new(),
            is_term: false,
            common: false,
            owner: None,
            organisation: None,
            identifiers: Vec::new(),
        }
    }

    /// Writes these notes at once.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn write_all(&self, notes: Vec<NoteToWrite<'_>>) {
        let mut tx = self.writing().await;
        for note in notes {
            note.write_in(&mut tx).await.expect("a note is written");
            let tags = touched::note(&mut tx, note.id).await.expect("a note is there");
            self.record(&mut tx, ChangeKind::Created, Thing::Note(note.id), tags).await;
        }
        tx.commit().await.expect("notes are kept");
    }

    /// Writes it, and logs its change.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn edit(&self, edit: &Edit) {
        let mut tx = self.writing().await;
        let mut tags = edit.touches(&mut tx).await.expect("the store answers");
        tags.extend(edit.write(&mut tx, self.now()).await.expect("an edit is written"));
        tags.extend(edit.touches(&mut tx).await.expect("the store answers"));
        self.record(&mut tx, edit.kind(), edit.thing(), tags).await;
        tx.commit().await.expect("an edit is kept");
    }

    /// An account.
    pub async fn person(&self, name: &str) -> PersonId {
        self.account(name, false).await
    }

    /// An account with a confirmed address of mail, that accepted what is accepted with one.
    ///
    /// # Panics
    /// When the store does not answer, or this is no address.
    pub async fn person_at(&self, name: &str, mail: &str) -> PersonId {
        let person = self.person(name).await;
        let (mail, language) = (MailAddress::parse(mail).expect("an address"), LanguageTag::french());
        let mut tx = self.writing().await;
        let confirmed = Some(self.now());
        let account = NewAccount { person, mail: &mail, confirmed, language: &language, password: "" };
        store::accounts::insert(&mut tx, &account, self.now()).await.expect("an account is reached");
        store::site_pages::accept(&mut tx, person, self.now()).await.expect("texts are accepted");
        tx.commit().await.expect("an account is kept");
        person
    }

    /// An account that runs the site.
    pub async fn steward(&self, name: &str) -> PersonId {
        self.account(name, true).await
    }

    async fn account(&self, name: &str, steward: bool) -> PersonId {
        let ctx = self.services().system("a test");
        services::admin::add_person(&ctx, name, steward).await.expect("an account is made")
    }

    /// A signature without account.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn signature(&self, name: &str) -> PersonId {
        let id = self.chance.id();
        let mut tx = self.writing().await;
        let (key, sort_key) = (title_key(name), i18n::sort_key(name));
        people::insert(&mut tx, id, name, &key, sort_key, false, false, self.now()).await.expect("a signature");
        tx.commit().await.expect("a signature is kept");
        id
    }

    /// A community, listed or not.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn community(&self, alias: &str, name: &str, listed: bool) -> CommunityId {
        let ctx = self.services().system("a test");
        services::admin::add_community(&ctx, alias, name, listed).await.expect("a community is made")
    }

    /// A notebook, linked to a community where one is named.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn notebook(&self, title: &str, visibility: Visibility, community: Option<CommunityId>) -> NotebookId {
        let (id, title) = (self.chance.id(), titled(title));
        let mut tx = self.writing().await;
        let (key, french) = (i18n::sort_key(title.as_str()), LanguageTag::french());
        let description = format!("À propos de {}.", title.as_str());
        notebooks::insert(&mut tx, id, &title, key, &description, &french, visibility, self.now())
            .await
            .expect("a notebook is written");
        if let Some(community) = community {
            notebooks::link_community(&mut tx, id, community, false).await.expect("a notebook is linked");
        }
        let tags = touched::notebook(&mut tx, id).await.expect("the store answers");
        self.record(&mut tx, ChangeKind::Created, Thing::Notebook(id), tags).await;
        tx.commit().await.expect("a notebook is kept");
        id
    }

    /// The headings of a notebook that are not notes: title and position.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn parts(&self, notebook: NotebookId, parts: &[(&str, i64)]) {
        let parts: Vec<_> =
            parts.iter().map(|(title, position)| (self.chance.id(), (*title).to_owned(), *position, 0)).collect();
        let mut tx = self.writing().await;
        store::parts::set(&mut tx, notebook, &parts).await.expect("parts are written");
        let tags = vec![Tag::Placements(notebook)];
        self.record(&mut tx, ChangeKind::Edited, Thing::Notebook(notebook), tags).await;
        tx.commit().await.expect("parts are kept");
    }

    /// Who leads a notebook.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn lead(&self, notebook: NotebookId, person: PersonId) {
        let mut tx = self.writing().await;
        notebooks::add_member(&mut tx, notebook, person, true).await.expect("a lead is named");
        self.record(&mut tx, ChangeKind::Rights, Thing::Notebook(notebook), vec![Tag::Roles]).await;
        tx.commit().await.expect("a lead is kept");
    }

    /// Gives the cover of a notebook a picture.
    ///
    /// # Panics
    /// When the disk or the store does not answer.
    pub async fn cover(&self, notebook: NotebookId) {
        let picture = blobs::cover_of(&png(40, 60, [160, 40, 40])).expect("a picture");
        let stored = self.blobs().put_bytes(picture).await.expect("a picture is stored");
        self.edit(&Edit::Cover(notebook, Some(stored.hash))).await;
    }

    /// A category of a notebook.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn category(&self, notebook: NotebookId, name: &str) -> CategoryId {
        let id = self.chance.id();
        let mut tx = self.writing().await;
        categories::insert(&mut tx, id, notebook, 1, name, &title_key(name), i18n::sort_key(name))
            .await
            .expect("a category is written");
        tx.commit().await.expect("a category is kept");
        id
    }

    /// A stored file of that name.
    ///
    /// # Panics
    /// When the disk or the store does not answer.
    pub async fn file(&self, name: &str, content: &[u8]) -> AttachmentId {
        let stored = self.blobs().put(Cursor::new(content.to_vec())).await.expect("a file is stored");
        let file = AttachmentRow {
            id: self.chance.id(),
            hash: stored.hash,
            name: name.to_owned(),
            media: blobs::kind_of(content, name).as_str().to_owned(),
            size: i64::try_from(stored.size).unwrap_or(0),
            width: None,
            height: None,
        };
        let mut tx = self.writing().await;
        attachments::insert(&mut tx, &file, self.now()).await.expect("a file's row is written");
        tx.commit().await.expect("a file's row is kept");
        file.id
    }

    async fn writing(&self) -> Tx {
        self.store.store.write().await.expect("the store takes writes")
    }

    async fn record(&self, tx: &mut Tx, kind: ChangeKind, thing: Thing, mut tags: Vec<Tag>) {
        tags.sort_unstable();
        tags.dedup();
        let change = Change { who: None, kind, thing, tags };
        changes::record(tx, self.now(), &change).await.expect("a change is logged");
    }
}
