#[pooled(static = 8)]
struct Packet(#[pooled(hot)] [u8; 64], u16);
