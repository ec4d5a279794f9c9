//! The impls that make a pool of a type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Expr, Type};

use super::bounds;
use super::call::{call, fresh, probe};
use crate::model::{Model, Pool, PoolKind};
use crate::syntax::distinct::distinct;
use crate::syntax::span::span_of;

pub(super) fn expand(model: &Model, pool: &Pool) -> TokenStream {
    let recipe = recipe(model, pool);
    let home = match &pool.kind {
        PoolKind::Static(slots) => static_pool(model, slots),
        PoolKind::Threads { local, capacity, depot, instances } => {
            thread_pools(model, *local, capacity.as_ref(), depot.as_ref(), instances)
        }
    };
    quote!(#recipe #home)
}

fn recipe(model: &Model, pool: &Pool) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let clause = bounds::of_recipe(model);
    let fresh = fresh(model);
    let validate = pool.validate.as_ref().map(|path| {
        let call = call(path, &quote!(fn(&mut Self) -> ::core::primitive::bool), &quote!(self));
        quote! {
            #[inline]
            fn __pooled_validate(&mut self) -> ::core::primitive::bool {
                #call
            }
        }
    });
    let line = model
        .layout
        .as_ref()
        .and_then(|layout| layout.line)
        .map(|line| quote!(const __POOLED_LINE: ::core::primitive::usize = #line;));
    quote! {
        #[automatically_derived]
        impl #parameters #facade::__private::Factory for #ident #arguments #clause {
            type __PooledLayout = #facade::__private::DescribedLayout<Self>;
            #line
            #[inline]
            fn __pooled_fresh() -> Self {
                #fresh
            }
            #validate
        }
    }
}

/// The constants that the user sets, each checked by the function of the same name.
fn settings(model: &Model, settings: &[(&str, Option<&Expr>)]) -> TokenStream {
    let facade = &model.facade;
    let constants = settings.iter().filter_map(|&(check, value)| {
        let value = value?;
        // An error in a constant points at the macro unless the tokens have exactly the span of the user's tokens.
        let at = syn::spanned::Spanned::span(value);
        let (constant, check) = (constant(check, at), Ident::new(check, at));
        Some(quote_spanned! {at=>
            const #constant: ::core::primitive::usize = {
                let __pooled_value: ::core::primitive::usize = #value;
                #facade::__private::#check(__pooled_value)
            };
        })
    });
    quote!(#(#constants)*)
}

/// The name of a setting's constant in the runtime's trait.
fn constant(setting: &str, at: Span) -> Ident {
    Ident::new(&format!("__POOLED_{}", setting.to_uppercase()), at)
}

/// Uses the constants that the user sets, so that `cargo check` evaluates them. Those of a generic type are evaluated
/// where the type is used.
fn evaluated(model: &Model, settings: &[(&str, Option<&Expr>)]) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let constants = settings.iter().filter(|_| !model.is_generic()).filter_map(|&(name, value)| {
        let at = syn::spanned::Spanned::span(value?);
        let constant = constant(name, at);
        Some(quote_spanned! {at=>
            const _: ::core::primitive::usize = <#ident as #facade::__private::Placement>::#constant;
        })
    });
    quote!(#(#constants)*)
}

fn thread_pools(
    model: &Model,
    local: bool,
    capacity: Option<&Expr>,
    depot: Option<&Expr>,
    instances: &[Type],
) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let clause = bounds::of_pool(model);
    let reach = if local { quote!(OneThread) } else { quote!(AnyThread) };
    let sharing = if local { quote!(#facade::__private::Sharing::local()) } else { sharing(model) };
    let given = [("capacity", capacity), ("depot", depot)];
    let (settings, evaluated, key) = (settings(model, &given), evaluated(model, &given), key(model, instances));
    quote! {
        #facade::__private::std_only! {
            #[automatically_derived]
            impl #parameters #facade::__private::Placement for #ident #arguments #clause {
                type __PooledReach = #facade::__private::#reach;
                #settings
                #key
                fn __pooled_sharing() -> #facade::__private::Sharing<Self> {
                    #sharing
                }
            }
            #[automatically_derived]
            impl #parameters #facade::Pooled for #ident #arguments #clause {}
            #evaluated
        }
    }
}

/// Asks of each type of a field once whether it can be sent. A message points at the field.
fn sharing(model: &Model) -> TokenStream {
    let facade = &model.facade;
    let questions = distinct(model.field_types.iter()).map(|ty| {
        let at = span_of(ty);
        let probe = probe(model, &ty.to_token_stream(), at);
        quote_spanned!(at=> #probe.__pooled_require_send();)
    });
    let whole = probe(model, &quote!(Self), span_of(&model.ident));
    let otherwise = if model.bound.is_some() { quote!(NotSendInBound) } else { quote!(NotSend) };
    quote! {
        use #facade::__private::{IsSend as _, #otherwise as _};
        #(#questions)*
        #whole.__pooled_sharing()
    }
}

/// How the stack of the type is found: as a thread-local `static`. Nothing is printed for a generic type without
/// `instances`, because by default the stack is looked up in a table.
fn key(model: &Model, instances: &[Type]) -> Option<TokenStream> {
    let facade = &model.facade;
    let stacks = if model.is_generic() { instances.to_vec() } else { vec![type_of(model)] };
    if stacks.is_empty() {
        return None;
    }
    let names: Vec<_> = (0..stacks.len()).map(|at| format_ident!("__POOLED_{at}", span = Span::mixed_site())).collect();
    let find = if model.is_generic() {
        let none = quote!(::core::option::Option::None);
        names.iter().rev().fold(none, |otherwise, name| {
            quote! {
                match #facade::__private::same_key(&#name) {
                    ::core::option::Option::Some(__pooled_key) => ::core::option::Option::Some(__pooled_key),
                    ::core::option::Option::None => #otherwise,
                }
            }
        })
    } else {
        quote!(::core::option::Option::Some(#(&#names)*))
    };
    Some(quote! {
        #[inline]
        fn __pooled_key() -> ::core::option::Option<#facade::__private::Key<Self>> {
            #facade::__private::thread_local! {
                #(static #names: #facade::__private::LocalStack<#stacks> =
                    const { #facade::__private::LocalStack::new() };)*
            }
            #find
        }
    })
}

/// The type itself, where `Self` can't be written.
fn type_of(model: &Model) -> Type {
    let ident = &model.ident;
    syn::parse_quote!(#ident)
}

fn static_pool(model: &Model, slots: &Expr) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let clause = bounds::of_recipe(model);
    // The compiler reports what is wrong with the type of a static at that type, so the type stands at the user's name.
    let at = span_of(ident);
    let pool = quote_spanned!(at=> __PooledStatic<#ident, __POOLED_SLOTS>);
    quote! {
        #[automatically_derived]
        impl #facade::StaticPooled for #ident #clause {
            fn __pooled_slots() -> &'static #facade::__private::StaticSlots<Self> {
                use #facade::StaticPool as __PooledStatic;
                const __POOLED_SLOTS: ::core::primitive::usize = #slots;
                static __POOLED: #pool = __PooledStatic::new();
                __POOLED.slots()
            }
        }
    }
}
