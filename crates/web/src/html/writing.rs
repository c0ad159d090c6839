//! Writing a note with a form: a new one, or the next version of one that is there; shown before it is saved, and beside what somebody
//! else saved meanwhile.

mod kinds;
mod merge;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::address::{Address, encode_segment};
use domain::notes::{NoteKind, Visibility};
use domain::{CommunityId, LanguageTag, NoteId};
use services::accounts::Wrong;
use services::views::{Link, Organisation};
use services::writing::{self, Beside, Editing, LARGEST, Merging, Offered, Placing, Saved, Words};

use super::accounts::{refused, to_sign_in, unshared};
use super::note_rights::licences;
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use kinds::{OrganisationForm, TermForm};
use merge::Merge;

/// The most bytes of a form that are read: a text takes up to three times its own, as browsers send it.
pub(super) const LARGEST_FORM: usize = 3 * LARGEST + 256 * 1024;
/// The same, of who is not signed in: only to show it again.
const LARGEST_SIGNED_OUT: usize = 1024 * 1024;

/// What is chosen for a new note beside its words.
struct Offers {
    visibility: Field,
    licence: Field,
    linked: Field,
    /// Each community: its id, its name, what is to be known of it, whether it was chosen.
    communities: Vec<(String, String, String, bool)>,
    notebook: Field,
    /// Each category of the notebook: its id, its name, whether it was chosen.
    categories: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "edit.html")]
struct EditTemplate<'a> {
    f: Frame<'a>,
    heading: String,
    /// The note that is edited.
    of: Option<Link>,
    /// The forms of the other kinds of notes, and this one: address, what it is, whether it is this one.
    others: Vec<(String, String, bool)>,
    /// Where the form goes; empty for the address of the page.
    action: String,
    is_signed_out: bool,
    /// The text as it would be read.
    preview: Option<String>,
    /// What an organisation would say beside it.
    shown: Option<Organisation>,
    merge: Option<Merge>,
    hidden: Vec<(String, String)>,
    title: Field,
    language: Field,
    body: Field,
    reason: Field,
    term: Option<TermForm>,
    organisation: Option<OrganisationForm>,
    offers: Option<Offers>,
}

impl EditTemplate<'_> {
    /// Shows the text as it would be read, where that was asked for.
    fn show(&mut self, preview: Option<writing::Preview>) {
        if let Some(it) = preview {
            self.preview = Some(it.html);
            self.shown = it.organisation;
        }
    }

    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        let words = [&self.title, &self.language, &self.body, &self.reason];
        let offers = self.offers.iter().flat_map(|it| [&it.visibility, &it.licence, &it.linked, &it.notebook]);
        let term = self.term.iter().flat_map(TermForm::fields);
        let organisation = self.organisation.iter().flat_map(OrganisationForm::fields);
        Field::amiss(words.into_iter().chain(term).chain(organisation).chain(offers))
    }
}

/// What was typed of a note of this kind.
fn words(sent: &Sent, kind: NoteKind) -> Words {
    let text = |name| sent.text(name).to_owned();
    let beside = kinds::sent(sent, kind);
    Words { title: text("title"), language: text("language"), body: text("body"), reason: text("reason"), beside }
}

/// The kind of note that is asked for; an ordinary one where none is.
fn kind_of(word: &str) -> NoteKind {
    NoteKind::parse(word).unwrap_or(NoteKind::Article)
}

/// What was chosen of where a new note is.
fn placing(sent: &Sent) -> Placing {
    let all = |name| sent.all(name).into_iter().map(str::to_owned).collect();
    Placing {
        visibility: sent.text("visibility").to_owned(),
        communities: all("community"),
        notebook: sent.text("notebook").to_owned(),
        categories: all("category"),
        licence: sent.text("licence").to_owned(),
    }
}

/// Reads a form as large as it may be.
async fn read(asked: &Asked, body: Body) -> Result<Sent, StatusCode> {
    let most = if asked.who.is_some() { LARGEST_FORM } else { LARGEST_SIGNED_OUT };
    let bytes = to_bytes(body, most).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(Sent::read(&bytes))
}

