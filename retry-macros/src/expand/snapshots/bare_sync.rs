// #[retry]
// fn load(path: &Path) -> Result<String, LoadError> {
//     Ok(fs::read_to_string(path)?)
// }

fn load(path: &Path) -> Result<String, LoadError> {
    let __attempt = __private::repeatable(|| -> Result<String, LoadError> {
        '__retry_body: { Ok(fs::read_to_string(path)?) }
    });
    let __probe = __private::probe_attempt(&__attempt);
    __private::drive(
        {
            static __RETRY_SITE: __private::Site = __private::Site::literal(
                ::core::concat!(::core::module_path!(), "::", "load"),
                "LoadError",
                3u32,
                __private::Strategy::Exponential,
                __private::Jitter::Equal,
                1000000000u64,
                60000000000u64,
            );
            &__RETRY_SITE
        },
        __probe.__reattempt_no_error(),
        __probe.__reattempt_text(),
        __attempt,
    )
}
