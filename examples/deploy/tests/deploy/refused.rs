//! What is wrong and stays wrong: it is told at once.

use std::fs;

use serde_json::json;
use servers::installed;

use crate::support::{World, end, until};

#[test]
fn a_wrong_password_is_tried_once() {
    let Some(world) = World::new("PasswordAuthentication yes\nPermitRootLogin yes\n") else {
        return;
    };
    world.write("page", b"hello");
    let login = json!({ "login": { "password_variable": "SITE_PASSWORD" } });
    let site = world.site(world.server.port(), login);

    let ended = end(world.start(&[site], |program| {
        program.env("SITE_PASSWORD", "wrong");
    }));

    ended
        .code(1)
        .says("site: failed: the server refused to let ");
    assert!(!ended.text.contains("retry attempt"), "{}", ended.text);
    assert_eq!(world.connections(), 1);
    // Logged by another process than that which has answered.
    let refused = || world.server.logged("Failed password for");
    until("it is logged", || refused() > 0);
    assert_eq!(refused(), 1);
}

#[test]
fn without_a_password_there_is_none_to_try() {
    let Some(world) = World::new("PasswordAuthentication yes\n") else {
        return;
    };
    world.write("page", b"hello");
    let login = json!({ "login": { "password_variable": "SITE_PASSWORD" } });

    let ended = world.deploy(&[world.site(world.server.port(), login)]);

    ended
        .code(1)
        .says("site: failed: no password in the variable SITE_PASSWORD");
    assert_eq!(world.connections(), 1);
    assert_eq!(world.server.logged("Failed password for"), 0);
}

#[test]
fn a_server_with_another_key_is_told_nothing() {
    let Some(world) = World::new("PasswordAuthentication yes\n") else {
        return;
    };
    world.write("page", b"hello");
    let other = fs::read_to_string(world.directory().join("guest.pub")).expect("a key");
    let site = world.site(world.server.port(), json!({ "host_key": other.trim() }));

    world
        .deploy(&[site])
        .code(1)
        .says("site: failed: ssh: Unknown server key");

    assert_eq!(world.connections(), 1);
    assert_eq!(world.server.logged("Failed"), 0);
}

#[test]
fn a_missing_local_file_is_told_before_anybody_connects() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    let files = json!({ "files": ["page", "image"] });

    let ended = world.deploy(&[world.site(world.server.port(), files)]);

    ended
        .code(1)
        .says("public/image: No such file or directory");
    assert_eq!(world.connections(), 0);
    assert_eq!(world.deployed(), [""; 0]);
}

#[test]
fn permission_denied_is_told_once() {
    let Some(world) = World::new("ForceCommand internal-sftp -R\n") else {
        return;
    };
    world.write("page", b"hello");
    fs::create_dir(world.remote("")).expect("a directory");

    let ended = world.deploy(&[world.site(world.server.port(), json!({}))]);

    ended
        .code(1)
        .says("site: failed: permission denied on the server: ");
    assert!(!ended.text.contains("retry attempt"), "{}", ended.text);
    assert_eq!(world.connections(), 1);
    assert_eq!(world.deployed(), [""; 0]);
}

#[test]
fn a_php_file_with_a_mistake_keeps_the_site_from_being_sent() {
    let Some(world) = World::new("") else { return };
    if installed("php", "php-cli").is_none() {
        return;
    }
    world.write("a.html", b"hello");
    world.write("cart.php", b"<?php echo 'hello\n");

    let ended = world.deploy(&[world.site(world.server.port(), json!({}))]);

    ended
        .code(1)
        .says("cart.php is not sent: Parse error: syntax error");
    assert_eq!(world.connections(), 0);

    world.write("cart.php", b"<?php echo 'hello';\n");
    world
        .deploy(&[world.site(world.server.port(), json!({}))])
        .code(0);
    assert_eq!(world.deployed(), ["a.html", "cart.php"]);
}

#[test]
fn without_php_the_files_are_sent_and_it_is_said() {
    let Some(world) = World::new("") else { return };
    world.write("cart.php", b"<?php echo 'hello\n");

    let site = world.site(world.server.port(), json!({}));
    let ended = end(world.start(&[site], |program| {
        program.env("PATH", "");
    }));

    ended.code(0).says("NOT CHECKED: there is no `php`");
    assert_eq!(world.deployed(), ["cart.php"]);
}

#[test]
fn bad_settings_are_told_before_anybody_connects() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    let port = world.server.port();
    for (changes, told) in [
        (
            json!({ "retry_config": { "max_attempts": 0 } }),
            r#"max_attempts = 0: must be a number from 1, or "unlimited""#,
        ),
        (
            json!({ "retry_config": { "upload": { "max_delay": "5" } } }),
            "`5` needs a unit",
        ),
        (
            json!({ "retry_config": { "initial_delay": "60s" } }),
            "site: connect: ",
        ),
        (
            json!({ "retry_config": { "retryable_errors": ["Shh"] } }),
            r#"retryable_errors: "Shh" is no class and no kind of this error; write "Ssh""#,
        ),
        (json!({ "hots": "localhost" }), "unknown field `hots`"),
    ] {
        let ended = world.deploy(&[world.site(port, changes)]);
        ended.code(2).says(told);
    }
    assert_eq!(world.connections(), 0);
}
