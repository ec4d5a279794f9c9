//! How the child of a forked process begins anew: it has one of the threads of its parent, with its caches, and all
//! depots. What other threads held is lost. Nothing waits for these threads.
//!
//! The system calls [`child`] in the child before `fork` returns there. A child that was made by the bare system call
//! has no such help: its thread uses pools as before, and what others held counts as if they had it still.

use crate::pool::alerts;
use crate::pool::gauge::Gauge;
use crate::pool::leaks;
use crate::pool::living::{self, LIVING};
use crate::pool::registry;
use crate::pool::type_pool::TypePool;
use crate::thread::cache::ThreadCache;
use crate::thread::{exit, signal, value_tls};

/// Has forked children begin anew. Before the first cache is opened.
pub(crate) fn watch() {
    if signal::has_no_process() {
        // Two threads may do this at once. Then all is done twice in a child, which does no harm.
        ask_the_system();
        signal::note_process();
    }
}

/// Systems that have processes to fork. Others of the family have no `pthread_atfork`.
#[cfg(all(
    unix,
    not(miri),
    not(any(target_os = "espidf", target_os = "horizon", target_os = "vita", target_os = "vxworks"))
))]
fn ask_the_system() {
    type Handler = Option<extern "C" fn()>;
    unsafe extern "C" {
        safe fn pthread_atfork(prepare: Handler, parent: Handler, child: Handler) -> core::ffi::c_int;
    }
    extern "C" fn prepare() {
        leaks::hold();
        alerts::hold();
        living::hold();
    }
    fn let_go() {
        living::let_go();
        alerts::let_go();
        leaks::let_go();
    }
    extern "C" fn parent() {
        let_go();
    }
    extern "C" fn child() {
        let_go();
        begin_anew();
    }
    // If there is no memory for it, a child is like one that was made by the bare system call.
    pthread_atfork(Some(prepare), Some(parent), Some(child));
}

#[cfg(not(all(
    unix,
    not(miri),
    not(any(target_os = "espidf", target_os = "horizon", target_os = "vita", target_os = "vxworks"))
)))]
fn ask_the_system() {
    let held = [leaks::hold as fn(), leaks::let_go, alerts::hold, alerts::let_go, living::hold, living::let_go];
    let _ = (held, begin_anew as fn());
}

/// Begins anew. Runs no code of users, not even the allocator.
fn begin_anew() {
    if exit::is_over() {
        // The thread forked in the drop of an object that it left. Its caches can't be told from those of others, so
        // these stay as they are, but nobody waits for them.
        let begin_anew = |pool: &TypePool| pool.roster.gauges().for_each(Gauge::begin_anew);
        registry::all().for_each(begin_anew);
        LIVING.each(begin_anew);
    } else {
        registry::begin_anew(|pool| ThreadCache::lose_others(pool, value_tls::cache_of(pool)));
        signal::note_process();
    }
}
