//! What is counted, and told line by line.

use std::process::ExitCode;

/// Faults made, and promises broken.
#[derive(Default)]
pub struct Tally {
    made: usize,
    lost: usize,
}

impl Tally {
    /// Says how one kind of fault went: how many were made, and what was found after them.
    pub fn told(&mut self, what: &str, made: usize, found: &str, lost: &[String]) {
        println!("{what}: {made} made, {} lost; {found}", lost.len());
        for line in lost {
            println!("  LOST {line}");
        }
        self.made += made;
        self.lost += lost.len();
    }

    /// Says that a kind of fault could not be made here.
    #[expect(clippy::unused_self, reason = "what is skipped is told beside what is counted")]
    pub fn skipped(&self, what: &str, why: &str) {
        println!("skipped: {what}, {why}");
    }

    /// The last line, and the exit code.
    pub fn verdict(&self) -> ExitCode {
        println!("faults: {} made, {} lost", self.made, self.lost);
        ExitCode::from(u8::from(self.lost > 0))
    }
}
