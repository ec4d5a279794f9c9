# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::try_take_static:
    mov rax, qword ptr [rip + <guard::types::Static as pooled_runtime::thread::placement::Placement>::__pooled_key::__POOLED_0::{K#0}::{closure#1}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    mov rdi, qword ptr fs:[rax + (place) + 0]
    mov rax, qword ptr [rdi + 8]
    cmp rax, qword ptr [rdi + 16]
    je L1
    add qword ptr [rdi + 8], -8
    mov rax, qword ptr [rax - 8]
    inc dword ptr [rdi]
    je L2
    ret
L1:
    lea rdi, [rip + (constant)]
    jmp pooled_runtime::thread::slow_path::try_take::<guard::types::Static>
L2:
    push rbx
    mov rbx, rax
    call qword ptr [rip + pooled_runtime::thread::cache::ThreadCache::beat@GOTPCREL]
    mov rax, rbx
    pop rbx
    ret
