//! Errors that really happened, and what they are classified as.
//!
//! ```console
//! cargo run --example classify --all-features
//! ```
//!
//! With fewer features there are fewer errors that are known, and fewer lines.

#[cfg(feature = "reqwest-0_13")]
mod http;
mod standard;
mod table;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    table::head();
    standard::io()?;
    standard::opaque();

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        #[cfg(feature = "tokio")]
        standard::time().await;
        #[cfg(feature = "reqwest-0_13")]
        http::requests().await?;
        Ok(())
    })
}
