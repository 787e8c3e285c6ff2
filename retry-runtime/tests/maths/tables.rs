//! A policy's attempts as people read them.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Jitter, Policy, Schedule, Strategy as Rule, presets};

use crate::any;

#[track_caller]
fn prints(schedule: &Schedule, expected: &str) {
    let printed = schedule.to_string();
    let expected = expected.trim_matches('\n');
    assert!(
        printed == expected,
        "printed:\n{printed}\nexpected:\n{expected}"
    );
}

#[test]
fn a_policy_is_printed_as_a_table_of_attempts() {
    prints(
        &presets::DATABASE.schedule(),
        "
            delay before it           waited so far
attempt  lowest   mean  highest  lowest    mean  highest
      1       -      -        -      0s      0s       0s
      2   250ms  375ms    500ms   250ms   375ms    500ms
      3   500ms  750ms       1s   750ms  1.125s     1.5s
      4      1s   1.5s       2s   1.75s  2.625s     3.5s
      5      2s     3s       4s   3.75s  5.625s     7.5s
",
    );
}

#[test]
fn the_table_of_unlimited_attempts_says_that_it_goes_on() {
    let policy = Policy::builder().unlimited().jitter(Jitter::fraction(0.1));
    prints(
        &policy.build().schedule(),
        "
            delay before it         waited so far
attempt  lowest  mean  highest  lowest   mean  highest
      1       -     -        -      0s     0s       0s
      2   900ms    1s     1.1s   900ms     1s     1.1s
      3    1.8s    2s     2.2s    2.7s     3s     3.3s
      4    3.6s    4s     4.4s    6.3s     7s     7.7s
      5    7.2s    8s     8.8s   13.5s    15s    16.5s
      6   14.4s   16s    17.6s   27.9s    31s    34.1s
      7   28.8s   32s    35.2s   56.7s   1m3s     1m9s
      8     54s   57s      60s   1m51s     2m     2m9s
      9     54s   57s      60s   2m45s  2m57s     3m9s
     10     54s   57s      60s   3m39s  3m54s     4m9s
     11     54s   57s      60s   4m33s  4m51s     5m9s
     12     54s   57s      60s   5m27s  5m48s     6m9s
and so on, without end
",
    );
}

#[test]
fn the_table_of_many_attempts_is_cut_short() {
    let policy = Policy::builder()
        .backoff(Rule::Fixed)
        .initial_delay(Duration::from_nanos(1_234_567));
    let short = policy.max_attempts(12).build().schedule().to_string();
    assert_eq!(short.lines().count(), 14);
    let long = policy
        .max_attempts(1_000_000)
        .build()
        .schedule()
        .to_string();
    assert_eq!(
        long.lines().last(),
        Some("and so on, up to attempt 1000000")
    );
    assert!(long.contains(" 1.235ms "), "{long}");
}

#[test]
fn a_table_of_attempts_ends_with_max_elapsed() {
    let policy = Policy::builder()
        .max_attempts(100)
        .max_elapsed(Duration::from_secs(10));
    prints(
        &policy.build().schedule(),
        "
            delay before it           waited so far
attempt  lowest   mean  highest  lowest    mean  highest
      1       -      -        -      0s      0s       0s
      2   500ms  750ms       1s   500ms   750ms       1s
      3      1s   1.5s       2s    1.5s   2.25s       3s
      4      2s     3s       4s    3.5s   5.25s       7s
      5      4s     6s       8s    7.5s  11.25s      15s
at most 10s in all, the attempts included
",
    );
}

#[test]
fn a_table_may_be_of_the_attempts_still_to_come() {
    let mut schedule = presets::FILE.schedule();
    schedule.next();
    prints(
        &schedule,
        "
            delay before it          waited so far
attempt  lowest   mean  highest  lowest   mean  highest
      2   100ms  150ms    200ms   100ms  150ms    200ms
      3   200ms  300ms    400ms   300ms  450ms    600ms
",
    );
}

proptest! {
    #[test]
    fn every_policy_prints_a_short_aligned_table(policy in any::policy()) {
        let text = policy.schedule().to_string();
        let lines: Vec<_> = text.lines().collect();
        prop_assert!(lines.len() <= 2 + 12 + 2);
        prop_assert!(lines.iter().all(|line| line.trim_end() == *line));
        let rows = lines[1..].iter().take_while(|line| line.starts_with(' ') || **line == lines[1]);
        let widths: Vec<_> = rows.map(|line| line.chars().count()).collect();
        prop_assert!(widths.windows(2).all(|two| two[0] == two[1]), "{}", text);
    }
}
