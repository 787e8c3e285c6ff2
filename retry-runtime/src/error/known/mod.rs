//! The errors of the standard library and of other crates, and how an opaque error is searched for them.
//! One file a crate; `mappings.md` is the table of all.

#[cfg(feature = "anyhow-1")]
mod anyhow;
#[cfg(feature = "async-nats-0_51")]
mod async_nats;
#[cfg(feature = "aws-smithy-runtime-api-1")]
mod aws_smithy;
#[cfg(feature = "bb8-0_9")]
mod bb8;
#[cfg(feature = "std")]
mod built_in;
#[cfg(any(
    feature = "async-nats-0_51",
    feature = "aws-smithy-runtime-api-1",
    feature = "kube-5",
    feature = "reqwest-0_13",
    feature = "tonic-0_14"
))]
mod connect;
#[cfg(feature = "deadpool-0_13")]
mod deadpool;
#[cfg(feature = "diesel-2")]
mod diesel;
#[cfg(feature = "h2-0_4")]
mod h2;
#[cfg(feature = "http-1")]
pub mod http_1;
pub(crate) mod http_status;
#[cfg(feature = "hyper-1")]
mod hyper;
#[cfg(feature = "std")]
mod io;
#[cfg(feature = "std")]
mod io_kind;
#[cfg(feature = "kube-5")]
mod kube;
#[cfg(feature = "lapin-4")]
mod lapin;
#[cfg(feature = "lettre-0_11")]
mod lettre;
mod mistakes;
#[cfg(feature = "object_store-0_14")]
mod object_store;
#[cfg(feature = "opendal-0_59")]
mod opendal;
#[cfg(feature = "redis-1")]
mod redis;
#[cfg(feature = "std")]
pub(crate) mod register;
#[cfg(feature = "reqwest-0_13")]
mod reqwest;
#[cfg(feature = "rusqlite-0_39")]
mod rusqlite;
#[cfg(feature = "russh-0_65")]
mod russh;
#[cfg(feature = "russh-sftp-3")]
mod russh_sftp;
#[cfg(feature = "std")]
pub(crate) mod search;
pub(crate) mod sqlite_code;
pub(crate) mod sqlstate;
#[cfg(feature = "sqlx-0_9")]
mod sqlx;
#[cfg(feature = "ssh2-0_9")]
mod ssh2;
#[cfg(any(
    feature = "h2-0_4",
    feature = "hyper-1",
    feature = "tokio-postgres-0_7"
))]
mod stream;
#[cfg(feature = "suppaftp-12")]
mod suppaftp;
#[cfg(feature = "tokio")]
mod tokio;
#[cfg(feature = "tokio-postgres-0_7")]
mod tokio_postgres;
#[cfg(feature = "tonic-0_14")]
mod tonic;
#[cfg(feature = "tungstenite-0_30")]
mod tungstenite;
#[cfg(feature = "ureq-3")]
mod ureq;
