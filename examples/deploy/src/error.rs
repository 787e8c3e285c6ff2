//! What can go wrong, and which of it is worth another attempt.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use reattempt::{Classify, Interrupted};

/// The kinds of it are the names of the variants: `retryable_errors` of a site's `retry_config` lists them, and the
/// summary counts them.
#[derive(Debug, thiserror::Error, Classify)]
pub enum DeployError {
    /// Refused, reset, no route: the kind of the I/O error decides.
    #[error("no connection: {0}")]
    #[classify(forward)]
    Connect(#[source] io::Error),
    /// A session that broke, also one that the server dropped for `MaxStartups`, may be had again.
    #[error("ssh: {0}")]
    #[classify(forward)]
    Ssh(#[from] russh::Error),
    #[error("sftp: {0}")]
    #[classify(forward)]
    Sftp(#[source] russh_sftp::client::error::Error),
    #[error("the connection broke")]
    #[classify(transient)]
    Broken,
    #[error("connecting took too long: {0}")]
    #[classify(forward)]
    ConnectTimeout(#[from] Interrupted),
    #[error("the upload did not end within {limit:?}")]
    #[classify(transient)]
    UploadTimeout { limit: Duration },

    // The rest is as it is, however often it is tried.
    #[error("no password in the variable {variable}")]
    #[classify(permanent)]
    NoPassword { variable: String },
    #[error("the server refused to let {user} in")]
    #[classify(permanent)]
    LoginRefused { user: String },
    #[error("the server refused the certificate {}", certificate.display())]
    #[classify(permanent)]
    CertificateRefused { certificate: PathBuf },
    #[error("no new certificate from `{command}`: {reason}")]
    #[classify(permanent)]
    NotRenewed { command: String, reason: String },
    #[error("permission denied on the server: {path}")]
    #[classify(permanent)]
    PermissionDenied { path: String },
    #[error("{}: {source}", path.display())]
    #[classify(permanent)]
    LocalFile { path: PathBuf, source: io::Error },
    #[error("{} is not sent: {report}", path.display())]
    #[classify(permanent)]
    Faulty { path: PathBuf, report: String },
    /// Connecting has attempts of its own. When these are used up, those of an upload would be more of the same.
    #[error("the connection is lost: {0}")]
    #[classify(permanent)]
    ConnectionLost(#[source] Box<DeployError>),
}

impl DeployError {
    /// What the server said about `path`.
    pub(crate) fn about(path: &str, error: russh_sftp::client::error::Error) -> Self {
        use russh_sftp::client::error::Error;
        use russh_sftp::protocol::StatusCode::PermissionDenied;

        match &error {
            Error::Status(status) if status.status_code == PermissionDenied => {
                let path = path.to_owned();
                Self::PermissionDenied { path }
            }
            // As which a session that has ended shows.
            Error::UnexpectedBehavior(_) => Self::Broken,
            _ => Self::Sftp(error),
        }
    }
}
