//! What the browser shows.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::fault::Mode;

/// The whole page. A script puts a new `live` in its place each second; without scripts the page is
/// loaded again.
pub(crate) fn page(mode: Mode, live: &Markup, bands: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Retries" }
                link rel="icon" href="data:,";
                style { (PreEscaped(include_str!("page.css"))) }
                noscript { meta http-equiv="refresh" content="2"; }
            }
            body {
                header {
                    div {
                        h1 { "Retries" }
                        p { "Every retried function of this program, and what happened there." }
                    }
                    (fault_switch(mode))
                }
                p #offline role="status" hidden { "No answer from the program: the numbers are old." }
                main {
                    div #live { (live) }
                    section aria-labelledby="delays" {
                        h2 #delays { "Delays" }
                        p { "Seconds before each attempt: from lowest to highest, with the mean. Scales differ." }
                        (bands)
                    }
                }
                footer {
                    "The same for programs: "
                    a href="/sites.json" { "sites.json" } ", " a href="/metrics" { "metrics" }
                }
                script { (PreEscaped(include_str!("page.js"))) }
            }
        }
    }
}

fn fault_switch(mode: Mode) -> Markup {
    let button = |name, value, sets| {
        html! { button name="fault" value=(value) aria-pressed=(mode == sets) { (name) } }
    };
    html! {
        form method="post" action="/fault" {
            fieldset {
                legend { "Fault" }
                (button("Every 10 s", "auto", Mode::Auto))
                (button("On", "on", Mode::On))
                (button("Off", "off", Mode::Off))
            }
        }
    }
}
