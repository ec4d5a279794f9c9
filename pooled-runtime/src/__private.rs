//! The items that generated code names. They are safe to use by hand, but they change without notice.

pub use crate::__std_only as std_only;
pub use crate::autoref::{
    HasFresh, HasFreshInBound, IsSend, NotSend, NotSendInBound, OtherReset, ResetByHand, SameReset, SendInBound,
    SendOrLocal, Sharing, ViaBound, ViaDefault, ViaNothing, probe_resets,
};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::config::mode;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::config::without_paths;
pub use crate::factory::{Factory, fresh_is_unmarked};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::pool::clock::advance_clock;
pub use crate::reset::zeroize::{refuse_secret, zeroize};
pub use crate::reset::{AnyPart, AnyType, Asked, Nobody, Observer, Part, Reset, ResetWithin, ResetWithinBytes, Visit};
#[cfg(target_has_atomic = "8")]
pub use crate::static_pool::StaticSlots;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::thread::placement::{AnyThread, CrossThread, MayLeave, OneThread, Placement, Reach, capacity, depot};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::thread::tls::{Key, LocalStack, same_key};
#[cfg(feature = "std")]
pub use std::thread_local;

pub use pooled_layout::budget::{Budget, check_budget, judge_budget};
pub use pooled_layout::encoding::Encoded;
pub use pooled_layout::{
    Described, DescribedLayout, Facts, Field, Heat, InstanceOf, Kind, Known, NoOrders, OpaqueLayout, OrdersOf, Probe,
    Traits, Untold,
};
