//! The command line. Without arguments a demonstration.

use std::error::Error;
use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use std::{env, io};

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use group_sync::api::Api;
use group_sync::flags::RetryFlags;
use group_sync::users::Users;
use group_sync::{demo, roster, summary, sync};
use reqwest::Url;

/// Brings the users and groups of a directory in line with a CSV file
///
/// Creates missing users, and creates, changes and deletes groups. Only creating a user is retried.
/// Without arguments it shows what it does on a server of its own.
#[derive(Parser)]
struct Cli {
    /// The columns `group` and `member`, one line for each member
    file: PathBuf,

    /// Where the directory is, such as `http://localhost:8080/`
    #[arg(long, value_name = "URL")]
    server: Url,

    /// What the directory knows its administrator by
    #[arg(long, env = "GROUP_SYNC_TOKEN", hide_env_values = true)]
    token: String,

    /// Seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    timeout: u64,

    /// Shows what would be done, and changes nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    retry: RetryFlags,
}

/// 0 if all is as wanted, 1 if something failed, 2 if the command line is wrong.
#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(io::stderr).init();
    let result = if env::args_os().len() == 1 {
        demo::run().await.map(|()| true)
    } else {
        run(Cli::parse()).await
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {}", summary::text(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Whether all is as wanted.
async fn run(cli: Cli) -> Result<bool, Box<dyn Error>> {
    let named = |error: &dyn Error| format!("{}: {error}", cli.file.display());
    let file = File::open(&cli.file).map_err(|error| named(&error))?;
    let wanted = roster::read(file).map_err(|error| named(&error))?;
    let api = Api::new(cli.server, cli.token, Duration::from_secs(cli.timeout))?;
    let policy = cli.retry.policy().unwrap_or_else(|error| {
        let mut command = Cli::command();
        command.error(ErrorKind::ArgumentConflict, error).exit()
    });
    let mut users = Users::new(api.clone(), policy);
    if let Some(retries) = cli.retry.retry_budget {
        users = users.budget(retries);
    }

    let plan = sync::plan(wanted, &api).await?;
    if cli.dry_run {
        println!("{plan}");
        println!(
            "\nhow often a user is tried:\n{}",
            users.policy().schedule()
        );
        return Ok(true);
    }
    let summary = sync::apply(plan, &users, &api).await;
    println!("{summary}");
    Ok(summary.is_complete())
}
