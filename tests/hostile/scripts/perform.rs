//! Does what scripts say.

use std::any::Any;
use std::collections::VecDeque;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, OnceLock};
use std::thread;

use pooled_types::__private::advance_clock;
use pooled_types::{PoolArc, PoolBox, PoolSettings};

use super::body::bump;
use super::notes::{check, lock, with_existing};
use super::script::{Act, End, Reaction, Tuning};
use super::subject::{Subject, pile, tally};

/// What the hooks of the script that runs have left to do.
pub(super) static REACTIONS: Mutex<VecDeque<Reaction>> = Mutex::new(VecDeque::new());

/// What every hook does: the next reaction, whose end it returns.
pub(super) fn react<S: Subject>() -> End {
    let Some(Reaction { acts, end }) = lock(&REACTIONS).pop_front() else { return End::Fine };
    perform_all::<S>(&acts);
    if end == End::Panic {
        scripted_panic();
    }
    end
}

/// What scripts panic with.
struct Scripted;

/// Unwinds without a message on stderr.
pub(super) fn scripted_panic() -> ! {
    resume_unwind(Box::new(Scripted));
}

/// Only scripted panics are expected.
pub(super) fn check_scripted(payload: &(dyn Any + Send)) {
    if !payload.is::<Scripted>() {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        check(false, &format!("a panic that is in no script: {}", text.as_deref().unwrap_or("?")));
    }
}

/// Drops a value; its panic goes on when the value is gone.
fn drop_value<S: Subject>(value: S) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) {
        resume_unwind(payload);
    }
}

/// The handle in a place of the pile, or in one before it.
fn pick<S: Subject>(at: usize) -> Option<PoolBox<S>> {
    let mut pile = pile::<S>();
    if pile.is_empty() {
        return None;
    }
    let at = at % pile.len();
    let mut object = pile.remove(at);
    drop(pile);
    object.body().check_filled();
    Some(object)
}

fn receive<S: Subject>(mut object: PoolBox<S>) {
    object.body().fill();
    pile::<S>().push(object);
}

/// Puts a value that no pool made into a handle.
fn adopt<S: Subject>() {
    let (counts, mut value) = (tally::<S>(), S::make());
    counts.made.fetch_sub(1, SeqCst); // Not by the pool.
    value.body().is_fresh = false;
    bump(&counts.adopted);
    receive(PoolBox::new(value));
}

/// Shares an object. It comes back if there are no clones; else the last handle returns it.
fn share<S: Subject>(object: PoolBox<S>, clones: usize) {
    let first = PoolBox::share(object);
    let mut shared: Vec<_> = (0..clones).map(|_| PoolArc::clone(&first)).collect();
    shared.push(first);
    check(shared.iter().all(|one| PoolArc::count(one) == clones + 1), "a clone was not counted");
    if clones > 0 {
        return drop(shared);
    }
    for one in shared {
        match PoolArc::try_unwrap(one) {
            Ok(object) => pile::<S>().push(object),
            Err(_) => check(false, "an object without clones did not come back"),
        }
    }
}

/// Changes a setting. Pools refuse what they can't do.
fn tune(pool: PoolSettings, tuning: Tuning) {
    let _ = match tuning {
        Tuning::Capacity(objects) => pool.capacity(objects),
        Tuning::Depot(objects) => pool.depot(objects),
        Tuning::MinIdle(objects) => pool.min_idle(objects),
        Tuning::Mode(mode) => pool.mode(mode),
        Tuning::Fraction(eighths) => pool.fraction(f64::from(eighths) / 8.0),
        Tuning::Reset => Ok(pool.reset()),
    };
}

pub(super) fn perform_all<S: Subject>(acts: &[Act]) {
    acts.iter().for_each(perform::<S>);
}

