//! The programs of the guide's chapter about moving over, before and after: the same calls to a server, with the
//! same delays between them, and the same result.

mod from_backoff;
mod from_backon;
mod from_retry;
mod from_tokio_retry;
mod from_tower;
mod page;
mod server;
