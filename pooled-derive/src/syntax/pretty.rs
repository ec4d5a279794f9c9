//! Writes types as people do. Tokens printed as they come have a space between any two.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// `tokens` on one line.
pub(crate) fn spell(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    // The text goes into lists whose items are divided by these.
    text.replace(['\n', '\t', '\r'], " ")
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

/// Whether the word stands apart from a bracket or an operator behind it.
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
    use quote::ToTokens;
    use syn::Type;

    use super::spell;

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
            assert_eq!(spell(parsed.to_token_stream()), ty);
        }
    }
}
