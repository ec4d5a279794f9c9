# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::drop_value:
    push r14
    push rbx
    push rax
    mov rax, qword ptr [rip + std::panicking::panic_count::GLOBAL_PANIC_COUNT@GOTPCREL]
    mov rax, qword ptr [rax]
    shl rax
    test rax, rax
    jne L2
L1:
    mov rdx, qword ptr [rsi + 8]
    mov rax, qword ptr [rsi + 16]
    mov rcx, qword ptr [rip + pooled_runtime::thread::value_tls::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    cmp qword ptr fs:[rcx + rax], rdx
    jne L3
    mov rax, qword ptr fs:[rcx + rax + 8]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 24]
    je L3
    mov qword ptr [rcx], rdi
    add qword ptr [rax + 8], 8
    add rsp, 8
    pop rbx
    pop r14
    ret
L2:
    mov rbx, rsi
    mov r14, rdi
    call qword ptr [rip + std::panicking::panic_count::is_zero_slow_path@GOTPCREL]
    mov rdi, r14
    mov rsi, rbx
    test al, al
    jne L1
L3:
    add rsp, 8
    pop rbx
    pop r14
    jmp pooled_runtime::value_pool::guard::clean_and_end::<alloc::vec::Vec<u8>>
