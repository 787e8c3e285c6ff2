//! All breakers and budgets.

use core::time::Duration;

use maud::{Markup, html};
use reattempt_runtime::guard::{Breaker, BreakerState, Budget, ListedGuard, breakers, budgets};

use super::Viewer;
use super::controls::Control;
use crate::config::Effective;
use crate::dashboard::age;

pub(super) fn guards(effective: &Effective, viewer: Viewer) -> Markup {
    let (breakers, budgets) = (breakers(), budgets());
    html! {
        @if !breakers.is_empty() {
            section aria-labelledby="breakers" {
                h2 #breakers { "Breakers" }
                div.cards {
                    @for breaker in &breakers { (breaker_card(breaker, effective, viewer)) }
                }
            }
        }
        @if !budgets.is_empty() {
            section aria-labelledby="budgets" {
                h2 #budgets { "Budgets" }
                div.cards {
                    @for budget in &budgets { (budget_card(budget, effective, viewer)) }
                }
            }
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
    let is_empty = budget.tokens() == 0;
    html! {
        article.budget data-key={ "budget " (budget.name()) " " (budget.key().unwrap_or("")) } data-name=(budget.name()) {
            h3 { (name(budget)) @if is_empty { " " b.badge.alarm { "used up" } } }
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
                        label: "Fill",
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
