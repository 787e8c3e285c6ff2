//! What only a value can: be stored, be told apart by place, give a class to an error without one.

use crate::support::{Calls, Error, at_once, secs, timed};
use reattempt::test_util::Recorder;
use reattempt::{Class, Event, Jitter, Policy, Retry, Scope};
use std::cell::RefCell;

const POLICY: Policy = Policy::builder()
    .max_attempts(4)
    .jitter(Jitter::None)
    .build();

#[test]
fn a_policy_calls_by_itself() {
    let calls = Calls::default();
    let (result, waits) = timed(|| POLICY.call(|| calls.succeed_after(2)));
    assert_eq!(result, Ok(3));
    assert_eq!(waits, [secs(1), secs(2)]);

    let calls = Calls::default();
    assert_eq!(
        at_once(|| POLICY.call(|| calls.fail::<()>())),
        Err(Error::Io(4))
    );
}

#[test]
fn max_elapsed_of_a_policy_counts_from_the_call() {
    let clock = crate::support::StillClock::new();
    let policy = POLICY
        .to_builder()
        .unlimited()
        .max_elapsed(secs(10))
        .build();
    let calls = Calls::default();
    let result = clock.scope().run(|| {
        policy.call(|| {
            clock.pass(secs(4));
            calls.fail::<()>()
        })
    });
    assert_eq!(
        result,
        Err(Error::Io(2)),
        "4 s, a wait of 1 s, 4 s; then 2 s are too long"
    );
}

