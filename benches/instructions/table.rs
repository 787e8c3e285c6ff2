//! The table `cargo bench` prints.

use crate::cases::{Case, Contender};
use crate::valgrind;
use std::thread;

pub(crate) fn print<'a>(cases: impl Iterator<Item = &'a Case>) {
    let codegen_units = option_env!("CARGO_PROFILE_BENCH_CODEGEN_UNITS").unwrap_or("16");
    println!("Instructions, built with codegen-units = {codegen_units}.");
    println!("`no retry`: the same attempts, made by the caller.");
    println!("`loop`: written by hand, the body inside it; `loop+fn`: around an inner function.");
    println!("The last two columns are reattempt divided by each of these.\n");

    print!("{:34}", "");
    for contender in Contender::ALL {
        print!("{:>12}", contender.name());
    }
    println!("{:>10}{:>10}", "/ loop", "/ loop+fn");
    for case in cases {
        print_row(case);
    }
}

fn print_row(case: &Case) {
    let counts = measure(case);
    let of = |wanted| {
        let mut found = counts.iter().filter(|(contender, _)| *contender == wanted);
        found.next().map(|(_, count)| *count)
    };
    print!("{:34}", case.name);
    for contender in Contender::ALL {
        print!("{:>12}", number(of(contender), 0));
    }
    let ours = of(Contender::Reattempt);
    let ratio_to = |other| Some(ours? / of(other)?);
    println!(
        "{:>10}{:>10}",
        number(ratio_to(Contender::LoopInline), 2),
        number(ratio_to(Contender::LoopAround), 2),
    );
}

fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or(String::from("-"), |value| format!("{value:.decimals$}"))
}

/// Each contender on a thread of its own: the counts are exact whatever else runs.
fn measure(case: &Case) -> Vec<(Contender, f64)> {
    thread::scope(|scope| {
        let measuring: Vec<_> = case
            .contenders
            .iter()
            .map(|(contender, _)| {
                let count = move || valgrind::instructions(case.name, contender.name());
                (*contender, scope.spawn(count))
            })
            .collect();
        measuring
            .into_iter()
            .map(|(contender, count)| (contender, count.join().expect("a count")))
            .collect()
    })
}
