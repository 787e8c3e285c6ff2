//! What the error's own class decides.

use crate::support::{Calls, Error, at_once};
use reattempt::retry;
use std::io;

#[retry(backoff = ["0s"])]
fn by_class(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[retry(backoff = ["0s"], except = [Io])]
fn except_io(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[retry(backoff = ["0s"], on = [NotFound])]
fn on_not_found(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[test]
fn the_class_decides_on_a_retry_unless_on_or_except_do() {
    struct Case {
        error: Error,
        by_class: u32,
        except_io: u32,
        on_not_found: u32,
    }

    let throttled = Error::Throttled {
        call: 1,
        wait: None,
    };
    for case in [
        Case {
            error: Error::Unsent(1),
            by_class: 3,
            except_io: 3,
            on_not_found: 1,
        },
        Case {
            error: Error::Io(1),
            by_class: 3,
            except_io: 1,
            on_not_found: 1,
        },
        Case {
            error: throttled,
            by_class: 3,
            except_io: 3,
            on_not_found: 1,
        },
        Case {
            error: Error::NotFound(1),
            by_class: 1,
            except_io: 1,
            on_not_found: 3,
        },
    ] {
        let error = &case.error;
        let attempts = |call: fn(&Error, &Calls) -> Result<(), Error>| {
            let calls = Calls::default();
            assert_eq!(at_once(|| call(error, &calls)).as_ref(), Err(error));
            calls.made()
        };
        assert_eq!(attempts(by_class), case.by_class, "by class: {error}");
        assert_eq!(attempts(except_io), case.except_io, "except Io: {error}");
        assert_eq!(
            attempts(on_not_found),
            case.on_not_found,
            "on NotFound: {error}"
        );
    }
}

#[retry(backoff = ["0s"])]
fn io_error(kind: io::ErrorKind, calls: &Calls) -> io::Result<()> {
    calls.count();
    Err(kind.into())
}

#[test]
fn an_io_error_is_retried_by_its_kind() {
    for (kind, attempts) in [
        (io::ErrorKind::ConnectionRefused, 3),
        (io::ErrorKind::ConnectionReset, 3),
        (io::ErrorKind::TimedOut, 3),
        (io::ErrorKind::NotFound, 1),
        (io::ErrorKind::PermissionDenied, 1),
    ] {
        let calls = Calls::default();
        let error = io_error(kind, &calls).expect_err("it always fails");
        assert_eq!(error.kind(), kind);
        assert_eq!(calls.made(), attempts, "{kind}");
    }
}
