//! What the tests begin with.

use std::path::Path;

use serde_json::Value;
use webhook_relay::demo::program::Program;
use webhook_relay::demo::receiver::{Answer, Receiver};

pub(crate) fn executable() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_webhook-relay"))
}

pub(crate) async fn start(webhooks: Vec<Value>) -> Program {
    let relay = Program::start(executable(), webhooks, None, &[]).await;
    relay.expect("a relay")
}

pub(crate) async fn receiver(
    script: impl Fn(&str, usize) -> Answer + Send + Sync + 'static,
) -> Receiver {
    Receiver::start(script).await.expect("a receiver")
}
