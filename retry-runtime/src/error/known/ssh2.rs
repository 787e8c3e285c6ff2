//! `ssh2::Error` (feature `ssh2-0_9`).

use ssh2::{Error, ErrorCode};

use crate::error::class::Class;
use crate::error::classify::Classify;

/// By code, as [`classify`](crate::classify) lists.
///
/// A session that is lost stays lost: a retry needs a new one.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        match self.code() {
            ErrorCode::Session(code) => by_session_code(code),
            ErrorCode::SFTP(code) => by_sftp_code(code),
        }
    }

    fn kind(&self) -> &'static str {
        "ssh2::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Source: [`libssh2.h`](https://github.com/libssh2/libssh2/blob/libssh2-1.11.1/include/libssh2.h), `LIBSSH2_ERROR_`.
fn by_session_code(code: i32) -> Class {
    const BANNER_RECV: i32 = -2;
    const BANNER_SEND: i32 = -3;
    // As which a connection shows that was lost in the exchange of keys.
    const KEX_FAILURE: i32 = -5;
    const SOCKET_SEND: i32 = -7;
    const TIMEOUT: i32 = -9;
    const SOCKET_DISCONNECT: i32 = -13;
    const SOCKET_TIMEOUT: i32 = -30;
    const EAGAIN: i32 = -37;
    const SOCKET_RECV: i32 = -43;
    match code {
        BANNER_RECV | BANNER_SEND | KEX_FAILURE | SOCKET_SEND | TIMEOUT | SOCKET_DISCONNECT
        | SOCKET_TIMEOUT | EAGAIN | SOCKET_RECV => Class::Transient,
        _ => Class::Permanent,
    }
}

/// Source: [`libssh2_sftp.h`](https://github.com/libssh2/libssh2/blob/libssh2-1.11.1/include/libssh2_sftp.h), `LIBSSH2_FX_`.
fn by_sftp_code(code: i32) -> Class {
    const NO_CONNECTION: i32 = 6;
    const CONNECTION_LOST: i32 = 7;
    match code {
        NO_CONNECTION => Class::Unsent,
        CONNECTION_LOST => Class::Transient,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn error(code: ErrorCode) -> Error {
        Error::from_errno(code)
    }

    #[test]
    fn a_lost_connection_and_a_timeout_are_transient() {
        for code in [-2, -3, -5, -7, -9, -13, -30, -37, -43] {
            let error = error(ErrorCode::Session(code));
            assert_eq!(error.classify(), Class::Transient, "{error}");
        }
    }

    #[test]
    fn authentication_and_host_key_are_permanent() {
        // `AUTHENTICATION_FAILED`, `PUBLICKEY_UNVERIFIED`, `KEYFILE_AUTH_FAILED`, `PASSWORD_EXPIRED`,
        // `HOSTKEY_INIT`, `HOSTKEY_SIGN`, `KNOWN_HOSTS`, `CHANNEL_REQUEST_DENIED`, `REQUEST_DENIED`.
        for code in [-18, -19, -48, -15, -10, -11, -46, -22, -32] {
            let error = error(ErrorCode::Session(code));
            assert_eq!(error.classify(), Class::Permanent, "{error}");
        }
    }

    #[test]
    fn codes_of_sftp_have_their_class() {
        for (code, class) in [
            (2, Class::Permanent),
            (3, Class::Permanent),
            (4, Class::Permanent),
            (6, Class::Unsent),
            (7, Class::Transient),
        ] {
            let error = error(ErrorCode::SFTP(code));
            assert_eq!(error.classify(), class, "{error}");
        }
    }

    #[test]
    fn an_io_error_that_carries_one_is_judged_by_it() {
        let lost = io::Error::other(error(ErrorCode::Session(-13)));

        assert_eq!(lost.classify(), Class::Transient);
        assert_eq!(Classify::kind(&lost), "ssh2::Error");
    }

    /// Thus the conversion of `ssh2`: what `Read` and `Write` of a channel return has no code left.
    #[test]
    fn an_io_error_made_by_ssh2_carries_a_text_only() {
        let lost = io::Error::from(error(ErrorCode::Session(-13)));

        assert_eq!(lost.kind(), io::ErrorKind::Other);
        assert_eq!(lost.classify(), Class::Permanent);
        assert!(!lost.is_known());
    }
}
