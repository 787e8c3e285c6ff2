//! Client errors of `russh-sftp` (feature `russh-sftp-3`).

use russh_sftp::client::error::Error;
use russh_sftp::protocol::StatusCode;

use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant, as [`classify`](crate::classify) lists.
///
/// A session that is lost stays lost: a retry needs a new one.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Self::Status(status) => match status.status_code {
                StatusCode::NoConnection => Class::Unsent,
                StatusCode::ConnectionLost => Class::Transient,
                _ => Class::Permanent,
            },
            Self::Timeout | Self::IO(_) | Self::UnexpectedBehavior(_) => Class::Transient,
            Self::Limited(_) | Self::UnexpectedPacket => Class::Permanent,
        }
    }

    fn kind(&self) -> &'static str {
        "russh_sftp::client::error::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use russh_sftp::protocol::Status;

    use super::*;

    fn status(status_code: StatusCode) -> Error {
        Error::Status(Status {
            id: 1,
            status_code,
            error_message: String::new(),
            language_tag: String::new(),
        })
    }

    #[test]
    fn statuses_have_their_class() {
        assert_eq!(status(StatusCode::NoConnection).classify(), Class::Unsent);
        assert_eq!(
            status(StatusCode::ConnectionLost).classify(),
            Class::Transient
        );
        assert_eq!(status(StatusCode::NoSuchFile).classify(), Class::Permanent);
        assert_eq!(status(StatusCode::Failure).classify(), Class::Permanent);
    }
}
