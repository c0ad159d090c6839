//! Lists of people to invite: CSV as spreadsheets write it (RFC 4180, with `,`, `;` or a tab between), or one address a line.

use csv::{ReaderBuilder, StringRecord};
use services::registration::Invitee;

/// What a list says: one person a line. Lines without words are none. `None` where it is no text: a workbook, an archive.
///
/// The columns are known by their titles (in French or in English); without titles, the cell that has an `@` is the address and
/// the one after it the name.
pub fn read(bytes: &[u8]) -> Option<Vec<Invitee>> {
    let text = decoded(bytes);
    // What spreadsheets keep by themselves is full of zeros, and no text has one.
    if text.contains('\0') {
        return None;
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let mut columns = None;
    let mut invitees = Vec::new();
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    // The text is Unicode by now, and rows may differ in length: nothing is left that could be amiss.
    for row in reader.records().flatten() {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let known = columns.get_or_insert_with(|| Columns::titled(&row).unwrap_or(Columns::UNTITLED));
        if known.is_titled && invitees.is_empty() && Columns::titled(&row).is_some() {
            continue;
        }
        let begins = row.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let line = lines.of(begins);
        invitees.push(known.read(&row, line));
    }
    Some(invitees)
}

/// On which line a row begins; rows come in order.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first row that begins at this byte, or after the empty lines that stand there.
    fn of(&mut self, byte: usize) -> usize {
        let rest = self.text.as_bytes().get(byte..).unwrap_or_default();
        let begins = byte + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += self.text.get(self.at..begins).map_or(0, |passed| passed.matches('\n').count());
        self.at = begins;
        self.line
    }
}

/// Where each thing stands.
struct Columns {
    is_titled: bool,
    mail: Option<usize>,
    given: Option<usize>,
    name: Option<usize>,
    language: Option<usize>,
}

impl Columns {
    const UNTITLED: Self = Self { is_titled: false, mail: None, given: None, name: None, language: None };

    /// What the first line says of the others, where it holds titles.
    fn titled(row: &StringRecord) -> Option<Self> {
        if row.iter().any(|cell| cell.contains('@')) {
            return None;
        }
        let titles: Vec<String> = row.iter().map(domain::folding::title_key).collect();
        let at = |names: &[&str]| titles.iter().position(|title| names.contains(&title.as_str()));
        let mail = at(&["courriel", "mail", "email", "e mail", "e-mail", "adresse", "address", "adresse courriel"])?;
        Some(Self {
            is_titled: true,
            mail: Some(mail),
            given: at(&["prenom", "given name", "first name", "prénom"]),
            name: at(&["nom", "name", "nom complet", "full name", "nom de famille", "last name", "family name"]),
            language: at(&["langue", "language"]),
        })
    }

    fn read(&self, row: &StringRecord, line: usize) -> Invitee {
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default().trim();
        let (mail, name) = if self.is_titled {
            let name = [cell(self.given), cell(self.name)].join(" ");
            (cell(self.mail).to_owned(), name.trim().to_owned())
        } else {
            let place = row.iter().position(|cell| cell.contains('@')).unwrap_or(0);
            (cell(Some(place)).to_owned(), cell(Some(place + 1)).to_owned())
        };
        let spoken = domain::folding::title_key(cell(self.language));
        let language = match spoken.get(..2) {
            Some("fr") => "fr",
            Some("en" | "an") => "en",
            _ => "",
        };
        Invitee { line, mail, name, language: language.to_owned() }
    }
}

/// The text, whatever wrote it: a spreadsheet in French writes Windows-1252, or UTF-16 with its mark.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    std::str::from_utf8(bytes).map_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(), str::to_owned)
}

/// What stands between two cells: of `,`, `;` and a tab, the one that the first line has most.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|sign| (count(*sign), *sign == b',')).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, String, String, String)> {
        read(text.as_bytes()).unwrap().into_iter().map(|it| (it.line, it.mail, it.name, it.language)).collect()
    }

    fn one(line: usize, mail: &str, name: &str, language: &str) -> (usize, String, String, String) {
        (line, mail.to_owned(), name.to_owned(), language.to_owned())
    }

    #[test]
    fn columns_are_known_by_their_titles_in_either_language() {
        let french =
            "Prénom;Nom;Courriel;Langue\r\nZoé;Roy;zoe@exemple.org;français\r\n\r\nAna;;ana@exemple.org;English\r\n";
        assert_eq!(told(french), [one(2, "zoe@exemple.org", "Zoé Roy", "fr"), one(4, "ana@exemple.org", "Ana", "en")]);
        let english = "name,email\n\"Roy, Zoé\",zoe@exemple.org\n";
        assert_eq!(told(english), [one(2, "zoe@exemple.org", "Roy, Zoé", "")]);
    }

    #[test]
    fn without_titles_the_cell_with_an_at_sign_is_the_address() {
        assert_eq!(
            told("ana@exemple.org\n\nbruno@exemple.org"),
            [one(1, "ana@exemple.org", "", ""), one(3, "bruno@exemple.org", "", "")]
        );
        assert_eq!(told("Groupe A\tana@exemple.org\tAna Roy"), [one(1, "ana@exemple.org", "Ana Roy", "")]);
        assert_eq!(told("pas une adresse"), [one(1, "pas une adresse", "", "")]);
    }

    #[test]
    fn what_a_spreadsheet_in_french_writes_is_read() {
        let windows = b"Nom;Courriel\r\nZo\xe9 Lef\xe8vre;zoe@exemple.org\r\n";
        assert_eq!(read(windows).unwrap().first().unwrap().name, "Zoé Lefèvre");
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend("Nom\tCourriel\nZoé\tzoe@exemple.org\n".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(&utf16).unwrap().first().unwrap().name, "Zoé");
        assert_eq!(read("\u{feff}courriel\nana@exemple.org".as_bytes()).unwrap().len(), 1);
    }

    #[test]
    fn nonsense_is_a_list_of_nonsense() {
        for bytes in [&b""[..], b"\"", b"\"a\n@\n", b"\xff\xfe\xff", b",,,,\n;;;;"] {
            assert!(read(bytes).is_some(), "{bytes:?}");
        }
        assert_eq!(read(b"").unwrap().len(), 0);
    }

    #[test]
    fn what_is_no_text_is_no_list() {
        let without_its_mark: Vec<u8> = "ana@exemple.org".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in
            [b"PK\x03\x04\x14\0\x06\0".as_slice(), b"\0\0\0", b"ana@exemple.org\0", without_its_mark.as_slice()]
        {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }
}
