//! Questions that generated code asks about a type. If the answer is no, the compiler shows a message of ours.
//!
//! If a bound such as `T: Send` does not hold, the compiler prints the chain of types that led there. Generated code
//! asks through method resolution instead. It calls a method on a `Probe<T>`: if the bound holds, the compiler finds
//! the method of `Probe<T>`; if not, it finds that of `&Probe<T>`, one autoref later. The latter has a trait of ours as
//! a bound, whose message says what to write. The technique is David Tolnay's "autoref-based stable specialization".

use core::marker::PhantomData;

use pooled_layout::Probe;

/// The probe of `T` and of two functions: the one that the user named as the reset, and `<T as Reset>::reset`. Each
/// function has a type of its own, so the types tell whether they are the same.
#[inline]
#[must_use]
pub const fn probe_resets<T, F, G>(_: &F, _: &G) -> Probe<(PhantomData<T>, F, G)> {
    Probe::NEW
}

/// Makes a fresh object by `Default`.
pub trait ViaDefault<T> {
    /// Returns `T::default()`.
    fn __pooled_fresh(&self) -> T;
}

impl<T: Default> ViaDefault<T> for Probe<T> {
    #[inline]
    fn __pooled_fresh(&self) -> T {
        T::default()
    }
}

/// The answer for a type without `Default`.
pub trait ViaNothing<T> {
    /// Does not compile, and says why.
    fn __pooled_fresh(&self) -> T
    where
        T: HasFresh;
}

impl<T> ViaNothing<T> for &Probe<T> {
    fn __pooled_fresh(&self) -> T
    where
        T: HasFresh,
    {
        T::fresh()
    }
}

/// No type implements it: it carries the message.
#[diagnostic::on_unimplemented(
    message = "no fresh `{Self}` can be made: it has no `Default` and no `new`",
    label = "the pool needs a way to make a fresh `{Self}`",
    note = "derive or implement `Default` for it, or write `#[pooled(new = path)]` with a `fn() -> {Self}`"
)]
pub trait HasFresh {
    /// Never called.
    fn fresh() -> Self;
}

/// The answer for a type that has no `Default` under the bounds that the user gave.
pub trait ViaBound<T> {
    /// Does not compile, and says why.
    fn __pooled_fresh(&self) -> T
    where
        T: HasFreshInBound;
}

impl<T> ViaBound<T> for &Probe<T> {
    fn __pooled_fresh(&self) -> T
    where
        T: HasFreshInBound,
    {
        T::fresh()
    }
}

/// No type implements it: it carries the message.
#[diagnostic::on_unimplemented(
    message = "no fresh `{Self}` can be made: under the bounds in `bound` it has no `Default`, and it has no `new`",
    label = "the pool needs a way to make a fresh `{Self}`",
    note = "`bound` replaces the bounds that are inferred: add there what the `Default` of `{Self}` needs, such as `T: \
            Default`",
    note = "or, if it has none, derive or implement `Default`, or write `#[pooled(new = path)]` with a `fn() -> {Self}`"
)]
pub trait HasFreshInBound {
    /// Never called.
    fn fresh() -> Self;
}

/// The answer for a `Send` type: nothing more is required.
pub trait IsSend<T: ?Sized> {
    /// Compiles and does nothing.
    fn __pooled_require_send(&self) {}

    /// The proof that objects may move between threads.
    fn __pooled_sharing(&self) -> Sharing<T>;
}

impl<T: ?Sized + Send> IsSend<T> for Probe<T> {
    fn __pooled_sharing(&self) -> Sharing<T> {
        Sharing::shared()
    }
}

/// The answer for a type that is not `Send`.
pub trait NotSend<T: ?Sized> {
    /// Does not compile, and says why.
    fn __pooled_require_send(&self)
    where
        T: SendOrLocal,
    {
    }

    /// Says that the objects stay on their thread.
    fn __pooled_sharing(&self) -> Sharing<T> {
        Sharing::local()
    }
}

impl<T: ?Sized> NotSend<T> for &Probe<T> {}

/// No type implements it: it carries the message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not `Send`, but pooled objects move between threads",
    label = "not `Send`",
    note = "write `#[pooled(local)]` on the pooled type to keep its objects on their thread, or use a type that is \
            `Send`"
)]
pub trait SendOrLocal {}

/// The answer for a type that is not `Send` under the bounds that the user gave.
pub trait NotSendInBound<T: ?Sized> {
    /// Does not compile, and says why.
    fn __pooled_require_send(&self)
    where
        T: SendInBound,
    {
    }

    /// Says that the objects stay on their thread.
    fn __pooled_sharing(&self) -> Sharing<T> {
        Sharing::local()
    }
}

impl<T: ?Sized> NotSendInBound<T> for &Probe<T> {}

/// No type implements it: it carries the message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not `Send` under the bounds in `bound`, but pooled objects move between threads",
    label = "not `Send` under these bounds",
    note = "`bound` replaces the bounds that are inferred: add there what it takes, such as `T: Send`",
    note = "or write `#[pooled(local)]` on the pooled type to keep its objects on their thread, or use a type that is \
            `Send`"
)]
pub trait SendInBound {}

/// The answer if the reset that the user named is the generated one.
pub trait SameReset<T> {
    /// Does not compile, and says why.
    fn __pooled_require_other(&self)
    where
        T: ResetByHand,
    {
    }
}

impl<T, F> SameReset<T> for Probe<(PhantomData<T>, F, F)> {}

/// The answer if the reset that the user named is another function: nothing more is required.
pub trait OtherReset<T> {
    /// Compiles and does nothing.
    #[inline]
    fn __pooled_require_other(&self) {}
}

impl<T, F, G> OtherReset<T> for &Probe<(PhantomData<T>, F, G)> {}

/// No type implements it: it carries the message.
#[diagnostic::on_unimplemented(
    message = "`reset = path` of `{Self}` names the generated reset, which would call itself without end",
    label = "this is `<{Self} as Reset>::reset`",
    note = "write `fn reset(&mut self)` in an `impl` of `{Self}` itself, or name another function; without `reset = \
            path` each field is reset by its rule"
)]
pub trait ResetByHand {}

/// Says whether the objects of a type may move between threads. If they may, it is the proof that they are `Send`.
///
/// The depot relies on it: only a type that is `Send` can get the proof.
pub struct Sharing<T: ?Sized> {
    #[cfg_attr(not(feature = "std"), expect(dead_code, reason = "static pools share in another way"))]
    is_shared: bool,
    /// Invariant in `T`: what holds for a type need not hold for a subtype.
    of: PhantomData<fn() -> *mut T>,
}

impl<T: ?Sized> Sharing<T> {
    /// The objects stay on the thread that made them.
    #[must_use]
    pub const fn local() -> Self {
        Self { is_shared: false, of: PhantomData }
    }

    /// The objects may move.
    const fn shared() -> Self
    where
        T: Send,
    {
        Self { is_shared: true, of: PhantomData }
    }

    /// Whether the objects may move.
    #[cfg(feature = "std")]
    pub(crate) const fn is_shared(&self) -> bool {
        self.is_shared
    }
}
