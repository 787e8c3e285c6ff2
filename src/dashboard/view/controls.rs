//! The buttons of operators. The script sends what they say.

use maud::{Markup, html};
use reattempt_runtime::__private::Escaped;

/// One button.
pub(super) struct Control<'a> {
    pub(super) label: &'a str,
    pub(super) path: &'a str,
    pub(super) name: &'a str,
    pub(super) key: Option<&'a str>,
    pub(super) action: &'a str,
    /// What is so already.
    pub(super) is_pressed: bool,
    /// What to ask before it is done.
    pub(super) confirm: Option<&'a str>,
}

impl Control<'_> {
    pub(super) fn button(&self) -> Markup {
        html! {
            button type="button" data-path=(self.path) data-name=(self.name) data-guard=[self.key]
                data-action=(self.action) data-confirm=[self.confirm]
                aria-pressed=[self.is_pressed.then_some("true")] { (self.label) }
        }
    }
}

/// Off, on or as configured, for a function or for all.
pub(super) fn switch(name: &str, current: Option<&str>, confirm: Option<&str>) -> Markup {
    html! {
        span.buttons role="group" aria-label={ "Retries of " (Escaped(name)) } {
            @for (label, action) in [("Off", "off"), ("On", "on"), ("As configured", "configured")] {
                (Control {
                    label,
                    path: "switch",
                    name,
                    key: None,
                    action,
                    is_pressed: current.unwrap_or("configured") == action,
                    confirm: confirm.filter(|_| action == "off"),
                }.button())
            }
        }
    }
}
