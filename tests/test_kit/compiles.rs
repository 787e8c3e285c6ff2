//! What compiles without the feature `test-util` compiles with it, and adds no lint: types in which
//! a lifetime or a type parameter hides.
//!
//! There is nothing to run; each of these was an error of the compiler at some time, or might be.

#![deny(
    warnings,
    clippy::pedantic,
    elided_lifetimes_in_paths,
    let_underscore_drop,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    unit_bindings,
    unreachable_pub,
    unused_qualifications,
    unused_results
)]
#![allow(
    dead_code,
    clippy::type_complexity,
    clippy::unused_self,
    reason = "only the types matter"
)]

use std::borrow::Cow;
use std::cell::{BorrowError, Cell, Ref, RefCell};
use std::error::Error as StdError;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, LockResult, Mutex, MutexGuard, RwLock, RwLockReadGuard, TryLockResult};

use reattempt::{RetryError, retry};

/// Invariant in both.
struct Inv<'a, T: ?Sized>(PhantomData<fn(&'a T) -> &'a T>);

/// Hides its parameter from all that is told of its fields.
struct Id<T>(PhantomData<fn() -> T>);

type Outcome<T> = Result<T, Cell<u32>>;
type Two<'a, 'b, T> = Result<Inv<'a, T>, Inv<'b, T>>;

trait Lending {
    type Item<'x>
    where
        Self: 'x;
    type Error<'x>
    where
        Self: 'x;
    type Plain;
}

mod methods {
    use super::*;

    struct Store<'s, Kind, T, const N: usize>(&'s [T; N], PhantomData<Kind>);

    impl<'s, Kind, T, const N: usize> Store<'s, Kind, T, N>
    where
        Kind: Send + Sync,
        T: Lending + Send + Sync + Unpin,
    {
        #[retry(when = |_| true)]
        fn associated<'x>(&'x mut self) -> Result<T::Item<'x>, String> {
            unimplemented!()
        }

        #[retry(when = |_| true)]
        fn associated_error<'x>(&'x mut self) -> Result<u32, T::Error<'x>> {
            unimplemented!()
        }

        #[retry(when = |_| true)]
        fn associated_in_an_alias<'x>(&'x mut self) -> Outcome<T::Item<'x>> {
            unimplemented!()
        }

        #[retry(when = |_| true)]
        fn associated_without_lifetime(&mut self) -> Outcome<<T as Lending>::Plain> {
            unimplemented!()
        }

        #[retry(when = |_| true)]
        fn behind_a_reference(&self) -> Result<[Vec<T>; N], &'s [T; N]> {
            Err(self.0)
        }

        #[retry(when = |_| true)]
        async fn behind_a_function(&self) -> Result<[Vec<T>; N], Inv<'s, T>> {
            Err(Inv(PhantomData))
        }

        #[retry(when = |_| true)]
        fn in_an_identifier(&self) -> Result<Id<Kind>, Id<T>> {
            Ok(Id(PhantomData))
        }

        #[retry(when = |_| true)]
        fn in_an_identifier_that_is_the_error(&self) -> Result<T, Id<Kind>> {
            Err(Id(PhantomData))
        }

        #[retry(when = |_| true)]
        fn shared(&self) -> Result<Arc<Id<Kind>>, Arc<T>> {
            Ok(Arc::new(Id(PhantomData)))
        }

        #[retry(when = |_| true)]
        fn of_two_lifetimes<'a>(&'a self) -> Two<'a, 's, T> {
            Ok(Inv(PhantomData))
        }

        #[retry(when = |_| true)]
        fn itself(&self) -> Result<&Self, Inv<'_, Self>> {
            Ok(self)
        }

        #[retry]
        fn option(&self) -> Option<&'s T> {
            self.0.first()
        }

        #[retry]
        fn option_of_an_identifier(&self) -> Option<Id<Kind>> {
            Some(Id(PhantomData))
        }

        #[retry(when = |_| true)]
        fn known_for_one_lifetime<'a>(&'a self) -> Result<Debugged<'a, T>, u32>
        where
            &'a T: Debug,
        {
            Ok(Debugged(&self.0[0]))
        }

        #[retry(when = |_| true)]
        fn opaque(&self) -> Result<impl Iterator<Item = &T>, String> {
            Ok(self.0.iter())
        }

        #[retry(when = |_| true)]
        fn reports(&self) -> Result<Id<T>, RetryError<Inv<'s, T>>> {
            Ok(Id(PhantomData))
        }
    }

    struct Debugged<'a, T>(&'a T)
    where
        &'a T: Debug;

    trait Fetch {
        type Value;
        type Error;

        fn fetch(&self) -> Result<Self::Value, Self::Error>;

        #[retry(when = |_| true)]
        fn again(&self) -> Result<Self::Value, Self::Error> {
            self.fetch()
        }

        #[retry(when = |_| true)]
        fn own_error(&self) -> Result<u32, Self::Error> {
            self.fetch().map(|_| 1)
        }

        #[retry]
        fn own_value() -> std::io::Result<Self>
        where
            Self: Sized,
        {
            Err(std::io::ErrorKind::Other.into())
        }
    }
}

