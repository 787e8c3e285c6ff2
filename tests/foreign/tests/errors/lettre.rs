//! Mail over SMTP.

use std::net::SocketAddr;

use foreign::{hangs_up_after, nobody};
use lettre::transport::smtp::Error;
use lettre::{Message, SmtpTransport, Transport};
use reattempt::{Class, Classify};

fn send(address: SocketAddr) -> Error {
    let message = Message::builder()
        .from("a@example.org".parse().expect("a mailbox"))
        .to("b@example.org".parse().expect("a mailbox"))
        .body(String::new())
        .expect("a message");
    SmtpTransport::builder_dangerous(address.ip().to_string())
        .port(address.port())
        .build()
        .send(&message)
        .expect_err("no mail server")
}

#[test]
fn a_refused_connection_of_lettre_is_unsent() {
    let error = send(nobody());
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[test]
fn a_mail_server_that_hangs_up_is_transient() {
    for greeting in ["", "220-welcome\r\n"] {
        let error = send(hangs_up_after(greeting, ""));
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}

#[test]
fn a_negative_smtp_reply_is_classified_by_its_code() {
    let error = send(hangs_up_after("421 try again later\r\n", "."));
    assert_eq!(error.classify(), Class::Transient, "{error:?}");

    let error = send(hangs_up_after("554 no service here\r\n", "."));
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}
