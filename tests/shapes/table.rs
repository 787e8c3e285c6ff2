//! The table: each shape, left by each way out, sync and async.

use crate::probe::{Calls, Outcome};
use std::pin::Pin;

pub(crate) enum Run {
    Sync(fn() -> Outcome),
    Async(fn() -> Pin<Box<dyn Future<Output = Outcome> + Send>>),
}

/// One annotated function.
pub(crate) struct Row {
    pub(crate) shape: &'static str,
    pub(crate) way_out: &'static str,
    pub(crate) calls: &'static Calls,
    pub(crate) run: Run,
}

impl Row {
    pub(crate) fn label(&self) -> String {
        let kind = match self.run {
            Run::Sync(_) => "sync",
            Run::Async(_) => "async",
        };
        format!("{kind} {} left by {}", self.shape, self.way_out)
    }

    /// `run` must call the body three times when it never succeeds, and twice when it fails once.
    pub(crate) async fn check(&self, run: impl AsyncFn() -> Outcome) {
        for (failing, made, expected) in [
            (u32::MAX, 3, Err("call 3 failed".to_owned())),
            (1, 2, Ok(2)),
            (0, 1, Ok(1)),
        ] {
            self.calls.reset(failing);
            let outcome = run().await;
            let label = self.label();
            assert_eq!(self.calls.made(), made, "{label}: calls of the body");
            assert_eq!(outcome, expected, "{label}: outcome");
        }
    }
}

/// Defines `rows()`, the rows of a file's shapes. A shape is a macro that takes `[async] [.await]
/// [body]`, the first two empty in a sync row, and defines `PROBE` and `run`.
macro_rules! shapes {
    ($($kinds:ident: [$($shape:ident),+ $(,)?])+) => {
        pub(crate) fn rows() -> Vec<crate::table::Row> {
            let mut rows = Vec::new();
            $($(rows.extend(crate::table::$kinds!($shape));)+)+
            rows
        }
    };
}

macro_rules! sync_and_async {
    ($shape:ident) => {
        [
            crate::table::sync_only!($shape),
            crate::table::async_only!($shape),
        ]
        .into_iter()
        .flatten()
    };
}

macro_rules! sync_only {
    ($shape:ident) => {
        crate::table::ways_out!(Sync, $shape, [PROBE.call()], Ok, [Err(PROBE.error())])
    };
}

macro_rules! async_only {
    ($shape:ident) => {
        crate::table::ways_out!(
            Async,
            $shape,
            [PROBE.later().await],
            Ok,
            [Err(PROBE.error())]
        )
    };
}

macro_rules! options {
    ($shape:ident) => {
        [
            crate::table::ways_out!(Sync, $shape, [PROBE.call().ok()], Some, [None]),
            crate::table::ways_out!(Async, $shape, [PROBE.later().await.ok()], Some, [None]),
        ]
        .into_iter()
        .flatten()
    };
}

/// One row for each way to leave a body with the error of `call`.
macro_rules! ways_out {
    ($kind:ident, $shape:ident, [$($call:tt)*], $good:ident, [$($bad:tt)*]) => {
        [
            crate::table::row!($kind, $shape, "the tail", [$($call)*]),
            crate::table::row!($kind, $shape, "`?`", [
                let value = $($call)*?;
                $good(value)
            ]),
            crate::table::row!($kind, $shape, "`return`", [
                #[allow(clippy::question_mark)]
                let $good(value) = $($call)* else { return $($bad)* };
                $good(value)
            ]),
            crate::table::row!($kind, $shape, "`?` inside `format!`", [
                let text = format!("{}", $($call)*?);
                $good(PROBE.read(&text))
            ]),
        ]
    };
}

macro_rules! row {
    (@shape Sync, $shape:ident, $body:tt) => { $shape! { [] [] $body } };
    (@shape Async, $shape:ident, $body:tt) => { $shape! { [async] [.await] $body } };
    (@run Sync) => { crate::table::Run::Sync(row::run) };
    (@run Async) => { crate::table::Run::Async(|| Box::pin(row::run())) };
    ($kind:ident, $shape:ident, $way_out:literal, $body:tt) => {{
        mod row {
            use super::*;
            crate::table::row!(@shape $kind, $shape, $body);
        }
        crate::table::Row {
            shape: stringify!($shape),
            way_out: $way_out,
            calls: &row::PROBE.calls,
            run: crate::table::row!(@run $kind),
        }
    }};
}

pub(crate) use {async_only, options, row, shapes, sync_and_async, sync_only, ways_out};
