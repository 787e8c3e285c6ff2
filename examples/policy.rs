//! One policy for several functions, checked at compile time; one of them changes a part of it.
//!
//! ```console
//! cargo run --example policy
//! ```

use std::{
    fs,
    io::{self, ErrorKind::NotFound},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    time::Duration,
};

use reattempt::{Policy, RetryError, retry};

const NEARBY: Policy = Policy::builder()
    .max_attempts(4)
    .initial_delay(Duration::from_millis(5))
    .max_delay(Duration::from_millis(50))
    .build();

// `RetryError` around the error tells the caller how the retrying went; the body does not know it.
#[retry(policy = NEARBY)]
fn connect(server: SocketAddr) -> Result<TcpStream, RetryError<io::Error>> {
    TcpStream::connect(server)
}

#[retry(policy = NEARBY, max_attempts = 2, when = |error| error.kind() == NotFound)]
fn read(path: &Path) -> Result<String, RetryError<io::Error>> {
    fs::read_to_string(path)
}

fn main() -> io::Result<()> {
    println!("nearby: {NEARBY}");

    // A port that was free a moment ago: nobody listens there.
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let error = connect(nobody).unwrap_err();
    println!("connect: {error}");
    assert_eq!(error.attempts(), 4);

    let error = read(Path::new("no/such/file")).unwrap_err();
    println!("read: {error}");
    assert_eq!(error.attempts(), 2);
    Ok(())
}
