//! All sites: what is in force for each, and what has happened there.

use maud::{Markup, html};
use reattempt_runtime::__private::{Escaped, last_errors};
use reattempt_runtime::{Policy, StopReason};

use super::controls::{self, Control};
use super::{NONE, Viewer};
use crate::config::{Effective, EffectiveSite, Source};
use crate::dashboard::age;
use crate::sites::RegisteredSite;

/// How many delays of a policy are written out.
const MOST_DELAYS: usize = 5;

const NUMBERS: [&str; 6] = [
    "Needed retry",
    "Recovered",
    "Gave up",
    "Success",
    "Retries",
    "Mean delay",
];

pub(super) fn sites(sites: &[RegisteredSite], effective: &Effective, viewer: Viewer) -> Markup {
    html! {
        table #sites {
            caption { "Calls that failed at first, by function" }
            thead {
                tr {
                    th scope="col" { "Function" }
                    @for name in NUMBERS { th.number scope="col" { (name) } }
                    th.list scope="col" { "Gave up for" }
                    th.list scope="col" { "Errors" }
                }
            }
            @for site in sites {
                (rows(site, effective.of(site.site()), viewer))
            }
        }
        @if sites.is_empty() {
            p.nothing { "This program has no retried function." }
        }
    }
}

/// Two rows: the numbers, each cell labelled by its column for where there is no room for columns; and what is to be
/// said in words.
fn rows(site: &RegisteredSite, in_force: Option<&EffectiveSite>, viewer: Viewer) -> Markup {
    let counts = site.counts();
    let numbers = [
        counts.needed_retry().to_string(),
        counts.recovered().to_string(),
        counts.gave_up().to_string(),
        counts.success_rate().map_or(NONE.to_owned(), percent),
        counts.retries().to_string(),
        counts.mean_delay().map_or(NONE.to_owned(), age::delay),
    ];
    let reason = |(reason, calls): (StopReason, u64)| (reason.as_str(), calls);
    let is_off = in_force.is_some_and(|site| !site.is_enabled());
    let place = format!("{}:{}:{}", site.file(), site.line(), site.column());
    html! {
        tbody data-site=(site.name()) data-key={ (site.name()) " " (place) } .off[is_off] {
            tr {
                th scope="row" {
                    span.name { (Escaped(site.name())) @if is_off { " " b.badge.alarm { "off" } } }
                    span.faint { (breakable(&format!("{}:{}", site.file(), site.line()))) }
                }
                @for (label, number) in NUMBERS.iter().zip(numbers) {
                    td.number data-label=(label) { (number) }
                }
                td.list data-label="Gave up for" { (list(counts.reasons().map(reason))) }
                td.list data-label="Errors" { (list(counts.errors())) }
            }
            tr.more {
                td colspan="9" {
                    (policy(in_force))
                    @if viewer.sees_errors { (last_error(site)) }
                    @if viewer.may_operate { (buttons(site.name(), in_force)) }
                }
            }
        }
    }
}

fn policy(in_force: Option<&EffectiveSite>) -> Markup {
    let policy = in_force.and_then(EffectiveSite::policy);
    let parts = in_force.map(EffectiveSite::parts).unwrap_or_default();
    let set = in_force.map_or(0, |site| site.settings().len());
    html! {
        details {
            summary {
                @match policy {
                    Some(policy) => { (policy) },
                    None => { "Policy known when a call begins" },
                }
                @if set > 0 { " " span.badge { (set) " set from outside" } }
            }
            @if let Some(policy) = policy {
                p.faint { "Delays: " (delays(policy)) }
            }
            ul.parts {
                @for part in &parts {
                    li.set[!matches!(part.source(), Source::Code)] { code { (part) } }
                }
            }
        }
    }
}

/// The first delays, each from the shortest to the longest.
fn delays(policy: &Policy) -> String {
    let delays: Vec<String> = policy
        .schedule()
        .skip(1)
        .take(MOST_DELAYS)
        .map(|attempt| {
            let (least, most) = (attempt.delay().lowest(), attempt.delay().highest());
            if least == most {
                age::delay(most)
            } else {
                format!("{} to {}", age::delay(least), age::delay(most))
            }
        })
        .collect();
    if delays.is_empty() {
        return "none".to_owned();
    }
    delays.join(", ")
}

fn last_error(site: &RegisteredSite) -> Markup {
    html! {
        @if let Some((error, age)) = last_errors::of(site.site()) {
            p.error {
                span.faint {
                    "Last error, " (age::ago(age)) ", " (error.class)
                    @if let Some(label) = &error.label { ", " code { (label) } }
                    ": "
                }
                q { (error.text) }
            }
        }
    }
}

fn buttons(name: &str, in_force: Option<&EffectiveSite>) -> Markup {
    let by_operator = in_force.and_then(|site| {
        let mut settings = site.settings().iter();
        let word = settings.find(|setting| *setting.source() == Source::Operator)?;
        Some(if word.value() == "true" { "on" } else { "off" })
    });
    html! {
        div.controls {
            (controls::switch(name, by_operator, None))
            (Control {
                label: "Reset counts",
                path: "counts",
                name,
                key: None,
                action: "reset",
                is_pressed: false,
                confirm: None,
            }.button())
        }
    }
}

/// A path breaks at its slashes.
fn breakable(path: &str) -> Markup {
    html! { @for part in path.split_inclusive('/') { (part) wbr; } }
}

fn list(counts: impl Iterator<Item = (&'static str, u64)>) -> Markup {
    let mut counts = counts.peekable();
    html! {
        @if counts.peek().is_none() { (NONE) }
        @else {
            ul {
                @for (what, count) in counts {
                    li { span { (what) } " " b { (count) } }
                }
            }
        }
    }
}

/// Rounded down, so that 100% is all.
fn percent(share: f64) -> String {
    format!("{:.1}%", (share * 1000.0).floor() / 10.0)
}
