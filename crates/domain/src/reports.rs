//! Problems that are reported: of which kind, and what is done about them.

/// What somebody says is amiss with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// It tells something of a person.
    Personal,
    /// It is not theirs to publish who published it.
    Copyright,
    /// Its words hurt.
    Hurtful,
    /// It is not true, or does not work.
    Error,
    /// Anything else.
    Other,
}

impl ReportKind {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 5] = [Self::Personal, Self::Copyright, Self::Hurtful, Self::Error, Self::Other];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Copyright => "copyright",
            Self::Hurtful => "hurtful",
            Self::Error => "error",
            Self::Other => "other",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What is done about a report, each time with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportAct {
    /// The note is hidden until the report is settled.
    Hide,
    /// It is shown again before that.
    Show,
    /// Who reported is answered.
    Answer,
    /// It is settled: something was done.
    Acted,
    /// It is settled: nothing was to be done.
    Nothing,
}

impl ReportAct {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Hide, Self::Show, Self::Answer, Self::Acted, Self::Nothing];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hide => "hide",
            Self::Show => "show",
            Self::Answer => "answer",
            Self::Acted => "acted",
            Self::Nothing => "nothing",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }

    /// Whether it settles the report.
    pub const fn settles(self) -> bool {
        matches!(self, Self::Acted | Self::Nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::{ReportAct, ReportKind};

    #[test]
    fn a_kind_and_an_act_are_read_as_they_are_written_and_nothing_else_is_one() {
        assert_eq!(ReportKind::ALL.map(|kind| ReportKind::parse(kind.as_str())), ReportKind::ALL.map(Some));
        assert_eq!(ReportAct::ALL.map(|act| ReportAct::parse(act.as_str())), ReportAct::ALL.map(Some));
        for none in ["", "Hide", "delete", "spam"] {
            assert_eq!((ReportKind::parse(none), ReportAct::parse(none)), (None, None), "{none}");
        }
    }

    #[test]
    fn two_acts_settle() {
        let settling: Vec<_> = ReportAct::ALL.into_iter().filter(|act| act.settles()).collect();
        assert_eq!(settling, [ReportAct::Acted, ReportAct::Nothing]);
    }
}
