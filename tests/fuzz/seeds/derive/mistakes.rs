#[pooled(capcity = -1, static = "8", local = true, local, new = |x| x, instances())]
#[pooled]
union Wrong { #[pooled(keep, value = self.b)] a: u8, b: u16 }
