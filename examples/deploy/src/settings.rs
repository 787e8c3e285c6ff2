//! What to deploy, from where to where, and how patiently: a JSON file, and variables of the environment.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use reattempt::Policy;
use reattempt::config::{ErrorNames, Key, PolicySettings, SettingsError};
use serde::Deserialize;

use crate::error::DeployError;

/// A server that restarts is back within a minute.
pub const CONNECT: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::from_secs(2))
    .max_delay(Duration::from_secs(30))
    .build();

/// An upload that breaks off goes on where it was, on a connection that has attempts of its own.
pub const UPLOAD: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_secs(1))
    .max_delay(Duration::from_secs(10))
    .build();

/// A server that has not let us in by then hangs.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// The variables, for operators whose scripts have always set them.
const VARIABLES: [(&str, Key); 4] = [
    // Attempts, in spite of its name.
    ("DEPLOYMENT_MAX_RETRIES", Key::MaxAttempts),
    ("DEPLOYMENT_INITIAL_DELAY", Key::InitialDelay),
    ("DEPLOYMENT_MAX_DELAY", Key::MaxDelay),
    ("DEPLOYMENT_RETRY_JITTER", Key::Jitter),
];

/// One site, ready to be deployed.
#[derive(Debug)]
pub struct Site {
    pub place: Place,
    pub connect: Patience,
    pub upload: Patience,
}

/// What goes where, as the file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub name: String,
    pub host: String,
    #[serde(default = "ssh_port")]
    pub port: u16,
    pub user: String,
    /// The one public key that its server has; without it, the one that `~/.ssh/known_hosts` has.
    pub host_key: Option<String>,
    pub login: Login,
    /// A local directory.
    pub from: PathBuf,
    /// A directory on the server.
    pub to: String,
    /// These files of it; without it, all.
    pub files: Option<Vec<PathBuf>>,
    #[serde(default)]
    retry_config: RetryConfig,
}

fn ssh_port() -> u16 {
    22
}

/// How to prove to the server who we are.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Login {
    /// The variable of the environment that holds a password.
    PasswordVariable(String),
    /// The file of a private key.
    Key(PathBuf),
    /// A private key, beside which its certificate is, and the command that gets a new one when it has expired.
    Certificate { key: PathBuf, renew: Vec<String> },
}

/// How one operation is retried at one site.
#[derive(Clone, Debug)]
pub struct Patience {
    pub policy: Policy,
    pub attempt_timeout: Option<Duration>,
    pub errors: ErrorNames,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sites: Vec<Place>,
}

/// Settings for both operations, and for each of them.
#[derive(Debug, Default, Deserialize)]
struct RetryConfig {
    #[serde(default)]
    connect: PolicySettings,
    #[serde(default)]
    upload: PolicySettings,
    #[serde(flatten)]
    both: PolicySettings,
}

/// Why nothing is deployed at all.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{name}: {source}")]
    Variable {
        name: &'static str,
        source: SettingsError,
    },
    #[error("{of}: {source}")]
    Policy {
        /// The site and the operation.
        of: String,
        source: SettingsError,
    },
    #[error("there is no site `{name}`, but {}", known.join(", "))]
    NoSuchSite { name: String, known: Vec<String> },
}

/// The sites in a file; paths in it start where it is. What a site says itself counts more than what the variables
/// say, which are asked for by name.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(
    path: &Path,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Site>, BadSettings> {
    let text = fs::read_to_string(path);
    let file = text.and_then(|text| Ok(serde_json::from_str::<File>(&text)?));
    let file = file.map_err(|source| BadSettings::File {
        path: path.to_owned(),
        source,
    })?;
    let mut variables = PolicySettings::new();
    for (name, key) in VARIABLES {
        if let Some(text) = variable(name).filter(|text| !text.is_empty()) {
            let set = variables.set(key, &text);
            variables = set.map_err(|source| BadSettings::Variable { name, source })?;
        }
    }
    let base = path.parent().unwrap_or(Path::new(""));
    let sites = file.sites.into_iter();
    sites.map(|site| site.resolve(base, &variables)).collect()
}

/// Only these sites, all if none is named.
///
/// # Errors
/// A name that no site has.
pub fn select(sites: Vec<Site>, names: &[String]) -> Result<Vec<Site>, BadSettings> {
    let is_known = |name: &&String| sites.iter().any(|site| site.place.name == **name);
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        return Err(BadSettings::NoSuchSite {
            name: unknown.clone(),
            known: sites.into_iter().map(|site| site.place.name).collect(),
        });
    }
    let is_wanted = |site: &Site| names.is_empty() || names.contains(&site.place.name);
    Ok(sites.into_iter().filter(is_wanted).collect())
}

impl Place {
    fn resolve(mut self, base: &Path, variables: &PolicySettings) -> Result<Site, BadSettings> {
        self.from = base.join(self.from);
        if let Login::Key(key) | Login::Certificate { key, .. } = &mut self.login {
            *key = base.join(&key);
        }
        let RetryConfig {
            connect,
            upload,
            both,
        } = &self.retry_config;
        let patience = |operation, default, own| {
            let patience = Patience::new(default, [variables, both, own]);
            patience.map_err(|source| BadSettings::Policy {
                of: format!("{}: {operation}", self.name),
                source,
            })
        };
        let mut connect = patience("connect", CONNECT, connect)?;
        connect.attempt_timeout.get_or_insert(CONNECT_TIMEOUT);
        let upload = patience("upload", UPLOAD, upload)?;
        Ok(Site {
            place: self,
            connect,
            upload,
        })
    }
}

impl Patience {
    /// What the code says, changed by layers of which a later one counts more.
    fn new(default: Policy, layers: [&PolicySettings; 3]) -> Result<Self, SettingsError> {
        let mut patience = Self {
            policy: default,
            attempt_timeout: None,
            errors: ErrorNames::new(),
        };
        for layer in layers {
            patience.policy = layer.onto(patience.policy)?;
            patience.attempt_timeout = layer.attempt_timeout().or(patience.attempt_timeout);
            let errors = layer.errors_of::<DeployError>()?;
            if !errors.is_empty() {
                patience.errors = errors;
            }
        }
        Ok(patience)
    }
}
