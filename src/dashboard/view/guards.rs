//! All breakers and budgets.

use core::time::Duration;

use maud::{Markup, html};
use reattempt_runtime::guard::{Breaker, BreakerState, Budget, Listed, ListedGuard};

use super::Viewer;
use super::controls::Control;
use crate::config::Effective;
use crate::dashboard::age;

/// The most cards of a kind. There may be a guard for each of thousands of hosts, and the page is fetched each second.
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
                div.cards {
                    @for breaker in first(breakers, |breaker| is_alarming(breaker.state())) {
                        (breaker_card(breaker, effective, viewer))
                    }
                }
                (left_out(breakers.len()))
            }
        }
        @if !budgets.is_empty() {
            section aria-labelledby="budgets" {
                h2 #budgets { "Budgets" }
                div.cards {
                    @for budget in first(budgets, is_used_up) {
                        (budget_card(budget, effective, viewer))
                    }
                }
                (left_out(budgets.len()))
            }
        }
    }
}

/// As many as there are cards, those that matter before the others.
fn first<G>(all: &Listed<G>, matters: impl Fn(&G) -> bool) -> Vec<&ListedGuard<G>> {
    let (mut first, others): (Vec<_>, Vec<_>) = all.iter().partition(|guard| matters(guard));
    first.extend(others);
    first.truncate(CARDS);
    first
}

fn left_out(all: usize) -> Markup {
    let left_out = all.saturating_sub(CARDS);
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
            (settings(breaker.name(), effective))
            @if viewer.may_operate {
                div.controls {
                    span.buttons role="group" aria-label={ "Breaker " (breaker.name()) } {
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
                aria-label={ "How full " (budget.name()) " is" } {}
            (settings(budget.name(), effective))
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
        span.name { (guard.name()) @if let Some(key) = guard.key() { " [" (key) "]" } }
    }
}

fn functions<G>(guard: &ListedGuard<G>) -> Markup {
    let functions = guard.functions();
    html! {
        @if !functions.is_empty() && functions != [guard.name()] {
            p.faint { "Guards " (functions.join(", ")) }
        }
    }
}

/// What is set from outside.
fn settings(name: &str, effective: &Effective) -> Markup {
    let mut guards = effective.guards().iter();
    let settings = guards.find(|guard| guard.name().split(", ").any(|known| known == name));
    html! {
        @if let Some(guard) = settings {
            ul.parts { @for setting in guard.settings() { li.set { code { (setting) } } } }
        }
    }
}

fn is_used_up(budget: &Budget) -> bool {
    budget.tokens() == 0
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
