//! Where the server is, and who asks it.

use std::io;

use async_nats::{ConnectOptions, ServerAddr};
use percent_encoding::percent_decode_str;

/// The address, and options with its user and password, or with its token: the client looks at options only.
///
/// # Errors
/// It is no address.
pub(super) fn read(url: &str) -> io::Result<(ServerAddr, ConnectOptions)> {
    let address: ServerAddr = url.parse()?;
    if address.host().is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "there is no host in it",
        ));
    }
    let options = match (address.username(), address.password()) {
        (Some(user), Some(password)) => {
            ConnectOptions::with_user_and_password(decoded(user), decoded(password))
        }
        (Some(token), None) => ConnectOptions::with_token(decoded(token)),
        _ => ConnectOptions::new(),
    };
    Ok((address, options))
}

fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
