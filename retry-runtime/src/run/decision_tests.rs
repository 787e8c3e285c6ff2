//! The usual case, which is asked little, comes to what asking everything comes to.

use core::time::Duration;

use crate::call::Call;
use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::call::in_force::InForce;
use crate::call::verdict::Verdict;
use crate::error::class::Class;
use crate::error::text::ErrorText;
use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::strategy::Strategy;
use crate::run::decision::record;
use crate::scope::Scope;
use crate::site::Site;

const PAUSES: &[Duration] = &[Duration::from_secs(3), Duration::from_secs(1)];

static SITE: Site = Site::without_policy("decision", "");

/// What comes after each of six failed attempts, and the wait before the next one.
fn course(policy: &Policy, classes: [Class; 3]) -> Vec<(Verdict, u64)> {
    let call = Call {
        site: &SITE,
        policy,
        started: None,
    };
    let mut retried = RetriedCall::new(&call, InForce::Own(policy));
    let mut next = |class| {
        let mut failure = Failure::of_class::<()>(class, ErrorText::Name("busy"));
        let verdict = record(&mut retried, &mut failure, None, &mut |_| Ok(()));
        (verdict, retried.delay)
    };
    classes.into_iter().cycle().take(6).map(&mut next).collect()
}

#[test]
fn inside_a_scope_that_changes_nothing_a_call_takes_the_same_course() {
    use Class::{Permanent, Throttled, Transient, Unsent};
    let strategies = [
        Strategy::Fixed,
        Strategy::Linear,
        Strategy::Exponential,
        Strategy::Fibonacci,
        Strategy::Schedule(PAUSES),
    ];
    for strategy in strategies {
        for attempts in [1, 4, u32::MAX] {
            for classes in [
                [Transient, Throttled, Unsent],
                [Throttled, Transient, Permanent],
            ] {
                let policy = Policy::builder()
                    .backoff(strategy)
                    .jitter(Jitter::None)
                    .max_attempts(attempts)
                    .build();
                let alone = course(&policy, classes);
                let asked = Scope::new().run(|| course(&policy, classes));
                assert_eq!(alone, asked, "{policy}");
            }
        }
    }
}
