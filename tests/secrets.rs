//! A field with the rule `zeroize` leaves no secret in freed memory, whichever way its object goes.
//!
//! A program of its own, because its allocator scans each freed block, and each part runs in a child process: the mode
//! and the budget are set once a process.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::RefCell;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;

use pooled_types::{
    OwnedPoolGuard, Pool, PoolArc, PoolBox, PoolBuilder, PoolGuard, Pooled, Reset, ReuseMap, ReuseOption, ReuseVec,
    StaticBox, StaticPooled,
};
use support::child::{self, Scenario, prints_nothing};
use support::unwind::unwind_with;

/// What the secrets are made of. Nothing else in this program has these bytes on the heap.
const SECRET: [u8; 8] = *b"\xc3sEcrEt\x9d";

/// Counts the freed blocks that have the secret in them.
struct Scanning;

static FOUND: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Scanning = Scanning;

// SAFETY: passes everything on to `System`; what it reads before a block is freed was set to zero or written since.
unsafe impl GlobalAlloc for Scanning {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block has that size. The caller's promise, too.
        unsafe {
            FOUND.fetch_add(usize::from(has_secret(block, layout.size())), Relaxed);
            System.dealloc(block, layout);
        }
    }
}

/// Whether the secret is anywhere in the bytes, three times in a row: registers have it twice, and these get on the
/// stack, and from there into the padding of anything.
///
/// # Safety
/// So many bytes are allocated, and nobody writes them meanwhile. They may be padding: volatile reads take them as the
/// memory has them.
unsafe fn has_secret(bytes: *const u8, len: usize) -> bool {
    const LEN: usize = 3 * SECRET.len();
    // SAFETY: the caller's promise.
    let is_here =
        |at: usize| (0..LEN).all(|n| unsafe { bytes.add(at + n).read_volatile() } == SECRET[n % SECRET.len()]);
    (0..(len + 1).saturating_sub(LEN)).any(is_here)
}

/// A secret in the object itself, and one on the heap.
#[derive(Reset, Default)]
struct Inner {
    #[pooled(zeroize)]
    key: [u8; 32],
    #[pooled(zeroize)]
    heap: Vec<u8>,
}

fn fill(key: &mut [u8; 32], heap: &mut Vec<u8>) {
    key.chunks_exact_mut(8).for_each(|part| part.copy_from_slice(&SECRET));
    heap.clear();
    heap.reserve_exact(64);
    // By reference, so that it does not get on the stack.
    (0..8).for_each(|_| heap.extend_from_slice(&SECRET));
}

/// Overwrites what calls have left on the stack. Values that were moved through it leave copies there, which no pool
/// can wipe, and which get into the padding of whatever is made there next.
#[inline(never)]
fn clear_stack() {
    black_box([0_u8; 1 << 14]);
}

/// A type with secrets.
trait Holds: Pooled + Default + Send {
    /// Shows `visit` each secret.
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>));

    /// Has the next reset panic, if this type can.
    fn break_reset(&mut self) {}

    fn filled() -> PoolBox<Self> {
        let mut object = PoolBox::<Self>::take();
        object.secrets(&mut fill);
        object
    }

    fn filled_of(pool: &Pool<Self>) -> PoolGuard<'_, Self> {
        let mut object = pool.take();
        object.secrets(&mut fill);
        object
    }

    /// What a user does with an object that left the pool.
    fn wipe(&mut self) {
        self.secrets(&mut |key, heap| {
            *key = black_box([0; 32]);
            heap.fill(black_box(0));
        });
        clear_stack();
    }
}

#[derive(Pooled, Default)]
struct Kept {
    #[pooled(zeroize)]
    key: [u8; 32],
    #[pooled(zeroize)]
    heap: Vec<u8>,
    #[pooled(keep)]
    serial: u64,
}

impl Holds for Kept {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        self.serial += 1;
        visit(&mut self.key, &mut self.heap);
    }
}

#[derive(Default)]
struct Breaks(bool);

impl Reset for Breaks {
    fn reset(&mut self) {
        assert!(!std::mem::take(&mut self.0), "the reset breaks");
    }
}

#[derive(Pooled, Default)]
struct Broken {
    breaks: Breaks,
    #[pooled(zeroize)]
    key: [u8; 32],
    #[pooled(zeroize)]
    heap: Vec<u8>,
    inner: Inner,
}

