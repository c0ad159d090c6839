//! A note, at its own address or read through a notebook, and its Markdown source.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::address::Address;
use domain::notes::Visibility;
use domain::organisations::Identifier;
use domain::{NoteId, NotebookId};
use interop::citations::Name;
use serde_json::json;
use services::notes::{self, SourceText};
use services::views::{
    CommunityLink, Keeper, NotePage, Organisation, PlaceShown, TermUsed, Translated, Whom, WhyRelated,
};

use super::conversations::TalkShown;
use super::{elsewhere, pictures, render};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;

/// The most bytes of a text that are read before anything is drawn: what comes with the first packets.
const FIRST_PACKETS: usize = 32 * 1024;
/// The bytes of a text in which a table begins that a reader sees before they scroll.
const FIRST_SCREENS: usize = 4 * 1024;

#[derive(Template)]
#[template(path = "note.html")]
pub(super) struct NoteTemplate<'a> {
    pub f: Frame<'a>,
    pub n: &'a NotePage,
    pub visibility: String,
    /// What is said of it in communities of the viewer.
    pub talks: Vec<TalkShown>,
}

impl<'a> NoteTemplate<'a> {
    /// The page of this note; its own address is the canonical one, whatever notebook it is read through.
    pub fn new(mut f: Frame<'a>, n: &'a NotePage) -> Self {
        f.canonical = Some(n.address.to_string());
        f.description = (!n.excerpt.is_empty()).then(|| n.excerpt.clone());
        let visibility = f.visibility(n.visibility, &n.communities, n.only_viewer);
        if n.visibility == Visibility::Public {
            describe(&mut f, n);
            pictures::describe(&mut f, &Address::NotePicture(n.id), &n.title);
        }
        let talks = n.talks.here.iter().cloned().map(|talk| TalkShown::new(&f, talk, None)).collect();
        Self { f, n, visibility, talks }
    }

    /// The text, in two: nothing is drawn before the first part is read.
    fn parts(&self) -> (&str, &str) {
        self.n.body.split_at_checked(read_before_drawing(&self.n.body)).unwrap_or_default()
    }

    fn may_unlink(&self, link: &CommunityLink) -> bool {
        self.n.unlinks.contains(&link.community)
    }

    fn ask_address(&self) -> Address {
        Address::NoteAsk(self.n.id)
    }

    fn write_address(&self) -> Address {
        Address::NoteWrite(self.n.id)
    }

    /// The words that lead to where one writes about it.
    fn write_to(&self, whom: &Whom) -> String {
        super::exchanges::write_to(&self.f, whom)
    }

    fn requests(&self) -> String {
        self.f.messages().with("web-note-requests", &[("count", self.n.requests.into())])
    }

    fn detach(&self, link: &CommunityLink) -> String {
        self.f.messages().with("web-note-detach", &[("name", link.link.title.as_str().into())])
    }

    fn definitions(&self, term: &TermUsed) -> String {
        self.f.definitions(i64::try_from(term.definitions.len()).unwrap_or(i64::MAX))
    }
}

/// The bytes of a text that are read before any of it is drawn: to the end of the last table of its first screens, for columns
/// move while their rows come; none where there is no such table, or where that is too far.
fn read_before_drawing(text: &str) -> usize {
    let tables = text.match_indices("<table").map(|(at, _)| at).take_while(|at| *at < FIRST_SCREENS);
    let end = tables.last().and_then(|table| {
        let mut rest = text.get(table..)?;
        rest = rest.get(rest.find("</table>")?..)?;
        // What holds the table, and ends with it, is read too.
        while rest.trim_start().starts_with("</") {
            rest = rest.get(rest.find('>')? + 1..)?;
        }
        Some(text.len() - rest.len())
    });
    end.filter(|end| *end <= FIRST_PACKETS).unwrap_or_default()
}

