# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::drop_generic:
    push r14
    push rbx
    push rax
    mov rbx, rdi
    cmp qword ptr [rdi], 4096
    ja L5
    mov qword ptr [rbx + 16], 0
L1:
    mov rdi, qword ptr [rip + pooled_runtime::thread::generic_tls::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    lea rax, [rip + pooled_runtime::thread::generic_tls::identity::<guard::types::Generic<u8>>]
    cmp qword ptr fs:[rdi + (place) + 0], rax
    je L3
    add rdi, qword ptr fs:[0]
    lea rsi, [rip + pooled_runtime::thread::generic_tls::identity::<guard::types::Generic<u8>>]
    movabs rdx, (hash)
    call qword ptr [rip + pooled_runtime::thread::generic_tls::Table::elsewhere@GOTPCREL]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 24]
    je L4
L2:
    mov qword ptr [rcx], rbx
    add qword ptr [rax + 8], 8
    add rsp, 8
    pop rbx
    pop r14
    ret
L3:
    mov rax, qword ptr fs:[rdi + (place) + 32]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 24]
    jne L2
L4:
    mov rdi, rbx
    add rsp, 8
    pop rbx
    pop r14
    jmp pooled_runtime::thread::returns::overflow::<guard::types::Generic<u8>>
L5:
    mov rsi, qword ptr [rbx + 16]
    lea rcx, [rip + (constant)]
    mov edx, 65536
    mov rdi, rbx
    call pooled_runtime::reset::container::notice::<alloc::vec::Vec<u8>>
    jmp L1
L6:
    mov rdi, rax
    call qword ptr [rip + std::panicking::catch_unwind::cleanup@GOTPCREL]
    mov rdi, rbx
    mov rsi, rax
    add rsp, 8
    pop rbx
    pop r14
    jmp pooled_runtime::thread::returns::panicked_of_type::<guard::types::Generic<u8>>
L7:
    call qword ptr [rip + core::panicking::panic_cannot_unwind@GOTPCREL]
L8:
    mov r14, rax
    mov rdi, rbx
    call core::ptr::drop_in_place::<pooled_runtime::value_pool::guard::Ending<alloc::vec::Vec<u8>>>
    mov rdi, r14
    call _Unwind_Resume@PLT
