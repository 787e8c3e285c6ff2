//! All breakers and budgets.

use core::time::Duration;

use maud::{Markup, html};
use reattempt_runtime::__private::{Escaped, is_used_up};
use reattempt_runtime::guard::{Breaker, BreakerState, Budget, Listed, ListedGuard};
use reattempt_runtime::settings::GuardKind;

use super::Viewer;
use super::controls::Control;
use crate::config::Effective;
use crate::dashboard::age;

/// The most cards of a kind with a key, and as many without one. There may be a guard for each of thousands of hosts,
/// and the page is fetched each second.
const CARDS: usize = 100;

pub(super) fn guards(
    breakers: &Listed<Breaker>,
    budgets: &Listed<Budget>,
    effective: &Effective,
    viewer: Viewer,
) -> Markup {
    html! {
        @if !breakers.is_empty() {
            section aria-labelledby="breakers" {
                h2 #breakers { "Breakers" }
                @let shown = shown(breakers, |breaker| is_alarming(breaker.state()));
                div.cards {
                    @for breaker in &shown { (breaker_card(breaker, effective, viewer)) }
                }
                (left_out(breakers.len() - shown.len()))
            }
        }
        @if !budgets.is_empty() {
            section aria-labelledby="budgets" {
                h2 #budgets { "Budgets" }
                @let shown = shown(budgets, is_used_up);
                div.cards {
                    @for budget in &shown { (budget_card(budget, effective, viewer)) }
                }
                (left_out(budgets.len() - shown.len()))
            }
        }
    }
}

/// As many as there are cards, those that matter before the others. However many hosts there are, they leave the
/// others their cards.
fn shown<G>(all: &Listed<G>, matters: impl Fn(&G) -> bool) -> Vec<&ListedGuard<G>> {
    let all = all.iter().map(|guard| (matters(guard), guard));
    let (mut others, mut of_keys): (Vec<_>, Vec<_>) =
        all.partition(|(_, guard)| guard.key().is_none());
    for guards in [&mut others, &mut of_keys] {
        guards.sort_by_key(|(matters, _)| !matters);
        guards.truncate(CARDS);
    }
    others.append(&mut of_keys);
    others.sort_by_key(|(matters, _)| !matters);
    others.into_iter().map(|(_, guard)| guard).collect()
}

fn left_out(left_out: usize) -> Markup {
    html! {
        @if left_out > 0 {
            p.faint { "And " (left_out) " more. All of them are in " code { "guards.json" } "." }
        }
    }
}

fn breaker_card(breaker: &ListedGuard<Breaker>, effective: &Effective, viewer: Viewer) -> Markup {
    let state = breaker.state();
    let counts = breaker.counts();
    let control = |label, action, is_pressed| Control {
        label,
        path: "breaker",
        name: breaker.name(),
        key: breaker.key(),
        action,
        is_pressed,
        confirm: None,
    };
    html! {
        article.breaker data-key={ "breaker " (breaker.name()) " " (breaker.key().unwrap_or("")) } data-name=(breaker.name()) {
            h3 {
                (name(breaker)) " "
                b.badge.state .alarm[is_alarming(state)] { (words(state)) }
                @if let Some(left) = breaker.remaining().filter(|left| *left < Duration::MAX) {
                    span.faint { " for " (age::delay(left)) }
                }
            }
            (functions(breaker))
            dl {
                div { dt { "Calls" } dd { (counts.calls) } }
                div { dt { "Failures" } dd { (counts.failures) } }
                div { dt { "Refused" } dd { (counts.refusals) } }
                div { dt { "Openings" } dd { (counts.openings) } }
            }
            (settings(GuardKind::Breaker, breaker, effective))
            @if viewer.may_operate {
                div.controls {
                    span.buttons role="group" aria-label={ "Breaker " (Escaped(breaker.name())) } {
                        (control("Force open", "force_open", state == BreakerState::ForcedOpen).button())
                        (control("Force closed", "force_closed", state == BreakerState::ForcedClosed).button())
                        (control("Reset", "reset", false).button())
                    }
                }
            }
        }
    }
}

fn budget_card(budget: &ListedGuard<Budget>, effective: &Effective, viewer: Viewer) -> Markup {
    let counts = budget.counts();
    html! {
        article.budget data-key={ "budget " (budget.name()) " " (budget.key().unwrap_or("")) } data-name=(budget.name()) {
            h3 { (name(budget)) @if is_used_up(budget) { " " b.badge.alarm { "used up" } } }
            (functions(budget))
            dl {
                div { dt { "Tokens" } dd { (budget.tokens()) " of " (budget.capacity()) } }
                div { dt { "Paid" } dd { (counts.retries) } }
                div { dt { "Refused" } dd { (counts.refusals) } }
                div { dt { "Retrying" } dd { (counts.retrying) } }
            }
            meter min="0" max="1" low="0.25" optimum="1" value=(budget.fill_level())
                aria-label={ "How full " (Escaped(budget.name())) " is" } {}
            (settings(GuardKind::Budget, budget, effective))
            @if viewer.may_operate {
                div.controls {
                    (Control {
                        label: "Reset",
                        path: "budget",
                        name: budget.name(),
                        key: budget.key(),
                        action: "reset",
                        is_pressed: false,
                        confirm: None,
                    }.button())
                }
            }
        }
    }
}

fn name<G>(guard: &ListedGuard<G>) -> Markup {
    html! {
        span.name { (Escaped(guard.name())) @if let Some(key) = guard.key() { " [" (Escaped(key)) "]" } }
    }
}

fn functions<G>(guard: &ListedGuard<G>) -> Markup {
    let functions = guard.functions();
    html! {
        @if !functions.is_empty() && functions != [guard.name()] {
            p.faint { "Guards " (Escaped(&functions.join(", "))) }
        }
    }
}

/// What is set from outside.
fn settings<G>(kind: GuardKind, guard: &ListedGuard<G>, effective: &Effective) -> Markup {
    let is_it = |name: &str| name == guard.name() || name == guard.functions().join(", ");
    let mut guards = effective.guards().iter();
    let settings = guards.find(|set| set.kind() == kind && is_it(set.name()));
    html! {
        @if let Some(guard) = settings {
            ul.parts { @for setting in guard.settings() { li.set { code { (setting) } } } }
        }
    }
}

const fn is_alarming(state: BreakerState) -> bool {
    !matches!(state, BreakerState::Closed)
}

const fn words(state: BreakerState) -> &'static str {
    match state {
        BreakerState::Open => "open",
        BreakerState::HalfOpen => "half-open",
        BreakerState::ForcedOpen => "forced open",
        BreakerState::ForcedClosed => "forced closed",
        _ => "closed",
    }
}
