//! Private types in public modules, types inside functions, blocks and generic functions.
#![deny(warnings)]

use pooled_types::Pooled;

pub mod public {
    use pooled_types::{Pooled, Reset};

    #[derive(Default, Reset)]
    struct Private(u8);

    #[derive(Default, Reset)]
    struct PrivateGeneric<T>(Vec<T>);

    #[derive(Default, Pooled)]
    pub struct Public<T> {
        private: Private,
        generic: PrivateGeneric<T>,
    }

    #[derive(Default, Pooled)]
    struct Hidden(Private);

    pub fn work() {
        let public = Public::<u8>::take();
        assert_eq!((public.private.0, public.generic.0.len()), (0, 0));
        assert_eq!(Hidden::take().0.0, 0);
    }
}

fn generic<T: Default>() -> T {
    #[derive(Default, Pooled)]
    struct Inside(u8);

    assert_eq!(Inside::take().0, 0);
    T::default()
}

fn main() {
    public::work();
    assert_eq!(generic::<u8>(), 0);
    let block = {
        #[derive(Default, Pooled)]
        struct InBlock<T>(Vec<T>);
        InBlock::<u8>::take().0.len()
    };
    assert_eq!(block, 0);
}
