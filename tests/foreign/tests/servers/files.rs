//! What the tests of both clients of SFTP send and fetch.

use servers::Server;

/// Where the file is on the server.
pub(crate) fn remote(server: &Server) -> String {
    server.directory().join("remote").display().to_string()
}

/// More than fits into buffers on the way.
pub(crate) fn contents() -> Vec<u8> {
    (0..4_000_000_u32).map(|n| n.to_le_bytes()[0]).collect()
}
