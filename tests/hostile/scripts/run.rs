//! Runs scripts, and compares what the pools counted with what was done.

use std::collections::HashSet;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::SeqCst;

use pooled_types::{PoolStats, Pooled};

use super::body::Tally;
use super::kinds::{Generic, Kept, Plain, Unshared};
use super::notes::{WRONG, check, lock, with_existing};
use super::perform::{REACTIONS, check_scripted, perform, perform_all};
use super::script::{Act, Script};
use super::subject::{Subject, tally};
use crate::support::counts;

/// The counts of one type, by the pool and by the test.
struct Before {
    stats: PoolStats,
    tally: [u64; 9],
}

fn read<S: Subject>() -> Before {
    let Tally { made, stillborn, takes, adopted, detached, drained, leaked, panicked, invalid } = tally::<S>();
    let tally =
        [made, stillborn, takes, adopted, detached, drained, leaked, panicked, invalid].map(|count| count.load(SeqCst));
    Before { stats: S::stats(), tally }
}

/// Compares what the pool counted since `before` with what the test did, when nothing is in use or idle.
fn judge<S: Subject>(before: &Before) {
    let after = read::<S>();
    let mut at = 0;
    let [made, stillborn, takes, adopted, detached, drained, leaked, panicked, invalid] = after.tally.map(|count| {
        at += 1;
        count.wrapping_sub(before.tally[at - 1])
    });
    let (new, old) = (&after.stats, &before.stats);
    let same = |what: &str, count: u64, expected: u64| {
        check(count == expected, &format!("{}: {what} is {count}, not {expected}: {new:?}", new.name));
    };
    same("takes", new.takes - old.takes, takes);
    same("created", new.created() - old.created(), (made + adopted).wrapping_sub(stillborn));
    same("adopted", new.adopted - old.adopted, adopted);
    same("detached", new.detached - old.detached, detached + drained);
    same("leaked", new.leaked - old.leaked, leaked);
    same("panicked", new.discards.panicked - old.discards.panicked, panicked);
    same("invalid", new.discards.invalid - old.discards.invalid, invalid);
    let ended = |stats: &PoolStats| stats.returns + counts::discarded_handles(&stats.discards);
    same("handles ended", ended(new) - ended(old) + detached + leaked, takes + adopted);
    same("live", new.live, old.live);
    same("idle", new.idle, 0);
    if let Err(payload) = catch_unwind(|| counts::assert_identities(new)) {
        check_scripted(&*payload);
    }
}

/// Runs a script, brings everything to rest, and compares. Nothing else uses the pools meanwhile.
///
/// # Errors
/// Says what went wrong.
pub(crate) fn run(script: &Script) -> Result<(), String> {
    lock(&WRONG).clear();
    with_existing(HashSet::clear);
    let before = (read::<Plain>(), read::<Kept>(), read::<Unshared>(), read::<Generic<u16>>());
    *lock(&REACTIONS) = script.reactions.clone().into();
    for act in &script.acts {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| perform::<Plain>(act))) {
            check_scripted(&*payload);
        }
    }
    // From here on the hooks do nothing.
    lock(&REACTIONS).clear();
    for pool in [Plain::settings(), Kept::settings(), Unshared::settings(), Generic::<u16>::settings()] {
        pool.reset();
    }
    for acts in [[Act::ReturnAll, Act::TrimThread], [Act::TrimAll, Act::TrimThread]] {
        let everywhere = [
            Act::Other(acts.to_vec()),
            Act::Other(vec![Act::Other(acts.to_vec())]),
            Act::Other(vec![Act::Other(vec![Act::Other(acts.to_vec())])]),
        ];
        perform_all::<Plain>(&acts);
        perform_all::<Plain>(&everywhere);
        perform::<Plain>(&Act::OnPeer(acts.to_vec()));
    }
    perform::<Plain>(&Act::TrimAll);
    judge::<Plain>(&before.0);
    judge::<Kept>(&before.1);
    judge::<Unshared>(&before.2);
    judge::<Generic<u16>>(&before.3);
    let left = with_existing(|existing| existing.len());
    check(left == 0, &format!("{left} objects were never dropped"));
    let wrong = mem::take(&mut *lock(&WRONG));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}
