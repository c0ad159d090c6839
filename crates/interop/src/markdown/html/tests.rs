use super::*;

fn converted(source: &str) -> String {
    let mut draft = Draft::new(source.to_owned(), 1);
    convert(&mut draft, &mut Vec::new());
    draft.text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[test]
fn html_becomes_markdown_where_a_form_exists() {
    for (html, markdown) in [
        ("un <b>mot </b>ici", "un **mot** ici"),
        ("<i>a</i> <em>b</em> <strong>c</strong> <del>d</del>", "*a* *b* **c** ~~d~~"),
        ("un<br>deux<br/>\ntrois", "un\\\ndeux\\\ntrois"),
        ("- <b>a</b><br>b", "- **a**\\\n  b"),
        ("<a href=\"x y.md\" target=_blank>là</a>", "[là](<x y.md>)"),
        ("<img alt=\"un\n chat\" src=\"c.png\" title='Le \"chat\"'>", "![un chat](c.png \"Le \\\"chat\\\"\")"),
        (
            "<figure><img src=\"a.png\" alt=\"a\"><figcaption>La <b>vue</b></figcaption></figure>",
            "![a](a.png \"La vue\")",
        ),
        (
            "<a href=\"a\"><img src=\"https://b.c/d.png\" alt=\"Ana\"/><br /><sub><b>Ana</b></sub></a>",
            "[<sub>**Ana**</sub>](a)",
        ),
        ("<a href=\"a\"><img src=\"d.png\" alt=\"Ana\"> Ana</a>", "[![Ana](d.png) Ana](a)"),
        ("<a href=\"a\"><img src=\"https://b.c/d.png\" alt=\"Ana\"> Luc</a>", "[![Ana](https://b.c/d.png) Luc](a)"),
        ("<code>a &lt; <em>b</em></code>", "`a < b`"),
        ("a <kbd>Ctrl</kbd> x<sup>2</sup>", "a <kbd>Ctrl</kbd> x<sup>2</sup>"),
        ("<!-- secret -->a<!-- b --> c", "a c"),
        ("<h2 align=center>Un\ntitre</h2>\nsuite", "## Un titre\n\n\nsuite"),
        ("<ul>\n  <li>un</li>\n  <li>deux</li>\n</ul>", "- un\n- deux"),
        ("<pre><code>a\n  &lt;b&gt;\n</code></pre>", "```\na\n  <b>\n```"),
        ("avant\n\n<script>alert(1)</script>\n\naprès", "avant\n\n\n\naprès"),
        ("<span class=\"caption\">Table 1</span>", "*Table 1*"),
        (
            "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>",
            "[https://www.youtube.com/embed/x](https://www.youtube.com/embed/x)",
        ),
        ("<Button link=\"/a/\" text=\"Lire [la suite]\" />", "[Lire \\[la suite\\]](/a/)"),
        ("<Toc></Toc> et <PDF/>", "`… Toc` et `… PDF`"),
        ("taper <identifiant> puis <https://a.b>", "taper \\<identifiant> puis <https://a.b>"),
        ("`<b>` et \\<b> et a < b", "`<b>` et \\<b> et a < b"),
        ("```html\n<b>x</b>\n```", "```html\n<b>x</b>\n```"),
        ("<p align=\"center\">\n    <i>a</i>\n    <b>b</b>\n</p>", "*a*\n**b**"),
    ] {
        assert_eq!(
            converted(html).replace("\n\n\n", "\n\n").trim(),
            markdown.replace("\n\n\n", "\n\n").trim(),
            "{html}"
        );
    }
}

#[test]
fn a_table_is_rows_and_a_foldable_part_is_a_call_out() {
    let table = "<table>\n<tr><th>a</th><th>b|c</th></tr>\n<tr><td><a href=\"x\">y</a><br/>z</td></tr>\n</table>";
    assert_eq!(converted(table), "| a | b\\|c |\n| --- | --- |\n| [y](x)<br>z |  |");
    let details =
        "<details>\n<summary>Voir <b>plus</b></summary>\n\n- a\n  - b\n\n```rust\n<b>\n```\n\n</details>\nfin";
    assert_eq!(converted(details), "> [!NOTE]- Voir **plus**\n> - a\n>   - b\n>\n> ```rust\n> <b>\n> ```\n\n\nfin");
}

#[test]
fn a_listing_of_a_book_is_a_caption_and_its_code_and_is_told() {
    let mut draft = Draft::new("x\n\n<Listing number=\"1-1\" file-name=\"main.rs\" caption=\"Says `hello`\">\n\n```rust\nfn main() {}\n```\n\n</Listing>\n".to_owned(), 10);
    convert(&mut draft, &mut Vec::new());
    assert!(draft.text.contains("**Listing 1-1** `main.rs`: Says `hello`\n"), "{}", draft.text);
    assert!(!draft.text.contains("Listing>"));
    assert_eq!(draft.notes.warnings.first().map(|warning| (warning.line, warning.code)), Some((12, "custom_tag")));
}
