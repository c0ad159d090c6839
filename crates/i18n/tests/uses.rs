//! What the code and the templates ask of `locales/`: each message is there, is used, and has the variables it is given.
//!
//! A key is a literal somewhere, so that it can be looked for. The few that are built from a code are in [`BUILT`], with
//! where the codes stand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use i18n::Language;

#[path = "sources/catalogue.rs"]
mod catalogue;
#[path = "sources/tokens.rs"]
mod tokens;

use tokens::Token;

/// Keys built from a code of the program: how they begin, and the folders where each code is a literal (`names_alike` for
/// `import-warning-names-alike`).
const BUILT: [(&str, &[&str]); 7] = [
    ("callout-", &["markup/src/callouts.rs"]),
    (
        "check-thing-",
        &["services/src/check", "services/src/check.rs", "services/src/backup.rs", "domain/src", "store/src"],
    ),
    ("check-", &["services/src/check.rs"]),
    ("me-held-", &["store/src/personal.rs"]),
    ("import-change-", &["interop/src/markdown", "interop/src/markdown.rs", "services/src/import"]),
    ("import-reason-", &["interop/src/markdown", "services/src/import"]),
    (
        "import-warning-",
        &[
            "interop/src/history",
            "interop/src/markdown",
            "interop/src/markdown.rs",
            "services/src/import",
            "services/src/import.rs",
        ],
    ),
];

/// Calls of the importer whose literals are codes, and how their keys begin.
const CODES: [(&str, &str); 4] = [
    ("changed", "import-change-"),
    ("Ignored", "import-reason-"),
    ("warn", "import-warning-"),
    ("warn_once", "import-warning-"),
];

/// Keys that tests look for elsewhere: those of the help, in `sillage`, where the commands are; the names of languages,
/// which texts have.
const ELSEWHERE: [&str; 4] = ["cli-about", "cli-help-", "cli-value-", "language-"];

/// What is said of each code of a key that is built, beside what it is: the key goes on so.
const PARTS: [(&str, &[&str]); 1] = [("me-held-", &["-why", "-until", "-who"])];

/// The variables of a message that is built, if any.
const OF_A_WARNING: [&str; 2] = ["first", "second"];

/// What one file asks for.
#[derive(Debug, Default)]
struct Asked {
    /// Keys of `t("…")`, `text("…")` and `has("…")`: messages without variables.
    plain: Vec<String>,
    /// `with("…", &[("…", …)])`: the key and the variables; none where the list is not written there.
    filled: Vec<(String, Option<BTreeSet<String>>)>,
    /// The variables of `with(some_key, &[("…", …)])`.
    fillings: Vec<BTreeSet<String>>,
    /// Literals that stand elsewhere: keys among others.
    loose: Vec<String>,
    /// Codes of the importer, as the keys that they become.
    built: Vec<String>,
}

fn asked_in(tokens: &[Token]) -> Asked {
    let mut asked = Asked::default();
    let mut at = 0;
    while at < tokens.len() {
        let is_defined = at > 0 && tokens[at - 1] == Token::Word("fn".to_owned());
        match (&tokens[at], tokens.get(at + 1), tokens.get(at + 2)) {
            (Token::Word(call), Some(Token::Sign('(')), Some(Token::Text(key)))
                if matches!(call.as_str(), "t" | "text" | "has" | "with") =>
            {
                if call == "with" {
                    asked.filled.push((key.clone(), variables(&tokens[at + 3..])));
                } else {
                    asked.plain.push(key.clone());
                }
                at += 3;
                continue;
            }
            (Token::Word(call), Some(Token::Sign('(')), Some(_)) if call == "with" && !is_defined => {
                asked.fillings.extend(variables(&tokens[at + 2 + argument(&tokens[at + 2..])..]));
            }
            (Token::Word(call), Some(Token::Sign('(')), Some(_)) => {
                if let Some((_, prefix)) = CODES.iter().find(|(name, _)| name == call) {
                    let first_two = tokens[at + 2..].iter().take_while(|token| !token.is('[') && !token.is(')'));
                    let codes =
                        first_two.filter_map(|token| if let Token::Text(code) = token { Some(code) } else { None });
                    asked.built.extend(codes.map(|code| format!("{prefix}{}", code.replace('_', "-"))));
                }
            }
            (Token::Text(literal), ..) => asked.loose.push(literal.clone()),
            _ => {}
        }
        at += 1;
    }
    asked
}

