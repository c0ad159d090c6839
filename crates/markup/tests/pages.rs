//! What a reader notices of a page.

use domain::{AttachmentId, LanguageTag, NoteId};
use markup::{Compiled, Filled, Kind, Options, Profile, Reference, Within, Words, compile, fill, fill_within};

fn words() -> Words {
    Words::new(|key| format!("<{key}>"))
}

fn compiled_in(language: &LanguageTag, text: &str) -> Compiled {
    compile(text, &Options { language, profile: Profile::Page, words: &words() })
}

fn compiled(text: &str) -> Compiled {
    compiled_in(&LanguageTag::english(), text)
}

/// The page of someone who finds nothing.
fn empty(text: &str) -> String {
    fill(&compiled(text), &mut |_| Filled::Text)
}

fn linked(text: &str) -> String {
    fill(&compiled(text), &mut |_| Filled::Link { href: "/n/x/y".to_owned(), words: Some("Le titre".to_owned()) })
}

#[test]
fn a_wiki_link_is_a_link_wanted_or_words_for_each_viewer() {
    let page = compiled("Voir [[Accueil|la *page*]] ici.");
    assert_eq!(page.targets.len(), 1);
    assert!(matches!(&page.targets[0].reference, Reference::Title { key, .. } if key == "accueil"));
    assert_eq!(page.targets[0].sentence.text, "Voir la *page* ici.");
    assert_eq!(fill(&page, &mut |_| Filled::Text), "<p>Voir la *page* ici.</p>\n");
    assert_eq!(
        fill(&page, &mut |_| Filled::Wanted { title: "A\"b".to_owned() }),
        "<p>Voir <span data-wanted=\"A&quot;b\">la *page*</span> ici.</p>\n"
    );
    assert_eq!(
        fill(&page, &mut |_| Filled::Link { href: "/n/x/y".to_owned(), words: None }),
        "<p>Voir <a href=\"/n/x/y\">la *page*</a> ici.</p>\n"
    );
    assert_eq!(
        fill(&page, &mut |_| Filled::Link { href: "javascript:x".to_owned(), words: None }),
        "<p>Voir la *page* ici.</p>\n"
    );
}

#[test]
fn a_bare_id_shows_the_title_of_its_note_to_who_may_see_it() {
    let id = NoteId::from_bytes([7; 16]);
    assert_eq!(linked(&format!("[[{id}]]")), "<p><a href=\"/n/x/y\">Le titre</a></p>\n");
    assert_eq!(linked(&format!("[[{id}|mots]]")), "<p><a href=\"/n/x/y\">mots</a></p>\n");
    assert_eq!(empty(&format!("[[{id}]]")), "<p>…</p>\n");
}

#[test]
fn a_link_by_title_says_other_words_only_where_the_writer_gave_it_none() {
    assert_eq!(linked("[[Autre]]"), "<p><a href=\"/n/x/y\">Le titre</a></p>\n");
    assert_eq!(linked("[[Autre|mots]]"), "<p><a href=\"/n/x/y\">mots</a></p>\n");
    let same = fill(&compiled("[[Autre]]"), &mut |_| Filled::Link { href: "/n/x/y".to_owned(), words: None });
    assert_eq!(same, "<p><a href=\"/n/x/y\">Autre</a></p>\n");
}

#[test]
fn a_markdown_link_to_a_note_is_a_hole_with_its_words_inside() {
    let id = NoteId::from_bytes([7; 16]);
    let text = format!("[les **mots**](/n/{id}/titre#o%C3%B9)");
    let page = compiled(&text);
    assert_eq!(page.targets[0].reference, Reference::Note { id, fragment: Some("où".to_owned()) });
    assert_eq!(page.targets[0].text, "les mots");
    assert_eq!(linked(&text), "<p><a href=\"/n/x/y\">les <strong>mots</strong></a></p>\n");
    assert_eq!(empty(&text), "<p>les <strong>mots</strong></p>\n");
}

#[test]
fn addresses_outside_the_list_are_words() {
    assert_eq!(empty("[a](javascript:x) [b](note.md) [c](//e.org)"), "<p>a b c</p>\n");
    assert_eq!(empty("[a](https://e.org \"t\")"), "<p><a href=\"https://e.org\" title=\"t\">a</a></p>\n");
}

