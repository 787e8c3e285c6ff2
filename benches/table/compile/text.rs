//! Bytes of code that retrying adds to a function.

use super::workspace::{Crate, FUNCTIONS, Kind, Workspace};
use crate::cargo;
use crate::chosen::Chosen;
use crate::cpu_time;
use crate::output::{NO_RETRY, Row, Table};
use object::read::archive::ArchiveFile;
use object::{Object, ObjectSection, SectionKind};
use std::fs;
use std::path::Path;

const ROWS: &[(&str, &str, Kind)] = &[
    (
        "text-sync",
        "bytes of code that retrying adds to a sync function",
        Kind::Sync,
    ),
    (
        "text-async",
        "bytes of code that retrying adds to an async function",
        Kind::Async,
    ),
];

pub(super) fn measure(workspace: &Workspace, chosen: &Chosen, table: &mut Table) {
    for &(id, what, kind) in ROWS.iter().filter(|(id, ..)| chosen.row(id)) {
        let of_plain = code_in(workspace, workspace.of(NO_RETRY, kind));
        let cell = |one: &Crate| {
            let added = code_in(workspace, one).saturating_sub(of_plain);
            (one.candidate, (added / FUNCTIONS).to_string())
        };
        let crates = workspace.chosen(kind, chosen).into_iter();
        table.add(&Row {
            id,
            what,
            cells: crates.map(cell).collect(),
        });
    }
}

/// Bytes of machine code in the crate, neither data nor what unwinding reads.
fn code_in(workspace: &Workspace, one: &Crate) -> u64 {
    eprintln!("the code of {}", one.package);
    let mut cargo = workspace.cargo(&["build", "--release", "-p", &one.package]);
    cargo::run(cpu_time::wrapping(&mut cargo, workspace.directory()));
    let name = format!("lib{}.rlib", one.package.replace('-', "_"));
    let archive = workspace.directory().join("target/release").join(name);
    code_in_archive(&archive)
}

fn code_in_archive(archive: &Path) -> u64 {
    let bytes = fs::read(archive).expect("what cargo has built");
    let archive = ArchiveFile::parse(&*bytes).expect("an archive");
    let objects = archive.members().map(|member| {
        let member = member.expect("a member");
        member.data(&*bytes).expect("its bytes")
    });
    let objects = objects.filter_map(|bytes| object::File::parse(bytes).ok());
    objects.map(|object| code_in_object(&object)).sum()
}

fn code_in_object(object: &object::File<'_>) -> u64 {
    let code = object
        .sections()
        .filter(|section| section.kind() == SectionKind::Text);
    code.map(|section| section.size()).sum()
}
