//! Who is an operator: whoever has opened the address that the program printed, as a stand-in for a real login.

use std::sync::Arc;

use axum::http::{HeaderMap, header::COOKIE, request::Parts};

#[derive(Clone)]
pub(crate) struct Login(Arc<str>);

impl Login {
    /// With a new secret.
    pub(crate) fn new() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()).into())
    }

    /// Where an operator begins.
    pub(crate) fn path(&self) -> String {
        format!("/login/{}", self.0)
    }

    /// What the browser of an operator keeps; no script can read it, and no other site has it sent.
    pub(crate) fn cookie(&self, secret: &str) -> Option<String> {
        (secret == &*self.0)
            .then(|| format!("operator={secret}; HttpOnly; SameSite=Strict; Path=/"))
    }

    /// The guard of the dashboard.
    pub(crate) fn is_operator(&self, request: &Parts) -> bool {
        let wanted = format!("operator={}", self.0);
        cookies(&request.headers).any(|cookie| cookie == wanted)
    }
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(COOKIE).iter();
    let texts = lines.filter_map(|line| line.to_str().ok());
    texts.flat_map(|text| text.split("; "))
}
