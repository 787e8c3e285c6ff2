// Lives here: the page for operators, as a router of axum. `routes` answers requests: what is seen is made in `view`
// and `json`, what is done goes through `admit` -> `command` -> `operate`. May use: configuration, the list of sites,
// and the runtime.
//! A page for operators: every site, budget and breaker of the program, live (feature `axum-0_8`).
//!
//! ```
//! use axum::Router;
//!
//! let app: Router = Router::new().nest("/retries", reattempt::dashboard::router());
//! ```
//!
//! The page is at `/retries`; `/retries/` is not found, as in every nested router of axum. It is complete: it loads nothing from elsewhere, and works under any path, behind a proxy as well. It is
//! read-only. With [`Dashboard::operators`] it lets those people switch retries off and on, force breakers and reset
//! counters whom the program allows to.
//!
//! # Who may see it
//!
//! The page shows the names and source files of functions, policies, configuration with the names of its files and
//! variables, names of breakers and budgets with the keys of a [`PerKey`](crate::guard::PerKey), and the labels and
//! texts of last errors; the texts are [redacted](crate::redact_errors) as in the log. That is nothing for strangers:
//! mount it on a port or behind a login that only your people reach, with any layer of axum or tower:
//!
//! ```
//! use axum::{Router, extract::Request, http::StatusCode, middleware};
//!
//! async fn staff_only(
//!     request: Request,
//!     next: middleware::Next,
//! ) -> Result<axum::response::Response, StatusCode> {
//!     let is_staff = request.headers().get("x-user").is_some(); // as your proxy or session says
//!     if is_staff { Ok(next.run(request).await) } else { Err(StatusCode::FORBIDDEN) }
//! }
//!
//! let retries = reattempt::dashboard::router().layer(middleware::from_fn(staff_only));
//! let app: Router = Router::new().nest("/retries", retries);
//! ```
//!
//! A port without a login keeps strangers out, but not their pages: in the browser of somebody who reaches the port, a page
//! can read it under a name of its own that leads there (DNS rebinding). A login ends that, and so does a layer that refuses
//! each `host` but yours.
//!
//! # For scripts
//!
//! | request | answer |
//! |---|---|
//! | `GET sites.json` | `sites`: each as in [`Sites`](struct@crate::Sites), with `enabled`, `settings` (each with `key`, `value` and `source`) and `last_error` (`text`, `class`, `label`, `age` in seconds); `switches`: what operators have said; `counts_reset_at`: when an operator last reset counts of any function, in seconds since 1970, or `null` |
//! | `GET guards.json` | `breakers` and `budgets`: see [`breakers`](fn@crate::guard::breakers) and [`budgets`](fn@crate::guard::budgets) |
//! | `POST switch` | `{"name": "*", "action": "off"}`: retries of all functions that the name or pattern means; `off`, `on` or `configured`, as [`Switch`](crate::config::Switch) |
//! | `POST breaker` | `{"name": "payments", "action": "force_open"}`: `open`, `close`, `force_open`, `force_closed` or `reset`, as the methods of [`Breaker`](crate::Breaker): `open` and `close` once, after which it goes on by what happens |
//! | `POST budget` | `{"name": "search", "action": "reset"}`: it is full again |
//! | `POST counts` | `{"name": "*", "action": "reset"}`: the counts of functions begin at zero, here and on the page. Metrics and [`sites`](fn@crate::sites) go on |
//!
//! The four last need [`Dashboard::operators`]: without it they do not exist, and the answer is 404 without a body. The name
//! in `switch` and `counts` is that of a function, or a pattern in which `*` stands for any characters; in `breaker` and
//! `budget` it is the name itself. A `key` beside it means one guard of a [`PerKey`](crate::guard::PerKey); without it all
//! of that name are meant. The answer is JSON: `done` or `error`, a sentence.
//!
//! | status | why |
//! |---|---|
//! | 200 | it is done |
//! | 400, 422 | the body is no JSON; it does not say what to do, or says it twice |
//! | 403 | the program does not allow it, or the request comes from another site, or seems so: without HTTPS a proxy in front must pass on the `host` that the browser has asked for |
//! | 404, 409 | nothing has this name, as `error` says; too many names are switched |
//! | 413, 415 | the body is longer than 4,096 bytes; it has not `content-type: application/json` |
//!
//! ```console
//! # The first header is what your login asks for.
//! curl -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \
//!     -d '{"name": "*", "action": "off"}' localhost:8080/retries/switch
//! ```
//!
//! Each change is in the [log](crate::guide::log) as the line `changed by an operator`, with what was changed and how. Who it
//! was your login knows: log it there.

