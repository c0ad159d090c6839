//! The tags of GitBook (`{% hint %}` and its like): those that have a form in Markdown take it.
//!
//! Call-outs are written as `:::` blocks, which the pass after this one reads. What is left is told with the tags of other
//! templates.

use super::draft::{Draft, Weaver, head, rewrite_prose};
use super::html::{bracketed, destination};

/// Bytes of a tag, at most.
const LONGEST: usize = 2_000;

/// Rewrites the tags.
pub(super) fn convert(draft: &mut Draft) {
    if !draft.text.contains("{%") {
        return;
    }
    rewrite_prose(draft, |from, range, line, weaver| {
        let mut at = range.start;
        while let Some(start) = from.slice(at..range.end).find("{%").map(|start| at + start) {
            weaver.copy(from, at..start, line);
            let rest = from.slice(start..range.end);
            let written = Tag::read(rest).and_then(|tag| write(&tag, rest, from.line(*line), weaver));
            // The end of the line of a tag was written with what took its place.
            let taken = written.map(|length| length + end_of_line(rest, length, weaver));
            if let Some(length) = taken {
                *line += from.slice(start..start + length).matches('\n').count();
                at = start + length;
            } else {
                weaver.copy(from, start..start + 2, line);
                at = start + 2;
            }
        }
        weaver.copy(from, at..range.end, line);
    });
}

/// The length of what is left of the line at `at`, where it is blank and a line was just ended.
fn end_of_line(rest: &str, at: usize, weaver: &Weaver) -> usize {
    let after = rest.get(at..).unwrap_or_default();
    let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
    let is_blank = after.get(blank..).is_some_and(|after| after.starts_with('\n'));
    if is_blank && weaver.line_so_far().is_empty() { blank + 1 } else { 0 }
}

/// `{% name key="value" %}`.
struct Tag<'t> {
    name: &'t str,
    attributes: &'t str,
    length: usize,
}

impl<'t> Tag<'t> {
    /// The tag at the start of a text.
    fn read(rest: &'t str) -> Option<Self> {
        let near = head(rest, LONGEST);
        let end = near.find("%}")?;
        let inner = near.get(2..end)?.trim();
        let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        (!inner.contains("\n\n")).then_some(Self { name, attributes, length: end + 2 })
    }

    /// The value of an attribute, between quotes.
    fn value(&self, key: &str) -> Option<&'t str> {
        let at = self.attributes.find(&format!("{key}=\""))? + key.len() + 2;
        self.attributes.get(at..)?.split('"').next().map(str::trim).filter(|value| !value.is_empty())
    }
}

/// Writes what takes the place of a tag at the start of `rest`; gives the length that it takes, nothing where the tag is
/// not one of GitBook's.
fn write(tag: &Tag<'_>, rest: &str, number: u32, weaver: &mut Weaver) -> Option<usize> {
    match tag.name {
        // A `hint` of another template says no style.
        "hint" => {
            let style = tag.value("style").unwrap_or("info");
            alone(weaver, &format!("::: {}", kind_of(style)), number);
        }
        "endhint" => alone(weaver, ":::", number),
        "tab" => {
            let title = tag.value("title")?;
            weaver.out.notes.changed("gitbook");
            alone(weaver, "", number);
            alone(weaver, &format!("**{}**", bracketed(title)), number);
            alone(weaver, "", number);
        }
        "code" => code(tag, number, weaver),
        "tabs" | "endtabs" | "endtab" | "endcode" | "stepper" | "endstepper" | "step" | "endstep" | "endembed"
        | "endfile" | "endcontent-ref" => weaver.out.notes.changed("gitbook"),
        "content-ref" => return reference(tag, rest, number, weaver),
        "embed" => {
            let url = tag.value("url")?;
            weaver.out.notes.warn(number, "frame_linked", [url.to_owned()]);
            alone(weaver, &link(url, url), number);
            alone(weaver, "", number);
        }
        "file" => {
            let source = tag.value("src")?;
            weaver.out.notes.changed("gitbook");
            alone(weaver, &link(source.rsplit('/').next().unwrap_or(source), source), number);
            alone(weaver, "", number);
        }
        _ => return None,
    }
    Some(tag.length)
}

/// The kind of a call-out, by its style.
fn kind_of(style: &str) -> &str {
    match style {
        "success" | "warning" | "danger" => style,
        _ => "info",
    }
}

