//! The panels: what each of them asks for.

use crate::documented::Documented;

pub(crate) struct Panel {
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: Kind,
    pub(crate) queries: Vec<Written>,
}

pub(crate) struct Written {
    pub(crate) expr: String,
    pub(crate) legend: &'static str,
}

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Lines, in this unit of Grafana.
    Lines(&'static str),
    /// The same, one upon the other.
    Stacked(&'static str),
    /// Which of these states there was, by number, with its colour.
    States(&'static [(&'static str, &'static str)]),
}

const STATES: [(&str, &str); 5] = [
    ("closed", "green"),
    ("half-open", "yellow"),
    ("open", "red"),
    ("forced open", "dark-red"),
    ("forced closed", "blue"),
];

pub(crate) fn panels(documented: &Documented) -> Vec<Panel> {
    let parts = Parts::new(documented);
    let mut panels = of_calls(&parts);
    panels.extend(of_attempts(&parts));
    panels.extend(of_guards(&parts));
    panels
}

/// What queries are made of.
struct Parts {
    calls: String,
    attempts: String,
    each: String,
    delay: String,
    budget: String,
    breaker: String,
}

impl Parts {
    fn new(documented: &Documented) -> Self {
        Self {
            calls: documented.metric("reattempt_calls_total", &["name", "outcome"]),
            attempts: documented.metric("reattempt_attempts_total", &["name", "class"]),
            each: documented.metric("reattempt_call_attempts", &["name"]),
            delay: documented.metric("reattempt_delay_seconds", &["name"]),
            budget: documented.metric("reattempt_budget_tokens", &["name"]),
            breaker: documented.metric("reattempt_breaker_state", &["name", "state"]),
        }
    }

    fn quantile(&self, share: &str) -> String {
        let buckets = rate(&format!("{}_bucket", self.delay));
        format!("histogram_quantile({share}, sum by (le) ({buckets}))")
    }

    fn in_state(&self, state: &str) -> String {
        let breaker = &self.breaker;
        format!(r#"{breaker}{{name=~"$name", state="{state}"}}"#)
    }
}

fn rate(metric: &str) -> String {
    format!(r#"rate({metric}{{name=~"$name"}}[$__rate_interval])"#)
}

fn rate_of(metric: &str, matcher: &str) -> String {
    format!(r#"rate({metric}{{name=~"$name", {matcher}}}[$__rate_interval])"#)
}

/// What became of calls.
fn of_calls(parts: &Parts) -> Vec<Panel> {
    let Parts { calls, delay, .. } = parts;
    vec![
        Panel {
            title: "Calls with a failed attempt, by outcome",
            description: "Calls whose first attempt failed and was retried or gave up. Calls that succeed at once are not counted.",
            kind: Kind::Stacked("cps"),
            queries: vec![Written {
                expr: format!("sum by (outcome) ({})", rate(calls)),
                legend: "{{outcome}}",
            }],
        },
        Panel {
            title: "Success after a retry",
            description: "Of the calls with a failed attempt, the part that succeeded in the end. Low: an outage, or errors that retries do not help.",
            kind: Kind::Lines("percentunit"),
            queries: vec![Written {
                expr: format!(
                    // Where no call has ever recovered there is nothing to count, and the part is zero.
                    "(sum by (name) ({}) or 0 * sum by (name) ({})) / sum by (name) ({})",
                    rate_of(calls, r#"outcome="recovered""#),
                    rate(calls),
                    rate(calls)
                ),
                legend: "{{name}}",
            }],
        },
        Panel {
            title: "Retries",
            description: "Attempts after the first one of a call, counted when the delay before begins.",
            kind: Kind::Stacked("cps"),
            queries: vec![Written {
                expr: format!("sum by (name) ({})", rate(&format!("{delay}_count"))),
                legend: "{{name}}",
            }],
        },
        Panel {
            title: "Calls that gave up",
            description: "Calls with a failed attempt that ended without success, by function and reason.",
            kind: Kind::Stacked("cps"),
            queries: vec![Written {
                expr: format!(
                    "sum by (name, outcome) ({})",
                    rate_of(calls, r#"outcome!="recovered""#)
                ),
                legend: "{{name}}: {{outcome}}",
            }],
        },
    ]
}

/// What happened in them.
fn of_attempts(parts: &Parts) -> Vec<Panel> {
    let Parts {
        calls,
        attempts,
        each,
        ..
    } = parts;
    vec![
        Panel {
            title: "Failed attempts by class",
            description: "What the errors say of themselves: unsent, transient, throttled or permanent.",
            kind: Kind::Stacked("cps"),
            queries: vec![Written {
                expr: format!("sum by (class) ({})", rate(attempts)),
                legend: "{{class}}",
            }],
        },
        Panel {
            title: "Rejected by a budget or breaker",
            description: "Calls that gave up because a budget was used up or a circuit was open.",
            kind: Kind::Lines("cps"),
            queries: [
                ("budget", "{{name}}: budget"),
                ("circuit_open", "{{name}}: circuit open"),
            ]
            .map(|(outcome, legend)| Written {
                expr: format!(
                    "sum by (name) ({})",
                    rate_of(calls, &format!("outcome=\"{outcome}\""))
                ),
                legend,
            })
            .into(),
        },
        Panel {
            title: "Delays before retries",
            description: "Needs buckets for this histogram in the exporter; without them the exporter makes summaries.",
            kind: Kind::Lines("s"),
            queries: [("0.5", "half of them"), ("0.95", "95%"), ("0.99", "99%")]
                .map(|(share, legend)| Written {
                    expr: parts.quantile(share),
                    legend,
                })
                .into(),
        },
        Panel {
            title: "Attempts of a call",
            description: "The mean number of attempts of calls that had a failed one.",
            kind: Kind::Lines("none"),
            queries: vec![Written {
                expr: format!(
                    "sum by (name) ({}) / sum by (name) ({})",
                    rate(&format!("{each}_sum")),
                    rate(&format!("{each}_count"))
                ),
                legend: "{{name}}",
            }],
        },
    ]
}

/// The guards.
fn of_guards(parts: &Parts) -> Vec<Panel> {
    let Parts { budget, .. } = parts;
    vec![
        Panel {
            title: "Breakers",
            description: "The state of the breaker of each function; of several servers the worst.",
            kind: Kind::States(&STATES),
            queries: vec![Written {
                expr: format!(
                    "max by (name) ({} or 2 * {} or 3 * {} or 4 * {})",
                    parts.in_state("half_open"),
                    parts.in_state("open"),
                    parts.in_state("forced_open"),
                    parts.in_state("forced_closed")
                ),
                legend: "{{name}}",
            }],
        },
        Panel {
            title: "Budgets",
            description: "Tokens that are left for retries; of several servers the fewest.",
            kind: Kind::Lines("none"),
            queries: vec![Written {
                expr: format!(r#"min by (name) ({budget}{{name=~"$name"}})"#),
                legend: "{{name}}",
            }],
        },
    ]
}
