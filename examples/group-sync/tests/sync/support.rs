//! What the tests begin with.

use std::sync::Arc;
use std::time::Duration;

use group_sync::roster::{self, Groups};
use group_sync::server::faults::Faults;
use group_sync::server::local::Local;
use group_sync::summary::Summary;
use group_sync::sync;
use group_sync::users::{self, Users};
use reattempt::Scope;
use reattempt::test_util::VirtualClock;

pub(crate) const CREATE_USER: &str = "POST /users";

/// Longer than any test needs, but where a request hangs.
pub(crate) const PATIENT: Duration = Duration::from_secs(20);

pub(crate) async fn start(faults: Faults) -> Local {
    Local::start(faults).await.expect("a server on loopback")
}

pub(crate) fn roster(lines: &str) -> Groups {
    roster::read(format!("group,member\n{lines}").as_bytes()).expect("a roster")
}

/// The service with its defaults.
pub(crate) fn service(server: &Local) -> Users {
    let api = server.api("admin", PATIENT).expect("a client");
    Users::new(api, users::DEFAULT)
}

/// A whole run with the defaults, on a clock on which no wait takes time.
pub(crate) async fn run(server: &Local, wanted: Groups) -> Summary {
    run_with(server, wanted, &service(server)).await
}

pub(crate) async fn run_with(server: &Local, wanted: Groups, users: &Users) -> Summary {
    let api = server.api("admin", PATIENT).expect("a client");
    let plan = sync::plan(wanted, &api)
        .await
        .expect("a server that answers");
    on_virtual_time(sync::apply(plan, users, &api)).await
}

pub(crate) async fn on_virtual_time<F: Future>(future: F) -> F::Output {
    let scope = Scope::new().clock(Arc::new(VirtualClock::new()));
    scope.wrap(future).await
}
