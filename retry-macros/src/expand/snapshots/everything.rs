// #[retry(max_attempts = self.attempts, backoff = "exponential", initial_delay = "200ms", max_delay = "5s", factor = 1.5, jitter = "full", max_elapsed = "1m", attempt_timeout = "3s", on = [Io, Http { status: 500..=599 }], except = [Http { status: 501 }], when = is_ours, until = |page| page.ready, retry_after = FetchError::wait, on_event = |event| note(event), idempotent = true, attempt = this, clone = [token], policy = POLICY, name = "pages.fetch", span, budget, breaker = BREAKER, nested = "bounded", sleep = my_sleep)]
// async fn fetch(&self, token: Token) -> Result<Page, RetryError<FetchError>> {
//     self.get(token, this.number()).await
// }

#[allow(clippy::needless_pass_by_value)]
async fn fetch(&self, token: Token) -> Result<Page, RetryError<FetchError>> {
    let __key = __private::LazyKey::new();
    let __limit: ::core::time::Duration = ::core::time::Duration::new(3u64, 0u32);
    let __site = {
        static __RETRY_SITE: __private::Site = __private::Site::without_policy(
                "pages.fetch",
                "FetchError",
            )
            .with_attempt_timeout()
            .with_nested(__private::NestedInCode::Open);
        &__RETRY_SITE
    };
    let __policy = __private::entry_policy(
        __site,
        __private::Policy::to_builder(POLICY)
            .backoff(__private::Strategy::Exponential)
            .initial_delay(::core::time::Duration::new(0u64, 200000000u32))
            .max_delay(::core::time::Duration::new(5u64, 0u32))
            .factor(1.5)
            .jitter(__private::Jitter::Full)
            .max_attempts(self.attempts)
            .max_elapsed(::core::time::Duration::new(60u64, 0u32)),
    );
    let __call = __private::Call {
        site: __site,
        policy: &__policy,
        started: __private::start(),
    };
    __private::list_guards_of!(
        "pages.fetch", Option::None, Option::Some(|| { let __breaker : & 'static (dyn
        __private::CircuitBreaker + 'static) = & BREAKER; __breaker })
    );
    let mut __guards = __private::Guards::new()
        .budget({
            static __RETRY_BUDGET: __private::Budget = __private::Budget::new();
            __private::list_guards_of!(
                "pages.fetch", Option::Some(|| & __RETRY_BUDGET), Option::None
            );
            &__RETRY_BUDGET
        })
        .breaker(&BREAKER);
    let mut __kept = Option::None;
    let mut __state = __private::AsyncState::new();
    loop {
        {
            let __attempt = __private::attempt(
                __private::AsyncState::history(&__state),
                &__call,
                &__key,
            );
            let __scope = __private::bounding(
                __private::AsyncState::history(&__state),
                &__call,
            );
            let __left = __private::attempt_limit(
                __private::AsyncState::history(&__state),
                &__call,
                __limit,
            );
            let mut __span = __private::AttemptSpan::new(
                __private::AsyncState::history(&__state),
                &__call,
            );
            let __outcome = match __private::Guards::admit(&mut __guards) {
                Result::Ok(()) => {
                    let __outcome = __private::Guards::attempt(
                            &mut __guards,
                            __private::AttemptSpan::wrap(
                                &mut __span,
                                __private::timeout_by(
                                    __left,
                                    __private::Scope::wrap(
                                        &__scope,
                                        async {
                                            if false {
                                                return __private::never::<
                                                    Result<
                                                        Page,
                                                        <RetryError<FetchError> as __private::IsRetryError>::Error,
                                                    >,
                                                >();
                                            }
                                            let this = &__attempt;
                                            let token = ::core::clone::Clone::clone(&token);
                                            '__retry_body: { self.get(token, this.number()).await }
                                        },
                                    ),
                                    |__delay| ::core::future::IntoFuture::into_future(
                                        __private::Sleeps::sleep(my_sleep, __delay),
                                    ),
                                ),
                            ),
                        )
                        .await;
                    __private::Guards::ended(&mut __guards);
                    __outcome
                }
                Result::Err(__interrupted) => {
                    __private::Limited::Interrupted(__interrupted)
                }
            };
            let __none = __private::IsResult::no_error_within(&__outcome);
            match __outcome {
                __private::Limited::Ended(__outcome) => {
                    let __outcome = __private::IsResult::into_result(__outcome);
                    match __outcome {
                        Result::Ok(__value) => {
                            __private::Guards::settle(
                                &mut __guards,
                                __private::CallOutcome::Success,
                            );
                            if __private::holds(&__value, &(|page| page.ready)) {
                                __private::Guards::succeeded(&mut __guards);
                                if __private::AsyncState::is_retrying(&__state) {
                                    __private::cold(|| {
                                        let __state = __state;
                                        __private::recovered(
                                            __private::AsyncState::history(&__state),
                                        );
                                        __private::notify(
                                            &__private::recovered_event(
                                                __private::AsyncState::history(&__state),
                                                Option::None,
                                                __none,
                                            ),
                                            &(|event| note(event)),
                                        );
                                    });
                                } else {
                                    __private::Call::succeeded(&__call);
                                }
                                return __private::IsResult::from_value(__value);
                            }
                            match __private::cold(|| {
                                let mut __state = __state;
                                let mut __failure = __private::Failure::unsatisfied()
                                    .heard();
                                let __verdict = __private::AsyncState::failed(
                                    &mut __state,
                                    &__call,
                                    &mut __failure,
                                    Option::Some(&mut __guards),
                                    __private::Waits::ByOwnSleep,
                                );
                                __private::AttemptSpan::failed(
                                    __span,
                                    __private::AsyncState::history(&__state),
                                    &__failure,
                                    __verdict,
                                );
                                if let Option::Some(__event) = __private::failed_event(
                                    __private::AsyncState::history(&__state),
                                    &__call,
                                    &__failure,
                                    __verdict,
                                    __none,
                                ) {
                                    __private::Guards::notify(
                                        &mut __guards,
                                        &__event,
                                        &(|event| note(event)),
                                    );
                                }
                                match __verdict {
                                    __private::Verdict::Retry => {
                                        __kept = Option::None;
                                        Result::Ok(__state)
                                    }
                                    __private::Verdict::Stop(__end) => {
                                        Result::Err({
                                            let __last = __private::retry_error_after(
                                                __private::AsyncState::history(&__state),
                                                &__call,
                                                __private::End::reason(__end),
                                                __private::unsatisfied(
                                                    __private::AsyncState::history(&__state),
                                                ),
                                                __kept.take(),
                                            );
                                            <RetryError<
                                                FetchError,
                                            > as __private::IsRetryError>::from_retry_error(__last)
                                        })
                                    }
                                }
                            }) {
                                Result::Ok(__next) => __state = __next,
                                Result::Err(__last) => {
                                    return __private::IsResult::from_error(__last);
                                }
                            }
                        }
                        Result::Err(__error) => {
                            match __private::cold(|| {
                                let mut __state = __state;
                                let mut __failure = __private::Failure::selected(
                                        {
                                            #[allow(unreachable_patterns)]
                                            match &__error {
                                                FetchError::Io { .. }
                                                | FetchError::Http { status: 500..=599 } => true,
                                                _ => false,
                                            }
                                        }
                                            && !{
                                                #[allow(unreachable_patterns)]
                                                match &__error {
                                                    FetchError::Http { status: 501 } => true,
                                                    _ => false,
                                                }
                                            } && __private::holds(&__error, &(is_ours)),
                                        __private::probe(&__error)
                                            .__reattempt_described()(&__error),
                                        __private::probe(&__error).__reattempt_text()(&__error),
                                    )
                                    .unless({
                                        #[allow(unreachable_patterns)]
                                        match &__error {
                                            FetchError::Http { status: 501 } => true,
                                            _ => false,
                                        }
                                    })
                                    .after(__private::hint(&__error, &(FetchError::wait)))
                                    .heard();
                                let __verdict = __private::AsyncState::failed(
                                    &mut __state,
                                    &__call,
                                    &mut __failure,
                                    Option::Some(&mut __guards),
                                    __private::Waits::ByOwnSleep,
                                );
                                __private::AttemptSpan::failed(
                                    __span,
                                    __private::AsyncState::history(&__state),
                                    &__failure,
                                    __verdict,
                                );
                                if let Option::Some(__event) = __private::failed_event(
                                    __private::AsyncState::history(&__state),
                                    &__call,
                                    &__failure,
                                    __verdict,
                                    Option::Some(&__error),
                                ) {
                                    __private::Guards::notify(
                                        &mut __guards,
                                        &__event,
                                        &(|event| note(event)),
                                    );
                                }
                                match __verdict {
                                    __private::Verdict::Retry => {
                                        __kept = Option::Some(__error);
                                        Result::Ok(__state)
                                    }
                                    __private::Verdict::Stop(__end) => {
                                        Result::Err({
                                            let __last = __private::retry_error(
                                                __private::AsyncState::history(&__state),
                                                &__call,
                                                __private::End::reason(__end),
                                                Result::Ok(__error),
                                            );
                                            <RetryError<
                                                FetchError,
                                            > as __private::IsRetryError>::from_retry_error(__last)
                                        })
                                    }
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
                __private::Limited::Interrupted(__interrupted) => {
                    match __private::cold(|| {
                        let mut __state = __state;
                        let mut __failure = __private::Failure::interrupted(
                                &__interrupted,
                                !__private::AsyncState::is_retrying(&__state),
                            )
                            .heard();
                        let __verdict = __private::AsyncState::failed(
                            &mut __state,
                            &__call,
                            &mut __failure,
                            Option::Some(&mut __guards),
                            __private::Waits::ByOwnSleep,
                        );
                        __private::AttemptSpan::failed(
                            __span,
                            __private::AsyncState::history(&__state),
                            &__failure,
                            __verdict,
                        );
                        if let Option::Some(__event) = __private::failed_event(
                            __private::AsyncState::history(&__state),
                            &__call,
                            &__failure,
                            __verdict,
                            __none,
                        ) {
                            __private::Guards::notify(
                                &mut __guards,
                                &__event,
                                &(|event| note(event)),
                            );
                        }
                        match __verdict {
                            __private::Verdict::Retry => {
                                __private::forget_unless_refused(
                                    &mut __kept,
                                    &__interrupted,
                                );
                                Result::Ok(__state)
                            }
                            __private::Verdict::Stop(__end) => {
                                Result::Err({
                                    let __last = __private::retry_error_after(
                                        __private::AsyncState::history(&__state),
                                        &__call,
                                        __private::End::reason(__end),
                                        __interrupted,
                                        __kept.take(),
                                    );
                                    <RetryError<
                                        FetchError,
                                    > as __private::IsRetryError>::from_retry_error(__last)
                                })
                            }
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
        if let Option::Some(__delay) = __private::AsyncState::history(&__state)
            .delay_to_sleep()
        {
            __private::AsyncState::sleep(
                    &mut __state,
                    ::core::future::IntoFuture::into_future(
                        __private::Sleeps::sleep(my_sleep, __delay),
                    ),
                )
                .await;
        } else {
            __private::AsyncState::wait(&mut __state).await;
        }
    }
}
