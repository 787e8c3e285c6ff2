//! A value that ends inside a fragment of `macro_rules`: what is left of the fragment is no option.

use reattempt::retry;

macro_rules! retried {
    ($rest:pat) => {
        #[retry(max_attempts = x $rest)]
        fn retried() -> Option<()> {
            None
        }
    };
}

retried!(&y @ _);

fn main() {}
