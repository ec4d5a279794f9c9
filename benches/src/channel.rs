//! A bounded channel. Its ends spin while they wait, and notice when the other end is not running.
//!
//! Why they don't sleep: to wake a thread costs many times what any pool costs. How often it happens depends on which
//! of the two threads is ahead, and by how much. The faster contenders would pay most for it, and the program without
//! objects more than all.

use std::hint;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError};
use std::time::{Duration, Instant};

/// A wait of more microseconds than this means that the other thread has lost its processor. No contender needs as long
/// for a batch, though glibc comes near it.
const TOO_LONG: u64 = 400;
/// How often a thread looks at the channel between two looks at the clock.
const LOOKS: u32 = 128;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// Microseconds that a wait may take.
static PATIENCE: AtomicU64 = AtomicU64::new(TOO_LONG);

/// Allows longer waits from now on: by so many microseconds. It is for workloads where one end waits for the other to
/// come to the end of something long.
pub fn allow_waits(more_micros: u64) {
    PATIENCE.store(TOO_LONG + more_micros, Relaxed);
}

/// Whether an end has waited too long since the last call of this function.
pub fn was_interrupted() -> bool {
    INTERRUPTED.swap(false, Relaxed)
}

/// Sends as soon as there is room; `false` if nobody receives any more.
#[inline]
pub fn send<T>(sender: &SyncSender<T>, value: T) -> bool {
    let mut value = value;
    let mut wait = Wait::default();
    while wait.goes_on() {
        match sender.try_send(value) {
            Ok(()) => return true,
            Err(TrySendError::Disconnected(_)) => return false,
            Err(TrySendError::Full(back)) => value = back,
        }
    }
    sender.send(value).is_ok()
}

/// Receives as soon as something is there; `None` if nobody sends any more.
#[inline]
pub fn receive<T>(receiver: &Receiver<T>) -> Option<T> {
    let mut wait = Wait::default();
    while wait.goes_on() {
        match receiver.try_recv() {
            Ok(value) => return Some(value),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
    }
    receiver.recv().ok()
}

#[derive(Default)]
struct Wait {
    looks: u32,
    since: Option<Instant>,
}

impl Wait {
    /// Waits a moment, except before the first look. Returns `false` when it is time to sleep and leave the processor
    /// to others.
    #[inline]
    fn goes_on(&mut self) -> bool {
        self.looks += 1;
        if self.looks.is_multiple_of(LOOKS) {
            return self.is_short();
        }
        if self.looks > 1 {
            hint::spin_loop();
        }
        true
    }

    #[cold]
    fn is_short(&mut self) -> bool {
        let short =
            self.since.get_or_insert_with(Instant::now).elapsed() < Duration::from_micros(PATIENCE.load(Relaxed));
        if !short {
            INTERRUPTED.store(true, Relaxed);
        }
        short
    }
}
