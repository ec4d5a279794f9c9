//! What a handle passes on to its object.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::fmt::Write as _;
use std::future::Future;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, Read, Seek, SeekFrom, Write};
use std::ops::{Index, IndexMut};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use pooled_types::{PoolArc, PoolBox, Pooled, Reset};

#[derive(Pooled, Default, Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Name(String);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Write for Name {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text);
        Ok(())
    }
}

impl std::error::Error for Name {}

impl Extend<char> for Name {
    fn extend<I: IntoIterator<Item = char>>(&mut self, chars: I) {
        self.0.extend(chars);
    }
}

fn name(text: &str) -> PoolBox<Name> {
    text.chars().collect()
}

#[test]
fn formats_compares_and_hashes_as_its_object() {
    let (a, b) = (name("a"), name("b"));
    assert_eq!(format!("{a} {a:?} {b:>3}"), "a Name(\"a\")   b");
    assert!(format!("{a:p}").starts_with("0x"));
    assert!(a < b && a != b && a == name("a") && a.cmp(&b).is_lt());
    let hash = |value: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        value(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(&|h| a.hash(h)), hash(&|h| Name("a".into()).hash(h)));
}

#[test]
fn is_found_in_sets_by_its_object() {
    let by_hash: HashSet<_> = [name("a"), name("b")].into();
    let by_order: BTreeSet<_> = [name("a"), name("b")].into();
    let key = Name("b".into());
    assert!(by_hash.contains(&key) && by_order.contains(&key));
}

#[test]
fn converts() {
    let taken = PoolBox::<Name>::default();
    assert_eq!(taken.0, "");
    let mut extended = name("ab");
    extended.extend(['c']);
    write!(extended, "{}", 1).unwrap();
    assert_eq!(extended.as_ref().0, "abc1");
    extended.as_mut().0.clear();
    let error: &dyn std::error::Error = &extended;
    assert!(error.source().is_none());
}

#[test]
fn a_clone_reuses_capacity() {
    #[derive(Pooled, Default)]
    struct Text(String);
    impl Clone for Text {
        fn clone(&self) -> Self {
            Self(self.0.clone())
        }
        fn clone_from(&mut self, source: &Self) {
            self.0.clone_from(&source.0);
        }
    }

    let mut original = Text::take();
    original.0.push_str("some text");
    let mut spare = Text::take();
    spare.0.reserve(100);
    let buffer = spare.0.as_ptr();
    drop(spare);
    let copy = original.clone();
    assert_eq!(copy.0, "some text");
    assert_eq!(copy.0.as_ptr(), buffer);
}

#[test]
fn resets_in_place_inside_another_object() {
    #[derive(Pooled, Default)]
    struct Outer {
        inner: PoolBox<Name>,
    }

    let mut outer = Outer::take();
    outer.inner.0.push('x');
    let address = &raw const *outer.inner;
    drop(outer);
    let outer = Outer::take();
    assert_eq!((outer.inner.0.as_str(), &raw const *outer.inner), ("", address));
}

#[test]
fn is_indexed_as_its_object() {
    #[derive(Pooled, Default)]
    struct Row([u8; 4]);
    impl Index<usize> for Row {
        type Output = u8;
        fn index(&self, at: usize) -> &u8 {
            &self.0[at]
        }
    }
    impl IndexMut<usize> for Row {
        fn index_mut(&mut self, at: usize) -> &mut u8 {
            &mut self.0[at]
        }
    }

    let mut row = Row::take();
    row[0] = 1;
    assert_eq!((row[0], row[1]), (1, 0));
}

#[derive(Pooled, Default)]
struct Bytes {
    #[pooled(with = rewind)]
    data: std::io::Cursor<Vec<u8>>,
}

fn rewind(data: &mut std::io::Cursor<Vec<u8>>) {
    data.set_position(0);
    data.get_mut().reset();
}

impl Read for Bytes {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        self.data.read(buf)
    }
}
impl BufRead for Bytes {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.data.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        self.data.consume(amount);
    }
}
impl Write for Bytes {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        self.data.write(buf)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.data.flush()
    }
}
impl Seek for Bytes {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.data.seek(to)
    }
}

#[test]
fn reads_writes_and_seeks() {
    let mut bytes = PoolBox::<Bytes>::take();
    bytes.write_all(b"one\ntwo\n").unwrap();
    bytes.flush().unwrap();
    bytes.seek(SeekFrom::Start(0)).unwrap();
    let mut line = String::new();
    BufRead::read_line(&mut bytes, &mut line).unwrap();
    let mut rest = String::new();
    Read::read_to_string(&mut bytes, &mut rest).unwrap();
    assert_eq!((line.as_str(), rest.as_str()), ("one\n", "two\n"));
}

#[derive(Pooled, Default)]
struct Countdown(u32);

impl Future for Countdown {
    type Output = &'static str;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<&'static str> {
        self.0 -= 1;
        if self.0 == 0 { Poll::Ready("done") } else { Poll::Pending }
    }
}

impl Iterator for Countdown {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.checked_sub(1)?;
        Some(self.0)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0 as usize, Some(self.0 as usize))
    }
}
impl DoubleEndedIterator for Countdown {
    fn next_back(&mut self) -> Option<u32> {
        self.next()
    }
}
impl ExactSizeIterator for Countdown {}

#[test]
fn runs_as_a_future_and_an_iterator() {
    let mut future = PoolBox::new(Countdown(2));
    let mut context = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut future).poll(&mut context).is_pending());
    assert!(Pin::new(&mut future).poll(&mut context).is_ready());
    let countdown = PoolBox::new(Countdown(3));
    assert_eq!(countdown.len(), 3);
    assert_eq!(countdown.rev().collect::<Vec<_>>(), [2, 1, 0]);
}

#[test]
fn hashes_by_the_methods_of_its_object() {
    #[derive(Pooled, Default)]
    struct Identity(u64);
    impl Hasher for Identity {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, _: &[u8]) {
            unreachable!("only words are hashed");
        }
        fn write_u64(&mut self, word: u64) {
            self.0 = word;
        }
    }

    let mut hasher = Identity::take();
    5_u64.hash(&mut hasher);
    assert_eq!(hasher.finish(), 5);
}

#[test]
fn is_unwind_safe_and_sendable_as_its_object() {
    fn check<T: Send + Sync + Unpin + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    check::<PoolBox<Name>>();
}

#[test]
fn a_handle_made_of_a_value_has_that_value() {
    let name = || Name("Ada".to_owned());
    assert_eq!(*PoolBox::from(name()), name());
    assert_eq!(*PoolArc::from(name()), name());
    assert_eq!(*PoolArc::from(PoolBox::new(name())), name());
}
