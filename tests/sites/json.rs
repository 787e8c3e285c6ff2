//! The register as JSON: its shape is what dashboards are built on.

use std::time::Duration;

use crate::support::{Calls, Error, at_once};
use reattempt::__private::ShownPolicy;
use reattempt::{Backoff, Budget, Jitter, Policy, RetryContext, Strategy, retry};
use serde_json::{Value, json};

fn site(name: &str) -> Value {
    let sites = serde_json::to_value(reattempt::sites()).unwrap();
    let sites = sites.as_array().expect("a sequence").clone();
    let mut named = sites.into_iter().filter(|site| site["name"] == name);
    named.next().expect(name)
}

#[test]
fn json_of_a_site_that_nobody_has_called_has_every_field() {
    const LINE: u32 = line!() + 2;

    #[retry(name = "idle")]
    #[expect(dead_code, reason = "nobody calls it")]
    fn idle() -> Result<(), Error> {
        Ok(())
    }

    assert_eq!(
        site("idle"),
        json!({
            "name": "idle",
            "file": file!(),
            "line": LINE,
            "column": 5,
            "policy": {
                "summary": "3 attempts, exponential from 1s x2 up to 60s, equal jitter",
                "max_attempts": 3,
                "backoff": "exponential",
                "initial_delay": 1.0,
                "factor": 2.0,
                "increment": null,
                "max_delay": 60.0,
                "min_delay": 0.0,
                "jitter": "equal",
                "throttled_delay": 4.0,
                "max_retry_after": 60.0,
                "max_elapsed": null,
            },
            "counts": {
                "needed_retry": 0,
                "recovered": 0,
                "gave_up": {},
                "unfinished": 0,
                "retries": 0,
                "waited": 0.0,
                "errors": {},
                "success_rate": null,
                "mean_delay": null,
            },
        })
    );
}

#[test]
fn json_of_a_site_has_its_counts() {
    static BUDGET: Budget = Budget::total(3);

    #[retry(name = "busy", max_attempts = 3, backoff = ["250ms", "1s"], jitter = "none", budget = BUDGET)]
    fn busy(calls: &Calls, failures: u32) -> Result<u32, Error> {
        calls.succeed_after(failures)
    }

    // The last finds the budget used up.
    for failures in [1, 9, 9] {
        let _ = at_once(|| busy(&Calls::default(), failures));
    }

    let counts = site("busy")["counts"].clone();
    let errors = counts["errors"].as_object().expect("a map");
    assert!(errors.values().eq([5]), "{errors:?}");
    assert_eq!(
        counts,
        json!({
            "needed_retry": 3,
            "recovered": 1,
            "gave_up": { "attempts": 1, "budget": 1 },
            "unfinished": 0,
            "retries": 3,
            "waited": 1.5,
            "errors": counts["errors"],
            "success_rate": 1.0 / 3.0,
            "mean_delay": 0.5,
        })
    );
}

#[test]
fn json_of_a_policy_evaluated_at_each_call_is_null() {
    #[retry(name = "at entry", policy = policy)]
    #[expect(dead_code, reason = "nobody calls it")]
    fn at_entry(policy: Policy) -> Result<(), Error> {
        Ok(())
    }

    assert_eq!(site("at entry")["policy"], Value::Null);
}

#[test]
fn json_keeps_the_order_of_sites() {
    let text = serde_json::to_string(&reattempt::sites()).unwrap();
    let names: Vec<_> = text.match_indices(r#"{"name":""#).collect();
    assert_eq!(names.len(), reattempt::sites().len());
    let at = |name| text.find(&format!(r#"{{"name":"{name}""#)).expect(name);
    assert!(at("at entry") < at("busy") && at("busy") < at("idle"));
}

#[derive(Debug)]
struct Own;

impl Backoff for Own {
    fn delay(&self, _: &RetryContext) -> Duration {
        Duration::from_secs(1)
    }
}

fn part(policy: Policy, part: &str) -> Value {
    serde_json::to_value(ShownPolicy(&policy)).unwrap()[part].clone()
}

#[test]
fn json_names_every_backoff() {
    const DELAYS: [Duration; 2] = [Duration::from_millis(100), Duration::from_secs(2)];

    for (strategy, json) in [
        (Strategy::Fixed, json!("fixed")),
        (Strategy::Linear, json!("linear")),
        (Strategy::Exponential, json!("exponential")),
        (Strategy::Fibonacci, json!("fibonacci")),
        (Strategy::Decorrelated, json!("decorrelated")),
        (Strategy::Custom(&Own), json!("custom")),
        (Strategy::Schedule(&DELAYS), json!([0.1, 2.0])),
    ] {
        let policy = Policy::builder().backoff(strategy).build();
        assert_eq!(part(policy, "backoff"), json, "{strategy:?}");
    }
}

#[test]
fn json_shows_the_delays_of_a_list_as_they_were_cut() {
    const DELAYS: [Duration; 2] = [Duration::from_secs(90), Duration::from_secs(2)];
    let builder = Policy::builder().backoff(Strategy::Schedule(&DELAYS));
    assert_eq!(part(builder.clamped().0, "backoff"), json!([60.0, 2.0]));
}

#[test]
fn json_names_every_jitter() {
    for (jitter, json) in [
        (Jitter::None, json!("none")),
        (Jitter::Full, json!("full")),
        (Jitter::Equal, json!("equal")),
        (Jitter::fraction(0.25), json!(0.25)),
    ] {
        let policy = Policy::builder().jitter(jitter).build();
        assert_eq!(part(policy, "jitter"), json, "{jitter:?}");
    }
}

#[test]
fn json_has_delays_in_seconds_and_null_for_parts_without_a_use() {
    let policy = Policy::builder()
        .unlimited()
        .backoff(Strategy::Linear)
        .initial_delay(Duration::from_millis(200))
        .increment(Duration::from_millis(50))
        .min_delay(Duration::from_millis(100))
        .max_elapsed(Duration::from_secs(30))
        .build();

    assert_eq!(part(policy, "max_attempts"), Value::Null);
    assert_eq!(part(policy, "increment"), 0.05);
    assert_eq!(part(policy, "min_delay"), 0.1);
    assert_eq!(part(policy, "max_elapsed"), 30.0);
    assert_eq!(part(policy, "factor"), Value::Null);
    assert_eq!(part(policy, "summary"), policy.to_string());
}
