//! What generated code reaches. Safe to use by hand, but it changes without notice.

pub use crate::__std_only as std_only;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::config::mode;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::everywhere::without_paths;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::home::{AnyThread, CrossThread, Home, OneThread, Reach, capacity, depot};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::local::{Key, LocalStack, same_key};
pub use crate::probe::{
    HasFresh, HasFreshInBound, IsSend, NotSend, NotSendInBound, OtherReset, ResetByHand, SameReset, SendInBound,
    SendOrLocal, Sharing, ViaBound, ViaDefault, ViaNothing, probe_resets,
};
pub use crate::recipe::{Recipe, fresh_is_unmarked};
pub use crate::reset::{Nobody, Observer, Reset, ResetWithin};
#[cfg(target_has_atomic = "8")]
pub use crate::static_pool::StaticSlots;
pub use crate::wipe::{WipeAndReset, WipeOnly, Wiped};
#[cfg(feature = "std")]
pub use std::thread_local;

pub use pooled_layout::budget::{Budget, check_budget, judge_budget};
pub use pooled_layout::encoding::Encoded;
pub use pooled_layout::{
    Described, DescribedLayout, Facts, Field, Heat, InstanceOf, Kind, Known, NoOrders, OpaqueLayout, OrdersOf, Probe,
    Traits, Untold,
};
