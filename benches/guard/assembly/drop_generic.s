# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::drop_generic:
    push r14
    push rbx
    push rax
    mov rbx, rdi
    mov qword ptr [rdi + 16], 0
    cmp qword ptr [rdi], 65537
    jae L4
L1:
    mov rdi, qword ptr [rip + pooled_runtime::table::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    movabs rax, (hash)
    and rax, qword ptr fs:[rdi + 8]
    mov rcx, qword ptr fs:[rdi]
    lea rdx, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    cmp qword ptr [rcx + rax + 8], rdx
    jne L5
    mov rax, qword ptr [rcx + rax]
L2:
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 24]
    je L3
    mov qword ptr [rcx], rbx
    add qword ptr [rax], 8
    add rsp, 8
    pop rbx
    pop r14
    ret
L3:
    mov rdi, rbx
    add rsp, 8
    pop rbx
    pop r14
    jmp pooled_runtime::cold::overflow::<guard::types::Generic<u8>>
L4:
    lea rdx, [rip + <guard::types::Generic<u8> as pooled_runtime::reset::observer::Observer>::shrunk]
    mov esi, 65536
    mov rdi, rbx
    call <alloc::vec::Vec<_> as pooled_runtime::reset::ResetWithin>::__pooled_reset_within::shrink::<u8>
    jmp L1
L5:
    add rdi, qword ptr fs:[0]
    lea rsi, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    call qword ptr [rip + pooled_runtime::table::find_further@GOTPCREL]
    jmp L2
L6:
    mov r14, rax
    mov rdi, rbx
    call core::ptr::drop_in_place::<pooled_runtime::slot::Slot<guard::types::Generic<u8>>>
    mov rdi, r14
    call _Unwind_Resume@PLT
L7:
    mov rdi, rax
    call qword ptr [rip + std::panicking::catch_unwind::cleanup@GOTPCREL]
    mov rdi, rbx
    mov rsi, rax
    add rsp, 8
    pop rbx
    pop r14
    jmp pooled_runtime::cold::panicked::<guard::types::Generic<u8>>
L8:
    call qword ptr [rip + core::panicking::panic_cannot_unwind@GOTPCREL]
