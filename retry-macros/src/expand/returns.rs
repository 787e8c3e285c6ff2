//! What is done about the outcome of an attempt.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::Expr;

use super::Expansion;
use crate::plan::Ends;
use crate::target::returns::Kind;

impl Expansion<'_> {
    /// Output: the `match` that returns a success and a last failure.
    pub(super) fn decide(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let (success, failed) = (self.success(), self.failed_arm());
        let at = self.at_return;
        let krate_at_return = self.krate_at(at);
        let decide = match &self.target.returns.kind {
            Kind::Option => {
                let into_option = quote_spanned!(at=> #krate_at_return::__private::IsOption::into_option(__outcome));
                quote_spanned! {self.site=>
                    match #into_option {
                        ::core::option::Option::Some(__value) => { #success }
                        ::core::option::Option::None => { #failed }
                    }
                }
            }
            Kind::Result { .. } => {
                let into_result = quote_spanned!(at=> #krate_at_return::__private::IsResult::into_result(__outcome));
                quote_spanned! {self.site=>
                    let __outcome = #into_result;
                    match __outcome {
                        ::core::result::Result::Ok(__value) => { #success }
                        ::core::result::Result::Err(__error) => { #failed }
                    }
                }
            }
        };
        if self.plan.shape.ends == Ends::Alone {
            return decide;
        }
        let interrupted = self.interrupted_arm();
        quote_spanned! {self.site=>
            match __outcome {
                #krate::__private::Limited::Ended(__outcome) => { #decide }
                #krate::__private::Limited::Interrupted(__interrupted) => { #interrupted }
            }
        }
    }

    /// Output: `return Ok(value);`, after a look at `until` and word of a recovery.
    fn success(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let (state, history) = (self.state(), self.history());
        let label = if self.plan.label.is_some() {
            quote_spanned!(self.site=> ::core::option::Option::Some(__label))
        } else {
            quote_spanned!(self.site=> ::core::option::Option::None)
        };
        let notify = self.plan.hooks.on_event.as_ref().map(|hook| {
            let at = self.around(hook);
            let krate = self.krate_at(at);
            quote_spanned!(at=> #krate::__private::notify(
                &#krate::__private::recovered_event(#history, #label, __none),
                &(#hook),
            );)
        });
        let recovered = if self.plan.label.is_some() {
            let bind = self.label();
            quote_spanned! {self.site=>
                #bind
                #krate::__private::recovered_by(#history, #label);
            }
        } else {
            quote_spanned!(self.site=> #krate::__private::recovered(#history);)
        };
        let value = match self.target.returns.kind {
            Kind::Option => {
                self.as_returned(&quote_spanned!(self.site=> ::core::option::Option::Some(__value)))
            }
            Kind::Result { .. } => {
                let krate = self.krate_at(self.at_return);
                quote_spanned!(self.at_return=> #krate::__private::IsResult::from_value(__value))
            }
        };
        let take = self
            .is_async()
            .then(|| quote_spanned!(self.site=> let __state = __state;));
        let tell = self.tell_success();
        let tell_backoff = self.tell_backoff();
        // The guards first: a panic of the hook is not one of the attempt.
        let success = quote_spanned! {self.site=>
            #tell
            if #state::is_retrying(&__state) {
                #krate::__private::cold(|| {
                    #take
                    #recovered
                    #notify
                });
            } #tell_backoff
            return #value;
        };
        let Some(until) = &self.plan.hooks.until else {
            return success;
        };
        let (answer, unsatisfied) = (self.tell_answer(), self.unsatisfied_arm());
        let at = self.around(until);
        let krate = self.krate_at(at);
        let holds = quote_spanned!(at=> #krate::__private::holds(&__value, &(#until)));
        quote_spanned! {self.site=>
            #answer
            if #holds {
                #success
            }
            #unsatisfied
        }
    }

    /// Output: an `Option` of the standard library as what the function returns.
    pub(super) fn as_returned(&self, option: &TokenStream) -> TokenStream {
        let at = self.at_return;
        let krate = self.krate_at(at);
        quote_spanned!(at=> #krate::__private::IsOption::from_option(#option))
    }

    /// Output: the delay between two attempts: in an async function a statement of the loop; in a sync
    /// one an expression of `Verdict`, part of what is kept out of the loop.
    pub(super) fn delay(&self) -> TokenStream {
        let (state, history) = (self.state(), self.history());
        let guards = self.with_guards();
        let own = if self.is_async() {
            quote_spanned!(self.site=> #state::wait(&mut __state).await;)
        } else {
            quote_spanned!(self.site=> #state::block(&__state, &__failure, #guards))
        };
        let Some(sleep) = &self.plan.sleep else {
            return own;
        };
        let (at, sleep) = (self.around(sleep), self.slept(sleep));
        let krate = self.krate_at(at);
        let sleep = if self.is_async() {
            quote_spanned!(at=> #krate::__private::AsyncState::sleep(&mut __state, #sleep).await;)
        } else {
            quote_spanned!(at=> #sleep; #state::slept(&__state, &__failure, #guards))
        };
        quote_spanned! {self.site=>
            if let ::core::option::Option::Some(__delay) = #history.delay_to_sleep() {
                #sleep
            } else {
                #own
            }
        }
    }

    /// Output: `Sleeps::sleep(sleep, delay)`, in an async function a future.
    pub(super) fn slept(&self, sleep: &Expr) -> TokenStream {
        let at = self.around(sleep);
        let krate = self.krate_at(at);
        if self.is_async() {
            let slept = quote_spanned!(at=> #krate::__private::Sleeps::sleep(#sleep, __delay));
            quote_spanned!(at=> ::core::future::IntoFuture::into_future(#slept))
        } else {
            quote_spanned!(at=> #krate::__private::Sleeps::<()>::sleep(#sleep, __delay))
        }
    }
}
