//! The errors of its `JetStream`.

use async_nats::jetstream;
use async_nats::jetstream::consumer::StreamErrorKind;
use async_nats::jetstream::consumer::pull::{
    BatchErrorKind, BatchRequestErrorKind, MessagesErrorKind,
};
use async_nats::jetstream::context::{
    ConsumerInfoErrorKind, CreateStreamErrorKind, GetStreamErrorKind, PublishErrorKind,
    RequestErrorKind,
};
use async_nats::jetstream::kv::{CreateErrorKind, EntryErrorKind, PutErrorKind, UpdateErrorKind};
use async_nats::jetstream::stream::{ConsumerErrorKind, DirectGetErrorKind};
use async_nats::{StatusCode, SubjectError};

use super::{Kind, Verdict};
use crate::error::class::Class;
use crate::error::classify::Classify;
use crate::error::known::http_status::http_status;

/// By its code, which is a status of HTTP; but a server or account that has no `JetStream` is permanent.
#[diagnostic::do_not_recommend]
impl Classify for jetstream::Error {
    fn classify(&self) -> Class {
        use jetstream::ErrorCode;
        match self.error_code() {
            ErrorCode::JETSTREAM_NOT_ENABLED | ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT => {
                Class::Permanent
            }
            _ => {
                u16::try_from(self.code()).map_or(Class::Permanent, |code| http_status(code, None))
            }
        }
    }

    fn kind(&self) -> &'static str {
        "async_nats::jetstream::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Always permanent: a mistake of the program.
#[diagnostic::do_not_recommend]
impl Classify for SubjectError {
    fn classify(&self) -> Class {
        Class::Permanent
    }

    fn kind(&self) -> &'static str {
        "async_nats::SubjectError"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

const UNSENT: Verdict = Verdict::Is(Class::Unsent);
const TRANSIENT: Verdict = Verdict::Is(Class::Transient);
const PERMANENT: Verdict = Verdict::Is(Class::Permanent);
const AS_CAUSE: Verdict = Verdict::AsCause {
    otherwise: Class::Permanent,
};

/// What the server answered.
fn answer(error: &jetstream::Error) -> Verdict {
    Verdict::Is(error.classify())
}

/// No responders, which is what `StreamNotFound` means, is also said while a server starts, or a cluster chooses a
/// leader; other clients of NATS [repeat that](https://github.com/nats-io/nats.go/blob/v1.37.0/js.go) by themselves.
impl Kind for PublishErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::context::PublishError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::StreamNotFound | Self::MaxAckPending => UNSENT,
            Self::TimedOut | Self::BrokenPipe => TRANSIENT,
            // A client that has ended is a cause of a private type.
            Self::Other => Verdict::AsCause {
                otherwise: Class::Transient,
            },
            _ => PERMANENT,
        }
    }
}

impl Kind for RequestErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::context::RequestError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::NoResponders => UNSENT,
            Self::TimedOut => TRANSIENT,
            Self::Other => AS_CAUSE,
            Self::InvalidSubject => PERMANENT,
        }
    }
}

impl Kind for ConsumerInfoErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::context::ConsumerInfoError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::NoResponders => UNSENT,
            Self::TimedOut | Self::Offline => TRANSIENT,
            Self::JetStream(error) => answer(error),
            Self::Request => AS_CAUSE,
            _ => PERMANENT,
        }
    }
}

impl Kind for CreateStreamErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::context::CreateStreamError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::JetStreamUnavailable => UNSENT,
            Self::TimedOut => TRANSIENT,
            Self::JetStream(error) => answer(error),
            Self::Response => AS_CAUSE,
            _ => PERMANENT,
        }
    }
}

impl Kind for GetStreamErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::context::GetStreamError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::JetStream(error) => answer(error),
            Self::Request => AS_CAUSE,
            _ => PERMANENT,
        }
    }
}

impl Kind for ConsumerErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::stream::ConsumerError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::TimedOut => TRANSIENT,
            Self::JetStream(error) => answer(error),
            Self::Request | Self::Other => AS_CAUSE,
            _ => PERMANENT,
        }
    }
}

impl Kind for DirectGetErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::stream::DirectGetError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::ErrorResponse(StatusCode::NO_RESPONDERS, _) => UNSENT,
            Self::TimedOut | Self::ErrorResponse(StatusCode::TIMEOUT, _) => TRANSIENT,
            Self::Request | Self::Other => AS_CAUSE,
            _ => PERMANENT,
        }
    }
}

impl Kind for StreamErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::consumer::StreamError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::TimedOut => TRANSIENT,
            Self::Other => AS_CAUSE,
        }
    }
}

impl Kind for MessagesErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::consumer::pull::MessagesError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::NoResponders => UNSENT,
            Self::MissingHeartbeat => TRANSIENT,
            Self::Pull | Self::Other => AS_CAUSE,
            _ => PERMANENT,
        }
    }
}

impl Kind for BatchErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::consumer::pull::BatchError";

    #[allow(
        clippy::match_wildcard_for_single_variants,
        reason = "a feature of the crate adds one"
    )]
    fn verdict(&self) -> Verdict {
        match self {
            Self::Flush => TRANSIENT,
            Self::Subscribe | Self::Pull => AS_CAUSE,
            _ => PERMANENT,
        }
    }
}

impl Kind for BatchRequestErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::consumer::pull::BatchRequestError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::Flush => TRANSIENT,
            Self::Publish => AS_CAUSE,
            Self::Serialize => PERMANENT,
        }
    }
}

impl Kind for PutErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::kv::PutError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::Publish | Self::Ack => AS_CAUSE,
            Self::InvalidKey => PERMANENT,
        }
    }
}

impl Kind for CreateErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::kv::CreateError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::Publish | Self::Ack | Self::Other => AS_CAUSE,
            Self::AlreadyExists | Self::InvalidKey => PERMANENT,
        }
    }
}

impl Kind for UpdateErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::kv::UpdateError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::TimedOut => TRANSIENT,
            Self::Other => AS_CAUSE,
            Self::WrongLastRevision | Self::InvalidKey => PERMANENT,
        }
    }
}

impl Kind for EntryErrorKind {
    const ERROR: &'static str = "async_nats::jetstream::kv::EntryError";

    fn verdict(&self) -> Verdict {
        match self {
            Self::TimedOut => TRANSIENT,
            Self::Other => AS_CAUSE,
            Self::InvalidKey => PERMANENT,
        }
    }
}
