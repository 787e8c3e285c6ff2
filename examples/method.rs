//! A method with `&mut self`: a client that reconnects when its connection breaks.
//!
//! ```console
//! cargo run --example method
//! ```

use std::{
    io::{self, ErrorKind::UnexpectedEof},
    net::SocketAddr,
};

use reattempt::retry;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufStream},
    net::{TcpListener, TcpStream},
};

struct Client {
    server: SocketAddr,
    connection: Option<BufStream<TcpStream>>,
    connects: u32,
}

impl Client {
    /// `io::Error` says itself which of its kinds may pass, so there is nothing to list.
    #[retry(max_attempts = 3, initial_delay = "10ms")]
    async fn ask(&mut self, question: &str) -> io::Result<String> {
        // What is changed in `self` stays changed in the next attempt. A connection that is taken
        // out and put back only when all went well is not used again after an error.
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        connection
            .write_all(format!("{question}\n").as_bytes())
            .await?;
        connection.flush().await?;

        let mut answer = String::new();
        if connection.read_line(&mut answer).await? == 0 {
            return Err(UnexpectedEof.into());
        }
        self.connection = Some(connection);
        Ok(answer.trim_end().to_owned())
    }

    async fn connect(&mut self) -> io::Result<BufStream<TcpStream>> {
        self.connects += 1;
        TcpStream::connect(self.server).await.map(BufStream::new)
    }
}

/// Shouts back. Hangs up after every second line, and after the third before it has answered.
async fn serve(listener: TcpListener) -> io::Result<()> {
    for lines in [2, 0, 2] {
        let mut connection = BufStream::new(listener.accept().await?.0);
        for _ in 0..lines {
            let mut line = String::new();
            connection.read_line(&mut line).await?;
            connection.write_all(line.to_uppercase().as_bytes()).await?;
            connection.flush().await?;
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut client = Client {
        server: listener.local_addr()?,
        connection: None,
        connects: 0,
    };
    tokio::spawn(serve(listener));

    for question in ["one", "two", "three", "four"] {
        let answer = client.ask(question).await?;
        println!("{question} -> {answer} (connection {})", client.connects);
        assert_eq!(answer, question.to_uppercase());
    }
    // The first connection ended after "two", the second at once.
    assert_eq!(client.connects, 3);
    Ok(())
}
