//! Retrying in every way but one. What Clippy has to find is marked by `// found`, and it has to find
//! nothing else.

#![allow(dead_code, reason = "it is read, not run")]

mod by_hand;
mod honest;
#[cfg(feature = "other-crates")]
mod other_crates;
#[cfg(feature = "other-crates")]
mod other_timers;
mod retried;

#[derive(Debug)]
pub struct Down;

fn ask() -> Result<u32, Down> {
    Err(Down)
}

async fn ask_async() -> Result<u32, Down> {
    Err(Down)
}
