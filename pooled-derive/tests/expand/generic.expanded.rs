#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl<T: Clone, const N: usize> ::pooled_types::Reset for Batch<T, N>
    where
        T: Debug,
        Vec<T>: ::pooled_types::Reset,
        T: ::pooled_types::Reset,
    {
        const KEEPS: bool = <Vec<T> as ::pooled_types::Reset>::KEEPS
            || <T as ::pooled_types::Reset>::KEEPS
            || <[u8; N] as ::pooled_types::Reset>::KEEPS;
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
            let Self {
                items: __pooled_0,
                one: __pooled_1,
                again: __pooled_2,
                count: __pooled_3,
                next: __pooled_4,
                ..
            } = self;
            <Vec<
                T,
            > as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_0);
            <T as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_1);
            <T as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_2);
            <[u8; N] as ::pooled_types::Reset>::reset(__pooled_3);
            <Option<
                Box<Batch<T, N>>,
            > as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_4);
        }
    }
    #[automatically_derived]
    impl<T: Clone, const N: usize> ::pooled_types::__private::Recipe for Batch<T, N>
    where
        T: Debug,
        Vec<T>: ::pooled_types::Reset,
        T: ::pooled_types::Reset,
        T: 'static,
        Batch<T, N>: ::core::default::Default,
    {
        #[inline]
        fn fresh() -> Self {
            {
                use ::pooled_types::__private::{ViaDefault as _, ViaNothing as _};
                (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_fresh()
            }
        }
    }
    mod std_only {
        #[automatically_derived]
        impl<T: Clone, const N: usize> ::pooled_types::__private::Home for Batch<T, N>
        where
            T: Debug,
            Vec<T>: ::pooled_types::Reset,
            T: ::pooled_types::Reset,
            T: 'static,
            Batch<T, N>: ::core::default::Default,
            T: ::core::marker::Send,
        {
            type Reach = ::pooled_types::__private::AnyThread;
            #[inline]
            fn key() -> ::core::option::Option<::pooled_types::__private::Key<Self>> {
                const fn __pooled_instance<T: Clone, const N: usize>() -> ::core::marker::PhantomData<
                    Batch<T, N>,
                >
                where
                    T: Debug,
                {
                    ::core::marker::PhantomData
                }
                const _: ::core::marker::PhantomData<Batch<u8, 4>> = __pooled_instance();
                const _: ::core::marker::PhantomData<Batch<String, 8>> = __pooled_instance();
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
            fn sharing() -> ::pooled_types::__private::Sharing<Self> {
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
};
