//! What makes two texts alike, in a way that can be said in a few words: the words that they share, and how rare those are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use domain::LanguageTag;
use frostem::{Algorithm, Stemmer};
use markup::Compiled;
use store::likeness::{Alike, Audience, Counts, EVERYONE, Word};

/// Words by which a note is compared.
pub(crate) const MOST_WORDS: usize = 24;
/// What more notes have says nothing of any of them.
pub(crate) const COMMON: i64 = 128;
/// Notes kept as like one, of each audience.
pub(crate) const MOST_ALIKE: usize = 12;
/// Words that two notes share, at least.
const LEAST_SHARED: usize = 3;
/// What these words weigh together, at least: three that few notes have, or more that some have.
const LEAST_SCORE: i64 = 8;
/// Words that a reason names.
const MOST_NAMED: usize = 4;
/// A word of the title counts as so many of the text.
const OF_A_TITLE: usize = 3;
/// The shortest word that says something, in letters.
const SHORTEST: usize = 3;

struct Speech {
    stemmer: Stemmer,
    said_everywhere: HashSet<&'static str>,
}

impl Speech {
    fn new(algorithm: Algorithm, said_everywhere: &'static str) -> Self {
        Self { stemmer: Stemmer::new(algorithm), said_everywhere: said_everywhere.split_whitespace().collect() }
    }
}

static FRENCH: LazyLock<Speech> = LazyLock::new(|| Speech::new(Algorithm::French, include_str!("likeness/fr.txt")));
static ENGLISH: LazyLock<Speech> = LazyLock::new(|| Speech::new(Algorithm::English, include_str!("likeness/en.txt")));

/// The words that a note says most, the strongest first; none in a language that is neither French nor English.
pub(crate) fn strongest(title: &str, text: &Compiled, language: &LanguageTag) -> Vec<Word> {
    let language = language.primary();
    let speech = match language {
        "fr" => &*FRENCH,
        "en" => &*ENGLISH,
        _ => return Vec::new(),
    };
    let mut stems: HashMap<String, Said> = HashMap::new();
    let mut known: HashMap<String, Option<String>> = HashMap::new();
    let words = words_in(title).map(|word| (word, OF_A_TITLE)).chain(words_in(&text.plain).map(|word| (word, 1)));
    for (place, (word, weight)) in words.enumerate() {
        let stem = known.entry(word.clone()).or_insert_with(|| {
            let says = word.chars().count() >= SHORTEST && !speech.said_everywhere.contains(word.as_str());
            says.then(|| speech.stemmer.stem(&word).to_string())
        });
        if let Some(stem) = stem {
            let said =
                stems.entry(stem.clone()).or_insert_with(|| Said { times: 0, first: place, forms: BTreeMap::new() });
            said.times += weight;
            *said.forms.entry(word).or_default() += weight;
        }
    }
    let mut stems: Vec<(String, Said)> = stems.into_iter().collect();
    // What is said once is said in passing.
    stems.retain(|(_, said)| said.times > 1);
    stems.sort_by_key(|(_, said)| (std::cmp::Reverse(said.times), said.first));
    stems.truncate(MOST_WORDS);
    let word = |(stem, said): (String, Said)| Word { key: format!("{language}:{stem}"), form: said.form() };
    stems.into_iter().map(word).collect()
}

/// How often a text says a word, and how.
struct Said {
    times: usize,
    first: usize,
    forms: BTreeMap<String, usize>,
}

impl Said {
    /// The form that it has most often.
    fn form(self) -> String {
        let most = self.forms.iter().max_by_key(|(form, times)| (**times, std::cmp::Reverse(form.as_str())));
        most.map(|(form, _)| form.clone()).unwrap_or_default()
    }
}

/// The words of a text, in small letters; what holds a figure is none.
fn words_in(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| word.chars().all(char::is_alphabetic)).map(str::to_lowercase)
}

/// What a word weighs that so many public notes have; nothing for one that says nothing.
pub(crate) const fn weight(public: i64) -> i64 {
    match public {
        ..=4 => 4,
        5..=16 => 3,
        17..=48 => 2,
        49..=COMMON => 1,
        _ => 0,
    }
}

/// What a note is compared by today, once rarity is known.
pub(crate) struct Compared {
    /// Each word that says something: its place among those of the note, its weight.
    words: HashMap<String, (usize, i64)>,
    forms: Vec<String>,
}

