//! `sillage admin page`: what the site says of itself, read, written and forgotten, one language at a time.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use domain::site::SitePage;
use i18n::{Language, Messages};
use serde_json::json;
use services::site_pages::{self, Around, LARGEST, Saving};
use services::{Ctx, Services, site};

use crate::administration::written;
use crate::arguments::OfPage;
use crate::failures::{Failure, Result, Unusable};
use crate::settings::Settings;
use crate::{opening, presenting, terminal};

/// Prints the text that is shown, or puts another in its place.
pub(crate) async fn run(
    services: &Services,
    ctx: &Ctx,
    settings: &Settings,
    typed: OfPage,
    as_json: bool,
    messages: &Messages,
) -> Result<()> {
    let OfPage { page, file, language, again, forget } = typed;
    let page = SitePage::parse(&page).ok_or(Failure::Flag { flag: "page", value: page })?;
    if again && !page.is_accepted() {
        return Err(Failure::Flag { flag: "again", value: page.as_str().to_owned() });
    }
    let language = match language {
        None => presenting::first_language(settings, &site::read(ctx).await?),
        Some(word) => Language::parse(&word)
            .filter(|language| settings.languages.contains(language))
            .ok_or(Failure::Flag { flag: "language", value: word })?,
    };
    // What cannot be read or used is refused before anything else is looked at.
    let body = file.as_deref().map(text_of).transpose()?;
    let name = opening::site_name(settings, services).await?;
    let around = Around { site: &name, address: settings.site_address() };
    let source = site_pages::source(ctx, page, language, around).await?;
    let saving = match (&body, again) {
        (Some(_), true) => Saving::AcceptedAgain,
        (Some(_), false) => Saving::Shown,
        (None, _) if forget => Saving::Forgotten,
        (None, _) if as_json => {
            terminal::document(&json!({
                "page": page.as_str(), "language": language.as_str(), "body": source.body,
                "changed": source.changed.map(written),
            }));
            return Ok(());
        }
        (None, _) => {
            terminal::text(&source.body);
            return Ok(());
        }
    };
    // Where the text of the program stands already, there is nothing to forget.
    if saving != Saving::Forgotten || source.changed.is_some() {
        let body = body.unwrap_or_default();
        site_pages::save(ctx, page, language, &body, source.base, saving).await.map_err(Failure::of_saving)?;
    }
    terminal::message(&match saving {
        Saving::Shown => messages.text("cli-page-saved"),
        Saving::AcceptedAgain => messages.text("cli-page-accepted-again"),
        Saving::Forgotten => messages.text("cli-page-forgotten"),
    });
    Ok(())
}

/// The text of a file, or of standard input for `-`: not a byte more is read than a page may have.
fn text_of(file: &Path) -> Result<String> {
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|opened| opened.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::Unreadable { path: file.display().to_string(), reason: error.to_string() })?;
    if bytes.len() > LARGEST {
        return Err(Failure::Text(Unusable::Long));
    }
    let text = String::from_utf8(bytes).map_err(|_| Failure::Text(Unusable::NotText))?;
    // Archives and workbooks hold zeros, and no text does.
    if text.contains('\0') {
        return Err(Failure::Text(Unusable::NotText));
    }
    // Some editors begin a file with a mark of their own.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.trim().is_empty() { Err(Failure::Text(Unusable::Empty)) } else { Ok(text.to_owned()) }
}
