//! Call-outs: the kinds of GitHub and of Obsidian, and their other names.

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $code:literal [$($alias:literal)*])*) => {
        /// What a call-out is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CalloutKind { $($(#[$doc])* $name,)* }

        impl CalloutKind {
            /// All of them.
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$name),*];

            /// The kind as `data-callout` says it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The key of its title in the catalogues.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => concat!("callout-", $code),)* }
            }

            /// Reads a kind or one of its other names, in lower case.
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($code $(| $alias)* => Some(Self::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    /// A remark.
    Note "note" []
    /// What it comes to.
    Abstract "abstract" ["summary" "tldr" "résumé"]
    /// Something to know.
    Info "info" []
    /// Something to do.
    Todo "todo" []
    /// An advice.
    Tip "tip" ["hint" "astuce"]
    /// Not to be missed.
    Important "important" []
    /// What went well.
    Success "success" ["check" "done"]
    /// A question.
    Question "question" ["help" "faq"]
    /// Take care.
    Warning "warning" ["attention"]
    /// A risk.
    Caution "caution" []
    /// What went wrong.
    Failure "failure" ["fail" "missing"]
    /// A danger.
    Danger "danger" ["error"]
    /// A fault of a program.
    Bug "bug" []
    /// An example.
    Example "example" ["exemple"]
    /// Someone else's words.
    Quote "quote" ["cite" "citation"]
}
