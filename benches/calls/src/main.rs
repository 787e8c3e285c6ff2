//! Makes calls of retried functions, for `benches/table` to measure.
//!
//! ```text
//! calls list                            the candidates and their forms
//! calls run CANDIDATE FORM LOAD COUNT   under valgrind, say
//! calls time FORM                       nanoseconds of a call, all candidates in turn
//! calls memory CANDIDATE                the most MiB that 100,000 tasks took
//! ```

mod candidates;
#[cfg(test)]
mod check;
mod drive;
mod form;
mod load;
mod memory;
mod server;
mod time;

use std::env;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["list"] => list(),
        ["run", candidate, form, load, count] => {
            let load = load::Load::new(load, count.parse().expect("a count"));
            candidates::find(candidate, form::Form::named(form))(load);
        }
        ["time", form] => time::print(form::Form::named(form)),
        ["memory", candidate] => memory::print(candidate),
        _ => panic!("`list`, `run`, `time` or `memory`, as main.rs says"),
    }
}

fn list() {
    for candidate in candidates::ALL {
        for (form, _) in candidate.forms {
            println!("{}\t{}", candidate.name, form.name());
        }
    }
}
