//! The fields of a term and of an organisation.

use domain::lexicon::TermState;
use domain::notes::NoteKind;
use domain::organisations::{OrganisationState, Precision};
use domain::{CommunityId, Day, LanguageTag};
use services::accounts::Wrong;
use services::writing::{Beside, Called, OrganisationFields, PlaceFields, TermFields};

use crate::asked::Asked;
use crate::forms::{Field, Sent};
use crate::frame::Frame;

/// How many empty lines there are to fill after those that are filled.
const SPARE: usize = 2;
/// The registers that are proposed.
const SCHEMES: [&str; 6] = ["neq", "ror", "wikidata", "isni", "lei", "viaf"];

/// A language that the text of a term is not in.
pub(super) struct InLanguage {
    pub code: String,
    pub legend: String,
    pub label: String,
    pub variants: String,
    pub definition: String,
}

/// The fields of a term.
pub(super) struct TermForm {
    pub variants: Field,
    /// All that it is called in other languages.
    pub called: Field,
    pub languages: Vec<InLanguage>,
    /// All that it is taken for.
    pub confusions: Field,
    /// Each word, and what tells them apart.
    pub taken_for: Vec<(String, String)>,
    pub relations: Vec<Field>,
    pub owner: Field,
    pub state: Field,
    pub common: bool,
}

/// One line of places.
pub(super) struct PlaceLine {
    pub town: String,
    pub region: String,
    pub precision: String,
}

/// The fields of an organisation.
pub(super) struct OrganisationForm {
    /// Its form, what it does, its web address.
    pub first: Vec<Field>,
    /// All its places.
    pub places: Field,
    pub lines: Vec<PlaceLine>,
    /// What is proposed of a place: code, words.
    pub precisions: Vec<(String, String)>,
    /// All that registers know it by.
    pub identifiers: Field,
    /// Each scheme and value.
    pub known: Vec<(String, String)>,
    /// Each register: code, name.
    pub schemes: Vec<(String, String)>,
    /// How it is, since when it ended, which one it became a part of.
    pub state: Vec<Field>,
    pub publishes: Field,
    pub is_published: bool,
    /// Its address, its telephone, its mail.
    pub contact: Vec<Field>,
}

/// What a new note of this kind says beside its words.
pub(super) fn blank(kind: NoteKind) -> Beside {
    match kind {
        NoteKind::Article => Beside::Nothing,
        NoteKind::Term => {
            let state = TermState::Proposed.as_str().to_owned();
            Beside::Term(TermFields { state, ..TermFields::default() })
        }
        NoteKind::Organisation => {
            let state = OrganisationState::Active.as_str().to_owned();
            Beside::Organisation(OrganisationFields { state, ..OrganisationFields::default() })
        }
    }
}

fn pairs(sent: &Sent, first: &str, second: &str) -> Vec<(String, String)> {
    let both = sent.all(first).into_iter().zip(sent.all(second));
    both.map(|(first, second)| (first.to_owned(), second.to_owned())).collect()
}

/// What was sent of a note of this kind beside its words.
pub(super) fn sent(sent: &Sent, kind: NoteKind) -> Beside {
    let text = |name| sent.text(name).to_owned();
    match kind {
        NoteKind::Article => Beside::Nothing,
        NoteKind::Term => {
            let names = sent.all("called_label").into_iter().zip(sent.all("called_variants"));
            let rest = sent.all("called_definition").into_iter().zip(names);
            let called = sent.all("called_language").into_iter().zip(rest).map(|(language, it)| {
                let (definition, (label, variants)) = it;
                Called {
                    language: language.to_owned(),
                    label: label.to_owned(),
                    variants: variants.to_owned(),
                    definition: definition.to_owned(),
                }
            });
            Beside::Term(TermFields {
                variants: text("variants"),
                called: called.collect(),
                confusions: pairs(sent, "confusion_word", "confusion_difference"),
                relations: [text("broader"), text("narrower"), text("related")],
                owner: text("owner"),
                state: text("state"),
                common: sent.text("common") == "yes",
            })
        }
        NoteKind::Organisation => {
            let places = sent.all("place_precision").into_iter().zip(pairs(sent, "place_town", "place_region"));
            let place = |(precision, (town, region)): (&str, (String, String))| PlaceFields {
                town,
                region,
                precision: precision.to_owned(),
            };
            Beside::Organisation(OrganisationFields {
                form: text("form"),
                summary: text("summary"),
                web: text("web"),
                state: text("state"),
                ended: text("ended"),
                merged_into: text("merged_into"),
                places: places.map(place).collect(),
                identifiers: pairs(sent, "identifier_scheme", "identifier_value"),
                publishes: sent.text("publishes") == "yes",
                address: text("address"),
                telephone: text("telephone"),
                mail: text("mail"),
            })
        }
    }
}

