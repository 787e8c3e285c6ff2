//! The expansion: `Plan` -> tokens.
//!
//! Everything emitted names only `#krate::__private::*`, `::core::*` and the user's own names, and
//! every local carries `Span::mixed_site()`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Data, Generics, Type, WherePredicate, parse_quote_spanned};

use super::case::{Answer, Case, Hint};
use super::fields::Slot;
use super::plan::Plan;
use crate::types::first_ident;

/// Input: `enum FetchError { #[classify(forward)] Io(io::Error), #[classify(transient)] Timeout }`
/// Output: `impl Classify for FetchError { fn classify .. fn forward_to .. fn kind .. fn kinds .. fn as_error .. }`
pub(super) fn expand(plan: &Plan<'_>) -> TokenStream {
    let mut generics = plan.input.generics.clone();
    let bounds = bounds(plan);
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
    let mut methods = classify(plan);
    methods.extend(forward_to(plan));
    methods.extend(retry_after(plan));
    methods.extend(is_hint_exact(plan));
    methods.extend(kind(plan));
    methods.extend(kinds(plan));
    methods.extend(as_error(plan));
    implementation(plan, &generics, &methods)
}

/// Input: a type whose attributes have errors
/// Output: `impl Classify for FetchError { fn classify .. }`, which never comes to run.
pub(super) fn stand_in(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let method = quote_spanned! {Span::mixed_site()=>
        fn classify(&self) -> #krate::__private::Class {
            #krate::__private::Class::Permanent
        }
    };
    implementation(plan, &plan.input.generics, &method)
}

/// Output: `impl<..> Classify for FetchError<..> where .. { methods }`
fn implementation(plan: &Plan<'_>, generics: &Generics, methods: &TokenStream) -> TokenStream {
    let (krate, ident) = (&plan.krate, &plan.input.ident);
    let (params, arguments, predicates) = generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        #[automatically_derived]
        #[allow(deprecated)]
        impl #params #krate::__private::Classify for #ident #arguments #predicates {
            #methods
        }
    }
}

