//! What an error says of itself: its class, its hint, its kind. Uses `text`.

pub(crate) mod class;
pub(crate) mod classify;
pub(crate) mod derive;
pub(crate) mod hint;
pub(crate) mod interrupted;
pub(crate) mod kind;
pub(crate) mod known;
pub(crate) mod probe;
pub(crate) mod processed;
pub(crate) mod retry_error;
pub(crate) mod stop_reason;
pub(crate) mod text;
