//! All that is held about a person, as one file: a ZIP archive (PKWARE APPNOTE 6.3.9) of Markdown (CommonMark), JSON
//! (RFC 8259) and the files themselves, written as it is read.

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};
use std::io::{self, Read as _, Write};
use std::sync::Arc;

use domain::{AttachmentId, NoteId, Slug, Timestamp};
use i18n::{Language, Messages};
use services::own_data::{OwnData, OwnNote, SOURCES, Source, register};
use services::{Ctx, Error, Result};
use tokio::sync::mpsc::Sender;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Bytes sent at once, about.
const PIECE: usize = 64 * 1024;
/// The most characters of a name in the archive, but for its id.
const LONGEST_NAME: usize = 80;

/// What was written and is not sent yet.
#[derive(Clone, Default)]
struct Written(Arc<std::sync::Mutex<Vec<u8>>>);

impl Written {
    fn take(&self, least: usize) -> Option<Vec<u8>> {
        let mut bytes = self.0.lock().ok()?;
        (bytes.len() >= least).then(|| std::mem::take(&mut *bytes))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(|_| io::ErrorKind::Other)?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An archive on its way.
struct Archive<'a> {
    zip: ZipWriter<StreamWriter<Written>>,
    written: Written,
    out: &'a Sender<io::Result<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Archive<'_> {
    /// Begins an entry.
    fn begin(&mut self, name: &str, options: SimpleFileOptions) -> Result<()> {
        self.zip.start_file(name, options).map_err(ours)
    }

    /// Goes on with the entry, and sends what there is enough of.
    async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.zip.write_all(bytes).map_err(ours)?;
        send(&self.written, self.out, PIECE).await
    }

    async fn entry(&mut self, name: &str, words: &str) -> Result<()> {
        self.begin(name, self.options)?;
        self.write(words.as_bytes()).await
    }
}

/// Sends what was written, where it is so many bytes at least.
async fn send(written: &Written, out: &Sender<io::Result<Vec<u8>>>, least: usize) -> Result<()> {
    let Some(bytes) = written.take(least) else { return Ok(()) };
    // Nobody takes it any more.
    out.send(Ok(bytes)).await.map_err(|_| Error::Unavailable)
}

/// A mistake of ours: all that is written here can be.
fn ours(error: impl Display) -> Error {
    Error::Internal(error.to_string())
}

/// Writes all that is held about whoever asks to `out`, piece by piece; what it says of itself is in this language.
///
/// # Errors
/// [`Error::NotFound`] for a visitor; [`Error::Unavailable`] where the database or the files are away, or nobody takes it
/// any more. What was sent is then no whole archive, and readers of archives say so.
pub async fn write(ctx: &Ctx, language: Language, site: &str, out: &Sender<io::Result<Vec<u8>>>) -> Result<()> {
    let data = OwnData::of(ctx).await?;
    let written = Written::default();
    let now = data.at();
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(clock(now));
    let mut archive = Archive { zip: ZipWriter::new_stream(written.clone()), written, out, options };
    let messages = Messages::get(language);
    archive.entry(&messages.text("me-held-readme-name"), &readme(messages, site, &i18n::rfc3339(now))).await?;
    for source in SOURCES {
        rows(ctx, &data, &mut archive, source).await?;
    }
    notes(ctx, &data, &mut archive).await?;
    let Archive { zip, written, out, .. } = archive;
    zip.finish().map_err(ours)?;
    send(&written, out, 1).await
}

/// The moment as an archive says it: in UTC, to two seconds.
fn clock(moment: Timestamp) -> DateTime {
    let at = jiff::Timestamp::from_microsecond(moment.as_micros()).unwrap_or_default();
    let at = jiff::tz::TimeZone::UTC.to_datetime(at);
    let small = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let [month, day, hour, minute, second] = [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(small);
    DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
}

/// A line of the register in words: what is held, then why, until when, and who sees it.
pub fn line(messages: &'static Messages, what: &str) -> (String, [String; 3]) {
    let of = |part: &str| messages.text(&format!("me-held-{}{part}", what.replace('_', "-"))).into_owned();
    let said = [
        messages.with("me-held-why", &[("why", of("-why").into())]),
        messages.with("me-held-until", &[("until", of("-until").into())]),
        messages.with("me-held-who", &[("who", of("-who").into())]),
    ];
    (of(""), said)
}

/// What the archive says of itself: of each line of the register, why it is held, until when, who sees it, and where it is.
fn readme(messages: &'static Messages, site: &str, made: &str) -> String {
    let mut words = messages.with("me-held-readme", &[("site", site.into()), ("when", made.into())]);
    for what in register() {
        let (name, said) = line(messages, what);
        let files: Vec<String> = SOURCES.iter().filter(|source| source.what == what).map(place_of).collect();
        let _ = write!(words, "\n\n{name}\n{}\n{}", said.join("\n"), files.join(", "));
    }
    words.push('\n');
    // A text file that any editor opens.
    words.replace('\n', "\r\n")
}

fn place_of(source: &Source) -> String {
    format!("held/{}.json", source.name)
}

async fn rows(ctx: &Ctx, data: &OwnData, archive: &mut Archive<'_>, source: &Source) -> Result<()> {
    archive.begin(&place_of(source), archive.options)?;
    let (mut after, mut between) = (None, "[\n");
    loop {
        let (rows, next) = data.rows(ctx, source, after).await?;
        for row in rows {
            let row = serde_json::to_string(&row).map_err(ours)?;
            archive.write(between.as_bytes()).await?;
            archive.write(row.as_bytes()).await?;
            between = ",\n";
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    archive.write(if between == ",\n" { "\n]\n" } else { "[]\n" }.as_bytes()).await
}

async fn notes(ctx: &Ctx, data: &OwnData, archive: &mut Archive<'_>) -> Result<()> {
    let (mut after, mut shown): (Option<NoteId>, BTreeSet<AttachmentId>) = (None, BTreeSet::new());
    loop {
        let (notes, next) = data.notes(ctx, after).await?;
        for note in &notes {
            archive.entry(&format!("notes/{}-{}.md", Slug::of(&note.title), note.id), &markdown(note)).await?;
            let mut number = 0;
            loop {
                let (versions, last) = data.versions(ctx, note, number).await?;
                for version in versions {
                    let words = with_front_matter(&version.title, &[], &version.text);
                    archive.entry(&format!("versions/{}/{}.md", note.id, version.number), &words).await?;
                }
                let Some(last) = last else { break };
                number = last;
            }
        }
        for file in data.files(ctx, &notes).await? {
            if !shown.insert(file.id) {
                continue;
            }
            let Some(content) = data.open(ctx, &file).await? else { continue };
            let options = archive.options.compression_method(CompressionMethod::Stored);
            let options = options.large_file(content.size() > u64::from(u32::MAX) / 2);
            archive.begin(&format!("files/{}-{}", file.id, safe(&file.name)), options)?;
            let (mut content, mut piece) = (content.into_read(), vec![0; PIECE]);
            loop {
                let count = content.read(&mut piece).map_err(|_| Error::Unavailable)?;
                let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else { break };
                archive.write(read).await?;
            }
        }
        if next.is_none() {
            return Ok(());
        }
        after = next;
    }
}

fn markdown(note: &OwnNote) -> String {
    with_front_matter(&note.title, &note.facts, &note.text)
}

/// A text below what is said of it, in front matter (YAML 1.2, whose words in quotes are those of JSON).
fn with_front_matter(title: &str, facts: &[(&'static str, String)], text: &str) -> String {
    let mut words = String::from("---\n");
    for (name, said) in [("title", title)].into_iter().chain(facts.iter().map(|(name, said)| (*name, said.as_str()))) {
        if !said.is_empty() {
            let _ = writeln!(words, "{name}: {}", serde_json::Value::from(said));
        }
    }
    words.push_str("---\n");
    words.push_str(text);
    words
}

/// A name that every system takes for that of a file, and of no folder.
fn safe(name: &str) -> String {
    let kept = |c: char| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c };
    let name: String = name.chars().map(kept).collect();
    let skipped = name.chars().count().saturating_sub(LONGEST_NAME);
    // The end holds what kind of file it is.
    name.chars().skip(skipped).collect::<String>().trim_matches([' ', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{safe, with_front_matter};

    #[test]
    fn a_name_in_the_archive_leads_into_no_folder_and_to_no_device() {
        assert_eq!(safe("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(safe("C:\\a\n?.png"), "C__a__.png");
        assert_eq!(safe(&format!("{}.jpg", "é".repeat(300))).chars().count(), 80);
    }

    #[test]
    fn what_is_said_of_a_note_is_front_matter_whatever_its_title_holds() {
        let words = with_front_matter("« Un » : \"deux\"\n---", &[("licence", String::new())], "Texte");
        assert_eq!(words, "---\ntitle: \"« Un » : \\\"deux\\\"\\n---\"\n---\nTexte");
    }
}
