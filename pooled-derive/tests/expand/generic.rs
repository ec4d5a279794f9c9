#[pooled(instances(Batch<u8, 4>, Batch<String, 8>))]
struct Batch<T: Clone, const N: usize = 4>
where
    T: Debug,
{
    items: Vec<T>,
    one: T,
    again: T,
    count: [u8; N],
    next: Option<Box<Batch<T, N>>>,
}
