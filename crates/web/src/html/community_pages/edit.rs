//! What the leads of a community change of its page.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::communities::{CommunityAlias, Formality, Stage, Support};
use domain::{Day, NoteId};
use i18n::{Language, Messages};
use services::accounts::Wrong;
use services::community_pages::{
    self, CommunityWords, Editing, Move, SupportLine, TypedAccess, TypedCharter, TypedOrganisation, TypedStage, fields,
};
use services::views::Link;
use services::{Ctx, affiliations};

use super::super::accounts::{refused, unshared};
use super::super::affiliations::Choice;
use super::super::{parameter, unkept};
use super::{access_options, alias_in, closing_of, edit_of, listed_options, page_of, stale};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Options, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// What stands in the forms of the page.
#[derive(Clone, Default)]
struct Typed {
    words: Vec<(Language, CommunityWords)>,
    access: TypedAccess,
    stage: TypedStage,
    organisation: TypedOrganisation,
    charter: TypedCharter,
}

impl Typed {
    /// As the community is.
    fn of(now: &Editing) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            words: now.words.clone(),
            access: TypedAccess {
                access: now.access.as_str().to_owned(),
                listed: if now.listed { "listed" } else { "unlisted" }.to_owned(),
                formality: now.formality.map(Formality::as_str).unwrap_or_default().to_owned(),
            },
            stage: TypedStage { stage: now.stage.as_str().to_owned(), until: day(now.paused_until) },
            organisation: TypedOrganisation {
                support: Support::Supporting.as_str().to_owned(),
                ..TypedOrganisation::default()
            },
            charter: TypedCharter {
                charter: now.charter.as_ref().map(|link| link.address.to_string()).unwrap_or_default(),
                adopted: day(now.charter_adopted),
                review: day(now.charter_review),
            },
        }
    }

    /// The same, with what the form of this act sent.
    fn sent(mut self, act: &str, sent: &Sent) -> Self {
        let text = |name: &str| sent.text(name).to_owned();
        match act {
            "words" => {
                for (language, words) in &mut self.words {
                    let [name, about, rhythm, confidentiality] = fields(*language).map(text);
                    *words = CommunityWords { name, about, rhythm, confidentiality };
                }
            }
            "access" => {
                self.access =
                    TypedAccess { access: text("access"), listed: text("listed"), formality: text("formality") };
            }
            "stage" => self.stage = TypedStage { stage: text("stage"), until: text("until") },
            "add" => {
                self.organisation =
                    TypedOrganisation { name: text("organisation"), chosen: text("chosen"), support: text("support") };
            }
            "charter" => {
                self.charter =
                    TypedCharter { charter: text("charter"), adopted: text("adopted"), review: text("review") };
            }
            _ => {}
        }
        self
    }
}

/// What a community says of itself in one language.
struct WordsIn {
    legend: String,
    fields: Vec<Field>,
}

/// The organisations that carry a community, or those that lend it a hand.
struct Supporters {
    title: String,
    support: &'static str,
    lines: Vec<SupportLine>,
}

#[derive(Template)]
#[template(path = "communities/edit.html")]
struct EditTemplate<'a> {
    f: Frame<'a>,
    /// What was just done.
    done: Option<String>,
    /// Whether somebody saved in between.
    is_stale: bool,
    /// What stands now where something else was typed.
    theirs: Vec<(String, String)>,
    page: String,
    action: String,
    closing: String,
    edition: i64,
    words: Vec<WordsIn>,
    options: Vec<Options>,
    formality: Field,
    lists: Vec<Supporters>,
    organisation: Vec<Field>,
    names: Vec<String>,
    choices: Vec<Choice>,
    charter: Option<Link>,
    days: Vec<Field>,
    /// Empty where the community is closed.
    stage: Vec<Field>,
}

