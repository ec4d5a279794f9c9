//! Budgets of the layout: a broken one fails the build, or is only written down where the report is to show it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::facts::{Instance, concrete, of_instance};
use crate::model::{Layout, Limit, Model};

/// Set by the subcommand for the compiler that it runs in place of cargo's, to which cargo gives files of their own: so none of them
/// is taken for one without it, and cargo need not know that the expansion depends on it.
const REPORT: &str = "POOLED_LAYOUT_REPORT";
/// What it is set to: a value that nobody sets by habit.
const SUBCOMMAND: &str = "cargo-pooled";

/// Whether the crate is compiled for the report alone. A broken budget must not keep that from showing what to do.
fn is_for_report() -> bool {
    std::env::var_os(REPORT).is_some_and(|value| value == SUBCOMMAND)
}

/// The check of the budget. The error points where the first limit was written if the call, from its first token to its last,
/// stands there, hence the short name.
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

/// The limits that are broken, for the report.
pub(super) fn judgement(model: &Model, layout: &Layout, instance: &Instance<'_>) -> Option<TokenStream> {
    let facade = &model.facade;
    let (_, arguments) = arguments(model, layout, instance).filter(|_| is_for_report())?;
    Some(quote!(#facade::__private::judge_budget(#arguments)))
}

/// The budget and the layout; with them, where the first limit was written. `None` if there is no limit.
fn arguments(model: &Model, layout: &Layout, instance: &Instance<'_>) -> Option<(Span, TokenStream)> {
    let facade = &model.facade;
    let at = layout.budget.first()?.span();
    let limits = layout.budget.iter().map(|of| limit(model, of, at));
    let of = if let Some(ty) = instance.ty {
        let (name, of) = (&instance.name, of_instance(model, "INSTANCE_LAYOUT", ty));
        quote_spanned!(at=> #of.named(#name))
    } else {
        let concrete = concrete(model);
        quote_spanned!(at=> #facade::TypeLayout::of::<#concrete>())
    };
    let none = quote!(#facade::__private::Budget::NONE);
    let budget = quote!(#facade::__private::Budget { #(#limits,)* ..#none });
    Some((at, quote_spanned!(at=> #budget, #of)))
}

fn limit(model: &Model, limit: &Limit, at: Span) -> TokenStream {
    let facade = &model.facade;
    match limit {
        Limit::NoStraddle(_) => quote_spanned!(at=> no_straddle: true),
        Limit::Number { name, all, small, .. } => {
            let name = Ident::new(name, at);
            let none = quote!(::core::primitive::usize::MAX);
            let all = all.as_ref().map_or(none, ToTokens::to_token_stream);
            if let Some(small) = small {
                quote_spanned!(at=> #name: #facade::__private::Budget::of_target(#all, #small))
            } else {
                quote_spanned!(at=> #name: #all)
            }
        }
    }
}
