//! What the tests of all clients of `PostgreSQL` write to.

/// A sequence counts on when a transaction is rolled back: by it each transaction counts itself.
pub(crate) const SCHEMA: &str = "
    CREATE SEQUENCE attempts;
    CREATE TABLE accounts (owner text PRIMARY KEY, balance bigint NOT NULL);
    INSERT INTO accounts VALUES ('Ada', 100), ('Ben', 100);
";