impl EditTemplate<'_> {
    /// Every field, each with what it is called out of its form.
    fn fields(&self) -> Vec<(String, &Field)> {
        let called = |it: &WordsIn, field: &Field| format!("{} ({})", field.label, it.legend);
        let said = self.words.iter().flat_map(|it| it.fields.iter().map(move |field| (called(it, field), field)));
        let options = self.options.iter().map(|it| &it.field);
        let others = options.chain([&self.formality]).chain(&self.organisation).chain(&self.days).chain(&self.stage);
        said.chain(others.map(|field| (field.label.clone().into_owned(), field))).collect()
    }

    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(self.fields().into_iter().map(|(_, field)| field))
    }

    fn up(&self, it: &SupportLine) -> String {
        self.f.messages().with("communities-organisation-up-of", &[("name", it.link.title.as_str().into())])
    }

    fn down(&self, it: &SupportLine) -> String {
        self.f.messages().with("communities-organisation-down-of", &[("name", it.link.title.as_str().into())])
    }

    fn remove(&self, it: &SupportLine) -> String {
        self.f.messages().with("communities-organisation-remove-of", &[("name", it.link.title.as_str().into())])
    }
}

/// `/communities/{alias}/-/edit`.
pub(in crate::html) async fn edit_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let alias = alias_in(&alias)?;
    let ctx = app.enter(&asked).await?;
    let now = community_pages::editing(&ctx, alias.as_str(), &asked.standing.settings.languages).await?;
    let names = affiliations::names(&ctx).await?;
    let typed = Typed::of(&now);
    let mut page = page(&asked, &alias, now, &typed, &[]);
    page.names = names;
    let done = parameter(&uri, "done").filter(|done| done == "yes");
    page.done = done.map(|_| page.f.t("communities-saved").into_owned());
    Ok(unshared(unkept(&page)?))
}

/// `POST /communities/{alias}/-/edit`: one act of the page.
pub(in crate::html) async fn save(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let alias = alias_in(&alias)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let languages = &asked.standing.settings.languages;
    // The right before what was sent.
    let before = community_pages::editing(&ctx, alias.as_str(), languages).await?;
    let act = sent.text("act");
    let typed = Typed::of(&before).sent(act, &sent);
    let (wrong, is_stale) = match act_on(&ctx, &alias, act, &sent, &typed).await {
        Ok(()) => {
            let to = format!("{}?done=yes", edit_of(&alias));
            return Ok(unshared(back_to(&asked.standing.settings, &to)));
        }
        Err(services::Error::Refused(wrong)) => (wrong, false),
        Err(services::Error::Conflict) => (Vec::new(), true),
        Err(error) => return Err(error.into()),
    };
    let now = community_pages::editing(&ctx, alias.as_str(), languages).await?;
    // What was typed in one form; all else as it stands now.
    let (stands, typed) = (Typed::of(&now), Typed::of(&now).sent(act, &sent));
    let names = affiliations::names(&ctx).await?;
    let choices = affiliations::choices(&ctx, &typed.organisation.name).await?;
    let theirs = if is_stale { in_between(&asked, &alias, &now, &stands, &typed) } else { Vec::new() };
    let mut page = page(&asked, &alias, now, &typed, &wrong);
    (page.is_stale, page.theirs, page.names) = (is_stale, theirs, names);
    page.choices = choices.iter().map(|line| Choice::new(line, &typed.organisation.chosen)).collect();
    let response = unkept(&page)?;
    Ok(unshared(if is_stale { stale(response) } else { refused(response) }))
}

async fn act_on(ctx: &Ctx, alias: &CommunityAlias, act: &str, sent: &Sent, typed: &Typed) -> services::Result<()> {
    let (alias, seen) = (alias.as_str(), sent.text("base").parse().unwrap_or(-1));
    match act {
        "words" => community_pages::describe(ctx, alias, seen, &typed.words).await,
        "access" => community_pages::open(ctx, alias, seen, &typed.access).await,
        "stage" => community_pages::set_stage(ctx, alias, seen, &typed.stage).await,
        "reopen" => {
            let active = TypedStage { stage: Stage::Active.as_str().to_owned(), until: String::new() };
            community_pages::set_stage(ctx, alias, seen, &active).await
        }
        "add" => community_pages::add_organisation(ctx, alias, seen, &typed.organisation).await,
        "up" => community_pages::move_organisation(ctx, alias, seen, named(sent)?, Move::Up).await,
        "down" => community_pages::move_organisation(ctx, alias, seen, named(sent)?, Move::Down).await,
        "remove" => community_pages::remove_organisation(ctx, alias, seen, named(sent)?).await,
        "charter" => community_pages::charter(ctx, alias, seen, &typed.charter).await,
        "no-charter" => community_pages::remove_charter(ctx, alias, seen).await,
        // A form that is none of these changes nothing.
        _ => Err(services::Error::Refused(Vec::new())),
    }
}

