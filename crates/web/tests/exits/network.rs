//! A network with a thing of each kind, for each kind of viewer, every one with a word of its own.

use domain::affiliations::AffiliationKind;
use domain::people::MailAddress;
use domain::profile::{Audience, ProfileField};
use domain::site::Registration;
use domain::tokens::Scope;
use store::conversations::NewMessage;
use store::invitations::NewInvitation;
use store::registration::{RequestProofs, RequestRow};

use super::*;

impl Network {
    /// From each notebook a way into each, called by the word of the one that it leads to.
    pub(super) async fn ways_between_notebooks(&self) {
        let ways = self
            .notebooks
            .iter()
            .map(|to| EntryPoint { label: format!("Entrée {}", to.mark), to: EntryTarget::Notebook(to.id) });
        let ways: Vec<_> = ways.collect();
        for from in &self.notebooks {
            self.site.edit(&Edit::EntryPoints(from.id, ways.clone())).await;
        }
    }

    /// Every note translates another one, and half of them the same, whoever may read either.
    pub(super) async fn each_note_translated(&self) {
        let notes: Vec<NoteId> = self.notes.iter().map(|note| note.id).collect();
        for (place, note) in notes.iter().enumerate().skip(1) {
            let original = if place % 2 == 0 { notes[0] } else { notes[place - 1] };
            self.site.edit(&Edit::Translation(*note, original, 0)).await;
        }
    }

    /// Every organisation became a part of another one, whoever may read of that one.
    pub(super) async fn each_organisation_into_the_next(&self) {
        let all: Vec<NoteId> = self.notes.iter().filter(|note| note.is_organisation).map(|note| note.id).collect();
        for (place, note) in all.iter().enumerate() {
            self.site.edit(&Edit::MergedInto(*note, all[(place + 1) % all.len()])).await;
        }
    }

    /// Each community says its word in each field and in both languages; it is carried by every organisation, whoever may
    /// read of them, and its charter is a note that few may read.
    pub(super) async fn what_communities_say(&self) {
        let organisations: Vec<NoteId> =
            self.notes.iter().filter(|note| note.is_organisation).map(|note| note.id).collect();
        assert!(organisations.len() > 3);
        let charter = self.notes.iter().find(|note| note.what == "Authors").map(|note| note.id);
        for circle in &self.circles {
            for language in [LanguageTag::french(), LanguageTag::english()] {
                let said = |what: &str| format!("{what} {}, {language}", circle.mark);
                let words = CommunityWords {
                    name: said("Cercle"),
                    about: said("On y parle de"),
                    rhythm: said("Tous les"),
                    confidentiality: said("Rien ne sort de"),
                };
                self.site.edit(&Edit::CommunitySays(circle.id, language, words)).await;
            }
            let pause =
                Edit::Stage(circle.id, Stage::Paused, Day::parse("2031-05-01"), Some(Formality::InterestCircle));
            self.site.edit(&pause).await;
            let halves = organisations.iter().enumerate();
            let support = halves.map(|(place, note)| (Support::ALL[place % 2], *note)).collect();
            self.site.edit(&Edit::Support(circle.id, support)).await;
            self.site.edit(&Edit::Charter(circle.id, charter)).await;
        }
    }

