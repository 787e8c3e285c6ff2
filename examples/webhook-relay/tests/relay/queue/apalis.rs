//! apalis, in a file and in `PostgreSQL`.

use webhook_relay::queue::{Queue, QueueError};

use super::cases;
use super::store::Store;

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_survive_sigkill_and_arrive_with_their_keys() {
    cases::webhooks_survive_sigkill_and_arrive_with_their_keys(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_sigkill_has_cut_short_is_made_again() {
    cases::an_attempt_that_sigkill_has_cut_short_is_made_again(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_attempts_end_and_loses_nothing() {
    cases::sigterm_lets_attempts_end_and_loses_nothing(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_letter_is_listed_shown_and_driven_again() {
    cases::a_dead_letter_is_listed_shown_and_driven_again(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_died_before_is_driven_again() {
    cases::a_key_that_died_before_is_driven_again(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breaker_keeps_attempts_from_a_destination_that_is_down() {
    cases::a_breaker_keeps_attempts_from_a_destination_that_is_down(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_in_the_queue_once() {
    cases::what_is_sent_twice_is_in_the_queue_once(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_breaker_is_open_no_attempt_is_counted() {
    cases::while_a_breaker_is_open_no_attempt_is_counted(&Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_webhooks_none_is_lost_when_relays_are_killed() {
    cases::of_many_webhooks_none_is_lost_when_relays_are_killed(&Store::Sqlite, 1).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn nor_by_two_relays_on_one_postgres() {
    let Some(store) = Store::postgres() else {
        return;
    };
    cases::of_many_webhooks_none_is_lost_when_relays_are_killed(&store, 2).await;
}

/// Any other would be asked as if it were `PostgreSQL`.
#[tokio::test]
async fn a_url_of_no_engine_is_refused_at_once() {
    for url in [
        "nats:127.0.0.1",
        "mysql://root:secret@127.0.0.1:1/relay",
        "",
    ] {
        let Err(error) = Queue::open(url, "deliveries").await else {
            panic!("{url} is none");
        };
        assert!(matches!(error, QueueError::Engine(_)), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
