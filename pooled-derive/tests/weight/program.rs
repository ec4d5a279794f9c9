use pooled_types::{Pooled, Reset};

#[derive(Pooled, Default)]
#[pooled(hot_lines = 1, max_size = 4096)]
struct Request {
    #[pooled(hot)]
    id: u64,
    #[pooled(cold)]
    history: [u64; 16],
    body: Vec<u8>,
}

#[derive(Pooled, Default)]
#[pooled(instances(Batch<u8>, Batch<String>))]
struct Batch<T: Reset + Default + Send + 'static> {
    items: Vec<T>,
    one: T,
}

#[derive(Pooled, Default)]
#[repr(u8)]
enum State {
    #[default]
    Idle,
    Busy {
        since: u64,
        log: String,
    },
}

fn main() {
    Request::take().body.push(1);
    Batch::<u8>::take().items.push(1);
    Batch::<String>::take().items.push(String::new());
    *State::take() = State::Busy { since: 1, log: String::new() };
    if let State::Busy { since, log } = &*State::take() {
        println!("{since} {log}");
    }
    print!("{}", pooled_types::stats());
}
