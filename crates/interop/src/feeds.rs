//! Feeds (Atom, RFC 4287) and maps for search engines (sitemaps.org, protocol 0.9).

use atom_syndication::{
    ContentBuilder, EntryBuilder, FeedBuilder, FixedDateTime, LinkBuilder, PersonBuilder, TextBuilder,
};
use domain::Timestamp;
use services::views::NoteLine;

/// What a feed is.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who makes it: the site.
    pub site: &'a str,
    /// The scheme and host of the site.
    pub root: &'a str,
    /// The path of the feed.
    pub path: &'a str,
    /// The path of the page that it follows.
    pub page: &'a str,
    /// The language of the site, as a tag.
    pub language: &'a str,
}

/// How many entries a feed has, at most.
pub const MOST: usize = 50;

/// An Atom feed of these notes, in their order.
pub fn atom(about: About<'_>, notes: &[NoteLine]) -> String {
    let absolute = |path: &str| format!("{}{path}", about.root);
    let link = |rel: &str, href: String| LinkBuilder::default().rel(rel).href(href).build();
    let entries = notes.iter().take(MOST).map(|note| {
        // The address without its slug: a title that changes makes no other entry.
        let id = absolute(&format!("/n/{}", note.note));
        EntryBuilder::default()
            .id(id)
            .title(TextBuilder::default().value(readable(&note.link.title)).build())
            .updated(moment(note.changed))
            .links(vec![link("alternate", absolute(&note.link.address.to_string()))])
            .content((!note.excerpt.is_empty()).then(|| {
                ContentBuilder::default()
                    .content_type("text".to_owned())
                    .lang(note.language.as_str().to_owned())
                    .value(readable(&note.excerpt))
                    .build()
            }))
            .build()
    });
    let updated = notes.iter().map(|note| note.changed).max().unwrap_or(Timestamp::from_micros(0));
    FeedBuilder::default()
        .id(absolute(about.path))
        .title(TextBuilder::default().value(readable(about.title)).build())
        .lang(about.language.to_owned())
        .updated(moment(updated))
        .authors(vec![PersonBuilder::default().name(readable(about.site)).build()])
        .links(vec![link("self", absolute(about.path)), link("alternate", absolute(about.page))])
        .entries(entries.collect::<Vec<_>>())
        .build()
        .to_string()
}

/// Words that XML can hold (XML 1.0, section 2.2).
fn readable(words: &str) -> String {
    let is_one = |character: &char| !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}');
    words.chars().filter(is_one).collect()
}

fn moment(moment: Timestamp) -> FixedDateTime {
    FixedDateTime::parse_from_rfc3339(&i18n::rfc3339(moment)).unwrap_or_default()
}

/// A page of a map: its whole address, and its last change.
pub type MapLine = (String, Option<Timestamp>);

/// A map of these pages.
pub fn sitemap(pages: &[MapLine]) -> String {
    map("urlset", "url", pages)
}

/// A list of maps.
pub fn sitemap_index(maps: &[MapLine]) -> String {
    map("sitemapindex", "sitemap", maps)
}

fn map(root: &str, item: &str, pages: &[MapLine]) -> String {
    use std::fmt::Write as _;

    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for (address, changed) in pages {
        // Addresses are percent-encoded: of what XML would read, `&` alone may be there.
        let _ = write!(out, "<{item}><loc>{}</loc>", address.replace('&', "&amp;"));
        if let Some(changed) = changed {
            let _ = write!(out, "<lastmod>{}</lastmod>", i18n::rfc3339(*changed));
        }
        let _ = writeln!(out, "</{item}>");
    }
    let _ = writeln!(out, "</{root}>");
    out
}

#[cfg(test)]
mod tests {
    use domain::address::Address;
    use domain::notes::{NoteKind, Visibility};
    use domain::{LanguageTag, NoteId, Slug};
    use services::views::Link;

    use super::*;

    #[test]
    fn a_feed_is_read_back_as_it_was_meant() {
        let title = "« L’été » & <b> \u{1}";
        let line = NoteLine {
            note: NoteId::from_bytes([7; 16]),
            link: Link {
                title: title.to_owned(),
                address: Address::Note(NoteId::from_bytes([7; 16]), Slug::of(title)),
            },
            kind: NoteKind::Article,
            language: LanguageTag::french(),
            excerpt: title.to_owned(),
            changed: Timestamp::from_micros(1_701_875_820_000_000),
            visibility: Visibility::Public,
        };
        let about = About {
            title,
            site: "Réseau",
            root: "https://notes.example",
            path: "/feed.atom",
            page: "/recent",
            language: "fr-CA",
        };
        let feed = atom_syndication::Feed::read_from(atom(about, &vec![line; 60]).as_bytes()).unwrap();
        let seen = "« L’été » & <b> ";
        assert_eq!((feed.title().as_str(), feed.entries().len()), (seen, MOST));
        let entry = &feed.entries()[0];
        assert_eq!((entry.title().as_str(), entry.content().unwrap().value()), (seen, Some(seen)));
        assert!(entry.links()[0].href().starts_with("https://notes.example/n/") && !entry.id().contains("ete"));
        assert_eq!(entry.updated().to_rfc3339(), "2023-12-06T15:17:00+00:00");
    }
}
