# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::drop_shared:
    push r14
    push rbx
    push rax
    lock dec qword ptr [rsi]
    jne L4
    mov rbx, rdi
    mov rax, qword ptr [rsi]
    mov qword ptr [rsi], 1
    mov rax, qword ptr [rip + <pooled_runtime::handle::pool_arc::cell::CountCell as pooled_runtime::thread::placement::Placement>::__pooled_key::STACK::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    mov rax, qword ptr fs:[rax + (place) + 0]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 24]
    je L1
    mov qword ptr [rcx], rsi
    add qword ptr [rax + 8], 8
    jmp L2
L1:
    mov rdi, rsi
    call pooled_runtime::thread::returns::overflow::<pooled_runtime::handle::pool_arc::cell::CountCell>
L2:
    cmp qword ptr [rbx], 4096
    ja L6
    mov qword ptr [rbx + 16], 0
L3:
    mov rax, qword ptr [rip + <guard::types::Static as pooled_runtime::thread::placement::Placement>::__pooled_key::__POOLED_0::{K#0}::{closure#1}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    mov rax, qword ptr fs:[rax + (place) + 0]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 24]
    je L5
    mov qword ptr [rcx], rbx
    add qword ptr [rax + 8], 8
L4:
    add rsp, 8
    pop rbx
    pop r14
    ret
L5:
    mov rdi, rbx
    add rsp, 8
    pop rbx
    pop r14
    jmp pooled_runtime::thread::returns::overflow::<guard::types::Static>
L6:
    mov rsi, qword ptr [rbx + 16]
    lea rcx, [rip + (constant)]
    mov edx, 65536
    mov rdi, rbx
    call pooled_runtime::reset::container::notice::<alloc::vec::Vec<u8>>
    jmp L3
L7:
    mov rdi, rax
    call qword ptr [rip + std::panicking::catch_unwind::cleanup@GOTPCREL]
    mov rdi, rbx
    mov rsi, rax
    add rsp, 8
    pop rbx
    pop r14
    jmp pooled_runtime::thread::returns::panicked_of_type::<guard::types::Static>
L8:
    call qword ptr [rip + core::panicking::panic_cannot_unwind@GOTPCREL]
L9:
    mov r14, rax
    mov rdi, rbx
    call core::ptr::drop_in_place::<pooled_runtime::handle::pool_box::PoolBox<guard::types::Static>>
    mov rdi, r14
    call _Unwind_Resume@PLT
L10:
    call qword ptr [rip + core::panicking::panic_in_cleanup@GOTPCREL]
