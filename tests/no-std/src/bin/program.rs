//! A program of `core` alone: no standard library, no heap. What starts it and shows its text is the C library.
#![no_std]
#![no_main]

use core::ffi::c_int;
use core::fmt::{self, Write};
use core::panic::PanicInfo;

#[link(name = "c")]
unsafe extern "C" {
    safe fn abort() -> !;
    safe fn putchar(byte: c_int) -> c_int;
}

struct Output;

impl Write for Output {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            putchar(byte.into());
        }
        Ok(())
    }
}

#[unsafe(no_mangle)]
extern "C" fn main() -> c_int {
    no_std::check();
    c_int::from(writeln!(Output, "functions are retried without std").is_err())
}

#[panic_handler]
fn panic(panic: &PanicInfo<'_>) -> ! {
    let _ = writeln!(Output, "{panic}");
    abort()
}
