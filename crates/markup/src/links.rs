//! Links of a source text.
