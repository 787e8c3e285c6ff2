//! What retrying costs: ours beside a loop written by hand and beside other crates, as one table.
//! How to run it and how each figure is taken: `benches/README.md`.

#[cfg(unix)]
mod calls;
#[cfg(unix)]
mod cargo;
#[cfg(unix)]
mod chosen;
#[cfg(unix)]
mod compile;
#[cfg(unix)]
mod cpu_time;
#[cfg(unix)]
mod output;

#[cfg(unix)]
fn main() {
    if let Some(exit_code) = cpu_time::run_as_wrapper() {
        std::process::exit(exit_code);
    }
    // Measuring has no place in `cargo test --benches`.
    if !std::env::args().any(|arg| arg == "--bench") {
        println!("`cargo bench` measures.");
        return;
    }
    let chosen = chosen::Chosen::from_args();
    let mut table = output::Table::new(chosen.candidates().collect());
    calls::measure(&chosen, &mut table);
    compile::measure(&chosen, &mut table);
    table.print();
}

#[cfg(not(unix))]
fn main() {
    println!("Nothing is measured: CPU time and memory are read the way of Unix.");
}
