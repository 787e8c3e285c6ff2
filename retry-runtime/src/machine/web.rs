//! By JavaScript, on `wasm32-unknown-unknown`.

pub use web_time::Instant;
pub(crate) use web_time::SystemTime;

/// The present instant, by `performance.now()`.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Whether there is a clock.
pub(crate) const HAS_CLOCK: bool = true;

/// Whether a thread can be stopped for a while. It may be the one that the page is drawn by.
pub(crate) const CAN_BLOCK: bool = false;

/// A number that is different in every instance of the module. The keys of the standard library's hash
/// maps are not, so all clients would draw the same delays.
pub(crate) fn seed(_process: u32) -> u64 {
    js_sys::Math::random().to_bits()
}
