//! What sentences about problems are put together from.

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::Key;

pub(super) fn nearest_or_all(
    nearest: Option<&str>,
    sites: &[&'static str],
    guards: &[String],
) -> String {
    if let Some(nearest) = nearest {
        return format!("; the nearest is {nearest:?}");
    }
    let functions = match sites {
        [] => ", as there are none".to_owned(),
        sites => format!("; there are {}", list(sites)),
    };
    match guards {
        [] => functions,
        guards => {
            let guards: Vec<_> = guards.iter().map(String::as_str).collect();
            format!(
                "{functions}; and none of the budgets and breakers {}",
                list(&guards)
            )
        }
    }
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
