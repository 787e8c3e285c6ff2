//! A fault that comes and goes, by the clock or by hand.

use std::{sync::Arc, time::Duration};

use serde::Deserialize;
use tokio::{sync::watch, time::sleep};

/// How long it stays, and how long it is gone.
const PERIOD: Duration = Duration::from_secs(10);

/// What decides whether there is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// The clock.
    Auto,
    /// A hand that has switched it on.
    On,
    /// A hand that has switched it off.
    Off,
}

pub(crate) struct Fault {
    mode: watch::Sender<Mode>,
    on: watch::Sender<bool>,
}

impl Fault {
    /// None at first; it comes with the clock.
    pub(crate) fn start() -> Arc<Self> {
        let fault = Arc::new(Self {
            mode: watch::Sender::new(Mode::Auto),
            on: watch::Sender::new(false),
        });
        tokio::spawn(fault.clone().follow_clock());
        fault
    }

    pub(crate) fn mode(&self) -> Mode {
        *self.mode.borrow()
    }

    pub(crate) fn set_mode(&self, mode: Mode) {
        self.mode.send_replace(mode);
        match mode {
            Mode::Auto => {}
            Mode::On => _ = self.on.send_replace(true),
            Mode::Off => _ = self.on.send_replace(false),
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        *self.on.borrow()
    }

    /// Waits until it has come.
    pub(crate) async fn comes(self: Arc<Self>) {
        self.turns(true).await;
    }

    /// Waits until it is gone.
    pub(crate) async fn goes(&self) {
        self.turns(false).await;
    }

    async fn turns(&self, wanted: bool) {
        // It cannot fail while the sender is here.
        let _ = self.on.subscribe().wait_for(|on| *on == wanted).await;
    }

    async fn follow_clock(self: Arc<Self>) {
        loop {
            sleep(PERIOD).await;
            if self.mode() == Mode::Auto {
                self.on.send_modify(|on| *on = !*on);
            }
        }
    }
}
