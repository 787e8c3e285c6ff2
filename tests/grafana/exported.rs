//! What a program exports, as Prometheus reads it.

use std::{collections::BTreeMap, io, time::Duration};

use metrics::with_local_recorder;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use prometheus_parse::Scrape;
use reattempt::{Breaker, Budget, retry};

/// Open for longer than a call waits.
static BREAKER: Breaker = Breaker::builder()
    .consecutive_failures(3)
    .open_for(Duration::from_secs(3600))
    .build();
static BUDGET: Budget = Budget::total(1);

#[retry(name = "grafana.recovers", backoff = ["1ms"])]
fn recovers(failures: &mut u32) -> io::Result<()> {
    *failures = failures.checked_sub(1).ok_or(io::ErrorKind::NotFound)?;
    Err(io::ErrorKind::ConnectionRefused.into())
}

/// Fails `failures` times, then works.
#[retry(name = "grafana.works", backoff = ["1ms"])]
fn works(failures: &mut u32) -> io::Result<()> {
    match failures.checked_sub(1) {
        Some(left) => {
            *failures = left;
            Err(io::ErrorKind::ConnectionReset.into())
        }
        None => Ok(()),
    }
}

#[retry(name = "grafana.down", max_attempts = 5, backoff = ["0s"], breaker = BREAKER)]
fn down() -> io::Result<()> {
    Err(io::ErrorKind::TimedOut.into())
}

#[retry(name = "grafana.poor", max_attempts = 5, backoff = ["0s"], budget = BUDGET)]
fn poor() -> io::Result<()> {
    Err(io::ErrorKind::TimedOut.into())
}

type Labels = BTreeMap<String, String>;

/// All series, by the names of their metrics.
pub(crate) struct Exported(BTreeMap<String, Vec<Labels>>);

impl Exported {
    /// The text of an endpoint, after calls of each kind.
    pub(crate) fn text_of_a_run() -> String {
        let buckets = |metric: &str| Matcher::Full(metric.to_owned());
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(buckets("reattempt_delay_seconds"), &[0.1, 1.0, 10.0])
            .and_then(|builder| {
                builder.set_buckets_for_metric(buckets("reattempt_call_attempts"), &[1.0, 3.0])
            })
            .expect("buckets")
            .build_recorder();
        with_local_recorder(&recorder, || {
            reattempt::metrics::describe();
            assert!(works(&mut 1).is_ok());
            assert!(recovers(&mut 1).is_err());
            for _ in 0..3 {
                assert!(down().is_err() && poor().is_err());
            }
            reattempt::metrics::collect();
        });
        recorder.handle().render()
    }

    pub(crate) fn by_a_run() -> Self {
        let text = Self::text_of_a_run();
        let names: Vec<_> = text
            .lines()
            .filter_map(|line| line.strip_prefix("# TYPE "))
            .collect();
        assert!(names.len() > 4, "{text}");
        let mut all: BTreeMap<String, Vec<Labels>> = BTreeMap::new();
        for line in text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let name = line.split(['{', ' ']).next().unwrap();
            // Without its type each line is a series of its own.
            let scrape = Scrape::parse([Ok::<_, io::Error>(line.to_owned())].into_iter()).unwrap();
            let sample = scrape.samples.first().unwrap_or_else(|| panic!("{line}"));
            let labels = sample
                .labels
                .iter()
                .map(|(key, value)| (key.clone(), value.clone()));
            all.entry(name.to_owned())
                .or_default()
                .push(labels.collect());
        }
        Self(all)
    }

    pub(crate) fn series(&self, metric: &str) -> &[Labels] {
        self.0.get(metric).map_or(&[], Vec::as_slice)
    }

    /// A metric as the guide has it: of a histogram its count.
    #[track_caller]
    pub(crate) fn of_documented(&self, metric: &str) -> &[Labels] {
        let series = match self.series(metric) {
            [] => self.series(&format!("{metric}_count")),
            series => series,
        };
        assert!(!series.is_empty(), "nobody exports {metric}");
        series
    }
}
