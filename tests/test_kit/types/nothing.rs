//! Types of which nothing is.

use super::*;

#[test]
#[expect(
    elided_lifetimes_in_paths,
    mismatched_lifetime_syntaxes,
    reason = "that is it"
)]
fn nothing_is_injected_for_errors_that_borrow() {
    {
        #[retry(on = [_])]
        fn call<'a, 'b>(one: &'a str, other: &'b str) -> Result<u32, Complaint<'a, 'b>> {
            Err(Complaint(Cell::new(one), Cell::new(other)))
        }
        fits_not(|| call("a", "b").map_err(|error| error.0.get().len()).is_err());
    }
    {
        #[retry(on = [_])]
        fn call<'a, 'b>(one: &'a str, other: &'b str) -> Hidden<'a, 'b> {
            Err(Complaint(Cell::new(one), Cell::new(other)))
        }
        fits_not(|| call("a", "b").map_err(|error| error.1.get().len()).is_err());
    }
    {
        #[retry(on = [_])]
        fn call(text: &str) -> Hidden {
            Err(Complaint(Cell::new(text), Cell::new(text)))
        }
        fits_not(|| call("a").is_err());
    }
    {
        #[retry(when = |_| true)]
        fn call(text: &str) -> Result<u32, Box<dyn Debug + '_>> {
            Err(Box::new(text))
        }
        fits_not(|| call("a").is_err());
    }
}

fn fits_not(call: impl Fn() -> bool) {
    let message = panic(|| scope(&busy()).run(&call));
    assert!(message.contains("do not fit"), "{message}");
    assert!(
        Scope::new().off().run(call),
        "it runs where nothing is injected"
    );
}

#[test]
fn nothing_is_injected_for_errors_that_are_type_parameters() {
    #[retry(on = [_])]
    fn call<E: Clone>(error: &E) -> Result<u32, E> {
        Err(error.clone())
    }
    struct Client<E>(E);
    impl<E: Clone> Client<E> {
        #[retry(on = [_])]
        fn call(&self) -> Result<u32, E> {
            Err(self.0.clone())
        }
    }
    let text = String::from("borrowed");
    takes_nothing(&busy(), || call(&text.as_str()));
    takes_nothing(&busy(), || Client(text.as_str()).call());
}

#[test]
fn nothing_is_injected_for_errors_that_are_not_send() {
    #[derive(Debug)]
    struct Shared(Rc<str>);

    #[retry(on = [_])]
    fn call() -> Result<u32, Shared> {
        Err(Shared("shared".into()))
    }
    takes_nothing(&Faults::first(1, || Shared("injected".into())), || {
        call().map_err(|error| error.0.len())
    });
}

#[test]
fn nothing_is_injected_for_associated_errors() {
    trait Fetch {
        type Error: Debug;

        fn call(&self) -> Result<u32, Self::Error>;
    }

    impl Fetch for &str {
        type Error = io::Error;

        #[retry]
        fn call(&self) -> Result<u32, Self::Error> {
            Ok(1)
        }
    }
    takes_nothing(&timed_out(), || "text".call());
}
