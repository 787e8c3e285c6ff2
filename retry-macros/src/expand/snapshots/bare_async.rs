// #[retry]
// async fn fetch(url: &str) -> Result<Page, FetchError> {
//     get(url).await
// }

async fn fetch(url: &str) -> Result<Page, FetchError> {
    let mut __state = __private::AsyncState::new();
    loop {
        {
            let __outcome = async {
                #[allow(
                    unreachable_code,
                    clippy::diverging_sub_expression,
                    clippy::empty_loop,
                    clippy::let_with_type_underscore,
                    clippy::needless_return,
                    clippy::type_complexity,
                )]
                if false {
                    let __outcome: Result<Page, FetchError> = loop {};
                    return __outcome;
                }
                __private::with_test_util!(..);
                '__retry_body: { get(url).await }
            }
                .await;
            let __outcome = __private::IsResult::into_result(__outcome);
            match __outcome {
                Result::Ok(__value) => {
                    if __private::AsyncState::is_retrying(&__state) {
                        __private::cold(|| {
                            let __state = __state;
                            __private::recovered(
                                __private::AsyncState::history(&__state),
                            );
                        });
                    }
                    return __private::IsResult::from_value(__value);
                }
                Result::Err(__error) => {
                    match __private::cold(|| {
                        let mut __state = __state;
                        let __call = {
                            #[allow(non_upper_case_globals)]
                            static retry_policy: __private::Policy = __private::PolicyBuilder::build(
                                __private::Policy::builder(),
                            );
                            __private::Call {
                                site: {
                                    static __RETRY_SITE: __private::Site = __private::Site::new(
                                            ::core::concat!(::core::module_path!(), "::", "fetch"),
                                            ::core::file!(),
                                            ::core::line!(),
                                            ::core::column!(),
                                            Option::Some(&retry_policy),
                                        )
                                        .with_error("FetchError");
                                    __private::list_site!(__RETRY_SITE);
                                    &__RETRY_SITE
                                },
                                policy: &retry_policy,
                                started: Option::None,
                            }
                        };
                        let mut __failure = {
                            #[allow(unused_imports)]
                            use __private::{
                                ViaBox as _, ViaClassify as _, ViaDebug as _,
                                ViaDisplay as _, ViaError as _, ViaName as _,
                                ViaNothing as _,
                            };
                            __private::Failure::classified(
                                &__error,
                                (&&&&&__private::ErrorProbe(&__error)).__reattempt_text(),
                            )
                        };
                        let __verdict = __private::AsyncState::failed(
                            &mut __state,
                            &__call,
                            &mut __failure,
                            Option::None,
                            __private::HasTimer::timer(__private::Features),
                        );
                        match __verdict {
                            __private::Verdict::Retry => Result::Ok(__state),
                            __private::Verdict::Stop(_) => Result::Err(__error),
                        }
                    }) {
                        Result::Ok(__next) => __state = __next,
                        Result::Err(__last) => {
                            return __private::IsResult::from_error(__last);
                        }
                    }
                }
            }
        }
        __private::AsyncState::wait(&mut __state).await;
    }
}
