//! Real structs, with figures that others worked out: what they are as declared, and how small and how near together
//! their hot fields can be.
//!
//! On 64-byte lines, for 64-bit targets, as under `repr(C)`. Sources: zlib, glibc and Linux headers; the standard
//! library of Go 1.27. The sizes that `pahole` and Go's field order reach are beside them: `pahole` is greedy, so one
//! of them is not the least.

// Without `unsafe`, and slow under Miri.
#![cfg(all(feature = "decode", target_pointer_width = "64", not(miri)))]

use pooled_layout::Heat;

mod support;
use support::{fields, layout};

struct Case {
    name: &'static str,
    hot: &'static str,
    fields: &'static str,
    /// As declared: size, lines that hot fields touch.
    declared: (usize, usize),
    /// What other tools reach, and the least: size, hot lines.
    others: usize,
    least: (usize, usize),
}

const CASES: [Case; 9] = [
    Case {
        name: "zlib z_stream_s",
        hot: "next_in avail_in next_out avail_out state",
        fields: "next_in:8/8 avail_in:4/4 total_in:8/8 next_out:8/8 avail_out:4/4 total_out:8/8 msg:8/8 state:8/8 \
                 zalloc:8/8 zfree:8/8 opaque:8/8 data_type:4/4 adler:8/8 reserved:8/8",
        declared: (112, 1),
        others: 104,
        least: (104, 1),
    },
    Case {
        name: "zlib gz_header_s",
        hot: "extra name comment done",
        fields: "text:4/4 time:8/8 xflags:4/4 os:4/4 extra:8/8 extra_len:4/4 extra_max:4/4 name:8/8 name_max:4/4 \
                 comment:8/8 comm_max:4/4 hcrc:4/4 done:4/4",
        declared: (80, 2),
        others: 72,
        least: (72, 1),
    },
    Case {
        name: "msghdr",
        hot: "msg_iov msg_iovlen",
        fields: "msg_name:8/8 msg_namelen:4/4 msg_iov:8/8 msg_iovlen:8/8 msg_control:8/8 msg_controllen:8/8 \
                 msg_flags:4/4",
        declared: (56, 1),
        others: 48,
        least: (48, 1),
    },
    Case {
        name: "addrinfo",
        hot: "ai_next ai_addr ai_family",
        fields: "ai_flags:4/4 ai_family:4/4 ai_socktype:4/4 ai_protocol:4/4 ai_addrlen:4/4 ai_addr:8/8 \
                 ai_canonname:8/8 ai_next:8/8",
        declared: (48, 1),
        others: 48,
        least: (48, 1),
    },
    Case {
        name: "dl_phdr_info",
        hot: "dlpi_addr dlpi_phdr dlpi_phnum",
        fields: "dlpi_addr:8/8 dlpi_name:8/8 dlpi_phdr:8/8 dlpi_phnum:2/2 dlpi_adds:8/8 dlpi_subs:8/8 \
                 dlpi_tls_modid:8/8 dlpi_tls_data:8/8",
        declared: (64, 1),
        others: 64,
        least: (64, 1),
    },
    Case {
        name: "sigaction",
        hot: "sa_handler sa_flags",
        fields: "sa_handler:8/8 sa_mask:128/8 sa_flags:4/4 sa_restorer:8/8",
        declared: (152, 2),
        others: 152,
        least: (152, 1),
    },
    Case {
        name: "go/scanner.Scanner",
        hot: "src ch offset rdOffset lineOffset insertSemi",
        fields: "file:8/8 dir:16/8 src:24/8 err:8/8 mode:8/8 ch:4/4 offset:8/8 rdOffset:8/8 lineOffset:8/8 \
                 insertSemi:1/1 nlPos:8/8 endPosValid:1/1 endPos:8/8 ErrorCount:8/8",
        declared: (136, 2),
        others: 120,
        least: (120, 1),
    },
    Case {
        name: "bufio.Reader",
        hot: "buf r w err",
        fields: "buf:24/8 rd:16/8 r:8/8 w:8/8 err:16/8 lastByte:8/8 lastRuneSize:8/8",
        declared: (88, 2),
        others: 88,
        least: (88, 1),
    },
    Case {
        name: "cheese, from pahole's documentation",
        hot: "type calories",
        fields: "name:17/1 age:2/2 type:1/1 calories:4/4 price:2/2 barcode:16/4",
        declared: (48, 1),
        others: 48,
        least: (44, 1),
    },
];

/// `name:size/align`, separated by spaces.
fn parse(case: &Case) -> Vec<(&'static str, usize, usize, Heat)> {
    let parse = |field: &'static str| {
        let (name, shape) = field.split_once(':')?;
        let (size, align) = shape.split_once('/')?;
        let heat = if case.hot.split(' ').any(|hot| hot == name) { Heat::Hot } else { Heat::Warm };
        Some((name, size.parse().ok()?, align.parse().ok()?, heat))
    };
    case.fields.split_whitespace().map(|field| parse(field).expect("a field")).collect()
}

#[test]
fn the_figures_of_real_structs() {
    for case in &CASES {
        let layout = layout(fields(&parse(case)), 64);
        let suggestion = layout.suggestion();
        assert_eq!((layout.size, layout.hot_lines()), case.declared, "{} as declared", case.name);
        assert_eq!((suggestion.then.size, suggestion.then.hot_lines), case.least, "{} reordered", case.name);
        assert!(suggestion.then.size <= case.others, "{}: others do better", case.name);
        assert_eq!(suggestion.improves, suggestion.then != suggestion.now, "{}", case.name);
    }
}
