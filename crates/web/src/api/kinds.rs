//! What a note says beside its text, by its kind: a term of the lexicon, an organisation. What is read of it can be sent back.

use domain::notes::NoteKind;
use serde::{Deserialize, Deserializer, Serialize};
use services::accounts::Wrong;
use services::writing::{self, Beside, OrganisationFields, PlaceFields, TermFields};
use utoipa::ToSchema;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Ref, RefOr};

use super::answers::Refusal;
use super::words;

/// A term of the lexicon, beside its title, which is its preferred label, and its text, which defines it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Term {
    /// What it is also called in the language of its text.
    #[serde(default)]
    variants: Vec<String>,
    /// What it is called in other languages.
    #[serde(default)]
    called: Vec<Called>,
    /// The words that it is taken for.
    #[serde(default)]
    confusions: Vec<Confusion>,
    /// Titles of terms that mean more.
    #[serde(default)]
    broader: Vec<String>,
    /// Titles of terms that mean less.
    #[serde(default)]
    narrower: Vec<String>,
    /// Titles of terms that go with it.
    #[serde(default)]
    related: Vec<String>,
    /// The community that owns it, by its id; none where its authors do.
    #[schema(schema_with = words::id_or_nothing)]
    #[serde(default)]
    owner: Option<String>,
    #[schema(schema_with = words::term_state)]
    state: String,
    /// Whether it is a common word, never underlined by itself.
    #[serde(default)]
    common: bool,
}

/// What a term is called and means in a language that its text is not in.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Called {
    #[schema(schema_with = words::language)]
    language: String,
    /// The preferred label.
    label: String,
    /// The others.
    #[serde(default)]
    variants: Vec<String>,
    /// What it means; empty where that is not said.
    #[serde(default)]
    definition: String,
}

/// A word that a term is taken for.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Confusion {
    word: String,
    /// What tells them apart; empty where that is not said.
    #[serde(default)]
    difference: String,
}

/// An organisation, beside its title, which is its name, and its text.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    /// What kind of body it is, in its own words.
    form: String,
    /// What it does, in a line.
    #[serde(default)]
    summary: String,
    /// Its web address; empty where it has none.
    #[serde(default)]
    web: String,
    #[schema(schema_with = words::organisation_state)]
    state: String,
    /// The day on which it ended.
    #[schema(schema_with = words::day_or_nothing)]
    #[serde(default)]
    ended: Option<String>,
    /// Where it became a part of another one: its title, or its address where several bear that title.
    #[serde(default)]
    merged_into: String,
    /// Where it is. Who may not edit the note reads of each place what is shown of it.
    #[serde(default)]
    places: Vec<Place>,
    /// What registers know it by.
    #[serde(default)]
    identifiers: Vec<Identifier>,
    /// Whether it publishes itself what follows, and the places that are shown by their address.
    #[serde(default)]
    publishes: bool,
    /// Its postal address.
    #[serde(default)]
    address: String,
    /// Its telephone.
    #[serde(default)]
    telephone: String,
    /// Its mail address.
    #[serde(default)]
    mail: String,
}

/// A place of an organisation.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    /// The town; empty where it is not said.
    #[serde(default)]
    town: String,
    region: String,
    #[schema(schema_with = words::precision)]
    precision: String,
}

/// What a register knows an organisation by.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Identifier {
    /// Which register: `neq`, `ror`, `wikidata`, `isni`, `lei`, `viaf`, or another one.
    scheme: String,
    value: String,
}

impl From<TermFields> for Term {
    fn from(it: TermFields) -> Self {
        let called = |it: writing::Called| Called {
            language: it.language,
            label: it.label,
            variants: lines(&it.variants),
            definition: it.definition,
        };
        let [broader, narrower, related] = it.relations.map(|titles| lines(&titles));
        Self {
            variants: lines(&it.variants),
            called: it.called.into_iter().map(called).collect(),
            confusions: it.confusions.into_iter().map(|(word, difference)| Confusion { word, difference }).collect(),
            broader,
            narrower,
            related,
            owner: Some(it.owner).filter(|owner| !owner.is_empty()),
            state: it.state,
            common: it.common,
        }
    }
}

