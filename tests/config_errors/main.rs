//! What is wrong with a configuration, word for word. The words name functions out of all those of
//! the process, so this is one of its own.

mod escapes;
mod load;
mod names;
mod sources;
mod together;
mod values;
mod variables;

use reattempt::config::Config;
use reattempt::{Policy, retry};
use std::io;
use std::time::Duration;

const CAREFUL: Policy = Policy::builder()
    .config_max_attempts(5)
    .config_max_delay(Duration::from_secs(90))
    .build();

#[retry(name = "deploy.upload")]
fn upload() -> io::Result<()> {
    Ok(())
}

#[retry(name = "deploy.login")]
fn login() -> io::Result<()> {
    Ok(())
}

#[retry(name = "careful", policy = CAREFUL)]
fn careful() -> io::Result<()> {
    Ok(())
}

#[retry(name = "listed", backoff = ["1s", "30s"])]
fn listed() -> io::Result<()> {
    Ok(())
}

#[retry(name = "at_entry", max_attempts = attempts)]
fn at_entry(attempts: u32) -> io::Result<()> {
    Ok(())
}

#[test]
fn the_functions_to_be_configured_run() {
    assert!(
        [upload(), login(), careful(), listed(), at_entry(1)]
            .iter()
            .all(Result::is_ok)
    );
}

fn error(config: &Config) -> String {
    match config.check() {
        Ok(checked) => panic!("nothing is wrong with {}", checked.effective()),
        Err(error) => error.to_string(),
    }
}

fn toml(text: &str) -> Config {
    Config::new().toml("retry.toml", text)
}

/// The error of one setting of the functions that begin with `deploy.`.
#[track_caller]
fn assert_setting(setting: &str, message: &str) {
    assert_eq!(
        error(&toml(&format!("[\"deploy.*\"]\n{setting}"))),
        format!("retry.toml: \"deploy.*\": {setting}: {message}")
    );
}

const DURATION: &str =
    "must be a duration, as a number of seconds or a text with units such as \"500ms\"";
