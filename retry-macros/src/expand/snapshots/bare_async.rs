// #[retry]
// async fn fetch(url: &str) -> Result<Page, FetchError> {
//     get(url).await
// }

async fn fetch(url: &str) -> Result<Page, FetchError> {
    let mut __state = __private::AsyncState::new();
    loop {
        {
            let __outcome = async {
                if false {
                    return __private::never::<Result<Page, FetchError>>();
                }
                '__retry_body: { get(url).await }
            }
                .await;
            if __private::is_done(&__state, &__outcome) {
                return __outcome;
            }
            let __probe = __private::probe_outcome(&__outcome);
            if let Option::Some(__outcome) = __private::settle(
                &mut __state,
                __probe.__reattempt_no_error(),
                __probe.__reattempt_text(),
                __outcome,
                {
                    static __RETRY_SITE: __private::Site = __private::Site::literal(
                        ::core::concat!(::core::module_path!(), "::", "fetch"),
                        "FetchError",
                        3u32,
                        __private::Strategy::Exponential,
                        __private::Jitter::Equal,
                        1000000000u64,
                        60000000000u64,
                    );
                    &__RETRY_SITE
                },
                __private::Features,
            ) {
                return __outcome;
            }
        }
        __private::AsyncState::wait(&mut __state).await;
    }
}
