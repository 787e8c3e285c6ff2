//! What sentences about problems are put together from.

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::Key;

pub(super) fn nearest_or_all(
    nearest: Option<&str>,
    sites: &[&'static str],
    guards: Option<&[String]>,
) -> String {
    if let Some(nearest) = nearest {
        return format!("; the nearest is {nearest:?}");
    }
    let functions = match sites {
        [] => ", as there are none".to_owned(),
        sites => format!("; there are {}", list(sites)),
    };
    functions + &guards.map(no_such_guard).unwrap_or_default()
}

/// What is said of a name that may be meant for a guard.
fn no_such_guard(guards: &[String]) -> String {
    let guards: Vec<&str> = guards.iter().map(String::as_str).collect();
    let names = match guards.as_slice() {
        [] => "; no budget or breaker has a name".to_owned(),
        guards => format!("; the names of budgets and breakers are {}", list(guards)),
    };
    names + "; list_guards! makes the name of one known that is made later"
}

pub(super) fn part(key: Key) -> String {
    match key {
        Key::Backoff => "a delay of the backoff".to_owned(),
        key => format!("the {key}"),
    }
}

pub(super) fn place(from: Option<&str>) -> String {
    from.map_or("in the code".to_owned(), |from| {
        format!("by {}", Escaped(from))
    })
}

pub(super) fn has(sites: &[&str]) -> &'static str {
    if sites.len() == 1 { "has" } else { "have" }
}

/// The sites and what they do: `does` for one of them, `do_` for several.
pub(super) fn all_do(sites: &[&str], does: &str, do_: &str) -> String {
    let verb = if sites.len() == 1 { does } else { do_ };
    format!("{} {verb}", list(sites))
}

pub(super) fn list(sites: &[&str]) -> String {
    // More than that nobody reads in a message.
    const SHOWN: usize = 8;
    let joined = |sites: &[&str]| {
        let escaped: Vec<String> = sites.iter().map(|site| Escaped(site).to_string()).collect();
        escaped.join(", ")
    };
    match sites {
        [] => String::new(),
        [one] => joined(&[one]),
        [others @ .., last] if sites.len() <= SHOWN => {
            format!("{} and {}", joined(others), Escaped(last))
        }
        _ => format!(
            "{} and {} more",
            joined(&sites[..SHOWN]),
            sites.len() - SHOWN
        ),
    }
}
