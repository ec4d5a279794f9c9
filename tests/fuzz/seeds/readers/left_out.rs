#[derive(Pooled)]
#[cfg_attr(a, pooled(hot))]
struct A<T> { a: T }
#[derive(pooled_types::Reset)]
struct B { b: u8, c: dyn Trait }
mod m { #[derive(Reset)] enum C<const N: usize> { D([u8; N]) } }
