//! Configurations with very many mistakes: the time grows with their number, not with its square.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use allocation_counter::measure;
use reattempt::config::Config;

const MISTAKES: usize = 8_000;

/// Far above what it takes on a slow machine, far below what the square of the number would take.
const LIMIT: Duration = Duration::from_secs(8);

#[track_caller]
fn assert_all_told(config: &Config, problems: usize) {
    let start = Instant::now();
    let error = config.check().unwrap_err();
    assert_eq!(error.problems().len(), problems);
    assert_eq!(error.to_string().lines().count(), problems);
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
}

fn lines(line: impl Fn(usize) -> String) -> String {
    (0..MISTAKES).fold(String::new(), |mut text, number| {
        writeln!(text, "{}", line(number)).unwrap();
        text
    })
}

/// Of the work, allocations can be counted: twice the number of mistakes takes about twice as many.
#[test]
fn the_work_is_in_proportion_to_the_number_of_mistakes() {
    let wrong_keys = |number: usize| {
        let keys = (0..number).map(|number| format!("max_atempts_{number} = 1\n"));
        format!("['*']\n{}", keys.collect::<String>())
    };
    let wrong_values = |number: usize| {
        let tables = (0..number).map(|number| format!("['{number}']\nfactor = 0\n"));
        tables.collect::<String>()
    };
    let texts: [&dyn Fn(usize) -> String; 2] = [&wrong_keys, &wrong_values];
    for text in texts {
        let work = |number| {
            let config = Config::new().toml("a.toml", text(number));
            measure(|| drop(config.check().unwrap_err().to_string())).count_total
        };
        let (half, whole) = (work(4_000), work(8_000));
        assert!(whole < half / 2 * 5, "{half}, {whole}");
    }
}

#[test]
fn wrong_keys() {
    let text = lines(|number| format!("max_atempts_{number} = 1"));
    assert_all_told(
        &Config::new().toml("a.toml", format!("['*']\n{text}")),
        MISTAKES,
    );
}

#[test]
fn wrong_patterns() {
    let text = lines(|number| format!("'deploy.up{number}' = {{}}\n'deploy.up*{number}' = {{}}"));
    assert_all_told(&Config::new().toml("a.toml", text), 2 * MISTAKES);
}

#[test]
fn wrong_values() {
    let wrong = lines(|number| format!("['{number}']\nfactor = 0"));
    assert_all_told(&Config::new().toml("a.toml", wrong), 2 * MISTAKES);
}

#[test]
fn wrong_variables() {
    let letters = ('\u{4e00}'..).take(MISTAKES);
    let variables = letters.map(|letter| (format!("APP_FACTOR{letter}"), "1"));
    let config = Config::new().env("APP", "deploy.*").vars(variables);
    assert_all_told(&config, MISTAKES);
}

#[test]
fn settings_that_are_equally_precise() {
    let pattern = |number: usize| format!("{}*", &"deploy."[..number % 7]);
    let same = (0..MISTAKES).map(|number| format!("\"{}\": {{ \"factor\": 3 }}", pattern(number)));
    let text = format!("{{{}}}", same.collect::<Vec<_>>().join(","));
    let start = Instant::now();
    assert!(Config::new().json("a.json", text).check().is_err());
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
}

#[test]
fn a_very_long_word_is_compared_with_none() {
    let long = "x".repeat(1_000_000);
    let text = format!("['*']\n{long} = 1\n['{long}']\nfactor = 3\n['{long}*']\nfactor = 3");
    assert_all_told(&Config::new().toml("a.toml", text), 3);
}
