//! The only place with SQL; runs on SQLite and PostgreSQL.