/// How many tokens the first argument of a call takes.
fn argument(tokens: &[Token]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(',' | ')' | ']' | '}') if depth == 0 => return at,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The names in `, &[("name", …), …]`, where that is what comes.
fn variables(tokens: &[Token]) -> Option<BTreeSet<String>> {
    if !(tokens.len() > 2 && tokens[0].is(',') && tokens[1].is('&') && tokens[2].is('[')) {
        return None;
    }
    let mut names = BTreeSet::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(2) {
        match token {
            Token::Sign('(') if depth == 1 => {
                let Some(Token::Text(name)) = tokens.get(at + 1) else { return None };
                names.insert(name.clone());
                depth += 1;
            }
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    Some(names)
}

/// Each source and template of the program, by its path under `crates/`, and what it asks for.
fn sources() -> Vec<(String, Asked)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    below(&crates, &mut files).unwrap();
    let mut sources = Vec::new();
    for file in files {
        let path = file.strip_prefix(&crates).unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let is_template = file.extension().is_some_and(|extension| extension == "html");
        let tokens = if is_template { tokens::of_template(&text) } else { tokens::of_rust(&text) };
        sources.push((path, asked_in(&tokens)));
    }
    assert!(sources.len() > 100, "{}", sources.len());
    sources
}

/// The sources and templates below a folder; what only tests read is left out.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "target" | "tests" | "testkit") {
                below(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "html")
            && name != "tests.rs"
            && name != "samples.rs"
        {
            files.push(path);
        }
    }
    Ok(())
}

