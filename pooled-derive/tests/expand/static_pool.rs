#[pooled(static = 8, crate = renamed)]
struct Packet(u8);
