//! Arguments: each attempt gets what the caller passed.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use std::fmt::Write;

macro_rules! borrowed_by_the_body {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        #[allow(clippy::needless_pass_by_value)]
        $($async)? fn call(name: String, tags: Vec<u32>) -> Result<u32, Error> {
            assert_eq!(name, "caller's");
            assert_eq!(tags, [1, 2]);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call("caller's".to_owned(), vec![1, 2])$($await)*)
        }
    };
}

macro_rules! moved_by_the_body {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [words, name])]
        $($async)? fn call(words: Vec<String>, name: String, id: u32) -> Result<u32, Error> {
            let joined: String = words.into_iter().chain([name]).collect();
            assert_eq!((joined.as_str(), id), ("abc", 7));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(vec!["a".to_owned(), "b".to_owned()], "c".to_owned(), 7)$($await)*)
        }
    };
}

macro_rules! mut_copy {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(mut left: u32, right: u32) -> Result<u32, Error> {
            left += right;
            assert_eq!(left, 10);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(7, 3)$($await)*)
        }
    };
}

macro_rules! mut_cloned {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [ids])]
        $($async)? fn call(mut ids: Vec<u32>) -> Result<u32, Error> {
            ids.push(3);
            assert_eq!(ids, [1, 2, 3]);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(vec![1, 2])$($await)*)
        }
    };
}

macro_rules! mut_reference {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(log: &mut Vec<&'static str>, id: u32) -> Result<u32, Error> {
            log.push("asked");
            assert_eq!(id, 7);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut log = Vec::new();
            let result = call(&mut log, 7)$($await)*;
            assert_eq!(log.len(), PROBE.calls.made() as usize);
            outcome(result)
        }
    };
}

/// The body moves a `&mut` along; the next attempt finds it where the caller put it.
macro_rules! mut_mut_reference {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(mut rest: &mut [u32]) -> Result<u32, Error> {
            while let Some((first, tail)) = rest.split_first_mut() {
                *first += 1;
                rest = tail;
            }
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut counts = [0; 3];
            let result = call(&mut counts)$($await)*;
            assert_eq!(counts, [PROBE.calls.made(); 3]);
            outcome(result)
        }
    };
}

/// The body gives away what is inside; the next attempt finds it where the caller put it.
macro_rules! option_of_mut_reference {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        fn push(log: Option<&mut (dyn Write + Send)>) {
            if let Some(log) = log {
                log.write_char('.').expect("a String takes everything");
            }
        }

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call<'a>(
            log: Option<&'a mut Vec<&'a str>>,
            mut taken: Option<&mut impl Extend<u32>>,
            object: Option<&mut (dyn Write + Send)>,
            none: Option<&mut u32>,
        ) -> Result<u32, Error> {
            if let Some(log) = log {
                log.push("asked");
            }
            taken.take().expect("the caller's").extend([1]);
            push(object);
            assert_eq!(none, None);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let (mut log, mut taken, mut object) = (vec![], vec![], String::new());
            let call = call(Some(&mut log), Some(&mut taken), Some(&mut object), None);
            let result = call$($await)*;
            let calls = PROBE.calls.made() as usize;
            assert_eq!((taken.len(), object.len()), (calls, calls));
            outcome(result)
        }
    };
}

macro_rules! tuple_pattern {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call((left, &right): (u32, &u32), [first, ..]: [u32; 2]) -> Result<u32, Error> {
            assert_eq!((left, right, first), (1, 2, 3));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call((1, &2), [3, 4])$($await)*)
        }
    };
}

macro_rules! struct_pattern {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Point {
            x: u32,
            y: u32,
            name: String,
        }

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [name])]
        $($async)? fn call(Point { x, y: height, name }: Point) -> Result<u32, Error> {
            assert_eq!((x, height), (1, 2));
            assert_eq!(name.into_bytes(), b"peak");
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(Point { x: 1, y: 2, name: "peak".to_owned() })$($await)*)
        }
    };
}

macro_rules! mut_inside_patterns {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Step {
            size: u32,
        }

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call((mut sum, by): (u32, u32), Step { mut size }: Step) -> Result<u32, Error> {
            sum += by;
            size *= by;
            assert_eq!((sum, size), (10, 15));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call((7, 3), Step { size: 5 })$($await)*)
        }
    };
}

macro_rules! unnamed {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(_: u32, (_, id): (String, u32), _: &mut Vec<u32>) -> Result<u32, Error> {
            assert_eq!(id, 7);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(1, (String::new(), 7), &mut Vec::new())$($await)*)
        }
    };
}

/// An argument that is compiled out is no argument.
macro_rules! with_attributes {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(
            #[cfg(any())] mut gone: String,
            #[allow(unused_variables)] unused: u32,
            #[cfg(all())] mut kept: u32,
        ) -> Result<u32, Error> {
            kept += 1;
            assert_eq!(kept, 8);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(0, 7)$($await)*)
        }
    };
}

shapes! {
    sync_and_async: [
        borrowed_by_the_body, moved_by_the_body, mut_copy, mut_cloned, mut_reference,
        mut_mut_reference, option_of_mut_reference, tuple_pattern, struct_pattern, mut_inside_patterns, unnamed,
        with_attributes,
    ]
}
