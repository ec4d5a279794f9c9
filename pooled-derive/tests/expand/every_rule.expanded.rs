#[doc(hidden)]
const _: () = {
    #[automatically_derived]
    impl ::pooled_types::Reset for Request {
        const __POOLED_KEEPS: ::core::primitive::bool = true;
        const __POOLED_QUIET: ::core::primitive::bool = {
            use ::pooled_types::__private::AnyType as _;
            !<::pooled_types::__private::Asked<Self>>::__POOLED_HAS_DROP
                && <::pooled_types::__private::Asked<Vec<u8>>>::__POOLED_QUIET
                && <::pooled_types::__private::Asked<Range<u32>>>::__POOLED_QUIET
                && <::pooled_types::__private::Asked<String>>::__POOLED_QUIET
                && <::pooled_types::__private::Asked<
                    ReuseMap<String, String>,
                >>::__POOLED_QUIET
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
            let Self {
                id: __pooled_0,
                body: __pooled_1,
                retries: __pooled_2,
                range: __pooled_3,
                secret: __pooled_4,
                log: __pooled_5,
                headers: __pooled_6,
                token: __pooled_7,
                ..
            } = { self };
            <u64 as ::pooled_types::Reset>::__pooled_reset::<
                __PooledObserver,
            >(__pooled_0);
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
            <ReuseMap<
                String,
                String,
            > as ::pooled_types::__private::ResetWithinBytes>::__pooled_reset_within_bytes::<
                __PooledObserver,
            >(__pooled_6, 1_000_000);
            {
                use ::pooled_types::__private::AnyPart as _;
                ::pooled_types::__private::Part(__pooled_7)
                    .__pooled_reset::<__PooledObserver>();
            }
        }
        const __POOLED_SECRET: ::core::primitive::bool = true;
        #[inline]
        fn __pooled_wipe(&mut self, __pooled_ends: ::core::primitive::bool) {
            use ::pooled_types::__private::AnyPart as _;
            match self {
                Self { range: __pooled_3, token: __pooled_7, .. } => {
                    ::pooled_types::__private::Part(__pooled_3)
                        .__pooled_wipe(__pooled_ends);
                    ::pooled_types::__private::zeroize(__pooled_7);
                }
            }
        }
        fn __pooled_parts(
            &mut self,
            __pooled_visit: &mut ::pooled_types::__private::Visit,
        ) {
            use ::pooled_types::__private::AnyPart as _;
            match self {
                Self {
                    body: __pooled_1,
                    range: __pooled_3,
                    log: __pooled_5,
                    headers: __pooled_6,
                    ..
                } => {
                    <Vec<
                        u8,
                    > as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_1,
                        __pooled_visit,
                    );
                    ::pooled_types::__private::Part(__pooled_3)
                        .__pooled_ask(__pooled_visit);
                    <String as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_5,
                        __pooled_visit,
                    );
                    <ReuseMap<
                        String,
                        String,
                    > as ::pooled_types::Reset>::__pooled_ask(
                        __pooled_6,
                        __pooled_visit,
                    );
                }
            }
        }
    }
    #[automatically_derived]
    impl ::pooled_types::__private::Factory for Request {
        type __PooledLayout = ::pooled_types::__private::DescribedLayout<Self>;
        #[inline]
        fn __pooled_fresh() -> Self {
            {
                let __pooled_function: fn() -> Self = Request::open;
                __pooled_function()
            }
        }
        #[inline]
        fn __pooled_validate(&mut self) -> ::core::primitive::bool {
            {
                let __pooled_function: fn(&mut Self) -> ::core::primitive::bool = Request::is_small;
                __pooled_function(self)
            }
        }
    }
    mod std_only {
        #[automatically_derived]
        impl ::pooled_types::__private::Placement for Request {
            type __PooledReach = ::pooled_types::__private::AnyThread;
            const __POOLED_CAPACITY: ::core::primitive::usize = {
                let __pooled_value: ::core::primitive::usize = 128;
                ::pooled_types::__private::capacity(__pooled_value)
            };
            #[inline]
            fn __pooled_key() -> ::core::option::Option<
                ::pooled_types::__private::Key<Self>,
            > {
                ::pooled_types::__private::thread_local! {
                    static __POOLED_0 : ::pooled_types::__private::LocalStack < Request >
                    = const { ::pooled_types::__private::LocalStack::new() };
                }
                ::core::option::Option::Some(&__POOLED_0)
            }
            fn __pooled_sharing() -> ::pooled_types::__private::Sharing<Self> {
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
                (&::pooled_types::__private::Probe::<ReuseMap<String, String>>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<[u8; 16]>::NEW)
                    .__pooled_require_send();
                (&::pooled_types::__private::Probe::<Self>::NEW).__pooled_sharing()
            }
        }
        #[automatically_derived]
        impl ::pooled_types::Pooled for Request {}
        const _: ::core::primitive::usize = <Request as ::pooled_types::__private::Placement>::__POOLED_CAPACITY;
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::pooled_types::__private::Described for Request {
        const __POOLED_FACTS: ::pooled_types::__private::Facts = {
            use ::pooled_types::__private::{
                AnyType as _, Asked as __PooledAsked, Field as __PooledField,
                Heat as __PooledHeat, Probe as __PooledProbe, Untold as _,
            };
            ::pooled_types::__private::Facts {
                name: "Request",
                module: ::core::module_path!(),
                file: ::core::file!(),
                file_line: ::core::line!(),
                size: ::core::mem::size_of::<Self>(),
                align: ::core::mem::align_of::<Self>(),
                line: 64usize,
                pooled: true,
                kind: ::pooled_types::__private::Kind::Struct,
                fields: &[
                    __PooledField::new::<
                        u64,
                    >(
                        __PooledHeat::Hot,
                        "id",
                        "u64",
                        ::core::mem::offset_of!(Self, id),
                        ::pooled_types::__private::Traits::PLAIN,
                    ),
                    __PooledField::new::<
                        Vec<u8>,
                    >(
                        __PooledHeat::Warm,
                        "body",
                        "Vec<u8>",
                        ::core::mem::offset_of!(Self, body),
                        <__PooledProbe<Vec<u8>>>::__POOLED_TRAITS,
                    ),
                    __PooledField::new::<
                        u8,
                    >(
                        __PooledHeat::Warm,
                        "retries",
                        "u8",
                        ::core::mem::offset_of!(Self, retries),
                        ::pooled_types::__private::Traits::PLAIN,
                    ),
                    __PooledField::new::<
                        Range<u32>,
                    >(
                            __PooledHeat::Warm,
                            "range",
                            "Range<u32>",
                            ::core::mem::offset_of!(Self, range),
                            <__PooledProbe<Range<u32>>>::__POOLED_TRAITS.unreset(),
                        )
                        .unmeasured(<__PooledAsked<Range<u32>>>::__POOLED_UNMEASURED),
                    __PooledField::new::<
                        [u8; 32],
                    >(
                        __PooledHeat::Warm,
                        "secret",
                        "[u8; 32]",
                        ::core::mem::offset_of!(Self, secret),
                        ::pooled_types::__private::Traits::PLAIN,
                    ),
                    __PooledField::new::<
                        String,
                    >(
                        __PooledHeat::Warm,
                        "log",
                        "String",
                        ::core::mem::offset_of!(Self, log),
                        <__PooledProbe<String>>::__POOLED_TRAITS.limited(4096),
                    ),
                    __PooledField::new::<
                        ReuseMap<String, String>,
                    >(
                        __PooledHeat::Warm,
                        "headers",
                        "ReuseMap<String, String>",
                        ::core::mem::offset_of!(Self, headers),
                        <__PooledProbe<ReuseMap<String, String>>>::__POOLED_TRAITS
                            .limited_to_bytes(1_000_000),
                    ),
                    __PooledField::new::<
                        [u8; 16],
                    >(
                        __PooledHeat::Warm,
                        "token",
                        "[u8; 16]",
                        ::core::mem::offset_of!(Self, token),
                        ::pooled_types::__private::Traits::PLAIN,
                    ),
                    __PooledField::new::<
                        u64,
                    >(
                        __PooledHeat::Cold,
                        "serial",
                        "u64",
                        ::core::mem::offset_of!(Self, serial),
                        ::pooled_types::__private::Traits::PLAIN,
                    ),
                ],
            }
        };
        type __PooledOrders = ::pooled_types::__private::OrdersOf<Self, 9usize>;
    }
    const _: () = {
        const __POOLED_TEXT: &::core::primitive::str = ::core::concat!(
            "Request\n\tid\tu64\n\tbody\tVec<u8>\n\tretries\tu8\n\trange\tRange<u32>\n\tsecret\t[u8; 32]\n\tlog\tString\n\theaders\tReuseMap<String, String>\n\ttoken\t[u8; 16]\n\tserial\tu64\n",
            ::core::module_path!(), "\n", ::core::file!()
        );
        static __POOLED_LAYOUT: ::pooled_types::__private::Encoded<
            9usize,
            { __POOLED_TEXT.len() },
        > = ::pooled_types::__private::Encoded::new(
            &<Request as ::pooled_types::__private::Described>::__POOLED_FACTS,
            __POOLED_TEXT,
            151usize,
            4066315343359277538u64,
        );
    };
};
