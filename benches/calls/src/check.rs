//! That every candidate does the same work.

use crate::candidates;
use crate::form::Form;
use crate::load::{Load, What};
use crate::server::{Error, Server};
use std::time::Duration;

/// [`Form::Task`] fails twice, and waits a second each time.
const DELAYS: Duration = Duration::from_secs(2);

pub(crate) fn sync(mut call: impl FnMut(&Server, u64) -> Result<u64, Error>) {
    let server = Server::default();
    let mut with = |failures| {
        server.fail(failures);
        let result = call(&server, 7);
        (result, failures - server.failures_left())
    };
    assert!(matches!(with(0), (Ok(_), 0)), "a success at once");
    assert!(matches!(with(4), (Ok(_), 4)), "four retries");
    assert!(matches!(with(100), (Err(Error::Busy), 5)), "five attempts");
    assert!(
        matches!(with(u32::MAX), (Err(Error::Refused(_)), 1)),
        "a refusal is final"
    );
}

/// tokio's timer rounds a wait up to the next millisecond.
pub(crate) fn two_seconds_since(start: tokio::time::Instant) {
    let waited = start.elapsed();
    let rounded = DELAYS + Duration::from_millis(5);
    assert!((DELAYS..rounded).contains(&waited), "{waited:?}");
}

#[test]
fn every_candidate_makes_the_same_attempts() {
    for candidate in candidates::ALL {
        for (form, run) in candidate.forms {
            let what = match form {
                _ if candidate.name == "no retry" => What::Success,
                Form::Wait | Form::Delay | Form::Task => What::OneRetry,
                _ => What::Check,
            };
            println!("{}, {}", candidate.name, form.name());
            run(Load { what, count: 3 });
        }
    }
}
