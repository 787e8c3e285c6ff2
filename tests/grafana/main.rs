//! The dashboard for Grafana, `dashboards/grafana.json`: it is made here, from the metrics that the guide lists, and each
//! query asks for what a program exports. After a change that is meant:
//!
//! ```console
//! UPDATE_EXPECT=1 cargo test-library --test grafana
//! ```

mod dashboard;
mod documented;
mod exported;
mod panels;
mod prometheus;
mod query;

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use documented::Documented;
use exported::Exported;
use panels::{Panel, panels};
use prometheus::Prometheus;
use query::Query;

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dashboards/grafana.json")
}

/// Each query, with the title of its panel.
fn queries(panels: &[Panel]) -> Vec<(&'static str, &str)> {
    let of_panel = |panel: &'static str, expr| (panel, expr);
    let queries = panels.iter().flat_map(|panel| {
        let queries = panel.queries.iter();
        queries.map(|query| of_panel(panel.title, query.expr.as_str()))
    });
    queries.collect()
}

#[test]
fn the_file_is_what_is_made_from_the_guide() {
    let made = dashboard::json(&panels(&Documented::read()));
    let made = format!("{}\n", serde_json::to_string_pretty(&made).unwrap());
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path(), &made).unwrap();
    }
    let file = fs::read_to_string(path()).unwrap().replace("\r\n", "\n");
    assert!(
        file == made,
        "write it anew: UPDATE_EXPECT=1 cargo test-library --test grafana"
    );
}

#[test]
fn each_query_asks_for_what_a_program_exports() {
    let exported = Exported::by_a_run();
    let panels = panels(&Documented::read());
    for (panel, expr) in queries(&panels) {
        let query = Query::parse(expr);
        assert!(!query.selectors.is_empty(), "{panel}: {expr}");
        for selector in &query.selectors {
            let series = exported.series(&selector.metric);
            assert!(
                !series.is_empty(),
                "{panel}: nobody exports {}",
                selector.metric
            );
            for (label, value) in &selector.labels {
                let mut values = series.iter().filter_map(|labels| labels.get(label));
                let exists = match value {
                    Some(value) => values.any(|exported| exported == value),
                    None => values.next().is_some(),
                };
                assert!(
                    exists,
                    "{panel}: {} has no {label}={value:?}",
                    selector.metric
                );
            }
        }
        for label in &query.grouped_by {
            let all = query
                .selectors
                .iter()
                .flat_map(|selector| exported.series(&selector.metric));
            assert!(
                all.into_iter().any(|labels| labels.contains_key(label)),
                "{panel}: by {label}"
            );
        }
    }
}

#[test]
fn each_metric_of_the_guide_is_exported_and_shown() {
    let documented = Documented::read();
    let exported = Exported::by_a_run();
    let panels = panels(&documented);
    let shown: BTreeSet<String> = queries(&panels)
        .iter()
        .flat_map(|(_, expr)| Query::parse(expr).selectors)
        .map(|selector| documented::without_suffix(&selector.metric).to_owned())
        .collect();
    for (metric, labels) in documented.metrics() {
        assert!(shown.contains(metric), "{metric} is on no panel");
        let series = exported.of_documented(metric);
        for label in labels {
            assert!(
                series.iter().all(|found| found.contains_key(label)),
                "{metric}: {label}"
            );
        }
        let unknown = series.iter().flat_map(|found| found.keys());
        let mut unknown = unknown.filter(|label| !labels.contains(label) && *label != "le");
        assert_eq!(
            unknown.next(),
            None,
            "{metric} has a label that the guide lacks"
        );
    }
}

/// Of the schema: <https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/>.
#[test]
fn grafana_finds_every_panel_and_its_source() {
    let made = dashboard::json(&panels(&Documented::read()));
    let panels = made["panels"].as_array().unwrap();
    let ids: BTreeSet<u64> = panels
        .iter()
        .map(|panel| panel["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids.len(), panels.len());
    let mut taken = BTreeSet::new();
    for panel in panels {
        let place = |part: &str| panel["gridPos"][part].as_u64().unwrap();
        assert!(place("x") + place("w") <= 24, "{panel}");
        for x in place("x")..place("x") + place("w") {
            for y in place("y")..place("y") + place("h") {
                assert!(
                    taken.insert((x, y)),
                    "{} lies on another panel",
                    panel["title"]
                );
            }
        }
        for target in panel["targets"].as_array().unwrap() {
            assert_eq!(target["datasource"]["uid"], "${datasource}");
        }
    }
    let variables = made["templating"]["list"].as_array().unwrap();
    let names: Vec<_> = variables
        .iter()
        .map(|variable| variable["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["datasource", "name"]);
}

#[test]
fn prometheus_answers_every_query() {
    let Some(prometheus) = Prometheus::start(Exported::text_of_a_run) else {
        return;
    };
    let panels = panels(&Documented::read());
    for (panel, expr) in queries(&panels) {
        let expr = expr
            .replace("$__rate_interval", "1m")
            .replace("$name", ".*");
        let found = prometheus.query_until_found(&expr);
        assert!(!found.is_empty(), "{panel}: {expr}");
    }
}

/// What the panel shows of each function.
fn ask(prometheus: &Prometheus, title: &str) -> Vec<(String, String)> {
    let panels = panels(&Documented::read());
    let panel = panels
        .iter()
        .find(|panel| panel.title == title)
        .expect(title);
    let expr = panel.queries[0].expr.replace("$__rate_interval", "1m");
    prometheus.query_until_found(&expr.replace("$name", ".*"))
}

#[test]
fn of_several_servers_the_worst_state_is_shown() {
    let states = [
        "closed",
        "half_open",
        "open",
        "forced_open",
        "forced_closed",
    ];
    let servers = [
        ("down", "half_open"),
        ("down", "open"),
        ("up", "closed"),
        ("up", "closed"),
    ];
    let gauges = move || -> String {
        let of_server = |(server, (name, now)): (usize, &(&str, &str))| {
            let gauge = |state: &&str| {
                let value = u8::from(state == now);
                format!(
                    "reattempt_breaker_state{{name=\"{name}\",state=\"{state}\",server=\"{server}\"}} {value}\n"
                )
            };
            states.iter().map(gauge).collect::<String>()
        };
        servers.iter().enumerate().map(of_server).collect()
    };
    let Some(prometheus) = Prometheus::start(gauges) else {
        return;
    };
    let mut shown = ask(&prometheus, "Breakers");
    shown.sort();
    let expected = [("down", "2"), ("up", "0")];
    assert_eq!(
        shown,
        expected.map(|(name, state)| (name.to_owned(), state.to_owned()))
    );
}

#[test]
fn a_function_that_never_recovers_is_shown_as_such() {
    let Some(prometheus) = Prometheus::start(Exported::text_of_a_run) else {
        return;
    };
    let shown = ask(&prometheus, "Success after a retry");
    assert!(
        shown.iter().any(|(name, _)| name == "grafana.down"),
        "{shown:?}"
    );
}
