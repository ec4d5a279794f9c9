# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::drop_static:
    push rbx
    mov rbx, rdi
    mov qword ptr [rdi + 16], 0
    cmp qword ptr [rdi], 65537
    jae L3
L1:
    mov rax, qword ptr fs:[<guard::types::Static as pooled_runtime::thread::placement::Placement>::__pooled_key::__POOLED_0::{K#0}::{closure#1}::__RUST_STD_INTERNAL_VAL@TPOFF]
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 24]
    je L2
    mov qword ptr [rcx], rbx
    add qword ptr [rax], 8
    pop rbx
    ret
L2:
    mov rdi, rbx
    pop rbx
    jmp pooled_runtime::thread::returns::overflow::<guard::types::Static>
L3:
    lea rdx, [rip + <guard::types::Static as pooled_runtime::reset::observer::Observer>::shrunk]
    mov esi, 65536
    mov rdi, rbx
    call <alloc::vec::Vec<_> as pooled_runtime::reset::ResetWithin>::__pooled_reset_within::shrink::<u8>
    jmp L1
L4:
    mov rdi, rax
    call qword ptr [rip + std::panicking::catch_unwind::cleanup@GOTPCREL]
    mov rdi, rbx
    mov rsi, rax
    pop rbx
    jmp pooled_runtime::thread::returns::panicked::<guard::types::Static>
L5:
    call qword ptr [rip + core::panicking::panic_cannot_unwind@GOTPCREL]