/// What machines read of a note: Open Graph, Highwire, schema.org.
fn describe(f: &mut Frame<'_>, n: &NotePage) {
    let url = f.absolute(&n.address);
    let site = f.site().to_owned();
    let published = n.published.map(|day| f.iso_day(day));
    let changed = crate::frame::iso(n.changed);
    let authors: Vec<&str> = n.byline.iter().map(|credit| credit.name.as_str()).collect();
    let work = n.banner.as_ref().map(|banner| banner.link.title.clone());

    let properties = &mut f.metadata.properties;
    properties.push(("og:type", "article".to_owned()));
    properties.push(("og:title", n.title.clone()));
    properties.push(("og:url", url.clone()));
    properties.push(("og:site_name", site.clone()));
    properties.push(("og:locale", if n.language.is_french() { "fr_CA" } else { "en_CA" }.to_owned()));
    if !n.excerpt.is_empty() {
        properties.push(("og:description", n.excerpt.clone()));
    }
    if let Some(day) = &published {
        properties.push(("article:published_time", day.clone()));
    }
    properties.push(("article:modified_time", changed.clone()));

    let names = &mut f.metadata.names;
    names.push(("citation_title", n.title.clone()));
    names.extend(authors.iter().map(|author| ("citation_author", (*author).to_owned())));
    if let Some(day) = &published {
        names.push(("citation_publication_date", day.replace('-', "/")));
    }
    names.extend(work.clone().map(|work| ("citation_inbook_title", work)));
    names.push(("citation_publisher", site.clone()));
    names.push(("citation_language", n.language.as_str().to_owned()));
    names.push(("citation_fulltext_html_url", url.clone()));

    let people = authors.iter().map(|author| match Name::of(author) {
        Name::Whole(name) => json!({"@type": "Organization", "name": name}),
        Name::Person { .. } => json!({"@type": "Person", "name": author}),
    });
    let licence = n.licence.as_deref().and_then(crate::frame::licence_address);
    let public = n.translations.of.iter().chain(&n.translations.also).filter(|it| it.is_public);
    let mut alternates: Vec<(String, String)> =
        public.map(|it| (it.language.as_str().to_owned(), f.absolute(&it.link.address))).collect();
    if !alternates.is_empty() {
        alternates.insert(0, (n.language.as_str().to_owned(), url.clone()));
    }
    let said = |it: &Translated| {
        let (title, language) = (&it.link.title, it.language.as_str());
        json!({"@type": "Article", "headline": title, "inLanguage": language, "url": f.absolute(&it.link.address)})
    };
    let original = n.translations.of.as_ref().filter(|it| it.is_public).map(said);
    // What translates the same original translates no other translation of it.
    let mine = n.translations.also.iter().filter(|it| it.is_public && n.translations.of.is_none());
    let translated: Vec<serde_json::Value> = mine.map(said).collect();
    f.metadata.alternates = alternates;
    let said = [
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("Article"))),
        ("headline", Some(json!(n.title))),
        ("url", Some(json!(url))),
        ("mainEntityOfPage", Some(json!(url))),
        ("inLanguage", Some(json!(n.language.as_str()))),
        ("description", (!n.excerpt.is_empty()).then(|| json!(n.excerpt))),
        ("datePublished", published.map(|day| json!(day))),
        ("dateModified", Some(json!(changed))),
        ("author", Some(people.collect())),
        ("publisher", Some(json!({"@type": "Organization", "name": site}))),
        ("license", licence.map(|licence| json!(licence))),
        ("about", n.organisation.as_ref().map(|organisation| organisation_said(&n.title, organisation))),
        ("translationOfWork", original),
        ("workTranslation", (!translated.is_empty()).then(|| json!(translated))),
        ("isPartOf", work.map(|work| json!({"@type": "Book", "name": work}))),
    ];
    let thing = said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    f.metadata.say(&thing);
}

