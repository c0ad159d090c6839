//! What a note points at, as it is written: resolved by whoever knows the viewer.

use std::ops::Range;
use std::path::Path;

use domain::folding::title_key;
use domain::{AttachmentId, NoteId};

use crate::headings::percent_decoded;

/// What the writer wants of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// To go there.
    Link,
    /// To read it here.
    Include,
    /// To see or hear it here.
    Image,
    /// To get the file.
    File,
}

/// What a target is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// A note by its title.
    Title {
        /// As written.
        title: String,
        /// As compared.
        key: String,
        /// The heading asked for, as written.
        heading: Option<String>,
    },
    /// A note by its id.
    Note {
        /// Its id.
        id: NoteId,
        /// The anchor or heading asked for, as written.
        fragment: Option<String>,
    },
    /// A stored file.
    File {
        /// Its id.
        id: AttachmentId,
        /// The name in the address, decoded.
        name: String,
    },
}

/// A sentence around a link, in plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// The bytes of it that are the words of the link.
    pub words: Range<usize>,
}

/// One link, inclusion, image or file of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its place among the targets of the note, from 0.
    pub ordinal: usize,
    /// What is wanted of it.
    pub kind: Kind,
    /// What it is called.
    pub reference: Reference,
    /// The words of the link, or the alternative text of the image, in plain text.
    pub text: String,
    /// Whether the writer chose those words.
    pub has_words: bool,
    /// The title of an image or link (`![](x "title")`), empty when there is none.
    pub title: String,
    /// The sentence around it.
    pub sentence: Sentence,
    /// The line of the text that holds it, from 1.
    pub line: usize,
}

/// What stands before the bar of `[[…|…]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WikiTarget {
    /// Somewhere in the same page.
    SamePage(String),
    /// A note or a file.
    Other(Reference),
}

/// The words of a link by title that says none: the title, and the heading in it. The mark of a block (`^abc`) says nothing
/// to a reader.
pub fn link_words(title: &str, heading: Option<&str>) -> String {
    match heading.filter(|heading| !heading.starts_with('^')) {
        Some(heading) => format!("{title} › {heading}"),
        None => title.to_owned(),
    }
}

impl WikiTarget {
    /// Reads `Title`, `Title#Heading`, `#Heading`, or an id. `None` when there is nothing to look for.
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        let (title, heading) = match written.split_once('#') {
            Some((title, heading)) if !heading.trim().is_empty() => (title.trim(), Some(heading.trim().to_owned())),
            // « C# » is a title.
            _ => (written, None),
        };
        if title.is_empty() {
            return heading.map(Self::SamePage);
        }
        if let Ok(id) = title.parse::<NoteId>() {
            return Some(Self::Other(Reference::Note { id, fragment: heading }));
        }
        let key = title_key(title);
        // Signs alone name nothing.
        if !key.contains(char::is_alphanumeric) {
            return None;
        }
        Some(Self::Other(Reference::Title { title: title.to_owned(), key, heading }))
    }
}

impl Reference {
    /// Reads the address of a note or of a file of this site; `None` for any other.
    pub fn from_address(address: &str) -> Option<Self> {
        let address = address.trim();
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(percent_decoded(fragment)).filter(|fragment| !fragment.is_empty())),
            None => (address, None),
        };
        if let Some(rest) = path.strip_prefix("/n/") {
            let mut segments = rest.split('/');
            let id = segments.next()?.to_ascii_lowercase().parse().ok()?;
            // `/n/{id}/-/versions` and `/n/{id}/{slug}.md` are other pages.
            let slug = segments.next().unwrap_or_default();
            let is_page = segments.next().is_none() && slug != "-" && !has_extension(slug, "md");
            return is_page.then_some(Self::Note { id, fragment });
        }
        let rest = path.strip_prefix("/files/")?;
        let (id, name) = rest.split_once('/')?;
        let name = percent_decoded(name.split('?').next().unwrap_or_default());
        Some(Self::File { id: id.parse().ok()?, name })
    }
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// How a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// As a picture.
    Image,
    /// With a player.
    Audio,
    /// With a player.
    Video,
    /// As a link.
    Other,
}

impl Media {
    /// From the type that the store knows.
    pub fn of_mime(mime: &str) -> Self {
        match mime.split('/').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "image" => Self::Image,
            "audio" => Self::Audio,
            "video" => Self::Video,
            _ => Self::Other,
        }
    }

    /// From the name, by its extension.
    pub fn of_name(name: &str) -> Self {
        let extension = Path::new(name).extension().map(|found| found.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref().unwrap_or_default() {
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "bmp" | "ico" => Self::Image,
            "mp3" | "ogg" | "oga" | "opus" | "wav" | "flac" | "m4a" | "aac" => Self::Audio,
            "mp4" | "m4v" | "webm" | "ogv" | "mov" => Self::Video,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reference, WikiTarget};
    use domain::{AttachmentId, NoteId};

    #[test]
    fn a_wiki_target_is_a_title_an_id_or_a_place_in_the_page() {
        let id = NoteId::from_bytes([7; 16]);
        assert_eq!(WikiTarget::parse(&id.to_string()), Some(WikiTarget::Other(Reference::Note { id, fragment: None })));
        assert_eq!(WikiTarget::parse("#Où"), Some(WikiTarget::SamePage("Où".to_owned())));
        let Some(WikiTarget::Other(Reference::Title { title, key, heading })) = WikiTarget::parse(" L’Été # Ici ")
        else {
            panic!("a title");
        };
        assert_eq!((title.as_str(), key.as_str(), heading.as_deref()), ("L’Été", "l'ete", Some("Ici")));
        assert!(matches!(
            WikiTarget::parse("C#"),
            Some(WikiTarget::Other(Reference::Title { title, heading: None, .. })) if title == "C#"
        ));
        assert_eq!(WikiTarget::parse("  "), None);
        assert_eq!(WikiTarget::parse("#"), None);
        // What is left of a title that was withdrawn whole.
        assert_eq!(WikiTarget::parse("▒▒▒"), None);
    }

    #[test]
    fn addresses_of_notes_and_files_are_known() {
        let id = NoteId::from_bytes([7; 16]);
        for (address, fragment) in [
            (format!("/n/{id}"), None),
            (format!("/n/{id}/accueil"), None),
            (format!("/n/{id}/accueil#o%C3%B9"), Some("où".to_owned())),
        ] {
            assert_eq!(Reference::from_address(&address), Some(Reference::Note { id, fragment }), "{address}");
        }
        assert_eq!(Reference::from_address(&format!("/n/{id}/-/versions")), None);
        assert_eq!(Reference::from_address("https://exemple.org/n/x"), None);
        let file = AttachmentId::from_bytes([1; 16]);
        assert_eq!(
            Reference::from_address(&format!("/files/{file}/a%20b.png")),
            Some(Reference::File { id: file, name: "a b.png".to_owned() })
        );
    }
}
