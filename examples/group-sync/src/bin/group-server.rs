//! The directory as a server of its own, to try the tool against.

use std::error::Error;
use std::net::SocketAddr;

use clap::Parser;
use group_sync::server::faults::Faults;
use group_sync::server::store::Store;
use group_sync::server::{Server, Tokens};
use tokio::net::TcpListener;

/// An HTTP API of users and groups
#[derive(Parser)]
struct Cli {
    /// `sqlite:groups.db?mode=rwc`, or `postgres://user:password@host/database`
    #[arg(long, value_name = "URL", default_value = "sqlite:groups.db?mode=rwc")]
    database: String,

    /// Where it listens
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,

    /// The token that may do everything
    #[arg(long, env = "GROUP_SYNC_TOKEN", hide_env_values = true)]
    token: String,

    /// The token that may look
    #[arg(long, default_value = "reader")]
    reader_token: String,

    /// Share of the creates of users that go wrong on purpose, from 0 to 1
    #[arg(long, value_parser = share, default_value_t = 0.0)]
    faults: f64,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let cli = Cli::parse();
    let tokens = Tokens {
        admin: cli.token,
        reader: cli.reader_token,
    };
    let store = Store::open(&cli.database).await?;
    let listener = TcpListener::bind(cli.listen).await?;
    let faults = Faults::random("POST /users", cli.faults, rand::random());
    let server = Server::start(listener, store, tokens, faults)?;
    println!("{} until Ctrl-C", server.url());
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("must be a number from 0 to 1".to_owned()),
    }
}
