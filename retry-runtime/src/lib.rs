//! What the `#[retry]` attribute needs at run time.

mod backoff;
mod builder;
mod check;
mod class;
mod delays;
mod factor;
mod jitter;
mod nanos;
mod policy;
mod policy_display;
mod policy_error;
mod progress;
mod random;
mod rule;

pub use backoff::{Backoff, Retry, Strategy};
pub use builder::PolicyBuilder;
pub use class::Class;
pub use delays::Delays;
pub use jitter::{Fraction, Jitter};
pub use policy::Policy;
pub use policy_error::PolicyError;
