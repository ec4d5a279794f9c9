//! Pools that one thread uses in turn: a take, a touch and a return each.

use pooled_benches::row::{Lane, print_head, print_row, time};

use crate::pools::{Deadpool, ObjectPool, Opool, OpoolLocal, Ours, RegexAutomata, ValuePool};

/// How many pools take turns.
const POOLS: [usize; 5] = [1, 2, 8, 32, 128];
/// The same but for the first, for a head.
const COLUMNS: [&str; 4] = ["2 pools", "8 pools", "32 pools", "128 pools"];
/// A round uses so many objects: a multiple of each number of pools.
const USES: usize = 12_800;

/// Prints all rows.
pub fn compare(rounds: usize) {
    print_head("ours, beside one pool", &COLUMNS);
    print_row("a use of one of them", rounds, POOLS.map(lane::<Ours>).into());

    print_head("pools in turn, a use", &OTHERS);
    for pools in POOLS {
        let lanes = [
            lane::<Ours>,
            lane::<RegexAutomata>,
            lane::<ObjectPool>,
            lane::<Opool>,
            lane::<OpoolLocal>,
            lane::<Deadpool>,
        ];
        print_row(&format!("{pools} pools"), rounds, lanes.map(|lane| lane(pools)).into());
    }
}

const OTHERS: [&str; 5] = [RegexAutomata::NAME, ObjectPool::NAME, Opool::NAME, OpoolLocal::NAME, Deadpool::NAME];

fn lane<P: ValuePool>(pools: usize) -> Lane<'static> {
    let pools: Vec<P> = (0..pools).map(|_| P::new()).collect();
    pools.iter().for_each(P::use_one);
    Box::new(move || time(USES, || use_in_turn(&pools, USES / pools.len())))
}

#[inline(never)]
fn use_in_turn<P: ValuePool>(pools: &[P], turns: usize) {
    for _ in 0..turns {
        pools.iter().for_each(P::use_one);
    }
}
