//! The attribute and the derive of the `reattempt` crate; use them through `reattempt`.
//!
//! One way through for the attribute: tokens -> `RetryArgs` and `Target`, what was written -> `Plan`,
//! what will be done -> tokens. On any error: all errors at once, and the function without retries, so that
//! there is no second one about its body or at its callers. The derive goes the same way; see `classify.rs`.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod args;
mod classify;
mod diagnostics;
mod expand;
mod nearest;
mod plan;
mod target;
mod types;

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::RetryArgs;
use crate::plan::Plan;
use crate::target::Annotated;

/// Implements the trait `Classify`: the error type itself says which of its errors may pass.
///
/// `#[retry]` needs no list of errors then: what is permanent comes back at once, everything else is
/// tried again, and a delay that the other side asked for is kept. It stands beside `thiserror`, whose
/// `#[source]` and `#[from]` it reads, or alone.
///
/// ```
/// use std::time::Duration;
///
/// use reattempt::{Class, Classify, retry};
///
/// #[derive(Debug, thiserror::Error, Classify)]
/// enum FetchError {
///     #[error("i/o: {0}")]
///     #[classify(forward)]
///     Io(#[from] std::io::Error),
///
///     #[error("timed out")]
///     #[classify(transient)]
///     Timeout,
///
///     #[error("slow down")]
///     #[classify(throttled, after = wait)]
///     Throttled { wait: Option<Duration> },
///
///     #[error("no such page")]
///     #[classify(permanent)]
///     NotFound,
/// }
///
/// #[retry]
/// fn fetch(path: &str) -> Result<String, FetchError> {
///     if path.is_empty() {
///         return Err(FetchError::NotFound);
///     }
///     Ok(std::fs::read_to_string(path)?)
/// }
///
/// assert_eq!(FetchError::Timeout.classify(), Class::Transient);
/// assert!(matches!(fetch(""), Err(FetchError::NotFound)));
/// ```
///
/// # Attributes
///
/// They stand above a variant or a struct as `#[classify(..)]`. Each variant has a class, by its own
/// attribute or by that of the enum: without one it does not compile, for nothing is guessed.
///
/// | attribute | meaning | retried |
/// |---|---|---|
/// | `unsent` | it certainly never reached the other side | yes |
/// | `transient` | it failed for a reason that may pass; it may have taken effect | yes |
/// | `throttled` | the other side asked for fewer requests | yes |
/// | `permanent` | repeating it gives the same answer | no |
/// | `forward` | class and hint are those of the field that holds the source | as the field says |
/// | `forward = field` | the same of this field: a name, or the index of a tuple's | as the field says |
/// | `after = field` | beside one of the above: the field holds the delay asked for | |
/// | `after = function` | the same from a function or closure, `Fn(&Self) -> Option<Duration>` | |
/// | `kind = "ConnectionError"` | beside one of the above: what `kind` answers, in place of the variant's name | |
/// | `alias = "Io"` | beside one of the above, once or more: what else configuration may call it | |
/// | `crate = path` | above the type: where the crate is, `::reattempt` if not said, for re-exports | |
///
/// # Forwarding
///
/// `forward` takes the field marked `#[source]` or `#[from]`, else the one named `source`, else the only
/// one. Its type implements `Classify`, also behind a `Box` or a reference. A hint is forwarded as well, and
/// whether it is exact; `after` beside `forward` is used in its place, and is the least.
///
/// ```
/// use reattempt::{Class, Classify};
///
/// #[derive(Classify)]
/// #[classify(forward)]
/// struct Disconnected {
///     peer: u64,
///     source: std::io::Error,
/// }
///
/// #[derive(Classify)]
/// enum SyncError {
///     #[classify(forward)]
///     Peer(Box<Disconnected>),
///     #[classify(forward = 1)]
///     File(String, std::io::Error),
/// }
///
/// let source = std::io::ErrorKind::ConnectionRefused.into();
/// let error = SyncError::Peer(Box::new(Disconnected { peer: 7, source }));
/// assert_eq!(error.classify(), Class::Unsent);
/// ```
///
/// # Hints
///
/// The field that `after` names is a `Duration`, an unsigned integer that counts seconds, or an `Option`
/// of either. Everything else is for a function, which is given the error. A name that is both a field
/// and a function means the field.
///
/// ```
/// use std::time::Duration;
///
/// use reattempt::Classify;
///
/// #[derive(Classify)]
/// #[classify(throttled)]
/// enum ApiError {
///     #[classify(after = wait)]
///     Duration { wait: Duration },
///     #[classify(after = 0)]
///     Seconds(Option<u32>),
///     #[classify(after = Self::until_reset)]
///     Quota { now: u64, reset: u64 },
///     #[classify(after = |_| Some(Duration::from_secs(30)))]
///     Maintenance,
/// }
///
/// impl ApiError {
///     fn until_reset(&self) -> Option<Duration> {
///         match self {
///             Self::Quota { now, reset } => reset.checked_sub(*now).map(Duration::from_secs),
///             _ => None,
///         }
///     }
/// }
///
/// assert_eq!(ApiError::Seconds(Some(2)).retry_after(), Some(Duration::from_secs(2)));
/// let quota = ApiError::Quota { now: 100, reset: 160 };
/// assert_eq!(quota.retry_after(), Some(Duration::from_secs(60)));
/// ```
///
/// # A default for all variants
///
/// Above an enum the attribute is for the variants without a class of their own; `after` is a path with
/// `::` or a closure there. A variant that says only `after` keeps the class of the enum.
///
/// ```
/// use reattempt::{Class, Classify};
///
/// #[derive(Classify)]
/// #[classify(permanent)]
/// enum ParseError {
///     Syntax { line: u32 },
///     TooLong,
///     #[classify(forward)]
///     Read(std::io::Error),
/// }
///
/// assert_eq!(ParseError::TooLong.classify(), Class::Permanent);
/// ```
///
/// # What else it does
///
/// `kind` is the name of the variant, or of the struct, unless it is given another one; a variant that forwards
/// keeps its own. `kinds` lists them all, so that names of errors in the configuration are checked. A generic
/// type gets the bound `Field: Classify` for each forwarded field whose type depends on a type parameter,
/// and no other bounds.
#[proc_macro_derive(Classify, attributes(classify))]
pub fn classify(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    classify::derive(input.into()).into()
}

