use super::items::framed;
use super::*;

#[test]
fn a_page_of_logseq_reads_as_markdown() {
    let source = "title:: Un titre\nalias:: [[a]], b\n\n- un #tag et #[[deux mots]] #123\n  id:: 5feb30e3-fedc-4c2a-aa03-b44020c21c68\n  collapsed:: true\n\t- {{embed [[Page]]}} {{video https://a.b/c}} {{cloze oui \\\\ indice}}\n\t  prix:: 10\n\t- ((60acdeb9-aa65-492b-8398-d4d65c1631c1)) {{query (and [[x]])}}\n\t  :LOGBOOK:\n\t  CLOCK: [2021]\n\t  :END:\n- `#code` [mot](((60acdeb9-aa65-492b-8398-d4d65c1631c1)))\n";
    let mut draft = Draft::new(source.to_owned(), 1);
    let pairs = page_properties(&mut draft);
    let pair = |key: &str, value: &str, line| (key.to_owned(), value.to_owned(), line);
    assert_eq!(pairs, [pair("title", "Un titre", 1), pair("alias", "[[a]], b", 2)]);
    assert_eq!(values("[[a]], b, #c"), ["a", "b", "c"]);
    convert(&mut draft, &Graph::default());
    assert_eq!(
        draft.text.trim_start(),
        "- un [[tag]] et [[deux mots]] #123\n\t- ![[Page]] [https://a.b/c](https://a.b/c) oui\\\n\t  **prix**: 10\n\t- `… block` `… query (and [[x]])`\n- `#code` mot\n"
    );
    let told: Vec<_> = draft.notes.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
    assert_eq!(told, [(6, "properties_removed"), (9, "block_reference"), (9, "query"), (13, "block_reference")]);
}

#[test]
fn blocks_under_a_heading_are_no_code() {
    let mut draft = Draft::new("## Usage\n\t- a {{cloze b}}\n\t  c\n\t\t- d\n## e\n- f\n\t- g\n".to_owned(), 1);
    convert(&mut draft, &Graph::default());
    assert_eq!(draft.text, "## Usage\n- a b\\\n  c\n\t- d\n## e\n- f\n\t- g\n");
}

#[test]
fn a_frame_takes_no_block_below_it_for_its_own() {
    let frame = "<div style=\"x\"><iframe src=\"https://a.b/c\" frameborder=\"0\"></iframe></div>";
    let mut draft = Draft::new(format!("- a\n  {frame}\n  [:hr]\n\t- [[d]]\n- [[e]]\n"), 1);
    convert(&mut draft, &Graph::default());
    assert_eq!(draft.text, "- a\\\n  [https://a.b/c](https://a.b/c) \\\n  [:hr]\n\t- [[d]]\n- [[e]]\n");
    assert_eq!(draft.notes.warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(), ["frame_linked"]);
    assert_eq!(framed("<iframe src=\"javascript:x\"></iframe>"), None);
}

#[test]
fn blocks_of_org_mode_are_call_outs_or_code() {
    let source = "- #+BEGIN_NOTE\n  un\n  deux\n  #+END_NOTE\n- x\n  #+BEGIN_SRC rust\n  let a;\n  #+END_SRC\n";
    let mut draft = Draft::new(source.to_owned(), 1);
    convert(&mut draft, &Graph::default());
    assert_eq!(draft.text, "- > [!NOTE]\n  > un\n  > deux\n\n- x\n  ```rust\n  let a;\n  ```\n");
}

#[test]
fn a_file_name_says_the_title() {
    assert_eq!(title_of("Whiteboard___Action Bar"), "Whiteboard/Action Bar");
    assert_eq!(title_of("New to Logseq%3F"), "New to Logseq?");
}

