//! Accounts in a real `PostgreSQL`, whose transactions fail at their end, when all has been written, as they are told.

use servers::{Server, postgres};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Error, query, query_as, query_scalar};

/// What a new account has.
pub const BALANCE: i64 = 1000;

pub struct DatabaseServer {
    server: Server,
    pool: PgPool,
}

/// A sequence counts the attempts, because what it counts is not rolled back.
const SCHEMA: &str = r"
    CREATE TABLE accounts (name TEXT PRIMARY KEY, balance BIGINT CHECK (balance >= 0));
    CREATE TABLE transfers (id TEXT PRIMARY KEY, source TEXT, target TEXT, amount BIGINT);
    CREATE TABLE faults (id TEXT, attempt BIGINT, code TEXT);
    CREATE FUNCTION attempt() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            now BIGINT;
            fault TEXT;
        BEGIN
            IF to_regclass(quote_ident(NEW.id)) IS NULL THEN RETURN NULL; END IF;
            now := nextval(quote_ident(NEW.id));
            SELECT code INTO fault FROM faults WHERE id = NEW.id AND attempt IN (now, 0);
            IF fault IS NOT NULL THEN RAISE 'as told' USING ERRCODE = fault; END IF;
            RETURN NULL;
        END $$;
    CREATE CONSTRAINT TRIGGER attempt AFTER INSERT ON transfers
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION attempt();
";

impl DatabaseServer {
    /// `None` where `PostgreSQL` is not installed.
    pub async fn start() -> Result<Option<Self>, Error> {
        let Some(server) = postgres::start() else {
            return Ok(None);
        };
        let pool = PgPoolOptions::new().connect(&url(&server)).await?;
        sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        Ok(Some(Self { server, pool }))
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    pub fn url(&self) -> String {
        url(&self.server)
    }

    pub async fn run(&self, sql: &str) -> Result<(), Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::raw_sql(sql).execute(&self.pool).await?;
        Ok(())
    }

    pub async fn account(&self, name: &str) -> Result<(), Error> {
        let account = query("INSERT INTO accounts VALUES ($1, $2)");
        let account = account.bind(name).bind(BALANCE);
        account.execute(&self.pool).await?;
        Ok(())
    }

    /// The attempts of a transfer are counted, and fail with these codes, one each; the attempt 0 stands for all.
    pub async fn expect(&self, id: &str, faults: &[(i64, &str)]) -> Result<(), Error> {
        self.run(&format!("CREATE SEQUENCE \"{id}\"")).await?;
        for &(attempt, code) in faults {
            let fault = query("INSERT INTO faults VALUES ($1, $2, $3)");
            let fault = fault.bind(id).bind(attempt).bind(code);
            fault.execute(&self.pool).await?;
        }
        Ok(())
    }

    /// How many attempts of a transfer came to its end.
    pub async fn attempts(&self, id: &str) -> Result<i64, Error> {
        let count = format!("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM \"{id}\"");
        query_scalar(AssertSqlSafe(count))
            .fetch_one(&self.pool)
            .await
    }

    /// What the accounts have, by name.
    pub async fn balances(&self) -> Result<Vec<(String, i64)>, Error> {
        let balances = query_as("SELECT name, balance FROM accounts ORDER BY name");
        balances.fetch_all(&self.pool).await
    }

    /// How often it has rolled back a transaction because another one was in its way.
    pub fn collisions(&self) -> usize {
        let texts = ["could not serialize access", "deadlock detected"];
        texts.map(|text| self.server.logged(text)).iter().sum()
    }

    /// How many transfers are done.
    pub async fn transfers(&self) -> Result<i64, Error> {
        let count = query_scalar("SELECT count(*) FROM transfers");
        count.fetch_one(&self.pool).await
    }
}

fn url(server: &Server) -> String {
    let port = server.port();
    format!("postgres://postgres@127.0.0.1:{port}/postgres?sslmode=disable")
}
