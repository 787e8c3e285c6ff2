//! The other side: an HTTP API of users and groups. It knows nothing of the client but what arrives.

pub mod faults;
pub mod local;
mod routes;
pub mod seen;
pub mod store;

use std::{io, net::SocketAddr, sync::Arc};

use tokio::net::TcpListener;

use faults::Faults;
use seen::Seen;
use store::Store;

/// A server that runs until the program ends.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What every request may use.
struct Shared {
    store: Store,
    tokens: Tokens,
    faults: Faults,
    seen: Seen,
}

/// Who may do what.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For everything.
    pub admin: String,
    /// For looking only.
    pub reader: String,
}

impl Server {
    pub fn start(
        listener: TcpListener,
        store: Store,
        tokens: Tokens,
        faults: Faults,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            store,
            tokens,
            faults,
            seen: Seen::default(),
        });
        let app = routes::routes(Arc::clone(&shared));
        tokio::spawn(async { axum::serve(listener, app).await });
        Ok(Self { address, shared })
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// What has arrived.
    pub fn seen(&self) -> &Seen {
        &self.shared.seen
    }

    /// What went wrong on purpose.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    pub fn store(&self) -> &Store {
        &self.shared.store
    }
}
