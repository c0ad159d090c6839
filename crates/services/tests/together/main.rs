//! What is done to a site by several at once: whatever the order, the laws hold, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is amiss")]

mod followed;
mod interleaved;
mod site;
