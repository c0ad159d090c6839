//! Folders made here, read through the public door.
#![expect(clippy::unwrap_used, reason = "a helper of a test stops it")]

#[path = "shared/made.rs"]
mod made;

use std::fs;

use interop::markdown::{Dialect, EntryKind, OutlineItem, Reader, Refusal, TitleFrom, read, read_file};
use made::{folder, kind, note, walk};
use proptest::prelude::*;

#[test]
fn front_matter_is_mapped_and_unknown_keys_are_kept() {
    let root = folder(&[(
        "a.md",
        "---\ntitle: L’été\naliases: [Estival, Juillet]\ntags: a, b\ndate: 2021-03-04\nupdated: 2022-01-02T03:04:05Z\nauthors:\n  - name: Ana\n  - Luc <Luc@exemple.org>\nlang: fr_ca\nlicence: CC0\nkind: term\npermalink: /ete\ndraft: true\nterms: [récolte, relève]\nunderline: off\nsidebar: false\n---\n# L'ÉTÉ\n\nTexte.\n",
    )]);
    let note = note(root.path(), "a.md");
    assert_eq!((note.title.as_str(), note.title_from), ("L’été", TitleFrom::FrontMatter));
    assert_eq!(note.body, "Texte.\n");
    assert_eq!(note.source_line(1), 21);
    assert_eq!((note.terms.as_slice(), note.underlined), (&["récolte".to_owned(), "relève".to_owned()][..], false));
    assert_eq!(note.aliases, ["Estival", "Juillet"]);
    assert_eq!(note.tags, ["a", "b"]);
    let authors: Vec<_> = note
        .authors
        .iter()
        .map(|author| (author.name(), author.mail().map(domain::people::MailAddress::key)))
        .collect();
    assert_eq!(authors, [("Ana", None), ("Luc", Some("luc@exemple.org".to_owned()))]);
    assert_eq!(note.language.unwrap().as_str(), "fr-CA");
    assert!(note.draft && note.published.is_some() && note.changed > note.published);
    assert_eq!(
        (note.licence.as_deref(), note.kind.as_deref(), note.permalink.as_deref()),
        (Some("CC0"), Some("term"), Some("/ete"))
    );
    assert_eq!(note.extra, [("sidebar".to_owned(), "false".to_owned())]);
}

#[test]
fn front_matter_that_cannot_be_read_is_told_and_the_text_stays_whole() {
    let text = "---\na: [b\nc: d: e\n---\n\nTexte.\n";
    let root = folder(&[("a.md", text)]);
    let note = note(root.path(), "a.md");
    assert!(note.body.contains("a: [b") && note.body.contains("Texte."));
    assert!(note.warnings.iter().any(|warning| warning.code == "front_matter_unreadable"));
}

#[test]
fn a_title_is_never_twice_on_the_page() {
    let root = folder(&[
        (
            "src/SUMMARY.md",
            "# Sommaire\n\n[Avant](avant.md)\n\n# Partie une\n\n- [Chapitre `un`](un.md)\n  - [Deux](dossier/deux%20b.md)\n  - [À écrire]()\n  - [Perdu](perdu.md)\n\n---\n\n[Après](apres.md)\n",
        ),
        ("src/avant.md", "texte\n"),
        ("src/un.md", "<a id=\"ancien\"></a>\n\n## Chapitre `un`\n\ntexte\n"),
        ("src/dossier/deux b.md", "Titre\n=====\n\ntexte\n"),
        ("src/apres.md", "texte\n\n# Plus bas\n"),
        ("src/oubli-e.md", "texte\n"),
        ("book.toml", "[book]\ntitle = \"Le livre\"\nlanguage = \"fr\"\nauthors = [\"Ana\"]\n"),
    ]);
    let titles = |path| {
        let note = note(root.path(), path);
        (note.title.clone(), note.title_from, note.body)
    };
    assert_eq!(titles("src/avant.md"), ("Avant".to_owned(), TitleFrom::Outline, "texte\n".to_owned()));
    assert_eq!(titles("src/un.md"), ("Chapitre un".to_owned(), TitleFrom::Outline, "texte ^ancien\n".to_owned()));
    assert_eq!(titles("src/dossier/deux b.md"), ("Titre".to_owned(), TitleFrom::Heading, "texte\n".to_owned()));
    assert_eq!(titles("src/oubli-e.md"), ("oubli e".to_owned(), TitleFrom::FileName, "texte\n".to_owned()));

    let work = walk(root.path()).work;
    assert_eq!(work.title.as_deref(), Some("Le livre"));
    let chapter =
        |path: &str, title: &str, level| OutlineItem::Chapter { path: path.to_owned(), title: title.to_owned(), level };
    let draft = |title: &str| OutlineItem::Draft { title: title.to_owned(), level: 1 };
    assert_eq!(
        work.items,
        [
            chapter("src/avant.md", "Avant", 0),
            OutlineItem::Part { title: "Partie une".to_owned(), level: 0 },
            chapter("src/un.md", "Chapitre un", 0),
            chapter("src/dossier/deux b.md", "Deux", 1),
            draft("À écrire"),
            draft("Perdu"),
            OutlineItem::Separator,
            chapter("src/apres.md", "Après", 0),
            chapter("src/oubli-e.md", "", 0),
        ]
    );
}

