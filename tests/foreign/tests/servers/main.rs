//! Functions that retry against real servers. Each test starts a server of its own, which also counts
//! the attempts it saw.

#![cfg(target_os = "linux")]

mod accounts;
mod async_nats;
mod diesel;
mod files;
mod lapin;
mod pools;
mod redis;
mod sftp;
mod sqlx;
mod ssh2;
mod tokio_postgres;
