//! Writing a note with a form: a new one, or the next version of one that is there; shown before it is saved, and beside what somebody
//! else saved meanwhile.

mod merge;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::address::Address;
use domain::notes::Visibility;
use domain::{LanguageTag, NoteId};
use services::accounts::Wrong;
use services::views::Link;
use services::writing::{self, Editing, LARGEST, Merging, Offered, Placing, Saved, Words};

use super::accounts::{refused, to_sign_in, unshared};
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use merge::Merge;

/// The most bytes of a form that are read: a text takes up to three times its own, as browsers send it.
const LARGEST_FORM: usize = 3 * LARGEST + 256 * 1024;
/// The same, of who is not signed in: only to show it again.
const LARGEST_SIGNED_OUT: usize = 1024 * 1024;

/// What is chosen for a new note beside its words.
struct Offers {
    visibility: Field,
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
    /// Where the form goes; empty for the address of the page.
    action: String,
    is_signed_out: bool,
    /// The text as it would be read.
    preview: Option<String>,
    merge: Option<Merge>,
    hidden: Vec<(String, String)>,
    title: Field,
    language: Field,
    body: Field,
    reason: Field,
    offers: Option<Offers>,
}

impl EditTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        let words = [&self.title, &self.language, &self.body, &self.reason];
        let offers = self.offers.iter().flat_map(|it| [&it.visibility, &it.linked, &it.notebook]);
        Field::amiss(words.into_iter().chain(offers))
    }
}

/// What was typed of the words of a note.
fn words(sent: &Sent) -> Words {
    let text = |name| sent.text(name).to_owned();
    Words { title: text("title"), language: text("language"), body: text("body"), reason: text("reason") }
}

/// What was chosen of where a new note is.
fn placing(sent: &Sent) -> Placing {
    let all = |name| sent.all(name).into_iter().map(str::to_owned).collect();
    Placing {
        visibility: sent.text("visibility").to_owned(),
        communities: all("community"),
        notebook: sent.text("notebook").to_owned(),
        categories: all("category"),
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
        ..Words::default()
    };
    // What one writes is for oneself until one says otherwise.
    let placing = Placing {
        visibility: Visibility::Authors.as_str().to_owned(),
        communities: parameter(&uri, "community").into_iter().collect(),
        notebook: parameter(&uri, "notebook").unwrap_or_default(),
        categories: Vec::new(),
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
    let (typed, placing, act) = (words(&sent), placing(&sent), sent.text("act"));
    let outcome = match act {
        "notebook" => Ok(None),
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
        page.preview = preview;
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
    let editing = match writing::editing(&ctx, note).await {
        Err(services::Error::Forbidden) if asked.who.is_none() => return Ok(to_sign_in(&asked, &address.to_string())),
        editing => editing?,
    };
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
    let (ctx, typed) = (app.enter(&asked).await?, words(&sent));
    // The right before what was sent.
    let editing = match writing::editing(&ctx, note).await {
        Err(services::Error::Forbidden) if asked.who.is_none() => {
            return Ok(to_sign_in(&asked, &Address::NoteEdit(note).to_string()));
        }
        editing => editing?,
    };
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
            Ok(Saved::Stale(newest)) => {
                let merging = writing::merging(&ctx, note, number("base"), newest, &typed).await?;
                return merged(&asked, note, editing, &typed, merging, None);
            }
            Err(error) => Err(error),
        },
    };
    answered(outcome, |wrong, preview| {
        let mut page = edit_page(&asked, note, editing, base, &typed, wrong);
        page.preview = preview;
        unkept(&page)
    })
}

