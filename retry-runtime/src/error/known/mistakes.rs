//! Errors of the standard library that are mistakes of the program or of its input: permanent.

use core::array::TryFromSliceError;
use core::char::{CharTryFromError, DecodeUtf16Error, ParseCharError, TryFromCharError};
use core::convert::Infallible;
use core::ffi::{FromBytesUntilNulError, FromBytesWithNulError};
use core::net::AddrParseError;
use core::num::{ParseFloatError, ParseIntError, TryFromIntError};
use core::str::{ParseBoolError, Utf8Error};
use core::time::TryFromFloatSecsError;

use crate::error::class::Class;
use crate::error::classify::Classify;

macro_rules! permanent {
    ($($error:ty),+ $(,)?) => {
        /// What an opaque error is searched for.
        #[cfg(feature = "std")]
        pub(in crate::error::known) const KNOWN: &[crate::error::known::search::Find] = &[$(crate::error::known::search::find::<$error>),+];

        $(
            #[diagnostic::do_not_recommend]
            impl Classify for $error {
                fn classify(&self) -> Class {
                    Class::Permanent
                }

                fn kind(&self) -> &'static str {
                    stringify!($error)
                }
            }
        )+
    };
}

permanent! {
    AddrParseError,
    CharTryFromError,
    DecodeUtf16Error,
    FromBytesUntilNulError,
    FromBytesWithNulError,
    Infallible,
    ParseBoolError,
    ParseCharError,
    ParseFloatError,
    ParseIntError,
    TryFromCharError,
    TryFromFloatSecsError,
    TryFromIntError,
    TryFromSliceError,
    Utf8Error,
    core::fmt::Error,
}

/// Those that come with a heap, or with a system.
#[cfg(feature = "std")]
pub(super) mod of_std {
    use std::env::{JoinPathsError, VarError};
    use std::ffi::{IntoStringError, NulError};
    use std::path::StripPrefixError;
    use std::string::{FromUtf8Error, FromUtf16Error};
    use std::time::SystemTimeError;

    use super::{Class, Classify};

    permanent! {
        FromUtf16Error,
        FromUtf8Error,
        IntoStringError,
        JoinPathsError,
        NulError,
        StripPrefixError,
        SystemTimeError,
        VarError,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_permanent() {
        let number = "x".parse::<u32>().unwrap_err();
        let text = String::from_utf8(vec![0xff]).unwrap_err();
        let variable = std::env::var("reattempt: not set").unwrap_err();

        assert_eq!(number.classify(), Class::Permanent);
        assert_eq!(text.classify(), Class::Permanent);
        assert_eq!(variable.classify(), Class::Permanent);
        assert_eq!(Classify::kind(&number), "ParseIntError");
    }
}