pub(super) fn perform<S: Subject>(act: &Act) {
    let counts = tally::<S>();
    match act {
        Act::Take => {
            let object = S::take();
            bump(&counts.takes);
            receive(object);
        }
        Act::TryTake => {
            if let Some(object) = S::try_take() {
                bump(&counts.takes);
                receive(object);
            }
        }
        &Act::Return(at) => drop(pick::<S>(at)),
        Act::ReturnAll => {
            let all = mem::take(&mut *pile::<S>());
            drop(all);
        }
        &Act::ReturnUnwinding(at) => {
            let object = pick::<S>(at);
            let unwound = catch_unwind(AssertUnwindSafe(|| {
                let _object = object;
                scripted_panic();
            }));
            check(unwound.is_err(), "a panic got lost");
        }
        &Act::Detach(at) => {
            if let Some(object) = pick::<S>(at) {
                bump(&counts.detached);
                drop_value(PoolBox::detach(object));
            }
        }
        &Act::Readopt(at) => {
            if let Some(object) = pick::<S>(at) {
                bump(&counts.detached);
                bump(&counts.adopted);
                let object = PoolBox::new(PoolBox::detach(object));
                pile::<S>().push(object);
            }
        }
        Act::Adopt => adopt::<S>(),
        &Act::Leak(at) => {
            if cfg!(miri) {
                return; // It reports what is leaked, as it should.
            }
            if let Some(object) = pick::<S>(at) {
                bump(&counts.leaked);
                let id = PoolBox::leak(object).body().id;
                with_existing(|existing| existing.remove(&id));
            }
        }
        &Act::Share(at, clones) => {
            if let Some(object) = pick::<S>(at) {
                share(object, clones);
            }
        }
        Act::Lend(acts) => {
            let mut counted = false;
            S::take_with(|object| {
                bump(&counts.takes);
                counted = true;
                object.body().fill();
                perform_all::<S>(acts);
                object.body().check_filled();
            });
            check(counted, "`take_with` lent nothing");
        }
        &Act::Warm(n) => _ = S::warm(n),
        Act::Clear => S::clear(),
        &Act::Drain(n) => {
            let mut idle = S::drain();
            for _ in 0..n {
                let Some(value) = idle.next() else { break };
                bump(&counts.drained);
                drop_value(value);
            }
        }
        Act::Trim => S::trim(),
        Act::TrimThread => pooled_types::trim_thread(),
        Act::TrimAll => pooled_types::trim(),
        Act::Stats => {
            let _ = S::stats();
            let _ = pooled_types::stats().to_string();
        }
        &Act::Tune(tuning) => tune(S::settings(), tuning),
        &Act::Pass(time) => advance_clock(time),
        Act::Other(acts) => perform_all::<S::Other>(acts),
        Act::OnPeer(acts) => on_peer::<S>(acts.clone()),
        Act::OnThread(acts) => {
            let acts = acts.clone();
            if let Err(payload) = thread::spawn(move || perform_all::<S>(&acts)).join() {
                resume_unwind(payload);
            }
        }
        Act::Panic => scripted_panic(),
    }
}

type Job = Box<dyn FnOnce() + Send>;
type Outcome = thread::Result<()>;
/// Where the peer gets its jobs from, with the place for the outcome.
type Jobs = Mutex<Sender<(Job, Sender<Outcome>)>>;

/// The thread that lives as long as the test.
fn peer() -> &'static Jobs {
    static PEER: OnceLock<Jobs> = OnceLock::new();
    PEER.get_or_init(|| {
        let (jobs, inbox) = channel::<(Job, Sender<Outcome>)>();
        thread::spawn(move || {
            for (job, done) in inbox {
                let _ = done.send(catch_unwind(AssertUnwindSafe(job)));
            }
        });
        Mutex::new(jobs)
    })
}

/// Does the acts on the peer. If the peer is busy, it may be waiting for this thread, which then does them itself.
fn on_peer<S: Subject>(acts: Vec<Act>) {
    static IS_BUSY: AtomicBool = AtomicBool::new(false);
    if IS_BUSY.swap(true, SeqCst) {
        return perform_all::<S>(&acts);
    }
    let (done, outcome) = channel();
    lock(peer()).send((Box::new(move || perform_all::<S>(&acts)), done)).expect("the peer lives");
    let outcome = outcome.recv().expect("the peer lives");
    IS_BUSY.store(false, SeqCst);
    if let Err(payload) = outcome {
        resume_unwind(payload);
    }
}
