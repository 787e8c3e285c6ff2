//! Which settings count.

use std::fs;
use std::path::Path;

use deploy::settings::{CONNECT, Site, UPLOAD, read};
use serde_json::{Value, json};
use servers::Proxy;

use crate::support::{World, end};

/// What a site with this `retry_config` goes by, and these variables.
fn site(retry: &Value, variables: &[(&str, &str)]) -> Result<Site, String> {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("sites.json");
    let site = json!({
        "name": "site", "host": "localhost", "user": "me", "login": { "key": "user" },
        "from": "public", "to": "/www", "retry_config": retry,
    });
    fs::write(&file, json!({ "sites": [site] }).to_string()).expect("a file");
    let variable = |name: &str| {
        let found = variables.iter().find(|(variable, _)| *variable == name);
        found.map(|(_, text)| (*text).to_owned())
    };
    let sites = read(Path::new(&file), variable);
    sites
        .map_err(|error| error.to_string())
        .map(|mut sites| sites.remove(0))
}

fn policies(retry: &Value, variables: &[(&str, &str)]) -> [String; 2] {
    let site = site(retry, variables).expect("settings");
    [site.connect.policy, site.upload.policy].map(|policy| policy.to_string())
}

#[test]
fn each_operation_has_a_policy_of_its_own() {
    let expected = [
        "5 attempts, exponential from 2s x2 up to 30s, equal jitter",
        "3 attempts, exponential from 1s x2 up to 10s, equal jitter",
    ];
    assert_eq!([CONNECT, UPLOAD].map(|policy| policy.to_string()), expected);
    assert_eq!(policies(&json!({}), &[]), expected);
}

#[test]
fn variables_count_attempts_and_change_both_operations() {
    let variables = [
        ("DEPLOYMENT_MAX_RETRIES", "4"),
        ("DEPLOYMENT_INITIAL_DELAY", "500ms"),
        ("DEPLOYMENT_MAX_DELAY", "5"),
        ("DEPLOYMENT_RETRY_JITTER", "false"),
    ];
    let expected = "4 attempts, exponential from 500ms x2 up to 5s, no jitter";
    assert_eq!(policies(&json!({}), &variables), [expected; 2]);
}

#[test]
fn a_site_counts_more_than_variables_and_an_operation_more_than_a_site() {
    let retry = json!({ "max_attempts": 7, "upload": { "max_attempts": 8, "max_delay": "20s" } });
    let variables = [
        ("DEPLOYMENT_MAX_RETRIES", "4"),
        ("DEPLOYMENT_MAX_DELAY", "5s"),
    ];
    assert_eq!(
        policies(&retry, &variables),
        [
            "7 attempts, exponential from 2s x2 up to 5s, equal jitter",
            "8 attempts, exponential from 1s x2 up to 20s, equal jitter",
        ]
    );
}

#[test]
fn the_file_of_the_readme_can_be_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("sites.example.json");
    let sites = read(&file, |_| None).expect("settings");
    let names = sites.iter().map(|site| &*site.place.name);
    assert_eq!(names.collect::<Vec<_>>(), ["shop", "blog", "archive"]);
}

#[test]
fn a_bad_variable_is_named() {
    assert_eq!(
        site(&json!({}), &[("DEPLOYMENT_MAX_RETRIES", "0")]).expect_err("it is bad"),
        r#"DEPLOYMENT_MAX_RETRIES: max_attempts = 0: must be a number from 1, or "unlimited""#,
    );
}

#[test]
fn the_server_sees_as_many_connections_as_the_settings_say() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    world.server.kill();
    for (retry, connections) in [
        (json!({ "initial_delay": "20ms" }), 2),
        (json!({ "initial_delay": "20ms", "max_attempts": 3 }), 3),
        (json!({ "enabled": false }), 1),
        (json!({ "non_retryable_errors": ["Ssh"] }), 1),
    ] {
        let proxy = Proxy::start(world.server.port(), []);
        let site = world.site(proxy.port(), json!({ "retry_config": retry }));

        let ended = end(world.start(&[site], |program| {
            program.env("DEPLOYMENT_MAX_RETRIES", "2");
        }));

        ended.code(1);
        assert_eq!(proxy.connections(), connections, "{}", ended.text);
    }
}

#[test]
fn only_the_named_sites_are_deployed() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    let sites = ["a", "b"].map(|name| {
        let changes = json!({ "name": name, "to": world.remote(name) });
        world.site(world.server.port(), changes)
    });

    let ended = end(world.start(&sites, |program| {
        program.arg("b");
    }));
    ended.code(0);
    assert!(world.remote("b/page").exists());
    assert!(!world.remote("a").exists());

    let ended = end(world.start(&sites, |program| {
        program.arg("c");
    }));
    ended.code(2).says("error: there is no site `c`, but a, b");
    assert_eq!(world.connections(), 1);
}

#[test]
fn the_help_says_that_retries_are_attempts() {
    let Some(world) = World::new("") else { return };
    let ended = end(world.start(&[], |program| {
        program.arg("--help");
    }));
    ended
        .code(0)
        .says("DEPLOYMENT_MAX_RETRIES    attempts in all, the first included, in spite of its name")
        .says("DEPLOYMENT_INITIAL_DELAY")
        .says("DEPLOYMENT_MAX_DELAY")
        .says("DEPLOYMENT_RETRY_JITTER");
}
