//! What is counted, and told line by line: nothing is said that was not seen.

use std::process::ExitCode;

/// One kind of fault: how often it was made, and how often each promise was seen to be kept after it.
pub struct Kind {
    name: String,
    made: usize,
    seen: Vec<Seen>,
    figures: Vec<String>,
    broken: Vec<String>,
}

struct Seen {
    promise: &'static str,
    kept: usize,
    of: usize,
}

impl Kind {
    /// None made yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), made: 0, seen: Vec::new(), figures: Vec::new(), broken: Vec::new() }
    }

    /// One more was made.
    pub fn made(&mut self) {
        self.made_many(1);
    }

    /// So many more were made.
    pub fn made_many(&mut self, count: usize) {
        self.made += count;
    }

    /// Whether a promise was kept once, or how it was broken.
    pub fn saw(&mut self, promise: &'static str, round: &str, found: Result<(), String>) {
        let broken: Vec<String> = found.err().into_iter().collect();
        self.counted(promise, round, 1 - broken.len(), 1, broken);
    }

    /// How many of how many were as promised; `broken` names some of the others.
    pub fn counted(&mut self, promise: &'static str, round: &str, kept: usize, of: usize, broken: Vec<String>) {
        if !self.seen.iter().any(|seen| seen.promise == promise) {
            self.seen.push(Seen { promise, kept: 0, of: 0 });
        }
        for seen in self.seen.iter_mut().filter(|seen| seen.promise == promise) {
            seen.kept += kept;
            seen.of += of;
        }
        self.broken.extend(broken.into_iter().map(|how| format!("{round}: {promise}: {how}")));
    }

    /// Something measured, which is no promise.
    pub fn figure(&mut self, words: String) {
        self.figures.push(words);
    }

    fn broken(&self) -> usize {
        self.seen.iter().map(|seen| seen.of - seen.kept).sum()
    }
}

/// Faults made, and promises broken.
#[derive(Default)]
pub struct Tally {
    made: usize,
    broken: usize,
}

impl Tally {
    /// Says what was seen after one kind of fault.
    pub fn told(&mut self, kind: &Kind) {
        println!("{}: {} made, {} promises broken", kind.name, kind.made, kind.broken());
        for Seen { promise, kept, of } in &kind.seen {
            println!("  {kept} of {of} {promise}");
        }
        for figure in &kind.figures {
            println!("  {figure}");
        }
        for how in &kind.broken {
            println!("  BROKEN {how}");
        }
        self.made += kind.made;
        self.broken += kind.broken();
    }

    /// Takes over what another process told.
    pub fn take(&mut self, told: &str) {
        for line in told.lines() {
            match Self::read(line) {
                Some((made, broken)) => {
                    self.made += made;
                    self.broken += broken;
                }
                None => println!("{line}"),
            }
        }
    }

    fn read(line: &str) -> Option<(usize, usize)> {
        let (made, rest) = line.strip_prefix("faults: ")?.split_once(" made, ")?;
        Some((made.parse().ok()?, rest.strip_suffix(" promises broken")?.parse().ok()?))
    }

    /// Says that a kind of fault could not be made here.
    #[expect(clippy::unused_self, reason = "what is skipped is told beside what is counted")]
    pub fn skipped(&self, what: &str, why: &str) {
        println!("skipped: {what}, {why}");
    }

    /// Something that ended where no round could say why.
    pub fn broke_off(&mut self, what: &str) {
        println!("  BROKEN {what}");
        self.broken += 1;
    }

    /// The last line, and the exit code.
    pub fn verdict(&self) -> ExitCode {
        println!("faults: {} made, {} promises broken", self.made, self.broken);
        ExitCode::from(u8::from(self.broken > 0))
    }
}
