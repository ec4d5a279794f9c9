//! The containers of other crates as pooled types, each behind the feature of its crate: `PoolBox<BytesMut>`.
//!
//! Nothing describes the fields of these types, so their layout is opaque.

use crate::handle::declare::pooled;

#[cfg(feature = "arrayvec")]
pooled! { OpaqueLayout:
    [T: Send + 'static, const N: usize] arrayvec::ArrayVec<T, N>;
    [const N: usize] arrayvec::ArrayString<N>;
}

#[cfg(feature = "bumpalo")]
pooled! { OpaqueLayout:
    [] bumpalo::Bump;
}

#[cfg(feature = "bytes")]
pooled! { OpaqueLayout:
    [] bytes::BytesMut;
}

#[cfg(feature = "hashbrown")]
pooled! { OpaqueLayout:
    [
        K: core::hash::Hash + Eq + Send + 'static,
        V: Send + 'static,
        S: core::hash::BuildHasher + Default + Send + 'static
    ] hashbrown::HashMap<K, V, S>;
    [
        T: core::hash::Hash + Eq + Send + 'static,
        S: core::hash::BuildHasher + Default + Send + 'static
    ] hashbrown::HashSet<T, S>;
}

#[cfg(feature = "http")]
pooled! { OpaqueLayout:
    [T: Send + 'static] http::HeaderMap<T>;
}

#[cfg(feature = "indexmap")]
pooled! { OpaqueLayout:
    [K: Send + 'static, V: Send + 'static, S: Default + Send + 'static] indexmap::IndexMap<K, V, S>;
    [T: Send + 'static, S: Default + Send + 'static] indexmap::IndexSet<T, S>;
}

#[cfg(feature = "smallvec")]
pooled! { OpaqueLayout:
    [A: smallvec::Array<Item: Send> + 'static] smallvec::SmallVec<A>;
}
