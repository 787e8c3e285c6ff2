//! A server on loopback, for the demonstration and for tests.

use std::error::Error;
use std::net::Ipv4Addr;
use std::ops::Deref;
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::TcpListener;

use super::faults::Faults;
use super::store::Store;
use super::{Server, Tokens};
use crate::api::Api;

/// It knows the tokens `admin` and `reader`. A database in files goes with it.
pub struct Local {
    server: Server,
    _files: TempDir,
}

impl Local {
    /// With `SQLite`.
    pub async fn start(faults: Faults) -> Result<Self, Box<dyn Error>> {
        let files = tempfile::tempdir()?;
        let database = files.path().join("groups.db");
        let database = format!("sqlite:{}?mode=rwc", database.display());
        Self::with_database(&database, files, faults).await
    }

    /// With another database. The directory is removed with the server.
    pub async fn with_database(
        url: &str,
        files: TempDir,
        faults: Faults,
    ) -> Result<Self, Box<dyn Error>> {
        let store = Store::open(url).await?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let tokens = Tokens {
            admin: "admin".to_owned(),
            reader: "reader".to_owned(),
        };
        let server = Server::start(listener, store, tokens, faults)?;
        Ok(Self {
            server,
            _files: files,
        })
    }

    pub fn api(&self, token: &str, timeout: Duration) -> Result<Api, Box<dyn Error>> {
        let url = self.url().parse()?;
        Ok(Api::new(url, token.to_owned(), timeout)?)
    }
}

impl Deref for Local {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}
