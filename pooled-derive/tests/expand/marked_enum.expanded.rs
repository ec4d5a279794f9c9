#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl ::pooled_types::Reset for State {
        const __POOLED_KEEPS: ::core::primitive::bool = true;
        const __POOLED_QUIET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            !<::pooled_types::__private::Asked<Self>>::__POOLED_HAS_DROP
                && <::pooled_types::__private::Asked<Vec<u8>>>::__POOLED_QUIET
                && <::pooled_types::__private::Asked<Rc<str>>>::__POOLED_QUIET
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
            if !::core::matches!(self, Self::Open { .. }) {
                *self = {
                    use ::pooled_types::__private::{ViaDefault as _, ViaNothing as _};
                    (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_fresh()
                };
                if !::core::matches!(self, Self::Open { .. }) {
                    ::pooled_types::__private::fresh_is_unmarked("State", "Open");
                }
            }
            if let Self::Open { buffer: __pooled_0, .. } = { self } {
                <Vec<
                    u8,
                > as ::pooled_types::Reset>::__pooled_reset::<
                    __PooledObserver,
                >(__pooled_0);
            }
        }
        const __POOLED_SECRET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            <::pooled_types::__private::Asked<Rc<str>>>::__POOLED_SECRET
        };
        #[inline]
        fn __pooled_wipe(&mut self, __pooled_ends: ::core::primitive::bool) {
            use ::pooled_types::__private::AnyPart as _;
            match self {
                Self::Closed { 0: __pooled_0, .. } => {
                    ::pooled_types::__private::Part(__pooled_0)
                        .__pooled_wipe(__pooled_ends);
                }
                _ => {}
            }
        }
        fn __pooled_parts(
            &mut self,
            __pooled_visit: &mut ::pooled_types::__private::Visit,
        ) {
            match self {
                Self::Open { buffer: __pooled_0, .. } => {
                    <Vec<
                        u8,
                    > as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_0,
                        __pooled_visit,
                    );
                }
                _ => {}
            }
        }
    }
    #[automatically_derived]
    impl ::pooled_types::__private::Factory for State {
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
        impl ::pooled_types::__private::Placement for State {
            type __PooledReach = ::pooled_types::__private::OneThread;
            #[inline]
            fn __pooled_key() -> ::core::option::Option<
                ::pooled_types::__private::Key<Self>,
            > {
                ::pooled_types::__private::thread_local! {
                    static __POOLED_0 : ::pooled_types::__private::LocalStack < State > =
                    const { ::pooled_types::__private::LocalStack::new() };
                }
                ::core::option::Option::Some(&__POOLED_0)
            }
            fn __pooled_sharing() -> ::pooled_types::__private::Sharing<Self> {
                ::pooled_types::__private::Sharing::local()
            }
        }
        #[automatically_derived]
        impl ::pooled_types::Pooled for State {}
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::pooled_types::__private::Described for State {
        const __POOLED_FACTS: ::pooled_types::__private::Facts = {
            use ::pooled_types::__private::{
                Field as __PooledField, Heat as __PooledHeat, Probe as __PooledProbe,
                Untold as _,
            };
            ::pooled_types::__private::Facts {
                name: "State",
                module: ::core::module_path!(),
                file: ::core::file!(),
                file_line: ::core::line!(),
                size: ::core::mem::size_of::<Self>(),
                align: ::core::mem::align_of::<Self>(),
                line: 64usize,
                pooled: true,
                kind: ::pooled_types::__private::Kind::Enum,
                fields: &[
                    __PooledField::new::<
                        Vec<u8>,
                    >(
                            __PooledHeat::Warm,
                            "buffer",
                            "Vec<u8>",
                            0,
                            <__PooledProbe<Vec<u8>>>::__POOLED_TRAITS,
                        )
                        .of_variant("Open"),
                    __PooledField::new::<
                        u64,
                    >(
                            __PooledHeat::Warm,
                            "serial",
                            "u64",
                            0,
                            ::pooled_types::__private::Traits::PLAIN,
                        )
                        .of_variant("Open"),
                    __PooledField::new::<
                        Rc<str>,
                    >(
                            __PooledHeat::Warm,
                            "0",
                            "Rc<str>",
                            0,
                            <__PooledProbe<Rc<str>>>::__POOLED_TRAITS,
                        )
                        .of_variant("Closed"),
                ],
            }
        };
        type __PooledOrders = ::pooled_types::__private::OrdersOf<Self, 3usize>;
    }
    const _: () = {
        const __POOLED_TEXT: &::core::primitive::str = ::core::concat!(
            "State\nOpen\tbuffer\tVec<u8>\nOpen\tserial\tu64\nClosed\t0\tRc<str>\n",
            ::core::module_path!(), "\n", ::core::file!()
        );
        static __POOLED_LAYOUT: ::pooled_types::__private::Encoded<
            3usize,
            { __POOLED_TEXT.len() },
        > = ::pooled_types::__private::Encoded::new(
            &<State as ::pooled_types::__private::Described>::__POOLED_FACTS,
            __POOLED_TEXT,
            59usize,
            4902256771256575407u64,
        );
    };
};
