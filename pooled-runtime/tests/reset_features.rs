//! The resets behind features that `reset_bytes` does not measure, and the field rule `zeroize`.

#![cfg(all(feature = "arrayvec", feature = "bytes", feature = "smallvec", feature = "zeroize", feature = "serde"))]

use arrayvec::{ArrayString, ArrayVec};
use pooled_runtime::__private::{WipeAndReset as _, WipeOnly as _, Wiped};
use pooled_runtime::reset::KEPT_BYTES;
use pooled_runtime::{Reset, ResetWithin};

#[test]
fn arrays_of_arrayvec() {
    let mut list = ArrayVec::<_, 4>::from([1, 2, 3, 4]);
    list.reset();
    assert!(list.is_empty());
    let mut text = ArrayString::<4>::from("text").unwrap();
    text.reset();
    assert_eq!(&text, "");
}

#[test]
fn a_small_vec_goes_back_to_its_array() {
    let mut list = smallvec::SmallVec::<[u8; 4]>::from_vec(vec![1; 100]);
    list.reset_within(4);
    assert!(list.is_empty() && !list.spilled());
}

#[test]
fn bytes_that_are_still_shared_are_not_touched() {
    let mut buffer = bytes::BytesMut::from(&b"one two"[..]);
    let part = buffer.split_to(3).freeze();
    buffer.reset();
    buffer.extend_from_slice(b"xyz");
    assert_eq!(&part[..], b"one");
}

#[test]
#[cfg_attr(miri, ignore = "it takes minutes")]
fn zeroized_containers_are_bounded_too() {
    let mut list = vec![1_u8; 10 * KEPT_BYTES];
    Wiped(&mut list).__pooled_wipe();
    assert!(list.is_empty() && list.capacity() <= KEPT_BYTES);
}

#[test]
fn what_has_no_reset_is_only_zeroized() {
    struct Key([u8; 4]);
    impl zeroize::Zeroize for Key {
        fn zeroize(&mut self) {
            self.0.zeroize();
        }
    }
    let mut key = Key([1; 4]);
    Wiped(&mut key).__pooled_wipe();
    assert_eq!(key.0, [0; 4]);
}
