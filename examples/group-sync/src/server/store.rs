//! Users and groups in a database: `SQLite`, or `PostgreSQL` by its URL.
//!
//! Every change is one transaction, and one that fails for a reason that may pass is run again as a whole,
//! on a connection that the pool gives anew.

use std::collections::{BTreeMap, BTreeSet};

use reattempt::{presets, retry};
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyPool, Error, Transaction, query, query_as, query_scalar};

pub struct Store {
    pool: AnyPool,
}

/// What a change has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Now, or before by the same key.
    Done,
    /// The name is in use.
    Taken,
    /// The key was used for another name.
    KeyReused,
    /// A member is no user.
    UnknownMember,
    /// There is no such group.
    Missing,
}

/// Both databases understand it. A create and its key are written together or not at all.
const SCHEMA: [&str; 4] = [
    "CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS creates (key TEXT PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS teams (name TEXT PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS members (
        team TEXT NOT NULL REFERENCES teams ON DELETE CASCADE,
        name TEXT NOT NULL REFERENCES users,
        PRIMARY KEY (team, name)
    )",
];

impl Store {
    /// Opens `sqlite:groups.db?mode=rwc`, or `postgres://user:password@host/database`.
    #[retry(policy = presets::DATABASE)]
    pub async fn open(url: &str) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        // SQLite has one writer at a time. In the queue of the pool the longest waits the least.
        let is_sqlite = url.starts_with("sqlite:");
        let connections = if is_sqlite { 1 } else { 8 };
        let pool = AnyPoolOptions::new().max_connections(connections);
        let pool = pool.connect(url).await?;
        if is_sqlite {
            // A transaction is written to the disk once.
            query("PRAGMA journal_mode = WAL").execute(&pool).await?;
        }
        for table in SCHEMA {
            query(table).execute(&pool).await?;
        }
        Ok(Self { pool })
    }

    #[retry(policy = presets::DATABASE)]
    pub async fn users(&self) -> Result<BTreeSet<String>, Error> {
        let names = query_scalar("SELECT name FROM users")
            .fetch_all(&self.pool)
            .await?;
        Ok(names.into_iter().collect())
    }

    /// How many users were created, however often each was asked for.
    #[retry(policy = presets::DATABASE)]
    pub async fn creates(&self) -> Result<usize, Error> {
        let count: i64 = query_scalar("SELECT count(*) FROM creates")
            .fetch_one(&self.pool)
            .await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    #[retry(policy = presets::DATABASE)]
    pub async fn groups(&self) -> Result<BTreeMap<String, BTreeSet<String>>, Error> {
        const MEMBERS: &str = "SELECT teams.name, members.name
            FROM teams LEFT JOIN members ON members.team = teams.name";
        let rows: Vec<(String, Option<String>)> = query_as(MEMBERS).fetch_all(&self.pool).await?;

        let mut groups = BTreeMap::<_, BTreeSet<_>>::new();
        for (group, member) in rows {
            groups.entry(group).or_default().extend(member);
        }
        Ok(groups)
    }

    #[retry(policy = presets::DATABASE)]
    pub async fn create_user(&self, key: &str, name: &str) -> Result<Outcome, Error> {
        const KEY: &str = "INSERT INTO creates (key, name) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        const USER: &str = "INSERT INTO users (name) VALUES ($1) ON CONFLICT DO NOTHING";
        const BEFORE: &str = "SELECT name FROM creates WHERE key = $1";

        let mut transaction = self.pool.begin().await?;
        // Waits for a create with the same key that is under way.
        let keys = query(KEY).bind(key).bind(name);
        if keys.execute(&mut *transaction).await?.rows_affected() == 0 {
            let before: String = query_scalar(BEFORE)
                .bind(key)
                .fetch_one(&mut *transaction)
                .await?;
            let is_same = before == name;
            return Ok(if is_same {
                Outcome::Done
            } else {
                Outcome::KeyReused
            });
        }
        let users = query(USER).bind(name).execute(&mut *transaction).await?;
        if users.rows_affected() == 0 {
            return Ok(Outcome::Taken);
        }
        transaction.commit().await?;
        Ok(Outcome::Done)
    }

    #[retry(policy = presets::DATABASE)]
    pub async fn create_group(
        &self,
        name: &str,
        members: &BTreeSet<String>,
    ) -> Result<Outcome, Error> {
        const GROUP: &str = "INSERT INTO teams (name) VALUES ($1) ON CONFLICT DO NOTHING";

        let mut transaction = self.pool.begin().await?;
        let groups = query(GROUP).bind(name).execute(&mut *transaction).await?;
        if groups.rows_affected() == 0 {
            return Ok(Outcome::Taken);
        }
        add_members(transaction, name, members).await
    }

    #[retry(policy = presets::DATABASE)]
    pub async fn replace_members(
        &self,
        name: &str,
        members: &BTreeSet<String>,
    ) -> Result<Outcome, Error> {
        // Locks it as well.
        const GROUP: &str = "UPDATE teams SET name = name WHERE name = $1";
        const CLEAR: &str = "DELETE FROM members WHERE team = $1";

        let mut transaction = self.pool.begin().await?;
        let groups = query(GROUP).bind(name).execute(&mut *transaction).await?;
        if groups.rows_affected() == 0 {
            return Ok(Outcome::Missing);
        }
        query(CLEAR).bind(name).execute(&mut *transaction).await?;
        add_members(transaction, name, members).await
    }

    #[retry(policy = presets::DATABASE, attempt = attempt)]
    pub async fn delete_group(&self, name: &str) -> Result<Outcome, Error> {
        let delete = query("DELETE FROM teams WHERE name = $1").bind(name);
        match delete.execute(&self.pool).await?.rows_affected() {
            // Otherwise an attempt before this one has deleted it, and only its answer was lost.
            0 if attempt.is_first() => Ok(Outcome::Missing),
            _ => Ok(Outcome::Done),
        }
    }
}

/// The last part of a transaction.
async fn add_members(
    mut transaction: Transaction<'_, Any>,
    group: &str,
    members: &BTreeSet<String>,
) -> Result<Outcome, Error> {
    for member in members {
        let add = query("INSERT INTO members (team, name) VALUES ($1, $2)");
        match add
            .bind(group)
            .bind(member)
            .execute(&mut *transaction)
            .await
        {
            Err(Error::Database(error)) if error.is_foreign_key_violation() => {
                return Ok(Outcome::UnknownMember);
            }
            result => result?,
        };
    }
    transaction.commit().await?;
    Ok(Outcome::Done)
}
