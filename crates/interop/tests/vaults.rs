//! Vaults of Obsidian, graphs of Logseq and books of GitBook, made here from what their documentation says.
#![expect(clippy::unwrap_used, reason = "a helper of a test stops it")]

#[path = "shared/made.rs"]
mod made;

use interop::markdown::{Dialect, EntryKind, Incoming, OutlineItem};
use made::{folder, kind, note, walk};

fn told(note: &Incoming) -> Vec<(u32, &str)> {
    note.warnings.iter().map(|warning| (warning.line, warning.code)).collect()
}

#[test]
fn a_vault_of_obsidian_is_recognised_and_its_settings_are_left() {
    let root = folder(&[(".obsidian/app.json", "{}"), (".obsidian/a.md", "x"), ("a.md", "x"), ("b/c.md", "x")]);
    let vault = walk(root.path());
    assert_eq!(vault.dialect, Dialect::Obsidian);
    let paths: Vec<&str> = vault.entries.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["a.md", "b/c.md"]);
    // A vault without its settings is known by what only Obsidian writes.
    let root = folder(&[("plan.canvas", "{}"), ("liste.base", "views:\n"), ("a.md", "x")]);
    let vault = walk(root.path());
    assert_eq!(vault.dialect, Dialect::Obsidian);
    assert_eq!(kind(&vault, "plan.canvas"), EntryKind::Ignored("canvas"));
    assert_eq!(kind(&vault, "liste.base"), EntryKind::Ignored("base"));
}

#[test]
fn what_only_obsidian_shows_takes_a_form_or_is_told() {
    let root = folder(&[
        (".obsidian/app.json", "{}"),
        (
            "a.md",
            "---\naliases: Autre nom\ntags:\n  - jardin\n---\nUn #jardin et #été/juillet, `#code`.\n\n%%à moi%%\nUn ==mot== ^abc\n\n> [!tip]- Plié\n> oui\n\n![[plan.png|300]]\n\n```dataview\nLIST\n```\n",
        ),
    ]);
    let note = note(root.path(), "a.md");
    assert_eq!(note.aliases, ["Autre nom"]);
    assert_eq!(note.tags, ["jardin", "été/juillet"]);
    assert_eq!(
        note.body,
        "Un #jardin et #été/juillet, `#code`.\n\nUn <mark>mot</mark> ^abc\n\n> [!tip]- Plié\n> oui\n\n![[plan.png]]\n\n```dataview\nLIST\n```\n"
    );
    assert_eq!(note.changes, ["comments", "tags_read"]);
    assert_eq!(told(&note), [(14, "attributes_removed"), (16, "query_shown")]);
}

#[test]
fn the_same_signs_in_a_folder_of_another_program_stay_as_they_are() {
    let text = "Un #jardin %%à%% moi ==mot== ^123456\n";
    let root = folder(&[("a.md", text)]);
    let note = note(root.path(), "a.md");
    assert_eq!((note.body.as_str(), note.tags.len()), (text, 0));
}

#[test]
fn a_page_of_a_journal_is_titled_and_dated_by_its_day() {
    let root = folder(&[
        ("journals/1965_10_15.md", "- TODO lire [[a]]\n- DONE écrire\n"),
        ("journals/2024_10_15.md", "date:: 2020-01-02\n\n- x\n"),
        ("logseq/config.edn", "{}"),
    ]);
    assert_eq!(walk(root.path()).dialect, Dialect::Logseq);
    let day = note(root.path(), "journals/1965_10_15.md");
    assert_eq!((day.title.as_str(), day.body.as_str()), ("Oct 15th, 1965", "- [ ] lire [[a]]\n- [x] écrire\n"));
    assert_eq!(day.aliases, ["1965-10-15"]);
    let noon = "1965-10-15T12:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond();
    assert_eq!(day.published.map(domain::Timestamp::as_micros), Some(noon));
    let said = note(root.path(), "journals/2024_10_15.md").published.unwrap();
    assert!(said.as_micros() < 1_600_000_000_000_000, "what the page says of its date holds");
}

#[test]
fn a_book_of_gitbook_reads_in_its_order() {
    let root = folder(&[
        (
            ".gitbook.yaml",
            "root: ./docs/\n\nstructure:\n  readme: accueil.md\n  summary: ordre.md\n\nredirects:\n  vieux: a.md\n",
        ),
        ("docs/ordre.md", "# Table of contents\n\n* [Le guide](a.md)\n\n## Annexes\n\n* [Mots](b/mots.md)\n"),
        ("docs/accueil.md", "# Accueil\n"),
        ("docs/a.md", "# Le guide\n\n![](.gitbook/assets/plan.png)\n"),
        ("docs/b/mots.md", "# Mots\n"),
        ("docs/.gitbook/assets/plan.png", "x"),
    ]);
    let book = walk(root.path());
    let chapter =
        |path: &str, title: &str| OutlineItem::Chapter { path: path.to_owned(), title: title.to_owned(), level: 0 };
    assert_eq!(
        book.work.items,
        [
            chapter("docs/accueil.md", ""),
            chapter("docs/a.md", "Le guide"),
            OutlineItem::Part { title: "Annexes".to_owned(), level: 0 },
            chapter("docs/b/mots.md", "Mots"),
        ]
    );
    assert_eq!(kind(&book, ".gitbook.yaml"), EntryKind::Ignored("configuration"));
    assert_eq!(kind(&book, "docs/ordre.md"), EntryKind::Ignored("outline"));
    assert_eq!(kind(&book, "docs/.gitbook/assets/plan.png"), EntryKind::File);
    let codes: Vec<_> = book.warnings.iter().map(|(path, warning)| (path.as_str(), warning.code)).collect();
    assert_eq!(codes, [(".gitbook.yaml", "setting_left")]);
}

#[test]
fn a_page_of_gitbook_reads_as_markdown() {
    let root = folder(&[(
        "a.md",
        "# A\n\n{% hint style=\"success\" %}\nOui\n{% endhint %}\n\n{% swagger method=\"get\" %}\nx\n{% endswagger %}\n\n`{% hint %}`\n",
    )]);
    let note = note(root.path(), "a.md");
    assert_eq!(note.body, "> [!SUCCESS]\n> Oui\n\n`… swagger method=\"get\"`\nx\n`… endswagger`\n\n`{% hint %}`\n");
    assert_eq!(told(&note), [(7, "template_tag"), (9, "template_tag")]);
}
