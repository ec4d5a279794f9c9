#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl<T: Clone, const N: usize> ::pooled_types::Reset for Batch<T, N>
    where
        T: Debug,
        Vec<T>: ::pooled_types::Reset,
        T: ::pooled_types::Reset,
    {
        const __POOLED_KEEPS: ::core::primitive::bool = <Vec<
            T,
        > as ::pooled_types::Reset>::__POOLED_KEEPS
            || <T as ::pooled_types::Reset>::__POOLED_KEEPS
            || <[u8; N] as ::pooled_types::Reset>::__POOLED_KEEPS;
        const __POOLED_QUIET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            !<::pooled_types::__private::Asked<Self>>::__POOLED_HAS_DROP
                && <::pooled_types::__private::Asked<Vec<T>>>::__POOLED_QUIET
                && <::pooled_types::__private::Asked<T>>::__POOLED_QUIET
                && <::pooled_types::__private::Asked<
                    Option<Box<Batch<T, N>>>,
                >>::__POOLED_QUIET
        };
        #[inline]
        fn reset(&mut self) {
            <Self as ::pooled_types::Reset>::__pooled_reset::<
                ::pooled_types::__private::Nobody,
            >(self);
        }
        #[inline]
        fn __pooled_reset<__PooledObserver: ::pooled_types::__private::Observer>(
            &mut self,
        ) {
            <Self as ::pooled_types::Reset>::__pooled_wipe(self, false);
            let Self {
                items: __pooled_0,
                one: __pooled_1,
                again: __pooled_2,
                count: __pooled_3,
                next: __pooled_4,
                ..
            } = { self };
            <Vec<
                T,
            > as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_0);
            <T as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_1);
            <T as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_2);
            <[u8; N] as ::pooled_types::Reset>::__pooled_reset::<
                __PooledObserver,
            >(__pooled_3);
            <Option<
                Box<Batch<T, N>>,
            > as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_4);
        }
        const __POOLED_SECRET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            <T as ::pooled_types::Reset>::__POOLED_SECRET
        };
        #[inline]
        fn __pooled_wipe(&mut self, __pooled_ends: ::core::primitive::bool) {
            use ::pooled_types::__private::AnyPart as _;
            match self {
                Self { one: __pooled_1, again: __pooled_2, .. } => {
                    <T as ::pooled_types::Reset>::__pooled_wipe(
                        __pooled_1,
                        __pooled_ends,
                    );
                    <T as ::pooled_types::Reset>::__pooled_wipe(
                        __pooled_2,
                        __pooled_ends,
                    );
                }
            }
        }
        fn __pooled_parts(
            &mut self,
            __pooled_visit: &mut ::pooled_types::__private::Visit,
        ) {
            match self {
                Self {
                    items: __pooled_0,
                    one: __pooled_1,
                    again: __pooled_2,
                    next: __pooled_4,
                    ..
                } => {
                    <Vec<
                        T,
                    > as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_0,
                        __pooled_visit,
                    );
                    <T as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_1,
                        __pooled_visit,
                    );
                    <T as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_2,
                        __pooled_visit,
                    );
                    <Option<
                        Box<Batch<T, N>>,
                    > as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_4,
                        __pooled_visit,
                    );
                }
            }
        }
    }
    #[automatically_derived]
    impl<T: Clone, const N: usize> ::pooled_types::__private::Factory for Batch<T, N>
    where
        T: Debug,
        Vec<T>: ::pooled_types::Reset,
        T: ::pooled_types::Reset,
        T: 'static,
        Batch<T, N>: ::core::default::Default,
    {
        type __PooledLayout = ::pooled_types::__private::DescribedLayout<Self>;
        #[inline]
        fn __pooled_fresh() -> Self {
            {
                use ::pooled_types::__private::{ViaDefault as _, ViaNothing as _};
                (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_fresh()
            }
        }
    }
    mod std_only {
        #[automatically_derived]
        impl<T: Clone, const N: usize> ::pooled_types::__private::Placement
        for Batch<T, N>
        where
            T: Debug,
            Vec<T>: ::pooled_types::Reset,
            T: ::pooled_types::Reset,
            T: 'static,
            Batch<T, N>: ::core::default::Default,
            T: ::core::marker::Send,
        {
            type __PooledReach = ::pooled_types::__private::AnyThread;
            #[inline]
            fn __pooled_key() -> ::core::option::Option<
                ::pooled_types::__private::Key<Self>,
            > {
                ::pooled_types::__private::thread_local! {
                    static __POOLED_0 : ::pooled_types::__private::LocalStack < Batch <
                    u8, 4 > > = const { ::pooled_types::__private::LocalStack::new() };
                    static __POOLED_1 : ::pooled_types::__private::LocalStack < Batch <
                    String, 8 > > = const { ::pooled_types::__private::LocalStack::new()
                    };
                }
                match ::pooled_types::__private::same_key(&__POOLED_0) {
                    ::core::option::Option::Some(__pooled_key) => {
                        ::core::option::Option::Some(__pooled_key)
                    }
                    ::core::option::Option::None => {
                        match ::pooled_types::__private::same_key(&__POOLED_1) {
                            ::core::option::Option::Some(__pooled_key) => {
                                ::core::option::Option::Some(__pooled_key)
                            }
                            ::core::option::Option::None => ::core::option::Option::None,
                        }
                    }
                }
            }
            fn __pooled_sharing() -> ::pooled_types::__private::Sharing<Self> {
                use ::pooled_types::__private::{IsSend as _, NotSend as _};
                (&::pooled_types::__private::Probe::<Vec<T>>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<T>::NEW).__pooled_require_send();
                (&::pooled_types::__private::Probe::<[u8; N]>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<Option<Box<Batch<T, N>>>>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_sharing()
            }
        }
        #[automatically_derived]
        impl<T: Clone, const N: usize> ::pooled_types::Pooled for Batch<T, N>
        where
            T: Debug,
            Vec<T>: ::pooled_types::Reset,
            T: ::pooled_types::Reset,
            T: 'static,
            Batch<T, N>: ::core::default::Default,
            T: ::core::marker::Send,
        {}
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl<T: Clone, const N: usize> ::pooled_types::__private::Described for Batch<T, N>
    where
        T: Debug,
    {
        const __POOLED_FACTS: ::pooled_types::__private::Facts = {
            use ::pooled_types::__private::{
                AnyType as _, Asked as __PooledAsked, Field as __PooledField,
                Heat as __PooledHeat, Probe as __PooledProbe, Untold as _,
            };
            ::pooled_types::__private::Facts {
                name: "Batch<T, N>",
                module: ::core::module_path!(),
                file: ::core::file!(),
                file_line: ::core::line!(),
                size: ::core::mem::size_of::<Self>(),
                align: ::core::mem::align_of::<Self>(),
                line: 64usize,
                pooled: true,
                kind: ::pooled_types::__private::Kind::Struct,
                fields: &[
                    __PooledField::new::<
                        Vec<T>,
                    >(
                            __PooledHeat::Warm,
                            "items",
                            "Vec<T>",
                            ::core::mem::offset_of!(Self, items),
                            <__PooledProbe<Vec<T>>>::__POOLED_TRAITS,
                        )
                        .frees_elements(<__PooledAsked<T>>::__POOLED_KEEPABLE),
                    __PooledField::new::<
                        T,
                    >(
                        __PooledHeat::Warm,
                        "one",
                        "T",
                        ::core::mem::offset_of!(Self, one),
                        <__PooledProbe<T>>::__POOLED_TRAITS,
                    ),
                    __PooledField::new::<
                        T,
                    >(
                        __PooledHeat::Warm,
                        "again",
                        "T",
                        ::core::mem::offset_of!(Self, again),
                        <__PooledProbe<T>>::__POOLED_TRAITS,
                    ),
                    __PooledField::new::<
                        [u8; N],
                    >(
                        __PooledHeat::Warm,
                        "count",
                        "[u8; N]",
                        ::core::mem::offset_of!(Self, count),
                        ::pooled_types::__private::Traits::PLAIN,
                    ),
                    __PooledField::new::<
                        Option<Box<Batch<T, N>>>,
                    >(
                            __PooledHeat::Warm,
                            "next",
                            "Option<Box<Batch<T, N>>>",
                            ::core::mem::offset_of!(Self, next),
                            <__PooledProbe<Option<Box<Batch<T, N>>>>>::__POOLED_TRAITS,
                        )
                        .frees_elements(
                            <__PooledAsked<Box<Batch<T, N>>>>::__POOLED_KEEPABLE,
                        ),
                ],
            }
        };
        type __PooledOrders = ::pooled_types::__private::OrdersOf<Self, 5usize>;
    }
    struct __PooledItself;
    #[automatically_derived]
    impl<T: Clone, const N: usize> ::pooled_types::__private::InstanceOf<__PooledItself>
    for Batch<T, N>
    where
        T: Debug,
    {}
    const _: () = {
        const __POOLED_TEXT: &::core::primitive::str = ::core::concat!(
            "Batch<u8, 4>\n\titems\tVec<T>\n\tone\tT\n\tagain\tT\n\tcount\t[u8; N]\n\tnext\tOption<Box<Batch<T, N>>>\n",
            ::core::module_path!(), "\n", ::core::file!()
        );
        static __POOLED_LAYOUT: ::pooled_types::__private::Encoded<
            5usize,
            { __POOLED_TEXT.len() },
        > = ::pooled_types::__private::Encoded::new(
            &<Batch<
                u8,
                4,
            > as ::pooled_types::__private::InstanceOf<__PooledItself>>::INSTANCE,
            __POOLED_TEXT,
            89usize,
            551816207142744103u64,
        );
    };
    const _: () = {
        const __POOLED_TEXT: &::core::primitive::str = ::core::concat!(
            "Batch<String, 8>\n\titems\tVec<T>\n\tone\tT\n\tagain\tT\n\tcount\t[u8; N]\n\tnext\tOption<Box<Batch<T, N>>>\n",
            ::core::module_path!(), "\n", ::core::file!()
        );
        static __POOLED_LAYOUT: ::pooled_types::__private::Encoded<
            5usize,
            { __POOLED_TEXT.len() },
        > = ::pooled_types::__private::Encoded::new(
            &<Batch<
                String,
                8,
            > as ::pooled_types::__private::InstanceOf<__PooledItself>>::INSTANCE,
            __POOLED_TEXT,
            93usize,
            15511342230990223296u64,
        );
    };
};
