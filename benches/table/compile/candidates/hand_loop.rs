use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: crate::output::HAND_LOOP,
    dependencies: &["tokio"],
    sync: Some(Source {
        beside: &["fastrand"],
        top: SYNC_TOP,
        function: "
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match server.ask(id) {
            Ok(reply) => return Ok(reply + NUMBER),
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
        match server.answer(id).await {
            Ok(reply) => return Ok(reply + NUMBER),
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

/// The delays stand once, as whoever writes two such loops would have it.
macro_rules! delay {
    () => {
        "
fn delay(attempt: u32, initial: Duration, max: Duration) -> Duration {
    let full = initial.saturating_mul(1 << (attempt - 1)).min(max);
    let full = full.as_nanos() as u64;
    Duration::from_nanos(fastrand::u64(full / 2..=full))
}
"
    };
}

pub(super) const SYNC_TOP: &str = concat!("use std::{thread, time::Duration};\n", delay!());
pub(super) const ASYNC_TOP: &str = concat!(
    "use std::time::Duration;\nuse tokio::time::sleep;\n",
    delay!()
);
