use std::time::Duration;

use tower::retry::Policy;
use tower::retry::backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff};
use tower::util::rng::HasherRng;
use tower::{Service, ServiceBuilder, ServiceExt};

use crate::server::{ApiError, Server};

#[derive(Clone)]
struct Retries {
    left: u32,
    backoff: ExponentialBackoff,
}

impl Policy<(), String, ApiError> for Retries {
    type Future = tokio::time::Sleep;

    fn retry(
        &mut self,
        (): &mut (),
        result: &mut Result<String, ApiError>,
    ) -> Option<Self::Future> {
        match result {
            Ok(_) | Err(ApiError::NotFound) => None,
            Err(_) if self.left == 0 => None,
            Err(_) => {
                self.left -= 1;
                Some(self.backoff.next_backoff())
            }
        }
    }

    fn clone_request(&mut self, (): &()) -> Option<()> {
        Some(())
    }
}

pub(crate) async fn load(server: &Server) -> Result<String, ApiError> {
    let (min, max) = (Duration::from_millis(100), Duration::from_millis(500));
    let mut backoff = ExponentialBackoffMaker::new(min, max, 0.0, HasherRng::default()).unwrap();
    let policy = Retries {
        left: 4,
        backoff: backoff.make_backoff(),
    };
    let mut service = ServiceBuilder::new()
        .retry(policy)
        .service_fn(|()| server.get());
    service.ready().await?.call(()).await
}
