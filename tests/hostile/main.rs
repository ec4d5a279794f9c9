//! Constructors, resets, validators and destructors that panic and come back to the pools, by scripts made at random.
//!
//! A script has a list of acts and a list of reactions. The places where a pool calls user code are hooks. Each call of
//! a hook takes the next reaction, which is some acts and an end, so every script ends. Only what makes Rust
//! abort is left out: a destructor that panics while a panic unwinds through it. So values are dropped under
//! `catch_unwind`.
//!
//! A script uses several threads, but each act is over before the next begins. So its schedule is always the same, and
//! a script that fails can be made smaller. `POOLED_LONG=1` tries many more scripts, other ones each time.
//!
//! A program of its own, because scripts trim the pools of all types, and because it sets a short interval.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use pooled_types::{Mode, Settings, configure};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::scripts::{Act, End, Reaction, Script, Tuning, run};

mod scripts;
#[path = "../support/mod.rs"]
mod support;

fn any_tuning() -> impl Strategy<Value = Tuning> {
    prop_oneof![
        (0_usize..5).prop_map(Tuning::Capacity),
        (0_usize..5).prop_map(Tuning::Depot),
        (0_usize..5).prop_map(Tuning::MinIdle),
        prop_oneof![Just(Mode::Normal), Just(Mode::Off), Just(Mode::Track)].prop_map(Tuning::Mode),
        (0_u8..=8).prop_map(Tuning::Fraction),
        Just(Tuning::Reset),
    ]
}

fn any_act() -> impl Strategy<Value = Act> {
    let simple = prop_oneof![
        6 => Just(Act::Take),
        2 => Just(Act::TryTake),
        6 => (0_usize..8).prop_map(Act::Return),
        1 => Just(Act::ReturnAll),
        2 => (0_usize..8).prop_map(Act::ReturnUnwinding),
        1 => (0_usize..8).prop_map(Act::Detach),
        1 => (0_usize..8).prop_map(Act::Readopt),
        1 => Just(Act::Adopt),
        1 => (0_usize..8).prop_map(Act::Leak),
        1 => (0_usize..8, 0_usize..3).prop_map(|(at, clones)| Act::Share(at, clones)),
        2 => (0_usize..6).prop_map(Act::Warm),
        1 => Just(Act::Clear),
        1 => (0_usize..4).prop_map(Act::Drain),
        1 => Just(Act::Trim),
        1 => Just(Act::TrimThread),
        1 => Just(Act::TrimAll),
        1 => Just(Act::Stats),
        1 => any_tuning().prop_map(Act::Tune),
        1 => (0_u64..3).prop_map(|millis| Act::Pass(Duration::from_millis(millis))),
        1 => Just(Act::Panic),
    ];
    simple.prop_recursive(3, 24, 5, |act| {
        let acts = || prop::collection::vec(act.clone(), 1..5);
        prop_oneof![
            2 => acts().prop_map(Act::Lend),
            2 => acts().prop_map(Act::Other),
            2 => acts().prop_map(Act::OnPeer),
            1 => acts().prop_map(Act::OnThread),
        ]
    })
}

fn any_script() -> impl Strategy<Value = Script> {
    let end = prop_oneof![5 => Just(End::Fine), 1 => Just(End::Refuse), 2 => Just(End::Panic)];
    let acts = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(any_act(), 1..4)];
    let reaction = (acts, end).prop_map(|(acts, end)| Reaction { acts, end });
    (prop::collection::vec(any_act(), 1..16), prop::collection::vec(reaction, 0..24))
        .prop_map(|(acts, reactions)| Script { acts, reactions })
}

/// Counts scripts, for the watchdog.
static SCRIPTS: AtomicU64 = AtomicU64::new(0);

/// Ends the process if no script ends for a long while.
fn watch() {
    thread::spawn(|| {
        let mut before = 0;
        loop {
            thread::sleep(Duration::from_secs(120));
            let now = SCRIPTS.load(SeqCst);
            if now == before {
                eprintln!("script {now} hangs");
                std::process::abort();
            }
            before = now;
        }
    });
}

fn try_script(script: &Script) -> Result<(), TestCaseError> {
    SCRIPTS.fetch_add(1, SeqCst);
    run(script).map_err(TestCaseError::fail)
}

#[test]
fn scripts_of_panics_and_re_entrance() {
    // So short that idle objects are also dropped for their age, in the middle of scripts.
    configure(Settings::new().interval(Duration::from_millis(1))).expect("no pool was used yet");
    let long = std::env::var_os("POOLED_LONG").is_some();
    let cases = match (cfg!(miri), long, cfg!(debug_assertions)) {
        (true, ..) => 10,
        (_, true, _) => 200_000,
        (_, _, true) => 1_000,
        _ => 4_000,
    };
    if !cfg!(miri) {
        watch();
    }
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut runner = if long {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    if let Err(error) = runner.run(&any_script(), |script| try_script(&script)) {
        panic!("{error}");
    }
}
