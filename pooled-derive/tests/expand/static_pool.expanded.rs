#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl renamed::Reset for Packet {
        const __POOLED_KEEPS: ::core::primitive::bool = <u8 as renamed::Reset>::__POOLED_KEEPS;
        const __POOLED_QUIET: ::core::primitive::bool = {
            use renamed::__private::AnyType as _;
            !<renamed::__private::Asked<Self>>::__POOLED_HAS_DROP
        };
        #[inline]
        fn reset(&mut self) {
            <Self as renamed::Reset>::__pooled_reset::<renamed::__private::Nobody>(self);
        }
        #[inline]
        fn __pooled_reset<__PooledObserver: renamed::__private::Observer>(&mut self) {
            let Self { 0: __pooled_0, .. } = { self };
            <u8 as renamed::Reset>::__pooled_reset::<__PooledObserver>(__pooled_0);
        }
    }
    #[automatically_derived]
    impl renamed::__private::Factory for Packet {
        type __PooledLayout = renamed::__private::DescribedLayout<Self>;
        #[inline]
        fn __pooled_fresh() -> Self {
            {
                use renamed::__private::{ViaDefault as _, ViaNothing as _};
                (&renamed::__private::Probe::<Self>::NEW).__pooled_fresh()
            }
        }
    }
    #[automatically_derived]
    impl renamed::StaticPooled for Packet {
        fn __pooled_slots() -> &'static renamed::__private::StaticSlots<Self> {
            use renamed::StaticPool as __PooledStatic;
            const __POOLED_SLOTS: ::core::primitive::usize = 8;
            static __POOLED: __PooledStatic<Packet, __POOLED_SLOTS> = __PooledStatic::new();
            __POOLED.slots()
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl renamed::__private::Described for Packet {
        const __POOLED_FACTS: renamed::__private::Facts = {
            use renamed::__private::{
                Field as __PooledField, Heat as __PooledHeat, Probe as __PooledProbe,
                Untold as _,
            };
            renamed::__private::Facts {
                name: "Packet",
                module: ::core::module_path!(),
                file: ::core::file!(),
                file_line: ::core::line!(),
                size: ::core::mem::size_of::<Self>(),
                align: ::core::mem::align_of::<Self>(),
                line: 64usize,
                pooled: false,
                kind: renamed::__private::Kind::Struct,
                fields: &[
                    __PooledField::new::<
                        u8,
                    >(
                        __PooledHeat::Warm,
                        "0",
                        "u8",
                        ::core::mem::offset_of!(Self, 0),
                        renamed::__private::Traits::PLAIN,
                    ),
                ],
            }
        };
        type __PooledOrders = renamed::__private::OrdersOf<Self, 1usize>;
    }
    const _: () = {
        const __POOLED_TEXT: &::core::primitive::str = ::core::concat!(
            "Packet\n\t0\tu8\n", ::core::module_path!(), "\n", ::core::file!()
        );
        static __POOLED_LAYOUT: renamed::__private::Encoded<
            1usize,
            { __POOLED_TEXT.len() },
        > = renamed::__private::Encoded::new(
            &<Packet as renamed::__private::Described>::__POOLED_FACTS,
            __POOLED_TEXT,
            13usize,
            2400010301733413681u64,
        );
    };
};