impl From<Term> for TermFields {
    fn from(it: Term) -> Self {
        let called = |it: Called| writing::Called {
            language: it.language,
            label: it.label,
            variants: one_a_line(&it.variants),
            definition: it.definition,
        };
        Self {
            variants: one_a_line(&it.variants),
            called: it.called.into_iter().map(called).collect(),
            confusions: it.confusions.into_iter().map(|it| (it.word, it.difference)).collect(),
            relations: [it.broader, it.narrower, it.related].map(|titles| one_a_line(&titles)),
            owner: it.owner.unwrap_or_default(),
            state: it.state,
            common: it.common,
        }
    }
}

impl From<OrganisationFields> for Organisation {
    fn from(it: OrganisationFields) -> Self {
        let place = |it: PlaceFields| Place { town: it.town, region: it.region, precision: it.precision };
        Self {
            form: it.form,
            summary: it.summary,
            web: it.web,
            state: it.state,
            ended: Some(it.ended).filter(|day| !day.is_empty()),
            merged_into: it.merged_into,
            places: it.places.into_iter().map(place).collect(),
            identifiers: it.identifiers.into_iter().map(|(scheme, value)| Identifier { scheme, value }).collect(),
            publishes: it.publishes,
            address: it.address,
            telephone: it.telephone,
            mail: it.mail,
        }
    }
}

impl From<Organisation> for OrganisationFields {
    fn from(it: Organisation) -> Self {
        let place = |it: Place| PlaceFields { town: it.town, region: it.region, precision: it.precision };
        Self {
            form: it.form,
            summary: it.summary,
            web: it.web,
            state: it.state,
            ended: it.ended.unwrap_or_default(),
            merged_into: it.merged_into,
            places: it.places.into_iter().map(place).collect(),
            identifiers: it.identifiers.into_iter().map(|it| (it.scheme, it.value)).collect(),
            publishes: it.publishes,
            address: it.address,
            telephone: it.telephone,
            mail: it.mail,
        }
    }
}