#[test]
fn what_says_no_language_has_that_of_the_program_it_was_written_for() {
    let said = |book: &str| {
        let root = folder(&[("src/SUMMARY.md", "- [Un](un.md)\n"), ("src/un.md", "texte\n"), ("book.toml", book)]);
        Reader::open(root.path()).unwrap().language().map(ToString::to_string)
    };
    assert_eq!(said("[book]\ntitle = \"A book\"\n").as_deref(), Some("en"), "as mdBook has it");
    assert_eq!(said("[book]\nlanguage = \"fr\"\n").as_deref(), Some("fr"));
    assert_eq!(said("no book"), None);
}

#[test]
fn a_title_that_differs_by_marks_alone_is_not_said_twice() {
    let root = folder(&[
        ("src/SUMMARY.md", "- [Le porte à porte](un.md)\n- [A - Les mots](a.md)\n- [La fin](b.md)\n- [Court](c.md)\n"),
        ("src/un.md", "## Le porte-à-porte\n\ntexte\n"),
        ("src/a.md", "## Annexe A : les mots\n\ntexte\n"),
        ("src/b.md", "un mot\n\n## Avant la fin\n\ntexte\n"),
        ("src/c.md", "## Bien plus long\n\ntexte\n"),
    ]);
    let said = |path| {
        let note = note(root.path(), path);
        (note.title, note.body, note.aliases)
    };
    let whole = |title: &str, body: &str| (title.to_owned(), body.to_owned(), Vec::new());
    assert_eq!(said("src/un.md"), whole("Le porte à porte", "texte\n"));
    let (title, body, aliases) = said("src/a.md");
    assert_eq!((title.as_str(), body.as_str()), ("Annexe A : les mots", "texte\n"));
    assert_eq!(aliases, ["A - Les mots"], "the name of the contents still leads there");
    assert_eq!(said("src/b.md"), whole("La fin", "un mot\n\n## Avant la fin\n\ntexte\n"));
    assert_eq!(said("src/c.md"), whole("Court", "## Bien plus long\n\ntexte\n"));
}

#[test]
fn dollars_of_a_shell_are_no_formula() {
    let root = folder(&[
        ("a.md", "Dans *$HOME/outils*. Que ce\ndossier soit dans `$PATH` et `$PWD`.\n"),
        ("b.md", "De 5 $ ou $de là,\nà 6$ et $a_1 +\na_2$, $x$.\n"),
    ]);
    let body = |path| note(root.path(), path).body;
    assert_eq!(body("a.md"), "Dans *\\$HOME/outils*. Que ce\ndossier soit dans `$PATH` et `$PWD`.\n");
    assert_eq!(body("b.md"), "De 5 $ ou \\$de là,\nà 6$ et $a_1 +\na_2$, $x$.\n");
}

#[test]
fn the_first_page_of_a_site_keeps_the_words_of_its_front_matter() {
    let front =
        "---\nhome: true\nheroText: Le jardin\ntagline: Semer ensemble\nactionText: Entrer\nactionLink: /un/\n---\n";
    let root = folder(&[("index.md", front), ("un.md", &format!("{front}texte\n"))]);
    let first = note(root.path(), "index.md");
    assert_eq!((first.title.as_str(), first.body.as_str()), ("Le jardin", "Semer ensemble\n\n[Entrer](</un/>)\n"));
    let other = note(root.path(), "un.md");
    assert_eq!((other.title.as_str(), other.body.as_str()), ("un", "texte\n"));
}

