#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl ::pooled_types::Reset for Value {
        const __POOLED_KEEPS: ::core::primitive::bool = <String as ::pooled_types::Reset>::__POOLED_KEEPS;
        const __POOLED_QUIET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            !<::pooled_types::__private::Asked<Self>>::__POOLED_HAS_DROP
                && <::pooled_types::__private::Asked<String>>::__POOLED_QUIET
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
            let __pooled_fresh: Self = {
                use ::pooled_types::__private::{ViaDefault as _, ViaNothing as _};
                (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_fresh()
            };
            if ::core::mem::discriminant(self)
                != ::core::mem::discriminant(&__pooled_fresh)
            {
                *self = __pooled_fresh;
            }
            match { self } {
                Self::Text { 0: __pooled_0, .. } => {
                    <String as ::pooled_types::Reset>::__pooled_reset::<
                        __PooledObserver,
                    >(__pooled_0);
                }
                Self::Number { 0: __pooled_0, .. } => {
                    *__pooled_0 = (|| -> f64 { 1.0 })();
                }
                Self::Nothing { .. } => {}
            }
        }
        fn __pooled_parts(
            &mut self,
            __pooled_visit: &mut ::pooled_types::__private::Visit,
        ) {
            match self {
                Self::Text { 0: __pooled_0, .. } => {
                    <String as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_0,
                        __pooled_visit,
                    );
                }
                _ => {}
            }
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::pooled_types::__private::Described for Value {
        const __POOLED_FACTS: ::pooled_types::__private::Facts = {
            use ::pooled_types::__private::{
                Field as __PooledField, Heat as __PooledHeat, Probe as __PooledProbe,
                Untold as _,
            };
            ::pooled_types::__private::Facts {
                name: "Value",
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
                        String,
                    >(
                            __PooledHeat::Warm,
                            "0",
                            "String",
                            0,
                            <__PooledProbe<String>>::__POOLED_TRAITS,
                        )
                        .of_variant("Text"),
                    __PooledField::new::<
                        f64,
                    >(
                            __PooledHeat::Warm,
                            "0",
                            "f64",
                            0,
                            ::pooled_types::__private::Traits::PLAIN,
                        )
                        .of_variant("Number"),
                ],
            }
        };
        type __PooledOrders = ::pooled_types::__private::OrdersOf<Self, 2usize>;
    }
    const _: () = {
        const __POOLED_TEXT: &::core::primitive::str = ::core::concat!(
            "Value\nText\t0\tString\nNumber\t0\tf64\n", ::core::module_path!(), "\n",
            ::core::file!()
        );
        static __POOLED_LAYOUT: ::pooled_types::__private::Encoded<
            2usize,
            { __POOLED_TEXT.len() },
        > = ::pooled_types::__private::Encoded::new(
            &<Value as ::pooled_types::__private::Described>::__POOLED_FACTS,
            __POOLED_TEXT,
            33usize,
            13603746978902934879u64,
        );
    };
};
