//! Attributes on tests: `rstest`, `test-case`, `serial_test`, `actix-web`. Each test fails twice.

use std::io;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use reattempt::retry;
use rstest::rstest;
use serial_test::serial;
use test_case::test_case;

/// Fails twice, and then no more.
struct Flaky(AtomicU32);

impl Flaky {
    const fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    fn run(&self) -> io::Result<()> {
        match self.0.fetch_add(1, Relaxed) {
            0 | 1 => Err(io::ErrorKind::ConnectionRefused.into()),
            before => {
                assert_eq!(before, 2);
                Ok(())
            }
        }
    }
}

/// One for each case.
static CASES: [Flaky; 15] = [const { Flaky::new() }; 15];

#[rstest]
#[case(0)]
#[case(1)]
#[retry(backoff = ["0s"])]
fn rstest_above(#[case] case: usize) -> io::Result<()> {
    CASES[case].run()
}

#[retry(backoff = ["0s"])]
#[rstest]
#[case(2)]
#[case(3)]
fn rstest_below(#[case] case: usize) -> io::Result<()> {
    CASES[case].run()
}

#[rstest]
#[case(4)]
#[retry(backoff = ["0s"])]
#[tokio::test]
async fn rstest_above_in_tokio(#[case] case: usize) -> io::Result<()> {
    CASES[case].run()
}

#[test_case(5)]
#[test_case(6)]
#[retry(backoff = ["0s"])]
fn test_case_above(case: usize) -> io::Result<()> {
    CASES[case].run()
}

#[retry(backoff = ["0s"])]
#[test_case(7)]
#[test_case(8)]
fn test_case_below(case: usize) -> io::Result<()> {
    CASES[case].run()
}

#[test_case(9)]
#[retry(backoff = ["0s"])]
#[tokio::test]
async fn test_case_above_in_tokio(case: usize) -> io::Result<()> {
    CASES[case].run()
}

#[serial]
#[retry(backoff = ["0s"])]
#[test]
fn serial_above() -> io::Result<()> {
    CASES[10].run()
}

#[retry(backoff = ["0s"])]
#[test]
#[serial]
fn serial_below() -> io::Result<()> {
    CASES[11].run()
}

#[serial]
#[retry(backoff = ["0s"])]
#[tokio::test]
async fn serial_above_in_tokio() -> io::Result<()> {
    CASES[12].run()
}

#[retry(backoff = ["0s"])]
#[tokio::test]
#[serial]
async fn serial_below_in_tokio() -> io::Result<()> {
    CASES[13].run()
}

#[retry(backoff = ["0s"])]
#[actix_web::test]
async fn in_actix() -> io::Result<()> {
    CASES[14].run()
}