    pub(super) async fn on(site: TestApp) -> Self {
        let chance = site.chance.clone();
        let mut accounts = BTreeMap::new();
        let mut sessions = BTreeMap::new();
        let mut tokens = BTreeMap::new();
        for who in CAST.into_iter().skip(1) {
            let mark = mark(&chance);
            let name = format!("Compte {mark}");
            let id = if who == "steward" { site.steward(&name).await } else { site.person(&name).await };
            sessions.insert(who, site.session(id).await);
            tokens.insert(who, site.token(id, &Scope::ALL).await);
            accounts.insert(who, (id, mark));
        }
        let (author, reader) = (accounts["author"].0, accounts["reader"].0);

        let mut circles = Vec::new();
        let mut communities = Vec::new();
        for (listed, seen_by) in [(true, all()), (false, only(&WITHIN)), (false, only(&[]))] {
            let mark = mark(&chance);
            let alias = format!("cercle-{mark}");
            communities.push(site.community(&alias, &format!("Cercle {mark}"), listed).await);
            circles.push(Circle { id: communities[circles.len()], alias, mark, seen_by });
        }
        let others = communities[2];
        for community in &communities[..2] {
            for (who, role) in [
                ("curator", Role::Curator),
                ("facilitator", Role::Facilitator),
                ("lead", Role::Lead),
                ("member", Role::Member),
                ("author", Role::Member),
            ] {
                site.edit(&Edit::Role(*community, accounts[who].0, role)).await;
            }
        }

        let mut notebooks = Vec::new();
        for visibility in Visibility::ALL.into_iter().rev() {
            let mark = mark(&chance);
            let id = site.notebook(&format!("Carnet {mark}"), visibility, Some(communities[1])).await;
            site.lead(id, author).await;
            site.cover(id).await;
            notebooks.push(Bound { id, mark, seen_by: audience(visibility, false) });
        }

        let mut network = Self {
            import: chance.id(),
            import_mark: mark(&chance),
            said: [only(&["author"]), only(&WITHIN), signed_in(), all()].map(|seen_by| (mark(&chance), seen_by)).into(),
            affiliation: chance.id(),
            absent: chance.id(),
            hidden_place: mark(&chance),
            site,
            sessions,
            tokens,
            accounts,
            notes: Vec::new(),
            notebooks,
            circles,
        };
        for visibility in Visibility::ALL.into_iter().rev() {
            network
                .note(
                    &format!("{visibility:?}"),
                    visibility,
                    audience(visibility, false),
                    &[author],
                    &[],
                    communities[1],
                )
                .await;
            network
                .note(
                    &format!("{visibility:?} read"),
                    visibility,
                    audience(visibility, true),
                    &[author],
                    &[reader],
                    communities[1],
                )
                .await;
        }
        for visibility in Visibility::ALL.into_iter().rev() {
            let what = format!("a term, {visibility:?}");
            network.write(&what, true, visibility, audience(visibility, false), &[author], &[], communities[1]).await;
        }
        network.each_term_with_each().await;
        network.note("of others", Visibility::Community, only(&["author"]), &[author], &[], others).await;
        network.note("kept", Visibility::Authors, only(&["curator", "lead"]), &[], &[], communities[1]).await;
        network.note("kept by stewards", Visibility::Authors, only(&["steward"]), &[], &[], others).await;
        network.ways_between_notebooks().await;
        network.what_communities_say().await;
        network.each_note_translated().await;
        network.each_organisation_into_the_next().await;
        network.crossroads(author).await;
        network.each_note_talked_of(author).await;
        network.everyone_told_of_everything().await;
        let report = format!("{{\"files\":[{{\"path\":\"{}.md\",\"result\":\"kept\"}}]}}", network.import_mark);
        let mut tx = network.site.store.store.write().await.unwrap();
        store::imports::save_report(&mut tx, network.import, network.notebooks[0].id, network.site.now(), &report)
            .await
            .unwrap();
        // Who asks for an account, and who is invited, are known to those who run the site alone.
        let mail = MailAddress::parse(&format!("{}@exemple.org", network.import_mark)).unwrap();
        let row = RequestRow {
            id: network.site.chance.id(),
            name: format!("Nom {}", network.import_mark),
            mail: mail.clone(),
            language: LanguageTag::french(),
            reason: format!("Raison {}", network.import_mark),
            created: network.site.now(),
        };
        let proofs = RequestProofs { password: String::new(), passkey: None };
        store::registration::set(&mut tx, Registration::Open, "").await.unwrap();
        store::registration::ask(&mut tx, &row, &proofs).await.unwrap();
        let invitation = NewInvitation {
            id: network.site.chance.id(),
            token: None,
            by: None,
            mail: Some(&mail),
            name: &row.name,
            uses: 1,
            expires: network.site.now().plus_seconds(24 * 3600),
        };
        store::invitations::add(&mut tx, &invitation, network.site.now()).await.unwrap();
        // So are those who say that a signature is theirs.
        let claim = store::claims::ClaimRow {
            id: network.site.chance.id(),
            signature: network.notes.iter().find(|note| note.what == "Public").unwrap().signature,
            person: network.accounts["steward"].0,
            words: format!("Paroles {}", network.import_mark),
            asked: network.site.now(),
            refused: None,
            reason: String::new(),
        };
        store::claims::ask(&mut tx, &claim).await.unwrap();
        // Everyone reads who runs a server that proves who is there; the rest is for those who run the site.
        let provider = store::providers::ProviderRow {
            id: network.site.chance.id(),
            name: "Centre des Rives".to_owned(),
            issuer: format!("https://{}.exemple.org", network.import_mark),
            client: format!("rives-{}", network.import_mark),
            secret: network.import_mark.clone(),
            employs: true,
        };
        store::providers::insert(&mut tx, &provider, network.site.now()).await.unwrap();
        for ((field, audience), (mark, _)) in ProfileField::ALL.into_iter().zip(Audience::ALL).zip(&network.said) {
            let words = if field == ProfileField::Link { format!("https://{mark}.exemple.org") } else { mark.clone() };
            let row = store::profiles::FieldRow { field, words, audience };
            store::profiles::set(&mut tx, author, &row).await.unwrap();
        }
        let organisation = network.notes.iter().find(|note| note.is_organisation).unwrap().id;
        let row = store::affiliations::AffiliationRow {
            id: network.affiliation,
            organisation,
            kind: AffiliationKind::Employee,
            since: None,
            until: None,
        };
        store::affiliations::insert(&mut tx, author, &row, network.site.now()).await.unwrap();
        tx.commit().await.unwrap();
        network.site.catch_up().await;
        network
    }

