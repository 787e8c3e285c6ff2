//! Connections that break, hang or are not to be had, and an upload all the same.

use std::fs;
use std::net::TcpStream;
use std::process::{Child, Command};

use serde_json::json;
use servers::{Fault, Proxy, Visitor, installed, succeed};

use crate::support::{World, end, large, until, until_says};

#[test]
fn a_visitor_sees_the_old_file_or_the_new_one_while_connections_are_cut() {
    let Some(world) = World::new("") else { return };
    let (old, new) = (large(0), large(1));
    world.write("film", &old);
    let direct = [world.site(world.server.port(), json!({}))];
    world.deploy(&direct).code(0);
    world.write("film", &new);
    let faults = [0, 500, 700_000, 700_000].map(Fault::CutAfter);
    let proxy = Proxy::start(world.server.port(), faults);
    let visitor = Visitor::start(vec![(world.remote("film"), vec![old, new.clone()])]);

    let ended = world.deploy(&[world.site(proxy.port(), json!({}))]);

    let seen = visitor.end();
    ended
        .code(0)
        .says("site: connect: retry attempt 1/4 after 0.0")
        .says("site: connect: succeeded after 2 retries")
        .says("site: upload: retry attempt 2/2 after 0.0")
        .says("s (the connection broke)")
        .says("site: upload: succeeded after 2 retries")
        .says("site: 1 files deployed");
    assert!(seen.looks > 0);
    assert_eq!(seen.halves, [""; 0]);
    assert!(fs::read(world.remote("film")).expect("a file") == new);
    assert_eq!(world.deployed(), ["film"]);
    assert_eq!(proxy.connections(), 5);
}

#[test]
fn a_terminal_shows_the_retries_beside_the_bar() {
    let Some(world) = World::new("") else { return };
    let Some(script) = installed("script", "bsdutils") else {
        return;
    };
    world.write("film", &large(0));
    let proxy = Proxy::start(world.server.port(), [Fault::CutAfter(700_000)]);
    let file = world.settings(&[world.site(proxy.port(), json!({}))]);

    let command = format!("{} {}", env!("CARGO_BIN_EXE_deploy"), file.display());
    let shown = succeed(Command::new(script).args(["-qec", &command, "/dev/null"]));

    let bar = |line: &&str| line.contains('░');
    let mut bars = shown.split('\r').filter(bar);
    assert!(bars.any(|bar| bar.contains("site/film")), "{shown}");
    assert!(
        bars.any(|bar| bar.contains("upload: retry attempt 1/2 after")),
        "{shown}"
    );
}

/// Starts to deploy, and kills the server after 1.5 MB.
fn killed_in_an_upload(world: &World) -> (Child, Proxy) {
    let proxy = Proxy::start(world.server.port(), [Fault::StallAfter(1_500_000)]);
    let program = world.start(&[world.site(proxy.port(), json!({}))], |_| {});
    until("it has stalled", || proxy.stalled() > 0);
    world.server.kill();
    (program, proxy)
}

/// By a program that has ended.
fn sent_in_all(proxy: &Proxy) -> u64 {
    until("its connections are over", || proxy.open() == 0);
    proxy.sent()
}

#[test]
fn an_upload_goes_on_where_it_was_when_the_server_was_killed() {
    let Some(world) = World::new("") else { return };
    world.write("film", &large(0));

    let (program, proxy) = killed_in_an_upload(&world);
    assert!(!world.remote("film").exists());
    world.server.restart();
    let ended = end(program);

    ended.code(0).says("site: upload: succeeded after 1 retry");
    assert!(fs::read(world.remote("film")).expect("a file") == large(0));
    assert_eq!(world.deployed(), ["film"]);
    assert_eq!(world.connections(), 2);
    let sent = sent_in_all(&proxy);
    assert!(sent < 2_100_000, "{sent}");
}

#[test]
fn an_upload_starts_over_where_the_server_lets_nobody_read() {
    let Some(world) = World::new("ForceCommand internal-sftp -P read\n") else {
        return;
    };
    world.write("film", &large(0));
    let proxy = Proxy::start(world.server.port(), [Fault::CutAfter(1_500_000)]);

    let ended = world.deploy(&[world.site(proxy.port(), json!({}))]);

    ended.code(0);
    assert!(fs::read(world.remote("film")).expect("a file") == large(0));
    let sent = sent_in_all(&proxy);
    assert!(sent > 3_500_000, "{sent}");
}

