//! A look at each file before it goes.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;

use tokio::process::Command;

use crate::error::DeployError;
use crate::progress::Progress;

/// Lets `php -l` read each PHP file. Where there is no PHP, it says so and lets them pass.
///
/// # Errors
/// The first file that PHP cannot read, with what it says of it.
pub(crate) async fn check(
    files: impl Iterator<Item = PathBuf>,
    progress: &Progress,
) -> Result<(), DeployError> {
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "php")) {
        let mut php = Command::new("php");
        php.args(["-l", "-d", "display_errors=stderr", "-d", "log_errors=0"])
            .arg(&path)
            .stdin(Stdio::null());
        let output = match php.output().await {
            Ok(output) => output,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                progress.say("NOT CHECKED: there is no `php`, PHP files go as they are");
                return Ok(());
            }
            Err(source) => {
                return Err(DeployError::LocalFile { path, source });
            }
        };
        if !output.status.success() {
            let report = String::from_utf8_lossy(&output.stderr);
            return Err(DeployError::Faulty {
                path,
                report: report.trim().to_owned(),
            });
        }
    }
    Ok(())
}