mod admit;
mod age;
mod command;
mod headers;
mod json;
mod operate;
mod refused;
mod routes;
mod since;
mod view;

use core::fmt;
use std::sync::Arc;

use axum::Router;
use axum::http::request::Parts;
use reattempt_runtime::__private::last_errors;

/// The page, read-only: to be mounted by [`Router::nest`], in a router with any state.
///
/// See the [module](self) for who may see it.
pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Dashboard::new().into_router()
}

/// The page for operators, before it is mounted: see the [module](self).
#[derive(Clone, Default)]
#[must_use = "nothing is there before `into_router`"]
pub struct Dashboard {
    /// `None` is read-only.
    operators: Option<Arc<MayOperate>>,
    errors: ErrorTexts,
}

type MayOperate = dyn Fn(&Parts) -> bool + Send + Sync;

/// Whether error texts are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ErrorTexts {
    #[default]
    Shown,
    Hidden,
}

impl Dashboard {
    /// Read-only, with error texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets those requests change something for which `may_operate` returns `true`. Others see the page as before,
    /// without buttons, and are refused with 403.
    ///
    /// It is asked for each request, with its headers and extensions, and should be quick. What takes time, such as
    /// a look into a database, is done by a layer of yours in front, which leaves its result in the extensions:
    ///
    /// ```
    /// use axum::Router;
    /// use reattempt::dashboard::Dashboard;
    ///
    /// /// What your login puts into the extensions of a request.
    /// #[derive(Clone)]
    /// struct User {
    ///     is_operator: bool,
    /// }
    ///
    /// let dashboard = Dashboard::new().operators(|request| {
    ///     request.extensions.get::<User>().is_some_and(|user| user.is_operator)
    /// });
    /// let app: Router = Router::new().nest("/retries", dashboard.into_router());
    /// ```
    ///
    /// Let it look at something that only your people have. That a request comes from the own machine is not enough:
    /// a page of somebody else in a browser on that machine can send one too.
    ///
    /// What the browser of an operator sends by itself, a cookie or a password, is safe against other sites: a change
    /// needs `content-type: application/json`, which another site may only send if the program allows it by CORS, and
    /// is refused where `Sec-Fetch-Site` or, without HTTPS, `Origin` names another site than `Host`.
    pub fn operators(
        mut self,
        may_operate: impl Fn(&Parts) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.operators = Some(Arc::new(may_operate));
        self
    }

    /// Shows no texts and labels of errors, only their kinds: for a program whose errors contain what not everyone who
    /// sees the page may read. See also [`redact_errors`](crate::redact_errors).
    pub fn without_error_texts(mut self) -> Self {
        self.errors = ErrorTexts::Hidden;
        self
    }

    /// To be mounted by [`Router::nest`], in a router with any state.
    ///
    /// From here on the last error text of each function is kept, unless these are not shown.
    pub fn into_router<S>(self) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        if self.errors == ErrorTexts::Shown {
            last_errors::keep();
        }
        routes::routes(self)
    }

    fn may_operate(&self, request: &Parts) -> bool {
        let may_operate = self.operators.as_ref();
        may_operate.is_some_and(|may_operate| may_operate(request))
    }
}

impl fmt::Debug for Dashboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dashboard")
            .field("has_operators", &self.operators.is_some())
            .field("errors", &self.errors)
            .finish()
    }
}

/// As [`Dashboard::into_router`].
impl<S> From<Dashboard> for Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn from(dashboard: Dashboard) -> Self {
        dashboard.into_router()
    }
}
