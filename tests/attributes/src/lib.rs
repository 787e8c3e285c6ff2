//! Attribute macros of other crates beside `#[retry]`: here what is refused, and in `tests` what is not. In which
//! words it is refused, the tests of the attribute say.
//!
//! Two functions would be retried, and the cache looked into at each attempt:
//!
//! ```compile_fail
//! # use reattempt::{Classify, retry};
//! # #[derive(Clone, Classify)]
//! # #[classify(transient)]
//! # struct LoadError;
//! #[cached::macros::cached]
//! #[retry]
//! fn load(id: u32) -> Result<u32, LoadError> {
//!     Ok(id)
//! }
//! ```
//!
//! Retries would start the runtime anew, and sleep on the thread:
//!
//! ```compile_fail
//! #[actix_web::main]
//! #[reattempt::retry]
//! async fn main() -> std::io::Result<()> {
//!     Ok(())
//! }
//! ```
//!
//! ```compile_fail
//! #[tokio::main(flavor = "current_thread")]
//! #[reattempt::retry]
//! async fn main() -> std::io::Result<()> {
//!     Ok(())
//! }
//! ```
//!
//! The attribute would stand on a block of the mock:
//!
//! ```compile_fail
//! # use reattempt::retry;
//! # pub struct Client;
//! #[mockall::automock]
//! impl Client {
//!     #[retry]
//!     pub fn fetch(&self) -> std::io::Result<u32> {
//!         Ok(1)
//!     }
//! }
//! ```
//!
//! Where tests need no retries it can be left out of them:
//!
//! ```
//! # use reattempt::retry;
//! # pub struct Client;
//! #[cfg_attr(test, mockall::automock)]
//! impl Client {
//!     #[cfg_attr(not(test), retry)]
//!     pub fn fetch(&self) -> std::io::Result<u32> {
//!         Ok(1)
//!     }
//! }
//! ```
