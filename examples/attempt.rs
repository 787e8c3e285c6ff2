//! The attempt, seen from inside: the first asks the primary, later ones ask the replicas in turn.
//!
//! ```console
//! cargo run --example attempt
//! ```

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

use reattempt::retry;

#[retry(max_attempts = 4, initial_delay = "5ms", attempt = attempt)]
fn read(primary: SocketAddr, replicas: &[SocketAddr]) -> io::Result<String> {
    let server = if attempt.is_first() {
        primary
    } else {
        replicas[attempt.number() as usize % replicas.len()]
    };
    println!("attempt {} asks {server}", attempt.number());

    let mut answer = String::new();
    TcpStream::connect(server)?.read_to_string(&mut answer)?;
    if answer.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(answer)
}

/// A server on loopback that says `answer` once and is gone.
fn serve(answer: &'static str) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || listener.accept()?.0.write_all(answer.as_bytes()));
    Ok(address)
}

fn main() -> io::Result<()> {
    // Servers that hang up without a word.
    let primary = serve("")?;
    let broken = serve("")?;
    let working = serve("from the replica")?;

    let answer = read(primary, &[broken, working])?;
    println!("{answer}");
    assert_eq!(answer, "from the replica");
    Ok(())
}
