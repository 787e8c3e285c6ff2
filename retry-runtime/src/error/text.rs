//! An error as text, whatever it implements.
//!
//! The log shows an error with those that caused it, by `Error::source`, if it implements `Error`; else by
//! `Display` if it has that, else by `Debug`, else by the name of its type.

#[cfg_attr(not(feature = "std"), path = "text/bare_chain.rs")]
mod chain;

use core::error::Error;
use core::fmt::{self, Debug, Display};

/// An error as the log shows it.
#[derive(Clone, Copy)]
pub enum ErrorText<'a> {
    /// It implements `Error`, and may have a source.
    Chain(&'a (dyn Error + 'a)),
    /// It implements `Display`.
    Display(&'a dyn Display),
    /// It implements `Debug` only.
    Debug(&'a dyn Debug),
    /// It implements neither, or there is no error: a name.
    Name(&'static str),
}

impl<'a> ErrorText<'a> {
    /// The error, if it implements `Error`.
    pub fn as_error(self) -> Option<&'a (dyn Error + 'a)> {
        match self {
            Self::Chain(error) => Some(error),
            Self::Display(_) | Self::Debug(_) | Self::Name(_) => None,
        }
    }
}

impl Display for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chain(error) => chain::write(*error, f),
            // Opaque errors, such as `anyhow::Error`, show their chain so.
            Self::Display(error) => write!(f, "{error:#}"),
            Self::Debug(error) => Debug::fmt(error, f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl Debug for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

/// How many sources of an error are looked at. There is an end, as an error may be its own source.
pub(crate) const DEEPEST: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    /// An error that shows half of itself.
    #[derive(Debug)]
    struct Broken;

    impl Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("so far")?;
            Err(fmt::Error)
        }
    }

    impl Error for Broken {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self)
        }
    }

    #[test]
    fn an_error_that_cannot_show_itself_is_no_panic() {
        assert_eq!(ErrorText::Chain(&Broken).to_string(), "so far");
    }
}