/// What stands on each line.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Names as a form sends them: each on one line, whatever it holds.
fn one_a_line(names: &[String]) -> String {
    let line = |name: &String| name.split_whitespace().collect::<Vec<_>>().join(" ");
    names.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a note says beside its text: of a term, of an organisation.
pub(super) fn told(beside: Beside) -> (Option<Term>, Option<Organisation>) {
    match beside {
        Beside::Nothing => (None, None),
        Beside::Term(fields) => (Some(fields.into()), None),
        Beside::Organisation(fields) => (None, Some(fields.into())),
    }
}

/// What was sent beside the text of a note of this kind. What goes with another kind is refused; nothing is where nothing was sent.
pub(super) fn beside(
    kind: NoteKind,
    term: Option<Term>,
    organisation: Option<Organisation>,
) -> Result<Beside, Refusal> {
    match (kind, term, organisation) {
        (_, None, None) => Ok(Beside::Nothing),
        (NoteKind::Term, Some(term), None) => Ok(Beside::Term(term.into())),
        (NoteKind::Organisation, None, Some(it)) => Ok(Beside::Organisation(it.into())),
        (NoteKind::Term, _, Some(_)) | (NoteKind::Article, None, Some(_)) => {
            Err(refused("organisation", Wrong::NotAChoice))
        }
        (_, Some(_), _) => Err(refused("term", Wrong::NotAChoice)),
    }
}

/// The same of a new note, of which what goes with its kind is sent.
pub(super) fn beside_new(
    kind: &str,
    term: Option<Term>,
    organisation: Option<Organisation>,
) -> Result<Beside, Refusal> {
    let kind = NoteKind::parse(kind).ok_or_else(|| refused("kind", Wrong::NotAChoice))?;
    let beside = beside(kind, term, organisation)?;
    if beside.kind() == kind { Ok(beside) } else { Err(refused(kind.as_str(), Wrong::Missing)) }
}

/// One thing amiss.
pub(super) fn refused(field: &'static str, why: Wrong) -> Refusal {
    Refusal::Fields(vec![(field, why)])
}

/// The kind of a note of which it is not said.
pub(super) fn ordinary() -> String {
    NoteKind::Article.as_str().to_owned()
}

/// Reads what may be left out, and is something where it is there.
pub(super) fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(it: D) -> Result<Option<T>, D::Error> {
    T::deserialize(it).map(Some)
}

/// The fields of a term.
pub(super) fn term() -> RefOr<Schema> {
    Ref::from_schema_name("Term").into()
}

/// The fields of an organisation.
pub(super) fn organisation() -> RefOr<Schema> {
    Ref::from_schema_name("Organisation").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_can_be_sent_back() {
        let term = TermFields {
            variants: "sas\nbassin".to_owned(),
            called: vec![writing::Called {
                language: "en".to_owned(),
                label: "Lock".to_owned(),
                variants: "lock chamber".to_owned(),
                definition: "What is said.\n\nAnd more.".to_owned(),
            }],
            confusions: vec![("Digue".to_owned(), "elle retient".to_owned())],
            relations: ["Ouvrage".to_owned(), String::new(), "Quai\nVanne".to_owned()],
            owner: "01k2v4x8g0e9s1t2w3y4z5a6bb".to_owned(),
            state: "adopted".to_owned(),
            common: true,
        };
        let sent = serde_json::to_string(&Term::from(term.clone())).unwrap();
        assert_eq!(TermFields::from(serde_json::from_str::<Term>(&sent).unwrap()), term);
        let organisation = OrganisationFields {
            form: "Coopérative".to_owned(),
            state: "ended".to_owned(),
            ended: "2027-01-15".to_owned(),
            places: vec![PlaceFields {
                town: "Gaspé".to_owned(),
                region: "Gaspésie".to_owned(),
                precision: "region".to_owned(),
            }],
            identifiers: vec![("ror".to_owned(), "05a28rw58".to_owned())],
            publishes: true,
            telephone: "418 555-0100".to_owned(),
            ..OrganisationFields::default()
        };
        let sent = serde_json::to_string(&Organisation::from(organisation.clone())).unwrap();
        assert_eq!(OrganisationFields::from(serde_json::from_str::<Organisation>(&sent).unwrap()), organisation);
    }

    #[test]
    fn a_name_is_one_line_whatever_it_holds() {
        assert_eq!(one_a_line(&["a\nb ".to_owned(), String::new(), "c".to_owned()]), "a b\n\nc");
    }

    #[test]
    fn what_goes_with_another_kind_is_refused_by_its_name() {
        let sent = |kind: &str, term: bool, organisation: bool| {
            let term = term.then(|| Term::from(TermFields::default()));
            let organisation = organisation.then(|| Organisation::from(OrganisationFields::default()));
            match beside_new(kind, term, organisation) {
                Ok(beside) => Ok(beside.kind().as_str()),
                Err(Refusal::Fields(wrong)) => Err(wrong.first().map_or("", |(field, _)| *field)),
                Err(_) => Err(""),
            }
        };
        assert_eq!(sent("article", false, false), Ok("article"));
        assert_eq!(sent("term", true, false), Ok("term"));
        assert_eq!(sent("organisation", false, true), Ok("organisation"));
        assert_eq!(sent("other", false, false), Err("kind"));
        assert_eq!(sent("article", true, false), Err("term"));
        assert_eq!(sent("article", false, true), Err("organisation"));
        assert_eq!(sent("term", false, false), Err("term"));
        assert_eq!(sent("term", true, true), Err("organisation"));
        assert_eq!(sent("organisation", true, true), Err("term"));
    }
}
