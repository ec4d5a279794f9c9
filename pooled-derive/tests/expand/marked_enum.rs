#[pooled(local)]
enum State {
    #[pooled(default)]
    Open {
        buffer: Vec<u8>,
        #[pooled(keep)]
        serial: u64,
    },
    Closed(Rc<str>),
}
