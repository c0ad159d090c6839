//! A folder of notes as the budgets describe them: about 6 KB, five headings, a table, a call-out, ten links of which
//! one is wanted, two terms; one in five not public. The same seed gives the same folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Notes in one folder: a folder of 100,000 files is no folder that a person keeps.
const PER_FOLDER: usize = 200;
/// One note in so many defines a term.
const TERM_EVERY: usize = 100;
/// One note in so many is a draft, which nobody but its keepers may read.
const DRAFT_EVERY: usize = 5;
/// Bytes of a note, about.
const BYTES: usize = 6_000;

/// What a note says once it was changed.
pub(crate) const ONE_MORE_SENTENCE: &str = "Une phrase de plus.";

/// A stream of numbers that look like chance (splitmix64, by Sebastiano Vigna).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}

/// Which notes to write.
#[derive(Clone, Copy)]
pub(crate) struct Folder {
    pub(crate) count: usize,
    pub(crate) seed: u64,
}

impl Folder {
    /// Writes all of them below `place`.
    pub(crate) fn write(self, place: &Path) -> io::Result<()> {
        for number in 0..self.count {
            let path = place.join(path_of(number));
            if number % PER_FOLDER == 0
                && let Some(folder) = path.parent()
            {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, self.text(number, ""))?;
        }
        Ok(())
    }

    /// Writes one note again, with a sentence more.
    pub(crate) fn change(self, place: &Path, number: usize) -> io::Result<()> {
        fs::write(place.join(path_of(number)), self.text(number, &format!("\n{ONE_MORE_SENTENCE}\n")))
    }

    /// The Markdown of a note, front matter included.
    pub(crate) fn text(self, number: usize, last: &str) -> String {
        let mut text = String::with_capacity(BYTES + 512);
        let _ = writeln!(text, "---\ntitle: \"{}\"", title_of(number));
        if is_draft(number) {
            text.push_str("draft: true\n");
        }
        if is_term(number) {
            text.push_str("kind: term\n");
            // Each word of the texts is defined once, and so underlined.
            if number / TERM_EVERY < TERMS.len() {
                let _ = writeln!(text, "aliases: [\"{}\"]", term(number / TERM_EVERY));
            }
        }
        text.push_str("---\n");
        self.write_body(&mut text, number, true);
        text.push_str(last);
        text
    }

    /// The Markdown of a note as somebody types it in a form: each link by title.
    pub(crate) fn typed(self, number: usize) -> String {
        let mut text = String::with_capacity(BYTES + 512);
        self.write_body(&mut text, number, false);
        text
    }

    fn write_body(self, text: &mut String, number: usize, by_path: bool) {
        let mut chance = Chance::new(self.seed ^ (number as u64).wrapping_mul(0x00d1_342d_e9f5_a6b5));
        let mut links = self.links(number, &mut chance, by_path).into_iter();
        paragraph(text, &mut chance, 380, links.next());
        for section in 0..5 {
            let _ = writeln!(text, "\n## {}\n", HEADINGS.get(section).copied().unwrap_or_default());
            match section {
                1 => callout(text, &mut chance),
                3 => table(text, &mut chance),
                _ => {}
            }
            let room = BYTES.saturating_sub(text.len()) / ((5 - section) * 2);
            for _ in 0..2 {
                paragraph(text, &mut chance, room.saturating_sub(130), links.next());
            }
        }
    }

    /// Nine links to notes of the folder, three of them by path where there are paths, and one to a note that nobody wrote.
    fn links(self, number: usize, chance: &mut Chance, by_path: bool) -> Vec<String> {
        let mut links: Vec<String> = (0..9)
            .map(|place| {
                let other = chance.below(self.count);
                match place % 3 {
                    0 => format!("[[{}]]", title_of(other)),
                    2 if by_path => format!("[{}](../{})", chance.one_of(NAMES), path_of(other).display()),
                    _ => format!("[[{}|{}]]", title_of(other), chance.one_of(NAMES)),
                }
            })
            .collect();
        links.insert(chance.below(9), format!("[[À écrire un jour {number}]]"));
        links
    }
}

/// Where a note stands.
pub(crate) fn path_of(number: usize) -> PathBuf {
    PathBuf::from(format!("lot-{:04}/note-{number:06}.md", number / PER_FOLDER))
}

/// Whether a note is one of those that are not public.
pub(crate) fn is_draft(number: usize) -> bool {
    number % DRAFT_EVERY == DRAFT_EVERY - 1
}

fn is_term(number: usize) -> bool {
    number.is_multiple_of(TERM_EVERY)
}

fn title_of(number: usize) -> String {
    if is_term(number) {
        return format!("{} {}", term(number / TERM_EVERY), number / TERM_EVERY);
    }
    let mut chance = Chance::new(number as u64);
    format!("{} {} nº {number}", chance.one_of(SUBJECTS), chance.one_of(QUALITIES))
}

fn term(number: usize) -> &'static str {
    TERMS.get(number % TERMS.len()).copied().unwrap_or_default()
}

/// About `bytes` bytes of prose; the link stands in the middle, a term near the end.
fn paragraph(text: &mut String, chance: &mut Chance, bytes: usize, mut link: Option<String>) {
    let start = text.len();
    while text.len() - start < bytes {
        let half_way = text.len() - start > bytes / 2;
        let _ = write!(
            text,
            "{} {} {} {}",
            chance.one_of(OPENINGS),
            chance.one_of(SUBJECTS).to_lowercase(),
            chance.one_of(VERBS),
            chance.one_of(OBJECTS)
        );
        match link.take_if(|_| half_way) {
            Some(link) => {
                let _ = write!(text, ", comme le raconte {link}");
            }
            None => {
                let _ = write!(text, " {}", chance.one_of(ENDINGS));
            }
        }
        text.push_str(". ");
    }
    text.push_str("\n\n");
}

