//! `sillage check`.

use std::process::ExitCode;

use i18n::Messages;
use serde_json::{Value, json};
use services::check::{self, Code, Contents, Mending, Problem, Repair, Report};

use crate::failures::Result;
use crate::progress::Progress;
use crate::settings::Settings;
use crate::{LOOK_AT_THE_REPORT, opening, terminal};

/// How many problems a terminal shows; `--json` shows them all.
const SHOWN: usize = 50;

/// Looks at everything that is kept, and mends what can be when asked to.
pub(crate) async fn check(
    settings: &Settings,
    mending: Mending,
    as_json: bool,
    messages: &'static Messages,
) -> Result<ExitCode> {
    let services = opening::open_existing(settings).await?;
    let progress = Progress::new(messages);
    let ctx = services.system("check from the command line");
    let report = check::run(&ctx, mending, Contents::Read, &|done, all| progress.show(done, all)).await;
    progress.end();
    let report = report?;
    if mending == Mending::Mend {
        services::projections::catch_up(&services).await?;
    }
    if as_json {
        terminal::document(&document(&report, messages));
    } else {
        for line in lines(&report, messages) {
            terminal::result(&line);
        }
    }
    Ok(ExitCode::from(if report.ok { 0 } else { LOOK_AT_THE_REPORT }))
}

/// The document of `check --json`.
pub(crate) fn document(report: &Report, messages: &Messages) -> Value {
    let problems: Vec<Value> = report
        .problems
        .iter()
        .map(|problem| {
            json!({
                "code": problem.code,
                "thing": problem.thing,
                "id": problem.id,
                "message": message(problem, messages),
                "detail": problem.detail,
                "repair": problem.repair,
            })
        })
        .collect();
    json!({ "ok": report.ok, "checked": report.checked, "problems": problems })
}

/// The report for a person: each kind of problem, what it is, where, and what was or can be done.
pub(crate) fn lines(report: &Report, messages: &Messages) -> Vec<String> {
    let mut lines = Vec::new();
    for problem in report.problems.iter().take(SHOWN) {
        let repair = messages.text(match problem.repair {
            Repair::None => "check-repair-none",
            Repair::Possible => "check-repair-possible",
            Repair::Done => "check-repair-done",
        });
        let thing = format!("check-thing-{}", problem.thing);
        let thing = messages.text(&thing);
        lines.push(format!("{} ({thing} {}). {repair}", message(problem, messages), problem.id));
        lines.extend(problem.detail.as_ref().map(|detail| format!("  {detail}")));
    }
    if report.problems.len() > SHOWN {
        lines.push(messages.with("check-more", &[("count", (report.problems.len() - SHOWN).into())]));
    }
    let checked = &report.checked;
    lines.push(messages.with(
        "check-looked-at",
        &[
            ("notes", checked.notes.into()),
            ("revisions", checked.revisions.into()),
            ("links", checked.links.into()),
            ("files", checked.files.into()),
        ],
    ));
    let left = report.problems.iter().filter(|problem| problem.repair != Repair::Done).count();
    lines.push(messages.with("check-left", &[("count", left.into())]));
    lines
}

fn message(problem: &Problem, messages: &Messages) -> String {
    messages.text(&key(problem.code)).into_owned()
}

/// The message of a code.
fn key(code: Code) -> String {
    format!("check-{}", code.as_str().replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use i18n::Language;

    use super::*;

    #[test]
    fn every_kind_of_damage_has_its_words_in_both_languages() {
        for language in [Language::French, Language::English] {
            for code in Code::ALL {
                assert!(Messages::get(language).has(&key(*code)), "{} in {language}", code.as_str());
            }
        }
    }

    #[test]
    fn a_code_is_written_alike_in_words_and_in_json() {
        for code in Code::ALL {
            assert_eq!(json!(code), code.as_str());
        }
    }
}