/// An organisation, as schema.org says one; nothing that its page does not show.
fn organisation_said(name: &str, organisation: &Organisation) -> serde_json::Value {
    let identifier = |it: &Identifier| {
        let said = [
            ("@type", Some("PropertyValue".to_owned())),
            ("propertyID", Some(it.scheme().to_owned())),
            ("value", Some(it.value().to_owned())),
            ("url", it.register()),
        ];
        json!(said.into_iter().filter_map(|(name, value)| Some((name, value?))).collect::<BTreeMap<_, _>>())
    };
    let address = |place: &PlaceShown| match &place.town {
        Some(town) => json!({"@type": "PostalAddress", "addressRegion": place.region, "addressLocality": town}),
        None => json!({"@type": "PostalAddress", "addressRegion": place.region}),
    };
    let some = |said: Vec<serde_json::Value>| (!said.is_empty()).then(|| json!(said));
    let said = [
        ("@type", Some(json!("Organization"))),
        ("name", Some(json!(name))),
        ("description", (!organisation.summary.is_empty()).then(|| json!(organisation.summary))),
        ("url", organisation.web.as_ref().map(|web| json!(web))),
        ("identifier", some(organisation.identifiers.iter().map(identifier).collect())),
        ("sameAs", some(organisation.identifiers.iter().filter_map(|it| Some(json!(it.register()?))).collect())),
        ("address", some(organisation.places.iter().map(address).collect())),
        ("dissolutionDate", organisation.ended.map(|day| json!(day.to_string()))),
    ];
    said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// `/n/{note}`: to the whole address, for who may see the note.
pub(super) async fn bare(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = notes::address(&ctx, note).await?;
    elsewhere(&uri, &address).ok_or(Fault::NotFound)
}

/// `/n/{note}/{slug}`, or with `.md` its source.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, slug)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    if slug.as_bytes().ends_with(b".md") {
        let source = notes::source(&ctx, note).await?;
        return Ok(elsewhere(&uri, &source.address).unwrap_or_else(|| markdown(source)));
    }
    let page = notes::read(&ctx, note).await?;
    if let Some(redirect) = elsewhere(&uri, &page.address) {
        return Ok(redirect);
    }
    let f = asked.frame("note", page.title.clone());
    render(&ctx, &NoteTemplate::new(f, &page))
}

/// `/c/{notebook}/{slug}/n/{note}`: the note, read through that notebook.
pub(super) async fn in_notebook(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((notebook, _, note)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (notebook, note): (NotebookId, NoteId) = (doors::id(&notebook)?, doors::id(&note)?);
    let ctx = app.enter(&asked).await?;
    let page = notes::read_in(&ctx, notebook, note).await?;
    let through = page.banner.as_ref().map(|banner| &banner.link.address);
    if let Some(Address::Notebook(notebook, slug)) = through
        && let Some(redirect) = elsewhere(&uri, &Address::NoteInNotebook(*notebook, slug.clone(), note))
    {
        return Ok(redirect);
    }
    let f = asked.frame("note", page.title.clone());
    render(&ctx, &NoteTemplate::new(f, &page))
}

fn markdown(source: SourceText) -> Response {
    let mut response = source.text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/markdown; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_before_drawing_ends_behind_the_last_table_of_the_first_screens() {
        let table = "<table><tr><td>1</td></tr></table>";
        let words = |count: usize| "<p>Mot</p>".repeat(count);
        let read = |text: &str| text.get(..read_before_drawing(text)).map(str::to_owned).unwrap();
        assert_eq!(read(&words(9)), "");
        assert_eq!(read(&format!("{}{table}{}", words(2), words(900))), format!("{}{table}", words(2)));
        assert_eq!(read(&format!("{table}{}{table}{}", words(9), words(9))), format!("{table}{}{table}", words(9)));
        assert_eq!(read(&format!("<div><p>{table}</p>\n</div>{}", words(9))), format!("<div><p>{table}</p>\n</div>"));
        // Of a table further down nothing is seen while it comes, and nobody waits for a long one.
        assert_eq!(read(&format!("{}{table}", words(900))), "");
        assert_eq!(read(&format!("<table>{}</table>", "<tr><td>1</td></tr>".repeat(2000))), "");
        assert_eq!(read("<table><tr>"), "");
    }
}
