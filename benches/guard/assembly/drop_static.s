# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::drop_static:
    push rbx
    mov rbx, rdi
    cmp qword ptr [rdi], 4096
    ja L3
    mov qword ptr [rbx + 16], 0
L1:
    mov rax, qword ptr [rip + <guard::types::Static as pooled_runtime::thread::placement::Placement>::__pooled_key::__POOLED_0::{K#0}::{closure#1}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    mov rax, qword ptr fs:[rax + (place) + 0]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 24]
    je L2
    mov qword ptr [rcx], rbx
    add qword ptr [rax + 8], 8
    pop rbx
    ret
L2:
    mov rdi, rbx
    pop rbx
    jmp pooled_runtime::thread::returns::overflow::<guard::types::Static>
L3:
    mov rsi, qword ptr [rbx + 16]
    lea rcx, [rip + (constant)]
    mov edx, 65536
    mov rdi, rbx
    call pooled_runtime::reset::container::notice::<alloc::vec::Vec<u8>>
    jmp L1
L4:
    mov rdi, rax
    call qword ptr [rip + std::panicking::catch_unwind::cleanup@GOTPCREL]
    mov rdi, rbx
    mov rsi, rax
    pop rbx
    jmp pooled_runtime::thread::returns::panicked_of_type::<guard::types::Static>
L5:
    call qword ptr [rip + core::panicking::panic_cannot_unwind@GOTPCREL]
