//! Sessions of SFTP whose channel goes away.

use reattempt::{Class, Classify};
use russh_sftp::client::SftpSession;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

#[tokio::test]
async fn an_sftp_channel_that_hangs_up_is_transient() {
    let (client, mut server) = duplex(4096);
    tokio::spawn(async move {
        // Length, `SSH_FXP_VERSION`, version 3: all a session needs to begin.
        let mut init = [0; 9];
        server.read_exact(&mut init).await?;
        server.write_all(&[0, 0, 0, 5, 2, 0, 0, 0, 3]).await?;
        server.read_u32().await
    });
    let session = SftpSession::new(client).await.expect("a session");

    for _ in 0..2 {
        let error = session.metadata("file").await.expect_err("it hung up");
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}
