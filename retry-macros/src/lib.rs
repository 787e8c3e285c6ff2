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
mod editor;
mod expand;
mod nearest;
mod plan;
mod target;
mod types;

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::RetryArgs;
use crate::plan::Plan;
use crate::target::Target;

/// Implements the trait `Classify`: the error type itself says which of its errors are retried.
///
/// `#[retry]` then needs no list of errors: a permanent error is returned at once, every other error is retried, and a
/// delay that the server asks for is respected. It can be derived together with `thiserror`, whose `#[source]` and
/// `#[from]` it reads, or alone.
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
/// Write them above a variant or a struct, as `#[classify(..)]`. Each variant needs a class, by its own attribute or by
/// that of the enum. Without one it does not compile.
///
/// | attribute | meaning | retried |
/// |---|---|---|
/// | `unsent` | the request certainly never reached the server | yes |
/// | `transient` | a retry can help; the request may have been processed | yes |
/// | `throttled` | the server asked for fewer requests | yes |
/// | `permanent` | a retry cannot help | no |
/// | `forward` | class and hint are those of the source, which is a field | as the field says |
/// | `forward = field` | the same for this field: its name, or its index in a tuple | as the field says |
/// | `after = field` | beside one of the above: the field contains the delay that the server asks for | |
/// | `after = function` | the same, from a function or closure, `Fn(&Self) -> Option<Duration>` | |
/// | `kind = "ConnectionError"` | beside one of the above: what `kind` returns, instead of the variant's name | |
/// | `alias = "Io"` | beside one of the above, once or more: another name in configuration | |
/// | `crate = path` | above the type: where the crate is, for crates that re-export it; `::reattempt` by default | |
///
/// # Forwarding
///
/// `forward` uses the field marked `#[source]` or `#[from]`, else the field named `source`, else the only field. Its
/// type must implement `Classify`; a `Box` or a reference of such a type is fine. The hint is forwarded as well, and
/// whether it is exact. With `after` beside `forward`, the hint is that of `after`, and a lower bound of the wait.
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
/// The field that `after` names is a `Duration`, an unsigned integer of seconds, or an `Option` of either. For everything
/// else, name a function of the error. A name that is both a field and a function means the field.
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
/// Above an enum the attribute applies to the variants without a class of their own. There `after` is a path with `::`, or
/// a closure. A variant with `after` alone keeps the class of the enum.
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
/// `kind` returns the name of the variant or struct, unless another name is given; a variant that forwards returns its
/// own name too. `kinds` lists all names, so that names of errors in configuration can be checked. A generic type gets the
/// bound `Field: Classify` for each forwarded field whose type depends on a type parameter, and no other bounds.
#[proc_macro_derive(Classify, attributes(classify))]
pub fn classify(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    classify::derive(input.into()).into()
}

/// Makes a function retry itself.
///
/// The body runs again after an error that a retry can help against, at most three times in all: the second time after
/// 0.5 s to 1 s, the third time after 1 s to 2 s more. When the last attempt fails, the caller gets its error. The
/// function may be sync or `async`, free or a method, in a trait or in an implementation of one. It returns a
/// `Result` or an `Option`, or a future of either. Its signature does not change.
///
/// ```
/// use std::{io, net::TcpStream};
///
/// use reattempt::retry;
///
/// #[retry] // `io::Error` knows which of its errors are transient
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
/// # Options
///
/// All options are optional, in any order.
///
#[doc = include_str!("options.md")]
///
/// # Values
///
/// - A duration is a string with units, such as `"250ms"` or `"2m30s"`, or an expression of type `Duration`. The units
///   are `ns`, `us`, `ms`, `s`, `m`, `h` and `d`.
/// - In `on`, `except` and `also` a bare name is a variant of the error type, with or without fields. Any pattern is
///   allowed too, such as `Http { status: 500..=599 }` or `_` for every error.
/// - A mistake is a compile error at the place where it stands, which says what to write instead: an unknown name, a
///   number out of range, two options that contradict each other.
/// - A constant is checked at compile time as well. One that depends on the generics of an `impl` stands in a block:
///   `max_attempts = const { Cfg::LIMIT }`.
/// - Another expression, such as `max_attempts = self.attempts`, is evaluated once, at the start of each call. A value
///   out of range is replaced by the nearest allowed one, and the log says so. A `Policy::builder()` that is evaluated
///   then panics in `build` on a value out of range; `try_build` and `clamped` do not.
/// - Option closures are evaluated after each failure. They can use the arguments of the function; with `move` only
///   those that are `Copy`.
///
/// # Error types
///
/// - `attempt_timeout`, `until` and `breaker` can end a call without an error from the body. The error type then needs
///   a `From<Interrupted>`. `std::io::Error` has it; with `thiserror` it is one variant,
///   `Interrupted(#[from] Interrupted)`.
/// - A function that returns `Result<T, RetryError<E>>` tells its caller how many attempts were made, how long they
///   took, and why the last one was the last. Its body returns `Result<T, E>`.
/// - The attribute knows `RetryError` and `Option` by these names. A type of your own with one of these names is written
///   with a path, as `self::RetryError<E>`.
#[proc_macro_attribute]
pub fn retry(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    let (args, function) = (TokenStream::from(args), TokenStream::from(item));
    let expansion = match try_retry(args.clone(), function.clone()) {
        Ok(expansion) => editor::explain(&args, expansion),
        Err(refused) => refused.into_tokens(&args, function),
    };
    expansion.into()
}

/// What is wrong, and what takes the function's place meanwhile: the function as it was, if that compiles.
struct Refused {
    errors: syn::Error,
    function: Option<TokenStream>,
}

impl Refused {
    fn into_tokens(self, args: &TokenStream, as_it_was: TokenStream) -> TokenStream {
        let errors = self.errors.into_compile_error();
        // Where an expression is expected there may be no item beside it.
        if let Some(expression) = target::expression::find(&as_it_was) {
            return quote!({ #errors #expression });
        }
        let function = self.function.unwrap_or(as_it_was);
        if editor::is_asking() {
            // It looks for a name at one place in two expansions, whose errors are not equally long.
            let function = editor::explain(args, function);
            return quote!(#function #errors);
        }
        quote!(#errors #function)
    }
}

fn try_retry(args: TokenStream, function: TokenStream) -> Result<TokenStream, Refused> {
    if target::is_shim(&function) {
        return Ok(function);
    }
    let args = RetryArgs::parse(args);
    let target = match syn::parse2::<Target>(function) {
        Ok(target) => target,
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
