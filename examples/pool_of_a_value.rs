//! A pool for each value: patterns, compiled at run time, each with working memory that fits no other.
//!
//! A pattern is searched by a table of as many states as it has characters. The states are working memory that several
//! threads need at once, so each pattern has a pool of them. The pool of a type would mix the memory of all patterns:
//! then a search would have to make it fit first, whenever the pattern changes.
//!
//! ```text
//! cargo run --release --example pool_of_a_value
//! ```

#[path = "support/counting.rs"]
mod counting;

use std::thread;

use pooled_types::Pool;

const TEXT: &str = "the quick brown fox jumps over the lazy dog, and the dog sleeps on";
const SEARCHES: usize = 10_000;

/// A pattern in which `?` stands for any character.
struct Pattern {
    characters: Vec<char>,
    /// Which prefixes of the pattern end at the present character.
    states: Pool<Vec<bool>>,
}

impl Pattern {
    fn compile(text: &str) -> Self {
        let characters: Vec<_> = text.chars().collect();
        let states = characters.len() + 1;
        let states = Pool::builder(move || vec![false; states]).reset(|states| states.fill(false)).build();
        Self { characters, states }
    }

    /// How often the pattern is in `text`.
    fn count(&self, text: &str) -> usize {
        let mut states = self.states.take();
        states[0] = true;
        let mut found = 0;
        for character in text.chars() {
            for (n, wanted) in self.characters.iter().enumerate().rev() {
                states[n + 1] = states[n] && (*wanted == '?' || *wanted == character);
            }
            found += usize::from(states[self.characters.len()]);
        }
        found
    }
}

fn main() {
    let patterns = ["dog", "the ????? ", "o?", "sleeps on"].map(Pattern::compile);
    let counts = patterns.each_ref().map(|pattern| pattern.count(TEXT));
    println!("found: {counts:?}");
    assert_eq!(counts, [2, 1, 6, 1]);

    // The patterns alternate, and four threads search at once.
    let allocations: u64 = thread::scope(|threads| {
        let searchers: Vec<_> = (0..4)
            .map(|_| {
                threads.spawn(|| {
                    let search = || patterns.iter().map(|pattern| pattern.count(TEXT)).sum::<usize>();
                    search(); // the first search of a thread finds the states of another one, or makes some
                    counting::allocations(|| (0..SEARCHES).for_each(|_| assert_eq!(search(), 10)))
                })
            })
            .collect();
        searchers.into_iter().map(|searcher| searcher.join().expect("no panic")).sum()
    });
    for pattern in &patterns {
        let stats = pattern.states.stats();
        println!("{} states: {stats}", pattern.characters.len() + 1);
        assert!(stats.misses <= 5);
    }
    println!("allocations of {} searches: {allocations}", 16 * SEARCHES);
}
