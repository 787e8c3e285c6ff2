//! The built `benches/calls`.

use crate::cargo;
use crate::chosen::Chosen;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(super) struct Program {
    path: PathBuf,
    /// Candidate and form.
    forms: Vec<(String, String)>,
}

impl Program {
    /// A release build, with the default of 16 codegen units or with 1.
    pub(super) fn build(codegen_units: u32) -> Self {
        eprintln!("calls: a build with {codegen_units} codegen units");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("calls-{codegen_units}"));
        let mut build = cargo::cargo();
        let build = build
            .current_dir(cargo::REPOSITORY)
            .args(["build", "--release", "-p", "calls", "--target-dir"])
            .arg(&target)
            .env(
                "CARGO_PROFILE_RELEASE_CODEGEN_UNITS",
                codegen_units.to_string(),
            );
        cargo::output_of(build);
        let path = target.join("release/calls");
        let list = cargo::output_of(Command::new(&path).arg("list"));
        let forms = list.lines().filter_map(|line| line.split_once('\t'));
        let forms = forms.map(|(candidate, form)| (candidate.to_owned(), form.to_owned()));
        Program {
            forms: forms.collect(),
            path,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn run(&self, args: &[&str]) -> String {
        cargo::output_of(Command::new(&self.path).args(args))
    }

    /// The chosen candidates that have this form.
    pub(super) fn candidates(&self, form: &str, chosen: &Chosen) -> Vec<&'static str> {
        let has = |candidate: &str| {
            let mut forms = self.forms.iter();
            forms.any(|(one, its_form)| one == candidate && its_form == form)
        };
        chosen.candidates().filter(|name| has(name)).collect()
    }
}
