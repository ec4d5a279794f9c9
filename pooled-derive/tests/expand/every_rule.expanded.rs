#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl ::pooled_types::Reset for Request {
        const KEEPS: bool = true;
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
                id: __pooled_0,
                body: __pooled_1,
                retries: __pooled_2,
                range: __pooled_3,
                secret: __pooled_4,
                log: __pooled_5,
                token: __pooled_6,
                ..
            } = self;
            <u64 as ::pooled_types::Reset>::reset(__pooled_0);
            <Vec<
                u8,
            > as ::pooled_types::Reset>::__pooled_reset::<__PooledObserver>(__pooled_1);
            *__pooled_2 = (|| -> u8 { 3 })();
            *__pooled_3 = <Range<u32> as ::core::default::Default>::default();
            {
                let __pooled_function: fn(&mut [u8; 32]) = wipe;
                __pooled_function(__pooled_4)
            };
            <String as ::pooled_types::__private::ResetWithin>::__pooled_reset_within::<
                __PooledObserver,
            >(__pooled_5, 4096);
            {
                use ::pooled_types::__private::{WipeAndReset as _, WipeOnly as _};
                ::pooled_types::__private::Wiped(__pooled_6)
                    .__pooled_wipe::<__PooledObserver>();
            }
        }
    }
    #[automatically_derived]
    impl ::pooled_types::__private::Recipe for Request {
        #[inline]
        fn fresh() -> Self {
            {
                let __pooled_function: fn() -> Self = Request::open;
                __pooled_function()
            }
        }
        #[inline]
        fn validate(&mut self) -> bool {
            {
                let __pooled_function: fn(&mut Self) -> bool = Request::is_small;
                __pooled_function(self)
            }
        }
    }
    mod std_only {
        #[automatically_derived]
        impl ::pooled_types::__private::Home for Request {
            type Reach = ::pooled_types::__private::AnyThread;
            const CAPACITY: usize = {
                let __pooled_value: usize = 128;
                ::pooled_types::__private::capacity(__pooled_value)
            };
            #[inline]
            fn key() -> ::core::option::Option<::pooled_types::__private::Key<Self>> {
                ::pooled_types::__private::thread_local! {
                    static __POOLED_0 : ::pooled_types::__private::LocalStack < Request >
                    = const { ::pooled_types::__private::LocalStack::new() };
                }
                ::core::option::Option::Some(&__POOLED_0)
            }
            fn sharing() -> ::pooled_types::__private::Sharing<Self> {
                use ::pooled_types::__private::{IsSend as _, NotSend as _};
                (&::pooled_types::__private::Probe::<u64>::NEW).__pooled_require_send();
                (&::pooled_types::__private::Probe::<Vec<u8>>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<u8>::NEW).__pooled_require_send();
                (&::pooled_types::__private::Probe::<Range<u32>>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<[u8; 32]>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<String>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<[u8; 16]>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_sharing()
            }
        }
        #[automatically_derived]
        impl ::pooled_types::Pooled for Request {}
        const _: usize = <Request as ::pooled_types::__private::Home>::CAPACITY;
    }
};
