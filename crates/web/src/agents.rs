//! What a browser says of itself, in two words: enough to tell one's telephone from one's office.

/// A browser and its system, as people call them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Agent {
    /// Which browser.
    pub browser: Option<&'static str>,
    /// On which system.
    pub system: Option<&'static str>,
}

/// Each browser before those whose word it bears too.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

impl Agent {
    /// Reads what a browser says (`user-agent`).
    pub fn of(words: &str) -> Self {
        let find =
            |list: &[(&str, &'static str)]| list.iter().find(|(word, _)| words.contains(word)).map(|(_, name)| *name);
        Self { browser: find(&BROWSERS), system: find(&SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use super::Agent;

    #[test]
    fn browsers_that_bear_the_words_of_others_are_told_apart() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (words, browser, system) in [
            ("(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned(), "Firefox", "Linux"),
            (format!("(Windows NT 10.0; Win64; x64) {webkit} Chrome/140.0.0.0 Safari/537.36"), "Chrome", "Windows"),
            (format!("(Windows NT 10.0) {webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"), "Edge", "Windows"),
            (format!("(Macintosh; Intel Mac OS X 10_15_7) {webkit} Version/18.0 Safari/605.1.15"), "Safari", "macOS"),
            (format!("(iPhone; CPU iPhone OS 18_0) {webkit} CriOS/140.0 Mobile Safari/604.1"), "Chrome", "iPhone"),
            (format!("(Linux; Android 10; K) {webkit} Chrome/140.0.0.0 Mobile Safari/537.36"), "Chrome", "Android"),
        ] {
            let words = format!("Mozilla/5.0 {words}");
            assert_eq!(Agent::of(&words), Agent { browser: Some(browser), system: Some(system) }, "{words}");
        }
        assert_eq!(Agent::of("curl/8.5.0"), Agent { browser: None, system: None });
    }
}
