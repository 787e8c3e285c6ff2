//! What the server has to say: certificates, and what it can do.

use std::fs;

use serde_json::{Value, json};
use servers::{sshd, succeed};

use crate::support::World;

/// A login with an expired certificate, and a command that notes down each renewal.
fn with_certificate(world: &World, validity: &str) -> Value {
    let expired = sshd::renew(world.directory(), "-2d:-1d");
    succeed(std::process::Command::new(&expired[0]).args(&expired[1..]));
    let renew = sshd::renew(world.directory(), validity);
    let note = world.directory().join("renewals");
    let mut command = vec!["sh".to_owned(), "-c".to_owned()];
    command.push(format!(r#"echo >>"{}" && exec "$@""#, note.display()));
    command.push("sh".to_owned());
    command.extend(renew);
    json!({ "login": { "certificate": { "key": "guest", "renew": command } } })
}

fn renewals(world: &World) -> usize {
    let note = fs::read_to_string(world.directory().join("renewals"));
    note.unwrap_or_default().lines().count()
}

#[test]
fn an_expired_certificate_is_renewed_once() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    let login = with_certificate(&world, "+5m");

    let site = world.site(world.server.port(), login);
    let ended = world.deploy(std::slice::from_ref(&site));

    ended
        .code(0)
        .says("site: the certificate is refused, getting a new one");
    assert_eq!((world.connections(), renewals(&world)), (2, 1));
    assert_eq!(world.server.logged("Certificate invalid: expired"), 1);

    world.deploy(&[site]).code(0);
    assert_eq!((world.connections(), renewals(&world)), (3, 1));
}

#[test]
fn a_new_certificate_that_is_refused_too_is_the_answer() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    let login = with_certificate(&world, "-2d:-1d");

    let ended = world.deploy(&[world.site(world.server.port(), login)]);

    ended
        .code(1)
        .says("site: failed: the server refused the certificate");
    assert_eq!((world.connections(), renewals(&world)), (2, 1));
}

#[test]
fn a_certificate_that_cannot_be_renewed_is_told() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    let mut login = with_certificate(&world, "+5m");
    login["login"]["certificate"]["renew"] =
        json!(["sh", "-c", "echo the vault is locked >&2; exit 1"]);

    let ended = world.deploy(&[world.site(world.server.port(), login)]);

    ended
        .code(1)
        .says("no new certificate from `sh -c")
        .says("the vault is locked");
    assert_eq!(world.connections(), 1);
}

#[test]
fn a_file_is_on_the_disk_before_it_gets_its_name() {
    let log = "{directory}/sftp.log";
    let program = "/usr/lib/openssh/sftp-server -e -l DEBUG1";
    let Some(world) = World::new(&format!("ForceCommand {program} 2>>{log}\n")) else {
        return;
    };
    world.write("page", b"hello");

    world
        .deploy(&[world.site(world.server.port(), json!({}))])
        .code(0);

    let log = fs::read_to_string(world.directory().join("sftp.log")).expect("a log");
    let request = |name: &str| {
        log.find(name)
            .unwrap_or_else(|| panic!("no `{name}`:\n{log}"))
    };
    let order = ["write \"", "fsync \"", "close \"", "posix-rename old \""].map(request);
    assert!(order.is_sorted(), "{log}");
}

#[test]
fn a_server_that_cannot_replace_a_file_keeps_the_old_one() {
    let Some(world) = World::new("ForceCommand internal-sftp -P posix-rename\n") else {
        return;
    };
    let site = [world.site(world.server.port(), json!({}))];
    world.write("page", b"old");
    world.deploy(&site).code(0);

    world.write("page", b"new");
    world
        .deploy(&site)
        .code(1)
        .says("site: failed: sftp: Failure");

    assert_eq!(fs::read(world.remote("page")).expect("a file"), b"old");
    assert_eq!(world.deployed(), ["page"]);
}
