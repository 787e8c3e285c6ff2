//! What becomes of a webhook: delivered, in the queue, or in the dead letters.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use reattempt::guard::{BreakerState, PerKey};
use tokio::select;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep};

use crate::attempt::{Breakers, Outcome, Route};
use crate::config::Webhook;
use crate::delivery::Delivery;
use crate::error::DeliveryError;
use crate::queue::{Fate, Letter, Queue, QueueError, Work};

pub struct Relay {
    pub routes: BTreeMap<String, Route>,
    pub breakers: Breakers,
    pub queue: Queue,
    limits: Limits,
    in_requests: Semaphore,
    stop: watch::Receiver<bool>,
}

/// How much is done at the same time, and how long a sender waits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Attempts in requests, and as many again in the background.
    pub concurrency: usize,
    /// Until a request is answered, attempts and delays included.
    pub deadline: Duration,
}

/// What a sender is told.
#[derive(Debug)]
pub enum Answer {
    Delivered {
        attempts: u32,
    },
    /// In the queue, on the disk.
    Accepted {
        after: Duration,
        because: String,
    },
    /// In the dead letters, on the disk.
    Dead {
        because: String,
    },
}

impl Relay {
    /// # Errors
    /// A destination that can be none.
    pub fn new(
        webhooks: BTreeMap<String, Webhook>,
        queue: Queue,
        limits: Limits,
        stop: watch::Receiver<bool>,
    ) -> Result<Arc<Self>, DeliveryError> {
        let routes = webhooks.into_iter();
        let routes = routes.map(|(name, webhook)| Ok((name, Route::new(webhook)?)));
        let routes: BTreeMap<_, _> = routes.collect::<Result<_, DeliveryError>>()?;
        Ok(Arc::new_cyclic(|relay: &std::sync::Weak<Self>| {
            let relay = relay.clone();
            let make = move |name: &String| {
                let relay = relay.upgrade();
                let route = relay.as_ref().and_then(|relay| relay.routes.get(name));
                route
                    .map(|route| route.webhook.retry.breaker())
                    .unwrap_or_default()
            };
            Self {
                routes,
                breakers: PerKey::with(Box::new(make)),
                queue,
                limits,
                in_requests: Semaphore::new(limits.concurrency),
                stop,
            }
        }))
    }

    /// First attempts, as long as the sender can wait. What is not done then is on the disk before it is answered.
    ///
    /// # Errors
    /// It is neither delivered nor on the disk.
    pub async fn accept(
        &self,
        route: &Route,
        mut delivery: Delivery,
    ) -> Result<Answer, QueueError> {
        let until = Instant::now() + self.limits.deadline;
        let Ok(_permit) = self.in_requests.try_acquire() else {
            let because = "many others come at the same time".to_owned();
            return self.enqueue(delivery, Duration::ZERO, because).await;
        };
        loop {
            match route
                .attempt(&self.breakers, &mut delivery, Some(until))
                .await
            {
                Outcome::Delivered => {
                    return Ok(Answer::Delivered {
                        attempts: delivery.attempts,
                    });
                }
                Outcome::Dead { error, reason } => {
                    let because = format!("{reason}: {error}");
                    self.queue
                        .bury(&Letter::new(delivery, error, reason.as_str()))
                        .await?;
                    return Ok(Answer::Dead { because });
                }
                Outcome::Again { after, error } => {
                    if Instant::now() + after >= until || !self.wait(after).await {
                        return self.enqueue(delivery, after, error).await;
                    }
                }
            }
        }
    }

    /// Takes what the queue gives until the program ends.
    pub async fn run(self: &Arc<Self>) {
        let stop = self.stop.clone();
        self.queue
            .run(Arc::clone(self), self.limits.concurrency, stop)
            .await;
    }

    async fn enqueue(
        &self,
        delivery: Delivery,
        after: Duration,
        because: String,
    ) -> Result<Answer, QueueError> {
        self.queue.push(&delivery.into(), after).await?;
        Ok(Answer::Accepted { after, because })
    }

    /// Whether the program goes on.
    async fn wait(&self, time: Duration) -> bool {
        let mut stop = self.stop.clone();
        select! {
            () = sleep(time) => true,
            _ = stop.wait_for(|stop| *stop) => false,
        }
    }
}

impl Work for Relay {
    fn webhooks(&self) -> Vec<String> {
        self.routes.keys().cloned().collect()
    }

    fn room(&self, webhook: &str) -> usize {
        let Some(breaker) = self.breakers.get(webhook) else {
            return usize::MAX;
        };
        match (breaker.state(), breaker.remaining()) {
            (BreakerState::Closed, _) => usize::MAX,
            (_, Some(left)) if !left.is_zero() => 0,
            _ => 1,
        }
    }

    /// One attempt at what the queue has held.
    async fn work(&self, mut delivery: Delivery) -> Fate {
        let Some(route) = self.routes.get(&delivery.webhook) else {
            let error = "there is no such webhook any more".to_owned();
            return Fate::Dead(Letter::new(delivery, error, "unknown"));
        };
        match route.attempt(&self.breakers, &mut delivery, None).await {
            Outcome::Delivered => Fate::Done,
            Outcome::Dead { error, reason } => {
                Fate::Dead(Letter::new(delivery, error, reason.as_str()))
            }
            Outcome::Again { after, .. } => Fate::Again { delivery, after },
        }
    }
}
