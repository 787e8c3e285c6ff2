//! The options of the attribute, each with its default, or with a value of its kind where it has none.

/// How often the body runs at most, the first time included: a number from 1, an expression of `u32`, or
/// `unlimited`.
pub const max_attempts: u32 = 3;
/// How the delays grow: `"fixed"`, `"linear"`, `"exponential"`, `"fibonacci"`, `"decorrelated"`, a list such as
/// `["100ms", "1s"]` (the last delay repeats), the path of a static that implements `Backoff`, or an expression of
/// `Strategy`.
pub const backoff: &str = "exponential";
/// The first delay: a duration such as `"250ms"`, or an expression of `Duration`.
pub const initial_delay: &str = "1s";
/// No delay is longer, unless the server asks for a longer one: a duration.
pub const max_delay: &str = "60s";
/// No delay is shorter: a duration. Needs `initial_delay`.
pub const min_delay: &str = "0s";
/// What each exponential delay is multiplied by: a number from 1.
pub const factor: f64 = 2.0;
/// What is added to each linear delay: a duration. Default: `initial_delay`.
pub const increment: &str = "1s";
/// The shortest delay, before jitter, after a throttled error that does not say how long to wait: a duration.
/// Default: the larger of 1 s and 4 × `initial_delay`.
pub const throttled_delay: &str = "4s";
/// The longest wait that a server may ask for, as by `Retry-After`; a longer one ends the call: a duration.
/// Default: `max_delay`.
pub const max_retry_after: &str = "60s";
/// How random the delays are: `"equal"` (from half of the delay to all of it), `"full"` (from zero to all),
/// `"none"`, a fraction from 0 to 1 (plus or minus), or an expression of `Jitter`.
pub const jitter: &str = "equal";
/// The time limit of the whole call: no attempt and no delay begins after it. A duration. Needs `max_attempts` or
/// `policy`. Default: no limit.
pub const max_elapsed: Option<&str> = None;
/// The most attempts that configuration may set: a number from 1, or an expression of `u32`. Default: no limit.
pub const config_max_attempts: Option<u32> = None;
/// The longest `max_delay` that configuration may set: a duration. Default: no limit.
pub const config_max_delay: Option<&str> = None;
/// The time limit of each attempt, in an `async fn`: a duration, or an expression of `Duration` or
/// `Option<Duration>`. Default: no limit.
pub const attempt_timeout: Option<&str> = None;
/// Only these errors are retried: a list of variants or patterns, such as `[Timeout, Http { status: 500..=599 }]`.
/// Default: `Classify` of the error type decides.
pub const on: [&str; 0] = [];
/// These errors are never retried, even if `on` or `Classify` says so: a list of variants or patterns.
pub const except: [&str; 0] = [];
/// These errors are retried in addition to those that `Classify` says: a list of variants or patterns. Not with
/// `on` or `when`.
pub const also: [&str; 0] = [];
/// Decides which errors are retried; beside `on`, both must agree: a closure or path, `Fn(&E) -> bool`.
pub const when: Option<&str> = None;
/// An `Ok` value is retried until this returns `true`: a closure or path, `Fn(&T) -> bool`.
pub const until: Option<&str> = None;
/// How long the server asks to wait: a closure or path, `Fn(&E) -> Option<Duration>`. Default: `Classify` of the
/// error type decides.
pub const retry_after: Option<&str> = None;
/// `false` retries an error only if the request certainly was not processed. It needs `Classify`.
pub const idempotent: Option<bool> = None;
/// Is called at each retry, each recovery and when a call gives up: a closure or path, `Fn(&Event<'_, E>)`.
pub const on_event: Option<&str> = None;
/// Runs each attempt in a `tracing` span. Takes no value.
pub const span: bool = false;
/// Names a variable in the body that holds the current `Attempt`.
pub const attempt: Option<&str> = None;
/// Each attempt gets its own clone of these arguments: a list such as `[request]`.
pub const clone: [&str; 0] = [];
/// The base policy, which the other options override part by part: a path or expression of `Policy`, or of a `&`,
/// `Arc` or `Option` of one.
pub const policy: Option<&str> = None;
/// The name in the log, metrics, spans and configuration: a string. Default: `module::function`.
pub const name: Option<&str> = None;
/// Which instance a call belongs to, in log lines, events and `RetryError`: an expression that implements
/// `Display`, such as `self.id`.
pub const label: Option<&str> = None;
/// Limits the retries of all calls together: no value (a budget private to this function), the path of a static
/// `Budget`, or an expression of `&Budget`, `Arc<Budget>` or an `Option` of one.
pub const budget: Option<&str> = None;
/// A circuit breaker, which makes no calls while the server keeps failing: the path of a static `Breaker`, an
/// expression of `&Breaker`, `Arc<Breaker>` or an `Option` of one, or another `CircuitBreaker`.
pub const breaker: Option<&str> = None;
/// Retried functions called in the body: `"allow"` (they retry as usual), `"bounded"` (they never wait past this
/// call's `max_elapsed`), `"suppress"` (they run once), or an expression of `Nested`.
pub const nested: &str = "allow";
/// How to wait between attempts, and for `attempt_timeout`: a closure or path, `Fn(Duration)`; for an `async fn` it
/// returns a future. Default: the timer of tokio or `futures-timer`; a plain `fn` blocks its thread.
pub const sleep: Option<&str> = None;
