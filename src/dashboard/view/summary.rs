//! What all sites come to, and what operators have said.

use std::time::SystemTime;

use maud::{Markup, html};
use reattempt_runtime::__private::Escaped;
use reattempt_runtime::guard::{Breaker, BreakerState, Listed};

use super::Viewer;
use super::controls::{self, Control};
use crate::config::{Effective, Switch, switches};
use crate::dashboard::{age, since};
use crate::sites::RegisteredSite;

pub(super) fn summary(
    sites: &[RegisteredSite],
    breakers: &Listed<Breaker>,
    effective: &Effective,
    viewer: Viewer,
) -> Markup {
    let sum = |count: fn(&RegisteredSite) -> u64| sites.iter().map(count).sum::<u64>();
    let all = effective.sites();
    let off = all.iter().filter(|site| !site.is_enabled()).count();
    let closed = |state| matches!(state, BreakerState::Closed | BreakerState::ForcedClosed);
    let open = breakers
        .iter()
        .filter(|breaker| !closed(breaker.state()))
        .count();
    html! {
        dl #summary {
            div { dt { "Functions" } dd { (sites.len()) } }
            div { dt { "Switched off" } dd #off .alarm[off > 0] { (off) } }
            div { dt { "Breakers not closed" } dd #open .alarm[open > 0] { (open) } }
            div { dt { "Needed retry" } dd { (sum(|site| site.counts().needed_retry())) } }
            div { dt { "Recovered" } dd { (sum(|site| site.counts().recovered())) } }
            div { dt { "Gave up" } dd { (sum(|site| site.counts().gave_up())) } }
        }
        (operators(viewer))
    }
}

fn operators(viewer: Viewer) -> Markup {
    let switches = switches();
    let all = switches.iter().find(|(pattern, _)| pattern == "*");
    let all = all.map(|(_, switch)| switch.as_str());
    html! {
        section #operators aria-label="Operators" {
            @if viewer.may_operate {
                div {
                    span.label { "Retries of all functions" }
                    (controls::switch("*", all, Some("Switch the retries of all functions off?")))
                }
                div {
                    span.label { "Counts" }
                    (Control {
                        label: "Reset all",
                        path: "counts",
                        name: "*",
                        key: None,
                        action: "reset",
                        is_pressed: false,
                        confirm: Some("Let the counts of all functions begin at zero?"),
                    }.button())
                }
            } @else {
                p { "Read-only" }
            }
            @if let Some(at) = since::last_reset() {
                p { "Counts last reset " (age::ago(SystemTime::now().duration_since(at).unwrap_or_default())) }
            }
            @if !switches.is_empty() {
                p #switches {
                    "By operators: "
                    @for (index, (pattern, switch)) in switches.iter().enumerate() {
                        @if index > 0 { ", " }
                        code { (Escaped(pattern)) } " " (words(*switch))
                    }
                }
            }
        }
    }
}

fn words(switch: Switch) -> &'static str {
    match switch {
        Switch::Off => "off",
        Switch::On => "on",
        Switch::Configured => "as configured",
    }
}
