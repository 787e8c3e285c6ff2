// #[retry(max_attempts = 5, backoff = "exponential", on = [Io, Timeout])]
// fn send(&mut self, mut frame: u32) -> Result<(), LinkError> {
//     self.link.write(frame)
// }

fn send(&mut self, frame: u32) -> Result<(), LinkError> {
    let mut __attempt = __private::repeatable(|| -> Result<(), LinkError> {
        __private::with_test_util!(..);
        let mut frame = __private::IsCopy::copied(frame);
        '__retry_body: { self.link.write(frame) }
    });
    let __outcome = __attempt();
    if __private::IsResult::is_success(&__outcome) {
        return __outcome;
    }
    __private::cold(|| {
        let mut __state = __private::SyncState::new();
        let mut __outcome = __outcome;
        loop {
            {
                let __outcome = __private::IsResult::into_result(__outcome);
                match __outcome {
                    Result::Ok(__value) => {
                        if __private::SyncState::is_retrying(&__state) {
                            __private::cold(|| {
                                __private::recovered(
                                    __private::SyncState::history(&__state),
                                );
                            });
                        }
                        return __private::IsResult::from_value(__value);
                    }
                    Result::Err(__error) => {
                        if let Option::Some(__last) = __private::cold(|| {
                            let __call = {
                                #[allow(non_upper_case_globals)]
                                static retry_policy: __private::Policy = __private::PolicyBuilder::build(
                                    __private::Policy::builder()
                                        .backoff(__private::Strategy::Exponential)
                                        .max_attempts(5),
                                );
                                __private::Call {
                                    site: {
                                        static __RETRY_SITE: __private::Site = __private::Site::new(
                                                ::core::concat!(::core::module_path!(), "::", "send"),
                                                ::core::file!(),
                                                ::core::line!(),
                                                ::core::column!(),
                                                Option::Some(&retry_policy),
                                            )
                                            .with_error("LinkError");
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
                                __private::Failure::selected(
                                    {
                                        #[allow(unreachable_patterns)]
                                        match &__error {
                                            LinkError::Io { .. } | LinkError::Timeout { .. } => true,
                                            _ => false,
                                        }
                                    },
                                    (&&__private::ErrorProbe(&__error)).__reattempt_described(),
                                    (&&&&&__private::ErrorProbe(&__error)).__reattempt_text(),
                                )
                            };
                            let mut __verdict = __private::SyncState::failed(
                                &mut __state,
                                &__call,
                                &mut __failure,
                                Option::None,
                            );
                            loop {
                                match __verdict {
                                    __private::Verdict::Retry => {
                                        match {
                                            __private::SyncState::block(
                                                &__state,
                                                &__failure,
                                                Option::None,
                                            )
                                        } {
                                            __private::Verdict::Retry => break Option::None,
                                            __stop => __verdict = __stop,
                                        }
                                    }
                                    __private::Verdict::Stop(_) => break Option::Some(__error),
                                }
                            }
                        }) {
                            return __private::IsResult::from_error(__last);
                        }
                    }
                }
            }
            __outcome = __attempt();
        }
    })
}