/// `/new`.
pub(super) async fn new_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    if asked.who.is_none() {
        let place = uri.path_and_query().map_or("/new", |place| place.as_str());
        return Ok(to_sign_in(&asked, place));
    }
    let ctx = app.enter(&asked).await?;
    let typed = Words {
        title: parameter(&uri, "title").unwrap_or_default(),
        language: asked.look.language.as_str().to_owned(),
        beside: kinds::blank(kind_of(&parameter(&uri, "kind").unwrap_or_default())),
        ..Words::default()
    };
    // What one writes is for oneself until one says otherwise.
    let placing = Placing {
        visibility: Visibility::Authors.as_str().to_owned(),
        communities: parameter(&uri, "community").into_iter().collect(),
        notebook: parameter(&uri, "notebook").unwrap_or_default(),
        categories: Vec::new(),
        licence: String::new(),
    };
    let offered = writing::offered(&ctx, &placing.notebook).await?;
    let form = offered.form.clone();
    Ok(unshared(unkept(&new_page(&asked, &form, offered, &typed, &placing, &[]))?))
}

/// `POST /new`: makes the note, or shows its form again with what was asked for.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Body,
) -> Result<Response, Fault> {
    let sent = match read(&asked, body).await {
        Ok(sent) => sent,
        Err(too_large) => return Ok(too_large.into_response()),
    };
    if asked.who.is_none() {
        return signed_out(&asked, &sent, &Address::NewNote.to_string());
    }
    let ctx = app.enter(&asked).await?;
    let typed = words(&sent, kind_of(sent.text("kind")));
    let (mut placing, act) = (placing(&sent), sent.text("act"));
    let outcome = match act {
        "notebook" => {
            // It may propose another one.
            placing.licence.clear();
            Ok(None)
        }
        "preview" => writing::preview(&ctx, None, &typed, &placing).await.map(Some),
        _ => match writing::create(&ctx, sent.text("key"), &typed, &placing).await {
            Ok(note) => {
                let to = services::notes::address(&ctx, note).await?.to_string();
                return Ok(unshared(back_to(&asked.standing.settings, &to)));
            }
            Err(error) => Err(error),
        },
    };
    let offered = writing::offered(&ctx, &placing.notebook).await?;
    answered(outcome, |wrong, preview| {
        let mut page = new_page(&asked, sent.text("key"), offered, &typed, &placing, wrong);
        page.show(preview);
        unkept(&page)
    })
}

/// `/n/{note}/-/edit`.
pub(super) async fn edit_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = Address::NoteEdit(note);
    let editing = writing::editing(&ctx, note).await.map_err(asked.or_sign_in(&address))?;
    if let Some(redirect) = elsewhere(&uri, &address) {
        return Ok(redirect);
    }
    let typed = editing.words.clone();
    let base = editing.base.to_string();
    Ok(unshared(unkept(&edit_page(&asked, note, editing, &base, &typed, &[]))?))
}

/// `POST /n/{note}/-/edit`: saves the version, or shows the form again with what was asked for.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Body,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let sent = match read(&asked, body).await {
        Ok(sent) => sent,
        Err(too_large) => return Ok(too_large.into_response()),
    };
    // What somebody typed before their session ended is shown whatever the note is: it says nothing of it.
    if asked.who.is_none() && !sent.text("body").is_empty() {
        return signed_out(&asked, &sent, "");
    }
    let ctx = app.enter(&asked).await?;
    // The right before what was sent.
    let editing = writing::editing(&ctx, note).await.map_err(asked.or_sign_in(Address::NoteEdit(note)))?;
    // What it is does not change; a form without its fields leaves them as they are.
    let kind = if sent.all("state").is_empty() { NoteKind::Article } else { editing.words.beside.kind() };
    let typed = words(&sent, kind);
    let base = sent.text("base");
    let number = |name| sent.text(name).parse::<i64>().unwrap_or(0);
    let outcome = match sent.text("act") {
        "join" => {
            let mine = Words { body: sent.text("mine").to_owned(), ..typed.clone() };
            let merging = writing::merging(&ctx, note, number("from"), number("base"), &mine).await?;
            return merged(&asked, note, editing, &typed, merging, Some(&sent));
        }
        "preview" => writing::preview(&ctx, Some(note), &typed, &Placing::default()).await.map(Some),
        _ => match writing::save(&ctx, note, number("base"), &typed).await {
            Ok(Saved::Kept(address)) => {
                return Ok(unshared(back_to(&asked.standing.settings, &address.to_string())));
            }
            Ok(Saved::Stale(_)) => {
                let editing = writing::editing(&ctx, note).await?;
                let merging = writing::merging(&ctx, note, number("base"), editing.base, &typed).await?;
                return merged(&asked, note, editing, &typed, merging, None);
            }
            Err(error) => Err(error),
        },
    };
    answered(outcome, |wrong, preview| {
        let mut page = edit_page(&asked, note, editing, base, &typed, wrong);
        page.show(preview);
        unkept(&page)
    })
}

