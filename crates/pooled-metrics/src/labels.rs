//! The values of the label `pool`: names of types, each for one pool.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use metrics::SharedString;
use pooled_runtime::PoolStats;

/// Which pool has a name as it is. All collectors share this, so that a pool has the same label in each.
static OWNERS: Mutex<BTreeMap<&str, u64>> = Mutex::new(BTreeMap::new());

/// The label of a pool: the name of its type. If another pool has that already, the number of the pool follows, as in
/// the table of all pools.
pub(crate) fn label(pool: &PoolStats) -> SharedString {
    let mut owners = OWNERS.lock().unwrap_or_else(PoisonError::into_inner);
    if *owners.entry(pool.name).or_insert(pool.id) == pool.id {
        SharedString::const_str(pool.name)
    } else {
        format!("{} #{}", pool.name, pool.id).into()
    }
}

#[cfg(test)]
mod tests {
    use pooled_runtime::PoolStats;

    use super::label;

    #[test]
    fn the_first_pool_of_a_name_keeps_it() {
        let labels = || {
            [3, 9, 4].map(|id| {
                let mut pool = PoolStats::default();
                (pool.id, pool.name) = (id, "a::Job");
                label(&pool).into_owned()
            })
        };
        assert_eq!(labels(), ["a::Job", "a::Job #9", "a::Job #4"]);
        assert_eq!(labels(), ["a::Job", "a::Job #9", "a::Job #4"]);
    }
}
