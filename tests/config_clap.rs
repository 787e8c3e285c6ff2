//! Flags of the command line. A configuration is checked against all functions of its process, so
//! this is one of its own.

use clap::Parser;
use reattempt::clap::RetryArgs;
use reattempt::config::Config;
use reattempt::retry;
use std::io;

#[derive(Debug, Parser)]
struct Cli {
    #[command(flatten)]
    retry: RetryArgs,
    files: Vec<String>,
}

#[retry(name = "upload", jitter = "full")]
fn upload() -> io::Result<()> {
    Ok(())
}

#[retry(name = "listed", backoff = ["1s"])]
fn listed() -> io::Result<()> {
    Ok(())
}

fn parse(flags: &[&str]) -> RetryArgs {
    let args = ["deploy"].iter().chain(flags);
    Cli::try_parse_from(args)
        .unwrap_or_else(|error| panic!("{error}"))
        .retry
}

fn shown(flags: &[&str]) -> String {
    let config = Config::new().flags(&parse(flags), "*");
    let checked = config.check().unwrap_or_else(|error| panic!("{error}"));
    let site = checked.effective().site("upload").unwrap();
    if site.is_enabled() {
        site.policy().unwrap().to_string()
    } else {
        "off".to_owned()
    }
}

#[test]
fn the_functions_to_be_configured_run() {
    assert!([upload(), listed()].iter().all(Result::is_ok));
}

#[test]
fn every_flag_sets_its_part_of_the_policy() {
    for (flags, expected) in [
        (
            &[][..],
            "3 attempts, exponential from 1s x2 up to 60s, full jitter",
        ),
        (
            &["--retry-attempts", "5"],
            "5 attempts, exponential from 1s x2 up to 60s, full jitter",
        ),
        (
            &["--retry-attempts=unlimited", "--retry-max-elapsed=5m"],
            "unlimited attempts, exponential from 1s x2 up to 60s, full jitter, at most 5m in all",
        ),
        (&["--backoff", "fixed"], "3 attempts, fixed 1s, full jitter"),
        (
            &["--backoff", "100ms,1s,5s", "--no-jitter"],
            "3 attempts, delays of 100ms 1s 5s, no jitter",
        ),
        (
            &[
                "--backoff-min",
                "0.5",
                "--backoff-max",
                "10s",
                "--backoff-factor=3",
            ],
            "3 attempts, exponential from 500ms x3 up to 10s, full jitter",
        ),
        (
            &["--jitter=equal"],
            "3 attempts, exponential from 1s x2 up to 60s, equal jitter",
        ),
        (
            &["--jitter", "0.25", "one", "two"],
            "3 attempts, exponential from 1s x2 up to 60s, full jitter",
        ),
        (&["--no-retry"], "off"),
    ] {
        assert_eq!(shown(flags), expected, "{flags:?}");
    }
}

#[test]
fn flags_go_before_variables_and_files() {
    let others = Config::new()
        .toml(
            "retry.toml",
            "upload = { max_attempts = 5, jitter = false }",
        )
        .env("RETRY", "upload")
        .vars([("RETRY_MAX_ATTEMPTS", "6")]);
    let config = others.flags(&parse(&["--retry-attempts", "7", "--jitter"]), "*");
    let checked = config.check().unwrap();
    let upload = checked.effective().site("upload").unwrap();
    assert_eq!(
        upload.policy().unwrap().to_string(),
        "7 attempts, exponential from 1s x2 up to 60s, full jitter"
    );
    assert_eq!(
        upload.settings()[0].to_string(),
        "max_attempts = 7 from --retry-attempts, overriding 6 from RETRY_MAX_ATTEMPTS, overriding 5 from \
         retry.toml \"upload\""
    );
}

#[test]
fn no_retry_works_whatever_the_environment_holds() {
    let config = Config::new()
        .env("APP", "*")
        .vars([("APP_FACTORY", "x"), ("APP_MAX_ATTEMPTS", "many")]);
    assert_eq!(config.check().unwrap_err().problems().len(), 2);
    let checked = config.flags(&parse(&["--no-retry"]), "*").check().unwrap();
    assert!(!checked.effective().site("upload").unwrap().is_enabled());
}

