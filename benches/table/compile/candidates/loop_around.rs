//! The loop around the body as it stands: whatever is in there, with `?` and `return`, stays as it is.

use super::hand_loop::{ASYNC_TOP, SYNC_TOP};
use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "loop around",
    dependencies: &["tokio"],
    sync: Some(Source {
        beside: &["fastrand"],
        top: SYNC_TOP,
        function: "
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        let result: Result<u64, Error> = (|| {
            Ok(server.ask(id)? + NUMBER)
        })();
        match result {
            Ok(value) => return Ok(value),
            Err(error) if attempt < 5 && error.is_busy() => {
                thread::sleep(delay(attempt, Duration::from_millis(100), Duration::from_secs(10)));
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
",
    }),
    asynchronous: Some(Source {
        beside: &["fastrand"],
        top: ASYNC_TOP,
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        let result: Result<u64, Error> = async {
            Ok(server.answer(id).await? + NUMBER)
        }.await;
        match result {
            Ok(value) => return Ok(value),
            Err(error) if attempt < 5 && error.is_busy() => {
                sleep(delay(attempt, Duration::from_millis(100), Duration::from_secs(10))).await;
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
",
    }),
};