#[test]
fn an_image_from_elsewhere_is_a_link_and_one_of_ours_is_shown() {
    assert_eq!(empty("![plan](https://e.org/a.png)"), "<p><a href=\"https://e.org/a.png\">plan</a></p>\n");
    // Where it has no words, its site or its name stands for it, and is no word of the note.
    assert_eq!(empty("![](https://e.org/a/b.png)"), "<p><a href=\"https://e.org/a/b.png\">e.org</a></p>\n");
    assert_eq!(empty("![](./absent/b.png)"), "<p>b.png</p>\n");
    let page = compiled("![](https://e.org/a.png) Le plan");
    assert_eq!((page.plain.trim(), page.excerpt.as_str()), ("Le plan", "Le plan"));
    let id = AttachmentId::from_bytes([1; 16]);
    let page = compiled(&format!("![plan](/files/{id}/a.png)"));
    assert_eq!(page.targets[0].kind, Kind::Image);
    let file = |mime: &str| Filled::File {
        href: "/files/x/a".to_owned(),
        mime: mime.to_owned(),
        width: Some(2),
        height: Some(3),
    };
    assert_eq!(
        fill(&page, &mut |_| file("image/png")),
        "<p><img src=\"/files/x/a\" alt=\"plan\" width=\"2\" height=\"3\" loading=\"lazy\" /></p>\n"
    );
    assert!(fill(&page, &mut |_| file("audio/ogg")).contains("<audio controls"));
    assert!(fill(&page, &mut |_| file("video/webm")).contains("<video controls"));
    assert!(fill(&page, &mut |_| file("application/pdf")).contains("<a href=\"/files/x/a\">plan</a>"));
    assert_eq!(fill(&page, &mut |_| Filled::Text), "<p>plan</p>\n");
}

#[test]
fn a_lone_image_with_a_title_is_a_figure() {
    let id = AttachmentId::from_bytes([1; 16]);
    assert_eq!(
        empty(&format!("![plan](/files/{id}/a.png \"Le plan\")")),
        "<figure>plan<figcaption>Le plan</figcaption></figure>\n"
    );
}

#[test]
fn an_inclusion_stands_alone_and_takes_the_place_of_its_paragraph() {
    let page = compiled("Avant\n\n![[Autre]]\n\naprès");
    assert_eq!(page.targets[0].kind, Kind::Include);
    let html = fill(&page, &mut |_| Filled::Html("<section data-included=\"x\"><p>b</p></section>".to_owned()));
    assert_eq!(html, "<p>Avant</p>\n<section data-included=\"x\"><p>b</p></section>\n<p>après</p>\n");
    assert_eq!(fill(&page, &mut |_| Filled::Text), "<p>Avant</p>\n<p>Autre</p>\n<p>après</p>\n");
    assert_eq!(compiled("dans ![[Autre]] le texte").targets[0].kind, Kind::Link);
    assert_eq!(compiled("![[plan.png|300]]").targets[0].kind, Kind::Image);
}

#[test]
fn headings_begin_under_the_title_of_the_page_and_keep_their_accents() {
    let page = compiled(
        "# Où en êtes-vous?\n\n## Où en êtes-vous?\n\n[ici](#o%C3%B9-en-%C3%AAtes-vous-) [[#Où en êtes-vous?|là]]",
    );
    let ids: Vec<_> = page.contents.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
    assert_eq!(ids, [(2, "où-en-êtes-vous"), (3, "où-en-êtes-vous-1")]);
    let html = fill(&page, &mut |_| Filled::Text);
    assert!(html.starts_with("<h2 id=\"où-en-êtes-vous\">Où en êtes-vous?</h2>"), "{html}");
    assert_eq!(html.matches("<a href=\"#o%C3%B9-en-%C3%AAtes-vous\">").count(), 2, "{html}");
}

#[test]
fn a_link_to_a_place_that_the_page_has_not_is_words() {
    assert_eq!(empty("[a](#nulle-part) [b](#main)"), "<p>a <a href=\"#main\">b</a></p>\n");
    let raw = empty("<span id=\"ici\">c</span> <a name='là'>d</a> [e](#ici) [f](#là) [g](#ailleurs)");
    assert!(raw.contains("<a href=\"#ici\">e</a> <a href=\"#l%C3%A0\">f</a> g"), "{raw}");
}

#[test]
fn anchors_of_a_page_within_another_are_its_own() {
    let page = compiled("# Un\n\n[ici](#un)");
    assert_eq!(
        fill_within(&page, Within { prefix: "p", deeper: 0 }, &mut |_| Filled::Text),
        "<h2 id=\"p-un\">Un</h2>\n<p><a href=\"#p-un\">ici</a></p>\n"
    );
}

#[test]
fn headings_of_a_page_within_another_go_down_and_none_below_the_sixth() {
    let page = compiled("# Un\n\n## Deux\n\n---\n\n##### Cinq\n\n`<h2>`");
    let html = fill_within(&page, Within { prefix: "p", deeper: 1 }, &mut |_| Filled::Text);
    let first = compiled("# Un\n\n## Deux\n\n---\n\n##### Cinq\n\n`<h2>`").contents[0].level;
    assert_eq!(first, 2);
    assert!(html.starts_with("<h3 id=\"p-un\">Un</h3>\n<h4 id=\"p-deux\">Deux</h4>\n<hr"), "{html}");
    assert!(html.contains("<h6 id=\"p-cinq\">Cinq</h6>") && html.contains("&lt;h2&gt;"), "{html}");
}

#[test]
fn a_call_out_has_its_kind_and_its_title() {
    assert_eq!(
        empty("> [!tldr]\n> En bref"),
        "<aside data-callout=\"abstract\">\n<p data-callout-title=\"\">&lt;callout-abstract&gt;</p>\n<p>En bref</p>\n</aside>\n"
    );
    let folded = empty("> [!NOTE]- Mon titre\n> corps");
    assert!(folded.contains("<details>") && folded.contains("<summary>Mon titre</summary>"), "{folded}");
    assert!(empty("> [!WARNING]+\n> corps").contains("<details open=\"\">"));
    assert!(empty("> [!recette]\n> x").contains("data-callout=\"note\">\n<p data-callout-title=\"\">Recette</p>"));
}

