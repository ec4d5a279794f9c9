//! Leaves out repetitions.

use quote::ToTokens;

/// `items` without those that were there before, by their tokens.
pub(crate) fn distinct<T: ToTokens>(items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let mut seen = Vec::new();
    items.filter(move |item| {
        let text = item.to_token_stream().to_string();
        let is_new = !seen.contains(&text);
        if is_new {
            seen.push(text);
        }
        is_new
    })
}
