//! The rules of a policy, in one place: the same for a `const`, for data and for clamping.

use core::time::Duration;

use crate::policy::Policy;
use crate::policy::builder::PolicyBuilder;
use crate::policy::delay::factor::Factor;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::nanos;
use crate::policy::delay::part::Part;
use crate::policy::delay::rule::Rule;
use crate::policy::error::PolicyError;

/// The first problem found.
struct Problem(Option<PolicyError>);

impl Problem {
    const fn note(&mut self, error: PolicyError) {
        if self.0.is_none() {
            self.0 = Some(error);
        }
    }
}

impl PolicyBuilder {
    /// The nearest policy that keeps all rules, and the first problem on the way.
    pub(crate) const fn check(self) -> (Policy, Option<PolicyError>) {
        let mut problem = Problem(None);
        let mut policy = self.policy;

        if policy.max_attempts == 0 {
            problem.note(PolicyError::ZeroAttempts);
            policy.max_attempts = 1;
        }
        policy.rule = self.rule(&mut problem);
        policy.jitter = self.checked_jitter(policy.rule, &mut problem);
        policy.initial_delay = self.first_delay(policy.rule, &mut problem);

        if policy.min_delay > policy.max_delay {
            problem.note(PolicyError::MinDelayAboveMaxDelay {
                min_delay: policy.min_delay(),
                max_delay: policy.max_delay(),
            });
            policy.min_delay = policy.max_delay;
        }
        if policy.max_attempts == Policy::UNLIMITED && policy.spins() {
            problem.note(PolicyError::UnlimitedWithoutDelay);
            policy.max_attempts = Policy::DEFAULT_MAX_ATTEMPTS;
        }
        (policy, problem.0)
    }

    const fn rule(&self, problem: &mut Problem) -> Rule {
        let mut rule = match self.strategy {
            Some(strategy) => self.policy.rule.with_strategy(strategy),
            None => self.policy.rule,
        };
        if let Rule::Schedule([]) = rule {
            problem.note(PolicyError::EmptySchedule);
            rule = Rule::Fixed;
        }
        if let Some(factor) = self.factor {
            if Part::Factor.is_used_by(rule.strategy()) {
                if Factor::new(factor).is_none() {
                    problem.note(PolicyError::FactorOutOfRange { factor });
                }
                rule = Rule::Exponential {
                    factor: Factor::clamped(factor),
                };
            } else {
                problem.note(PolicyError::UnusedFactor);
            }
        }
        if let Some(increment) = self.increment {
            if Part::Increment.is_used_by(rule.strategy()) {
                rule = Rule::Linear {
                    increment: Some(increment),
                };
            } else {
                problem.note(PolicyError::UnusedIncrement);
            }
        }
        rule
    }

    const fn checked_jitter(&self, rule: Rule, problem: &mut Problem) -> Jitter {
        if !Part::Jitter.is_used_by(rule.strategy()) {
            if self.jitter.is_some() {
                problem.note(PolicyError::UnusedJitter);
            }
            return Jitter::None;
        }
        match (self.jitter, self.policy.rule) {
            (Some(Jitter::Fraction(fraction)), _) => {
                if !fraction.is_valid() {
                    problem.note(PolicyError::JitterOutOfRange);
                }
                fraction.clamped()
            }
            (Some(jitter), _) => jitter,
            // That one's "none" was no decision against jitter.
            (None, Rule::Decorrelated) => Jitter::Equal,
            (None, _) => self.policy.jitter,
        }
    }

    const fn first_delay(&self, rule: Rule, problem: &mut Problem) -> u64 {
        let max_delay = self.policy.max_delay;
        if !Part::InitialDelay.is_used_by(rule.strategy()) && self.initial_delay.is_some() {
            problem.note(PolicyError::UnusedInitialDelay);
        }
        let first = match rule {
            Rule::Schedule(delays) => {
                // What was cut before is within the cap it was cut to.
                let cut = match self.strategy {
                    Some(_) => u64::MAX,
                    None => self.inherited_max_delay,
                };
                if let Some(delay) = first_above(delays, cut, max_delay) {
                    problem.note(PolicyError::ScheduleAboveMaxDelay {
                        delay,
                        max_delay: self.policy.max_delay(),
                    });
                }
                match delays {
                    [first, ..] => nanos::from_duration(*first),
                    [] => 0,
                }
            }
            Rule::Custom(_) => Policy::DEFAULT_INITIAL_DELAY,
            _ => {
                let first = match self.initial_delay {
                    Some(delay) => delay,
                    None => self.policy.initial_delay,
                };
                if first > max_delay {
                    problem.note(PolicyError::MaxDelayBelowInitialDelay {
                        initial_delay: Duration::from_nanos(first),
                        max_delay: self.policy.max_delay(),
                    });
                }
                first
            }
        };
        if first > max_delay { max_delay } else { first }
    }
}

impl Policy {
    /// Whether the delays are zero in the long run, as far as that is known beforehand.
    const fn spins(&self) -> bool {
        if self.min_delay > 0 {
            return false;
        }
        if self.max_delay == 0 {
            return true;
        }
        match self.rule {
            Rule::Schedule([.., last]) => last.is_zero(),
            Rule::Schedule([]) => true,
            Rule::Custom(_) => false,
            Rule::Linear {
                increment: Some(increment),
            } => self.initial_delay == 0 && increment == 0,
            _ => self.initial_delay == 0,
        }
    }
}

/// The first of `delays` that is above `max_delay` when it has been cut to `cut`.
const fn first_above(mut delays: &[Duration], cut: u64, max_delay: u64) -> Option<Duration> {
    while let [delay, rest @ ..] = delays {
        let nanos = nanos::from_duration(*delay);
        if nanos > max_delay && cut > max_delay {
            return Some(if nanos > cut {
                Duration::from_nanos(cut)
            } else {
                *delay
            });
        }
        delays = rest;
    }
    None
}