/// The organisation of a list that a button is of.
fn named(sent: &Sent) -> services::Result<(Support, NoteId)> {
    let note = sent.text("note").parse().ok();
    Support::parse(sent.text("support")).zip(note).ok_or(services::Error::NotFound)
}

/// What stands now in each field where something else was typed.
fn in_between(
    asked: &Asked,
    alias: &CommunityAlias,
    now: &Editing,
    stands: &Typed,
    typed: &Typed,
) -> Vec<(String, String)> {
    let (stands, typed) = (page(asked, alias, now.clone(), stands, &[]), page(asked, alias, now.clone(), typed, &[]));
    let both = stands.fields().into_iter().zip(typed.fields());
    // One more organisation stands nowhere yet.
    let is_new = |field: &Field| matches!(field.name, "organisation" | "support");
    let differ = both.filter(|((_, stands), (_, typed))| stands.value != typed.value && !is_new(stands));
    differ.map(|((label, stands), _)| (label, stands.shown())).collect()
}

fn page<'a>(
    asked: &'a Asked,
    alias: &CommunityAlias,
    now: Editing,
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> EditTemplate<'a> {
    let mut f = asked.private_frame("edit", "communities-edit");
    f.title = f.messages().with("communities-edit-title", &[("name", now.title.as_str().into())]);
    let words = typed.words.iter().map(|(language, words)| words_in(&f, *language, words, wrong)).collect();
    let options =
        vec![access_options(&f, &typed.access.access, wrong), listed_options(&f, &typed.access.listed, wrong)];
    let formality = formality_field(&f, &typed.access.formality, wrong);
    let lists = Support::ALL.map(|support| {
        let lines: Vec<SupportLine> = now.organisations.iter().filter(|it| it.support == support).cloned().collect();
        Supporters { title: support_in_words(&f, support, lines.len()), support: support.as_str(), lines }
    });
    let organisation = organisation_fields(&f, &typed.organisation, wrong);
    let days = charter_fields(&f, &typed.charter, wrong);
    let stage = if now.stage == Stage::Closed { Vec::new() } else { stage_fields(&f, &typed.stage, wrong) };
    EditTemplate {
        f,
        done: None,
        is_stale: false,
        theirs: Vec::new(),
        page: page_of(alias.as_str()),
        action: edit_of(alias),
        closing: closing_of(alias),
        edition: now.edition,
        words,
        options,
        formality,
        lists: lists.into(),
        organisation,
        names: Vec::new(),
        choices: Vec::new(),
        charter: now.charter,
        days,
        stage,
    }
}

fn support_in_words(f: &Frame<'_>, support: Support, count: usize) -> String {
    match support {
        Support::Host => f.hosts(count),
        Support::Supporting => f.supporting(count),
    }
}

fn words_in(f: &Frame<'_>, language: Language, words: &CommunityWords, wrong: &[(&'static str, Wrong)]) -> WordsIn {
    let [name, about, rhythm, confidentiality] = fields(language);
    let field =
        |name, kind, label, value: &str| Field::new(f, name, kind, label, value).judged(f, wrong).optional_where(true);
    let fields = vec![
        field(name, "text", "communities-name", &words.name),
        field(about, "textarea", "communities-about", &words.about),
        field(rhythm, "text", "communities-rhythm", &words.rhythm),
        field(confidentiality, "textarea", "communities-confidentiality", &words.confidentiality),
    ];
    WordsIn { legend: Messages::get(language).text("web-language-name").into_owned(), fields }
}

fn formality_field(f: &Frame<'_>, value: &str, wrong: &[(&'static str, Wrong)]) -> Field {
    let unsaid = (String::new(), f.t("communities-formality-unsaid").into_owned());
    let all = Formality::ALL.map(|it| (it.as_str().to_owned(), f.formality(it).into_owned()));
    let choices = std::iter::once(unsaid).chain(all).collect();
    Field { choices, ..Field::new(f, "formality", "select", "communities-formality", value).judged(f, wrong) }
}

