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
    let source = include_str!("../../retry-runtime/src/policy/builder.rs");
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

    // How far configuration may go is for the code to say, in a policy.
    let ceilings = names(&["config_max_attempts", "config_max_delay"]);
    let parts: Names = setters.difference(&ceilings).cloned().collect();
    assert!(setters.is_superset(&ceilings));

    let of_functions = names(&[
        "attempt_timeout",
        "enabled",
        "log",
        "non_retryable_errors",
        "retryable_errors",
    ]);
    assert_eq!(&keys - &of_functions, parts, "configuration and builder");
    assert_eq!(&options & &parts, parts, "attribute and builder");
    assert_eq!(
        &(&options & &keys) - &parts,
        names(&["attempt_timeout"]),
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
        assert!(error.contains("an option of the attribute"), "{error}");
    }
}
