//! The contents of a notebook, ordered by buttons by those who may place notes there.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::Address;
use domain::{NoteId, NotebookId, PartId};
use services::Ctx;
use services::accounts::Wrong;
use services::contents::{self, ContentsLine, ContentsPage, Declined, LINES, Line, PlacementPage, Step};

use super::accounts::{refused, unshared};
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "notebooks/contents.html")]
struct ContentsTemplate<'a> {
    f: Frame<'a>,
    n: ContentsPage,
    action: String,
    /// Whether something was just done.
    done: bool,
    /// The placement whose categories and reason are changed.
    placement: Option<PlacementPage>,
    reason: Field,
    part: Field,
}

impl ContentsTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.reason, &self.part])
    }

    /// What a button says of a line, out of its place.
    fn of(&self, act: &str, name: &str) -> String {
        let m = self.f.messages();
        match act {
            "up" => m.with("communities-organisation-up-of", &[("name", name.into())]),
            "down" => m.with("communities-organisation-down-of", &[("name", name.into())]),
            "in" => m.with("web-contents-in-of", &[("name", name.into())]),
            "out" => m.with("web-contents-out-of", &[("name", name.into())]),
            "more" => m.with("web-contents-more-of", &[("name", name.into())]),
            "pin" => m.with("web-contents-pin-of", &[("name", name.into())]),
            "unpin" => m.with("web-contents-unpin-of", &[("name", name.into())]),
            "say" => m.with("web-contents-say-of", &[("name", name.into())]),
            "withdraw" => m.with("web-contents-withdraw-of", &[("name", name.into())]),
            "rename-part" => m.with("web-contents-part-rename-of", &[("name", name.into())]),
            _ => m.with("web-contents-part-remove-of", &[("name", name.into())]),
        }
    }

    /// Where the categories and the reason of a line are changed.
    fn say(&self, line: &ContentsLine) -> String {
        format!("{}?from={}&note={}", self.action, self.n.from, line.id())
    }

    fn span(&self) -> String {
        let number = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        let (first, last) = (number(self.n.from + 1), number(self.n.count.min(self.n.from + LINES)));
        let count = number(self.n.count);
        self.f
            .messages()
            .with("web-contents-span", &[("first", first.into()), ("last", last.into()), ("count", count.into())])
    }

    /// When a placement that was declined goes, or went.
    fn until(&self, declined: &Declined) -> String {
        self.f.messages().with("web-contents-declined-until", &[("day", self.f.day_of(declined.ends).into())])
    }

    fn previous(&self) -> Option<String> {
        (self.n.from > 0).then(|| format!("{}?from={}", self.action, self.n.from.saturating_sub(LINES)))
    }

    fn next(&self) -> Option<String> {
        let next = self.n.from + LINES;
        (next < self.n.count).then(|| format!("{}?from={next}", self.action))
    }
}

/// `/c/{notebook}/-/contents`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let ctx = app.enter(&asked).await?;
    let from = parameter(&uri, "from").and_then(|from| from.parse().ok()).unwrap_or(0);
    let n = contents::read(&ctx, notebook, from).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::NotebookContents(notebook)) {
        return Ok(redirect);
    }
    let placement = match parameter(&uri, "note") {
        Some(note) => Some(contents::placement(&ctx, notebook, doors::id(&note)?).await?),
        None => None,
    };
    let mut page = page(&asked, n, placement, "", &[]);
    page.done = parameter(&uri, "done").is_some();
    Ok(unshared(unkept(&page)?))
}