#[test]
fn what_a_server_has_lost_is_sent_again() {
    let Some(world) = World::new("") else { return };
    world.write("film", &large(0));

    let (program, _proxy) = killed_in_an_upload(&world);
    // As a loss of power may leave it.
    let [left] = &*world.deployed() else {
        panic!("{:?}", world.deployed());
    };
    let left = world.remote(left);
    let mut contents = fs::read(&left).expect("a file");
    contents[1_000_000..].fill(0);
    contents.resize(3_000_000, 0);
    fs::write(&left, contents).expect("a file");
    world.server.restart();
    end(program).code(0);

    assert!(fs::read(world.remote("film")).expect("a file") == large(0));
    assert_eq!(world.deployed(), ["film"]);
}

#[test]
fn a_port_that_refuses_is_tried_until_the_server_listens() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    world.server.kill();

    let retry = json!({ "backoff": "fixed", "initial_delay": "100ms", "max_attempts": 100 });
    let site = world.site(world.server.port(), json!({ "retry_config": retry }));
    let mut program = world.start(&[site], |_| {});
    until_says(&mut program, "no connection: Connection refused");
    world.server.restart();
    end(program).code(0);

    assert_eq!(world.connections(), 1);
    assert_eq!(fs::read(world.remote("page")).expect("a file"), b"hello");
}

#[test]
fn when_all_attempts_have_failed_the_last_error_is_told() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    world.server.kill();
    let proxy = Proxy::start(world.server.port(), []);

    let retry = json!({ "initial_delay": "20ms", "max_attempts": 3 });
    let ended = world.deploy(&[world.site(proxy.port(), json!({ "retry_config": retry }))]);

    ended
        .code(1)
        .says("site: connect: retry attempt 2/2 after 0.0")
        .says("site: connect: all retry attempts failed, last error: ssh: ")
        .says("attempts            3 (2 retries)")
        .says("success rate        0.0 % (0 of 1 calls)")
        .says("mean delay          0.0")
        .says("most common errors  Ssh 3");
    assert_eq!(proxy.connections(), 3);
}

#[test]
fn an_upload_is_not_repeated_when_there_is_no_connecting_any_more() {
    let Some(world) = World::new("") else { return };
    world.write("film", &large(0));
    let faults = [Fault::CutAfter(700_000)].into_iter();
    let faults = faults.chain([Fault::CutAfter(0); 10]);
    let proxy = Proxy::start(world.server.port(), faults);

    let retry = json!({ "initial_delay": "20ms", "max_attempts": 3 });
    let ended = world.deploy(&[world.site(proxy.port(), json!({ "retry_config": retry }))]);

    ended
        .code(1)
        .says("site: failed: the connection is lost: ssh: ");
    assert!(!world.remote("film").exists());
    assert_eq!(proxy.connections(), 1 + 3);
}

#[test]
fn a_connection_that_hangs_is_given_up_and_tried_again() {
    let Some(world) = World::new("") else { return };
    world.write("film", &large(0));
    let faults = [Fault::StallAfter(0), Fault::StallAfter(700_000)];
    let proxy = Proxy::start(world.server.port(), faults);

    let retry = json!({
        "initial_delay": "20ms",
        "connect": { "attempt_timeout": "3s" },
        "upload": { "attempt_timeout": "5s" },
    });
    let ended = world.deploy(&[world.site(proxy.port(), json!({ "retry_config": retry }))]);

    ended
        .code(0)
        .says("site: connect: retry attempt 1/4 after 0.0")
        .says("(the attempt did not end within 3s)")
        .says("(the upload did not end within 5s)")
        .says("AttemptTimeout 1")
        .says("UploadTimeout 1");
    assert_eq!(proxy.connections(), 3);
    assert!(fs::read(world.remote("film")).expect("a file") == large(0));
}

#[test]
fn a_server_with_too_many_logins_is_asked_again() {
    let Some(world) = World::new("MaxStartups 2\n") else {
        return;
    };
    world.write("page", b"hello");
    let dropped = || world.server.logged("drop connection");
    let busy = [(); 2].map(|()| TcpStream::connect(("127.0.0.1", world.server.port())));
    until("both are connected", || world.connections() >= 2);

    let retry = json!({ "initial_delay": "100ms", "max_attempts": 100, "max_delay": "100ms" });
    let site = world.site(world.server.port(), json!({ "retry_config": retry }));
    let program = world.start(&[site], |_| {});
    until("three are dropped", || dropped() >= 3);
    drop(busy);
    let ended = end(program);

    ended.code(0);
    let retries = ended.text.matches("site: connect: retry attempt").count();
    assert_eq!(dropped(), retries, "{}", ended.text);
    assert_eq!(world.connections(), 3);
    assert_eq!(world.deployed(), ["page"]);
}
