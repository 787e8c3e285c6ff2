//! The attribute, the builder and the configuration have the same parts, by the same names.

use std::collections::BTreeSet;

use reattempt::config::Key;

type Names = BTreeSet<String>;

/// The options of the attribute: each is a row `option("name", ..)` of their table.
fn options() -> Names {
    let source = include_str!("../../retry-macros/src/args/options.rs");
    let table = source.split("OPTIONS").nth(1).unwrap();
    let rows = table.split("\n];").next().unwrap().split("option(").skip(1);
    rows.map(|row| row.split('"').nth(1).unwrap().to_owned())
        .collect()
}

/// The methods of the builder that set a part.
fn setters() -> Names {
    setters_in(include_str!("../../retry-runtime/src/policy/builder.rs"))
}

fn setters_in(source: &str) -> Names {
    let methods = source.split("pub const fn ").skip(1);
    let setters = methods.filter(|method| {
        let signature = method.split('{').next().unwrap();
        signature.contains("mut self, ") && signature.contains("-> Self")
    });
    setters
        .map(|setter| setter.split('(').next().unwrap().to_owned())
        .collect()
}

fn names(names: &[&str]) -> Names {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_part_of_a_policy_is_called_the_same_everywhere() {
    let keys: Names = Key::ALL.iter().map(ToString::to_string).collect();
    let (options, setters) = (options(), setters());
    assert!(
        options.len() > 25 && setters.len() > 10,
        "read: {options:?}, {setters:?}"
    );

    // How far configuration may go is for the code to say.
    let ceilings = names(&["config_max_attempts", "config_max_delay"]);
    let parts: Names = setters.difference(&ceilings).cloned().collect();
    assert!(setters.is_superset(&ceilings));
    assert!(options.is_superset(&ceilings));
    let of_guards = Key::ALL.iter().filter(|key| key.guard().is_some());
    let of_guards: Names = of_guards.map(ToString::to_string).collect();
    let keys = &keys - &of_guards;

    let of_functions = names(&[
        "attempt_timeout",
        "enabled",
        "log",
        "nested",
        "non_retryable_errors",
        "retryable_errors",
    ]);
    assert_eq!(&keys - &of_functions, parts, "configuration and builder");
    assert_eq!(&options & &parts, parts, "attribute and builder");
    assert_eq!(
        &(&options & &keys) - &parts,
        names(&["attempt_timeout", "nested"]),
        "what else the attribute and configuration share"
    );
}

#[test]
fn an_option_that_is_no_key_is_known_to_be_one_of_the_code() {
    let keys: Names = Key::ALL.iter().map(ToString::to_string).collect();
    for option in options().difference(&keys) {
        let text = format!("{{ \"{option}\": 3 }}");
        let error = serde_json::from_str::<reattempt::config::PolicySettings>(&text);
        let error = error.unwrap_err().to_string();
        let is_guard = option == "budget" || option == "breaker";
        let expected = if is_guard {
            "is a key of its own: "
        } else {
            "an option of the attribute"
        };
        assert!(error.contains(expected), "{error}");
    }
}

/// The keys that begin with this, without it.
fn keys_of(guard: &str) -> Names {
    let keys = Key::ALL
        .iter()
        .filter_map(|key| key.as_str().strip_prefix(guard));
    keys.map(str::to_owned).collect()
}

#[test]
fn a_number_of_a_guard_is_called_as_in_its_builder() {
    let in_code = names(&["name", "on_change", "permanent_errors", "initial_state"]);
    let budget = include_str!("../../retry-runtime/src/guard/budget/builder.rs");
    assert_eq!(&setters_in(budget) - &in_code, keys_of("budget_"));

    let breaker = include_str!("../../retry-runtime/src/guard/breaker/builder.rs");
    let breaker = &setters_in(breaker) - &in_code;
    // A method with two numbers is two keys.
    let of_two = names(&["open_for_factor", "max_open_for", "window", "force"]);
    assert_eq!(
        &breaker - &names(&["open_for_growth"]),
        &keys_of("breaker_") - &of_two
    );
    assert!(keys_of("breaker_").is_superset(&of_two));
}
