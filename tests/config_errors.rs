//! What is wrong with a configuration, word for word.

use reattempt::config::{Config, Meaning, ProblemKind, Source};
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
fn the_functions_run() {
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

#[test]
fn values_out_of_range() {
    let attempts = "must be a number from 1, or \"unlimited\"";
    for value in [
        "0",
        "-3",
        "4294967296",
        "2.5",
        "true",
        "\"many\"",
        "[]",
        "{}",
    ] {
        assert_setting(&format!("max_attempts = {value}"), attempts);
    }
    for (value, instead) in [
        ("\"5\"", "5"),
        ("3.0", "3"),
        ("\"Unlimited\"", "\"unlimited\""),
        ("\"none\"", "\"unlimited\""),
    ] {
        let message = format!("{attempts}; write {instead}");
        assert_setting(&format!("max_attempts = {value}"), &message);
    }
    for value in ["0.5", "-2", "1.1e9", "nan", "inf", "\"fast\"", "true"] {
        let value = if value == "1.1e9" {
            "1100000000.0"
        } else {
            value
        };
        let value = if value == "nan" { "NaN" } else { value };
        let written = value.replace("NaN", "nan");
        assert_eq!(
            error(&toml(&format!("[\"deploy.*\"]\nfactor = {written}"))),
            format!(
                "retry.toml: \"deploy.*\": factor = {value}: must be a number from 1 to 1000000000"
            )
        );
    }
    assert_setting(
        "factor = \"3\"",
        "must be a number from 1 to 1000000000; write 3",
    );
    assert_setting("enabled = 1", "must be true or false");
    assert_setting("enabled = \"false\"", "must be true or false; write false");
}

#[test]
fn durations_need_a_unit_or_are_numbers() {
    for value in [
        "-1",
        "-0.5",
        "nan",
        "inf",
        "1e300",
        "18446744074",
        "1e-12",
        "true",
        "\"\"",
        "\"soon\"",
        "\"-5s\"",
        "\"5min\"",
        "\"1s 2m\"",
        "\"1.s\"",
        "\".5s\"",
        "\"0.1ns\"",
        "\"213504d\"",
        "\"inf\"",
        "\"5 s s\"",
        "[]",
        "{}",
    ] {
        let shown = match value {
            "nan" => "NaN",
            "1e300" => "1e300",
            other => other,
        };
        for key in [
            "initial_delay",
            "max_delay",
            "min_delay",
            "increment",
            "throttled_delay",
        ] {
            assert_eq!(
                error(&toml(&format!("[\"deploy.*\"]\n{key} = {value}"))),
                format!("retry.toml: \"deploy.*\": {key} = {shown}: {DURATION}")
            );
        }
    }
    assert_setting(
        "max_delay = \"5\"",
        &format!("{DURATION}; write \"5s\" or \"5ms\""),
    );
    for value in ["0", "\"0s\"", "\"soon\""] {
        assert_setting(
            &format!("max_elapsed = {value}"),
            "must be a duration above zero, as a number of seconds or a text with units such as \
             \"2m30s\"",
        );
    }
}

#[test]
fn strategies_and_jitter() {
    let backoff = "must be \"fixed\", \"linear\", \"exponential\", \"fibonacci\", \
                   \"decorrelated\" or a list of durations";
    for value in [
        "\"quadratic\"",
        "5",
        "true",
        "[]",
        "[\"1s\", \"soon\"]",
        "[1, -1]",
    ] {
        assert_setting(&format!("backoff = {value}"), backoff);
    }
    assert_setting(
        "backoff = \"constant\"",
        &format!("{backoff}; write \"fixed\""),
    );
    assert_setting("backoff = \"1s\"", &format!("{backoff}; write [\"1s\"]"));
    assert_setting(
        "backoff = [\"5\"]",
        &format!("{backoff}; write \"5s\" or \"5ms\""),
    );
    let jitter = "must be true, false, \"equal\", \"full\", \"none\" or a fraction from 0 to 1";
    for value in ["\"some\"", "25", "-0.5", "[0.5]"] {
        assert_setting(&format!("jitter = {value}"), jitter);
    }
}

#[test]
fn keys() {
    for (setting, instead) in [
        (
            "max_retries = 3",
            "max_attempts counts every call, the first one included: write max_attempts = 4",
        ),
        ("attempts = 3", "it is called max_attempts here"),
        ("base_delay = 1", "it is called initial_delay here"),
        ("backoff_max = 1", "it is called max_delay here"),
        ("deadline = 1", "it is called max_elapsed here"),
        ("multiplier = 2", "it is called factor here"),
        ("max_atempts = 3", "write max_attempts"),
        ("maxDelay = 3", "write max_delay"),
        ("max-delay = 3", "write max_delay"),
        (
            "attempt_timeout = 3",
            "it is an option of the attribute, which only the code can set",
        ),
        (
            "colour = 3",
            "the keys are enabled, max_attempts, backoff, initial_delay, max_delay, min_delay, \
             factor, increment, jitter, max_elapsed, throttled_delay",
        ),
    ] {
        assert_setting(setting, &format!("there is no such key; {instead}"));
    }
    let aliased = Config::new().alias(
        "max_tries",
        Meaning::Key(reattempt::config::Key::MaxAttempts),
    );
    assert_eq!(
        error(&aliased.toml("a.toml", "\"*\" = { max_trys = 1 }")),
        "a.toml: \"*\": max_trys = 1: there is no such key; write max_tries"
    );
}

#[test]
fn names_and_patterns() {
    for (pattern, rest) in [
        ("deploy.uplaod", "; the nearest is \"deploy.upload\""),
        ("depoly.*", "; the nearest is \"deploy.login\""),
        ("*.uplod", "; the nearest is \"deploy.upload\""),
        (
            "billing*",
            "; there are at_entry, careful, deploy.login, deploy.upload and listed",
        ),
    ] {
        assert_eq!(
            error(&toml(&format!("{pattern:?} = {{}}"))),
            format!("retry.toml: {pattern:?}: matches none of the retried functions{rest}")
        );
        assert_eq!(
            error(&Config::new().env("DEPLOY", pattern).vars([("A", "b")])),
            format!("DEPLOY_*: {pattern:?}: matches none of the retried functions{rest}")
        );
    }
    assert_eq!(
        error(&toml("[deploy.upload]\nmax_attempts = 3")),
        "retry.toml: \"deploy\": matches none of the retried functions; there are at_entry, \
         careful, deploy.login, deploy.upload and listed\n\
         retry.toml: \"deploy\": upload = { .. }: there is no such key; a name with a dot stands \
         in quotes: write \"deploy.upload\""
    );
}

#[test]
fn texts_and_trees() {
    let json = |text: &str| error(&Config::new().json("a.json", text));
    assert_eq!(
        json("{\n  \"*\": {]\n}"),
        "a.json: line 2, column 9: key must be a string"
    );
    let syntax = error(&toml("\"*\" = {}\n["));
    assert!(
        syntax.starts_with("retry.toml: line 2, column 2: "),
        "{syntax}"
    );
    assert_eq!(
        json("[]"),
        "a.json: must be a table of functions or patterns, each with a table of settings"
    );
    assert_eq!(
        json(r#"{"*": 5}"#),
        "a.json: \"*\": must be a table of settings, such as { max_attempts = 5 }"
    );
    assert_eq!(
        json(r#"{"*": {"max_attempts": 5, "max_attempts": 6}}"#),
        "a.json: \"*\": max_attempts = 6: a.json \"*\" sets it for at_entry, careful, \
         deploy.login, deploy.upload and listed too, and is as precise"
    );
    assert_eq!(
        error(&Config::new().file("tests/config_errors.rs")),
        "tests/config_errors.rs: must be a file that ends in .json or .toml"
    );
    let missing = Config::new().file("no/such/file.toml").check().unwrap_err();
    let kind = &missing.problems()[0].kind;
    assert!(matches!(kind, ProblemKind::Unreadable { .. }), "{kind}");
}

#[test]
fn variables() {
    let env = |variables: &[(&'static str, &'static str)]| {
        Config::new()
            .env("DEPLOY", "deploy.*")
            .vars(variables.to_vec())
    };
    let attempts = "must be a number from 1, or \"unlimited\"";
    for (variable, value, message) in [
        ("DEPLOY_MAX_ATTEMPTS", "0", attempts),
        ("DEPLOY_MAX_ATTEMPTS", "five", attempts),
        ("DEPLOY_ENABLED", "no", "must be true or false"),
        ("DEPLOY_INITIAL_DELAY", "-1", DURATION),
        ("DEPLOY_INITIAL_DELAY", "500 msec", DURATION),
        (
            "DEPLOY_MAX_ATEMPTS",
            "5",
            "there is no such key; write max_attempts",
        ),
        (
            "DEPLOY_MAX_RETRIES",
            "5",
            "there is no such key; max_attempts counts every call, the first one included: write \
             max_attempts = 6",
        ),
        (
            "DEPLOY_ATTEMPT_TIMEOUT",
            "5",
            "there is no such key; it is an option of the attribute, which only the code can set",
        ),
        ("DEPLOY_FACTORY", "x", "there is no such key; write factor"),
    ] {
        assert_eq!(
            error(&env(&[(variable, value)])),
            format!("{variable}={value}: {message}")
        );
    }
    // These are the program's own.
    let others = [
        ("DEPLOY_HOST", "h"),
        ("DEPLOY_TIMEOUT", "5"),
        ("DEPLOYMENT", "x"),
        ("MAX", "1"),
    ];
    env(&others).check().unwrap();
    env(&[("DEPLOY_FACTORY", "x")])
        .own_variable("DEPLOY_FACTORY")
        .check()
        .unwrap();
}

#[cfg(unix)]
#[test]
fn variables_are_unicode() {
    use std::os::unix::ffi::OsStringExt;
    let broken = std::ffi::OsString::from_vec(vec![0xff]);
    let config = Config::new().env("DEPLOY", "deploy.*");
    assert_eq!(
        error(&config.vars([("DEPLOY_MAX_ATTEMPTS", broken)])),
        "DEPLOY_MAX_ATTEMPTS: must be valid Unicode"
    );
}

#[test]
fn ceilings() {
    assert_eq!(
        error(&toml(
            "[careful]\nmax_attempts = 6\nmax_delay = 91\nbackoff = [1, \"2m\"]\nthrottled_delay = \
             \"1h\""
        )),
        "retry.toml: \"careful\": max_attempts = 6: must be at most 5, the ceiling that careful \
         sets in the code\n\
         retry.toml: \"careful\": backoff = [1, \"2m\"]: must be at most 90s, the ceiling that \
         careful sets in the code\n\
         retry.toml: \"careful\": max_delay = 91: must be at most 90s, the ceiling that careful \
         sets in the code\n\
         retry.toml: \"careful\": throttled_delay = \"1h\": must be at most 90s, the ceiling that \
         careful sets in the code"
    );
    let unlimited = Config::new()
        .env("ALL", "*")
        .vars([("ALL_MAX_ATTEMPTS", "unlimited")]);
    assert_eq!(
        error(&unlimited),
        "ALL_MAX_ATTEMPTS=unlimited: must be at most 5, the ceiling that careful sets in the code"
    );
    toml("[careful]\nmax_attempts = 5\nmax_delay = 90")
        .check()
        .unwrap();
    toml("[\"deploy.*\"]\nmax_attempts = \"unlimited\"")
        .check()
        .unwrap();
}

#[test]
fn contradictions() {
    assert_eq!(
        error(&toml("[\"deploy.*\"]\nmax_delay = \"500ms\"")),
        "retry.toml: \"deploy.*\": max_delay = \"500ms\": must be at least 1s, the initial_delay \
         that deploy.login and deploy.upload have in the code"
    );
    let by_variable = toml("[\"deploy.*\"]\ninitial_delay = 5").env("UP", "deploy.upload");
    assert_eq!(
        error(&by_variable.vars([("UP_MAX_DELAY", "2")])),
        "UP_MAX_DELAY=2: must be at least 5s, the initial_delay that deploy.upload has by \
         retry.toml \"deploy.*\""
    );
    assert_eq!(
        error(&toml(
            "[\"deploy.upload\"]\ninitial_delay = 90\nmin_delay = 70"
        )),
        "retry.toml: \"deploy.upload\": initial_delay = 90: must be at most 60s, the max_delay \
         that deploy.upload has in the code\n\
         retry.toml: \"deploy.upload\": min_delay = 70: must be at most 60s, the max_delay that \
         deploy.upload has in the code"
    );
    assert_eq!(
        error(&toml("[listed]\nmax_delay = 20")),
        "retry.toml: \"listed\": max_delay = 20: must be at least 30s, a delay of the backoff that listed \
         has in the code"
    );
    assert_eq!(
        error(&toml(
            "[\"deploy.login\"]\nmax_attempts = \"unlimited\"\ninitial_delay = 0"
        )),
        "retry.toml: \"deploy.login\": max_attempts = \"unlimited\": with unlimited attempts \
         deploy.login needs a delay above zero"
    );
    // Nothing is known of what the code says, but of two settings that contradict each other.
    toml("[at_entry]\nmax_delay = \"1ms\"").check().unwrap();
    assert_eq!(
        error(&toml(
            "[at_entry]\nmax_delay = \"1ms\"\nmin_delay = \"2ms\""
        )),
        "retry.toml: \"at_entry\": max_delay = \"1ms\": must be at least 2ms, the min_delay that \
         at_entry has by retry.toml \"at_entry\""
    );
}

#[test]
fn parts_without_a_use() {
    assert_eq!(
        error(&toml("[listed]\ninitial_delay = 2")),
        "retry.toml: \"listed\": initial_delay = 2: is not used by the backoff of listed, which \
         is a list of delays"
    );
    assert_eq!(
        error(&toml("[\"deploy.*\"]\nbackoff = \"fixed\"\nfactor = 3")),
        "retry.toml: \"deploy.*\": factor = 3: is not used by the backoff of deploy.login and \
         deploy.upload, which is fixed"
    );
    assert_eq!(
        error(&toml(
            "[\"deploy.login\"]\nbackoff = \"decorrelated\"\njitter = false"
        )),
        "retry.toml: \"deploy.login\": jitter = false: is not used by the backoff of \
         deploy.login, which is decorrelated"
    );
}

#[test]
fn two_patterns_that_are_equally_precise() {
    assert_eq!(
        error(&toml(
            "\"deploy.*\" = { factor = 3 }\n\"*.upload\" = { factor = 4 }"
        )),
        "retry.toml: \"deploy.*\": factor = 3: retry.toml \"*.upload\" sets it for deploy.upload \
         too, and is as precise"
    );
    // Where they set different keys, or another decides, all is well.
    toml("\"deploy.*\" = { factor = 3 }\n\"*.upload\" = { jitter = false }")
        .check()
        .unwrap();
    let decided = "\"deploy.*\" = { factor = 3 }\n\"*.upload\" = { factor = 4 }\n\
                   \"deploy.upload\" = { factor = 5 }";
    toml(decided).check().unwrap();
}

#[test]
fn all_at_once_in_the_order_of_the_layers() {
    let config = toml("[\"deploy.*\"]\nmax_attempts = 0\nfactor = \"fast\"\n[biling]\nx = 1")
        .json("broken.json", "{")
        .env("DEPLOY", "deploy.*")
        .vars([("DEPLOY_JITTER", "maybe"), ("DEPLOY_MAX_DELAY", "1")]);
    let error = config.check().unwrap_err();
    let sources: Vec<String> = error
        .problems()
        .iter()
        .map(|it| it.source.to_string())
        .collect();
    assert_eq!(
        sources,
        [
            "retry.toml",
            "retry.toml",
            "retry.toml",
            "retry.toml",
            "broken.json",
            "DEPLOY_JITTER"
        ]
    );
    assert_eq!(error.to_string().lines().count(), 6);

    let first = error
        .problems()
        .iter()
        .find(|it| it.key.as_deref() == Some("max_attempts"));
    let first = first.unwrap();
    assert_eq!(first.source, Source::File("retry.toml".to_owned()));
    assert_eq!(first.pattern.as_deref(), Some("deploy.*"));
    assert_eq!(first.value.as_deref(), Some("0"));
    let allowed = "a number from 1, or \"unlimited\"";
    let instead = None;
    assert_eq!(first.kind, ProblemKind::Invalid { allowed, instead });
}