fn state_of_term(f: &Frame<'_>, state: TermState) -> String {
    f.unsettled(state).unwrap_or_else(|| f.t("lexicon-state-adopted")).into_owned()
}

fn state_of_organisation(f: &Frame<'_>, state: OrganisationState) -> String {
    f.no_longer_active(state, None::<Day>).unwrap_or_else(|| f.t("organisations-state-active")).into_owned()
}

fn precision(f: &Frame<'_>, precision: Precision) -> String {
    match precision {
        Precision::Address => f.t("organisations-precision-address"),
        Precision::Municipality => f.t("organisations-precision-municipality"),
        Precision::Region => f.t("organisations-precision-region"),
        Precision::Hidden => f.t("organisations-precision-hidden"),
    }
    .into_owned()
}

/// What a language is called, by its code.
fn language_name(f: &Frame<'_>, code: &str) -> String {
    LanguageTag::parse(code).map_or_else(|| code.to_owned(), |tag| f.language_name(&tag))
}

impl TermForm {
    pub fn new(
        asked: &Asked,
        f: &Frame<'_>,
        typed: &TermFields,
        own: &str,
        owners: &[(CommunityId, String)],
        wrong: &[(&'static str, Wrong)],
    ) -> Self {
        let field = |name, kind, label, value: &str| {
            Field::new(f, name, kind, label, value).judged(f, wrong).optional_where(true)
        };
        let one_a_line = || f.t("web-term-one-a-line").into_owned();
        let own = LanguageTag::parse(own).map(|tag| tag.primary().to_owned()).unwrap_or_default();
        let mut called = typed.called.clone();
        for (code, _) in asked.languages() {
            let primary = code.split('-').next().unwrap_or_default().to_owned();
            if called.iter().all(|it| it.language != primary && it.language != code) {
                called.push(Called { language: primary, ..Called::default() });
            }
        }
        let languages = called.into_iter().filter(|it| it.language != own).map(|it| InLanguage {
            legend: f.messages().with("lexicon-in-language", &[("language", language_name(f, &it.language).into())]),
            code: it.language,
            label: it.label,
            variants: it.variants,
            definition: it.definition,
        });
        let mut taken_for = typed.confusions.clone();
        taken_for.retain(|(word, difference)| !word.trim().is_empty() || !difference.trim().is_empty());
        taken_for.extend(std::iter::repeat_n((String::new(), String::new()), SPARE));
        let [broader, narrower, related] = &typed.relations;
        let authors = (String::new(), f.t("web-term-owner-authors").into_owned());
        let communities = owners.iter().map(|(community, name)| (community.to_string(), name.clone()));
        let owner = field("owner", "select", "web-term-owner", &typed.owner).hinted(f.t("web-term-owner-hint"));
        let state = field("state", "select", "web-term-state", &typed.state).hinted(f.t("web-term-state-hint"));
        let states = TermState::ALL.map(|state| (state.as_str().to_owned(), state_of_term(f, state)));
        Self {
            variants: field("variants", "textarea", "lexicon-also-called", &typed.variants).hinted(one_a_line()),
            called: field("called", "text", "web-term-called", ""),
            languages: languages.collect(),
            confusions: field("confusions", "text", "lexicon-not-to-be-confused", ""),
            taken_for,
            relations: vec![
                field("broader", "textarea", "lexicon-broader", broader).hinted(f.t("web-term-relation-hint")),
                field("narrower", "textarea", "lexicon-narrower", narrower).hinted(f.t("web-term-relation-hint")),
                field("related", "textarea", "lexicon-related", related).hinted(f.t("web-term-relation-hint")),
            ],
            owner: Field { choices: std::iter::once(authors).chain(communities).collect(), ..owner },
            state: Field { choices: states.into(), ..state },
            common: typed.common,
        }
    }

    /// All its fields, in order.
    pub fn fields(&self) -> Vec<&Field> {
        let first = [&self.variants, &self.called, &self.confusions];
        first.into_iter().chain(&self.relations).chain([&self.owner, &self.state]).collect()
    }
}

impl OrganisationForm {
    pub fn new(f: &Frame<'_>, typed: &OrganisationFields, wrong: &[(&'static str, Wrong)]) -> Self {
        let field = |name, kind, label, value: &str| Field::new(f, name, kind, label, value).judged(f, wrong);
        let optional = |name, label, value: &str| field(name, "text", label, value).optional_where(true);
        let mut lines: Vec<PlaceLine> = Vec::new();
        for PlaceFields { town, region, precision } in typed.places.clone() {
            if !town.trim().is_empty() || !region.trim().is_empty() {
                lines.push(PlaceLine { town, region, precision });
            }
        }
        let precision_first = Precision::Municipality.as_str();
        lines.extend((0..SPARE).map(|_| PlaceLine {
            town: String::new(),
            region: String::new(),
            precision: precision_first.to_owned(),
        }));
        let mut known = typed.identifiers.clone();
        known.retain(|(_, value)| !value.trim().is_empty());
        let mut schemes: Vec<&str> = SCHEMES.to_vec();
        for (scheme, _) in &known {
            if !schemes.contains(&scheme.as_str()) {
                schemes.push(scheme);
            }
        }
        let schemes = schemes.into_iter().map(|scheme| (scheme.to_owned(), f.register(scheme).into_owned())).collect();
        let first_scheme = SCHEMES.first().copied().unwrap_or_default();
        known.extend(std::iter::repeat_n((first_scheme.to_owned(), String::new()), SPARE));
        let states = OrganisationState::ALL.map(|it| (it.as_str().to_owned(), state_of_organisation(f, it)));
        let state = field("state", "select", "organisations-state", &typed.state);
        Self {
            first: vec![
                field("form", "text", "organisations-forms", &typed.form),
                optional("summary", "web-organisation-summary", &typed.summary),
                optional("web", "organisations-web", &typed.web),
            ],
            places: field("places", "text", "web-organisation-places", ""),
            lines,
            precisions: Precision::ALL.map(|it| (it.as_str().to_owned(), precision(f, it))).into(),
            identifiers: field("identifiers", "text", "organisations-identifiers", ""),
            known,
            schemes,
            state: vec![
                Field { choices: states.into(), ..state },
                optional("ended", "web-organisation-ended", &typed.ended).hinted(f.t("web-organisation-ended-hint")),
                optional("merged_into", "web-organisation-merged-into", &typed.merged_into)
                    .hinted(f.t("web-organisation-merged-into-hint")),
            ],
            publishes: field("publishes", "checkbox", "web-organisation-publishes", ""),
            is_published: typed.publishes,
            contact: vec![
                optional("address", "organisations-address", &typed.address),
                optional("telephone", "organisations-telephone", &typed.telephone),
                optional("mail", "organisations-mail", &typed.mail),
            ],
        }
    }

