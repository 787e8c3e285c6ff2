//! A shutdown that does not sit out the waits: Ctrl-C ends them, on a thread and in a task.
//!
//! ```console
//! cargo run --example shutdown
//! ```

use std::{
    io, thread,
    time::{Duration, Instant},
};

use reattempt::{CancelHandle, RetryError, Scope, StopReason, retry};
use tokio::{runtime::Builder, signal, time};

// Both are patient: the first wait is a quarter of an hour at least.

#[retry(max_attempts = unlimited, initial_delay = "30m", max_delay = "1h")]
fn import() -> Result<(), RetryError<io::Error>> {
    println!("import: nobody answers, so it waits");
    Err(io::ErrorKind::ConnectionRefused.into())
}

#[retry(max_attempts = unlimited, initial_delay = "30m", max_delay = "1h")]
async fn publish(shutdown: &CancelHandle) -> Result<(), RetryError<io::Error>> {
    // An async wait that is cancelled has one more attempt after it, which may have better things to do.
    if shutdown.is_cancelled() {
        println!("publish: no further attempt");
        return Err(io::ErrorKind::Interrupted.into());
    }
    println!("publish: nobody answers, so it waits");
    Err(io::ErrorKind::ConnectionRefused.into())
}

fn main() -> io::Result<()> {
    let shutdown = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&shutdown);
    let runtime = Builder::new_multi_thread().enable_all().build()?;

    // Threads and tasks are outside of the scope they are started in, so each is put into it.
    let worker = {
        let scope = scope.clone();
        thread::spawn(move || scope.run(import))
    };
    let task = {
        let shutdown = shutdown.clone();
        runtime.spawn(async move { scope.wrap(publish(&shutdown)).await })
    };

    println!("press Ctrl-C, or wait for a second");
    runtime.block_on(async {
        // So that the example ends without anybody there.
        let _ = time::timeout(Duration::from_secs(1), signal::ctrl_c()).await;
    });
    let start = Instant::now();
    shutdown.cancel();

    let import = worker.join().expect("it does not panic").unwrap_err();
    let publish = runtime.block_on(task)?.unwrap_err();
    println!("import:  {import}: {}", import.error().expect("an error"));
    println!("publish: {publish}: {}", publish.error().expect("an error"));
    println!("ended {:?} after the signal", start.elapsed());

    assert_eq!(import.reason(), StopReason::Cancelled);
    assert!(start.elapsed() < Duration::from_secs(60));
    Ok(())
}
