//! Processes that are forked: what the parent has drawn is not drawn again by its children.

#[cfg(unix)]
mod unix {
    use std::cell::RefCell;
    use std::collections::BTreeSet;
    use std::io::{self, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::process::exit;
    use std::time::Duration;

    use fork::{Fork, fork, waitpid};
    use reattempt::retry;

    const DELAYS: usize = 4;
    const CHILDREN: usize = 2;

    thread_local! {
        static SLEPT: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
    }

    fn note(delay: Duration) {
        SLEPT.with_borrow_mut(|slept| slept.push(delay));
    }

    #[retry(max_attempts = 5, jitter = "full", sleep = note, attempt = attempt)]
    fn fails(key: &mut String) -> io::Result<()> {
        *key = attempt.key().to_string();
        Err(io::ErrorKind::ConnectionReset.into())
    }

    /// The delays of one call, and its key.
    fn drawn() -> Vec<String> {
        let mut key = String::new();
        SLEPT.take();
        assert!(fails(&mut key).is_err());
        let delays = SLEPT.take().into_iter();
        let delays: Vec<_> = delays.map(|delay| format!("{delay:?}")).collect();
        assert_eq!(delays.len(), DELAYS);
        delays.into_iter().chain([key]).collect()
    }

    fn drawn_by_a_child() -> Vec<String> {
        let (mut ours, mut theirs) = UnixStream::pair().expect("a pair of sockets");
        match fork().expect("a process") {
            Fork::Child => {
                let written = theirs.write_all(drawn().join("\n").as_bytes());
                exit(i32::from(written.is_err()))
            }
            Fork::Parent(child) => {
                drop(theirs);
                let mut text = String::new();
                ours.read_to_string(&mut text).expect("what it has drawn");
                assert_eq!(waitpid(child).expect("its end"), 0);
                text.lines().map(str::to_owned).collect()
            }
        }
    }

    pub(crate) fn forked_processes_draw_different_delays_and_keys() {
        let before = drawn();
        let children = [(); CHILDREN].map(|()| drawn_by_a_child());
        let after = drawn();

        let all: Vec<_> = [before, after]
            .into_iter()
            .chain(children)
            .flatten()
            .collect();
        assert_eq!(all.len(), (2 + CHILDREN) * (DELAYS + 1));
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len(), "{all:#?}");
    }
}

fn main() {
    #[cfg(unix)]
    unix::forked_processes_draw_different_delays_and_keys();
}
