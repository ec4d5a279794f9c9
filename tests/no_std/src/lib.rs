//! Resets and static pools without `std`, and without `alloc` unless a feature says so.
#![no_std]
#![forbid(unsafe_code)]
#![deny(warnings)]

#[cfg(feature = "alloc")]
extern crate alloc;

use pooled_types::{Pooled, Reset, StaticPooled};

/// A packet of a radio.
#[derive(Pooled, Default)]
#[pooled(static = 4, validate = Packet::is_fine)]
pub struct Packet {
    bytes: [u8; 32],
    #[pooled(value = 8)]
    hops: u8,
    part: Part,
    kind: Kind,
    cell: core::cell::RefCell<u8>,
    #[cfg(feature = "alloc")]
    list: alloc::vec::Vec<u8>,
    #[cfg(feature = "collections")]
    #[pooled(max_bytes = 1024)]
    hops_of: pooled_types::ReuseMap<alloc::string::String, u8, core::hash::BuildHasherDefault<Sum>>,
}

/// A hasher that adds bytes.
#[cfg(feature = "collections")]
#[derive(Default)]
pub struct Sum(u64);

#[cfg(feature = "collections")]
impl core::hash::Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, byte| sum.wrapping_add((*byte).into()));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A part of it.
#[derive(Reset, Default)]
pub struct Part(u16, Option<u32>);

/// Its kind.
#[derive(Reset, Default)]
pub enum Kind {
    /// The one that a new packet has.
    #[default]
    Data,
    /// Another.
    Acknowledgement(u16),
}

impl Packet {
    fn is_fine(&mut self) -> bool {
        self.hops == 8
    }
}

/// Takes a packet, if one of the four is free.
pub fn send(byte: u8) -> Option<u8> {
    let mut packet = Packet::take()?;
    packet.bytes[0] = byte;
    packet.part = Part(1, Some(2));
    packet.kind = Kind::Acknowledgement(3);
    #[cfg(feature = "alloc")]
    packet.list.push(byte);
    #[cfg(feature = "collections")]
    {
        *packet.hops_of.entry_ref("base") += 1;
    }
    Some(packet.hops)
}
