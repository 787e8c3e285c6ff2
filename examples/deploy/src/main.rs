//! The command line.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use deploy::progress::Progress;
use deploy::settings::{read, select};
use deploy::{demo, deploy_all};

/// Deploys sites over SFTP.
///
/// Without arguments: shows how, against a server of its own on a bad day.
#[derive(Parser)]
#[command(version, after_help = VARIABLES)]
struct Arguments {
    /// A JSON file that says what to deploy, and where to
    file: Option<PathBuf>,

    /// Only these sites of it
    sites: Vec<String>,

    /// How many sites are deployed at the same time
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..))]
    at_once: u8,
}

const VARIABLES: &str = "\
Variables of the environment, for sites whose `retry_config` does not say otherwise:
  DEPLOYMENT_MAX_RETRIES    attempts in all, the first included, in spite of its name:
                            a number from 1, or unlimited (default: connect 5, upload 3)
  DEPLOYMENT_INITIAL_DELAY  delay before the second attempt, which later ones double:
                            seconds, or with a unit such as 500ms (default: 2s, 1s)
  DEPLOYMENT_MAX_DELAY      no delay is longer (default: 30s, 10s)
  DEPLOYMENT_RETRY_JITTER   how delays are spread at random: true, false, equal, full, none
                            or a fraction from 0 to 1 (default: equal, which is half to all)

Passwords are in the variables that the sites name.";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some(file) = &arguments.file else {
        return demo::run().await;
    };
    let sites = read(file, |name| {
        env::var_os(name).map(|text| text.to_string_lossy().into_owned())
    })
    .and_then(|sites| select(sites, &arguments.sites));
    let sites = match sites {
        Ok(sites) => sites,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };

    let progress = Progress::default();
    let results = deploy_all(&sites, arguments.at_once.into(), &progress).await;
    let mut code = ExitCode::SUCCESS;
    for (site, result) in sites.iter().zip(results) {
        match result {
            Ok(files) => println!("{}: {files} files deployed", site.place.name),
            Err(error) => {
                println!("{}: failed: {error}", site.place.name);
                code = ExitCode::FAILURE;
            }
        }
    }
    println!("\n{}", progress.summary());
    code
}
