//! The panels, and the JSON that Grafana imports.

use serde_json::{Value, json};

use crate::documented::Documented;

pub(crate) struct Panel {
    pub(crate) title: &'static str,
    description: &'static str,
    kind: Kind,
    pub(crate) queries: Vec<Written>,
}

pub(crate) struct Written {
    pub(crate) expr: String,
    legend: &'static str,
}

#[derive(Clone, Copy)]
enum Kind {
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

/// Width and height on a grid of 24 columns.
const SIZE: (u64, u64) = (12, 8);

pub(crate) fn panels(documented: &Documented) -> Vec<Panel> {
    let calls = documented.metric("reattempt_calls_total", &["name", "outcome"]);
    let attempts = documented.metric("reattempt_attempts_total", &["name", "class"]);
    let each = documented.metric("reattempt_call_attempts", &["name"]);
    let delay = documented.metric("reattempt_delay_seconds", &["name"]);
    let budget = documented.metric("reattempt_budget_tokens", &["name"]);
    let breaker = documented.metric("reattempt_breaker_state", &["name", "state"]);

    let rate = |metric: &str| format!(r#"rate({metric}{{name=~"$name"}}[$__rate_interval])"#);
    let rate_of = |metric: &str, matcher: &str| {
        format!(r#"rate({metric}{{name=~"$name", {matcher}}}[$__rate_interval])"#)
    };
    let quantile = |share: &str| {
        let buckets = rate(&format!("{delay}_bucket"));
        format!("histogram_quantile({share}, sum by (le) ({buckets}))")
    };
    let in_state =
        |state: &str| format!(r#"max by (name) ({breaker}{{name=~"$name", state="{state}"}})"#);
    vec![
        Panel {
            title: "Calls with a failed attempt, by outcome",
            description: "Calls whose first attempt failed and was retried or gave up. Calls that succeed at once are not counted.",
            kind: Kind::Stacked("cps"),
            queries: vec![Written {
                expr: format!("sum by (outcome) ({})", rate(&calls)),
                legend: "{{outcome}}",
            }],
        },
        Panel {
            title: "Success after a retry",
            description: "Of the calls with a failed attempt, the part that succeeded in the end. Low: an outage, or errors that retries do not help.",
            kind: Kind::Lines("percentunit"),
            queries: vec![Written {
                expr: format!(
                    "sum by (name) ({}) / sum by (name) ({})",
                    rate_of(&calls, r#"outcome="recovered""#),
                    rate(&calls)
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
                    rate_of(&calls, r#"outcome!="recovered""#)
                ),
                legend: "{{name}}: {{outcome}}",
            }],
        },
        Panel {
            title: "Failed attempts by class",
            description: "What the errors say of themselves: unsent, transient, throttled or permanent.",
            kind: Kind::Stacked("cps"),
            queries: vec![Written {
                expr: format!("sum by (class) ({})", rate(&attempts)),
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
                    rate_of(&calls, &format!("outcome=\"{outcome}\""))
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
                    expr: quantile(share),
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
        Panel {
            title: "Breakers",
            description: "The state of the breaker of each function; of several servers the worst.",
            kind: Kind::States(&STATES),
            queries: vec![Written {
                expr: format!(
                    "{} + 2 * {} + 3 * {} + 4 * {}",
                    in_state("half_open"),
                    in_state("open"),
                    in_state("forced_open"),
                    in_state("forced_closed")
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

/// As of schema 41, which Grafana 12 writes; later ones read it.
pub(crate) fn json(panels: &[Panel]) -> Value {
    let all = (0..).zip(panels).map(|(place, panel)| panel.json(place));
    json!({
        "title": "Retries",
        "uid": "reattempt",
        "description": "What the metrics of reattempt show: calls that needed a retry, what became of them, budgets and breakers.",
        "tags": ["reattempt", "retries"],
        "schemaVersion": 41,
        "editable": true,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": { "from": "now-1h", "to": "now" },
        "timezone": "browser",
        "templating": { "list": variables() },
        "annotations": { "list": [] },
        "links": [],
        "panels": all.collect::<Value>(),
    })
}

fn source() -> Value {
    json!({ "type": "prometheus", "uid": "${datasource}" })
}

fn variables() -> Value {
    let query = "label_values(reattempt_attempts_total, name)";
    json!([
        { "name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus", "refresh": 1 },
        {
            "name": "name",
            "label": "Function",
            "type": "query",
            "datasource": source(),
            "query": { "query": query, "refId": "name" },
            "definition": query,
            "refresh": 2,
            "sort": 1,
            "multi": true,
            "includeAll": true,
            "allValue": ".*",
            "current": { "text": ["All"], "value": ["$__all"] },
        },
    ])
}

impl Panel {
    fn json(&self, place: u64) -> Value {
        let (width, height) = SIZE;
        let in_row = 24 / width;
        let targets = ('A'..).zip(&self.queries).map(|(id, query)| {
            json!({
                "refId": id.to_string(),
                "datasource": source(),
                "editorMode": "code",
                "expr": query.expr,
                "legendFormat": query.legend,
                "range": true,
            })
        });
        json!({
            "id": place + 1,
            "title": self.title,
            "description": self.description,
            "type": match self.kind {
                Kind::Lines(_) | Kind::Stacked(_) => "timeseries",
                Kind::States(_) => "state-timeline",
            },
            "datasource": source(),
            "gridPos": {
                "x": place % in_row * width,
                "y": place / in_row * height,
                "w": width,
                "h": height,
            },
            "targets": targets.collect::<Value>(),
            "fieldConfig": { "defaults": self.kind.field(), "overrides": [] },
            "options": self.kind.options(),
        })
    }
}

impl Kind {
    fn field(self) -> Value {
        match self {
            Self::Lines(unit) => json!({ "unit": unit, "min": 0 }),
            Self::Stacked(unit) => json!({
                "unit": unit,
                "min": 0,
                "custom": { "fillOpacity": 40, "stacking": { "mode": "normal", "group": "A" } },
            }),
            Self::States(states) => {
                let options = (0..).zip(states).map(|(number, (text, color))| {
                    let number: u32 = number;
                    let shown = json!({ "text": text, "color": color, "index": number });
                    (number.to_string(), shown)
                });
                let options: serde_json::Map<_, _> = options.collect();
                json!({ "mappings": [{ "type": "value", "options": options }] })
            }
        }
    }

    fn options(self) -> Value {
        match self {
            Self::Lines(_) | Self::Stacked(_) => json!({
                "legend": { "displayMode": "list", "placement": "bottom", "showLegend": true },
                "tooltip": { "mode": "multi", "sort": "desc" },
            }),
            Self::States(_) => json!({
                "mergeValues": true,
                "showValue": "auto",
                "legend": { "displayMode": "list", "placement": "bottom", "showLegend": true },
            }),
        }
    }
}
