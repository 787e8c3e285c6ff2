// #[retry(max_attempts = 2)]
// fn next(queue: &Queue) -> Option<Job> {
//     queue.pop()
// }

fn next(queue: &Queue) -> Option<Job> {
    let __attempt = __private::repeatable(|| -> Option<Job> {
        '__retry_body: { queue.pop() }
    });
    __private::drive_option(
        {
            static __RETRY_SITE: __private::Site = __private::Site::literal(
                ::core::concat!(::core::module_path!(), "::", "next"),
                "",
                2u32,
                __private::Strategy::Exponential,
                __private::Jitter::Equal,
                1000000000u64,
                60000000000u64,
            );
            &__RETRY_SITE
        },
        __attempt,
    )
}