#[test]
fn a_value_that_a_flag_cannot_have_is_refused_while_parsing() {
    for (flags, message) in [
        (
            ["--retry-attempts", "0"],
            "invalid value '0' for '--retry-attempts <NUMBER>': must be a number from 1, or \
             \"unlimited\"",
        ),
        (
            ["--backoff-min", "5 min"],
            "invalid value '5 min' for '--backoff-min <DURATION>': `min` is no unit of time: the units are \
             `ns`, `us`, `ms`, `s`, `m`, `h` and `d`; write `\"5m\"`",
        ),
        (
            ["--backoff", "1,5s"],
            "invalid value '1,5s' for '--backoff <RULE>': `1` needs a unit: it could be seconds or \
             milliseconds; write `\"1s\"` or `\"1ms\"`",
        ),
        (
            ["--backoff", "expo"],
            "invalid value 'expo' for '--backoff <RULE>': must be \"fixed\", \"linear\", \
             \"exponential\", \"fibonacci\", \"decorrelated\" or a list of durations; write \
             \"exponential\"",
        ),
        (
            ["--jitter=most", "x"],
            "invalid value 'most' for '--jitter[=<KIND>]': must be true, false, \"equal\", \
             \"full\", \"none\" or a fraction from 0 to 1",
        ),
        (
            ["--jitter", "--no-jitter"],
            "the argument '--jitter[=<KIND>]' cannot be used with '--no-jitter'",
        ),
    ] {
        let args = ["deploy"].into_iter().chain(flags);
        let error = Cli::try_parse_from(args).unwrap_err().to_string();
        assert!(error.starts_with(&format!("error: {message}")), "{error}");
    }
}

#[test]
fn a_wrong_value_is_shown_without_what_a_terminal_obeys() {
    let flag = "--backoff=\u{1b}[2J\nforged\u{202e}";
    let error = Cli::try_parse_from(["deploy", flag]).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with(
            "error: invalid value '\\u{1b}[2J\\nforged\\u{202e}' for '--backoff <RULE>': "
        ),
        "{text}"
    );
}

#[test]
fn a_contradiction_with_the_code_names_the_flag() {
    let error = |flags: &[&str], pattern| {
        let config = Config::new().flags(&parse(flags), pattern);
        config.check().unwrap_err().to_string()
    };
    assert_eq!(
        error(&["--backoff-max", "500ms"], "*"),
        "--backoff-max=500ms: must be at least 1s, a delay of the backoff that listed has in the \
         code\n\
         --backoff-max=500ms: must be at least 1s, the initial_delay that upload has in the code"
    );
    assert_eq!(
        error(&[], "uplaod"),
        "--retry-attempts and others: \"uplaod\": matches none of the retried functions; the \
         nearest is \"upload\""
    );
}

#[test]
fn help_says_that_attempts_count_the_first_one() {
    use clap::CommandFactory as _;
    Cli::command().debug_assert();
    let help = Cli::command().render_help().to_string();
    assert!(
        help.contains("Attempts in all, the first included"),
        "{help}"
    );
    let heading = help.find("Retries:").unwrap();
    assert!(help.find("--no-retry").unwrap() > heading);
}

#[test]
fn any_key_is_set_by_a_flag_of_its_own() {
    assert_eq!(
        shown(&["--retry-set=max_attempts=7", "--retry-set", "max_delay=5s"]),
        "7 attempts, exponential from 1s x2 up to 5s, full jitter"
    );
    let config = Config::new().flags(&parse(&["--retry-set", "log=off"]), "upload");
    let checked = config.check().unwrap();
    let site = checked.effective().site("upload").unwrap();
    assert_eq!(site.settings()[0].to_string(), "log = off from --retry-set");
    let config = Config::new().flags(&parse(&["--retry-set", "nested=bounded"]), "upload");
    assert!(
        config
            .check()
            .unwrap_err()
            .to_string()
            .starts_with("--retry-set nested=bounded: is of no use to upload"),
    );
    for (setting, message) in [
        (
            "breaker_force",
            "must be a key and its value, such as breaker_force=open",
        ),
        ("max_atempts=3", "there is no such key; write max_attempts"),
        (
            "breaker_force=half",
            r#"must be "open", "closed" or "auto""#,
        ),
        ("max_elapsed=0", "must be a duration above zero"),
    ] {
        let error = Cli::try_parse_from(["deploy", "--retry-set", setting]).unwrap_err();
        assert!(error.to_string().contains(message), "{setting}: {error}");
    }
}
