//! A retry as a value: calls of closures, and loops of the caller's own. Uses everything before it; what
//! it calls in `run` is what the expansion of the attribute calls.

mod asynchronous;
mod body;
mod closures;
mod ending;
mod failed;
pub mod hooks;
mod policy;
mod pull;
pub(crate) mod retry;
mod sleep;
mod surroundings;
mod sync;
// Where `HasTimer` holds.
#[cfg(any(
    feature = "program-clock",
    all(
        any(feature = "tokio", feature = "futures-timer"),
        not(all(target_family = "wasm", target_os = "unknown"))
    ),
    all(
        feature = "gloo-timers",
        all(target_family = "wasm", target_os = "unknown")
    )
))]
mod timed;

pub use pull::RetryLoop;
pub use retry::Retry;
