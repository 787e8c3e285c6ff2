//! A tool whose retries are set by a file, by variables and by flags. It prints what is in force and
//! why, deploys, and shows what is said of a configuration that is broken.
//!
//! ```console
//! DEPLOY_MAX_ATTEMPTS=5 cargo run --features clap --example configured -- --backoff-min 10ms
//! ```

use std::{
    fs,
    io::{self, ErrorKind::ConnectionReset},
    path::Path,
    time::Duration,
};

use clap::Parser;
use reattempt::clap::RetryArgs;
use reattempt::config::{self, Config, Meaning};
use reattempt::{Policy, retry};

/// Deploys, and tries again where that may help.
#[derive(Parser)]
#[command(after_help = layers().help())]
struct Cli {
    #[command(flatten)]
    retry: RetryArgs,
}

/// Whatever an operator sets, an activation is tried five times at most.
const ACTIVATE: Policy = Policy::builder()
    .max_attempts(2)
    .initial_delay(Duration::from_millis(100))
    .config_max_attempts(5)
    .build();

#[retry(name = "deploy.upload", attempt = attempt)]
fn upload(works_at: u32) -> io::Result<()> {
    println!("deploy.upload: attempt {}", attempt.number());
    if attempt.number() < works_at {
        return Err(ConnectionReset.into());
    }
    Ok(())
}

#[retry(name = "deploy.activate", policy = ACTIVATE)]
fn activate() -> io::Result<()> {
    println!("deploy.activate: attempt 1");
    Ok(())
}

#[retry]
fn notify() -> io::Result<()> {
    println!("notify: attempt 1");
    Ok(())
}

fn main() {
    let cli = Cli::parse();
    match layers().flags(&cli.retry, "deploy.*").apply() {
        Ok(effective) => println!("{effective}\n"),
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(2);
        }
    }

    match upload(3).and_then(|()| activate()).and_then(|()| notify()) {
        Ok(()) => println!("deployed"),
        Err(error) => println!("not deployed: {error}"),
    }

    println!("\nA broken file changes nothing, and says all of what is wrong:\n");
    let before = config::effective().to_string();
    let error = file("broken.toml").apply().unwrap_err();
    println!("{error}");
    assert_eq!(error.problems().len(), 6);
    assert_eq!(config::effective().to_string(), before);
}

/// Everything but the flags.
fn layers() -> Config {
    file("retry.toml")
        .env("DEPLOY", "deploy.*")
        // Older scripts set `DEPLOY_RETRIES`, which does not count the first attempt.
        .alias("retries", Meaning::Retries)
}

/// A file of this example; another program has `Config::new().file("/etc/deploy/retry.toml")`.
fn file(name: &str) -> Config {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/configured");
    let text = fs::read_to_string(directory.join(name)).expect("a file of this example");
    Config::new().toml(name, text)
}
