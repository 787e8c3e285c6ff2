//! Which variables with a prefix are settings, which are misspelt ones, and which are the program's own.

use crate::error;
use reattempt::config::{Config, Key, Meaning, ProblemKind};

fn env(prefix: &str, variables: &[(&'static str, &'static str)]) -> Config {
    Config::new()
        .env(prefix, "deploy.*")
        .vars(variables.to_vec())
}

#[test]
fn the_variables_of_a_program_are_not_settings() {
    for variable in [
        "APP_UI_ENABLED",
        "APP_FILTER",
        "APP_DB_MAX_DELAY",
        "APP_MAIL_RELAY",
        "APP_HOST",
        "APP_TIMEOUT",
        "APP_LOG",
        "APP_LOG_LEVEL",
        "APP_DELAY",
        "APP_INTERVAL",
        "APP_MAX_INTERVAL",
        "APP_DEADLINE",
        "APP_TOTAL_TIMEOUT",
        "APP_ATTEMPTS",
        "APP_STRATEGY",
        "APP_MULTIPLIER",
        "APP_DISABLED",
        "APP_ON_EVENT",
        "APP_NAME",
        "APP_POLICY",
        "APP_DELAYS_MAX",
        "APP_",
        "APP",
        "APPLICATION",
        "MAX_ATTEMPTS",
    ] {
        let checked = env("APP", &[(variable, "smtp://user:secret@host")]).check();
        assert!(checked.is_ok(), "{variable}: {}", checked.unwrap_err());
    }
}

#[test]
fn a_misspelt_variable_is_told_the_variable_to_write_and_not_its_value() {
    for (variable, right) in [
        ("DEPLOYMENT_INITAL_DELAY", "DEPLOYMENT_INITIAL_DELAY"),
        ("DEPLOYMENT_INITIAL_DELAYS", "DEPLOYMENT_INITIAL_DELAY"),
        ("DEPLOYMENT_MAX_ATEMPTS", "DEPLOYMENT_MAX_ATTEMPTS"),
        ("DEPLOYMENT_MAXDELAY", "DEPLOYMENT_MAX_DELAY"),
        ("DEPLOYMENT_ENABLE", "DEPLOYMENT_ENABLED"),
        ("DEPLOYMENT_FACTORY", "DEPLOYMENT_FACTOR"),
        ("DEPLOYMENT_jitter", "DEPLOYMENT_JITTER"),
    ] {
        let config = env("DEPLOYMENT", &[(variable, "secret")]);
        assert_eq!(
            error(&config),
            format!(
                "{variable}: there is no such setting; write {right}, or name it by `own_variable` if it \
                 is the program's own"
            )
        );
        assert!(config.own_variable(variable).check().is_ok());
    }
    let problems = env("APP", &[("APP_JITTERS", "secret")])
        .check()
        .unwrap_err();
    let problem = &problems.problems()[0];
    assert!(matches!(problem.kind, ProblemKind::UnknownVariable { .. }));
    assert_eq!(problem.key.as_deref(), Some("jitter"));
    assert!(!format!("{problems:?}").contains("secret"));
}

#[test]
fn a_name_of_another_library_is_a_mistake_where_it_speaks_of_retries() {
    let counted = "max_attempts counts every call, the first one included: write";
    for (prefix, variable, hint) in [
        (
            "APP",
            "APP_MAX_RETRIES",
            format!("{counted} APP_MAX_ATTEMPTS, one more"),
        ),
        (
            "APP",
            "APP_BACKOFF_MAX",
            "it is called APP_MAX_DELAY here".to_owned(),
        ),
        (
            "APP_RETRY",
            "APP_RETRY_INTERVAL",
            "it is called APP_RETRY_INITIAL_DELAY here".to_owned(),
        ),
        (
            "RETRY",
            "RETRY_DISABLED",
            "it is called RETRY_ENABLED here, and false switches off".to_owned(),
        ),
    ] {
        let config = env(prefix, &[(variable, "17")]);
        assert_eq!(
            error(&config),
            format!("{variable}: there is no such setting; {hint}")
        );
        assert!(config.own_variable(variable).check().is_ok());
    }
}

#[test]
fn a_short_name_of_the_program_is_a_setting_only_where_it_is_exact() {
    let config =
        |variable| env("APP", &[(variable, "0")]).alias("tries", Meaning::Key(Key::MaxAttempts));
    assert!(config("APP_TRIES").check().is_err());
    assert!(config("APP_TRIED").check().is_ok());
}

#[test]
fn the_kill_switch_works_whatever_else_the_environment_holds() {
    for variable in [
        "DEPLOY_FACTORY",
        "DEPLOY_MAX_RETRIES",
        "DEPLOY_MAX_ATTEMPTS",
        "DEPLOY_BACKOFF",
        "DEPLOY_INITIAL_DELAY",
        "DEPLOY_HOST",
    ] {
        let other = [(variable, "nonsense")];
        let switched = [other[0], ("DEPLOY_ENABLED", "false")];
        let checked = match env("DEPLOY", &switched).check() {
            Ok(checked) => checked,
            Err(error) => panic!("{error}"),
        };
        let upload = checked.effective().site("deploy.upload").unwrap();
        assert!(!upload.is_enabled());
        let on = [other[0], ("DEPLOY_ENABLED", "true")];
        let is_ours = variable != "DEPLOY_HOST";
        assert_eq!(env("DEPLOY", &on).check().is_err(), is_ours, "{variable}");
    }
    // Thrown in a file.
    let by_file = env("DEPLOY", &[("DEPLOY_FACTORY", "x")]);
    let by_file = by_file.toml("retry.toml", "\"*\" = { enabled = false }");
    assert!(by_file.check().is_ok());
    // Above a ceiling, and against the code.
    let contradicting = env(
        "ALL",
        &[
            ("ALL_ENABLED", "false"),
            ("ALL_MAX_ATTEMPTS", "100"),
            ("ALL_MAX_DELAY", "1ms"),
        ],
    );
    assert!(contradicting.env("ALL", "careful").check().is_ok());
}

#[test]
fn a_mistake_stays_one_while_a_function_it_is_for_is_switched_on() {
    let switched = [
        ("ALL_ENABLED", "false"),
        ("ALL_UP_ENABLED", "true"),
        ("ALL_FACTORY", "x"),
    ];
    let config = Config::new()
        .env("ALL", "*")
        .env("ALL_UP", "deploy.upload")
        .vars(switched);
    assert!(error(&config).starts_with("ALL_FACTORY: "));
    // The switch itself has to be understood.
    let misspelt = env("DEPLOY", &[("DEPLOY_ENABELD", "false")]);
    assert!(error(&misspelt).contains("write DEPLOY_ENABLED"));
    assert!(error(&env("DEPLOY", &[("DEPLOY_ENABLED", "off")])).contains("true or false"));
}
