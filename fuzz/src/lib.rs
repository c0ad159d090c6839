//! The laws that the targets of `make fuzz` hold texts to: judged by a browser's own parsers, never by our rules.

use domain::LanguageTag;
use markup::{Filled, Options, Profile, Target, Words, compile, fill};
use scraper::{ElementRef, Html, Selector};
use url::Url;

/// Where a page stands when a browser reads the addresses in it.
const HERE: &str = "https://sillage.example/n/00000000000000000000000000/titre";
/// The beginnings of paths that a page may lead to.
const FOLDERS: [&str; 5] = ["/n/", "/c/", "/people/", "/communities/", "/files/"];
const PAGES: [&str; 5] = ["/", "/notebooks", "/communities", "/recent", "/wanted"];

/// A text as a page shows it, each kind of hole filled in turn.
pub fn page(text: &str, language: &LanguageTag) -> String {
    let words = Words::new(str::to_owned);
    let options = Options { language, profile: Profile::Page, words: &words };
    fill(&compile(text, &options), &mut filled)
}

fn filled(target: &Target) -> Filled {
    let file = |mime: &str| Filled::File {
        href: "/files/00000000000000000000000000/x".to_owned(),
        mime: mime.to_owned(),
        width: Some(3),
        height: Some(2),
    };
    match target.ordinal % 6 {
        0 => Filled::Link { href: "/n/x/y".to_owned(), words: Some(target.text.clone()) },
        1 => Filled::Wanted { title: target.text.clone() },
        2 => file("image/png"),
        3 => file("audio/ogg"),
        4 => file("application/pdf"),
        _ => Filled::Text,
    }
}

/// Holds the body of a page to the laws.
///
/// # Panics
/// When it breaks one.
pub fn judge(body: &str) {
    let whole = read(body);
    stays_inside(&whole, body);
    let article = Selector::parse("body > main > article").expect("a selector");
    let article = whole.select(&article).next().expect("the frame is there");
    for element in article.descendants().filter_map(ElementRef::wrap).skip(1) {
        acts_not(&element);
        leads_where_it_may(&element);
    }
}

/// The page as a browser reads it.
fn read(body: &str) -> Html {
    Html::parse_document(&format!(
        "<!doctype html><html><head><title>t</title></head><body><main><h1>t</h1><article>{body}</article>\
         <nav>n</nav></main><footer>f</footer></body></html>"
    ))
}

/// What follows the body is where it was put: nothing closes, opens or swallows it.
fn stays_inside(tree: &Html, body: &str) {
    let children = |path: &str| -> Vec<String> {
        let selector = Selector::parse(path).expect("a selector");
        let element = tree.select(&selector).next().expect("the frame is there");
        element.child_elements().map(|child| child.value().name().to_owned()).collect()
    };
    assert_eq!(children("html"), ["head", "body"], "{body}");
    assert_eq!(children("head"), ["title"], "{body}");
    assert_eq!(children("body"), ["main", "footer"], "{body}");
    assert_eq!(children("body > main"), ["h1", "article", "nav"], "{body}");
    assert!(children("body > main > nav").is_empty() && children("body > footer").is_empty(), "{body}");
}

/// No element that acts, asks or hides, and no attribute that does.
fn acts_not(element: &ElementRef) {
    const REFUSED: [&str; 24] = [
        "applet",
        "base",
        "body",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "head",
        "html",
        "iframe",
        "link",
        "meta",
        "noscript",
        "object",
        "option",
        "plaintext",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
    ];
    let name = element.value().name();
    assert!(!REFUSED.contains(&name), "element {name}: {}", element.html());
    if name == "input" {
        assert_eq!(element.attr("type"), Some("checkbox"), "{}", element.html());
        assert!(element.attr("disabled").is_some(), "{}", element.html());
    }
    for (attribute, _) in element.value().attrs() {
        let acts = attribute.starts_with("on")
            || attribute.contains(':')
            || ["style", "srcset", "srcdoc", "action", "formaction", "background", "poster", "ping", "data"]
                .contains(&attribute);
        assert!(!acts, "{name} {attribute}: {}", element.html());
    }
}

fn leads_where_it_may(element: &ElementRef) {
    if let Some(address) = element.attr("href") {
        assert!(is_a_place_to_go(address), "href {address:?}");
    }
    if let Some(address) = element.attr("src") {
        assert!(is_a_file_of_ours(address), "src {address:?}");
    }
    for attribute in ["cite", "longdesc", "usemap", "manifest"] {
        if let Some(address) = element.attr(attribute) {
            assert!(is_a_place_to_go(address), "{attribute} {address:?}");
        }
    }
}

/// Whether a browser that stands on a page would go to the web, a mail, a telephone, or a page of ours.
pub fn is_a_place_to_go(address: &str) -> bool {
    let Ok(there) = Url::parse(HERE).expect("an address").join(address) else {
        // What a browser cannot read leads nowhere.
        return true;
    };
    match there.scheme() {
        "mailto" | "tel" => true,
        "http" | "https" if there.origin() != Url::parse(HERE).expect("an address").origin() => {
            // Not by a path of ours that a browser takes for another machine.
            address.trim_start().get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"))
        }
        "https" => {
            let path = there.path();
            PAGES.contains(&path) || FOLDERS.iter().any(|folder| path.starts_with(folder))
        }
        _ => false,
    }
}

/// Whether what a browser fetches by itself is a stored file of this site.
pub fn is_a_file_of_ours(address: &str) -> bool {
    let here = Url::parse(HERE).expect("an address");
    here.join(address).is_ok_and(|there| there.origin() == here.origin() && there.path().starts_with("/files/"))
}