fn callout(text: &mut String, chance: &mut Chance) {
    let _ =
        writeln!(text, "> [!TIP]\n> Le *{}* aide ici: {}.\n", term(chance.below(TERMS.len())), chance.one_of(OBJECTS));
}

fn table(text: &mut String, chance: &mut Chance) {
    let _ = writeln!(text, "| Quoi | Qui | Quand |\n|---|---|---|");
    for _ in 0..5 {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            chance.one_of(OBJECTS),
            term(chance.below(TERMS.len())),
            chance.one_of(ENDINGS)
        );
    }
    text.push('\n');
}

const HEADINGS: &[&str] =
    &["D’où vient la question", "Ce que nous avons essayé", "Ce que nous avons appris", "En un coup d’œil", "Et après"];
const SUBJECTS: &[&str] = &[
    "L’équipe d’accueil",
    "Le comité du mardi",
    "La coopérative",
    "Le jardin partagé",
    "L’atelier de quartier",
    "La table de concertation",
    "Le cercle de lecture",
    "Le centre de jour",
    "La cuisine collective",
    "Le réseau d’entraide",
];
const QUALITIES: &[&str] = &[
    "en hiver",
    "au printemps",
    "à l’essai",
    "en région",
    "sur le terrain",
    "à plusieurs voix",
    "de longue haleine",
    "sans budget",
];
const OPENINGS: &[&str] = &[
    "Depuis deux ans,",
    "Au début,",
    "À la surprise générale,",
    "D’après nos notes,",
    "Quand le temps le permet,",
    "Sans attendre de mandat,",
    "Pas à pas,",
    "Avec l’aide des bénévoles,",
];
const VERBS: &[&str] = &[
    "raconte",
    "rassemble",
    "remet en question",
    "documente avec soin",
    "partage",
    "essaie autrement",
    "fait connaître",
    "compare entre organisations",
];
const OBJECTS: &[&str] = &[
    "ce que chaque personne a retenu",
    "les façons d’accueillir",
    "un calendrier de rencontres",
    "des outils faits à la main",
    "la relève et ses questions",
    "les erreurs qui coûtent cher",
    "une grille d’observation",
    "le journal de bord commun",
    "les mots que l’on n’emploie plus",
    "une méthode pour écouter",
];
const ENDINGS: &[&str] = &[
    "chaque mois",
    "dans trois municipalités",
    "sans jamais le dire tout haut",
    "avant la fin du projet",
    "avec 12 % de temps en moins",
    "malgré la distance",
    "pour la suite",
    "entre deux rencontres",
];
const NAMES: &[&str] = &["le récit d’origine", "cette expérience", "une autre équipe", "le compte rendu", "la suite"];
const TERMS: &[&str] = &[
    "mentorat",
    "transfert",
    "savoir d’expérience",
    "communauté de pratique",
    "animation",
    "curation",
    "relève",
    "mandat",
];

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: Folder = Folder { count: 1000, seed: 7 };

    #[test]
    fn a_note_is_what_the_budgets_describe() {
        for number in 0..200 {
            let text = FOLDER.text(number, "");
            assert!((5_400..=6_600).contains(&text.len()), "{number}: {} bytes", text.len());
            assert_eq!(text.matches("\n## ").count(), 5, "{number}");
            assert_eq!(text.matches("|---|---|---|").count(), 1, "{number}");
            assert_eq!(text.matches("> [!TIP]").count(), 1, "{number}");
            assert_eq!(text.matches("[[").count() + text.matches("](../").count(), 10, "{number}");
            assert_eq!(text.matches("[[À écrire").count(), 1, "{number}");
            assert!(TERMS.iter().filter(|term| text.contains(*term)).count() >= 2, "{number}");
        }
    }

    #[test]
    fn a_note_that_is_typed_is_as_large_and_links_by_title() {
        for number in 0..200 {
            let text = FOLDER.typed(number);
            assert!((5_400..=6_600).contains(&text.len()), "{number}: {} bytes", text.len());
            assert!(!text.contains("---\n") && !text.contains("](../"), "{number}");
            assert_eq!(text.matches("[[").count(), 10, "{number}");
        }
    }

    #[test]
    fn one_note_in_five_is_not_public() {
        assert_eq!((0..1000).filter(|number| is_draft(*number)).count(), 200);
        assert_eq!((0..1000).filter(|number| FOLDER.text(*number, "").contains("draft: true")).count(), 200);
    }

    #[test]
    fn the_same_seed_gives_the_same_folder_and_another_one_another() {
        assert_eq!(FOLDER.text(3, ""), FOLDER.text(3, ""));
        assert_ne!(FOLDER.text(3, ""), Folder { seed: 8, ..FOLDER }.text(3, ""));
        let titles: std::collections::HashSet<String> = (0..1000).map(title_of).collect();
        assert_eq!(titles.len(), 1000);
    }

    #[test]
    fn every_note_is_in_a_file_of_its_own() {
        let place = tempfile::tempdir().unwrap();
        Folder { count: 250, seed: 1 }.write(place.path()).unwrap();
        assert_eq!(fs::read_dir(place.path().join("lot-0000")).unwrap().count(), 200);
        assert_eq!(fs::read_dir(place.path().join("lot-0001")).unwrap().count(), 50);
    }
}
