//! Drops that take and drop other objects.

use std::cell::Cell;
use std::sync::LazyLock;
use std::thread;

use pooled_types::{Pool, PoolArc, PoolBox, Pooled};

use crate::interval::settle;
use crate::support::counts::assert_identities;

thread_local! {
    static LINKS: Cell<u32> = const { Cell::new(0) };
    static OTHERS: Cell<u32> = const { Cell::new(0) };
}

#[derive(Pooled, Default)]
#[pooled(capacity = 1, depot = 0)]
struct Other(u8);

impl Drop for Other {
    fn drop(&mut self) {
        OTHERS.set(OTHERS.get() + 1);
    }
}

/// A link is dropped, and takes and drops the next one, if there is to be one.
fn go_on(length: u32, chain: fn(u32)) {
    LINKS.set(LINKS.get() + 1);
    if length > 1 {
        chain(length - 1);
    }
}

/// No object of it is pooled. Its drop takes and drops the next, until there were so many.
#[derive(Pooled, Default)]
#[pooled(validate = never)]
struct Link {
    #[pooled(keep)]
    length: u32,
}

fn never<T>(_: &mut T) -> bool {
    false
}

impl Link {
    fn chain(length: u32) {
        let mut link = Link::take();
        link.length = length;
        drop(link);
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let is_outermost = LINKS.get() == 0;
        go_on(self.length, Self::chain);
        if is_outermost {
            for _ in 0..5 {
                drop([(); 100].map(|()| Other::take()));
            }
        }
    }
}

#[test]
fn a_finite_chain_and_what_comes_after_it_are_dropped() {
    settle();
    // A shorter chain counts as endless under Miri.
    for length in if cfg!(miri) { [1, 20, 40] } else { [1, 70, 1_000] } {
        let counts = thread::spawn(move || {
            Link::chain(length);
            (LINKS.get(), OTHERS.get())
        });
        let (links, others) = counts.join().expect("it does not panic");
        assert_eq!(links, length, "a link was forgotten");
        // 100, and 99 more each time, because one is idle then; it is not dropped.
        assert_eq!(others, 100 + 4 * 99 - 1);
    }
    assert_identities(&Other::stats());
}

/// The same in the pool of a value.
struct ValueLink {
    length: u32,
}

static VALUES: LazyLock<Pool<ValueLink>> =
    LazyLock::new(|| Pool::builder(|| ValueLink { length: 0 }).validate(|_| false).build());

impl ValueLink {
    fn chain(length: u32) {
        VALUES.take().length = length;
    }
}

impl Drop for ValueLink {
    fn drop(&mut self) {
        go_on(self.length, Self::chain);
    }
}

/// The same by shared handles.
#[derive(Pooled, Default)]
#[pooled(validate = never)]
struct SharedLink {
    #[pooled(keep)]
    length: u32,
}

impl SharedLink {
    fn chain(length: u32) {
        let mut link = SharedLink::take();
        link.length = length;
        let shared: PoolArc<_> = PoolBox::share(link);
        drop((shared.clone(), shared));
    }
}

impl Drop for SharedLink {
    fn drop(&mut self) {
        go_on(self.length, Self::chain);
    }
}

#[test]
fn chains_of_values_and_of_shared_handles_are_dropped() {
    settle();
    for length in if cfg!(miri) { [1, 20, 40] } else { [1, 70, 1_000] } {
        for chain in [ValueLink::chain, SharedLink::chain] {
            let links = thread::spawn(move || {
                chain(length);
                LINKS.get()
            });
            assert_eq!(links.join().expect("it does not panic"), length, "a link was forgotten");
        }
    }
    assert_identities(&VALUES.stats());
    assert_identities(&SharedLink::stats());
    assert_eq!((VALUES.stats().live, SharedLink::stats().live), (0, 0));
}