mod functions {
    use super::*;

    #[retry(when = |_| true)]
    fn parameters<'a, T: Debug + Unpin, E: Debug>(value: &'a T, _: &'a E) -> Result<&'a T, &'a E> {
        Ok(value)
    }

    #[retry(when = |_| true)]
    fn parameter<Value: Clone + Unpin + Send + Sync>(value: &Value) -> Result<Value, Value> {
        Ok(value.clone())
    }

    #[retry]
    fn parameter_in_an_alias<T: Clone + Unpin>(value: &T) -> std::io::Result<T> {
        Ok(value.clone())
    }

    #[retry(when = |_| true)]
    fn higher_ranked<'a>(
        _: &'a str,
    ) -> Result<Box<dyn for<'x> Fn(&'x str) -> &'x str + 'a>, Box<dyn Fn(&str) -> &str>> {
        Ok(Box::new(|text| text))
    }

    #[retry(when = |_| true)]
    fn function_pointers() -> Result<fn(&str) -> &str, for<'a> fn(&'a u8) -> Cow<'a, str>> {
        Ok(str::trim)
    }

    #[retry(when = |_| true)]
    fn trait_objects<'a>(text: &'a &'a str) -> Result<&'a dyn Debug, Box<dyn Debug + 'a>> {
        Ok(text)
    }

    #[retry(when = |_| true)]
    fn locked(list: &Mutex<Vec<u32>>) -> LockResult<MutexGuard<'_, Vec<u32>>> {
        list.lock()
    }

    #[retry(when = |_| true)]
    fn read(list: &RwLock<Vec<u32>>) -> TryLockResult<RwLockReadGuard<'_, Vec<u32>>> {
        list.try_read()
    }

    #[retry(when = |_| true)]
    fn borrowed<'a>(cell: &'a RefCell<Inv<'a, str>>) -> Result<Ref<'a, Inv<'a, str>>, BorrowError> {
        cell.try_borrow()
    }
}

mod futures {
    use super::*;

    #[retry(when = |_| true)]
    fn boxed<'a>(
        text: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<&'a str, Cow<'a, str>>> + Send + 'a>> {
        Box::pin(async move { Ok(text) })
    }

    #[retry(when = |_| true)]
    #[expect(clippy::manual_async_fn, reason = "that is the shape")]
    fn opaque<'a>(text: &'a str) -> impl Future<Output = Two<'a, 'a, str>> + Send {
        async move {
            let _ = text;
            Ok(Inv(PhantomData))
        }
    }

    #[retry(when = |_| true)]
    async fn recursive(depth: u32) -> Result<Box<u32>, Box<dyn StdError + Send + Sync>> {
        match depth {
            0 => Ok(Box::new(0)),
            depth => Box::pin(recursive(depth - 1)).await,
        }
    }
}

mod names {
    use reattempt::retry;

    pub(crate) struct Option;
    pub(crate) struct Box;
    pub(crate) struct Vec;
    pub(crate) trait FnOnce {}
    pub(crate) trait Fits {
        fn is_there(&self) {}
    }
    impl<T> Fits for T {}

    macro_rules! ty {
        ($name:ident) => {
            $name
        };
    }

    macro_rules! function {
        ($name:ident, $ret:ty) => {
            #[retry(when = |_| true)]
            fn $name() -> $ret {
                Ok(Box)
            }
        };
    }

    #[retry(on = [_])]
    fn shadowed() -> Result<Box, Option> {
        Ok(Box)
    }

    #[retry(on = [_])]
    fn macros() -> Result<ty!(Box), ty!(Vec)> {
        Ok(Box)
    }

    function!(fragment, Result<Box, Vec>);
}
