//! Types of which only errors are.

use super::*;

#[test]
fn errors_only_are_injected_beside_references() {
    #[retry(on = [_])]
    fn call(text: &str) -> Result<&str, Error> {
        Ok(text)
    }
    takes_errors("script", || Error::Busy, || call("text"));
}

#[test]
fn errors_only_are_injected_beside_named_lifetimes_in_an_alias() {
    #[retry]
    fn call<'a, 'b>(one: &'a str, other: &'b str) -> io::Result<(Cow<'a, str>, &'b str)> {
        Ok((Cow::Borrowed(one), other))
    }
    let error = || io::Error::from(io::ErrorKind::TimedOut);
    takes_errors((), error, || call("a", "b"));
}

#[test]
#[expect(
    elided_lifetimes_in_paths,
    mismatched_lifetime_syntaxes,
    reason = "that is it"
)]
fn errors_only_are_injected_beside_hidden_lifetimes() {
    #[retry(on = [_])]
    fn call(text: &str) -> Result<Guard, Error> {
        Ok(Guard(Cell::new(text)))
    }
    assert!(scope(&busy()).run(|| call("text").map(|guard| guard.0.get()).is_err()));
}

#[test]
fn errors_only_are_injected_beside_impl_trait() {
    #[retry]
    fn call() -> io::Result<impl Iterator<Item = u32>> {
        Ok(0..2)
    }
    takes_errors((), || io::Error::from(io::ErrorKind::TimedOut), call);
}

#[test]
fn errors_only_are_injected_beside_self() {
    struct Client;

    impl Client {
        #[retry]
        fn call() -> io::Result<Self> {
            Ok(Self)
        }
    }
    takes_errors(
        (),
        || io::Error::from(io::ErrorKind::TimedOut),
        Client::call,
    );
}

#[test]
fn errors_only_are_injected_beside_type_parameters() {
    struct Client<T>(T);

    impl<T: Clone> Client<T> {
        #[retry(on = [_])]
        fn call(&self) -> Result<Vec<T>, Error> {
            Ok(vec![self.0.clone()])
        }
    }
    impl<T: Clone + Iterator + Unpin> Client<T> {
        #[retry]
        fn next(&self) -> io::Result<Option<T::Item>> {
            Ok(self.0.clone().next())
        }

        #[retry]
        fn unpin(&self) -> io::Result<T> {
            Ok(self.0.clone())
        }
    }
    let name = String::from("borrowed");
    takes_errors(vec![""], || Error::Busy, || Client(name.as_str()).call());
    let chars = Client(name.chars());
    for function in ["next", "unpin"] {
        let scope = Scope::new().at_most(1).inject(function, &timed_out());
        assert!(scope.run(|| match function {
            "next" => chars.next().is_err(),
            _ => chars.unpin().is_err(),
        }));
    }
}

#[test]
fn generic_types_of_ones_own_take_errors_only_unless_behind_an_alias() {
    #[derive(Debug)]
    struct Page<T>(Vec<T>);
    #[derive(Debug)]
    struct User;

    #[retry(on = [_])]
    fn call() -> Result<Page<User>, Error> {
        Ok(Page(vec![User]))
    }

    type Users = Page<User>;
    #[retry(on = [_])]
    fn named() -> Result<Users, Error> {
        unreachable!("the body does not run")
    }
    takes_errors(Page(vec![User]), || Error::Busy, call);
    let script = Script::new([Err(Error::Busy), Ok(Page(vec![User]))]);
    let scope = Scope::new().at_most(2).inject("named", &script);
    assert_eq!(scope.run(named).unwrap().0.len(), 1);
}

#[test]
fn errors_only_are_injected_beside_values_that_a_panic_may_break() {
    #[retry(on = [_])]
    fn call() -> Result<Rc<Cell<u32>>, Error> {
        Ok(Rc::default())
    }
    let faults = busy();
    assert!(scope(&faults).run(call).is_err());
}

#[test]
fn none_only_is_injected_into_an_option_that_borrows() {
    #[retry]
    fn call(text: &str) -> Option<&str> {
        Some(text)
    }
    let script = Script::new([None, None, Some("script")]);
    let scope = scope(&script);
    assert_eq!(scope.run(|| call("text")), None);
    let message = panic(|| scope.run(|| call("text").is_none()));
    assert!(message.contains("only failures fit"), "{message}");
}