#[test]
fn it_is_stored_shared_and_cloned() {
    static SHARED: Retry = Retry::new(POLICY).name("shared");
    const CONSTANT: Retry = Retry::new(POLICY).idempotent(false).span();

    struct Client {
        retry: Retry,
    }

    fn is_send_sync_clone(_: &(impl Send + Sync + Clone + 'static)) {}

    is_send_sync_clone(&SHARED);
    let client = Client {
        retry: CONSTANT.clone(),
    };
    let calls = Calls::default();
    assert_eq!(
        at_once(|| client.retry.call(|| calls.succeed_after(1))),
        Err(Error::Io(1))
    );
    assert_eq!(at_once(|| SHARED.call(|| calls.succeed_after(1))), Ok(2));
    std::thread::scope(|scope| {
        scope.spawn(|| SHARED.call(|| Ok::<_, Error>(())).unwrap());
    });
}

#[test]
fn a_closure_gives_the_class_of_an_error_without_one() {
    let retry = Retry::new(POLICY).classify(|error: &String| match error.as_str() {
        "busy" => Class::Throttled,
        _ => Class::Permanent,
    });
    let calls = Calls::default();
    let result = at_once(|| {
        retry.call(|| -> Result<(), String> {
            Err(["busy", "busy", "gone"][calls.count() as usize - 1].to_owned())
        })
    });
    assert_eq!((result, calls.made()), (Err("gone".to_owned()), 3));
}

#[test]
fn an_error_may_borrow() {
    let text = String::from("busy");
    let retry = Retry::new(POLICY).classify(|_: &&str| Class::Transient);
    let result: Result<(), &str> = at_once(|| retry.call(|| Err(text.as_str())));
    assert_eq!(result, Err("busy"));
}

#[test]
fn the_body_may_be_told_which_attempt_it_is() {
    let seen = RefCell::default();
    let retry = Retry::new(POLICY);
    let result = at_once(|| {
        retry.call_with(|attempt| {
            let mut seen = seen.borrow_mut();
            let seen: &mut Vec<_> = &mut seen;
            seen.push((attempt.number(), attempt.last_class(), attempt.elapsed()));
            match attempt.number() {
                3 => Ok(attempt.is_last()),
                number => Err(Error::Io(number)),
            }
        })
    });
    assert_eq!(result, Ok(false));
    let transient = Some(Class::Transient);
    assert_eq!(
        seen.into_inner(),
        [
            (1, None, secs(0)),
            (2, transient, secs(1)),
            (3, transient, secs(3))
        ]
    );
}

#[test]
fn a_listener_is_told_of_each_kind_of_event() {
    let events = RefCell::new(Vec::new());
    let retry = Retry::new(POLICY)
        .name("told")
        .on_event(|event: &Event<'_, Error>| {
            events.borrow_mut().push(match event {
                Event::Retrying(event) => format!("{} retries {:?}", event.name, event.error),
                Event::Recovered(event) => format!("recovered in {}", event.attempts),
                Event::GaveUp(event) => format!("gave up: {}", event.reason),
                _ => unreachable!(),
            });
        });
    let calls = Calls::default();
    at_once(|| {
        assert_eq!(retry.call(|| calls.succeed_after(1)), Ok(2));
        assert_eq!(
            retry.call(|| Err::<(), _>(Error::NotFound(1))),
            Err(Error::NotFound(1))
        );
    });
    assert_eq!(
        events.into_inner(),
        ["told retries Some(Io(1))", "recovered in 2"]
    );
}

#[test]
fn a_wait_of_the_users_own_is_asked() {
    let waits = RefCell::new(Vec::new());
    let retry = Retry::new(POLICY).sleep(|delay| waits.borrow_mut().push(delay));
    let calls = Calls::default();
    assert_eq!(retry.call(|| calls.succeed_after(3)), Ok(4));
    assert_eq!(waits.into_inner(), [secs(1), secs(2), secs(4)]);
}

#[test]
fn a_scope_reaches_it() {
    let calls = Calls::default();
    let result = Scope::new()
        .off()
        .run(|| POLICY.call(|| calls.fail::<()>()));
    assert_eq!((result, calls.made()), (Err(Error::Io(1)), 1));
}

/// Fails at the place of its caller.
#[track_caller]
fn helper(policy: &Policy) {
    let _ = policy.call(|| Err::<(), _>(Error::Io(1)));
}

#[test]
fn each_place_is_a_site_of_its_own() {
    let recorder = Recorder::new();
    recorder.scope().at_most(2).run(|| {
        let _ = POLICY.call(|| Err::<(), _>(Error::Io(1)));
        let _ = POLICY.call(|| Err::<(), _>(Error::Io(1)));
        helper(&POLICY);
        helper(&POLICY);
    });
    let first = recorder
        .steps()
        .iter()
        .map(|step| step.name)
        .collect::<Vec<_>>();
    let line = |offset: u32| format!("{}:{}", file!(), THERE + offset);
    let expected: Vec<String> = [0, 0, 1, 1, 2, 2, 3, 3].map(line).into();
    assert_eq!(first, expected);
}

/// The line of the first of the calls above.
const THERE: u32 = line!() - 16;

#[test]
fn one_named_value_is_one_name_at_every_place() {
    let retry = Retry::new(POLICY).name("orders.fetch");
    let recorder = Recorder::new();
    recorder.scope().at_most(2).run(|| {
        let _ = retry.call(|| Err::<(), _>(Error::Io(1)));
        let _ = retry.call(|| Err::<(), _>(Error::Io(1)));
    });
    assert_eq!(recorder.of("orders.fetch").len(), 4);
}

#[test]
fn a_retry_error_tells_the_time_of_the_first_attempt_too() {
    let clock = crate::support::StillClock::new();
    let retry = Retry::new(POLICY).with_retry_error();
    let error = clock.scope().run(|| {
        retry.call(|| {
            clock.pass(secs(5));
            Err::<(), _>(Error::NotFound(1))
        })
    });
    assert_eq!(error.unwrap_err().elapsed(), secs(5));
}

#[test]
fn a_label_is_whatever_can_be_shown() {
    let retry = Retry::new(POLICY).label(7_u64).with_retry_error();
    let error = at_once(|| retry.call(|| Err::<(), _>(Error::NotFound(1)))).unwrap_err();
    assert_eq!(error.label(), Some("7"));
}
