// #[retry(max_attempts = 5, backoff = "exponential", on = [Io, Timeout])]
// fn send(&mut self, mut frame: u32) -> Result<(), LinkError> {
//     self.link.write(frame)
// }

fn send(&mut self, frame: u32) -> Result<(), LinkError> {
    let __attempt = __private::repeatable(|| -> Result<(), LinkError> {
        let mut frame = __private::IsCopy::copied(frame);
        '__retry_body: { self.link.write(frame) }
    });
    let __probe = __private::probe_attempt(&__attempt);
    __private::drive_listed(
        {
            static __RETRY_SITE: __private::Site = __private::Site::literal(
                ::core::concat!(::core::module_path!(), "::", "send"),
                "LinkError",
                5u32,
                __private::Strategy::Exponential,
                __private::Jitter::Equal,
                1000000000u64,
                60000000000u64,
            );
            &__RETRY_SITE
        },
        __probe.__reattempt_text(),
        __probe.__reattempt_described(),
        |__error| {
            #[allow(unreachable_patterns)]
            match __error {
                LinkError::Io { .. } | LinkError::Timeout { .. } => true,
                _ => false,
            }
        },
        __attempt,
    )
}
