//! Many sites at the same time.

use std::fs;

use serde_json::json;
use servers::{Fault, Proxy, Visitor};

use crate::support::{World, large};

#[test]
fn sites_at_once_are_all_deployed_to_a_server_that_lets_one_log_in_at_a_time() {
    let Some(world) = World::new("MaxStartups 1\n") else {
        return;
    };
    world.write("page", b"hello");
    let sites: Vec<_> = (0..6)
        .map(|number| {
            let name = format!("site{number}");
            let to = world.remote(&name);
            let retry =
                json!({ "max_attempts": 200, "initial_delay": "50ms", "max_delay": "50ms" });
            let changes = json!({ "name": name, "to": to, "retry_config": retry });
            world.site(world.server.port(), changes)
        })
        .collect();

    let ended = world.deploy(&sites);

    ended.code(0).says("site5: 1 files deployed");
    let dropped = world.server.logged("drop connection");
    assert_eq!(ended.text.matches("retry attempt").count(), dropped);
    // The far side has let in as many as there are sites.
    assert_eq!(world.connections(), 6);
    assert_eq!(world.deployed(), ["page"; 6]);
}

#[test]
fn a_file_that_is_sent_by_several_at_once_is_always_whole() {
    let Some(world) = World::new("") else { return };
    let (old, new) = (large(0), large(1));
    world.write("film", &old);
    let site = world.site(world.server.port(), json!({}));
    world.deploy(std::slice::from_ref(&site)).code(0);
    world.write("film", &new);
    let visitor = Visitor::start(vec![(world.remote("film"), vec![old, new.clone()])]);

    world.deploy(&[(); 4].map(|()| site.clone())).code(0);

    let seen = visitor.end();
    assert!(seen.looks > 0);
    assert_eq!(seen.halves, [""; 0]);
    assert!(fs::read(world.remote("film")).expect("a file") == new);
    assert_eq!(world.deployed(), ["film"]);
}

#[test]
fn one_site_that_fails_does_not_keep_the_others_from_being_deployed() {
    let Some(world) = World::new("") else { return };
    world.write("page", b"hello");
    let proxy = Proxy::start(world.server.port(), [Fault::CutAfter(0); 10]);
    let retry = json!({ "max_attempts": 2, "initial_delay": "20ms" });
    let broken = json!({ "name": "broken", "retry_config": retry });
    let sites = [
        world.site(proxy.port(), broken),
        world.site(world.server.port(), json!({})),
    ];

    let ended = world.deploy(&sites);

    ended
        .code(1)
        .says("broken: failed: ")
        .says("site: 1 files deployed");
    assert_eq!(proxy.connections(), 2);
    assert_eq!(fs::read(world.remote("page")).expect("a file"), b"hello");
}
