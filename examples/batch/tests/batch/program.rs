//! The program as it is called.

use std::path::Path;
use std::process::{Command, Output};

use batch::server::{Answer, Server};

use crate::support::Files;

fn run(files: &Files, server: &Server, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_batch"));
    let list = files.list(&server.urls());
    command
        .arg(list)
        .arg("--output")
        .arg(files.output())
        .args(arguments);
    command.output().expect("the program")
}

fn text(output: &Output) -> String {
    String::from_utf8([&output.stdout[..], &output.stderr].concat()).expect("text")
}

#[test]
fn flags_make_the_policy() {
    for (flags, requests) in [
        (&["--no-retry"][..], 1),
        (&["--retry-attempts", "1"], 1),
        (&["--retry-attempts", "3", "--backoff-min", "10ms"], 3),
    ] {
        let server = Server::start(2, |_, _| Answer::Status(503)).unwrap();

        let output = run(&Files::new(), &server, flags);

        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        assert_eq!(server.requests(), [requests; 2], "{flags:?}");
    }
}

#[test]
fn counts_by_error_end_the_run() {
    let server = Server::start(4, |page, request| match (page, request) {
        (0, _) => Answer::Status(404),
        (1, 1) => Answer::Status(503),
        _ => Answer::Page,
    });
    let (server, files) = (server.unwrap(), Files::new());

    let output = run(&files, &server, &["--backoff-min", "10ms"]);

    let text = text(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    let expected = "4 of 4 items done; in this run 1 retries and 1 dead letters\n  \
        HTTP status 404 Not Found: 0 retried, 1 for good\n  \
        HTTP status 503 Service Unavailable: 1 retried, 0 for good\n";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_run_that_is_done_has_nothing_left() {
    let server = Server::start(4, |_, _| Answer::Page).unwrap();
    let files = Files::new();
    run(&files, &server, &[]);

    let output = run(&files, &server, &[]);

    assert!(output.status.success());
    assert!(text(&output).starts_with("4 of 4 items are done already"));
    assert_eq!((server.total(), files.pages().len()), (4, 4));
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let files = Files::new();
    let list = files.list(&["http://localhost/1".to_owned(), r#"{"item": 3}"#.to_owned()]);
    let call = |list: &Path, flags: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_batch"));
        command.arg(list).arg("--output").arg(files.output());
        let output = command.args(flags).output().expect("the program");
        (output.status.code(), text(&output))
    };

    let (status, said) = call(&list, &[]);
    assert_eq!(status, Some(1));
    assert!(
        said.contains("line 2: it begins like a dead letter and is none"),
        "{said}"
    );
    let (status, said) = call(Path::new("no-list.txt"), &[]);
    assert_eq!(status, Some(1));
    assert!(
        said.contains("the list no-list.txt cannot be read: No such file"),
        "{said}"
    );
    let (status, said) = call(&list, &["--backoff-min", "1m"]);
    assert_eq!(status, Some(2), "{said}");
}
