//! What a test may put in the place of an attempt.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned as _;

use super::Expansion;
use super::attempt::of_retry_error;
use crate::target::injectable::Injectable;
use crate::target::returns::Kind;

impl Expansion<'_> {
    /// Output: at the begin of an attempt, nothing without the feature `test-util`. With it:
    /// ```text
    /// if is_injecting() {
    ///     let outcome = <fit of Ret>;
    ///     let failure = <fit of its error>;
    ///     match injected("module::function", "Ret", outcome, failure) {
    ///         Some(Injected::Outcome(fill)) => return filled(fill),
    ///         Some(Injected::Failure(fill)) => return Err(filled(fill)),
    ///         None => {}
    ///     }
    /// }
    /// ```
    pub(super) fn injection(&self) -> Option<TokenStream> {
        // The same feature of two crates, but not always both: another program of one build may have it.
        if !cfg!(feature = "test-util") {
            return None;
        }
        // Located at the return type, so that the compiler says once what is wrong with it.
        let at = self.at_return;
        let krate = self.krate_at(at);
        let ret = &self.target.returns.attempt;
        let Injectable {
            named,
            outcome,
            error,
        } = Injectable::of(ret, &self.target.generics());
        let name = self.name();
        let returns = if named {
            quote_spanned!(at=> ::core::any::type_name::<#ret>())
        } else {
            quote_spanned!(at=> ::core::stringify!(#ret))
        };
        let (outcome, return_outcome) = match outcome {
            Some(ty) => (
                self.fit(&quote_spanned!(at=> OutcomeOf::<#ret>), &ty),
                self.return_outcome(),
            ),
            None => self.no_fit(),
        };
        let (failure, return_failure) = match (&self.target.returns.kind, error) {
            (Kind::Option, _) => (
                self.fit(
                    &quote_spanned!(at=> ErrorOf::<()>),
                    &quote_spanned!(at=> ()),
                ),
                {
                    let none = self.as_returned(&quote_spanned!(at=> ::core::option::Option::None));
                    quote_spanned! {at=> {
                        let () = #krate::__private::filled(__fill);
                        return #none;
                    }}
                },
            ),
            (Kind::Result { .. }, Some(error)) => {
                let here = self.error_of(&error.here);
                (
                    self.fit(
                        &quote_spanned!(at=> ErrorOf::<#here>),
                        &self.error_of(&error.bound),
                    ),
                    {
                        let error = quote_spanned!(at=> #krate::__private::filled(__fill));
                        let error = self.same_error(error);
                        quote_spanned!(at=> return #krate::__private::IsResult::from_error(#error))
                    },
                )
            }
            (Kind::Result { .. }, None) => self.no_fit(),
        };

        Some(quote_spanned! {at=>
            #krate::__private::with_test_util!(
                if #krate::__private::is_injecting() {
                    #[allow(unused_imports)]
                    use #krate::__private::{Fits as _, Misfits as _};
                    let __outcome = #outcome;
                    let __failure = #failure;
                    match #krate::__private::injected(
                        #name,
                        #returns,
                        __outcome,
                        __failure,
                    ) {
                        ::core::option::Option::Some(
                            #krate::__private::Injected::Outcome(__fill),
                        ) => #return_outcome,
                        ::core::option::Option::Some(
                            #krate::__private::Injected::Failure(__fill),
                        ) => #return_failure,
                        ::core::option::Option::None => {}
                    }
                }
            );
        })
    }

    fn return_outcome(&self) -> TokenStream {
        let at = self.at_return;
        let krate = self.krate_at(at);
        let outcome = quote_spanned!(at=> #krate::__private::filled(__fill));
        if !self.target.returns.reports() {
            return quote_spanned!(at=> return #outcome);
        }
        let error = self.same_error(quote_spanned!(at=> __error));
        quote_spanned! {at=>
            return match #outcome {
                ::core::result::Result::Ok(__value) => ::core::result::Result::Ok(__value),
                ::core::result::Result::Err(__error) => ::core::result::Result::Err(#error),
            }
        }
    }

    /// Output: an error of an attempt, of the right type also where the function declares another `RetryError`.
    fn same_error(&self, error: TokenStream) -> TokenStream {
        let Some(reported) = self.target.returns.reported() else {
            return error;
        };
        let same = of_retry_error(reported, &self.plan.krate, "same");
        let name = Ident::new("__same", reported.span());
        quote_spanned!(self.site=> { let #name = #error; #same(#name) })
    }

    /// Input: what stands for a type of the function, and that type where its lifetimes are bound.
    /// Output: an expression of `Option<Fit<_>>`.
    fn fit(&self, of: &TokenStream, bound: &TokenStream) -> TokenStream {
        let at = self.at_return;
        let krate = self.krate_at(at);
        quote_spanned! {at=>
            (&&&#krate::__private::#of::NEW).__reattempt_fit::<
                #krate::__private::Box<dyn ::core::ops::FnOnce(&mut ::core::option::Option<#bound>)>
            >()
        }
    }

    /// Output: the same where there is no fit, and what is done with what is never injected.
    fn no_fit(&self) -> (TokenStream, TokenStream) {
        let at = self.at_return;
        let krate = self.krate_at(at);
        (
            quote_spanned! {at=>
                ::core::option::Option::None::<
                    #krate::__private::Fit<::core::convert::Infallible>
                >
            },
            quote_spanned!(at=> match __fill {}),
        )
    }

    fn error_of(&self, ty: &TokenStream) -> TokenStream {
        let at = self.at_return;
        let krate = self.krate_at(at);
        quote_spanned!(at=> <#krate::__private::Same<#ty> as #krate::__private::IsResult>::Error)
    }
}
