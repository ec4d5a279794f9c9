//! Containers that keep their elements: what leaves them is reset and used again.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
