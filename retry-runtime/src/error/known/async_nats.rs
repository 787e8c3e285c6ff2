//! The errors of `async-nats` (feature `async-nats-0_51`).

mod jetstream;

use core::fmt::{Debug, Display};
use core::time::Duration;

use async_nats::ConnectErrorKind;
use async_nats::client::{FlushErrorKind, PublishErrorKind, RequestErrorKind, SubscribeErrorKind};
use async_nats::error::Error;

use super::connect::{connect_class, connect_hint, is_connect_hint_exact};
use super::search::{Find, find, opaque};
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By kind, else by what caused it, as [`classify`](crate::classify) lists.
///
/// A client connects again by itself, until it is dropped, drained, or out of reconnects: then a retry needs a new
/// one.
#[diagnostic::do_not_recommend]
impl<K: Kind> Classify for Error<K> {
    fn classify(&self) -> Class {
        match self.kind().verdict() {
            Verdict::Is(class) => class,
            Verdict::AsCause { otherwise } => cause(self).map_or(otherwise, Classify::classify),
            Verdict::Unconnected => connect_class(self),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self.kind().verdict() {
            Verdict::Is(_) => None,
            Verdict::AsCause { .. } => cause(self)?.retry_after(),
            Verdict::Unconnected => connect_hint(self),
        }
    }

    fn is_hint_exact(&self) -> bool {
        match self.kind().verdict() {
            Verdict::Is(_) => false,
            Verdict::AsCause { .. } => cause(self).is_some_and(Classify::is_hint_exact),
            Verdict::Unconnected => is_connect_hint_exact(self),
        }
    }

    fn kind(&self) -> &'static str {
        K::ERROR
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// The error types that have a class.
pub(super) const KNOWN: &[Find] = &[
    find::<async_nats::ConnectError>,
    find::<async_nats::SubjectError>,
    find::<async_nats::client::FlushError>,
    find::<async_nats::client::PublishError>,
    find::<async_nats::client::RequestError>,
    find::<async_nats::client::SubscribeError>,
    find::<async_nats::jetstream::Error>,
    find::<async_nats::jetstream::consumer::StreamError>,
    find::<async_nats::jetstream::consumer::pull::BatchError>,
    find::<async_nats::jetstream::consumer::pull::BatchRequestError>,
    find::<async_nats::jetstream::consumer::pull::MessagesError>,
    find::<async_nats::jetstream::context::ConsumerInfoError>,
    find::<async_nats::jetstream::context::CreateStreamError>,
    find::<async_nats::jetstream::context::GetStreamError>,
    find::<async_nats::jetstream::context::PublishError>,
    find::<async_nats::jetstream::context::RequestError>,
    find::<async_nats::jetstream::kv::CreateError>,
    find::<async_nats::jetstream::kv::EntryError>,
    find::<async_nats::jetstream::kv::PutError>,
    find::<async_nats::jetstream::kv::UpdateError>,
    find::<async_nats::jetstream::stream::ConsumerError>,
    find::<async_nats::jetstream::stream::DirectGetError>,
];

/// The known error that this one was made of.
fn cause<K: Kind>(error: &Error<K>) -> Option<&dyn Classify> {
    std::error::Error::source(error)
        .map(opaque)
        .filter(Classify::is_known)
}

/// One of the many kinds, each of which makes an error type of its own.
trait Kind: Clone + Debug + Display + PartialEq + 'static {
    /// The name of that type.
    const ERROR: &'static str;

    fn verdict(&self) -> Verdict;
}

/// What a kind says.
enum Verdict {
    Is(Class),
    /// It is that of the known error which caused it.
    AsCause {
        otherwise: Class,
    },
    /// There was no connection.
    Unconnected,
}

impl Kind for ConnectErrorKind {
    const ERROR: &'static str = "async_nats::ConnectError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::Io => Verdict::Unconnected,
            Self::Dns | Self::TimedOut | Self::MaxReconnects => Verdict::Is(Class::Unsent),
            _ => Verdict::Is(Class::Permanent),
        }
    }
}

impl Kind for PublishErrorKind {
    const ERROR: &'static str = "async_nats::client::PublishError";

    fn verdict(&self) -> Verdict {
        Verdict::Is(match self {
            Self::Send => Class::Unsent,
            _ => Class::Permanent,
        })
    }
}

impl Kind for SubscribeErrorKind {
    const ERROR: &'static str = "async_nats::client::SubscribeError";

    fn verdict(&self) -> Verdict {
        Verdict::Is(match self {
            Self::Other => Class::Unsent,
            _ => Class::Permanent,
        })
    }
}

impl Kind for RequestErrorKind {
    const ERROR: &'static str = "async_nats::client::RequestError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::NoResponders => Verdict::Is(Class::Unsent),
            Self::TimedOut => Verdict::Is(Class::Transient),
            // The client has ended, before or after it sent the request.
            Self::Other => Verdict::AsCause {
                otherwise: Class::Transient,
            },
            _ => Verdict::Is(Class::Permanent),
        }
    }
}

/// What was published before may have been sent.
impl Kind for FlushErrorKind {
    const ERROR: &'static str = "async_nats::client::FlushError";

    fn verdict(&self) -> Verdict {
        Verdict::Is(Class::Transient)
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use async_nats::ConnectError;
    use async_nats::client::{PublishError, RequestError};

    use super::*;

    #[test]
    fn kinds_of_a_connection_have_their_class() {
        for (kind, class) in [
            (ConnectErrorKind::ServerParse, Class::Permanent),
            (ConnectErrorKind::Dns, Class::Unsent),
            (ConnectErrorKind::Authentication, Class::Permanent),
            (ConnectErrorKind::AuthorizationViolation, Class::Permanent),
            (ConnectErrorKind::TimedOut, Class::Unsent),
            (ConnectErrorKind::Tls, Class::Permanent),
            (ConnectErrorKind::Io, Class::Unsent),
            (ConnectErrorKind::MaxReconnects, Class::Unsent),
        ] {
            assert_eq!(ConnectError::new(kind).classify(), class, "{kind}");
        }
    }

    #[test]
    fn a_certificate_does_not_get_better() {
        let certificate = io::Error::new(io::ErrorKind::InvalidData, "expired");

        assert_eq!(ConnectError::from(certificate).classify(), Class::Permanent);
    }

    #[test]
    fn a_subject_that_is_none_does_not_get_better() {
        use async_nats::jetstream::context::{PublishError, PublishErrorKind};
        let of = |source| PublishError::with_source(PublishErrorKind::Other, source);
        let error = of(async_nats::SubjectError::InvalidFormat);

        assert_eq!(error.classify(), Class::Permanent);
    }

    #[test]
    fn a_request_that_could_not_be_published_has_the_class_of_that() {
        for (kind, class) in [
            (PublishErrorKind::Send, Class::Unsent),
            (PublishErrorKind::InvalidSubject, Class::Permanent),
        ] {
            let error = RequestError::from(PublishError::new(kind));
            assert_eq!(error.classify(), class, "{kind}");
        }
        assert_eq!(
            RequestError::with_source(RequestErrorKind::Other, "broken pipe").classify(),
            Class::Transient
        );
    }
}
