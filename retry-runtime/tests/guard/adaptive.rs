//! The adaptive backoff: its law. What it buys is in `adaptive_simulation.rs`.

use std::panic::{RefUnwindSafe, catch_unwind};
use std::time::Duration;

use reattempt_runtime::guard::{Adaptive, AdaptiveBuilder};
use reattempt_runtime::{Backoff, Class, Jitter, Policy, Strategy};

fn shared<T: Send + Sync + RefUnwindSafe>(_: &T) {}

/// The stretch, which is kept to the millionth.
#[track_caller]
fn is_stretched(backoff: &Adaptive, expected: f64) {
    let stretch = backoff.stretch();
    assert!(
        (stretch - expected).abs() < 1e-4,
        "{stretch}, not {expected}"
    );
}

#[test]
fn an_adaptive_backoff_at_rest_is_exponential() {
    static BACKOFF: Adaptive = Adaptive::new();
    static ADAPTIVE: Policy = Policy::builder()
        .backoff(Strategy::Custom(&BACKOFF))
        .build();
    shared(&BACKOFF);
    for retry in [1, 2, 3, 10, u32::MAX] {
        assert_eq!(
            ADAPTIVE.delay_range(retry),
            Policy::new().delay_range(retry)
        );
    }
    BACKOFF.succeeded();
    is_stretched(&BACKOFF, 1.0);
}

#[test]
fn an_adaptive_backoff_stretches_by_its_law() {
    let backoff = Adaptive::new();
    backoff.failed(Class::Transient);
    is_stretched(&backoff, 1.5);
    backoff.failed(Class::Unsent);
    is_stretched(&backoff, 2.25);
    backoff.failed(Class::Throttled);
    is_stretched(&backoff, 4.5);
    backoff.failed(Class::Permanent);
    is_stretched(&backoff, 4.5);
    backoff.succeeded();
    is_stretched(&backoff, 4.5 * 15.0 / 16.0);

    (0..1000).for_each(|_| backoff.failed(Class::Transient));
    is_stretched(&backoff, 64.0);
    (0..1000).for_each(|_| backoff.succeeded());
    is_stretched(&backoff, 1.0);
}

#[test]
fn eleven_failures_stretch_an_adaptive_backoff_fully_and_sixty_five_successes_relax_it() {
    let backoff = Adaptive::new();
    let steps = |step: &dyn Fn(), end: f64| {
        let reached = |_: &u32| {
            step();
            backoff.stretch().to_bits() == end.to_bits()
        };
        (1..=1000).find(reached)
    };
    assert_eq!(steps(&|| backoff.failed(Class::Transient), 64.0), Some(11));
    assert_eq!(steps(&|| backoff.succeeded(), 1.0), Some(65));
}

#[test]
fn adaptive_delays_are_stretched_cut_and_never_overflow() {
    static BACKOFF: Adaptive = Adaptive::builder()
        .initial_delay(Duration::from_millis(100))
        .factor(3.0)
        .failure(2.0)
        .max_stretch(1e6)
        .build();
    static POLICY: Policy = Policy::builder()
        .backoff(Strategy::Custom(&BACKOFF))
        .jitter(Jitter::None)
        .build();
    let delay = |retry| *POLICY.delay_range(retry).end();
    BACKOFF.failed(Class::Transient);
    let millis = [1, 2, 3, 4].map(|retry| delay(retry).as_millis());
    assert_eq!(millis, [200, 600, 1800, 5400]);
    (0..40).for_each(|_| BACKOFF.failed(Class::Throttled));
    assert_eq!([delay(1), delay(u32::MAX)], [Duration::from_secs(60); 2]);
}

#[test]
fn an_adaptive_backoff_refuses_bad_numbers() {
    let new = Adaptive::builder();
    let refused: [AdaptiveBuilder; 8] = [
        new.factor(0.5),
        new.failure(0.9),
        new.throttled(1.4),
        new.throttled(1e7),
        new.relax(0.0),
        new.relax(1.5),
        new.max_stretch(0.0),
        new.max_stretch(f64::NAN),
    ];
    for builder in refused {
        assert!(catch_unwind(|| builder.build()).is_err(), "{builder:?}");
    }
}
