//! The demonstration. The variable `RETRIES`, which is new, shadow or old, says who retries.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use unify::calls::Retries;
use unify::demo;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    match env::var("RETRIES") {
        Ok(retries) => match retries.parse()? {
            Retries::New => demo::run().await,
            retries => demo::request(retries).await,
        },
        Err(_) => demo::run().await,
    }
}
