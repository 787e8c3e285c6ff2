//! A sync function that waits on a thread where async tasks run says so, once. The log is read from all
//! threads, through a subscriber of the whole process, so this is one of its own.

mod support;

use std::cell::Cell;
use std::future::poll_fn;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::thread;

use reattempt::test_util::VirtualClock;
use reattempt::{Scope, retry};
use support::lines::Lines;
use tokio::runtime::{Builder, Runtime};
use tokio::task::{self, LocalSet, coop};
use tracing_subscriber::layer::SubscriberExt as _;

/// Makes a function with a site of its own, and tells how often the log warned of it.
macro_rules! site {
    ($name:ident) => {
        #[retry(max_attempts = 3, backoff = ["1ms"], jitter = "none", on = [_])]
        fn $name() -> Result<(), &'static str> {
            Err("down")
        }
    };
}

/// The warnings about a function, from any thread.
fn warnings(function: &str) -> Vec<String> {
    let name = format!("name=\"log_blocking::{function}\"");
    let mut lines = all().with(&name);
    lines.retain(|line| line.contains("spawn_blocking"));
    lines
}

fn all() -> &'static Lines {
    static ALL: OnceLock<Lines> = OnceLock::new();
    ALL.get_or_init(|| {
        let lines = Lines::default();
        let subscriber = tracing_subscriber::registry().with(lines.clone());
        tracing::subscriber::set_global_default(subscriber).expect("nobody else sets one");
        lines
    })
}

fn current_thread() -> Runtime {
    all();
    Builder::new_current_thread().build().unwrap()
}

fn multi_thread() -> Runtime {
    all();
    Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap()
}

#[test]
fn a_blocking_wait_in_a_task_of_several_threads_is_warned_of_once() {
    site!(spawned);
    let runtime = multi_thread();
    for _ in 0..2 {
        let task = runtime.spawn(async { spawned().unwrap_err() });
        runtime.block_on(task).unwrap();
    }
    assert_eq!(
        warnings("spawned"),
        [
            "WARN reattempt: a sync function blocks a thread that runs async tasks: make it an \
             `async fn`, or call it in `tokio::task::spawn_blocking` (logged once for each \
             function) name=\"log_blocking::spawned\" delay=1ms"
        ]
    );
}

#[test]
fn a_blocking_wait_in_a_task_of_one_thread_is_warned_of_once() {
    site!(spawned_here);
    let runtime = current_thread();
    runtime
        .block_on(async { task::spawn(async { spawned_here().unwrap_err() }).await })
        .unwrap();
    assert_eq!(warnings("spawned_here").len(), 1);
}

#[test]
fn a_blocking_wait_in_block_on_is_warned_of() {
    site!(blocked_on);
    site!(blocked_on_by_many);
    current_thread().block_on(async { blocked_on().unwrap_err() });
    multi_thread().block_on(async { blocked_on_by_many().unwrap_err() });
    assert_eq!(warnings("blocked_on").len(), 1);
    assert_eq!(warnings("blocked_on_by_many").len(), 1);
}

#[test]
fn a_blocking_wait_in_a_local_task_is_warned_of() {
    site!(local);
    site!(beside_local);
    let tasks = LocalSet::new();
    tasks.block_on(&current_thread(), async {
        beside_local().unwrap_err();
        task::spawn_local(async { local().unwrap_err() })
            .await
            .unwrap();
    });
    assert_eq!(warnings("local").len(), 1);
    assert_eq!(warnings("beside_local").len(), 1);
}

#[test]
fn a_wait_in_spawn_blocking_is_not_warned_of() {
    site!(on_a_thread_for_it);
    site!(on_a_thread_for_it_from_one);
    for (runtime, call) in [
        (
            multi_thread(),
            on_a_thread_for_it as fn() -> Result<(), &'static str>,
        ),
        (current_thread(), on_a_thread_for_it_from_one),
    ] {
        let called = runtime.block_on(async { task::spawn_blocking(call).await });
        assert_eq!(called.unwrap(), Err("down"));
    }
    assert_eq!(warnings("on_a_thread_for_it"), [""; 0]);
    assert_eq!(warnings("on_a_thread_for_it_from_one"), [""; 0]);
}

