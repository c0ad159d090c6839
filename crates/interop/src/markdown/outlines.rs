//! The order in which a folder reads: `SUMMARY.md` of mdBook and GitBook, else the paths.

mod settings;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use domain::LanguageTag;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::encodings::decode;
use super::front_matter::{self, Value};
use super::incoming::{Entry, EntryKind, LARGEST_NOTE, Outline, OutlineItem, Warning};

/// Finds the order; marks the summary itself as not a note.
pub(super) fn outline(root: &Path, entries: &mut [Entry], warnings: &mut Vec<(String, Warning)>) -> Outline {
    let mut outline = Outline { base: published_base(root), ..Outline::default() };
    let source = book(root, &mut outline);
    let git_book = settings::gitbook(root, warnings);
    let summary =
        [git_book.summary, format!("{source}SUMMARY.md"), "src/SUMMARY.md".to_owned(), "SUMMARY.md".to_owned()]
            .into_iter()
            .find(|path| entries.iter().any(|entry| entry.path == *path && entry.kind == EntryKind::Note));
    if let Some(path) = summary
        && let Some(text) = read_text(root, &path)
    {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for entry in &mut *entries {
            if entry.path == path {
                entry.kind = EntryKind::Ignored("outline");
            }
        }
        outline.items = summary_items(&text, folder, &path, entries, warnings);
        let listed: HashSet<&str> = outline
            .items
            .iter()
            .filter_map(|item| match item {
                OutlineItem::Chapter { path, .. } => Some(path.as_str()),
                _ => None,
            })
            .collect();
        let left: Vec<String> = entries
            .iter()
            .filter(|entry| entry.kind == EntryKind::Note && !listed.contains(entry.path.as_str()))
            .map(|entry| entry.path.clone())
            .collect();
        // Notes that the summary forgets come last, in the order of their paths; but for the first page of the book.
        for path in left {
            if path == git_book.first {
                outline.items.insert(0, OutlineItem::Chapter { path, title: String::new(), level: 0 });
                continue;
            }
            warnings.push((path.clone(), Warning { line: 0, code: "not_in_outline", args: Vec::new() }));
            outline.items.push(OutlineItem::Chapter { path, title: String::new(), level: 0 });
        }
        outline.titles = titles(&outline.items);
        return outline;
    }
    let notes: Vec<&str> =
        entries.iter().filter(|entry| entry.kind == EntryKind::Note).map(|entry| entry.path.as_str()).collect();
    by_path(&notes, "", 0, &mut outline.items);
    outline
}

/// The title of each chapter that has one, by its path; the first where it is listed twice.
fn titles(items: &[OutlineItem]) -> HashMap<String, String> {
    let mut titles = HashMap::new();
    for item in items {
        if let OutlineItem::Chapter { path, title, .. } = item
            && !title.is_empty()
        {
            titles.entry(path.clone()).or_insert_with(|| title.clone());
        }
    }
    titles
}

pub(super) fn read_text(root: &Path, path: &str) -> Option<String> {
    let location = super::folders::inside(root, &root.join(path))?;
    if std::fs::metadata(&location).ok()?.len() > LARGEST_NOTE {
        return None;
    }
    decode(&std::fs::read(location).ok()?).ok().map(|decoded| decoded.text)
}

