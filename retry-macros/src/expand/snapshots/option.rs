// #[retry(max_attempts = 2)]
// fn next(queue: &Queue) -> Option<Job> {
//     queue.pop()
// }

fn next(queue: &Queue) -> Option<Job> {
    let mut __attempt = __private::repeatable(|| -> Option<Job> {
        __private::with_test_util!(..);
        '__retry_body: { queue.pop() }
    });
    let __outcome = __attempt();
    if __private::IsOption::is_success(&__outcome) {
        return __outcome;
    }
    __private::cold(|| {
        let mut __state = __private::SyncState::new();
        let mut __outcome = __outcome;
        loop {
            {
                match __private::IsOption::into_option(__outcome) {
                    Option::Some(__value) => {
                        if __private::SyncState::is_retrying(&__state) {
                            __private::cold(|| {
                                __private::recovered(
                                    __private::SyncState::history(&__state),
                                );
                            });
                        }
                        return __private::IsOption::from_option(Option::Some(__value));
                    }
                    Option::None => {
                        if let Option::Some(()) = __private::cold(|| {
                            let __call = {
                                #[allow(non_upper_case_globals)]
                                static retry_policy: __private::Policy = __private::PolicyBuilder::build(
                                    __private::Policy::builder().max_attempts(2),
                                );
                                __private::Call {
                                    site: {
                                        static __RETRY_SITE: __private::Site = __private::Site::new(
                                            ::core::concat!(::core::module_path!(), "::", "next"),
                                            ::core::file!(),
                                            ::core::line!(),
                                            ::core::column!(),
                                            Option::Some(&retry_policy),
                                        );
                                        __private::list_site!(__RETRY_SITE);
                                        &__RETRY_SITE
                                    },
                                    policy: &retry_policy,
                                    started: Option::None,
                                }
                            };
                            let mut __failure = __private::Failure::none();
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
                                    __private::Verdict::Stop(_) => break Option::Some(()),
                                }
                            }
                        }) {
                            return __private::IsOption::from_option(Option::None);
                        }
                    }
                }
            }
            __outcome = __attempt();
        }
    })
}
