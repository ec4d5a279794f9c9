//! The budget of a layout. A broken budget fails the build. If the crate is compiled for the report, it is only written
//! down, so that the report can show it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::instance::Instance;
use crate::model::{Layout, Limit, Model};

/// The subcommand sets this variable for the compiler that it runs in place of cargo's. What that compiler makes goes
/// into files of its own, so it is never taken for what cargo's compiler makes. Hence cargo need not know that the
/// expansion depends on the variable.
const REPORT: &str = "POOLED_LAYOUT_REPORT";
/// The value of the variable. Nobody sets it by habit.
const SUBCOMMAND: &str = "cargo-pooled";

/// Whether the crate is compiled for the report alone. A broken budget must not keep the report from showing what to
/// do.
fn is_for_report() -> bool {
    std::env::var_os(REPORT).is_some_and(|value| value == SUBCOMMAND)
}

/// The check that fails the build. The compiler shows the error where the first limit was written, provided that the
/// whole call, from its first token to its last, stands there. Hence the call uses a short name.
pub(super) fn check(model: &Model, layout: &Layout, instance: &Instance<'_>) -> Option<TokenStream> {
    let facade = &model.facade;
    let (at, arguments) = arguments(model, layout, instance).filter(|_| !is_for_report())?;
    let check = Ident::new("__pooled_check_budget", at);
    let call = quote_spanned!(at=> #check(#arguments));
    Some(quote! {
        const _: () = {
            use #facade::__private::check_budget as #check;
            #call
        };
    })
}

/// The broken limits, for the report.
pub(super) fn judgement(model: &Model, layout: &Layout, instance: &Instance<'_>) -> Option<TokenStream> {
    let facade = &model.facade;
    let (_, arguments) = arguments(model, layout, instance).filter(|_| is_for_report())?;
    Some(quote!(#facade::__private::judge_budget(#arguments)))
}

/// The budget and the layout, and where the first limit was written. `None` if there is no limit.
fn arguments(model: &Model, layout: &Layout, instance: &Instance<'_>) -> Option<(Span, TokenStream)> {
    let facade = &model.facade;
    let at = layout.budget.first()?.span();
    let limits = layout.budget.iter().map(|of| limit(model, of, at));
    let of = instance.layout(model, at);
    let none = quote!(#facade::__private::Budget::NONE);
    let budget = quote!(#facade::__private::Budget { #(#limits,)* ..#none });
    Some((at, quote_spanned!(at=> #budget, #of)))
}

/// A limit, as a field of the runtime's `Budget`.
fn limit(model: &Model, limit: &Limit, at: Span) -> TokenStream {
    let facade = &model.facade;
    match limit {
        Limit::NoStraddle(_) => quote_spanned!(at=> no_straddle: true),
        Limit::Number { name, all, on_32_bits, .. } => {
            let name = Ident::new(name, at);
            let none = quote!(::core::primitive::usize::MAX);
            let all = all.as_ref().map_or(none, ToTokens::to_token_stream);
            if let Some(small) = on_32_bits {
                quote_spanned!(at=> #name: #facade::__private::Budget::of_target(#all, #small))
            } else {
                quote_spanned!(at=> #name: #all)
            }
        }
    }
}
