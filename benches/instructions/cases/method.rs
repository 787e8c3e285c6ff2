//! A method that changes what it is called on.

use super::Contender::{Backon, LoopAround, LoopInline, Plain, Reattempt, Retry};
use super::{Case, MAX_ATTEMPTS, MAX_RETRIES};
use crate::load::Load;
use crate::server::{Error, Server};
use backon::{BlockingRetryable, ConstantBuilder};
use reattempt::retry;
use retry::OperationResult;
use std::thread;
use std::time::Duration;

pub(crate) const SUCCESS: Case = Case {
    name: "sync &mut self, success",
    load: Load::successes,
    contenders: &[
        (Plain, |load| Client::put(load, Client::plain)),
        (LoopInline, |load| Client::put(load, Client::loop_inline)),
        (LoopAround, |load| Client::put(load, Client::loop_around)),
        (Reattempt, |load| Client::put(load, Client::with_reattempt)),
        (Backon, |load| Client::put(load, Client::with_backon)),
        (Retry, |load| Client::put(load, Client::with_retry)),
    ],
};

#[derive(Default)]
struct Client {
    sent: u64,
}

impl Client {
    fn put(load: Load, call: impl Fn(&mut Client, &Server, u64) -> Result<u64, Error>) {
        let mut client = Client::default();
        load.put_on(|server, id| call(&mut client, server, id));
    }

    #[inline(never)]
    fn plain(&mut self, server: &Server, id: u64) -> Result<u64, Error> {
        self.sent += 1;
        let reply = server.ask(id)?;
        Ok(reply + self.sent)
    }

    #[inline(never)]
    fn loop_inline(&mut self, server: &Server, id: u64) -> Result<u64, Error> {
        let mut attempt = 1;
        loop {
            let result = (|| {
                self.sent += 1;
                let reply = server.ask(id)?;
                Ok(reply + self.sent)
            })();
            match result {
                Ok(value) => return Ok(value),
                Err(error) if attempt < MAX_ATTEMPTS && Error::is_busy(&error) => {
                    attempt += 1;
                    thread::sleep(Duration::ZERO);
                }
                Err(error) => return Err(error),
            }
        }
    }

    #[inline(never)]
    fn loop_around(&mut self, server: &Server, id: u64) -> Result<u64, Error> {
        let mut attempt = 1;
        loop {
            match self.once(server, id) {
                Ok(value) => return Ok(value),
                Err(error) if attempt < MAX_ATTEMPTS && error.is_busy() => {
                    attempt += 1;
                    thread::sleep(Duration::ZERO);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn once(&mut self, server: &Server, id: u64) -> Result<u64, Error> {
        self.sent += 1;
        let reply = server.ask(id)?;
        Ok(reply + self.sent)
    }

    #[retry(max_attempts = MAX_ATTEMPTS, backoff = "fixed", initial_delay = "0s", on = [Busy])]
    #[inline(never)]
    fn with_reattempt(&mut self, server: &Server, id: u64) -> Result<u64, Error> {
        self.sent += 1;
        let reply = server.ask(id)?;
        Ok(reply + self.sent)
    }

    #[inline(never)]
    fn with_backon(&mut self, server: &Server, id: u64) -> Result<u64, Error> {
        let policy = ConstantBuilder::new()
            .with_delay(Duration::ZERO)
            .with_max_times(MAX_RETRIES);
        (|| {
            self.sent += 1;
            let reply = server.ask(id)?;
            Ok(reply + self.sent)
        })
        .retry(policy)
        .when(Error::is_busy)
        .call()
    }

    #[inline(never)]
    fn with_retry(&mut self, server: &Server, id: u64) -> Result<u64, Error> {
        let delays = retry::delay::NoDelay.take(MAX_RETRIES);
        retry::retry(delays, || {
            self.sent += 1;
            match server.ask(id) {
                Ok(reply) => OperationResult::Ok(reply + self.sent),
                Err(error) if error.is_busy() => OperationResult::Retry(error),
                Err(error) => OperationResult::Err(error),
            }
        })
        .map_err(|failure| failure.error)
    }
}
