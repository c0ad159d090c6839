//! How far a long command is.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use i18n::Messages;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal;

/// How far the work is: a bar on a terminal, a line each tenth elsewhere.
pub(crate) struct Progress {
    bar: ProgressBar,
    last_tenth: AtomicUsize,
    messages: &'static Messages,
    is_terminal: bool,
}

impl Progress {
    pub(crate) fn new(messages: &'static Messages) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let target = if is_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        Self { bar, last_tenth: AtomicUsize::new(0), messages, is_terminal }
    }

    pub(crate) fn show(&self, done: usize, all: usize) {
        if self.is_terminal {
            self.bar.set_length(all as u64);
            self.bar.set_position(done as u64);
            return;
        }
        let tenth = done.saturating_mul(10).checked_div(all).unwrap_or_default();
        if self.last_tenth.fetch_max(tenth, Ordering::Relaxed) < tenth {
            terminal::message(&self.messages.with("cli-progress", &[("done", done.into()), ("all", all.into())]));
        }
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
