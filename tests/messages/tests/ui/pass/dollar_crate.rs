//! `crate = $crate::..` from a macro of the crate that re-exports this one.

mod vendor {
    pub use reattempt;
}

macro_rules! retried {
    ($name:ident) => {
        #[reattempt::retry(crate = $crate::vendor::reattempt, on = [_], initial_delay = "0s")]
        fn $name(calls: &mut u32) -> Result<(), ()> {
            *calls += 1;
            Err(())
        }
    };
}

retried!(fetch);

#[reattempt::retry(crate = crate::vendor::reattempt, on = [_], initial_delay = "0s")]
fn by_path(calls: &mut u32) -> Result<(), ()> {
    *calls += 1;
    Err(())
}

fn main() {
    let mut calls = 0;
    assert!(fetch(&mut calls).is_err());
    assert!(by_path(&mut calls).is_err());
    assert_eq!(calls, 6);
}
