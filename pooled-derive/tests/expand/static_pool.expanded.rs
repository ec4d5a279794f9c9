#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl renamed::Reset for Packet {
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
                (&renamed::__private::Probe::<Self>::NEW).fresh()
            }
        }
    }
    #[automatically_derived]
    impl renamed::StaticPooled for Packet {
        fn pool() -> &'static renamed::__private::StaticSlots<Self> {
            static __POOLED: renamed::StaticPool<Packet, { 8 }> = renamed::StaticPool::new();
            __POOLED.slots()
        }
    }
};
