//! Metrics under another prefix, which is the process's.

use std::io;

use metrics::with_local_recorder;
use metrics_util::debugging::DebuggingRecorder;
use reattempt::metrics::{PrefixError, describe, set_prefix};
use reattempt::{Budget, retry};

static BUDGET: Budget = Budget::new();

#[retry(max_attempts = 2, backoff = ["0s"], budget = BUDGET)]
fn fetch() -> io::Result<()> {
    Err(io::ErrorKind::ConnectionReset.into())
}

#[test]
fn all_metrics_have_the_prefix_that_was_set_first() {
    for prefix in ["", "9lives_", "shop retry", "shop-", "größe_"] {
        let invalid = set_prefix(prefix).unwrap_err();
        assert!(
            invalid.to_string().contains(&format!("`{prefix}`")),
            "{invalid}"
        );
    }
    set_prefix("shop_retry_").unwrap();
    assert_eq!(set_prefix("other_"), Err(PrefixError::TooLate));

    let recorder = DebuggingRecorder::new();
    with_local_recorder(&recorder, || {
        describe();
        fetch().unwrap_err();
    });
    let snapshot = recorder.snapshotter().snapshot().into_vec();
    let mut names: Vec<_> = snapshot.iter().map(|(key, ..)| key.key().name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(
        names,
        [
            "shop_retry_attempts_total",
            "shop_retry_budget_tokens",
            "shop_retry_call_attempts",
            "shop_retry_calls_total",
            "shop_retry_delay_seconds",
        ]
    );
}
