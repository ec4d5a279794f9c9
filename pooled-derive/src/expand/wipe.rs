//! The rule `zeroize`: the method that wipes an object, and the check that the rule of each part can run.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use crate::model::{Body, EnumBody, FieldReset, Model, Rule, VariantReset};
use crate::syntax::containers::{dropped_parts, may_have_secrets};
use crate::syntax::distinct::distinct;
use crate::syntax::names;
use crate::syntax::pretty;
use crate::syntax::replace::{lifetimes_by_static, self_in_type_by_name};
use crate::syntax::span::span_of;

/// A struct, or a variant of an enum: its path and its fields.
struct Form<'a> {
    path: TokenStream,
    fields: &'a [FieldReset],
    /// Whether a reset leaves such an object as it is, but for the rules of its fields.
    stays: bool,
}

/// How a field is wiped.
#[derive(Clone, Copy)]
enum Way {
    /// It has the rule.
    Zeroize(Span),
    /// By its `Reset`, which resets it.
    OfType,
    /// By its `Reset`, if it has one: the reset replaces it.
    IfReset,
    /// The same, but only where the object is dropped: the reset keeps it, or a function of the user's resets it.
    AtEnd,
}

fn forms(body: &Body, stays: bool) -> Vec<Form<'_>> {
    match body {
        Body::ByHand { whole, .. } => forms(whole, false),
        Body::Struct(fields) => vec![Form { path: quote!(Self), fields, stays }],
        Body::Enum(EnumBody::Marked { variant, replaced }) => core::iter::once(form_of(variant, stays))
            .chain(replaced.iter().map(|variant| form_of(variant, false)))
            .collect(),
        Body::Enum(EnumBody::Unmarked(variants)) => variants.iter().map(|variant| form_of(variant, stays)).collect(),
    }
}

