//! Writes types and names as people do. `TokenStream::to_string` puts a space between any two tokens.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Member;
use syn::ext::IdentExt;

/// `tokens` on one line.
pub(crate) fn tokens(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.into_token_stream(), &mut text);
    // The layout report puts the text into lists whose items are divided by these characters.
    text.replace(['\n', '\t', '\r'], " ")
}

/// A name without `r#`.
pub(crate) fn name(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The name of a field, or its number.
pub(crate) fn member(member: &Member) -> String {
    match member {
        Member::Named(ident) => name(ident),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

fn write(tokens: TokenStream, text: &mut String) {
    let (mut after_word, mut after_keyword) = (false, false);
    let mut joint = String::new();
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if (is_word && (after_word || text.ends_with('>'))) || after_keyword {
            text.push(' ');
        }
        after_word = is_word;
        after_keyword = matches!(&token, TokenTree::Ident(ident) if is_keyword(&ident.to_string()));
        match token {
            TokenTree::Group(group) => {
                let (open, close) = brackets(group.delimiter());
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
                after_word = group.delimiter() == Delimiter::None;
            }
            TokenTree::Punct(punct) if punct.as_char() == '\'' => text.push('\''),
            TokenTree::Punct(punct) => {
                joint.push(punct.as_char());
                if punct.spacing() == Spacing::Alone || !matches!(punct.as_char(), '-' | '=' | ':') {
                    operator(&joint, text);
                    joint.clear();
                }
            }
            other => text.push_str(&other.to_string()),
        }
    }
}

/// Whether a space stands between the word and a bracket or operator behind it.
fn is_keyword(word: &str) -> bool {
    matches!(word, "mut" | "const" | "dyn" | "impl" | "as")
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::None => ("", ""),
    }
}

/// Writes an operator with the spaces around it that are usual in types.
fn operator(operator: &str, text: &mut String) {
    match operator {
        "," => text.push_str(", "),
        ";" => text.push_str("; "),
        "->" | "+" | "=" | "-" | "/" | "%" => {
            text.push(' ');
            text.push_str(operator);
            text.push(' ');
        }
        ":" => text.push_str(": "),
        _ => text.push_str(operator),
    }
}

#[cfg(test)]
mod tests {
    use syn::Type;

    use super::tokens;

    #[test]
    fn types_are_written_as_people_do() {
        let types = [
            "u8",
            "Vec<Option<(u32, String)>>",
            "&'a mut [u8; 4]",
            "[T; { N + 1 }]",
            "::std::collections::HashMap<K, V, S>",
            "Box<dyn Fn(&str) -> u8 + Send + 'static>",
            "fn(*const u8, *mut T) -> Result<(), E>",
            "<T as Iterator>::Item",
            "PhantomData<fn() -> T>",
            "Box<dyn Iterator<Item = u8>>",
            "dyn for<'a> Fn(&'a T)",
        ];
        for ty in types {
            let parsed: Type = syn::parse_str(ty).expect("a type");
            assert_eq!(tokens(parsed), ty);
        }
    }
}