/// The path of the site that the folder is published as, where its configuration says it.
fn published_base(root: &Path) -> String {
    const SAID: [(&str, &str); 5] = [
        ("book.toml", "site-url"),
        ("_config.yml", "baseurl"),
        ("mkdocs.yml", "site_url"),
        (".vuepress/config.js", "base"),
        ("docusaurus.config.js", "baseUrl"),
    ];
    for (file, key) in SAID {
        let Some(text) = read_text(root, file) else { continue };
        let said = text.lines().find_map(|line| {
            let rest = line.trim().trim_matches(['"', '\'']).strip_prefix(key)?;
            let value = rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix(['=', ':'])?;
            Some(value.trim().trim_end_matches(',').trim_matches(['"', '\'']).to_owned())
        });
        if let Some(said) = said {
            // Of an address, the path.
            let path = said
                .split_once("://")
                .map_or(said.as_str(), |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
            return path.trim_matches('/').to_owned();
        }
    }
    String::new()
}

/// Reads `book.toml`: title, authors, language; gives the folder of the sources, with its `/`.
fn book(root: &Path, outline: &mut Outline) -> String {
    let source = "src/".to_owned();
    let Some(text) = read_text(root, "book.toml") else { return source };
    let Ok(Value::Map(pairs)) = toml::from_str::<Value>(&text) else { return source };
    let Some((_, Value::Map(book))) = pairs.into_iter().find(|(key, _)| key == "book") else { return source };
    let mut folder = source;
    // https://rust-lang.github.io/mdBook/format/configuration/general.html
    outline.assumed = Some(LanguageTag::english());
    for (key, value) in book {
        match key.as_str() {
            "title" => outline.title = Some(value.words()).filter(|title| !title.is_empty()),
            "authors" => outline.authors = value.signers(),
            "language" => outline.language = LanguageTag::parse(&value.words()),
            "src" => folder = format!("{}/", value.words().trim_matches('/')),
            _ => {}
        }
    }
    folder
}

fn summary_items(
    text: &str,
    folder: &str,
    summary: &str,
    entries: &[Entry],
    warnings: &mut Vec<(String, Warning)>,
) -> Vec<OutlineItem> {
    let split = front_matter::split(text);
    let notes: HashSet<&str> =
        entries.iter().filter(|entry| entry.kind == EntryKind::Note).map(|entry| entry.path.as_str()).collect();
    let mut items = Vec::new();
    let mut depth: u8 = 0;
    let (mut heading, mut link): (Option<String>, Option<(String, String)>) = (None, None);
    let mut first_heading = true;
    for (event, range) in Parser::new(split.rest).into_offset_iter() {
        match event {
            Event::Start(Tag::List(_)) => depth = depth.saturating_add(1),
            Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let title = heading.take().unwrap_or_default();
                // The first heading, before any chapter, is the summary's own.
                let own = first_heading && items.is_empty();
                if !own && !title.is_empty() {
                    items.push(OutlineItem::Part { title, level: 0 });
                }
                first_heading = false;
            }
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((dest_url.to_string(), String::new())),
            Event::End(TagEnd::Link) => {
                let Some((target, title)) = link.take() else { continue };
                let level = depth.saturating_sub(1);
                let title = title.trim().to_owned();
                let target = target.split('#').next().unwrap_or_default();
                if target.is_empty() {
                    items.push(OutlineItem::Draft { title, level });
                    continue;
                }
                let path = resolve(folder, &unescape(target));
                let found = path.filter(|path| notes.contains(path.as_str()));
                if let Some(path) = found {
                    items.push(OutlineItem::Chapter { path, title, level });
                } else {
                    let line = split.rest.get(..range.start).unwrap_or_default().matches('\n').count();
                    let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(split.line);
                    let warning = Warning { line, code: "outline_missing", args: vec![target.to_owned()] };
                    warnings.push((summary.to_owned(), warning));
                    items.push(OutlineItem::Draft { title, level });
                }
            }
            Event::Rule => items.push(OutlineItem::Separator),
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, title)) = &mut link {
                    title.push_str(&words);
                } else if let Some(title) = &mut heading {
                    title.push_str(&words);
                }
            }
            _ => {}
        }
    }
    items
}

/// A relative path from a folder, its `.` and `..` gone; `None` where it climbs out.
pub(super) fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    parts.retain(|part| !part.is_empty());
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `%20` and its like, as characters.
pub(super) fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
        let value = hex.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(value) = value {
            bytes.push(value);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn is_first_page(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    matches!(stem.as_str(), "readme" | "index" | "accueil" | "_index")
}

/// Folders as nesting: the first page of a folder stands for it, else a part bears its name. `notes` are those under
/// `prefix`.
fn by_path(notes: &[&str], prefix: &str, level: u8, items: &mut Vec<OutlineItem>) {
    let mut files: Vec<&str> = Vec::new();
    let mut folders: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
    for path in notes {
        match path.get(prefix.len()..).and_then(|rest| rest.split_once('/')) {
            Some((folder, _)) => folders.entry(order(folder)).or_default().push(path),
            None => files.push(path),
        }
    }
    files.sort_by_cached_key(|path| (!is_first_page(name(path)), order(name(path))));
    let mut inner = level;
    for (index, path) in files.iter().enumerate() {
        let first = index == 0 && !prefix.is_empty() && is_first_page(name(path));
        items.push(OutlineItem::Chapter { path: (*path).to_owned(), title: String::new(), level: inner });
        if first {
            inner = level.saturating_add(1);
        }
    }
    for ((_, folder), within) in folders {
        let prefix = format!("{prefix}{folder}/");
        let has_first = within
            .iter()
            .any(|path| path.strip_prefix(&prefix).is_some_and(|rest| !rest.contains('/') && is_first_page(rest)));
        if has_first {
            by_path(&within, &prefix, inner, items);
        } else {
            items.push(OutlineItem::Part { title: folder.replace(['-', '_'], " "), level: inner });
            by_path(&within, &prefix, inner.saturating_add(1), items);
        }
    }
}

/// Names stand in the order of their words, whatever their case and accents; those of the same words, as written.
fn order(name: &str) -> (String, &str) {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    (domain::folding::title_key(stem), name)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
