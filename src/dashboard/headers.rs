//! What each answer tells the browser to refuse.

use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::response::Response;

/// The script and the style of the page by their SHA-256, and nothing else, from wherever; no frame of anybody.
const POLICY: &str = concat!(
    "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; ",
    "frame-ancestors 'none'; ",
    "script-src 'sha256-BX4dNB284VW2/gQk3JZjKsTmU5LlmUHuvSHA5TDAW58='; ",
    "style-src 'sha256-PUsPofefFUUV2Ec6ZCaJqwWj+muwoaBADfCUOcH3iY8='",
);

pub(super) async fn add(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use sha2::{Digest, Sha256};

    use super::POLICY;
    use crate::dashboard::view::{SCRIPT, STYLE};

    #[test]
    fn the_script_and_the_style_are_those_that_may_run() {
        for (what, text) in [("script", SCRIPT), ("style", STYLE)] {
            // As the browser reads it.
            let text = text.replace("\r\n", "\n");
            let hash = BASE64_STANDARD.encode(Sha256::digest(text));
            let source = format!("{what}-src 'sha256-{hash}'");
            assert!(POLICY.contains(&source), "write {source}");
        }
    }
}