#[test]
fn without_a_summary_folders_nest_and_their_first_page_leads() {
    let root = folder(&[
        ("b.md", "b"),
        ("README.md", "r"),
        ("a/2.md", "2"),
        ("a/index.md", "i"),
        ("c_d/x.md", "x"),
        ("LICENSE.md", "l"),
    ]);
    let chapter = |path: &str, level| OutlineItem::Chapter { path: path.to_owned(), title: String::new(), level };
    assert_eq!(
        walk(root.path()).work.items,
        [
            chapter("README.md", 0),
            chapter("b.md", 0),
            chapter("a/index.md", 0),
            chapter("a/2.md", 1),
            OutlineItem::Part { title: "c d".to_owned(), level: 0 },
            chapter("c_d/x.md", 1),
        ]
    );
}

#[test]
fn an_inclusion_is_filled_from_the_folder_or_told_and_quiet() {
    let root = folder(&[
        (
            "src/a.md",
            "# T\n\n```rust,ignore\n{{#include ../code/m.rs:ici}}\n```\n\n```rust\n{{#rustdoc_include ../../../etc/passwd}}\n```\n\n{{#include absent.md}} et `{{#include x}}`\n",
        ),
        ("code/m.rs", "// ANCHOR: ici\nfn main() {}\n// ANCHOR_END: ici\nautre\n"),
    ]);
    let note = note(root.path(), "src/a.md");
    assert_eq!(
        note.body,
        "```rust\nfn main() {}\n```\n\n```rust\n… ../../../etc/passwd\n```\n\n`… absent.md` et `{{#include x}}`\n"
    );
    let told: Vec<_> = note.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
    assert_eq!(told, [(8, "include_missing"), (11, "include_missing")]);
}

#[test]
fn what_a_table_of_an_included_text_tells_stands_on_a_line_of_the_file() {
    let text = "<table><td><b>\n\n<x-y></x-y></table>{{#include a.md}}";
    let root = folder(&[("a.md", text)]);
    let note = note(root.path(), "a.md");
    assert!(note.warnings.iter().all(|warning| warning.line <= 3), "{:?}", note.warnings);
}

#[test]
fn without_a_summary_notes_stand_in_the_order_of_their_words() {
    let root = folder(&[
        ("Zèbre.md", "a"),
        ("abeille.md", "a"),
        ("Ébène.md", "a"),
        ("Abeille.md", "a"),
        ("Abri.md", "a"),
        ("abc/x.md", "a"),
        ("Été/x.md", "a"),
        ("Zoo/x.md", "a"),
    ]);
    let items = walk(root.path()).work.items;
    let order: Vec<String> = items
        .into_iter()
        .map(|item| match item {
            OutlineItem::Chapter { path, .. } => path,
            OutlineItem::Part { title, .. } | OutlineItem::Draft { title, .. } => title,
            OutlineItem::Separator => String::new(),
        })
        .collect();
    let expected = ["Abeille.md", "abeille.md", "Abri.md", "Ébène.md", "Zèbre.md"];
    let folders = ["abc", "abc/x.md", "Été", "Été/x.md", "Zoo", "Zoo/x.md"];
    assert_eq!(order, [&expected[..], &folders[..]].concat());
}

#[test]
fn names_that_look_alike_are_told_apart() {
    let root = folder(&[("École.md", "a"), ("ecole.md", "b"), ("E\u{301}cole.md", "c"), ("autre.md", "d")]);
    let folder = walk(root.path());
    assert_eq!(folder.entries.len(), 4);
    assert_eq!(folder.warnings.iter().filter(|(_, warning)| warning.code == "names_alike").count(), 2);
}

