//! The options of the attribute, each with its default, or with a value of its kind where it has none.

/// How often the body is called in all, the first call included: a number from 1, an expression of `u32`, or
/// `unlimited`.
pub const max_attempts: u32 = 3;
/// How the waits grow: `"fixed"`, `"linear"`, `"exponential"`, `"fibonacci"`, `"decorrelated"`, a list such as
/// `["100ms", "1s"]` of which the last repeats, a path to a static that implements `Backoff`, or an expression of
/// `Strategy`.
pub const backoff: &str = "exponential";
/// The first wait, before the second attempt: a duration such as `"250ms"`, or an expression of `Duration`.
pub const initial_delay: &str = "1s";
/// No single wait is longer, unless the other side asks for it: a duration.
pub const max_delay: &str = "60s";
/// No single wait is shorter: a duration, written together with `initial_delay`.
pub const min_delay: &str = "0s";
/// The growth of the exponential backoff: a number from 1.
pub const factor: f64 = 2.0;
/// The growth of the linear backoff: a duration. Left out, it is `initial_delay`.
pub const increment: &str = "1s";
/// The least wait, before jitter, after an error that asks for fewer requests and names no time: a duration.
/// Left out, it is 4 × `initial_delay`, and at least a second.
pub const throttled_delay: &str = "4s";
/// The longest wait that the other side may ask for, as by `Retry-After`; one that is longer ends the call: a
/// duration. Left out, it is `max_delay`.
pub const max_retry_after: &str = "60s";
/// How waits are spread at random: `"equal"`, `"full"`, `"none"`, a fraction from 0 to 1 for plus or minus, or an
/// expression of `Jitter`.
pub const jitter: &str = "equal";
/// The time for the whole call: no attempt and no wait begins past it. A duration, written together with
/// `max_attempts`. Left out, there is no limit.
pub const max_elapsed: Option<&str> = None;
/// The most attempts that configuration may set: a number from 1, or an expression of `u32`. Left out, there is no
/// limit.
pub const config_max_attempts: Option<u32> = None;
/// The longest `max_delay` that configuration may set: a duration. Left out, there is no limit.
pub const config_max_delay: Option<&str> = None;
/// Ends an attempt that takes longer, in an `async fn`: a duration, or an expression of `Duration` or
/// `Option<Duration>`. Left out, there is no limit.
pub const attempt_timeout: Option<&str> = None;
/// The errors that are retried, and no others: a list of variants or patterns, such as
/// `[Timeout, Http { status: 500..=599 }]`. Left out, `Classify` of the error type decides.
pub const on: [&str; 0] = [];
/// Errors that are never retried, even if `on` or `Classify` says so: a list of variants or patterns.
pub const except: [&str; 0] = [];
/// Errors that are retried beside those that `Classify` says: a list of variants or patterns, without `on` and
/// `when`.
pub const also: [&str; 0] = [];
/// Whether an error is retried: a closure or path, `Fn(&E) -> bool`. With `on` both must hold; without, it decides
/// alone.
pub const when: Option<&str> = None;
/// Retries a value, too, until this holds for it: a closure or path, `Fn(&T) -> bool`.
pub const until: Option<&str> = None;
/// The wait that the other side asked for: a closure or path, `Fn(&E) -> Option<Duration>`. Left out, `Classify`
/// of the error type tells it.
pub const retry_after: Option<&str> = None;
/// Whether the call may be made twice. With `false` only errors are retried after which it certainly was not
/// processed; the error type then needs `Classify`.
pub const idempotent: Option<bool> = None;
/// Is told of retries, recoveries and calls given up: a closure or path, `Fn(&Event<'_, E>)`.
pub const on_event: Option<&str> = None;
/// Runs each attempt in a span of `tracing`. Takes no value.
pub const span: bool = false;
/// The name under which the body sees the `Attempt` that it is part of.
pub const attempt: Option<&str> = None;
/// Arguments of which each attempt gets a clone of its own: a list, such as `[request]`.
pub const clone: [&str; 0] = [];
/// The base that the other options change: a path or expression of `Policy`, or of a `&`, `Arc` or `Option` of one.
pub const policy: Option<&str> = None;
/// What log, metrics and spans call this function, in quotes. Left out, it is `module::function`.
pub const name: Option<&str> = None;
/// Whose call it is, where many instances call one function, in the log and in events: an expression of what can
/// be shown, such as `self.id`.
pub const label: Option<&str> = None;
/// How many retries all calls together may make: nothing, for a budget of this function's own, a path to a static
/// `Budget`, or an expression of `&Budget`, `Arc<Budget>` or an `Option` of one.
pub const budget: Option<&str> = None;
/// Makes no calls while the other side keeps failing: a path to a static `Breaker`, an expression of `&Breaker`,
/// `Arc<Breaker>` or an `Option` of one, or another `CircuitBreaker`.
pub const breaker: Option<&str> = None;
/// What retried functions that are called in the body do: `"allow"`, they retry freely; `"bounded"`, they wait no
/// longer than this call's `max_elapsed`; `"suppress"`, they run once. Or an expression of `Nested`.
pub const nested: &str = "allow";
/// How to wait: a closure or path, `Fn(Duration)`, which in an `async fn` returns a future. Left out, an `async fn`
/// waits by the timer that a feature of `reattempt` brings, and a plain `fn` stops its thread.
pub const sleep: Option<&str> = None;