#[test]
fn french_spacing_is_for_french_words_only() {
    let french = LanguageTag::french();
    let html =
        fill(&compiled_in(&french, "Quoi? `a?` **oui** : 10:17 <https://e.org/a?b> [x?](https://e.org)"), &mut |_| {
            Filled::Text
        });
    assert!(html.contains("Quoi\u{202f}? <code>a?</code> <strong>oui</strong>\u{a0}: 10:17"), "{html}");
    assert!(html.contains(">https://e.org/a?b</a>") && html.contains(">x\u{202f}?</a>"), "{html}");
    assert_eq!(empty("Quoi?"), "<p>Quoi?</p>\n");
}

#[test]
fn formulas_code_definitions_footnotes_and_tasks_are_there() {
    let html = empty(
        "$x^2$\n\n```rust\nfn a() {}\n```\n\nMot\n: sens\n\nNote[^a] et[^a].\n\n[^a]: Dit.\n\n- [x] fait\n\n| a | b |\n|---|--:|\n| c | d |\n\n~~non~~ $\\frac{$",
    );
    for part in [
        "<math",
        "<pre><code data-language=\"rust\"><span class=\"hl-",
        "<dt>Mot</dt>",
        "<li id=\"fn-a\">",
        "href=\"#fnref-a-2\"",
        "<section data-footnotes=\"\" aria-label=\"&lt;footnotes-title&gt;\">",
        "<li><input type=\"checkbox\" checked=\"\" disabled=\"\" aria-label=\"&lt;task-done&gt;\" /> fait</li>",
        "<table tabindex=\"0\">",
        "<del>non</del>",
        "<code data-language=\"math\">\\frac{</code>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("style="));
}

#[test]
fn what_scrolls_sideways_can_be_reached_by_the_keyboard() {
    assert!(empty(&format!("```\n{}\n```", "a".repeat(19))).starts_with("<pre tabindex=\"0\"><code>"));
    assert!(empty("```\ncourt\n```").starts_with("<pre><code>"));
    let raw = empty("<table><tr><td>a</td></tr></table>\n\n<pre tabindex=\"5\">b</pre>\n");
    assert!(raw.contains("<table tabindex=\"0\">") && raw.contains("<pre tabindex=\"0\">"), "{raw}");
}

#[test]
fn a_column_is_aligned_without_what_html_no_longer_knows() {
    let table = "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n";
    for html in [empty(table), empty(&format!("{table}\n<b>e</b>\n"))] {
        for cell in [
            "<th data-align=\"left\">a</th>",
            "<td data-align=\"center\">2</td>",
            "<td data-align=\"right\">3</td>",
            "<td>4</td>",
        ] {
            assert!(html.contains(cell), "{cell} in {html}");
        }
        assert!(!html.contains(" align="), "{html}");
    }
}

#[test]
fn raw_html_is_cleaned_and_what_is_ours_stays() {
    let id = NoteId::from_bytes([7; 16]);
    let text = format!(
        "<div onclick=\"x\" style=\"y\">\n\n[a](/n/{id}) $x$ [[Autre]]\n\n```rust\nfn a() {{}}\n```\n\n</div>\n\n<script>alert(1)</script>\n\n- [ ] b\n\nc[^1] <kbd>Ctrl</kbd>\n\n[^1]: d\n"
    );
    let html = linked(&text);
    for part in
        ["<div>", "<a href=\"/n/x/y\">a</a>", "<math", "<span class=\"hl-", "<kbd>", "type=\"checkbox\"", "fn-1"]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    for part in ["onclick", "style=", "<script", "alert"] {
        assert!(!html.contains(part), "{part} in {html}");
    }
}

#[test]
fn a_hole_torn_into_an_attribute_is_gone() {
    let html = linked("<div title=\"\n\n[[Lien]] $x$\n\n\">a</div>");
    assert!(!html.contains("title=\"") || !html.contains("<a href=\"/n/x/y\">Lien</a>\n\n\""), "{html}");
    assert!(!html.contains('\u{fdd0}'));
}

#[test]
fn the_plain_text_and_the_excerpt_are_words_without_marks() {
    let page = compiled("# Titre\n\nUn *mot* et `code`.\n\n- a\n- b [[C]]\n");
    assert_eq!(page.plain, "Titre\nUn mot et code.\na\nb C\n");
    assert_eq!(page.excerpt, "Un mot et code. a b C");
    assert!(compiled(&"mot ".repeat(500)).excerpt.chars().count() <= 201);
}

#[test]
fn brackets_that_ask_for_nothing_are_text() {
    assert_eq!(empty("a [[]] b"), "<p>a [[]] b</p>\n");
}

#[test]
fn comments_are_not_shown() {
    assert_eq!(empty("a <!-- b --> c\n\n<!-- d -->\n"), "<p>a  c</p>\n");
}