    /// Of each note, one word is said to the members of the community that everyone may know of.
    pub(super) async fn each_note_talked_of(&self, author: PersonId) {
        let site = &self.site;
        let mut tx = site.store.store.write().await.unwrap();
        for note in &self.notes {
            let (thread, id, now) = (site.chance.id(), site.chance.id(), site.now());
            store::conversations::begin(&mut tx, thread, note.id, self.circles[0].id, author, now).await.unwrap();
            let (language, body) = (LanguageTag::french(), format!("On en dit {}.", note.said));
            let new = NewMessage { id, thread, number: 1, author, language: &language, body: &body, posted: now };
            store::conversations::say(&mut tx, &new).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Every term goes with every other and is taken for it.
    pub(super) async fn each_term_with_each(&self) {
        let terms = || self.notes.iter().filter(|note| note.is_term).map(|note| note.id);
        for (place, term) in terms().enumerate() {
            let other = terms().nth((place + 1) % terms().count()).unwrap();
            self.site.edit(&Edit::Relation(term, TermRelation::Broader, other)).await;
        }
    }

    pub(super) async fn note(
        &mut self,
        what: &str,
        visibility: Visibility,
        seen_by: BTreeSet<&'static str>,
        authors: &[PersonId],
        readers: &[PersonId],
        community: domain::CommunityId,
    ) {
        self.write(what, false, visibility, seen_by, authors, readers, community).await;
    }

    #[allow(clippy::too_many_arguments, reason = "one for each thing that rights hang on")]
    pub(super) async fn write(
        &mut self,
        what: &str,
        is_term: bool,
        visibility: Visibility,
        seen_by: BTreeSet<&'static str>,
        authors: &[PersonId],
        readers: &[PersonId],
        community: domain::CommunityId,
    ) {
        let site = &self.site;
        let mark = mark(&site.chance);
        let signature = site.signature(&format!("Signature {mark}")).await;
        let file = site.file(&format!("{mark}.txt"), format!("Contenu {mark}.\n").as_bytes()).await;
        let mut categories = Vec::new();
        for notebook in &self.notebooks {
            categories.push((notebook.id, site.category(notebook.id, &format!("Rubrique {mark}")).await));
        }
        // The first one written is the one that all others cite.
        let cited = self.notes.first().map(|first| format!("Voir [[{}]].", first.id)).unwrap_or_default();
        // Whoever reads it knows that the two are cited together.
        let beside = self.notes.last().map(|last| format!("Et [[{}]].", last.id)).unwrap_or_default();
        let body = format!(
            "Début {mark}, boussole. Une tablette hybride en salle, une salle, une tablette hybride. {cited} {beside}\n\n## Rubrique {mark}\n\nVoir [[Voulue {mark}]], [le fichier](/files/{file}/{mark}.txt).\n"
        );
        let title = format!("Fiche {mark}");
        let mut note = site.note(&title).body(&body).visible_to(visibility).linked_to(community);
        for author in authors {
            note = note.by(*author);
        }
        for reader in readers {
            note = note.read_by(*reader);
        }
        let alias = format!("Alias {mark}");
        note = note.signed(signature).also_called(&alias);
        if !readers.is_empty() {
            // What a precision hides, it hides from everyone.
            let hidden = format!("Cachette {}", self.hidden_place);
            let places = [
                (hidden.as_str(), &*format!("Contrée {mark}"), Precision::Region),
                (&hidden, &hidden, Precision::Hidden),
            ];
            note = note.as_organisation(&format!("Genre {mark}"), &places).identified("demo", &mark);
        }
        if is_term {
            // Every note uses this word, those that may be seen and those that may not.
            note = note.also_called("boussole").as_term_of(community);
        }
        for (notebook, category) in &categories {
            note = note.placed_under(*notebook, &[*category]);
        }
        let id = note.write().await;
        let category = categories[0].1;
        let what = what.to_owned();
        self.notes.push(Noted {
            what,
            id,
            title,
            mark,
            file,
            category,
            signature,
            said: self::mark(&self.site.chance),
            seen_by,
            deleted_in_public: false,
            is_term,
            is_organisation: !readers.is_empty(),
        });
    }

    /// A public note that cites, includes and leads to every other one by its id.
    pub(super) async fn crossroads(&mut self, author: PersonId) {
        let mut body = BEFORE_THE_LINKS.to_owned();
        for id in self.notes.iter().map(|note| note.id).chain([self.absent]) {
            let to = format!("/n/{id}");
            let _ = write!(
                body,
                "Voir [[{id}]], [[{id}|là]], [ici]({to}/x), <a href=\"{to}/y\">là-bas</a>.\n\n![[{id}]]\n\n![[{id}#Suite]]\n\n"
            );
        }
        let mark = mark(&self.site.chance);
        let signature = self.site.signature(&format!("Signature {mark}")).await;
        let file = self.site.file(&format!("{mark}.txt"), mark.as_bytes()).await;
        let body = format!("{body}\n[fichier](/files/{file}/x)\n");
        let category = self.site.category(self.notebooks[0].id, &format!("Rubrique {mark}")).await;
        let title = format!("Carrefour {mark}");
        let note = self.site.note(&title).body(&body).by(author).signed(signature);
        let id = note.placed_under(self.notebooks[0].id, &[category]).write().await;
        let pinned = self.notes.iter().map(|note| note.id).collect();
        self.site.edit(&Edit::Pins(id, pinned)).await;
        let named = self.notes.iter().filter(|note| note.is_term).map(|note| note.title.clone()).collect();
        self.site.edit(&Edit::Terms(id, named, true)).await;
        let what = "crossroads".to_owned();
        self.notes.push(Noted {
            what,
            id,
            title,
            mark,
            file,
            category,
            signature,
            said: self::mark(&self.site.chance),
            seen_by: all(),
            deleted_in_public: false,
            is_term: false,
            is_organisation: false,
        });
    }
}
