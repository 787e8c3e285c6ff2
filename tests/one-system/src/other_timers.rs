//! Loops that wait with what other runtimes have.

use std::time::{Duration, Instant};

use crate::ask_async;

const SECOND: Duration = Duration::from_secs(1);

async fn async_std() -> u32 {
    loop {
        if let Ok(answer) = ask_async().await {
            return answer;
        }
        async_std::task::sleep(SECOND).await; // found
    }
}

async fn smol() -> u32 {
    loop {
        if let Ok(answer) = ask_async().await {
            return answer;
        }
        async_io::Timer::after(SECOND).await; // found
        async_io::Timer::at(Instant::now() + SECOND).await; // found
    }
}

async fn no_runtime() -> u32 {
    loop {
        if let Ok(answer) = ask_async().await {
            return answer;
        }
        futures_timer::Delay::new(SECOND).await; // found
    }
}
