//! The JSON that Grafana imports.

use serde_json::{Value, json};

use crate::panels::{Kind, Panel};

/// Width and height on a grid of 24 columns.
const SIZE: (u64, u64) = (12, 8);

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
