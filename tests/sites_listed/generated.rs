//! Functions that a `macro_rules!` writes.

use crate::*;

macro_rules! retried {
    ($($name:ident)+) => {
        $(
            #[retry]
            fn $name() -> Result {
                Ok(())
            }
        )+
    };
}

retried!(first second);
retried!(third);

#[test]
fn every_function_that_a_macro_writes_is_listed_once() {
    assert_listed_once("sites_listed::generated", &["first", "second", "third"]);
}
