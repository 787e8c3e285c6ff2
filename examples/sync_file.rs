//! A synchronous function. The lock is a file that only one can create; `lock` waits for its turn.
//!
//! ```console
//! cargo run --example sync_file
//! ```

use std::{
    env, fs,
    fs::File,
    io::{self, ErrorKind::AlreadyExists},
    path::{Path, PathBuf},
    process, thread,
    time::{Duration, Instant},
};

use reattempt::retry;

/// The lock is held until this is dropped.
struct Lock(PathBuf);

#[retry(max_attempts = 100, backoff = "fixed", initial_delay = "10ms", when = |error| error.kind() == AlreadyExists)]
fn lock(path: &Path) -> io::Result<Lock> {
    File::create_new(path)?;
    Ok(Lock(path.to_owned()))
}

impl Drop for Lock {
    fn drop(&mut self) {
        fs::remove_file(&self.0).expect("nobody else removes it");
    }
}

fn main() -> io::Result<()> {
    let path = env::temp_dir().join(format!("reattempt-{}.lock", process::id()));

    let held = lock(&path)?;
    let other = thread::spawn(move || {
        thread::sleep(Duration::from_millis(60));
        drop(held);
    });

    let start = Instant::now();
    let _held = lock(&path)?;
    let waited = start.elapsed();
    other.join().expect("it does not panic");

    println!("got the lock after {waited:.0?}");
    assert!(
        waited >= Duration::from_millis(30),
        "the other thread had it for 60 ms"
    );

    // Not what `when` asks for, so it is not retried.
    let error = lock(Path::new("/no/such/folder/lock"))
        .err()
        .expect("it cannot be created");
    println!("no lock there: {error}");
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
    Ok(())
}
