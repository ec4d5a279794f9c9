//! One pooled buffer, read by many threads without a copy.
//!
//! A server reads a message into a buffer, cuts it into parts and hands the parts to other threads. As `Bytes`, the
//! parts share the memory of the buffer. The last of them returns it to the pool, on whichever thread it is dropped. If
//! all read the whole message, a `PoolArc` does the same without `bytes`, and without the allocation of `Bytes`.
//!
//! ```text
//! cargo run --release --example bytes --features bytes
//! ```

#[path = "support/counting.rs"]
mod counting;

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use bytes::{Buf, Bytes};
use pooled_types::{PoolArc, PoolBox};

const ROUNDS: u64 = 10_000;
const READERS: usize = 3;
const HEADER: usize = 4;

/// Makes up a message, where a server would read one: the number of the round, as a header and 64 times as the body.
fn receive(round: u64) -> PoolBox<Vec<u8>> {
    let mut message = PoolBox::<Vec<u8>>::take();
    let number = u32::try_from(round).expect("a round is a small number");
    message.extend(number.to_be_bytes());
    (0..64).for_each(|_| message.extend(number.to_be_bytes()));
    message
}

/// Cuts messages into header and body, without a copy. Returns how often that allocated.
fn cut_messages() -> u64 {
    counting::allocations(|| {
        for round in 0..ROUNDS {
            let message = receive(round);
            let memory = message.as_ptr_range();
            let message = Bytes::from(message);
            let (mut header, body) = (message.slice(..HEADER), message.slice(HEADER..));
            drop(message);
            assert_eq!(header.as_ptr(), memory.start);
            assert_eq!(body.as_ptr_range().end, memory.end);
            assert_eq!(header.get_u32(), body.clone().get_u32());
            // Here the last part is dropped, and the buffer returns to the pool.
        }
    })
}

/// Adds up what is in the messages.
fn read(messages: Receiver<PoolArc<Vec<u8>>>, done: &SyncSender<()>) -> u64 {
    let mut sum = 0;
    for message in messages {
        sum += message[HEADER..].chunks(4).map(|mut word| u64::from(word.get_u32())).sum::<u64>();
        drop(message);
        done.send(()).expect("the main thread waits for every reader");
    }
    sum
}

/// Gives each message to all readers, and keeps a handle until they are done. So the buffer returns to the pool of this
/// thread, which it came from. Returns how often taking, filling, sharing and dropping messages allocated.
fn fan_out(readers: &[SyncSender<PoolArc<Vec<u8>>>], done: &Receiver<()>) -> u64 {
    let mut allocations = 0;
    for round in 0..ROUNDS {
        let mut message = None;
        allocations += counting::allocations(|| message = Some(PoolBox::share(receive(round))));
        let message = message.expect("it was received a moment ago");
        for reader in readers {
            let mut copy = None;
            allocations += counting::allocations(|| copy = Some(message.clone()));
            reader.send(copy.expect("it was cloned a moment ago")).expect("the readers wait for messages");
        }
        for _ in readers {
            done.recv().expect("every reader answers");
        }
        assert_eq!(PoolArc::count(&message), 1);
        allocations += counting::allocations(|| drop(message));
    }
    allocations
}

fn main() {
    cut_messages();
    let by_bytes = counting::allocations(|| (0..ROUNDS).for_each(|_| drop(Bytes::from_owner([0; 8]))));
    let allocations = cut_messages();
    println!("{ROUNDS} messages cut into slices: {allocations} allocations, of which by Bytes {by_bytes}");
    assert_eq!(allocations, by_bytes, "the buffers come from the pool");

    let (to_done, done) = sync_channel(READERS);
    let (readers, threads): (Vec<_>, Vec<_>) = (0..READERS)
        .map(|_| {
            let (sender, messages) = sync_channel(1);
            let to_done = to_done.clone();
            (sender, thread::spawn(move || read(messages, &to_done)))
        })
        .unzip();
    fan_out(&readers, &done);
    let allocations = fan_out(&readers, &done);
    println!("{ROUNDS} messages for {READERS} threads: {allocations} allocations");
    assert_eq!(allocations, 0, "buffers and counts come from the pool");

    drop(readers);
    for thread in threads {
        let sum = thread.join().expect("no reader panics");
        assert_eq!(sum, 2 * 64 * (0..ROUNDS).sum::<u64>(), "every reader read every word");
    }
}
