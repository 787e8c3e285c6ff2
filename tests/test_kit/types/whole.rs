//! Types of which whole outcomes are injected.

use super::*;

#[test]
fn whole_outcomes_are_injected_into_results_in_any_spelling() {
    #[retry(on = [_])]
    fn call() -> Result<Vec<(i32, String)>, Error> {
        Ok(vec![])
    }
    takes_both(vec![(1, String::new())], Error::Busy, call);
}

#[test]
fn whole_outcomes_are_injected_through_aliases() {
    {
        #[retry(on = [_])]
        fn call() -> Fixed {
            Ok(0)
        }
        takes_both(1, Error::Busy, call);
    }
    {
        #[retry(on = [_])]
        fn call() -> Outcome<i32> {
            Ok(0)
        }
        takes_both(1, Error::Busy, call);
    }
    {
        #[retry(on = [_])]
        fn call() -> Swapped<Error, i32> {
            Ok(0)
        }
        takes_both(1, Error::Busy, call);
    }
    {
        #[retry]
        fn call() -> io::Result<String> {
            Ok(String::new())
        }
        takes_both(
            String::new(),
            io::Error::from(io::ErrorKind::TimedOut),
            call,
        );
    }
}

#[test]
fn whole_outcomes_are_injected_for_static_lifetimes() {
    #[retry(on = [_])]
    fn call(_: &str) -> Result<&'static str, Cow<'static, str>> {
        Ok("body")
    }
    takes_both("script", Cow::Borrowed("busy"), || call("text"));
}

#[test]
fn whole_outcomes_are_injected_for_trait_objects() {
    #[retry(when = |_| true)]
    fn call(_: &str) -> Result<i32, Box<dyn std::error::Error + Send + Sync>> {
        Ok(0)
    }
    let error = || Box::<dyn std::error::Error + Send + Sync>::from("busy");
    takes_both(1, error(), || call("text"));
}

#[test]
fn whole_outcomes_are_injected_for_errors_that_are_not_send() {
    #[retry(when = |_| true)]
    fn call() -> Result<i32, Box<dyn std::error::Error>> {
        Ok(0)
    }
    let faults = Faults::first(1, || Box::<dyn std::error::Error>::from("busy"));
    assert_eq!(scope(&faults).run(call).unwrap(), 0);
    assert_eq!((faults.injected(), faults.attempts()), (1, 2));
}

#[test]
fn whole_outcomes_are_injected_into_generic_functions_of_a_concrete_type() {
    #[retry(on = [_])]
    fn call<T: Debug, const N: usize>(_: &[T; N], _: impl Display) -> Result<[i32; N], Error> {
        Ok([0; N])
    }
    takes_both([1, 2], Error::Busy, || call(&["a", "b"], "c"));
}

#[test]
fn whole_outcomes_are_injected_into_options() {
    #[retry]
    fn call() -> Option<i32> {
        Some(0)
    }
    let script = Script::new([None, Some(1)]);
    assert_eq!(scope(&script).run(call), Some(1));

    let faults = Faults::first(1, || ());
    assert_eq!(scope(&faults).run(call), Some(0));
    assert_eq!(faults.injected(), 1);
}
