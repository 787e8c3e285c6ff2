//! A session with the server of a site: `connect`, retried patiently.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reattempt::retry;
use russh::client::{AuthResult, Handle, Handler};
use russh::keys::{
    PrivateKey, PrivateKeyWithHashAlg, PublicKey, PublicKeyOrCertificate, check_known_hosts,
    load_openssh_certificate, load_secret_key,
};
use tokio::net::TcpStream;
use tokio::process::Command;

use crate::error::DeployError;
use crate::progress::SiteProgress;
use crate::session::Session;
use crate::settings::{Login, Site};

impl Site {
    /// Connects, and when the certificate is refused, once more with a new one: once, and without waiting.
    #[retry(
        name = "deploy.login",
        max_attempts = 2,
        backoff = ["0s"],
        on = [CertificateRefused],
        attempt = attempt,
    )]
    pub(crate) async fn connect(
        &self,
        progress: &SiteProgress<'_>,
    ) -> Result<Session, DeployError> {
        if !attempt.is_first() {
            progress.say("the certificate is refused, getting a new one");
            self.place.login.renew().await?;
        }
        let session = self.connect_patiently(progress).await;
        progress.ended(&session);
        session
    }

    /// Connects, and retries what may pass: a server that restarts, hangs or has too many logins at once.
    #[retry(
        name = "deploy.connect",
        label = self.place.name,
        policy = self.connect.policy,
        attempt_timeout = self.connect.attempt_timeout,
        when = |error| self.connect.errors.retries(error),
        on_event = |event| progress.tell("connect", event),
    )]
    async fn connect_patiently(&self, progress: &SiteProgress<'_>) -> Result<Session, DeployError> {
        let stream = TcpStream::connect((&*self.place.host, self.place.port)).await;
        let stream = stream.map_err(DeployError::Connect)?;
        // The answer to each part of a file is waited for.
        stream.set_nodelay(true).map_err(DeployError::Connect)?;
        let trust = Trust::new(self)?;
        let mut ssh = russh::client::connect_stream(Arc::default(), stream, trust).await?;
        self.log_in(&mut ssh).await?;
        Session::open(ssh).await
    }

    async fn log_in(&self, ssh: &mut Handle<Trust>) -> Result<(), DeployError> {
        let user = &self.place.user;
        let mut refused = DeployError::LoginRefused { user: user.clone() };
        let answer = match &self.place.login {
            Login::PasswordVariable(variable) => {
                let password = env::var(variable).map_err(|_| DeployError::NoPassword {
                    variable: variable.clone(),
                })?;
                ssh.authenticate_password(user, password).await?
            }
            Login::Key(path) => {
                let key = PrivateKeyWithHashAlg::new(load_key(path)?, None);
                ssh.authenticate_publickey(user, key).await?
            }
            Login::Certificate { key: path, .. } => {
                let key = load_key(path)?;
                let path = certificate_of(path);
                let certificate = load_openssh_certificate(&path).map_err(russh::Error::SshKey)?;
                refused = DeployError::CertificateRefused { certificate: path };
                ssh.authenticate_openssh_cert(user, key, certificate)
                    .await?
            }
        };
        match answer {
            AuthResult::Success => Ok(()),
            AuthResult::Failure { .. } => Err(refused),
        }
    }
}

impl Login {
    /// Runs the command that replaces the certificate.
    async fn renew(&self) -> Result<(), DeployError> {
        let Self::Certificate { renew, .. } = self else {
            return Ok(());
        };
        let failed = |reason: String| DeployError::NotRenewed {
            command: renew.join(" "),
            reason,
        };
        let [program, arguments @ ..] = &**renew else {
            return Err(failed("there is no command".to_owned()));
        };
        let output = Command::new(program).args(arguments).output().await;
        let output = output.map_err(|error| failed(error.to_string()))?;
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            return Err(failed(stderr.trim().to_owned()));
        }
        Ok(())
    }
}

fn load_key(path: &Path) -> Result<Arc<PrivateKey>, DeployError> {
    let key = load_secret_key(path, None).map_err(russh::Error::Keys)?;
    Ok(Arc::new(key))
}

/// Where `ssh-keygen` puts the certificate of a key.
fn certificate_of(key: &Path) -> PathBuf {
    let mut name = key.as_os_str().to_owned();
    name.push("-cert.pub");
    name.into()
}

/// Whether the server is the one that is meant.
pub(crate) enum Trust {
    /// It has this key.
    Key(PublicKey),
    /// It has the key that `~/.ssh/known_hosts` has for it.
    Known { host: String, port: u16 },
}

impl Trust {
    fn new(site: &Site) -> Result<Self, DeployError> {
        match &site.place.host_key {
            Some(key) => {
                let key = PublicKey::from_openssh(key).map_err(russh::Error::SshKey)?;
                Ok(Self::Key(key))
            }
            None => Ok(Self::Known {
                host: site.place.host.clone(),
                port: site.place.port,
            }),
        }
    }
}

impl Handler for Trust {
    type Error = DeployError;

    async fn check_server_key(
        &mut self,
        presented: &PublicKeyOrCertificate,
    ) -> Result<bool, DeployError> {
        let PublicKeyOrCertificate::PublicKey { key, .. } = presented else {
            return Ok(false);
        };
        match self {
            Self::Key(known) => Ok(known.key_data() == key.key_data()),
            Self::Known { host, port } => {
                Ok(check_known_hosts(host, *port, key).map_err(russh::Error::Keys)?)
            }
        }
    }
}