    /// All its fields, in order.
    pub fn fields(&self) -> Vec<&Field> {
        let first = self.first.iter().chain([&self.places, &self.identifiers]);
        first.chain(&self.state).chain([&self.publishes]).chain(&self.contact).collect()
    }
}

/// What the newest version says otherwise beside its words: each field, and what it says there.
pub(super) fn differing(
    f: &Frame<'_>,
    mine: &Beside,
    theirs: &Beside,
    owners: &[(CommunityId, String)],
) -> Vec<(String, String)> {
    let both = said(f, mine, owners).into_iter().zip(said(f, theirs, owners));
    both.filter(|(mine, theirs)| mine != theirs).map(|(_, theirs)| theirs).collect()
}

/// Each field with what it says, in words, on one line.
fn said(f: &Frame<'_>, beside: &Beside, owners: &[(CommunityId, String)]) -> Vec<(String, String)> {
    let in_line = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(", ")
    };
    let of = |label, value: String| (f.messages().text(label).into_owned(), value);
    let tick = |is_so: bool, label| if is_so { f.messages().text(label).into_owned() } else { String::new() };
    let beside_it = |(one, other): &(String, String)| match (one.trim(), other.trim()) {
        (one, "") => one.to_owned(),
        (one, other) => format!("{one} ({other})"),
    };
    match beside {
        Beside::Nothing => Vec::new(),
        Beside::Term(it) => {
            let called = it.called.iter().filter(|it| !it.label.trim().is_empty()).map(|it| {
                let language = language_name(f, &it.language);
                format!("{language} ({}, {}, {})", it.label.trim(), in_line(&it.variants), in_line(&it.definition))
            });
            let confusions = it.confusions.iter().filter(|(word, _)| !word.trim().is_empty()).map(beside_it);
            let owner = owners.iter().find(|(community, _)| community.to_string() == it.owner);
            let owner = owner.map_or_else(|| f.t("web-term-owner-authors").into_owned(), |(_, name)| name.clone());
            let state = TermState::parse(&it.state).map(|state| state_of_term(f, state)).unwrap_or_default();
            let [broader, narrower, related] = &it.relations;
            vec![
                of("lexicon-also-called", in_line(&it.variants)),
                of("web-term-called", called.collect::<Vec<_>>().join("; ")),
                of("lexicon-not-to-be-confused", confusions.collect::<Vec<_>>().join("; ")),
                of("lexicon-broader", in_line(broader)),
                of("lexicon-narrower", in_line(narrower)),
                of("lexicon-related", in_line(related)),
                of("web-term-owner", owner),
                of("web-term-state", state),
                of("web-term-common", tick(it.common, "web-term-common")),
            ]
        }
        Beside::Organisation(it) => {
            let is_said = |it: &&PlaceFields| !it.town.trim().is_empty() || !it.region.trim().is_empty();
            let places = it.places.iter().filter(is_said).map(|it| {
                let how = Precision::parse(&it.precision).map(|it| precision(f, it)).unwrap_or_default();
                format!("{}, {} ({how})", it.town.trim(), it.region.trim())
            });
            let identifiers = it.identifiers.iter().filter(|(_, value)| !value.trim().is_empty());
            let identifiers = identifiers.map(|(scheme, value)| format!("{} {}", f.register(scheme), value.trim()));
            let state = OrganisationState::parse(&it.state);
            let state = state.map(|state| state_of_organisation(f, state)).unwrap_or_default();
            vec![
                of("organisations-forms", in_line(&it.form)),
                of("web-organisation-summary", in_line(&it.summary)),
                of("organisations-web", in_line(&it.web)),
                of("web-organisation-places", places.collect::<Vec<_>>().join("; ")),
                of("organisations-identifiers", identifiers.collect::<Vec<_>>().join("; ")),
                of("organisations-state", state),
                of("web-organisation-ended", in_line(&it.ended)),
                of("web-organisation-merged-into", in_line(&it.merged_into)),
                of("web-organisation-publishes", tick(it.publishes, "web-organisation-publishes")),
                of("organisations-address", in_line(&it.address)),
                of("organisations-telephone", in_line(&it.telephone)),
                of("organisations-mail", in_line(&it.mail)),
            ]
        }
    }
}

/// What somebody typed of a term, with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn sample_term(words: &str, owner: &str) -> TermFields {
    let text = || words.to_owned();
    TermFields {
        variants: text(),
        called: vec![Called { language: "en".to_owned(), label: text(), variants: text(), definition: text() }],
        confusions: vec![(text(), text())],
        relations: [text(), text(), text()],
        owner: owner.to_owned(),
        state: "adopted".to_owned(),
        common: true,
    }
}

/// The same, of an organisation.
#[cfg(test)]
pub(super) fn sample_organisation(words: &str) -> OrganisationFields {
    let text = || words.to_owned();
    OrganisationFields {
        form: text(),
        summary: text(),
        web: text(),
        state: "merged".to_owned(),
        ended: text(),
        merged_into: text(),
        places: vec![PlaceFields { town: text(), region: text(), precision: "region".to_owned() }],
        identifiers: vec![("demo".to_owned(), text())],
        publishes: true,
        address: text(),
        telephone: text(),
        mail: text(),
    }
}
