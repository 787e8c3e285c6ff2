use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "reattempt",
    dependencies: &["reattempt"],
    sync: Some(Source {
        beside: &[],
        top: TOP,
        function: r#"
#[retry(max_attempts = 5, backoff = "exponential", initial_delay = "100ms", max_delay = "10s", jitter = "equal")]
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + NUMBER)
}
"#,
    }),
    asynchronous: Some(Source {
        beside: &[],
        top: TOP,
        function: r#"
#[retry(max_attempts = 5, backoff = "exponential", initial_delay = "100ms", max_delay = "10s", jitter = "equal")]
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + NUMBER)
}
"#,
    }),
};

const TOP: &str = "
use reattempt::{Class, Classify, retry};

impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Error::Busy => Class::Transient,
            Error::Refused(_) => Class::Permanent,
        }
    }
}
";
