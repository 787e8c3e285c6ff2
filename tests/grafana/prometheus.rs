//! A real Prometheus, which asks a small server for the metrics of a run.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::{self, Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// How long two scrapes may take, and the start before.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends with this value, which takes its folder along.
pub(crate) struct Prometheus {
    program: Child,
    address: SocketAddr,
    folder: PathBuf,
}

impl Prometheus {
    /// `None` where it is not installed, which CI does not put up with on Linux.
    pub(crate) fn start(metrics: impl FnOnce() -> String) -> Option<Self> {
        let installed = Command::new("prometheus").arg("--version").output();
        if let Err(error) = installed {
            let must_be =
                cfg!(target_os = "linux") && env::var_os("CI").is_some_and(|ci| ci == "true");
            assert!(!must_be, "needs Prometheus: {error}");
            eprintln!("skipped: needs Prometheus (apt-get install prometheus): {error}");
            return None;
        }
        let exporter = serve(metrics());
        let folder = format!("reattempt-grafana-{}-{}", process::id(), exporter.port());
        let folder = env::temp_dir().join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        let config = folder.join("prometheus.yml");
        let text = format!(
            "global: {{ scrape_interval: 1s }}\nscrape_configs:\n  - job_name: program\n    static_configs: [{{ \
             targets: ['{exporter}'] }}]\n"
        );
        fs::write(&config, text).expect("a file");
        let address = free_address();
        let program = Command::new("prometheus")
            .arg(format!("--config.file={}", config.display()))
            .arg(format!(
                "--storage.tsdb.path={}",
                folder.join("data").display()
            ))
            .arg(format!("--web.listen-address={address}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        Some(Self {
            program,
            address,
            folder,
        })
    }

    /// The last value of each function, as soon as there is one. A query that cannot be read is no matter of time.
    pub(crate) fn query_until_found(&self, expr: &str) -> Vec<(String, String)> {
        let start = Instant::now();
        loop {
            if let Ok(answer) = self.query(expr) {
                assert_eq!(answer["status"], "success", "{expr}: {answer}");
                let found = answer["data"]["result"].as_array().expect("series");
                if !found.is_empty() || start.elapsed() > PATIENCE {
                    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                    let value = |series: &Value| {
                        (text(&series["metric"]["name"]), text(&series["value"][1]))
                    };
                    return found.iter().map(value).collect();
                }
            }
            assert!(start.elapsed() < PATIENCE, "no answer");
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// An error while it does not listen yet, or is not ready.
    fn query(&self, expr: &str) -> io::Result<Value> {
        let encoded = expr.bytes().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "%{byte:02X}");
            text
        });
        let mut stream = std::net::TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let host = self.address;
        write!(
            stream,
            "GET /api/v1/query?query={encoded} HTTP/1.0\r\nHost: {host}\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (_, body) = answer
            .split_once("\r\n\r\n")
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        serde_json::from_str(body).map_err(io::Error::other)
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("its address")
}

/// Answers every request with `metrics`, until the process ends.
fn serve(metrics: String) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = listener.local_addr().expect("its address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = || -> io::Result<()> {
                let mut stream = stream?;
                let _ = stream.read(&mut [0; 4096])?;
                let (kind, length) = ("text/plain; version=0.0.4", metrics.len());
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n\
                     {metrics}"
                )
            };
            // Whoever asked has gone.
            let _ = answer();
        }
    });
    address
}
