//! How deep retried async functions may call each other before the compiler gives up: the outermost stands
//! first, where its layout is asked for before any other is known.

use reattempt::retry;
use std::io;

/// Each function calls the one below.
macro_rules! nested {
    ($bottom:ident) => {
        async fn $bottom() -> io::Result<u32> {
            tokio::task::yield_now().await;
            Ok(7)
        }
    };
    ($top:ident $below:ident $($rest:ident)*) => {
        #[retry]
        async fn $top() -> io::Result<u32> {
            $below().await
        }

        nested!($below $($rest)*);
    };
}

nested!(a13 a12 a11 a10 a09 a08 a07 a06 a05 a04 a03 a02 a01 a00);

#[tokio::test]
async fn thirteen_retried_functions_call_each_other_in_a_task() {
    assert_eq!(tokio::spawn(a13()).await.unwrap().unwrap(), 7);
}
