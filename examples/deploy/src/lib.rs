//! Deploys sites over SFTP, on networks and to servers as they are. See the README.

#![forbid(unsafe_code)]

mod check;
mod connect;
pub mod demo;
pub mod error;
pub mod progress;
mod session;
pub mod settings;
pub mod summary;
mod upload;

use futures_util::StreamExt as _;
use futures_util::stream;

use crate::error::DeployError;
use crate::progress::Progress;
use crate::settings::Site;

/// Deploys all, some at the same time; what became of each, in their order.
pub async fn deploy_all(
    sites: &[Site],
    at_once: usize,
    progress: &Progress,
) -> Vec<Result<usize, DeployError>> {
    stream::iter(sites)
        .map(|site| site.deploy(progress))
        .buffered(at_once)
        .collect()
        .await
}
