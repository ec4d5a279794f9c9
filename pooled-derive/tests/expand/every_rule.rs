#[pooled(capacity = 128, new = Request::open, validate = Request::is_small)]
struct Request {
    #[pooled(hot)]
    id: u64,
    body: Vec<u8>,
    #[pooled(value = 3)]
    retries: u8,
    #[pooled(default)]
    range: Range<u32>,
    #[pooled(with = wipe)]
    secret: [u8; 32],
    #[pooled(max_capacity = 4096)]
    log: String,
    #[pooled(max_bytes = 1_000_000)]
    headers: ReuseMap<String, String>,
    #[pooled(zeroize)]
    token: [u8; 16],
    #[pooled(keep, cold)]
    serial: u64,
}
