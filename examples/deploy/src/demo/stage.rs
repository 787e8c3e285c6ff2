//! Where the demonstration takes place: a real SSH server, a network in front of it that fails as it is told, and
//! a few sites.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use servers::{Fault, Proxy, Server, Visitor, sshd};

/// Larger than what fits into buffers on the way.
const FILM: usize = 4_000_000;

/// Paths and contents.
type Files = Vec<(PathBuf, Vec<u8>)>;

pub(super) struct Stage {
    pub(super) server: Server,
    /// Cuts one connection, lets one hang, and cuts one in the midst of an upload.
    pub(super) unstable: Proxy,
    /// The first connection hangs in the midst of an upload.
    pub(super) hanging: Proxy,
}

impl Stage {
    /// `None` where no SSH server is installed.
    pub(super) fn new() -> Result<Option<Self>, Box<dyn Error>> {
        let Some(server) = sshd::start("MaxStartups 2\nPasswordAuthentication yes\n") else {
            return Ok(None);
        };
        let port = server.port();
        let faults = [
            Fault::CutAfter(0),
            Fault::StallAfter(0),
            Fault::CutAfter(2_000_000),
        ];
        let stage = Self {
            unstable: Proxy::start(port, faults),
            hanging: Proxy::start(port, [Fault::StallAfter(2_000_000)]),
            server,
        };
        stage.write_files()?;
        Ok(Some(stage))
    }

    /// The file that says what to deploy.
    pub(super) fn settings(&self) -> PathBuf {
        self.server.directory().join("sites.json")
    }

    fn local(&self) -> PathBuf {
        self.server.directory().join("public")
    }

    /// What is to be seen on the server of a site that is deployed.
    pub(super) fn remote(&self, site: &str) -> PathBuf {
        self.server.directory().join("www").join(site)
    }

    pub(super) fn visitor(&self, site: &str) -> Result<Visitor, Box<dyn Error>> {
        let files = self.files()?.into_iter();
        let files = files.map(|(path, contents)| (self.remote(site).join(path), vec![contents]));
        Ok(Visitor::start(files.collect()))
    }

    /// Whether these files, and no others, are on the server.
    pub(super) fn is_deployed(&self, site: &str) -> Result<bool, Box<dyn Error>> {
        Ok(read_all(&self.remote(site))? == self.files()?)
    }

    fn files(&self) -> Result<Files, Box<dyn Error>> {
        read_all(&self.local())
    }

    fn write_files(&self) -> Result<(), Box<dyn Error>> {
        let (local, broken) = (self.local(), self.server.directory().join("broken"));
        fs::create_dir_all(local.join("images"))?;
        fs::create_dir_all(&broken)?;
        fs::write(local.join("index.html"), "<h1>Open all day</h1>\n")?;
        fs::write(local.join("cart.php"), "<?php echo 'nothing yet';\n")?;
        let film: Vec<u8> = (0..=250).cycle().take(FILM).collect();
        fs::write(local.join("images").join("film.mp4"), film)?;
        fs::write(broken.join("cart.php"), "<?php echo 'nothing yet\n")?;
        let settings = serde_json::to_string_pretty(&self.sites()?)?;
        fs::write(self.settings(), settings)?;
        // This certificate has expired.
        let expired = sshd::renew(self.server.directory(), "-2d:-1d");
        servers::succeed(std::process::Command::new(&expired[0]).args(&expired[1..]));
        Ok(())
    }

    fn sites(&self) -> Result<Value, Box<dyn Error>> {
        let directory = self.server.directory();
        let host_key = fs::read_to_string(directory.join("host.pub"))?;
        let key = json!({ "key": "user" });
        let renew = sshd::renew(directory, "+5m");
        let certificate = json!({ "certificate": { "key": "guest", "renew": renew } });
        let password = json!({ "password_variable": "HOME" });
        let site = |name: &str, port: u16, login: &Value, from: &str| {
            json!({
                "name": name, "host": "127.0.0.1", "port": port,
                "host_key": host_key.trim(), "user": sshd::user(), "login": login,
                "from": from, "to": self.remote(name),
                "retry_config": {
                    "initial_delay": "200ms",
                    "max_delay": "1s",
                    "connect": { "max_attempts": 8, "attempt_timeout": "3s" },
                },
            })
        };
        let direct = self.server.port();
        Ok(json!({ "sites": [
            site("shop", self.unstable.port(), &key, "public"),
            site("cinema", self.hanging.port(), &key, "public"),
            site("school", direct, &key, "public"),
            site("club", direct, &certificate, "public"),
            site("museum", direct, &password, "public"),
            site("bakery", direct, &key, "broken"),
        ] }))
    }
}

/// All files below a directory, in order.
fn read_all(directory: &Path) -> Result<Files, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(directory).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(directory)?.to_owned();
            files.push((path, fs::read(entry.path())?));
        }
    }
    Ok(files)
}
