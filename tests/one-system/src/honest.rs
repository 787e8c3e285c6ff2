//! Waits that are meant.

use std::thread;
use std::time::Duration;

#[expect(
    clippy::disallowed_methods,
    reason = "the device needs a moment after a reset"
)]
fn settle() {
    thread::sleep(Duration::from_millis(1));
}

mod a_test {
    #![allow(clippy::disallowed_methods, reason = "a test waits for a server")]

    async fn wait() {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}
