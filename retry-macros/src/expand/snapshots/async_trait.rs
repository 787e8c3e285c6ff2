// #[retry]
// fn load<'life0, 'async_trait>(&'life0 self, id: u64) -> Pin<Box<dyn Future<Output = Result<Row, DbError>> + Send + 'async_trait>>
// where
//     'life0: 'async_trait,
//     Self: 'async_trait,
// {
//     Box::pin(async move {
//         if let Some(__ret) = None::<Result<Row, DbError>> {
//             return __ret;
//         }
//         let __self = self;
//         let id = id;
//         let __ret: Result<Row, DbError> = { __self.row(id).await };
//         __ret
//     })
// }

fn load<'life0, 'async_trait>(
    &'life0 self,
    id: u64,
) -> Pin<Box<dyn Future<Output = Result<Row, DbError>> + Send + 'async_trait>>
where
    'life0: 'async_trait,
    Self: 'async_trait,
{
    Box::pin(async move {
        if let Some(__ret) = None::<Result<Row, DbError>> {
            return __ret;
        }
        let __self = self;
        let id = id;
        let mut __state = __private::AsyncState::new();
        loop {
            {
                let __outcome = async {
                    if false {
                        return __private::never::<Result<Row, DbError>>();
                    }
                    '__retry_body: { __self.row(id).await }
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
                            ::core::concat!(::core::module_path!(), "::", "load"),
                            "DbError",
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
    })
}
