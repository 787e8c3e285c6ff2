//! The types a program has named to [`register!`](crate::register).

use super::search::Find;

#[cfg(feature = "register")]
inventory::collect!(Registered);

/// One registered type; made by [`register!`](crate::register).
#[cfg(feature = "register")]
pub struct Registered {
    find: Find,
}

#[cfg(feature = "register")]
impl Registered {
    /// Stands for `E`.
    pub const fn new<E: crate::error::classify::Classify + std::error::Error + 'static>() -> Self {
        Self {
            find: super::search::find::<E>,
        }
    }
}

/// How to recognise each registered type.
#[cfg(feature = "register")]
pub(super) fn finders() -> impl Iterator<Item = Find> {
    inventory::iter::<Registered>
        .into_iter()
        .map(|registered| registered.find)
}

/// None can be.
#[cfg(not(feature = "register"))]
pub(super) fn finders() -> impl Iterator<Item = Find> {
    core::iter::empty()
}

/// Makes error types known inside opaque errors (feature `register`).
///
/// A function that returns `anyhow::Error` or `Box<dyn Error>` is retried by the class of the first
/// known type in the error's chain of sources. Types of the standard library and of the crates
/// with a feature are known; this names your own, once, anywhere in the crate that defines them:
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::{Class, Classify};
///
/// #[derive(Debug, thiserror::Error)]
/// #[error("the licence server has no seat left")]
/// struct NoSeat;
///
/// impl Classify for NoSeat {
///     fn classify(&self) -> Class {
///         Class::Transient
///     }
/// }
///
/// reattempt::register!(NoSeat);
///
/// let error: Box<dyn std::error::Error> = NoSeat.into();
/// assert_eq!(error.classify(), Class::Transient);
/// ```
///
/// A generic type is registered as often as it has forms: `register!(Timed<Read>, Timed<Write>)`.
///
/// It takes place when the program is linked, so the order of start-up does not matter. Linkers
/// leave out a crate of which nothing is used; the crate that makes an error is used.
#[cfg(feature = "register")]
#[macro_export]
macro_rules! register {
    ($($error:ty),+ $(,)?) => {
        $(
            $crate::__private::inventory::submit! {
                $crate::__private::Registered::new::<$error>()
            }
        )+
    };
}

/// Nothing can be registered without the feature.
#[cfg(not(feature = "register"))]
#[doc(hidden)]
#[macro_export]
macro_rules! register {
    ($($error:ty),+ $(,)?) => {
        ::core::compile_error!(
            "`register!` needs the feature `register` of `reattempt`: it lists types when the program is \
             linked; write `features = [\"register\"]` at the dependency"
        );
    };
}
