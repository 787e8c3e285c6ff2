//! What the guide shows is what is tried here.

use std::fs;
use std::path::Path;

/// The programs on the page are these files, as they are, but for what makes them modules of a test.
pub(crate) fn shows(page: &str, programs: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../src/guide/moving")
        .join(page);
    let text = fs::read_to_string(&path).unwrap();
    let shown: Vec<&str> = text
        .split("```rust,ignore\n")
        .skip(1)
        .map(|block| block.split_once("```").unwrap().0)
        .collect();
    let tried: Vec<String> = programs.iter().map(|program| public(program)).collect();
    assert_eq!(shown, tried, "{}", path.display());
}

fn public(program: &str) -> String {
    program
        .replace("pub(crate) ", "pub ")
        .replace("crate::server", "crate::api")
}
