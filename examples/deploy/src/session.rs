//! A file on the server: sent under another name, which becomes the right one when it is whole.

use russh::client::Handle;
use russh_sftp::client::RawSftpSession;
use russh_sftp::client::error::Error as SftpError;
use russh_sftp::client::rawsession::SftpResult;
use russh_sftp::protocol::{FileAttributes, OpenFlags, Packet, StatusCode};
use serde::Serialize;

use crate::connect::Trust;
use crate::error::DeployError;

/// What every server takes at once.
const CHUNK: u16 = 32 * 1024;

/// A connection that is logged in. Once an operation has failed it may be broken, and is to be dropped.
pub(crate) struct Session {
    sftp: RawSftpSession,
    can_sync: bool,
    can_replace: bool,
    // Without it, the connection ends.
    _ssh: Handle<Trust>,
}

impl Session {
    pub(crate) async fn open(ssh: Handle<Trust>) -> Result<Self, DeployError> {
        let channel = ssh.channel_open_session().await?;
        channel.request_subsystem(true, "sftp").await?;
        let sftp = RawSftpSession::new(channel.into_stream());
        let version = sftp.init().await.map_err(DeployError::Sftp)?;
        let offers = |extension| version.extensions.contains_key(extension);
        Ok(Self {
            can_sync: offers("fsync@openssh.com"),
            can_replace: offers("posix-rename@openssh.com"),
            sftp,
            _ssh: ssh,
        })
    }

    /// Puts `contents` at `path`, where until the last moment is what was there before. What an earlier attempt has
    /// left at `temporary`, which nobody else may use, need not be sent again. `sent` is told how many bytes are there.
    pub(crate) async fn put(
        &self,
        contents: &[u8],
        temporary: &str,
        path: &str,
        sent: impl Fn(usize),
    ) -> Result<(), DeployError> {
        let about = |error| DeployError::about(path, error);
        self.make_directories(path).await.map_err(about)?;
        let start = self.already_there(temporary, contents).await;
        let start = start.map_err(about)?;
        sent(start);

        let mut flags = OpenFlags::WRITE | OpenFlags::CREATE;
        if start == 0 {
            flags |= OpenFlags::TRUNCATE;
        }
        let file = self.open_file(temporary, flags).await.map_err(about)?;
        for (number, chunk) in contents[start..].chunks(CHUNK.into()).enumerate() {
            let offset = start + number * usize::from(CHUNK);
            let written = self.sftp.write(&*file, offset as u64, chunk.to_vec()).await;
            written.map_err(about)?;
            sent(offset + chunk.len());
        }
        if self.can_sync {
            self.sftp.fsync(&*file).await.map_err(about)?;
        }
        self.sftp.close(&*file).await.map_err(about)?;
        let replaced = self.replace(temporary, path).await;
        if let Err(SftpError::Status(_)) = replaced {
            // Nobody will ask for it. If it stays, that is no harm either.
            let _ = self.sftp.remove(temporary).await;
        }
        replaced.map_err(about)
    }

    /// How much of `contents` an earlier attempt has left. It is read and compared, since a server that lost its power
    /// may have kept anything. Nothing, if it is something else or may not be read.
    async fn already_there(&self, temporary: &str, contents: &[u8]) -> SftpResult<usize> {
        let Some(file) = no_status(self.open_file(temporary, OpenFlags::READ).await)? else {
            return Ok(0);
        };
        let mut equal = 0;
        let found = loop {
            let read = self.sftp.read(&*file, equal as u64, CHUNK.into()).await;
            match read {
                Ok(read) if contents[equal..].starts_with(&read.data) && !read.data.is_empty() => {
                    equal += read.data.len();
                }
                Err(SftpError::Status(status)) if status.status_code == StatusCode::Eof => {
                    break equal;
                }
                Ok(_) | Err(SftpError::Status(_)) => break 0,
                Err(error) => return Err(error),
            }
        };
        self.sftp.close(&*file).await?;
        Ok(found)
    }

    async fn open_file(&self, path: &str, flags: OpenFlags) -> SftpResult<String> {
        let opened = self.sftp.open(path, flags, FileAttributes::empty()).await?;
        Ok(opened.handle)
    }

    /// In one step. Without the extension of OpenSSH it works as long as there is nothing at `path`; to remove that
    /// first would leave visitors with nothing.
    async fn replace(&self, temporary: &str, path: &str) -> SftpResult<()> {
        #[derive(Serialize)]
        struct PosixRename<'a> {
            from: &'a str,
            to: &'a str,
        }

        if !self.can_replace {
            self.sftp.rename(temporary, path).await?;
            return Ok(());
        }
        let names = PosixRename {
            from: temporary,
            to: path,
        };
        let names = russh_sftp::ser::to_bytes(&names)?.to_vec();
        match self
            .sftp
            .extended("posix-rename@openssh.com", names)
            .await?
        {
            Packet::Status(status) if status.status_code == StatusCode::Ok => Ok(()),
            Packet::Status(status) => Err(status.into()),
            _ => Err(SftpError::UnexpectedPacket),
        }
    }

    /// Those above `path` that are missing.
    async fn make_directories(&self, path: &str) -> SftpResult<()> {
        let above = path.match_indices('/').map(|(end, _)| &path[..end]);
        let above: Vec<_> = above.filter(|directory| !directory.is_empty()).collect();
        let mut missing = Vec::new();
        for directory in above.into_iter().rev() {
            if no_status(self.sftp.stat(directory).await)?.is_some() {
                break;
            }
            missing.push(directory);
        }
        for directory in missing.into_iter().rev() {
            // It may be there by now. If not, the file cannot be opened, and that is told.
            no_status(self.sftp.mkdir(directory, FileAttributes::empty()).await)?;
        }
        Ok(())
    }
}

/// `None` where the server says no; another error is one of the connection.
fn no_status<T>(result: SftpResult<T>) -> SftpResult<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(SftpError::Status(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