fn is_kebab(word: &str) -> bool {
    word.contains('-')
        && word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Faults of what these files ask of these messages.
fn faults(catalogue: &BTreeMap<String, BTreeSet<String>>, sources: &[(String, Asked)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for (path, asked) in sources {
        for key in asked.plain.iter().filter(|key| is_kebab(key)) {
            match catalogue.get(key) {
                None => faults.push(format!("{key}, in {path}, is missing")),
                Some(variables) if !variables.is_empty() => {
                    faults.push(format!("{key}, in {path}, is asked for without its variables"));
                }
                Some(_) => {}
            }
            used.insert(key.clone());
        }
        for (key, given) in asked.filled.iter().filter(|(key, _)| is_kebab(key)) {
            match (catalogue.get(key), given) {
                (None, _) => faults.push(format!("{key}, in {path}, is missing")),
                (Some(_), None) => faults.push(format!("{key}, in {path}: write its variables in the call")),
                (Some(wanted), Some(given)) if wanted != given => {
                    faults.push(format!("{key}, in {path}, wants {wanted:?} and is given {given:?}"));
                }
                _ => {}
            }
            used.insert(key.clone());
        }
        for key in &asked.loose {
            let Some(wanted) = catalogue.get(key) else {
                if is_a_feature(catalogue, key) {
                    faults.push(format!("{key}, in {path}, is missing"));
                }
                continue;
            };
            // Its variables are given where it is passed on, in the same file.
            if !wanted.is_empty() && !asked.fillings.contains(wanted) {
                faults.push(format!("{key}, in {path}, wants {wanted:?}, which no call there gives"));
            }
            used.insert(key.clone());
        }
        if path.starts_with("interop/") || path.starts_with("services/src/import") {
            faults.extend(
                asked
                    .built
                    .iter()
                    .filter(|key| !catalogue.contains_key(*key))
                    .map(|key| format!("{key}, of a code in {path}, is missing")),
            );
        }
    }
    for (key, variables) in catalogue {
        if used.contains(key) || ELSEWHERE.iter().any(|prefix| key.starts_with(prefix)) {
            continue;
        }
        let Some((prefix, folders)) = BUILT.iter().find(|(prefix, _)| key.starts_with(prefix)) else {
            faults.push(format!("{key} is used nowhere"));
            continue;
        };
        let mut parts = PARTS.iter().filter(|(of, _)| of == prefix).flat_map(|(_, parts)| *parts);
        let code = &key[prefix.len()..];
        let code = parts.find_map(|part| code.strip_suffix(part)).unwrap_or(code).replace('-', "_");
        let is_there = |(path, asked): &(String, Asked)| {
            let literals = asked.loose.iter();
            folders.iter().any(|folder| path.starts_with(folder))
                && literals.into_iter().any(|literal| *literal == code)
        };
        if !sources.iter().any(is_there) {
            faults.push(format!("{key} is used nowhere: no code {code} in {folders:?}"));
        }
        if !variables.iter().all(|name| *prefix == "import-warning-" && OF_A_WARNING.contains(&name.as_str())) {
            faults.push(format!("{key} has variables that are never given: {variables:?}"));
        }
    }
    faults
}

/// Whether a literal begins as the messages of a feature do, so that it can be nothing else.
fn is_a_feature(catalogue: &BTreeMap<String, BTreeSet<String>>, literal: &str) -> bool {
    // The name of a page, and a field of CSL.
    const OTHERS: [&str; 2] = ["import-report", "date-parts"];
    let Some((first, _)) = literal.split_once('-') else { return false };
    let begins = |key: &String| key.split_once('-').is_some_and(|(feature, _)| feature == first);
    is_kebab(literal) && !literal.ends_with('-') && !OTHERS.contains(&literal) && catalogue.keys().any(begins)
}

#[test]
fn what_the_program_asks_for_is_there_and_what_is_there_is_asked_for() {
    let catalogue = catalogue::keys(Language::French);
    let faults = faults(&catalogue, &sources());
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn each_kind_of_fault_is_found() {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let catalogue = BTreeMap::from([
        ("web-a".to_owned(), set(&[])),
        ("web-b".to_owned(), set(&["count"])),
        ("web-c".to_owned(), set(&[])),
        ("web-d".to_owned(), set(&["name"])),
        ("import-reason-too-large".to_owned(), set(&[])),
    ]);
    let told = |rust: &str, html: &str| {
        let sources = [
            ("web/src/a.rs".to_owned(), asked_in(&tokens::of_rust(rust))),
            ("web/templates/a.html".to_owned(), asked_in(&tokens::of_template(html))),
            ("interop/src/markdown/b.rs".to_owned(), asked_in(&tokens::of_rust("Ignored(\"too_large\")"))),
        ];
        faults(&catalogue, &sources)
    };
    let rust = r#"m.with("web-b", &[("count", count((1, 2)).into())]); let key = if x { "web-c" } else { "web-d" };
        m.with(key, &[("name", f("not", "these"))]) // text("web-comment")"#;
    let html = r#"<a title="web-no">{{ f.t("web-a") }}</a>"#;
    assert_eq!(told(rust, html), Vec::<String>::new());
    assert!(told(rust, "")[0].contains("web-a is used nowhere"));
    assert!(
        told(rust, "{{ f.t(\"web-a\") }}{{ f.t(\"web-none\") }}")[0]
            .contains("web-none, in web/templates/a.html, is missing")
    );
    assert!(told(&rust.replace("\"count\"", "\"number\""), html)[0].contains("wants {\"count\"}"));
    assert!(told(&rust.replace("&[(\"name\"", "&[(\"who\""), html)[0].contains("web-d"));
    assert!(told(&format!("{rust}\n text(\"web-b\")"), html)[0].contains("without its variables"));
    assert!(told(&format!("{rust}\n m.with(\"web-b\", &said)"), html)[0].contains("write its variables"));
    assert!(
        told(&format!("{rust}\n match x {{ 1 => \"web-e\" }}"), html)[0].contains("web-e, in web/src/a.rs, is missing")
    );
    let only_tests = rust.replace("let key", "} #[cfg(test)] mod tests { let key");
    assert!(told(&only_tests, html).iter().any(|fault| fault.contains("web-c is used nowhere")));
}