/// The form again: with the text as it would be read, or with what is amiss.
fn answered(
    outcome: services::Result<Option<writing::Preview>>,
    again: impl FnOnce(&[(&'static str, Wrong)], Option<String>) -> Result<Response, Fault>,
) -> Result<Response, Fault> {
    match outcome {
        Ok(preview) => Ok(unshared(again(&[], preview.map(|it| it.html))?)),
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
    let joined = Words { title, language, body, reason: typed.reason.clone() };
    let mut page = edit_page(asked, note, editing, &merging.to.to_string(), &joined, &[]);
    page.hidden.push(("from".to_owned(), merging.from.to_string()));
    page.hidden.push(("mine".to_owned(), mine.to_owned()));
    page.merge = Some(Merge::new(&page.f, &merging, chosen));
    let mut response = unkept(&page)?;
    if chosen.is_none() {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(unshared(response))
}

/// What was typed, shown again to who is not signed in any more; to where one signs in, where nothing was.
fn signed_out(asked: &Asked, sent: &Sent, page: &str) -> Result<Response, Fault> {
    let typed = words(sent);
    if typed.body.is_empty() && typed.title.is_empty() {
        return Ok(to_sign_in(asked, page));
    }
    let mut page = blank(asked, "web-write-signed-out-title", &typed, &[]);
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
    let title = field("title", "text", "web-write-title", &typed.title);
    let language = Field { choices: languages, ..field("language", "select", "web-note-language", &typed.language) };
    let body = field("body", "textarea", "web-write-body", &typed.body).hinted(limit).optional_where(true);
    let reason = field("reason", "text", "web-write-reason", &typed.reason)
        .hinted(f.t("web-write-reason-hint").into_owned())
        .optional_where(true);
    EditTemplate {
        heading: f.title.clone(),
        of: None,
        action: String::new(),
        is_signed_out: false,
        preview: None,
        merge: None,
        hidden: Vec::new(),
        title,
        language,
        body,
        reason,
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
    let mut page = blank(asked, "web-write-new", typed, wrong);
    let f = &page.f;
    let field = |name, kind, label, value: &str| Field::new(f, name, kind, label, value).judged(f, wrong);
    let levels = Visibility::ALL.map(|level| (level.as_str().to_owned(), f.visibility(level, &[], true)));
    let visibility = field("visibility", "radio", "web-rights-visibility", &placing.visibility);
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
        visibility: Field { choices: levels.into(), ..visibility },
        linked: field("communities", "checkbox", "web-rights-links", ""),
        communities: communities.collect(),
        notebook: Field { choices: std::iter::once(nowhere).chain(notebooks).collect(), ..notebook },
        categories: categories.collect(),
    };
    page.offers = Some(offers);
    page.action = Address::NewNote.to_string();
    page.hidden.push(("key".to_owned(), form.to_owned()));
    page
}

fn edit_page<'a>(
    asked: &'a Asked,
    note: NoteId,
    editing: Editing,
    base: &str,
    typed: &Words,
    wrong: &[(&'static str, Wrong)],
) -> EditTemplate<'a> {
    let mut page = blank(asked, "web-write-edit", typed, wrong);
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
    use domain::{CategoryId, CommunityId, NotebookId, Slug};
    use services::note_rights::Joined;
    use services::views::CategoryLink;
    use services::writing::{Part, Side};
    let (text, note) = (|| words.to_owned(), NoteId::from_bytes([7; 16]));
    let typed = Words { title: text(), language: "iu-Cans".to_owned(), body: text(), reason: text() };
    let (community, notebook) = (CommunityId::from_bytes([8; 16]), NotebookId::from_bytes([9; 16]));
    let category = CategoryId::from_bytes([6; 16]);
    let joined = |open| Joined { community, name: text(), open };
    let offered = || Offered {
        form: text(),
        communities: vec![joined(true), joined(false)],
        notebooks: vec![(notebook, text())],
        categories: vec![CategoryLink { id: category, name: text() }],
    };
    let placing = Placing {
        visibility: "authors".to_owned(),
        communities: vec![community.to_string()],
        notebook: notebook.to_string(),
        categories: vec![category.to_string()],
    };
    let all = ["title", "language", "body", "reason", "visibility", "communities", "notebook"];
    let wrong = all.map(|name| (name, Wrong::NotAChoice));
    let editing = || Editing {
        link: Link { title: text(), address: Address::Note(note, Slug::of("n")) },
        words: typed.clone(),
        base: 2,
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
    let mut out = blank(asked, "web-write-signed-out-title", &typed, &[]);
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
