//! Writes the crates that are compiled: one for each candidate, sync and async, in a workspace of their own.

use super::candidates::{self, Candidate, Source};
use crate::cargo::{self, REPOSITORY};
use crate::chosen::Chosen;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// In each crate.
pub(super) const FUNCTIONS: u64 = 200;

const PEERS: &str = include_str!("../../calls/Cargo.toml");
const SERVER: &str = include_str!("server.rs");

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Sync,
    Async,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Sync => "sync",
            Kind::Async => "async",
        }
    }

    fn source(self, candidate: &Candidate) -> Option<&Source> {
        match self {
            Kind::Sync => candidate.sync.as_ref(),
            Kind::Async => candidate.asynchronous.as_ref(),
        }
    }
}

/// A crate of [`FUNCTIONS`] functions.
pub(super) struct Crate {
    pub(super) candidate: &'static str,
    pub(super) kind: Kind,
    pub(super) package: String,
}

pub(super) struct Workspace {
    directory: PathBuf,
    crates: Vec<Crate>,
}

impl Workspace {
    pub(super) fn of(&self, candidate: &str, kind: Kind) -> &Crate {
        let mut crates = self.crates.iter();
        let found = crates.find(|one| one.candidate == candidate && one.kind == kind);
        found.expect("a form of this candidate")
    }

    pub(super) fn chosen(&self, kind: Kind, chosen: &Chosen) -> Vec<&Crate> {
        let crates = self.crates.iter();
        crates
            .filter(|one| one.kind == kind && chosen.candidate(one.candidate))
            .collect()
    }

    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    pub(super) fn cargo(&self, args: &[&str]) -> Command {
        let mut cargo = cargo::cargo();
        cargo.current_dir(&self.directory).args(args);
        cargo
    }

    /// Lets cargo find the crate changed, so that it is compiled again.
    pub(super) fn touch(&self, package: &str) {
        let source = self.directory.join(package).join("src/lib.rs");
        let source = fs::File::options().append(true).open(source);
        let touched = source.and_then(|file| file.set_modified(SystemTime::now()));
        touched.expect("a crate that was written");
    }
}

pub(super) fn write() -> Workspace {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
    let mut crates = Vec::new();
    for candidate in candidates::ALL {
        let package = empty(candidate.name);
        let folder = directory.join(&package);
        write_if_new(
            &folder.join("Cargo.toml"),
            &manifest(&package, candidate.dependencies),
        );
        write_if_new(&folder.join("src/lib.rs"), "");
        for kind in [Kind::Sync, Kind::Async] {
            let Some(source) = kind.source(candidate) else {
                continue;
            };
            let package = format!("{}-{}", kind.name(), one_word(candidate.name));
            let folder = directory.join(&package);
            write_if_new(
                &folder.join("Cargo.toml"),
                &manifest(&package, &[candidate.dependencies, source.beside].concat()),
            );
            write_if_new(&folder.join("src/lib.rs"), &code(source, kind));
            crates.push(Crate {
                candidate: candidate.name,
                kind,
                package,
            });
        }
    }
    write_if_new(&directory.join("Cargo.toml"), &root());
    // The same versions as everywhere, and none looked up that is known.
    if !directory.join("Cargo.lock").exists() {
        let _ = fs::copy(
            Path::new(REPOSITORY).join("Cargo.lock"),
            directory.join("Cargo.lock"),
        );
    }
    Workspace { directory, crates }
}

/// The name of a crate that depends on what the candidate needs, and has nothing in it.
pub(super) fn empty(candidate: &str) -> String {
    format!("empty-{}", one_word(candidate))
}

fn one_word(name: &str) -> String {
    name.replace(' ', "-")
}

fn root() -> String {
    let (_, dependencies) = PEERS.split_once("[dependencies]\n").expect("dependencies");
    let (dependencies, _) = dependencies.split_once("\n\n").expect("a section below");
    let repository = Path::new(REPOSITORY).canonicalize().expect("a repository");
    let dependencies = dependencies.replace("../..", repository.to_str().expect("a path in UTF-8"));
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"*-*\"]\n\n[workspace.dependencies]\n{dependencies}\n"
    )
}

fn manifest(package: &str, dependencies: &[&str]) -> String {
    let dependencies = dependencies
        .iter()
        .map(|name| format!("{name}.workspace = true\n"));
    let dependencies: String = dependencies.collect();
    format!("[package]\nname = {package:?}\nedition = \"2024\"\n\n[dependencies]\n{dependencies}")
}

fn code(source: &Source, kind: Kind) -> String {
    let top = source.top;
    let mut code =
        format!("{top}\nmod server {{\n{SERVER}\n}}\npub use server::{{Error, Server}};\n");
    for number in 0..FUNCTIONS {
        let number = number.to_string();
        code += &source.function.replace("NUMBER", &number);
        if kind == Kind::Async {
            code += &START.replace("NUMBER", &number);
        }
    }
    code
}

/// A future of which nobody makes a `dyn Future` is left to be compiled with the crate that polls it.
const START: &str = "
#[cfg(not(debug_assertions))]
pub fn start_NUMBER(server: &Server, id: u64) -> std::pin::Pin<Box<dyn Future<Output = Result<u64, Error>> + '_>> {
    Box::pin(call_NUMBER(server, id))
}
";

/// What has not changed keeps its time, so that cargo need not build it anew.
fn write_if_new(file: &Path, text: &str) {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder that can be made");
    fs::write(file, text).expect("a file that can be written");
}
