//! The two types of outcome.

/// What an attempt comes to: a `Result` or an `Option`.
///
/// It cannot be implemented for other types.
pub trait Outcome: sealed::Sealed + 'static {
    /// What a failure is: the error; `()` where it is a `None`.
    type Failure: 'static;

    /// The failure, or the success.
    #[doc(hidden)]
    fn into_failure(self) -> Option<Self::Failure>;
}

mod sealed {
    pub trait Sealed {}
    impl<T, E> Sealed for Result<T, E> {}
    impl<T> Sealed for Option<T> {}
}

impl<T: 'static, E: 'static> Outcome for Result<T, E> {
    type Failure = E;

    fn into_failure(self) -> Option<E> {
        self.err()
    }
}

impl<T: 'static> Outcome for Option<T> {
    type Failure = ();

    fn into_failure(self) -> Option<()> {
        self.is_none().then_some(())
    }
}
