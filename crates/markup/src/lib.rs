//! Markdown to a safe page, links, contents; differences between texts.
