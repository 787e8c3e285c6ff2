//! What the attempt log says of errors that nobody has described.

#![cfg(feature = "tracing")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use reattempt::{Classify, retry};
use registered::Opaque;

#[retry(initial_delay = "1ms", name = "opaque")]
fn opaque() -> Result<(), Opaque> {
    Err(registered::unregistered())
}

#[retry(initial_delay = "1ms", name = "advised")]
fn advised() -> Result<(), Opaque> {
    Err(registered::unregistered())
}

#[derive(Debug, thiserror::Error, Classify)]
enum Error {
    #[error(transparent)]
    #[classify(forward)]
    Other(#[from] Opaque),
    #[error("not now")]
    #[classify(permanent)]
    Decided,
}

#[retry(initial_delay = "1ms", name = "forwarding")]
fn forwarding(known: bool) -> Result<(), Error> {
    if known {
        return Err(Error::Decided);
    }
    Err(registered::unregistered().into())
}

#[retry(initial_delay = "1ms", name = "chosen", on = [_])]
fn chosen() -> Result<(), Box<io::Error>> {
    Err(Box::new(io::Error::other("no type of its own")))
}

#[test]
fn an_unknown_type_is_named_once_a_function() {
    let log = recorded(|| {
        opaque().expect_err("it fails");
        opaque().expect_err("it fails");
    });

    assert_eq!(log.matches("reattempt::register!").count(), 1, "{log}");
    assert!(log.contains("WARN") && log.contains("opaque"), "{log}");
}

#[test]
fn the_advice_can_be_followed_for_a_type_of_another_crate() {
    let log = recorded(|| {
        advised().expect_err("it fails");
    });

    // Neither `Classify` nor `register!` is for a foreign type: no crate but its own may implement it.
    assert!(
        log.contains("(feature `register`)")
            && log.contains("wrap that of another crate in a type of your own"),
        "{log}"
    );
}

#[test]
fn an_unknown_type_inside_a_known_one_is_named() {
    let log = recorded(|| {
        forwarding(true).expect_err("it fails");
    });
    assert!(!log.contains("register!"), "{log}");

    let log = recorded(|| {
        forwarding(false).expect_err("it fails");
    });
    assert!(
        log.contains("\"forwarding\"") && log.contains("register!"),
        "{log}"
    );
}

#[test]
fn nothing_is_said_where_the_function_has_chosen() {
    let log = recorded(|| {
        chosen().expect_err("it fails");
    });

    assert!(!log.contains("register!"), "{log}");
}

fn recorded(body: impl FnOnce()) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, body);
    let bytes = log.0.lock().expect("no panic while logging").clone();
    String::from_utf8(bytes).expect("text")
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .map_err(|_| io::Error::other("poisoned"))?
            .write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
