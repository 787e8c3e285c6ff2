//! Files sent to and fetched from an SFTP server that goes away, through `russh` and `russh-sftp`.

use std::fs;
use std::io;
use std::sync::Arc;

use reattempt::{Classify, retry};
use russh::client::Handler;
use russh::keys::{PrivateKeyWithHashAlg, PublicKeyOrCertificate, load_secret_key};
use russh_sftp::client::SftpSession;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use servers::sshd::{connections, start, user};
use servers::{Server, in_time};

use crate::files::{contents, remote};

#[derive(Debug, thiserror::Error, Classify)]
#[classify(forward)]
enum Error {
    #[error(transparent)]
    Ssh(#[from] russh::Error),
    #[error(transparent)]
    Sftp(#[from] russh_sftp::client::error::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("not this key")]
    #[classify(permanent)]
    Refused,
}

/// Trusts any server.
struct Trusting;

impl Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

async fn connect(server: &Server, key: &str) -> Result<SftpSession, Error> {
    let address = ("127.0.0.1", server.port());
    let mut session = russh::client::connect(Arc::default(), address, Trusting).await?;

    let key = load_secret_key(server.directory().join(key), None).expect("a key");
    let key = PrivateKeyWithHashAlg::new(Arc::new(key), None);
    let result = session.authenticate_publickey(user(), key).await?;
    if !result.success() {
        return Err(Error::Refused);
    }

    let channel = session.channel_open_session().await?;
    channel.request_subsystem(true, "sftp").await?;
    Ok(SftpSession::new(channel.into_stream()).await?)
}

/// Sends a file; how many attempts that took. The server is killed in the midst of the first one.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
async fn upload(server: &Server, contents: &[u8]) -> Result<u32, Error> {
    let mut file = connect(server, "user")
        .await?
        .create(remote(server))
        .await?;
    let (first, second) = contents.split_at(contents.len() / 2);
    file.write_all(first).await?;
    if attempt.is_first() {
        server.kill();
    }
    file.write_all(second).await?;
    file.close().await?;
    Ok(attempt.number())
}

#[tokio::test]
async fn an_upload_in_which_the_sftp_server_is_killed_is_repeated_whole() {
    let Some(server) = start("") else { return };
    let contents = contents();

    // The first attempt loses its session, the second finds no server, the third a new one.
    let attempts = in_time(upload(&server, &contents)).await;

    assert_eq!(attempts.expect("a file"), 3);
    assert!(fs::read(remote(&server)).expect("a file") == contents);
    assert_eq!(connections(&server), 2);
}

/// Fetches a file; how many attempts that took. The server is killed in the midst of the first one.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
async fn download(server: &Server) -> Result<(Vec<u8>, u32), Error> {
    let mut file = connect(server, "user").await?.open(remote(server)).await?;
    let mut contents = vec![0; 1000];
    file.read_exact(&mut contents).await?;
    if attempt.is_first() {
        server.kill();
    }
    file.read_to_end(&mut contents).await?;
    Ok((contents, attempt.number()))
}

#[tokio::test]
async fn a_download_in_which_the_sftp_server_is_killed_is_repeated_whole() {
    let Some(server) = start("") else { return };
    let contents = contents();
    fs::write(remote(&server), &contents).expect("a file");

    let (fetched, attempts) = in_time(download(&server)).await.expect("a file");

    assert_eq!(attempts, 3);
    assert!(fetched == contents);
    assert_eq!(connections(&server), 2);
}

#[retry(initial_delay = "20ms")]
async fn log_in(server: &Server, key: &str) -> Result<(), Error> {
    connect(server, key).await.map(drop)
}

#[tokio::test]
async fn a_wrong_key_is_offered_to_the_ssh_server_once() {
    let Some(server) = start("") else { return };

    let error = in_time(log_in(&server, "host")).await;

    assert!(matches!(error, Err(Error::Refused)), "{error:?}");
    assert_eq!(connections(&server), 1);
}
