//! Whether a request may change something.

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue};

use super::Dashboard;
use super::refused::Refused;

const SITE: &str = "sec-fetch-site";

/// The longest body, in bytes.
pub(super) const LONGEST: usize = 4096;

/// The body of a request that may. It is read last.
pub(super) async fn admit(dashboard: &Dashboard, request: Request) -> Result<Bytes, Refused> {
    let (parts, body) = request.into_parts();
    if is_from_another_site(&parts) {
        return Err(Refused::CrossSite);
    }
    if !dashboard.may_operate(&parts) {
        return Err(Refused::NotAllowed);
    }
    if !is_json(&parts.headers) {
        return Err(Refused::NoJsonType);
    }
    to_bytes(body, LONGEST).await.map_err(|_| Refused::TooLong)
}

/// Whether a browser sends it for the page of somebody else. A program that is no browser sends neither header.
///
/// `Sec-Fetch-Site` is what the browser itself says; it sends it to addresses that it trusts, which are those by
/// HTTPS and those of the own machine. To others it sends `Origin`, which is compared with the address it asked for.
fn is_from_another_site(request: &Parts) -> bool {
    let headers = &request.headers;
    if headers.contains_key(SITE) {
        let mut sites = headers.get_all(SITE).iter();
        return sites.any(|site| site != "same-origin" && site != "none");
    }
    let asked = match headers.get(HOST) {
        Some(host) => host.to_str().ok(),
        None => request.uri.authority().map(Authority::as_str),
    };
    let is_asked = |origin: &HeaderValue| {
        let origin = origin
            .to_str()
            .ok()
            .and_then(|origin| origin.split_once("://"));
        matches!((origin, asked), (Some((_, origin)), Some(asked)) if origin.eq_ignore_ascii_case(asked))
    };
    !headers.get_all(ORIGIN).iter().all(is_asked)
}

/// A form of another site cannot have this type.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let mime = content_type.and_then(|text| text.split(';').next());
    mime.is_some_and(|mime| mime.trim().eq_ignore_ascii_case("application/json"))
}
