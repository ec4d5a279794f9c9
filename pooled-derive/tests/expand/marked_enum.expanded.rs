#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl ::pooled_types::Reset for State {
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
            if !::core::matches!(self, Self::Open { .. }) {
                *self = {
                    use ::pooled_types::__private::{ViaDefault as _, ViaNothing as _};
                    (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_fresh()
                };
                if !::core::matches!(self, Self::Open { .. }) {
                    ::pooled_types::__private::fresh_is_unmarked("State", "Open");
                }
            }
            if let Self::Open { buffer: __pooled_0, .. } = self {
                <Vec<
                    u8,
                > as ::pooled_types::Reset>::__pooled_reset::<
                    __PooledObserver,
                >(__pooled_0);
            }
        }
    }
    #[automatically_derived]
    impl ::pooled_types::__private::Recipe for State {
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
        impl ::pooled_types::__private::Home for State {
            type Reach = ::pooled_types::__private::OneThread;
            #[inline]
            fn key() -> ::core::option::Option<::pooled_types::__private::Key<Self>> {
                ::pooled_types::__private::thread_local! {
                    static __POOLED_0 : ::pooled_types::__private::LocalStack < State > =
                    const { ::pooled_types::__private::LocalStack::new() };
                }
                ::core::option::Option::Some(&__POOLED_0)
            }
            fn sharing() -> ::pooled_types::__private::Sharing<Self> {
                ::pooled_types::__private::Sharing::local()
            }
        }
        #[automatically_derived]
        impl ::pooled_types::Pooled for State {}
    }
};
