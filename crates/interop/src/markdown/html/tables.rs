//! Tables of HTML, as rows.

use super::super::draft::{Draft, Weaver};
use super::super::incoming::Warning;
use super::super::tags::{Token, token};
use super::forms::{blank_line, find_close};
use super::{Converter, convert_in};

impl Converter<'_> {
    /// Writes a table, a row a line; gives how many bytes of what follows its tag it took along.
    pub(super) fn table(&mut self, after: &str, line: u32, weaver: &mut Weaver) -> usize {
        let Some((inner_end, end)) = find_close(after, "table") else { return 0 };
        let mut rows: Vec<(bool, Vec<String>)> = Vec::new();
        let mut rest = after.get(..inner_end).unwrap_or_default();
        let mut cell: Option<&str> = None;
        let finish = |cell: &mut Option<&str>,
                      at: &str,
                      rows: &mut Vec<(bool, Vec<String>)>,
                      weaver: &mut Weaver,
                      anchors: &mut Vec<(String, u32)>| {
            if let (Some(start), Some((_, row))) = (cell.take(), rows.last_mut()) {
                let inner = start.get(..start.len() - at.len()).unwrap_or_default();
                let mut draft = Draft::new(inner.trim().to_owned(), line);
                convert_in(&mut draft, anchors, true);
                let (text, _, notes) = draft.into_parts();
                // A line of a file may hold a whole text that it includes: where the table begins is what is known.
                weaver.out.notes.warnings.extend(notes.warnings.into_iter().map(|told| Warning { line, ..told }));
                row.push(text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|"));
            }
        };
        while let Some(start) = rest.find('<') {
            let at = rest.get(start..).unwrap_or_default();
            let Some((found, length)) = token(at) else {
                rest = at.get(1..).unwrap_or_default();
                continue;
            };
            rest = at.get(length..).unwrap_or_default();
            let (Token::Open { name, .. } | Token::Close { name }) = &found else { continue };
            let opens = matches!(found, Token::Open { .. });
            match name.to_ascii_lowercase().as_str() {
                "tr" => {
                    finish(&mut cell, at, &mut rows, weaver, self.anchors);
                    if opens {
                        rows.push((false, Vec::new()));
                    }
                }
                kind @ ("td" | "th") => {
                    finish(&mut cell, at, &mut rows, weaver, self.anchors);
                    if opens {
                        if rows.is_empty() {
                            rows.push((false, Vec::new()));
                        }
                        if let Some((head, _)) = rows.last_mut() {
                            *head |= kind == "th";
                        }
                        cell = Some(rest);
                    }
                }
                _ => {}
            }
        }
        finish(&mut cell, "", &mut rows, weaver, self.anchors);
        rows.retain(|(_, cells)| !cells.is_empty());
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
        if width == 0 || width > 200 {
            return end;
        }
        blank_line(weaver, line);
        if !rows.first().is_some_and(|(head, _)| *head) {
            rows.insert(0, (true, Vec::new()));
        }
        for (index, (_, cells)) in rows.iter().enumerate() {
            let mut row = "|".to_owned();
            for column in 0..width {
                row.push(' ');
                row.push_str(cells.get(column).map_or("", String::as_str));
                row.push_str(" |");
            }
            weaver.push(&row, line);
            weaver.push("\n", line);
            if index == 0 {
                weaver.push(&format!("|{}\n", " --- |".repeat(width)), line);
            }
        }
        weaver.push("\n", line);
        end
    }
}
