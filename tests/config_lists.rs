//! Lists of delays are kept for the life of the process: those that count, each once, and so many of them.

use std::io;

use allocation_counter::measure;
use reattempt::config::{Config, ProblemKind};
use reattempt::retry;

#[retry(name = "load")]
fn load() -> io::Result<()> {
    Ok(())
}

#[test]
fn the_function_runs() {
    load().unwrap();
}

fn list(delays: usize, first: usize) -> String {
    format!("[{first}{}]", ", 1".repeat(delays - 1))
}

fn toml(text: String) -> Config {
    Config::new().toml("retry.toml", text)
}

/// How many allocations are left after `f`.
fn left(f: impl FnOnce()) -> i64 {
    measure(f).count_current
}

#[test]
fn nothing_is_kept_of_what_is_refused() {
    let refused = [
        toml(format!(
            "load = {{ backoff = {}, max_retry = 1 }}",
            list(50, 2)
        )),
        toml(format!(
            "load = {{ backoff = {}, max_delay = \"1ms\" }}",
            list(50, 3)
        )),
        toml("load = { backoff = [1, 2, 0], max_attempts = \"unlimited\" }".to_owned()),
        toml(format!("load = {{ backoff = {} }}", list(1_001, 4))),
        toml(format!("laod = {{ backoff = {} }}", list(50, 5))),
    ];
    for config in &refused {
        // What is set up once.
        drop(config.check().unwrap_err());
        assert_eq!(left(|| drop(config.check().unwrap_err())), 0);
    }
    let overridden = toml(format!(
        "load = {{ backoff = \"fixed\" }}\n\"*\" = {{ backoff = {} }}",
        list(50, 6)
    ));
    drop(overridden.check().unwrap());
    assert_eq!(left(|| drop(overridden.check().unwrap())), 0);
}

#[test]
fn what_is_kept_is_bounded() {
    let long = toml(format!("load = {{ backoff = {} }}", list(1_001, 1)));
    assert_eq!(
        long.check().unwrap_err().to_string(),
        "retry.toml: \"load\": backoff = [1, 1, 1, 1, 1, 1, 1, 1, ..]: must be a list of at most 1000 delays, \
         of which the last repeats, as it is kept while the program runs; it has 1001"
    );
    assert!(
        toml(format!("load = {{ backoff = {} }}", list(1_000, 1)))
            .check()
            .is_ok()
    );

    let backoff = |number: usize| {
        let config = toml(format!("load = {{ backoff = [1, \"{number}ms\"] }}"));
        config.check().map(drop)
    };
    let kept = (1..2_000)
        .take_while(|number| backoff(*number).is_ok())
        .count();
    assert!((900..1_000).contains(&kept), "{kept}");
    assert!(backoff(1).is_ok(), "it is kept already");
    let error = backoff(2_000).unwrap_err();
    assert_eq!(
        error.to_string(),
        "retry.toml: \"load\": backoff = [1, \"2000ms\"]: this list of 2 delays is one too many: at most \
         1000 different lists are kept while the program runs; start it again, or write a rule such as \
         \"exponential\""
    );
    let kind = &error.problems()[0].kind;
    assert!(matches!(kind, ProblemKind::TooManyLists { count: 2, .. }));
}
