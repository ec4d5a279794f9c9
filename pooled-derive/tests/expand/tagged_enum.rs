#[repr(C, align(16))]
enum Packet<T> {
    Nothing,
    #[pooled(default)]
    Data {
        body: T,
        #[pooled(hot)]
        length: u16,
    },
    Next(Option<Box<Self>>),
}
