//! The last minute of a site as a picture in its row.

use maud::{Markup, html};

use crate::last_minute::{SECONDS, Second};

/// A bar for each second, the latest at the right: calls that recovered and, on top of them, calls that
/// gave up. Seconds with the fault are shaded. One unit of the picture is a second by a call.
pub(crate) fn draw(seconds: &[Second]) -> Markup {
    let recovered: u64 = seconds.iter().map(|second| second.recovered).sum();
    let gave_up: u64 = seconds.iter().map(|second| second.gave_up).sum();
    let calls = seconds
        .iter()
        .map(|second| second.recovered + second.gave_up);
    let height = calls.max().unwrap_or(0).max(1);
    let bars = || (SECONDS - seconds.len()..).zip(seconds);
    html! {
        svg.sparkline role="img" preserveAspectRatio="none" viewBox={ "0 0 " (SECONDS) " " (height) }
            aria-label={ "in the last minute " (recovered) " recovered, " (gave_up) " gave up" } {
            path.fault d={
                @for (x, _) in bars().filter(|(_, second)| second.fault) {
                    "M" (x) " 0h1v" (height) "h-1z"
                }
            } {}
            path.recovered d={
                @for (x, second) in bars() {
                    "M" (x) " " (height) "h.8v-" (second.recovered) "h-.8z"
                }
            } {}
            path.gave-up d={
                @for (x, second) in bars() {
                    "M" (x) " " (height - second.recovered) "h.8v-" (second.gave_up) "h-.8z"
                }
            } {}
        }
    }
}
