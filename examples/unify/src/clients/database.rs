//! Money in `PostgreSQL`, moved from one account to another in one transaction.

use std::time::Duration;

use reattempt::guard::CallOutcome;
use reattempt::{Interrupted, Policy, presets, retry};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{Postgres, Transaction, query};

use crate::error::CallError;
use crate::guards::Guards;

pub const POLICY: Policy = presets::DATABASE
    .to_builder()
    .max_elapsed(Duration::from_secs(30))
    .build();

#[derive(Clone, Debug)]
pub struct Database {
    pool: PgPool,
    guards: Guards,
}

/// The id is the same in all attempts, and by it a transfer is done once.
#[derive(Clone, Copy, Debug)]
pub struct Transfer<'a> {
    pub id: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub amount: i64,
}

impl Database {
    /// Nobody waits longer than `patience` for a connection. A pool without a free one is unsent: nothing was begun.
    pub fn new(
        url: &str,
        connections: u32,
        patience: Duration,
        guards: Guards,
    ) -> Result<Self, CallError> {
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(patience)
            .connect_lazy(url)?;
        Ok(Self { pool, guards })
    }

    /// For those who look at what has become of it.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    #[retry(
        name = "database",
        policy = POLICY,
        attempt_timeout = "5s",
        budget = &self.guards.budget,
    )]
    pub async fn transfer(&self, transfer: Transfer<'_>) -> Result<(), CallError> {
        self.transfer_once(transfer).await
    }

    /// The whole transaction, on a connection that the pool gives anew. If it does not reach the end, whatever the
    /// reason, it is rolled back as it is dropped.
    pub async fn transfer_once(&self, transfer: Transfer<'_>) -> Result<(), CallError> {
        const KEEP: &str = "INSERT INTO transfers VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        const TAKE: &str = "UPDATE accounts SET balance = balance - $2 WHERE name = $1";
        const GIVE: &str = "UPDATE accounts SET balance = balance + $2 WHERE name = $1";

        let Transfer {
            id,
            from,
            to,
            amount,
        } = transfer;
        let mut transaction = self.begin().await?;
        let kept = query(KEEP).bind(id).bind(from).bind(to).bind(amount);
        if kept.execute(&mut *transaction).await?.rows_affected() == 0 {
            // An attempt before has reached the end, and only its answer was lost.
            return Ok(());
        }
        for (change, account) in [(TAKE, from), (GIVE, to)] {
            let change = query(change).bind(account).bind(amount);
            change.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The breaker looks at this only: transactions that collide do not say that the database is down.
    async fn begin(&self) -> Result<Transaction<'static, Postgres>, CallError> {
        const BEGIN: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";

        let permit = self.guards.breaker.permit().map_err(Interrupted::from)?;
        let begun = self.pool.begin_with(BEGIN).await;
        permit.settle(CallOutcome::of(&begun));
        Ok(begun?)
    }
}
