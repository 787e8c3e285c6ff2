//! Every shape of function retries itself: left by its tail, by `?`, by `return` and by `?` inside
//! a macro, sync and async, the body runs exactly `max_attempts` times.

#![deny(warnings)]
#![deny(clippy::pedantic)]

mod arguments;
mod async_traits;
mod attributes;
mod bodies;
mod depth;
mod errors;
mod free;
mod futures;
mod generated;
mod methods;
mod options;
mod probe;
mod returns;
mod table;
mod traits;

use std::collections::BTreeSet;
use table::{Row, Run};

fn table() -> Vec<Row> {
    let files = [
        arguments::rows(),
        async_traits::rows(),
        attributes::rows(),
        bodies::rows(),
        errors::rows(),
        free::rows(),
        futures::rows(),
        generated::rows(),
        methods::rows(),
        options::rows(),
        returns::rows(),
        traits::rows(),
    ];
    files.into_iter().flatten().collect()
}

const SYNC_SHAPES: usize = 73;
const ASYNC_SHAPES: usize = 88;
const WAYS_OUT: usize = 4;

#[test]
fn no_row_is_forgotten() {
    let table = table();
    let labels: BTreeSet<String> = table.iter().map(Row::label).collect();
    assert_eq!(labels.len(), table.len(), "two rows are the same");
    assert_eq!(table.len(), (SYNC_SHAPES + ASYNC_SHAPES) * WAYS_OUT);
}

#[tokio::test]
async fn sync_rows() {
    for row in table() {
        if let Run::Sync(run) = row.run {
            row.check(async || run()).await;
        }
    }
}

#[tokio::test]
async fn async_rows() {
    for row in table() {
        if let Run::Async(run) = row.run {
            row.check(async || run().await).await;
            row.check(async || tokio::spawn(run()).await.expect("no panic"))
                .await;
        }
    }
}
