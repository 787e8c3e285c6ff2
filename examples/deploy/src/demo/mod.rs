//! The demonstration: a few sites on a bad day.

mod stage;

use std::error::Error;
use std::net::TcpStream;
use std::process::ExitCode;
use std::slice::from_ref;
use std::time::Duration;

use servers::Seen;
use servers::sshd::connections;
use tokio::signal::ctrl_c;
use tokio::time::sleep;
use tokio::{join, select};

use self::stage::Stage;
use crate::deploy_all;
use crate::error::DeployError;
use crate::progress::Progress;
use crate::settings::{Site, read};

type Outcome = Result<(), Box<dyn Error>>;

/// Shows it, and fails if it is not as it should be.
pub async fn run() -> ExitCode {
    // When it is interrupted, the server goes with it.
    let shown = select! {
        shown = show() => shown,
        _ = ctrl_c() => Err("interrupted".into()),
    };
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn show() -> Outcome {
    let Some(stage) = Stage::new()? else {
        return Ok(());
    };
    let progress = Progress::default();
    let sites = read(&stage.settings(), |_| None)?;
    let [shop, cinema, school, club, museum, bakery] = &*sites else {
        return Err("these are not six sites".into());
    };

    println!("1. A network that cuts a connection, lets one hang, and cuts one in an upload");
    stage.deploy(shop, &progress).await?;
    let connected = stage.unstable.connections();
    check(connected == 4, "the fourth connection was good")?;

    println!("\n2. A server that is killed in the midst of an upload, and started again");
    let (deployed, ()) = join!(
        stage.deploy(cinema, &progress),
        stage.restart_when_stalled()
    );
    deployed?;
    while stage.hanging.open() > 0 {
        sleep(Duration::from_millis(5)).await;
    }
    let sent = stage.hanging.sent();
    check(
        sent < 4_500_000,
        &format!("{sent} bytes were sent for 4 MB, none of them twice"),
    )?;

    println!("\n3. A server that has too many logins to do: `MaxStartups 2`");
    let ((), deployed) = join!(stage.keep_busy(), stage.deploy(school, &progress));
    deployed?;

    println!(
        "\n4. A server that is down at first, and then finds that our certificate has expired"
    );
    stage.server.kill();
    let (deployed, ()) = join!(stage.deploy(club, &progress), stage.restart_later());
    deployed?;

    println!("\n5. What no retry helps: a wrong password, and a PHP file with a mistake");
    let before = connections(&stage.server);
    let error = refused(museum, &progress).await?;
    check(
        matches!(error, DeployError::LoginRefused { .. }),
        "the login is refused",
    )?;
    if servers::installed("php", "php-cli").is_some() {
        let error = refused(bakery, &progress).await?;
        check(
            matches!(error, DeployError::Faulty { .. }),
            "the file is not sent",
        )?;
    }
    let connected = connections(&stage.server) - before;
    check(connected == 1, "one connection, for the password")?;

    println!("\n{}", progress.summary());
    Ok(())
}

/// Why a site is not deployed.
async fn refused(site: &Site, progress: &Progress) -> Result<DeployError, Box<dyn Error>> {
    let mut results = deploy_all(from_ref(site), 1, progress).await;
    match results.remove(0) {
        Ok(_) => Err(format!("{} is deployed", site.place.name).into()),
        Err(error) => {
            println!("{}: failed: {error}", site.place.name);
            Ok(error)
        }
    }
}

impl Stage {
    /// Deploys a site, and looks at it all the while.
    async fn deploy(&self, site: &Site, progress: &Progress) -> Outcome {
        let visitor = self.visitor(&site.place.name)?;
        let mut results = deploy_all(from_ref(site), 1, progress).await;
        let Seen { looks, halves } = visitor.end();
        let files = results.remove(0)?;
        check(
            self.is_deployed(&site.place.name)?,
            &format!("{files} files are there, and no other"),
        )?;
        check(
            looks > 0 && halves.is_empty(),
            &format!("a visitor has looked at a file {looks} times, which was always whole"),
        )
    }

    async fn restart_when_stalled(&self) {
        while self.hanging.stalled() == 0 {
            sleep(Duration::from_millis(5)).await;
        }
        self.server.kill();
        self.restart_later().await;
    }

    async fn restart_later(&self) {
        sleep(Duration::from_millis(400)).await;
        self.server.restart();
    }

    /// Begins as many logins as there may be, until we were turned away twice.
    async fn keep_busy(&self) {
        let dropped = || self.server.logged("drop connection");
        let address = ("127.0.0.1", self.server.port());
        let others = [(); 2].map(|()| TcpStream::connect(address));
        while dropped() < 2 {
            sleep(Duration::from_millis(5)).await;
        }
        drop(others);
    }
}

fn check(is_so: bool, what: &str) -> Outcome {
    if !is_so {
        return Err(format!("it is not so: {what}").into());
    }
    println!("   seen: {what}");
    Ok(())
}
