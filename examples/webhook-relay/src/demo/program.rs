//! The relay as a process of its own, so that it can be killed.

use std::error::Error;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{fs, io};

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::Mutex;
use tokio::time::sleep;

use crate::queue::Depth;

pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The token of every webhook here.
pub const TOKEN: &str = "secret";

/// Longer than anything takes here.
const PATIENCE: Duration = Duration::from_mins(1);

/// Gone, by SIGKILL, when it is dropped.
pub struct Program {
    command: Vec<String>,
    executable: PathBuf,
    ports: [u16; 2],
    http: Client,
    process: Mutex<Option<Child>>,
    files: TempDir,
}

/// What a sender was answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Answered {
    pub code: u16,
    pub status: String,
    pub note: String,
}

impl Program {
    /// Starts one with these webhooks, each `{"name": .., "destination": .., "retry": ..}`. Its queue is a file of its own
    /// if `queue` is none.
    ///
    /// # Errors
    /// It does not start.
    pub async fn start(
        executable: &Path,
        webhooks: Vec<Value>,
        queue: Option<&str>,
        arguments: &[&str],
    ) -> Result<Self> {
        let files = tempfile::tempdir()?;
        let mut webhooks = webhooks;
        for webhook in &mut webhooks {
            webhook["token"] = TOKEN.into();
        }
        let config = files.path().join("relay.json");
        fs::write(&config, json!({ "webhooks": webhooks }).to_string())?;
        let own_queue = format!("sqlite:{}", files.path().join("relay.db").display());
        let ports = [free_port()?, free_port()?];
        let [listen, operators] = ports.map(|port| format!("127.0.0.1:{port}"));
        let config = config.display().to_string();
        let queue = queue.unwrap_or(&own_queue);
        let command = [
            "serve",
            "--config",
            &config,
            "--queue",
            queue,
            "--listen",
            &listen,
            "--operators",
            &operators,
        ];
        let command = command.iter().chain(arguments).map(|&part| part.to_owned());
        let program = Self {
            command: command.collect(),
            executable: executable.to_owned(),
            ports,
            http: Client::new(),
            process: Mutex::new(None),
            files,
        };
        program.restart().await?;
        Ok(program)
    }

    /// After it was killed, or has ended.
    ///
    /// # Errors
    /// It does not start.
    pub async fn restart(&self) -> Result {
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(self.log_path())?;
        let mut command = Command::new(&self.executable);
        command
            .args(&self.command)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        let mut process = self.process.lock().await;
        let process = process.insert(command.kill_on_drop(true).spawn()?);
        let start = Instant::now();
        while self
            .http
            .get(self.operators("status"))
            .send()
            .await
            .is_err()
        {
            if process.try_wait()?.is_some() || start.elapsed() > PATIENCE {
                return Err(format!("the relay does not start:\n{}", self.log()).into());
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// SIGKILL.
    ///
    /// # Errors
    /// It does not run.
    pub async fn kill(&self) -> Result {
        let mut process = self.process.lock().await.take().ok_or("it does not run")?;
        Ok(process.kill().await?)
    }

    /// SIGTERM, until it has ended by itself.
    ///
    /// # Errors
    /// It does not end well.
    pub async fn terminate(&self) -> Result {
        let mut process = self.process.lock().await.take().ok_or("it does not run")?;
        let id = process.id().ok_or("it has ended")?.to_string();
        Command::new("kill").args(["-TERM", &id]).status().await?;
        let ended = tokio::time::timeout(PATIENCE, process.wait()).await??;
        ended
            .success()
            .then_some(())
            .ok_or_else(|| format!("{ended}").into())
    }

    /// Sends a webhook once.
    ///
    /// # Errors
    /// There is no answer.
    pub async fn send(&self, webhook: &str, key: &str) -> Result<Answered> {
        let body = json!({ "event": key }).to_string();
        self.send_as(webhook, Some(key), TOKEN, &body).await
    }

    /// Sends anything.
    ///
    /// # Errors
    /// There is no answer.
    pub async fn send_as(
        &self,
        webhook: &str,
        key: Option<&str>,
        token: &str,
        body: &str,
    ) -> Result<Answered> {
        let url = format!("http://127.0.0.1:{}/webhooks/{webhook}", self.ports[0]);
        let request = self.http.post(url).bearer_auth(token).body(body.to_owned());
        let request = match key {
            Some(key) => request.header("idempotency-key", key),
            None => request,
        };
        let answer = request.send().await?;
        let code = answer.status().as_u16();
        let body: Value = answer.json().await?;
        let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
        Ok(Answered {
            code,
            status: text("status"),
            note: text("note"),
        })
    }

    /// As a good sender does: until it is taken. Whether it was taken the first time.
    ///
    /// # Errors
    /// The relay says that the webhook is bad.
    pub async fn send_until_taken(&self, webhook: &str, key: &str) -> Result<bool> {
        let mut is_first = true;
        loop {
            match self.send(webhook, key).await {
                Ok(Answered {
                    code: 200 | 202, ..
                }) => return Ok(is_first),
                Ok(Answered { code: 500, .. }) | Err(_) => {
                    is_first = false;
                    sleep(Duration::from_millis(50)).await;
                }
                Ok(answered) => return Err(format!("{answered:?}").into()),
            }
        }
    }

    /// Asks as an operator.
    ///
    /// # Errors
    /// There is no JSON in the answer.
    pub async fn get(&self, path: &str) -> Result<Value> {
        Ok(self
            .http
            .get(self.operators(path))
            .send()
            .await?
            .json()
            .await?)
    }

    /// # Errors
    /// There is no answer.
    pub async fn get_text(&self, path: &str) -> Result<String> {
        Ok(self
            .http
            .get(self.operators(path))
            .send()
            .await?
            .text()
            .await?)
    }

    /// Acts as an operator.
    ///
    /// # Errors
    /// There is no answer.
    pub async fn post(&self, path: &str) -> Result<StatusCode> {
        let answer: Response = self.http.post(self.operators(path)).send().await?;
        Ok(answer.status())
    }

    /// # Errors
    /// There is no answer.
    pub async fn depth(&self) -> Result<Depth> {
        Ok(serde_json::from_value(self.get("status").await?)?)
    }

    /// How many deliveries wait, if it says so. One that has just arrived may for a moment: its attempt is over
    /// for the receiver before it is for the queue.
    pub async fn waiting(&self) -> Option<i64> {
        self.depth().await.ok().map(|depth| depth.waiting)
    }

    /// Where operators look.
    pub fn operators(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.ports[1])
    }

    /// All that it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    fn log_path(&self) -> PathBuf {
        self.files.path().join("log")
    }
}

/// Waits until it is so.
///
/// # Errors
/// It does not become so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) -> Result {
    let start = Instant::now();
    while !is_so().await {
        if start.elapsed() > PATIENCE {
            return Err(format!("not within a minute: {what}").into());
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
