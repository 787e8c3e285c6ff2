//! Which layer and which pattern decides, for every key and every kind of source. Patterns are
//! matched against all functions of the process, so this is one of its own.

mod effective;
mod files;
mod keys;
mod precedence;

use reattempt::config::{Config, Effective};
use reattempt::{Policy, retry};
use std::io;

#[retry(name = "deploy.upload", max_attempts = 4)]
fn upload() -> io::Result<()> {
    Ok(())
}

#[retry(name = "deploy.login")]
fn login() -> io::Result<()> {
    Ok(())
}

#[retry(name = "poll", backoff = ["1s", "2s"], jitter = "full")]
fn poll() -> io::Result<()> {
    Ok(())
}

#[retry(backoff = "linear")]
fn unnamed() -> io::Result<()> {
    Ok(())
}

#[retry(name = "generic", max_attempts = attempts)]
async fn generic<T: Send + Sync>(attempts: u32, _thing: &T) -> io::Result<()> {
    Ok(())
}

#[test]
fn the_functions_to_be_configured_run() {
    assert!(
        [upload(), login(), poll(), unnamed()]
            .iter()
            .all(Result::is_ok)
    );
    drop(generic(3, &()));
}

fn check(config: &Config) -> Effective {
    match config.check() {
        Ok(checked) => checked.effective().clone(),
        Err(error) => panic!("{error}"),
    }
}

fn toml(text: &str) -> Config {
    Config::new().toml("retry.toml", text)
}

fn policy(effective: &Effective, site: &str) -> Policy {
    *effective.site(site).unwrap().policy().unwrap()
}

fn attempts(config: &Config, site: &str) -> Option<u32> {
    policy(&check(config), site).max_attempts()
}