#[test]
fn a_graph_of_logseq_is_recognised() {
    let root = folder(&[
        ("pages/a___b.md", "type:: [[X]]\nalias:: c, [[d e]]\n\n- # Autre\n- un #mot\n"),
        ("journals/2021_01_01.md", "- x\n"),
        ("logseq/config.md", "x"),
        ("pages/vieux.org", "* x"),
    ]);
    let graph = walk(root.path());
    assert_eq!(graph.dialect, Dialect::Logseq);
    assert_eq!(kind(&graph, "logseq/config.md"), EntryKind::Ignored("configuration"));
    assert_eq!(kind(&graph, "pages/vieux.org"), EntryKind::Ignored("org_mode"));
    let note = note(root.path(), "pages/a___b.md");
    assert_eq!((note.title.as_str(), note.aliases.as_slice()), ("a/b", &["c".to_owned(), "d e".to_owned()][..]));
    // What the page says of itself holds links: it is shown.
    assert_eq!(note.body, "**type**: [[X]]\n\n- # Autre\n- un [[mot]]\n");
}

#[test]
fn a_reference_to_a_block_shows_its_words_and_leads_to_its_place() {
    let id = "5feb30e3-fedc-4c2a-aa03-b44020c21c68";
    let root = folder(&[
        (
            "pages/a.md",
            &format!("- **Un bloc**\n  id:: {id}\n\t- suite\n- autre\n  id:: 60acdeb9-aa65-492b-8398-d4d65c1631c1\n"),
        ),
        (
            "pages/b c.md",
            &format!(
                "- Voir (({id})) et [mots]((({id}))) {{{{embed (({id}))}}}}\n- ((60acdeb9-aa65-492b-8398-d4d65c1631c2))\n- [page]([[a]])\n"
            ),
        ),
        ("journals/2020_12_05.md", "- x\n"),
        ("logseq/config.edn", "{:x 1\n :journal/page-title-format \"EEE, dd.MM.yyyy\"}\n"),
    ]);
    let body = |path| note(root.path(), path).body;
    assert_eq!(body("pages/a.md"), format!("- **Un bloc** ^{id}\n\t- suite\n- autre\n"));
    let to = format!("(/pages/a.md#%5E{id})");
    assert_eq!(
        body("pages/b c.md"),
        format!("- Voir [Un bloc]{to} et [mots]{to} [Un bloc]{to}\n- `… block`\n- [[a|page]]\n")
    );
    let day = note(root.path(), "journals/2020_12_05.md");
    assert_eq!((day.title.as_str(), day.aliases), ("Sat, 05.12.2020", vec!["2020-12-05".to_owned()]));
}

#[test]
fn a_place_named_by_html_or_by_an_attribute_keeps_its_name() {
    let root = folder(&[(
        "a.md",
        "# T\n\n## Un <a name=\"Ici Même\"></a>\n\n<a id=\"la\"></a>texte\nsuite\n\n## Deux {#autre}\n",
    )]);
    assert_eq!(note(root.path(), "a.md").body, "## Un ^ici-même\n\ntexte\nsuite ^la\n\n## Deux ^autre\n");
}

#[test]
fn what_cannot_be_taken_is_refused_with_its_reason() {
    let root = folder(&[("a.md", "a"), ("image.md", "\u{1}\0\u{2}"), (".cache/b.md", "b"), ("node_modules/c.md", "c")]);
    let big = fs::File::create(root.path().join("gros.md")).unwrap();
    big.set_len(50 * 1024 * 1024).unwrap();
    let folder = walk(root.path());
    assert_eq!(kind(&folder, "gros.md"), EntryKind::Refused(Refusal::TooLarge));
    assert_eq!(folder.entries.len(), 3);
    let image = folder.entries.iter().find(|entry| entry.path == "image.md").unwrap();
    assert_eq!(read(root.path(), &folder, image), Err(Refusal::NotText));
}

#[cfg(unix)]
#[test]
fn a_link_that_climbs_out_is_refused_and_one_inside_is_followed() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.md", "secret")]);
    let root = folder(&[("a.md", "a")]);
    symlink(outside.path().join("secret.md"), root.path().join("s.md")).unwrap();
    symlink(outside.path(), root.path().join("dehors")).unwrap();
    symlink(root.path(), root.path().join("boucle")).unwrap();
    symlink("a.md", root.path().join("b.md")).unwrap();
    let tree = walk(root.path());
    assert_eq!(kind(&tree, "s.md"), EntryKind::Refused(Refusal::LinkOutside));
    assert_eq!(kind(&tree, "dehors"), EntryKind::Refused(Refusal::LinkOutside));
    assert_eq!(kind(&tree, "boucle"), EntryKind::Ignored("link_to_folder"));
    assert_eq!(kind(&tree, "b.md"), EntryKind::Note);

    // A link put in after the walk is refused when the file is read.
    fs::remove_file(root.path().join("a.md")).unwrap();
    symlink(outside.path().join("secret.md"), root.path().join("a.md")).unwrap();
    let entry = tree.entries.iter().find(|entry| entry.path == "a.md").unwrap();
    assert_eq!(read(root.path(), &tree, entry), Err(Refusal::LinkOutside));
    assert_eq!(read_file(root.path(), entry), Err(Refusal::LinkOutside));
}

