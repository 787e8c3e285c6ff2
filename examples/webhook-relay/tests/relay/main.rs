//! The program, with destinations that count what they see.

#[cfg(target_os = "linux")]
#[path = "../../../../tests/dashboard/tests/page/browser.rs"]
#[expect(dead_code, reason = "another page has other parts")]
mod browser;
#[cfg(unix)]
mod config;
#[cfg(target_os = "linux")]
mod destinations;
#[cfg(target_os = "linux")]
mod page;
#[cfg(unix)]
mod queue;
#[cfg(unix)]
mod requests;
#[cfg(unix)]
mod support;