/// `POST /c/{notebook}/-/contents`: one button.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let from = sent.text("from").parse().unwrap_or(0);
    // The right before what was sent.
    contents::read(&ctx, notebook, from).await?;
    let address = Address::NotebookContents(notebook);
    match act_on(&ctx, notebook, &sent).await {
        Ok(()) => {
            // Where the line is now, on a page that may be long.
            let line = doors::id::<NoteId>(sent.text("id")).map(|id| format!("#line-{id}")).unwrap_or_default();
            let to = format!("{address}?from={from}&done=yes{line}");
            Ok(unshared(back_to(&asked.standing.settings, &to)))
        }
        Err(services::Error::Refused(wrong)) => {
            let n = contents::read(&ctx, notebook, from).await?;
            let placement = match sent.text("act") {
                "say" => {
                    let mut placement = contents::placement(&ctx, notebook, doors::id(sent.text("id"))?).await?;
                    let chosen = sent.all("category");
                    for (category, _, bears) in &mut placement.categories {
                        *bears = chosen.contains(&category.to_string().as_str());
                    }
                    sent.text("reason").clone_into(&mut placement.reason);
                    Some(placement)
                }
                _ => None,
            };
            let page = page(&asked, n, placement, sent.text("part"), &wrong);
            Ok(unshared(refused(unkept(&page)?)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn act_on(ctx: &Ctx, notebook: NotebookId, sent: &Sent) -> services::Result<()> {
    let step = match sent.text("act") {
        "up" => Step::Up,
        "down" => Step::Down,
        "in" => Step::In,
        "out" => Step::Out,
        act @ ("pin" | "unpin") => return contents::pin(ctx, notebook, note(sent)?, act == "pin").await,
        "withdraw" => return contents::withdraw(ctx, notebook, note(sent)?).await,
        "say" => {
            let chosen: Vec<String> = sent.all("category").into_iter().map(str::to_owned).collect();
            return contents::say(ctx, notebook, note(sent)?, &chosen, sent.text("reason")).await;
        }
        "add-part" => return contents::add_part(ctx, notebook, sent.text("part")).await,
        "rename-part" => return contents::rename_part(ctx, notebook, part(sent)?, sent.text("part")).await,
        "remove-part" => return contents::remove_part(ctx, notebook, part(sent)?).await,
        // A form that is none of these changes nothing.
        _ => return Err(services::Error::Refused(Vec::new())),
    };
    let line = if sent.text("what") == "part" { Line::Part(part(sent)?) } else { Line::Note(note(sent)?) };
    contents::shift(ctx, notebook, line, step).await
}

/// The note that a button is of.
fn note(sent: &Sent) -> services::Result<NoteId> {
    sent.text("id").parse().map_err(|_| services::Error::NotFound)
}

/// The part that a button is of.
fn part(sent: &Sent) -> services::Result<PartId> {
    sent.text("id").parse().map_err(|_| services::Error::NotFound)
}

fn page<'a>(
    asked: &'a Asked,
    n: ContentsPage,
    placement: Option<PlacementPage>,
    part: &str,
    wrong: &[(&'static str, Wrong)],
) -> ContentsTemplate<'a> {
    let mut f = asked.private_frame("edit", "web-contents-edit");
    f.title = f.messages().with("web-contents-of", &[("title", n.link.title.as_str().into())]);
    let why = placement.as_ref().map(|it| it.reason.as_str()).unwrap_or_default();
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let reason = field("reason", "textarea", "web-contents-reason", why)
        .hinted(f.t("web-contents-reason-hint"))
        .optional_where(true);
    let part = field("part", "text", "web-contents-part-title", part).hinted(f.t("web-contents-part-hint"));
    let action = Address::NotebookContents(n.id).to_string();
    ContentsTemplate { f, n, action, done: false, placement, reason, part }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{CategoryId, Slug};
    use services::views::Link;
    let (id, note, text) = (NotebookId::from_bytes([2; 16]), NoteId::from_bytes([7; 16]), || words.to_owned());
    let link = || Link { title: text(), address: Address::Note(note, Slug::of("n")) };
    let line = |line, depth, pinned| ContentsLine {
        line,
        title: text(),
        link: matches!(line, Line::Note(_)).then(link),
        depth,
        pinned,
        is_theirs: true,
    };
    let lines = || {
        let part = Line::Part(PartId::from_bytes([3; 16]));
        vec![
            line(part, 0, false),
            line(Line::Note(note), 1, true),
            line(Line::Note(NoteId::from_bytes([6; 16])), 2, false),
        ]
    };
    let declined = |leads| {
        let one =
            |says: &str| Declined { link: link(), words: says.to_owned(), ends: domain::Timestamp::from_micros(0) };
        if leads { vec![one(words), one("")] } else { Vec::new() }
    };
    let of = |leads, lines, count| ContentsPage {
        id,
        link: link(),
        leads,
        lines,
        from: 0,
        count,
        declined: declined(leads),
    };
    let category = |number, bears| (CategoryId::from_bytes([number; 16]), text(), bears);
    let placement = || PlacementPage {
        note,
        link: link(),
        categories: vec![category(1, true), category(2, false)],
        reason: text(),
    };
    let mut done = page(asked, of(true, lines(), 900), None, "", &[("part", Wrong::Missing)]);
    done.done = true;
    done.n.from = 200;
    let pages = [
        done.render(),
        page(asked, of(true, lines(), 3), Some(placement()), words, &[("reason", Wrong::Long)]).render(),
        page(asked, of(false, lines(), 3), None, words, &[]).render(),
        page(asked, of(false, Vec::new(), 0), None, "", &[]).render(),
    ];
    pages.into_iter().map(|page| ("edit", page.unwrap_or_default())).collect()
}
