//! The builder of a pool.

use std::sync::Arc;

use super::ends::Ends;
use super::plain::Plain;
use super::pool::Pool;
use super::recipe::Recipe;
use crate::pool::type_pool::{MAX_CAPACITY, Measure};
use crate::reset::Reset;

type Clean<T> = dyn Fn(&mut T) + Send + Sync;
type Validate<T> = dyn Fn(&T) -> bool + Send + Sync;

/// Makes a [`Pool`] with more than a constructor. Made by [`Pool::builder`].
///
/// ```
/// use pooled_types::Pool;
///
/// let buffers = Pool::builder(|| Vec::<u8>::with_capacity(4096))
///     .reset(Vec::clear)
///     .validate(|buffer| buffer.capacity() <= 64 * 1024) // a larger one is dropped
///     .retained_bytes(Vec::capacity)
///     .name("network buffers")
///     .build();
/// buffers.take().extend_from_slice(b"hello");
/// assert!(buffers.take().is_empty());
/// assert_eq!(buffers.stats().name, "network buffers");
/// ```
#[must_use = "`build` makes the pool"]
pub struct PoolBuilder<T: 'static> {
    recipe: Recipe<T>,
    reset: Option<Box<Clean<T>>>,
    /// Whether the rules of the type hold, and then whether it has `keep` fields.
    by_rules: Option<bool>,
    validate: Option<Box<Validate<T>>>,
}

impl<T: 'static> PoolBuilder<T> {
    pub(super) fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { recipe: Recipe::of_closure(make), reset: None, by_rules: None, validate: None }
    }

    /// What is done to each object that comes back. Without it objects come back as they are left, and those that come
    /// back while their thread unwinds are dropped.
    ///
    /// A fresh object is not reset: the constructor makes it as it should be. For a type with [`Reset`], write
    /// [`reset_by_rules`](Self::reset_by_rules). If it panics, the object is dropped and the panic goes on.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// let names = Pool::builder(String::new).reset(|name| name.clear()).build();
    /// names.take().push_str("Ada");
    /// assert_eq!(*names.take(), "");
    /// ```
    pub fn reset(mut self, reset: impl Fn(&mut T) + Send + Sync + 'static) -> Self {
        self.reset = Some(Box::new(reset));
        self
    }

    /// Says of each object that comes back, after its reset, whether it may be used again. One that may not is dropped.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// struct Connection {
    ///     is_open: bool,
    /// }
    ///
    /// let connections = Pool::builder(|| Connection { is_open: true }).validate(|it| it.is_open).build();
    /// connections.take().is_open = false;
    /// assert!(connections.try_take().is_none());
    /// assert_eq!(connections.stats().discards.invalid, 1);
    /// ```
    pub fn validate(mut self, validate: impl Fn(&T) -> bool + Send + Sync + 'static) -> Self {
        self.validate = Some(Box::new(validate));
        self
    }

    /// How many bytes an object owns on the heap, for the budget of idle bytes. Without it an object counts as large as
    /// its slot.
    ///
    /// It is asked of an idle object that moves to the depot. If it panics, the object is dropped.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// let pages = Pool::builder(|| vec![0_u8; 4096]).retained_bytes(Vec::capacity).build();
    /// assert_eq!(pages.take().len(), 4096);
    /// ```
    pub fn retained_bytes(mut self, measure: impl Fn(&T) -> usize + Send + Sync + 'static) -> Self {
        self.recipe.measure = Some(Arc::new(Measure(Box::new(move |object: &Plain<T>| measure(&object.0)))));
        self
    }

    /// The name in the statistics and in `POOLED_TYPES`; the type's if there is none. The variable can't have a name
    /// with a `;`, `,` or `=` outside of brackets.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// let pool = Pool::builder(String::new).name("headers").build();
    /// assert_eq!(pool.stats().name, "headers");
    /// ```
    pub fn name(mut self, name: &'static str) -> Self {
        self.recipe.name = Some(name);
        self
    }

    /// How many idle objects a thread may keep. Without it the load and the budget say that.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// let pool = Pool::builder(String::new).capacity(1).depot(0).build();
    /// drop([pool.take(), pool.take()]);
    /// assert_eq!((pool.stats().idle, pool.stats().discards.full), (1, 1));
    /// ```
    ///
    /// # Panics
    /// If `objects` is 0 or above 268,435,456.
    #[track_caller]
    pub fn capacity(mut self, objects: usize) -> Self {
        assert!(objects > 0, "`capacity(0)` would keep no object: write 1 or more");
        assert!(objects <= MAX_CAPACITY, "`capacity({objects})` is above the limit of {MAX_CAPACITY}");
        self.recipe.capacity = u32::try_from(objects).unwrap_or(u32::MAX);
        self
    }

    /// How many idle objects the threads may share; with 0 each thread keeps its own. Without it the load and the
    /// budget say that.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// let pool = Pool::builder(String::new).depot(100).build();
    /// # drop(pool.take());
    /// ```
    ///
    /// # Panics
    /// If `objects` is above 268,435,456.
    #[track_caller]
    pub fn depot(mut self, objects: usize) -> Self {
        assert!(objects <= MAX_CAPACITY, "`depot({objects})` is above the limit of {MAX_CAPACITY}");
        self.recipe.depot = u32::try_from(objects).unwrap_or(u32::MAX);
        self
    }

    /// Makes the pool. It allocates nothing more until its first use.
    ///
    /// ```
    /// let pool = pooled_types::Pool::builder(Vec::<u64>::new).reset(Vec::clear).build();
    /// # drop(pool.take());
    /// ```
    #[must_use]
    pub fn build(self) -> Pool<T> {
        let Self { mut recipe, reset, by_rules, validate } = self;
        recipe.keeps = by_rules.unwrap_or(reset.is_none());
        recipe.clean = match (reset, validate) {
            (None, None) => None,
            (Some(reset), None) => Some(Box::new(move |object: &mut T| {
                reset(object);
                true
            })),
            (None, Some(validate)) => Some(Box::new(move |object: &mut T| validate(object))),
            (Some(reset), Some(validate)) => Some(Box::new(move |object: &mut T| {
                reset(object);
                validate(object)
            })),
        };
        Pool::of(recipe)
    }
}

