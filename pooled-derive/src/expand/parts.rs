//! What a clean object owns, and whether its drop runs code of users: each part is asked.
//!
//! A field that is reset by its `Reset` is asked through that. Any other may have a type without `Reset`: it is asked
//! through a type of the runtime that answers for all types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::model::{Body, EnumBody, FieldReset, Model, Rule};
use crate::syntax::containers::is_wiped_without_users;
use crate::syntax::distinct::distinct;
use crate::syntax::span::span_of;
use crate::syntax::types::only_scalars;

/// The method that asks each part of a clean object; `None` if no part can own anything.
pub(super) fn visit(model: &Model) -> Option<TokenStream> {
    let forms = forms(&model.body);
    let arms: Vec<_> = forms.known.iter().filter_map(|form| arm(model, form)).collect();
    if arms.is_empty() {
        return None;
    }
    let (facade, visit) = (&model.facade, visitor());
    let asked = forms.known.iter().flat_map(|(_, fields)| *fields).filter(|field| !only_scalars(&field.ty));
    let mut any = asked.filter(|field| !is_reset_by_type(model, field));
    let import = any.next().map(|_| quote!(use #facade::__private::AnyPart as _;));
    let others = (arms.len() < forms.count).then(|| quote!(_ => {}));
    Some(quote! {
        fn __pooled_parts(&mut self, #visit: &mut #facade::__private::Visit) {
            #import
            match self {
                #(#arms)*
                #others
            }
        }
    })
}

/// The forms that a clean object may have: the struct, or variants of an enum.
struct Forms<'a> {
    /// Those whose fields are known to be clean: the path, and the fields.
    known: Vec<(TokenStream, &'a [FieldReset])>,
    /// How many there are in all; of many that are not clean, one counts.
    count: usize,
}

fn forms(body: &Body) -> Forms<'_> {
    let (known, count) = match body {
        Body::ByHand { whole, .. } => return forms(whole),
        Body::Struct(fields) => (vec![(quote!(Self), &**fields)], 1),
        Body::Enum(EnumBody::Marked { variant, replaced }) => {
            let ident = &variant.ident;
            (vec![(quote!(Self::#ident), &*variant.fields)], if replaced.is_empty() { 1 } else { 2 })
        }
        Body::Enum(EnumBody::Unmarked(variants)) => {
            let all = variants.iter().map(|variant| {
                let ident = &variant.ident;
                (quote!(Self::#ident), &*variant.fields)
            });
            (all.collect(), variants.len())
        }
    };
    Forms { known, count }
}

/// The arm that asks the fields of a form; `None` if there is nothing to ask.
fn arm(model: &Model, (path, fields): &(TokenStream, &[FieldReset])) -> Option<TokenStream> {
    let (mut bindings, mut questions) = (TokenStream::new(), TokenStream::new());
    for (at, field) in fields.iter().enumerate().filter(|(_, field)| !only_scalars(&field.ty)) {
        let (binding, member) = (format_ident!("__pooled_{at}", span = Span::mixed_site()), &field.member);
        bindings.extend(quote!(#member: #binding,));
        questions.extend(question(model, field, &binding));
    }
    (!questions.is_empty()).then(|| quote!(#path { #bindings .. } => { #questions }))
}

fn question(model: &Model, field: &FieldReset, binding: &Ident) -> TokenStream {
    let (facade, ty, visit) = (&model.facade, &field.ty, visitor());
    let at = span_of(ty);
    if is_reset_by_type(model, field) {
        quote_spanned!(at=> <#ty as #facade::Reset>::__pooled_ask(#binding, #visit);)
    } else {
        quote_spanned!(at=> #facade::__private::Part(#binding).__pooled_ask(#visit);)
    }
}

/// Whether the field is known to have a `Reset`, which resets it.
fn is_reset_by_type(model: &Model, field: &FieldReset) -> bool {
    match &model.body {
        Body::ByHand { .. } => false,
        Body::Struct(_) | Body::Enum(_) => field.rule.is_of_type(),
    }
}

fn visitor() -> Ident {
    Ident::new("__pooled_visit", Span::mixed_site())
}

/// Says whether dropping an object is known to run no code of users: the type has no `Drop`, and its fields are quiet.
///
/// Those of all variants of an enum are asked: a field that is kept may be in any.
///
/// An object with secrets is wiped before it is dropped: if that runs code of users, it is not quiet.
pub(super) fn quiet(model: &Model) -> Option<TokenStream> {
    if wiped_by_users(model) {
        return None;
    }
    let facade = &model.facade;
    let fields = distinct(model.field_types.iter().filter(|ty| !only_scalars(ty))).map(|ty| {
        let at = span_of(ty);
        quote_spanned!(at=> <#facade::__private::Asked<#ty>>::__POOLED_QUIET)
    });
    Some(quote! {
        const __POOLED_QUIET: ::core::primitive::bool = {
            use #facade::__private::AnyType as _;
            !<#facade::__private::Asked<Self>>::__POOLED_HAS_DROP #(&& #fields)*
        };
    })
}

/// Whether the rule `zeroize` of some field may run code of users.
fn wiped_by_users(model: &Model) -> bool {
    let replaced = match &model.body {
        Body::Enum(EnumBody::Marked { replaced, .. }) => &**replaced,
        Body::ByHand { .. } | Body::Struct(_) | Body::Enum(EnumBody::Unmarked(_)) => &[],
    };
    let fields = model.body.fields().chain(replaced.iter().flat_map(|variant| &variant.fields));
    let mut zeroized = fields.filter(|field| matches!(field.rule, Rule::Zeroize(_)));
    zeroized.any(|field| !is_wiped_without_users(&field.ty))
}
