//! Drops that trim all pools, and so those of any other test: alone in this program.

use pooled_types::Pooled;

#[test]
fn drops_that_trim_do_so_one_after_the_other() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 20_000, depot = 0)]
    struct Item(u8);
    impl Drop for Item {
        fn drop(&mut self) {
            Item::trim();
            pooled_types::trim();
            pooled_types::trim_thread();
        }
    }

    let amount = if cfg!(miri) { 20 } else { 20_000 };
    Item::warm(amount);
    Item::trim();
    assert_eq!((Item::stats().idle, Item::stats().discards.trimmed), (0, amount as u64));
}