/// Makes a function retry itself.
///
/// The body is run again for the errors that are worth it, three times in all, after delays that grow
/// and are spread at random: 0.5 s to 1 s, then 1 s to 2 s. When the last attempt has failed the
/// caller gets its error. The function may be sync or `async`, free or a method, in a trait or an
/// impl of one, and returns a `Result` or an `Option`, or a future of either. Its signature stays as
/// it is written. What is wrong with the options is a compile error that says what to type.
///
/// ```
/// use std::{io, net::TcpStream};
///
/// use reattempt::retry;
///
/// #[retry] // the errors that `io::Error` says may pass
/// fn connect(server: &str) -> io::Result<TcpStream> {
///     TcpStream::connect(server)
/// }
///
/// #[derive(Debug)]
/// enum FetchError {
///     Io(io::Error),
///     Timeout,
///     NotFound,
/// }
///
/// #[retry(max_attempts = 5, backoff = "exponential", on = [Io, Timeout], max_elapsed = "30s")]
/// async fn fetch(page: &str) -> Result<String, FetchError> {
///     if page.is_empty() {
///         return Err(FetchError::NotFound);
///     }
///     // ..
/// #   Ok(String::new())
/// }
/// ```
///
/// All options, with values, defaults and meaning, are in the [table of `reattempt`]; here by what they
/// are about:
///
/// | about | options |
/// |---|---|
/// | how often | `max_attempts = 3`, `max_elapsed`, `budget` |
/// | the delays | `backoff = "exponential"`, `initial_delay = "1s"`, `max_delay = "60s"`, `factor = 2`, `increment`, `min_delay`, `throttled_delay`, `max_retry_after`, `jitter = "equal"`, `retry_after`, `sleep` |
/// | which outcomes | `on`, `except`, `also`, `when`, `until`, `idempotent` |
/// | each attempt | `attempt_timeout`, `breaker`, `nested = "allow"`, `attempt`, `clone` |
/// | to be told | `on_event`, `span`, `name`, `label` |
/// | where it comes from | `policy`, `crate` |
/// | how far configuration goes | `config_max_attempts`, `config_max_delay` |
///
/// [table of `reattempt`]: ../reattempt/index.html#options
#[proc_macro_attribute]
pub fn retry(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    let (args, function) = (TokenStream::from(args), TokenStream::from(item));
    let expansion = match try_retry(args, function.clone()) {
        Ok(expansion) => expansion,
        Err(refused) => refused.into_tokens(function),
    };
    expansion.into()
}

/// What is wrong, and what takes the function's place meanwhile: the function as it was, if that compiles.
struct Refused {
    errors: syn::Error,
    function: Option<TokenStream>,
}

impl Refused {
    fn into_tokens(self, as_it_was: TokenStream) -> TokenStream {
        let errors = self.errors.into_compile_error();
        // Where an expression is expected there may be no item beside it.
        if let Some(expression) = target::expression::find(&as_it_was) {
            return quote!({ #errors #expression });
        }
        let function = self.function.unwrap_or(as_it_was);
        quote!(#errors #function)
    }
}

fn try_retry(args: TokenStream, function: TokenStream) -> Result<TokenStream, Refused> {
    let args = RetryArgs::parse(args);
    let target = match syn::parse2::<Annotated>(function) {
        Ok(Annotated::Function(target)) => target,
        Ok(Annotated::Shim(as_it_was)) => return Ok(as_it_was),
        Err(error) => {
            return Err(Refused {
                errors: args.errors.with(error),
                function: None,
            });
        }
    };
    let (attempt, krate) = (args.attempt.value().cloned(), plan::krate(&args));
    match Plan::new(args, &target.facts()) {
        Ok(plan) => Ok(expand::expand(&plan, &target)),
        Err(errors) => Err(Refused {
            errors,
            function: expand::unretried(&target, attempt.as_ref(), &krate),
        }),
    }
}
