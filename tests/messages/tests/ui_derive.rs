//! What `#[derive(Classify)]` says about each mistake, word for word.

#[test]
fn derive() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/fail/derive_*.rs");
    cases.pass("tests/ui/pass/derive_*.rs");
}