/// The title of a block of code stands above it; how it is shown is the page's affair.
fn code(tag: &Tag<'_>, number: u32, weaver: &mut Weaver) {
    weaver.out.notes.changed("gitbook");
    let shown: Vec<&str> = tag.attributes.split_whitespace().filter(|word| word.contains('=')).collect();
    if let Some(other) = shown.iter().find(|word| !word.starts_with("title=")) {
        weaver.out.notes.warn_once(number, "attributes_removed", [(*other).to_owned()]);
    }
    if let Some(title) = tag.value("title") {
        alone(weaver, &format!("**{}**", bracketed(title)), number);
        alone(weaver, "", number);
    }
}

/// `{% content-ref url="page.md" %}`: the link that it holds, or one to its page.
fn reference(tag: &Tag<'_>, rest: &str, number: u32, weaver: &mut Weaver) -> Option<usize> {
    let url = tag.value("url")?;
    weaver.out.notes.changed("gitbook");
    let near = head(rest.get(tag.length..)?, LONGEST);
    let inner = near.find("{% endcontent-ref %}").and_then(|end| near.get(..end)).unwrap_or_default();
    if !inner.contains("](") {
        let name = url.trim_end_matches('/').rsplit('/').next().unwrap_or(url);
        alone(weaver, &link(name.strip_suffix(".md").unwrap_or(name), url), number);
        alone(weaver, "", number);
    }
    Some(tag.length)
}

fn link(words: &str, address: &str) -> String {
    format!("[{}]({})", bracketed(words), destination(address))
}

/// Writes a line of its own: what stood before it on its line ends there.
fn alone(weaver: &mut Weaver, words: &str, number: u32) {
    if !weaver.line_so_far().trim().is_empty() {
        weaver.push("\n", number);
    }
    weaver.push(words, number);
    weaver.push("\n", number);
}

#[cfg(test)]
mod tests {
    use super::super::callouts;
    use super::*;

    fn converted(source: &str) -> (String, Vec<(u32, &'static str)>) {
        let mut draft = Draft::new(source.to_owned(), 1);
        convert(&mut draft);
        callouts::convert(&mut draft);
        let told = draft.notes.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
        let lines: Vec<&str> = draft.text.lines().filter(|line| !line.trim().is_empty()).collect();
        (lines.join("\n"), told)
    }

    #[test]
    fn a_hint_is_a_call_out() {
        let source = "avant\n\n{% hint style=\"warning\" %}\nun\n\n- deux\n{% endhint %}\n\naprès {% hint %}ici{% endhint %} fin\n";
        assert_eq!(converted(source).0, "avant\n> [!WARNING]\n> un\n>\n> - deux\naprès \n> [!INFO]\n> ici\n fin");
        assert_eq!(converted("{% hint style=\"autre\" %}\na\n{% endhint %}\n").0, "> [!INFO]\n> a");
    }

    #[test]
    fn tabs_and_code_keep_their_titles() {
        let source = "{% tabs %}\n{% tab title=\"Un\" %}\na\n{% endtab %}\n\n{% tab title=\"Deux\" %}\n{% code title=\"x.rs\" lineNumbers=\"true\" %}\n```rust\n{% hint %}\n```\n{% endcode %}\n{% endtab %}\n{% endtabs %}\n";
        let (text, told) = converted(source);
        assert_eq!(text, "**Un**\na\n**Deux**\n**x.rs**\n```rust\n{% hint %}\n```");
        assert_eq!(told, [(7, "attributes_removed")]);
    }

    #[test]
    fn a_reference_and_a_file_are_links_and_a_page_of_elsewhere_is_told() {
        let source = "{% content-ref url=\"a/b.md\" %}\n[Le b](a/b.md)\n{% endcontent-ref %}\n{% content-ref url=\"c/d.md\" %}\n{% endcontent-ref %}\n\n{% embed url=\"https://a.b/c\" %}\nDit\n{% endembed %}\n{% file src=\".gitbook/assets/un plan.pdf\" %}\nLe plan\n{% endfile %}\n";
        let (text, told) = converted(source);
        assert_eq!(
            text,
            "[Le b](a/b.md)\n[d](c/d.md)\n[https://a.b/c](https://a.b/c)\nDit\n[un plan.pdf](<.gitbook/assets/un plan.pdf>)\nLe plan"
        );
        assert_eq!(told, [(7, "frame_linked")]);
    }

    #[test]
    fn a_tag_of_another_template_is_left_to_be_told() {
        let source = "{% raw %}a{% endraw %} {% include \"x.md\" %} {% tab x %} {%";
        assert_eq!(converted(source).0, source);
    }
}
