//! A table of `PostgreSQL`, which holds each webhook once, however often it is sent.

use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, PgPool, query};

use crate::config::is_name;
use crate::delivery::Delivery;
use crate::error::DeliveryError;

pub struct Postgres {
    pool: PgPool,
    insert: String,
}

impl Postgres {
    pub(super) fn new(url: &str, table: &str) -> Result<Self, DeliveryError> {
        if !is_name(table, 63) {
            return Err(DeliveryError::Rejected(format!(
                "`{table}` is no name of a table"
            )));
        }
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(5));
        Ok(Self {
            pool: pool
                .connect_lazy(url)
                .map_err(|error| of_postgres(&error))?,
            insert: format!(
                r#"INSERT INTO "{table}" (id, webhook, payload) VALUES ($1, $2, $3::jsonb) ON CONFLICT (id) DO NOTHING"#
            ),
        })
    }

    pub(super) async fn deliver(&self, delivery: &Delivery) -> Result<(), DeliveryError> {
        let insert = query(AssertSqlSafe(self.insert.clone()))
            .bind(&delivery.id)
            .bind(&delivery.webhook)
            .bind(delivery.payload.get());
        insert
            .execute(&self.pool)
            .await
            .map_err(|error| of_postgres(&error))?;
        Ok(())
    }
}

/// By the code that the server gives, where that says more than the class.
fn of_postgres(error: &sqlx::Error) -> DeliveryError {
    let code = error.as_database_error().and_then(DatabaseError::code);
    match code.as_deref() {
        Some("28000" | "28P01") => DeliveryError::Unauthorized(error.to_string()),
        Some("42501") => DeliveryError::Forbidden(error.to_string()),
        Some("42P01" | "3D000") => DeliveryError::Missing(error.to_string()),
        _ => DeliveryError::of_client(error),
    }
}
