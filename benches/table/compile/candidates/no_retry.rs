use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: crate::output::NO_RETRY,
    dependencies: &[],
    sync: Some(Source {
        beside: &[],
        top: "",
        function: "
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + NUMBER)
}
",
    }),
    asynchronous: Some(Source {
        beside: &[],
        top: "",
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + NUMBER)
}
",
    }),
};
