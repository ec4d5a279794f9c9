// So many fields, and so alike, that an evaluation of all orders would take longer than the compiler allows.

use pooled_types::Reset;
#[derive(Reset)]
#[repr(C)]
#[pooled(no_straddle)]
struct Packet {
    f0: [u8; 4],
    f1: [u8; 4],
    f2: [u8; 4],
    f3: [u8; 4],
    f4: [u8; 4],
    f5: [u8; 4],
    f6: [u8; 5],
    f7: [u8; 5],
    f8: [u8; 5],
    f9: [u8; 5],
    f10: [u8; 5],
    f11: [u8; 5],
    f12: [u8; 5],
    f13: [u8; 5],
    f14: [u8; 5],
    f15: [u8; 5],
    f16: [u8; 5],
    f17: [u8; 5],
    f18: [u8; 5],
    f19: [u8; 5],
    f20: [u8; 5],
    f21: [u8; 5],
    f22: [u8; 5],
    f23: [u8; 5],
    f24: [u8; 5],
    f25: [u8; 5],
    f26: [u8; 5],
    f27: [u8; 5],
    f28: [u8; 5],
    f29: [u8; 5],
    f30: [u8; 5],
    f31: [u8; 5],
}

fn main() {}

