use pooled_types::{PoolBox, Pooled};

fn drop_elsewhere<T: Pooled + Send>(object: PoolBox<T>) {
    std::thread::spawn(move || drop(object));
}

fn main() {
    drop_elsewhere(PoolBox::<String>::take());
}
