//! The types that are found in an opaque error without being registered.

use std::io;

use super::search::{Find, find};
use crate::error::interrupted::{Interrupted, OpenFor};

/// Those of this crate, which nothing around them outweighs.
pub(super) const OWN: &[Find] = &[find::<Interrupted>, find::<OpenFor>];

/// Besides those, [`LISTED`] and [`super::mistakes`].
pub(super) const BUILT_IN: &[Find] = &[
    find::<io::Error>,
    #[cfg(feature = "tokio")]
    find::<tokio::time::error::Elapsed>,
    #[cfg(feature = "tokio")]
    find::<tokio::task::JoinError>,
    #[cfg(all(feature = "bb8-0_9", feature = "redis-1"))]
    find::<bb8::RunError<redis::RedisError>>,
    #[cfg(all(feature = "bb8-0_9", feature = "tokio-postgres-0_7"))]
    find::<bb8::RunError<tokio_postgres::Error>>,
    #[cfg(all(feature = "deadpool-0_13", feature = "redis-1"))]
    find::<deadpool::managed::PoolError<redis::RedisError>>,
    #[cfg(all(feature = "deadpool-0_13", feature = "tokio-postgres-0_7"))]
    find::<deadpool::managed::PoolError<tokio_postgres::Error>>,
    #[cfg(feature = "diesel-2")]
    find::<diesel::ConnectionError>,
    #[cfg(feature = "diesel-2")]
    find::<diesel::result::Error>,
    #[cfg(feature = "h2-0_4")]
    find::<h2::Error>,
    #[cfg(feature = "http-1")]
    find::<super::http_1::StatusError>,
    #[cfg(feature = "hyper-1")]
    find::<hyper::Error>,
    #[cfg(feature = "kube-5")]
    find::<kube_client::Error>,
    #[cfg(feature = "kube-5")]
    find::<kube_client::core::Status>,
    #[cfg(feature = "lapin-4")]
    find::<lapin::Error>,
    #[cfg(feature = "lettre-0_11")]
    find::<lettre::transport::smtp::Error>,
    #[cfg(feature = "object_store-0_14")]
    find::<object_store::Error>,
    #[cfg(feature = "opendal-0_59")]
    find::<opendal_core::Error>,
    #[cfg(feature = "redis-1")]
    find::<redis::RedisError>,
    #[cfg(feature = "reqwest-0_13")]
    find::<reqwest::Error>,
    #[cfg(feature = "rusqlite-0_39")]
    find::<rusqlite::Error>,
    #[cfg(feature = "russh-0_65")]
    find::<russh::Error>,
    #[cfg(feature = "russh-sftp-3")]
    find::<russh_sftp::client::error::Error>,
    #[cfg(feature = "sqlx-0_9")]
    find::<sqlx::Error>,
    #[cfg(feature = "ssh2-0_9")]
    find::<ssh2::Error>,
    #[cfg(feature = "suppaftp-12")]
    find::<suppaftp::FtpError>,
    #[cfg(feature = "tokio-postgres-0_7")]
    find::<tokio_postgres::Error>,
    #[cfg(feature = "tonic-0_14")]
    find::<tonic::Status>,
    #[cfg(feature = "tonic-0_14")]
    find::<tonic::ConnectError>,
    #[cfg(feature = "tonic-0_14")]
    find::<tonic::TimeoutExpired>,
    #[cfg(feature = "tungstenite-0_30")]
    find::<tungstenite::Error>,
    #[cfg(feature = "ureq-3")]
    find::<ureq::Error>,
];

/// Those of crates that have many, and list them themselves.
pub(super) const LISTED: &[&[Find]] = &[
    #[cfg(feature = "async-nats-0_51")]
    super::async_nats::KNOWN,
];
