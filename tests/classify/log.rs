//! What the attempt log says of errors that nobody has described.

use std::io;

use crate::support::lines::logged;
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

/// The lines that name a type to be registered.
fn asked_for(call: impl FnOnce()) -> Vec<String> {
    let mut lines = logged(call);
    lines.retain(|line| line.contains("register!"));
    lines
}

#[test]
fn an_unknown_error_type_is_logged_once_a_function() {
    let lines = asked_for(|| {
        opaque().expect_err("it fails");
        opaque().expect_err("it fails");
    });

    let [line] = &lines[..] else {
        panic!("one line: {lines:?}");
    };
    assert!(line.starts_with("WARN"), "{line}");
    assert!(line.contains("reattempt::register!"), "{line}");
    assert!(line.contains("name=\"opaque\""), "{line}");
}

/// Neither `Classify` nor `register!` is for a foreign type: no crate but its own may implement it.
#[test]
fn the_advice_can_be_followed_for_an_error_type_of_another_crate() {
    let lines = asked_for(|| {
        advised().expect_err("it fails");
    });

    let [line] = &lines[..] else {
        panic!("one line: {lines:?}");
    };
    assert!(line.contains("(feature `register`)"), "{line}");
    assert!(
        line.contains("wrap that of another crate in a type of your own"),
        "{line}"
    );
}

#[test]
fn an_unknown_error_type_inside_a_known_one_is_logged() {
    let of_known_type = asked_for(|| {
        forwarding(true).expect_err("it fails");
    });
    assert_eq!(of_known_type, [""; 0]);

    let lines = asked_for(|| {
        forwarding(false).expect_err("it fails");
    });
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("name=\"forwarding\""), "{lines:?}");
}

#[test]
fn no_type_is_asked_for_where_the_function_has_chosen_what_to_retry() {
    let lines = asked_for(|| {
        chosen().expect_err("it fails");
    });

    assert_eq!(lines, [""; 0]);
}
