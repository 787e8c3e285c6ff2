//! Errors without a type of their own: `Box<dyn Error>` and the like.

use std::error::Error;
use std::io;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reattempt::{Class, Classify, retry};
use registered::Opaque;

const HINT: Duration = Duration::from_millis(30);

/// An error of the system's making.
fn refused() -> io::Error {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port");
    TcpStream::connect(port).expect_err("nobody listens")
}

#[derive(Debug, thiserror::Error)]
#[error("a step failed")]
struct Step(#[source] Opaque);

#[test]
fn the_first_known_type_of_the_chain_of_sources_decides() {
    let error: Opaque = Step(Step(refused().into()).into()).into();
    assert_eq!(error.classify(), Class::Unsent);
    assert_eq!(error.kind(), "ConnectionRefused");

    let mistake = "x".parse::<u8>().expect_err("no number");
    let error: Opaque = Step(io::Error::new(io::ErrorKind::TimedOut, mistake).into()).into();
    assert_eq!(error.classify(), Class::Transient);

    let error: Box<dyn Error> = mistake_of().into();
    assert_eq!(error.classify(), Class::Permanent);
    assert!(error.is_known());
}

fn mistake_of() -> std::num::ParseIntError {
    "x".parse::<u8>().expect_err("no number")
}

#[test]
fn every_form_of_opaque_error_is_searched() {
    let step = Step(refused().into());
    let plain: &(dyn Error + 'static) = &step;
    assert_eq!(plain.classify(), Class::Unsent);

    let send: Box<dyn Error + Send> = Box::new(step);
    assert_eq!(send.classify(), Class::Unsent);

    let shared: Arc<dyn Error + Send + Sync> = Arc::new(refused());
    assert_eq!(shared.classify(), Class::Unsent);
}

#[test]
fn a_boxed_or_shared_source_of_an_opaque_error_is_seen_through() {
    #[derive(Debug, thiserror::Error)]
    #[error("wrapped")]
    struct Wrapped<E: Error + 'static>(#[source] E);

    let boxed: Opaque = Wrapped(Box::new(refused())).into();
    let shared: Opaque = Wrapped(Arc::new(refused())).into();

    assert_eq!(boxed.classify(), Class::Unsent);
    assert_eq!(shared.classify(), Class::Unsent);
}

#[test]
fn an_error_type_that_another_crate_registered_is_known() {
    for error in [registered::no_seat(HINT), registered::no_licence(HINT)] {
        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(HINT));
        assert_eq!(error.kind(), "NoSeat");
        assert!(error.is_known());
    }
}

#[test]
fn an_opaque_error_that_nobody_registered_is_permanent() {
    let error = registered::unregistered();

    assert_eq!(error.classify(), Class::Permanent);
    assert_eq!(error.kind(), "unknown");
    assert!(!error.is_known());
}

#[test]
fn a_function_is_retried_for_an_opaque_error_that_another_crate_registered() {
    static CALLS: AtomicU32 = AtomicU32::new(0);

    #[retry(max_attempts = 3, initial_delay = "1ms")]
    fn seat() -> Result<(), Opaque> {
        match CALLS.fetch_add(1, Ordering::Relaxed) {
            0 => Err(registered::no_licence(HINT)),
            1 => Err(refused().into()),
            _ => Ok(()),
        }
    }

    seat().expect("the third call succeeds");
    assert_eq!(CALLS.load(Ordering::Relaxed), 3);
}

#[cfg(feature = "anyhow-1")]
mod in_anyhow {
    use anyhow::Context;

    use super::*;

    #[test]
    fn anyhow_context_does_not_hide_the_cause() {
        let error = Err::<(), _>(refused()).context("connecting").unwrap_err();
        assert_eq!(error.classify(), Class::Unsent);

        let error = anyhow::Error::from_boxed(registered::no_seat(HINT)).context("seating");
        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(HINT));
    }

    #[test]
    fn an_anyhow_message_without_a_cause_is_permanent() {
        let error = anyhow::anyhow!("something odd");

        assert_eq!(error.classify(), Class::Permanent);
        assert!(!error.is_known());
    }
}
