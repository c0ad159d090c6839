//! `sillage admin site`: what the site is called, what its home page says that it is, which language it speaks first, under which
//! licence what is published stands.

use i18n::{Language, Messages};
use serde_json::{Map, Value, json};
use services::Ctx;
use services::site::{self, Said, Typed, lead_field};

use crate::arguments::OfSite;
use crate::failures::{Failure, Result};
use crate::settings::Settings;
use crate::terminal;

/// Says what is typed of it, where anything is, then prints what stands.
pub(crate) async fn run(
    ctx: &Ctx,
    settings: &Settings,
    words: OfSite,
    as_json: bool,
    messages: &Messages,
) -> Result<()> {
    let typed = typed(settings, words)?;
    if typed != Typed::default() {
        site::set(ctx, &settings.languages, &typed, None).await?;
    }
    // What the settings say stands all the same.
    if typed.name.is_some() && settings.chosen_name().is_some() {
        terminal::message(&messages.text("cli-site-name-told"));
    }
    if typed.language.is_some() && settings.languages_are_chosen() {
        terminal::message(&messages.text("cli-site-language-told"));
    }
    show(settings, &site::read(ctx).await?, as_json);
    Ok(())
}

fn typed(settings: &Settings, words: OfSite) -> Result<Typed> {
    let OfSite { called, lead_fr, lead_en, language, licence } = words;
    if let Some(word) = &language
        && Language::parse(word).is_none_or(|language| !settings.languages.contains(&language))
    {
        return Err(Failure::Flag { flag: "language", value: word.clone() });
    }
    let leads = [(Language::French, lead_fr), (Language::English, lead_en)];
    let leads = leads.into_iter().filter_map(|(language, words)| Some((language, words?))).collect();
    Ok(Typed { name: called, leads, language, licence })
}

/// The language that the site speaks first.
pub(crate) fn first_language(settings: &Settings, said: &Said) -> Language {
    let chosen = said.language.as_ref().and_then(Language::of).filter(|_| !settings.languages_are_chosen());
    let chosen = chosen.filter(|language| settings.languages.contains(language));
    chosen.or(settings.languages.first().copied()).unwrap_or_default()
}

/// What the pages say today.
fn show(settings: &Settings, said: &Said, as_json: bool) {
    let name = settings.chosen_name().or(said.name.as_deref()).unwrap_or(&settings.name);
    let language = first_language(settings, said);
    if as_json {
        let leads = said.leads.iter().map(|(tag, words)| (tag.as_str().to_owned(), Value::from(words.as_str())));
        let leads: Map<String, Value> = leads.collect();
        return terminal::document(
            &json!({ "name": name, "leads": leads, "language": language.as_str(), "licence": said.licence }),
        );
    }
    terminal::result(&format!("name {name}"));
    for language in Language::ALL {
        let words = said.lead(language);
        if !words.is_empty() {
            terminal::result(&format!("{} {words}", lead_field(language)));
        }
    }
    terminal::result(&format!("language {language}"));
    if !said.licence.is_empty() {
        terminal::result(&format!("licence {}", said.licence));
    }
}
