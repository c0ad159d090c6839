//! Whatever is asked to stand in `href` or `src` leads where it may, once a browser has read it out of the attribute.
#![no_main]

use domain::NoteId;
use domain::address::{Address, IdInAddress, encode_segment, read_id};
use domain::{AttachmentId, Title};
use fuzz::{is_a_file_of_ours, is_a_place_to_go, judge};
use libfuzzer_sys::fuzz_target;
use markup::addresses::{Place, safe};
use scraper::Html;

fuzz_target!(|address: &str| {
    for (place, is_allowed) in [(Place::Link, is_a_place_to_go as fn(&str) -> bool), (Place::Source, is_a_file_of_ours)]
    {
        let Some(written) = safe(address, place) else { continue };
        let read = read_back(&written);
        assert!(is_allowed(&read), "{place:?} {address:?} written {written:?}");
        assert_eq!(safe(&read, place).as_ref(), Some(&written), "not the same the second time");
        assert_eq!(safe(address, place).as_ref(), Some(&written));
    }
    // The same address, in every form of Markdown that takes one.
    judge(&fuzz::page(
        &format!("[a]({address}) [b](<{address}>) ![c]({address})\n\n[d]\n\n[d]: {address}\n\n<{address}> {address}\n"),
        &domain::LanguageTag::french(),
    ));
    our_own(address);
});

/// What a browser finds in the attribute.
fn read_back(written: &str) -> String {
    let tree = Html::parse_fragment(&format!("<a href=\"{written}\">a</a>"));
    let link = tree.tree.nodes().find_map(|node| node.value().as_element().filter(|element| element.name() == "a"));
    let link = link.expect("the link is there");
    assert_eq!(link.attrs().count(), 1, "{written:?}");
    link.attr("href").expect("its address").to_owned()
}

/// Our own addresses: an id or nothing, a slug of `[a-z0-9-]`, a file name that is one segment.
fn our_own(text: &str) {
    match read_id::<NoteId>(text) {
        IdInAddress::Is(id) => assert_eq!(id.to_string(), text),
        IdInAddress::UpperCase(id) => assert_eq!(id.to_string(), text.to_ascii_lowercase()),
        IdInAddress::Not => {}
    }
    let segment = encode_segment(text);
    assert!(!segment.contains(['/', '?', '#', '"', '<', '>', ' ', '\\']), "{segment}");
    assert_eq!(markup::percent_decoded(&segment), text);
    let file = Address::File(AttachmentId::from_bytes([0; 16]), text.to_owned()).to_string();
    assert!(text == "." || text == ".." || is_a_file_of_ours(&file), "{file}");
    if let Some(title) = Title::cut(text) {
        let slug = title.slug().to_string();
        assert!(
            !slug.is_empty()
                && slug != "-"
                && slug.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')),
            "{slug}"
        );
        assert_eq!(Title::parse(title.as_str()).as_ref(), Ok(&title), "a title is a title");
    }
}
