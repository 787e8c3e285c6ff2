//! Errors of the standard library, and such as have lost their type.

use std::env::temp_dir;
use std::error::Error;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;

use crate::table::{PERMANENT, TRANSIENT, UNSENT, line};

pub(crate) fn io() -> io::Result<()> {
    let refused = TcpStream::connect(nobody()?).unwrap_err();
    line("a port on which nobody listens", UNSENT, &refused);

    let (mut stream, peer) = connection()?;
    drop(peer);
    let error = stream.read_exact(&mut [0; 4]).unwrap_err();
    line("the other side hangs up", TRANSIENT, &error);

    let error = loop {
        if let Err(error) = stream.write_all(b"hello") {
            break error;
        }
    };
    line("writing to it nevertheless", TRANSIENT, &error);

    let (mut stream, _peer) = connection()?;
    stream.set_read_timeout(Some(Duration::from_millis(10)))?;
    let error = stream.read(&mut [0; 4]).unwrap_err();
    line("the other side says nothing", TRANSIENT, &error);

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let error = TcpListener::bind(listener.local_addr()?).unwrap_err();
    line("a port that is taken", PERMANENT, &error);

    let error = File::open(temp_dir().join("there is no such file")).unwrap_err();
    line("a file that is not there", PERMANENT, &error);

    let error = Command::new(temp_dir()).spawn().unwrap_err();
    line("a directory is run", PERMANENT, &error);

    let error = io::read_to_string(&b"\xff"[..]).unwrap_err();
    line("a text that is no UTF-8", PERMANENT, &error);
    Ok(())
}

/// The class is that of the first known error along the sources.
pub(crate) fn opaque() {
    fn port(text: &str) -> Result<TcpStream, Box<dyn Error>> {
        if text.is_empty() {
            return Err("no port given".into());
        }
        Ok(TcpStream::connect(("127.0.0.1", text.parse()?))?)
    }

    let free = nobody().expect("a free port").port().to_string();
    let error = port(&free).unwrap_err();
    line("boxed: nobody listens", UNSENT, &error);

    let error = port("eighty").unwrap_err();
    line("boxed: a number that is none", PERMANENT, &error);

    let error = port("").unwrap_err();
    line("boxed: a text, of no known type", PERMANENT, &error);

    #[cfg(feature = "anyhow-1")]
    {
        use anyhow::Context as _;

        let error = TcpStream::connect(("127.0.0.1", free.parse().expect("a number")))
            .context("cannot ask for the time")
            .context("cannot set the clock")
            .unwrap_err();
        line("anyhow: below two contexts", UNSENT, &error);
    }
}

#[cfg(feature = "tokio")]
pub(crate) async fn time() {
    let never = std::future::pending::<()>();
    let error = tokio::time::timeout(Duration::from_millis(10), never)
        .await
        .unwrap_err();
    line("tokio's timeout", TRANSIENT, &error);
}

fn nobody() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// Both ends of a connection.
fn connection() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let stream = TcpStream::connect(listener.local_addr()?)?;
    Ok((stream, listener.accept()?.0))
}
