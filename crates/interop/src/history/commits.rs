//! What a commit says: its author, its day, the first line of its message.
//!
//! The object itself is read, since `git log` leaves out dates before 1970.

use domain::Timestamp;
use domain::people::{MailAddress, Signer, holds_mail};

/// Characters of a reason, at most.
const LONGEST_REASON: usize = 300;

/// What a commit says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) at: Timestamp,
    /// Whether the day could not be kept as it is.
    pub(super) is_day_moved: bool,
    /// Its author; nothing where the name is an address, or empty.
    pub(super) by: Option<Signer>,
    pub(super) reason: String,
}

/// Reads the object of a commit.
pub(super) fn said(object: &[u8]) -> Option<Said> {
    let end = object.windows(2).position(|pair| pair == b"\n\n").unwrap_or(object.len());
    let (headers, message) = (object.get(..end)?, object.get(end + 2..).unwrap_or_default());
    let header = |name: &[u8]| headers.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(name));
    let encoding = header(b"encoding ").and_then(encoding_rs::Encoding::for_label);
    let words = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding.unwrap_or(encoding_rs::WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned(),
    };
    let author = words(header(b"author ")?);
    let (name, rest) = author.split_once('<').unwrap_or((&author, ""));
    let (mail, rest) = rest.rsplit_once('>').unwrap_or_default();
    let (at, is_day_moved) = moment(rest.split_whitespace().next().unwrap_or_default());
    Some(Said { at, is_day_moved, by: signer(name, mail), reason: subject(&words(message)) })
}

/// A moment by its seconds since 1970; one beyond what can be written (the year 9999) stands at the edge.
fn moment(seconds: &str) -> (Timestamp, bool) {
    // In whole seconds: the last of them cannot be written with all its parts.
    let first = || Timestamp::from_micros(0).plus_seconds(jiff::Timestamp::MIN.as_second());
    let last = || Timestamp::from_micros(0).plus_seconds(jiff::Timestamp::MAX.as_second());
    match seconds.parse::<i64>().map(jiff::Timestamp::from_second) {
        Ok(Ok(moment)) => (Timestamp::from_micros(moment.as_microsecond()), false),
        _ if seconds.starts_with('-') => (first(), true),
        _ if !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit()) => (last(), true),
        _ => (Timestamp::from_micros(0), true),
    }
}

fn signer(name: &str, mail: &str) -> Option<Signer> {
    let is_name = !name.split_whitespace().any(holds_mail);
    is_name.then(|| Signer::new(name, MailAddress::parse(mail))).flatten()
}

/// The first paragraph of a message in one line; a person's address is left out of it.
fn subject(message: &str) -> String {
    let lines = message.lines().skip_while(|line| line.trim().is_empty()).take_while(|line| !line.trim().is_empty());
    let words = lines.flat_map(str::split_whitespace).map(|word| if holds_mail(word) { "…" } else { word });
    let mut reason = String::new();
    for word in words {
        if !reason.is_empty() {
            reason.push(' ');
        }
        reason.extend(word.chars().filter(|character| !character.is_control()).take(LONGEST_REASON));
        if let Some((at, _)) = reason.char_indices().nth(LONGEST_REASON) {
            reason.truncate(at);
            reason.push('…');
            break;
        }
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(author: &str, message: &str) -> Said {
        said(format!("tree 0\nparent 1\nauthor {author}\ncommitter X <x@y.z> 5 +0000\n\n{message}").as_bytes()).unwrap()
    }

    #[test]
    fn a_commit_says_who_when_and_why() {
        let said = commit("Ana  Roy <ana@exemple.org> -148176000 -0500", "\nUn jet\nencore\n\nCorps\n");
        let by = said.by.as_ref().unwrap();
        assert_eq!((by.name(), said.reason.as_str()), ("Ana Roy", "Un jet encore"));
        assert_eq!(by.mail().map(MailAddress::as_str), Some("ana@exemple.org"));
        assert_eq!((said.at.as_micros(), said.is_day_moved), (-148_176_000_000_000, false));
    }

    #[test]
    fn an_address_stands_in_no_name_and_no_reason() {
        let said = commit("ana@exemple.org <ana@exemple.org> 5 +0000", "Suite de luc@exemple.org, @luc et a@b");
        assert_eq!((said.by, said.reason.as_str()), (None, "Suite de … @luc et a@b"));
        assert_eq!(commit(" <a@b.c> 5 +0000", "").by, None);
        let unreadable = commit("Ana <ana> 5 +0000", "").by.unwrap();
        assert_eq!((unreadable.name(), unreadable.mail()), ("Ana", None));
    }

    #[test]
    fn a_day_beyond_what_can_be_written_stands_at_the_edge_and_is_told() {
        for (seconds, year) in
            [("99999999999999", 9999), ("999999999999999999999999", 9999), ("-99999999999999", -9999)]
        {
            let said = commit(&format!("A <a@b.c> {seconds} +0000"), "x");
            let written = jiff::Timestamp::from_microsecond(said.at.as_micros()).unwrap();
            assert_eq!(i32::from(jiff::tz::TimeZone::UTC.to_datetime(written).year()), year);
            assert!(said.is_day_moved);
        }
        assert!(commit("A <a@b.c> hier", "x").is_day_moved);
    }

    #[test]
    fn a_message_in_another_encoding_is_read() {
        let object = b"author \xc9lo\xefse <a@b.c> 5 +0000\nencoding ISO-8859-1\n\n\xe9t\xe9";
        let said = said(object).unwrap();
        assert_eq!((said.by.as_ref().map(Signer::name), said.reason.as_str()), (Some("Éloïse"), "été"));
    }

    #[test]
    fn a_long_message_is_cut() {
        assert_eq!(commit("A <a@b.c> 5 +0000", &"é".repeat(100_000)).reason.chars().count(), LONGEST_REASON);
        assert_eq!(commit("A <a@b.c> 5 +0000", &"é ".repeat(1_000)).reason.chars().count(), LONGEST_REASON + 1);
    }
}
