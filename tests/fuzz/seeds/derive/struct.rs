#[derive(Default)]
#[pooled(capacity = 64, depot = 0, new = Self::make, validate = check, line = 128, max_size = 256, no_straddle)]
pub(crate) struct Request<'a, T: Iterator<Item = u8>, const N: usize>
where
    T: Send,
{
    #[pooled(hot, value = 3)]
    pub id: u64,
    #[pooled(max_capacity = 4096)]
    body: Vec<u8>,
    #[pooled(with = Vec::clear, cold)]
    list: Vec<&'a str>,
    #[pooled(zeroize)]
    key: [u8; N],
    #[pooled(keep)]
    r#type: std::collections::HashMap<String, Vec<T>>,
    #[pooled(default)]
    next: Option<Box<Request<'a, T, N>>>,
}
