//! How often a function is called, and what happens in each call.

#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) what: What,
    pub(crate) count: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum What {
    /// Calls that succeed at once.
    Success,
    /// The same, where async ones are awaited on tokio.
    SuccessOnTokio,
    /// Calls that fail once, and are retried without delay. Async ones are awaited on tokio.
    OneRetry,
    /// Calls that show how often the function retries what.
    #[cfg(test)]
    Check,
}

impl Load {
    pub(crate) fn new(what: &str, count: u32) -> Self {
        let what = match what {
            "success" => What::Success,
            "success-on-tokio" => What::SuccessOnTokio,
            "one-retry" => What::OneRetry,
            other => panic!("no load {other}"),
        };
        Load { what, count }
    }
}
