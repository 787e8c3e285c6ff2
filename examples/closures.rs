//! Retries without the attribute: policies that call, a retry kept in a struct, decisions without a call.
//!
//! ```console
//! cargo run --example closures
//! ```

use std::{
    cell::Cell,
    error::Error,
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
    time::Duration,
};

use reattempt::{Class, Decision, Event, Past, Policy, Retry};

const POLICY: Policy = Policy::builder()
    .max_attempts(4)
    .initial_delay(Duration::from_millis(10))
    .build();

fn main() -> Result<(), Box<dyn Error>> {
    let server = server()?;

    // 1. A policy calls. The error type says what may pass.
    let attempts = Cell::new(0);
    let answer = POLICY.call(|| {
        attempts.set(attempts.get() + 1);
        ask(server)
    })?;
    println!("{answer:?} in {} attempts", attempts.get());
    assert_eq!((answer.as_str(), attempts.get()), ("hello", 3));

    // 2. A retry in a struct, its policy out of a configuration or a table.
    let client = Client {
        server,
        retry: Retry::new(POLICY).name("client.ask"),
    };
    println!("{:?}", client.ask()?);

    // 3. An error of a type that says nothing of itself, and a look at what happens.
    let words = Cell::new(["busy", "busy", "gone"].as_slice());
    let told = Cell::new(0);
    let error = Retry::new(POLICY)
        .classify(|error: &String| match error.as_str() {
            "busy" => Class::Throttled,
            _ => Class::Permanent,
        })
        .on_event(|event: &Event<'_, String>| {
            told.set(told.get() + 1);
            if let Event::Retrying(retrying) = event {
                println!("{} after attempt {}", retrying.class, retrying.attempt);
            }
        })
        .sleep(|delay| println!("a wait of {delay:?} that nobody sits out here"))
        .with_retry_error()
        .call(|| {
            let (first, rest) = words.get().split_first().expect("three attempts");
            words.set(rest);
            Err::<(), _>((*first).to_owned())
        })
        .unwrap_err();
    println!("{error}, reason: {}", error.reason());
    assert_eq!((error.attempts(), told.get()), (3, 3));

    // 4. A queue asks what comes next, and keeps the past in its table.
    let past = Past {
        attempt: 2,
        elapsed: Duration::from_secs(3),
        previous: Duration::from_millis(10),
    };
    let decision = POLICY.next(&past, Class::Transient, None)?;
    println!("the job: {decision}");
    assert!(matches!(decision, Decision::Retry { .. }));
    Ok(())
}

struct Client {
    server: SocketAddr,
    retry: Retry,
}

impl Client {
    fn ask(&self) -> io::Result<String> {
        self.retry.call(|| ask(self.server))
    }
}

fn ask(server: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect(server)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(answer)
}

/// A server on loopback that hangs up on the first two connections.
fn server() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            if number >= 2 {
                // The client may be gone; that is its own affair.
                let _ = stream.and_then(|mut stream| stream.write_all(b"hello"));
            }
        }
    });
    Ok(address)
}