/// Output: `Field: Classify` for each forwarded field whose type depends on a type parameter.
fn bounds(plan: &Plan<'_>) -> Vec<WherePredicate> {
    let krate = &plan.krate;
    let forwarded = plan
        .cases
        .iter()
        .filter_map(|case| Some(case.forward()?.ty));
    forwarded
        .filter(|ty| needs_bound(plan, ty))
        .map(|ty| parse_quote_spanned!(Span::mixed_site()=> #ty: #krate::__private::Classify))
        .collect()
}

/// A type that contains the derived one gets no bound: proving it would go in circles.
fn needs_bound(plan: &Plan<'_>, ty: &Type) -> bool {
    let own = &plan.input.ident;
    let params: Vec<&Ident> = plan
        .input
        .generics
        .type_params()
        .map(|p| &p.ident)
        .collect();
    let mentions =
        |wanted: &dyn Fn(&Ident) -> bool| first_ident(ty.to_token_stream(), wanted).is_some();
    mentions(&|ident| params.contains(&ident))
        && !mentions(&|ident| ident == own || ident == "Self")
}

/// Output: `fn classify(&self) -> Class { match self { Self::Timeout { .. } => Class::Transient, .. } }`
fn classify(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let body = matching(plan, |case| match &case.class {
        Answer::Class(class) => {
            let class = Ident::new(class.variant(), Span::mixed_site());
            let answer = quote_spanned!(Span::mixed_site()=> #krate::__private::Class::#class);
            (None, answer)
        }
        Answer::Forward(slot) => (Some(slot), ask(plan, slot, "classify")),
    });
    quote_spanned! {Span::mixed_site()=>
        fn classify(&self) -> #krate::__private::Class {
            #body
        }
    }
}

/// Output: `fn forward_to(&self) -> Option<&dyn Classify> { match self { Self::Io { 0: __field, .. } => .., .. } }`, or
/// nothing where no case is forwarded. By it the trait has the answers that are left out here.
fn forward_to(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    if plan.cases.iter().all(|case| case.forward().is_none()) {
        return TokenStream::new();
    }
    let body = matching(plan, |case| match case.forward() {
        Some(slot) => {
            let inner = inner(plan, slot);
            let some = quote_spanned!(Span::mixed_site()=> ::core::option::Option::Some(#inner));
            (Some(slot), some)
        }
        None => (None, none()),
    });
    quote_spanned! {Span::mixed_site()=>
        fn forward_to(&self) -> ::core::option::Option<&dyn #krate::__private::Classify> {
            #body
        }
    }
}

/// Output: `fn retry_after(&self) -> Option<Duration> { match self { .. } }`, or nothing where no
/// case has a hint of its own.
fn retry_after(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    if plan.cases.iter().all(|case| case.hint.is_none()) {
        return TokenStream::new();
    }
    let body = matching(plan, |case| match (&case.hint, &case.class) {
        (Some(Hint::Field(slot)), _) => {
            let ty = slot.ty;
            let after = quote_spanned! {Span::mixed_site()=>
                <#ty as #krate::__private::HintField>::after(__field)
            };
            (Some(slot), after)
        }
        (Some(Hint::Function(function)), _) => {
            // Located at the function, so that one of another type is reported there.
            let first = function.to_token_stream().into_iter().next();
            let at = first.map_or(Span::mixed_site(), |first| {
                Span::mixed_site().located_at(first.span())
            });
            let function = quote_spanned!(at=> &(#function));
            let answer = quote_spanned! {Span::mixed_site()=>
                #krate::__private::hint(self, #function)
            };
            (None, answer)
        }
        (None, Answer::Forward(slot)) => (Some(slot), ask(plan, slot, "retry_after")),
        (None, Answer::Class(_)) => (None, none()),
    });
    quote_spanned! {Span::mixed_site()=>
        fn retry_after(&self) -> ::core::option::Option<::core::time::Duration> {
            #body
        }
    }
}

/// Output: `fn is_hint_exact(&self) -> bool { match self { .. } }`, or nothing where no case that is forwarded has a
/// hint of its own.
fn is_hint_exact(plan: &Plan<'_>) -> TokenStream {
    let of_its_own = |case: &Case<'_>| case.hint.is_some() && case.forward().is_some();
    if !plan.cases.iter().any(of_its_own) {
        return TokenStream::new();
    }
    let body = matching(plan, |case| match (&case.hint, &case.class) {
        (None, Answer::Forward(slot)) => (Some(slot), ask(plan, slot, "is_hint_exact")),
        (Some(_), _) | (None, Answer::Class(_)) => {
            (None, quote_spanned!(Span::mixed_site()=> false))
        }
    });
    quote_spanned! {Span::mixed_site()=>
        fn is_hint_exact(&self) -> ::core::primitive::bool {
            #body
        }
    }
}

/// Output: `fn kind(&self) -> &'static str { match self { Self::Timeout { .. } => "Timeout", .. } }`
fn kind(plan: &Plan<'_>) -> TokenStream {
    let body = matching(plan, |case| (None, case.name.kind.to_token_stream()));
    quote_spanned! {Span::mixed_site()=>
        fn kind(&self) -> &'static ::core::primitive::str {
            #body
        }
    }
}

/// Output: `fn kinds() -> Option<&'static [KindName]> { const KINDS: .. = &[KindName::new("Timeout", &[])]; .. }`,
/// with which they are put on the list of all.
fn kinds(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let name = plan.input.ident.unraw().to_string();
    let kinds = plan.cases.iter().map(|case| {
        let (kind, aliases) = (&case.name.kind, &case.name.aliases);
        quote_spanned!(Span::mixed_site()=> #krate::__private::KindName::new(#kind, &[#(#aliases),*]))
    });
    quote_spanned! {Span::mixed_site()=>
        fn kinds() -> ::core::option::Option<&'static [#krate::__private::KindName]> {
            const __KINDS: &[#krate::__private::KindName] = &[#(#kinds),*];
            #krate::__private::list_kinds!(#name, __KINDS);
            ::core::option::Option::Some(__KINDS)
        }
    }
}

/// Output: `fn as_error(&self) -> Option<&dyn Error>`: the error, if the type implements `Error`.
fn as_error(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    quote_spanned! {Span::mixed_site()=>
        fn as_error(&self) -> ::core::option::Option<&(dyn ::core::error::Error + '_)> {
            #krate::__private::ErrorText::as_error(
                #krate::__private::probe(self).__reattempt_text()(self),
            )
        }
    }
}

/// Output: `Classify::classify(inner)`, of the error to which a case is forwarded.
fn ask(plan: &Plan<'_>, slot: &Slot<'_>, method: &str) -> TokenStream {
    let krate = &plan.krate;
    let (method, inner) = (Ident::new(method, Span::mixed_site()), inner(plan, slot));
    quote_spanned!(Span::mixed_site()=> #krate::__private::Classify::#method(#inner))
}

/// Output: `<FieldType as ForwardField>::inner(__field)`: that the type does not implement `Classify` is
/// reported at the type.
fn inner(plan: &Plan<'_>, slot: &Slot<'_>) -> TokenStream {
    let (krate, ty) = (&plan.krate, slot.ty);
    quote_spanned!(Span::mixed_site()=> <#ty as #krate::__private::ForwardField>::inner(__field))
}

fn none() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> ::core::option::Option::None)
}

/// Output: `match self { Self::Io { 0: __field, .. } => .., Self::Timeout { .. } => .. }`, each arm
/// with the field it binds, if any, and its answer.
fn matching<'a>(
    plan: &'a Plan<'a>,
    answer: impl Fn(&'a Case<'a>) -> (Option<&'a Slot<'a>>, TokenStream),
) -> TokenStream {
    if plan.cases.is_empty() {
        return quote_spanned!(Span::mixed_site()=> match *self {});
    }
    let arms = plan.cases.iter().map(|case| {
        let variant = matches!(plan.input.data, Data::Enum(_)).then(|| {
            let ident = case.item.ident;
            quote_spanned!(Span::mixed_site()=> ::#ident)
        });
        let (slot, answer) = answer(case);
        let field =
            slot.map(|Slot { member, .. }| quote_spanned!(Span::mixed_site()=> #member: __field,));
        quote_spanned!(Span::mixed_site()=> Self #variant { #field .. } => #answer,)
    });
    quote_spanned!(Span::mixed_site()=> match self { #(#arms)* })
}
