//! One attempt at a delivery, and what comes after it. Requests and the queue make the same ones.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use reattempt::guard::{Breaker, CallOutcome, OpenFor, PerKey};
use reattempt::{Class, Classify, Decision, Policy, StopReason};
use tokio::time::{Instant, timeout_at};
use tracing::{error, info, warn};

use crate::config::{Retry, Webhook};
use crate::delivery::Delivery;
use crate::destination::Destination;
use crate::error::DeliveryError;
use crate::metrics;

/// A webhook with all that is kept of it while the program runs.
pub struct Route {
    pub webhook: Webhook,
    pub counts: Counts,
    destination: Destination,
}

/// Since the program was started.
#[derive(Default)]
pub struct Counts {
    pub attempts: AtomicU64,
    pub delivered: AtomicU64,
    pub dead: AtomicU64,
}

/// One breaker for each webhook.
pub type Breakers = PerKey<String, Breaker, Box<dyn Fn(&String) -> Breaker + Send + Sync>>;

/// What came of an attempt.
#[derive(Debug)]
pub enum Outcome {
    Delivered,
    /// Another one is to follow.
    Again {
        after: Duration,
        error: String,
    },
    /// None is.
    Dead {
        error: String,
        reason: StopReason,
    },
}

impl Route {
    /// # Errors
    /// A destination that can be none.
    pub fn new(webhook: Webhook) -> Result<Self, DeliveryError> {
        Ok(Self {
            destination: webhook.target.open()?,
            webhook,
            counts: Counts::default(),
        })
    }

    /// Makes one attempt, cut short at `until`. While the breaker is open it makes none.
    pub async fn attempt(
        &self,
        breakers: &Breakers,
        delivery: &mut Delivery,
        until: Option<Instant>,
    ) -> Outcome {
        let breaker = breakers.of(&self.webhook.name);
        let permit = match breaker.permit() {
            Ok(permit) => permit,
            Err(open) => return self.refused(delivery, open),
        };
        delivery.attempts += 1;
        let (id, attempt) = (&delivery.id, delivery.attempts);
        let webhook = &*self.webhook.name;
        info!(webhook, id, attempt, "attempt started");
        metrics::attempt(webhook, attempt);
        self.counts.attempts.fetch_add(1, Relaxed);

        let start = Instant::now();
        let end = start + self.webhook.retry.attempt_timeout;
        let end = until.map_or(end, |until| end.min(until));
        let result = timeout_at(end, self.destination.deliver(delivery)).await;
        let result = result.unwrap_or_else(|_| Err(DeliveryError::Timeout(start.elapsed())));
        let Err(error) = result else {
            permit.settle(CallOutcome::Success);
            self.end(delivery, true);
            if attempt == 1 {
                info!(webhook, id, "delivered");
            } else {
                info!(webhook, id, "succeeded after {} retries", attempt - 1);
            }
            return Outcome::Delivered;
        };
        permit.settle(CallOutcome::Failure(error.classify()));

        match self.webhook.retry.next(delivery, &error) {
            Decision::Retry { after } => {
                warn!(webhook, id, attempt, ?after, %error, "will retry");
                delivery.previous = after;
                Outcome::Again {
                    after,
                    error: error.to_string(),
                }
            }
            Decision::Stop(reason) => {
                error!(webhook, id, attempt, %reason, %error, "exhausted");
                self.dead(delivery, error.to_string(), reason)
            }
        }
    }

    /// It does not count as an attempt.
    fn refused(&self, delivery: &Delivery, open: OpenFor) -> Outcome {
        let error = open.to_string();
        match self.webhook.retry.next_while_open(delivery, open) {
            Decision::Retry { after } => Outcome::Again { after, error },
            Decision::Stop(reason) => {
                let (webhook, id) = (&*self.webhook.name, &delivery.id);
                error!(webhook, id, %reason, error, "exhausted");
                self.dead(delivery, error, reason)
            }
        }
    }

    fn dead(&self, delivery: &Delivery, error: String, reason: StopReason) -> Outcome {
        self.end(delivery, false);
        Outcome::Dead { error, reason }
    }

    fn end(&self, delivery: &Delivery, is_delivered: bool) {
        let Counts {
            delivered, dead, ..
        } = &self.counts;
        let count = if is_delivered { delivered } else { dead };
        count.fetch_add(1, Relaxed);
        let took = delivery.since.elapsed().unwrap_or_default();
        metrics::end(&delivery.webhook, delivery.attempts, took, is_delivered);
    }
}

impl Retry {
    /// The names in the configuration say whether an error is retried; the policy says when.
    fn next(&self, delivery: &Delivery, error: &DeliveryError) -> Decision {
        let class = match (self.errors.retries(error), error.classify()) {
            (false, _) => Class::Permanent,
            (true, Class::Permanent) => Class::Transient,
            (true, class) => class,
        };
        decide(&self.policy, delivery, class, error.retry_after())
    }

    /// Not before the breaker lets a call through. From then on delays grow and differ, so that those who wait do
    /// not come all at once.
    fn next_while_open(&self, delivery: &Delivery, OpenFor(left): OpenFor) -> Decision {
        if self.policy.max_attempts() == Some(1) {
            return Decision::Stop(StopReason::CircuitOpen);
        }
        let policy = self.policy.to_builder();
        let policy = policy.max_attempts(u32::MAX).max_retry_after(Duration::MAX);
        let mut waiting = delivery.clone();
        waiting.attempts = delivery.queued + 1;
        decide(&policy.build(), &waiting, Class::Unsent, Some(left))
    }
}

fn decide(policy: &Policy, delivery: &Delivery, class: Class, hint: Option<Duration>) -> Decision {
    let decision = policy.next(&delivery.past(), class, hint);
    decision.expect("a policy from settings has no backoff of its own")
}
