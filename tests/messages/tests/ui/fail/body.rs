//! Mistakes in the body keep their place and their wording.

use reattempt::retry;

#[derive(Debug)]
enum Error {
    Io,
}

struct Other;

fn other() -> Result<u32, Other> {
    Err(Other)
}

// `Ok("text")` in their place has the compiler show `Ok` in the standard library, where its source is installed.
fn text() -> Result<&'static str, Error> {
    Ok("text")
}

fn text_error() -> Result<u32, &'static str> {
    Err("text")
}

fn some_text() -> Option<&'static str> {
    Some("text")
}

#[retry(on = [Io])]
fn tail() -> Result<u32, Error> {
    text()
}

#[retry(on = [Io])]
async fn tail_async() -> Result<u32, Error> {
    text()
}

#[retry(on = [Io])]
fn returned() -> Result<u32, Error> {
    if true {
        return text_error();
    }
    Ok(1)
}

#[retry(on = [Io])]
async fn returned_async() -> Result<u32, Error> {
    if true {
        return text_error();
    }
    Ok(1)
}

#[retry(on = [Io])]
fn question_mark() -> Result<u32, Error> {
    let number = other()?;
    Ok(number)
}

#[retry(on = [Io])]
async fn question_mark_async() -> Result<u32, Error> {
    let number = other()?;
    Ok(number)
}

#[retry(on = [Io])]
fn no_tail() -> Result<u32, Error> {
    let _ = other();
}

#[retry(on = [Io])]
async fn no_tail_async() -> Result<u32, Error> {
    let _ = other();
}

#[retry(on = [Io])]
fn semicolon() -> Result<u32, Error> {
    Ok(1);
}

#[retry(on = [Io])]
fn not_a_result() -> Result<u32, Error> {
    1
}

#[retry(on = [Io])]
async fn not_a_result_async() -> Result<u32, Error> {
    1
}

#[retry]
fn option() -> Option<u32> {
    some_text()
}

#[retry(on = [Io])]
fn not_awaited() -> Result<u32, Error> {
    tail_async().await
}

fn main() {}
