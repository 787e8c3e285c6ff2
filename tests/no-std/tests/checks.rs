//! The same checks as in `src/bin/program.rs`, where a failure has a backtrace.

#[test]
fn functions_are_retried_without_the_standard_library() {
    no_std::check();
}