/// One that took the square of its length would not end before the runner ends it (`.config/nextest.toml`).
#[test]
fn hostile_texts_are_read_to_their_end_and_without_harm() {
    let many = |piece: &str| piece.repeat(20_000);
    for text in [
        many("> "),
        many("- "),
        many("<b>"),
        many("<div>\n"),
        many("<ul><li>"),
        many("{{"),
        many("{{#include a}}\n"),
        many("<!-- "),
        many("::: tip x\n"),
        many("<a href=\"x\">y</a> "),
        many("[["),
        many("<details><summary>x"),
        many("`"),
        many("<table><tr><td>"),
        many("#+BEGIN_SRC\n"),
        many("\t#+BEGIN_SRC\n- ```\n"),
        many("a](b c"),
        many("==^^a"),
        many("-\n\t-\n"),
        many("%%"),
        many("a #b/c "),
        many("![[a|1"),
        many("![[a.png|1]]"),
        many("a ^1\n\n^b\n\n"),
        many("{% hint %}"),
        many("{% tab title=\"a\" %}"),
        many("{% content-ref url=\"a\" %}"),
        many("{{embed [[a]]}}"),
        many("- TODO "),
        "a".repeat(9_000_000),
        "#é ".repeat(50_000),
    ] {
        let root = folder(&[("a.md", &text), ("pages/b.md", &text), ("logseq/x", "")]);
        let vault = folder(&[("a.md", &text), (".obsidian/x", "")]);
        note(root.path(), "a.md");
        note(root.path(), "pages/b.md");
        note(vault.path(), "a.md");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_each_line_knows_its_source(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<b>", "</b>", "<a href='x'>", "</a>", "<details>", "</details>", "<summary>", "</summary>", "<figure>", "</figure>", "<img src=a>",
            "<table>", "</table>", "<tr>", "<td>", "<ul>", "<li>", "</ul>", "<br>", "<!--", "-->", "<p>", "</p>", "<pre>", "</pre>", "<code>",
            "</code>", "<X a=b/>", "`", "```\n", "\n", "\n\n", " ", "\t", "- ", "> ", "# ", ":::", "::: tip é\n", "!!! note\n    ", "{{", "}}",
            "{{#include a.md}}", "#+BEGIN_SRC\n", "#+end_src\n", "#+BEGIN_NOTE\n", "#+END_NOTE\n", "===\n", "heading:: true\n",
            "logseq.order-list-type:: number\n", "^^", "==", "![a](b c)", "id:: 5feb30e3-fedc-4c2a-aa03-b44020c21c68\n", "{%", "%}", "{: .a}", "((", "))", "#tag", "[[", "]]", "key:: v\n", "---\n", "+++\n", "a: b\n", "é", "$", "\\", "|",
            "%%", "![[a.png|3]]", "![b|3](c.png)", " ^12\n", "\n^ab\n", "{% hint %}", "{% endhint %}", "{% tab title=\"a\" %}", "{% code title=\"a\" %}",
            "{% content-ref url=\"a\" %}", "TODO ", "#é/b ",
        ]), 0..60),
        program in prop::sample::select(vec!["logseq/x", ".obsidian/x", "y"]),
    ) {
        let text = pieces.concat();
        let root = folder(&[("pages/a.md", &text), (program, "")]);
        let note = note(root.path(), "pages/a.md");
        let lines = u32::try_from(text.split('\n').count()).unwrap();
        prop_assert!(note.body.is_empty() || note.body_lines.len() >= note.body.lines().count(), "{:?} {:?}", note.body, note.body_lines);
        prop_assert!(note.body_lines.iter().all(|line| (1..=lines + 1).contains(line)), "{:?} of {lines}", note.body_lines);
        prop_assert!(note.warnings.iter().all(|warning| warning.line <= lines + 1));
        prop_assert!(!note.title.is_empty());
    }
}
