#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl ::pooled_types::Reset for Value {
        const KEEPS: bool = <String as ::pooled_types::Reset>::KEEPS;
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
            match self {
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
    }
};
