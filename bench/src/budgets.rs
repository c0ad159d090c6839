//! What is promised, what was measured, and how the two are shown.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// What a line is held to: its figure, its ratio to the ceiling, or its figure in disk syncs, of which the ceiling is one.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    Value,
    Ratio,
    Syncs,
}

/// What a save may take beside one sync where that is more than its syncs, in milliseconds: for the goal, for the bar.
const BESIDE_ONE_SYNC: (f64, f64) = (1.0, 2.5);

/// A promise: the goal, and the bar that no change may be under.
struct Promise {
    name: &'static str,
    unit: &'static str,
    held: Held,
    goal: f64,
    bar: f64,
    more_is_better: bool,
    words: &'static str,
}

const fn promise(
    (name, words): (&'static str, &'static str),
    unit: &'static str,
    held: Held,
    (goal, bar): (f64, f64),
) -> Promise {
    // Where more is better, the goal is above the bar.
    let more_is_better = goal > bar || matches!(name.as_bytes(), b"kept_pages");
    Promise { name, unit, held, goal, bar, more_is_better, words }
}

const PROMISES: &[Promise] = &[
    promise(("read_warm", "a public note, kept"), "answers/s", Held::Ratio, (0.40, 0.20)),
    promise(("read_signed_in", "the same, signed in"), "answers/s", Held::Ratio, (0.15, 0.08)),
    promise(("read_cold", "the same, never rendered (p50)"), "ms", Held::Value, (1.5, 3.0)),
    promise(("import", "notes brought in, linked"), "notes/s", Held::Value, (1500.0, 600.0)),
    promise(("memory_idle", "memory once begun"), "MB", Held::Value, (40.0, 60.0)),
    promise(("memory_after", "memory after the load"), "MB", Held::Value, (120.0, 200.0)),
    promise(("start", "from start to first page"), "s", Held::Value, (0.10, 0.25)),
    promise(("first_view_bytes", "first view of a note, in all"), "KB", Held::Value, (30.0, 60.0)),
    promise(("first_view_requests", "first view of a note"), "requests", Held::Value, (4.0, 6.0)),
    promise(("first_view_script", "first view of a note, script"), "KB", Held::Value, (10.0, 25.0)),
    promise(("growth_read", "ten times the notes, never rendered"), "ms", Held::Ratio, (1.1, 1.3)),
    promise(("kept_pages", "kept of 1,000 when one note changes"), "pages", Held::Value, (990.0, 990.0)),
    promise(("notebook_page", "a page of a notebook, never asked"), "ms", Held::Value, (5.0, 5.0)),
    promise(("notebook_depth", "its last pages beside its first"), "ms", Held::Ratio, (1.2, 1.2)),
    promise(("underline", "terms found in a note, of 5,000"), "ms", Held::Value, (0.3, 0.3)),
    promise(("compare", "two texts of 40 KB compared"), "ms", Held::Value, (2.0, 2.0)),
    promise(("store_group", "saves per COMMIT, 8 writers"), "saves", Held::Value, (4.0, 2.0)),
    promise(("save", "a save with the form (p50)"), "ms", Held::Syncs, (1.6, 2.5)),
    promise(("save_8_writers", "saves per COMMIT, 8 with the form"), "saves", Held::Value, (4.0, 2.0)),
    promise(("growth_save", "ten times the notes, a save"), "ms", Held::Ratio, (1.2, 1.5)),
    promise(("notifications_fanned_out", "1,000 people told of one change"), "s", Held::Value, (1.0, 2.0)),
    promise(("sign_in_beside_readers", "readers beside 16 sign-ins a second"), "answers/s", Held::Ratio, (0.9, 0.8)),
];

/// Where a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Goal,
    Between,
    UnderTheBar,
}

