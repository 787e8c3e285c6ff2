//! What the functions do.

use core::cell::Cell;
use core::fmt::{self, Write};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;

use reattempt::{
    Class, Classify, Decision, Event, Interrupted, Jitter, Past, Policy, StopReason, set_seed,
};

use crate::bus::{Answer, Bus, BusError};
use crate::functions::{
    Driver, at_once_first, by_policy, chosen, found, hangs, random, read, read_async, ready,
    reported, told, written,
};

const SILENT: Answer = Err(BusError::Silent);
const GONE: Answer = Err(BusError::NoSuchRegister);
const BUSY: Answer = Err(BusError::Busy {
    wait: Duration::from_secs(3),
});
const UP_AT_THIRD: &[Answer] = &[SILENT, SILENT, Ok(7)];

/// Panics if one of them does anything else.
pub fn check() {
    calls();
    async_calls();
    options();
    hooks();
    timeout();
    policies();
    jitter();
    texts();
}

fn calls() {
    let bus = Bus::new(UP_AT_THIRD);
    assert_eq!(read(&bus), Ok(7));
    bus.assert(3, &[10, 20]);

    let bus = Bus::new(&[SILENT]);
    assert_eq!(read(&bus), SILENT);
    bus.assert(4, &[10, 20, 40]);

    let bus = Bus::new(&[GONE]);
    assert_eq!(read(&bus), GONE);
    bus.assert(1, &[]);

    let bus = Bus::new(&[BUSY, Ok(7)]);
    assert_eq!(read(&bus), Ok(7));
    assert_eq!(BUSY.unwrap_err().classify(), Class::Throttled);

    let bus = Bus::new(UP_AT_THIRD);
    assert_eq!(found(&bus), Some(7));
    bus.assert(3, &[5, 5]);

    let bus = Bus::new(&[SILENT, Ok(7)]);
    let mut driver = Driver {
        bus: &bus,
        resets: 0,
    };
    assert_eq!(driver.reset(), Ok(7));
    assert_eq!(driver.resets, 2);
    bus.assert(2, &[5]);
}

fn async_calls() {
    let bus = Bus::new(UP_AT_THIRD);
    assert_eq!(block_on(read_async(&bus)), Ok(7));
    bus.assert(3, &[10, 20]);

    let bus = Bus::new(UP_AT_THIRD);
    assert_eq!(block_on(at_once_first(&bus)), Ok(7));
    bus.assert(3, &[7]);
}

fn options() {
    let bus = Bus::new(&[SILENT]);
    let error = reported(&bus).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason()),
        (3, StopReason::Attempts)
    );
    assert_eq!(error.error(), Some(&BusError::Silent));
    bus.assert(3, &[5, 5]);

    let bus = Bus::new(&[SILENT, SILENT, GONE]);
    assert_eq!(chosen(&bus, 9), GONE);
    bus.assert(3, &[5, 10]);

    let bus = Bus::new(&[Ok(1), Ok(100), Ok(200)]);
    let mut numbers = 0;
    assert_eq!(ready(&bus, &mut numbers), Ok(200));
    assert_eq!(numbers, 123);

    let bus = Bus::new(&[SILENT]);
    assert_eq!(written(&bus), SILENT);
    bus.assert(1, &[]);
}

fn hooks() {
    let (retried, recovered, given_up) = (Cell::new(0), Cell::new(0), Cell::new(None));
    let heard = |event: &Event<'_, BusError>| match event {
        Event::Retrying(retrying) => {
            assert_eq!(retrying.error, Some(&BusError::Silent));
            assert!(retrying.name.ends_with("::told"));
            retried.set(retried.get() + retrying.attempt);
        }
        Event::Recovered(call) => recovered.set(call.attempts),
        Event::GaveUp(call) => given_up.set(Some(call.reason)),
        _ => panic!("another event"),
    };
    assert_eq!(told(&Bus::new(UP_AT_THIRD), heard), Ok(7));
    assert_eq!((retried.get(), recovered.get()), (3, 3));
    assert_eq!(told(&Bus::new(&[SILENT]), heard), SILENT);
    assert_eq!(given_up.get(), Some(StopReason::Attempts));
}

fn timeout() {
    let bus = Bus::new(&[Ok(7)]);
    let Err(BusError::Interrupted(Interrupted::AttemptTimeout { limit, .. })) =
        block_on(hangs(&bus))
    else {
        panic!("the timeout of the attempt");
    };
    assert_eq!(limit, Duration::from_millis(3));
    bus.assert(2, &[3, 5, 3]);
}

fn policies() {
    const POLICY: Policy = Policy::builder()
        .max_attempts(3)
        .jitter(Jitter::None)
        .initial_delay(Duration::from_millis(2))
        .build();
    let bus = Bus::new(&[SILENT]);
    assert_eq!(by_policy(&bus, &POLICY).unwrap_err().attempts(), 3);
    bus.assert(3, &[2, 4]);

    // Nothing tells the time, so the limit cannot be kept, and nothing is retried.
    let limited = POLICY.to_builder().max_elapsed(Duration::from_secs(9));
    let bus = Bus::new(&[SILENT]);
    let error = by_policy(&bus, &limited.build()).unwrap_err();
    assert_eq!((error.attempts(), error.reason()), (1, StopReason::NoTimer));

    // A program with a clock of its own says how much time has passed.
    let next = |attempt, elapsed| {
        let past = Past {
            attempt,
            elapsed: Duration::from_millis(elapsed),
            previous: Duration::from_millis(2),
        };
        limited.build().next(&past, Class::Transient, None).unwrap()
    };
    let after = Duration::from_millis(4);
    assert_eq!(next(2, 0), Decision::Retry { after });
    assert_eq!(next(2, 8_999), Decision::Stop(StopReason::Elapsed));
    assert_eq!(next(3, 0), Decision::Stop(StopReason::Attempts));
}

fn jitter() {
    let draw = || {
        let waited = Cell::default();
        assert_eq!(random(&Bus::new(&[SILENT]), &waited), SILENT);
        assert!((Duration::from_millis(50)..=Duration::from_millis(100)).contains(&waited.get()));
        waited.get()
    };
    set_seed(1);
    let [first, second] = [draw(), draw()];
    assert_ne!(first, second);
    set_seed(2);
    assert!(![first, second].contains(&draw()));
}

/// What an error says is written without a heap.
fn texts() {
    struct Text([u8; 64], usize);

    impl Write for Text {
        fn write_str(&mut self, more: &str) -> fmt::Result {
            let end = self.1 + more.len();
            let room = self.0.get_mut(self.1..end).ok_or(fmt::Error)?;
            room.copy_from_slice(more.as_bytes());
            self.1 = end;
            Ok(())
        }
    }

    let error = reported(&Bus::new(&[SILENT])).unwrap_err();
    let mut text = Text([0; 64], 0);
    write!(text, "{error}").unwrap();
    assert_eq!(
        core::str::from_utf8(&text.0[..text.1]),
        Ok("gave up after 3 attempts (attempts)")
    );
}

/// Polls a future that is never woken until it is ready.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
