//! What the tests ask of the whole schema and of every statement: does each engine take it as it is declared?

use tokio_postgres::types::Type;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::{Engine, Store, statements};

impl Store {
    /// Prepares every statement and compares it with what it declares; gives the name and the fault of each bad one.
    ///
    /// PostgreSQL says the types of arguments and columns, SQLite how many there are.
    pub async fn prepare_all(&self) -> Result<Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        for statement in statements() {
            let fault = match &*self.engine {
                Engine::Sqlite(sqlite) => sqlite.shape(statement.sqlite()).map(|shape| {
                    let declared = (statement.params().len(), statement.columns().len());
                    (shape != declared).then(|| format!("(arguments, columns): {shape:?}, declared {declared:?}"))
                }),
                Engine::Postgres(postgres) => postgres
                    .shape(statement.postgres())
                    .await
                    .map(|(params, columns)| compare(statement, &params, &columns)),
            };
            match fault {
                Ok(None) => {}
                Ok(Some(fault)) => faults.push((statement.name(), fault)),
                Err(error) => faults.push((statement.name(), error.to_string())),
            }
        }
        Ok(faults)
    }
}

fn compare(statement: &Statement, params: &[Type], columns: &[Type]) -> Option<String> {
    let differ = |declared: &[Kind], found: &[Type]| {
        declared.len() != found.len() || declared.iter().zip(found).any(|(kind, found)| type_of(*kind) != *found)
    };
    if differ(statement.params(), params) {
        return Some(format!("arguments {params:?}, declared {:?}", statement.params()));
    }
    differ(statement.columns(), columns).then(|| format!("columns {columns:?}, declared {:?}", statement.columns()))
}

const fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Id => Type::UUID,
        Kind::Int => Type::INT8,
        Kind::Bool => Type::BOOL,
        Kind::Text => Type::TEXT,
        Kind::Bytes => Type::BYTEA,
        Kind::Ids => Type::UUID_ARRAY,
        Kind::Texts => Type::TEXT_ARRAY,
    }
}
