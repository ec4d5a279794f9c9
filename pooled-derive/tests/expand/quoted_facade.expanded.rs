::core::compile_error! {
    "`crate` takes a path, without quotes: write `crate = path`"
}
#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl pool::types::Reset for Item {
        fn reset(&mut self) {}
    }
    #[automatically_derived]
    impl pool::types::__private::Described for Item
    where
        Self: ::core::marker::Sized,
    {
        const __POOLED_FACTS: pool::types::__private::Facts = pool::types::__private::Facts::opaque::<
            Self,
        >("");
        type __PooledOrders = pool::types::__private::NoOrders;
    }
};
