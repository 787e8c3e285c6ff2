//! Errors by kind: variants, types, and no more of them than there is room for.

use std::io;

use crate::support::at_once;
use crate::{Kind, counts, errors};
use reattempt::{Classify, Counts, Scope, retry};

#[derive(Clone, Copy, Debug, Classify)]
#[classify(transient)]
#[expect(dead_code, reason = "what variants carry is no part of their kind")]
enum Reply {
    Busy,
    Lost { id: u32 },
    Late(u32),
}

#[test]
fn kinds_of_errors_are_named_the_most_frequent_first() {
    #[retry(name = "variants", max_attempts = 6)]
    fn call(errors: &mut std::slice::Iter<'_, Reply>) -> Result<(), Reply> {
        errors.next().copied().map_or(Ok(()), Err)
    }

    let replies = [
        Reply::Lost { id: 1 },
        Reply::Late(2),
        Reply::Busy,
        Reply::Late(4),
        Reply::Lost { id: 5 },
    ];
    at_once(|| call(&mut replies.iter())).unwrap();

    assert_eq!(
        errors(&counts("variants")),
        [("Late", 2), ("Lost", 2), ("Busy", 1)]
    );
}

#[test]
fn an_error_without_a_kind_is_counted_by_its_type() {
    #[derive(Debug)]
    struct Refused;

    #[retry(name = "undescribed", max_attempts = 2, on = [_])]
    fn undescribed() -> Result<(), Refused> {
        Err(Refused)
    }
    #[retry(name = "opaque", max_attempts = 2)]
    fn opaque() -> Result<(), Box<dyn std::error::Error>> {
        Err(io::Error::from(io::ErrorKind::ConnectionReset).into())
    }

    at_once(undescribed).unwrap_err();
    at_once(opaque).unwrap_err();

    let [(kind, 2)] = errors(&counts("undescribed"))[..] else {
        panic!("one kind");
    };
    assert!(kind.ends_with("Refused"), "{kind}");
    assert_eq!(errors(&counts("opaque")), [("ConnectionReset", 2)]);
}

const KINDS: [&str; Counts::MOST_KINDS + 1] = [
    "k01", "k02", "k03", "k04", "k05", "k06", "k07", "k08", "k09", "k10", "k11", "k12", "k13",
    "k14", "k15", "k16", "k17",
];

#[test]
fn kinds_for_which_there_is_no_room_share_a_number() {
    #[retry(name = "many kinds", max_attempts = 1)]
    fn call(kind: &'static str) -> Result<(), Kind> {
        Err(Kind(kind))
    }

    for kind in &KINDS[..Counts::MOST_KINDS] {
        call(kind).unwrap_err();
    }
    let before = counts("many kinds");
    assert_eq!(errors(&before).len(), Counts::MOST_KINDS);
    assert!(before.errors().all(|(kind, n)| kind != "other" && n == 1));

    for kind in ["k17", "k18", "k03"] {
        call(kind).unwrap_err();
    }
    let after = errors(&counts("many kinds"));
    assert_eq!(after.len(), Counts::MOST_KINDS + 1);
    assert_eq!(after.first(), Some(&("k03", 2)));
    assert_eq!(after.last(), Some(&("other", 2)));
}

#[test]
fn a_kind_of_the_name_other_is_counted_with_the_others() {
    #[retry(name = "other", max_attempts = 1)]
    fn call(kind: &'static str) -> Result<(), Kind> {
        Err(Kind(kind))
    }

    for kind in ["other"].iter().chain(&KINDS) {
        call(kind).unwrap_err();
    }

    let errors = errors(&counts("other"));
    assert_eq!(errors.len(), Counts::MOST_KINDS + 1);
    assert_eq!(errors.last(), Some(&("other", 2)));
}

#[test]
fn errors_that_are_the_answer_are_not_counted_by_kind() {
    #[retry(name = "answers")]
    fn call() -> Result<(), Kind> {
        Err(Kind("k01"))
    }

    Scope::new().off().run(call).unwrap_err();

    assert_eq!(errors(&counts("answers")), []);
}
