#[repr(u8)]
#[pooled(instances(Item<u8>, Item<Vec<String>>), bound = "T: Reset", crate = a::b)]
enum Item<T> {
    #[pooled(default)]
    One { #[pooled(max_bytes = N)] field: Vec<T>, other: u8 } = 1,
    Two(#[pooled(hot)] T, AtomicU8) = 2,
    #[default]
    Three,
}