impl Holds for Broken {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        visit(&mut self.key, &mut self.heap);
        visit(&mut self.inner.key, &mut self.inner.heap);
    }

    fn break_reset(&mut self) {
        self.breaks.0 = true;
    }
}

#[derive(Pooled, Default)]
struct Part {
    inner: Inner,
}

/// The secrets are in parts, which are reset in place.
#[derive(Pooled, Default)]
struct InParts {
    breaks: Breaks,
    array: [Inner; 2],
    pair: (u8, Inner),
    boxed: Box<Inner>,
    cell: RefCell<Inner>,
    lock: Mutex<Inner>,
    handle: PoolBox<Part>,
    list: Vec<PoolBox<Part>>,
}

impl Holds for InParts {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        if self.list.is_empty() {
            self.list.push(Part::take());
        }
        let parts = [&mut self.handle.inner, &mut self.list[0].inner, self.cell.get_mut(), &mut self.boxed];
        let rest = [&mut self.pair.1, self.lock.get_mut().expect("no panic holds it")];
        for part in self.array.iter_mut().chain(parts).chain(rest) {
            visit(&mut part.key, &mut part.heap);
        }
    }

    fn break_reset(&mut self) {
        self.breaks.0 = true;
    }
}

/// The secrets are in parts with other rules.
#[derive(Pooled, Default)]
struct Replaced {
    #[pooled(value = Inner::default())]
    value: Inner,
    #[pooled(default)]
    default: Inner,
    #[pooled(keep)]
    keep: Inner,
}

impl Holds for Replaced {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        for part in [&mut self.value, &mut self.default, &mut self.keep] {
            visit(&mut part.key, &mut part.heap);
        }
    }
}

/// The secrets are in a variant that a return replaces.
#[derive(Pooled, Default)]
enum Unmarked {
    #[default]
    Idle,
    Busy {
        #[pooled(zeroize)]
        key: [u8; 32],
        #[pooled(zeroize)]
        heap: Vec<u8>,
    },
}

impl Holds for Unmarked {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        if let Self::Idle = self {
            *self = Self::Busy { key: [0; 32], heap: Vec::new() };
        }
        if let Self::Busy { key, heap } = self {
            visit(key, heap);
        }
    }
}

#[derive(Pooled)]
#[pooled(new = Marked::idle)]
enum Marked {
    #[pooled(default)]
    Idle { breaks: Breaks },
    Busy {
        #[pooled(zeroize)]
        key: [u8; 32],
        inner: Inner,
    },
}

impl Marked {
    fn idle() -> Self {
        Self::Idle { breaks: Breaks(false) }
    }
}

impl Default for Marked {
    fn default() -> Self {
        Self::idle()
    }
}

impl Holds for Marked {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        if let Self::Idle { .. } = self {
            *self = Self::Busy { key: [0; 32], inner: Inner::default() };
        }
        if let Self::Busy { key, inner } = self {
            visit(&mut inner.key, &mut inner.heap);
            visit(key, &mut inner.heap);
        }
    }

    fn break_reset(&mut self) {
        self.wipe();
        *self = Self::Idle { breaks: Breaks(true) };
    }
}

/// The type resets itself, so its parts are wiped only where it is dropped.
#[derive(Pooled, Default)]
#[pooled(reset = ByHand::clean, validate = ByHand::is_good)]
struct ByHand {
    inner: Inner,
    is_bad: bool,
}

impl ByHand {
    fn clean(&mut self) {
        assert!(!self.is_bad, "the reset breaks");
        self.inner.reset();
    }

    fn is_good(&mut self) -> bool {
        !self.is_bad
    }
}

impl Holds for ByHand {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        visit(&mut self.inner.key, &mut self.inner.heap);
    }

    fn break_reset(&mut self) {
        self.is_bad = true;
    }
}

#[derive(Pooled, Default)]
struct Generic<T> {
    breaks: Breaks,
    part: T,
}

impl Holds for Generic<Inner> {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        visit(&mut self.part.key, &mut self.part.heap);
    }

    fn break_reset(&mut self) {
        self.breaks.0 = true;
    }
}

/// The secrets are in containers that keep their elements, and in spares.
#[derive(Pooled, Default)]
struct Reused {
    breaks: Breaks,
    list: ReuseVec<Inner>,
    option: ReuseOption<Inner>,
    map: ReuseMap<u8, Inner>,
}