fn converted(source: &str) -> (String, Vec<(u32, &'static str)>) {
    let mut draft = Draft::new(source.to_owned(), 1);
    convert(&mut draft, &Graph::default());
    let told = draft.notes.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
    (draft.text, told)
}

#[test]
fn code_of_org_mode_is_copied_as_it_stands() {
    let source = "- Exemple\n  #+BEGIN_SRC md\n  #+BEGIN_QUERY\n  {{query (x)}}\n  #+END_QUERY\n  fond:: bleu\n  ```\n\n    ((x)) #mot\n  #+END_SRC\n- suite\n";
    let code = "#+BEGIN_QUERY\n  {{query (x)}}\n  #+END_QUERY\n  fond:: bleu\n  ```\n\n    ((x)) #mot\n";
    assert_eq!(converted(source), (format!("- Exemple\n  ````md\n  {code}  ````\n- suite\n"), Vec::new()));
    // What a fence of Markdown holds is no block of Org mode.
    let fenced = "- ```\n  #+begin_example\n  a\n  #+end_example\n  ```\n";
    assert_eq!(converted(fenced), (fenced.to_owned(), Vec::new()));
    // A block that nothing ends is words, and takes no block below it.
    let open = "- #+BEGIN_SRC\n- [[a]]\n  #+END_SRC\n";
    assert_eq!(converted(open).0, "- #+BEGIN_SRC\n- [[a]]\\\n  #+END_SRC\n");
}

#[test]
fn a_query_is_code_and_told_once() {
    let source = "- collapsed:: true\n  #+BEGIN_QUERY\n  {:query a}\n  #+END_QUERY\n";
    let (text, told) = converted(source);
    assert_eq!(text, "- ```\n  {:query a}\n  ```\n");
    assert_eq!(told, [(2, "query"), (1, "properties_removed")]);
}

#[test]
fn a_bullet_without_words_makes_no_heading_of_those_above() {
    assert_eq!(converted("- a\n\t-\n- b\n\t- \n\t\t-\n-\n").0, "- a\n- b\n");
    assert_eq!(converted("texte\n-\n").0, "texte\n");
    assert_eq!(converted("- a\n\t-\n\t\t- b\n").0, "- a\n\t- &nbsp;\n\t\t- b\n");
    assert_eq!(converted("-\n    + a\n    * b\n").0, "- + a\n  * b\n");
    assert_eq!(converted("- public:: true\n  a\n\n  b\n").0, "- a\n\n  b\n");
    assert_eq!(converted("-\n  #+BEGIN_TIP\n  a\n  #+END_TIP\n").0, "- > [!TIP]\n  > a\n\n");
}

#[test]
fn strokes_below_the_words_of_a_block_make_no_heading() {
    assert_eq!(converted("- a\n  ===\n- b\n  ---\n  c\n").0, "- a\\\n  \\===\n- b\n  ***\n  c\n");
    assert_eq!(converted("Titre\n===\n\n- a\n").0, "Titre\n===\n\n- a\n");
}

#[test]
fn each_line_of_a_block_keeps_its_end() {
    for (source, text) in [
        ("- a\n  b\n  c\n", "- a\\\n  b\\\n  c\n"),
        // The address of a line is no longer than its author wrote it.
        ("- https://a.b/c\n  b\n", "- https://a.b/c \\\n  b\n"),
        ("- a\n  prix:: 10\n  lieu:: ici\n  b\n", "- a\\\n  **prix**: 10\\\n  **lieu**: ici\\\n  b\n"),
        ("a\nb\nprix:: 10\n", "a\nb\\\n**prix**: 10\n"),
        ("- # a\n  b `c\n  d` e\n", "- # a\n  b `c\n  d` e\n"),
        ("- | a | b |\n  |---|---|\n  | c | d |\n", "- | a | b |\n  |---|---|\n  | c | d |\n"),
        ("- > a\n  > b\n- * c\n    d\n", "- > a\n  > b\n- * c\n    d\n"),
        ("- x\n  $$\n  a\n  $$\n  y\n", "- x\n  $$\n  a\n  $$\n  y\n"),
        ("- ![[a]]\n  ![[b]]\n", "- ![[a]]\n  ![[b]]\n"),
        ("- $$\n  a\n  $$\n- <div>\n  a\n  </div>\n", "- $$\n  a\n  $$\n- <div>\n  a\n  </div>\n"),
    ] {
        assert_eq!(converted(source).0, text, "{source}");
    }
}

#[test]
fn the_properties_of_a_page_keep_their_addresses() {
    let mut draft = Draft::new("- a\n".to_owned(), 3);
    show(&mut draft, &[("site".to_owned(), "https://a.b".to_owned(), 1), ("x".to_owned(), "y".to_owned(), 2)]);
    convert(&mut draft, &Graph::default());
    assert_eq!(draft.text, "**site**: https://a.b \\\n**x**: y\n\n- a\n");
}

#[test]
fn numbered_blocks_are_a_numbered_list() {
    let number = "logseq.order-list-type:: number\n";
    let source =
        format!("- a\n\t- un\n\t  {number}\t\t- x\n\t- deux\n\t  {number}\t  suite\n\t- y\n\t- un\n\t  {number}- b\n");
    let text = "- a\n\t1. un\n\t\t- x\n\t2. deux\n\t   suite\n\t- y\n\t1. un\n- b\n";
    assert_eq!(converted(&source), (text.to_owned(), Vec::new()));
}

#[test]
fn a_block_that_is_a_heading_is_one() {
    let source = "- Partie\n  heading:: true\n\t- Sous-partie\n\t  heading:: 4\n\t- # Dite\n\t  heading:: true\n";
    let text = "- ## Partie\n\t- #### Sous-partie\n\t- # Dite\n";
    assert_eq!(converted(source), (text.to_owned(), Vec::new()));
}

#[test]
fn the_size_of_a_picture_goes_whatever_follows_it() {
    let (text, told) = converted("- ![a](b.png){:height 5, :width 4} ^x\n- ![a](b.png){:width 4}\n  c {:height 5}\n");
    assert_eq!(text, "- ![a](b.png) ^x\n- ![a](b.png)\\\n  c {:height 5}\n");
    assert_eq!(told, [(1, "attributes_removed")]);
}

#[test]
fn highlights_are_marked_outside_of_code() {
    for (source, text) in [
        ("a ^^b c^^ ==d== e", "a <mark>b c</mark> <mark>d</mark> e"),
        ("==`a`== `^^b^^` a==b==c", "<mark>`a`</mark> `^^b^^` a==b==c"),
        ("a == b == c ^^d", "a == b == c ^^d"),
        ("===a=== https://a.b/?c==d", "===a=== https://a.b/?c==d"),
    ] {
        assert_eq!(converted(source).0, text, "{source}");
    }
}
