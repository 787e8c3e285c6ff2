//! What is in force, function by function.

use crate::{check, policy, toml};
use reattempt::config::{Config, Source};

#[test]
fn the_effective_configuration_knows_all_functions_by_name() {
    let effective = check(&Config::new());
    let names: Vec<_> = effective
        .sites()
        .iter()
        .map(|site| site.site().name())
        .collect();
    assert_eq!(
        names,
        [
            "config_layers::unnamed",
            "deploy.login",
            "deploy.upload",
            "generic",
            "poll"
        ]
    );
    assert!(effective.site("generic").unwrap().policy().is_none());
    assert_eq!(policy(&effective, "deploy.upload").max_attempts(), Some(4));
}

#[test]
fn each_setting_in_force_says_where_it_comes_from() {
    let config = toml("\"deploy.*\" = { max_attempts = 7, initial_delay = \"500ms\" }")
        .env("DEPLOY", "deploy.*")
        .vars([("DEPLOY_MAX_ATTEMPTS", "5")]);
    let effective = check(&config);
    let site = effective.site("deploy.upload").unwrap();
    assert_eq!(site.settings()[0].value(), "5");
    assert_eq!(site.settings()[0].pattern(), "deploy.*");
    let variable = Source::Variable("DEPLOY_MAX_ATTEMPTS".to_owned());
    assert_eq!(*site.settings()[0].source(), variable);

    let (file, line) = (site.site().file(), site.site().line());
    assert_eq!(
        site.to_string(),
        format!(
            "deploy.upload ({file}:{line}): 5 attempts, exponential from 500ms x2 up to 60s, equal \
             jitter\n    max_attempts = 5 from DEPLOY_MAX_ATTEMPTS, overriding 7 from retry.toml \
             \"deploy.*\"\n    initial_delay = \"500ms\" from retry.toml \"deploy.*\""
        )
    );
    let off = check(&toml("\"*\" = { enabled = false }"));
    let shown = off.site("generic").unwrap().to_string();
    assert!(
        shown.ends_with("): switched off\n    enabled = false from retry.toml \"*\""),
        "{shown}"
    );
}
