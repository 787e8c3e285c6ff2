//! Without a timer an async function does not compile, and `.ci/runtimes` looks at what is said then; with a
//! `sleep` of its own it does, and so does a plain one.

use std::future::ready;
use std::io;

use reattempt::{Policy, Retry, retry};

#[retry]
fn plain() -> io::Result<()> {
    Ok(())
}

#[retry(sleep = |_| ready(()))]
async fn own_sleep() -> io::Result<()> {
    Ok(())
}

#[retry]
async fn nothing() -> io::Result<()> {
    Ok(())
}

async fn nothing_for_a_value() -> io::Result<()> {
    Retry::new(Policy::builder().build())
        .call_async(async || Ok(()))
        .await
}

fn main() {
    drop((plain(), own_sleep(), nothing(), nothing_for_a_value()));
}
