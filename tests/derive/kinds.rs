//! Which kinds there are, and what they are called.

use reattempt::{Classify, KindName};

#[derive(Classify)]
enum FetchError {
    #[classify(transient, kind = "ConnectionError")]
    Io,
    #[classify(kind = "ConnectionError")]
    #[classify(transient)]
    Reset,
    #[classify(throttled, alias = "TooManyRequests", alias = "SlowDown")]
    Throttled,
    #[classify(permanent)]
    r#Type,
}

#[test]
fn a_variant_has_the_kind_that_it_is_given() {
    assert_eq!(FetchError::Io.kind(), "ConnectionError");
    assert_eq!(FetchError::Reset.kind(), "ConnectionError");
    assert_eq!(FetchError::Throttled.kind(), "Throttled");
    assert_eq!(FetchError::r#Type.kind(), "Type");
}

#[test]
fn a_derived_type_lists_its_kinds_with_their_other_names() {
    let kinds = FetchError::kinds().unwrap();
    assert_eq!(
        kinds,
        [
            KindName::new("ConnectionError", &[]),
            KindName::new("ConnectionError", &[]),
            KindName::new("Throttled", &["TooManyRequests", "SlowDown"]),
            KindName::new("Type", &[]),
        ]
    );
    assert!(kinds[2].is_called("SlowDown") && kinds[2].is_called("Throttled"));
    assert!(!kinds[2].is_called("Io"));
}

#[derive(Classify)]
#[classify(transient, kind = "Down", alias = "Unavailable")]
struct Down;

#[test]
fn a_struct_is_of_one_kind() {
    assert_eq!(Down.kind(), "Down");
    assert_eq!(
        Down::kinds(),
        Some(&[KindName::new("Down", &["Unavailable"])][..])
    );
}

#[derive(Classify)]
enum Never {}

#[test]
fn where_there_are_no_errors_there_are_no_kinds() {
    assert_eq!(Never::kinds(), Some(&[][..]));
}

#[test]
fn other_types_do_not_know_their_kinds() {
    assert_eq!(std::io::Error::kinds(), None);
    assert_eq!(Box::<FetchError>::kinds(), None);
}