/// A figure that was measured.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) budget: &'static str,
    pub(crate) database: &'static str,
    pub(crate) notes: usize,
    pub(crate) value: f64,
    pub(crate) ceiling: Option<f64>,
    pub(crate) ratio: Option<f64>,
    /// Whether something else that its goal asks was not reached.
    falls_short: bool,
    /// What else is known of it, by name.
    pub(crate) details: Vec<(&'static str, f64)>,
}

impl Line {
    /// A figure that is held to its own value.
    pub(crate) fn of(budget: &'static str, database: &'static str, notes: usize, value: f64) -> Self {
        Self { budget, database, notes, value, ceiling: None, ratio: None, falls_short: false, details: Vec::new() }
    }

    /// The same beside a ceiling of the same run.
    pub(crate) fn under(mut self, ceiling: f64, ratio: f64) -> Self {
        self.ceiling = Some(ceiling);
        self.ratio = Some(ratio);
        self
    }

    /// Short of its goal where something else that the goal asks was not reached.
    pub(crate) fn short_where(mut self, falls_short: bool) -> Self {
        self.falls_short = falls_short;
        self
    }

    /// With something else that is known of it.
    pub(crate) fn with(mut self, name: &'static str, figure: f64) -> Self {
        self.details.push((name, figure));
        self
    }

    fn promise(&self) -> Option<&'static Promise> {
        PROMISES.iter().find(|promise| promise.name == self.budget)
    }

    fn verdict(&self) -> Option<Verdict> {
        let promise = self.promise()?;
        let (goal, bar) = self.held_to(promise);
        let figure = if promise.held == Held::Ratio { self.ratio? } else { self.value };
        let reaches = |limit: f64| if promise.more_is_better { figure >= limit } else { figure <= limit };
        Some(if reaches(goal) && !self.falls_short {
            Verdict::Goal
        } else if reaches(bar) {
            Verdict::Between
        } else {
            Verdict::UnderTheBar
        })
    }

    /// Goal and bar: on PostgreSQL a page that was never rendered may take twice as long; a save is held to the disk of this run.
    fn held_to(&self, promise: &Promise) -> (f64, f64) {
        if promise.held == Held::Syncs {
            let sync = self.ceiling.unwrap_or_default();
            let most = |syncs: f64, beside: f64| (syncs * sync).max(sync + beside);
            return (most(promise.goal, BESIDE_ONE_SYNC.0), most(promise.bar, BESIDE_ONE_SYNC.1));
        }
        let times = if self.budget == "read_cold" && self.database == "postgres" { 2.0 } else { 1.0 };
        (promise.goal * times, promise.bar * times)
    }

    /// The line as scripts read it.
    pub(crate) fn document(&self) -> Value {
        let promise = self.promise();
        let held = promise.map(|promise| self.held_to(promise));
        let mut line = json!({
            "budget": self.budget, "database": self.database, "notes": self.notes,
            "value": rounded(self.value), "unit": promise.map(|promise| promise.unit),
            "ceiling": self.ceiling.map(rounded), "ratio": self.ratio.map(rounded),
            "goal": held.map(|(goal, _)| rounded(goal)), "bar": held.map(|(_, bar)| rounded(bar)),
        });
        if let Some(fields) = line.as_object_mut() {
            fields.extend(self.details.iter().map(|(name, figure)| ((*name).to_owned(), json!(rounded(*figure)))));
        }
        line
    }

    /// The line as people read it.
    pub(crate) fn row(&self) -> String {
        let Some(promise) = self.promise() else { return format!("{} {}", self.budget, self.value) };
        let (goal, bar) = self.held_to(promise);
        let mark = match self.verdict() {
            Some(Verdict::Goal) => "goal",
            Some(Verdict::Between) => "bar",
            Some(Verdict::UnderTheBar) => "UNDER THE BAR",
            None => "",
        };
        let optional = |figure: Option<f64>| figure.map(shown).unwrap_or_default();
        let mut row = format!(
            "{:<36} {:<9}{:>7} {:>10} {:<10}{:>9} {:>7} {:>7} {:>7}  {mark}",
            promise.words,
            self.database,
            self.notes,
            shown(self.value),
            promise.unit,
            optional(self.ceiling),
            optional(self.ratio),
            shown(goal),
            shown(bar),
        );
        for (name, figure) in &self.details {
            let _ = write!(row, "  {name} {}", shown(*figure));
        }
        row
    }
}

