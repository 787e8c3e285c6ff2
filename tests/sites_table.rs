//! The list of sites as a table, letter by letter. It is of all sites of a process, so this is one of
//! its own.

mod support;

use std::path::MAIN_SEPARATOR_STR;
use std::time::Duration;

use reattempt::{Classify, Jitter, Policy, retry};
use support::at_once;

#[derive(Debug, Classify)]
#[classify(transient)]
enum Error {
    Timeout,
    Busy,
}

/// Fails as often as there are errors.
type Errors<'a> = std::vec::IntoIter<Error>;

fn next(errors: &mut Errors<'_>) -> Result<(), Error> {
    errors.next().map_or(Ok(()), Err)
}

#[retry(max_attempts = 4, backoff = ["20ms", "1s"], jitter = "none")]
fn charge(errors: &mut Errors<'_>) -> Result<(), Error> {
    next(errors)
}

#[retry(name = "shop.refund", policy = policy)]
async fn refund(policy: Policy, errors: &mut Errors<'_>) -> Result<(), Error> {
    next(errors)
}

#[retry(name = "shop.an_order_that_came_in_by_mail_is_put_into_the_database")]
#[expect(dead_code, reason = "nobody calls it")]
fn long() -> Result<(), Error> {
    Ok(())
}

#[retry(name = "shop.same")]
#[expect(dead_code, reason = "nobody calls it")]
fn same() -> Result<(), Error> {
    Ok(())
}

#[retry(name = "shop.same", max_attempts = 1)]
fn same_name(errors: &mut Errors<'_>) -> Result<(), Error> {
    next(errors)
}

const TABLE: &str = "\
site                                           needed retry  retries  waited  mean delay  recovered  gave up  success
shop.an_order_that_came_in_by_mail_is_put_into_the_database
                                                          0        0      0s           -          0        0        -
shop.refund                                               1        1      1s          1s          0        0        -
shop.same (tests/sites_table.rs:42)                       0        0      0s           -          0        0        -
shop.same (tests/sites_table.rs:48)                       1        0      0s           -          0        1     0.0%
sites_table::charge                                       4        8   4.08s       510ms          3        1    75.0%";

const DETAILS: &str = "\
site                                           needed retry  retries  waited  mean delay  recovered  gave up  success
shop.an_order_that_came_in_by_mail_is_put_into_the_database
                                                          0        0      0s           -          0        0        -
    tests/sites_table.rs:36: 3 attempts, exponential from 1s x2 up to 60s, equal jitter
shop.refund                                               1        1      1s          1s          0        0        -
    tests/sites_table.rs:31: policy evaluated at each call
    errors: Timeout 1
    unfinished: 1
shop.same (tests/sites_table.rs:42)                       0        0      0s           -          0        0        -
    tests/sites_table.rs:42: 3 attempts, exponential from 1s x2 up to 60s, equal jitter
shop.same (tests/sites_table.rs:48)                       1        0      0s           -          0        1     0.0%
    tests/sites_table.rs:48: 1 attempt, exponential from 1s x2 up to 60s, equal jitter
    gave up: attempts 1
    errors: Busy 1
sites_table::charge                                       4        8   4.08s       510ms          3        1    75.0%
    tests/sites_table.rs:26: 4 attempts, delays of 20ms 1s, no jitter
    gave up: attempts 1
    errors: Timeout 7, Busy 2";

/// One test, because it is about all sites of this program.
#[tokio::test(start_paused = true)]
async fn all_sites_of_a_program_are_printed_as_a_table_and_in_detail() {
    use Error::{Busy, Timeout};
    let charged = [
        vec![Timeout],
        vec![Busy],
        vec![Timeout, Timeout, Timeout],
        vec![Busy, Timeout, Timeout, Timeout],
    ];
    for errors in charged {
        let _ = at_once(|| charge(&mut errors.into_iter()));
    }
    let policy = Policy::builder().jitter(Jitter::None).build();
    let mut errors = vec![Timeout].into_iter();
    let abandoned = tokio::time::timeout(Duration::from_millis(100), refund(policy, &mut errors));
    assert!(abandoned.await.is_err());
    same_name(&mut vec![Busy].into_iter()).unwrap_err();

    let sites = reattempt::sites();
    let as_compiled = |table: &str| table.replace('/', MAIN_SEPARATOR_STR);
    assert_eq!(sites.to_string(), as_compiled(TABLE));
    assert_eq!(format!("{sites:#}"), as_compiled(DETAILS));
    assert!(sites.to_string().lines().all(|line| line.len() <= 120));
}
