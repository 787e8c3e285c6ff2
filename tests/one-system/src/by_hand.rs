//! Loops as they are written by hand.

use std::thread::{self, sleep as pause};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{Down, ask, ask_async};

fn sync() -> Result<u32, Down> {
    let mut delay = Duration::from_millis(100);
    for _ in 1..3 {
        if let Ok(answer) = ask() {
            return Ok(answer);
        }
        thread::sleep(delay); // found
        delay *= 2;
    }
    ask()
}

fn sync_under_another_name() -> u32 {
    loop {
        match ask() {
            Ok(answer) => return answer,
            Err(Down) => pause(Duration::from_secs(1)), // found
        }
    }
}

fn passed_on() -> u32 {
    let wait: fn(Duration) = thread::sleep; // found
    loop {
        if let Ok(answer) = ask() {
            return answer;
        }
        wait(Duration::from_secs(1));
    }
}

async fn asynchronous() -> Result<u32, Down> {
    let mut attempt = 1;
    loop {
        match ask_async().await {
            Err(Down) if attempt < 3 => attempt += 1,
            outcome => return outcome,
        }
        sleep(Duration::from_secs(1)).await; // found
    }
}

async fn until_a_deadline() -> Result<u32, Down> {
    let deadline = Instant::now() + Duration::from_secs(10);
    while Instant::now() < deadline {
        if let Ok(answer) = ask_async().await {
            return Ok(answer);
        }
        tokio::time::sleep_until(Instant::now() + Duration::from_secs(1)).await; // found
    }
    Err(Down)
}
