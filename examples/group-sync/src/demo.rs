//! What the tool does, on a server of its own. Each number is compared with what it should be.

use std::error::Error;
use std::time::Duration;

use reattempt::{Nested, Policy};

use crate::api::Api;
use crate::roster::{self, Groups};
use crate::server::faults::{Fault, Faults};
use crate::server::local::Local;
use crate::summary::Summary;
use crate::sync;
use crate::users::{self, Users};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const TIMEOUT: Duration = Duration::from_secs(2);

const CREATE_USER: &str = "POST /users";

/// So short that nobody has to wait for many of them.
const SHORT: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_millis(5))
    .throttled_delay(Duration::ZERO)
    .build();

pub async fn run() -> Result {
    transient_faults().await?;
    permanent_errors().await?;
    layers().await?;
    share_of_faults().await
}

/// Users are created in spite of faults, each once; the next run has nothing to do.
async fn transient_faults() -> Result {
    println!("a server that is unavailable, loses an answer, throttles and hangs:");
    let faults = [
        Fault::Status(503),
        Fault::LoseAnswer,
        Fault::Throttle(1),
        Fault::Hang,
    ];
    let directory = Local::start(Faults::script(CREATE_USER, faults)).await?;
    let api = directory.api("admin", TIMEOUT)?;

    let wanted = roster::read(include_str!("../groups.csv").as_bytes())?;
    let summary = sync_once(wanted.clone(), &api, users::DEFAULT).await?;
    println!("{summary}");
    expect("users created", summary.users.created, 5)?;
    expect(
        "creates the server was sent",
        directory.seen().count(CREATE_USER),
        5 + 4,
    )?;
    expect("users there are", directory.store().users().await?.len(), 5)?;
    expect(
        "groups created, each by one request",
        directory.seen().count("POST /groups"),
        3,
    )?;

    let writes = directory.seen().writes();
    sync_once(wanted.clone(), &api, users::DEFAULT).await?;
    let writes_of_second = directory.seen().writes() - writes;
    expect("changes by a second run", writes_of_second, 0)?;

    println!("a group less, and a member more, looked at first:");
    let mut changed = wanted;
    changed.remove("archive");
    changed
        .entry("operators".to_owned())
        .or_default()
        .insert("ada".to_owned());
    println!("{}", sync::plan(changed.clone(), &api).await?);
    expect("changes by looking", directory.seen().writes() - writes, 0)?;
    let summary = sync_once(changed, &api, users::DEFAULT).await?;
    expect("groups updated", summary.groups.updated, 1)?;
    expect("groups deleted", summary.groups.deleted, 1)
}

/// Repeating them changes nothing, so nobody does.
async fn permanent_errors() -> Result {
    println!("a token that may only look:");
    let directory = Local::start(Faults::none()).await?;
    let wanted = roster::read("group,member\noperators,ada\n".as_bytes())?;
    let summary = sync_once(wanted, &directory.api("reader", TIMEOUT)?, users::DEFAULT).await?;
    println!("{summary}");
    expect("users that failed", summary.users.failed, 1)?;
    expect(
        "creates the server was sent",
        directory.seen().count(CREATE_USER),
        1,
    )
}

/// The service makes three attempts, and the client below it three for each of them, or one.
async fn layers() -> Result {
    println!("a server that is down, and a client that retries below the service:");
    for (nested, requests) in [(Nested::Allow, 9), (Nested::Suppress, 3)] {
        let down = [Fault::Status(503); 9];
        let directory = Local::start(Faults::script(CREATE_USER, down)).await?;
        let client = directory.api("admin", TIMEOUT)?.with_own_retries(SHORT);
        let outcome = Users::new(client, SHORT).nested(nested).create("ada").await;
        if outcome.is_ok() {
            return Err("it was down".into());
        }
        println!("  nested: {nested:?}");
        expect("requests", directory.seen().count(CREATE_USER), requests)?;
    }
    Ok(())
}

/// One request in five goes wrong, and nine of ten creates end well all the same.
async fn share_of_faults() -> Result {
    println!("one request in five goes wrong:");
    let directory = Local::start(Faults::random(CREATE_USER, 0.2, 7)).await?;
    let users = (0..100).map(|number| format!("user{number}")).collect();
    let wanted = Groups::from([("all".to_owned(), users)]);
    let summary = sync_once(wanted, &directory.api("admin", TIMEOUT)?, SHORT).await?;

    let met = directory.faults().creates_that_met_one();
    println!("{summary}");
    println!(
        "  creates that met a fault: {met}, of which {} failed",
        summary.users.failed
    );
    if met < 10 || summary.users.failed * 10 > met {
        return Err("nine of ten should end well".into());
    }
    Ok(())
}

async fn sync_once(wanted: Groups, api: &Api, policy: Policy) -> Result<Summary> {
    let plan = sync::plan(wanted, api).await?;
    Ok(sync::apply(plan, &Users::new(api.clone(), policy), api).await)
}

fn expect(what: &str, found: usize, expected: usize) -> Result {
    println!("  {what}: {found}");
    if found != expected {
        return Err(format!("{what}: {found} instead of {expected}").into());
    }
    Ok(())
}