/// The first row of the table.
pub(crate) fn heading() -> String {
    format!(
        "{:<36} {:<9}{:>7} {:>10} {:<10}{:>9} {:>7} {:>7} {:>7}",
        "what", "database", "notes", "value", "", "ceiling", "ratio", "goal", "bar"
    )
}

/// How many lines are under their bar.
pub(crate) fn under_the_bar(lines: &[Line]) -> usize {
    lines.iter().filter(|line| line.verdict() == Some(Verdict::UnderTheBar)).count()
}

fn rounded(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}

fn shown(figure: f64) -> String {
    match figure.abs() {
        large if large >= 100.0 => format!("{figure:.0}"),
        middle if middle >= 10.0 => format!("{figure:.1}"),
        _ => format!("{figure:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_held_to_its_value_or_to_its_ratio() {
        let warm = |ratio| Line::of("read_warm", "sqlite", 1, 10.0).under(20.0, ratio).verdict();
        assert_eq!(
            [warm(0.5), warm(0.3), warm(0.1)].map(Option::unwrap),
            [Verdict::Goal, Verdict::Between, Verdict::UnderTheBar]
        );
        let memory = |value| Line::of("memory_idle", "sqlite", 1, value).verdict();
        assert_eq!(
            [memory(30.0), memory(50.0), memory(70.0)].map(Option::unwrap),
            [Verdict::Goal, Verdict::Between, Verdict::UnderTheBar]
        );
        let kept = |value| Line::of("kept_pages", "sqlite", 1, value).verdict();
        assert_eq!([kept(995.0), kept(900.0)].map(Option::unwrap), [Verdict::Goal, Verdict::UnderTheBar]);
    }

    #[test]
    fn on_postgres_a_cold_read_may_take_twice_as_long() {
        let cold = |database| Line::of("read_cold", database, 1, 4.0).verdict();
        assert_eq!(cold("sqlite"), Some(Verdict::UnderTheBar));
        assert_eq!(cold("postgres"), Some(Verdict::Between));
    }

    #[test]
    fn a_save_is_held_to_the_syncs_of_its_disk_or_to_one_and_a_little() {
        let save = |value, sync: f64| Line::of("save", "sqlite", 1, value).under(sync, value / sync).verdict();
        let slow = [15.0, 20.0, 26.0].map(|value| save(value, 10.0).unwrap());
        assert_eq!(slow, [Verdict::Goal, Verdict::Between, Verdict::UnderTheBar]);
        let quick = [1.4, 2.9, 3.1].map(|value| save(value, 0.5).unwrap());
        assert_eq!(quick, [Verdict::Goal, Verdict::Between, Verdict::UnderTheBar]);
    }

    #[test]
    fn a_goal_that_asks_something_else_too_is_not_reached_without_it() {
        let saves = |late| Line::of("save_8_writers", "sqlite", 1, 5.0).short_where(late).verdict();
        assert_eq!([saves(false), saves(true)].map(Option::unwrap), [Verdict::Goal, Verdict::Between]);
    }

    #[test]
    fn a_line_says_what_scripts_rely_on() {
        let line = Line::of("import", "sqlite", 10_000, 1_234.567_89).with("seconds", 8.1).document();
        for key in ["budget", "database", "notes", "value", "unit", "ceiling", "ratio", "goal", "bar"] {
            assert!(line.get(key).is_some(), "{key}");
        }
        assert_eq!(line["value"], 1234.5679);
        assert_eq!(line["seconds"], 8.1);
    }
}
