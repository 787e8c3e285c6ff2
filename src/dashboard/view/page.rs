//! The whole page, with its script and its style.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Viewer, live};

pub(in crate::dashboard) const SCRIPT: &str = include_str!("page.js");
pub(in crate::dashboard) const STYLE: &str = include_str!("page.css");

/// The script asks for a new `live` each second, under the path that the page itself has; without scripts the page is
/// loaded again.
pub(in crate::dashboard) fn page(viewer: Viewer) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Retries" }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
                noscript { meta http-equiv="refresh" content="5"; }
            }
            body {
                header {
                    h1 { "Retries" }
                    p { "Every retried function of this program, and what guards it." }
                }
                p #offline role="status" hidden { "No answer from the program: the numbers are old." }
                p #elsewhere role="status" hidden {
                    "Something else answers, perhaps a login: the numbers are old. "
                    a href="" { "Load the page again" }
                }
                main #live { (live(viewer)) }
                p #message role="status" hidden {}
                footer {
                    "The same for programs: "
                    a data-href="sites.json" { "sites.json" } ", "
                    a data-href="guards.json" { "guards.json" }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}
