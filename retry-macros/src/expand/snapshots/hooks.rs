// #[retry(when = |error| error.is_timeout(), on_event = |event| note(event))]
// fn load(id: u64) -> io::Result<Row> {
//     table(id)
// }

fn load(id: u64) -> io::Result<Row> {
    let mut __state = __private::SyncState::new();
    loop {
        {
            let __outcome = __private::repeatable(|| -> io::Result<Row> {
                '__retry_body: { table(id) }
            })();
            let __none = __private::IsResult::no_error(&__outcome);
            let __outcome = __private::IsResult::into_result(__outcome);
            match __outcome {
                Result::Ok(__value) => {
                    if __private::SyncState::is_retrying(&__state) {
                        __private::cold(|| {
                            __private::recovered(
                                __private::SyncState::history(&__state),
                            );
                            __private::notify(
                                &__private::recovered_event(
                                    __private::SyncState::history(&__state),
                                    Option::None,
                                    __none,
                                ),
                                &(|event| note(event)),
                            );
                        });
                    }
                    return __private::IsResult::from_value(__value);
                }
                Result::Err(__error) => {
                    if let Option::Some(__last) = __private::cold(|| {
                        let __call = __private::Call::of({
                            static __RETRY_SITE: __private::Site = __private::Site::literal(
                                ::core::concat!(::core::module_path!(), "::", "load"),
                                "",
                                3u32,
                                __private::Strategy::Exponential,
                                __private::Jitter::Equal,
                                1000000000u64,
                                60000000000u64,
                            );
                            &__RETRY_SITE
                        });
                        let mut __failure = __private::Failure::selected(
                                __private::holds(&__error, &(|error| error.is_timeout())),
                                __private::probe(&__error)
                                    .__reattempt_described()(&__error),
                                __private::probe(&__error).__reattempt_text()(&__error),
                            )
                            .heard();
                        let mut __verdict = __private::SyncState::failed(
                            &mut __state,
                            &__call,
                            &mut __failure,
                            Option::None,
                        );
                        loop {
                            if let Option::Some(__event) = __private::failed_event(
                                __private::SyncState::history(&__state),
                                &__call,
                                &__failure,
                                __verdict,
                                Option::Some(&__error),
                            ) {
                                __private::notify(&__event, &(|event| note(event)));
                            }
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
    }
}