impl Holds for Reused {
    fn secrets(&mut self, visit: &mut dyn FnMut(&mut [u8; 32], &mut Vec<u8>)) {
        // A list that grows leaves copies.
        self.list.reserve(2);
        self.map.reserve(2);
        while self.list.len() < 2 {
            self.list.add();
        }
        for key in 0..2 {
            self.map.entry_ref(&key);
        }
        for part in self.list.iter_mut().chain([self.option.get_or_insert_clean()]).chain(self.map.values_mut()) {
            visit(&mut part.key, &mut part.heap);
        }
    }

    fn break_reset(&mut self) {
        self.breaks.0 = true;
    }
}

#[derive(Pooled, Default)]
#[pooled(static = 2)]
struct InStatic {
    breaks: Breaks,
    #[pooled(zeroize)]
    key: [u8; 32],
    inner: Inner,
    #[pooled(keep)]
    serial: u64,
}

#[track_caller]
fn assert_nothing_found(way: &str) {
    assert_eq!(FOUND.swap(0, Relaxed), 0, "{way}: a block was freed with the secret in it");
}

fn every_way<T: Holds>() {
    let name = std::any::type_name::<T>();
    let check = |way: &str, go: &dyn Fn()| {
        go();
        clear_stack();
        assert_nothing_found(&format!("{name}, {way}"));
    };
    let return_some = || drop((0..20).map(|_| T::filled()).collect::<Vec<_>>());
    check("return", &return_some);
    check("trim", &T::trim);
    check("clear", &|| {
        return_some();
        T::clear();
    });
    check("drain", &|| {
        return_some();
        T::drain().take(3).for_each(|mut object| object.wipe());
    });
    check("detach", &|| PoolBox::detach(T::filled()).wipe());
    check("held in a panic", &|| unwind_with(T::filled()));
    check("reset panics", &|| {
        let mut object = T::filled();
        object.break_reset();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(object)));
    });
    check("reset panics in a panic", &|| {
        let mut held = T::filled();
        held.break_reset();
        unwind_with(held);
    });
    check("end of a thread", &|| {
        thread::spawn(|| drop((0..20).map(|_| T::filled()).collect::<Vec<_>>())).join().expect("no panic");
        T::clear();
    });
    check("last of its shared handles", &|| {
        let shared = PoolBox::share(T::filled());
        drop(shared.clone());
        drop(shared);
        T::clear();
    });
    check("taken out of a shared handle", &|| {
        let object = PoolArc::into_inner(PoolBox::share(T::filled())).expect("it is the only one");
        PoolBox::detach(object).wipe();
    });
    check("adopted", &|| {
        let value = PoolBox::detach(T::take());
        let mut object = PoolBox::new(value);
        object.secrets(&mut fill);
        drop(object);
        T::clear();
    });
    check("full", &|| {
        drop((0..3000).map(|_| T::filled()).collect::<Vec<_>>());
        T::clear();
    });
}