impl Compared {
    /// A word says something where not many public notes have it, nor many of those whom the note is among.
    pub(crate) fn new(words: &[Word], audiences: impl Iterator<Item = Audience> + Clone, counts: &Counts) -> Self {
        let count = |word: &Word, audience| counts.get(&(word.key.clone(), audience)).copied().unwrap_or(0);
        let says = |(place, word): (usize, &Word)| {
            let weight = weight(count(word, EVERYONE));
            let is_rare = audiences.clone().any(|audience| count(word, audience) <= COMMON);
            (weight > 0 && is_rare).then(|| (word.key.clone(), (place, weight)))
        };
        Self {
            words: words.iter().enumerate().filter_map(says).collect(),
            forms: words.iter().map(|word| word.form.clone()).collect(),
        }
    }

    /// The words that say something.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.words.keys().cloned().collect()
    }

    /// What these words of another note weigh together; nothing where that is too little to say.
    pub(crate) fn score<'w>(&self, shared: impl Iterator<Item = &'w str>) -> Option<i64> {
        let weights: Vec<i64> = shared.filter_map(|word| self.words.get(word)).map(|(_, weight)| *weight).collect();
        let score = weights.iter().sum();
        (weights.len() >= LEAST_SHARED && score >= LEAST_SCORE).then_some(score)
    }

    /// The words to name of those that are shared, as this note has them: the rarest.
    fn named<'w>(&self, shared: impl Iterator<Item = &'w str>) -> String {
        let mut shared: Vec<(usize, i64)> = shared.filter_map(|word| self.words.get(word)).copied().collect();
        shared.sort_by_key(|(place, weight)| (-weight, *place));
        shared.dedup();
        let forms = shared.iter().take(MOST_NAMED).filter_map(|(place, _)| self.forms.get(*place));
        forms.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The notes most like this one, of each audience, in the order of the table.
    pub(crate) fn most_alike(&self, with: &[(String, Audience, domain::NoteId)]) -> Vec<Alike> {
        let mut shared: BTreeMap<(Audience, domain::NoteId), Vec<&str>> = BTreeMap::new();
        for (word, audience, other) in with {
            shared.entry((*audience, *other)).or_default().push(word);
        }
        let mut by_audience: BTreeMap<Audience, Vec<Alike>> = BTreeMap::new();
        for ((audience, other), words) in shared {
            let Some(score) = self.score(words.iter().copied()) else { continue };
            let words = self.named(words.iter().copied());
            by_audience.entry(audience).or_default().push(Alike { audience, other, score, words });
        }
        let mut all = Vec::new();
        for mut alike in by_audience.into_values() {
            alike.sort_by_key(|alike| std::cmp::Reverse((alike.score, alike.other)));
            alike.truncate(MOST_ALIKE);
            all.extend(alike);
        }
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str, body: &str, language: &str) -> Vec<(String, String)> {
        let language = LanguageTag::from_store(language.to_owned());
        let text = crate::bodies::compile(body, &language);
        strongest(title, &text, &language).into_iter().map(|word| (word.key, word.form)).collect()
    }

    #[test]
    fn a_note_says_most_the_words_of_its_title_and_those_it_repeats() {
        let found =
            words("La salle", "Une tablette, deux tablettes : l’hybride en 2026, dans la salle. L’hybride!", "fr-CA");
        let forms: Vec<&str> = found.iter().map(|(_, form)| form.as_str()).collect();
        assert_eq!(forms, ["salle", "tablette", "hybride"]);
        assert!(found.iter().all(|(key, _)| key.starts_with("fr:")), "{found:?}");
    }

    #[test]
    fn words_of_one_family_are_one_word_in_either_language() {
        let keys = |found: Vec<(String, String)>| found.into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(keys(words("Animation", "x", "fr")), keys(words("Animations", "x", "fr")));
        assert_eq!(keys(words("Harvesting", "x", "en")), keys(words("Harvested", "x", "en")));
        assert_ne!(keys(words("Table", "x", "en")), keys(words("Table", "x", "fr")));
        assert_eq!(words("Mesa", "x", "es"), []);
    }

    #[test]
    fn the_rarer_a_word_the_more_it_weighs() {
        let weights: Vec<i64> = (0..200).map(weight).collect();
        assert!(weights.is_sorted_by(|before, after| before >= after));
        assert_eq!((weight(COMMON), weight(COMMON + 1)), (1, 0));
    }
}
