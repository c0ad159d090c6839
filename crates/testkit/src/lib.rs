//! What tests share.
#![expect(clippy::expect_used, reason = "only tests run this, and a test stops where something is amiss")]

pub mod chance;
pub mod interleave;
pub mod pictures;
pub mod processes;
pub mod saves;
#[cfg(feature = "site")]
pub mod scene;
#[cfg(feature = "site")]
pub mod site;
pub mod stores;
pub mod worlds;

pub use chance::Chance;
#[cfg(feature = "site")]
pub use site::{Answer, Session, TestApp};
pub use stores::{TestStore, postgres_store, sqlite_store, stores};
pub use worlds::World;
