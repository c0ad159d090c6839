//! A sentence that says when: each moment is marked in it, so that a browser can say it in the zone of who reads.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;

/// A sentence around a moment, or around two.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% for it in marked %}{{ it.before }}<time data-to="minute" datetime="{{ crate::frame::iso(it.at) }}">{{ it.moment }}</time>{% endfor %}{{ after }}"#
)]
pub(crate) struct Dated {
    marked: Vec<Marked>,
    /// What stands after the last moment.
    after: String,
}

/// A moment of a sentence.
struct Marked {
    /// What stands before it, after any other moment.
    before: String,
    moment: String,
    at: Timestamp,
}

/// What it shows is escaped where it is written.
impl HtmlSafe for Dated {}

impl Dated {
    /// `sentence` says `when` in the words of `moment`, after any name that it says.
    pub(crate) fn new(sentence: String, moment: String, when: Timestamp) -> Self {
        match sentence.rsplit_once(&moment) {
            Some((before, after)) => {
                let (before, after) = (before.to_owned(), after.to_owned());
                Self { marked: vec![Marked { before, moment, at: when }], after }
            }
            None => Self { marked: Vec::new(), after: sentence },
        }
    }

    /// The same, where the sentence says `when` too, in the words of `moment`, before what is marked in it already.
    pub(crate) fn with_earlier(mut self, moment: String, when: Timestamp) -> Self {
        let words = match self.marked.first_mut() {
            Some(first) => &mut first.before,
            None => &mut self.after,
        };
        let split = words.rsplit_once(&moment).map(|(before, after)| (before.to_owned(), after.to_owned()));
        if let Some((before, after)) = split {
            *words = after;
            self.marked.insert(0, Marked { before, moment, at: when });
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_marked_in_its_sentence_and_a_name_stays_a_text() {
        let when = Timestamp::from_micros(1_701_875_820_000_000);
        let told = |sentence: &str| Dated::new(sentence.to_owned(), "6 décembre".to_owned(), when).to_string();
        let time = r#"<time data-to="minute" datetime="2023-12-06T15:17:00Z">6 décembre</time>"#;
        assert_eq!(told("par Ana, le 6 décembre."), format!("par Ana, le {time}."));
        assert_eq!(
            told("par <b>6 décembre</b>, le 6 décembre"),
            format!("par &#60;b&#62;6 décembre&#60;/b&#62;, le {time}")
        );
        assert_eq!(told("un jour"), "un jour");
    }

    #[test]
    fn two_moments_are_marked_each_where_it_stands() {
        let (first, second) =
            (Timestamp::from_micros(1_701_875_820_000_000), Timestamp::from_micros(1_701_879_420_000_000));
        let told = |sentence: &str, one: &str, two: &str| {
            Dated::new(sentence.to_owned(), two.to_owned(), second).with_earlier(one.to_owned(), first).to_string()
        };
        let one = |words: &str| format!(r#"<time data-to="minute" datetime="2023-12-06T15:17:00Z">{words}</time>"#);
        let two = |words: &str| format!(r#"<time data-to="minute" datetime="2023-12-06T16:17:00Z">{words}</time>"#);
        assert_eq!(told("le 6, puis le 16.", "6", "16"), format!("le {}, puis le {}.", one("6"), two("16")));
        assert_eq!(told("le 16, puis le 6.", "16", "6"), format!("le {}, puis le {}.", one("16"), two("6")));
        assert_eq!(told("le 6, puis le 6", "6", "6"), format!("le {}, puis le {}", one("6"), two("6")));
        assert_eq!(told("le 6, puis un jour", "6", "16"), format!("le {}, puis un jour", one("6")));
        assert_eq!(told("un jour, puis le 16", "6", "16"), format!("un jour, puis le {}", two("16")));
    }
}
