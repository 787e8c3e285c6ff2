//! `glue <module> <folder>`: makes a WebAssembly module ready for Node.

use std::env::args;

use wasm_bindgen_cli_support::Bindgen;

fn main() {
    let [_, module, folder] = args()
        .collect::<Vec<_>>()
        .try_into()
        .expect("a module and a folder");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .nodejs(true)
        .expect("a module for Node");
    bindgen
        .generate(folder)
        .expect("JavaScript around the module");
}
