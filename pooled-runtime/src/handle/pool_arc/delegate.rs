//! What a [`PoolArc`] passes on to its object, which it only reads.

use super::PoolArc;
use crate::delegate::view;
use crate::handle::pooled::Pooled;

view!(PoolArc, Pooled);
