# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::try_take_static:
    mov rcx, qword ptr fs:[<guard::types::Static as pooled_runtime::thread::placement::Placement>::__pooled_key::__POOLED_0::{K#0}::{closure#1}::__RUST_STD_INTERNAL_VAL@TPOFF]
    mov rax, qword ptr [rcx]
    cmp rax, qword ptr [rcx + 8]
    je L1
    add qword ptr [rcx], -8
    mov rax, qword ptr [rax - 8]
    inc qword ptr [rcx + 16]
    ret
L1:
    lea rdi, [rip + (constant)]
    jmp pooled_runtime::thread::slow_path::try_take::<guard::types::Static>
