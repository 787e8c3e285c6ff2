//! The demonstration: a request on a bad day, transactions that collide, old beside new, and the list of all retries.
//! Each number is compared with what it should be.

use std::error::Error;
use std::fmt::Debug;
use std::sync::Arc;

use futures_util::future::join_all;
use reattempt::guard::breakers;
use reattempt::sites;
use tracing::instrument::WithSubscriber;
use tracing::level_filters::LevelFilter;

use crate::calls::Retries;
use crate::clients::database::Transfer;
use crate::compare::compare;
use crate::far::database::BALANCE;
use crate::lines;
use crate::shadow::ShadowLog;
use crate::stage::Stage;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

pub async fn run() -> Result {
    let Some(mut stage) = Stage::start(Retries::New).await? else {
        return Ok(());
    };
    println!("1. A request on a bad day: each of its eight calls fails at first");
    bad_day(&mut stage).await?;

    println!("\n2. Ten serializable transactions at the same time, on the same two accounts");
    collide(&stage).await?;

    println!("\n3. Old and new on the same faults: outcome, requests, seconds");
    old_and_new().await?;

    println!("\n4. Every retry of this program");
    println!("{:#}\n\nits breakers:\n{}", sites(), breakers());
    Ok(())
}

/// The same request with the old loops.
pub async fn request(retries: Retries) -> Result {
    let Some(stage) = Stage::start(retries.clone()).await? else {
        return Ok(());
    };
    match stage.request("request-1").with_subscriber(log()).await {
        Ok(answer) => println!("answer of the {} model: {}", answer.model, answer.text),
        Err(error) => println!("failed: {error}"),
    }
    if let Retries::Shadow(log) = retries {
        for entry in log.entries() {
            println!("shadow: {entry}");
        }
    }
    Ok(())
}

async fn bad_day(stage: &mut Stage) -> Result {
    let answer = stage.request("request-1").with_subscriber(log()).await?;
    println!("   answer of the {} model: {}", answer.model, answer.text);

    for (what, place) in [
        ("a token", "auth"),
        ("the weather", "api"),
        ("the model", "llm"),
    ] {
        expect(
            &format!("requests for {what}"),
            stage.http.seen(place).len(),
            2,
        )?;
    }
    let tools = stage.http.seen("tools");
    let tools: Vec<_> = tools.iter().map(|seen| &*seen.path).collect();
    expect(
        "calls of tools",
        &*tools.join(" "),
        "search calculate calculate",
    )?;
    let transactions = stage.database.attempts("request-1").await?;
    expect("transactions", transactions, 3)?;
    expect("transfers", stage.database.transfers().await?, 1)?;
    expect("ids that requests had", stage.ids().len(), 1)?;
    let notices = stage.end_notices().await?;
    expect("notices of retries, by websocket", notices.len(), 7)?;
    println!("   the first: {}", notices[0]);
    Ok(())
}

/// Half of them one way and half the other, so they lock the two accounts in different orders.
async fn collide(stage: &Stage) -> Result {
    let before = stage.database.collisions();
    let transfers = (0..10).map(|number| async move {
        let id = format!("transfer-{number}");
        let (from, to) = match number % 2 {
            0 => ("customer", "house"),
            _ => ("house", "customer"),
        };
        let transfer = Transfer {
            id: &id,
            from,
            to,
            amount: 10,
        };
        Ok(stage.service.database.transfer(transfer).await?)
    });
    join_all(transfers).await.into_iter().collect::<Result>()?;
    let collisions = stage.database.collisions() - before;
    println!("   transactions that PostgreSQL rolled back: {collisions}");
    expect("transfers", stage.database.transfers().await?, 11)?;
    let sum: i64 = stage.database.balances().await?.iter().map(|it| it.1).sum();
    expect("the sum of the accounts", sum, 2 * BALANCE)
}

async fn old_and_new() -> Result {
    let log = Arc::<ShadowLog>::default();
    let rows = compare(&log).await?;
    println!("                      old                  new");
    for row in &rows {
        println!("{row}");
    }
    for row in &rows {
        if !row.is_as_known() {
            return Err(format!("not as known: {row:?}").into());
        }
    }
    let failures = log.entries();
    println!("\nwhat the shadow noted, where it matters:");
    let mut seen = Vec::new();
    for entry in &failures {
        let Some(difference) = entry.difference() else {
            continue;
        };
        if !seen.contains(&(entry.call, difference)) {
            seen.push((entry.call, difference));
            println!("   {difference}: {entry}");
        }
    }
    println!("   of {} failures in all", failures.len());

    println!("\nlines of code:");
    let mut sums = (0, 0);
    for (name, old, new) in lines::FILES {
        let (old, new) = (lines::of_loop(old), lines::of_attribute(new));
        println!("   {name:9} {old:3} {new:3}");
        sums = (sums.0 + old, sums.1 + new);
    }
    println!("   in all    {:3} {:3}", sums.0, sums.1);
    Ok(())
}

/// What `tracing` writes meanwhile.
fn log() -> impl tracing::Subscriber + Send + Sync {
    let format = tracing_subscriber::fmt().without_time();
    format.with_max_level(LevelFilter::INFO).finish()
}

fn expect<T: PartialEq + Debug + Copy>(what: &str, found: T, expected: T) -> Result {
    println!("   {what}: {found:?}");
    if found != expected {
        return Err(format!("{what}: {found:?} instead of {expected:?}").into());
    }
    Ok(())
}