#[test]
fn a_wait_in_block_in_place_is_not_warned_of() {
    site!(in_place);
    site!(after_it);
    let runtime = multi_thread();
    let task = runtime.spawn(async {
        task::block_in_place(|| in_place().unwrap_err());
        after_it().unwrap_err()
    });
    runtime.block_on(task).unwrap();
    assert_eq!(warnings("in_place"), [""; 0]);
    assert_eq!(warnings("after_it").len(), 1);
}

#[test]
fn a_wait_on_a_thread_of_ones_own_is_not_warned_of() {
    site!(plain);
    site!(entered);
    all();
    thread::spawn(|| plain().unwrap_err()).join().unwrap();

    let runtime = multi_thread();
    let handle = runtime.handle().clone();
    let own = thread::spawn(move || {
        let _entered = handle.enter();
        entered().unwrap_err()
    });
    own.join().unwrap();
    assert_eq!(warnings("plain"), [""; 0]);
    assert_eq!(warnings("entered"), [""; 0]);
}

#[test]
fn a_wait_that_blocks_nothing_is_not_warned_of() {
    site!(in_virtual_time);
    #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
    fn without_delay() -> Result<(), &'static str> {
        Err("down")
    }
    #[retry(max_attempts = 3, backoff = ["1ms"], jitter = "none", on = [_], sleep = |_| ())]
    fn in_its_own_way() -> Result<(), &'static str> {
        Err("down")
    }
    #[retry(max_attempts = 3, backoff = ["1ms"], jitter = "none", on = [_])]
    async fn asynchronous() -> Result<(), &'static str> {
        Err("down")
    }

    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    all();
    runtime.block_on(async {
        let scope = Scope::new().clock(Arc::new(VirtualClock::new()));
        scope.run(in_virtual_time).unwrap_err();
        without_delay().unwrap_err();
        in_its_own_way().unwrap_err();
        asynchronous().await.unwrap_err();
    });
    for function in [
        "in_virtual_time",
        "without_delay",
        "in_its_own_way",
        "asynchronous",
    ] {
        assert_eq!(warnings(function), [""; 0]);
        assert!(!all().with(&format!("::{function}\"")).is_empty());
    }
}

/// Uses up at most so much of a task's budget; how much there was of it.
fn spend(context: &mut Context<'_>, most: usize) -> usize {
    let one = |_: &usize| match coop::poll_proceed(context) {
        Poll::Ready(step) => {
            step.made_progress();
            true
        }
        Poll::Pending => false,
    };
    (0..most).take_while(one).count()
}

#[test]
fn looking_for_a_task_leaves_its_cooperative_budget_as_it_was() {
    const MORE_THAN_ENOUGH: usize = 10_000;
    site!(with_some_left);
    site!(with_none_left);

    // All in one poll, since every poll begins with a new budget.
    let in_one_poll = |body: &dyn Fn(&mut Context<'_>)| {
        current_thread().block_on(poll_fn(|context| {
            body(context);
            Poll::Ready(())
        }));
    };
    let budget = Cell::new(0);
    in_one_poll(&|context| budget.set(spend(context, MORE_THAN_ENOUGH)));
    let (budget, half) = (budget.get(), budget.get() / 2);
    assert!((2..MORE_THAN_ENOUGH).contains(&budget), "{budget}");

    in_one_poll(&|context| {
        assert_eq!(spend(context, half), half);
        with_some_left().unwrap_err();
        assert_eq!(spend(context, MORE_THAN_ENOUGH), budget - half);
    });
    assert_eq!(warnings("with_some_left").len(), 1);

    in_one_poll(&|context| {
        assert_eq!(spend(context, budget), budget);
        with_none_left().unwrap_err();
        assert_eq!(spend(context, 1), 0);
    });
    assert_eq!(warnings("with_none_left").len(), 1);
}
