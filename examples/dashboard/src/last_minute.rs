//! What happened at each site in each second of the last minute.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::{MissedTickBehavior, interval};

use crate::fault::Fault;

pub(crate) const SECONDS: usize = 60;

/// One second at one site.
#[derive(Clone, Copy)]
pub(crate) struct Second {
    /// Whether there was a fault.
    pub(crate) fault: bool,
    /// Calls that succeeded after a failure.
    pub(crate) recovered: u64,
    /// Calls that failed in the end.
    pub(crate) gave_up: u64,
}

/// The seconds of all sites, the latest last; sites in the order of the register, which is always the
/// same.
pub(crate) struct LastMinute(Mutex<VecDeque<Vec<Second>>>);

impl LastMinute {
    /// Looks at the register each second from now on.
    pub(crate) fn start(fault: &Arc<Fault>) -> Arc<Self> {
        let last_minute = Arc::new(Self(Mutex::default()));
        tokio::spawn(Arc::clone(&last_minute).follow(Arc::clone(fault)));
        last_minute
    }

    /// At most [`SECONDS`] of them, the latest last.
    pub(crate) fn of_site(&self, index: usize) -> Vec<Second> {
        self.lock().iter().map(|sites| sites[index]).collect()
    }

    async fn follow(self: Arc<Self>, fault: Arc<Fault>) {
        let mut ticks = interval(Duration::from_secs(1));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut before = reattempt::sites();
        loop {
            ticks.tick().await;
            let now = reattempt::sites();
            let counts = now
                .iter()
                .zip(&before)
                .map(|(now, before)| (now.counts(), before.counts()));
            let second = counts.map(|(now, before)| Second {
                fault: fault.is_on(),
                recovered: now.recovered() - before.recovered(),
                gave_up: now.gave_up() - before.gave_up(),
            });
            self.push(second.collect());
            before = now;
        }
    }

    fn push(&self, second: Vec<Second>) {
        let mut seconds = self.lock();
        if seconds.len() == SECONDS {
            seconds.pop_front();
        }
        seconds.push_back(second);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Vec<Second>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