/// The same ways out of a pool that is a value.
fn every_way_of_values<T: Holds>() {
    let name = std::any::type_name::<T>();
    let builder = || Pool::builder(T::default).reset_by_rules();
    let check_with = |way: &str, build: fn(PoolBuilder<T>) -> Pool<T>, go: &dyn Fn(&Arc<Pool<T>>)| {
        let pool = Arc::new(build(builder()));
        go(&pool);
        clear_stack();
        assert_nothing_found(&format!("a pool of {name}, {way}"));
        drop(pool);
        assert_nothing_found(&format!("a pool of {name}, {way}, its end"));
    };
    let check = |way: &str, go: &dyn Fn(&Arc<Pool<T>>)| check_with(way, PoolBuilder::build, go);
    let return_some = |pool: &Pool<T>| drop((0..20).map(|_| T::filled_of(pool)).collect::<Vec<_>>());
    check("return", &|pool| return_some(pool));
    check("trim", &|pool| {
        return_some(pool);
        pool.trim();
    });
    check("drain", &|pool| {
        return_some(pool);
        pool.drain().take(3).for_each(|mut object| object.wipe());
    });
    check("detach", &|pool| {
        PoolGuard::detach(T::filled_of(pool)).wipe();
        let mut owned = Pool::take_owned(pool);
        owned.secrets(&mut fill);
        OwnedPoolGuard::detach(owned).wipe();
    });
    check("held in a panic", &|pool| {
        let mut owned = Pool::take_owned(pool);
        owned.secrets(&mut fill);
        unwind_with((owned, T::filled_of(pool)));
    });
    check("reset panics", &|pool| {
        let mut object = T::filled_of(pool);
        object.break_reset();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(object)));
    });
    check("reset panics in a panic", &|pool| {
        let mut held = T::filled_of(pool);
        held.break_reset();
        unwind_with(held);
    });
    check("end of a thread", &|pool| {
        thread::scope(|threads| threads.spawn(|| return_some(pool)).join()).expect("no panic");
    });
    check("adopted", &|pool| {
        let mut object = pool.adopt(T::default());
        object.secrets(&mut fill);
        drop(object);
    });
    check("full", &|pool| drop((0..3000).map(|_| T::filled_of(pool)).collect::<Vec<_>>()));
    check_with("small", |builder| builder.capacity(1).depot(0).build(), &|pool| return_some(pool));
    check_with("invalid", |builder| builder.validate(|_| false).build(), &|pool| return_some(pool));
    check_with("another reset", |builder| builder.reset(|_| panic!("the reset breaks")).build(), &|pool| {
        let object = T::filled_of(pool);
        assert!(catch_unwind(AssertUnwindSafe(|| drop(object))).is_err());
    });
}

/// Resets that break are no news.
fn be_quiet() {
    let show = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if info.payload().downcast_ref::<&str>().is_none_or(|message| *message != "the reset breaks") {
            show(info);
        }
    }));
}

fn all_types() {
    be_quiet();
    every_way::<Kept>();
    every_way::<Broken>();
    every_way::<InParts>();
    every_way::<Replaced>();
    every_way::<Unmarked>();
    every_way::<Marked>();
    every_way::<ByHand>();
    every_way::<Generic<Inner>>();
    every_way::<Reused>();
    every_way_of_values::<Kept>();
    every_way_of_values::<Broken>();
    every_way_of_values::<InParts>();
    every_way_of_values::<Replaced>();
    every_way_of_values::<Unmarked>();
    every_way_of_values::<Marked>();
    every_way_of_values::<ByHand>();
    every_way_of_values::<Generic<Inner>>();
    every_way_of_values::<Reused>();
}

fn in_static() {
    be_quiet();
    let filled = || {
        let mut object = InStatic::take().expect("a slot is free");
        let InStatic { key, inner, .. } = &mut *object;
        fill(&mut inner.key, &mut inner.heap);
        fill(key, &mut inner.heap);
        object
    };
    let check = |way: &str| {
        clear_stack();
        assert_nothing_found(way);
        let slots = InStatic::__pooled_slots();
        // SAFETY: no other thread uses the slots.
        assert!(!unsafe { has_secret(slots.as_ptr().cast(), size_of_val(slots)) }, "{way}: the secret is in a slot");
    };
    drop(filled());
    check("return");
    let mut held = filled();
    held.serial += 1;
    unwind_with(held);
    check("held in a panic");
    let mut object = filled();
    object.breaks.0 = true;
    assert!(catch_unwind(AssertUnwindSafe(|| drop(object))).is_err());
    check("reset panics");
    let mut held = filled();
    held.breaks.0 = true;
    unwind_with(held);
    check("reset panics in a panic");
    // SAFETY: it comes from `into_raw`, and is used once.
    drop(unsafe { StaticBox::from_raw(StaticBox::into_raw(filled())) });
    check("given up and taken back");
}

/// Without this the other parts could pass because nothing is ever found.
fn is_found() {
    let mut inner = Inner::default();
    fill(&mut inner.key, &mut inner.heap);
    drop(Box::new(inner));
    assert_eq!(FOUND.swap(0, Relaxed), 2);
}

fn main() -> ExitCode {
    let scenario = |name, settings, run| Scenario { name, settings, run, check: prints_nothing };
    child::main(&[
        scenario("secrets are found", None, is_found),
        scenario("every way out", None, all_types),
        scenario("pools are off", Some("off"), all_types),
        scenario("objects are tracked", Some("track"), all_types),
        scenario("a small budget", Some("idle=64KiB"), all_types),
        scenario("a static pool", None, in_static),
    ])
}
