enum Value {
    Text(String),
    Number(#[pooled(value = 1.0)] f64),
    Nothing,
}
