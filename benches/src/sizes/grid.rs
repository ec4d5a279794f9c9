//! The same objects with limits in the attributes of their types: one type for each pair of powers of two.

use pooled_types::Pooled;
use serde::{Deserialize, Serialize};

use super::source::{Boxed, Contending, Item, Ours, Singly, Source};
use crate::contenders::{self, Contender, Kind, Pointers, Scope, Shared, Visitor};
use crate::objects::{Buffer, Line, make_list, touch_list, touch_numbers};

/// Who has the objects.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Who {
    /// The pool of a type without limits in its attributes.
    Untuned,
    /// The pool of a type with limits: the index of its pair in [`PAIRS`].
    Tuned(usize),
    /// A `Box` for each object.
    Boxed,
    /// An allocation for each object, laid out as a slot.
    Singly,
    /// The same program without objects.
    Nothing,
    /// Another pool, by its name.
    Peer(String),
    /// A pool for one thread that is written by hand.
    ByHand,
}

/// Something to do with a source.
pub trait Visit {
    type Output;

    fn visit<S: Source>(self, source: S) -> Self::Output;
}

macro_rules! grid {
    ($($name:ident $capacity:literal $depot:literal)*) => {
        /// The pairs of `capacity` and `depot` among which the best is searched.
        pub const PAIRS: &[(usize, usize)] = &[$(($capacity, $depot)),*];

        mod buffer {
            use super::*;

            /// Shows `visit` the type with the limits of a pair.
            pub fn tuned<V: Visit>(pair: (usize, usize), visit: V) -> V::Output {
                match pair {
                    $(($capacity, $depot) => visit.visit(Ours::<$name>::default()),)*
                    (capacity, depot) => panic!("there is no type with capacity {capacity} and depot {depot}"),
                }
            }

            $(
                #[derive(Pooled)]
                #[pooled(new = Item::make, capacity = $capacity, depot = $depot)]
                pub struct $name(Vec<u8>);

                impl Item for $name {
                    #[inline]
                    fn make() -> Self {
                        Self(make_list())
                    }

                    #[inline]
                    fn touch(&mut self) {
                        touch_list(&mut self.0);
                    }
                }
            )*
        }

        mod line {
            use super::*;

            /// Shows `visit` the type with the limits of a pair.
            pub fn tuned<V: Visit>(pair: (usize, usize), visit: V) -> V::Output {
                match pair {
                    $(($capacity, $depot) => visit.visit(Ours::<$name>::default()),)*
                    (capacity, depot) => panic!("there is no type with capacity {capacity} and depot {depot}"),
                }
            }

            $(
                #[derive(Pooled, Default)]
                #[pooled(capacity = $capacity, depot = $depot)]
                pub struct $name([u64; 8]);

                impl Item for $name {
                    #[inline]
                    fn make() -> Self {
                        Self::default()
                    }

                    #[inline]
                    fn touch(&mut self) {
                        touch_numbers(&mut self.0);
                    }
                }
            )*
        }
    };
}
grid! {
    C64D0 64 0 C64D1024 64 1024 C64D16384 64 16384 C64D131072 64 131072
    C256D0 256 0 C256D1024 256 1024 C256D16384 256 16384 C256D131072 256 131072
    C1024D0 1024 0 C1024D1024 1024 1024 C1024D16384 1024 16384 C1024D131072 1024 131072
    C4096D0 4096 0 C4096D1024 4096 1024 C4096D16384 4096 16384 C4096D131072 4096 131072
    C16384D0 16384 0 C16384D1024 16384 1024 C16384D16384 16384 16384 C16384D131072 16384 131072
    C65536D0 65536 0 C65536D1024 65536 1024 C65536D16384 65536 16384 C65536D131072 65536 131072
    C131072D0 131072 0 C131072D1024 131072 1024 C131072D16384 131072 16384 C131072D131072 131072 131072
}

/// Shows `visit` buffers for one thread.
pub fn buffers<V: Visit>(who: &Who, visit: V) -> V::Output {
    match who {
        Who::Untuned => visit.visit(Ours::<Buffer>::default()),
        Who::Tuned(pair) => buffer::tuned(PAIRS[*pair], visit),
        Who::Boxed => visit.visit(Boxed::<Buffer>::default()),
        Who::Singly => visit.visit(Singly::<Buffer>::default()),
        Who::Nothing | Who::Peer(_) | Who::ByHand => no_lane(who),
    }
}

/// Shows `visit` lines for one thread.
pub fn lines<V: Visit>(who: &Who, visit: V) -> V::Output {
    match who {
        Who::Untuned => visit.visit(Ours::<Line>::default()),
        Who::Tuned(pair) => line::tuned(PAIRS[*pair], visit),
        Who::Boxed => visit.visit(Boxed::<Line>::default()),
        Who::Singly | Who::Nothing | Who::Peer(_) | Who::ByHand => no_lane(who),
    }
}

/// Shows `visit` buffers for several threads, with limits too.
pub fn piped_buffers<V: Visit>(who: &Who, visit: V) -> V::Output {
    match who {
        Who::Tuned(pair) => buffer::tuned(PAIRS[*pair], visit),
        who => shared_buffers(who, visit),
    }
}

/// Shows `visit` buffers for several threads.
pub fn shared_buffers<V: Visit>(who: &Who, visit: V) -> V::Output {
    match who {
        Who::Untuned => visit.visit(Ours::<Buffer>::default()),
        Who::Boxed => visit.visit(Boxed::<Buffer>::default()),
        Who::Nothing => visit.visit(Contending(<Pointers as Contender<Buffer>>::start())),
        Who::Peer(name) => {
            let mut named = Named { name, visit: Some(visit), output: None };
            contenders::visit(&mut named, Scope::All);
            named.output.unwrap_or_else(|| panic!("there is no pool `{name}` for several threads"))
        }
        Who::Tuned(_) | Who::Singly | Who::ByHand => no_lane(who),
    }
}

fn no_lane(who: &Who) -> ! {
    panic!("this workload is not for {who:?}")
}

/// The other pools whose objects may be dropped on any thread.
pub fn peers() -> Vec<Who> {
    let mut names = Names(Vec::new());
    contenders::visit(&mut names, Scope::All);
    names.0
}

struct Named<'a, V: Visit> {
    name: &'a str,
    visit: Option<V>,
    output: Option<V::Output>,
}

impl<V: Visit> Visitor<Buffer> for Named<'_, V> {
    fn visit<C: Shared<Buffer>>(&mut self) {
        if C::NAME == self.name {
            self.output = self.visit.take().map(|visit| visit.visit(Contending(C::start())));
        }
    }

    fn visit_local<C: Contender<Buffer>>(&mut self) {}
}

struct Names(Vec<Who>);

impl Visitor<Buffer> for Names {
    fn visit<C: Shared<Buffer>>(&mut self) {
        if C::KIND == Kind::Peer {
            self.0.push(Who::Peer(C::NAME.to_string()));
        }
    }

    fn visit_local<C: Contender<Buffer>>(&mut self) {}
}
