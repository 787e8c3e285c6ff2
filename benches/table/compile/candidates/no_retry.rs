//! What the text of a function is compared with.

use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: super::NO_RETRY,
    dependencies: &[],
    sync: Some(Source {
        top: "",
        function: "
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + NUMBER)
}
",
    }),
    asynchronous: Some(Source {
        top: "",
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + NUMBER)
}
",
    }),
};
