//! A Redis server of this example's own: on loopback, at a free port, gone when it is dropped.

use std::{
    env,
    error::Error,
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

pub(crate) struct Server {
    address: SocketAddr,
    process: Child,
}

impl Server {
    /// `None` where there is no `redis-server`; where `CI` is `true` that is an error.
    pub(crate) fn start() -> Result<Option<Self>, Box<dyn Error>> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        match process(address) {
            Ok(process) => {
                let server = Self { address, process };
                server.wait()?;
                Ok(Some(server))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if env::var("CI").is_ok_and(|ci| ci == "true") {
                    return Err("there is no redis-server".into());
                }
                println!("skipped: there is no redis-server");
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn kill(&mut self) -> io::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    pub(crate) fn restart(&mut self) -> io::Result<()> {
        self.process = process(self.address)?;
        self.wait()
    }

    /// Publishes on the channel `ticks`, as soon as somebody has subscribed.
    pub(crate) fn publish(&self, tick: &str) -> io::Result<()> {
        loop {
            let receivers = self.ask(&format!("PUBLISH ticks {tick}"))?;
            if receivers.trim_end() != ":0" {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn wait(&self) -> io::Result<()> {
        for _ in 0..500 {
            if self.ask("PING").is_ok_and(|answer| answer == "+PONG\r\n") {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Err(io::ErrorKind::TimedOut.into())
    }

    fn ask(&self, command: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(self.address)?;
        write!(stream, "{command}\r\nQUIT\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.trim_end_matches("+OK\r\n").to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.kill();
    }
}

fn process(address: SocketAddr) -> io::Result<Child> {
    Command::new("redis-server")
        .args([
            "--save",
            "",
            "--appendonly",
            "no",
            "--bind",
            "127.0.0.1",
            "--port",
        ])
        .arg(address.port().to_string())
        .stdout(Stdio::null())
        .spawn()
}
