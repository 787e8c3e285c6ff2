//! One file of a site: `upload`, retried, on whatever connection there is.

use std::fs;
use std::path::{Path, PathBuf};

use reattempt::{AttemptKey, retry};
use tokio::time::timeout;
use walkdir::WalkDir;

use crate::check::check;
use crate::error::DeployError;
use crate::progress::{Progress, SiteProgress};
use crate::session::Session;
use crate::settings::{Place, Site};

/// A file to be sent, as it is now.
struct LocalFile {
    /// What messages call it.
    label: String,
    contents: Vec<u8>,
    /// Where it goes.
    target: String,
}

impl LocalFile {
    /// Where it is until it is whole.
    fn temporary(&self, key: AttemptKey) -> String {
        let (directory, name) = self.target.rsplit_once('/').unwrap_or(("", &self.target));
        format!("{directory}/.{name}.{key}.part")
    }
}

impl Site {
    /// Sends all files, after a look at each. Ends at the first that does not arrive.
    ///
    /// # Errors
    /// Why it did not.
    pub async fn deploy(&self, progress: &Progress) -> Result<usize, DeployError> {
        let paths = self.list()?;
        let local = paths.iter().map(|path| self.place.from.join(path));
        check(local, progress).await?;
        let files = paths.iter().map(|path| self.read(path));
        let files = files.collect::<Result<Vec<_>, _>>()?;

        let bytes = files.iter().map(|file| file.contents.len()).sum();
        let progress = progress.site(&self.place.name, bytes);
        let mut session = Some(self.connect(&progress).await?);
        let mut before = 0;
        for file in &files {
            progress.begins(&file.label, before);
            let uploaded = self.upload(file, &mut session, &progress).await;
            progress.ended(&uploaded);
            uploaded?;
            before += file.contents.len();
        }
        Ok(files.len())
    }

    /// Puts a file on the server, on a new connection if the one before broke.
    #[retry(
        name = "deploy.upload",
        label = file.label,
        policy = self.upload.policy,
        attempt = attempt,
        when = |error| self.upload.errors.retries(error),
        on_event = |event| progress.tell("upload", event),
    )]
    async fn upload(
        &self,
        file: &LocalFile,
        session: &mut Option<Session>,
        progress: &SiteProgress<'_>,
    ) -> Result<(), DeployError> {
        let connected = if let Some(session) = session.take() {
            session
        } else {
            let connected = self.connect(progress).await;
            connected.map_err(|error| DeployError::ConnectionLost(Box::new(error)))?
        };
        // The same in all attempts of this call, and in no other: so nobody else writes there.
        let temporary = file.temporary(attempt.key());
        let sent = |bytes| progress.sent(bytes);
        let put = connected.put(&file.contents, &temporary, &file.target, sent);
        // Not `attempt_timeout`, which would also count the time that reconnecting takes.
        match self.upload.attempt_timeout {
            Some(limit) => {
                let put = timeout(limit, put).await;
                put.map_err(|_| DeployError::UploadTimeout { limit })??;
            }
            None => put.await?,
        }
        *session = Some(connected);
        Ok(())
    }

    /// What is to be sent, from `from` on, in order.
    fn list(&self) -> Result<Vec<PathBuf>, DeployError> {
        let Place { from, files, .. } = &self.place;
        if let Some(files) = files {
            return Ok(files.clone());
        }
        let mut files = Vec::new();
        for entry in WalkDir::new(from).follow_links(true).sort_by_file_name() {
            let entry = entry.map_err(|error| DeployError::LocalFile {
                path: error.path().unwrap_or(from).to_owned(),
                source: error.into(),
            })?;
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(from);
                files.push(path.expect("it is below").to_owned());
            }
        }
        Ok(files)
    }

    fn read(&self, path: &Path) -> Result<LocalFile, DeployError> {
        let local = self.place.from.join(path);
        let contents = fs::read(&local).map_err(|source| DeployError::LocalFile {
            path: local,
            source,
        })?;
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        Ok(LocalFile {
            label: format!("{}/{path}", self.place.name),
            target: format!("{}/{path}", self.place.to.trim_end_matches('/')),
            contents,
        })
    }
}
