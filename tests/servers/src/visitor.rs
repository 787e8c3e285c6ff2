//! A visitor who looks at files all the time.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, JoinHandle};

/// It looks until it is asked what it has seen.
pub struct Visitor {
    thread: JoinHandle<Seen>,
    is_over: Arc<AtomicBool>,
}

/// What it has seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// How often there was a file.
    pub looks: u64,
    /// Each time that this was none of the whole ones.
    pub halves: Vec<String>,
}

impl Visitor {
    /// Each file may be missing, or be one of these whole ones.
    pub fn start(files: Vec<(PathBuf, Vec<Vec<u8>>)>) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let thread = thread::spawn(move || {
            let mut seen = Seen::default();
            while !over.load(Relaxed) {
                for (path, whole) in &files {
                    let Ok(contents) = fs::read(path) else {
                        continue;
                    };
                    seen.looks += 1;
                    if !whole.contains(&contents) {
                        let half = format!("{}: {} bytes", path.display(), contents.len());
                        seen.halves.push(half);
                    }
                }
                thread::yield_now();
            }
            seen
        });
        Self { thread, is_over }
    }

    /// Ends it.
    pub fn end(self) -> Seen {
        self.is_over.store(true, Relaxed);
        self.thread.join().expect("no panic")
    }
}
