//! A path that a source names.

use proc_macro2::Ident;

/// A path such as `crate::slot::Slot`, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

impl Mention {
    pub(crate) fn new<'a>(idents: impl IntoIterator<Item = &'a Ident>) -> Self {
        let mut mention = Self { path: Vec::new(), line: 0 };
        idents.into_iter().for_each(|ident| mention.push(ident));
        mention
    }

    /// The line is that of the last name: a `use` with braces may have a line for each.
    pub(crate) fn push(&mut self, ident: &Ident) {
        self.path.push(text(ident));
        self.line = ident.span().start().line;
    }
}

/// The name without `r#`.
pub(crate) fn text(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}
