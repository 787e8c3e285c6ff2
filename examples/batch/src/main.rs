//! The program. Without arguments a demonstration.

use std::error::Error;
use std::process::ExitCode;
use std::{env, iter};

use batch::args::Cli;
use batch::journal::Journal;
use batch::{demo, items};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use reattempt::{CancelHandle, Scope};
use tokio::runtime::Runtime;
use tokio::signal;
use tokio::sync::watch;

/// As the shell reports what Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

/// 0 if every item has a result, 1 if one has none, 2 if the command line is wrong.
fn main() -> ExitCode {
    let result = if env::args_os().len() == 1 {
        demo::run().map(|()| ExitCode::SUCCESS)
    } else {
        run(&Cli::parse())
    };
    result.unwrap_or_else(|error| {
        let causes = iter::successors(Some(&*error), |error| (*error).source());
        let texts: Vec<_> = causes.map(ToString::to_string).collect();
        eprintln!("error: {}", texts.join(": "));
        ExitCode::FAILURE
    })
}

fn run(cli: &Cli) -> Result<ExitCode, Box<dyn Error>> {
    let batch = cli.batch().unwrap_or_else(|error| {
        let mut command = Cli::command();
        command.error(ErrorKind::ArgumentConflict, error).exit()
    });
    let items = items::read(&cli.list)?;
    if let Some(url) = &cli.queue {
        return run_queued(cli, url, &items);
    }
    let mut journal = Journal::open(&cli.output, &items, cli.checkpoint_interval.get())?;
    if journal.done() > 0 {
        println!(
            "{} of {} items are done already",
            journal.done(),
            items.len()
        );
    }

    let stop = CancelHandle::new();
    let signals = Runtime::new()?;
    let on_signal = stop.clone();
    signals.spawn(async move {
        if signal::ctrl_c().await.is_ok() {
            on_signal.cancel();
        }
    });
    let report = batch.run(&items, &mut journal, &stop, &Scope::new(), |_| {})?;

    println!("{report}");
    Ok(if stop.is_cancelled() {
        println!("interrupted; the same command goes on");
        ExitCode::from(INTERRUPTED)
    } else if report.counts.dead() > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn run_queued(cli: &Cli, url: &str, items: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let queued = cli.queued(url, items).unwrap_or_else(|error| {
        let mut command = Cli::command();
        command.error(ErrorKind::ArgumentConflict, error).exit()
    });
    let runtime = Runtime::new()?;
    let (stop, stopped) = watch::channel(false);
    runtime.spawn(async move {
        if signal::ctrl_c().await.is_ok() {
            stop.send_replace(true);
        }
        // Nobody is to take its end for a signal.
        std::future::pending::<()>().await;
    });
    let items = if cli.join { &[] } else { items };
    let report = runtime.block_on(queued.run(items, &cli.output, stopped.clone()))?;

    Ok(if *stopped.borrow() {
        println!("interrupted; the same command goes on");
        ExitCode::from(INTERRUPTED)
    } else {
        println!("{report}");
        ExitCode::from(u8::from(report.dead > 0))
    })
}
