::core::compile_error! {
    "there is no attribute `capcity`: did you mean `capacity`?"
}
::core::compile_error! {
    "`'a` can't be in a pooled type: idle objects stay in the pool longer than any borrow lasts. Own the data (`String` for `&'a str`, `Vec<T>` for `&'a [T]`), or keep a range into data that somebody else owns"
}
#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl<'a, T: Clone> ::pooled_types::Reset for Item<'a, T> {
        fn reset(&mut self) {}
    }
    #[automatically_derived]
    impl<'a, T: Clone> ::pooled_types::__private::Described for Item<'a, T>
    where
        Self: ::core::marker::Sized,
    {
        const __POOLED_FACTS: ::pooled_types::__private::Facts = ::pooled_types::__private::Facts::opaque::<
            Self,
        >("");
        type __PooledOrders = ::pooled_types::__private::NoOrders;
    }
    #[automatically_derived]
    impl<T: Clone + 'static> ::pooled_types::__private::Factory for Item<'static, T> {
        type __PooledLayout = ::pooled_types::__private::OpaqueLayout<Self>;
        fn __pooled_fresh() -> Self {
            ::core::unimplemented!()
        }
    }
    mod std_only {
        #[automatically_derived]
        impl<T: Clone + 'static> ::pooled_types::__private::Placement
        for Item<'static, T> {
            type __PooledReach = ::pooled_types::__private::AnyThread;
            fn __pooled_sharing() -> ::pooled_types::__private::Sharing<Self> {
                ::pooled_types::__private::Sharing::local()
            }
        }
        #[automatically_derived]
        impl<T: Clone + 'static> ::pooled_types::Pooled for Item<'static, T> {}
    }
};