impl<T: Reset + 'static> PoolBuilder<T> {
    /// Resets each object that comes back by the rules of its type, as the pool of a type does. An object with `keep`
    /// fields that comes back while its thread unwinds is dropped. Secrets (the rule `zeroize`) are also wiped where
    /// the pool drops an object without a reset, and from the slot that an object leaves.
    ///
    /// With [`reset`](Self::reset) alone a pool does not know of secrets: what that function does not wipe stays.
    ///
    /// ```
    /// use pooled_types::{Pool, Reset};
    ///
    /// #[derive(Reset)]
    /// struct Connection {
    ///     #[pooled(keep)]
    ///     port: u16,
    ///     input: Vec<u8>,
    /// }
    ///
    /// let connections = Pool::builder(|| Connection { port: 80, input: Vec::new() }).reset_by_rules().build();
    /// connections.take().input.push(1);
    /// let connection = connections.take();
    /// assert!(connection.port == 80 && connection.input.is_empty());
    /// ```
    pub fn reset_by_rules(mut self) -> Self {
        self.by_rules = Some(T::__POOLED_KEEPS);
        self.recipe.ends = Ends::BY_RULES;
        self.reset(T::reset)
    }
}

impl<T: 'static> core::fmt::Debug for PoolBuilder<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { recipe, reset, by_rules, validate } = self;
        f.debug_struct("PoolBuilder")
            .field("has_reset", &reset.is_some())
            .field("by_rules", &by_rules.is_some())
            .field("has_validate", &validate.is_some())
            .field("has_retained_bytes", &recipe.measure.is_some())
            .field("name", &recipe.name)
            .field("capacity", &recipe.limits()[0])
            .field("depot", &recipe.limits()[1])
            .finish()
    }
}
