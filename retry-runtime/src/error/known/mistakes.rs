//! Errors of the standard library that are mistakes of the program or of its input: permanent.

use core::array::TryFromSliceError;
use core::char::{CharTryFromError, DecodeUtf16Error, ParseCharError, TryFromCharError};
use core::convert::Infallible;
use core::ffi::{FromBytesUntilNulError, FromBytesWithNulError};
use core::num::{ParseFloatError, ParseIntError, TryFromIntError};
use core::str::{ParseBoolError, Utf8Error};
use core::time::TryFromFloatSecsError;
use std::env::{JoinPathsError, VarError};
use std::ffi::{IntoStringError, NulError};
use std::net::AddrParseError;
use std::path::StripPrefixError;
use std::string::{FromUtf8Error, FromUtf16Error};
use std::time::SystemTimeError;

use super::search::{Find, find};
use crate::error::class::Class;
use crate::error::classify::Classify;

macro_rules! permanent {
    ($($error:ty),+ $(,)?) => {
        /// What an opaque error is searched for.
        pub(super) const KNOWN: &[Find] = &[$(find::<$error>),+];

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
    FromUtf16Error,
    FromUtf8Error,
    Infallible,
    IntoStringError,
    JoinPathsError,
    NulError,
    ParseBoolError,
    ParseCharError,
    ParseFloatError,
    ParseIntError,
    StripPrefixError,
    SystemTimeError,
    TryFromCharError,
    TryFromFloatSecsError,
    TryFromIntError,
    TryFromSliceError,
    Utf8Error,
    VarError,
    core::fmt::Error,
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
