//! `label`: whose call a line is about.

use crate::support::lines::{Lines, logged};
use crate::support::{Calls, Error, at_once};
use reattempt::{Event, Policy, Retry, RetryError, retry};
use std::cell::RefCell;

struct Webhook {
    id: String,
}

impl Webhook {
    fn new(id: &str) -> Self {
        Self { id: id.to_owned() }
    }

    #[retry(name = "deliver", max_attempts = 2, backoff = ["0s"], label = self.id)]
    fn deliver(&self, calls: &Calls) -> Result<u32, RetryError<Error>> {
        calls.succeed_after(calls.made().max(1))
    }

    #[retry(name = "recover", backoff = ["0s"], label = format_args!("hook {}", self.id))]
    async fn recover(&mut self, calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }
}

#[test]
fn each_line_says_whose_call_it_is() {
    let hook = Webhook::new("a-7");
    let lines = logged(|| {
        let error = hook.deliver(&Calls::default()).map(|_| ());
        error.unwrap_or_else(|error| assert_eq!(error.label(), Some("a-7")));
    });
    assert!(
        lines[0].contains("retrying name=\"deliver\" label=\"a-7\""),
        "{lines:?}"
    );
}

#[tokio::test]
async fn a_label_may_be_made_of_parts_and_a_recovery_has_it_too() {
    let lines = Lines::default();
    let mut hook = Webhook::new("b");
    let calls = Calls::default();
    let subscriber = {
        use tracing_subscriber::layer::SubscriberExt as _;
        tracing_subscriber::registry().with(lines.clone())
    };
    let guard = tracing::subscriber::set_default(subscriber);
    assert_eq!(hook.recover(&calls).await, Ok(2));
    drop(guard);
    let lines = lines.take();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in &lines {
        assert!(line.contains("label=\"hook b\""), "{line}");
    }
}

#[test]
fn the_lines_of_a_quiet_instance_are_not_lost_behind_those_of_a_noisy_one() {
    const POLICY: Policy = Policy::builder()
        .max_attempts(2)
        .initial_delay(std::time::Duration::ZERO)
        .build();
    let lines = logged(|| {
        let calls = |label: &str, times| {
            let retry = Retry::new(POLICY).label(label);
            for _ in 0..times {
                let _ = retry.call(|| Err::<(), _>(Error::Io(1)));
            }
        };
        calls("noisy", 100);
        calls("quiet", 1);
    });
    let count = |label: &str| lines.iter().filter(|line| line.contains(label)).count();
    assert_eq!(count("label=\"noisy\""), 20, "ten of each kind");
    assert_eq!(count("label=\"quiet\""), 2);
}

#[test]
fn three_hundred_instances_and_a_noisy_one_are_told_apart() {
    const ONCE: Policy = Policy::builder().max_attempts(1).build();
    let fails = |label: &str| {
        let _ = Retry::new(ONCE)
            .label(label)
            .call(|| Err::<(), _>(Error::Io(1)));
    };
    let lines = logged(|| {
        (0..1000).for_each(|_| fails("noisy"));
        (0..300).for_each(|tenant| fails(&format!("tenant {tenant}")));
    });
    let quiet = lines.iter().filter(|line| line.contains("tenant ")).count();
    // One may have the place of the noisy one.
    assert!(quiet >= 298, "{quiet}");
}

#[test]
fn events_and_errors_have_it() {
    let seen = RefCell::new(Vec::new());
    let retry = Retry::new(Policy::builder().max_attempts(2).build())
        .label("tenant 9")
        .on_event(|event: &Event<'_, Error>| {
            seen.borrow_mut().push(match event {
                Event::Retrying(event) => event.label.clone(),
                Event::Recovered(event) => event.label.clone(),
                Event::GaveUp(event) => event.label.clone(),
                _ => None,
            });
        })
        .with_retry_error();
    at_once(|| {
        let calls = Calls::default();
        assert!(retry.call(|| calls.succeed_after(1)).is_ok());
        let error = retry.call(|| Err::<(), _>(Error::Io(1))).unwrap_err();
        assert_eq!(error.label(), Some("tenant 9"));
    });
    assert_eq!(seen.into_inner(), vec![Some("tenant 9".to_owned()); 4]);
}

#[test]
fn a_label_is_cut_and_its_deceptive_characters_are_shown() {
    let label = format!("\u{202e}{}", "x".repeat(200));
    let retry = Retry::new(Policy::builder().max_attempts(2).build()).label(label);
    let lines = logged(|| {
        let _ = retry.call(|| Err::<(), _>(Error::Io(1)));
    });
    assert!(
        lines[0].contains("label=\"\\\\u{202e}xxx") || lines[0].contains("label=\"\\u{202e}xxx"),
        "{}",
        lines[0]
    );
    assert!(lines[0].contains("x…\""), "{}", lines[0]);
}
