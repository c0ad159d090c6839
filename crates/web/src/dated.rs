//! A sentence that says when: the moment is marked in it, so that a browser can say it in the zone of who reads.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;

/// A sentence around a moment.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{{ before }}{% if !moment.is_empty() %}<time data-to="minute" datetime="{{ crate::frame::iso(*when) }}">{{ moment }}</time>{% endif %}{{ after }}"#
)]
pub(crate) struct Dated {
    before: String,
    moment: String,
    after: String,
    when: Timestamp,
}

/// What it shows is escaped where it is written.
impl HtmlSafe for Dated {}

impl Dated {
    /// `sentence` says `when` in the words of `moment`, after any name that it says.
    pub(crate) fn new(sentence: String, moment: String, when: Timestamp) -> Self {
        match sentence.rsplit_once(&moment) {
            Some((before, after)) => Self { before: before.to_owned(), after: after.to_owned(), moment, when },
            None => Self { before: sentence, moment: String::new(), after: String::new(), when },
        }
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
}