/// The form again: with the text as it would be read, or with what is amiss.
fn answered(
    outcome: services::Result<Option<writing::Preview>>,
    again: impl FnOnce(&[(&'static str, Wrong)], Option<writing::Preview>) -> Result<Response, Fault>,
) -> Result<Response, Fault> {
    match outcome {
        Ok(preview) => Ok(unshared(again(&[], preview)?)),
        Err(services::Error::Refused(wrong)) => {
            let is_too_large = wrong.contains(&("body", Wrong::Long));
            let mut page = refused(again(&wrong, None)?);
            if is_too_large {
                *page.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
            }
            Ok(unshared(page))
        }
        Err(error) => Err(error.into()),
    }
}

/// Both texts, and the form with what is proposed of them; with what `chosen` takes, where it says so.
fn merged(
    asked: &Asked,
    note: NoteId,
    editing: Editing,
    typed: &Words,
    merging: Merging,
    chosen: Option<&Sent>,
) -> Result<Response, Fault> {
    let mine = chosen.map_or(typed.body.as_str(), |sent| sent.text("mine"));
    let (title, language) = match chosen {
        Some(_) => (typed.title.clone(), typed.language.clone()),
        None => (merging.title.0.clone(), merging.language.clone()),
    };
    let body = merge::text(&merging, chosen);
    let joined = Words { title, language, body, reason: typed.reason.clone(), beside: typed.beside.clone() };
    let (theirs, owners) = (editing.words.beside.clone(), editing.owners.clone());
    let mut page = edit_page(asked, note, editing, &merging.to.to_string(), &joined, &[]);
    page.hidden.push(("from".to_owned(), merging.from.to_string()));
    page.hidden.push(("mine".to_owned(), mine.to_owned()));
    let fields = kinds::differing(&page.f, &joined.beside, &theirs, &owners);
    page.merge = Some(Merge { fields, ..Merge::new(&page.f, &merging, chosen) });
    let mut response = unkept(&page)?;
    if chosen.is_none() {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(unshared(response))
}

/// What was typed, shown again to who is not signed in any more; to where one signs in, where nothing was.
fn signed_out(asked: &Asked, sent: &Sent, page: &str) -> Result<Response, Fault> {
    // The rest of it is sent again as it is.
    let typed = words(sent, NoteKind::Article);
    if typed.body.is_empty() && typed.title.is_empty() {
        return Ok(to_sign_in(asked, page));
    }
    let mut page = blank(asked, "web-write-signed-out-title", &typed, &[], &[]);
    page.is_signed_out = true;
    let rest = sent.pairs().filter(|(name, _)| !matches!(*name, "title" | "body" | "reason" | "act"));
    page.hidden = rest.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let mut response = unkept(&page)?;
    *response.status_mut() = StatusCode::FORBIDDEN;
    Ok(unshared(response))
}

/// The fields of the words of a note.
fn blank<'a>(
    asked: &'a Asked,
    heading: &'static str,
    typed: &Words,
    owners: &[(CommunityId, String)],
    wrong: &[(&'static str, Wrong)],
) -> EditTemplate<'a> {
    let f = asked.private_frame("edit", heading);
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let mut languages = asked.languages();
    if let Some(tag) = LanguageTag::parse(&typed.language)
        && languages.iter().all(|(code, _)| code != tag.as_str())
    {
        languages.push((tag.as_str().to_owned(), f.language_name(&tag)));
    }
    let most = i64::try_from(LARGEST / (1024 * 1024)).unwrap_or_default();
    let limit = f.messages().with("web-write-body-hint", &[("count", most.into())]);
    let (called, text) = match typed.beside.kind() {
        NoteKind::Article => ("web-write-title", "web-write-body"),
        NoteKind::Term => ("web-term-label", "web-term-definition"),
        NoteKind::Organisation => ("web-organisation-name", "web-write-body"),
    };
    let title = field("title", "text", called, &typed.title);
    let language = Field { choices: languages, ..field("language", "select", "web-note-language", &typed.language) };
    let body = field("body", "textarea", text, &typed.body).hinted(limit).optional_where(true);
    let reason = field("reason", "text", "web-write-reason", &typed.reason)
        .hinted(f.t("web-write-reason-hint").into_owned())
        .optional_where(true);
    let (term, organisation) = match &typed.beside {
        Beside::Nothing => (None, None),
        Beside::Term(it) => (Some(TermForm::new(asked, &f, it, &typed.language, owners, wrong)), None),
        Beside::Organisation(it) => (None, Some(OrganisationForm::new(&f, it, wrong))),
    };
    EditTemplate {
        heading: f.title.clone(),
        of: None,
        others: Vec::new(),
        action: String::new(),
        is_signed_out: false,
        preview: None,
        shown: None,
        merge: None,
        hidden: Vec::new(),
        title,
        language,
        body,
        reason,
        term,
        organisation,
        offers: None,
        f,
    }
}

fn new_page<'a>(
    asked: &'a Asked,
    form: &str,
    offered: Offered,
    typed: &Words,
    placing: &Placing,
    wrong: &[(&'static str, Wrong)],
) -> EditTemplate<'a> {
    let kind = typed.beside.kind();
    let heading = match kind {
        NoteKind::Article => "web-write-new",
        NoteKind::Term => "web-write-new-term",
        NoteKind::Organisation => "web-write-new-organisation",
    };
    let owners: Vec<_> = offered.communities.iter().map(|it| (it.community, it.name.clone())).collect();
    let mut page = blank(asked, heading, typed, &owners, wrong);
    let f = &page.f;
    let others = others(f, kind, placing);
    let field = |name, kind, label, value: &str| Field::new(f, name, kind, label, value).judged(f, wrong);
    // An organisation is a draft, then public.
    let is_offered = |level: &Visibility| {
        kind != NoteKind::Organisation || matches!(level, Visibility::Authors | Visibility::Public)
    };
    let levels = Visibility::ALL.into_iter().filter(is_offered);
    let levels = levels.map(|level| (level.as_str().to_owned(), f.visibility(level, &[], true)));
    let visibility = field("visibility", "radio", "web-rights-visibility", &placing.visibility);
    let chosen = if placing.licence.is_empty() { &offered.licence } else { &placing.licence };
    let licence = field("licence", "select", "web-note-licence", chosen).hinted(f.t("web-write-licence-hint"));
    let licence = Field { choices: licences(f, &offered.licence), ..licence };
    let communities = offered.communities.into_iter().map(|it| {
        let (id, name) = (it.community.to_string(), it.name);
        let about = if it.open {
            f.messages().with("web-rights-link-open", &[("name", name.as_str().into())])
        } else {
            String::new()
        };
        let is_chosen = placing.communities.contains(&id);
        (id, name, about, is_chosen)
    });
    let nowhere = (String::new(), f.t("web-write-notebook-none").into_owned());
    let notebooks = offered.notebooks.into_iter().map(|(id, title)| (id.to_string(), title));
    let notebook = field("notebook", "select", "web-write-notebook", &placing.notebook);
    let categories = offered.categories.into_iter().map(|it| {
        let id = it.id.to_string();
        let is_chosen = placing.categories.contains(&id);
        (id, it.name, is_chosen)
    });
    let offers = Offers {
        visibility: Field { choices: levels.collect(), ..visibility },
        licence,
        linked: field("communities", "checkbox", "web-rights-links", ""),
        communities: communities.collect(),
        notebook: Field { choices: std::iter::once(nowhere).chain(notebooks).collect(), ..notebook },
        categories: categories.collect(),
    };
    page.offers = Some(offers);
    page.action = Address::NewNote.to_string();
    page.hidden.push(("key".to_owned(), form.to_owned()));
    page.hidden.push(("kind".to_owned(), kind.as_str().to_owned()));
    page.others = others;
    page
}

/// The forms of the three kinds of notes, in the same place: the first step of a new one.
fn others(f: &Frame<'_>, kind: NoteKind, placing: &Placing) -> Vec<(String, String, bool)> {
    let place = placing.communities.iter().map(|it| ("community", it)).chain([("notebook", &placing.notebook)]);
    let place = place.filter(|(_, id)| !id.is_empty());
    let place = place.map(|(name, id)| format!("&{name}={}", encode_segment(id)));
    let place = place.collect::<Vec<_>>().concat();
    let one = |it: NoteKind| {
        let words = match it {
            NoteKind::Article => f.t("web-write-kind-note"),
            NoteKind::Term => f.t("web-write-kind-term"),
            NoteKind::Organisation => f.t("web-write-kind-organisation"),
        };
        (format!("{}?kind={}{place}", Address::NewNote, it.as_str()), words.into_owned(), it == kind)
    };
    NoteKind::ALL.map(one).into()
}

fn edit_page<'a>(
    asked: &'a Asked,
    note: NoteId,
    editing: Editing,
    base: &str,
    typed: &Words,
    wrong: &[(&'static str, Wrong)],
) -> EditTemplate<'a> {
    let mut page = blank(asked, "web-write-edit", typed, &editing.owners, wrong);
    page.f.title = page.f.messages().with("web-write-edit-of", &[("title", editing.link.title.as_str().into())]);
    page.of = Some(editing.link);
    page.action = Address::NoteEdit(note).to_string();
    // The same text sent twice over the same version makes one: its key is the version.
    page.hidden.push(("base".to_owned(), base.to_owned()));
    page.hidden.push(("key".to_owned(), format!("{note}.{base}")));
    page
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{CategoryId, NotebookId, Slug};
    use services::note_rights::Joined;
    use services::views::CategoryLink;
    use services::writing::{Part, Side};
    let (text, note) = (|| words.to_owned(), NoteId::from_bytes([7; 16]));
    let typed =
        Words { title: text(), language: "iu-Cans".to_owned(), body: text(), reason: text(), ..Words::default() };
    let (community, notebook) = (CommunityId::from_bytes([8; 16]), NotebookId::from_bytes([9; 16]));
    let category = CategoryId::from_bytes([6; 16]);
    let joined = |open| Joined { community, name: text(), open };
    let offered = || Offered {
        form: text(),
        communities: vec![joined(true), joined(false)],
        notebooks: vec![(notebook, text())],
        categories: vec![CategoryLink { id: category, name: text() }],
        licence: text(),
    };
    let placing = Placing {
        visibility: "authors".to_owned(),
        communities: vec![community.to_string()],
        notebook: notebook.to_string(),
        categories: vec![category.to_string()],
        licence: text(),
    };
    let all = ["title", "language", "body", "reason", "visibility", "licence", "communities", "notebook"];
    let wrong = all.map(|name| (name, Wrong::NotAChoice));
    let editing = || Editing {
        link: Link { title: text(), address: Address::Note(note, Slug::of("n")) },
        words: typed.clone(),
        base: 2,
        owners: vec![(community, text())],
    };
    let differs =
        |ours: &str, theirs: &str, side| Part::Differs { ours: ours.to_owned(), theirs: theirs.to_owned(), side };
    let merging = Merging {
        from: 1,
        to: 2,
        by: Some(text()),
        title: (text(), Some(text())),
        language: "fr".to_owned(),
        parts: vec![
            Part::Same(text()),
            differs(words, "", Side::Ours),
            differs("", words, Side::Theirs),
            differs(words, "autre", Side::Both),
        ],
    };
    let mut shown = new_page(asked, words, offered(), &typed, &placing, &[]);
    shown.preview = Some("<p>Un texte.</p>".to_owned());
    let mut stale = edit_page(asked, note, editing(), "2", &typed, &[]);
    stale.merge = Some(Merge::new(&stale.f, &merging, None));
    let alone = Merging { by: None, title: (text(), None), parts: vec![Part::Same(text())], ..merging };
    let mut same = edit_page(asked, note, editing(), "2", &typed, &[]);
    same.merge = Some(Merge::new(&same.f, &alone, None));
    let of_kind = |beside: Beside| {
        let all = ["variants", "confusions", "called", "broader", "owner", "state", "form", "places", "publishes"];
        let wrong = all.map(|name| (name, Wrong::NotAChoice));
        let theirs = kinds::blank(beside.kind());
        let typed = Words { beside, ..typed.clone() };
        let mut page = edit_page(asked, note, editing(), "2", &typed, &wrong);
        let fields = kinds::differing(&page.f, &theirs, &typed.beside, &[(community, text())]);
        page.merge = Some(Merge { fields, ..Merge::new(&page.f, &alone, None) });
        page.render()
    };
    let mut out = blank(asked, "web-write-signed-out-title", &typed, &[], &[]);
    out.is_signed_out = true;
    out.hidden = vec![("base".to_owned(), text())];
    let pages = [
        shown.render(),
        new_page(asked, words, offered(), &typed, &placing, &wrong).render(),
        new_page(asked, words, Offered::default(), &Words::default(), &Placing::default(), &[]).render(),
        edit_page(asked, note, editing(), "2", &typed, &[]).render(),
        stale.render(),
        same.render(),
        out.render(),
        of_kind(Beside::Term(kinds::sample_term(words, &community.to_string()))),
        of_kind(Beside::Organisation(kinds::sample_organisation(words))),
    ];
    pages.into_iter().map(|page| ("edit", page.unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_form_takes_as_large_a_text_as_an_import() {
        assert_eq!(u64::try_from(super::LARGEST), Ok(interop::markdown::LARGEST_NOTE));
    }
}
