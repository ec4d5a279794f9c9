#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl<T> ::pooled_types::Reset for Packet<T>
    where
        T: ::pooled_types::Reset,
        Packet<T>: ::core::default::Default,
    {
        const __POOLED_KEEPS: ::core::primitive::bool = <T as ::pooled_types::Reset>::__POOLED_KEEPS
            || <u16 as ::pooled_types::Reset>::__POOLED_KEEPS;
        const __POOLED_QUIET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            !<::pooled_types::__private::Asked<Self>>::__POOLED_HAS_DROP
                && <::pooled_types::__private::Asked<T>>::__POOLED_QUIET
                && <::pooled_types::__private::Asked<Option<Box<Self>>>>::__POOLED_QUIET
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
            if !::core::matches!(self, Self::Data { .. }) {
                *self = {
                    use ::pooled_types::__private::{ViaDefault as _, ViaNothing as _};
                    (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_fresh()
                };
                if !::core::matches!(self, Self::Data { .. }) {
                    ::pooled_types::__private::fresh_is_unmarked("Packet", "Data");
                }
            }
            if let Self::Data { body: __pooled_0, length: __pooled_1, .. } = { self } {
                <T as ::pooled_types::Reset>::__pooled_reset::<
                    __PooledObserver,
                >(__pooled_0);
                <u16 as ::pooled_types::Reset>::__pooled_reset::<
                    __PooledObserver,
                >(__pooled_1);
            }
        }
        const __POOLED_SECRET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            <T as ::pooled_types::Reset>::__POOLED_SECRET
        };
        #[inline]
        fn __pooled_wipe(&mut self, __pooled_ends: ::core::primitive::bool) {
            use ::pooled_types::__private::AnyPart as _;
            match self {
                Self::Data { body: __pooled_0, .. } => {
                    <T as ::pooled_types::Reset>::__pooled_wipe(
                        __pooled_0,
                        __pooled_ends,
                    );
                }
                _ => {}
            }
        }
        fn __pooled_parts(
            &mut self,
            __pooled_visit: &mut ::pooled_types::__private::Visit,
        ) {
            match self {
                Self::Data { body: __pooled_0, .. } => {
                    <T as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_0,
                        __pooled_visit,
                    );
                }
                _ => {}
            }
        }
    }
    #[repr(C)]
    struct __PooledVariant1<__Pooled0> {
        __pooled0: __Pooled0,
    }
    impl<__Pooled0> __PooledVariant1<__Pooled0> {
        const __POOLED_OFFSETS: [::core::primitive::usize; 1usize] = [
            ::core::mem::offset_of!(Self, __pooled0),
        ];
    }
    #[repr(C)]
    struct __PooledVariant2<__Pooled0, __Pooled1> {
        __pooled0: __Pooled0,
        __pooled1: __Pooled1,
    }
    impl<__Pooled0, __Pooled1> __PooledVariant2<__Pooled0, __Pooled1> {
        const __POOLED_OFFSETS: [::core::primitive::usize; 2usize] = [
            ::core::mem::offset_of!(Self, __pooled0),
            ::core::mem::offset_of!(Self, __pooled1),
        ];
    }
    #[repr(C)]
    enum __PooledTag {
        __PooledFirst = 0,
        __PooledLast = 2,
    }
    #[repr(C)]
    union __PooledFields<__Pooled0, __Pooled1> {
        __pooled0: ::core::mem::ManuallyDrop<__Pooled0>,
        __pooled1: ::core::mem::ManuallyDrop<__Pooled1>,
    }
    #[repr(C, align(16))]
    struct __PooledEnum<__Pooled> {
        __pooled_tag: __PooledTag,
        __pooled_fields: __Pooled,
    }
    impl<__Pooled0, __Pooled1> __PooledEnum<__PooledFields<__Pooled0, __Pooled1>> {
        const __POOLED_FIGURES: (
            ::core::primitive::usize,
            ::core::primitive::usize,
            ::core::primitive::usize,
        ) = (
            ::core::mem::size_of::<Self>(),
            ::core::mem::align_of::<Self>(),
            ::core::mem::offset_of!(Self, __pooled_fields),
        );
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl<T> ::pooled_types::__private::Described for Packet<T> {
        const __POOLED_FACTS: ::pooled_types::__private::Facts = {
            use ::pooled_types::__private::{
                AnyType as _, Asked as __PooledAsked, Field as __PooledField,
                Heat as __PooledHeat, Probe as __PooledProbe, Untold as _,
            };
            let (__pooled_size, __pooled_align, __pooled_start) = <__PooledEnum<
                __PooledFields<
                    __PooledVariant2<T, u16>,
                    __PooledVariant1<Option<Box<Self>>>,
                >,
            >>::__POOLED_FIGURES;
            ::core::assert!(
                __pooled_size == ::core::mem::size_of:: < Self > () && __pooled_align ==
                ::core::mem::align_of:: < Self > (),
                "the compiler lays this enum out otherwise than its `repr` says"
            );
            let __pooled_variant0 = <__PooledVariant2<T, u16>>::__POOLED_OFFSETS;
            let __pooled_variant1 = <__PooledVariant1<
                Option<Box<Self>>,
            >>::__POOLED_OFFSETS;
            ::pooled_types::__private::Facts {
                name: "Packet<T>",
                module: ::core::module_path!(),
                file: ::core::file!(),
                file_line: ::core::line!(),
                size: ::core::mem::size_of::<Self>(),
                align: ::core::mem::align_of::<Self>(),
                line: 64usize,
                pooled: false,
                kind: ::pooled_types::__private::Kind::Enum,
                fields: &[
                    __PooledField::new::<
                        T,
                    >(
                            __PooledHeat::Warm,
                            "body",
                            "T",
                            __pooled_start + __pooled_variant0[0usize],
                            <__PooledProbe<T>>::__POOLED_TRAITS,
                        )
                        .in_variant("Data"),
                    __PooledField::new::<
                        u16,
                    >(
                            __PooledHeat::Hot,
                            "length",
                            "u16",
                            __pooled_start + __pooled_variant0[1usize],
                            ::pooled_types::__private::Traits::PLAIN,
                        )
                        .in_variant("Data"),
                    __PooledField::new::<
                        Option<Box<Self>>,
                    >(
                            __PooledHeat::Warm,
                            "0",
                            "Option<Box<Self>>",
                            __pooled_start + __pooled_variant1[0usize],
                            <__PooledProbe<Option<Box<Self>>>>::__POOLED_TRAITS,
                        )
                        .in_variant("Next")
                        .frees_elements(<__PooledAsked<Box<Self>>>::__POOLED_KEEPABLE),
                ],
            }
        };
        type __PooledOrders = ::pooled_types::__private::OrdersOf<Self, 3usize>;
    }
};
