//! Errors of other crates, provoked.

mod async_nats;
mod aws;
mod bb8;
mod deadpool;
mod hint;
mod hyper;
mod kube;
mod lapin;
mod lettre;
mod object_store;
mod opendal;
mod redis;
mod reqwest;
mod rusqlite;
mod russh;
mod russh_sftp;
mod sqlx;
mod ssh2;
mod suppaftp;
mod tokio_postgres;
mod tonic;
mod tungstenite;
mod ureq;