fn organisation_fields(f: &Frame<'_>, typed: &TypedOrganisation, wrong: &[(&'static str, Wrong)]) -> Vec<Field> {
    let name = Field::new(f, "organisation", "text", "communities-organisation", &typed.name)
        .judged(f, wrong)
        .hinted(f.t("me-affiliation-organisation-hint"))
        .suggested_by("names");
    let choices = Support::ALL.map(|it| (it.as_str().to_owned(), support_in_words(f, it, 1)));
    let support = Field::new(f, "support", "select", "communities-support", &typed.support).judged(f, wrong);
    vec![name, Field { choices: choices.into(), ..support }]
}

fn charter_fields(f: &Frame<'_>, typed: &TypedCharter, wrong: &[(&'static str, Wrong)]) -> Vec<Field> {
    let field = |name, kind, label, value: &str| Field::new(f, name, kind, label, value).judged(f, wrong);
    vec![
        field("charter", "text", "communities-charter-note", &typed.charter)
            .hinted(f.t("communities-charter-note-hint")),
        field("adopted", "date", "communities-charter-adopted", &typed.adopted).optional_where(true),
        field("review", "date", "communities-charter-review", &typed.review)
            .hinted(f.t("communities-charter-review-hint"))
            .optional_where(true),
    ]
}

fn stage_fields(f: &Frame<'_>, typed: &TypedStage, wrong: &[(&'static str, Wrong)]) -> Vec<Field> {
    let open = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Closed);
    let choices = open.map(|stage| (stage.as_str().to_owned(), f.stage(stage, None).into_owned())).collect();
    let stage = Field::new(f, "stage", "select", "communities-stage", &typed.stage).judged(f, wrong);
    let until = Field::new(f, "until", "date", "communities-paused-until", &typed.until)
        .judged(f, wrong)
        .hinted(f.t("communities-paused-until-hint"))
        .optional_where(true);
    vec![Field { choices, ..stage }, until]
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<String> {
    use domain::Slug;
    use domain::address::Address;
    use domain::communities::Access;
    let text = || words.to_owned();
    let alias = CommunityAlias::from_store("fanal".to_owned());
    let (note, day) = (NoteId::from_bytes([7; 16]), Day::parse("2026-05-31"));
    let link = || Link { title: text(), address: Address::Note(note, Slug::of("c")) };
    let said = || CommunityWords { name: text(), about: text(), rhythm: text(), confidentiality: text() };
    let of = |stage| {
        let line = |support| SupportLine { support, note, link: link() };
        let both = [Support::Host, Support::Host, Support::Supporting];
        Editing {
            title: text(),
            edition: 4,
            words: vec![(Language::French, said()), (Language::English, CommunityWords::default())],
            access: Access::Open,
            listed: true,
            formality: Some(Formality::InterestCircle),
            stage,
            paused_until: day,
            organisations: both.map(line).into(),
            charter: Some(link()),
            charter_adopted: day,
            charter_review: day,
        }
    };
    let bare = Editing { organisations: Vec::new(), charter: None, ..of(Stage::Closed) };
    let wrong = [
        ("name-fr", Wrong::Missing),
        ("about-en", Wrong::Long),
        ("access", Wrong::NotAChoice),
        ("formality", Wrong::NotAChoice),
        ("until", Wrong::NotADay),
        ("organisation", Wrong::TooMany(20)),
        ("charter", Wrong::SeveralNotes),
        ("review", Wrong::TooEarly),
    ];
    let (paused, closed) = (of(Stage::Paused), of(Stage::Closed));
    let typed = Typed::of(&paused).sent("words", &Sent::of(&[("name-fr", words), ("about-fr", "Autre")]));
    let mut first = page(asked, &alias, paused.clone(), &typed, &wrong);
    (first.done, first.names) = (Some(text()), vec![text()]);
    let mut late = page(asked, &alias, paused.clone(), &typed, &[("charter", Wrong::NoNote)]);
    late.theirs = in_between(asked, &alias, &paused, &Typed::of(&paused), &typed);
    late.is_stale = true;
    let mut same = page(asked, &alias, closed.clone(), &Typed::of(&closed), &[]);
    same.is_stale = true;
    let pages = [
        first.render(),
        late.render(),
        same.render(),
        page(asked, &alias, bare.clone(), &Typed::of(&bare), &[]).render(),
    ];
    pages.into_iter().map(Result::unwrap_or_default).collect()
}
