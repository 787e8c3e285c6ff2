//! Whether a function can take outcomes that were made elsewhere.
//!
//! What is injected comes without its type, as `dyn Any`, and only a `'static` type can be found
//! again from that. The attribute sees the words of the return type, not what they mean: a path may
//! hide a lifetime, a name may be a type parameter. So nothing here asks that the type be `'static`:
//!
//! - What is injected is a filler, `Box<dyn FnOnce(&mut Option<Ret>)>`. Each lifetime in `Ret`, also one
//!   that is not written, is bound by the `FnOnce` then, so that the filler is `'static` whatever they
//!   are. It is the type that a test has made, `FnOnce(&mut Option<Outcome>)`, only where `Ret` has no
//!   lifetime at all.
//! - A type parameter is not bound so. It is recognised by what is never known of one, unless it says
//!   so: a value that is `Unpin` and `UnwindSafe`, an error that is `Unpin`, `Send` and `Sync`, or a
//!   `Box<dyn Error>`. Where that is not known, method resolution takes the impl that makes no [`Fit`].

use core::any::{Any, TypeId};
use core::error::Error;
use core::marker::PhantomData;
use std::panic::UnwindSafe;

/// Proof that a function can take fillers of type `F`.
pub struct Fit<F> {
    pub(crate) id: TypeId,
    pub(crate) take: fn(Box<dyn Any>) -> F,
}

impl<F: 'static> Fit<F> {
    fn new() -> Self {
        Self {
            id: TypeId::of::<F>(),
            take: |filler| match filler.downcast() {
                Ok(filler) => *filler,
                Err(_) => unreachable!("a source looks at the type of what it gives"),
            },
        }
    }
}

/// Stands for the outcome of a function's attempts.
pub struct OutcomeOf<O>(PhantomData<O>);

impl<O> OutcomeOf<O> {
    /// Its only value.
    pub const NEW: Self = Self(PhantomData);
}

/// Stands for the error of a function's attempts.
pub struct ErrorOf<E: ?Sized>(PhantomData<E>);

impl<E: ?Sized> ErrorOf<E> {
    /// Its only value.
    pub const NEW: Self = Self(PhantomData);
}

/// The type itself, at the place in the source where the alias stands.
pub type Same<T> = T;

/// No type parameter is part of it.
pub trait Fits {
    /// A fit.
    fn __reattempt_fit<F: 'static>(&self) -> Option<Fit<F>> {
        Some(Fit::new())
    }
}

impl<T: Unpin + UnwindSafe, E: Unpin + Send + Sync> Fits for &&OutcomeOf<Result<T, E>> {}
impl<T: Unpin + UnwindSafe> Fits for &OutcomeOf<Result<T, Box<dyn Error + '_>>> {}
impl<T: Unpin + UnwindSafe> Fits for &OutcomeOf<Option<T>> {}
impl<E: Unpin + Send + Sync> Fits for &&ErrorOf<E> {}
impl Fits for &ErrorOf<Box<dyn Error + '_>> {}

/// A type parameter may be part of it.
pub trait Misfits {
    /// None.
    fn __reattempt_fit<F>(&self) -> Option<Fit<F>> {
        None
    }
}

impl<O> Misfits for OutcomeOf<O> {}
impl<E: ?Sized> Misfits for ErrorOf<E> {}

/// What a filler fills in.
///
/// # Panics
/// If it does not, which those made here never do.
pub fn filled<T>(fill: impl FnOnce(&mut Option<T>)) -> T {
    let mut slot = None;
    fill(&mut slot);
    slot.expect("a filler fills the slot")
}

/// A filler of a type that a test has named.
pub(super) type Filler<T> = Box<dyn FnOnce(&mut Option<T>)>;

pub(super) fn filler_id<T: 'static>() -> TypeId {
    TypeId::of::<Filler<T>>()
}

pub(super) fn filler<T: 'static>(value: T) -> Box<dyn Any> {
    let filler: Filler<T> = Box::new(|slot| *slot = Some(value));
    Box::new(filler)
}
