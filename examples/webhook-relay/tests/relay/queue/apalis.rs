//! apalis, in a file and in `PostgreSQL`.

use super::store::Store;
use super::{cases, letters};

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_survive_sigkill_and_arrive_with_their_keys() {
    cases::webhooks_survive_sigkill_and_arrive_with_their_keys(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_sigkill_has_cut_short_is_made_again() {
    cases::an_attempt_that_sigkill_has_cut_short_is_made_again(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_attempts_end_and_loses_nothing() {
    cases::sigterm_lets_attempts_end_and_loses_nothing(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_letter_is_listed_shown_and_driven_again() {
    cases::a_dead_letter_is_listed_shown_and_driven_again(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_died_before_is_driven_again() {
    cases::a_key_that_died_before_is_driven_again(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breaker_keeps_attempts_from_a_destination_that_is_down() {
    cases::a_breaker_keeps_attempts_from_a_destination_that_is_down(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_in_the_queue_once() {
    cases::what_is_sent_twice_is_in_the_queue_once(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_breaker_is_open_no_attempt_is_counted() {
    cases::while_a_breaker_is_open_no_attempt_is_counted(&Store::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_webhooks_none_is_lost_when_relays_are_killed() {
    cases::of_many_webhooks_none_is_lost_when_relays_are_killed(&Store::sqlite(), 1).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn nor_by_two_relays_on_one_postgres() {
    let Some(store) = Store::postgres() else {
        return;
    };
    cases::of_many_webhooks_none_is_lost_when_relays_are_killed(&store, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_delivery_becomes_a_dead_letter() {
    letters::what_is_no_delivery_becomes_a_dead_letter(&Store::sqlite()).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_delivery_becomes_a_dead_letter_in_postgres() {
    let Some(store) = Store::postgres() else {
        return;
    };
    letters::what_is_no_delivery_becomes_a_dead_letter(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_with_a_strange_name_is_none() {
    letters::a_delivery_with_a_strange_name_is_none(&Store::sqlite()).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_with_a_strange_name_is_none_in_postgres() {
    let Some(store) = Store::postgres() else {
        return;
    };
    letters::a_delivery_with_a_strange_name_is_none(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_dies_while_dead_letters_have_no_room_is_not_attempted_again() {
    let store = Store::sqlite();
    letters::what_dies_while_dead_letters_have_no_room_is_not_attempted_again(&store).await;
}
