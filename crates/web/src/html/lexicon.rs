//! The lexicon: from A to Z, and an entry.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::LanguageTag;
use domain::address::encode_segment;
use domain::lexicon::EntryKey;
use services::views::{EntryPage, LexiconPage};

use super::{elsewhere, parameter, position, render};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::frame::Frame;

#[derive(Template)]
#[template(path = "lexicon.html")]
pub(super) struct LexiconTemplate<'a> {
    pub f: Frame<'a>,
    pub l: &'a LexiconPage,
}

impl LexiconTemplate<'_> {
    /// The same list, of one letter alone; of all where none is said.
    fn of_letter(&self, letter: &str) -> String {
        let letter = if letter.is_empty() { String::new() } else { format!("&{}", letter_asked(letter)) };
        format!("?language={}{letter}", self.l.language)
    }
}

fn letter_asked(letter: &str) -> String {
    format!("letter={}", encode_segment(letter))
}

#[derive(Template)]
#[template(path = "entry.html")]
pub(super) struct EntryTemplate<'a> {
    pub f: Frame<'a>,
    pub e: &'a EntryPage,
}

impl<'a> EntryTemplate<'a> {
    /// The page of this entry.
    pub fn new(mut f: Frame<'a>, e: &'a EntryPage) -> Self {
        f.canonical = Some(e.address.to_string());
        f.description = match e.definitions.as_slice() {
            [only] => Some(only.definition.text.clone()),
            _ => None,
        };
        Self { f, e }
    }

    fn count(&self) -> String {
        self.f.definitions(i64::try_from(self.e.definitions.len()).unwrap_or(i64::MAX))
    }

    /// The language of the title, where it is not that of the page.
    fn foreign(&self) -> Option<&LanguageTag> {
        let language = &self.e.definitions.first()?.definition.language;
        self.f.differs(language).then_some(language)
    }

    fn has_relations(&self) -> bool {
        !self.e.broader.is_empty() || !self.e.narrower.is_empty() || !self.e.related.is_empty()
    }
}

/// `/lexicon`.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let asked_for = parameter(&uri, "language").and_then(|tag| LanguageTag::parse(&tag));
    let language = asked_for.clone().unwrap_or_else(|| asked.look.language.tag());
    let letter = parameter(&uri, "letter").filter(|letter| !letter.is_empty());
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::lexicon::list(&ctx, &language, letter.as_deref(), after.as_deref()).await?;
    let mut f = asked.frame("lexicon", String::new());
    f.title = f.t("lexicon-title").into_owned();
    // Unsaid, it follows that of the interface.
    let said = [asked_for.map(|tag| format!("language={tag}")), letter.as_deref().map(letter_asked)];
    f.query = said.into_iter().flatten().collect::<Vec<_>>().join("&");
    f.position = position;
    render(&ctx, &LexiconTemplate { f, l: &page })
}

/// `/lexicon/{entry}`; a variant leads to the entry that has it.
pub(super) async fn entry(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(label): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = match services::lexicon::entry(&ctx, &EntryKey::of(&label), after.as_deref()).await {
        Err(services::Error::NotFound) => {
            let address = services::lexicon::address(&ctx, &label).await?;
            return elsewhere(&uri, &address).ok_or(Fault::NotFound);
        }
        page => page?,
    };
    if let Some(redirect) = elsewhere(&uri, &page.address) {
        return Ok(redirect);
    }
    let mut f = asked.frame("entry", page.title.clone());
    f.position = position;
    render(&ctx, &EntryTemplate::new(f, &page))
}
