#![allow(warnings)]
use reattempt::retry;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
pub static BODIES: AtomicU32 = AtomicU32::new(0);
fn fail() -> io::Result<u32> {
    BODIES.fetch_add(1, Relaxed);
    Err(io::ErrorKind::ConnectionRefused.into())
}
fn main() {}

use rstest::rstest;
use serial_test::serial;
use test_case::test_case;
#[rstest]
#[case(1)]
#[case(2)]
#[retry]
fn one(#[case] n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[rstest]
#[case(1)]
#[tokio::test]
#[retry]
async fn one_async(#[case] n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[retry]
#[rstest]
#[case(1)]
#[case(2)]
fn one_b(#[case] n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[test_case(1)]
#[test_case(2)]
#[retry]
fn two(n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[test_case(1)]
#[tokio::test]
#[retry]
async fn two_async(n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[retry]
#[test_case(1)]
#[test_case(2)]
fn two_b(n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[serial]
#[retry]
#[test]
fn three() -> io::Result<()> {
    fail().map(drop)
}
#[serial]
#[test]
#[retry]
fn three_a() -> io::Result<()> {
    fail().map(drop)
}
#[test]
#[serial]
#[retry]
fn three_b() -> io::Result<()> {
    fail().map(drop)
}
#[retry]
#[test]
#[serial]
fn three_c() -> io::Result<()> {
    fail().map(drop)
}
#[test]
#[retry]
fn four() -> io::Result<()> {
    fail().map(drop)
}
#[retry]
#[test]
fn five() -> io::Result<()> {
    fail().map(drop)
}
#[serial]
#[tokio::test]
#[retry]
async fn serial_async() -> io::Result<()> {
    fail().map(drop)
}
#[tokio::test]
#[serial]
#[retry]
async fn serial_async2() -> io::Result<()> {
    fail().map(drop)
}

#[rstest]
#[case(1)]
#[retry]
#[tokio::test]
async fn one_async_b(#[case] n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[test_case(1)]
#[retry]
#[tokio::test]
async fn two_async_b(n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[retry]
#[test_case(1)]
#[tokio::test]
async fn two_async_c(n: u32) -> io::Result<()> {
    fail().map(drop)
}
#[serial]
#[retry]
#[tokio::test]
async fn serial_async3() -> io::Result<()> {
    fail().map(drop)
}
#[retry]
#[tokio::test]
#[serial]
async fn serial_async4() -> io::Result<()> {
    fail().map(drop)
}
#[test_log::test(tokio::test)]
#[retry]
async fn tl() -> io::Result<()> {
    fail().map(drop)
}
#[test_log::test]
#[retry]
fn tl_b() -> io::Result<()> {
    fail().map(drop)
}
#[retry]
#[test_log::test(tokio::test)]
async fn tl2() -> io::Result<()> {
    fail().map(drop)
}
