#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl renamed::Reset for Packet {
        const KEEPS: bool = <u8 as renamed::Reset>::KEEPS;
        #[inline]
        fn reset(&mut self) {
            let Self { 0: __pooled_0, .. } = self;
            <u8 as renamed::Reset>::reset(__pooled_0);
        }
    }
    #[automatically_derived]
    impl renamed::__private::Recipe for Packet {
        #[inline]
        fn fresh() -> Self {
            {
                use renamed::__private::{ViaDefault as _, ViaNothing as _};
                (&renamed::__private::Probe::<Self>::NEW).__pooled_fresh()
            }
        }
    }
    #[automatically_derived]
    impl renamed::StaticPooled for Packet {
        fn pool() -> &'static renamed::__private::StaticSlots<Self> {
            use renamed::StaticPool as __PooledStatic;
            const __POOLED_SLOTS: usize = 8;
            static __POOLED: __PooledStatic<Packet, __POOLED_SLOTS> = __PooledStatic::new();
            __POOLED.slots()
        }
    }
};
