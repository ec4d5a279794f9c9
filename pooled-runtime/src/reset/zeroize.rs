//! The field rule `zeroize`: overwrites the field. A reset does so before any other rule, then resets the field if its
//! type has a reset, so that the limit on kept memory holds.

#[cfg(feature = "zeroize")]
pub use on::zeroize;

#[cfg(not(feature = "zeroize"))]
pub use off::zeroize;

#[cfg(feature = "zeroize")]
mod on {
    use zeroize::Zeroize;

    /// Overwrites a field.
    #[inline]
    pub fn zeroize<T: ?Sized + Zeroize>(field: &mut T) {
        field.zeroize();
    }
}

/// Without the feature the rule exists too, so that its use gets a message that says what to do.
#[cfg(not(feature = "zeroize"))]
mod off {
    /// No type implements it: it carries the message.
    #[diagnostic::on_unimplemented(
        message = "`#[pooled(zeroize)]` needs the feature `zeroize` of `pooled-types`",
        label = "the feature is off",
        note = "run `cargo add pooled-types --features zeroize`"
    )]
    pub trait FeatureZeroize {}

    /// Does not compile, and says why.
    pub fn zeroize<T: ?Sized + FeatureZeroize>(_: &mut T) {}
}

/// Does not compile if a container that a reset empties has parts with secrets in it: it would drop them, so their rule
/// `zeroize` would never run.
///
/// # Panics
/// At compile time, with `message`, if the parts have secrets.
#[track_caller]
pub const fn refuse_secret(parts_have_secrets: bool, message: &str) {
    assert!(!parts_have_secrets, "{}", message);
}
