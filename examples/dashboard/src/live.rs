//! The part of the page that moves: the register of sites, in sum and one by one.

use std::time::Duration;

use maud::{Markup, html};
use reattempt::{RegisteredSite, Sites, StopReason};

use crate::{
    fault::Fault,
    last_minute::{LastMinute, Second},
    sparkline,
};

/// What stands where there is nothing yet.
const NONE: &str = "–";

pub(crate) fn live(sites: &Sites, last_minute: &LastMinute, fault: &Fault) -> Markup {
    html! {
        (summary(sites, fault.is_on()))
        table #sites {
            caption {
                "Calls that failed at first, by site. In the last minute: "
                span.key.recovered { "recovered" } " "
                span.key.gave-up { "gave up" } " "
                span.key.fault { "fault" }
            }
            thead {
                tr {
                    th scope="col" { "Site" }
                    @for name in ["Needed retry", "Recovered", "Gave up"] {
                        th.number scope="col" { (name) }
                    }
                    th.wide scope="col" { "Gave up for" }
                    @for name in ["Success", "Retries", "Mean delay"] {
                        th.number scope="col" { (name) }
                    }
                    th.wide scope="col" { "Errors" }
                    th.wide scope="col" { "Last minute" }
                }
            }
            tbody {
                @for (index, site) in sites.iter().enumerate() {
                    (row(site, &last_minute.of_site(index)))
                }
            }
        }
    }
}

/// What all sites come to.
fn summary(sites: &Sites, fault: bool) -> Markup {
    let sum = |count: fn(&RegisteredSite) -> u64| sites.iter().map(count).sum::<u64>();
    let recovered = sum(|site| site.counts().recovered());
    let gave_up = sum(|site| site.counts().gave_up());
    html! {
        dl #summary {
            div { dt { "Fault" } dd #fault .on[fault] { (if fault { "on" } else { "off" }) } }
            div { dt { "Needed retry" } dd { (sum(|site| site.counts().needed_retry())) } }
            div { dt { "Recovered" } dd { (recovered) } }
            div { dt { "Gave up" } dd { (gave_up) } }
        }
    }
}

/// Each cell is labelled by its column, for where there is no room for columns.
fn row(site: &RegisteredSite, last_minute: &[Second]) -> Markup {
    let counts = site.counts();
    let reason = |(reason, calls): (StopReason, u64)| (reason.as_str(), calls);
    html! {
        tr data-site=(site.name()) {
            th scope="row" {
                span.name { (site.name()) }
                span.place {
                    // A path breaks at its slashes.
                    @for part in site.file().split_inclusive('/') { (part) wbr; }
                    ":" (site.line())
                }
                span.policy {
                    @if let Some(policy) = site.policy() { (policy) }
                    @else { "policy evaluated at each call" }
                }
            }
            td.number data-label="Needed retry" { (counts.needed_retry()) }
            td.number data-label="Recovered" { (counts.recovered()) }
            td.number data-label="Gave up" { (counts.gave_up()) }
            td.wide data-label="Gave up for" { (list(counts.reasons().map(reason))) }
            td.number data-label="Success" { (or_none(counts.success_rate().map(percent))) }
            td.number data-label="Retries" { (counts.retries()) }
            td.number data-label="Mean delay" { (or_none(counts.mean_delay().map(time))) }
            td.wide data-label="Errors" { (list(counts.errors())) }
            td.wide data-label="Last minute" { (sparkline::draw(last_minute)) }
        }
    }
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

fn or_none(text: Option<String>) -> String {
    text.unwrap_or_else(|| NONE.to_owned())
}

/// Rounded down, so that 100% is all.
fn percent(share: f64) -> String {
    format!("{:.1}%", (share * 1000.0).floor() / 10.0)
}

fn time(time: Duration) -> String {
    match time.as_secs_f64() {
        secs if secs < 1.0 => format!("{:.0} ms", secs * 1000.0),
        secs => format!("{secs:.2} s"),
    }
}
