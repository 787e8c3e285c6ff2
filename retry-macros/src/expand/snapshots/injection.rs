// #[retry]
// fn load(path: &Path) -> Result<String, LoadError> {
//     read(path)
// }

fn with_test_util() -> Result<String, LoadError> {
    if __private::is_injecting() {
        #[allow(unused_imports)]
        use __private::{Fits as _, Misfits as _};
        let __outcome = (&&&__private::OutcomeOf::<Result<String, LoadError>>::NEW)
            .__reattempt_fit::<
                __private::Box<
                    dyn ::core::ops::FnOnce(
                        &mut ::core::option::Option<Result<String, LoadError>>,
                    ),
                >,
            >();
        let __failure = (&&&__private::ErrorOf::<
            <__private::Same<Result<String, LoadError>> as __private::IsResult>::Error,
        >::NEW)
            .__reattempt_fit::<
                __private::Box<
                    dyn ::core::ops::FnOnce(
                        &mut ::core::option::Option<
                            <__private::Same<
                                Result<String, LoadError>,
                            > as __private::IsResult>::Error,
                        >,
                    ),
                >,
            >();
        match __private::injected(
            ::core::concat!(::core::module_path!(), "::", "load"),
            ::core::any::type_name::<Result<String, LoadError>>(),
            __outcome,
            __failure,
        ) {
            Option::Some(__private::Injected::Outcome(__fill)) => {
                return __private::filled(__fill);
            }
            Option::Some(__private::Injected::Failure(__fill)) => {
                return __private::IsResult::from_error(__private::filled(__fill));
            }
            Option::None => {}
        }
    }
}
