//! A crate.

#[derive(Clone)]
pub(crate) struct Item<T> { // open
    // of a
    #[pooled(hot)] /* a */ pub a: u8, // behind a

    /// of b
    b: Vec<[u8; { 1 }]>,
    r#type: T /* no comma */
} // close
