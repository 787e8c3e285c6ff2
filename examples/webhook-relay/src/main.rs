//! The program. Without arguments a demonstration.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;
use webhook_relay::error::with_causes;
use webhook_relay::{demo, serve};

/// Receives webhooks and forwards each until it is delivered or in the dead letters
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Receive webhooks until SIGTERM or Ctrl-C
    Serve(serve::Serve),
    /// Send many webhooks through relays that are killed meanwhile
    Load {
        #[arg(default_value_t = 10_000)]
        webhooks: usize,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // What a demonstration does to servers on purpose is no news.
    let default = match cli.command {
        Some(Command::Serve(_)) => "info,apalis_core=warn",
        _ => "error",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Box<dyn Error + Send + Sync>> {
    match cli.command {
        Some(Command::Serve(serve)) => serve::run(serve).await,
        Some(Command::Load { webhooks }) => demo::load::run(webhooks).await,
        None => demo::run().await,
    }
}
