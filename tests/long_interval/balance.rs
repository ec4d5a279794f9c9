//! A thread that only takes and one that only drops: the depot carries the objects back.

use std::sync::{Arc, mpsc};
use std::thread;

use pooled_types::{Pool, PoolBox, PoolStats, Pooled};

use crate::interval::settle;
use crate::support::counts::{assert_identities, assert_nothing_left};

/// How many objects the channel between the two holds.
const CHANNEL: usize = if cfg!(miri) { 32 } else { 4_096 };
const CAPACITY: usize = 64;

#[derive(Pooled, Default)]
#[pooled(capacity = 64, depot = 8192)]
struct Message {
    number: usize,
    text: Vec<u8>,
}

#[derive(Pooled, Default)]
#[pooled(capacity = 64, depot = 8192)]
struct Packet<T> {
    number: usize,
    data: Vec<T>,
}

fn amount() -> usize {
    if cfg!(miri) {
        300
    } else if std::env::var_os("POOLED_LONG").is_some() {
        10_000_000
    } else {
        200_000
    }
}

/// Sends objects from a thread that only takes to a thread that only drops.
fn one_way<T: Pooled>(fill: fn(&mut T, usize), check: fn(&T, usize))
where
    PoolBox<T>: Send,
{
    settle();
    let (to_dropper, inbox) = mpsc::sync_channel::<PoolBox<T>>(CHANNEL);
    let taker = thread::spawn(move || {
        for number in 0..amount() {
            let mut object = T::take();
            fill(&mut object, number);
            to_dropper.send(object).expect("the dropper waits for all");
        }
    });
    let dropper = thread::spawn(move || {
        for (number, object) in inbox.into_iter().enumerate() {
            check(&object, number);
        }
    });
    taker.join().unwrap();
    dropper.join().unwrap();
    let stats = T::stats();
    assert_identities(&stats);
    assert_eq!(stats.takes, amount() as u64);
    assert_eq!(stats.live, 0);
    let most = (CHANNEL + 4 * CAPACITY) as u64;
    assert!(stats.created() <= most, "at most {most} objects are needed: {stats:?}");
    assert!(stats.refills > 0 && stats.flushes > 0, "the depot carried them: {stats:?}");
    T::trim();
    assert_nothing_left(&T::stats());
}

#[test]
fn what_one_thread_drops_another_takes() {
    one_way::<Message>(
        |message, number| {
            assert!(message.number == 0 && message.text.is_empty());
            message.number = number;
            message.text.extend_from_slice(&number.to_le_bytes());
        },
        |message, number| {
            assert_eq!(message.number, number);
            assert_eq!(message.text, number.to_le_bytes());
        },
    );
}

#[test]
fn what_one_thread_drops_another_takes_of_a_generic_type() {
    one_way::<Packet<usize>>(
        |packet, number| {
            assert!(packet.number == 0 && packet.data.is_empty());
            packet.number = number;
            packet.data.push(number);
        },
        |packet, number| {
            assert_eq!(packet.number, number);
            assert_eq!(packet.data, [number]);
        },
    );
}

/// In this program no interval ends, which would send what waits for a thread to the depot.
#[test]
fn many_short_threads() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    const THREADS: u64 = if cfg!(miri) { 5 } else { 1_000 };
    settle();
    for _ in 0..THREADS {
        thread::spawn(|| drop((Item::take(), Item::take()))).join().unwrap();
    }
    let stats = Item::stats();
    assert_eq!(
        (stats.misses, stats.refills, stats.hits),
        (2, 0, 2 * (THREADS - 1)),
        "each goes on with the cache of the one before"
    );
}

/// An object that one thread takes and another one drops is taken again at once, however many are on their way.
#[test]
fn what_goes_there_and_back_is_reused_at_once() {
    #[derive(Pooled, Default)]
    struct Ball(Vec<u8>);

    settle();
    goes_there_and_back(Ball::take, Ball::stats);
    let pool = &Arc::new(Pool::new(|| 0));
    goes_there_and_back(|| Pool::take_owned(pool), || pool.stats());
    goes_there_and_back(|| PoolBox::share(Ball::take()), Ball::stats);
}

fn goes_there_and_back<H: Send + 'static>(take: impl Fn() -> H, stats: impl Fn() -> PoolStats) {
    let before = stats().created();
    let (to_dropper, inbox) = mpsc::channel::<Vec<H>>();
    let (report, reports) = mpsc::channel();
    let dropper = thread::spawn(move || {
        for balls in inbox {
            drop(balls);
            report.send(()).expect("the taker waits for it");
        }
    });
    let throw = |at_once: usize| {
        for _ in 0..if cfg!(miri) { 10 } else { 1_000 } {
            to_dropper.send((0..at_once).map(|_| take()).collect()).expect("the dropper waits for all");
            reports.recv().expect("it is dropped");
        }
        stats().created() - before
    };
    assert!(throw(1) <= 3, "{:?}", stats());
    let most = if cfg!(miri) { 20 } else { 100 };
    let made = throw(most);
    assert!(made <= (3 * most) as u64, "the thread that drops keeps twice as many: {:?}", stats());
    drop(to_dropper);
    dropper.join().expect("it does not panic");
    assert_identities(&stats());
}