fn form_of(VariantReset { ident, fields }: &VariantReset, stays: bool) -> Form<'_> {
    Form { path: quote!(Self::#ident), fields, stays }
}

/// How a field is wiped; `None` if it can't have secrets.
fn way(model: &Model, form: &Form<'_>, field: &FieldReset) -> Option<Way> {
    let is_by_hand = matches!(model.body, Body::ByHand { .. });
    let way = match &field.rule {
        Rule::Zeroize(at) => return Some(Way::Zeroize(*at)),
        _ if is_by_hand => Way::AtEnd,
        Rule::Reset | Rule::MaxBytes(_) if form.stays => Way::OfType,
        Rule::Reset | Rule::MaxBytes(_) | Rule::MaxCapacity(_) | Rule::Value(_) | Rule::Default => Way::IfReset,
        Rule::With(_) | Rule::Keep => Way::AtEnd,
    };
    may_have_secrets(&field.ty).then_some(way)
}

/// The constant that says whether an object has secrets, and the method that wipes them; `None` if it has none.
pub(super) fn items(model: &Model) -> Option<TokenStream> {
    let secret = secret(model)?;
    let (facade, ends) = (&model.facade, ends());
    let forms = forms(&model.body, true);
    let arms: Vec<_> = forms.iter().filter_map(|form| arm(model, form)).collect();
    let others = (arms.len() < forms.len()).then(|| quote!(_ => {}));
    Some(quote! {
        #secret
        #[inline]
        fn __pooled_wipe(&mut self, #ends: ::core::primitive::bool) {
            use #facade::__private::AnyPart as _;
            match self {
                #(#arms)*
                #others
            }
        }
    })
}

/// The statement that wipes an object before it is reset.
pub(super) fn before_reset(model: &Model) -> Option<TokenStream> {
    secret(model)?;
    let facade = &model.facade;
    Some(quote!(<Self as #facade::Reset>::__pooled_wipe(self, false);))
}

/// Says whether an object has secrets in it. A field whose type mentions the type itself is not asked, because its
/// answer would depend on itself.
fn secret(model: &Model) -> Option<TokenStream> {
    let facade = &model.facade;
    let forms = forms(&model.body, true);
    let mut questions = Vec::new();
    for form in &forms {
        for field in form.fields {
            let (ty, at) = (&field.ty, span_of(&field.ty));
            let question = match way(model, form, field) {
                None => continue,
                Some(Way::Zeroize(_)) => {
                    return Some(quote!(
                        const __POOLED_SECRET: ::core::primitive::bool = true;
                    ));
                }
                Some(_) if names::mentions_itself(ty, &model.ident) => continue,
                Some(Way::OfType) => quote_spanned!(at=> <#ty as #facade::Reset>::__POOLED_SECRET),
                Some(Way::IfReset | Way::AtEnd) => {
                    quote_spanned!(at=> <#facade::__private::Asked<#ty>>::__POOLED_SECRET)
                }
            };
            questions.push(question);
        }
    }
    let questions: Vec<_> = distinct(questions.into_iter()).collect();
    (!questions.is_empty()).then(|| {
        quote! {
            const __POOLED_SECRET: ::core::primitive::bool = {
                use #facade::__private::AnyType as _;
                #(#questions)||*
            };
        }
    })
}

/// The arm that wipes the fields of a form; `None` if none can have secrets.
fn arm(model: &Model, form: &Form<'_>) -> Option<TokenStream> {
    let (mut bindings, mut wipes) = (TokenStream::new(), TokenStream::new());
    for (at, field) in form.fields.iter().enumerate() {
        if let Some(way) = way(model, form, field) {
            let (binding, member) = (format_ident!("__pooled_{at}", span = Span::mixed_site()), &field.member);
            bindings.extend(quote!(#member: #binding,));
            wipes.extend(wipe(model, field, way, &binding));
        }
    }
    let path = &form.path;
    (!wipes.is_empty()).then(|| quote!(#path { #bindings .. } => { #wipes }))
}

fn wipe(model: &Model, field: &FieldReset, way: Way, binding: &Ident) -> TokenStream {
    let (facade, ty, ends) = (&model.facade, &field.ty, ends());
    let at = span_of(ty);
    match way {
        Way::Zeroize(at) => {
            let at = at.resolved_at(Span::mixed_site());
            // A message about the type of an argument points at the argument.
            let binding = Ident::new(&binding.to_string(), at);
            quote_spanned!(at=> #facade::__private::zeroize(#binding);)
        }
        Way::OfType => quote_spanned!(at=> <#ty as #facade::Reset>::__pooled_wipe(#binding, #ends);),
        Way::IfReset => quote_spanned!(at=> #facade::__private::Part(#binding).__pooled_wipe(#ends);),
        Way::AtEnd => quote_spanned! {at=>
            if #ends {
                #facade::__private::Part(#binding).__pooled_wipe(true);
            }
        },
    }
}

fn ends() -> Ident {
    Ident::new("__pooled_ends", Span::mixed_site())
}

/// Refuses parts with secrets that a reset would drop, so that their rule `zeroize` would never run. Parts whose types
/// depend on parameters can't be asked here.
pub(super) fn refuse_dropped(model: &Model) -> TokenStream {
    let Model { ident, facade, generics, .. } = model;
    let lifetimes: Vec<_> = generics.lifetimes().map(|param| &param.lifetime.ident).collect();
    let questions = lost(model).filter(|(_, part)| {
        let names_self = names::self_type(part.to_token_stream()).is_some();
        names::type_param(part, generics).is_none()
            && names::const_param(part, generics).is_none()
            && !(names_self && model.is_generic())
    });
    let questions = questions.map(|(field, part)| {
        let asked = self_in_type_by_name(part, ident);
        let message = format!(
            "`{}` has a secret, which its rule `zeroize` would never wipe here: `{}` drops it without a reset. \
             Write `#[pooled(zeroize)]` on this field, or `#[pooled(with = path)]` with a function that wipes it",
            pretty::tokens(&asked),
            pretty::tokens(&field.ty),
        );
        let asked = lifetimes_by_static(asked, &lifetimes);
        // A constant that fails is shown where the call stands. So all of the call stands at the user's type.
        let call = quote_spanned!(part.span()=> __pooled_refuse(__POOLED_HAS, #message));
        quote! {
            const _: () = {
                use #facade::__private::{AnyType as _, refuse_secret as __pooled_refuse};
                const __POOLED_HAS: ::core::primitive::bool =
                    <#facade::__private::Asked<#asked>>::__POOLED_SECRET;
                #call;
            };
        }
    });
    distinct(questions).collect()
}

/// The parts of fields that a reset drops, each with its field.
fn lost(model: &Model) -> impl Iterator<Item = (&FieldReset, &Type)> {
    let fields = match &model.body {
        Body::ByHand { .. } => Vec::new(),
        body @ (Body::Struct(_) | Body::Enum(_)) => {
            forms(body, true).into_iter().flat_map(|form| form.fields).collect()
        }
    };
    let may_lose = |field: &&FieldReset| match field.rule {
        Rule::Reset | Rule::MaxCapacity(_) | Rule::MaxBytes(_) | Rule::Value(_) | Rule::Default => true,
        Rule::With(_) | Rule::Zeroize(_) | Rule::Keep => false,
    };
    fields
        .into_iter()
        .filter(may_lose)
        .flat_map(|field| dropped_parts(&field.ty).into_iter().map(move |part| (field, part)))
}
