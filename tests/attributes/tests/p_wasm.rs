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

use wasm_bindgen::prelude::*;
#[wasm_bindgen]
pub struct Client {
    id: u32,
}
#[wasm_bindgen]
impl Client {
    #[retry(on=[_])]
    pub fn one(&self, n: u32) -> Result<u32, JsError> {
        Ok(fail()?)
    }
    #[retry(on=[_])]
    pub async fn two(self, n: u32) -> Result<u32, JsError> {
        Ok(fail()?)
    }
    #[retry(on=[_])]
    pub fn three(n: String) -> Result<u32, JsError> {
        Ok(fail()?)
    }
}
#[wasm_bindgen]
#[retry(on=[_])]
pub fn free(n: String) -> Result<u32, JsError> {
    Ok(fail()?)
}
#[wasm_bindgen]
#[retry(on=[_])]
pub async fn free_async(n: String) -> Result<u32, JsError> {
    Ok(fail()?)
}
