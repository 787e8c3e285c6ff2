//! Policies for common uses, as plain consts.
//!
//! | preset | attempts | first delay | longest delay | waits at most |
//! |---|---|---|---|---|
//! | [`DATABASE`] | 5 | 0.25 to 0.5 s | 30 s | 7.5 s |
//! | [`LLM`] | 4 | 1 to 2 s | 120 s | 14 s |
//! | [`AGENT`] | 3 | 0.5 to 1 s | 60 s | 3 s |
//! | [`WEBSOCKET`] | 2 | 0.25 to 0.5 s | 5 s | 0.5 s |
//! | [`FILE`] | 3 | 0.1 to 0.2 s | 2 s | 0.6 s |
//! | [`HTTP`] | 3 | 0.5 to 1 s | 30 s | 3 s |
//! | [`GENERIC`] | 3 | 0.5 to 1 s | 60 s | 3 s |
//! | [`AGGRESSIVE`] | 5 | 0.5 to 1 s | 2 s | 7 s |
//! | [`BALANCED`] | 3 | 1 to 2 s | 4 s | 6 s |
//! | [`CONSERVATIVE`] | 2 | 2 to 4 s | 10 s | 4 s |
//! | [`AWS_STANDARD`] | 3 | up to 50 ms | 20 s | 0.15 s |
//!
//! Attempts are calls in all, the first included. Delays double from one retry to the next; the
//! longest is the cap of every single one, and of the hints of a server that are waited for unless
//! [`max_retry_after`](crate::PolicyBuilder::max_retry_after) says otherwise. The
//! last column is the sum of all delays when each is drawn at its highest, without throttled errors,
//! without hints and without the time the attempts themselves take.
//! [`schedule`](Policy::schedule) shows every row of it.
//!
//! All have [equal jitter](Jitter::Equal) but [`AWS_STANDARD`], and none sets
//! [`max_elapsed`](Policy::max_elapsed): only the caller knows how long its own caller waits. Start
//! from the nearest and change a part:
//!
//! ```
//! # use reattempt_runtime as reattempt;
//! use core::time::Duration;
//! use reattempt::{Policy, presets};
//!
//! const REPORTS: Policy = presets::DATABASE
//!     .to_builder()
//!     .max_attempts(8)
//!     .max_elapsed(Duration::from_secs(60))
//!     .build();
//!
//! assert_eq!(REPORTS.initial_delay(), presets::DATABASE.initial_delay());
//! ```

use core::time::Duration;

use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;

/// Databases and their pools: 5 attempts, delays from 0.5 s, at most 30 s.
///
/// A failover, a deadlock or an empty pool is over in seconds: the first retry comes early, and the
/// last, after 3.75 to 7.5 s, outlasts most restarts. What is repeated must be the whole transaction,
/// not a statement in it.
pub const DATABASE: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::from_millis(500))
    .max_delay(Duration::from_secs(30))
    .build();

/// APIs of language models: 4 attempts, delays from 2 s, at most 120 s.
///
/// They throttle by the minute and say so: the cap leaves room for a `Retry-After` of up to two
/// minutes, which is waited for in full and then spread. A throttled answer without a hint waits 8 s
/// at first, before jitter. Answers are slow by nature; think of `attempt_timeout` too.
pub const LLM: Policy = Policy::builder()
    .max_attempts(4)
    .initial_delay(Duration::from_secs(2))
    .max_delay(Duration::from_secs(120))
    .build();

/// Steps of an agent and calls of its tools: 3 attempts, delays from 1 s, at most 60 s.
///
/// A step is often made of calls that retry by themselves, so there are few attempts here; see
/// `nested` for the ones inside. A hint of up to a minute is waited for.
pub const AGENT: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_secs(1))
    .max_delay(Duration::from_secs(60))
    .build();

/// Opening a WebSocket, or sending on one: 2 attempts, a delay from 0.5 s, at most 5 s.
///
/// Somebody is looking at the screen: one quick second try, then the error. A connection that is to
/// be kept up for hours wants a policy of its own, with more attempts or
/// [`unlimited`](crate::PolicyBuilder::unlimited).
pub const WEBSOCKET: Policy = Policy::builder()
    .max_attempts(2)
    .initial_delay(Duration::from_millis(500))
    .max_delay(Duration::from_secs(5))
    .build();

/// Files, locks and network drives: 3 attempts, delays from 0.2 s, at most 2 s.
///
/// A file held by another program is free in a moment or not at all.
pub const FILE: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_millis(200))
    .max_delay(Duration::from_secs(2))
    .build();

/// Calls of an HTTP API: 3 attempts, delays from 1 s, at most 30 s.
///
/// A `Retry-After` of up to 30 s is waited for; a longer one ends the call, and its caller can come
/// back later. In a service under load add `budget`.
pub const HTTP: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_secs(1))
    .max_delay(Duration::from_secs(30))
    .build();

/// Anything without a preset of its own: 3 attempts, delays from 1 s, at most 60 s.
///
/// The same as [`Policy::new`], by name.
pub const GENERIC: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_secs(1))
    .max_delay(Duration::from_secs(60))
    .build();

/// Tries hard and soon: 5 attempts, every delay between 0.5 and 2 s.
///
/// For work that must succeed, against something that can take it; add `budget` if many callers
/// share it. The delays double from 1 s, so that the first one is spread over the floor and not
/// piled up on it.
pub const AGGRESSIVE: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::from_secs(1))
    .min_delay(Duration::from_millis(500))
    .max_delay(Duration::from_secs(2))
    .build();

/// Between [`AGGRESSIVE`] and [`CONSERVATIVE`]: 3 attempts, every delay between 1 and 4 s.
///
/// The delays double from 2 s, so that the first one is spread over the floor and not piled up on
/// it.
pub const BALANCED: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_secs(2))
    .min_delay(Duration::from_secs(1))
    .max_delay(Duration::from_secs(4))
    .build();

/// Few retries and long delays: 2 attempts, a delay between 2 and 10 s.
///
/// For work that can wait, or that is expensive for whoever does it. The delay is drawn from 2 to
/// 4 s; only a throttled error or a hint makes it longer.
pub const CONSERVATIVE: Policy = Policy::builder()
    .max_attempts(2)
    .initial_delay(Duration::from_secs(4))
    .min_delay(Duration::from_secs(2))
    .max_delay(Duration::from_secs(10))
    .build();

/// The "standard" retry mode of the AWS SDKs: 3 attempts, delays from 50 ms, at most 20 s,
/// [full jitter](Jitter::Full).
///
/// A throttled error waits up to 1 s at first, as there. Add `budget`: the retry quota, a token
/// bucket, is the other half of that mode, and what makes such short delays safe in an outage.
///
/// It differs where a server asks for a longer wait. There the header `x-amz-retry-after` draws a delay out by
/// at most 5 s, and the call is made again before that time if need be. Here a hint of up to 20 s is waited
/// for in full, and up to 50 ms more; a longer one ends the call. Nor are there delays of 25 ms for `DynamoDB`.
///
/// Source: "Retry behavior" in the AWS SDKs and Tools Reference Guide.
pub const AWS_STANDARD: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_millis(50))
    .max_delay(Duration::from_secs(20))
    .jitter(Jitter::Full)
    .build();
