//! The values of budgets and breakers.

use core::time::Duration;

use super::node::Node;
use super::{Value, Wrong, duration, instead, words};
use crate::policy::delay::factor::Factor;
use crate::policy::guard_numbers::{GuardNumbers, WrittenWindow};
use crate::policy::settings::key::Key;

/// The most calls in a window, and the shortest one.
pub(in crate::policy::settings) const MOST_CALLS: u32 = 1024;
const SHORTEST_WINDOW: Duration = Duration::from_millis(10);

/// The most tokens that a success or a second gives.
pub(in crate::policy::settings) const MOST_TOKENS: f64 = 1e6;

/// Rates and tokens are kept to the millionth.
pub(in crate::policy::settings) const MILLIONTH: f64 = 1e-6;

/// Whether it is a setting of a guard's, and no duration.
pub(super) const fn is_no_duration(key: Key) -> bool {
    key.guard().is_some()
        && !matches!(
            key,
            Key::BreakerSlowCallDurationThreshold
                | Key::BreakerOpenFor
                | Key::BreakerMaxOpenFor
                | Key::BreakerLease
        )
}

/// The value that `node` is for `key`; `None` if it may not be that.
pub(super) fn read(key: Key, node: &Node) -> Result<Option<Value>, Wrong> {
    let in_range = |least: f64, most: f64| {
        let number = node
            .number()
            .filter(|number| (least..=most).contains(number));
        number.map(Value::Number)
    };
    Ok(match (key, node) {
        (Key::BreakerForce, Node::Text(word)) => words::force(word).map(Value::Force),
        (Key::BreakerWindow, Node::Text(_)) => {
            let time = duration::read(node, key.allowed())
                .map_err(|wrong| instead::window(key, node).unwrap_or(wrong))?;
            (time >= SHORTEST_WINDOW).then_some(Value::Window(WrittenWindow::Time(time)))
        }
        (Key::BreakerWindow, node) => {
            let calls = count(node, 1).filter(|calls| *calls <= MOST_CALLS);
            calls.map(|calls| Value::Window(WrittenWindow::Calls(calls)))
        }
        (Key::BudgetSuccessReward | Key::BudgetRefillPerSecond, _) => {
            in_range(0.0, 0.0).or_else(|| in_range(MILLIONTH, MOST_TOKENS))
        }
        (Key::BreakerFailureRate | Key::BreakerSlowCallRateThreshold, _) => {
            in_range(MILLIONTH, 1.0)
        }
        (Key::BreakerOpenForFactor, _) => in_range(Factor::MIN, Factor::MAX),
        (Key::BreakerConsecutiveFailures | Key::BreakerMinCalls | Key::BreakerProbes, node) => {
            count(node, 1).map(Value::Count)
        }
        (Key::BreakerForce, _) => None,
        (_, node) => count(node, 0).map(Value::Count),
    })
}

fn count(node: &Node, least: u32) -> Option<u32> {
    let count = u32::try_from(node.whole()?).ok()?;
    (count >= least).then_some(count)
}

/// Puts it where the runtime keeps what `key` sets.
pub(super) fn set(value: &Value, key: Key, numbers: &mut GuardNumbers) {
    let GuardNumbers { budget, breaker } = numbers;
    match value {
        Value::Count(count) => {
            let place = match key {
                Key::BudgetCapacity => &mut budget.capacity,
                Key::BudgetTransientCost => &mut budget.transient_cost,
                Key::BudgetThrottledCost => &mut budget.throttled_cost,
                Key::BudgetFloor => &mut budget.floor,
                Key::BudgetMaxConcurrent => &mut budget.max_concurrent,
                Key::BreakerConsecutiveFailures => &mut breaker.consecutive_failures,
                Key::BreakerMinCalls => &mut breaker.min_calls,
                Key::BreakerProbes => &mut breaker.probes,
                _ => return,
            };
            *place = Some(*count);
        }
        Value::Number(number) => {
            let place = match key {
                Key::BudgetSuccessReward => &mut budget.success_reward,
                Key::BudgetRefillPerSecond => &mut budget.refill_per_second,
                Key::BreakerFailureRate => &mut breaker.failure_rate,
                Key::BreakerSlowCallRateThreshold => &mut breaker.slow_call_rate_threshold,
                Key::BreakerOpenForFactor => &mut breaker.open_for_factor,
                _ => return,
            };
            *place = Some(*number);
        }
        Value::Duration(time) => {
            let place = match key {
                Key::BreakerSlowCallDurationThreshold => &mut breaker.slow_call_duration_threshold,
                Key::BreakerOpenFor => &mut breaker.open_for,
                Key::BreakerMaxOpenFor => &mut breaker.max_open_for,
                Key::BreakerLease => &mut breaker.lease,
                _ => return,
            };
            *place = Some(*time);
        }
        Value::Window(window) => breaker.window = Some(*window),
        Value::Force(force) => breaker.force = Some(*force),
        _ => {}
    }
}
