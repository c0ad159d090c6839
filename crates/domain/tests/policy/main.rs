//! The rule of rights, sentence by sentence: each test is named after what `Policy` promises.
//!
//! `world` builds viewers and things, the other modules ask; `laws` hold over random worlds.

mod asking;
mod communities;
mod keeping;
mod laws;
mod linking;
mod notebooks;
mod notes;
mod people_and_site;
mod roles;
mod talking;
mod world;
