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

mod a {
    use super::*;
    use axum::extract::Query;
    #[axum::debug_handler]
    #[retry]
    async fn one(n: Query<u32>) -> Result<String, E> {
        Err(E)
    }
    #[retry]
    #[axum::debug_handler]
    async fn two(n: Query<u32>) -> Result<String, E> {
        Err(E)
    }
    #[derive(reattempt::Classify, Debug, Clone)]
    #[classify(transient)]
    struct E;
    impl axum::response::IntoResponse for E {
        fn into_response(self) -> axum::response::Response {
            todo!()
        }
    }
}
mod b {
    use super::*;
    #[actix_web::get("/a")]
    #[retry]
    async fn one(n: actix_web::web::Path<u32>) -> io::Result<String> {
        fail().map(|n| n.to_string())
    }
}
mod c {
    use super::*;
    #[retry]
    #[actix_web::get("/a")]
    async fn two(n: actix_web::web::Path<u32>) -> io::Result<String> {
        fail().map(|n| n.to_string())
    }
}
mod d {
    use super::*;
    #[actix_web::main]
    #[retry]
    async fn three() -> io::Result<()> {
        fail().map(drop)
    }
    #[actix_web::test]
    #[retry]
    async fn four() -> io::Result<()> {
        fail().map(drop)
    }
    #[retry]
    #[actix_web::main]
    async fn five() -> io::Result<()> {
        fail().map(drop)
    }
}
